"""SpeakingController: the text read aloud from the caret on, the sentence that is spoken marked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.text import segments
from glossator.content.text.sanitize import clean_line
from glossator.tui import commands
from glossator.tui.commands import Passage
from glossator.tui.keys import hint
from glossator.tui.programs import Program

if TYPE_CHECKING:
    from textual.worker import Worker

    from glossator.tui.controllers.view import ReaderView


class SpeakingController:
    """Speaks one sentence after the other, until the text ends or somebody stops it."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._speaking: Worker[None] | None = None

    def toggle(self) -> None:
        """Read aloud from the selection or the caret on, or stop."""
        if self._speaking is not None:
            self.stop()
            return
        run = commands.voice()
        if run is None:
            self._view.show_status("nothing to read aloud with; install spd-say, espeak-ng or say")
            return
        body = self._view.body
        start = body.selection.start if body.selection else body.caret_position
        end = body.selection.end if body.selection else None
        self._speaking = self._view.run_worker(self._speak(run, start, end), group="speaking", exclusive=True)

    def stop(self) -> None:
        """Stop speaking at once."""
        if self._speaking is not None:
            self._speaking.cancel()
        self._view.clear_status(self._how_to_stop)
        self._ended()

    @property
    def _how_to_stop(self) -> str:
        return f"reading aloud; {hint(self._view.app, 'read_aloud')} stops"

    def _ended(self) -> None:
        self._speaking = None
        self._view.body.set_spoken(None)

    async def _speak(self, run: list[str], start: int, end: int | None) -> None:
        """Speak from a position on, up to another one or to the end; in a text that is replaced, on from there."""
        self._view.show_status(self._how_to_stop)
        since = self._view.statuses
        try:
            at, reading, generation = start, self._view.reading, self._view.reading.generation
            while at < len(reading.document.text) and (end is None or at < end):
                text = reading.document.text
                sentence = segments.sentence_at(text, at)
                upto = sentence[1] if end is None else min(end, sentence[1])
                if words := text[max(at, sentence[0]) : upto].strip():
                    self._view.body.set_spoken(sentence)
                    await self._say_aloud(run, words)
                at = segments.sentence_after(text, at)
                if reading.generation != generation:
                    at = reading.position_now(at, generation) or len(reading.document.text)
                    end = end and reading.position_now(end, generation)
                    generation = reading.generation
            self._view.show_status("", since=since)
        except GlossatorError as error:
            self._view.show_status(str(error), since=since)
        finally:
            if self._speaking is not None:
                self._ended()

    async def _say_aloud(self, run: list[str], words: str) -> None:
        """Speak one sentence, however long it is."""
        passage = Passage(words, words, self._view.reading.document.title, "", "")
        program = Program(commands.with_text(run, words), words, passage.variables, None)
        try:
            status, printed = await asyncio.to_thread(program.output)
        finally:
            program.end()
        if status:
            why = f": {line[:80]}" if (line := clean_line(printed)) else ""
            raise GlossatorError(f"{run[0]} ended with status {status}{why}")
