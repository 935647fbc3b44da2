"""Annotating: from what was selected to a stored highlight, and every change to one afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work

from content.colors import COLORS
from content.errors import GlossatorError
from tui.screens.frame import ReaderFrame
from tui.widgets.messages import CopyRange, Highlight, NoteAsked, NotesLeft, PlaceChanged, Pressed, SelectionChanged
from tui.widgets.paint import Mark

if TYPE_CHECKING:
    from content.annotation import Annotation

_WHAT_NOW = "Enter writes a note, x deletes, # tags, c recolours"


class Annotating(ReaderFrame):
    """Highlights, notes, tags and colours. The notebook is asked, and shown as it then is."""

    _current_note = ""
    _attaching = ""

    def show_notes(self) -> None:
        """Draw the highlights and fill the notes pane from the notebook."""
        anchors = self.session.anchors
        items = self.session.items
        marks = [
            Mark(anchors[i.id].start, anchors[i.id].end, i.color if i.color in COLORS else COLORS[0])
            for i in items
            if i.id in anchors
        ]
        self.body.set_highlights(marks)
        self.body.call_after_refresh(self._list_notes)  # the text first

    def _list_notes(self) -> None:
        if pane := self.notes_pane:
            from tui.widgets.notes import Noted

            anchors, text = self.session.anchors, self.session.document.text
            noted = []
            for item in self.session.items:
                anchor = anchors.get(item.id)
                words = text[anchor.start : anchor.end] if anchor else ""
                noted.append(Noted(item, words, anchor is not None and anchor.score < 100))
            pane.show_items(noted, self.session.unsaved)

    def _try(self, change: Callable[[], object], done: str) -> bool:
        """Make a change to the notebook and show it; a failure is one line, and nothing on screen changes."""
        try:
            change()
        except GlossatorError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        self.show_notes()
        if self.session.unsaved and self.session.notebook:
            self.say(f"not saved yet: {self.session.notebook.problem}")
        else:
            self.say(done)
        return True

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
            if self._try(lambda: self.session.attach(orphan, message.start, message.end), "attached"):
                self.body.leave()
                self._current_note = orphan
            return
        made: list[Annotation] = []
        if self._try(
            lambda: made.append(self.session.highlight(message.start, message.end, message.color)), "highlighted"
        ):
            self.body.set_hit([])
            self.body.leave()
            self._current_note = made[0].id
            if message.note:
                self._edit(made[0])

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
        anchors = self.session.anchors
        body = self.body
        first, last = body.place, body.end_place
        shown = [i for i in self.session.items if i.id in anchors]
        shown = [i for i in shown if anchors[i.id].start <= last and anchors[i.id].end > first]
        for item in shown:
            if item.id == self._current_note:
                return item
        caret = body.caret_position
        at_caret = (i for i in shown if anchors[i.id].start <= caret < anchors[i.id].end)
        return next(at_caret, shown[0] if len(shown) == 1 else None)

    def _meant(self) -> Annotation | None:
        item = self._here()
        if item is None:
            self.say("no highlight here; , and . go to one")
        return item

    @on(PlaceChanged)
    def _follow_place(self, message: PlaceChanged) -> None:
        """The notes pane follows the reading place: the highlight in view, or the last one before it."""
        pane, anchors = self.notes_pane, self.session.anchors
        if pane is None or not anchors:
            return
        last = self.body.end_place
        before = [i.id for i in self.session.items if i.id in anchors and anchors[i.id].start <= last]
        inside = [i for i in before if anchors[i].end > message.position]
        if self._current_note in inside:
            pane.follow(self._current_note)
        elif before:
            pane.follow(inside[0] if inside else before[-1])

    @on(Pressed)
    def _note_pressed(self, message: Pressed) -> None:
        for item in self.session.items:
            anchor = self.session.anchors.get(item.id)
            if anchor and anchor.start <= message.position < anchor.end:
                self._current_note = item.id
                if pane := self.notes_pane:
                    pane.follow(item.id)
                self.say(item.note or _WHAT_NOW)

    def action_next_note(self, step: int) -> None:
        anchors = self.session.anchors
        placed = [i for i in self.session.items if i.id in anchors]
        if not placed:
            self.say("no highlights yet: v selects, Enter highlights")
            return
        current = self._here()
        if current in placed:
            index = placed.index(current) + step
        else:
            caret = self.body.caret_position
            after = [n for n, i in enumerate(placed) if anchors[i.id].start >= caret]
            index = (after[0] if after else len(placed)) + (0 if step > 0 else -1)
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
            self.say(item.note or _WHAT_NOW)
        else:
            self.say("this passage is no longer in the text")

    # -- changing one

    def action_edit_note(self) -> None:
        if item := self._meant():
            self._edit(item)

    def _edit(self, item: Annotation) -> None:
        from tui.screens.modals import NoteEditor

        def written(note: str | None) -> None:
            if note is not None and note != item.note:
                self._try(lambda: self.session.edit(item.id, note=note), "note saved")

        self.app.push_screen(NoteEditor(item.selectors.exact, item.note), written)

    def action_delete_note(self) -> None:
        if item := self._meant():
            self._delete(item)

    def _delete(self, item: Annotation) -> None:
        self._try(lambda: self.session.remove(item.id), "deleted, u brings it back")

    def action_tag_note(self) -> None:
        if item := self._meant():
            self._tag(item)

    def _tag(self, item: Annotation) -> None:
        from tui.screens.modals import Prompt

        def written(text: str | None) -> None:
            if text is not None:
                tags = tuple(dict.fromkeys(tag.strip("#,") for tag in text.split() if tag.strip("#,")))
                self._try(lambda: self.session.edit(item.id, tags=tags), "tags saved")

        self.app.push_screen(Prompt("Tags, parted by blanks", " ".join(item.tags)), written)

    def action_recolor_note(self) -> None:
        if item := self._meant():
            self._recolor(item)

    def _recolor(self, item: Annotation) -> None:
        at = COLORS.index(item.color) + 1 if item.color in COLORS else 0
        color = COLORS[at % len(COLORS)]
        self._try(lambda: self.session.edit(item.id, color=color), color)

    @on(NoteAsked)
    def _note_asked(self, message: NoteAsked) -> None:
        item = next((i for i in self.session.items if i.id == message.id), None)
        if item is None:
            return
        if message.what == "go":
            self._go_to_note(item)
            self.to_body()
        else:
            change = {
                "edit": self._edit, "delete": self._delete, "tag": self._tag, "color": self._recolor,
                "attach": self._attach_orphan, "history": self._show_history,
            }  # fmt: skip
            change[message.what](item)

    def _attach_orphan(self, item: Annotation) -> None:
        self._attaching = item.id
        self.to_body()
        self.say("select its passage: Enter attaches it there, Esc leaves it")

    def _show_history(self, item: Annotation) -> None:
        from content.annotation import history
        from tui.screens.modals import Footnote

        told = [f"{entry['modified'][:16]}  {said}" for entry, said in history(item)]
        self.app.push_screen(Footnote("What it said before", "\n\n".join(told) or "It never said anything else."))

    def action_export(self) -> None:
        from tui.screens.modals import Prompt

        def written(path: str | None) -> None:
            if path:
                try:
                    self.session.export(path)
                    self.say(f"exported to {path}")
                except GlossatorError as error:
                    self.notify(str(error), severity="error", markup=False)

        self.app.push_screen(Prompt("Export the notes to a .md, .json or .csv file"), written)

    def check_notebook(self) -> None:
        """Show what another window, or another machine, wrote into the notebook."""
        if self.session.unsaved and self.session.retry():
            self.say("everything is saved")
            self.show_notes()
        if self.session.notebook_changed():
            self.show_notes()
            if self.session.notebook and self.session.notebook.problem:
                self.notify(self.session.notebook.problem, severity="warning", markup=False)

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
        if self._try(lambda: done.append(self.session.undo(redo=redo)), word) and not done[0]:
            self.say("nothing to redo" if redo else "nothing to undo")
