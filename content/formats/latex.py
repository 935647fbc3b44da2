"""LaTeX: the text, sections and formulas of a source file. No file that it names is read, and nothing is run.

Source: https://latexref.xyz/ (LaTeX2e: An unofficial reference manual)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import escape

from glossator.content.document import Document
from glossator.content.formats import latex_names as names
from glossator.content.formats.latex_source import (
    ASIDE,
    Aside,
    environments,
    matched,
    with_macros,
    without_code,
    without_formulas,
)
from glossator.content.formats.page_writer import PageWriter, link, reference
from glossator.content.sources.source import Source
from glossator.content.text.tex_signs import sign_of

_DEEPEST = 60
"""Groups and environments within one another that are read."""
_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z@]+)\*?|\\(?P<sign>.)|(?P<aside>\x01\d+\x02)|(?P<open>\{)|\}|(?P<part>\n[ \t]*\n\s*)"
    r"|(?P<quote>``|''|---?)|(?P<tilde>~)|(?P<text>[^\\\x01{}\n`'~-]+|.)",
    re.S,
)
_QUOTES = {"``": "“", "''": "”", "--": "–", "---": "—"}
_REFERENCE = re.compile("\x03([^\x04]*)\x04")
_FIGURES = {
    "figure": "Figure", "table": "Table", "wrapfigure": "Figure", "listing": "Listing", "algorithm": "Algorithm",
}  # fmt: skip
_OPTION = re.compile(r"\s{0,20}\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]")
_BLANKS = re.compile(r"[ \t]*\n?[ \t]*")


def read(source: Source) -> Document:
    """The document in a LaTeX file. Raises DocumentError where there is no text."""
    asides: list[Aside] = []
    text = without_code(source.text, asides)
    preamble, begins, body = text.partition("\\begin{document}")
    if not begins:
        preamble, body = "", text
    body = with_macros(preamble, body.partition("\\end{document}")[0])
    reader = _Reader(without_formulas(body, asides), asides)
    reader.head(without_formulas(preamble, asides))
    reader.read()
    return reader.page.document("latex")


class _Reader:
    """Reads a text into a page. Ranges of it are given by where they begin and end."""

    def __init__(self, text: str, asides: list[Aside]) -> None:
        self.page = PageWriter()
        self._text = text
        self._asides = asides
        self._braces = matched(text)
        self._environments = environments(text)
        self._buffer: list[str] = []
        self._is_block = True
        self._deep = 0
        self._counts: Counter[str] = Counter()
        self._here = ""
        """The number of the section, the figure or the formula that a label stands in."""
        self._labels: dict[str, str] = {}
        self._theorems = dict(names.THEOREMS)

    def head(self, preamble: str) -> None:
        """Read the title, and what theorems are called."""
        for match in re.finditer(r"\\newtheorem\*?\s*\{(\w+)\}(?:\[\w+\])?\s*\{([^{}]*)\}", preamble):
            self._theorems[match[1]] = match[2]
        other = _Reader(preamble, self._asides)
        for match in re.finditer(r"\\(title|author|date)\s*(?:\[[^\]]*\]\s*)?(?=\{)", preamble):
            self._set(match[1], other.argument_at(match.end()))

    def _set(self, name: str, value: str) -> None:
        text = re.sub(r"<a [^>]*>[^<]*</a>|<[^>]*>", " ", value).strip()
        if text and name in ("title", "author", "date"):
            from html import unescape

            setattr(self.page, name, unescape(text))

    def read(self) -> None:
        """Read all of it."""
        self._walk(0, len(self._text))
        self._flush()
        self.page.replace(_REFERENCE, lambda match: escape(self._labels.get(match[1], "?")))

    def argument_at(self, at: int) -> str:
        """Give the argument that begins at a place, as inline HTML."""
        return self._inline(at + 1, self._braces[at]) if at in self._braces else ""

    def _flush(self) -> None:
        """End a paragraph."""
        self.page.element("p", "".join(self._buffer))
        self._buffer.clear()

    def _inline(self, start: int, end: int) -> str:
        """Read a range as text in a line."""
        buffer, is_block = self._buffer, self._is_block
        self._buffer, self._is_block = [], False
        self._walk(start, end)
        text = "".join(self._buffer)
        self._buffer, self._is_block = buffer, is_block
        return text

    def _walk(self, start: int, end: int) -> None:
        """Read a range."""
        if self._deep > _DEEPEST:
            self._buffer.append(escape(self._text[start:end]))
            return
        self._deep += 1
        at = start
        while at < end:
            at = self._token(at, end)
        self._deep -= 1

    def _token(self, at: int, end: int) -> int:
        """Read what stands at a place; gives the place behind it."""
        match = _TOKEN.match(self._text, at, end)
        if not match:
            return at + 1
        if match["name"]:
            return self._macro(match["name"], match.start(), match.end())
        if match["sign"]:
            return self._sign(match["sign"], match.end())
        if match["aside"]:
            self._aside(self._asides[int(match["aside"][1:-1])])
        elif match["open"] and at in self._braces:
            return self._group(at)
        elif match["part"]:
            if self._is_block:
                self._flush()
            else:
                self._buffer.append(" ")
        elif match["quote"] or match["tilde"]:
            self._buffer.append(_QUOTES.get(match[0], "\u00a0"))
        elif match["text"]:
            self._buffer.append(escape(match["text"]))
        return match.end()

    def _group(self, at: int) -> int:
        """A group; what it declares at its beginning holds for all of it."""
        close = self._braces[at]
        declared = re.compile(r"\s*\\([a-z]+)(?![A-Za-z])\s*").match(self._text, at + 1, close)
        tag = names.DECLARED.get(declared[1]) if declared else None
        if tag and declared:
            self._buffer.append(f"<{tag}>{self._inline(declared.end(), close)}</{tag}>")
        else:
            self._walk(at + 1, close)
        return close + 1

    def _argument(self, at: int) -> tuple[str, int, int, int]:
        """The argument that follows a place: its source, where it begins and ends, and where what follows does."""
        blanks = _BLANKS.match(self._text, at)
        start = blanks.end() if blanks else at
        if start in self._braces:
            close = self._braces[start]
            return self._text[start + 1 : close], start + 1, close, close + 1
        return "", at, at, at

    def _options(self, at: int) -> int:
        """The place behind what stands in square brackets."""
        while match := _OPTION.match(self._text, at):
            at = match.end()
        return at

    def _sign(self, sign: str, at: int) -> int:
        """A macro of one sign: an accent, a sign that is meant as itself, or a space."""
        if sign in names.ACCENTS:
            return self._accent(names.ACCENTS[sign], at)
        if sign == "\\":
            self._buffer.append("<br>")
            return self._options(at + (self._text[at : at + 1] == "*"))
        self._buffer.append(" " if sign in " \n,;:!" else "" if sign in "-/@" else escape(sign))
        return at

    def _accent(self, mark: str, at: int) -> int:
        """A letter with an accent."""
        letter, _, _, after = self._argument(at)
        if not letter:
            match = re.compile(r"\s*(?:\\([ij])(?![A-Za-z])\s*|(\w))").match(self._text, at)
            if not match:
                return at
            letter, after = match[1] or match[2], match.end()
        letter = letter.replace("\\i", "i").replace("\\j", "j")
        self._buffer.append(escape(unicodedata.normalize("NFC", letter[:1] + mark) + letter[1:]))
        return after

    def _aside(self, aside: Aside) -> None:
        """Code, or a formula."""
        if aside.kind == "code" and aside.is_displayed and self._is_block:
            self._flush()
            self.page.code(aside.text, aside.language)
        elif aside.kind == "code":
            self._buffer.append(f"<code>{escape(aside.text)}</code>")
        else:
            if aside.has_number:
                self._counts["equation"] += 1
                self._here = str(self._counts["equation"])
            for label in aside.labels:
                self._label(label)
            tex = ASIDE.sub("", aside.text)
            self._buffer.append(escape(f"\\[{tex}\\]" if aside.is_displayed else f"\\({tex}\\)"))

    def _macro(self, name: str, start: int, at: int) -> int:
        """A macro with a name."""
        if name == "begin" and start in self._environments:
            return self._environment(*self._environments[start])
        if name in names.LEVELS:
            return self._heading(name, at)
        if name in names.TAGS:
            _, first, last, after = self._argument(at)
            tag = names.TAGS[name]
            self._buffer.append(f"<{tag}>{self._inline(first, last)}</{tag}>" if last > first else "")
            return after
        if name in names.ACCENTS:
            return self._accent(names.ACCENTS[name], at)
        if name in names.IGNORED or name in ("begin", "end"):
            at = self._options(at)
            for _ in range(names.IGNORED.get(name, 1)):
                at = self._options(self._argument(at)[3])
            return at
        if name in names.PASSED:
            at = self._options(at)
            for _ in range(names.PASSED[name]):
                at = self._options(self._argument(at)[3])
            return at
        if (known := getattr(self, f"_{_OWN[name]}", None) if name in _OWN else None) is not None:
            return int(known(name, at))
        if name == "par" and self._is_block:
            self._flush()
            return at
        self._buffer.append(escape(names.SIGNS.get(name) or (sign_of(name) if name not in names.SIGNS else "")))
        if name in names.SIGNS or sign_of(name):
            return at + (self._text[at : at + 2] == "{}") * 2
        return self._options(at)

    def _heading(self, name: str, at: int) -> int:
        """A section; one with a star has no number."""
        has_number = self._text[at - 1] != "*"
        _, first, last, after = self._argument(self._options(at))
        if self._is_block:
            self._flush()
        level = names.LEVELS[name]
        if has_number and level:
            self._counts[name] += 1
            for below in [key for key, value in names.LEVELS.items() if value > level]:
                self._counts[below] = 0
            above = [self._counts[key] for key, value in names.LEVELS.items() if 0 < value <= level]
            self._here = ".".join(map(str, above[next((i for i, n in enumerate(above) if n), 0) :]))
        words = self._inline(first, last)
        self.page.heading(level, re.sub(r"<a [^>]*>|</a>|<br>", " ", words))
        return after

    def _label(self, name: str) -> None:
        self._labels[name] = self._here
        self._buffer.append(f'<a id="{escape(name)}"></a>')

    def _labelled(self, _name: str, at: int) -> int:
        label, _, _, after = self._argument(at)
        self._label(label)
        return after

    def _reference(self, name: str, at: int) -> int:
        label, _, _, after = self._argument(self._options(at))
        shown = "\x03" + label.replace("\x03", "").replace("\x04", "") + "\x04"
        shown = f"({shown})" if name == "eqref" else shown
        self._buffer.append(link(f"#{label}", shown))
        return after

    def _cite(self, _name: str, at: int) -> int:
        keys, _, _, after = self._argument(self._options(at))
        shown = [link(f"#cite-{key.strip()}", escape(key.strip())) for key in keys.split(",") if key.strip()]
        self._buffer.append(f"[{', '.join(shown)}]")
        return after

    def _footnote(self, _name: str, at: int) -> int:
        _, first, last, after = self._argument(self._options(at))
        self._counts["footnote"] += 1
        number = str(self._counts["footnote"])
        self.page.note(number, self._inline(first, last), is_behind=True)
        self._buffer.append(reference(number, number))
        return after

    def _href(self, name: str, at: int) -> int:
        target, _, _, after = self._argument(self._options(at))
        target = re.sub(r"\\([#%&_~{}])", r"\1", target)
        shown = ""
        if name == "href":
            _, first, last, after = self._argument(after)
            shown = self._inline(first, last)
        self._buffer.append(link(target, shown))
        return after

    def _file(self, _name: str, at: int) -> int:
        """A file that would be read in: a link to it."""
        target, _, _, after = self._argument(self._options(at))
        target = target.strip()
        target += "" if "." in target.rpartition("/")[2] else ".tex"
        self._buffer.append(link(target, ""))
        return after

    def _image(self, _name: str, at: int) -> int:
        target, _, _, after = self._argument(self._options(at))
        name = escape(target.rpartition("/")[2])
        self._buffer.append(f'<img src="{escape(target)}" alt="{name}">')
        return after

    def _caption(self, _name: str, at: int) -> int:
        _, first, last, after = self._argument(self._options(at))
        words = self._inline(first, last)
        before = f"{self._floating} {self._here}: " if self._floating else ""
        if self._is_block:
            self._flush()
        self.page.element("figcaption", before + words)
        return after

    _floating = ""

    def _fact(self, name: str, at: int) -> int:
        _, first, last, after = self._argument(self._options(at))
        self._set(name, self._inline(first, last))
        return after

    def _quoted(self, _name: str, at: int) -> int:
        _, first, last, after = self._argument(at)
        self._buffer.append(f"“{self._inline(first, last)}”")
        return after

    def _small_caps(self, _name: str, at: int) -> int:
        _, first, last, after = self._argument(at)
        self._buffer.append(f'<span class="smallcaps">{self._inline(first, last)}</span>')
        return after

    def _environment(self, name: str, start: int, end: int, after: int) -> int:
        """An environment."""
        if name in names.DROPPED:
            return after
        if not self._is_block:
            self._walk(self._options(start), end)
            return after
        self._flush()
        plain = name.rstrip("*")
        start = self._options(start)
        for _ in range(names.WITH_ARGUMENTS.get(plain, 0)):
            start = self._options(self._argument(start)[3])
        if name in names.TABLES:
            for _ in range(names.TABLES[name]):
                start = self._options(self._argument(start)[3])
            self._table(start, end)
        elif plain in names.LISTS:
            self._list(plain, start, end)
        elif plain in ("quote", "quotation", "verse", "displayquote", "epigraph"):
            self._within("blockquote", start, end)
        elif plain in self._theorems:
            self._counts[plain] += name == plain and plain != "proof"
            self._here = str(self._counts[plain]) if self._counts[plain] else ""
            self._buffer.append(f"<strong>{escape(f'{self._theorems[plain]} {self._here}'.strip())}.</strong> ")
            self._within("div", start, end)
        else:
            if plain == "abstract":
                self.page.heading(2, "Abstract")
            floating, self._floating = self._floating, _FIGURES.get(plain, self._floating)
            if plain in _FIGURES:
                self._counts[plain] += 1
                self._here = str(self._counts[plain])
            self._within("div", start, end)
            self._floating = floating
        return after

    def _within(self, tag: str, start: int, end: int) -> None:
        self.page.begin(tag)
        self._walk(start, end)
        self._flush()
        self.page.end(tag)

    def _pieces(self, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[str, int, int]]:
        """A range cut where a pattern stands in it, and not in a group or an environment within."""
        pieces: list[tuple[str, int, int]] = []
        at, begun, mark = start, start, ""
        while at < end:
            if at in self._braces:
                at = self._braces[at] + 1
            elif at in self._environments:
                at = self._environments[at][3]
            elif match := pattern.match(self._text, at, end):
                pieces.append((mark, begun, at))
                mark, at = match[0], max(match.end(), at + 1)
                begun = at
            else:
                at += 2 if self._text[at] == "\\" else 1
        return [*pieces, (mark, begun, end)]

    def _list(self, name: str, start: int, end: int) -> None:
        if name == "thebibliography":
            start = self._argument(start)[3]
        tag = names.LISTS[name]
        self.page.begin(tag)
        for mark, begun, ended in self._pieces(start, end, _ITEM)[1:]:
            label = mark.partition("[")[2][:-1] if "[" in mark else ""
            if mark.startswith("\\bibitem"):
                key, _, _, begun = self._argument(begun)
                self._buffer.append(f'<a id="cite-{escape(key)}"></a>[{escape(key)}] ')
            elif label:
                at = self._text.index("[", begun - len(mark)) + 1
                shown = self._inline(at, at + len(label))
                if tag == "dl":
                    self.page.element("dt", shown)
                else:
                    self._buffer.append(f"{shown} ")
            self._within("dd" if tag == "dl" else "li", begun, ended)
        self.page.end(tag)

    def _table(self, start: int, end: int) -> None:
        rows: list[list[str]] = []
        heads = 0
        for _, begun, ended in self._pieces(start, end, _ROW):
            rule = _RULES.match(self._text, begun, ended)
            if rule and len(rows) == 1:
                heads = 1
            begun = rule.end() if rule else begun
            cells: list[str] = []
            for _, first, last in self._pieces(begun, ended, _CELL):
                spanned = _SPANNED.match(self._text, first, last)
                cells.append(self._inline(first, last).strip())
                cells += [""] * (min(50, int(spanned[1][:4])) - 1) if spanned else []
            if any(cells):
                rows.append(cells)
        self.page.table(rows, heads)

    def _spanned(self, _name: str, at: int) -> int:
        """A cell over several: its text is the last of three arguments."""
        return self._argument(self._argument(at)[3])[3]


_ITEM = re.compile(r"\\(?:bib)?item(?![A-Za-z])\s*(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\])?")
_ROW = re.compile(r"\\\\\*?(?:\[[^\]]*\])?|\\tabularnewline(?![A-Za-z])")
_CELL = re.compile(r"&")
_RULES = re.compile(
    r"\s*(?:\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|(?:cline|cmidrule)(?:\([^)]*\))?\{[^}]*\})\s*)+"
)
_SPANNED = re.compile(r"\s*\\multicolumn\s*\{(\d+)\}")
_OWN = {
    "label": "labelled", **dict.fromkeys(names.REFERENCES, "reference"), **dict.fromkeys(names.CITES, "cite"),
    "footnote": "footnote", "href": "href", "url": "href", "path": "href", "input": "file", "include": "file",
    "subfile": "file", "includegraphics": "image", "caption": "caption", "title": "fact", "author": "fact",
    "date": "fact", "enquote": "quoted", "textsc": "small_caps", "multicolumn": "spanned", "multirow": "spanned",
}  # fmt: skip
"""The methods that read a macro."""
