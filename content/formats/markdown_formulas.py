"""Formulas of Markdown, between dollars: read as text, and told from what costs dollars."""

from __future__ import annotations

import re

from glossator.content.document import Span
from glossator.content.formats.markdown_table import Cell
from glossator.content.html.block_writer import BlockWriter
from glossator.content.text.sanitize import clean_line, clean_piece
from glossator.content.text.tex import formula_of

_WORDS = re.compile(r"[^\W\d_]{3}|\*\*|^\s*[\d.,]+\s*[-/]?\s*$")
"""What makes prose of it where it has no sign of TeX: words, marks, or nothing but what something costs."""


def write_formula(writer: BlockWriter, tex: str, after: str, sign: str = "$") -> None:
    """Write what stands between dollars in a line: a formula's text, or what it is where it is none.

    Args:
        writer: What gathers the paragraph.
        tex: What stands there.
        after: The letter behind the second dollar; empty for none.
        sign: What sets it off, one dollar or two.
    """
    start = writer.length
    text = _formula_between(tex, writer.last, after)
    writer.text(clean_piece(f"{sign}{tex}{sign}" if text is None else text.replace("\n", "; ")))
    if text is not None:
        writer.span(start, "formula", clean_line(tex))


def displayed_formula(tex: str) -> Cell | None:
    """Read a formula that stands by itself.

    Args:
        tex: What stands between two pairs of dollars.

    Returns:
        Its text with its span; None where it is no formula.
    """
    if (text := _formula_between(tex)) is None:
        return None
    text = clean_piece(text)
    return text, [Span(0, len(text), "formula", clean_line(tex))]


def _formula_between(tex: str, before: str = "", after: str = "") -> str | None:
    """Read what stands between two dollars.

    Args:
        tex: What stands there.
        before: The letter before the first dollar; empty for none.
        after: The letter behind the second one.

    Returns:
        The formula's text; None where it is no formula, but what something costs.

    Source:
        Pandoc's manual, "Math", with one rule more: none begins in a word, as in "US$5".
    """
    return formula_of(clean_line(tex)) if _is_formula(tex, before, after) else None


def _is_formula(tex: str, before: str, after: str) -> bool:
    if after.isdigit() or before.isalnum() or "`" in tex:
        return False
    if any(sign in tex for sign in "\\^_={"):
        return True
    return not after.isalpha() and not _WORDS.search(tex)
