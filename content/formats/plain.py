"""Plain text as people have it: saved articles, Project Gutenberg books, mail quotes, verse, headings of all sorts.

The text is read in chunks between blank lines. A chunk becomes a heading only on good evidence: a structure
word with its number, an underline, a numbered or all-capital line, or, where every line is a paragraph, a short
line between long ones. What is uncertain stays a paragraph, and nothing is dropped: page headers and licence
text stay, as blocks of kind ``meta``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from glossator.content.document import Builder, Container, Document, fold
from glossator.content.formats.chunks import Chunk
from glossator.content.formats.contents import RANK, contents_of, find_headings
from glossator.content.formats.indented import centred, mark_outdented, split_at_heading
from glossator.content.formats.plain_layout import Joining, indent_of, is_drawn, undressed
from glossator.content.formats.structure_words import is_spaced, numbered_parts, structure_word
from glossator.content.sources.source import Source, head_of
from glossator.content.text.lines import without_soft_breaks
from glossator.content.text.sanitize import is_blank

_NUMBERED = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?P<t>[^\W\d_a-z].*)")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\*{3,})\s*")
_GUTENBERG_START = re.compile(r"\*\*\* ?START OF (?:THIS|THE) PROJECT GUTENBERG.*", re.I)
_GUTENBERG_END = re.compile(
    r"\*\*\* ?END OF (?:THIS|THE) PROJECT GUTENBERG.*|End of (?:the )?Project Gutenberg.*", re.I
)
_FACT = re.compile(r"(Title|Author|Release Date|Posting Date):\s*(.+)")
_BOILERPLATE = re.compile(
    r"click here|subscribe|newsletter|sign up|you are reading|read more|members?\b|membership|author\(s\)"
    r"|copyright|all rights reserved|cookie|privacy|share this|follow us|advertisement|related articles",
    re.I,
)
_RULE = re.compile(r"[\s*_=~·.-]{3,}")
_SHORT_LINE = 50
"""Columns up to which a line may be one of verse, or of an address; those of running text are longer."""
_BULLET = re.compile(r"\s*([-*•+]|\d{1,3}[.)])\s+(?=\S)")


def read(source: Source) -> Document:
    """The document in plain text. Raises DocumentError when it holds no text."""
    if (plain := undressed(source.data)) is not source.data:
        source = replace(source, data=plain)
    text, rest = head_of(source)
    return replace(_read(text), rest=rest)


def _read(text: str) -> Document:
    indent = indent_of(text)
    chunks = [
        chunk
        for part in re.split(r"\n(?:[ \t]*+\n)+", text)
        if (lines := [line.rstrip() for line in part.split("\n") if not is_blank(line)])
        for chunk in split_at_heading(lines, indent)
    ]
    facts: dict[str, str] = {}
    first, last = _set_apart_licence(chunks, facts)
    body = chunks[first:last]
    lengths = [len(c.lines[0]) for c in body if len(c.lines) > 1]
    saved = not lengths or median(len(line) for c in body for line in c.lines) > 100 or len(lengths) < len(body) * 0.15
    title = facts.get("title", "")
    body = _find_listed(body) or body
    if indent and mark_outdented(body):
        title = title or centred(body)
    elif not _find_structure(body) and not any(chunk.level for chunk in body):
        title = _mark_headings(body, saved, title)
    chunks[first:last] = body
    out, joining = Builder(), Joining(text)
    for chunk in chunks:
        _add(out, chunk, saved and not indent, joining)
    return out.document(title, format="text", author=facts.get("author", ""))


def _set_apart_licence(chunks: list[Chunk], facts: dict[str, str]) -> tuple[int, int]:
    """Mark Project Gutenberg's header and licence; the range of chunks between them."""
    first, last = 0, len(chunks)
    for index, chunk in enumerate(chunks):
        if first == 0 and index < 60:
            for line in chunk.lines:
                if match := _FACT.match(line.strip()):
                    facts.setdefault(match[1].lower(), fold(match[2]))
                if _GUTENBERG_START.match(line.strip()):
                    first = index + 1
        elif any(_GUTENBERG_END.match(line.strip()) for line in chunk.lines):
            last = index
            break
    if first == 0:
        facts.clear()
    for chunk in chunks[:first] + chunks[last:]:
        chunk.meta = True
    return first, last


def _structure(chunk: Chunk) -> str:
    """The structure word a chunk opens with, when the chunk is a heading made of it."""
    return structure_word(chunk.one) if len(chunk.lines) <= 3 else ""


def _find_listed(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with the headings that the printed contents list, marked; empty without a list that holds.

    The list itself is marked so that nothing in it is taken for a heading; a title below its number joins it.
    """
    entries, begin, end = contents_of([chunk.lines for chunk in chunks])
    for chunk in chunks[begin:end]:
        chunk.listed = True
    found = find_headings(entries, [chunk.lines for chunk in chunks], end) if entries else []
    if not found:
        return []
    out = []
    headings = {heading.index: heading for heading in found}
    kinds = {entry.kind for entry in entries if entry.kind}
    others = {
        index for index, chunk in enumerate(chunks)
        if index not in headings and not chunk.listed and _structure(chunk) in kinds
    }  # fmt: skip
    if len(others) > len(found) // 5:
        others = set()  # the list is of a part of the book only
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        if heading := headings.get(index):
            chunk.level = heading.level
            if heading.titled_by_next:
                chunk.lines = chunk.lines + chunks[index + 1].lines
                index += 1
        elif index in others:
            chunk.listed = True  # the list has every one of its kind
        out.append(chunk)
        index += 1
    return out


def _find_structure(chunks: list[Chunk]) -> bool:
    """Headings made of structure words, contents lists left out; False when there are too few to trust."""
    real = [(index, word) for index, chunk in enumerate(chunks) if not chunk.listed and (word := _structure(chunk))]
    if all(word not in ("chapter", "section") for _, word in real):
        starts = {index for index, word in real if word in RANK}
        lines = [c.lines[0] if len(c.lines) == 1 and not c.listed and not c.meta else "" for c in chunks]
        real = sorted([*real, *((index, "chapter") for index in numbered_parts(lines, starts))])
    words = {word for _, word in real if word in RANK}
    if len(real) < 2 or not words:
        return False
    order = sorted({RANK[word] for word in words})
    for index, word in real:
        chunk = chunks[index]
        if not chunk.level:
            chunk.level = 1 + order.index(RANK[word]) if word in RANK else 1
    return True


def _mark_headings(chunks: list[Chunk], saved: bool, title: str) -> str:
    """Title, headings and page headers and footers of a text without structure words; gives the title."""
    lead = 0
    if saved or not title:
        lead = next(
            (i for i, c in enumerate(chunks[:12]) if i + 1 < len(chunks) and _short(c) and _long(chunks[i + 1])),
            -1,
        )
        if lead >= 0 and len(chunks) > 2:
            for chunk in chunks[:lead]:
                chunk.meta = True
            chunks[lead].level = 1
            title = title or chunks[lead].one
        if saved:
            for chunk in reversed(chunks[max(lead, 0) + 2 :]):
                if len(chunk.one) > 220 or not _BOILERPLATE.search(chunk.one):
                    break
                chunk.meta = True
    base = 1 if lead >= 0 and chunks and chunks[lead].level else 0
    numbered = _numbered(chunks)
    for index, chunk in enumerate(chunks):
        if chunk.meta or chunk.level:
            continue
        underline = len(chunk.lines) >= 2 and _UNDERLINE.fullmatch(chunk.lines[1])
        if underline and len(chunk.lines[0]) <= 100:
            chunk.level = 1 if underline[1][0] == "=" else 2
        elif index in numbered:
            chunk.level = numbered[index] + base
        elif not _short(chunk) or index + 1 >= len(chunks):
            continue
        elif _capitals(chunk.lines[0]) or (saved and _long(chunks[index + 1]) and _long(chunks[index - 1])):
            chunk.level = 1 + base
    return title


def _short(chunk: Chunk) -> bool:
    """One short line that does not end, or begin, as a sentence in running text does."""
    line = chunk.lines[0].strip()
    return (
        len(chunk.lines) == 1
        and 3 <= len(line) <= 140
        and not line.endswith((".", ",", ";", ":"))
        and not line[0].islower()
        and any(c.isalpha() for c in line)
        and not _BULLET.match(line)
        and not line.startswith((">", '"', "http"))
        and not re.search(r"\.\w{3,4}$", line)
        and not is_spaced(line)
    )


def _long(chunk: Chunk) -> bool:
    return len(chunk.one) >= 140


def _capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    is_loud = len(letters) >= 4 and all(c.isupper() for c in letters)
    return is_loud and len(line.strip()) <= 80 and not is_spaced(line)


def _numbered(chunks: list[Chunk]) -> dict[int, int]:
    """Headings such as ``2. Method`` and ``2.1 Data``, when each stands alone and they count up from one."""
    found: dict[int, int] = {}
    last: tuple[int, ...] = ()
    for index, chunk in enumerate(chunks):
        match = _NUMBERED.fullmatch(chunk.lines[0].strip()) if len(chunk.lines) == 1 else None
        if not match or len(match["t"]) > 80 or match["t"].endswith((".", ",", ";")):
            continue
        number = tuple(int(n) for n in match["n"].split("."))
        before = last[: len(number)]
        is_first = number == (1,) and not last
        is_next = bool(last) and len(last) >= len(number) and number == (*before[:-1], before[-1] + 1)
        is_inner = bool(last) and number == (*last, 1)
        if is_first or is_next or is_inner:
            found[index] = len(number)
            last = number
    return found if len(found) >= 2 else {}


def _add(out: Builder, chunk: Chunk, saved: bool, joining: Joining) -> None:
    """Add a chunk as the blocks it turned out to be."""
    if chunk.level:
        lines = chunk.lines
        if len(lines) >= 2 and _UNDERLINE.fullmatch(lines[1]):
            out.add("heading", fold(lines[0]), level=chunk.level)
            if len(lines) > 2:
                _add(out, Chunk(lines[2:]), saved, joining)
            return
        out.add("heading", chunk.one, level=chunk.level)
        return
    lines = [line.expandtabs(8) for line in chunk.lines]
    if chunk.meta and len(lines) > 1 and min(map(len, lines[:-1])) > _SHORT_LINE:  # running text, such as a licence
        out.add("meta", fold(joining.joined(lines)))
    elif chunk.meta:
        out.add("meta", "\n".join(fold(line) for line in lines))
    elif all(line.lstrip().startswith(">") for line in lines):
        depth = min(len(re.match(r"[> ]*", line.lstrip())[0].replace(" ", "")) for line in lines)  # type: ignore[index]
        text = fold(without_soft_breaks("\n".join(line.lstrip(" >") for line in lines)))
        out.add("paragraph", text, containers=(Container(),) * depth, opens=depth)
    elif _RULE.fullmatch(chunk.one):
        out.add("rule", chunk.one)
    elif _BULLET.match(lines[0]):
        _add_items(out, lines, joining)
    elif is_drawn(lines):
        shift = min(len(line) - len(line.lstrip()) for line in lines)
        out.add("code", "\n".join(line[shift:] for line in lines))
    elif saved:
        for line in lines:
            out.add("paragraph", fold(line))
    elif len(lines) > 1 and (all(line[:2] == "  " for line in lines) or _ragged(lines)):
        shift = min(len(line) - len(line.lstrip()) for line in lines)
        out.add("verse", "\n".join(line[shift:] for line in lines))
    else:
        out.add("paragraph", fold(joining.joined(lines)))


def _ragged(lines: list[str]) -> bool:
    """Verse or an address: several lines, all short, none of them filled as running text fills them."""
    return len(lines) >= 3 and max(map(len, lines)) <= _SHORT_LINE


def _add_items(out: Builder, lines: list[str], joining: Joining) -> None:
    item: list[str] = []
    marker = ""

    def end() -> None:
        if item:
            out.add("item", fold(joining.joined(item)), containers=(Container(marker),), opens=1)

    for line in lines:
        if match := _BULLET.match(line):
            end()
            marker = match[1] if match[1][0].isdigit() else "•"
            item = [line[match.end() :]]
        else:
            item.append(line)
    end()
