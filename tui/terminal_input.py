"""TerminalInput: what a terminal sends, as keys, whatever comes in one read and wherever a read ends.

A terminal sends Esc as the byte that also begins the sequences of other keys (ECMA-48; xterm's control sequences).
Textual takes Esc and a character in one read for alt and the character, so that keys typed fast, or sent by a slow line
in one piece, mean something else. Here Esc and a character are just these two, but for alt with a digit or an arrow.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import Any, Protocol

from textual import constants, events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from glossator.tui.appearance import LISTEN, LISTEN_NO_MORE, reported

# Patterns are text here: ``re`` compiles and keeps each when a terminal first sends something, behind the first page.
_ESC = "\x1b"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_CSI = r"\x1b\[[0-?]*[ -/]*[@-~]"
_CSI_SO_FAR = r"\x1b\[[0-?]*[ -/]*\Z"
_OLD_MOUSE = r"\x1b\[M[ -\u00ff]{3}"
_OLD_MOUSE_SO_FAR = r"\x1b\[M[ -\u00ff]{0,2}\Z"
_NO_KEYS = (
    r"\x1b\[(?:<-?\d+;-?\d+;-?\d+[mM]|\d+;-?\d+;-?\d+[mM]|[IO]|\?\d+;\d\$y|\d+;\d+R|48;[\d:]+;[\d:]+;[\d:]+;[\d:]+t)\Z"
)
"""Sequences that Textual knows, and that are no keys: the mouse, the focus, the terminal's answers."""
_LINUX_FUNCTION = r"\x1b\[\[[A-E]"
_STRING = r"\x1b(?:\]\d+;|P[\d;]*[>$+!|]|_G)[^\x07\x1b]*(?:\x07|\x1b\\)"
"""A terminal's answer of any length: OSC, DCS, APC. It is not typed, nor is one to another program's question."""
_STRING_SO_FAR = r"\x1b(?:\]\d*|P[\d;]*|_|(?:\]\d+;|P[\d;]*[>$+!|]|_G)[^\x07\x1b]*\x1b?)\Z"
_ANSWER_BEGINS = r"\x1b(?:\]\d+;|P[\d;]*[>$+!|]|_G)"
"""Nobody types this: it is the beginning of an answer."""
_PATIENCE = 2.0
"""Seconds that the rest of an answer is waited for, on a slow line."""
_ALT_ARROW = r"\x1b\x1b[\[O]([A-D])"
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left"}
_LONGEST_ANSWER = 4096
"""Characters of an answer that is waited for."""


class TerminalInput(XTermParser):
    """Textual's parser, given one whole sequence after the other."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = ""
        self._held_until = 0.0
        self._is_pasting = False
        self._paste: list[str] = []

    def feed(self, data: str) -> Iterable[Message]:
        """Take what was read.

        Args:
            data: The characters, of any number of keys, the last one perhaps not to its end.

        Yields:
            Keys and other events, in order.
        """
        data, self._held = self._held + data, ""
        while data:
            taken, found = self._next(data, is_all=False)
            if not taken:
                patience = _PATIENCE if re.match(_ANSWER_BEGINS, data) else constants.ESCAPE_DELAY
                self._held, self._held_until = data, get_time() + patience
                return
            yield from found
            data = data[taken:]

    def tick(self) -> Iterable[Message]:
        """Called again and again: what was held for its rest is keys by itself, when that does not come."""
        if self._held and not self._is_pasting and get_time() >= self._held_until:
            data, self._held = self._held, ""
            if re.match(_ANSWER_BEGINS, data):
                data = ""  # the rest of it was lost on the way: it is no typing
            while data:
                taken, found = self._next(data, is_all=True)
                yield from found
                data = data[taken:]
        yield from super().tick()

    def _next(self, data: str, *, is_all: bool) -> tuple[int, Iterable[Message]]:
        """The events at the beginning of some characters, and how many they take: none where the rest may follow."""
        if self._is_pasting:
            return self._pasted(data)
        if not data.startswith(_ESC):
            at = data.find(_ESC)
            at = len(data) if at < 0 else at
            return at, super().feed(data[:at].replace("\n", "\r"))  # Enter, typed before the terminal was ours
        if data.startswith(_PASTE_BEGINS):
            self._is_pasting, self._paste = True, []
            return len(_PASTE_BEGINS), ()
        if found := self._sequence(data):
            return found
        if not is_all and _may_go_on(data):
            return 0, ()
        return 1, [events.Key("escape", _ESC)]

    def _sequence(self, data: str) -> tuple[int, Iterable[Message]] | None:
        """A whole sequence at the beginning of some characters; None where there is none that means anything."""
        if match := re.match(_ALT_ARROW, data):
            return match.end(), [events.Key(f"alt+{_ARROWS[match[1]]}", None)]
        if len(data) > 1 and data[1] in "0123456789":
            return 2, [events.Key(f"alt+{data[1]}", None)]
        if match := re.match(_STRING, data):
            answer = reported(match[0])
            return match.end(), [answer] if answer else ()
        if match := re.match(_LINUX_FUNCTION, data) or re.match(_OLD_MOUSE, data):
            return match.end(), super().feed(match[0])
        if data.startswith("\x1bO") and self._is_key(data[:3]):
            return 3, super().feed(data[:3])
        if match := re.match(_CSI, data):
            if re.match(_NO_KEYS, match[0]) or self._is_key(match[0]):
                return match.end(), super().feed(match[0])
            if message := _message(match[0]):
                return match.end(), [message]
            if len(match[0]) > 3:
                return match.end(), ()  # of a key that nobody knows
        return None

    def _is_key(self, sequence: str) -> bool:
        return any(True for _ in self._sequence_to_key_events(sequence))

    def _pasted(self, data: str) -> tuple[int, Iterable[Message]]:
        """Pasted text, to its end or as far as it is there; none of it is a key, whatever sequence is in it."""
        at = data.find(_PASTE_ENDS)
        if at >= 0:
            self._is_pasting = False
            text = "".join([*self._paste, data[:at]]).replace("\0", "")
            return at + len(_PASTE_ENDS), [events.Paste(text)]
        tail = next((n for n in range(len(_PASTE_ENDS) - 1, 0, -1) if data.endswith(_PASTE_ENDS[:n])), 0)
        self._paste.append(data[: len(data) - tail])
        return len(data) - tail, ()


def _message(sequence: str) -> Message | None:
    """The message for what the terminal answers to a question, or reports unasked; None for any other sequence."""
    if sequence[-1] in "ct":
        from glossator.tui.graphics import reported as reported_graphics

        return reported_graphics(sequence)
    return reported(sequence)


def _may_go_on(data: str) -> bool:
    """True for the beginning of a sequence whose rest may still come."""
    if data in (_ESC, "\x1b[", "\x1bO", "\x1b\x1b", "\x1b\x1b[", "\x1b\x1bO", "\x1b[["):
        return True
    if re.match(_CSI_SO_FAR, data) or re.match(_OLD_MOUSE_SO_FAR, data):
        return True
    return len(data) < _LONGEST_ANSWER and re.match(_STRING_SO_FAR, data) is not None


class Layer(Protocol):
    """What puts pictures into what is written to the terminal."""

    def drawn(self, data: str) -> str:
        """Give what is written in the place of text and control sequences.

        Args:
            data: These.
        """


def install() -> type[Driver] | None:
    """Have Textual's driver for Unix terminals read its input here.

    Returns:
        The driver to be used, which has the terminal say when it gets light or dark; None for Textual's choice.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows, whose console sends keys as such
        return None
    vars(linux_driver)["XTermParser"] = TerminalInput

    class TerminalDriver(linux_driver.LinuxDriver):
        """Textual's driver; what it asks of the terminal is taken back whenever another program gets it."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.picture_layer: Layer | None = None
            """The pictures that the terminal is given; None as long as there are none."""

        def write(self, data: str) -> None:
            """Write to the terminal, with the pictures where there are cells for them."""
            super().write(self.picture_layer.drawn(data) if self.picture_layer else data)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self.write(LISTEN)
            self.flush()

        def _get_terminal_size(self) -> tuple[int, int]:
            """The size of the terminal that is drawn on, which standard output may not lead to."""
            if not (sys.__stdout__ and sys.__stdout__.isatty()) and not os.environ.get("COLUMNS"):
                try:
                    return os.get_terminal_size(2)
                except OSError:
                    pass
            return super()._get_terminal_size()

        def stop_application_mode(self) -> None:
            self.write(LISTEN_NO_MORE)
            super().stop_application_mode()

    return TerminalDriver
