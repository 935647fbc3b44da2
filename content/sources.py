"""Where bytes come from: a path or standard input; limits and errors. And what text the bytes are."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from content.errors import DocumentError
from content.sanitize import clean_line

MAX_BYTES = 200_000_000
HEAD_BYTES = 128_000


@dataclass(frozen=True)
class Source:
    """Bytes with the name they came under, and how many more there are when only the head was read."""

    name: str
    data: bytes
    path: Path | None = None
    rest: int = 0


def read_source(name: str | os.PathLike[str], *, head: bool = False) -> Source:
    """Read a path, or standard input for ``-``; with ``head`` only the first HEAD_BYTES of a path.

    Raises DocumentError for what is missing, unreadable, endless or too large.
    """
    name = os.fspath(name)
    if name == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Source("-", _bounded("standard input", data))
    path = Path(name).expanduser()
    shown = clean_line(name) or "(no name)"
    try:
        status = path.stat()
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError(f"{shown}: is a directory")
        if not stat.S_ISREG(mode):
            raise DocumentError(f"{shown}: not a regular file")
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES if head else MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a usable path"
        raise DocumentError(f"{shown}: {why.lower()}") from None
    return Source(name, _bounded(shown, data), path, max(0, status.st_size - len(data)) if head else 0)


def _bounded(shown: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{shown}: larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(f"{shown}: nothing in it to read")
    return data


def decode(data: bytes, shown: str = "document", *, cut: bool = False) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, as bare UTF-16, else by charset-normalizer.

    ``cut`` says the bytes may end inside a character. Raises DocumentError for binary data.
    """
    import codecs

    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data, final=not cut)
    except UnicodeDecodeError as error:
        failed = error
    sample = data[:65536]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 3 and zeros.count(0) > len(zeros) * 0.6:
            return data.decode(encoding, "replace")
    control = sum(sample.count(bytes([c])) for c in (*range(0, 9), *range(14, 27), *range(28, 32)))
    if control > max(8, len(sample) * 0.1):
        raise DocumentError(f"{shown}: looks binary, not text")
    # A few bad bytes in what is otherwise UTF-8 are damage, not another encoding.
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if sum(byte >= 0x80 for byte in sample) > 8 * bad or failed.start > 65536:
        return text
    # Single bytes above ASCII, few and all of them letters of the Latin alphabet: Windows-1252, which
    # statistics over a short text mistake for an old DOS code page.
    high = bytes(byte for byte in sample if byte >= 0x80).decode("cp1252", "replace")
    if len(high) < 0.15 * len(sample) and all(c.isalpha() or c in "‘’“”–—…«»°§£€ ©·" for c in high):
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample, preemptive_behaviour=False).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def check_source(name: str) -> None:
    """Say at once, before a screen is up, that a path cannot be read. Raises DocumentError."""
    read_source(name, head=True)
