"""SectionPicker: a section by a few letters of its path."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from glossator.content.document import Document
from glossator.content.search.sections import SectionIndex
from glossator.content.text.sanitize import clean_line
from glossator.tui.keys import bindings
from glossator.tui.plain import plain_line, set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine


class SectionPicker(Dialog[int | None]):
    """A few letters and Enter; gives where the section begins, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("picker", "anywhere")

    def __init__(self, document: Document, current: int | None) -> None:
        super().__init__()
        self._document = document
        self._current = current
        self._index: SectionIndex | None = None
        self._query = ""
        self._found: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="picker", classes="dialog"):
            yield Field(placeholder="section", id="picker-query", submit_label="Go")
            yield EntryList(id="picker-list")
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self._list.can_focus = False
        self._fill("")

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    def _fill(self, query: str) -> None:
        self._query = query
        sections = self._document.sections
        if query.strip():
            if self._index is None:
                self._index = SectionIndex(self._document)
            self._found = self._index.match(query)
        else:
            self._found = list(range(len(sections)))
        start = self._found.index(self._current) if not query and self._current in self._found else 0
        self._list.show(len(self._found), self._entry)
        self._list.highlighted = start if self._found else None
        set_title(self.query_one("#picker"), "Go to section" if self._found else "No such section")

    def _entry(self, index: int) -> Text:
        sections = self._document.sections
        chosen = self._found[index]
        path = self._document.section_path(chosen)[:-1]
        text = Text("" if self._query else "  " * (len(path)))
        text.append_text(plain_line(sections[chosen].title))
        if self._query and path:
            text.append("  " + " › ".join(clean_line(sections[i].title) for i in path), "dim")
        return text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches what was typed."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Take what is chosen."""
        if (query := self.query_one(Input).value) != self._query:
            self._fill(query)
        chosen = self._list.highlighted
        self.dismiss(self._start(chosen) if chosen is not None and self._found else None)

    def _start(self, chosen: int) -> int:
        return self._document.sections[self._found[chosen]].start

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Do what Enter does."""
        self.dismiss(self._start(event.index))

    def action_step(self, step: int) -> None:
        """Move to another entry."""
        self._list.step(step)
