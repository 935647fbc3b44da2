"""Markup: a tree of HTML elements in, blocks out; for web pages, e-books and office documents alike.

Nothing is ever loaded: scripts, styles, frames, media and what is hidden are passed over, an image is its caption
or its alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from glossator.content.document import Builder, Container, Kind, Span, SpanKind
from glossator.content.html.block_writer import BlockWriter
from glossator.content.html.elements import WHITE, hidden, is_data, local, names, text_of, types_of
from glossator.content.html.images import Images, begins_word
from glossator.content.html.inline_tags import SPANS
from glossator.content.html.links import Links
from glossator.content.html.nesting import Nesting
from glossator.content.html.open_spans import OpenSpans
from glossator.content.html.set_off import CALLOUTS, callout_in, is_callout_title, is_small_caps
from glossator.content.html.tables import read_table
from glossator.content.text.lines import without_soft_breaks
from glossator.content.text.sanitize import clean_line, clean_piece, is_blank, is_clean

if TYPE_CHECKING:
    from glossator.content.html.mathml import Formula

_PASSED_OVER = names(
    "script style template iframe frame object embed applet head title noscript canvas audio video source "
    "track button input select textarea datalist meter progress link meta base map area dialog nextid"
)
_BLOCKS = names(
    "html body p div section article main header footer aside address nav center hgroup form fieldset legend "
    "details summary figure figcaption dl dt dd ul ol menu li blockquote pre table caption thead tbody tfoot tr "
    "td th h1 h2 h3 h4 h5 h6 hr search"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]?([\w+#-]+)")
_NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote"})


class MarkupReader:
    """Reads trees, one after the other, into a Builder."""
    def __init__(self, out: Builder, links: Links | None = None, nesting: Nesting | None = None) -> None:
        self._out = out
        self._links = links or Links()
        self._writer = BlockWriter(out, nesting)
        self._spans = OpenSpans(self._writer, self._links)
        self._names: list[tuple[str, int]] = []
        self._lists: list[int | None] = []
        """The next number of each list that is open, None where it has bullets."""
        self._heading = 0
        self._pre: Any = None
        self._language = ""
        self._figure = 0
        self._group: Any = None
        self._note = ""
        self._skipped: Any = None
        self._images = Images(self._links)
        self._small: list[tuple[Any, int]] = []
        self._callouts: list[Any] = []
        self._is_title = False

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
        if tag == "svg":
            image = self._images.in_drawing(element)
            if image is not None and not self._writer.length and not self._heading:
                self._image(image)
            return False
        if tag in _BLOCKS:
            self._part()
        if name := element.get("id") or (tag == "a" and element.get("name")):
            self._names.append((name, self._writer.length))
        if tag == "a":
            return self._begin_link(element)
        if tag in SPANS:
            if self._pre is None:
                self._spans.begin(element, SPANS[tag])
        elif tag in ("sup", "sub"):
            self._small.append((element, self._writer.length))
        elif tag == "span":
            if is_small_caps(element):
                self._spans.begin(element, "small-caps")
        elif tag in _HEADINGS:
            self._heading = (self._group is not None and self._heading) or _HEADINGS[tag]
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._image(element)
        elif tag == "math":
            from glossator.content.html.mathml import formula_in

            self._formula(formula_in(element))
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
            first = int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 1
            self._lists.append(first if tag == "ol" else None)
        elif tag == "li":
            self._writer.begin(Container(self._marker()))
        elif tag == "dd":
            self._writer.begin(Container(" "))
        elif tag in CALLOUTS and (callout := callout_in(element)):
            self._writer.begin(Container("", callout))
            self._callouts.append(element)
        elif tag == "blockquote":
            self._writer.begin(Container())
        elif tag == "pre":
            self._pre = element
            classes = " ".join(each.get("class") or "" for each in (element, *islice(element.iter("code"), 5)))
            match = _LANGUAGE.search(classes)
            self._language = clean_line(match[1]) if match else ""
        elif tag in ("figure", "figcaption"):
            self._figure += 1
        elif tag == "hgroup":
            self._group = element
        elif tag == "dt":
            self._spans.begin(element, "strong", start=0)
        elif is_callout_title(element):
            self._spans.begin(element, "strong", start=0)
            self._is_title = True
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
        if self._small and self._small[-1][0] is element:
            _, start = self._small.pop()
            if not self._spans.has("link", "footnote") and self._pre is None:
                self._writer.write_small(start, is_high=tag == "sup")
        if tag == "rt" and (element.getnext() is None or local(element.getnext()) != "rp"):
            self._text(")")
        self._spans.end(element)
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
        elif self._callouts and self._callouts[-1] is element:
            self._callouts.pop()
            self._writer.end()
        elif tag in ("li", "dd", "blockquote") and self._writer.nesting.depth:
            if self._writer.nesting.is_empty and tag == "li":
                self._emit("paragraph", "")  # an item with nothing in it
            self._writer.end()
        elif tag == "pre":
            self._pre = None
        elif tag in ("figure", "figcaption"):
            self._figure -= 1
            if tag == "figure":
                self._put_picture()
        elif tag in _HEADINGS and self._group is None:
            self._heading = 0

    def _marker(self) -> str:
        if not self._lists or (number := self._lists[-1]) is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."

    def _begin_link(self, element: Any) -> bool:
        types = types_of(element)
        if types & {"backlink", "doc-backlink"}:
            return False
        href = clean_line(element.get("href") or "")
        target = clean_line(self._links.resolve(href)) if href else ""  # decoding may bring back what was cleaned
        if self._pre is None and target:
            kind: SpanKind = "footnote" if types & {"noteref", "doc-noteref"} else "link"
            self._spans.begin(element, kind, target)
        return True

    def _image(self, element: Any) -> None:
        """An image's alternative text: in its line if it is a sign there, else a block, unless a caption says it."""
        if (image := self._images.read(element)) is None:
            return
        if "math" in (element.get("class") or "") or image.words.startswith("{\\displaystyle"):
            from glossator.content.html.mathml import formula_in_tex

            self._formula(formula_in_tex(image.words))
        elif self._heading or self._writer.length or begins_word(element):
            self._text(image.words)
        elif not image.is_captioned:
            self._emit("figure", image.words, spans=self._spans.over(len(image.words)), info=image.source)
        elif image.source:
            self._put_picture()
            self._images.wait(image.source)

    def _put_picture(self) -> None:
        """Put a picture that no caption followed in a figure of no words."""
        if source := self._images.take_waiting():
            self._emit("figure", "", info=source)

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
        elif ("\\(" in text or "\\[" in text) and not self._spans.has("code"):
            self._text_with_formulas(text)
            return
        else:
            text = self._folded(text)
        if text:
            self._writer.text(text)

    def _folded(self, text: str) -> str:
        """Text with its white space folded, as it goes on behind what was gathered."""
        text = WHITE.sub(" ", without_soft_breaks(text))
        if not is_clean(text):
            text = WHITE.sub(" ", clean_piece(text))
        return text[1:] if text[:1] == " " and self._writer.last in ("", " ", "\n") else text

    def _text_with_formulas(self, text: str) -> None:
        from glossator.content.html.mathml import formulas_between

        for piece in formulas_between(text):
            if isinstance(piece, str):
                self._writer.text(self._folded(piece))
            else:
                self._formula(piece)

    def _formula(self, formula: Formula) -> None:
        """A formula in its line, or by itself where it was set so."""
        if formula.is_displayed and not self._heading and formula.text:
            self._flush()
            span = Span(0, len(formula.text), "formula", formula.tex)
            self._emit("verse", formula.text, spans=[span], info="formula")
            return
        start = self._writer.length
        self._writer.text(formula.text.replace("\n", "; "))
        self._writer.span(start, "formula", formula.tex)

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
        self._spans.part()
        self._small.clear()
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
            info = "title" if self._is_title else ""
            is_figure = self._figure > 0
            info = self._images.take_waiting() if is_figure else info
            self._emit("figure" if is_figure else "paragraph", text, spans=spans, info=info)
        self._is_title = False

    def _emit(self, kind: Kind, text: str, *, spans: Iterable[Span] = (), level: int = 0, info: str = "") -> None:
        for name, before in self._names:
            self._out.name(self._links.anchor(name), min(before, len(text)))
        self._names.clear()
        self._writer.block(kind, text, spans, level=level, info=info)
