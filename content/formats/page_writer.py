"""PageWriter: what a plain-text markup says, as a page of HTML that the reader of pages reads; all text is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.formats.html import from_markup, links_from, parse_text
from glossator.content.text.sanitize import clean_line

DEEPEST = 20
"""Blocks, or marks, within one another that are read as such."""
_LOWEST = 6
"""The lowest level of headings."""
_TAG = re.compile(r"<[^>]*>")


class _Heading(NamedTuple):
    """A heading, whose level is settled once all are known."""

    level: int
    inline: str
    name: str

    def written(self, down: int) -> str:
        level = max(1, min(_LOWEST, self.level + down))
        return f"<h{level}{_written({'id': self.name})}>{self.inline}</h{level}>"


class PageWriter:
    """Gathers a page block by block. ``inline`` in every method is HTML, of text that went through ``escape``."""

    def __init__(self) -> None:
        self._parts: list[str | _Heading] = []
        self._behind: list[str] = []
        self.titles: dict[str, str] = {}
        """The headings that have names, by these, as HTML."""
        self.depth = 0
        """Elements within one another, of those that ``within`` wrote."""
        self.title = ""
        self.author = ""
        self.date = ""

    def element(self, tag: str, inline: str, **attributes: str) -> None:
        """Write an element; nothing where it would be empty.

        Args:
            tag: Its name.
            inline: What is in it.
            **attributes: Its attributes, ``class_`` for the class.
        """
        if inline.strip():
            self._parts.append(f"<{tag}{_written(attributes)}>{inline}</{tag}>")
        self._parts += self._behind
        self._behind.clear()

    def heading(self, level: int, inline: str, name: str = "") -> None:
        """Write a heading.

        Args:
            level: Its level, from 1 beneath the document's title.
            inline: Its text.
            name: What links to it say; empty for none.
        """
        if inline.strip():
            self._parts.append(_Heading(level, inline, name))
            if name:
                self.titles.setdefault(name, inline)

    def code(self, text: str, language: str = "") -> None:
        """Write code, or any text that is to stay as it is.

        Args:
            text: The text, not escaped.
            language: Its language.
        """
        language = re.sub(r"[^\w+#.-]", "", language)
        inner = f'<code class="language-{language}">{escape(text)}</code>' if language else escape(text)
        self.element("pre", f"\n{inner}")

    def note(self, name: str, inline: str, *, is_behind: bool = False) -> None:
        """Write a footnote.

        Args:
            name: What references to it say.
            inline: Its text.
            is_behind: It belongs behind the element that is written next, in whose text it stands.
        """
        note = f'<aside role="doc-footnote" id="note-{escape(name)}">{inline}</aside>'
        (self._behind if is_behind else self._parts).append(note)

    def table(self, rows: Sequence[Sequence[str]], heads: int = 0) -> None:
        """Write a table.

        Args:
            rows: Its rows, each a list of cells' inline HTML.
            heads: How many of them are its head.
        """
        written = []
        for at, row in enumerate(rows):
            tag = "th" if at < heads else "td"
            written.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>")
        self.element("table", "".join(written), border="1")

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> None:
        """Put in what is known only at the end.

        Args:
            pattern: What stands for it in what was written.
            by: Gives the HTML for a match.
        """
        self._parts = [
            pattern.sub(by, part) if isinstance(part, str) else part._replace(inline=pattern.sub(by, part.inline))
            for part in [*self._parts, *self._behind]
        ]
        self._behind.clear()

    def within(self, tag: str, lines: list[str], read: Callable[[list[str]], None], **attributes: str) -> None:
        """Write an element with the blocks in some lines, or their text where it is nested too deeply.

        Args:
            tag: Its name.
            lines: The lines.
            read: Reads the blocks in them.
            **attributes: Its attributes.
        """
        if self.depth >= DEEPEST:
            self.element("p", escape("\n".join(lines)))
            return
        self.begin(tag, **attributes)
        self.depth += 1
        read(lines)
        self.depth -= 1
        self.end(tag)

    def begin(self, tag: str, **attributes: str) -> None:
        """Begin an element that holds others."""
        self._parts.append(f"<{tag}{_written(attributes)}>")

    def end(self, tag: str) -> None:
        """End it."""
        self._parts.append(f"</{tag}>")

    def rule(self) -> None:
        """Write a line across."""
        self._parts.append("<hr>")

    def document(self, name: str) -> Document:
        """Give the finished document, of the format of a name. Raises DocumentError where there is no text."""
        top = min((part.level for part in self._parts if isinstance(part, _Heading)), default=1)
        down = (2 if self.title.strip() else 1) - top
        parts = [part if isinstance(part, str) else part.written(down) for part in [*self._parts, *self._behind]]
        title = f"<h1>{escape(self.title)}</h1>" if self.title.strip() else ""
        body = parse_text(f"<body>{title}{''.join(parts)}</body>")
        author, date = clean_line(self.author), clean_line(self.date)
        return from_markup(body, links_from(""), title="", format=name, author=author, date=date)


def escaped_between(pattern: re.Pattern[str], text: str, write: Callable[[re.Match[str]], str]) -> str:
    """Text as inline HTML: what is between the matches of a pattern is escaped.

    Args:
        pattern: Matches the marks in the text, with what is in them.
        text: The text.
        write: Gives the HTML of a match.
    """
    out: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        out += [escape(text[at : match.start()]), write(match)]
        at = match.end()
    return "".join([*out, escape(text[at:])])


def reference(name: str, shown: str) -> str:
    """A reference to a footnote, as inline HTML.

    Args:
        name: The note's.
        shown: What stands in the text.
    """
    return f'<a role="doc-noteref" href="#note-{escape(name)}">{escape(shown)}</a>'


def formula(tex: str, *, is_displayed: bool = False) -> str:
    """A formula, as inline HTML.

    Args:
        tex: Its TeX, without the signs that set it off.
        is_displayed: It stands by itself.
    """
    kind = "block" if is_displayed else "inline"
    return f'<math display="{kind}"><annotation encoding="application/x-tex">{escape(tex)}</annotation></math>'


def link(target: str, inline: str) -> str:
    """A link, as inline HTML.

    Args:
        target: Where it leads.
        inline: What is shown; empty for the target itself.
    """
    return f'<a href="{escape(target)}">{inline or escape(target)}</a>'


def plain(inline: str) -> str:
    """The text of inline HTML, still escaped."""
    return _TAG.sub("", inline)


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)
