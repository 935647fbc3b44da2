"""What widgets tell the reader screen: one meaning each, never changed once posted.

A message with positions carries the generation of the document they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from glossator.content.search.results import Results

NoteCommand = Literal["go", "edit", "delete", "tag", "color", "attach", "history", "restore", "copy", "menu"]


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


@dataclass_transform(eq_default=False)
class ReaderMessage(Message):
    """A message whose fields, the annotated names of its class, are set once.

    What ``dataclass`` does to thirty classes takes longer than all else in this file together, before the first page.
    """

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        names = type(self).__annotations__
        given = dict(zip(names, values, strict=False)) | named
        if len(values) + len(named) != len(given) or given.keys() - names.keys():
            raise TypeError(f"{type(self).__name__} takes {', '.join(names) or 'nothing'}, each once")
        for name in names:
            setattr(self, name, given[name] if name in given else getattr(type(self), name))

    def __setattr__(self, name: str, value: object) -> None:
        if name in type(self).__annotations__ and name in vars(self):
            raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
        super().__setattr__(name, value)


class CaretMoved(ReaderMessage):
    """The caret stands elsewhere, or would come up elsewhere."""


class PicturesWanted(ReaderMessage):
    """There are pictures on screen that were not decoded yet."""


class CaretLeft(ReaderMessage):
    """The caret was put away by hand."""


class PositionChanged(ReaderMessage):
    """The first text position on screen changed."""

    position: int
    generation: int

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, PositionChanged)


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
    motivation: str = "highlighting"


class CopyRequested(ReaderMessage):
    """A range of the text is to be copied, with its source where it is to be cited."""

    start: int
    end: int
    generation: int
    is_cited: bool = False


class Jumped(ReaderMessage):
    """The text left the position ``origin`` by a jump, not by scrolling."""

    origin: int
    generation: int


class TextClicked(ReaderMessage):
    """A position of the text was clicked, at a cell of the screen."""

    position: int
    generation: int
    at: tuple[int, int] | None = None


class MenuRequested(ReaderMessage):
    """What can be done at a position is asked for; ``at`` is the cell of the screen where the menu belongs."""

    position: int
    generation: int
    at: tuple[int, int] | None = None
    by_mouse: bool = False


class WordSearched(ReaderMessage):
    """The next place of a word is asked for, from one of its places."""

    word: str
    position: int
    generation: int


class MarkNamed(ReaderMessage):
    """A mark is to be set at a position, or gone to; ``name`` is the character typed for it."""

    name: str
    sets: bool
    position: int
    generation: int


class StatusMessage(ReaderMessage):
    """A line for the status line; an empty one clears it."""

    text: str


class StatusCleared(ReaderMessage):
    """A line of the status line no longer holds, such as a number before a key; ``shown`` is that line."""

    shown: str


class SectionChosen(ReaderMessage):
    """A section was chosen in the tree, by where it begins."""

    position: int
    generation: int


class SectionSearched(ReaderMessage):
    """A section is to be chosen by a few letters."""


class PaneResized(ReaderMessage):
    """A side is to be so many columns wider, or narrower with a number below 0; while it is dragged others follow."""

    side: Literal["left", "right"]
    step: int
    is_dragged: bool = False


class LeaveRequested(ReaderMessage):
    """The document is to be left, once everything is stored; it comes behind what the keys before it asked for.

    ``then`` is told to the app when it is time.
    """

    then: Message


class DocumentClosed(ReaderMessage):
    """The document can be closed: everything is stored."""


class ProgramLeft(ReaderMessage):
    """The program can be left: everything is stored."""


class LibraryRequested(ReaderMessage):
    """The library is to be shown."""


class BackRequested(ReaderMessage):
    """The document that this one was opened from is to be shown again."""


class ForwardRequested(ReaderMessage):
    """The document that was gone back from is to be shown again."""


class OpenRequested(ReaderMessage):
    """Another document is to be opened, at a place."""

    target: Target


class SelectionChanged(ReaderMessage):
    """A selection began, moved or ended."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, SelectionChanged)


class QueryChanged(ReaderMessage):
    """The search query changed."""

    query: str

    def can_replace(self, message: Message) -> bool:
        """Only the last of these counts."""
        return isinstance(message, QueryChanged)


class QueryRecalled(ReaderMessage):
    """An older search was asked for, or with a negative step a newer one."""

    step: int


class HitHighlighted(ReaderMessage):
    """A search result was moved to, of those that the pane shows."""

    index: int
    hits: Results


class HitAccepted(ReaderMessage):
    """A search result was accepted, of those that the pane shows: the text stays there."""

    index: int
    hits: Results


class SearchCancelled(ReaderMessage):
    """The search was given up."""


class NoteCommandChosen(ReaderMessage):
    """Something is to be done with an annotation; ``at`` is the cell of the screen where a menu belongs."""

    id: str
    command: NoteCommand
    at: tuple[int, int] | None = None


class DeletedNotesRequested(ReaderMessage):
    """The deleted highlights are to be listed."""


class NotesPaneClosed(ReaderMessage):
    """From the notes pane back to the text."""
