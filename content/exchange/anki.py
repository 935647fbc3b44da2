"""Anki: notes as text, a highlight a note. Its id is the note's, so that importing again changes what changed.

Source:
    https://docs.ankiweb.net/importing/text-files.html (the headers need Anki 2.1.54)
"""

from __future__ import annotations

import re
from html import escape

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.note_html import note_html
from glossator.content.exchange.works import state_of

_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n#columns:guid\tFront\tBack\tTags\n"


def write(documents: list[ExportedDocument]) -> str:
    """Write the notes: the quote on the front; the note, and where it stands, on the back.

    Args:
        documents: What to write.
    """
    return _HEAD + "".join(_line(item, document) for document in documents for item in document.items)


def _line(item: ExportedItem, document: ExportedDocument) -> str:
    page = f"p. {item.page}" if item.page else ""
    facts = document.author, document.title, document.year, item.chapter, page, state_of(item), document.url
    where = ", ".join(filter(None, facts))
    back = (note_html(item.note) if item.note else "") + f"<p><i>{escape(where)}</i></p>"
    front = escape(item.quote or where).replace("\n", "<br>")
    fields = [item.id.removeprefix("urn:uuid:"), front, back, " ".join(map(_tag, item.tags))]
    return "\t".join(map(_field, fields)) + "\n"


def _tag(tag: str) -> str:
    """A tag without blanks, which end one in Anki."""
    return re.sub(r"[\s\"]+", "_", tag)


def _field(text: str) -> str:
    """A field on one line, in quotation marks where it begins with one or with a comment's sign, or has one."""
    before, *code = text.split("<pre")
    for part in code:
        inside, end, after = part.partition("</pre>")
        before += "<pre" + (inside.replace("\n", "<br>") if end else inside) + end + after
    line = before.replace("\t", " ").replace("\n", " ")
    return '"' + line.replace('"', '""') + '"' if '"' in line or line.startswith("#") else line
