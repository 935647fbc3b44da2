"""Lines beside the text, such as titles and notes, in the order that their letters stand in (UAX #9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from rich.text import Text

from glossator.content.text.letters import is_right_to_left

if TYPE_CHECKING:
    from textual.app import App

    from glossator.tui.settings import Settings


@runtime_checkable
class HasSettings(Protocol):
    """An app with the reader's settings."""

    settings: Settings


def in_visual_order(app: App[Any], line: Text, width: int) -> Text:
    """Put a line into the order that its letters stand in, unless the terminal does that itself.

    Args:
        app: The app, whose settings say who does it.
        line: The line; one that runs from the right is set at the right.
        width: The cells that it has; what goes beyond is cut off at its end.

    Returns:
        The line as it is drawn, each letter in its own style.
    """
    if line.plain.isascii() or not is_right_to_left(line.plain):
        return line
    if isinstance(app, HasSettings) and not app.settings.layout.reorders:
        return line
    from glossator.tui.layout.bidi import levels_of, ordered

    if line.cell_len > width > 0:
        line = line.copy()
        line.truncate(width, overflow="ellipsis")
    base, levels = levels_of(line.plain)
    order = ordered(line.plain, 0, len(line.plain), levels, base, width)
    out = Text(" " * max(0, width - order.width) if base else "", style=line.style, no_wrap=True)
    for letter in order.letters:
        piece = line[letter.start : letter.end]
        out.append_text(Text(letter.shown, spans=[span._replace(end=len(letter.shown)) for span in piece.spans]))
    return out
