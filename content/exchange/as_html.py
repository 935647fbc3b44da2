"""A document as HTML: its blocks, and marks in them, with nothing that is fetched or run.

What is written is well formed; every letter of the document's text stands in it once, so that a passage can be found
in it by its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from glossator.content.document import Block, Container, Document, Span
from glossator.content.footnotes import continues_note
from glossator.content.library.inside_links import InsideTargets

_TAGS = {
    "emphasis": "em", "strong": "strong", "strike": "s", "underline": "u", "mark": "mark", "key": "kbd", "code": "code",
    "small-caps": "span", "formula": "span", "link": "a", "footnote": "sup",
}  # fmt: skip
_SAFE = re.compile(r"(?:https?|mailto):", re.I)
_ALIGN = {"c": ' class="c"', "r": ' class="r"'}
_TICKED = {"☑": "checked", "☐": ""}


class Mark(NamedTuple):
    """A range of the text, and the tags that stand around each piece of it; ``first`` is the tag of the first one."""

    start: int
    end: int
    opening: str
    closing: str
    first: str = ""


class HtmlWriter:
    """Writes the blocks of one document.

    Args:
        document: The document.
        marks: Ranges to highlight, in the order of their beginnings.
        picture: Gives the element for a figure, by its block; empty for its words alone.
        heading_offset: How many levels headings are lowered by.
        is_linked: Whether blocks have ids that links lead to.
    """

    def __init__(
        self, document: Document, *, marks: Sequence[Mark] = (), picture: Callable[[Block], str] = lambda block: "",
        heading_offset: int = 0, is_linked: bool = True,
    ) -> None:  # fmt: skip
        self._document, self._text = document, document.text
        self._marks, self._next_mark = sorted(marks, key=lambda mark: (mark.start, -mark.end)), 0
        self._open_marks: list[Mark] = []
        self._picture, self._offset, self._is_linked = picture, heading_offset, is_linked
        linked = {span.target for block in document.blocks for span in block.spans if _is_inside(document, span.target)}
        self._inside = InsideTargets(document)
        found = map(self._inside.place, linked) if is_linked else ()
        places = [place for place in found if place is not None]
        places += [section.start for section in document.sections] if is_linked else []
        self._targets = {document.block_at(place) for place in places}
        self._begun: set[Mark] = set()
        self._referred: set[str] = set()
        self._stack: list[_Open] = []

    def write(self, wrap: Callable[[int, str], str] = lambda index, html: html) -> Iterator[str]:
        """Give the document, a block at a time.

        Args:
            wrap: Given a block's index and its HTML, gives what is written in its place.
        """
        for index, block in enumerate(self._document.blocks):
            yield from self._enter(block)
            yield wrap(index, self._block(index, block))
        yield from self._close(0)

    # -- what blocks stand in

    def _enter(self, block: Block) -> Iterator[str]:
        """Close and open containers until those of a block are open."""
        kept = block.containers[: len(block.containers) - block.opens]
        shared = 0
        mine = [each for each in self._stack if each.container is not None]
        while shared < min(len(mine), len(kept)) and mine[shared].container == kept[shared]:
            shared += 1
        new = block.containers[shared:]
        wanted = _list_tag(new[0]) if new else ""
        yield from self._close(shared, keep=wanted)
        for container in new:
            tag = _list_tag(container)
            if tag and (not self._stack or self._stack[-1].tag != tag or self._stack[-1].container is not None):
                start = f' start="{container.marker[:-1]}"' if tag == "ol" and container.marker[:-1].isdecimal() else ""
                self._stack.append(_Open(tag, None))
                yield f"<{tag}{start}>\n"
            self._stack.append(_Open(_item_tag(container), container))
            yield _opening(container)

    def _close(self, depth: int, keep: str = "") -> Iterator[str]:
        """Close containers down to a depth; the list that the next one belongs to stays open."""
        count = sum(each.container is not None for each in self._stack)
        while self._stack and (count > depth or self._stack[-1].container is None):
            top = self._stack[-1]
            if top.container is None and count == depth and top.tag == keep:
                return
            self._stack.pop()
            count -= top.container is not None
            yield f"</{top.tag}>\n"

    # -- blocks

    def _block(self, index: int, block: Block) -> str:
        name = f' id="b{index}"' if index in self._targets else ""
        match block.kind:
            case "heading":
                level = max(1, min(6, block.level + self._offset))
                name = f' id="b{index}"' if self._is_linked else ""
                return f"<h{level}{name}>{self._inline(block)}</h{level}>\n"
            case "code":
                return f"<pre{name}><code>{self._inline(block)}</code></pre>\n"
            case "verse":
                kind = "formula" if block.info == "formula" else "verse"
                return f'<pre{name} class="{kind}">{self._inline(block)}</pre>\n'
            case "table":
                return self._table(block, name)
            case "rule":
                return f"<hr{name}>\n"
            case "figure":
                caption = self._inline(block)
                return f"<figure{name}>{self._picture(block)}<figcaption>{caption}</figcaption></figure>\n"
            case "footnote" if continues_note(self._document.blocks, index):
                return f'<p{name} class="footnote">{self._inline(block)}</p>\n'
            case "footnote":
                label = _label(block.info)
                back = f' <a href="#r{label}" class="back">↩</a>' if self._is_linked else ""
                id_ = f' id="f{label}"' if self._is_linked else name
                return f'<p{id_} class="footnote"><sup>{escape(block.info)}</sup> {self._inline(block)}{back}</p>\n'
            case _:
                kinds = " ".join(filter(None, (block.kind if block.kind == "meta" else "", block.info)))
                class_ = f' class="{escape(kinds)}"' if kinds else ""
                return f"<p{name}{class_}>{self._inline(block)}</p>\n"

    def _table(self, block: Block, name: str) -> str:
        rows: list[str] = []
        at = block.start
        cells: list[str] = []
        tag = "th"
        ends = [i for i in range(block.start, block.end) if self._text[i] in "\t\n"]
        for end in [*ends, block.end]:
            kind = _ALIGN.get(block.info[len(cells) : len(cells) + 1], "")
            cells.append(f"<{tag}{kind}>{self._pieces(block, at, end)}</{tag}>")
            if end == block.end or self._text[end] == "\n":
                rows.append(f"<tr>{''.join(cells)}</tr>\n")
                cells, tag = [], "td"
            at = end + 1
        return f'<div class="table"{name}><table>\n{"".join(rows)}</table></div>\n'

    # -- what stands in them

    def _inline(self, block: Block) -> str:
        return self._pieces(block, block.start, block.end)

    def _pieces(self, block: Block, start: int, end: int) -> str:
        """A range of a block with its spans and the marks, nested where they overlap by ending and beginning again."""
        layers = [self._layer(span) for span in block.spans if span.start < end and span.end > start]
        layers += self._marks_in(start, end)
        if not layers:
            return self._plain(start, end, block)
        cuts = sorted({start, end, *(p for layer in layers for p in layer[:2] if start < p < end)})
        out: list[str] = []
        open_: list[Mark] = []
        for left, right in pairwise(cuts):
            wanted = [layer for layer in layers if layer.start <= left and layer.end >= right]
            shared = 0
            while shared < min(len(open_), len(wanted)) and open_[shared] is wanted[shared]:
                shared += 1
            out += [layer.closing for layer in reversed(open_[shared:])]
            out += [self._tag(layer) for layer in wanted[shared:]]
            open_ = wanted
            out.append(self._plain(left, right, block))
        out += [layer.closing for layer in reversed(open_)]
        return "".join(out)

    def _tag(self, layer: Mark) -> str:
        if not layer.first or layer in self._begun:
            return layer.opening
        self._begun.add(layer)
        return layer.first

    def _marks_in(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a range; ranges are asked for in reading order."""
        while self._next_mark < len(self._marks) and self._marks[self._next_mark].start < end:
            self._open_marks.append(self._marks[self._next_mark])
            self._next_mark += 1
        self._open_marks = [mark for mark in self._open_marks if mark.end > start]
        return [mark for mark in self._open_marks if mark.start < end]

    def _plain(self, start: int, end: int, block: Block) -> str:
        text = escape(self._text[start:end], quote=False)
        return text if block.kind in ("code", "verse") else text.replace("\n", "<br>\n")

    def _layer(self, span: Span) -> Mark:
        tag = _TAGS.get(span.kind, "span")
        opening = f"<{tag}>"
        if span.kind == "link":
            href = self._href(span.target)
            tag = "a" if href else "span"
            opening = f'<a href="{escape(href)}" rel="noreferrer">' if href else "<span>"
        elif span.kind == "footnote":
            label = _label(span.target)
            name = "" if label in self._referred else f' id="r{label}"'  # the way back leads to the first
            self._referred.add(label)
            opening = f'<sup><a href="#f{label}"{name}>' if self._is_linked else "<sup>"
            return Mark(span.start, span.end, opening, "</a></sup>" if self._is_linked else "</sup>")
        elif span.kind == "small-caps":
            opening = '<span class="small-caps">'
        elif span.kind == "formula":
            opening = f'<span class="formula" title="{escape(span.target)}">'
        return Mark(span.start, span.end, opening, f"</{tag}>")

    def _href(self, target: str) -> str:
        """Where a link leads: to the web or a mail program, or to a block of this page; empty for elsewhere."""
        if _SAFE.match(target):
            return target
        if not self._is_linked or not _is_inside(self._document, target):
            return ""
        place = self._inside.place(target)
        if place is None:
            return ""
        return f"#b{self._document.block_at(place)}"


def _is_inside(document: Document, target: str) -> bool:
    return target.startswith("#") or target in document.anchors


class _Open(NamedTuple):
    """An element that is open: that of a container, or the list that items stand in."""

    tag: str
    container: Container | None


def _list_tag(container: Container) -> str:
    if not container.marker:
        return ""
    if container.marker == " ":
        return "dl"
    return "ol" if container.marker[0].isdigit() else "ul"


def _item_tag(container: Container) -> str:
    if container.callout:
        return "aside"
    if not container.marker:
        return "blockquote"
    return "dd" if container.marker == " " else "li"


def _opening(container: Container) -> str:
    if container.callout:
        return f'<aside class="callout {escape(container.callout)}">\n'
    tick = _TICKED.get(container.marker)
    if tick is not None:
        return f'<li class="task"><input type="checkbox" disabled {tick}>'
    return f"<{_item_tag(container)}>"


def _label(label: str) -> str:
    """A footnote's label as a part of an id."""
    return re.sub(r"[^\w-]|_", lambda sign: f"_{ord(sign[0]):x}_", label)


def blocks_html(document: Document, heading_offset: int = 0) -> str:
    """Write a short document, such as a note, without ids.

    Args:
        document: The document.
        heading_offset: How many levels headings are lowered by.
    """
    return "".join(HtmlWriter(document, heading_offset=heading_offset, is_linked=False).write())
