"""Marks in a Markdown text itself: ``==words==``, ``<mark>``, CriticMarkup; and quotations with notes below them.

What stands right behind a mark, in a comment (``{>>…<<}``, ``%%…%%``), a footnote or as plain words, is its note.

Source:
    https://github.com/CriticMarkup/CriticMarkup-toolkit
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.scanning import Ahead, Headings
from glossator.content.exchange.note_markdown import uncontained
from glossator.content.formats.markdown_signs import code_in
from glossator.content.notes.annotation import parse_tags
from glossator.content.text.front_matter import facts_in, front_matter_of
from glossator.content.text.ranges import Ranges

_BEGIN = re.compile(r"(?P<critic>\{==)|(?P<mark>(?<![=\\])==(?=[^=\s]))|(?P<html><mark\b[^<>]{0,200}>)")
_ENDS = {
    "critic": re.compile(r"==\}"), "mark": re.compile(r"(?<=[^=\s])==(?!=)"), "html": re.compile("</mark>"),
}  # fmt: skip
_COMMENT = re.compile(r"[ \t]*(?:(?P<critic>\{>>)|(?P<hidden>%%)|\[\^(?P<label>[^\]\s]{1,200})\](?!:))")
_COMMENT_ENDS = {"critic": re.compile("<<\\}"), "hidden": re.compile("%%")}
_EDIT = re.compile(
    r"\{\+\+(.{0,500}?)\+\+\}|\{--(.{0,500}?)--\}|\{~~(.{0,500}?)~>(.{0,500}?)~~\}|\{>>(.{0,500}?)<<\}", re.S
)
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n[ \t]+.*)*)", re.M)
_TAGGED = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]*)")
_HEADING = re.compile(r"^(#{1,6}) ++(.*[^ \t#\n])[ \t#]*$", re.M)
_BEHIND = re.compile(r"[ \t]+([^\s=<{%\[][^\n=<{%\[]*)$", re.M)
"""Plain words behind a mark."""
_QUOTATION = re.compile(r"^> .*(?:\n>.*)*", re.M)
_FACTS = re.compile(
    r"^\*(\w+)((?: · #(?:\"(?:[^\"\n]|\"\")*\"|(?!\")\S+))*)((?: · p\. [^·*]+)?)(?: · in [^*]+?)?"
    r"(?: · (\d{4}-\d\d-\d\d))?\*(?: <!-- (\d+) -->)?$", re.M
)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>()]{1,2000}")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_QUOTATION_MARKS = "\"'’”»)]"
_LONGEST_INDENT = 100
"""Code points before a mark that begins its line."""


def has_marks(text: str) -> bool:
    """Whether there is a mark in a text, or a quotation with what is known of it below."""
    return next(_pairs(text), None) is not None or bool(_FACTS.search(text)) or bool(_CALLOUT.search(text))


_CALLOUT = re.compile(
    r"^> \[!quote(?:\|(?P<color>[\w-]+))?\][-+]?[ \t]*+(?P<title>.*+)\n(?P<quote>(?:>.*+\n?)+)\n?"
    r"(?:\^(?P<id>[\w-]+)[ \t]*\n)?", re.M,
)


def read(given: Given) -> list[ImportedBook]:
    """Read the marks of one text, or the quotations of our own export."""
    text = given.text
    facts = facts_in(front_matter_of(text))
    first = _HEADING.search(text)
    title = facts.get("title") or (first[2] if first else "") or given.path.stem
    if _CALLOUT.search(text):
        entries = list(_callouts(text))
        return [ImportedBook(title, facts.get("author", ""), (), facts.get("source", ""), tuple(entries))]
    if _FACTS.search(text) and first and first[1] == "#":
        return list(_own_books(text))
    return [ImportedBook(title, facts.get("author", ""), entries=tuple(_marks(text)))]


def _pairs(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Where each mark begins, its words begin and end, and it ends; there are none in code and in addresses."""
    if not _BEGIN.search(text):
        return
    ends = {name: Ahead(pattern, text) for name, pattern in _ENDS.items()}
    code, addresses = code_in(text, is_indented=False), Ranges(match.span() for match in _ADDRESS.finditer(text))
    at = 0
    for begin in _BEGIN.finditer(text):
        is_verbatim = code.touch(*begin.span()) or addresses.touch(*begin.span())
        end = ends[str(begin.lastgroup)].of(begin.end() + 1) if begin.start() >= at and not is_verbatim else None
        if end:
            at = end.end()
            yield begin.start(), begin.end(), end.start(), at


def _marks(text: str) -> Iterator[Entry]:
    footnotes = {label: " ".join(note.split()) for label, note in _FOOTNOTE.findall(text)}
    comments = _Comments(text, footnotes)
    chapters = Headings(_HEADING, text, 2)
    for number, (start, begin, end, at) in enumerate(_pairs(text)):
        notes, at = comments.behind(at)
        behind = _BEHIND.match(text, at)
        if not notes and behind and _begins_line(text, start) and not _goes_on(text[begin:end], behind[1]):
            notes.append(behind[1])
        note = "\n\n".join(filter(None, map(str.strip, notes)))
        tags = tuple(_TAGGED.findall(note))
        before = _without_edits(text[max(0, start - 64) : start])
        after = _without_edits(text[at : at + 64])
        yield Entry(
            "highlight", unwrapped(_without_edits(text[begin:end])), _TAGGED.sub("", note).strip(), tags,
            chapter=_unescaped(chapters.before(start)), order=("file", (number,)), prefix=before, suffix=after,
        )  # fmt: skip


def _begins_line(text: str, at: int) -> bool:
    return not text[max(0, at - _LONGEST_INDENT) : at].rpartition("\n")[2].strip()


def _goes_on(marked: str, behind: str) -> bool:
    """Whether what stands behind a mark is the rest of the sentence that it begins, and no note on it."""
    is_whole = marked.rstrip(_QUOTATION_MARKS).endswith(_SENTENCE_ENDS)
    ends_there = behind.rstrip(_QUOTATION_MARKS + " ").endswith(_SENTENCE_ENDS)
    return not is_whole and ends_there and not behind[0].isupper()


class _Comments:
    """The comments and footnotes that stand right behind a mark."""

    def __init__(self, text: str, footnotes: dict[str, str]) -> None:
        self._text, self._footnotes = text, footnotes
        self._ends = {name: Ahead(pattern, text) for name, pattern in _COMMENT_ENDS.items()}

    def behind(self, at: int) -> tuple[list[str], int]:
        """Give what they say, and where the last of them ends."""
        notes: list[str] = []
        while match := _COMMENT.match(self._text, at):
            label = match["label"]
            if label:
                notes.append(self._footnotes.get(label, ""))
                at = match.end()
                continue
            end = self._ends[str(match.lastgroup)].of(match.end())
            if end is None:
                break
            notes.append(self._text[match.end() : end.start()])
            at = end.end()
        return notes, at


def _without_edits(text: str) -> str:
    """A text as it was before what CriticMarkup suggests; comments are not in it."""
    return _EDIT.sub(lambda found: found[2] or found[3] or "", text)


def _callouts(text: str) -> Iterator[Entry]:
    """Callouts of quotations, as we write them for Obsidian; what stands below one, up to the next, is its note."""
    found = list(_CALLOUT.finditer(text))
    chapters = Headings(_HEADING, text, 2)
    is_own = "glossator" in facts_in(front_matter_of(text))
    for number, each in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        heading = _HEADING.search(text, each.end(), end)
        below = text[each.end() : heading.start() if heading else end].strip()
        below = re.sub(r"(?:^|\n)---\s*$", "", below).strip()
        within = "\n".join(re.sub(r"^> ?", "", line) for line in each["quote"].rstrip("\n").split("\n"))
        name = each["id"] or ""
        if is_own:
            yield _own_callout(each, within, _unescaped(chapters.before(each.start())), number)
            continue
        quote = _unescaped(within)
        if at_end := re.search(r"[ \t]\^([\w-]+)\s*$", quote):
            name, quote = at_end[1], quote[: at_end.start()]
        note, tags = _note_and_tags(below)
        when = iso(each["title"])
        yield Entry(
            "highlight", quote.strip("\n"), note, tags, each["color"] or "", created=when, modified=when, id=name,
            chapter=_unescaped(chapters.before(each.start())), order=("file", (number,)),
        )  # fmt: skip


def _own_callout(found: re.Match[str], within: str, chapter: str, number: int) -> Entry:
    """A callout as we write it: the quote, its wording now, the note in a callout of its own, and the tags."""
    quote, *parts = re.split(r"\n\n(?=\*Reworded since|> \[!note\]|#)", within)
    note = next((part for part in parts if part.startswith("> [!note]")), "")
    tags = next((part for part in parts if part.startswith("#")), "")
    lines = [re.sub(r"^> ?", "", line) for line in note.split("\n")[1:]]
    title, _, place = found["title"].partition(" %%")
    day, _, page = title.partition(" · p. ")
    when = iso(day)
    return Entry(
        "highlight", _unescaped(quote), uncontained("\n".join(lines)).strip(),
        tuple(whole or short for short, whole in re.findall(r"#(\S+)(?: %%(.*?)%%)?", tags)), found["color"] or "",
        created=when, modified=when, id=found["id"] or "", chapter=chapter, page=page.strip(),
        order=("file", (number,)), position=int(place[:-2]) if place[:-2].isdecimal() else None,
    )  # fmt: skip


def _note_and_tags(below: str) -> tuple[str, tuple[str, ...]]:
    """A note whose last words, or last line, are its tags."""
    lines = below.split("\n")
    match = re.search(r"(?:^|[ \t])((?:#[^\s#]++[ \t]*+)+)$", lines[-1])
    if not match:
        return below, ()
    lines[-1] = lines[-1][: match.start()]
    return "\n".join(lines).strip(), tuple(tag.lstrip("#") for tag in match[1].split())


def _own_books(text: str) -> Iterator[ImportedBook]:
    """Our own Markdown: a heading for a document, a quotation, a note, and a line with what is known."""
    starts = [found for found in _HEADING.finditer(text) if found[1] == "#"]
    for index, heading in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        body = text[heading.end() : end]
        entries: list[Entry] = []
        chapters = Headings(_HEADING, body, 2)
        at = 0
        for facts in _FACTS.finditer(body):
            quoted = _QUOTATION.search(body, at, facts.start())
            if quoted:
                quote = "\n".join(_unescaped(re.sub(r"^> ?", "", line)) for line in quoted[0].split("\n"))
                when = iso(facts[4] or "")
                quote = "" if quote == "(no passage)" else quote
                entries.append(Entry(
                    "highlight" if quote else "note", quote, _own_note(body[quoted.end() : facts.start()]),
                    parse_tags(re.sub(r" · #(?=\S)", " ", _unescaped(facts[2]))), facts[1], created=when, modified=when,
                    page=facts[3].replace(" · p. ", "").strip(), chapter=_unescaped(chapters.before(quoted.start())),
                    order=("file", (len(entries),)), position=int(facts[5]) if facts[5] else None,
                ))  # fmt: skip
            at = facts.end()
        author = re.match(r"\n+([^\n>#*]+)\n", body)
        yield ImportedBook(_unescaped(heading[2]), author[1].split(" · ")[0] if author else "", entries=tuple(entries))


def _own_note(text: str) -> str:
    """A note as it was before it was made an item of a list, without the wording that stands before it."""
    text = re.sub(r"^\s*\*Reworded since[^\n]*\*\n+(?:>[^\n]*\n?)+", "", text).strip("\n")
    if not re.match(r"- ?", text):
        return text.strip()
    lines = [re.sub(r"^(?:- | {2})", "", line) for line in text.split("\n")]
    return uncontained("\n".join(lines)).strip()


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\`*_\[\]<>#|~^$=!+.)%{:-])", r"\1", text)
