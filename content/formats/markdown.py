"""Markdown: CommonMark 0.31 with tables, strikethrough, task lists, footnotes and front matter (pulldown-cmark)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, pairwise
from types import ModuleType
from typing import Any

import pyromark

from glossator.content.document import Builder, Container, Document, Span, SpanKind
from glossator.content.formats.markdown_source import facts_in, options_for, prepared
from glossator.content.formats.markdown_table import Cell, Table
from glossator.content.html.block_writer import BlockWriter
from glossator.content.html.inline_tags import InlineTags
from glossator.content.sources.source import Source, head_of
from glossator.content.text.lines import needs_blank
from glossator.content.text.sanitize import clean, clean_line, clean_piece

_SPANS: dict[str, SpanKind] = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "strike"}
_BREAK = re.compile(r"<br\s*/?>", re.I)


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
    return replace(_Reader().read(prepared(text)), rest=rest)


def _signs() -> ModuleType:
    """What is known of signs that few documents have; not imported before one of them is met."""
    from glossator.content.formats import markdown_signs

    return markdown_signs


class _Reader:
    """Turns the parser's events into blocks, one method an event; one instance a document."""

    def __init__(self) -> None:
        self._out = Builder()
        self._writer = BlockWriter(self._out)
        self._facts: dict[str, str] = {}
        self._lists: list[int | None] = []
        self._open_spans: list[tuple[int, SpanKind, str]] = []
        self._tags = InlineTags(self._writer)
        self._may_be_callout = False
        self._level, self._comment = 0, ""
        self._following: Any = ""
        self._language = ""
        self._label = ""
        self._html: list[str] | None = None
        self._in_front_matter = False
        self._in_cell = False
        self._table = Table(())
        self._images = 0
        self._image_start = 0
        self._pictured = 0

    def read(self, text: str) -> Document:
        """Read the text. Raises DocumentError."""
        is_simple = text.isascii() and "[!" not in text  # no line ends in Chinese, and no callout
        events: Any = pyromark.events(text, options=options_for(text))
        for event, following in pairwise(chain(events, ("",))):
            if isinstance(event, str):
                self._following = following
                if event == "SoftBreak" and is_simple:
                    self._writer.text(" ")
                else:
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
                self._following = following
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
            self._facts = {**facts_in(text), **self._facts}
            return
        self._writer.text(clean_piece(text))  # an entity such as &#x9b; brings back what the source was cleaned of

    def _soft_break(self) -> None:
        after = self._following.get("Text", "")[:1] if isinstance(self._following, dict) else ""
        if not self._end_callout_head() and needs_blank(self._writer.last, after):
            self._writer.text(" ")

    def _hard_break(self) -> None:
        if not self._end_callout_head():
            self._writer.text(" " if self._in_cell else "\n")

    def _end_callout_head(self) -> bool:
        """End the first line of a callout, which is its title; False for any other line."""
        text = self._writer.text_since(0) if self._may_be_callout else ""
        if is_head := text.startswith("[!") and _signs().head_of_callout(text) is not None:
            self._flush()
        return is_head

    def _rule(self) -> None:
        self._writer.block("rule", "")

    def _code_span(self, text: str) -> None:
        start = self._writer.length
        self._text(text)
        self._writer.span(start, "code")

    def _formula(self, tex: str, sign: str = "$") -> None:
        start = self._writer.length
        after = self._following.get("Text", "") if isinstance(self._following, dict) else ""
        if not _signs().is_formula(tex, self._writer.last, after[:1]):
            self._text(f"{sign}{tex}{sign}")
            return
        self._writer.text(clean_piece(_signs().formula_of(clean_line(tex)).replace("\n", "; ")))
        self._writer.span(start, "formula", clean_line(tex))

    def _displayed_formula(self, tex: str) -> None:
        if self._in_cell or not _signs().is_formula(tex, "", ""):
            self._formula(tex, "$$")
            return
        self._flush()
        text = clean_piece(_signs().formula_of(tex := clean_line(tex)))
        self._writer.block("verse", text, [Span(0, len(text), "formula", tex)], info="formula")

    def _footnote_reference(self, label: str) -> None:
        label, start = clean_line(label), self._writer.length
        self._text(f"[{label}]")
        self._writer.span(start, "footnote", label)

    def _task_marker(self, is_done: bool) -> None:
        self._writer.nesting.rename("☑" if is_done else "☐")

    # -- blocks

    def _part(self, tag: str, data: Any) -> None:
        self._flush()

    def _start_heading(self, tag: str, data: Any) -> None:
        self._flush()
        self._level, self._comment = int(data["level"][1]), ""

    def _end_heading(self, tag: str, data: Any) -> None:
        text, spans = self._take()
        self._writer.block("heading", text.strip(" ") or self._comment, spans, level=self._level)

    def _start_code(self, tag: str, data: Any) -> None:
        self._flush()
        self._language = clean_line(data["Fenced"]).split(" ")[0] if isinstance(data, dict) else ""

    def _end_code(self, tag: str, data: Any) -> None:
        self._writer.block("code", *self._take(), info=self._language)

    def _start_quote(self, tag: str, data: Any) -> None:
        self._flush()
        self._writer.begin(Container())
        self._may_be_callout = True

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
        self._may_be_callout = False
        if self._writer.nesting.is_empty and tag == "Item":
            self._writer.block("paragraph", "")
        self._writer.end()

    def _end_term(self, tag: str, data: Any) -> None:
        text, spans = self._take()
        self._writer.block("paragraph", text, [*spans, Span(0, len(text), "strong")])

    def _start_definition(self, tag: str, data: Any) -> None:
        self._flush()
        self._writer.begin(Container(" "))

    def _start_footnote(self, tag: str, label: Any) -> None:
        self._flush()
        self._label = clean_line(label)

    def _end_footnote(self, tag: str, data: Any) -> None:
        self._flush()
        self._label = ""

    def _turn_front_matter(self, tag: str, data: Any) -> None:
        self._in_front_matter = not self._in_front_matter

    def _flush(self) -> None:
        """End the paragraph gathered so far, if there is one; one of nothing but images is a figure."""
        pictured = self._pictured
        text, spans = self._take()
        if not text:
            return
        if self._may_be_callout:
            self._may_be_callout = False
            if text.startswith("[!") and (head := _signs().head_of_callout(text)):
                self._callout_title(head, text, spans)
                return
        if pictured and pictured >= len(text.strip()):
            self._writer.block("figure", text)
        elif self._label:
            self._writer.block("footnote", text, spans, info=self._label)
        else:
            self._writer.block("paragraph", text, spans)

    def _callout_title(self, head: tuple[str, int], text: str, spans: list[Span]) -> None:
        """The first line of a quotation that is a callout: its title, or what kind it is."""
        kind, length = head
        self._writer.nesting.call_out(_signs().callout_of(kind))
        title = text[length:].strip() or _signs().title_of(kind)
        moved = [span._replace(start=span.start - length, end=span.end - length) for span in spans]
        moved = [span for span in moved if 0 <= span.start < span.end <= len(title)]
        self._writer.block("paragraph", title, [*moved, Span(0, len(title), "strong")], info="title")

    def _take(self) -> Cell:
        """What was gathered of a block, all that is still open ended."""
        self._tags.end_all()
        self._open_spans.clear()
        self._pictured = 0
        text, spans = self._writer.take()
        if "==" in text or "^" in text or "~" in text:
            text, spans = _signs().without_signs(text, spans)
        return text, spans

    # -- tables

    def _start_table(self, tag: str, alignments: Any) -> None:
        self._flush()
        self._table = Table(alignments)

    def _start_row(self, tag: str, data: Any) -> None:
        self._table.begin_row()

    def _start_cell(self, tag: str, data: Any) -> None:
        self._in_cell = True

    def _end_cell(self, tag: str, data: Any) -> None:
        self._table.add(self._take())

    def _end_table(self, tag: str, data: Any) -> None:
        self._in_cell = False
        self._writer.block("table", *self._table.joined(), info=self._table.columns)

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

    def _markup(self, text: str) -> None:
        if self._html is not None:
            self._html.append(text)
        elif text.startswith("<!--"):  # which names a setting in MkDocs' headings of nothing else
            self._comment = clean_line(text.removeprefix("<!--").removesuffix("-->")).rpartition(" ")[2]
        elif _BREAK.match(text):
            self._hard_break()
        else:
            self._tags.read(text)

    def _start_html(self, tag: str, data: Any) -> None:
        self._flush()
        self._html = []

    def _end_html(self, tag: str, data: Any) -> None:
        """Raw HTML that stands by itself."""
        from glossator.content.formats.raw_html import read_raw

        raw, self._html = "".join(self._html or ()), None
        read_raw(raw, self._out, self._writer.nesting)


_SIGNS: dict[str, Callable[[_Reader], None]] = {
    "SoftBreak": _Reader._soft_break, "HardBreak": _Reader._hard_break, "Rule": _Reader._rule,
}  # fmt: skip
_TEXTS: dict[str, Callable[[_Reader, Any], None]] = {
    "Text": _Reader._text, "Code": _Reader._code_span, "FootnoteReference": _Reader._footnote_reference,
    "TaskListMarker": _Reader._task_marker, "InlineMath": _Reader._formula,
    "DisplayMath": _Reader._displayed_formula, "InlineHtml": _Reader._markup, "Html": _Reader._markup,
}  # fmt: skip
_STARTS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys(_SPANS, _Reader._start_span), "Link": _Reader._start_link, "Image": _Reader._start_image,
    "Paragraph": _Reader._part, "Heading": _Reader._start_heading, "CodeBlock": _Reader._start_code,
    "DefinitionListTitle": _Reader._part, "DefinitionListDefinition": _Reader._start_definition,
    "BlockQuote": _Reader._start_quote, "List": _Reader._start_list, "Item": _Reader._start_item,
    "Table": _Reader._start_table, "TableHead": _Reader._start_row, "TableRow": _Reader._start_row,
    "TableCell": _Reader._start_cell, "FootnoteDefinition": _Reader._start_footnote,
    "MetadataBlock": _Reader._turn_front_matter, "HtmlBlock": _Reader._start_html,
}  # fmt: skip
_ENDS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys([*_SPANS, "Link"], _Reader._end_span), "Image": _Reader._end_image,
    "Paragraph": _Reader._part, "Heading": _Reader._end_heading, "CodeBlock": _Reader._end_code,
    "DefinitionListTitle": _Reader._end_term, "DefinitionListDefinition": _Reader._end_container,
    "BlockQuote": _Reader._end_container, "Item": _Reader._end_container, "List": _Reader._end_list,
    "Table": _Reader._end_table, "TableCell": _Reader._end_cell, "FootnoteDefinition": _Reader._end_footnote,
    "MetadataBlock": _Reader._turn_front_matter, "HtmlBlock": _Reader._end_html,
}  # fmt: skip
