"""A file written so that it is either the old one or the new one, whole, whatever happens; and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from glossator.content.stamps import now as now
from glossator.content.text.sanitize import escaped

_RETRIES = 20
_PAUSE = 0.05
"""A file that another program holds open cannot be replaced on Windows: tried again so often, so many seconds apart."""
_ENDLESS = 20.0
"""Seconds after which a write that is interrupted again and again is given up."""
_STALE = 3600.0
"""Seconds after which a temporary file is nobody's any more."""


def write_durably(path: Path, text: str | bytes, *, mode: int | None = None) -> None:
    """Replace what is in a file: temporary file beside it, fsync, rename, fsync of the folder.

    Args:
        path: The file; what a symbolic link leads to is replaced, not the link. Missing folders are made.
        text: What it shall hold; text is written as UTF-8.
        mode: The permissions of a new file, 0o600 unless given; one that is there keeps its own.

    Raises:
        OSError: The file is as it was before.
    """
    import tempfile

    path = Path(os.path.realpath(path))
    make_folders(path.parent)
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode & 0o7777
    with _not_endlessly():
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".tmp")
        try:
            try:
                _write_all(handle, text.encode("utf-8") if isinstance(text, str) else text)
                _sync(handle)
            finally:
                os.close(handle)
            if mode is not None:
                os.chmod(temporary, mode)
            _replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        sync_folder(path.parent)


def read_json(path: Path) -> Any:
    """Give what a file of JSON holds; None for what is no file, or cannot be read. Raises nothing."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return None
        import json

        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def keep_damaged_aside(path: Path) -> None:
    """Rename a file that is no JSON, so that writing it anew loses nothing. Raises OSError."""
    import json

    if not path.is_file():
        return
    with contextlib.suppress(FileNotFoundError):
        try:
            json.loads(path.read_text("utf-8"))
        except (ValueError, RecursionError):
            stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            os.replace(path, path.with_name(f"{path.name}.damaged-{stamp}"))


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, each durable in the first that was there. Raises OSError."""
    missing: list[Path] = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where that can be asked for: Windows and some file systems refuse."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    """Write a file's bytes to the disk itself; fsync on macOS leaves them in its cache."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _replace(temporary: str, path: Path) -> None:
    for attempt in range(_RETRIES):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt + 1 == _RETRIES:
                raise
            time.sleep(_PAUSE)


@contextlib.contextmanager
def _not_endlessly() -> Iterator[None]:
    """Bound what may be interrupted for ever: Python asks again after each interruption (PEP 475)."""
    on_main = threading.current_thread() is threading.main_thread()
    if (
        not on_main
        or not hasattr(signal, "setitimer")
        or signal.getsignal(signal.SIGALRM) not in (signal.SIG_DFL, None)
    ):
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise InterruptedError(4, "interrupted again and again")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, _ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def locked(path: Path, *, patience: float = 10.0) -> Iterator[None]:
    """Hold the lock of a file, which is the same whatever name it is reached by.

    Args:
        path: The file; it need not be there yet, its folder must.
        patience: Seconds to wait for whoever holds it.

    Raises:
        TimeoutError: Somebody still holds it.
        OSError: There can be no lock there.
    """
    from filelock import FileLock, Timeout

    real = Path(os.path.realpath(path))
    try:
        with FileLock(_lock_path(real), timeout=patience):
            yield
    except Timeout:
        raise TimeoutError(f"{path.name}: in use by another program") from None


def hold_lock(path: Path) -> object | None:
    """Take a lock that is held until this program ends, however it ends.

    Args:
        path: What the lock stands for; no file of this name need be there. Missing folders are made.

    Returns:
        The lock, which is held as long as somebody has it; None where there can be none.
    """
    from filelock import FileLock, Timeout

    with contextlib.suppress(OSError, Timeout, NotImplementedError):  # the last where a file system knows no locks
        make_folders(path.parent)
        lock = FileLock(_lock_path(path), timeout=0)
        lock.acquire()
        return lock
    return None


def is_held(path: Path) -> bool:
    """True while another program, or another part of this one, holds what ``hold_lock`` takes.

    What the lock of a program that was killed leaves is taken away.
    """
    from filelock import FileLock, Timeout

    file = _lock_path(path)
    if not file.is_file():
        return False
    with contextlib.suppress(OSError, NotImplementedError):  # the last where a file system knows no locks
        try:
            with FileLock(file, timeout=0):
                file.unlink(missing_ok=True)
        except Timeout:
            return True
    return False


def remove_lock(path: Path) -> None:
    """Take away what a lock leaves in its folder, once nothing holds it."""
    with contextlib.suppress(OSError):
        _lock_path(path).unlink(missing_ok=True)


def _lock_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def clear_temporary(folder: Path) -> None:
    """Take away the temporary files that a killed program left in a folder, once they are old."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(".") and entry.name.endswith(".tmp") and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _STALE:
                        os.unlink(entry.path)


def new_log_path(kind: str) -> Path:
    """Give the name of a new log in the state folder."""
    from glossator.content.folders import state_folder

    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    return state_folder() / f"{kind}-{moment}-{os.getpid()}-{time.time_ns() % 10**6:06}.log"


def open_log(path: Path) -> TextIO:
    """Open a new file for a log, which its owner alone can read; what is there already is not written to.

    Raises:
        OSError: There is something of that name, or it cannot be made.
    """
    make_folders(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace", buffering=1)


def dump_json(data: Any) -> str:
    """Write JSON as every file of ours has it: indented by two, characters as they are, lone surrogates escaped."""
    import json

    return escaped(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"
