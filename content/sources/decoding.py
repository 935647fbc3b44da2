"""Decoding: from bytes to text, by byte order mark, by the declared charset, else by what the bytes look like."""

from __future__ import annotations

from glossator.content.errors import DocumentError


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
        raise DocumentError(
            "unsupported file type; supported are plain text, Markdown, HTML, EPUB, PDF, DOCX, ODT"
        )
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
