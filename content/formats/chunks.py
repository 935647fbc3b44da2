"""Chunks: what stands between blank lines in plain text."""

from __future__ import annotations

from dataclasses import dataclass

from glossator.content.document import fold
from glossator.content.text.lines import without_soft_breaks


@dataclass
class Chunk:
    """Lines between blank ones, with what was found out about them."""

    lines: list[str]
    level: int = 0
    meta: bool = False
    listed: bool = False
    is_out: bool = False
    """It stands left of an indented text."""

    @property
    def one(self) -> str:
        """The chunk on one line."""
        return fold(without_soft_breaks("\n".join(self.lines)))
