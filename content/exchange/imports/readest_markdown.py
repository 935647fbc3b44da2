"""Readest's export as Markdown: chapters as headings, quotations or items of a list, each with note, page and time.

Its labels are in the language of the program; the line that names it and the day tells it apart.

Source:
    https://github.com/readest/readest (ExportMarkdownDialog.tsx), read on 2026-11-30
"""

from __future__ import annotations

import re

from glossator.content.exchange.imports.dates import iso, numeric, spoken
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.text.front_matter import facts_in, front_matter_of

_MARK = re.compile(r"^\*\*[^*\n]{0,80}Readest[^*\n]{0,80}\*\*: {0,3}\d{4}-\d\d-\d\d[ \t]*$", re.M)
_HASH = re.compile(r"^readest-hash:", re.M)
_HEADING = re.compile(r"(#{1,6}) ++(.*)")
_LABEL = re.compile(r"\*\*([^*]{1,60})\*\*:{0,2}[ \t]*+(.*)")
_INFO = re.compile(r"\*([^*]{1,60}?): ?([^·*]{1,60}?)(?: · ([^*]{1,120}))?\*")
_LINKED = re.compile(r"\*\[([^\[\]*]{1,80})\]\([^\s·*]{1,2000}\)(?=\*$| · )")
"""The page, where it leads to the passage."""
_LINK = re.compile(r"\[[^\]]{0,80}\]\((?:readest:|https://[^)\s]{0,80}readest)[^)]*\)")
_COLORS = {"❗": "red", "✅": "green", "💡": "blue", "✨": "violet"}
"""The signs of its template, and the colours that they stand for; the yellow ones have none."""
_HIGHLIGHT, _INSIGHT = "Highlight", "GPT Insight"
"""Headings that say what follows, in the form for vaults of notes."""


def is_export(text: str) -> bool:
    """Whether a text is such an export.

    Args:
        text: Its beginning.
    """
    return bool(_MARK.search(text)) or (text.startswith("---\n") and bool(_HASH.search(text)))


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights of one book."""
    text = given.text
    facts = facts_in(front_matter_of(text))
    body = text[text.find("\n---\n", 3) + 5 :] if facts else text
    lines = [_LINKED.sub(r"*\1", line.rstrip()) for line in body.split("\n")]
    reader = _Reader(is_for_vault="readest-hash" in facts, has_info=any(map(_INFO.fullmatch, lines)))
    for line in lines:
        reader.read(line)
    reader.end()
    title, author = facts.get("title") or reader.title, facts.get("author") or reader.author
    return [ImportedBook(
        title or given.path.stem, author, entries=tuple(reader.entries), key=facts.get("readest-hash", "")
    )]  # fmt: skip


class _Reader:
    """Reads one line after the other; an entry ends where the next one begins, or a heading or a rule."""

    def __init__(self, *, is_for_vault: bool, has_info: bool) -> None:
        self._has_info = has_info
        """Whether a line with page or time ends each entry: then nothing else ends a note."""
        self.title = self.author = ""
        self.entries: list[Entry] = []
        self._is_for_vault = is_for_vault
        self._has_list = is_for_vault
        """Whether the heading above all chapters was there; in the form for vaults there is none."""
        self._is_named = False
        """Whether the line with the program's name was there: the title stands before it."""
        self._chapter = ""
        self._is_insight = False
        self._begin()

    def _begin(self) -> None:
        self._quote: list[str] = []
        self._note: list[str] | None = None
        self._is_complete = False
        self._color = self._page = self._when = ""

    def read(self, line: str) -> None:
        """Read a line."""
        is_begun = bool(self._quote) or self._note is not None
        if self._has_info and self._note is not None and not self._is_complete and not _INFO.fullmatch(line):
            self._note.append(line)
        elif heading := _HEADING.fullmatch(line):
            self._heading(len(heading[1]), heading[2].strip())
        elif line == "---" or _LINK.fullmatch(line):
            self.end()
        elif line.startswith(">"):
            if self._note is not None or self._is_complete:
                self.end()
            self._quote.append(line[1:].lstrip())
        elif line.startswith("- ") and (not is_begun or self._is_complete):
            self.end()
            self._item(line[2:].strip())
        elif is_begun and (info := _INFO.fullmatch(line)):
            self._info(info[2], info[3])
        elif label := _LABEL.fullmatch(line):
            self._label(label[2], is_begun=is_begun, is_named=bool(_MARK.fullmatch(line)))
        elif self._note is not None:
            self._note.append(line)

    def end(self) -> None:
        """End the entry that was being read."""
        quote, note = unwrapped("\n".join(self._quote)), "\n".join(self._note or ()).strip()
        if len(quote) > 1 and quote[0] == quote[-1] == '"':  # as older versions wrote it
            quote = quote[1:-1]
        if (quote or note) and not self._is_insight:
            self.entries.append(Entry(
                "highlight" if quote else "note", quote, note, (), self._color, "", self._when, self._when, "",
                self._chapter, self._page, order=("file", (len(self.entries),)),
            ))  # fmt: skip
        self._begin()

    def _heading(self, level: int, text: str) -> None:
        self.end()
        self._is_insight = text == _INSIGHT
        if not self.title and not self._is_named and (level == 1 or not self._is_for_vault):
            self.title = text
        elif not self._has_list:
            self._has_list = True
        elif text not in (_INSIGHT, _HIGHLIGHT):
            self._chapter = text

    def _item(self, words: str) -> None:
        """Begin an entry as the program's template writes it, the sign of its colour first."""
        sign = next((sign for sign in _COLORS if words.startswith(sign)), "")
        self._color = _COLORS.get(sign, "")
        self._quote.append(words.removeprefix(sign).lstrip("\ufe0f "))

    def _label(self, text: str, *, is_begun: bool, is_named: bool) -> None:
        if is_named:
            self._is_named = True
        elif is_begun:
            self._note = [*(self._note or ()), text]
        elif not self._is_named and not self.author:
            self.author = text

    def _info(self, value: str, rest: str | None) -> None:
        """Read the page, the time, or both; a time alone has a sign between its numbers."""
        if rest is None and re.search(r"\d[/:.-]\d", value):
            value, rest = "", value
        time = re.sub(r"^[^\d:]{0,40}: ?", "", rest or "")
        self._page, self._when, self._is_complete = value.strip(), iso(time) or numeric(time) or spoken(time), True
