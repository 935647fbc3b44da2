"""ReviewApp: the reader with remarks; leaving it asks for a verdict."""

from __future__ import annotations

from typing import Any

from glossator.tui.app import GlossatorApp


class ReviewApp(GlossatorApp):
    """Reads one document for a review.

    Attributes:
        verdict: ``approved``, ``changes``, ``comment``, or ``none`` if the reader left without one; empty until then.
        comment: The comment that goes with it.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.verdict = ""
        self.comment = ""
        self._is_asking = False

    def exit(self, result: None = None, return_code: int = 0, message: Any | None = None) -> None:
        """Leave; not before a verdict was asked for, unless the program is ended from outside."""
        if self.verdict or self.is_ending or self.crash is not None or return_code or self.reader is None:
            super().exit(result, return_code, message)
        elif not self._is_asking:
            self._ask()

    def _ask(self) -> None:
        from glossator.tui.screens.modals.verdict import Verdict

        self._is_asking = True
        count = sum(item.stored.get("motivation", "") == "editing" for item in self._remarks())
        remarks = "There is 1 remark on it." if count == 1 else f"There are {count} remarks on it."
        self.push_screen(Verdict(remarks), self._answered)

    def _remarks(self) -> list[Any]:
        notebook = self.reader.reading.notes.notebook if self.reader else None
        return notebook.items if notebook is not None else []

    def _answered(self, verdict: str | None) -> None:
        self._is_asking = False
        if not verdict:
            return
        if verdict == "none":
            self._leave(verdict, "")
            return
        from glossator.tui.screens.modals.prompt import Prompt

        def written(comment: str | None) -> None:
            if comment is not None:
                self._leave(verdict, comment.strip())

        self.push_screen(Prompt("A word to go with it, if you like", "", label="Send"), written)

    def _leave(self, verdict: str, comment: str) -> None:
        self.verdict, self.comment = verdict, comment
        self.exit()
