"""LaTeX's environments: lists, tables, quotations, figures, theorems.

Source: https://latexref.xyz/Environments.html
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from glossator.content.formats import latex_names as names

if TYPE_CHECKING:
    from glossator.content.formats.latex import Reader

_FIGURES = {
    "figure": "Figure", "table": "Table", "wrapfigure": "Figure", "listing": "Listing", "algorithm": "Algorithm",
}  # fmt: skip
_TITLE = re.compile(r"\s{0,9}\[((?:[^\[\]]|\[[^\[\]]*\]){1,300})\]")
_ITEM = re.compile(
    r"\\(?:bib)?item(?![A-Za-z])\s*(?:<[^<>\n]{0,20}>)?(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\])?"
)
_ROW = re.compile(r"\\\\\*?(?:\[[^\]]*\])?|\\tabularnewline(?![A-Za-z])")
_CELL = re.compile(r"&")
_RULES = re.compile(
    r"\s*(?:\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|(?:cline|cmidrule)(?:\([^)]*\))?\{[^}]*\})\s*)+"
)
_SPANNED = re.compile(r"\s*\\multicolumn\s*\{(\d+)\}")


class Blocks:
    """Reads environments; ranges of the text are given by where they begin and end."""

    def __init__(self, reader: Reader) -> None:
        """Take what reads the text in them."""
        self._reader = reader

    def environment(self, name: str, start: int, end: int, after: int) -> int:
        """Read an environment; gives the place behind it.

        Args:
            name: Its name.
            start: Where what is in it begins.
            end: Where that ends.
            after: The place behind the environment.
        """
        if name in names.DROPPED:
            return after
        plain = name.rstrip("*")
        title = _TITLE.match(self._reader.text, start)
        start = self._reader.options(start)
        for _ in range(names.WITH_ARGUMENTS.get(plain, 0)):
            start = self._reader.options(self._reader.argument(start)[3])
        if not self._reader.is_block:
            self._reader.walk(start, end)
            return after
        self._reader.flush()
        if name in names.TABLES:
            for _ in range(names.TABLES[name]):
                start = self._reader.options(self._reader.argument(start)[3])
            self._table(start, end)
        elif plain in names.LISTS:
            self._list(plain, start, end)
        elif plain in ("quote", "quotation", "verse", "displayquote", "epigraph"):
            self._within("blockquote", start, end)
        elif plain in self._reader.theorems:
            self._theorem(plain, name == plain and plain != "proof", title, start, end)
        else:
            if plain == "abstract":
                self._reader.page.heading(2, "Abstract")
            floating, self._reader.floating = self._reader.floating, _FIGURES.get(plain, self._reader.floating)
            if plain in _FIGURES:
                self._reader.counts[plain] += 1
                self._reader.here = str(self._reader.counts[plain])
            self._within("div", start, end)
            self._reader.floating = floating
        return after

    def _theorem(self, name: str, has_number: bool, title: re.Match[str] | None, start: int, end: int) -> None:
        """A theorem or the like, with its number and its name."""
        reader, before = self._reader, self._reader.here
        if has_number:
            reader.counts[name] += 1
            reader.here = str(reader.counts[name])
        words = escape(f"{reader.theorems[name]} {reader.here if has_number else ''}".strip())
        if title:
            words += f" ({reader.inline(title.start(1), title.end(1))})"
        reader.buffer.append(f"<strong>{words}.</strong> ")
        self._within("div", start, end)
        reader.here = before

    def _within(self, tag: str, start: int, end: int) -> None:
        self._reader.page.begin(tag)
        self._reader.walk(start, end)
        self._reader.flush()
        self._reader.page.end(tag)

    def _pieces(self, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[str, int, int]]:
        """A range cut where a pattern stands in it, and not in a group or an environment within."""
        pieces: list[tuple[str, int, int]] = []
        at, begun, mark = start, start, ""
        while at < end:
            if at in self._reader.braces:
                at = self._reader.braces[at] + 1
            elif at in self._reader.environments:
                at = self._reader.environments[at][3]
            elif match := pattern.match(self._reader.text, at, end):
                pieces.append((mark, begun, at))
                mark, at = match[0], max(match.end(), at + 1)
                begun = at
            else:
                at += 2 if self._reader.text[at] == "\\" else 1
        return [*pieces, (mark, begun, end)]

    def _list(self, name: str, start: int, end: int) -> None:
        if name == "thebibliography":
            start = self._reader.argument(start)[3]
        tag = names.LISTS[name]
        self._reader.page.begin(tag)
        for mark, begun, ended in self._pieces(start, end, _ITEM):
            if not mark:
                if self._reader.text[begun:ended].strip():
                    self._within("div", begun, ended)
                continue
            label = mark.partition("[")[2][:-1] if "[" in mark else ""
            if mark.startswith("\\bibitem"):
                key, _, _, begun = self._reader.argument(begun)
                self._reader.buffer.append(f'<a id="cite-{escape(key)}"></a>[{escape(key)}] ')
            elif label:
                at = self._reader.text.index("[", begun - len(mark)) + 1
                shown = self._reader.inline(at, at + len(label))
                if tag == "dl":
                    self._reader.page.element("dt", shown)
                else:
                    self._reader.buffer.append(f"{shown} ")
            self._within("dd" if tag == "dl" else "li", begun, ended)
        self._reader.page.end(tag)

    def _table(self, start: int, end: int) -> None:
        head, last = (self._reader.text.find(mark, start, end) for mark in ("\\endfirsthead", "\\endhead"))
        if 0 <= head < last:  # the head is written twice, the second time for pages that follow
            self._rows([(start, head), (last + len("\\endhead"), end)])
        else:
            self._rows([(start, end)])

    def _rows(self, ranges: list[tuple[int, int]]) -> None:
        rows: list[list[str]] = []
        heads = 0
        pieces = (piece for start, end in ranges for piece in self._pieces(start, end, _ROW))
        for _, begun, ended in pieces:
            rule = _RULES.match(self._reader.text, begun, ended)
            if rule and len(rows) == 1:
                heads = 1
            begun = rule.end() if rule else begun
            cells: list[str] = []
            for _, first, last in self._pieces(begun, ended, _CELL):
                spanned = _SPANNED.match(self._reader.text, first, last)
                cells.append(self._reader.inline(first, last).strip())
                cells += [""] * (min(50, int(spanned[1][:4])) - 1) if spanned else []
            if any(cells):
                rows.append(cells)
        self._reader.page.table(rows, heads)
