"""Hints: what the status line says can be done, with the keys as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from glossator.content.text.shortening import shortened
from glossator.tui.keys import hint, is_bound

if TYPE_CHECKING:
    from glossator.content.notes.annotation import Annotation

_QUOTE = 34
"""Characters shown of a passage in a menu."""
_BESIDE, _LEAST = 44, 25
"""Columns that stand beside a message, and those it has at the least."""


def first_run(app: App[Any]) -> str:
    """Say the five keys that matter, to somebody who has read nothing yet."""
    rows = {
        "help": "every key", "page.down": "page", "section.next": "section", "search": "search", "select": "select",
    }  # fmt: skip
    line = ""
    for key_id, what in rows.items():
        if not is_bound(app, key_id):
            continue
        longer = f"{line} · {hint(app, key_id)} {what}".removeprefix(" · ")
        if len(longer) > max(_LEAST, app.size.width - _BESIDE):
            break
        line = longer
    return line


def selecting(app: App[Any], color: str) -> str:
    """Say what can be done with a selection, in a colour.

    Args:
        app: Knows the keys.
        color: The colour that Enter highlights in.
    """
    names = ("highlight", "color.next", "highlight.note", "copy", "menu", "select.leave")
    highlight, colour, note, copy, menu, leave = (hint(app, name) for name in names)
    rest = f"{colour} colour, {note} note, {copy} copy, {menu} more, {leave} leaves"
    return f"selecting in {color}: {highlight} highlights, {rest}"


def commands(app: App[Any]) -> str:
    """Say what can be done with a highlight."""
    names = ("highlight.note", "note.delete", "note.tag", "note.color", "note.open")
    edit, delete, tag, color, menu = (hint(app, name) for name in names)
    return f"{edit} writes a note, {delete} deletes, {tag} tags, {color} recolours, {menu} shows all"


def undoes(app: App[Any]) -> str:
    """Say how a deletion is undone."""
    return f"{hint(app, 'undo')} restores it"


def quote(item: Annotation) -> str:
    """The first words of an annotation's passage."""
    return shortened(" ".join(item.selectors.shown.split()), _QUOTE)


def none_here(app: App[Any], *, is_link: bool = False) -> str:
    """Say that there is no highlight here, and what can be done with a link if that is what is here.

    Args:
        app: Knows the keys.
        is_link: A link is what is here.
    """
    if is_link:
        return f"a link: {hint(app, 'link')} follows it"
    return f"no highlight here; {hint(app, 'note.back')} and {hint(app, 'note.next')} go to one"


def none_yet(app: App[Any]) -> str:
    """Say that there are no highlights, and how to make one."""
    return f"no highlights yet: {hint(app, 'select')} selects, {hint(app, 'highlight')} highlights"


def attaching(app: App[Any]) -> str:
    """Say how an orphan is attached."""
    return f"select its passage: {hint(app, 'highlight')} attaches it there, {hint(app, 'select.leave')} leaves it"
