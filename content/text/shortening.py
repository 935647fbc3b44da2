"""A text cut to the room there is, between letters."""

from __future__ import annotations

from glossator.content.text.letters import letter_start


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and show that it goes on.

    Args:
        text: Any text.
        longest: Code points of the result, from 1.

    Returns:
        The text; a cut one ends with an ellipsis.
    """
    return text if len(text) <= longest else f"{text[: letter_start(text, longest - 1)].rstrip()}…"
