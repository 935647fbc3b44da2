"""LinksController: links and footnotes of the text, followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossator.content.document import Span
    from glossator.tui.controllers.view import ReaderView

_NO_SLUG = re.compile(r"[^\w\- ]")


class LinksController:
    """Follows what the text leads to; nothing is opened outside without a question."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view

    def follow_at(self, position: int) -> None:
        """Follow the link that was clicked, if one was."""
        if span := self._view.reading.document.span_at(position):
            self._open(span)

    def follow(self) -> None:
        """Follow the link at the caret, else the first one after it on the page."""
        document, body = self._view.reading.document, self._view.body
        caret, last = body.caret_position, body.end_position
        span = document.span_at(caret) or next(
            (
                span
                for block in document.blocks[document.block_at(caret) : document.block_at(last) + 1]
                for span in block.spans
                if span.kind in ("link", "footnote") and caret <= span.start <= last
            ),
            None,
        )
        if span is None:
            self._view.show_status("no link on this page")
        else:
            self._open(span)

    def _open(self, span: Span) -> None:
        target = span.target
        if span.kind == "footnote":
            self._open_footnote(target)
        elif target.startswith("#"):
            self._open_inside(target)
        elif target.casefold().startswith(("http://", "https://", "mailto:")):
            self._ask_to_open(target)
        else:
            self._view.show_status(f"not opened: {target}")

    def _ask_to_open(self, url: str) -> None:
        from glossator.tui.screens.modals.question import Question

        app = self._view.app

        def answered(yes: bool | None) -> None:
            if yes:
                app.open_url(url)

        app.push_screen(Question("Open in the browser?", url), answered)

    def _open_footnote(self, label: str) -> None:
        from glossator.tui.screens.modals.footnote import Footnote

        document = self._view.reading.document
        notes = [block for block in document.blocks if block.kind == "footnote" and block.info == label]
        if notes:
            text = "\n\n".join(document.text[note.start : note.end] for note in notes)
            self._view.app.push_screen(Footnote(f"Footnote {label}", text))
        else:
            self._view.show_status(f"footnote {label} is not in this document")

    def _open_inside(self, target: str) -> None:
        document = self._view.reading.document
        if target in document.anchors:
            self._view.body.go(document.anchors[target])
            return
        wanted = target[1:].casefold()
        for section in document.sections:
            if _NO_SLUG.sub("", section.title.casefold()).strip().replace(" ", "-") == wanted:
                self._view.body.go(section.start)
                return
        self._view.show_status(f"{target} is not in this document")
