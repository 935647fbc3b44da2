"""Pictures in Markdown: those of the paragraph being gathered, which may be made of nothing else."""

from __future__ import annotations

import re

from glossator.content.document import Span
from glossator.content.html.block_writer import BlockWriter
from glossator.content.sources.urls import picture_reference
from glossator.content.text.sanitize import clean_line

_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)(?:#.*)?$", re.I)
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")
"""The end of a picture's name, and the size that may stand where its words do."""


class Pictures:
    """The images met since the last block; of one inside another, the outer one counts."""

    def __init__(self, writer: BlockWriter) -> None:
        """Begin with none.

        Args:
            writer: Gathers the words of each.
        """
        self._writer = writer
        self._depth = self._start = 0
        self._name = ""
        self._spans: list[Span] = []

    def begin(self, name: str) -> None:
        """Begin an image; its words follow."""
        if not self._depth:
            self._start, self._name = self._writer.length, picture_reference(clean_line(name))
        self._depth += 1

    def end(self) -> None:
        """End an image."""
        self._depth -= 1
        if not self._depth:
            words = self._writer.text_since(self._start)
            if _IMAGE.search(self._name) and (words == self._name or _SIZE.fullmatch(words)):  # an embed
                self._writer.replace_since(self._start, _IMAGE.sub("", self._name.rpartition("/")[2]))
            self._spans.append(Span(self._start, self._writer.length, "link", self._name))

    @property
    def found(self) -> bool:
        """True when there is one in the paragraph."""
        return bool(self._spans)

    def take(self) -> list[Span]:
        """Give where the words of each stand in the paragraph, with its name for a target, and begin another."""
        spans, self._spans = self._spans, []
        return spans


def write_figures(writer: BlockWriter, text: str, pictures: list[Span], spans: list[Span]) -> bool:
    """Write a paragraph that is made of pictures alone: each becomes a figure, within the link that it stands in.

    Args:
        writer: Writes the blocks.
        text: The paragraph.
        pictures: Its pictures, in order.
        spans: Of the paragraph.

    Returns:
        Whether it is such a paragraph; of any other one nothing is written.
    """
    ends = [0, *[picture.end for picture in pictures]]
    starts = [*[picture.start for picture in pictures], len(text)]
    if not pictures or any(text[a:b].strip() for a, b in zip(ends, starts, strict=True)):
        return False
    links = [span for span in spans if span.kind == "link"]
    for picture in pictures:
        words = text[picture.start : picture.end]
        around = [link for link in links if link.start <= picture.start and link.end >= picture.end]
        own = [Span(0, len(words), "link", link.target) for link in around[:1] if words]
        writer.block("figure", words, own, info=picture.target)
    return True
