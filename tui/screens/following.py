"""Following: sections by picker and number, links, footnotes; and how the page looks."""

from __future__ import annotations

import asyncio
import re

from glossator.content.document import Span
from glossator.tui.screens.frame import ReaderFrame
from glossator.tui.widgets.messages import Pressed
from textual import on, work

_SOON = 0.02
"""Seconds between two looks at whether a highlight is stored."""
_SLUG = re.compile(r"[^\w\- ]")


class Following(ReaderFrame):
    """Ways to another place that need no search, and the keys for theme, width and help."""

    def action_top_section(self, number: int) -> None:
        sections = self.session.document.sections
        highest = min((s.level for s in sections), default=1)
        tops = [s for s in sections if s.level == highest]
        if len(tops) == 1 and len(sections) > 1:
            level = min(s.level for s in sections if s is not tops[0])
            tops = [s for s in sections if s.level == level]
        if number <= len(tops):
            self.body.go(tops[number - 1].start)
        else:
            self.say(f"there are {len(tops)} top-level sections")

    def action_pick_section(self) -> None:
        from glossator.tui.screens.modals import SectionPicker

        document = self.session.document
        if not document.sections:
            self.say("this document has no sections")
            return

        def picked(position: int | None) -> None:
            if position is not None:
                self.body.go(position)

        self.app.push_screen(SectionPicker(document, document.section_at(self.body.place)), picked)

    # -- links

    @on(Pressed)
    def _follow_pressed(self, message: Pressed) -> None:
        if span := self.session.document.span_at(message.position):
            self._open(span)

    def action_follow(self) -> None:
        """Follow the link at the caret, else the first one after it on the page."""
        document, body = self.session.document, self.body
        caret, last = body.caret_position, body.end_place
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
            self.say("no link on this page")
        else:
            self._open(span)

    def _open(self, span: Span) -> None:
        target = span.target
        if span.kind == "footnote":
            self._open_footnote(target)
        elif target.startswith("#"):
            self._open_inside(target)
        elif target.casefold().startswith(("http://", "https://", "mailto:")):
            from glossator.tui.screens.modals import Question

            def answered(yes: bool | None) -> None:
                if yes:
                    self.app.open_url(target)

            self.app.push_screen(Question("Open in the browser?", target), answered)
        else:
            self.say(f"not opened: {target}")

    def _open_footnote(self, label: str) -> None:
        from glossator.tui.screens.modals import Footnote

        document = self.session.document
        notes = [b for b in document.blocks if b.kind == "footnote" and b.info == label]
        if notes:
            text = "\n\n".join(document.text[b.start : b.end] for b in notes)
            self.app.push_screen(Footnote(f"Footnote {label}", text))
        else:
            self.say(f"footnote {label} is not in this document")

    def _open_inside(self, target: str) -> None:
        document = self.session.document
        if target in document.anchors:
            self.body.go(document.anchors[target])
            return
        wanted = target[1:].casefold()
        for section in document.sections:
            if _SLUG.sub("", section.title.casefold()).strip().replace(" ", "-") == wanted:
                self.body.go(section.start)
                return
        self.say(f"{target} is not in this document")

    # -- looks and leaving

    def action_width(self, step: int) -> None:
        self.body.set_column(self.body.column + step)
        self.say(f"{self.body.column} columns")
        self.remember(width=self.body.column)

    def action_theme(self) -> None:
        from glossator.styles.themes import THEMES

        names = [theme.name for theme in THEMES]
        here = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[here % len(names)]
        self.say(self.app.theme)

    def action_help(self) -> None:
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.app.action_show_help_panel()

    def action_quit(self) -> None:
        if any(worker.group == "storing" for worker in self.workers):
            self._leave_when_stored()
        else:
            self.app.exit()

    @work
    async def _leave_when_stored(self) -> None:
        while any(worker.group == "storing" for worker in self.workers):
            await asyncio.sleep(_SOON)
        self.app.exit()
