"""LibraryScreen: what was read, newest first; filter as one types."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from glossator import styles
from glossator.content.library.covers import may_have_cover
from glossator.content.library.reading_places import Reading
from glossator.content.text.folding import fold_word
from glossator.content.text.sanitize import clean_line
from glossator.tui.controllers.covers import CoversController
from glossator.tui.keys import bindings
from glossator.tui.plain import plain
from glossator.tui.widgets.cover import Cover
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine

_ROOMY = 90
"""Columns of the screen from which on there is room for a cover beside the list."""


class LibraryScreen(Screen[str | None]):
    """Gives the source of the document to read."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]
    BINDINGS: ClassVar[list[BindingType]] = bindings("library")

    def __init__(self, readings: list[Reading], *, has_covers: bool = True) -> None:
        """Take what is listed.

        Args:
            readings: What was read, the newest first.
            has_covers: Whether pictures are wanted, and can be shown.
        """
        super().__init__()
        self._has_covers = has_covers
        self._readings = readings
        self._shown: list[Reading] = []
        self._covers: CoversController | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        yield Static(plain("Library", "bold"), id="title")
        yield Field(placeholder="filter", id="library-filter", submit_label="Read")
        entries = EntryList(id="library-list")
        entries.can_focus = False
        with Horizontal(id="library-body"):
            yield entries
            yield Cover(id="library-cover")
        yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self._covers = CoversController(self, self.query_one(Cover).show)
        self._arrange()
        self._fill("")
        self.watch(self.query_one(EntryList), "highlighted", self._show_cover, init=False)
        self.call_after_refresh(self._show_cover)

    def _show_cover(self) -> None:
        """Show the cover of the book that is highlighted, where there is room for it."""
        cover, at = self.query_one(Cover), self.query_one(EntryList).highlighted
        if cover.display and cover.size.width and self._covers:
            source = self._shown[at].source if at is not None and at < len(self._shown) else ""
            self._covers.choose(source, cover.content_size, cover.background_colors[1].rgb)

    def _arrange(self) -> None:
        """Have the cover beside the list where there is room, and one to show."""
        is_roomy = self.app.size.width >= _ROOMY
        has_any = any(may_have_cover(reading.source) for reading in self._readings)
        self.query_one(Cover).display = self._has_covers and is_roomy and has_any

    def on_resize(self) -> None:
        """Show it in its new size."""
        self._arrange()
        self.call_after_refresh(self._show_cover)

    def _fill(self, query: str) -> None:
        words = [fold_word(word) for word in query.split()]
        self._shown = [
            r
            for r in self._readings
            if all(w in " ".join(map(fold_word, f"{r.title} {r.source}".split())) for w in words)
        ]
        entries = self.query_one(EntryList)
        if self._shown:
            entries.show(len(self._shown), lambda index: _entry(self._shown[index]))
        else:
            nothing = "nothing matches" if words else "nothing was read yet"
            entries.show(1, lambda index: Text(nothing, "dim"), heads=frozenset([0]))
        entries.highlighted = 0 if self._shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches what was typed."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Take what is chosen."""
        self.action_open()

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Take the entry that was clicked."""
        event.stop()
        self.action_open()

    def action_leave(self) -> None:
        """Clear the filter; else go back to the document behind, or leave."""
        if not self.query_one(Field).clear_first():
            self.dismiss(None)

    def action_open(self) -> None:
        """Read the document that is highlighted."""
        at = self.query_one(EntryList).highlighted
        if at is not None and at < len(self._shown):
            self.dismiss(self._shown[at].source)

    def action_import_notes(self) -> None:
        """Ask where to import highlights of other programs from."""
        from glossator.tui.controllers.importing import LibraryImports

        LibraryImports(self, self._list).ask()

    def _list(self, readings: list[Reading]) -> None:
        """List what was read, as it is now."""
        self._readings = readings
        self._fill(self.query_one(Field).value)

    def action_step(self, step: int) -> None:
        """Move to another entry."""
        self.query_one(EntryList).step(step)


def _entry(reading: Reading) -> Text:
    text = Text(clean_line(reading.title), style="bold")
    count = f"{reading.highlights} highlight{'' if reading.highlights == 1 else 's'}"
    try:
        opened = datetime.fromisoformat(reading.opened).astimezone().strftime("%d %b %Y %H:%M")
    except ValueError:
        opened = ""
    text.append(
        f"\n{reading.percent}% read  ·  {count}  ·  {opened}  ·  {clean_line(reading.source)}\n", "dim"
    )
    return text
