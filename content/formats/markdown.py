"""Markdown: CommonMark 0.31 with tables, strikethrough, task lists, footnotes and front matter (pulldown-cmark)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pyromark
from glossator.content.document import Builder, Container, Document, Span, SpanKind, fold
from glossator.content.html.nesting import Nesting
from glossator.content.sources.source import Source, head_of
from glossator.content.text.sanitize import clean, clean_line, clean_piece, is_blank

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
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
_ALIGN = {"Left": "l", "Center": "c", "Right": "r", "None": "l"}


def read(source: Source) -> Document:
    """The document in Markdown. Raises DocumentError when it holds no text."""
    text, rest = head_of(source)
    return replace(_Reader().read(text), rest=rest)


class _Reader:
    """Turns the parser's events into blocks; one instance a document."""

    def __init__(self) -> None:
        self.out = Builder()
        self.facts: dict[str, str] = {}
        self.nesting = Nesting()
        self.lists: list[int | None] = []
        self.parts: list[str] = []
        self.length = 0  # of the paragraph gathered so far
        self.spans: list[Span] = []
        self.starts: list[tuple[int, SpanKind, str]] = []
        self.label = ""
        self.html: list[str] = []
        self.tags: dict[str, list[tuple[int, str]]] = {}  # raw HTML's open elements: where they began and lead to
        self.images = 0
        self.image_start = 0
        self.pictured = 0  # how much of the paragraph is images' alternative texts

    def read(self, text: str) -> Document:
        value: Any
        data: Any
        mode = ""
        level = 0
        info = ""
        columns = ""
        row: list[tuple[str, list[Span]]] = []
        rows: list[list[tuple[str, list[Span]]]] = []
        for event in pyromark.events(text, options=_OPTIONS):
            if isinstance(event, str):
                if event == "SoftBreak":
                    self._put(" ")
                elif event == "HardBreak":
                    self._text("\n" if mode != "cell" else " ")
                elif event == "Rule":
                    self._emit("rule")
                continue
            ((name, value),) = event.items()
            if name == "Text":
                if mode == "meta":
                    self._front_matter(value)
                else:
                    self._text(value)
            elif name == "Code":
                start = self.length
                self._text(value)
                self.spans.append(Span(start, self.length, "code"))
            elif name == "Start":
                tag, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
                if tag in _SPANS:
                    self.starts.append((self.length, _SPANS[tag], ""))
                elif tag == "Link":
                    url = ("mailto:" if data["link_type"] == "Email" else "") + data["dest_url"]
                    self.starts.append((self.length, "link", clean(url).replace("\n", "")))
                elif tag == "Item":
                    self._flush()
                    marker = "•"
                    if self.lists and self.lists[-1] is not None:
                        marker = f"{self.lists[-1]}."
                        self.lists[-1] += 1
                    self.nesting.enter(Container(marker))
                elif tag == "List":
                    self._flush()
                    self.lists.append(data)
                elif tag == "BlockQuote":
                    self._flush()
                    self.nesting.enter(Container())
                elif tag == "Heading":
                    self._flush()
                    level = int(data["level"][1])
                elif tag == "CodeBlock":
                    self._flush()
                    mode = "code"
                    info = clean_line(data["Fenced"]).split(" ")[0] if isinstance(data, dict) else ""
                elif tag == "Table":
                    self._flush()
                    columns = "".join(_ALIGN.get(a, "l") for a in data)
                    rows = []
                elif tag in ("TableHead", "TableRow"):
                    row = []
                elif tag == "TableCell":
                    mode = "cell"
                elif tag == "FootnoteDefinition":
                    self._flush()
                    self.label = clean_line(data)
                elif tag == "MetadataBlock":
                    mode = "meta"
                elif tag == "Image":
                    if not self.images:
                        self.image_start = self.length
                    self.images += 1
                elif tag == "HtmlBlock":
                    self._flush()
                    mode = "html"
                elif tag == "Paragraph":
                    self._flush()
            elif name == "End":
                tag = value if isinstance(value, str) else next(iter(value))
                if tag in _SPANS or tag == "Link":
                    start, kind, target = self.starts.pop()
                    if target or kind != "link":
                        self.spans.append(Span(start, self.length, kind, target))
                elif tag == "Paragraph":
                    self._flush()
                elif tag == "Heading":
                    self._emit("heading", level=level)
                elif tag == "CodeBlock":
                    self._emit("code", info=info)
                    mode = ""
                elif tag in ("Item", "BlockQuote"):
                    self._flush()
                    if self.nesting.is_empty and tag == "Item":
                        self._emit("paragraph")
                    self.nesting.leave()
                elif tag == "List":
                    self.lists.pop()
                elif tag == "TableCell":
                    row.append(self._take())
                elif tag in ("TableHead", "TableRow"):
                    rows.append(row)
                elif tag == "Table":
                    mode = ""
                    self._table(rows, columns)
                elif tag == "FootnoteDefinition":
                    self._flush()
                    self.label = ""
                elif tag == "MetadataBlock":
                    mode = ""
                elif tag == "Image":
                    self.images -= 1
                    if not self.images:
                        self.pictured += self.length - self.image_start
                elif tag == "HtmlBlock":
                    mode = ""
                    self._html_block()
            elif name == "FootnoteReference":
                start = self.length
                label = clean_line(value)
                self._text(f"[{label}]")
                self.spans.append(Span(start, self.length, "footnote", label))
            elif name == "TaskListMarker":
                self.nesting.rename("☑" if value else "☐")
            elif name in ("InlineHtml", "Html"):
                if mode == "html":
                    self.html.append(value)
                elif _BREAK.match(value):
                    self._text("\n" if mode != "cell" else " ")
                else:
                    self._inline_html(value)
        self._flush()
        title = self.facts.get("title", "")
        return self.out.document(
            title,
            format="markdown",
            author=self.facts.get("author", ""),
            date=self.facts.get("date", ""),
            url=self.facts.get("source", self.facts.get("url", "")),
        )

    def _text(self, text: str) -> None:
        self._put(clean_piece(text))  # an entity such as &#x9b; brings back what the source was cleaned of

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _take(self) -> tuple[str, list[Span]]:
        for name, begun in self.tags.items():
            for _ in range(len(begun)):
                self._end_tag(name)
        self.tags.clear()
        text, spans = "".join(self.parts), self.spans
        self.parts, self.spans, self.starts, self.pictured, self.length = [], [], [], 0, 0
        return text, spans

    def _flush(self) -> None:
        """End the paragraph gathered so far, if there is one; one of nothing but images is a figure."""
        if self.parts:
            if self.pictured and self.pictured >= len("".join(self.parts).strip()):
                self.spans = []
                self._emit("figure")
            else:
                self._emit("footnote" if self.label else "paragraph", info=self.label)

    def _inline_html(self, tag: str) -> None:
        """An element's begin or end within a paragraph: what it says of its text is kept, the tag goes."""
        found = _TAG.fullmatch(tag.strip())
        name = found["name"].lower() if found else ""
        if not found or name not in _TAGS:
            return
        if found["end"]:
            self._end_tag(name)
        elif not found["rest"].endswith("/"):
            href = _HREF.search(found["rest"]) if name == "a" else None
            target = clean_line(next(filter(None, href.groups()), "")) if href else ""
            self.tags.setdefault(name, []).append((self.length, target))

    def _end_tag(self, name: str) -> None:
        """End the innermost element of that name, if one is open."""
        if begun := self.tags.get(name):
            start, target = begun.pop()
            if start < self.length and (target or name != "a"):
                self.spans.append(Span(start, self.length, _TAGS[name], target))

    def _html_block(self) -> None:
        """Raw HTML that stands by itself, read as a page's is."""
        from glossator.content.formats.html import bounded_tags
        from glossator.content.html.links import Links
        from glossator.content.html.reader import MarkupReader
        from glossator.content.html.xml import without_bad_references
        from lxml import etree, html

        raw, self.html = bounded_tags(without_bad_references("".join(self.html))), []
        try:
            tree = html.fragment_fromstring(raw, create_parent="div")
        except (etree.LxmlError, ValueError):
            return
        MarkupReader(self.out, Links(), self.nesting).read(tree)

    def _emit(self, kind: str, *, level: int = 0, info: str = "") -> None:
        text, spans = self._take()
        if kind == "code":
            text = text.removesuffix("\n")
            if not text.strip():
                return
        else:
            lead = len(text) - len(text.lstrip(" \n"))
            text = text.strip(" \n")
            if lead:
                spans = [Span(max(0, s.start - lead), max(0, s.end - lead), s.kind, s.target) for s in spans]
            if is_blank(text) and kind in ("paragraph", "footnote", "figure") and not self.nesting.begun:
                return
            spans = [s._replace(end=min(s.end, len(text))) for s in spans if s.start < min(s.end, len(text))]
        if kind == "heading":
            text = text.replace("\n", " ")
        self.out.add(
            kind,  # type: ignore[arg-type]
            text,
            level=level,
            spans=sorted(spans),
            containers=self.nesting.here,
            opens=self.nesting.opens(),
            info=info,
        )

    def _table(self, rows: list[list[tuple[str, list[Span]]]], columns: str) -> None:
        lines: list[str] = []
        spans: list[Span] = []
        at = 0
        for row in rows:
            cells = []
            for text, marks in row:
                cell = fold(text)
                if len(cell) == len(text):
                    spans += [Span(s.start + at, s.end + at, s.kind, s.target) for s in marks]
                cells.append(cell)
                at += len(cell) + 1
            lines.append("\t".join(cells))
        self.out.add(
            "table",
            "\n".join(lines),
            spans=sorted(spans),
            containers=self.nesting.here,
            opens=self.nesting.opens(),
            info=columns,
        )

    def _front_matter(self, text: str) -> None:
        for line in text.splitlines():
            key, colon, value = line.partition(":")
            if colon and not key.startswith((" ", "#")):
                self.facts.setdefault(key.strip().lower(), clean_line(value.strip().strip("\"'")))
