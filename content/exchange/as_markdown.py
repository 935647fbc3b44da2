"""A document as Markdown: its headings, lists, check boxes, quotations, tables, code and links.

What is written is read back as the same text with the same structure, but for text that looks like ``x^2^`` or
``==this==``: Markdown has no way to say that these are no signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from glossator.content.document import Block, Container, Document, Span
from glossator.content.footnotes import stands_in_note

_SPECIAL = re.compile(r"[\\`*\[\]<|~$^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|==")
_AT_START = re.compile(r"(?:#{1,6}|[-+]|=+|-+)(?=\s|$)|[>:]|!!!|\?\?\?|===|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
_SIGNS = {"emphasis": "*", "strong": "**", "strike": "~~", "mark": "=="}
_TAGS = {"underline": "u", "key": "kbd"}
_ELEMENTS = {"emphasis": "em", "strong": "strong", "strike": "del", "mark": "mark"}
"""What is written where a sign of ours would stand between a letter and a sign, and mean nothing (CommonMark, 6.2)."""
_RULE = {"l": "---", "c": ":-:", "r": "--:"}
_NAMES_PICTURES = frozenset({"markdown", "html"})
"""Formats whose pictures have a name outside of the document."""
_UNNAMED = re.compile(r"[<>\\]")
_NOTE_INSET = "    "
"""Before what goes on with a footnote."""
_BOXES = {"☑": "- [x] ", "☐": "- [ ] "}


def as_markdown(document: Document, start: int = 0) -> str:
    """Write a document as Markdown.

    Args:
        document: The document.
        start: The code point to begin at, which is that of a block.

    Returns:
        CommonMark with tables, footnotes, check boxes and the rest of what the Markdown reader knows.
    """
    out: list[str] = []
    before: Block | None = None
    first_block = document.block_at(start) if start else 0
    for index, block in enumerate(document.blocks[first_block:], first_block):
        goes_on = index > first_block and stands_in_note(document.blocks, index)
        lines = _lines(document, block, is_named=not goes_on)
        inset = _NOTE_INSET * goes_on
        first, rest = (inset + prefix for prefix in _prefixes(block))
        if before is not None:
            out.append(_between(before, block))
        out.append(first + lines[0])
        out += [rest + line if line else rest.rstrip() for line in lines[1:]]
        before = block
    return "\n".join([*out, ""])


def _between(before: Block, block: Block) -> str:
    """The blank line between two blocks, within the quotations that both stand in."""
    shared = 0
    for one, two in zip(before.containers, block.containers[: len(block.containers) - block.opens], strict=False):
        if one != two:
            break
        shared += 1
    return "".join(_rest_of(container) for container in block.containers[:shared]).rstrip()


def _prefixes(block: Block) -> tuple[str, str]:
    """What stands before a block's first line, and before the others."""
    first = rest = ""
    opens = len(block.containers) - block.opens
    for depth, container in enumerate(block.containers):
        following = _rest_of(container)
        first += _first_of(container) if depth >= opens else following
        rest += following
    return first, rest


def _first_of(container: Container) -> str:
    marker = container.marker
    if not marker:
        return "> "
    if marker == " ":
        return ": "
    return _BOXES.get(marker) or _number_or_dash(marker)


def _number_or_dash(marker: str) -> str:
    return f"{marker} " if marker[0].isdigit() else "- "


def _rest_of(container: Container) -> str:
    return " " * (len(container.marker) + 1) if container.marker else "> "


def _lines(document: Document, block: Block, *, is_named: bool) -> list[str]:
    """The lines of a block, without what they stand in; a footnote's label stands where it is ``is_named``."""
    text = document.text[block.start : block.end]
    if block.kind == "rule":
        return ["---"]
    if block.kind == "code":
        return _fenced(text, block.info)
    if block.kind == "table":
        return _table(document, block)
    formula = next((span.target for span in block.spans if block.info == "formula" and span.target), "")
    if formula:
        return [f"$${formula}$$"]
    written = _inline(document, block.spans, block.start, block.end)
    has_picture = block.kind == "figure" and block.info and document.format in _NAMES_PICTURES
    if has_picture and not block.info.startswith("data:"):
        return [_picture(document, block)]
    if block.kind == "heading":
        return [f"{'#' * max(1, min(6, block.level))} {written}"]
    if block.info == "title" and block.containers and block.containers[-1].callout:
        return [f"[!{block.containers[-1].callout}] {_without_strong(document, block)}"]
    if block.kind == "footnote" and is_named:
        return [f"[^{block.info}]: {written}"]
    *broken, last = [_guarded(_indented(line)) for line in written.split("\n")]
    return [*(f"{line}\\" for line in broken), last]


def _picture(document: Document, block: Block) -> str:
    """A picture, within its link where it has one."""
    words = _inline(document, (), block.start, block.end).replace("\n", " ")
    picture = f"![{words}](<{_UNNAMED.sub(_percent, block.info)}>)"
    target = next((span.target for span in block.spans if span.kind == "link" and span.target), "")
    return f"[{picture}](<{_UNNAMED.sub(_percent, target)}>)" if target else picture


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _indented(line: str) -> str:
    """A line whose spaces at its beginning, as in a poem, stay."""
    bare = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(bare)) + bare


def _without_strong(document: Document, block: Block) -> str:
    """The title of a callout, all of which is strong by itself."""
    whole = block.start, block.end, "strong"
    spans = tuple(span for span in block.spans if span[:3] != whole)
    return _inline(document, spans, block.start, block.end)


def _guarded(line: str) -> str:
    """A line whose beginning is no sign of a list, a heading or the like."""
    if line.startswith("\\[") and line.endswith("\\]"):
        return "&#91;" + line[2:]  # which might be a formula
    match = _AT_START.match(line)
    if not match:
        return line
    at = match.end("number") if match["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def _fenced(code: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + language, *code.split("\n"), fence]


def _table(document: Document, block: Block) -> list[str]:
    rows: list[list[str]] = [[]]
    at = block.start
    for end in [*_separators(document.text, block), block.end]:
        rows[-1].append(_inline(document, block.spans, at, end))
        if end < block.end and document.text[end] == "\n":
            rows.append([])
        at = end + 1
    width = max(map(len, rows))
    columns = [_RULE.get(letter, "---") for letter in (block.info + "l" * width)[:width]]
    head, *body = [row + [""] * (width - len(row)) for row in rows]
    return [f"| {' | '.join(row)} |" for row in (head, columns, *body)]


def _separators(text: str, block: Block) -> Iterator[int]:
    return (at for at in range(block.start, block.end) if text[at] in "\t\n")


def _inline(document: Document, spans: tuple[Span, ...], start: int, end: int) -> str:
    """A range of the text with its spans; those that overlap are ended and begun again where they meet."""
    text = document.text
    tight = dict.fromkeys(_tight(text, span, start, end) for span in spans if span.start < end and span.end > start)
    here = sorted((span for span in tight if span.start < span.end), key=lambda span: (span.start, -span.end))
    cuts = sorted({start, end, *(span.start for span in here), *(span.end for span in here)})
    out: list[str] = []
    open_: list[Span] = []
    coming = 0
    for left, right in pairwise(cuts):
        wanted = [span for span in open_ if span.end > left]
        while coming < len(here) and here[coming].start <= left:
            wanted.append(here[coming])
            coming += 1
        shared = 0
        while shared < min(len(open_), len(wanted)) and open_[shared] == wanted[shared]:
            shared += 1
        out += [_closing(text, span) for span in reversed(open_[shared:])]
        out += [_opening(text, span) for span in wanted[shared:]]
        open_ = wanted
        piece = text[left:right]
        verbatim = next((span for span in wanted if span.kind in ("code", "formula", "footnote")), None)
        out.append(_verbatim(verbatim, piece, left) if verbatim else _SPECIAL.sub(lambda sign: "\\" + sign[0], piece))
    out += [_closing(text, span) for span in reversed(open_)]
    return "".join(out)


def _tight(text: str, span: Span, start: int, end: int) -> Span:
    """A span as far as it is in a range, without the spaces at its ends: a sign beside a space would mean nothing."""
    first, last = max(start, span.start), min(end, span.end)
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return span._replace(start=first, end=last)


def _verbatim(span: Span, piece: str, left: int) -> str:
    """A piece of code, a formula or a reference, in which no sign means anything."""
    if span.kind == "code":
        fence = "`" * (max((len(run) for run in re.findall("`+", piece)), default=0) + 1)
        blank = " " if piece[:1] == "`" or piece[-1:] == "`" else ""
        return f"{fence}{blank}{piece}{blank}{fence}"
    if left > span.start:
        return ""  # was written whole where it begins
    if span.kind == "footnote":
        return f"[^{span.target}]"
    return f"${span.target}$" if span.target else piece


def _tag(text: str, span: Span) -> str:
    """The element that a span is written as; empty where its signs can be told from those of the text."""
    if span.kind in _TAGS:
        return _TAGS[span.kind]
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    is_in_word = (before.isalnum() and not text[span.start].isalnum()) or (
        after.isalnum() and not text[span.end - 1].isalnum()
    )
    return _ELEMENTS.get(span.kind, "") if is_in_word else ""


def _opening(text: str, span: Span) -> str:
    if tag := _tag(text, span):
        return f"<{tag}>"
    return "[" if span.kind == "link" else _SIGNS.get(span.kind, "")


def _closing(text: str, span: Span) -> str:
    if tag := _tag(text, span):
        return f"</{tag}>"
    if span.kind == "link":
        target = re.sub(r"[<>\n]", lambda sign: f"%{ord(sign[0]):02X}", span.target).replace("\\", "\\\\")
        return f"](<{target}>)" if re.search(r"[\s()\\]", target) else f"]({target})"
    return _SIGNS.get(span.kind, "")
