"""Hints: what the status line says can be done, with the keys as they are now."""

from __future__ import annotations

from typing import Any

from textual.app import App

from glossator.tui.keys import hint

_BESIDE, _LEAST = 44, 25
"""Columns that stand beside a message, and those it has at the least."""


def first_run(app: App[Any]) -> str:
    """Say the five keys that matter, to somebody who has read nothing yet."""
    rows = {
        "help": "every key", "page.down": "page", "section.next": "section", "search": "search", "select": "select",
    }  # fmt: skip
    line = ""
    for key_id, what in rows.items():
        longer = f"{line} · {hint(app, key_id)} {what}".removeprefix(" · ")
        if len(longer) > max(_LEAST, app.size.width - _BESIDE):
            break
        line = longer
    return line


def selecting(app: App[Any], color: str) -> str:
    """Say what can be done with a selection, in a colour."""
    first, last = hint(app, "color.1"), hint(app, "color.5")
    highlight, note, copy, leave = (
        hint(app, name) for name in ("highlight", "highlight.note", "copy", "select.leave")
    )
    rest = f"{first}-{last} colour, {note} note, {copy} copy, {leave} leaves"
    return f"selecting in {color}: {highlight} highlights, {rest}"


def commands(app: App[Any]) -> str:
    """Say what can be done with a highlight."""
    edit, delete, tag, color = (hint(app, name) for name in ("note.edit", "note.delete", "note.tag", "note.color"))
    return f"{edit} writes a note, {delete} deletes, {tag} tags, {color} recolours"


def none_here(app: App[Any]) -> str:
    """Say that there is no highlight here."""
    return f"no highlight here; {hint(app, 'note.back')} and {hint(app, 'note.next')} go to one"


def none_yet(app: App[Any]) -> str:
    """Say that there are no highlights, and how to make one."""
    return f"no highlights yet: {hint(app, 'select')} selects, {hint(app, 'highlight')} highlights"


def attaching(app: App[Any]) -> str:
    """Say how an orphan is attached."""
    return f"select its passage: {hint(app, 'highlight')} attaches it there, {hint(app, 'select.leave')} leaves it"
