"""Copied: the text of a selection as it goes to the clipboard."""

from __future__ import annotations

from glossator.content.document import Document


def copied(document: Document, start: int, end: int) -> str:
    """Give a range of the text, with formulas as TeX where the document has it.

    Args:
        document: The document.
        start: First code point.
        end: Code point after the last.

    Returns:
        The text; each formula that lies wholly in the range is its TeX between dollars, or the TeX alone where there is
        nothing else.
    """
    text = document.text
    out: list[str] = []
    at = start
    for block in document.blocks[document.block_at(start) : document.block_at(max(start, end - 1)) + 1]:
        for span in block.spans:
            if span.kind != "formula" or not span.target or span.start < at or span.end > end:
                continue
            if text[start:end].strip() == text[span.start : span.end].strip():
                return span.target
            out += [text[at : span.start], f"${span.target}$"]
            at = span.end
    return "".join([*out, text[at:end]])
