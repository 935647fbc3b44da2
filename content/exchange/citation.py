"""Citation: a passage with where it stands, as one pastes it into a text of one's own."""

from __future__ import annotations

from glossator.content.document import Document
from glossator.content.sources.urls import without_credentials
from glossator.content.text.sanitize import clean, clean_line


def cite(document: Document, start: int, end: int) -> str:
    """Quote a passage with its source.

    Args:
        document: The document.
        start: Where the passage begins, in code points.
        end: Where it ends.

    Returns:
        The passage in quotation marks, and below it author, title, sections, page and source as far as they are known.
    """
    sections = [title for title in document.section_titles(start) if title != document.title]
    page = document.page_label(start)
    facts = [document.author, document.title, " › ".join(sections), f"p. {page}" if page else ""]
    shown = ", ".join(clean_line(fact) for fact in facts if fact)
    source = without_credentials(document.source) if document.source not in ("", "-") else ""
    where = f" ({clean_line(source)})" if source else ""
    return f"“{clean(document.text[start:end]).strip()}”\n— {shown}{where}"
