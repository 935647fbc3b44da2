"""Moon+ Reader's ``.mrexpt``: three lines, then a ``#`` and sixteen lines for each highlight."""

from __future__ import annotations

import re

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import seconds
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given

_FEWEST = 13
_STYLES = ("underline", "strikethrough", "squiggly")


def read(given: Given) -> list[ImportedBook]:
    """Read the books of an export.

    Raises:
        GlossatorError: There is no record in it.
    """
    books: dict[str, list[Entry]] = {}
    for record in re.split(r"^#[ \t]*$", given.text, flags=re.M)[1:]:
        fields = [field.strip() for field in record.lstrip("\n").split("\n")]
        if len(fields) < _FEWEST:
            books.setdefault(next(iter(books), given.path.stem), []).append(
                Entry("highlight", outcome=("skipped", "torn: it lacks some of its lines"))
            )
            continue
        books.setdefault(fields[1] or given.path.stem, []).append(_entry(fields))
    if not books:
        raise GlossatorError(f"{given.shown}: no highlights in it")
    return [ImportedBook(title, entries=tuple(entries)) for title, entries in books.items()]


def _entry(fields: list[str]) -> Entry:
    number, _, _, _, chapter, part, position, length, color, when, bookmark, note, quote = fields[:13]
    style = next((name for name, flag in zip(_STYLES, fields[13:16], strict=False) if flag == "1"), "")
    place = [int(each) for each in (chapter, part, position) if re.fullmatch(r"\d{1,12}", each)]
    entry = Entry(
        "highlight", unwrapped(_lines(quote)), _lines(note), color=_color(color), style=style, created=seconds(when),
        modified=seconds(when), id=number, location=f"{chapter}/{part}/{position}+{length}",
        order=("position", tuple(place)) if len(place) == 3 else None,
    )  # fmt: skip
    if entry.quote:
        return entry
    if entry.note:
        return entry._replace(kind="note")
    return entry._replace(kind="bookmark", note=bookmark, outcome=("skipped", "a bookmark"))


def _lines(text: str) -> str:
    return re.sub(r"<br\s*/?>", "\n", text, flags=re.I)


def _color(number: str) -> str:
    """A signed number of 32 bits, alpha first."""
    return f"#{int(number) & 0xFFFFFF:06x}" if re.fullmatch(r"-?\d{1,11}", number) else ""
