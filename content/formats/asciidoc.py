"""AsciiDoc: its blocks line by line. Nothing is included: an ``include`` is shown as a link to its file.

Source: https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from glossator.content.document import Document
from glossator.content.formats.asciidoc_inline import Inline
from glossator.content.formats.asciidoc_table import cells_in
from glossator.content.formats.page_writer import PageWriter, link
from glossator.content.sources.source import Source
from glossator.content.text.callouts import is_callout

_DEEPEST = 20
"""Blocks within one another that are read as such."""
_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_ATTRIBUTE = re.compile(r":(!?[\w-]+!?):(?:[ \t]+(.*))?")
_LIST_OF = re.compile(r"\[(?!\[)(.*)\]")
_ANCHOR = re.compile(r"\[\[([^\],]+)(?:,.*)?\]\]")
_TITLE = re.compile(r"\.(?![ \t.])(.+)")
_DELIMITER = re.compile(r"-{4,}|={4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```.*|[|!,:]={3,}")
_CONDITION = re.compile(r"(?:ifdef|ifndef|ifeval|endif)::.*\[.*\]")
_INCLUDE = re.compile(r"include::([^\[\]]+)\[.*\]")
_IMAGE = re.compile(r"(image|video|audio)::([^\[\]]+)\[(.*)\]")
_ITEM = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d+\.|[A-Za-z]\.|<(?:\d+|\.)>)[ \t]+(\S.*)")
_TERM = re.compile(r"[ \t]*(?!//)(\S.*?)(:{2,4}|;;)(?:[ \t]+(.*))?")
_BOX = re.compile(r"\[([ xX*])\][ \t]+")
_ADMONITION = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)")
_AUTHOR = re.compile(r"[^\W\d_][\w.' -]*(?:<[^>]*>)?(?:;.*)?")
_LONGEST_VALUE = 10_000
"""Characters of an attribute's value."""
_COMMENT = re.compile(r"//(?!/).*|//")


def read(source: Source) -> Document:
    """The document in an AsciiDoc file. Raises DocumentError where there is no text."""
    page = PageWriter()
    reader = _Reader(page)
    lines = source.text.expandtabs(4).split("\n")
    reader.blocks(lines[reader.header(lines) :])
    return page.document("asciidoc")


@dataclass
class _Attributes:
    """What stands in brackets above a block, and its title."""

    style: str = ""
    named: dict[str, str] = field(default_factory=dict)
    positional: list[str] = field(default_factory=list)
    title: str = ""
    name: str = ""

    def take(self, text: str) -> None:
        """Read a list of attributes."""
        for at, piece in enumerate(re.findall(r'(?:[^,"]|"[^"]*")+', text)):
            key, sign, value = piece.strip().partition("=")
            if sign and re.fullmatch(r"[\w-]+", key):
                self.named[key] = value.strip('"')
            else:
                self.positional.append(piece.strip().strip('"'))
                if at == 0:
                    self.style = re.split(r"[#.%]", piece.strip())[0].lower()
                    self.name = next(iter(re.findall(r"#([\w-]+)", piece)), self.name)
        self.name = self.named.get("id", self.name)

    def has(self, option: str) -> bool:
        """Whether an option is set."""
        options = re.split(r"[,\s]+", self.named.get("options", "") + "," + self.named.get("opts", ""))
        return any(f"%{option}" in each for each in self.positional) or option in options

    @property
    def language(self) -> str:
        """That of code."""
        return self.positional[1] if len(self.positional) > 1 and self.style in ("source", "") else ""


class _Reader:
    """Reads lines into a page."""

    def __init__(self, page: PageWriter) -> None:
        self._page = page
        self._values: dict[str, str] = {}
        self.inline = Inline(page, self._values)
        self._deep = 0

    def header(self, lines: list[str]) -> int:
        """Read the document's title, its authors and its attributes; gives the line behind them."""
        at = 0
        while at < len(lines):
            if lines[at].strip() and not (_COMMENT.fullmatch(lines[at]) or self._attribute(lines[at])):
                break
            at += 1
        match = _HEADING.fullmatch(lines[at]) if at < len(lines) else None
        if match and len(match[1]) == 1:
            self._page.title = re.sub(r"[*_`]", "", match[2])
            at += 1
            while at < len(lines) and lines[at].strip():
                if not (_COMMENT.fullmatch(lines[at]) or self._attribute(lines[at])):
                    if not self._page.author and _AUTHOR.fullmatch(lines[at]):
                        self._page.author = re.sub(r"\s*<[^>]*>", "", lines[at]).replace(";", ",")
                    elif date := re.search(r"\d{4}-\d\d?-\d\d?", lines[at]):
                        self._page.date = date[0]
                at += 1
        self._page.author = self._page.author or self._values.get("author", "")
        return at

    def _attribute(self, line: str) -> bool:
        """Read a line that sets an attribute; False for any other."""
        match = _ATTRIBUTE.fullmatch(line.rstrip())
        if match and not match[1].startswith("!"):
            self._values[match[1].lower()] = self.inline.value(match[2] or "")[:_LONGEST_VALUE]
        return bool(match)

    def blocks(self, lines: list[str]) -> None:
        """Read the blocks in some lines."""
        at = 0
        while at < len(lines):
            at = self._block(lines, at)

    def _block(self, lines: list[str], at: int) -> int:
        """Read the block that begins with a line; gives the line behind it."""
        about = _Attributes()
        while at < len(lines):
            line = lines[at].rstrip()
            if match := _ANCHOR.fullmatch(line):
                about.name = match[1]
            elif match := _LIST_OF.fullmatch(line):
                about.take(match[1])
            elif (match := _TITLE.fullmatch(line)) and not _DELIMITER.fullmatch(line):
                about.title = match[1]
            elif line and not (_COMMENT.fullmatch(line) or _CONDITION.fullmatch(line) or self._attribute(line)):
                break
            at += 1
        else:
            return at
        line = lines[at].rstrip()
        if match := _HEADING.fullmatch(line):
            self._page.heading(len(match[1]) - 1, self.inline.html(match[2].rstrip("= ")), about.name)
            return at + 1
        if _DELIMITER.fullmatch(line):
            return self._delimited(lines, at, about)
        if about.title:
            self._title(about.title)
        if self._single(line):
            return at + 1
        if _ITEM.fullmatch(line) or _TERM.fullmatch(line):
            return self._list(lines, at) if self._deep < _DEEPEST else self._paragraph(lines, at, about)
        return self._paragraph(lines, at, about)

    def _title(self, title: str) -> None:
        self._page.element("p", f"<strong>{self.inline.html(title)}</strong>")

    def _single(self, line: str) -> bool:
        """Read a block of one line; False for any other line."""
        page = self._page
        if re.fullmatch(r"'{3,}|-{3}|\*{3}|<<<", line):
            page.rule()
        elif match := _INCLUDE.fullmatch(line):
            page.element("p", link(self.inline.value(match[1]), ""))
        elif match := _IMAGE.fullmatch(line):
            words = escape(match[3].partition(",")[0].strip('"') or match[2].rpartition("/")[2])
            is_image = match[1] == "image"
            source = escape(self.inline.value(match[2]))
            page.element("figure", f'<img src="{source}" alt="{words}">' if is_image else link(source, words))
        elif not re.fullmatch(r"toc::\[.*\]", line):
            return False
        return True

    def _delimited(self, lines: list[str], at: int, about: _Attributes) -> int:
        """A block between two lines that are alike."""
        mark = lines[at].rstrip()
        closing = "```" if mark.startswith("```") else mark
        end = next((i for i in range(at + 1, len(lines)) if lines[i].rstrip() == closing), len(lines))
        inner = lines[at + 1 : end]
        kind = mark[:1] if mark != "--" else "--"
        if about.title and kind != "/":
            self._title(about.title)
        if kind in "-.`" and kind != "--":
            language = mark[3:] if kind == "`" else about.language or self._values.get("source-language", "")
            self._page.code("\n".join(inner), language if kind != "." else "")
        elif kind in "|!,:":
            self._table(inner, about)
        elif kind == "+":
            text = "\n".join(inner)
            is_formula = about.style in ("stem", "latexmath", "asciimath") and text.strip()
            self._page.element("p", escape(f"\\[{text}\\]") if is_formula else "")
        elif kind != "/":
            self._group(kind, inner, about)
        return end + 1

    def _group(self, kind: str, inner: list[str], about: _Attributes) -> None:
        """Blocks in a block: a quotation, an example, a sidebar, a callout."""
        if about.style in ("source", "listing", "literal"):
            self._page.code("\n".join(inner), about.language)
        elif about.style == "verse":
            text = self.inline.html("\n".join(inner)).replace("\n", "<br>")
            self._page.element("blockquote", f"<p>{text}</p>{self._attribution(about)}")
        elif is_callout(about.style):
            self._within("div", inner, class_=f"admonition {about.style}")
        elif kind == "_" or about.style == "quote":
            self._within("blockquote", inner, behind=self._attribution(about))
        else:
            self._within("div", inner)

    def _attribution(self, about: _Attributes) -> str:
        names = [self.inline.html(each) for each in about.positional[1:3] if each]
        return f"<p>— {', '.join(names)}</p>" if names else ""

    def _within(self, tag: str, lines: list[str], behind: str = "", **attributes: str) -> None:
        if self._deep >= _DEEPEST:
            self._page.element("p", escape("\n".join(lines)))
            return
        self._page.begin(tag, **attributes)
        self._deep += 1
        self.blocks(lines)
        self._deep -= 1
        self._page.element("div", behind)
        self._page.end(tag)

    def _table(self, lines: list[str], about: _Attributes) -> None:
        rows, heads = cells_in(lines, about.named.get("cols", ""))
        has_head = heads and about.style != "%noheader" and not about.has("noheader")
        written = [[self.inline.html(cell) for cell in row] for row in rows]
        self._page.table(written, 1 if has_head or about.has("header") else 0)

    def _paragraph(self, lines: list[str], at: int, about: _Attributes) -> int:
        end = at
        while end < len(lines) and lines[end].strip() and (end == at or not self._ends(lines[end])):
            end += 1
        inner = [line for line in lines[at:end] if not _COMMENT.fullmatch(line)]
        text = "\n".join(inner)
        if about.style in ("source", "listing", "literal") or (text[:1] == " " and not about.style):
            self._page.code("\n".join(_dedented(inner)), about.language)
        elif about.style in ("stem", "latexmath", "asciimath"):
            self._page.element("p", escape(f"\\[{text}\\]"))
        elif match := _ADMONITION.match(text):
            self._within("div", [text[match.start(2) :]], class_=f"admonition {match[1].lower()}")
        elif is_callout(about.style):
            self._within("div", [text], class_=f"admonition {about.style}")
        elif about.style in ("quote", "verse"):
            words = self.inline.html(text)
            words = words.replace("\n", "<br>") if about.style == "verse" else words
            self._page.element("blockquote", f"<p>{words}</p>{self._attribution(about)}")
        elif about.style in ("discrete", "float"):
            self._page.element("p", f"<strong>{self.inline.html(text)}</strong>")
        else:
            self._page.element("p", self.inline.html(text), id=about.name)
        return max(end, at + 1)

    def _ends(self, line: str) -> bool:
        """Whether a line ends the paragraph above it."""
        line = line.rstrip()
        is_mark = _DELIMITER.fullmatch(line) or _LIST_OF.fullmatch(line) or line == "+"
        return bool(is_mark or (self._deep and (_ITEM.fullmatch(line) or _TERM.fullmatch(line))))

    def _list(self, lines: list[str], at: int) -> int:
        """A list: its items are those with its own mark, others are lists in them."""
        first = _mark(lines[at])
        tag = {":": "dl", ";": "dl", "*": "ul", "-": "ul"}.get(first[:1], "ol")
        self._page.begin(tag)
        while at < len(lines) and _mark(lines[at]) == first:
            line = lines[at]
            term = _TERM.fullmatch(line.rstrip()) if tag == "dl" else None
            if term:
                self._page.element("dt", self.inline.html(term[1]))
                words = term[3] or ""
            else:
                match = _ITEM.fullmatch(line.rstrip())
                words = match[2] if match else line
            if box := _BOX.match(words):
                words = ("☐ " if box[1] == " " else "☑ ") + words[box.end() :]
            at, inner = self._item(lines, at + 1, first)
            if term and not words:
                inner = _dedented(inner)
            self._within("dd" if term else "li", [words, *inner])
            following = at
            while following < len(lines) and not lines[following].strip():
                following += 1
            if following < len(lines) and _mark(lines[following]) == first:
                at = following
        self._page.end(tag)
        return at

    def _item(self, lines: list[str], at: int, mark: str) -> tuple[int, list[str]]:
        """What belongs to an item: the rest of its paragraph, what ``+`` joins to it, lists with other marks."""
        inner: list[str] = []
        is_joined = False
        while at < len(lines):
            line = lines[at].rstrip()
            other = _mark(line)
            if other == mark:
                break
            if line == "+":
                is_joined = True
                inner.append("")
            elif _DELIMITER.fullmatch(line) and (is_joined or line == "--"):
                end = next((i for i in range(at + 1, len(lines)) if lines[i].rstrip() == line), len(lines) - 1)
                inner += lines[at : end + 1]
                at, is_joined = end, False
            elif not line:
                following = next((i for i in range(at, len(lines)) if lines[i].strip()), len(lines))
                after = _mark(lines[following]) if following < len(lines) else ""
                indented = mark[:1] in ":;" and not inner and following == at + 1
                if after == mark or not (after or indented):
                    break
                inner.append("")
            else:
                inner.append(line)
            at += 1
        return at, inner


def _mark(line: str) -> str:
    """The mark of a list that a line begins an item of; empty for any other line."""
    line = line.rstrip()
    if match := _ITEM.fullmatch(line):
        mark = match[1]
        if mark[0] in "*-.":
            return mark
        return "<" if mark[0] == "<" else "1."
    match = _TERM.fullmatch(line)
    return match[2] if match and not _DELIMITER.fullmatch(line) else ""


def _dedented(lines: list[str]) -> list[str]:
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]
