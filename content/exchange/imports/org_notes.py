"""Notes in Org: those of org-remark and org-noter, and our own export."""

from __future__ import annotations

import re

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, texts, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.scanning import first_between
from glossator.content.notes.page_text import loads

_HEADING = re.compile(r"^(\*+)[ \t]+(.*)$", re.M)
_TAGS = re.compile(r"(?:^|[ \t]):([\w@#%:]+):$")
_DRAWER = re.compile(r"^[ \t]*:PROPERTIES:\n", re.M | re.I), re.compile(r"^[ \t]*:END:[ \t]*\n?", re.M | re.I)
_APART = re.compile("\u200b|(?<![^\\W_])\u00a0|\u00a0$")
"""Blanks by which exports keep the signs of a heading from meaning anything."""
_LONGEST_TAGS = 2_000
_PROPERTY = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*)$", re.M)
_SOURCE = re.compile(r"^#\+begin_src markdown[ \t]*\n", re.M | re.I), re.compile(r"^#\+end_src", re.M | re.I)
_REWORDED = (
    re.compile(r"^Reworded since[^\n]*\n+#\+begin_example", re.M), re.compile(r"^#\+end_example[ \t]*\n?", re.M)
)  # fmt: skip
_QUOTE = (
    re.compile(r"^[ \t]*#\+begin_(?:quote|example)[ \t]*\n", re.M | re.I),
    re.compile(r"^[ \t]*#\+end_(?:quote|example)[ \t]*\n?", re.M | re.I),
)  # fmt: skip


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
        drawer = first_between(body, *_DRAWER)
        facts = {key.lower(): value.strip() for key, value in _PROPERTY.findall(drawer[0])} if drawer else {}
        rest = _without(body, _DRAWER).strip("\n")
        line = heading[2].rstrip(" \t")
        tagged = _TAGS.search(line, max(0, len(line) - _LONGEST_TAGS))
        name = _APART.sub("", line[: tagged.start()] if tagged else line).strip()
        tags = tuple(filter(None, tagged[1].split(":"))) if tagged else ()
        is_document = "org-remark-file" in facts or "noter_document" in facts or "gloss-document" in facts
        if is_document or not books:
            title = name if is_document or not named else named[1]
            books.append((_title(title), facts.get("author", ""), []))
        entry = _entry(name, tags, facts, rest, len(books[-1][2]))
        if entry:
            books[-1][2].append(entry._replace(chapter=chapter))
        elif not is_document:
            chapter = name
    return [ImportedBook(title, author, entries=tuple(entries)) for title, author, entries in books if entries]


def _title(line: str) -> str:
    return re.sub(r"\.(?:txt|pdf|epub|md|org|html?)$", "", line)


def _without(text: str, pair: tuple[re.Pattern[str], re.Pattern[str]]) -> str:
    """A text without the first block of a kind."""
    found = first_between(text, *pair)
    return text[: found[1]] + text[found[2] :] if found else text


def _entry(name: str, tags: tuple[str, ...], facts: dict[str, str], rest: str, number: int) -> Entry | None:
    """An entry of org-remark or of our own (by their ids), or a heading of org-noter with a quote below it."""
    page = re.match(r"\(?(\w+)", facts.get("noter_page", ""))
    quoted = first_between(rest, *_QUOTE)
    if "org-remark-id" in facts:
        quote = facts.get("org-remark-original-text") or name
        begin = facts.get("org-remark-beg", "")
        return Entry(
            "highlight", unwrapped(quote), rest.strip(), tags, facts.get("org-remark-label", ""),
            id=facts["org-remark-id"], order=("position", (int(begin),)) if begin.isdigit() else None,
        )  # fmt: skip
    if not quoted:
        return None
    note = _without(_without(rest, _QUOTE), _REWORDED).strip()
    if source := first_between(note, *_SOURCE):
        note = _plain(source[0])
    created = iso(facts.get("created", ""))
    own = facts.get("gloss-id", "")
    tags = _whole_tags(facts["tags-as-they-are"]) if "tags-as-they-are" in facts else tags
    title = "" if own or name == " ".join(quoted[0].split())[: len(name)] else name
    return Entry(
        "highlight", unwrapped(_plain(quoted[0])), "\n\n".join(filter(None, (title, _plain(note)))), tags,
        facts.get("color", ""), created=created, modified=iso(facts.get("modified", "")) or created,
        id=own or facts.get("id", ""), page=facts.get("page", "") or (page[1] if page else ""),
        order=("file", (number,)), position=int(facts["position"]) if facts.get("position", "").isdecimal() else None,
    )  # fmt: skip


def _whole_tags(line: str) -> tuple[str, ...]:
    """Tags as they are, where Org has no signs for them. Raises ValueError for what is no list."""
    return texts(loads(line)) if line.startswith("[") else tuple(line.split(" | "))


def _plain(text: str) -> str:
    """Text whose lines that would mean something are guarded by a comma (Org manual, 12.6)."""
    return re.sub(r"^([ \t]*),(?=,*(?:\*|#\+))", r"\1", text, flags=re.M).replace("\u200b", "").strip()
