"""Formulas of word processors (OMML), as the MathML that pages and books have.

Source: Office Open XML, ECMA-376, part 1, section 22.1. Mammoth passes formulas over: each is taken out of the document
before, a word of its own left in its place, and put there again as an element of the page.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any

from lxml import etree

from glossator.content.html.elements import local
from glossator.content.text.sanitize import clean_line

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]|\s+|.", re.S)
_DEEPEST = 60
"""Elements within one another; of what is deeper in them the words are taken."""
_ACCENTS = str.maketrans("\u0300\u0301\u0302\u0303\u0304\u0305\u0307\u0308\u20d7", "`´^~¯¯˙¨→")
_DOUBLE_STRUCK = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")


class Formulas:
    """The formulas of one document."""

    def __init__(self) -> None:
        self._salt = secrets.token_hex(8)
        """So that no document can know the words that stand for formulas."""
        self._found: list[Any] = []

    def take_out(self, root: Any) -> None:
        """Put a word in the place of each formula.

        Args:
            root: A part of the document, which is changed.
        """
        for element in [e for e in root.iter() if local(e) in ("omath", "omathpara") and not _is_inside(e)]:
            word = etree.Element(f"{_WORD}r")
            etree.SubElement(word, f"{_WORD}t").text = f"{self._salt}x{len(self._found)}x"
            self._found.append(element)
            word.tail, element.tail = element.tail, None
            element.getparent().replace(element, word)

    def put_back(self, page: Any) -> None:
        """Put the formulas into the page that was made of the document."""
        if not self._found:
            return
        pattern = re.compile(f"{self._salt}x([0-9]{{1,9}})x")
        for element in list(page.iter()):
            if self._salt in (element.text or ""):
                self._split(pattern, element.text, element, None)
            if self._salt in (element.tail or ""):
                self._split(pattern, element.tail, element.getparent(), element)

    def _split(self, pattern: re.Pattern[str], text: str, parent: Any, before: Any) -> None:
        """Write a text again with formulas for their words: at the start of an element, or behind a child of it."""
        pieces = pattern.split(text)
        _set(parent, before, pieces[0])
        for number, tail in zip(pieces[1::2], pieces[2::2], strict=True):
            formula = as_math(self._found[int(number)])
            parent.insert(0 if before is None else parent.index(before) + 1, formula)
            before = formula
            _set(parent, before, tail)


def _set(parent: Any, before: Any, text: str) -> None:
    if before is None:
        parent.text = text
    else:
        before.tail = text


def _is_inside(element: Any) -> bool:
    return any(local(each) in ("omath", "omathpara") for each in element.iterancestors())


def as_math(element: Any) -> Any:
    """A formula as a ``math`` element, of an ``oMath`` or an ``oMathPara``."""
    math = etree.Element("math")
    if local(element) == "omathpara":
        math.set("display", "block")
    _add(math, element, 0)
    return math


def _add(into: Any, element: Any, depth: int) -> Any:
    """Add what is in an element; gives what it was added to."""
    if depth >= _DEEPEST and element is not None:
        etree.SubElement(into, "mtext").text = _words(element)
        return into
    for child in element if element is not None else ():
        tag = local(child)
        if tag == "r":
            _run(into, child)
        elif tag in _ELEMENTS:
            _ELEMENTS[tag](into, child, depth + 1)
        elif not tag.endswith("pr"):
            _add(into, child, depth + 1)
    return into


def _run(into: Any, run: Any) -> None:
    text, around = _words(run), {local(each) for each in run.iterancestors()}
    if any(local(e) == "nor" for e in run.iter()):
        etree.SubElement(into, "mtext").text = text
        return
    if "eqarr" in around:
        text = text.replace("&", "")  # where lines are aligned
    is_upright = "fname" in around or _value(run, "sty", "") == "p"
    if is_upright and text.isalpha() and text.isascii():
        etree.SubElement(into, "mi").text = text
        return
    if _value(run, "scr", "") == "double-struck":
        text = text.translate(_DOUBLE_STRUCK)
    for token in _TOKEN.findall(text):
        if not token.isspace():
            etree.SubElement(into, _kind(token)).text = token


def _kind(token: str) -> str:
    if token.isalpha():
        return "mi"
    return "mn" if token[0].isdigit() else "mo"


def _words(element: Any) -> str:
    return clean_line("".join(e.text or "" for e in element.iter() if local(e) == "t"))


def _part(element: Any, name: str) -> Any:
    return next((child for child in element if local(child) == name), None)


def _value(element: Any, name: str, default: str) -> str:
    """What a property says, as the sign of a sum or the brackets of a group."""
    found = next((each for child in element[:1] for each in child.iter() if local(each) == name), None)
    if found is None:
        return default
    return clean_line(next((v for k, v in found.attrib.items() if k.rpartition("}")[2] == "val"), ""))


def _row(into: Any, element: Any, name: str, depth: int) -> None:
    _add(etree.SubElement(into, "mrow"), _part(element, name), depth)


def _made_of(name: str, *parts: str) -> Callable[[Any, Any, int], None]:
    def add(into: Any, element: Any, depth: int) -> None:
        made = etree.SubElement(into, name)
        for part in parts:
            _row(made, element, part, depth)

    return add


def _fraction(into: Any, element: Any, depth: int) -> None:
    made = etree.SubElement(into, "mfrac")
    if _value(element, "type", "") == "noBar":
        made.set("linethickness", "0")
    _row(made, element, "num", depth)
    _row(made, element, "den", depth)


def _root(into: Any, element: Any, depth: int) -> None:
    degree = _part(element, "deg")
    has_degree = degree is not None and any(local(e) == "t" for e in degree.iter())
    made = etree.SubElement(into, "mroot" if has_degree else "msqrt")
    _row(made, element, "e", depth)
    if has_degree:
        _row(made, element, "deg", depth)


def _sum(into: Any, element: Any, depth: int) -> None:
    made = etree.SubElement(into, "msubsup")
    etree.SubElement(made, "mo").text = _value(element, "chr", "∫") or "∫"
    _row(made, element, "sub", depth)
    _row(made, element, "sup", depth)
    _row(into, element, "e", depth)


def _group(into: Any, element: Any, depth: int) -> None:
    made = etree.SubElement(into, "mrow")
    parts = [child for child in element if local(child) == "e"]
    etree.SubElement(made, "mo").text = _value(element, "begchr", "(")
    for index, part in enumerate(parts):
        if index:
            etree.SubElement(made, "mo").text = _value(element, "sepchr", "|")
        _add(etree.SubElement(made, "mrow"), part, depth)
    etree.SubElement(made, "mo").text = _value(element, "endchr", ")")


def _table(into: Any, element: Any, depth: int) -> None:
    made = etree.SubElement(into, "mtable")
    lines = [child for child in element if local(child) in ("mr", "e")]
    for line in lines:
        row = etree.SubElement(made, "mtr")
        for cell in [child for child in line if local(child) == "e"] if local(line) == "mr" else [line]:
            _add(etree.SubElement(row, "mtd"), cell, depth)


def _before(into: Any, element: Any, depth: int) -> None:
    made = etree.SubElement(into, "msubsup")
    etree.SubElement(made, "mrow")
    _row(made, element, "sub", depth)
    _row(made, element, "sup", depth)
    _row(into, element, "e", depth)


def _function(into: Any, element: Any, depth: int) -> None:
    _row(into, element, "fname", depth)
    etree.SubElement(into, "mo").text = "\u2061"
    _row(into, element, "e", depth)


def _accent(into: Any, element: Any, depth: int) -> None:
    is_below = _value(element, "pos", "top") == "bot" and local(element) == "bar"
    made = etree.SubElement(into, "munder" if is_below else "mover", accent="true")
    _row(made, element, "e", depth)
    default = "¯" if local(element) == "bar" else "^"
    etree.SubElement(made, "mo").text = _value(element, "chr", default).translate(_ACCENTS) or default


_ELEMENTS: dict[str, Callable[[Any, Any, int], None]] = {
    "f": _fraction, "rad": _root, "nary": _sum, "d": _group, "m": _table, "eqarr": _table, "func": _function,
    "spre": _before, "acc": _accent, "bar": _accent, "ssup": _made_of("msup", "e", "sup"),
    "ssub": _made_of("msub", "e", "sub"), "ssubsup": _made_of("msubsup", "e", "sub", "sup"),
    "limlow": _made_of("munder", "e", "lim"), "limupp": _made_of("mover", "e", "lim"),
}  # fmt: skip
