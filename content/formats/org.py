"""Org: the markup of Emacs' Org mode. Nothing is included, and nothing is run.

Source: https://orgmode.org/worg/org-syntax.html
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import escape, unescape
from html.entities import html5

from glossator.content.document import Document
from glossator.content.formats.latex_names import SIGNS
from glossator.content.formats.page_writer import DEEPEST, PageWriter, escaped_between, formula, link, plain, reference
from glossator.content.sources.source import Source
from glossator.content.text.tex_signs import sign_of

_PRIORITY = re.compile(r"\[#[A-Za-z0-9]\] ")
_HEADING = re.compile(r"(\*+) (.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*")
_KEYWORD = re.compile(r"[ \t]*#\+(\w+)(?:\[[^\[\]]{0,200}\])?:[ \t]*(.*)")
_BLOCK = re.compile(r"[ \t]*#\+begin_(\w+)[ \t]*(.*)", re.I)
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*")
_NAME = re.compile(r"[ \t]*:(?:CUSTOM_ID|ID):[ \t]+(\S+)", re.I)
_PLANNING = re.compile(r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED): *[<\[][^>\]]*[>\]][ \t]*)+")
_NOTE = re.compile(r"\[fn:([\w-]+)\][ \t]*(.*)")
_ITEM = re.compile(r"([ \t]*)(?:([-+])|[ \t]+(\*)|((?:\d{1,9}|[A-Za-z])[.)]))(?:[ \t]+(.*)|$)")
_COUNTER = re.compile(r"\[@\d+\][ \t]*")
_BOX = re.compile(r"\[([ Xx-])\][ \t]+")
_TERM = re.compile(r"(.*?)[ \t]+::(?:[ \t]+(.*)|$)")
_FIXED = re.compile(r"[ \t]*:(?: |$)")
_COMMENT = re.compile(r"[ \t]*#(?: |$)")
_PLAIN = "\x05"
"""What stands before text that is no mark of a block, whatever it looks like; no document can have it."""
_LONGEST_MACRO = 2_000
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*")
_TABLE = re.compile(r"[ \t]*\|")
_ENVIRONMENT = re.compile(r"[ \t]*\\begin\{([A-Za-z]+\*?)\}")
_END = re.compile(r"[ \t]*(:END:|#\+end_\w+|\\end\{[A-Za-z]+\*?\})", re.I)
_COOKIE = re.compile(r"<[lrc]?\d*>")
_BOXES = {" ": "☐ ", "x": "☑ ", "-": "⊟ "}

_BEFORE, _AFTER = r"(?<![^\s\-–—('\"{])", r"(?![^\s\-–—.,:!?;'\")}\[\\])"
"""What stands before a mark of emphasis, and behind one."""
_NESTED = r"(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]{0,500}\]){0,500}\]){0,2000}"
_INLINE = re.compile(
    r"\[\[(?P<to>[^\[\]\n]{1,2000}(?:\n[^\[\]\n]{1,500})?)\](?:\[(?P<shown>(?:[^\[\]]|\[[^\[\]]{0,500}\]){1,1000})\])?\]"
    rf"|\[fn:(?P<note>[\w-]*)(?::(?P<inner>{_NESTED}))?\]"
    r"|\\\((?P<line>(?:\\[^()]|[^\\]){0,2000})\\\)|\\\[(?P<block>(?:\\[^\[\]]|[^\\]){0,5000})\\\]"
    r"|\$\$(?P<shown_tex>[^$]{1,5000})\$\$|(?<![\w$])\$(?P<tex>[^\s$](?:[^$\n]{0,300}[^\s$])?)\$(?![\w$])"
    r"|<(?P<address>https?://[^\s<>]+)>|(?P<bare>https?://[^\s<>\[\]]*[^\s<>\[\].,;:!?'\")])|<<<?(?P<place>[^<>\n]+)>>>?"
    r"|\{\{\{(?P<macro>[A-Za-z][\w-]*)(?:\((?P<given>[^{}]{0,500})\))?\}\}\}|(?P<export>@@[^@\n]{0,1000}@@)"
    rf"|{_BEFORE}(?P<sign>[*/_+=~])(?P<words>(?!\s)(?:[^\n]|\n(?!\n)){{1,600}}?(?<!\s))(?P=sign){_AFTER}"
    r"|\\(?P<entity>[A-Za-z]+)(?:\{\})?|(?P<break>\\\\[ \t]*(?=\n|$))"
    r"|(?<=[\w)])(?P<level>[_^])\{(?P<small>[^{}\n]{1,100})\}"
)
_TAGS = {"*": "strong", "/": "em", "_": "u", "+": "s", "=": "code", "~": "code"}
_LINKED = re.compile(r"(?:https?|mailto|ftp):", re.I)


def read(source: Source) -> Document:
    """The document in an Org file. Raises DocumentError where there is no text."""
    page = PageWriter()
    _Reader(page).blocks(source.text.expandtabs(8).split("\n"))
    return page.document("org")


class _Reader:
    """Reads lines into a page."""

    def __init__(self, page: PageWriter) -> None:
        self._page = page
        self._ends: dict[str, list[int]] = {}
        """The lines that end something, by what they say."""
        self._macros: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        """Of the footnotes, in the order in which they are referred to."""

    def blocks(self, lines: list[str]) -> None:
        """Read the blocks in some lines."""
        outer, self._ends = self._ends, _ends_of(lines)
        at = 0
        while at < len(lines):
            at = self._block(lines, at)
        self._ends = outer

    def _find(self, wanted: str, at: int) -> int | None:
        """The line, from one on, that ends something; None when there is none."""
        ends = self._ends.get(wanted.casefold(), [])
        first = bisect_left(ends, at)
        return ends[first] if first < len(ends) else None

    def _block(self, lines: list[str], at: int) -> int:
        """Read the block that begins with a line; gives the line behind it."""
        line, page = lines[at], self._page
        if not line.strip() or _COMMENT.match(line):
            return at + 1
        if self._page.depth == 0 and (match := _HEADING.fullmatch(line)):
            return self._heading(match, lines, at + 1)
        if match := _BLOCK.fullmatch(line):
            return self._named(match[1].lower(), match[2], lines, at)
        if match := _KEYWORD.fullmatch(line):
            self._keyword(match[1].lower(), match[2])
            return at + 1
        if _DRAWER.fullmatch(line) and (end := self._find(":END:", at + 1)):
            if line.strip().upper() not in (":PROPERTIES:", ":LOGBOOK:"):
                self._page.within("div", lines[at + 1 : end], self.blocks)
            return end + 1
        if match := _NOTE.match(line):
            end = self._note_end(lines, at + 1)
            note = [_PLAIN + match[2], *lines[at + 1 : end]]
            self._page.within("aside", note, self.blocks, role="doc-footnote", id=f"note-{match[1]}")
            return end
        if _RULE.fullmatch(line):
            page.rule()
            return at + 1
        if _TABLE.match(line):
            return self._table(lines, at)
        if _FIXED.match(line):
            end = at
            while end < len(lines) and _FIXED.match(lines[end]):
                end += 1
            page.code("\n".join(re.sub(r"^[ \t]*: ?", "", each) for each in lines[at:end]))
            return end
        if (match := _ENVIRONMENT.match(line)) and (end := self._find(f"\\end{{{match[1]}}}", at)):
            page.element("p", escape("\\[" + "\n".join(lines[at : end + 1]) + "\\]"))
            return end + 1
        if (match := _ITEM.fullmatch(line)) and self._page.depth < DEEPEST:
            return self._list(lines, at)
        end = at + 1
        while end < len(lines) and not self._ends_paragraph(lines[end]):
            end += 1
        page.element("p", self.inline("\n".join(lines[at:end]).removeprefix(_PLAIN)))
        return end

    def _ends_paragraph(self, line: str) -> bool:
        is_heading = self._page.depth == 0 and _HEADING.fullmatch(line)
        return bool(
            not line.strip() or is_heading or _BLOCK.fullmatch(line) or _KEYWORD.fullmatch(line) or _TABLE.match(line)
            or _NOTE.match(line) or _FIXED.match(line) or _COMMENT.match(line) or _DRAWER.fullmatch(line)
            or _ITEM.fullmatch(line) or _RULE.fullmatch(line) or _ENVIRONMENT.match(line)
        )  # fmt: skip

    def _note_end(self, lines: list[str], at: int) -> int:
        """Where a footnote ends: at another one, a heading, or two blank lines."""
        while at < len(lines) and not (_NOTE.match(lines[at]) or _HEADING.fullmatch(lines[at])):
            if not lines[at].strip() and not (lines[at + 1].strip() if at + 1 < len(lines) else ""):
                break
            at += 1
        return at

    def _heading(self, match: re.Match[str], lines: list[str], at: int) -> int:
        name = ""
        planned = ""
        if at < len(lines) and _PLANNING.fullmatch(lines[at]):
            planned, at = lines[at].strip(), at + 1
        if at < len(lines) and lines[at].strip().upper() == ":PROPERTIES:" and (end := self._find(":END:", at)):
            name = next((found[1] for each in lines[at:end] if (found := _NAME.fullmatch(each))), "")
            at = end + 1
        words = self.inline(_PRIORITY.sub("", match[2], count=1))
        self._page.heading(len(match[1]), words, name or plain(words))
        self._page.element("p", f"<em>{escape(planned)}</em>" if planned else "")
        return at

    def _keyword(self, name: str, value: str) -> None:
        if name == "title":
            self._page.title = f"{self._page.title} {unescape(plain(self.inline(value)))}".strip()
        elif name == "author":
            self._page.author = value
        elif name == "date":
            self._page.date = value.strip("<>[]")
        elif name == "macro":
            key, _, text = value.partition(" ")
            self._macros[key] = text[:_LONGEST_MACRO]
        elif name == "subtitle":
            self._page.element("p", f"<em>{self.inline(value)}</em>")
        elif name == "include":
            self._page.element("p", link(value.split('"')[1] if value.count('"') > 1 else value.split(" ")[0], ""))
        elif name == "caption":
            self._page.element("figcaption", self.inline(value))

    def _named(self, name: str, options: str, lines: list[str], at: int) -> int:
        """A block between ``#+begin_NAME`` and ``#+end_NAME``; without an end, a line of its own."""
        end = self._find(f"#+end_{name}", at + 1)
        if end is None:
            return at + 1
        inner, page = lines[at + 1 : end], self._page
        if name in ("src", "example"):
            text = "\n".join(re.sub(r"^([ \t]*),(\*|#\+)", r"\1\2", each) for each in _dedented(inner))
            page.code(text, options.split(" ")[0] if name == "src" else "")
        elif name == "verse":
            page.element("p", self.inline("\n".join(inner)).replace("\n", "<br>"))
        elif name == "quote":
            self._page.within("blockquote", inner, self.blocks)
        elif name not in ("comment", "export"):
            self._page.within("div", inner, self.blocks)
        return end + 1

    def _table(self, lines: list[str], at: int) -> int:
        rows: list[list[str]] = []
        heads = 0
        while at < len(lines) and _TABLE.match(lines[at]):
            line = lines[at].strip()
            at += 1
            if line.startswith("|-"):
                heads = heads or len(rows)
                continue
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(_COOKIE.fullmatch(cell) or not cell for cell in cells) or not any(cells):
                rows.append([self.inline(cell.replace("\\vert", "|")) for cell in cells])
        self._page.table(rows, heads if heads < len(rows) else 0)
        return at

    def _list(self, lines: list[str], at: int) -> int:
        first = _ITEM.fullmatch(lines[at])
        assert first
        indent = _indent(lines[at])
        is_term = bool(first[2] and _TERM.fullmatch(first[5] or ""))
        tag = "ol" if first[4] else "ul"
        tag = "dl" if is_term else tag
        self._page.begin(tag)
        while at < len(lines) and (match := self._item(lines[at], first)):
            end = at + 1
            while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
                if not lines[end].strip() and not (lines[end + 1].strip() if end + 1 < len(lines) else ""):
                    break  # two blank lines end all lists
                end += 1
            words = _COUNTER.sub("", match[5] or "", count=1)
            term = _TERM.fullmatch(words) if is_term else None
            if term:
                self._page.element("dt", self.inline(term[1]))
                words = term[2] or ""
            if box := _BOX.match(words):
                words = _BOXES[box[1].lower()] + words[box.end() :]
            inner = [_PLAIN + words if words else "", *_dedented(lines[at + 1 : end])]
            self._page.within("dd" if is_term else "li", inner, self.blocks)
            at = end
            if at + 1 < len(lines) and not lines[at].strip() and self._item(lines[at + 1], first):
                at += 1
        self._page.end(tag)
        return at

    def _item(self, line: str, first: re.Match[str]) -> re.Match[str] | None:
        """An item of the list that begins with another one; None for any other line."""
        match = _ITEM.fullmatch(line)
        is_alike = match and _indent(line) == _indent(first.string) and bool(match[4]) == bool(first[4])
        return match if is_alike else None

    def inline(self, text: str, deep: int = 0) -> str:
        """Read text with its marks; gives HTML."""
        return escaped_between(_INLINE, text, lambda match: self._marked(match, deep))

    def _marked(self, match: re.Match[str], deep: int) -> str:
        """A mark with what is in it."""
        within = self.inline if deep < DEEPEST else lambda text, _deep: escape(text)
        if target := match["to"]:
            shown = within(match["shown"], deep + 1) if match["shown"] else ""
            return _link(target, shown)
        if match["note"] is not None:
            return self._note_in_line(match["note"], match["inner"], deep)
        if tex := match["line"] or match["tex"]:
            return formula(tex)
        if tex := match["block"] or match["shown_tex"]:
            return formula(tex, is_displayed=True)
        if name := match["macro"]:
            return self._macro(name, match["given"] or "", deep)
        if sign := match["sign"]:
            words = escape(match["words"]) if sign in "=~" else within(match["words"], deep + 1)
            return f"<{_TAGS[sign]}>{words}</{_TAGS[sign]}>"
        if match["level"]:
            tag = "sup" if match["level"] == "^" else "sub"
            return f"<{tag}>{escape(match['small'])}</{tag}>"
        if name := match["entity"]:
            sign = SIGNS.get(name) or html5.get(f"{name};") or sign_of(name)
            return escape(match[0] if sign.startswith("\\") else sign)
        if match["break"]:
            return "<br>"
        if match["place"]:
            return f'<a id="{escape(match["place"])}"></a>'
        address = match["address"] or match["bare"]
        return link(address, "") if address else ""

    def _macro(self, name: str, given: str, deep: int) -> str:
        """A macro of the file, or of the manuals, which is what it is given."""
        values = [value.strip() for value in re.split(r"(?<!\\),", given)]
        text = self._macros.get(name, given.replace("\\,", ","))
        for number, value in enumerate(values, 1):
            text = text.replace(f"${number}", value.replace("\\,", ","))
        if name in ("kbd", "key"):
            return f"<kbd>{escape(text)}</kbd>"
        return self.inline(text[:_LONGEST_MACRO], deep + 10) if deep < DEEPEST else escape(text)

    def _note_in_line(self, name: str, inner: str | None, deep: int) -> str:
        """A reference to a footnote, whose text may stand in it."""
        name = name or f"inline-{len(self._numbers) + 1}"
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        if inner is not None and deep < DEEPEST:
            self._page.note(name, self.inline(inner, deep + 1), is_behind=True)
        return reference(name, str(number))


def _link(target: str, shown: str) -> str:
    """A link; one to a file loses its line, one to a heading or a name leads to it."""
    target = target.replace("\n", " ")
    if target.startswith("file:"):
        target = target[5:].partition("::")[0]
    elif target.startswith("id:"):
        return link(f"#{target[3:]}", shown or escape(target[3:]))
    elif not _LINKED.match(target) and "/" not in target and "." not in target.lstrip("*#"):
        name = target.lstrip("*#")
        return link(f"#{name}", shown or escape(name))
    return link(target, shown)


def _ends_of(lines: list[str]) -> dict[str, list[int]]:
    """The lines that end a block, a drawer or an environment, by what they say, whatever its case."""
    ends: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if match := _END.match(line):
            ends.setdefault(match[1].casefold(), []).append(at)
    return ends


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _dedented(lines: list[str]) -> list[str]:
    """Lines without the blanks that all of them begin with."""
    least = min((_indent(line) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]
