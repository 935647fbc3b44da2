"""What the widgets say to the reader screen. Each is itself alone, so none is compared by value."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass(eq=False)
class PlaceChanged(Message):
    """The first text position on screen changed."""

    position: int


@dataclass(eq=False)
class Highlight(Message):
    """Highlight a range, and write a note on it if ``note``."""

    start: int
    end: int
    color: str
    note: bool = False


@dataclass(eq=False)
class CopyRange(Message):
    """Copy a range of the text."""

    start: int
    end: int


@dataclass(eq=False)
class Jumped(Message):
    """The reading place left ``origin`` by a jump, not by scrolling."""

    origin: int


@dataclass(eq=False)
class Pressed(Message):
    """A click on a position of the text."""

    position: int


@dataclass(eq=False)
class Say(Message):
    """A line for the status line."""

    text: str


@dataclass(eq=False)
class JumpTo(Message):
    """Go to a position."""

    position: int


class SelectionChanged(Message):
    """Selecting in the text began, moved or ended."""


@dataclass(eq=False)
class QueryTyped(Message):
    """The search query changed."""

    query: str


@dataclass(eq=False)
class HitChosen(Message):
    """A search result was moved to (``stay`` False), or accepted."""

    index: int
    stay: bool


class SearchLeft(Message):
    """The search was given up."""


@dataclass(eq=False)
class NoteAsked(Message):
    """``what`` was asked for an annotation: go, edit, delete, tag, color, attach, history, restore; or deleted."""

    id: str
    what: str


class NotesLeft(Message):
    """From the notes back to the text."""
