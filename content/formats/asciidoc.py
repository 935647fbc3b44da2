"""AsciiDoc: its blocks line by line. Nothing is included: an ``include`` is shown as a link to its file.

Source: https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

from glossator.content.document import Document
from glossator.content.formats.asciidoc_inline import PLACE, Inline
from glossator.content.formats.asciidoc_lines import (
    ATTRIBUTE,
    DELIMITER,
    ITEM,
    TERM,
    dedented,
    mark_of,
    underlined,
    without_conditions,
    without_indent,
)
from glossator.content.formats.asciidoc_table import cells_in, separated
from glossator.content.formats.page_writer import DEEPEST, PageWriter, formula, link, plain
from glossator.content.sources.source import Source
from glossator.content.text.callouts import is_callout

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_LIST_OF = re.compile(r"\[(?!\[)(.*)\]")
_ANCHOR = re.compile(r"\[\[([^\],]+)(?:,.*)?\]\]")
_PIECES = re.compile(r'(?:^|,)((?:[^,"]|"[^"]*")*)')
_TITLE = re.compile(r"\.(?![ \t.])(.+)")
_INCLUDE = re.compile(r"include::([^\[\]]+)\[.*\]")
_IMAGE = re.compile(r"(image|video|audio)::([^\[\]]+)\[(.*)\]")
_BOX = re.compile(r"\[([ xX*])\][ \t]+")
_ADMONITION = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)")
_AUTHOR = re.compile(r"[^\W\d_][\w.' -]*(?:<[^>]*>)?(?:;.*)?")
_LONGEST_VALUE = 10_000
"""Characters of an attribute's value."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PLAIN = "\x05"
"""What stands before text that is no mark of a block, whatever it looks like; no document can have it."""
_COMMENT = re.compile(r"//(?!/).*|//")


def read(source: Source) -> Document:
    """The document in an AsciiDoc file. Raises DocumentError where there is no text."""
    page = PageWriter()
    reader = _Reader(page)
    lines = without_conditions(source.text.expandtabs(4).split("\n"))
    reader.blocks(lines[reader.header(lines) :])
    page.replace(PLACE, lambda match: page.titles.get(match[1], match[1]))
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
        for at, piece in enumerate(_PIECES.findall(text)):
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

    def header(self, lines: list[str]) -> int:
        """Read the document's title, its authors and its attributes; gives the line behind them."""
        at = 0
        while at < len(lines):
            if lines[at].strip() and not (_COMMENT.fullmatch(lines[at]) or self._attribute(lines[at])):
                break
            at += 1
        match = _HEADING.fullmatch(lines[at]) if at < len(lines) else None
        is_underlined = underlined(lines, at) == 0
        if is_underlined or (match and len(match[1]) == 1):
            self._page.title = unescape(plain(self.inline.html(lines[at].strip("= ").strip())))
            at += 2 if is_underlined else 1
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
        match = ATTRIBUTE.fullmatch(line.rstrip().removesuffix(" \\"))
        if match and "!" not in match[1]:
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
            elif (match := _TITLE.fullmatch(line)) and not DELIMITER.fullmatch(line):
                about.title = match[1]
            elif line not in ("", "+") and not self._is_silent(line):
                break
            at += 1
        else:
            return at
        line = lines[at].rstrip()
        if (level := underlined(lines, at)) is not None:
            self._page.heading(level, self.inline.html(line), about.name)
            return at + 2
        if match := _HEADING.fullmatch(line):
            self._page.heading(len(match[1]) - 1, self.inline.html(match[2].rstrip("= ")), about.name)
            return at + 1
        if DELIMITER.fullmatch(line):
            return self._delimited(lines, at, about)
        if about.title:
            self._title(about.title)
        if self._single(line):
            return at + 1
        if ITEM.fullmatch(line) or TERM.fullmatch(line):
            return self._list(lines, at) if self._page.depth < DEEPEST else self._paragraph(lines, at, about)
        return self._paragraph(lines, at, about)

    def _is_silent(self, line: str) -> bool:
        """Whether a line is no text: a comment, or the setting of an attribute."""
        return bool(_COMMENT.fullmatch(line) or self._attribute(line))

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
            about_it = match[3].partition(",")[0].strip('"')
            words = escape("" if "=" in about_it else about_it) or escape(match[2].rpartition("/")[2])
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
            separators = {",": "csv", ":": "dsv", "!": "!"}
            self._table(inner, about, about.named.get("format", separators.get(kind, "")))
        elif kind == "+":
            text = "\n".join(inner)
            is_formula = about.style in ("stem", "latexmath", "asciimath")
            self._page.element("p", formula(text, is_displayed=True) if is_formula else escape(_TAG.sub(" ", text)))
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
            self._admonition(about.style, inner)
        elif kind == "_" or about.style == "quote":
            self._page.begin("blockquote")
            self._page.within("div", inner, self.blocks)
            self._page.element("div", self._attribution(about))
            self._page.end("blockquote")
        else:
            self._page.within("div", inner, self.blocks)

    def _admonition(self, kind: str, lines: list[str]) -> None:
        """A callout, with what kind of one it is."""
        self._page.begin("div", class_=f"admonition {kind}")
        self._page.element("p", kind.capitalize(), class_="admonition-title")
        self._page.within("div", lines, self.blocks)
        self._page.end("div")

    def _attribution(self, about: _Attributes) -> str:
        names = [self.inline.html(each) for each in about.positional[1:3] if each]
        return f"<p>— {', '.join(names)}</p>" if names else ""

    def _table(self, lines: list[str], about: _Attributes, kind: str) -> None:
        is_separated = kind in ("csv", "dsv", "tsv")
        rows, heads = separated(lines, kind) if is_separated else cells_in(lines, about.named.get("cols", ""))
        has_head = heads and about.style != "%noheader" and not about.has("noheader")
        written = [[self.inline.html(cell) for cell in row] for row in rows]
        self._page.table(written, 1 if has_head or about.has("header") else 0)

    def _paragraph(self, lines: list[str], at: int, about: _Attributes) -> int:
        end = at
        while end < len(lines) and lines[end].strip() and (end == at or not self._ends(lines[end])):
            end += 1
        inner = [line for line in lines[at:end] if not _COMMENT.fullmatch(line)]
        text = "\n".join(inner).removeprefix(_PLAIN)
        if about.style in ("source", "listing", "literal") or (text[:1] == " " and not about.style):
            self._page.code("\n".join(dedented(inner)), about.language)
        elif about.style in ("stem", "latexmath", "asciimath"):
            self._page.element("p", formula(text, is_displayed=True))
        elif match := _ADMONITION.match(text):
            self._admonition(match[1].lower(), text[match.start(2) :].split("\n"))
        elif is_callout(about.style):
            self._admonition(about.style, text.split("\n"))
        elif about.style in ("quote", "verse"):
            words = self.inline.html(text)
            words = words.replace("\n", "<br>") if about.style == "verse" else words
            self._page.element("blockquote", f"<p>{words}</p>{self._attribution(about)}")
        elif about.style in ("discrete", "float"):
            self._page.element("p", f"<strong>{self.inline.html(text)}</strong>")
        else:
            words = self.inline.html(text)
            words = words.replace("\n", "<br>") if about.has("hardbreaks") else words
            self._page.element("p", words, id=about.name)
        return max(end, at + 1)

    def _ends(self, line: str) -> bool:
        """Whether a line ends the paragraph above it."""
        line = line.rstrip()
        is_mark = DELIMITER.fullmatch(line) or _LIST_OF.fullmatch(line) or line == "+"
        return bool(is_mark or (self._page.depth and (ITEM.fullmatch(line) or TERM.fullmatch(line))))

    def _list(self, lines: list[str], at: int) -> int:
        """A list: its items are those with its own mark, others are lists in them."""
        first = mark_of(lines[at])
        tag = {":": "dl", ";": "dl", "*": "ul", "-": "ul"}.get(first[:1], "ol")
        self._page.begin(tag)
        while at < len(lines) and mark_of(lines[at]) == first:
            line = lines[at]
            term = TERM.fullmatch(line.rstrip()) if tag == "dl" else None
            if term:
                self._page.element("dt", self.inline.html(term[1]))
                words = term[3] or ""
            else:
                match = ITEM.fullmatch(line.rstrip())
                words = match[2] if match else line
            if box := _BOX.match(words):
                words = ("☐ " if box[1] == " " else "☑ ") + words[box.end() :]
            at, inner = self._item(lines, at + 1, first, has_words=bool(words))
            if term and not words:
                inner = without_indent(inner)
            self._page.within("dd" if term else "li", [_PLAIN + words if words else "", *inner], self.blocks)
            following = at
            while following < len(lines) and not lines[following].strip():
                following += 1
            if following < len(lines) and mark_of(lines[following]) == first:
                at = following
        self._page.end(tag)
        return at

    def _item(self, lines: list[str], at: int, mark: str, *, has_words: bool) -> tuple[int, list[str]]:
        """What belongs to an item: the rest of its paragraph, what ``+`` joins to it, lists with other marks."""
        inner: list[str] = []
        is_joined = has_lists = False
        while at < len(lines):
            line = lines[at].rstrip()
            other = mark_of(line)
            if other == mark:
                break
            has_lists = has_lists or bool(other)
            if line == "+":
                is_joined = True
                inner.append("+" if has_lists else "")
            elif DELIMITER.fullmatch(line):
                if not is_joined and inner:
                    break
                end = next((i for i in range(at + 1, len(lines)) if lines[i].rstrip() == line), len(lines) - 1)
                inner += lines[at : end + 1]
                at, is_joined = end, False
            elif not line:
                following = next((i for i in range(at, len(lines)) if lines[i].strip()), len(lines))
                text = lines[following] if following < len(lines) else ""
                after = mark_of(text)
                is_first = mark[:1] in ":;" and not has_words and not inner and not _HEADING.fullmatch(text)
                is_indented = text[:1] in (" ", "\t")
                if after == mark or not text or not (after or is_first or is_indented):
                    break
                inner.append("")
            else:
                inner.append(line)
            at += 1
        return at, inner
