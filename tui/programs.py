"""Programs: running one of the reader's own on a passage, for its output or in the terminal, whatever it does."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, NamedTuple

from textual.app import App, SuspendNotSupported

from glossator.content.errors import GlossatorError, reason
from glossator.content.text.sanitize import clean, clean_line

_MOST_OUTPUT = 100_000
"""Bytes of a program's output that are taken; one that goes on is ended."""
_AT_ONCE = 1 << 16
"""Bytes read at a time."""
_LOOK_EVERY = 0.05
"""Seconds between two looks at whether a program has ended."""
_LAST_PATIENCE = 1.5
"""Seconds that a program with the terminal has to end when it is asked to."""


class Output(NamedTuple):
    """What a program gave: its exit status, and what it printed, cleaned."""

    status: int
    text: str


class Program:
    """A program that is given a passage and whose output is waited for, from a thread.

    It ends when its first process does: what that left running in the background goes on alone. Ended early or at the
    deadline, the whole of its process group goes.
    """

    def __init__(self, run: list[str], text: str, variables: Mapping[str, str], seconds: float | None) -> None:
        """Take what is to be run; ``output`` runs it.

        Args:
            run: The program with its arguments.
            text: The passage, for standard input.
            variables: Environment variables for it beside those there are.
            seconds: How long it may take; None for as long as it likes.
        """
        self._run = run
        self._text = text
        self._variables = variables
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False
        self._lock = threading.Lock()

    def output(self) -> Output:
        """Run it and wait for its end. It is called once.

        Raises:
            GlossatorError: It cannot be started.
        """
        with self._lock:
            if self._is_ended:
                return Output(-signal.SIGTERM, "")
            self._process = process = start(self._run, self._text, self._variables, subprocess.PIPE)
        assert process.stdout is not None
        with process.stdout as pipe:
            printed = self._read(process, pipe.fileno())
            if process.poll() is None:
                self.end()
            return Output(process.wait(), clean(printed.decode("utf-8", "replace")))

    def end(self) -> None:
        """End it at once, if it runs; where it was not started yet, it never is. From any thread."""
        with self._lock:
            self._is_ended = True
            if self._process is not None and self._process.poll() is None:
                with contextlib.suppress(OSError):
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _read(self, process: subprocess.Popen[bytes], pipe: int) -> bytes:
        """What it prints, until it ends, prints too much or takes too long."""
        deadline = None if self._seconds is None else time.monotonic() + self._seconds
        printed = b""
        is_open = True
        while len(printed) < _MOST_OUTPUT and (deadline is None or time.monotonic() < deadline):
            has_ended = process.poll() is not None
            if is_open and select.select([pipe], [], [], 0 if has_ended else _LOOK_EVERY)[0]:
                piece = os.read(pipe, _AT_ONCE)
                printed += piece
                is_open = bool(piece)
            elif has_ended:
                break
            elif not is_open:
                time.sleep(_LOOK_EVERY)
        return printed[:_MOST_OUTPUT]


def start(run: list[str], text: str, variables: Mapping[str, str], output: int) -> subprocess.Popen[bytes]:
    """Start a program, in a session of its own.

    Args:
        run: The program with its arguments.
        text: The passage, for standard input.
        variables: Environment variables for it beside those there are.
        output: Where its output goes: ``subprocess.PIPE`` or ``subprocess.DEVNULL``.

    Returns:
        Its first process.

    Raises:
        GlossatorError: It cannot be started.
    """
    try:
        with _given(text) as given:
            return subprocess.Popen(
                run, stdin=given, stdout=output, stderr=subprocess.STDOUT,
                env={**os.environ, **variables}, start_new_session=True,
            )  # fmt: skip
    except (OSError, ValueError) as error:
        raise GlossatorError(_why(run, error)) from None


@contextlib.contextmanager
def _given(text: str) -> Iterator[IO[bytes]]:
    """A passage as a program's standard input: a file and no pipe, which a program may leave full."""
    with tempfile.TemporaryFile() as given:
        given.write(clean(text).encode("utf-8", "replace"))
        given.seek(0)
        yield given


def give_terminal(
    app: App[Any], run: list[str], variables: Mapping[str, str], text: str | None = None, *,
    meanwhile: Callable[[], bool] = lambda: True,
) -> int:  # fmt: skip
    """Give a program the terminal until it ends. The keys that interrupt are its own meanwhile.

    Args:
        app: The app, which is suspended meanwhile.
        run: The program with its arguments.
        variables: Environment variables for it beside those there are.
        text: The passage, for standard input; None leaves it the terminal's.
        meanwhile: Called before, some times a second, and after; once it gives False, the program is asked to end.

    Returns:
        Its exit status.

    Raises:
        GlossatorError: It cannot be run, or the terminal cannot be given away.
    """
    problem = ""
    status = 0
    meanwhile()
    try:
        with app.suspend(), _uninterrupted(), _as_it_was():
            try:
                with contextlib.nullcontext() if text is None else _given(text) as given:
                    process = subprocess.Popen(run, stdin=given, env={**os.environ, **variables})
                    status = _wait(process, meanwhile)
            except (OSError, ValueError) as error:
                # It must not leave `suspend`, which would not take the terminal back.
                problem = _why(run, error)
    except SuspendNotSupported:
        raise GlossatorError("this terminal cannot be given to another program") from None
    meanwhile()
    if problem:
        raise GlossatorError(problem)
    return status


def _wait(process: subprocess.Popen[bytes], meanwhile: Callable[[], bool]) -> int:
    """Wait for a program that has the terminal; ask it to end, and then end it, when this one is about to."""
    patience = None
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK_EVERY)
        if patience is None and not meanwhile():
            process.terminate()
            patience = time.monotonic() + _LAST_PATIENCE
        if patience is not None and time.monotonic() > patience:
            process.kill()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Pass over the signals by which keys end a program; a program that is run then still gets them."""
    before = {}
    for name in ("SIGINT", "SIGQUIT"):
        if number := getattr(signal, name, None):
            before[number] = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _as_it_was() -> Iterator[None]:
    """Take the terminal back as it was: a shell that is killed leaves it in its own hands, and a program its modes."""
    try:
        import termios

        modes = termios.tcgetattr(0)
    except (ImportError, OSError, termios.error):
        yield
        return
    try:
        yield
    finally:
        before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # which whoever is in the background gets for this
        try:
            with contextlib.suppress(OSError, termios.error):
                os.tcsetpgrp(0, os.getpgrp())
                termios.tcsetattr(0, termios.TCSADRAIN, modes)
        finally:
            signal.signal(signal.SIGTTOU, before)


def _why(run: list[str], error: OSError | ValueError) -> str:
    return f"{clean_line(run[0])}: {reason(error, 'cannot be run')}"
