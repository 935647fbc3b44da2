"""RTF: the Rich Text Format's text, by striprtf."""

from __future__ import annotations

from glossator.content.document import Builder, Document, DocumentError, fold
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_piece


def read(source: Source) -> Document:
    """The text in an RTF. Raises DocumentError."""
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source.data.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # striprtf lets whatever fails in it through: LookupError, ValueError, IndexError ...
        raise DocumentError("damaged RTF") from None
    out = Builder()
    for line in clean_piece(text).split("\n"):
        if words := fold(line.replace("|", "\t") if line.count("|") > 1 else line):
            out.add("paragraph", words)
    return out.document("", format="rtf")
