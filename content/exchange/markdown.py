"""Markdown: a document a heading, its sections as headings, the quotes with note, tags and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.note_markdown import contained, prefixed
from glossator.content.notes.annotation import format_tags
from glossator.content.text.sanitize import clean_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$^])|==|%%|\{{2,}")
_AT_START = re.compile(r"^(\s*)(?:([-+=])(?=\s|$|[-=])|(\d{1,9})([.)])(?=\s|$))")
GONE = "No longer in the text"
NO_PASSAGE = "(no passage)"
REWORDED = "*Reworded since; it now reads:*"


def write(documents: list[ExportedDocument]) -> str:
    """The annotations in reading order; those whose passage is gone come last, under a heading of their own.

    Args:
        documents: What to write.
    """
    out: list[str] = []
    for document in documents:
        out.append(f"# {plain(document.title)}")
        facts = [document.author, document.year, document.url or document.path]
        if any(facts):
            out.append(" · ".join(plain(fact) for fact in facts if fact))
        out += under_headings(document.items, _entry)
    return "\n\n".join(out) + "\n" if out else ""


def under_headings(items: Iterable[ExportedItem], entry: Callable[[ExportedItem], str]) -> Iterator[str]:
    """Give the entries of a document under the headings of their sections; those that are gone under one of their own.

    Args:
        items: The annotations, those whose passages are gone last.
        entry: Writes one of them.
    """
    path: tuple[str, ...] = ()
    is_gone = False
    for item in items:
        if item.state == "orphaned" and not is_gone:
            is_gone = True
            yield f"## {GONE}"
        elif item.state != "orphaned":
            yield from _headings(path, item.section)
            path = item.section
        yield entry(item)


def _headings(before: tuple[str, ...], section: tuple[str, ...]) -> list[str]:
    """The headings that lead from one section to another."""
    return [
        f"{'#' * min(6, depth + 2)} {plain(title)}"
        for depth, title in enumerate(section)
        if before[: depth + 1] != section[: depth + 1]
    ]


def quoted(text: str, sign: str = "> ") -> list[str]:
    """Give a passage as the lines of a quotation.

    Args:
        text: The passage.
        sign: What stands before each line.
    """
    return prefixed([plain(line) for line in text.splitlines()], sign, sign)


def _entry(item: ExportedItem) -> str:
    lines = quoted(item.quote) or [f"> {NO_PASSAGE}"]
    if item.state == "reworded":
        lines += ["", REWORDED, "", *quoted(item.wording)]
    if item.note:
        lines += ["", *prefixed(contained(item.note), "- ", "  ")]
    facts = [
        plain(item.color),
        *(f"#{plain(format_tags([tag]))}" for tag in item.tags),
        f"p. {plain(item.page)}" if item.page else "",
        f"in {plain(item.chapter)}" if item.state == "orphaned" and item.chapter else "",
        clean_line(item.date),
    ]
    place = f" <!-- {item.start} -->" if item.is_repeated else ""
    return "\n".join([*lines, "", f"*{' · '.join(fact for fact in facts if fact)}*{place}"])


def plain(text: str) -> str:
    """Give text of a document as Markdown in which no sign means anything.

    Args:
        text: One line.
    """
    line = _SPECIAL.sub(lambda sign: "".join("\\" + each for each in sign[0]), clean_line(text))
    return _AT_START.sub(_guarded, line)


def _guarded(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"
