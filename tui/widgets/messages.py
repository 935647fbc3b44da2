"""What widgets tell the reader screen: one meaning each, never changed once posted.

A message with positions carries the generation of the document they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from textual.message import Message

NoteCommand = Literal["go", "edit", "delete", "tag", "color", "attach", "history", "restore", "copy"]


class Target(NamedTuple):
    """A place in some document: a position with the words that stand there, or the name of an anchor."""

    source: str
    position: int = -1
    words: str = ""
    anchor: str = ""

    @property
    def is_start(self) -> bool:
        """True where no place is named, so that the one kept from the last time counts."""
        return self.position < 0 and not self.anchor


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
    """A range is to be highlighted, and a note written on it with ``with_note``.

    Where it was not selected by hand, a highlight that is there already is meant.
    """

    start: int
    end: int
    generation: int
    color: str
    with_note: bool = False
    is_selected: bool = True


@dataclass(eq=False)
class CopyRequested(ReaderMessage):
    """A range of the text is to be copied, with its source where it is to be cited."""

    start: int
    end: int
    generation: int
    is_cited: bool = False


@dataclass(eq=False)
class Jumped(ReaderMessage):
    """The text left the position ``origin`` by a jump, not by scrolling."""

    origin: int
    generation: int


@dataclass(eq=False)
class TextClicked(ReaderMessage):
    """A position of the text was clicked, at a cell of the screen."""

    position: int
    generation: int
    at: tuple[int, int] | None = None


@dataclass(eq=False)
class MenuRequested(ReaderMessage):
    """What can be done at a position is asked for; ``at`` is the cell of the screen where the menu belongs."""

    position: int
    generation: int
    at: tuple[int, int] | None = None
    by_mouse: bool = False


@dataclass(eq=False)
class WordSearched(ReaderMessage):
    """The next place of a word is asked for, from one of its places."""

    word: str
    position: int
    generation: int


@dataclass(eq=False)
class MarkNamed(ReaderMessage):
    """A mark is to be set at a position, or gone to; ``name`` is the character typed for it."""

    name: str
    sets: bool
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


class SectionSearched(ReaderMessage):
    """A section is to be chosen by a few letters."""


@dataclass(eq=False)
class PaneResized(ReaderMessage):
    """A side is to be so many columns wider, or narrower with a number below 0."""

    side: Literal["left", "right"]
    step: int


class LeaveRequested(ReaderMessage):
    """The document is to be left, once everything is stored; it comes behind what the keys before it asked for.

    ``then`` is told to the app when it is time.
    """

    def __init__(self, then: Message) -> None:
        super().__init__()
        self.then = then


class DocumentClosed(ReaderMessage):
    """The document can be closed: everything is stored."""


class ProgramLeft(ReaderMessage):
    """The program can be left: everything is stored."""


class LibraryRequested(ReaderMessage):
    """The library is to be shown."""


class BackRequested(ReaderMessage):
    """The document that this one was opened from is to be shown again."""


@dataclass(eq=False)
class OpenRequested(ReaderMessage):
    """Another document is to be opened, at a place."""

    target: Target


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
