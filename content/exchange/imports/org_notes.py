"""Notes in Org: those of org-remark and org-noter, and our own export."""

from __future__ import annotations

import re

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given

_HEADING = re.compile(r"^(\*+)[ \t]+(.*?)(?:[ \t]+:([\w@#%:]+):)?[ \t]*$", re.M)
_DRAWER = re.compile(r"^[ \t]*:PROPERTIES:\n(.*?)^[ \t]*:END:[ \t]*\n?", re.M | re.S | re.I)
_PROPERTY = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*)$", re.M)
_SOURCE = re.compile(r"^#\+begin_src markdown[ \t]*\n(.*?)^#\+end_src", re.M | re.S | re.I)
_REWORDED = re.compile(r"^Reworded since[^\n]*\n+#\+begin_example.*?^#\+end_example[ \t]*\n?", re.M | re.S)
_QUOTE = re.compile(r"^[ \t]*#\+begin_quote[ \t]*\n(.*?)^[ \t]*#\+end_quote[ \t]*\n?", re.M | re.S | re.I)


def read(given: Given) -> list[ImportedBook]:
    """Read the documents that a file has notes on."""
    text = given.text
    named = re.search(r"^#\+title:\s*(.+)$", text, re.M | re.I)
    books: list[tuple[str, str, list[Entry]]] = []
    chapter = ""
    found = list(_HEADING.finditer(text))
    for index, heading in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        body = text[heading.end() : end]
        drawer = _DRAWER.search(body)
        facts = {key.lower(): value.strip() for key, value in _PROPERTY.findall(drawer[1])} if drawer else {}
        rest = _DRAWER.sub("", body, count=1).strip("\n")
        is_document = "org-remark-file" in facts or "noter_document" in facts or "gloss-document" in facts
        if is_document or not books:
            title = heading[2] if is_document or not named else named[1]
            books.append((_title(title), facts.get("author", ""), []))
        entry = _entry(heading, facts, rest, len(books[-1][2]))
        if entry:
            books[-1][2].append(entry._replace(chapter=chapter))
        elif not is_document:
            chapter = heading[2]
    return [ImportedBook(title, author, entries=tuple(entries)) for title, author, entries in books if entries]


def _title(line: str) -> str:
    return re.sub(r"\.(?:txt|pdf|epub|md|org|html?)$", "", line)


def _entry(heading: re.Match[str], facts: dict[str, str], rest: str, number: int) -> Entry | None:
    """An entry of org-remark or of our own (by their ids), or a heading of org-noter with a quote below it."""
    tags = tuple(tag for tag in (heading[3] or "").split(":") if tag)
    page = re.match(r"\(?(\w+)", facts.get("noter_page", ""))
    quoted = _QUOTE.search(rest)
    if "org-remark-id" in facts:
        quote = facts.get("org-remark-original-text") or heading[2]
        begin = facts.get("org-remark-beg", "")
        return Entry(
            "highlight", unwrapped(quote), rest.strip(), tags, facts.get("org-remark-label", ""),
            id=facts["org-remark-id"], order=("position", (int(begin),)) if begin.isdigit() else None,
        )  # fmt: skip
    if not quoted:
        return None
    note = _REWORDED.sub("", _QUOTE.sub("", rest, count=1)).strip()
    if source := _SOURCE.search(note):
        note = _plain(source[1])
    created = iso(facts.get("created", ""))
    own = facts.get("gloss-id", "")
    tags = tuple(facts["tags-as-they-are"].split(" | ")) if "tags-as-they-are" in facts else tags
    title = "" if own or heading[2] == " ".join(quoted[1].split())[: len(heading[2])] else heading[2]
    return Entry(
        "highlight", unwrapped(_plain(quoted[1])), "\n\n".join(filter(None, (title, _plain(note)))), tags,
        facts.get("color", ""), created=created, modified=iso(facts.get("modified", "")) or created,
        id=own or facts.get("id", ""), page=facts.get("page", "") or (page[1] if page else ""),
        order=("file", (number,)), position=int(facts["position"]) if facts.get("position", "").isdecimal() else None,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Text whose lines that would mean something are guarded by a comma (Org manual, 12.6)."""
    return re.sub(r"^([ \t]*),(?=,*(?:\*|#\+))", r"\1", text, flags=re.M).replace("\u200b", "").strip()
