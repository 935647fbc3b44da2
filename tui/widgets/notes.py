"""NotesPane: the highlights in reading order, with colour, quote, note and tags; filters as one types."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from glossator.content.notes.annotation import Annotation, format_tags, has_earlier_wording
from glossator.content.notes.colors import COLORS
from glossator.content.text.sanitize import clean, clean_line
from glossator.content.text.shortening import shortened
from glossator.tui.keys import bindings, hint
from glossator.tui.plain import plain, plain_line, set_title
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.messages import (
    DeletedNotesRequested,
    NoteCommand,
    NoteCommandChosen,
    NotesPaneClosed,
    StatusMessage,
)

_LONGEST_QUOTE = 160
_LONGEST_NOTE = 1000
"""Characters shown of a quote, and of a note."""
_LONGEST_SECTION = 40
"""Characters shown of a section's title."""
_ORPHANED = "Orphaned"


class NoteRow(NamedTuple):
    """An annotation with how it stands in the text: ``words`` are those there now, empty when it is gone."""

    item: Annotation
    words: str
    reworded: bool
    section: str = ""
    page: str = ""


class NotesPane(Vertical):
    """Shows what the notebook holds and says what is asked for; it changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("notes")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: Sequence[Annotation] = ()
        self._gone: Sequence[Annotation] = ()
        self._row: Callable[[Annotation], NoteRow] = lambda item: NoteRow(item, "", False)
        self._deleted: Sequence[tuple[str, Annotation]] = ()
        self._shows_deleted = False
        self._unsaved = 0
        self._shown: Sequence[Annotation | str] = []
        self._is_filtered = False
        self._is_by_date = False
        self._theme = ""
        self._variables: dict[str, str] = {}
        self._index_of: Callable[[str], int | None] = lambda annotation_id: None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        field = Field(placeholder="filter notes", id="filter", submit_label="To the notes")
        field.display = False
        yield field
        yield EntryList(id="notes", takes_counts=True)

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self, "Notes")

    @property
    def _list(self) -> EntryList:
        return self.query_one("#notes", EntryList)

    def show_items(
        self, placed: Sequence[Annotation], gone: Sequence[Annotation], row: Callable[[Annotation], NoteRow],
        index_of: Callable[[str], int | None], unsaved: int = 0,
    ) -> None:  # fmt: skip
        """List annotations.

        Args:
            placed: Those that stand in the text, in reading order.
            gone: Those whose passage is gone; listed under a heading of their own.
            row: Gives how one stands in the text, asked for those on screen only.
            index_of: Gives where one is among the placed ones, by its id.
            unsaved: How many changes are not on disk yet.
        """
        self._items, self._gone, self._row, self._unsaved = placed, gone, row, unsaved
        self._index_of = index_of
        shows_filter = bool(placed or gone or self._shows_deleted)
        if self.query_one("#filter").display != shows_filter:
            self.query_one("#filter").display = shows_filter
        chosen = self._shown[at] if (at := self._list.highlighted) is not None and at < len(self._shown) else ""
        self._fill()
        if not isinstance(chosen, str) and (index := self._find(chosen.id)) is not None:
            self._list.highlighted = index  # others may have come before it

    def show_deleted(self, deleted: Sequence[tuple[str, Annotation]]) -> None:
        """List what was deleted instead, with when; or, for nothing to list, go back to the notes."""
        self._deleted = deleted
        self._shows_deleted = True
        self.query_one("#filter").display = True
        self._fill()
        self._list.highlighted = 0 if deleted else None

    def show_unsaved(self, unsaved: int) -> None:
        """Say how many changes are not on disk yet."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self._set_title()

    def follow(self, annotation_id: str) -> None:
        """Mark the annotation at the reading place."""
        if self._list.has_focus or self._shows_deleted:
            return
        index = self._find(annotation_id)
        if index is not None:
            self._list.highlighted = index

    def _find(self, annotation_id: str) -> int | None:
        """Where an annotation stands in the list."""
        index = None if self._is_filtered or self._shows_deleted else self._index_of(annotation_id)
        if index is not None or self._shown is self._items:
            return index
        shown = enumerate(self._shown)
        return next((at for at, item in shown if not isinstance(item, str) and item.id == annotation_id), None)

    def _fill(self) -> None:
        """List what matches the filter; without one, nothing is gathered of what is not on screen."""
        wanted = self.query_one("#filter", Input).value.casefold().split()
        placed = [item for _, item in self._deleted] if self._shows_deleted else self._items
        gone = () if self._shows_deleted else self._gone
        self._is_filtered = bool(wanted) or self._is_by_date
        if wanted:
            placed = [item for item in placed if _matches(item, wanted)]
            gone = [item for item in gone if _matches(item, wanted)]
        if self._is_by_date and not self._shows_deleted:
            placed = sorted(placed, key=lambda item: item.created, reverse=True)
        heads: frozenset[int] = frozenset()
        if gone:
            self._shown = [*placed, _ORPHANED, *gone]
            heads = frozenset([len(placed)])
        elif placed:
            self._shown = placed
        else:
            self._shown = [self._hint()]
            heads = frozenset([0])
        self._list.show(len(self._shown), self._entry, heads=heads, key=self._key)
        self._set_title()

    def _hint(self) -> str:
        if self._shows_deleted:
            return f"nothing was deleted in the last 90 days; {hint(self.app, 'notes.deleted')} goes back"
        if self._items or self._gone:
            return "nothing matches"
        return f"{hint(self.app, 'select')} selects, {hint(self.app, 'highlight')} highlights"

    def _set_title(self) -> None:
        count = len(self._deleted) if self._shows_deleted else len(self._items) + len(self._gone)
        name = "Deleted" if self._shows_deleted else "Notes"
        unsaved = f" · {self._unsaved} unsaved" if self._unsaved else ""
        order = " · by date" if self._is_by_date and not self._shows_deleted else ""
        set_title(self, (f"{name} · {count}" if count else name) + order + unsaved)

    def _key(self, index: int) -> Hashable:
        """What an entry's text is made of; none for what is not a note, or not one that is there."""
        item = self._shown[index] if index < len(self._shown) else ""
        if isinstance(item, str) or self._shows_deleted:
            return None
        row = self._row(item)
        facts = (item.id, item.modified, item.color, item.note, len(item.history))
        return (*facts, row.words, row.reworded, row.section, self.app.theme)

    def _entry(self, index: int) -> Text:
        if index >= len(self._shown):
            return Text()  # it was deleted, and the list is about to be shown anew
        item = self._shown[index]
        if isinstance(item, str):
            if item == _ORPHANED:
                return Text(f"{item} ({hint(self.app, 'notes.attach')} attaches one to a selection)", "bold")
            return Text(item, "dim")
        row = NoteRow(item, item.selectors.shown, False) if self._shows_deleted else self._row(item)
        color = self._color(item.color)
        quote = clean_line(item.selectors.shown[: 2 * _LONGEST_QUOTE])
        text = Text.assemble((_sign(item.color), f"{self._variables.get('mark-text', '')} on {color}".strip()), " ")
        if row.reworded:
            text.append("≈ ", color)
        if row.reworded:
            text.append_text(plain_line(shortened(clean(row.words), _LONGEST_QUOTE)))
            text.append(f"\nwas: {shortened(quote, _LONGEST_QUOTE)}", "dim")
        else:
            text.append(shortened(quote, _LONGEST_QUOTE), "" if row.words else "strike dim")
        if item.note:
            text.append("\n")
            text.append_text(plain(shortened(item.note, _LONGEST_NOTE), "italic"))
        page = f"p. {clean_line(row.page)}" if row.page else ""
        facts = [shortened(clean_line(row.section), _LONGEST_SECTION), page, clean_line(item.created[:10])]
        facts += [clean_line(f"#{format_tags([tag])}") for tag in item.tags]
        if shown := " · ".join(fact for fact in facts if fact):
            text.append("\n" + shown, "dim")
        if self._shows_deleted:
            select, back = hint(self.app, "list.select"), hint(self.app, "notes.deleted")
            text.append(f"\n{select} brings it back, {back} goes back to the notes", "dim italic")
        elif has_earlier_wording(item):
            text.append(f"\n{hint(self.app, 'notes.history')} shows earlier wordings", "dim italic")
        return text

    def _color(self, name: str) -> str:
        """A highlight colour as the theme has it; a theme's variables are much work, and the same for every entry."""
        if self._theme != self.app.theme:
            self._theme, self._variables = self.app.theme, self.app.get_css_variables()
        return self._variables.get(f"mark-{name}", "#e0c040")

    # -- keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches what was typed."""
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen."""
        event.stop()
        self._list.focus()

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Do what Enter does."""
        event.stop()
        self._choose("restore" if self._shows_deleted else "go", event.index)

    def on_entry_list_menu_wanted(self, event: EntryList.MenuWanted) -> None:
        """Open the menu of what was clicked with the last button."""
        event.stop()
        if not self._shows_deleted:
            self._choose("menu", event.index, event.at)

    def _choose(self, command: NoteCommand, index: int | None, at: tuple[int, int] | None = None) -> None:
        item = self._shown[index] if index is not None and index < len(self._shown) else ""
        if isinstance(item, str):
            self.post_message(StatusMessage("no highlight or note is chosen here"))
        else:
            self.post_message(NoteCommandChosen(item.id, command, at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there: in the filter the way to the list, and no changes to deleted notes."""
        is_filtering = self.query_one("#filter").has_focus
        if action == "list":
            return is_filtering
        if action in ("command", "deleted", "filter", "sort"):
            return not is_filtering and not (action in ("command", "sort") and self._shows_deleted)
        return True

    def action_command(self, command: NoteCommand) -> None:
        """Do something with the highlighted note."""
        self._choose(command, self._list.highlighted)

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter").focus()

    def action_list(self) -> None:
        """Go from the filter to the notes."""
        self._list.focus()

    def action_sort(self) -> None:
        """List by date, the latest first; again, in reading order."""
        self._is_by_date = not self._is_by_date
        self._fill()

    def action_deleted(self) -> None:
        """List what was deleted, or go back to the notes."""
        if self._shows_deleted:
            self._leave_deleted()
        else:
            self.post_message(DeletedNotesRequested())

    def action_leave(self) -> None:
        """Clear the filter; else go back to the notes, or to the text."""
        if self.query_one("#filter", Field).clear_first():
            return
        if self._shows_deleted:
            self._leave_deleted()
        else:
            self.post_message(NotesPaneClosed())

    def _leave_deleted(self) -> None:
        self._shows_deleted = False
        self._deleted = ()
        self._fill()


def _sign(color: str) -> str:
    """The number of a highlight's colour, by which those tell it who see no colours."""
    return str(COLORS.index(color) + 1) if color in COLORS else "█"


def _matches(item: Annotation, wanted: list[str]) -> bool:
    """Whether an annotation has all that is wanted: its colour by name, a tag by ``#``, else words of quote or note."""
    words = f"{item.selectors.shown} {item.note}".casefold()
    tags = [tag.casefold() for tag in item.tags]
    return all(
        any(tag.startswith(word[1:]) for tag in tags) if word.startswith("#") else word == item.color or word in words
        for word in wanted
    )
