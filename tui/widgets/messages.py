"""What the widgets say to the reader screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class PlaceChanged(Message):
    """The first text position on screen changed."""

    position: int


@dataclass
class Highlight(Message):
    """Highlight a range, and write a note on it if ``note``."""

    start: int
    end: int
    color: str
    note: bool = False


@dataclass
class CopyRange(Message):
    """Copy a range of the text."""

    start: int
    end: int


@dataclass
class Jumped(Message):
    """The reading place left ``origin`` by a jump, not by scrolling."""

    origin: int


@dataclass
class Pressed(Message):
    """A click on a position of the text."""

    position: int


@dataclass
class Say(Message):
    """A line for the status line."""

    text: str


@dataclass
class JumpTo(Message):
    """Go to a position."""

    position: int


class SelectionChanged(Message):
    """Selecting in the text began, moved or ended."""


@dataclass
class QueryTyped(Message):
    """The search query changed."""

    query: str


@dataclass
class HitChosen(Message):
    """A search result was moved to (``stay`` False), or accepted."""

    index: int
    stay: bool


class SearchLeft(Message):
    """The search was given up."""


@dataclass
class NoteAsked(Message):
    """``what`` (go, edit, delete, tag, color) was asked for an annotation."""

    id: str
    what: str


class NotesLeft(Message):
    """From the notes back to the text."""
