"""Dispatch: parse the arguments, hand over to their command, and end in one line whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from glossator.content.errors import GlossatorError, reason
from glossator.content.text.sanitize import shown_name
from glossator.tui.cli import INTERRUPTED
from glossator.tui.cli.reading import is_plainly_a_file, prepare_to_read
from glossator.tui.output import complain


def dispatch(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name.

    Args:
        argv: The arguments, unless they are the process's own.

    Returns:
        The exit status: 0 done, 1 nothing found, 2 bad usage or unreadable input. Whatever happens, what a person
        sees of it is one line.
    """
    status = _guarded(lambda: _run(list(sys.argv[1:] if argv is None else argv)))
    return _flushed(status)


def _run(arguments: list[str]) -> int:
    if is_plainly_a_file(arguments):
        prepare_to_read()
        from glossator.tui import starting

        return starting.run(arguments[0])
    from glossator.tui.cli.parser import parse

    options = parse(arguments)
    notes = options.notes_dir or os.environ.get("GLOSS_NOTES_DIR", "")
    folder = os.path.expanduser(notes)
    is_file = notes and os.path.lexists(folder) and not os.path.isdir(folder)
    if is_file and (options.notes_dir or getattr(options, "needs_notes", False)):
        raise GlossatorError(f"{shown_name(notes)}: not a folder")
    if options.notes_dir:
        if not os.path.lexists(folder) and getattr(options, "needs_notes", False):
            raise GlossatorError(f"{shown_name(notes)}: there is no such folder")
        os.environ["GLOSS_NOTES_DIR"] = notes
    if options.config:
        os.environ["GLOSS_CONFIG"] = options.config
        if not os.path.exists(os.path.expanduser(options.config)):
            raise GlossatorError(f"{shown_name(options.config)}: there is no such settings file")
        if os.path.isdir(os.path.expanduser(options.config)):
            raise GlossatorError(f"{shown_name(options.config)}: is a folder, not a settings file")
    if options.debug:
        from glossator.tui.debugging import log_to_file

        complain(f"debug log: {log_to_file(arguments)}")
    status: int = options.run(options)
    return status


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except GlossatorError as error:
        complain(str(error))
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else 0
    except BrokenPipeError:
        _discard_output()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        where = "standard output" if error.filename is None else str(error.filename)
        complain(f"{where}: {error.strerror.lower()}" if error.errno and error.strerror else str(error))
        _discard_output()
    except Exception as error:
        from glossator.tui.crash import log_crash

        complain(log_crash(error))
    return 2


def _flushed(status: int) -> int:
    """Write out what standard output still holds; a full disk is one line, a closed pipe is no error."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    except (OSError, ValueError) as error:
        complain(f"standard output: {reason(error)}")
        _discard_output()
        return 2
    return status


def _discard_output() -> None:
    """Nothing more is written to standard output, not even when the interpreter ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError:
        return
