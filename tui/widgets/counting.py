"""Counting: a number before a key of a list, such as ``5j``."""

from __future__ import annotations

from textual import events

_MOST_DIGITS = 6


class Counting:
    """Takes the digits that are typed in a pane, for the motion that follows."""

    takes_counts = False
    """Whether digits are numbers here."""
    _typed = ""

    def on_key(self, event: events.Key) -> None:
        """Take a digit; 0 by itself is none."""
        is_digit = event.character is not None and event.character.isascii() and event.character.isdecimal()
        if self.takes_counts and is_digit and (self._typed or event.character != "0"):
            self._typed = (self._typed + str(event.character))[:_MOST_DIGITS]
            event.stop()

    def on_blur(self) -> None:
        """Drop what was typed."""
        self._typed = ""

    def take_times(self) -> int | None:
        """Give the number that was typed, once; None where none was."""
        typed, self._typed = self._typed, ""
        return int(typed) if typed else None
