"""Inline tags: HTML elements within a paragraph of Markdown; what they say of its text is kept, the tags go."""

from __future__ import annotations

import re

from glossator.content.document import SpanKind
from glossator.content.html.block_writer import BlockWriter
from glossator.content.text.sanitize import clean_line

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^>]*+)>", re.S)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
SPANS: dict[str, SpanKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "strong": "strong", "b": "strong", "s": "strike", "strike": "strike", "del": "strike",
    "u": "underline", "ins": "underline", "mark": "mark", "kbd": "key", "code": "code", "samp": "code", "tt": "code",
}  # fmt: skip
"""The elements that say how their text looks."""
_KNOWN = frozenset((*SPANS, "a", "sup", "sub"))


class InlineTags:
    """The elements that are open in a paragraph."""

    def __init__(self, writer: BlockWriter) -> None:
        """Begin with none.

        Args:
            writer: Gathers the paragraph.
        """
        self._writer = writer
        self._open: dict[str, list[tuple[int, str]]] = {}
        self._math: list[tuple[int, str]] = []
        """The tags of a formula that is open, each with the length of the paragraph before it."""

    def read(self, tag: str) -> None:
        """Read an element's begin or end."""
        match = _TAG.fullmatch(tag.strip())
        name = match["name"].lower() if match else ""
        if match and (self._math or (name == "math" and not match["end"])):
            self._math.append((self._writer.length, tag.strip()))
            if name == "math" and match["end"]:
                self._end_formula()
            return
        if not match or name not in _KNOWN:
            return
        if match["end"]:
            self._end(name)
        elif not match["rest"].endswith("/"):
            href = _HREF.search(match["rest"]) if name == "a" else None
            target = clean_line(next(filter(None, href.groups()), "")) if href else ""
            self._open.setdefault(name, []).append((self._writer.length, target))

    @property
    def are_open(self) -> bool:
        """True when one is open."""
        return bool(self._open)

    def end_all(self) -> None:
        """End what is open: the paragraph ends."""
        for name, begun in self._open.items():
            for _ in range(len(begun)):
                self._end(name)
        self._open.clear()
        self._math.clear()

    def _end_formula(self) -> None:
        """Put what a formula says in the place of the text of its elements."""
        from html import escape

        from lxml import etree

        from glossator.content.html.mathml import formula_in

        tags, self._math = self._math, []
        start = tags[0][0]
        text = self._writer.text_since(start)
        ends = [at - start for at, _ in tags[1:]] + [len(text)]
        pieces = (tag + escape(text[at - start : end]) for (at, tag), end in zip(tags, ends, strict=True))
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
        element = etree.fromstring("".join(pieces).encode("utf-8", "replace"), parser)
        if element is None:
            return
        formula = formula_in(element)
        self._writer.replace_since(start, clean_line(formula.text.replace("\n", "; ")))
        self._writer.span(start, "formula", formula.tex)

    def _end(self, name: str) -> None:
        """End the innermost element of that name, if one is open."""
        if not (begun := self._open.get(name)):
            return
        start, target = begun.pop()
        if name in ("sup", "sub"):
            self._writer.write_small(start, is_high=name == "sup")
        elif name != "a" or target:
            self._writer.span(start, SPANS.get(name, "link"), target)
