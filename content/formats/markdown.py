"""Markdown: CommonMark 0.31 with tables, strikethrough, task lists, footnotes and front matter (pulldown-cmark)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import pyromark

from glossator.content.document import Builder, Container, Document, Span, SpanKind
from glossator.content.formats.markdown_pictures import Pictures, write_figures
from glossator.content.formats.markdown_source import parsed, prepared
from glossator.content.formats.markdown_table import Cell, Table
from glossator.content.html.block_writer import BlockWriter
from glossator.content.html.inline_tags import InlineTags
from glossator.content.sources.source import Source, head_of
from glossator.content.text.lines import needs_blank
from glossator.content.text.sanitize import clean, clean_line, clean_piece

if TYPE_CHECKING:
    from glossator.content.formats.markdown_notes import InlineNotes

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
    return replace(_Reader().read(*prepared(text)), rest=rest)


class _Reader:
    """Turns the parser's events into blocks, one method an event; one instance a document."""

    def __init__(self) -> None:
        self._out = Builder()
        self._writer = BlockWriter(self._out)
        self._clean: Callable[[str], str] = clean_piece
        self._facts: dict[str, str] = {}
        self._lists: list[int | None] = []
        self._open_spans: list[tuple[int, SpanKind, str]] = []
        self._tags = InlineTags(self._writer)
        self._may_be_callout = False
        self._level, self._comment = 0, ""
        self._following: Any = ""
        self._language = self._label = ""
        self._html: list[str] | None = None
        self._in_front_matter = self._in_cell = False
        self._table = Table(())
        self._pictures = Pictures(self._writer)
        self._notes: InlineNotes | None = None

    def read(self, text: str, options: pyromark.Options) -> Document:
        """Read the text. Raises DocumentError."""
        is_simple = text.isascii() and "[!" not in text  # no line ends in Chinese, and no callout
        self._clean = clean_piece if "&" in text else str  # an entity such as &#x9b; brings back what was cleaned
        events, self._notes = parsed(text, options)
        write, cleaned = self._writer.text, self._clean
        for event, following in pairwise(chain(events, ("",))):
            if event == "SoftBreak" and is_simple:
                write(" ")
            elif isinstance(event, dict) and "Text" in event and not self._in_front_matter:  # as most are
                write(cleaned(event["Text"]))
            else:
                self._following = following
                self._read_event(event)
        self._flush()
        title, author, date, url = (self._facts.get(name, "") for name in ("title", "author", "date", "url"))
        url = self._facts.get("source", url)
        return self._out.document(title, format="markdown", author=author, date=date, url=url)

    def _read_event(self, event: str | dict[str, Any]) -> None:
        """Read the begin or the end of something, or text that is not simply text."""
        if isinstance(event, str):
            _SIGNS[event](self)
            return
        ((name, value),) = event.items()
        if name not in ("Start", "End"):
            _TEXTS[name](self, value)
            return
        tag, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
        if handler := (_STARTS if name == "Start" else _ENDS).get(tag):
            handler(self, tag, data)

    # -- text

    def _text(self, text: str) -> None:
        if self._in_front_matter:
            from glossator.content.text.front_matter import facts_in

            self._facts = {**facts_in(text), **self._facts}
        else:
            self._writer.text(self._clean(text))

    @property
    def _next_letter(self) -> str:
        """The letter behind what is read, where text follows."""
        return self._following.get("Text", "")[:1] if isinstance(self._following, dict) else ""

    def _soft_break(self) -> None:
        if not self._end_callout_head() and needs_blank(self._writer.last, self._next_letter):
            self._writer.text(" ")

    def _hard_break(self) -> None:
        if not self._end_callout_head():
            self._writer.text(" " if self._in_cell else "\n")

    def _end_callout_head(self) -> bool:
        """End the first line of a callout, which is its title; False for any other line."""
        if not self._may_be_callout or not (text := self._writer.text_since(0)).startswith("[!"):
            return False
        from glossator.content.text.callouts import head_of_callout

        if is_head := head_of_callout(text) is not None:
            self._flush()
        return is_head

    def _code_span(self, text: str) -> None:
        start = self._writer.length
        self._text(text)
        self._writer.span(start, "code")

    def _formula(self, tex: str, sign: str = "$") -> None:
        from glossator.content.formats.markdown_formulas import write_formula

        write_formula(self._writer, tex, self._next_letter, sign)

    def _displayed_formula(self, tex: str) -> None:
        from glossator.content.formats.markdown_formulas import displayed_formula

        if self._in_cell or not (formula := displayed_formula(tex)):
            self._formula(tex, "$$")
            return
        self._flush()
        self._writer.block("verse", *formula, info="formula")

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
        self._write_notes()

    def _start_code(self, tag: str, data: Any) -> None:
        self._flush()
        self._language = clean_line(data["Fenced"]).split(" ")[0] if isinstance(data, dict) else ""

    def _end_code(self, tag: str, data: Any) -> None:
        self._writer.block("code", *self._writer.take(), info=self._language)

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
        if not (self._writer.length or self._pictures.found or self._tags.are_open):  # as at most begins and ends
            return
        pictures, (text, spans) = self._pictures.take(), self._take()
        if not text and not pictures:
            return
        may_be_callout, self._may_be_callout = self._may_be_callout and text.startswith("[!"), False
        if may_be_callout and self._callout(text, spans):
            return
        if not write_figures(self._writer, text, pictures, spans):
            self._writer.block("footnote" if self._label else "paragraph", text, spans, info=self._label)
        self._write_notes()

    def _write_notes(self) -> None:
        if self._notes:
            self._notes.write(self._writer)

    def _callout(self, text: str, spans: list[Span]) -> bool:
        """Make a callout of the quotation that begins with a line, if it is the head of one."""
        from glossator.content.formats.markdown_signs import callout_title

        if head := callout_title(text, spans):
            self._writer.nesting.call_out(head.callout)
            self._writer.block("paragraph", head.title, head.spans, info="title")
        return bool(head)

    def _take(self) -> Cell:
        """What was gathered of a block, all that is still open ended."""
        self._tags.end_all()
        self._open_spans.clear()
        self._pictures.take()
        text, spans = self._writer.take()
        if "==" in text or "^" in text or "~" in text:
            from glossator.content.formats.markdown_signs import without_signs

            text, spans = without_signs(text, spans)
        return self._notes.take(text, spans) if self._notes else (text, spans)

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
        self._write_notes()

    def _start_span(self, tag: str, data: Any) -> None:
        self._open_spans.append((self._writer.length, _SPANS[tag], ""))

    def _start_link(self, tag: str, data: Any) -> None:
        url = clean("mailto:" * (data["link_type"] == "Email") + data["dest_url"].removesuffix("\\"))  # [[a\\|b]]
        self._open_spans.append((self._writer.length, "link", url.replace("\n", "")))

    def _end_span(self, tag: str, data: Any) -> None:
        start, kind, target = self._open_spans.pop()
        if target or kind != "link":
            self._writer.span(start, kind, target)

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
    "SoftBreak": _Reader._soft_break, "HardBreak": _Reader._hard_break,
    "Rule": lambda reader: reader._writer.block("rule", ""),
}  # fmt: skip
_TEXTS: dict[str, Callable[[_Reader, Any], None]] = {
    "Text": _Reader._text, "Code": _Reader._code_span, "FootnoteReference": _Reader._footnote_reference,
    "TaskListMarker": _Reader._task_marker, "InlineMath": _Reader._formula,
    "DisplayMath": _Reader._displayed_formula, "InlineHtml": _Reader._markup, "Html": _Reader._markup,
}  # fmt: skip
_STARTS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys(_SPANS, _Reader._start_span), "Link": _Reader._start_link,
    "Image": lambda reader, tag, data: reader._pictures.begin(data["dest_url"]),
    "Paragraph": _Reader._part, "Heading": _Reader._start_heading, "CodeBlock": _Reader._start_code,
    "DefinitionListTitle": _Reader._part, "DefinitionListDefinition": _Reader._start_definition,
    "BlockQuote": _Reader._start_quote, "List": _Reader._start_list, "Item": _Reader._start_item,
    "Table": _Reader._start_table, "TableHead": _Reader._start_row, "TableRow": _Reader._start_row,
    "TableCell": _Reader._start_cell, "FootnoteDefinition": _Reader._start_footnote,
    "MetadataBlock": _Reader._turn_front_matter, "HtmlBlock": _Reader._start_html,
}  # fmt: skip
_ENDS: dict[str, Callable[[_Reader, str, Any], None]] = {
    **dict.fromkeys([*_SPANS, "Link"], _Reader._end_span),
    "Image": lambda reader, tag, data: reader._pictures.end(),
    "Paragraph": _Reader._part, "Heading": _Reader._end_heading, "CodeBlock": _Reader._end_code,
    "DefinitionListTitle": _Reader._end_term, "DefinitionListDefinition": _Reader._end_container,
    "BlockQuote": _Reader._end_container, "Item": _Reader._end_container, "List": _Reader._end_list,
    "Table": _Reader._end_table, "TableCell": _Reader._end_cell, "FootnoteDefinition": _Reader._end_footnote,
    "MetadataBlock": _Reader._turn_front_matter, "HtmlBlock": _Reader._end_html,
}  # fmt: skip
