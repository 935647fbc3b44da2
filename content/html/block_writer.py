"""BlockWriter: gathers the text and spans of one block after another; every format of marked-up text writes by it."""

from __future__ import annotations

from collections.abc import Iterable

from glossator.content.document import Builder, Container, Kind, Span, SpanKind
from glossator.content.html.nesting import Nesting
from glossator.content.text.sanitize import is_blank

_BLANKS = " \n"
_MAY_BE_EMPTY = frozenset({"heading", "rule", "table"})


class BlockWriter:
    """Writes blocks into a Builder, one method an event; positions are relative to the block being gathered.

    Attributes:
        out: Where the blocks go.
        nesting: The quotes and lists around what is written next.
        length: The length of what was gathered of the block, in code points.
    """

    def __init__(self, out: Builder, nesting: Nesting | None = None) -> None:
        """Begin with an empty block.

        Args:
            out: Where the blocks go.
            nesting: What stands around them, where somebody else writes around this writer.
        """
        self.out = out
        self.nesting = nesting or Nesting()
        self.length = 0
        self._parts: list[str] = []
        self._spans: list[Span] = []

    # -- the block being gathered

    def text(self, text: str) -> None:
        """Add text as it is."""
        if text:
            self._parts.append(text)
            self.length += len(text)

    @property
    def last(self) -> str:
        """The last character of what was gathered, empty at the beginning of a block."""
        return self._parts[-1][-1] if self._parts else ""

    def line_end(self) -> None:
        """End a line inside the block; a blank before it goes."""
        if self.last == " ":
            self._parts[-1] = self._parts[-1][:-1] + "\n"
        else:
            self.text("\n")

    def span(self, start: int, kind: SpanKind, target: str = "") -> None:
        """Add a span from ``start`` to what was gathered last; one of nothing is left out.

        Args:
            start: A code point in what was gathered for this block.
            kind: How the span is set.
            target: Where it leads, of a link or a footnote.
        """
        if start < self.length:
            self._spans.append(Span(start, self.length, kind, target))

    def text_since(self, start: int) -> str:
        """Give the text gathered since the block was ``start`` code points long."""
        parts: list[str] = []
        missing = self.length - start
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part)
            missing -= len(part)
        return "".join(reversed(parts))[-missing if missing < 0 else 0 :]

    def replace_since(self, start: int, text: str) -> None:
        """Put a text in the place of what was gathered since the block was ``start`` code points long, without spans.

        Args:
            start: A code point in what was gathered for this block.
            text: What stands there instead.
        """
        self._parts = ["".join(self._parts)[:start], text]
        self._spans = [span for span in self._spans if span.end <= start]
        self.length = start + len(text)

    def write_small(self, start: int, *, is_high: bool) -> None:
        """Write what was gathered since with small letters, high or low, where those are read well.

        Args:
            start: A code point in what was gathered for this block.
            is_high: Behind and above the text before, else below.
        """
        from glossator.content.text.small_letters import bracketed, lowered, raised

        text = self.text_since(start) if 0 < start < self.length else ""
        if any(span.end > start and span.kind in ("link", "footnote") for span in self._spans):
            return
        small = raised(text) if is_high else lowered(text)
        if not small and not any(span.end > start for span in self._spans):
            small = bracketed(text, is_high=is_high)
        if small:
            self._parts = ["".join(self._parts)[:start], small]
            self.length = start + len(small)

    def take(self) -> tuple[str, list[Span]]:
        """Give what was gathered, and begin another block."""
        text, spans = "".join(self._parts), self._spans
        self._parts, self._spans, self.length = [], [], 0
        return text, spans

    # -- containers

    def begin(self, container: Container) -> None:
        """Begin a quote or a list item."""
        self.nesting.enter(container)

    def end(self) -> None:
        """End the innermost quote or list item."""
        self.nesting.leave()

    # -- whole blocks

    def block(self, kind: Kind, text: str, spans: Iterable[Span] = (), *, level: int = 0, info: str = "") -> None:
        """Write a block; blanks at its ends go, and of code the line end at its end.

        Args:
            kind: Its kind.
            text: Its text.
            spans: Its spans, relative to the text.
            level: A heading's level, from 1.
            info: What else a block of its kind says, see ``Block``.
        """
        if kind == "code":
            text = text.removesuffix("\n")
            if not text.strip():
                return
        elif kind != "table":
            lead = len(text) - len(text.lstrip(_BLANKS))
            text = text.strip(_BLANKS)
            may_be_empty = kind in _MAY_BE_EMPTY or (kind == "figure" and info)
            if is_blank(text) and not may_be_empty and not self.nesting.begun:
                return
            moved = (span._replace(start=max(0, span.start - lead), end=span.end - lead) for span in spans)
            spans = [span._replace(end=min(span.end, len(text))) for span in moved]
            spans = [span for span in spans if span.start < span.end]
        if kind == "heading":
            text = text.replace("\n", " ")
        self.out.add(
            kind, text, level=level, spans=sorted(spans), containers=self.nesting.here, opens=self.nesting.opens(),
            info=info,
        )  # fmt: skip
