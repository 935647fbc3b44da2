"""Notes as HTML: their Markdown set, and nothing in it that is fetched or run."""

from __future__ import annotations

from html import escape

from glossator.content.errors import DocumentError
from glossator.content.exchange.as_html import blocks_html
from glossator.content.formats.markdown import read
from glossator.content.sources.source import Source


def note_html(note: str) -> str:
    """Set a note.

    Args:
        note: Markdown; HTML in it is shown as text, pictures become links to them, other schemes are left out.

    Returns:
        HTML that is well formed.
    """
    try:
        document = read(Source("note.md", note.encode("utf-8", "replace")))
    except DocumentError:
        return f"<p>{escape(note)}</p>"
    return blocks_html(document, heading_offset=2)
