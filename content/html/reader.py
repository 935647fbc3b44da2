"""Markup: a tree of HTML elements in, blocks out; for web pages, e-books and office documents alike.

Nothing is ever loaded: scripts, styles, frames, media and what is hidden are passed over, an image is its caption
or its alternative text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from glossator.content.document import Builder, Container, Kind, Span, SpanKind
from glossator.content.html.block_writer import BlockWriter
from glossator.content.html.elements import WHITE, beginning_of, hidden, is_data, local, names, text_of, types_of
from glossator.content.html.links import Links
from glossator.content.html.nesting import Nesting
from glossator.content.html.tables import read_table
from glossator.content.text.sanitize import clean_line, clean_piece, is_blank, is_clean

_PASSED_OVER = names(
    "script style template iframe frame object embed applet head title noscript svg canvas audio video source "
    "track button input select textarea datalist meter progress link meta base map area dialog nextid"
)
_BLOCKS = names(
    "html body p div section article main header footer aside address nav center hgroup form fieldset legend "
    "details summary figure figcaption dl dt dd ul ol menu li blockquote pre table caption thead tbody tfoot tr "
    "td th h1 h2 h3 h4 h5 h6 hr search"
)
_SPANS: dict[str, SpanKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "strong": "strong", "b": "strong", "s": "strike", "strike": "strike", "del": "strike",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]?([\w+#-]+)")
_NEAR = 20
"""Children of a figure, and of each of those, that are looked at for its caption."""
_MOST_OPEN = 24
"""Spans that may be open at once: each goes on in every block that begins in it."""
_NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote"})


@dataclass
class _List:
    """A list being read: the next number, None where it has bullets."""

    number: int | None = None


@dataclass
class _Open:
    """A span not yet ended; ``element`` ends it."""

    element: Any
    start: int
    kind: SpanKind
    target: str


class MarkupReader:
    """Reads trees, one after the other, into a Builder."""

    def __init__(self, out: Builder, links: Links | None = None, nesting: Nesting | None = None) -> None:
        self._out = out
        self._links = links or Links()
        self._writer = BlockWriter(out, nesting)
        self._open: list[_Open] = []
        self._names: list[str] = []
        self._lists: list[_List] = []
        self._heading = 0
        self._pre: Any = None
        self._language = ""
        self._figure = 0
        self._group: Any = None
        self._note = ""
        self._skipped: Any = None
        self._captions: dict[Any, bool] = {}

    def read(self, root: Any) -> None:
        """Read a tree's blocks."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if self._begin(element):
                    self._text(element.text)
                else:
                    walk.skip_subtree()
                    self._skipped = element
            else:
                if event == "end":
                    self._end(element)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    # -- elements

    def _begin(self, element: Any) -> bool:
        """Begin an element; False when what is in it is not to be read, or was read already."""
        tag = local(element)
        if tag in _PASSED_OVER or hidden(element):
            return False
        if tag in _BLOCKS:
            self._part()
        if name := element.get("id") or (tag == "a" and element.get("name")):
            self._names.append(name)
        if tag == "a":
            return self._begin_link(element)
        if tag in _SPANS:
            if self._pre is None:
                self._begin_span(element, _SPANS[tag])
        elif tag in _HEADINGS:
            self._heading = (self._group is not None and self._heading) or _HEADINGS[tag]
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._image(element)
        elif tag == "math":
            self._text(element.get("alttext") or " ".join("".join(element.itertext()).split()))
            return False
        elif tag == "rt":
            if element.getprevious() is None or local(element.getprevious()) != "rp":
                self._text("(")
        elif tag in _BLOCKS:
            return self._begin_block(tag, element)
        return True

    def _begin_block(self, tag: str, element: Any) -> bool:
        types = types_of(element)
        if types & _NOTE_TYPES and element.get("id") and tag in ("aside", "li", "div", "section", "p", "dd"):
            self._note = self._links.labels.of(self._links.anchor(element.get("id")), "")
        elif tag in ("ul", "ol", "menu"):
            start = element.get("start") or "1"
            self._lists.append(_List(int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 1))
            if tag != "ol":
                self._lists[-1].number = None
        elif tag == "li":
            self._writer.begin(Container(self._marker()))
        elif tag == "dd":
            self._writer.begin(Container(" "))
        elif tag == "blockquote":
            self._writer.begin(Container())
        elif tag == "pre":
            self._pre = element
            classes = " ".join(each.get("class") or "" for each in (element, *islice(element.iter("code"), 5)))
            found = _LANGUAGE.search(classes)
            self._language = clean_line(found[1]) if found else ""
        elif tag in ("figure", "figcaption"):
            self._figure += 1
        elif tag == "hgroup":
            self._group = element
        elif tag == "dt":
            self._begin_span(element, "strong", start=0)
        elif tag == "hr":
            self._emit("rule", "")
            return False
        elif tag == "table" and is_data(element):
            self._table(element)
            return False
        return True

    def _end(self, element: Any) -> None:
        if element is self._skipped:
            self._skipped = None
            return
        tag = local(element)
        if tag == "rt" and (element.getnext() is None or local(element.getnext()) != "rp"):
            self._text(")")
        while self._open and any(span.element is element for span in self._open):
            span = self._open.pop()
            if span.kind == "footnote":
                span.target = self._links.labels.of(span.target, self._writer.text_since(span.start))
            self._writer.span(span.start, span.kind, span.target)
        if tag not in _BLOCKS:
            return
        if element is self._group:
            self._group = None
            self._flush()
            self._heading = 0
        self._part()
        if self._note and types_of(element) & _NOTE_TYPES:
            self._note = ""
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag in ("li", "dd", "blockquote") and self._writer.nesting.depth:
            if self._writer.nesting.is_empty and tag == "li":
                self._emit("paragraph", "")  # an item with nothing in it
            self._writer.end()
        elif tag == "pre":
            self._pre = None
        elif tag in ("figure", "figcaption"):
            self._figure -= 1
        elif tag in _HEADINGS and self._group is None:
            self._heading = 0

    def _marker(self) -> str:
        if not self._lists or self._lists[-1].number is None:
            return "•"
        marker = f"{self._lists[-1].number}."
        self._lists[-1].number += 1
        return marker

    def _begin_link(self, element: Any) -> bool:
        types = types_of(element)
        if types & {"backlink", "doc-backlink"}:
            return False
        href = clean_line(element.get("href") or "")
        target = clean_line(self._links.resolve(href)) if href else ""  # decoding may bring back what was cleaned
        if self._pre is None and target:
            kind: SpanKind = "footnote" if types & {"noteref", "doc-noteref"} else "link"
            self._begin_span(element, kind, target)
        return True

    def _begin_span(self, element: Any, kind: SpanKind, target: str = "", start: int | None = None) -> None:
        is_again = not target and any(each.kind == kind and not each.target for each in self._open)
        if len(self._open) < _MOST_OPEN and not is_again:
            self._open.append(_Open(element, self._writer.length if start is None else start, kind, target))

    def _image(self, element: Any) -> None:
        """An image's alternative text: in its line if it is a sign there, else a block, unless a caption says it."""
        alt = clean_line(element.get("alt") or "")
        if not alt or element.get("width") == "1" or element.get("height") == "1":
            return
        if "math" in (element.get("class") or "") or alt.startswith("{\\displaystyle"):
            self._text(alt.removeprefix("{\\displaystyle ").removesuffix("}") if alt.startswith("{\\d") else alt)
        elif self._heading or self._writer.length:
            self._text(alt)
        elif not self._captioned(element):
            self._emit("figure", alt)

    def _captioned(self, image: Any) -> bool:
        """True for an image in a figure with a caption; each figure is looked through once."""
        figure = next((e for e in image.iterancestors() if local(e) == "figure"), None)
        if figure is None:
            return False
        if figure not in self._captions:
            near = list(islice(figure, _NEAR))
            near += [below for child in near for below in islice(child, _NEAR)]
            self._captions[figure] = any(local(e) == "figcaption" and beginning_of(e, 1) for e in near)
        return self._captions[figure]

    def _table(self, table: Any) -> None:
        """A data table as one block, its caption before it."""
        caption = next((c for c in table if local(c) == "caption"), None)
        if caption is not None and (title := clean_line(text_of(caption))):
            self._emit("figure", title)
        read = read_table(table, self._cell)
        if read.text.strip():
            for name, place in read.anchors.items():
                self._out.anchors.setdefault(name, self._out.length + place)
            self._emit("table", read.text, spans=read.spans, info=read.columns)

    def _cell(self, cell: Any) -> Builder:
        inner = Builder()
        MarkupReader(inner, self._links).read(cell)
        return inner

    # -- text

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre is not None:
            text = clean_piece(text)
        else:
            text = WHITE.sub(" ", text)
            if not is_clean(text):
                text = WHITE.sub(" ", clean_piece(text))
            if text[:1] == " " and self._writer.last in ("", " ", "\n"):
                text = text[1:]
        if text:
            self._writer.text(text)

    def _break(self) -> None:
        if self._pre is not None:
            self._text("\n")
        elif self._heading:
            self._text(" ")
        elif self._writer.last == "\n":
            self._flush()
        elif self._writer.length:
            self._writer.line_end()

    def _part(self) -> None:
        """Between two blocks; those of a group of headings are one."""
        if self._group is None:
            self._flush()
        else:
            self._text(" ")

    def _flush(self) -> None:
        """End the block gathered so far, if there is text in it; spans still open go on in the next."""
        for span in self._open:
            if span.kind != "footnote":
                self._writer.span(span.start, span.kind, span.target)
            span.start = 0
        text, spans = self._writer.take()
        if self._pre is not None:
            if (self._pre.text or "").startswith("\n"):
                text = text.removeprefix("\n")
            text = text.rstrip("\n ")
            if text.strip():
                self._emit("code", text, info=self._language)
            return
        text = text.rstrip(" \n")
        if is_blank(text):
            return
        if self._note:
            self._emit("footnote", text, spans=spans, info=self._note)
        elif self._heading:
            self._emit("heading", text.replace("\n", " "), spans=spans, level=self._heading)
        else:
            self._emit("figure" if self._figure > 0 else "paragraph", text, spans=spans)

    def _emit(
        self, kind: Kind, text: str, *, spans: list[Span] | None = None, level: int = 0, info: str = ""
    ) -> None:  # fmt: skip
        for name in self._names:
            self._out.anchors.setdefault(self._links.anchor(name), self._out.length)
        self._names.clear()
        self._writer.block(kind, text, spans or (), level=level, info=info)
