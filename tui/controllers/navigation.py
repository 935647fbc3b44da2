"""NavigationController: where the text stands, the lines that say so, and the ways to other places of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from glossator.content.library.reading_places import percent_read
from glossator.content.text.sanitize import clean_line
from glossator.content.text.shortening import shortened
from glossator.tui.plain import plain_line
from glossator.tui.widgets.messages import BackRequested, ForwardRequested

if TYPE_CHECKING:
    from textual.timer import Timer

    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.position_map import PositionMap

_LONGEST_PAGE = 10
"""Characters shown of what a page is called."""
_STILL = 0.12
"""Seconds without a move after which the section tree follows the text."""
_WORDS_A_MINUTE = 230
_CHARACTERS_A_WORD = 6
"""How fast adults read English to themselves, about: 238 words a minute by Brysbaert's review of 190 studies (2019). A
word is counted with the blank behind it."""
_BOOK = 2 * 60 * _WORDS_A_MINUTE * _CHARACTERS_A_WORD
"""Code points from which on a text is called a book, and its sections chapters: two hours."""


class NavigationController:
    """The jump list, and what shows the position.

    Attributes:
        last_position: Where the text stands, in code points; kept when the reader leaves.
        last_end: The last code point on screen, likewise.
    """

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self.last_position = self.last_end = view.reading.start
        self._back: list[int] = []
        self._forward: list[int] = []
        self._is_due = False
        self._marking: Timer | None = None

    def map_positions(self, mapping: PositionMap) -> None:
        """The document was replaced: everything here moves with its words."""
        self._back = [mapping.position(position) for position in self._back]
        self._forward = [mapping.position(position) for position in self._forward]
        self.last_position, self.last_end = mapping.position(self.last_position), mapping.position(self.last_end)

    # -- what is shown

    def position_changed(self) -> None:
        """Remember where the text stands, and show it."""
        self.last_position = self._view.body.position
        self._view.reading.activity.note_activity()
        self.caret_moved()

    def caret_moved(self) -> None:
        """The text goes first: what only says where it stands is drawn a frame later, and once for many keys."""
        if not self._is_due:
            self._is_due = True
            self._view.when_drawn(self.show_position)

    def show_position(self) -> None:
        """Show the title line, the share read and the time left, for where the text stands now."""
        self._is_due = False
        view = self._view
        self._show_title()
        document = view.reading.document
        position, end = view.body.here, view.body.end_position
        section = document.section_at(position)
        self.last_end = end
        length = max(1, view.reading.loaded.length - 1)
        share = percent_read(end, view.reading.loaded.length)
        following = 0 if section is None else section + 1
        until = document.sections[following].start if following < len(document.sections) else length
        inside, left = _time(position, max(position, until)), _time(position, length)
        is_wide = view.app.size.width >= 80
        if is_wide:
            part = "chapter" if length > _BOOK else "section"
            progress = f"{inside} in this {part}, {left} left"
        else:
            progress = f"{inside} of {left}" if inside != left else f"{left} left"
        page = shortened(document.page_label(position), _LONGEST_PAGE)
        page = f"p. {page}  " if page else ""
        if view.has_class("-paged") != bool(document.pages):
            view.set_class(bool(document.pages), "-paged")
        view.write_line("#progress", Text(f"{page}{share}%  {progress}", justify="right"))
        self._mark_when_still()

    def _show_title(self) -> None:
        view = self._view
        document = view.reading.document
        path = document.section_titles(view.body.here)
        if path and path[0] == document.title:
            path = path[1:]
        title = plain_line(document.title, "bold")
        for part in path:
            title.append(" › ", "dim")
            title.append(part)
        if view.reading.loaded.is_truncated:
            title.append("  only the beginning could be read", "reverse")
        view.write_line("#title", title)

    def _mark_when_still(self) -> None:
        """The tree is much to draw: it follows when the text stands still, not at every key of a series."""
        if self._marking:
            self._marking.stop()
        self._marking = self._view.set_timer(_STILL, self._still)

    def _still(self) -> None:
        if self._view.is_open:
            self.mark_section()

    @property
    def can_go_forward(self) -> bool:
        """True when one has gone back, and nowhere else since."""
        return bool(self._forward)

    @property
    def is_still(self) -> bool:
        """True when the section tree shows where the text stands."""
        return self._marking is None

    def mark_section(self) -> None:
        """Mark the section in view in the tree."""
        self._marking = None
        view = self._view
        if pane := view.sections_pane:
            pane.mark(view.reading.document.section_at(view.body.here))

    # -- jumps

    def jumped(self, origin: int, generation: int) -> None:
        """Remember where a jump left, so that one can go back there.

        Args:
            origin: The position that was left.
            generation: The one it belongs to.
        """
        position = self._view.reading.position_now(origin, generation)
        if position is not None:
            self._back.append(position)
            self._forward.clear()

    def jumped_from_here(self) -> None:
        """Remember where the text stands, before it goes elsewhere."""
        self.jumped(self._view.body.place, self._view.reading.generation)

    def go_to(self, position: int, generation: int) -> None:
        """Go to a position that may belong to an earlier generation.

        Args:
            position: A code point of the document.
            generation: The one it belongs to.
        """
        now = self._view.reading.position_now(position, generation)
        if now is not None:
            self._view.body.jump_to(now)
        else:
            self._view.show_status("the text was replaced meanwhile; choose again")

    def back(self, times: int = 1) -> None:
        """Go back to where the last jumps left; from where this document was opened to, to the one before."""
        if self._back:
            self._travel(self._back, self._forward, times)
        else:
            self._view.leave_for(BackRequested())

    def swap(self) -> None:
        """Go to where the last jump left; a second time, here again."""
        if not self._back:
            self._view.leave_for(BackRequested())  # the last jump may have been one from another document
            return
        here = self._view.body.place
        target = self._back.pop()
        self._back.append(here)
        self._view.body.go_back_to(target)

    def forward(self, times: int = 1) -> None:
        """Go forward again; from where this document was gone back to, to the one that was gone back from."""
        if self._forward:
            self._travel(self._forward, self._back, times)
        else:
            self._view.leave_for(ForwardRequested())

    def _travel(self, source: list[int], other: list[int], times: int) -> None:
        for _ in range(min(times, len(source))):
            other.append(self._view.body.place)
            self._view.body.go_back_to(source.pop())

    # -- sections

    def top_section(self, number: int) -> None:
        """Go to the n-th section of the highest level that has more than one."""
        sections = self._view.reading.document.sections
        levels = Counter(section.level for section in sections)
        highest = min((level for level, count in levels.items() if count > 1), default=min(levels, default=1))
        tops = [section for section in sections if section.level == highest]
        if number <= len(tops):
            self._view.body.jump_to(tops[number - 1].start)
        else:
            self._view.show_status(f"only {len(tops)} main sections" if len(tops) > 1 else "no main sections")

    def pick_section(self) -> None:
        """Ask for a section by a few letters of its path."""
        from glossator.tui.screens.modals.section_picker import SectionPicker

        view = self._view
        document, generation = view.reading.document, view.reading.generation
        if not document.sections:
            view.show_status("this document has no sections")
            return

        def picked(position: int | None) -> None:
            if position is not None:
                self.go_to(position, generation)

        view.app.push_screen(SectionPicker(document, document.section_at(view.body.here)), picked)

    def go_to_page(self, label: str) -> None:
        """Go to a page of the source; without a label, ask for it."""
        view = self._view
        document, pages = view.reading.document, view.reading.document.pages
        if not pages:
            view.show_status("this document has no pages")
        elif not label:
            from glossator.tui.screens.modals.prompt import Prompt

            title = f"Page: {pages[0][0]} to {pages[-1][0]}"
            view.app.push_screen(Prompt(title, label="Go"), lambda typed: self.go_to_page(typed) if typed else None)
        elif (start := document.page_start(label)) is not None:
            view.body.jump_to(start)
        else:
            view.show_status(f"no page {clean_line(label)[:40]}; there are {pages[0][0]} to {pages[-1][0]}")

    def start_at_section(self, query: str) -> None:
        """Go to the section that matches a few letters best."""
        from glossator.content.search.sections import match_sections

        document = self._view.reading.document
        matches = match_sections(document, query)
        if matches:
            self._view.body.go(document.sections[matches[0]].start, jump=False)
        else:
            self._view.show_status(f"no section like {query}")


def _time(start: int, end: int) -> str:
    """How long a part of the text takes to read, such as "12 min" or "38 h"."""
    if start >= end:
        return "0 min"
    minutes = round((end - start) / _CHARACTERS_A_WORD / _WORDS_A_MINUTE)
    if minutes == 0:
        return "<1 min"
    return f"{minutes} min" if minutes < 100 else f"{round(minutes / 60)} h"
