"""NoteCommands: what is done to one annotation: its note, tags, colour, text, and the notes pane's own commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.notes.colors import COLORS
from glossator.content.text.shortening import shortened
from glossator.tui.controllers import hints

if TYPE_CHECKING:
    from glossator.content.notes.annotation import Annotation
    from glossator.tui.controllers.annotating import AnnotatingController
    from glossator.tui.controllers.panes import PanesController
    from glossator.tui.controllers.saving import SavingController
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.note_taking import NoteTaking
    from glossator.tui.widgets.messages import CopyRequested, NoteCommandChosen

_LONGEST_SHOWN = 400
"""Characters of a note shown in a question."""
_BETWEEN_TAGS = re.compile(r"[\s,]")


class NoteCommands:
    """Changes one annotation at a time, or copies it."""

    def __init__(
        self, view: ReaderView, panes: PanesController, annotating: AnnotatingController, saving: SavingController
    ) -> None:
        self._view = view
        self._panes = panes
        self._annotating = annotating
        self._saving = saving

    @property
    def _notes(self) -> NoteTaking:
        return self._view.reading.notes

    def with_current(self, command: Callable[[Annotation], None]) -> None:
        """Do something with the highlight meant; where none is, say so."""
        item = self._annotating.current()
        if item is None:
            self._view.show_status(hints.none_here(self._view.app))
        else:
            command(item)

    def undo(self, times: int = 1, *, redo: bool = False) -> None:
        """Undo the last changes to the notes, or redo those undone last.

        Args:
            times: How many changes.
            redo: Do again what was undone.
        """
        done = 0
        try:
            while done < times and self._notes.undo(redo=redo):
                done += 1
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")
        else:
            if not done:
                self._view.show_status("nothing to redo" if redo else "nothing to undo")
        if done:
            self._annotating.show_notes()
            self._saving.save(("redone" if redo else "undone") + (f" {done} changes" if done > 1 else ""))

    async def undo_when_read(self, times: int, *, redo: bool) -> None:
        """The same once the document is there to its end.

        Args:
            times: How many changes.
            redo: Do again what was undone.
        """
        await self._view.reading.wait_until_complete()
        self.undo(times, redo=redo)

    def edit_note(self, item: Annotation) -> None:
        """Open the editor on an annotation's note."""
        self._saving.edit_note(item, self._annotating.try_change)

    def delete(self, item: Annotation, question: str = "Delete the highlight with its note?") -> None:
        """Delete an annotation; one with a note after asking, and again where the note is not what was asked about.

        Args:
            item: The annotation.
            question: What is asked first where there is a note.
        """
        from glossator.tui.screens.modals.question import Question

        undo = hints.undoes(self._view.app)

        def delete() -> None:
            self._annotating.try_change(lambda: self._notes.remove(item.id), f"deleted; {undo}", item.id)

        def answered(yes: bool | None) -> None:
            now = self._notes.placed.get(item.id)
            if yes and now is not None and now.note != item.note:
                self.delete(now, "Another window changed the note meanwhile. Delete it as it is now?")
            elif yes:
                delete()

        if item.note:
            note = shortened(item.note, _LONGEST_SHOWN)
            self._view.app.push_screen(Question(question, note), answered)
        else:
            delete()

    def tag(self, item: Annotation) -> None:
        """Ask for an annotation's tags."""
        from glossator.content.notes.annotation import format_tags, parse_tags
        from glossator.content.notes.written_note import completions
        from glossator.tui.screens.modals.prompt import Prompt

        def written(text: str | None) -> None:
            if text is not None:
                tags = parse_tags(text)
                self._annotating.try_change(
                    lambda: self._notes.edit(item.id, seen=item, tags=tags), "tags saved", item.id
                )

        tags = self._notes.tags_in_use()

        def complete(text: str) -> str:
            is_quoted = text.count('"') % 2 == 1
            begun = text[text.rindex('"') :] if is_quoted else _BETWEEN_TAGS.split(text)[-1].lstrip("#")
            return next(iter(completions(f"#{begun}", tags)), "") if begun else ""

        title = 'Tags, separated by spaces; "two words" in quotes'
        before = f"{format_tags(item.tags)} " if item.tags else ""
        prompt = Prompt(title, before, label="Save", complete=complete, is_added_to=True)
        self._view.app.push_screen(prompt, written)

    def recolor(self, item: Annotation, color: str = "") -> None:
        """Give an annotation a colour; the next one where none is named.

        Args:
            item: The annotation.
            color: A name in COLORS.
        """
        following = COLORS.index(item.color) + 1 if item.color in COLORS else 0
        color = color or COLORS[following % len(COLORS)]
        self._annotating.try_change(lambda: self._notes.edit(item.id, color=color), color, item.id)

    # -- copies

    def copy(self, item: Annotation) -> None:
        """Copy the text of an annotation."""
        self._view.copy_text(self._annotating.words_of(item))
        self._view.show_status("copied")

    def cite(self, item: Annotation) -> None:
        """Copy the text of an annotation with its source."""
        from glossator.content.exchange.citation import cite

        document, anchor = self._view.reading.document, self._notes.anchors.get(item.id)
        style = self._view.settings.citation
        text = cite(document, anchor.start, anchor.end, style) if anchor else self._annotating.words_of(item)
        self._view.copy_text(text)
        self._view.show_status("copied with its source")

    def copy_selection(self, request: CopyRequested) -> None:
        """Copy what was selected."""
        view = self._view
        place = view.reading.range_now(request.start, request.end, request.generation)
        view.body.leave()
        if place is None:
            view.show_status("what was selected is no longer in the text")
        elif request.is_cited:
            from glossator.content.exchange.citation import cite

            view.copy_text(cite(view.reading.document, *place, view.settings.citation))
            view.show_status("copied with its source")
        else:
            from glossator.content.exchange.copied import copied

            view.copy_text(copied(view.reading.document, *place))
            view.show_status("copied")

    # -- the notes pane

    def run(self, message: NoteCommandChosen) -> None:
        """Do what was chosen in the notes pane."""
        if message.command == "restore":
            self._restore(message.id)
            return
        item = self._notes.placed.get(message.id)
        if item is None:
            return
        commands: dict[str, Callable[[Annotation], None]] = {
            "go": self._go_and_read, "edit": self.edit_note, "delete": self.delete, "tag": self.tag,
            "color": self.recolor, "attach": self._start_attaching, "history": self._show_history, "copy": self.copy,
        }  # fmt: skip
        commands[message.command](item)

    def _go_and_read(self, item: Annotation) -> None:
        self._annotating.go_to(item)
        self._panes.focus_body()

    def list_deleted(self) -> None:
        """List the deleted highlights in the notes pane."""
        if pane := self._view.notes_pane:
            pane.show_deleted(self._notes.deleted())

    def _restore(self, annotation_id: str) -> None:
        if self._annotating.try_change(lambda: self._notes.restore(annotation_id), "restored"):
            self.list_deleted()

    def _start_attaching(self, item: Annotation) -> None:
        self._annotating.attach_next_selection(item)
        self._panes.focus_body()
        self._view.show_status(hints.attaching(self._view.app))

    def _show_history(self, item: Annotation) -> None:
        from glossator.content.notes.annotation import history
        from glossator.tui.screens.modals.footnote import Footnote

        wordings = [f"{when[:16]}  {wording}" for when, wording in history(item)]
        text = "\n\n".join(wordings) or "There is no earlier wording."
        self._view.app.push_screen(Footnote("Earlier wordings", text))
