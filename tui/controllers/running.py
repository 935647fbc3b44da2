"""RunningController: programs run on what is selected: a dictionary, and those of the reader's own settings."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.text import segments
from glossator.tui import commands
from glossator.tui.commands import Command, Passage
from glossator.tui.controllers.unasked import keys_typed, show_at_rest
from glossator.tui.keys import hint
from glossator.tui.programs import Program, give_terminal, start

if TYPE_CHECKING:
    from glossator.tui.controllers.view import ReaderView


_PATIENCE = 20.0
"""Seconds after which a program whose output is waited for is ended."""
_SOON = 1.5
"""Seconds that the keys behind the one that ran a program wait for what it prints."""
_LOOK_EVERY = 0.2
"""Seconds between two looks at whether a silent program has ended."""


class RunningController:
    """Gives programs the selection, or the word at the caret, and shows what they print."""

    def __init__(self, view: ReaderView, go_on: Callable[[], bool]) -> None:
        """Begin.

        Args:
            view: The reader's screen.
            go_on: Called some times a second while a program has the terminal; False when it must end.
        """
        self._view = view
        self._go_on = go_on
        self._waited_until = 0.0

    @property
    def is_waiting(self) -> bool:
        """True while a program's output may still come so soon that keys typed behind its own are meant for it."""
        return time.monotonic() < self._waited_until

    def look_up(self, chosen: tuple[int, int] | None = None) -> None:
        """Look up what is selected, or the word at the caret, in the dictionary that is installed.

        Args:
            chosen: A range of the text that is meant instead.
        """
        run = commands.dictionary()
        if run is None:
            self._view.show_status("no dictionary is installed; install dict, sdcv or wn (WordNet)")
            return
        passage = self._passage(chosen)
        arguments = self._arguments(lambda: commands.with_text(run, passage.text)) if passage else None
        if passage and arguments:
            looking_up = self._show_output(passage.text[:60], arguments, passage)
            self._view.run_worker(looking_up, group="commands", exclusive=True)

    def run(self, key: str) -> None:
        """Run the command that the settings have for a key."""
        command = next((each for each in self._commands() if each.key == key), None)
        passage = self._passage()
        if command is None or passage is None:
            return
        if (run := self._arguments(lambda: commands.argument_list(command, passage.text))) is None:
            return
        if command.output == "terminal":
            self._with_terminal(run, passage)
        else:
            is_shown = command.output == "show"
            running = (self._show_output if is_shown else self._run_silently)(command.name, run, passage)
            self._view.run_worker(running, group="commands" if is_shown else "silent", exclusive=is_shown)

    def _arguments(self, make: Callable[[], list[str]]) -> list[str] | None:
        """A program with its arguments; None, and a line that says why, where the passage does not fit into them."""
        try:
            return make()
        except GlossatorError as error:
            self._view.show_status(str(error))
            return None

    def _commands(self) -> list[Command]:
        return list(commands.chosen_commands(self._view.settings.commands))

    def _passage(self, chosen: tuple[int, int] | None = None) -> Passage | None:
        """What is chosen: the selection unless given, else the word at the caret; None, with a line, where is none."""
        body, document = self._view.body, self._view.reading.document
        text, at = document.text, body.caret_position
        chosen = chosen or body.chosen()
        if chosen is None and text:
            word = segments.segment_at(text, at)
            chosen = (word.start, word.end) if word and word.is_word else None
        if chosen is None:
            self._view.show_status(f"no word here; {hint(self._view.app, 'leap')} leaps to one")
            return None
        sentence = segments.sentence_at(text, chosen[0])
        section = " › ".join(document.section_titles(chosen[0]))
        return Passage(text[slice(*chosen)], text[slice(*sentence)], document.title, section, document.source)

    async def _show_output(self, title: str, run: list[str], passage: Passage) -> None:
        self._view.show_status(f"{run[0]} …")
        since, keys = self._view.statuses, keys_typed(self._view)
        self._waited_until = time.monotonic() + _SOON
        program = Program(run, passage.text, passage.variables, _PATIENCE)
        try:
            status, output = await asyncio.to_thread(program.output)
            self._view.show_status(f"{run[0]} ended with status {status}" if status else "", since=since)
            if output.strip():
                await self._show(title, output.strip(), keys)
            elif status == 0:
                self._view.show_status(f"{run[0]} printed nothing", since=since)
        except GlossatorError as error:
            self._view.show_status(str(error), since=since)
        finally:
            program.end()
            self._waited_until = 0.0

    async def _show(self, title: str, output: str, keys: int) -> None:
        """Show what a program printed: at once where keys wait for it, else when the hand rests."""
        from glossator.tui.screens.modals.footnote import Footnote

        if self.is_waiting and self._view.is_active:
            await self._view.app.push_screen(Footnote(title, output))
        else:
            await show_at_rest(self._view, Footnote(title, output), since=keys)

    async def _run_silently(self, title: str, run: list[str], passage: Passage) -> None:
        """Start a program that goes on for as long as it likes, also when this one ends; only its failure is shown."""
        try:
            process = start(run, passage.text, passage.variables, subprocess.DEVNULL)
        except GlossatorError as error:
            self._view.show_status(str(error))
            return
        while (status := process.poll()) is None:
            await asyncio.sleep(_LOOK_EVERY)
        if status:
            self._view.show_status(f"{title} ended with status {status}")

    def _with_terminal(self, run: list[str], passage: Passage) -> None:
        """Give a program the terminal until it ends."""
        try:
            status = give_terminal(self._view.app, run, passage.variables, passage.text, meanwhile=self._go_on)
            if status:
                self._view.show_status(f"{run[0]} ended with status {status}")
        except GlossatorError as error:
            self._view.show_status(str(error))
