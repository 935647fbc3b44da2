"""Org: a heading a document, its sections as headings, an entry a highlight with its properties."""

from __future__ import annotations

import json
import re

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.text.sanitize import clean_line
from glossator.content.text.shortening import shortened

_TITLE = 60
_APART = "\u00a0"
_LIVE = re.compile(
    r"\[(?=\[)|@(?=@)|\{(?=\{\{)|\b(?:src|call)(?=_)|[<\[](?=\d{4}-\d\d-\d\d)|<(?=[<%]|[a-z]+:)|\$(?=\$)|\[(?=fn:|cite|#)"
    r"|\\(?=[\[(a-zA-Z])|:(?=//)", re.I
)  # fmt: skip
_PLANNED = re.compile(r"^\s*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK)(?=:)|^\s*:(?=\w+:\s*$)|^\s*#(?=\s|$)", re.I)


def write(documents: list[ExportedDocument]) -> str:
    """Write the documents.

    Args:
        documents: What to write.
    """
    return "\n".join(_tree(document) for document in documents)


def _tree(document: ExportedDocument) -> str:
    facts = {
        "GLOSS-DOCUMENT": document.url or document.path or document.title, "AUTHOR": document.author,
        "YEAR": document.year, "ISBN": document.isbn,
    }  # fmt: skip
    lines = [f"* {_line(document.title)}", *_drawer(facts)]
    path: tuple[str, ...] = ()
    for item in document.items:
        for depth, title in enumerate(item.section):
            if path[: depth + 1] != item.section[: depth + 1]:
                lines.append(f"{'*' * (depth + 2)} {_line(title)}")
        path = item.section
        lines += _entry(item, len(path) + 2)
    return "\n".join([*lines, ""])


def _entry(item: ExportedItem, level: int) -> list[str]:
    tags = "".join(f":{_word(tag)}" for tag in item.tags)
    heading = f"{'*' * level} {_line(shortened(clean_line(item.quote), _TITLE))}{f' {tags}:' if tags else ''}"
    facts = {
        "GLOSS-ID": item.id, "CREATED": item.created, "MODIFIED": item.modified, "COLOR": item.color, "PAGE": item.page,
        "STATE": item.state,
        "TAGS-AS-THEY-ARE": json.dumps(item.tags, ensure_ascii=False) if any(_word(t) != t for t in item.tags) else "",
        "LINK": item.link, "POSITION": "" if item.start is None else str(item.start),
    }  # fmt: skip
    lines = [heading, *_drawer(facts), *_quote(item.quote)]
    if item.state == "reworded":
        wording = map(_guarded, item.wording.splitlines())
        lines += ["", "Reworded since; it now reads:", "", "#+begin_example", *wording, "#+end_example"]
    if item.note:
        lines += ["#+begin_src markdown", *map(_guarded, item.note.splitlines()), "#+end_src"]
    return lines


def _drawer(facts: dict[str, str]) -> list[str]:
    return [":PROPERTIES:", *(f":{key}: {clean_line(value)}" for key, value in facts.items() if value), ":END:"]


def _word(tag: str) -> str:
    return re.sub(r"[^\w@#%]", "_", tag)


def _line(text: str) -> str:
    """Text of a heading, in which nothing is a link, a date, a keyword or a tag: a blank parts its signs."""
    line = _LIVE.sub(f"\\g<0>{_APART}", clean_line(text))
    line = re.sub(r"(:[\w@#%:]+:)$", f"\\1{_APART}", line)
    return re.sub(r"^(?=[A-Z]{2,}\b)", _APART, line) or "…"


def _quote(text: str) -> list[str]:
    """A passage as a quotation; as an example, in which nothing means anything, where something in it would."""
    is_live = any(_LIVE.search(line) or _PLANNED.match(line) for line in text.splitlines())
    name = "example" if is_live else "quote"
    return [f"#+begin_{name}", *map(_guarded, text.splitlines()), f"#+end_{name}"]


def _guarded(line: str) -> str:
    """A line that means nothing by itself: a comma stands before what would (Org manual, 12.6)."""
    return re.sub(r"^(\s*)(?=,*(?:\*|#\+))", r"\1,", line)
