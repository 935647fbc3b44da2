"""What widgets tell the reader screen: one meaning each, never changed once posted.

A message with positions carries the generation of the document they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

NoteCommand = Literal["go", "edit", "delete", "tag", "color", "attach", "history", "restore"]


class ReaderMessage(Message):
    """A message whose fields are set once."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in type(self).__annotations__ and name in vars(self):
            raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
        super().__setattr__(name, value)


@dataclass(eq=False)
class PositionChanged(ReaderMessage):
    """The first text position on screen changed."""

    position: int
    generation: int

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, PositionChanged)


@dataclass(eq=False)
class HighlightRequested(ReaderMessage):
    """A range is to be highlighted, and a note written on it with ``with_note``."""

    start: int
    end: int
    generation: int
    color: str
    with_note: bool = False


@dataclass(eq=False)
class CopyRequested(ReaderMessage):
    """A range of the text is to be copied."""

    start: int
    end: int
    generation: int


@dataclass(eq=False)
class Jumped(ReaderMessage):
    """The text left the position ``origin`` by a jump, not by scrolling."""

    origin: int
    generation: int


@dataclass(eq=False)
class TextClicked(ReaderMessage):
    """A position of the text was clicked."""

    position: int
    generation: int


@dataclass(eq=False)
class StatusMessage(ReaderMessage):
    """A line for the status line; an empty one clears it."""

    text: str


@dataclass(eq=False)
class SectionChosen(ReaderMessage):
    """A section was chosen in the tree, by where it begins."""

    position: int
    generation: int


class LeaveRequested(ReaderMessage):
    """The reader wants to leave; it comes behind what the keys before it asked for."""


class SelectionChanged(ReaderMessage):
    """A selection began, moved or ended."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, SelectionChanged)


@dataclass(eq=False)
class QueryChanged(ReaderMessage):
    """The search query changed."""

    query: str

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, QueryChanged)


@dataclass(eq=False)
class HitHighlighted(ReaderMessage):
    """A search result was moved to."""

    index: int


@dataclass(eq=False)
class HitAccepted(ReaderMessage):
    """A search result was accepted: the text stays there."""

    index: int


class SearchCancelled(ReaderMessage):
    """The search was given up."""


@dataclass(eq=False)
class NoteCommandChosen(ReaderMessage):
    """Something is to be done with an annotation."""

    id: str
    command: NoteCommand


class DeletedNotesRequested(ReaderMessage):
    """The deleted highlights are to be listed."""


class NotesPaneClosed(ReaderMessage):
    """From the notes pane back to the text."""
