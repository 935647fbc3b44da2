"""Decoding: from bytes to text, by byte order mark, by the declared charset, else by what the bytes look like."""

from __future__ import annotations

import re

from glossator.content.errors import DocumentError

_NO_CHARSETS = frozenset({
    "utf-8", "ascii", "iso8859-1", "punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7",
})  # fmt: skip
"""Declared charsets that are ignored: UTF-8 was tried before, and the others are no encodings of documents."""
UNSUPPORTED = (
    "unsupported file type; supported are plain text, Markdown, HTML, EPUB, PDF, DOCX, ODT, FB2, RTF, "
    "MOBI and AZW3, CBZ, PPTX, Jupyter notebooks, mail and MHTML, webarchive, feeds, reStructuredText, Org, AsciiDoc, "
    "LaTeX, manual pages, patches, subtitles, and a folder of texts"
)
_BINARY = (
    b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"OggS", b"fLaC", b"ID3", b"RIFF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"SQLite format 3\0", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x7fELF", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"wOFF", b"wOF2", b"\x28\xb5\x2f\xfd", b"II*\0", b"MM\0*", b"\0\0\1\0", b"\0asm",
)  # fmt: skip
"""What pictures, sound, archives, databases, fonts and programs begin with (the "magic" of file(1))."""
_JAPANESE = re.compile(rb"\x1b\$[@B]|\x1b\([BJ]")
"""What switches between character sets in ISO 2022-JP (RFC 1468)."""
_BEGINNING = 512
"""Bytes within which each of these has a zero, which no text in a single-byte encoding has."""
_NO_TEXT = (*range(8), *range(14, 27), *range(28, 32))
"""Control characters that do not occur in text; those that move the cursor, and Esc, do."""
_MOST_NO_TEXT = 0.03
"""The share of such characters from which on a file is no text."""


def has_signature(sample: bytes) -> bool:
    """Tell whether bytes begin like a picture, an archive or another file that is no text."""
    has_zero = b"\0" in sample[:_BEGINNING]
    return has_zero and (sample.startswith(_BINARY) or sample[4:8] == b"ftyp" or _is_tar(sample[:_BEGINNING]))


def _is_tar(header: bytes) -> bool:
    """Whether bytes are the header of a tar, by its name or by its sum (IEEE 1003.1, pax), as the oldest are."""
    number = header[148:156].strip(b" \0")
    if header[257:262] == b"ustar" or len(header) < _BEGINNING or not re.fullmatch(rb"[0-7]{1,6}", number):
        return header[257:262] == b"ustar"
    return int(number, 8) == sum(header) - sum(header[148:156]) + 8 * ord(" ")


def is_binary(sample: bytes) -> bool:
    """Tell by its share of control characters whether a sample of up to 64 KiB is something other than text."""
    return sum(sample.count(bytes([code])) for code in _NO_TEXT) > max(8, len(sample) * _MOST_NO_TEXT)


def _bare_utf_16(sample: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark, in which every other byte is zero; empty for anything else."""
    sample = sample[: len(sample) & ~1]
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if len(zeros) > 3 and zeros.count(0) > len(zeros) * 0.6:
            control = sum(others.count(bytes([code])) for code in _NO_TEXT)
            return encoding if control <= len(others) * _MOST_NO_TEXT else ""
    return ""


def _iso_2022(data: bytes, *, cut: bool) -> str:
    """Japanese in seven bits, as in old mail; empty where it is something else."""
    import codecs

    try:
        return codecs.getincrementaldecoder("iso2022_jp_2")().decode(data, final=not cut)
    except UnicodeDecodeError:
        return ""


def decode(data: bytes, *, cut: bool = False, charset: str = "", encoding: str = "") -> str:
    """The text of the bytes: by byte order mark, as UTF-8, as bare UTF-16, as what ``charset`` says, else by guess.

    ``cut`` says the bytes may end inside a character. Raises DocumentError for binary data.

    Args:
        data: The bytes of a text.
        cut: They may end inside a character.
        charset: What a server or a file says of itself; empty for nothing.
        encoding: What somebody knows it is in; then nothing else is asked.
    """
    import codecs

    if encoding:
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:65536]
    if encoding := _bare_utf_16(sample):
        return data.decode(encoding, "replace")
    if has_signature(sample) or (b"\0" in sample and is_binary(sample)):
        from glossator.content.sources.unreadable import why_unreadable

        raise DocumentError(why_unreadable(data) or UNSUPPORTED)
    if _JAPANESE.search(sample) and (text := _iso_2022(data, cut=cut)):
        return text
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data, final=not cut)
    except UnicodeDecodeError as error:
        failed = error
    if charset:
        try:
            if codecs.lookup(charset).name not in _NO_CHARSETS:
                return data.decode(charset, "replace")
        except (LookupError, ValueError, TypeError):
            pass  # a name that is none, or none of a text's
    if is_binary(sample):
        raise DocumentError(UNSUPPORTED)
    # A few bad bytes in what is otherwise UTF-8 are damage, not another encoding.
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if sum(byte >= 0x80 for byte in sample) > 8 * bad or failed.start > 65536:
        return text
    from glossator.content.sources.charsets import encoding_of

    if encoding := encoding_of(sample):
        return data.decode(encoding, "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample, preemptive_behaviour=False).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
