"""Loader: reads a source, its head first and then all of it, with the notebook that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.formats import open_document
from glossator.content.formats.weight import Watch
from glossator.content.notes.placed import PlacedNotes
from glossator.content.sources.source import Wishes

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.notes.notebook import Notebook


class LoadRequest(NamedTuple):
    """What a background task is given to read.

    Attributes:
        document: What is open.
        notebook: Its notebook, if it is open already.
        placed: Where its annotations stand.
        refresh: Whether the source is to be read again although it was read to its end.
        watch: Ends the reading.
    """

    document: Document
    notebook: Notebook | None
    placed: PlacedNotes
    refresh: bool
    watch: Watch


class LoadResult(NamedTuple):
    """What a request gave: the document to its end, its notebook, where the annotations stand, and what went wrong.

    Attributes:
        is_preview: True for what can be shown already; the notebook is still being read.
    """

    request: LoadRequest
    document: Document
    notebook: Notebook | None
    placed: PlacedNotes
    problem: str = ""
    has_failed: bool = False
    """True when the document could not be read: it is the one before, then."""
    is_preview: bool = False


class Loader:
    """Reads one source. A newer request ends the one before, whose result is not wanted any more."""

    def __init__(self, source: str, *, wishes: Wishes, watch: Watch | None = None) -> None:
        """Prepare to read.

        Args:
            source: A path, a URL with the name and password in it that it may have, or ``-``.
            wishes: How it is to be read.
            watch: Follows the first reading, and may end it.
        """
        self._source = source
        self._wishes = wishes
        self._watch = watch or Watch()
        self._latest: LoadRequest | None = None

    def turn_whole_page(self) -> bool:
        """Ask for the whole of a web page from now on, or for its article; True for the former."""
        self._wishes = self._wishes._replace(whole_page=not self._wishes.whole_page)
        return self._wishes.whole_page

    def open(self, *, head: bool) -> Document:
        """Open the source; its head alone with ``head``, where the format has one. Raises DocumentError."""
        return open_document(self._source, head=head, watch=self._watch, **self._wishes._asdict())

    def request(
        self, document: Document, notebook: Notebook | None, placed: PlacedNotes, *, refresh: bool
    ) -> LoadRequest:
        """Make the request that holds from now on.

        Args:
            document: What is shown now.
            notebook: The document's; None before it was read.
            placed: Its annotations where they stand now.
            refresh: Ask the server of a URL again.
        """
        self.stop()
        self._watch = Watch()
        refresh = refresh or (self._latest is not None and self._latest.refresh)  # one that was not answered yet
        self._latest = LoadRequest(document, notebook, placed, refresh, self._watch)
        return self._latest

    def is_latest(self, result: LoadResult) -> bool:
        """True for the result of the request that holds; it is answered by that, unless it is a preview."""
        if result.request is not self._latest:
            return False
        if not result.is_preview:
            self._latest = None
        return True

    @property
    def is_busy(self) -> bool:
        """True while a request is not answered."""
        return self._latest is not None

    def stop(self) -> None:
        """End what is being read."""
        self._watch.stop.set()

    def load(
        self, request: LoadRequest, document_read: Callable[[Document], None],
        previewed: Callable[[LoadResult], None],
    ) -> LoadResult:  # fmt: skip
        """Read what a request asks for, in a background task.

        Args:
            request: The request.
            document_read: Told of the document before the notebook is read.
            previewed: Given what can be shown while a large notebook is being read.

        Returns:
            The result; what went wrong is in its ``problem``.
        """
        document = request.document
        try:
            if document.rest or request.refresh:
                document = open_document(
                    self._source, refresh=request.refresh, watch=request.watch, **self._wishes._asdict()
                )
                document_read(document)
        except GlossatorError as error:
            return LoadResult(request, document, request.notebook, request.placed, str(error), has_failed=True)
        if request.notebook is None and (placed := _preview(document)):
            previewed(LoadResult(request, document, None, placed, is_preview=True))
        try:
            result = self._with_notebook(request, document)
        except NotebookError as error:
            return LoadResult(request, document, None, PlacedNotes(), str(error))
        return result._replace(problem=" ".join(filter(None, (result.problem, document.warning))))

    def _with_notebook(self, request: LoadRequest, document: Document) -> LoadResult:
        import filelock  # noqa: F401  # needed with the first highlight, which shall not wait for it

        from glossator.content.notes.notebook import Notebook
        from glossator.content.notes.passages import anchors

        notebook = request.notebook
        if notebook is None:
            notebook = Notebook.open(document)
            _place_waiting(notebook, document)
        else:
            notebook.see(document)  # with what is unsaved in it, and what can be undone
        edition, items = notebook.edition, notebook.items
        placed = PlacedNotes(items, anchors(document, items), edition)
        return LoadResult(request, document, notebook, placed, notebook.problem)


def _place_waiting(notebook: Notebook, document: Document) -> None:
    """Place what was imported before this text was at hand; what cannot be saved now waits on."""
    if notebook.match is None or all(item.selectors.start is not None for item in notebook.items):
        return
    from glossator.content.exchange.waiting import place_waiting

    try:
        place_waiting(notebook, document)
    except NotebookError as error:
        notebook.problem = str(error)


def _preview(document: Document) -> PlacedNotes | None:
    from glossator.content.notes.files import large_notebook

    path = large_notebook(document.text_sha256)
    if path is None:
        return None
    from glossator.content.notes.preview import preview

    return preview(document, path)
