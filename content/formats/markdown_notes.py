"""Inline notes, ``^[such as this]`` (Pandoc's manual, "Footnotes"; Obsidian has them too), as numbered footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyromark

from glossator.content.document import Span, without_parts
from glossator.content.formats.markdown_table import Cell
from glossator.content.html.block_writer import BlockWriter
from glossator.content.text.ranges import Ranges

_LABEL = re.compile(r"\[\^(\d+)\]")
_ESCAPED = "\ufdd1"
"""What stands for an escaped ``^`` until the notes are found: no text has this character (Unicode 16, 23.7)."""
_BRACKET = re.compile(r"\^\[|[\[\]]")


class _Note(NamedTuple):
    """A footnote: its label, its text, and the text's spans."""

    label: str
    text: str
    spans: list[Span]


class InlineNotes:
    """Takes inline notes out of paragraphs, and writes each behind the block that it belongs to."""

    def __init__(self, source: str) -> None:
        """Begin a document.

        Args:
            source: Its Markdown: labels used there are not given a second time.
        """
        self._labels = set(_LABEL.findall(source))
        self._count = 0
        self._waiting: list[_Note] = []

    def events(self, text: str, options: pyromark.Options) -> Iterator[Any]:
        """Parse the document, each ``^`` that is escaped marked as none of ours.

        Args:
            text: Its Markdown.
            options: The grammar.

        Yields:
            The parser's events.
        """
        data = text.encode("utf-8", "surrogatepass")
        for event, where in pyromark.events_with_range(text, options=options):
            value: Any = event
            is_text = isinstance(value, dict) and value.get("Text", "")[:1] == "^"
            if is_text and where["start"] and data[where["start"] - 1] == ord("\\"):
                value = {"Text": _ESCAPED + value["Text"][1:]}
            yield value

    def take(self, text: str, spans: list[Span]) -> Cell:
        """Put references in the places of a block's inline notes.

        Args:
            text: The text of the block.
            spans: Its spans; what is code or a formula has no notes.

        Returns:
            The text and its spans.
        """
        kept = Ranges((span.start, span.end) for span in spans if span.kind in ("code", "formula"))
        ranges = [each for each in _notes_in(text) if not kept.touch(each[0], each[0] + 2)]
        cuts: list[tuple[int, int]] = []
        pieces, at = [], 0
        for start, end in ranges:
            label = self._next_label()
            inside = [span for span in spans if start + 2 <= span.start and span.end < end]
            moved = [span._replace(start=span.start - start - 2, end=span.end - start - 2) for span in inside]
            self._waiting.append(_Note(label, text[start + 2 : end - 1].replace(_ESCAPED, "^"), moved))
            reference = f"[{label}]"[: end - start]
            spans = [span for span in spans if span not in inside]
            spans.append(Span(start, start + len(reference), "footnote", label))
            cuts.append((start + len(reference), end - start - len(reference)))
            pieces += [text[at:start], reference]
            at = end
        whole = "".join([*pieces, text[at:]]).replace(_ESCAPED, "^")
        return (whole, without_parts(spans, cuts, len(whole))) if cuts else (whole, spans)

    def write(self, writer: BlockWriter) -> None:
        """Write the notes that were taken since the last time.

        Args:
            writer: What writes the document's blocks.
        """
        for note in self._waiting:
            writer.block("footnote", note.text, note.spans, info=note.label)
        self._waiting.clear()

    def _next_label(self) -> str:
        self._count += 1
        while str(self._count) in self._labels:
            self._count += 1
        return str(self._count)


def _notes_in(text: str) -> list[tuple[int, int]]:
    """Where the inline notes stand, brackets within them balanced; one within another belongs to that."""
    ranges: list[tuple[int, int]] = []
    start, depth = -1, 0
    for match in _BRACKET.finditer(text):
        if match[0] == "]":
            depth -= depth > 0
            if not depth and start >= 0:
                if text[start + 2 : match.start()].strip():
                    ranges.append((start, match.end()))
                start = -1
        elif start >= 0:
            depth += 1
        elif match[0] == "^[":
            start, depth = match.start(), 1
    return ranges
