"""LaTeX: the text, sections and formulas of a source file. No file that it names is read, and nothing is run.

Source: https://latexref.xyz/ (LaTeX2e: An unofficial reference manual)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import escape, unescape

from glossator.content.document import Document
from glossator.content.formats import latex_names as names
from glossator.content.formats.latex_blocks import Blocks
from glossator.content.formats.latex_macros import BLANKS, Macros
from glossator.content.formats.latex_source import (
    ASIDE,
    QUOTES,
    TOKEN,
    Aside,
    environments,
    matched,
    with_macros,
    without_code,
    without_formulas,
)
from glossator.content.formats.page_writer import PageWriter, formula
from glossator.content.sources.source import Source
from glossator.content.text.tex_signs import sign_of

_DEEPEST = 60
"""Groups and environments within one another that are read."""
_REFERENCE = re.compile("\x03([^\x04]*)\x04")
_OPTION = re.compile(r"\s{0,20}\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]")
_LONGEST_DECLARED = 2_000
"""Characters that a declaration, such as of bold, may hold for."""


def read(source: Source) -> Document:
    """The document in a LaTeX file. Raises DocumentError where there is no text."""
    asides: list[Aside] = []
    text = with_macros(without_code(source.text, asides))
    preamble, begins, body = text.partition("\\begin{document}")
    if not begins:
        preamble, body = "", text
    body = body.partition("\\end{document}")[0]
    reader = Reader(without_formulas(body, asides), asides)
    reader.head(without_formulas(preamble, asides))
    reader.read()
    return reader.page.document("latex")


class Reader:
    """Reads a text into a page. Ranges of it are given by where they begin and end."""

    def __init__(self, text: str, asides: list[Aside]) -> None:
        self.page = PageWriter()
        self.text = text
        self._asides = asides
        self.braces = matched(text)
        self.environments = environments(text)
        self.buffer: list[str] = []
        self.is_block = True
        self._deep = 0
        self.counts: Counter[str] = Counter()
        self.here = ""
        """The number of the section, the figure or the formula that a label stands in."""
        self._ends: list[int] = []
        """Where the ranges end that are being read."""
        self.floating = ""
        """What the figure, or the table, around it is called."""
        self._labels: dict[str, str] = {}
        self.theorems = dict(names.THEOREMS)
        self._blocks = Blocks(self)
        self._macros = Macros(self)

    def head(self, preamble: str) -> None:
        """Read the title, and what theorems are called."""
        for match in re.finditer(r"\\newtheorem\*?\s*\{(\w+)\}(?:\[\w+\])?\s*\{([^{}]*)\}", preamble):
            self.theorems[match[1]] = match[2]
        other = Reader(preamble, self._asides)
        for match in re.finditer(r"\\(title|author|date)\s*(?:\[[^\]]*\]\s*)?(?=\{)", preamble):
            self.set(match[1], other.argument_at(match.end()))

    def set(self, name: str, value: str) -> None:
        """Take a fact: the title, the author, the date.

        Args:
            name: Which one.
            value: What it is, as inline HTML.
        """
        text = unescape(re.sub(r"<a [^>]*>[^<]*</a>|<[^>]*>", " ", value)).strip().replace(" ,", ",")
        if name == "author" and text and self.page.author:
            text = f"{self.page.author}, {text}"
        if text:
            setattr(self.page, name, text)

    def read(self) -> None:
        """Read all of it."""
        self.walk(0, len(self.text))
        self.flush()
        self.page.replace(_REFERENCE, lambda match: escape(self._labels.get(match[1], "?")))

    def argument_at(self, at: int) -> str:
        """Give the argument that begins at a place, as inline HTML."""
        return self.inline(at + 1, self.braces[at]) if at in self.braces else ""

    def flush(self) -> None:
        """End a paragraph."""
        self.page.element("p", "".join(self.buffer))
        self.buffer.clear()

    def inline(self, start: int, end: int) -> str:
        """Read a range as text in a line; gives HTML.

        Args:
            start: The first code point.
            end: The one behind the last.
        """
        buffer, is_block = self.buffer, self.is_block
        self.buffer, self.is_block = [], False
        self.walk(start, end)
        text = "".join(self.buffer)
        self.buffer, self.is_block = buffer, is_block
        return text

    def walk(self, start: int, end: int) -> None:
        """Read a range.

        Args:
            start: The first code point.
            end: The one behind the last.
        """
        if self._deep > _DEEPEST:
            self.buffer.append(escape(self.text[start:end]))
            return
        self._deep += 1
        self._ends.append(end)
        at = start
        while at < end:
            at = self._token(at, end)
        self._ends.pop()
        self._deep -= 1

    def _token(self, at: int, end: int) -> int:
        """Read what stands at a place; gives the place behind it."""
        match = TOKEN.match(self.text, at, end)
        if not match:
            return at + 1
        if match["name"]:
            return self._macro(match["name"], match.start(), match.end())
        if match["sign"]:
            return self._sign(match["sign"], match.end())
        if match["aside"]:
            self._aside(self._asides[int(match["aside"][1:-1])])
        elif match["open"] and at in self.braces:
            return self._group(at)
        elif match["part"]:
            if self.is_block:
                self.flush()
            else:
                self.buffer.append(" ")
        elif match["quote"] or match["tilde"]:
            self.buffer.append(QUOTES.get(match[0], "\u00a0"))
        elif match["text"]:
            self.buffer.append(escape(match["text"]))
        return match.end()

    def _group(self, at: int) -> int:
        """A group."""
        close = self.braces[at]
        self.walk(at + 1, close)
        return close + 1

    def _declared(self, tag: str, at: int) -> int:
        """What is declared holds to the end of the group, or of a short range."""
        end = self._ends[-1]
        if end - at > _LONGEST_DECLARED or "\n\n" in self.text[at:end] or "\\begin" in self.text[at:end]:
            return at
        self.buffer.append(f"<{tag}>{self.inline(at, end)}</{tag}>")
        return end

    def argument(self, at: int) -> tuple[str, int, int, int]:
        """The argument that follows a place: its source, where it begins and ends, and where what follows does."""
        blanks = BLANKS.match(self.text, at)
        start = blanks.end() if blanks else at
        if start in self.braces:
            close = self.braces[start]
            return self.text[start + 1 : close], start + 1, close, close + 1
        return "", at, at, at

    def options(self, at: int) -> int:
        """The place behind what stands in square brackets."""
        while match := _OPTION.match(self.text, at):
            at = match.end()
        return at

    def _sign(self, sign: str, at: int) -> int:
        """A macro of one sign: an accent, a sign that is meant as itself, or a space."""
        if sign in names.ACCENTS:
            return self._accent(names.ACCENTS[sign], at)
        if sign == "\\":
            self.buffer.append("<br>")
            return self.options(at + (self.text[at : at + 1] == "*"))
        silent = dict.fromkeys(" \n,;:!", " ") | dict.fromkeys("-/@", "")
        self.buffer.append(silent.get(sign, escape(sign)))
        return at

    def _accent(self, mark: str, at: int) -> int:
        """A letter with an accent."""
        letter, _, _, after = self.argument(at)
        if not letter:
            match = re.compile(r"\s*(?:\\([ij])(?![A-Za-z])\s*|(\w))").match(self.text, at)
            if not match or after > at:
                self.buffer.append({"\u0302": "^", "\u0303": "~"}.get(mark, ""))
                return after
            letter, after = match[1] or match[2], match.end()
        letter = letter.replace("\\i", "i").replace("\\j", "j")
        self.buffer.append(escape(unicodedata.normalize("NFC", letter[:1] + mark) + letter[1:]))
        return after

    def _aside(self, aside: Aside) -> None:
        """Code, or a formula."""
        if aside.kind == "code" and aside.is_displayed and self.is_block:
            self.flush()
            self.page.code(aside.text, aside.language)
        elif aside.kind == "code":
            self.buffer.append(f"<code>{escape(aside.text)}</code>")
        else:
            if aside.has_number:
                self.counts["equation"] += 1
                self.here = str(self.counts["equation"])
            for number, label in enumerate(aside.labels):
                if number and aside.has_number:
                    self.counts["equation"] += 1
                    self.here = str(self.counts["equation"])
                self.label(label)
            self.buffer.append(formula(ASIDE.sub("", aside.text), is_displayed=aside.is_displayed))

    def _macro(self, name: str, start: int, at: int) -> int:
        """A macro with a name."""
        if name == "begin" and start in self.environments:
            return self._blocks.environment(*self.environments[start])
        if name in names.LEVELS:
            return self._heading(name, at)
        if around := names.AROUND.get(name):
            _, first, last, after = self.argument(at)
            self.buffer.append(f"{around[0]}{self.inline(first, last)}{around[1]}" if last > first else "")
            return after
        if name in names.ACCENTS:
            return self._accent(names.ACCENTS[name], at)
        if name in names.IGNORED or name in names.PASSED or name in ("begin", "end"):
            at = self.options(at)
            for _ in range(names.IGNORED.get(name, names.PASSED.get(name, 1))):
                at = self.options(self.argument(at)[3])
            return at
        if own := self._macros.known.get(name):
            return own(name, at)
        if name == "par" and self.is_block:
            self.flush()
            return at
        if tag := names.DECLARED.get(name):
            return self._declared(tag, at)
        sign = names.SIGNS[name] if name in names.SIGNS else sign_of(name)
        if sign.startswith("\\") and sign != "\\":
            return self.options(at)  # nobody knows it; what it is given is read as it stands
        self.buffer.append(escape(sign))
        return at + (self.text[at : at + 2] == "{}") * 2

    def _heading(self, name: str, at: int) -> int:
        """A section; one with a star has no number."""
        has_number = self.text[at - 1] != "*"
        _, first, last, after = self.argument(self.options(at))
        if self.is_block:
            self.flush()
        level = names.LEVELS[name]
        if has_number and level:
            self.counts[name] += 1
            for below in [key for key, value in names.LEVELS.items() if value > level]:
                self.counts[below] = 0
            above = [self.counts[key] for key, value in names.LEVELS.items() if 0 < value <= level]
            self.here = ".".join(map(str, above[next((i for i, n in enumerate(above) if n), 0) :]))
        words = self.inline(first, last)
        self.page.heading(level, re.sub(r"<a [^>]*>|</a>|<br>", " ", words))
        return after

    def label(self, name: str) -> None:
        """Name a place, and remember the number that it stands at."""
        self._labels[name] = self.here
        self.buffer.append(f'<a id="{escape(name)}"></a>')
