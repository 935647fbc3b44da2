"""Annotating: from what was selected to a stored highlight, and every change to one afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.notes.annotation import format_tags, history, parse_tags
from glossator.content.notes.colors import COLORS
from glossator.content.text.sanitize import clean_line
from glossator.tui.screens.frame import ReaderFrame
from glossator.tui.widgets.messages import (
    CopyRange,
    Highlight,
    NoteAsked,
    NotesLeft,
    PlaceChanged,
    Pressed,
    SelectionChanged,
)
from glossator.tui.widgets.paint import Mark
from textual import on, work

if TYPE_CHECKING:
    from glossator.content.notes.annotation import Annotation
    from glossator.content.notes.drafts import Draft
    from glossator.tui.widgets.notes import NoteRow

_DRAWN = 0.04
"""Seconds after which the screen shows a change, and the writing of it takes no time from that."""
_WHAT_NOW = "Enter writes a note, x deletes, # tags, c recolours"


class Annotating(ReaderFrame):
    """Highlights, notes, tags and colours. The notebook is asked, and shown as it then is."""

    _current_note = ""
    _attaching = ""
    _save_failed = False
    _told_problem = ""

    def show_notes(self) -> None:
        """Draw the highlights and fill the notes pane from the notebook."""
        self.body.show_highlights(self._marks_in)
        self.body.call_after_refresh(self.list_notes)  # the text first

    def _marks_in(self, start: int, end: int) -> list[Mark]:
        """How the annotations that touch a range are drawn."""
        touching = self.session.places.touching(start, end)
        return [mark for place in touching if (mark := self._mark(place.id))]

    def _mark(self, annotation_id: str) -> Mark | None:
        """How an annotation is drawn in the text; None when it stands nowhere."""
        item, anchor = self.session.item(annotation_id), self.session.anchors.get(annotation_id)
        return Mark(anchor.start, anchor.end, _color_of(item)) if item and anchor else None

    def list_notes(self) -> None:
        """Fill the notes pane."""
        notes = self.session.notes
        if pane := self.notes_pane:
            pane.show_items(notes.placed, notes.gone, self._row, notes.index_of, self.session.unsaved)

    def _row(self, item: Annotation) -> NoteRow:
        from glossator.tui.widgets.notes import NoteRow

        anchor = self.session.anchors.get(item.id)
        if anchor is None:
            return NoteRow(item, "", False)
        words = self.session.document.text[anchor.start : min(anchor.end, anchor.start + 1000)]
        return NoteRow(item, words, anchor.score < 100)

    def try_change(self, change: Callable[[], object], done: str, annotation_id: str = "") -> bool:
        """Make a change to the notebook, show it, and have it saved.

        Args:
            change: Makes it.
            done: What is said once it is on disk.
            annotation_id: The annotation that is changed, when it is a single one that is there.

        Returns:
            False when it could not be made; that is one line, and nothing on screen changes.
        """
        before = self._mark(annotation_id)
        try:
            change()
        except GlossatorError as error:
            self.notify(str(error), severity="error")
            return False
        if annotation_id:
            self._redraw_mark(before, self._mark(annotation_id))
        else:
            self.show_notes()
        self.save(done)
        return True

    def _redraw_mark(self, before: Mark | None, after: Mark | None) -> None:
        self.body.redraw((mark.start, mark.end) for mark in (before, after) if mark and before != after)
        self.body.call_after_refresh(self.list_notes)

    def save(self, done: str = "") -> None:
        """Write what is unsaved, once the screen shows what was changed, and say how that went."""
        self.set_timer(_DRAWN, lambda: self._save(done))

    @work(group="storing")
    async def _save(self, done: str) -> None:
        saved = await asyncio.to_thread(self.session.flush)
        self._show_unsaved()
        if not saved and self.session.notebook:
            self._save_failed = True
            self.say(f"not saved yet: {self.session.notebook.problem}")
        elif self.session.overwrote:
            self.session.overwrote.clear()
            self.say("saved; another window had written something else, h shows it")
        elif done:
            self.say(done)

    def _show_unsaved(self) -> None:
        if pane := self.notes_pane:
            pane.show_unsaved(self.session.unsaved)

    # -- making one

    @on(Highlight)
    def _highlight(self, message: Highlight) -> None:
        if self.session.ready:
            self._store(message)
        else:
            self._store_when_ready(message)

    @work(group="storing")
    async def _store_when_ready(self, message: Highlight) -> None:
        """Beside the screen's own messages, which bring the rest of the document meanwhile."""
        await self.session.wait()
        self._store(message)

    def _store(self, message: Highlight) -> None:
        if self._attaching:
            orphan, self._attaching = self._attaching, ""
            if self.try_change(lambda: self.session.attach(orphan, message.start, message.end), "attached", orphan):
                self.body.leave()
                self._current_note = orphan
            return
        try:
            made = self.session.highlight(message.start, message.end, message.color)
        except GlossatorError as error:
            self.notify(str(error), severity="error")
            return
        self._redraw_mark(None, self._mark(made.id))
        self.save("highlighted")
        self.body.set_hit([])
        self.body.leave()
        self._current_note = made.id
        if message.note:
            self.edit_note(made, made_for_it=True)

    @on(SelectionChanged)
    def _selection_changed(self) -> None:
        self.session.stir()
        if self._attaching and not self.body.selection:
            self._attaching = ""
        if self.body.selection:
            name = self.settings.colors.get(self.body.color, "")
            color = f"{self.body.color} ({name})" if name else self.body.color
            self.say(f"selecting in {color}: Enter highlights, 1-5 colour, m note, y copy, Esc leaves")
        else:
            self.say("")

    @on(CopyRange)
    def _copy(self, message: CopyRange) -> None:
        self.app.copy_to_clipboard(self.session.document.text[message.start : message.end])
        self.body.leave()
        self.say("copied")

    # -- which one is meant

    def _here(self) -> Annotation | None:
        """The highlight meant: the one last gone to while on screen, else the one at the caret."""
        body, session = self.body, self.session
        shown = session.places.touching(body.place, body.end_place + 1)
        if any(place.id == self._current_note for place in shown):
            return session.item(self._current_note)
        caret = body.caret_position
        at_caret = [place for place in shown if place.start <= caret < place.end]
        chosen = at_caret or (shown if len(shown) == 1 else [])
        return session.item(chosen[0].id) if chosen else None

    def _meant(self) -> Annotation | None:
        item = self._here()
        if item is None:
            self.say("no highlight here; , and . go to one")
        return item

    @on(PlaceChanged)
    def _follow_place(self, message: PlaceChanged) -> None:
        """The notes pane follows the reading place: the highlight in view, or the last one before it."""
        pane, places = self.notes_pane, self.session.places
        if pane is None or not places.all:
            return
        inside = places.touching(message.position, self.body.end_place + 1)
        if any(place.id == self._current_note for place in inside):
            pane.follow(self._current_note)
        elif found := (inside[0] if inside else places.last_before(self.body.end_place)):
            pane.follow(found.id)

    @on(Pressed)
    def _note_pressed(self, message: Pressed) -> None:
        for place in self.session.places.touching(message.position, message.position + 1):
            if item := self.session.item(place.id):
                self._current_note = item.id
                if pane := self.notes_pane:
                    pane.follow(item.id)
                self.say(item.note[:500] or _WHAT_NOW)

    def action_next_note(self, step: int) -> None:
        placed = self.session.notes.placed
        if not placed:
            self.say("no highlights yet: v selects, Enter highlights")
            return
        current = self._here()
        here = self.session.notes.index_of(current.id) if current else None
        if here is not None:
            index = here + step
        else:
            index = self.session.places.count_before(self.body.caret_position) + (0 if step > 0 else -1)
        if not 0 <= index < len(placed):
            self.say("no highlight " + ("after" if step > 0 else "before") + " this one")
            return
        self._go_to_note(placed[index])

    def _go_to_note(self, item: Annotation) -> None:
        self._current_note = item.id
        if anchor := self.session.anchors.get(item.id):
            self.jumped_from(self.body.place)
            self.body.go(anchor.start, top=False, jump=False)
            if pane := self.notes_pane:
                pane.follow(item.id)
            self.say(item.note[:500] or _WHAT_NOW)
        else:
            self.say("this passage is no longer in the text")

    # -- changing one

    def action_edit_note(self) -> None:
        if item := self._meant():
            self.edit_note(item)

    def edit_note(
        self, item: Annotation, *, text: str | None = None, made_for_it: bool = False, seen: Annotation | None = None
    ) -> None:
        """Open the editor on an annotation's note.

        Args:
            item: The annotation.
            text: What was being written when the program ended, if anything was.
            made_for_it: Whether the highlight was made only to hold the note.
            seen: The annotation as it was when the writing began, if that was earlier.
        """
        from glossator.tui.screens.modals import NoteEditor

        def written(note: str | None) -> None:
            if note is not None and note != item.note:
                self.try_change(lambda: self.session.edit(item.id, seen=seen or item, note=note), "note saved", item.id)
            elif made_for_it and note is None and not item.note:
                gone = "the highlight went with the note, u brings it back"
                self.try_change(lambda: self.session.remove(item.id), gone, item.id)
            self._drop_draft(item)

        editor = NoteEditor(
            item.selectors.shown, item.note, text, lambda text: self._keep_draft(item, text, made_for_it)
        )
        editor.keep_now = lambda text: self.session.keep_draft(item, text, made_for_it)
        self.app.push_screen(editor, written)

    @work(group="drafts", exclusive=True)
    async def _keep_draft(self, item: Annotation, text: str, made_for_it: bool) -> None:
        if not await asyncio.to_thread(self.session.keep_draft, item, text, made_for_it):
            self.say("the note in the making could not be kept")

    @work(group="drafts", exclusive=True)
    async def _drop_draft(self, item: Annotation) -> None:
        """Once the note itself is on disk, or nobody wants it."""
        if await asyncio.to_thread(self.session.flush):
            await asyncio.to_thread(self.session.drop_draft, item)

    def offer_drafts(self) -> None:
        """Ask about the notes that were being written when the program ended, one after the other."""
        from glossator.content.notes.drafts import discard
        from glossator.tui.screens.modals import Question

        drafts = self.session.drafts()
        if not drafts:
            return
        draft = drafts[0]

        def answered(yes: bool | None) -> None:
            if yes:
                try:
                    item = self.session.take_up(draft)
                except GlossatorError as error:
                    self.notify(str(error), severity="error")
                    return
                self.show_notes()
                self.edit_note(item, text=draft.text, made_for_it=draft.made_for_it, seen=draft.item)
                self._own_draft(draft, item)
            elif yes is False:
                self.app.push_screen(Question("Throw it away?", text, careful=True), thrown_away)

        def thrown_away(yes: bool | None) -> None:
            if not yes:
                return
            discard(draft)
            item = self.session.item(draft.item.id)
            if draft.made_for_it and item is not None and not item.note:
                gone = "thrown away with its highlight, u brings that back"
                self.try_change(lambda: self.session.remove(item.id), gone, item.id)
            self.offer_drafts()

        text = draft.text if len(draft.text) < 400 else draft.text[:399] + "…"
        self.app.push_screen(Question("This note was not finished. Go on writing?", text, can_wait=True), answered)

    @work(group="drafts")
    async def _own_draft(self, draft: Draft, item: Annotation) -> None:
        """Keep the text of another window's draft as this one's own, before the other goes."""
        from glossator.content.notes.drafts import discard

        if await asyncio.to_thread(self.session.keep_draft, item, draft.text, draft.made_for_it):
            await asyncio.to_thread(discard, draft)

    def action_delete_note(self) -> None:
        if item := self._meant():
            self._delete(item)

    def _delete(self, item: Annotation) -> None:
        self.try_change(lambda: self.session.remove(item.id), "deleted, u brings it back", item.id)

    def action_tag_note(self) -> None:
        if item := self._meant():
            self._tag(item)

    def _tag(self, item: Annotation) -> None:
        from glossator.tui.screens.modals import Prompt

        def written(text: str | None) -> None:
            if text is not None:
                tags = parse_tags(text)
                self.try_change(lambda: self.session.edit(item.id, seen=item, tags=tags), "tags saved", item.id)

        title = 'Tags, separated by spaces; "two words" in quotes'
        self.app.push_screen(Prompt(title, format_tags(item.tags)), written)

    def action_recolor_note(self) -> None:
        if item := self._meant():
            self._recolor(item)

    def _recolor(self, item: Annotation) -> None:
        at = COLORS.index(item.color) + 1 if item.color in COLORS else 0
        color = COLORS[at % len(COLORS)]
        self.try_change(lambda: self.session.edit(item.id, color=color), color, item.id)

    @on(NoteAsked)
    def _note_asked(self, message: NoteAsked) -> None:
        if message.what == "deleted":
            if pane := self.notes_pane:
                pane.show_deleted(self.session.deleted())
            return
        if message.what == "restore":
            if self.try_change(lambda: self.session.restore(message.id), "restored") and (pane := self.notes_pane):
                pane.show_deleted(self.session.deleted())
            return
        item = self.session.item(message.id)
        if item is None:
            return
        if message.what == "go":
            self._go_to_note(item)
            self.to_body()
        else:
            change = {
                "edit": self.edit_note, "delete": self._delete, "tag": self._tag, "color": self._recolor,
                "attach": self._attach_orphan, "history": self._show_history,
            }  # fmt: skip
            change[message.what](item)

    def _attach_orphan(self, item: Annotation) -> None:
        self._attaching = item.id
        self.to_body()
        self.say("select its passage: Enter attaches it there, Esc leaves it")

    def _show_history(self, item: Annotation) -> None:
        from glossator.tui.screens.modals import Footnote

        told = [f"{when[:16]}  {wording}" for when, wording in history(item)]
        self.app.push_screen(Footnote("What it said before", "\n\n".join(told) or "It never said anything else."))

    def action_export(self) -> None:
        from glossator.tui.screens.modals import Prompt

        def written(path: str | None) -> None:
            if path:
                self._export(path)

        self.app.push_screen(Prompt("Export the notes to a .md, .json or .csv file", self.session.export_name), written)

    def _export(self, path: str, *, force: bool = False) -> None:
        from glossator.content.exchange.writing import Exists
        from glossator.tui.screens.modals import Question

        def answered(yes: bool | None) -> None:
            if yes:
                self._export(path, force=True)

        try:
            self.session.export(path, force=force)
            self.say(f"exported to {clean_line(path)}")
        except Exists:
            self.app.push_screen(Question("Replace it?", f"{path} is there already.", careful=True), answered)
        except GlossatorError as error:
            self.notify(str(error), severity="error")

    @work(group="watching", exclusive=True)
    async def check_notebook(self) -> None:
        """Save what is unsaved, and show what another window, or another machine, wrote into the notebook."""
        if self.session.unsaved:
            if await asyncio.to_thread(self.session.flush) and self._save_failed:
                self._save_failed = False
                self.say("everything is saved")
            self._show_unsaved()
        if await asyncio.to_thread(self.session.refresh_notebook):
            self.session.show_refreshed()
            self.show_notes()
        problem = self.session.notebook.problem if self.session.notebook else ""
        if problem != self._told_problem and not self.session.unsaved:  # what is unsaved is told of by itself
            self._told_problem = problem
            if problem:
                self.notify(problem, severity="warning")

    @on(NotesLeft)
    def _notes_left(self) -> None:
        self.to_body()

    def action_undo(self) -> None:
        self._step(redo=False)

    def action_redo(self) -> None:
        self._step(redo=True)

    def _step(self, *, redo: bool) -> None:
        done: list[bool] = []
        word = "redone" if redo else "undone"
        if self.try_change(lambda: done.append(self.session.undo(redo=redo)), word) and not done[0]:
            self.say("nothing to redo" if redo else "nothing to undo")


def _color_of(item: Annotation) -> str:
    return item.color if item.color in COLORS else COLORS[0]
