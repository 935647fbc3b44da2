"""Logseq's highlights of PDFs: pages named ``hls__…``, and the EDN beside the PDF."""

from __future__ import annotations

import re

from glossator.content.exchange.imports.dates import seconds
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.note_markdown import uncontained

_PROPERTY = re.compile(r"^\s*([\w-]+)::\s*(.*)$")
_EDN_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights of one PDF."""
    if given.text.lstrip().startswith("{"):
        return [ImportedBook(given.path.stem, entries=tuple(_edn_entries(given.text)))]
    head, *blocks = re.split(r"^- ", given.text, flags=re.M)
    named = re.search(r"^file:: (?:\[([^\]]*)\])?", head, re.M)
    own = re.search(r"^title:: (.+)$", head, re.M)
    author = re.search(r"^author:: (.+)$", head, re.M)
    title = own[1] if own else given.path.stem.removeprefix("hls__")
    if named and named[1]:
        title = re.sub(r"\.\w{2,5}$", "", named[1])
    entries = [_entry(block, number) for number, block in enumerate(blocks)]
    kept = tuple(entry for entry in entries if entry)
    return [ImportedBook(title or given.path.stem, author[1] if author else "", entries=kept)]


def _entry(block: str, number: int) -> Entry | None:
    quote: list[str] = []
    notes: list[str] = []
    facts: dict[str, str] = {}
    for line in block.split("\n"):
        if not notes and (found := _PROPERTY.match(line)):
            facts[found[1]] = found[2].strip()
        elif begun := re.match(r"(?:\t+| {2,})- ?", line):
            notes.append(line[begun.end() :])
        elif notes:
            notes[-1] += "\n" + re.sub(r"^(?:\t+ {0,2}| {2,4})", "", line)
        elif line.strip():
            quote.append(_plain(line.strip()))
    if facts.get("ls-type") != "annotation":
        return None
    page = facts.get("hl-page", "")
    when = seconds(facts.get("hl-stamp", ""))
    notes = [note for note in notes if not note.startswith("*Reworded since")]
    note = re.sub(r"^([ \t]{0,40}[\w-]+)\\::", r"\1::", uncontained("\n\n".join(notes).strip()), flags=re.M)
    note = re.sub(r"\\(?=\{)", "", note)
    entry = Entry(
        "highlight", unwrapped("\n".join(quote)), note, _tags(facts.get("tags", "")), facts.get("hl-color", ""),
        created=when, modified=when, id=facts.get("id", ""), page=page,
        chapter=facts.get("section", "").split(" › ")[-1],
        order=("page", (int(page), number)) if page.isdigit() else ("file", (number,)),
        position=int(facts["position"]) if facts.get("position", "").isdecimal() else None,
    )  # fmt: skip
    if facts.get("hl-type") == "area":
        return entry._replace(quote="", outcome=("skipped", "a picture"))
    return entry


def _tags(line: str) -> tuple[str, ...]:
    found = re.findall(r"\[\[([^\[\]\n]+)\]\]|#?([^\s,#\[\]]+)", line)
    return tuple(page or word for page, word in found)


def _plain(line: str) -> str:
    return re.sub(r"\\([\\`*_\[\]<>#|~^$=!+.)%{:-])", r"\1", line)


def _edn_entries(text: str) -> list[Entry]:
    entries = []
    for number, part in enumerate(re.split(r"\{:id\s+#uuid\s+", text)[1:]):
        name = _EDN_TEXT.match(part)
        page = re.search(r":page\s+(\d{1,7})", part)
        quote = re.search(r":content\s+\{[^{}]*?:text\s+" + _EDN_TEXT.pattern, part, re.S)
        color = re.search(r':color\s+"(\w+)"', part)
        if name:
            entry = Entry(
                "highlight", unwrapped(re.sub(r"\\(.)", _unescaped, quote[1])) if quote else "",
                color=color[1] if color else "", id=name[1], page=page[1] if page else "",
                order=("page", (int(page[1]), number)) if page else None,
            )  # fmt: skip
            is_text = entry.quote not in ("", "[:span]")
            entries.append(entry if is_text else entry._replace(outcome=("skipped", "a picture")))
    return entries


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "\n"}.get(match[1], match[1])
