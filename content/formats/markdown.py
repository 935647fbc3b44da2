"""Markdown: CommonMark 0.31 with tables, strikethrough, task lists, footnotes and front matter (pulldown-cmark)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyromark

from glossator.content.document import Builder, Container, Document, Span, SpanKind, fold
from glossator.content.html.block_writer import BlockWriter
from glossator.content.sources.source import Source, head_of
from glossator.content.text.sanitize import clean, clean_line, clean_piece

_WIKILINKS = pyromark.Options.ENABLE_WIKILINKS
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_SPANS: dict[str, SpanKind] = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "strike"}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^>]*+)>", re.S)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_TAGS: dict[str, SpanKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "strong": "strong", "b": "strong",
    "del": "strike", "s": "strike", "strike": "strike", "code": "code", "kbd": "code", "a": "link",
}  # fmt: skip
_BREAK = re.compile(r"<br\s*/?>", re.I)
_ALIGNMENTS = {"Left": "l", "Center": "c", "Right": "r", "None": "l"}
_Cell = tuple[str, list[Span]]


def read(source: Source) -> Document:
    """Read a Markdown document, or the head of one.

    Args:
        source: Its bytes.

    Returns:
        The document.

    Raises:
        DocumentError: There is no text in it.
    """
    text, rest = head_of(source)
    return replace(_Reader().read(text), rest=rest)


class _Reader:
    """Turns the parser's events into blocks, one method an event; one instance a document."""

    def __init__(self) -> None:
        self._out = Builder()
        self._writer = BlockWriter(self._out)
        self._facts: dict[str, str] = {}
        self._lists: list[int | None] = []
        self._open_spans: list[tuple[int, SpanKind, str]] = []
        self._open_tags: dict[str, list[tuple[int, str]]] = {}
        self._level = 0
        self._language = ""
        self._label = ""
        self._html: list[str] | None = None
        self._in_front_matter = False
        self._in_cell = False
        self._columns = ""
        self._rows: list[list[_Cell]] = []
        self._images = 0
        self._image_start = 0
        self._pictured = 0

    def read(self, text: str) -> Document:
        """Read the text. Raises DocumentError."""
        is_bracketed = "]](" in text or "]][" in text  # links such as ``[[1]](#note)``, which would be wikilinks
        events: Any = pyromark.events(text, options=_OPTIONS if is_bracketed else _OPTIONS | _WIKILINKS)
        for event in events:
            if isinstance(event, str):
                _SIGNS[event](self)
                continue
            ((name, value),) = event.items()
            if name == "Text" and not self._in_front_matter:  # as most are
                self._writer.text(clean_piece(value))
            elif name in ("Start", "End"):
                tag, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
                handlers = _STARTS if name == "Start" else _ENDS
                if handler := handlers.get(tag):
                    handler(self, tag, data)
            else:
                _TEXTS[name](self, value)
        self._flush()
        facts = self._facts
        return self._out.document(
            facts.get("title", ""), format="markdown", author=facts.get("author", ""), date=facts.get("date", ""),
            url=facts.get("source", facts.get("url", "")),
        )  # fmt: skip

    # -- text

    def _text(self, text: str) -> None:
        if self._in_front_matter:
            self._read_front_matter(text)
            return
        self._writer.text(clean_piece(text))  # an entity such as &#x9b; brings back what the source was cleaned of

    def _soft_break(self) -> None:
        self._writer.text(" ")

    def _hard_break(self) -> None:
        self._writer.text(" " if self._in_cell else "\n")

    def _rule(self) -> None:
        self._writer.block("rule", "")

    def _code_span(self, text: str) -> None:
        start = self._writer.length
        self._text(text)
        self._writer.span(start, "code")

    def _footnote_reference(self, label: str) -> None:
        label, start = clean_line(label), self._writer.length
        self._text(f"[{label}]")
        self._writer.span(start, "footnote", label)

    def _task_marker(self, is_done: bool) -> None:
        self._writer.nesting.rename("☑" if is_done else "☐")

    # -- blocks

    def _start_block(self, tag: str, data: Any) -> None:
        self._flush()

    def _end_block(self, tag: str, data: Any) -> None:
        self._flush()

    def _start_heading(self, tag: str, data: Any) -> None:
        self._flush()
        self._level = int(data["level"][1])

    def _end_heading(self, tag: str, data: Any) -> None:
        self._writer.block("heading", *self._take(), level=self._level)

    def _start_code(self, tag: str, data: Any) -> None:
        self._flush()
        self._language = clean_line(data["Fenced"]).split(" ")[0] if isinstance(data, dict) else ""

    def _end_code(self, tag: str, data: Any) -> None:
        self._writer.block("code", *self._take(), info=self._language)

    def _start_quote(self, tag: str, data: Any) -> None:
        self._flush()
        self._writer.begin(Container())

    def _start_list(self, tag: str, first: Any) -> None:
        self._flush()
        self._lists.append(first)

    def _end_list(self, tag: str, data: Any) -> None:
        self._lists.pop()

    def _start_item(self, tag: str, data: Any) -> None:
        self._flush()
        marker = "•"
        if self._lists and (number := self._lists[-1]) is not None:
            marker = f"{number}."
            self._lists[-1] = number + 1
        self._writer.begin(Container(marker))

    def _end_container(self, tag: str, data: Any) -> None:
        self._flush()
        if self._writer.nesting.is_empty and tag == "Item":
            self._writer.block("paragraph", "")
        self._writer.end()

    def _start_footnote(self, tag: str, label: Any) -> None:
        self._flush()
        self._label = clean_line(label)

    def _end_footnote(self, tag: str, data: Any) -> None:
        self._flush()
        self._label = ""

    def _start_front_matter(self, tag: str, data: Any) -> None:
        self._in_front_matter = True

    def _end_front_matter(self, tag: str, data: Any) -> None:
        self._in_front_matter = False

    def _read_front_matter(self, text: str) -> None:
        for line in text.splitlines():
            key, colon, value = line.partition(":")
            if colon and not key.startswith((" ", "#")):
                self._facts.setdefault(key.strip().lower(), clean_line(value.strip().strip("\"'")))

    def _flush(self) -> None:
        """End the paragraph gathered so far, if there is one; one of nothing but images is a figure."""
        pictured = self._pictured
        text, spans = self._take()
        if not text:
            return
        if pictured and pictured >= len(text.strip()):
            self._writer.block("figure", text)
        elif self._label:
            self._writer.block("footnote", text, spans, info=self._label)
        else:
            self._writer.block("paragraph", text, spans)

    def _take(self) -> _Cell:
        """What was gathered of a block, all that is still open ended."""
        for name, begun in self._open_tags.items():
            for _ in range(len(begun)):
                self._end_tag(name)
        self._open_tags.clear()
        self._open_spans.clear()
        self._pictured = 0
        return self._writer.take()

    # -- tables

    def _start_table(self, tag: str, alignments: Any) -> None:
        self._flush()
        self._columns = "".join(_ALIGNMENTS.get(alignment, "l") for alignment in alignments)
        self._rows = []

    def _start_row(self, tag: str, data: Any) -> None:
        self._row: list[_Cell] = []

    def _start_cell(self, tag: str, data: Any) -> None:
        self._in_cell = True

    def _end_cell(self, tag: str, data: Any) -> None:
        self._row.append(self._take())

    def _end_row(self, tag: str, data: Any) -> None:
        self._rows.append(self._row)

    def _end_table(self, tag: str, data: Any) -> None:
        self._in_cell = False
        lines: list[str] = []
        spans: list[Span] = []
        at = 0
        for row in self._rows:
            cells = []
            for text, marks in row:
                cell = fold(text)
                if len(cell) == len(text):
                    spans += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in marks]
                cells.append(cell)
                at += len(cell) + 1
            lines.append("\t".join(cells))
        self._writer.block("table", "\n".join(lines), spans, info=self._columns)

    # -- spans

    def _start_span(self, tag: str, data: Any) -> None:
        self._open_spans.append((self._writer.length, _SPANS[tag], ""))

    def _start_link(self, tag: str, data: Any) -> None:
        url = ("mailto:" if data["link_type"] == "Email" else "") + data["dest_url"]
        self._open_spans.append((self._writer.length, "link", clean(url).replace("\n", "")))

    def _end_span(self, tag: str, data: Any) -> None:
        start, kind, target = self._open_spans.pop()
        if target or kind != "link":
            self._writer.span(start, kind, target)

    def _start_image(self, tag: str, data: Any) -> None:
        if not self._images:
            self._image_start = self._writer.length
        self._images += 1

    def _end_image(self, tag: str, data: Any) -> None:
        self._images -= 1
        if not self._images:
            self._pictured += self._writer.length - self._image_start

    # -- HTML

    def _markup(self, text: str) -> None:
        if self._html is not None:
            self._html.append(text)
        elif _BREAK.match(text):
            self._hard_break()
        else:
            self._inline_tag(text)

    def _inline_tag(self, tag: str) -> None:
        """An element's begin or end within a paragraph: what it says of its text is kept, the tag goes."""
        match = _TAG.fullmatch(tag.strip())
        name = match["name"].lower() if match else ""
        if not match or name not in _TAGS:
            return
        if match["end"]:
            self._end_tag(name)
        elif not match["rest"].endswith("/"):
            href = _HREF.search(match["rest"]) if name == "a" else None
            target = clean_line(next(filter(None, href.groups()), "")) if href else ""
            self._open_tags.setdefault(name, []).append((self._writer.length, target))

    def _end_tag(self, name: str) -> None:
        """End the innermost element of that name, if one is open."""
        if begun := self._open_tags.get(name):
            start, target = begun.pop()
            if target or name != "a":
                self._writer.span(start, _TAGS[name], target)

    def _start_html(self, tag: str, data: Any) -> None:
        self._flush()
        self._html = []

    def _end_html(self, tag: str, data: Any) -> None:
        """Raw HTML that stands by itself, read as a page's is."""
        from lxml import etree, html

        from glossator.content.formats.html import bounded_tags
        from glossator.content.html.links import Links
        from glossator.content.html.reader import MarkupReader
        from glossator.content.html.xml import without_bad_references

        raw, self._html = bounded_tags(without_bad_references("".join(self._html or ()))), None
        try:
            tree = html.fragment_fromstring(raw, create_parent="div")
        except (etree.LxmlError, ValueError):
            return
        MarkupReader(self._out, Links(), self._writer.nesting).read(tree)


_SIGNS: dict[str, Callable[[_Reader], None]] = {
    "SoftBreak": _Reader._soft_break, "HardBreak": _Reader._hard_break, "Rule": _Reader._rule,
}  # fmt: skip
_TEXTS: dict[str, Callable[[_Reader, Any], None]] = {
    "Text": _Reader._text, "Code": _Reader._code_span, "FootnoteReference": _Reader._footnote_reference,
    "TaskListMarker": _Reader._task_marker, "InlineHtml": _Reader._markup, "Html": _Reader._markup,
}  # fmt: skip
_STARTS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys(_SPANS, _Reader._start_span), "Link": _Reader._start_link, "Image": _Reader._start_image,
    "Paragraph": _Reader._start_block, "Heading": _Reader._start_heading, "CodeBlock": _Reader._start_code,
    "BlockQuote": _Reader._start_quote, "List": _Reader._start_list, "Item": _Reader._start_item,
    "Table": _Reader._start_table, "TableHead": _Reader._start_row, "TableRow": _Reader._start_row,
    "TableCell": _Reader._start_cell, "FootnoteDefinition": _Reader._start_footnote,
    "MetadataBlock": _Reader._start_front_matter, "HtmlBlock": _Reader._start_html,
}  # fmt: skip
_ENDS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys([*_SPANS, "Link"], _Reader._end_span), "Image": _Reader._end_image,
    "Paragraph": _Reader._end_block, "Heading": _Reader._end_heading, "CodeBlock": _Reader._end_code,
    "BlockQuote": _Reader._end_container, "Item": _Reader._end_container, "List": _Reader._end_list,
    "Table": _Reader._end_table, "TableHead": _Reader._end_row, "TableRow": _Reader._end_row,
    "TableCell": _Reader._end_cell, "FootnoteDefinition": _Reader._end_footnote,
    "MetadataBlock": _Reader._end_front_matter, "HtmlBlock": _Reader._end_html,
}  # fmt: skip
