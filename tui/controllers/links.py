"""LinksController: links and footnotes of the text, followed by label, and from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.content.library.inside_links import inside_target
from glossator.tui.widgets.messages import OpenRequested, Target

if TYPE_CHECKING:
    from glossator.content.document import Span
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.view import ReaderView


class LinksController:
    """Follows what the text leads to; nothing is opened outside without a question."""

    def __init__(self, view: ReaderView, navigation: NavigationController) -> None:
        self._view = view
        self._navigation = navigation

    def follow_at(self, position: int) -> bool:
        """Follow the link that was clicked; False when none was."""
        span = self._view.reading.document.span_at(position)
        if span:
            self._open(span)
        return span is not None

    def follow(self) -> None:
        """Follow the link at the caret; else the one on screen, by its label where there are several."""
        document, body = self._view.reading.document, self._view.body
        at_caret = document.span_at(body.caret_position) if body.mode == "caret" else None
        spans = {span.start: span for span in self._between(body.position, body.end_position)}
        if at_caret or len(spans) == 1:
            self._open(at_caret or next(iter(spans.values())))
        elif spans:
            body.leaping.choose(list(spans), lambda place: self._open(spans[place]), "follow …")
        else:
            self._view.show_status("no link on this page")

    def go_to_next(self) -> None:
        """Bring the caret to the next link behind it."""
        document, body = self._view.reading.document, self._view.body
        here = document.span_at(body.caret_position) if body.mode == "caret" else None
        after = here.end if here else body.caret_position
        for index in range(document.block_at(after), len(document.blocks)):
            block = document.blocks[index]
            for span in sorted(block.spans):
                if span.kind in ("link", "footnote") and span.start >= after:
                    self._navigation.jumped_from_here()
                    body.show_caret(span.start)
                    body.go(span.start, top=False, jump=False)
                    return
        self._view.show_status("no more links below")

    def _between(self, start: int, end: int) -> list[Span]:
        document = self._view.reading.document
        return [
            span
            for block in document.blocks[document.block_at(start) : document.block_at(end) + 1]
            for span in block.spans
            if span.kind in ("link", "footnote") and start <= span.start <= end
        ]

    def _open(self, span: Span) -> None:
        target = span.target
        if span.kind == "footnote":
            self._open_footnote(target)
        elif target.startswith("#"):
            self.open_inside(target)
        elif target.casefold().startswith(("http://", "https://", "mailto:")):
            self._ask_to_open(target)
        else:
            self._open_local(target)

    def _ask_to_open(self, url: str) -> None:
        from glossator.tui.screens.modals.question import Question

        app = self._view.app

        def answered(yes: bool | None) -> None:
            if yes:
                app.open_url(url)

        app.push_screen(Question("Open in the browser?", url), answered)

    def _open_local(self, target: str) -> None:
        """Open another document of this one's folder; one that lies elsewhere after asking."""
        from glossator.content.library.local_links import local_target
        from glossator.tui.screens.modals.question import Question

        found = local_target(self._view.reading.document.source, target)
        if found is None:
            self._view.show_status(f"not opened: {target}")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._view.leave_for(OpenRequested(Target(found.path, anchor=found.anchor)))

        if found.is_near:
            answered(True)
        else:
            question = Question("Open a file outside this document's folder?", found.path, careful=True)
            self._view.app.push_screen(question, answered)

    def _open_footnote(self, label: str) -> None:
        from glossator.tui.screens.modals.footnote import Footnote

        document = self._view.reading.document
        notes = [block for block in document.blocks if block.kind == "footnote" and block.info == label]
        if notes:
            text = "\n\n".join(document.text[note.start : note.end] for note in notes)
            self._view.app.push_screen(Footnote(f"Footnote {label}", text))
        else:
            self._view.show_status(f"footnote {label} is not in this document")

    def open_inside(self, target: str) -> None:
        """Go to an anchor of the document, or to the heading that a target such as ``#the-end`` names."""
        position = self.find_inside(target)
        if position is None:
            self._view.show_status(f"{target} is not in this document")
        else:
            self._view.body.jump_to(position)

    def find_inside(self, target: str) -> int | None:
        """Where an anchor, or the heading that a target names, stands; None when there is neither."""
        return inside_target(self._view.reading.document, target)
