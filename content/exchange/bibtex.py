"""BibTeX: an entry a document, its highlights and notes in one ``annote``.

Source:
    Oren Patashnik, BibTeXing (1988).
"""

from __future__ import annotations

import re

from glossator.content.exchange.bibliography import is_organisation, name_parts
from glossator.content.exchange.exported import ExportedDocument
from glossator.content.exchange.works import annotation_text, citation_keys, keywords_of, kind_of

_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "“": "``", "”": "''",
}  # fmt: skip
_KINDS = {"book": "book", "webpage": "online", "document": "misc"}


def write(documents: list[ExportedDocument]) -> str:
    """Write the entries.

    Args:
        documents: What to write.
    """
    keys = citation_keys(documents)
    return "\n".join(_entry(document, key) for document, key in zip(documents, keys, strict=True))


def _entry(document: ExportedDocument, key: str) -> str:
    authors = [_name(author) for author in document.authors]
    notes = [
        f"``{tex_text(quote)}''" + (f" ({tex_text(where)})" if where else "")
        + (f"\\par {tex_text(note)}" if note else "")
        for quote, where, note in annotation_text(document)
    ]
    fields = {
        "title": f"{{{tex_text(document.title)}}}", "author": " and ".join(authors),
        "year": document.year,
        "url": re.sub(r"[{}\s\\]", "", document.url), "isbn": document.isbn,
        "keywords": tex_text(", ".join(keywords_of(document))),
        "annote": "\\par ".join(notes),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_KINDS[kind_of(document)]}{{{key},", *lines, "}", ""])


def _name(author: str) -> str:
    """An author as BibTeX reads one; braces keep an organisation whole."""
    if is_organisation(author):
        return f"{{{tex_text(author)}}}"
    return tex_text(", ".join(filter(None, name_parts(author))))


def tex_text(text: str) -> str:
    """Give text in which no sign means anything to TeX; braces stay balanced for BibTeX, which counts escaped ones.

    Args:
        text: The text, of any number of lines; they are joined.
    """
    out = "".join(_SIGNS.get(sign, sign) for sign in text)
    out = out.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")
    out = out.replace("@", r"{@}").replace('"', "{''}")
    return " ".join(filter(None, map(str.strip, out.split("\n"))))
