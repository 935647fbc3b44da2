"""The one door through which text from outside reaches a widget: as plain text, never as markup, and clean.

Textual reads square brackets in titles, notifications, tooltips and labels as markup, which can style, link and
run actions. Whatever comes from a document, a file name, a URL, a notebook, a server or the settings goes
through here.
"""

from __future__ import annotations

from rich.text import Text
from textual.content import Content
from textual.widget import Widget

from glossator.content.text.sanitize import clean, clean_line


def plain(text: str, style: str = "") -> Text:
    """Give a text that nothing is read out of.

    Args:
        text: Any text, of several lines or one.
        style: How all of it looks.

    Returns:
        The cleaned text, for ``Static``, options and tree labels.
    """
    return Text(clean(text), style)


def plain_line(text: str, style: str = "") -> Text:
    """Give a text on one line that nothing is read out of; for what has one line's room.

    Args:
        text: Any text, cleaned here.
        style: A Rich style.
    """
    return Text(clean_line(text), style)


def plain_content(text: str) -> Content:
    """Give a text on one line that nothing is read out of, as Textual's own content: for the command palette."""
    return Content(clean_line(text) or " ")


def set_title(widget: Widget, text: str) -> None:
    """Set the title in a widget's border, as it is.

    Args:
        widget: One with a border.
        text: Any text, cleaned here.
    """
    widget.border_title = plain_content(text)


def set_tooltip(widget: Widget, text: str) -> None:
    """Set what is shown beside the mouse over a widget, as it is; nothing for an empty text.

    Args:
        widget: Any.
        text: Any text, cleaned here.
    """
    widget.tooltip = plain_content(text) if text else None
