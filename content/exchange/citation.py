"""Citation: a passage with where it stands, as one pastes it into a text of one's own, in a chosen style.

What the styles ask for follows the Publication Manual of the APA (7th edition), the MLA Handbook (9th) and the Chicago
Manual of Style (17th, notes); italics have no place in plain text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.exchange.bibliography import (
    authors_of,
    citation_key,
    name_and_suffix,
    name_parts,
    year_of,
)
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.text.sanitize import clean, clean_line

STYLES = ("plain", "markdown", "latex", "apa", "mla", "chicago")
_MOST_APA = 20
"""Authors that an entry of the APA's names."""


class _Passage(NamedTuple):
    """A passage, with what is known of it, cleaned; what is not known is empty."""

    quote: str
    authors: tuple[str, ...]
    author: str
    title: str
    year: str
    sections: tuple[str, ...]
    page: str
    source: str
    """Its path or URL."""
    url: str


def cite(document: Document, start: int, end: int, style: str = "plain") -> str:
    """Quote a passage with its source.

    Args:
        document: The document.
        start: Where the passage begins, in code points.
        end: Where it ends.
        style: One of STYLES; any other is taken for ``plain``.

    Returns:
        The passage in quotation marks, with author, title, sections, page and source as far as they are known.
    """
    source = without_credentials(document.source) if document.source not in ("", "-") else ""
    author = clean_line(document.author)
    passage = _Passage(
        clean(document.text[start:end]).strip(), authors_of(author), author, clean_line(document.title) or "Untitled",
        year_of(document.date),
        tuple(clean_line(title) for title in document.section_titles(start) if title != document.title),
        _pages(document, start, end), clean_line(source),
        clean_line(next((each for each in (source, without_credentials(document.url)) if is_url(each)), "")),
    )  # fmt: skip
    return _WRITERS.get(style, _plain)(passage)


def _pages(document: Document, start: int, end: int) -> str:
    """What the page of a passage is called, or the first and the last of several."""
    labels = (clean_line(document.page_label(at)) for at in (start, max(start, end - 1)))
    return "–".join(dict.fromkeys(filter(None, labels)))


def _numbered(pages: str) -> str:
    """Pages as they are cited; empty for none."""
    if not pages:
        return ""
    return f"pp. {pages}" if "–" in pages else f"p. {pages}"


def _plain(passage: _Passage) -> str:
    facts = [passage.author, passage.title, " › ".join(passage.sections), _numbered(passage.page)]
    where = f" ({passage.source})" if passage.source else ""
    return f"“{passage.quote}”\n— {', '.join(filter(None, facts))}{where}"


def _markdown(passage: _Passage) -> str:
    from glossator.content.exchange.markdown import plain, quoted

    title = plain(passage.title)
    address = passage.url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    facts = [
        plain(passage.author), f"[{title}](<{address}>)" if address else title,
        " › ".join(map(plain, passage.sections)), _numbered(plain(passage.page)),
    ]  # fmt: skip
    return "\n".join([*quoted(passage.quote), ">", f"> — {', '.join(filter(None, facts))}"])


def _latex(passage: _Passage) -> str:
    from glossator.content.exchange.bibtex import tex_text

    page = f"[{{{tex_text(passage.page)}}}]" if passage.page else ""
    key = citation_key(passage.authors, passage.year, passage.title)
    return rf"``{tex_text(passage.quote)}''~\cite{page}{{{key}}}"


def _apa(passage: _Passage) -> str:
    families = [_family(author) for author in passage.authors]
    by = " & ".join(families) if len(families) < 3 else f"{families[0]} et al."
    locator = _numbered(passage.page)
    if not locator and passage.sections:
        locator = f"“{_inner(passage.sections[-1])}” section"
    cited = ", ".join(filter(None, (passage.year or "n.d.", locator)))
    cited = f"{by}, {cited}" if by else f"“{passage.title},” {cited}"
    names = [_initialed(author) for author in passage.authors]
    if len(names) > _MOST_APA:
        names = [*names[: _MOST_APA - 1], f"… {names[-1]}"]
    elif len(names) > 1:
        names[-1] = f"& {names[-1]}"
    date = f"({passage.year or 'n.d.'})."
    parts = [_ended(", ".join(names)), date, _ended(passage.title)] if names else [_ended(passage.title), date]
    return f"“{_inner(passage.quote)}” ({cited})\n{' '.join(filter(None, [*parts, passage.url]))}"


def _mla(passage: _Passage) -> str:
    families = [_family(author) for author in passage.authors]
    by = " and ".join(families) if len(families) < 3 else f"{families[0]} et al."
    cited = " ".join(filter(None, (by or f"“{passage.title}”", passage.page)))
    names = [_turned(author) for author in passage.authors[:1]]
    if len(passage.authors) == 2:
        names.append(f"and {_in_order(passage.authors[1])}")
    elif len(passage.authors) > 2:
        names.append("et al.")
    title = f"“{_ended(passage.title)}”" if passage.url else _ended(passage.title)
    facts = ", ".join(filter(None, (passage.year, passage.url)))
    parts = [_ended(", ".join(names)) if names else "", title, _ended(facts) if facts else ""]
    return f"“{_inner(passage.quote)}” ({cited})\n{' '.join(filter(None, parts))}"


def _chicago(passage: _Passage) -> str:
    names = [_in_order(author) for author in passage.authors]
    if len(names) > 3:
        names = [f"{names[0]} et al."]
    elif len(names) > 1:
        names = [", ".join(names[:-1]) + ("," if len(names) > 2 else "") + f" and {names[-1]}"]
    locator = passage.page or (f"under “{_inner(passage.sections[-1])}”" if passage.sections else "")
    if passage.url:
        title = passage.title if passage.title.endswith(("?", "!")) else f"{passage.title},"
        rest = ", ".join(filter(None, (passage.year, locator, passage.url))).replace("”, ", ",” ")
        note = f"{', '.join([*names, f'“{title}”'])} {rest}"
    else:
        year = f" ({passage.year})" if passage.year else ""
        note = ", ".join(filter(None, [*names, passage.title + year, locator]))
    return f"“{_inner(passage.quote)}”\n{_ended(note)}"


def _family(author: str) -> str:
    """Give the family name alone."""
    return name_and_suffix(name_parts(author)[0])[0]


def _initialed(author: str) -> str:
    """Give a name with initials: ``Last, F. M., Jr.``, as the APA has it."""
    whole, given = name_parts(author)
    family, suffix = name_and_suffix(whole)
    initials = " ".join("-".join(f"{part[0]}." for part in name.split("-") if part) for name in given.split())
    return ", ".join(filter(None, (family, initials, suffix)))


def _turned(author: str) -> str:
    """Give a name as ``Last, First, Jr.``."""
    whole, given = name_parts(author)
    family, suffix = name_and_suffix(whole)
    return ", ".join(filter(None, (family, given, suffix)))


def _in_order(author: str) -> str:
    """Give a name as ``First Last``."""
    family, given = name_parts(author)
    return f"{given} {family}".strip()


def _inner(text: str) -> str:
    """Words that will stand in quotation marks: those within them are single ones."""
    text = re.sub(r"(^|[\s(\[“])\"", r"\1‘", text).replace('"', "’")
    return text.replace("“", "‘").replace("”", "’")


def _ended(text: str) -> str:
    """A text with a full stop, where it ends with no sign of its own; it stands within quotation marks."""
    if text.endswith("”"):
        return text if text[-2:-1] in ".?!" else f"{text[:-1]}.”"
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


_WRITERS = {
    "plain": _plain, "markdown": _markdown, "latex": _latex, "apa": _apa, "mla": _mla, "chicago": _chicago,
}  # fmt: skip
