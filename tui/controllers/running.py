"""RunningController: programs run on what is selected: a dictionary, and those of the reader's own settings."""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from glossator.content.text import segments
from glossator.content.text.sanitize import clean
from glossator.tui import commands
from glossator.tui.commands import Command, Passage
from glossator.tui.keys import hint

if TYPE_CHECKING:
    from glossator.tui.controllers.view import ReaderView


class RunningController:
    """Gives programs the selection, or the word at the caret, and shows what they print."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view

    def look_up(self) -> None:
        """Look up what is selected, or the word at the caret, in the dictionary that is installed."""
        run = commands.dictionary()
        if run is None:
            self._view.show_status("no dictionary is installed; dict, sdcv or wn (WordNet) would be used")
        elif passage := self._passage():
            self._start(f"{passage.text[:60]}", commands.with_text(run, passage.text), passage)

    def run(self, key: str) -> None:
        """Run the command that the settings have for a key."""
        command = next((each for each in self._commands() if each.key == key), None)
        passage = self._passage()
        if command is None or passage is None:
            return
        run = commands.argument_list(command, passage.text)
        if command.output == "terminal":
            self._with_terminal(run, passage)
        else:
            self._start(command.name, run, passage, is_shown=command.output == "show")

    def _commands(self) -> list[Command]:
        return list(commands.chosen_commands(self._view.settings.commands))

    def _passage(self) -> Passage | None:
        """The selection, else the word at the caret; None, and a line that says so, where there is none."""
        body, document = self._view.body, self._view.reading.document
        text, at = document.text, body.caret_position
        chosen = body.chosen()
        if chosen is None and text:
            word = segments.segment_at(text, at)
            chosen = (word.start, word.end) if word and word.is_word else None
        if chosen is None:
            self._view.show_status(f"no word here; {hint(self._view.app, 'leap')} leaps to one")
            return None
        sentence = segments.sentence_at(text, chosen[0])
        section = " › ".join(document.section_titles(chosen[0]))
        return Passage(text[slice(*chosen)], text[slice(*sentence)], document.title, section, document.source)

    def _start(self, title: str, run: list[str], passage: Passage, *, is_shown: bool = True) -> None:
        self._view.run_worker(self._run(title, run, passage, is_shown), group="commands", exclusive=True)

    async def _run(self, title: str, run: list[str], passage: Passage, is_shown: bool) -> None:
        self._view.show_status(f"{run[0]} …")
        since = self._view.statuses
        try:
            status, output = await asyncio.to_thread(commands.run_for_output, run, passage, lambda process: None)
        except OSError as error:
            self._view.show_status(f"{run[0]}: {(error.strerror or 'cannot be run').lower()}")
            return
        self._view.show_status("" if status == 0 else f"{run[0]} ended with status {status}", since=since)
        if is_shown and output.strip():
            from glossator.tui.screens.modals.footnote import Footnote

            self._view.app.push_screen(Footnote(title, output.strip()))
        elif is_shown and status == 0:
            self._view.show_status(f"{run[0]} printed nothing", since=since)

    def _with_terminal(self, run: list[str], passage: Passage) -> None:
        """Give a program the terminal until it ends."""
        try:
            with self._view.app.suspend():
                subprocess.run(
                    run, env={**os.environ, **passage.variables}, check=False,
                )  # fmt: skip
        except OSError as error:
            self._view.show_status(f"{run[0]}: {clean(error.strerror or 'cannot be run').lower()}")
        except SuspendNotSupported:
            self._view.show_status("this terminal cannot be given to another program")
