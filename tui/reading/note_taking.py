"""NoteTaking: the notes on what is open, changed at once and written beside the screen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from glossator.content.errors import NotebookError
from glossator.content.notes.placed import PlacedNotes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.content.document import Document
    from glossator.content.notes.anchoring import Anchor
    from glossator.content.notes.annotation import Annotation
    from glossator.content.notes.drafts import Draft
    from glossator.content.notes.notebook import Notebook

_LOCK_PATIENCE = 0.1
"""Seconds to wait for another program that holds the notebook's lock, before a change counts as unsaved."""


class NoteTaking:
    """The notebook of the document that is open, and where its annotations stand.

    Attributes:
        document: The document.
        notebook: Its notebook; None until the document was read to its end.
        placed: The annotations with where they stand in the document.
        overwritten: Ids of annotations whose unseen wording a change replaced, to be told of.
        being_written: Ids of annotations whose notes are in an editor here, or about to be saved.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notebook: Notebook | None = None
        self.placed = PlacedNotes()
        self.overwritten: list[str] = []
        self.being_written: set[str] = set()
        self._changed: set[str] = set()

    def replace_state(self, document: Document, notebook: Notebook | None, placed: PlacedNotes) -> None:
        """Take another version of the document with its notebook, as a background task read them.

        Args:
            document: The document.
            notebook: Its notebook, None when it cannot be used.
            placed: Where the notebook's annotations stand in the document, when they were placed.
        """
        self.document, self.notebook, self.placed = document, notebook, placed
        if notebook:
            self._hold(notebook)
            if notebook.edition != placed.edition:  # changed while its annotations were being placed
                self.place_new()

    def see(self, document: Document) -> None:
        """Take another version of the document, with the notebook that is open."""
        if document is not self.document:
            self.document, self.placed = document, PlacedNotes()
            if self.notebook:
                self.notebook.see(document)
                self.place_new()

    @property
    def items(self) -> list[Annotation]:
        """The annotations, in the reading order of where they stand now; those gone come last."""
        return [*self.placed.placed, *self.placed.gone]

    def tags_in_use(self) -> list[str]:
        """The tags of this document's notes, the most frequent first."""
        return [tag for tag, _ in Counter(tag for item in self.items for tag in item.tags).most_common()]

    @property
    def anchors(self) -> dict[str, Anchor]:
        """Where the annotations stand, by id."""
        return self.placed.anchors

    @property
    def needs_answer(self) -> bool:
        """True when somebody must say whether the notebook is the document's."""
        return self.notebook is not None and self.notebook.is_guess

    def _book(self) -> Notebook:
        if self.notebook is None and self.placed.placed:
            raise NotebookError("the notes are still being read, nothing was changed")
        if self.document.rest:
            raise NotebookError("the document could not be read to its end, nothing was changed")
        if self.notebook is None:
            raise NotebookError("the notes on this document cannot be read, nothing was changed")
        return self.notebook

    # -- changes

    def highlight(self, start: int, end: int, color: str, motivation: str = "highlighting") -> Annotation:
        """Add a highlight; ``flush`` puts it on disk.

        Args:
            start: Where it begins, in code points.
            end: Where it ends.
            color: The name of its colour.
            motivation: ``editing`` for a remark in a review.

        Returns:
            The annotation.

        Raises:
            NotebookError: The notebook cannot be changed.
        """
        from glossator.content.notes.anchoring import Anchor
        from glossator.content.notes.selectors import describe

        made = self._book().add(describe(self.document.text, start, end), color=color, motivation=motivation)
        self._put(made, Anchor(start, end, 100.0))
        return made

    def edit(self, annotation_id: str, seen: Annotation | None = None, **changes: Any) -> None:
        """Change an annotation.

        Args:
            annotation_id: Which one.
            seen: The annotation as it was when somebody began to change it, if that is a while ago.
            changes: ``note``, ``tags``, ``color`` or ``selectors``, as they shall be.

        Raises:
            NotebookError: The notebook cannot be changed.
        """
        from glossator.content.notes.anchoring import locate

        item = self._book().edit(annotation_id, seen=seen, **changes)
        self._changed.add(annotation_id)
        anchor = self.anchors.get(item.id)
        if anchor is None or "selectors" in changes:
            anchor = locate(self.document.text, item.selectors)
        self._put(item, anchor)

    def attach(self, annotation_id: str, start: int, end: int) -> None:
        """Give an annotation another passage. Raises NotebookError.

        Args:
            annotation_id: Which one.
            start: First code point of the passage.
            end: Code point after the last.
        """
        from glossator.content.notes.selectors import describe

        self.edit(annotation_id, selectors=describe(self.document.text, start, end))

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation. Raises NotebookError."""
        self._book().remove(annotation_id)
        self._place_again(annotation_id)

    def deleted(self) -> list[tuple[str, Annotation]]:
        """Give what was deleted in the last 90 days with the time of its deletion, the latest first."""
        found = self.notebook.deleted() if self.notebook else []
        return [(when, item) for when, item in found if self.placed.get(item.id) is None]  # else restored just now

    def restore(self, annotation_id: str) -> None:
        """Bring a deleted annotation back. Raises NotebookError."""
        self._book().restore(annotation_id)
        self._place_again(annotation_id)

    def has_note(self, annotation_id: str) -> bool:
        """True when somebody, maybe in another window, has written or tagged a note on a highlight."""
        item = self.placed.get(annotation_id)
        return item is not None and bool(item.note or item.tags)

    def undo(self, *, redo: bool = False) -> bool:
        """Undo the last change, or redo the one undone last; False when there is none. Raises NotebookError."""
        if changed := self._book().undo(redo=redo):
            self._place_again(changed)
        return bool(changed)

    def answer(self, *, is_same: bool) -> None:
        """Take the notebook as the document's, or leave it and start another. Raises NotebookError."""
        from glossator.content.notes.notebook import Notebook

        if is_same and self.notebook:
            self.notebook.accept(self.document)
            return
        self.notebook = Notebook.new(self.document)
        self._hold(self.notebook)
        self.placed = PlacedNotes()

    def _put(self, item: Annotation, anchor: Anchor | None) -> None:
        self.placed.put(item, anchor)
        self.placed.edition = self._book().edition

    def take_written(self) -> bool:
        """Take what was changed as it is stored now, here and in another window; True when there is news to show."""
        if self.notebook is None or self.notebook.unsaved:
            return False
        changed, self._changed = self._changed, set()
        is_new, items = False, self.notebook.items
        for item in items if changed else ():
            before = self.placed.get(item.id) if item.id in changed else None
            if before and before.selectors == item.selectors:
                is_new = is_new or before.history != item.history
                self.placed.put(item, self.anchors.get(item.id))
        if not self.placed.has_all(items):  # merged in when this window's changes were written
            self.place_new()
            return True
        return is_new

    def _place_again(self, annotation_id: str) -> None:
        """Place one annotation as it is now."""
        from glossator.content.notes.passages import anchors

        self._changed.add(annotation_id)
        book, before = self._book(), self.placed.get(annotation_id)
        item = next((item for item in book.items if item.id == annotation_id), None)
        if item is None:
            self.placed.remove(annotation_id)
        else:
            known = before is not None and before.selectors == item.selectors
            anchor = self.anchors.get(item.id) if known else anchors(self.document, [item]).get(item.id)
            self.placed.put(item, anchor)
        self.placed.edition = book.edition

    def place_new(self) -> None:
        """Place the annotations that are new or stand elsewhere; the others stay where they were found."""
        self.placed = self.placed_now()

    def placed_now(self) -> PlacedNotes:
        """The annotations as the notebook has them now, with where they stand; from any thread."""
        from glossator.content.notes.passages import anchors

        assert self.notebook
        document, before, edition, items = self.document, self.placed, self.notebook.edition, self.notebook.items
        known = {item.id: before.get(item.id) for item in items}
        new = [item for item in items if (old := known[item.id]) is None or old.selectors != item.selectors]
        kept = dict(before.anchors)
        for item in new:
            kept.pop(item.id, None)
        return PlacedNotes(items, kept | anchors(document, new), edition)

    # -- the disk

    def _hold(self, notebook: Notebook) -> None:
        notebook.hold(_LOCK_PATIENCE)
        notebook.overwrote = self.overwritten.append

    @property
    def unsaved(self) -> int:
        """How many changes are not on disk yet."""
        return len(self.notebook.unsaved) if self.notebook else 0

    @property
    def problem(self) -> str:
        """What is wrong with the notebook, on one line; empty for nothing."""
        return self.notebook.problem if self.notebook else ""

    def flush(self) -> bool:
        """Write what is unsaved; True when nothing is left. From any thread; never raises."""
        return self.notebook is None or self.notebook.flush(_LOCK_PATIENCE)

    @property
    def is_kept(self) -> bool:
        """True when all that is unsaved is on disk elsewhere, from where it comes back; from any thread."""
        return self.notebook is None or self.notebook.is_kept

    def refresh(self) -> PlacedNotes | None:
        """Look whether another program wrote the notebook; from any thread.

        Returns:
            The annotations with where they stand, when there is something new; None when there is not.
        """
        if self.notebook is None or self.document.rest:
            return None
        try:
            return self.placed_now() if self.notebook.refresh() else None
        except NotebookError as error:
            self.notebook.problem = str(error)
            return None

    def take(self, placed: PlacedNotes) -> None:
        """Take what ``refresh`` found, unless there was a change since."""
        self.placed = placed
        if self.notebook and self.notebook.edition != placed.edition:
            self.place_new()

    def write_rescue_file(self) -> str:
        """Put what cannot be saved into a file elsewhere; its path, empty when all is saved. Raises OSError."""
        if self.notebook is None or (self.flush() and self.notebook.is_stored()):
            return ""
        return str(self.notebook.write_rescue_file())

    def rescue_text(self) -> str:
        """Give the notebook with what is unsaved, as the text of a file."""
        return self.notebook.rescue_text() if self.notebook else ""

    def export(self, path: str, *, force: bool = False) -> None:
        """Write the notes to a file, in the format its name ends in.

        Args:
            path: The file.
            force: Whether a file that is there may be replaced.

        Raises:
            Exists: There is a file, and no ``force``.
            GlossatorError: It cannot be written.
        """
        from glossator.content.exchange.writing import export_to
        export_to(path, [(self._book(), self.document)], force=force)

    def keep_draft(self, item: Annotation, text: str, made_for_it: bool = False) -> bool:
        """Keep a note in the making; False when it cannot be kept. From any thread.

        Args:
            item: Whose note it is.
            text: As it stands in the editor.
            made_for_it: The highlight was made for this note.
        """
        from glossator.content.notes.drafts import keep_draft

        try:
            keep_draft(self.document, item, text, made_for_it=made_for_it)
        except OSError:
            return False
        return True

    def drop_draft(self, item: Annotation) -> None:
        """Delete this window's draft of an annotation's note. From any thread."""
        from glossator.content.notes.drafts import drop_draft

        drop_draft(self.document, item.id)

    def drafts(self) -> Iterable[Draft]:
        """Give the notes that were being written on this document when a program ended."""
        from glossator.content.notes.drafts import drafts_of

        ids = {item.id for item in self.notebook.items} if self.notebook and not self.needs_answer else set()
        return [draft for draft in drafts_of(self.document, ids) if draft.item.id not in self.being_written]

    def is_left(self, draft: Draft) -> bool:
        """True for a draft that is there, and that nobody here goes on with."""
        return draft.item.id not in self.being_written and draft.path.exists()

    def resume(self, draft: Draft) -> Annotation:
        """Give the annotation that a draft is about, made again if it was lost. Raises NotebookError."""
        item = self.placed.get(draft.item.id)
        if item is None:
            from dataclasses import replace

            book = self._book()
            book.put(replace(draft.item, stored={}))
            self.place_new()
            item = book.get(draft.item.id)
        return item
