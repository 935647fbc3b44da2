"""A document and a notebook with markup, escape sequences and hidden characters in every field that has a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from glossator.content import open_document
from glossator.content.notes.files import new_page
from glossator.content.notes.page_text import page_text
from tests.data.hostile import HARMFUL, epub, package, page

ACTION = "[@click=app.quit]Q[/][/red]"
SEQUENCE = "\x1b]2;pwned\x07\x9b2J\u202e\u3164\ufe01\ufe02"
"""What must reach no terminal: a window title, a C1 control, an override, a filler, selectors that select nothing."""
SEEN_NEVER = HARMFUL | {"\x9b", "\u202e", "\u3164", "\ufe01", "\ufe02"}


def hostile(name: str) -> str:
    """A text for a field, as it stands in a file."""
    return f"{name} {ACTION}{SEQUENCE} end"


def _references(text: str) -> str:
    """Characters no XML may hold are written as references, as an attacker would."""
    out = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return "".join(c if c.isprintable() else f"&#{ord(c)};" for c in out)


def hostile_epub() -> bytes:
    """A book whose title, author, headings, labels, targets and alternative texts are hostile."""
    body = (
        f'<h1>{_references(hostile("Heading"))}</h1><p>Some words to read, then a note'
        f'<a epub:type="noteref" xmlns:epub="http://www.idpf.org/2007/ops" href="#n1">{_references(ACTION)}</a>, a link '
        '<a href="other%1B%5D2;pwned%07.xhtml#x%9B2J">away</a>, another <a href="https://example.org/%1b]2;x">out</a>.</p>'
        f'<p><img src="x.png" alt="{_references(hostile("Picture"))}"/></p><h2>{_references(hostile("Second"))}</h2><p>The end of it, at last.</p>'
        f'<table><tr><th>{_references(ACTION)}</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>'
        f'<aside epub:type="footnote" xmlns:epub="http://www.idpf.org/2007/ops" id="n1"><p>{_references(hostile("Note"))}</p></aside>'
    )  # fmt: skip
    return epub({"book.opf": package(_references(hostile("Title"))), "one.xhtml": page(body)})


def hostile_notebook(path: Path, folder: Path) -> Path:
    """A notebook for a document in which every field is hostile: facts, ids, notes, tags, colours, times, history."""
    document = open_document(path)
    made = new_page(document)
    made["glossator"]["document"] |= {
        "title": hostile("Title"), "author": hostile("Author"), "url": hostile("https://x"), "format": hostile("f"),
        "sources": [str(path), hostile("/tmp/x"), "-", "http://127.0.0.1:1/never"],
    }  # fmt: skip
    items = [_item(0, document.text, "Some words"), _item(1, document.text, "The end"), _item(2, "", "gone from here")]
    made["items"] = items
    made["glossator"]["deleted"] = {"deleted": "2999-01-01T00:00:00Z"}
    made["glossator"]["trash"] = {"deleted": {**_item(3, "", "deleted"), "id": "deleted"}}
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / f"a-book-{document.text_sha256[:8]}.json"
    out.write_text(page_text(made), "utf-8")
    return out


def _item(number: int, text: str, quote: str) -> dict[str, Any]:
    start = max(0, text.find(quote))
    body = [
        {"type": "TextualBody", "purpose": "commenting", "value": hostile("Note")},
        {"type": "TextualBody", "purpose": "tagging", "value": hostile("tag")},
    ]
    selector = [
        {"type": "TextQuoteSelector", "exact": quote, "prefix": hostile(""), "suffix": hostile("")},
        {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
    ]
    history = [{"modified": hostile("2020"), "body": body}, {"modified": "2021", "body": 5}, 7]
    return {
        "id": hostile(f"id{number}"), "type": "Annotation", "created": hostile("2020"), "modified": hostile("2021"),
        "body": body, "target": {"source": hostile("s"), "styleClass": hostile("color"), "selector": selector},
        "glossator:history": history,
    }  # fmt: skip


def hostile_state(folder: Path, path: Path) -> None:
    """A library that names a document with hostile titles and paths."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [
        {"title": hostile("Title"), "source": str(path), "opened": hostile("2020")},
        {"title": hostile("Other"), "source": hostile("/tmp/other"), "opened": "2026-01-01T00:00:00Z"},
    ]
    (folder / "library.json").write_text(json.dumps({"version": 1, "documents": entries}), "utf-8")
