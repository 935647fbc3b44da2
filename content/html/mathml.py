"""MathML: a formula of a page or a book, read into the same tree as TeX.

Source: MathML Core and MathML 3, presentation elements. Content MathML is not read; its alternative text is.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from glossator.content.html.elements import local
from glossator.content.text.formulas import MINUS, Fraction, Grid, Node, Root, Row, Scripts, Symbol, linear
from glossator.content.text.sanitize import clean, clean_line
from glossator.content.text.tex import formula_of
from glossator.content.text.tex_brackets import INLINE, is_displayed, is_inline

_DEEPEST = 60
_LONGEST = 2_000
"""Elements of a formula that is read; of a larger one the text is taken."""
_LONGEST_BAR = 8
"""Letters that a line may be drawn over."""
_ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "‾": "\u0304", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308",
            "ˆ": "\u0302", "˜": "\u0303", "_": "\u0304", "⃗": "\u20d7", "ˉ": "\u0304"}  # fmt: skip
_DELIMITED = re.compile(INLINE + r"|\\\[(?P<block>(?:(?!\\[\[\]]).){1,4000})\\\]", re.S)
_INVISIBLE = "\u2061\u2062\u2063\u2064\u200b"


class _TooDeepError(ValueError):
    """A formula of which only the text is taken."""


class Formula(NamedTuple):
    """A formula: its text, its TeX where the page has it, and whether it is set by itself."""

    text: str
    tex: str
    is_displayed: bool


def formula_in(math: Any) -> Formula:
    """Read a ``math`` element.

    Args:
        math: The element, of lxml.

    Returns:
        The formula; one that cannot be read is its alternative text, or the text in it.
    """
    tex = _tex_of(math)
    is_large = sum(1 for _ in zip(range(_LONGEST), math.iter(), strict=False)) == _LONGEST
    try:
        text = "" if is_large else clean(linear(_row(math, 0)))
    except (_TooDeepError, RecursionError):
        text = ""
    if tex and not text:
        text = clean(formula_of(tex))
    text = text or clean_line(math.get("alttext") or "") or clean_line(" ".join(math.itertext()))
    style = "displaystyle" in tex or math.get("display") == "block" or math.get("mode") == "display"
    return Formula(text, tex, style and math.get("display") != "inline")


def formula_in_tex(tex: str) -> Formula:
    """Read a formula that is written as TeX, to stand in its line."""
    return Formula(clean_line(formula_of(tex)), tex, is_displayed=False)


def formulas_between(text: str) -> list[str | Formula]:
    r"""Split a text at the TeX that scripts of a page would set: between ``\(`` and ``\)``, ``\[`` and ``\]``.

    Args:
        text: The text of an element.

    Returns:
        The pieces in order.
    """
    out: list[str | Formula] = []
    at = 0
    for match in _DELIMITED.finditer(text):
        inline, block = match["inline"], match["block"]
        if not (is_inline(inline) if block is None else is_displayed(block)):
            continue  # brackets that are only escaped
        tex = clean_line(block or inline)
        out += [text[at : match.start()], Formula(clean(formula_of(tex)), tex, block is not None)]
        at = match.end()
    return [*out, text[at:]]


def _tex_of(math: Any) -> str:
    for note in math.iter("{*}annotation", "annotation"):
        if "tex" in (note.get("encoding") or "").lower():
            return clean_line(note.text or "")
    alternative = clean_line(math.get("alttext") or "")
    return alternative if "\\" in alternative or "^" in alternative or "_" in alternative else ""


def _row(element: Any, depth: int) -> Node:
    items: tuple[Node, ...] = tuple(_node(child, depth + 1) for child in element if isinstance(child.tag, str))
    if not items and (element.text or "").strip():
        items = (Symbol(clean_line(element.text)),)
    return items[0] if len(items) == 1 else Row(items)


def _node(element: Any, depth: int) -> Node:
    """An element and all in it."""
    tag = local(element)
    if depth > _DEEPEST:
        raise _TooDeepError
    if tag in ("annotation", "annotation-xml", "mphantom", "none", "mprescripts"):
        return Row(())
    if tag in ("mi", "mn", "mo", "ms", "mtext"):
        return _token(tag, element)
    if tag == "mspace":
        return Symbol(" ", "space")
    if tag == "mtable":
        rows = [row for row in element if local(row) in ("mtr", "mlabeledtr")]
        return Grid(tuple(tuple(_row(cell, depth + 1) for cell in row if local(cell) == "mtd") for row in rows))
    if tag == "mfenced":
        return _fenced(element, depth)
    children = [_node(child, depth + 1) for child in element if isinstance(child.tag, str)]
    if tag == "msqrt":
        return Root(Row(tuple(children)))
    if tag == "mrow":
        return _with_sides(children)
    if tag == "mfrac" and len(children) == 2 and (element.get("linethickness") or "").strip() in ("0", "0px", "0pt"):
        return Row((children[0], Symbol("choose", "text"), children[1]))
    return _built(tag, children)


def _built(tag: str, children: list[Node]) -> Node:
    """What is put together of two or three parts."""
    match tag, children:
        case "mfrac", [above, below]:
            return Fraction(above, below)
        case "mroot", [inside, degree]:
            return Root(inside, degree)
        case "msup", [base, above]:
            return Scripts(base, None, above)
        case "msub" | "munder", [base, below]:
            return Scripts(base, below)
        case "msubsup" | "munderover", [base, below, above]:
            return Scripts(base, below, above)
        case "mover", [base, above]:
            return _accented(base, above)
        case _:
            return Row(tuple(children))


def _token(tag: str, element: Any) -> Node:
    text = clean_line("".join(element.itertext())).translate(dict.fromkeys(map(ord, _INVISIBLE))).strip()
    if tag in ("mtext", "ms"):
        return Symbol(text, "text")
    if tag == "mi" and len(text) > 1 and text.isalpha():
        return Symbol(text, "function")
    return Symbol({"-": MINUS, "*": "∗"}.get(text, text)) if tag == "mo" else Symbol(text)


def _accented(base: Node, above: Node) -> Node:
    mark, text = linear(above), linear(base)
    if mark in "¯‾" and 1 < len(text) <= _LONGEST_BAR and text.isalnum():
        return Symbol("".join(letter + "\u0305" for letter in text))
    return Symbol(text + _ACCENTS[mark]) if mark in _ACCENTS and len(text) == 1 else Scripts(base, None, above)


def _fenced(element: Any, depth: int) -> Node:
    left, right = clean_line(element.get("open", "(")), clean_line(element.get("close", ")"))
    items: list[Node] = [Symbol(left)]
    for count, child in enumerate(child for child in element if isinstance(child.tag, str)):
        items += [*([Symbol(",")] if count else []), _node(child, depth + 1)]
    return Row((*items, Symbol(right)))


def _with_sides(children: list[Node]) -> Node:
    """A row; a matrix between two brackets takes them as its own."""
    match children:
        case [only]:
            return only
        case [Symbol() as left, Grid() as grid, Symbol() as right]:
            return Grid(grid.rows, left.text, right.text)
        case [Symbol() as left, Grid() as grid] if left.text in "{[(":
            return Grid(grid.rows, left.text)
        case _:
            return Row(tuple(children))
