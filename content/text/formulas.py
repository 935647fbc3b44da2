"""Formulas: what is in one, and how it is written on one line so that it says what it means.

Nothing is told by place alone: "(a + b) / 2c", "³√8", "∑ᵢ₌₁ⁿ xᵢ", "∫₀^∞".
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MINUS = "−"
_ABOVE = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW′*∗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ′**",
)
_BELOW = str.maketrans("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
RELATIONS = frozenset("=<>≤≥≪≫≠≈≡∼≃≅≐∝∈∉∋⊂⊃⊆⊇⊄⊊⊢⊨⊥∣∥:≔≺≻⪯⪰≲≳⊏⊐⊑⊒⋈⌣⌢⊣")
"""Signs between two sides, the arrows left out."""
BINARIES = frozenset("+−±∓×÷·∗⋆∘•∧∨∩∪⊎⊕⊖⊗⊘⊙∖≀⊓⊔⋄†‡∸⨯⋅⊠⊞")
"""Signs between two operands."""
BIG = frozenset("∑∏∐∫∬∭∮∯⋃⋂⋁⋀⨁⨂⨀⨄⨆")
"""Signs that stand before what they gather, and take their limits beneath and above."""
_OPENING, _CLOSING = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")


class Symbol(NamedTuple):
    """A sign, a letter, a number, a name, or words between."""

    text: str
    role: str = ""
    """``text`` for words, ``function`` for a name such as sin, ``space``; else told by the sign."""


class Row(NamedTuple):
    """What stands side by side."""

    items: tuple[Node, ...]


class Fraction(NamedTuple):
    """One above the other, with a line between."""

    above: Node
    below: Node


class Root(NamedTuple):
    """A root; a square root has no degree."""

    inside: Node
    degree: Node | None = None


class Scripts(NamedTuple):
    """Something with what stands low and high behind it, or beneath and above."""

    base: Node
    below: Node | None = None
    above: Node | None = None


class Grid(NamedTuple):
    """A matrix, cases, or equations beneath one another; the signs at its sides may be empty."""

    rows: tuple[tuple[Node, ...], ...]
    left: str = ""
    right: str = ""


Node = Symbol | Row | Fraction | Root | Scripts | Grid


def superscript(text: str) -> str:
    """Small and high letters for each of a text's; empty where Unicode has not all of them."""
    return _small(text, _ABOVE)


def subscript(text: str) -> str:
    """Small and low letters for each of a text's; empty where Unicode has not all of them."""
    return _small(text, _BELOW)


def _small(text: str, letters: dict[int, int]) -> str:
    text = text.replace("-", MINUS)
    return text.translate(letters) if text and all(ord(char) in letters for char in text) else ""


def role(symbol: Symbol) -> str:
    """What a sign is in its row: binary, relation, big, open, close, point, function, text, space, or an atom."""
    text = symbol.text
    if symbol.role:
        return symbol.role
    if text in BINARIES:
        return "binary"
    if text in RELATIONS or (len(text) == 1 and "ARROW" in unicodedata.name(text, "")):
        return "relation"
    if text in BIG:
        return "big"
    if text in _OPENING:
        return "open"
    if text in _CLOSING or text == "!":
        return "close"
    return "point" if text in (",", ";") else "atom"


def linear(node: Node) -> str:
    """Write a formula on one line.

    Args:
        node: The formula.

    Returns:
        Its text, clear of spaces at its ends.
    """
    match node:
        case Symbol():
            return node.text.strip(" ") or ""
        case Row():
            return _row(node.items)
        case Fraction():
            return _fraction(linear(node.above), linear(node.below))
        case Root():
            degree = linear(node.degree) if node.degree else ""
            small = superscript(degree) if degree else ""
            return f"{small or (f'({degree})' if degree else '')}√{_grouped(linear(node.inside))}"
        case Scripts():
            return _scripts(node)
        case Grid():
            return _grid(node)


def _row(items: tuple[Node, ...]) -> str:
    out = ""
    before = ""
    for item in items:
        kind = _kind(item)
        text = linear(item)
        if kind == "space":
            out += " " if out and not out.endswith(" ") else ""
            continue
        if not text:
            continue
        is_sign = kind == "binary" and before in ("", "binary", "relation", "open", "point", "big")
        is_between = kind in ("binary", "relation") and not is_sign
        is_factor = before not in ("", *_APART) or _follows(items, item)
        if kind == "fraction" and ((" / " in text and is_factor) or out.endswith("/")):
            text = f"({text})"
        if is_between or (_parts(before, kind) and not out.endswith("/")) or (kind == "atom" and _is_open(out, before)):
            out = out.rstrip(" ") + " " if out else ""
        out += text
        if is_between or kind == "point":
            out += " "
        before = "sign" if is_sign else kind
    return out.strip(" ")


_APART = frozenset(("binary", "relation", "open", "point", "text", "sign"))
"""What a fraction beside it is surely no factor of."""


def _is_open(text: str, before: str) -> bool:
    """Whether what follows would be read as part of what stands high or low at a text's end, as in x^Q."""
    return before == "atom" and re.search(r"[\^_][^\W\d_]$", text) is not None


def _follows(items: tuple[Node, ...], item: Node) -> bool:
    """Whether a factor stands behind an item of a row."""
    at = next(at for at, each in enumerate(items) if each is item)
    rest = [kind for each in items[at + 1 :] if (kind := _kind(each)) != "space"]
    return bool(rest) and rest[0] not in ("binary", "relation", "close", "point", "text")


def _parts(before: str, kind: str) -> bool:
    """Whether a space parts two things that stand side by side."""
    if not before or before in ("open", "sign") or kind in ("close", "point"):
        return False
    if before == "root" and kind in ("atom", "root"):
        return True
    if "text" in (before, kind) or (before in ("function", "big") and kind != "open"):
        return True
    is_apart = kind in ("function", "big", "fraction") and before not in ("binary", "relation")
    return is_apart or before == "fraction"


def _kind(node: Node) -> str:
    match node:
        case Symbol():
            return role(node)
        case Fraction():
            return "fraction"
        case Root():
            return "root"
        case Scripts():
            kind = _kind(node.base)
            return kind if kind in ("big", "function", "relation", "close", "binary") else "atom"
        case Row() if len(node.items) == 1:
            return _kind(node.items[0])
        case _:
            return "atom"


def _fraction(above: str, below: str) -> str:
    if _is_single(above) and _is_single(below):
        return f"{above}/{below}"
    first = _grouped(above) if "/" in above else _sum_grouped(above)
    second = _grouped(below) if "/" in below else _factors_grouped(below)
    return f"{first} / {second}"


def _scripts(node: Scripts) -> str:
    base = linear(node.base)
    is_power = isinstance(_alone(node.base), Scripts)
    if base and isinstance(node.base, Row | Fraction | Scripts) and (is_power or not _is_single(base)):
        base = f"({base})"
    below = linear(node.below) if node.below else ""
    above = linear(node.above) if node.above else ""
    out = base
    if below:
        out += subscript(below.replace(" ", "")) or "_" + _grouped(below)
    if above == "∘":
        out += "°"
    elif above:
        out += superscript(above.replace(" ", "")) or "^" + _grouped(above)
    return out


def _alone(node: Node) -> Node:
    """What a row is of nothing else; else the row."""
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node


_BLANK = "·"
"""What stands in the place of an empty cell of a matrix, so that the others stay in theirs."""


def _grid(node: Grid) -> str:
    cells = [[linear(each) for each in row] for row in node.rows]
    is_matrix = bool(node.left and node.right) and max(map(len, cells), default=0) > 1
    kept = [row for row in cells if any(row)]
    cells = [[cell or _BLANK * is_matrix for cell in row] for row in kept]
    cells = [[cell for cell in row if cell] for row in cells]
    has_blanks = any(" " in cell for row in cells for cell in row) and bool(node.left or node.right)
    rows = [(", " if has_blanks and "{" not in node.left else " ").join(row) for row in cells]
    left, right = node.left, node.right
    if not left and not right:
        return "\n".join(filter(None, rows))
    return f"{left}{'; '.join(rows)}{right}"


def _is_single(text: str) -> bool:
    """True for a number, a letter with its scripts, or what is in brackets: nothing that could be torn apart."""
    if text[:1] in _OPENING and _closes_at(text) == len(text) - 1:
        return True
    bare = "".join(char for char in text if not _is_small(char))
    return bool(bare) and (len(bare) == 1 or bare.replace(".", "").isdecimal())


def _is_small(char: str) -> bool:
    is_script = unicodedata.decomposition(char).startswith(("<super", "<sub"))
    return is_script or char == "′" or unicodedata.combining(char) > 0


def _closes_at(text: str) -> int:
    depth = 0
    for at, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if not depth:
            return at
    return -1


def _grouped(text: str) -> str:
    """In brackets, unless it could not be torn apart."""
    return text if _is_single(text) else f"({text})"


def _factors_grouped(text: str) -> str:
    """In brackets if it has parts that are added or compared, or several factors of which one is in brackets."""
    return f"({text})" if any(char in _OPENING for char in text) and not _is_single(text) else _sum_grouped(text)


def _sum_grouped(text: str) -> str:
    """In brackets if it has parts that are added or compared."""
    depth = 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if char == " " and not depth:
            return f"({text})"
    return text
