"""Where bytes come from: a path, a URL or standard input, packed or not; and every limit that holds for them."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from content.errors import DocumentError
from content.sanitize import clean_line, clean_piece

MAX_BYTES = 200_000_000
"""Bytes read from a path or standard input, and bytes that come out of anything packed."""
MAX_FETCHED = 50_000_000
"""Bytes read from a URL."""
MAX_RATIO = 200
"""How many times larger than packed something may become, once it is larger than FREE_BYTES."""
FREE_BYTES = 10_000_000
MAX_MEMBER = 50_000_000
"""Bytes of one file in an archive."""
MAX_ENTRIES = 20_000
"""Files in an archive."""
MAX_NESTING = 3
"""How often something packed may be packed again."""
MAX_DEPTH = 200
"""How deep elements of an office document may stand in one another; libxml2 has its own bound, of 256."""
FREE_ELEMENTS = 50_000
MAX_ELEMENTS = 1_000_000
ELEMENTS_PER_BYTE = 4
"""Elements in an archive's files, for each of its own bytes; FREE_ELEMENTS in any, and MAX_ELEMENTS at the most."""
MAX_ATTRIBUTES = 2_000
"""Attributes of one element: libxml2 compares each with all before it."""
MAX_PAGES = 5_000
MAX_PIECES = 20_000
"""Pages of a PDF, and pieces of text on one."""
FREE_LOOKUPS = 100_000_000
LOOKUPS_PER_BYTE = 500
"""How often a PDF's letters may be looked through: once for each piece of text on their page. Pages may share what
is on them, so that a small file has any number of them; past FREE_LOOKUPS their number is bounded by the file's size.
"""
MAX_SECONDS = 120.0
"""How long a URL may take altogether."""
PATIENCE = 4.0
"""Seconds a server may be silent; and after which it must have sent SLOWEST bytes a second on the whole."""
SLOWEST = 1_000
MAX_REDIRECTS = 10
HEAD_BYTES = 128_000
"""Enough of a large document for its first page."""


@dataclass(frozen=True, eq=False, repr=False)
class Source:
    """Bytes with the name they came under; ``rest`` is how many more there are when only the head was read.

    ``media_type`` and ``charset`` are what a server said; ``whole_page`` asks a format not to leave anything out.
    """

    name: str
    data: bytes
    path: Path | None = None
    rest: int = 0
    head: bool = False
    url: str = ""
    media_type: str = ""
    charset: str = ""
    whole_page: bool = False
    warning: str = ""
    """What a person must be told of how the bytes were got."""
    packed: int = 0
    """How many bytes it had before anything was unpacked; 0 when that is not known."""
    bytes_sha256: str = ""
    """The hash of the bytes as they were before anything was unpacked; empty for a head."""

    @property
    def shown(self) -> str:
        """The name, as it may be shown."""
        return "standard input" if self.name == "-" else clean_line(self.name) or "(no name)"

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot, in lower case."""
        name = self.url.split("?")[0].split("#")[0] if self.url else self.name
        return os.path.splitext(name)[1].lower()

    @cached_property
    def text(self) -> str:
        """The bytes as text, cleaned as a piece of a block is. Raises DocumentError for what is no text."""
        return clean_piece(decode(self.data, cut=self.rest > 0, charset=self.charset))


def is_url(name: str) -> bool:
    """True for a name that is fetched, not opened."""
    return bool(re.match(r"https?://", name, re.I))


def read_source(name: str | os.PathLike[str], *, head: bool = False, refresh: bool = False) -> Source:
    """Read a path, a URL, or standard input for ``-``, and unpack it; ``head``: no more than a first page needs.

    Raises DocumentError for what is missing, unreadable, endless or too large.
    """
    name = os.fspath(name)
    if name == "-":
        if sys.stdin is None:
            raise DocumentError("-: there is no standard input")
        try:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        except (OSError, ValueError):
            raise DocumentError("-: standard input cannot be read") from None
        source = Source("-", _bounded("standard input", data))
    elif is_url(name):
        from content.fetching import fetch

        source = fetch(name, refresh=refresh)
        _bounded(source.shown, source.data)
    else:
        source = _read_path(name, head)
    from content.packing import unpacked

    whole = "" if source.rest else hashlib.sha256(source.data).hexdigest()
    return replace(unpacked(source), head=head, bytes_sha256=whole, packed=len(source.data))


def _read_path(name: str, head: bool) -> Source:
    path = Path(os.path.expanduser(name))
    shown = clean_line(name) or "(no name)"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(f"{shown}: is a directory")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{shown}: not a regular file")
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES if head else MAX_BYTES + 1)
            if head and not _is_text(data):  # packed and paged formats have no head
                data += file.read(MAX_BYTES + 1 - len(data))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a usable path"
        raise DocumentError(f"{shown}: {why.lower()}") from None
    return Source(name, _bounded(shown, data), path, max(0, status.st_size - len(data)) if head else 0)


def _is_text(data: bytes) -> bool:
    from content.formats.recognise import magic

    return not magic(data)


def _bounded(shown: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{shown}: larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(f"{shown}: nothing in it to read")
    return data


def decode(data: bytes, *, cut: bool = False, charset: str = "") -> str:
    """The text of the bytes: by byte order mark, as UTF-8, as bare UTF-16, as what ``charset`` says, else by guess.

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
    if charset:
        try:
            if codecs.lookup(charset).name not in ("utf-8", "ascii", "iso8859-1"):
                return data.decode(charset, "replace")
        except (LookupError, ValueError, TypeError):
            pass  # a name that is none, or none of a text's
    sample = data[:65536]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 3 and zeros.count(0) > len(zeros) * 0.6:
            return data.decode(encoding, "replace")
    control = sum(sample.count(bytes([c])) for c in (*range(0, 9), *range(14, 27), *range(28, 32)))
    if control > max(8, len(sample) * 0.1):
        raise DocumentError("looks binary, not text")
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


def head_of(source: Source) -> tuple[str, int]:
    """A text source's text, and how many code points follow; a head ends where a paragraph does."""
    text = source.text
    if not source.rest:
        return text, 0
    text = text[: text.rfind("\n\n") if "\n\n" in text else text.rfind("\n") + 1 or None]
    return text, max(1, source.rest * len(text) // len(source.data))


def check_source(name: str) -> None:
    """Say at once, before a screen is up, that a path cannot be read. Raises DocumentError."""
    _read_path(name, True)
