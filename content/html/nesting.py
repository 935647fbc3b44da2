"""Nesting: the quotes and lists that a reader is within, no deeper than a screen can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.content.document import Container

if TYPE_CHECKING:
    from glossator.content.text.callouts import Callout

_DEEPEST = 40
"""Containers a block stands in, at most; what is nested deeper stands at this depth."""


class Nesting:
    """The containers around what is read next; ``here`` is the same tuple for every block they hold."""

    def __init__(self) -> None:
        self.here: tuple[Container, ...] = ()
        self.depth = 0
        self._unused = 0

    def enter(self, container: Container) -> None:
        """Begin a container."""
        self.depth += 1
        self._unused += 1
        if self.depth <= _DEEPEST:
            self.here = (*self.here, container)

    def leave(self) -> None:
        """End the innermost container."""
        self.depth -= 1
        self._unused = min(self._unused, self.depth)
        if self.depth < _DEEPEST:
            self.here = self.here[:-1]

    def rename(self, marker: str) -> None:
        """Give the innermost container another marker."""
        if self.depth <= _DEEPEST:
            self.here = (*self.here[:-1], Container(marker))

    def call_out(self, callout: Callout) -> None:
        """Make a callout of the innermost quotation."""
        if self.depth <= _DEEPEST:
            self.here = (*self.here[:-1], Container("", callout))

    @property
    def is_empty(self) -> bool:
        """True when nothing stands in the innermost container yet, nor in any around it."""
        return 0 < self.depth <= self._unused

    def opens(self) -> int:
        """How many of the innermost containers begin with the next block; asked once a block."""
        opened = max(0, self._unused - (self.depth - len(self.here)))
        self._unused = 0
        return opened

    @property
    def begun(self) -> bool:
        """True when a container has begun that nothing stands in yet."""
        return self._unused > 0
