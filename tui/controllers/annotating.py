"""AnnotatingController: from what was selected to a stored highlight, and every change to one afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.notes.colors import COLORS
from glossator.tui.controllers import hints
from glossator.tui.widgets.paint import Mark, overlaps

if TYPE_CHECKING:
    from glossator.content.notes.annotation import Annotation
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.saving import SavingController
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.note_taking import NoteTaking
    from glossator.tui.widgets.messages import (
        HighlightRequested,
        PositionChanged,
    )
    from glossator.tui.widgets.notes import NoteRow

_LONGEST_STATUS = 500
"""Characters of a note shown in the status line."""


class AnnotatingController:
    """Highlights, notes, tags and colours. The notebook is asked, and shown as it then is."""

    def __init__(self, view: ReaderView, navigation: NavigationController, saving: SavingController) -> None:
        self._view = view
        self._navigation = navigation
        self._saving = saving
        self._current = ""
        self._gone_to = ("", 0)
        """The highlight last gone to by key, and where the text on screen began then."""
        self._attaching = ""
        self._shown = ""
        """What the status line shows of the highlight one is at: not longer than one is."""
        self.told_on = False
        self._choices = 0  # counts the times that one was chosen, or put away
        self.pending = 0
        """Highlights that wait for the document to be read to its end."""
        self.waited = 0
        """How many have had to wait so far."""
        self.is_opening_editor = False
        """True while one of them is to have a note, and the keys that follow are its text."""

    @property
    def _notes(self) -> NoteTaking:
        return self._view.reading.notes

    # -- what is shown

    def show_notes(self) -> None:
        """Draw the highlights and fill the notes pane from the notebook."""
        self._view.body.show_highlights(self._marks_in)
        self._view.when_drawn(self.list_notes)  # the text first

    def _marks_in(self, start: int, end: int) -> list[Mark]:
        """How the annotations that touch a range are drawn: the shorter above the longer, so that all are seen."""
        touching = self._notes.placed.places.touching(start, end)
        if len(touching) > 1:
            touching = sorted(touching, key=lambda place: place.start - place.end)
        marks = []
        for place in touching:
            if mark := self._mark(place.id):
                marks.append(mark)
                if (item := self._notes.placed.get(place.id)) and item.note:
                    marks.append(mark._replace(style="noted"))
        return marks + overlaps(touching)

    def _mark(self, annotation_id: str) -> Mark | None:
        """How an annotation is drawn in the text; None when it stands nowhere."""
        item, anchor = self._notes.placed.get(annotation_id), self._notes.anchors.get(annotation_id)
        return Mark(anchor.start, anchor.end, _color_of(item)) if item and anchor else None

    def list_notes(self) -> None:
        """Fill the notes pane."""
        placed = self._notes.placed
        if pane := self._view.notes_pane:
            pane.show_items(placed.placed, placed.gone, self._row, placed.index_of, self._notes.unsaved)
        self._view.when_drawn(self.show_keys)

    def _row(self, item: Annotation) -> NoteRow:
        from glossator.tui.widgets.notes import NoteRow

        anchor = self._notes.anchors.get(item.id)
        if anchor is None:
            return NoteRow(item, "", False)
        document, at = self._view.reading.document, anchor.start
        title, words = (document.section_titles(at) or [""])[-1], document.text[at : min(anchor.end, at + 1000)]
        return NoteRow(item, words, anchor.score < 100, title, document.page_label(at))

    # -- changing the notebook

    def try_change(self, change: Callable[[], object], status: str, annotation_id: str = "") -> bool:
        """Make a change to the notebook, show it, and have it saved.

        Args:
            change: Makes it.
            status: What the status line shows once it is on disk.
            annotation_id: The annotation that is changed, when it is a single one that is there.

        Returns:
            False when it could not be made; that is one line, and nothing on screen changes.
        """
        before = self._mark(annotation_id)
        try:
            change()
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")
            return False
        if annotation_id:
            self._redraw(before, self._mark(annotation_id))
        else:
            self.show_notes()
        self._saving.save(status)
        return True

    def _redraw(self, *marks: Mark | None) -> None:
        self._view.body.redraw_highlights((mark.start, mark.end) for mark in marks if mark)
        self._view.when_drawn(self.list_notes)

    # -- making one

    def highlight(self, request: HighlightRequested) -> None:
        """Store what was selected; where the document is still being read, once it is there."""
        orphan, self._attaching = self._attaching, ""
        if self._view.reading.is_complete:
            self._store(request, orphan)
        else:
            self.pending += 1
            self.waited += 1
            self.is_opening_editor = request.with_note
            if request.is_selected:  # as it is left at once where nothing is waited for
                self._view.body.leave()
            self._view.run_worker(self._store_when_complete(request, orphan), group="pending")

    async def _store_when_complete(self, request: HighlightRequested, orphan: str) -> None:
        choices = self._choices
        try:
            await self._view.reading.wait_until_complete()
            meant = self._current
            self._store(request, orphan)
            if choices != self._choices:  # keys have put it away since, or gone to another one
                self._current = meant
                self.show_keys()
        finally:
            self.pending -= 1
            self.is_opening_editor = False

    def _store(self, request: HighlightRequested, orphan: str) -> None:
        """Store what was selected, as an orphan's new passage if there is one to attach."""
        view = self._view
        passage = view.reading.range_now(request.start, request.end, request.generation)
        if passage is None:
            view.notify("The selected text is gone; nothing was highlighted.", severity="error")
            return
        if orphan:
            self._attach(orphan, *passage)
            return
        there = self._same_passage(*passage, request)
        if meant := self._meant(request, there):
            self._take_existing(meant[0], request)
            return
        if there and not request.is_selected and (anchor := self._notes.anchors.get(there[0].id)):
            passage = anchor.start, anchor.end
        try:
            made = self._notes.highlight(*passage, request.color, request.motivation)
        except GlossatorError as error:
            view.notify(str(error), severity="error")
            return
        self._redraw(self._mark(made.id))
        view.show_status("")  # the hint on the selection; "highlighted" follows once it is on disk
        self._saving.save("highlighted")
        if not self.pending:
            view.body.set_hit([])
        self._leave(*passage)
        self._current = made.id
        if request.with_note:
            self._saving.edit_note(made, self.try_change, made_for_it=True)

    def _same_passage(self, start: int, end: int, request: HighlightRequested) -> list[Annotation]:
        """The highlights that are there already: on the same passage; without a selection, where the caret is."""
        body = self._view.body
        if not request.is_selected and (items := self.items_at(body.caret_position)):
            return sorted(items, key=lambda item: item.id != self._current)
        if not request.is_selected and body.mode == "pager" and self._gone_to == (self._current, body.position):
            return [item for item in [self.current()] if item]
        touching = self._notes.placed.places.touching(start, end)
        same = (each.id for each in touching if each[:2] == (start, end) and each.id in self._notes.anchors)
        return [item for item in map(self._notes.placed.get, same) if item]

    def _meant(self, request: HighlightRequested, items: list[Annotation]) -> list[Annotation]:
        """Those of some highlights that a request goes on with: a remark goes on with none but one of this round."""
        if request.motivation == "highlighting" or not self._notes.notebook:
            return items
        from glossator.content.review.remarks import of_this_round

        return of_this_round(self._notes.notebook, items)

    def _take_existing(self, item: Annotation, request: HighlightRequested) -> None:
        """The same passage is not highlighted twice: the one that is there is taken, in the colour asked for."""
        self._leave(*(self._notes.anchors.get(item.id) or (-1, -1))[:2])
        self._current = item.id
        if request.is_selected and item.color != request.color:
            self.try_change(lambda: self._notes.edit(item.id, color=request.color), request.color, item.id)
        elif not request.with_note:
            self._view.show_status("highlighted already")
        if request.with_note:
            self._saving.edit_note(item, self.try_change)

    def _attach(self, orphan: str, start: int, end: int) -> None:
        if self.try_change(lambda: self._notes.attach(orphan, start, end), "attached", orphan):
            self._leave(start, end)
            self._current = orphan

    def _leave(self, start: int, end: int) -> None:
        """Leave the selection that was stored; not one that was begun while it waited."""
        if (selection := self._view.body.selection) is None or selection.range == (start, end):
            self._view.body.leave()

    def selection_changed(self) -> None:
        """Say what the keys do to what is selected."""
        view = self._view
        self.show_keys()
        view.reading.activity.note_activity()
        if self._attaching and not view.body.selection:
            self._attaching = ""
        if view.body.selection:
            meaning = view.settings.colors.get(view.body.color, "")
            color = f"{view.body.color} ({meaning})" if meaning else view.body.color
            view.show_status(hints.selecting(view.app, color))
        else:
            view.show_status("")

    # -- which one is meant

    def current(self) -> Annotation | None:
        """The highlight meant: at the caret; without one, that made or gone to last, while it is on screen.

        It is meant no longer once it was put away, or the text was gone through to elsewhere.
        """
        body, placed = self._view.body, self._notes.placed
        if body.mode != "pager":
            at_caret = self.items_at(body.caret_position)
            last = next((item for item in at_caret if item.id == self._current), None)
            return last or next(iter(at_caret), None)
        shown = placed.places.touching(body.position, body.end_position + 1)
        return placed.get(self._current) if any(place.id == self._current for place in shown) else None

    def put_away(self) -> None:
        """Mean no highlight any more, but for one at the caret."""
        self._choices += 1
        self._current = ""
        self.show_keys()

    def items_at(self, position: int) -> list[Annotation]:
        """The highlights over a position, the shortest first, for it lies above the others."""
        placed = self._notes.placed
        places = sorted(placed.places.touching(position, position + 1), key=lambda place: place.end - place.start)
        return [item for place in places if (item := placed.get(place.id))]

    def words_of(self, item: Annotation) -> str:
        """The text of an annotation as it stands now, else as it was highlighted."""
        anchor = self._notes.anchors.get(item.id)
        return self._view.reading.document.text[anchor.start : anchor.end] if anchor else item.selectors.shown

    def attach_next_selection(self, item: Annotation) -> None:
        """What is highlighted next is an orphan's new passage."""
        self._attaching = item.id

    def follow_position(self, message: PositionChanged) -> None:
        """The notes pane follows the text: the highlight in view, or the last one before it."""
        self.show_keys()
        pane, places = self._view.notes_pane, self._notes.placed.places
        if pane is None or not places.all or message.generation != self._view.reading.generation:
            return
        end = self._view.body.end_position
        inside = places.touching(message.position, end + 1)
        if any(place.id == self._current for place in inside):
            pane.follow(self._current)
        elif nearest := (inside[0] if inside else places.last_before(end)):
            pane.follow(nearest.id)

    def show_keys(self) -> None:
        """Have the line of keys name those of a highlight, where there is one to act on."""
        is_on = self.current() is not None
        if is_on != self.told_on:
            self._view.refresh_bindings()
        if not is_on and self._shown:
            self._view.clear_status(self._shown)
            self._shown = ""

    def step(self, step: int) -> None:
        """Go so many highlights on, or with a negative number back; to the last one where there are fewer."""
        placed = self._notes.placed
        if not placed.placed:
            self._view.show_status(hints.none_yet(self._view.app))
            return
        current = self.current()
        is_meant = current is not None and (
            current.id == self._current or current in self.items_at(self._view.body.caret_position)
        )
        here = placed.index_of(current.id) if current and is_meant else None
        if here is None:  # between two of them
            here = placed.places.count_before(self._view.body.caret_position) - (step > 0)
        last = len(placed.placed) - 1
        if here >= last if step > 0 else here <= 0:
            self._view.show_status("no highlight " + ("after" if step > 0 else "before") + " this one")
            return
        index = max(0, min(here + step, last))
        self.go_to(placed.placed[index])

    def go_to(self, item: Annotation) -> None:
        """Go to an annotation's passage, and show its note."""
        self._choices += 1
        self._current = item.id
        if anchor := self._notes.anchors.get(item.id):
            self._navigation.jumped_from_here()
            self._view.body.go(anchor.start, top=False, jump=False)
            self.choose(item)
            self._gone_to = item.id, self._view.body.position
        else:
            self._view.show_status("this passage is no longer in the text")

    def choose(self, item: Annotation) -> None:
        """Have keys act on an annotation, and show its note."""
        self._choices += 1
        self._current = item.id
        self.show_keys()
        if pane := self._view.notes_pane:
            pane.follow(item.id)
        self._shown = item.note[:_LONGEST_STATUS] or hints.commands(self._view.app)
        self._view.show_status(self._shown)


def _color_of(item: Annotation) -> str:
    return item.color if item.color in COLORS else COLORS[0]
