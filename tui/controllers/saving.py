"""SavingController: changes written beside the screen, notes in the making kept, exports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean_line
from glossator.content.text.shortening import shortened
from glossator.tui.controllers.unasked import show_at_rest
from glossator.tui.keys import hint

if TYPE_CHECKING:
    from textual.worker import Worker

    from glossator.content.notes.annotation import Annotation
    from glossator.content.notes.drafts import Draft
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.note_taking import NoteTaking

_DRAWN = 0.04
"""Seconds after which the screen shows a change, and the writing of it takes no time from that."""
_LONGEST_SHOWN = 400
"""Characters of a draft shown in a question."""


class TryChange(Protocol):
    """Makes a change to the notebook, shows it, and has it saved."""

    def __call__(self, change: Callable[[], object], status: str, annotation_id: str = "") -> bool:
        """Make a change; see the class."""


class SavingController:
    """Has the notebook written, and says how that went.

    Attributes:
        show_notes: Shows the notes anew.
    """

    def __init__(self, view: ReaderView) -> None:
        self.show_notes: Callable[[], None] = lambda: None
        self._view = view
        self._has_failed = False
        self._shown_problem = ""
        self._due = 0
        self._is_checking = False
        self._own_status = 0
        """What the count of status lines was when one of here was the last."""

    @property
    def _notes(self) -> NoteTaking:
        return self._view.reading.notes

    # -- the notebook

    def save(self, status: str = "") -> None:
        """Write what is unsaved, once the screen shows what was changed, and say how that went."""
        self._due += 1
        shown = self._view.statuses
        self._view.set_timer(_DRAWN, lambda: self._start(status, shown))

    @property
    def is_due(self) -> bool:
        """True when something is about to be written."""
        return self._due > 0

    def _start(self, status: str, shown: int) -> None:
        self._due -= 1
        self._view.run_worker(self._save(status, shown), group="storing")

    async def _save(self, status: str, shown: int) -> None:
        is_saved = await asyncio.to_thread(self._notes.flush)
        self._show_unsaved()
        if self._notes.take_written():
            self.show_notes()
        if not is_saved:
            self._has_failed = True
            self._view.show_status(f"not saved yet: {self._notes.problem.removesuffix(', the change is not saved')}")
        elif self._notes.overwritten:
            self._notes.overwritten.clear()
            key = hint(self._view.app, "notes.history")
            self._view.show_status(f"saved over another window's change; {key} in the notes shows it")
        elif status and self._view.statuses in (shown, self._own_status):  # else a later key has shown something
            self._view.show_status(status)
            self._own_status = self._view.statuses

    def _show_unsaved(self) -> None:
        if pane := self._view.notes_pane:
            pane.show_unsaved(self._notes.unsaved)

    def check_notebook(self) -> None:
        """Save what is unsaved, and show what another window or another machine wrote into the notebook."""
        if self._view.reading.is_complete and not self._is_checking:  # one after the other, however long one takes
            self._is_checking = True
            self._view.run_worker(self._check(), group="watching")

    async def _check(self) -> None:
        try:
            await self._look(self._notes)
        finally:
            self._is_checking = False

    async def _look(self, notes: NoteTaking) -> None:
        if notes.unsaved:
            if await asyncio.to_thread(notes.flush) and self._has_failed:
                self._has_failed = False
                self._view.show_status("everything is saved")
            self._show_unsaved()
            if notes.take_written():
                self.show_notes()
        before = notes.notebook, notes.document
        if (placed := await asyncio.to_thread(notes.refresh)) and notes.notebook is before[0]:
            if notes.document is before[1]:
                notes.take(placed)
            else:  # it was replaced meanwhile: what was found are places of the text before
                notes.place_new()
            self.show_notes()
        if notes.problem != self._shown_problem and not notes.unsaved:  # what is unsaved is shown by itself
            self._shown_problem = notes.problem
            if notes.problem:
                self._view.notify(notes.problem, severity="warning")

    # -- notes in the making

    def edit_note(
        self, item: Annotation, try_change: TryChange, *, text: str | None = None, made_for_it: bool = False,
        seen: Annotation | None = None,
    ) -> None:  # fmt: skip
        """Open the editor on an annotation's note.

        Args:
            item: The annotation.
            try_change: Makes what was written a change.
            text: What was being written when the program ended, if anything was.
            made_for_it: Whether the highlight was made only to hold the note.
            seen: The annotation as it was when the writing began, if that was earlier.
        """
        from glossator.content.notes.written_note import with_tags, without_tags
        from glossator.tui.screens.modals.note_editor import NoteEditor

        notes = self._notes
        before = with_tags(item.note, item.tags)
        typed = text or ""

        def written(text: str | None) -> None:
            if text is not None and text != before:
                note, tags = without_tags(text)
                changes: dict[str, Any] = {"note": note} if note != item.note else {}
                changes |= {"tags": tags} if tags != item.tags else {}
                if changes:
                    try_change(lambda: notes.edit(item.id, seen=seen or item, **changes), "note saved", item.id)
            elif made_for_it and text is None and not before and not notes.has_note(item.id):
                undo = hint(self._view.app, "undo")
                gone = f"highlight removed{', the note was discarded' if typed else ''}; {undo} restores the highlight"
                try_change(lambda: notes.remove(item.id), gone, item.id)
            self._in_turn(item.id, partial(self._drop_draft, item))

        def keep(draft: str) -> None:
            nonlocal typed
            typed = draft
            self._in_turn(item.id, partial(self._keep_draft, item, draft, made_for_it))

        notes.being_written.add(item.id)
        editor = NoteEditor(
            item.selectors.shown, before, text, keep, tags=notes.tags_in_use(), write_outside=self._write_outside
        )
        editor.keep_now = lambda draft: notes.keep_draft(item, draft, made_for_it)
        self._view.app.push_screen(editor, written)

    def _write_outside(self, text: str, keep: Callable[[str], object]) -> str | None:
        from glossator.tui.external_editor import edit

        try:
            edited = edit(self._view.app, text, keep, self.go_on)
        except GlossatorError as error:
            self._view.notify(str(error), severity="warning")
            return None
        if edited.problem:
            self._view.notify(edited.problem, severity="warning")
        return edited.text

    def go_on(self) -> bool:
        """Write unsaved changes while another program has the terminal; False once this one is about to end."""
        if self._notes.unsaved:
            self._notes.flush()
        return not getattr(self._view.app, "is_ending", False)

    def _in_turn(self, annotation_id: str, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        """Do something to the draft of a note, instead of what was to be done to it and has not begun."""
        return self._view.run_worker(work, group=f"draft of {annotation_id}", exclusive=True)

    async def _keep_draft(self, item: Annotation, text: str, made_for_it: bool) -> None:
        if not await asyncio.to_thread(self._notes.keep_draft, item, text, made_for_it):
            self._view.show_status("the draft of this note could not be kept")

    async def _drop_draft(self, item: Annotation) -> None:
        """Once the note itself is on disk, in the notebook or elsewhere, or nobody wants it."""
        if await asyncio.to_thread(self._notes.flush) or await asyncio.to_thread(lambda: self._notes.is_kept):
            await asyncio.to_thread(self._notes.drop_draft, item)
            self._notes.being_written.discard(item.id)

    def offer_drafts(self, try_change: TryChange, *, since: int = -1) -> None:
        """Ask about the notes that were being written when a program ended, one after the other.

        Args:
            try_change: Makes what was written a change.
            since: How many keys had been typed when these were looked for; see ``unasked``.
        """
        from glossator.tui.screens.modals.question import Question

        draft = next(iter(self._notes.drafts()), None)
        if draft is None:
            return
        app = self._view.app
        text = shortened(draft.text, _LONGEST_SHOWN)

        def answered(yes: bool | None) -> None:
            if yes:
                self._resume(draft, try_change)
            elif yes is False:
                app.push_screen(Question("Discard it?", text, careful=True), thrown_away)

        def thrown_away(yes: bool | None) -> None:
            if yes:
                self._discard(draft, try_change)
                self.offer_drafts(try_change)

        question = Question("Unfinished note. Continue writing?", text, can_wait=True)
        show = show_at_rest(self._view, question, answered, since=since, holds=lambda: self._notes.is_left(draft))
        self._view.run_worker(show, group="unasked", exclusive=True)

    def _resume(self, draft: Draft, try_change: TryChange) -> None:
        try:
            item = self._notes.resume(draft)
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")
            return
        self.show_notes()
        self.edit_note(item, try_change, text=draft.text, made_for_it=draft.made_for_it, seen=draft.item)
        self._view.run_worker(self._own(draft, item), group="owning")

    async def _own(self, draft: Draft, item: Annotation) -> None:
        """Keep another window's draft as this one's own, before the other file goes."""
        from glossator.content.notes.drafts import discard

        if await asyncio.to_thread(self._notes.keep_draft, item, draft.text, draft.made_for_it):
            await asyncio.to_thread(discard, draft)

    def _discard(self, draft: Draft, try_change: TryChange) -> None:
        from glossator.content.notes.drafts import discard

        discard(draft)
        item = self._notes.placed.get(draft.item.id)
        if draft.made_for_it and item is not None and not item.note:
            gone = f"discarded with its highlight; {hint(self._view.app, 'undo')} restores that"
            try_change(lambda: self._notes.remove(item.id), gone, item.id)

    # -- exports

    def export(self) -> None:
        """Ask where to export the notes to."""
        from glossator.content.exchange import SUFFIXES
        from glossator.tui.screens.modals.prompt import Prompt

        def written(path: str | None) -> None:
            if path:
                self._export(path)

        title = f"Export the notes to a file ({', '.join(SUFFIXES)})"
        self._view.app.push_screen(Prompt(title, self._view.reading.export_name, label="Export"), written)

    def _export(self, path: str, *, force: bool = False) -> None:
        from glossator.content.exchange.writing import Exists, is_stream
        from glossator.tui.screens.modals.question import Question

        def answered(yes: bool | None) -> None:
            if yes:
                self._export(path, force=True)
            else:
                self._view.show_status("nothing was exported")

        if is_stream(path):
            self._write_stream(path)
            return
        try:
            self._notes.export(path, force=force)
            self._view.show_status(f"exported to {clean_line(path)}")
        except Exists:
            question = Question("Replace it?", f"{path} already exists.", careful=True)
            self._view.app.push_screen(question, answered)
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")

    def _write_stream(self, path: str) -> None:
        """Export to a pipe or a device, beside the screen: whoever reads it may take a while, or never come."""
        shown = clean_line(path)

        def write() -> str:
            try:
                self._notes.export(path)
            except GlossatorError as error:
                return str(error)
            return ""

        def written(problem: str) -> None:
            if problem:
                self._view.notify(problem, severity="error")
            else:
                self._view.show_status(f"exported to {shown}")

        self._view.show_status(f"exporting to {shown}, as soon as it is read …")
        self._view.in_background(write, written)
