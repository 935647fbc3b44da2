"""Notes of plugins in a vault of Markdown: Readwise's, Kindle's, the Annotator's, KOReader's, Zotero's, our own.

Each writes its own form; what they have in common is a title, chapters as headings, and quotes with notes below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from glossator.content.exchange.imports import hypothesis
from glossator.content.exchange.imports.dates import spoken
from glossator.content.exchange.imports.entry import Entry, ImportedBook, plain, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.scanning import Ahead, Headings
from glossator.content.notes.page_text import loads
from glossator.content.text.front_matter import facts_in, front_matter_of

_ANNOTATOR = re.compile(r"^>?[ \t]*```annotation-json\n", re.M)
_FENCE = re.compile(r"^>?[ \t]*```", re.M)
_CHAPTER = re.compile(r"^##? (.+)$", re.M)
_TAGGED = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]*)")
_READWISE = re.compile(
    r"^- (.+?)(?<![ \t])[ \t]*\((?:\[(Location|Page|View Highlight|Time)[ \t]*([\w:,-]{0,200})\]\([^)\n]{0,2000}\)"
    r"|(Page)[ \t]*(\w+))\)[ \t]*$"
    r"((?:\n[ \t]+- .*|(?:\n[ \t]*)?\n[ \t]{2,}\S.*)*)",
    re.M,
)
_KINDLE = re.compile(
    r"^(.+?)(?<![ \t])[ \t]*— (location|page): \[?(\w{0,200})\]?(?:\([^)\n]{0,2000}\))?[ \t]*\^(ref-[\w-]+)[ \t]*\n"
    r"((?:(?!---$|#{1,6} ).*\n?)*)",
    re.M,
)
_KOREADER = re.compile(
    r"^### (?:Page|Seite|Página|Pagina|第) ?(\w+).{0,200}? @ (.{1,100})\n+"
    r"(?:\*(.+?)\*|\+\+(.+?)\+\+|~~(.+?)~~|(.+?))[ \t]{0,99}$"
    r"((?:(?!^#{1,3} ).*\n?)*)",
    re.M,
)
_ZOTERO = re.compile(
    r"[”\"] \(\[([^\[\]\n]{0,300})\]\(zotero://select[^()\n]{0,300}\)\) "
    r"\(\[[^\[\]\n]{0,300}\]\(zotero://open[^()\n]{0,300}annotation=(\w+)\)\)"
)
_LONGEST_NOTE = 20_000
_QUOTATION_MARK = re.compile("[“\"]")


def shape_of(text: str) -> Callable[[str], Iterator[Entry]] | None:
    """Give what reads the entries of a note of a plugin; None for a text of any other kind."""
    if _ANNOTATOR.search(text):
        return _annotator
    if _ZOTERO.search(text):
        return _zotero
    if _KINDLE.search(text):
        return _kindle
    if _KOREADER.search(text):
        return _koreader
    if re.search(r"^## Highlights", text, re.M) and _READWISE.search(text):
        return _readwise
    return None


def read(given: Given) -> list[ImportedBook]:
    """Read the note on one document."""
    shape = shape_of(given.text)
    facts = facts_in(front_matter_of(given.text))
    heading = re.search(r"^# (.+)$", given.text, re.M)
    full = re.search(r"^- Full Title: (.+)$", given.text, re.M)
    written = re.search(r"^[-*] Author: \[\[(.+?)\]\]", given.text, re.M)
    beneath = re.search(r"^# .+\n#{5} (.+)$", given.text, re.M)
    title = facts.get("title") or next((each[1].strip() for each in (full, heading) if each), "") or given.path.stem
    if title == "Annotations" or facts.get("annotation-target"):
        title = re.sub(r"\.\w{2,5}$", "", facts.get("annotation-target", "")) or given.path.stem
    author = facts.get("author") or next((each[1] for each in (written, beneath) if each), "")
    entries = tuple(shape(given.text)) if shape else ()
    return [ImportedBook(title.strip(), author.strip("[]"), entries=entries)]


class _Chapters(Headings):
    """The headings of a note, without those that every note has."""

    def __init__(self, text: str) -> None:
        super().__init__(_CHAPTER, text, 1)

    def before(self, at: int) -> str:
        found = super().before(at)
        return "" if found in ("Highlights", "Metadata") else found


def _note_and_tags(lines: str) -> tuple[str, tuple[str, ...]]:
    """A note without the tags that stand in it, and these."""
    tags = tuple(_TAGGED.findall(lines))
    return re.sub(r"[ \t]{2,}", " ", _TAGGED.sub("", lines)).strip(), tags


def _readwise(text: str) -> Iterator[Entry]:
    chapters = _Chapters(text)
    for number, found in enumerate(_READWISE.finditer(text)):
        tags: tuple[str, ...] = ()
        notes: list[str] = []
        for line in map(str.strip, (found[6] or "").split("\n")):
            if line.startswith("- Tags:"):
                tags += tuple(one or other for one, other in re.findall(r"\[\[(.+?)\]\]|#([\w/-]+)", line))
            else:
                notes.append(line.removeprefix("- ").removeprefix("Note:").strip())
        measure, value = (found[2] or found[4] or "").lower(), found[3] or found[5] or ""
        yield Entry(
            "highlight", unwrapped(found[1]), "\n".join(notes).strip(), tags, location=f"{measure} {value}".strip(),
            page=value if measure == "page" else "", chapter=chapters.before(found.start()),
            order=(measure, (int(value),)) if value.isdigit() else ("file", (number,)),
        )  # fmt: skip


def _kindle(text: str) -> Iterator[Entry]:
    chapters = _Chapters(text)
    for number, found in enumerate(_KINDLE.finditer(text)):
        note, tags = _note_and_tags(found[5].strip())
        value = found[3]
        yield Entry(
            "highlight", unwrapped(found[1]), note, tags, location=f"{found[2]} {value}".strip(), id=found[4],
            page=value if found[2] == "page" else "", chapter=chapters.before(found.start()),
            order=(found[2], (int(value),)) if value.isdigit() else ("file", (number,)),
        )  # fmt: skip


def _koreader(text: str) -> Iterator[Entry]:
    chapters = _Chapters(text)
    for number, found in enumerate(_KOREADER.finditer(text)):
        when = spoken(found[2])
        quote = next(part for part in found.groups()[2:6] if part)
        style = next((name for name, part in (("underline", found[4]), ("strikeout", found[5])) if part), "")
        note = re.split(r"^\[View in book\]|^##? ?$|^_Generated", found[7], flags=re.M)[0].strip()
        note = note.removeprefix("---").strip()
        yield Entry(
            "highlight", unwrapped(quote), note, style=style, created=when, modified=when, page=found[1],
            chapter=chapters.before(found.start()), order=("file", (number,)),
        )  # fmt: skip


def _zotero(text: str) -> Iterator[Entry]:
    begin = 0
    for number, found in enumerate(_ZOTERO.finditer(text)):
        begin = max(begin, text.rfind("\n", begin, found.start()) + 1)
        opened = _QUOTATION_MARK.search(text, begin, found.start())
        begin = found.end()
        line = text.find("\n", begin)
        note = text[begin : line if line >= 0 else len(text)][:_LONGEST_NOTE].strip()
        page = re.search(r"p\. ?(\w+)", found[1])
        if opened:
            yield Entry(
                "highlight", unwrapped(text[opened.end() : found.start()]), _ZOTERO.split(note)[0].strip(), id=found[2],
                page=page[1] if page else "", order=("file", (number,)),
            )  # fmt: skip


def _annotator(text: str) -> Iterator[Entry]:
    """The Annotator's blocks: each holds an annotation as Hypothesis has it, its tags and its id behind it."""
    fences = Ahead(_FENCE, text)
    pairs = ((begin, fences.of(begin.end())) for begin in _ANNOTATOR.finditer(text))
    blocks = [(begin, end) for begin, end in pairs if end]
    for index, (begin, found) in enumerate(blocks):
        try:
            row: Any = loads(re.sub(r"^>[ \t]?", "", text[begin.end() : found.start()], flags=re.M))
        except (ValueError, RecursionError):
            yield Entry("highlight", outcome=("skipped", "damaged"))
            continue
        if not isinstance(row, dict):
            continue
        behind = text[found.end() : blocks[index + 1][0].start() if index + 1 < len(blocks) else len(text)]
        name = re.search(r"^\^([\w-]+)[ \t]*$", behind, re.M)
        tags = re.search(r"^>%%TAGS%%\n>(.*)$", behind, re.M)
        comment = re.search(r"^>%%COMMENT%%\n((?:>(?!%%).*\n?)*)", behind, re.M)
        written = re.sub(r"^>", "", comment[1], flags=re.M).strip() if comment else ""
        entry = hypothesis.books_of([row])[0].entries[0]
        yield entry._replace(
            note=written or entry.note, tags=entry.tags or tuple(_TAGGED.findall(tags[1] if tags else "")),
            id=name[1] if name else plain(row.get("id")),
        )  # fmt: skip
