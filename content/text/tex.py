"""TeX: the formulas of Markdown and of pages, read into a tree; names of signs are pylatexenc's.

Only what says something is read: spacing, sizes and colours are passed over. Nothing is defined and nothing expanded,
so a formula is read in time that grows with its length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glossator.content.text.formulas import (
    MINUS,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    linear,
)
from glossator.content.text.tex_names import (
    ACCENTS,
    ALPHABETS,
    ARROWS,
    FRACTIONS,
    FUNCTIONS,
    IGNORED,
    NAMES,
    PLAIN,
    SIDES,
    SIGNS,
    SPACES,
    WITH_ARGUMENT,
    WORDS,
    units_of,
)
from glossator.content.text.tex_signs import chemical, sign_of, styled

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|%[^\n]*\n?|(\s+)|(\d+(?:[.,]\d+)*)|(.)", re.S)
_ROW_SPACE = re.compile(r"\\\\\s{0,9}\[\s{0,9}-?[\d.]{1,9}\s{0,9}[a-z]{2}\s{0,9}\]")
"""The end of a row with the space below it."""
_LONGEST = 5_000
"""Code points of a formula that is read; a longer one stays TeX."""
_INFIX = frozenset(("\\over", "\\choose", "\\atop"))
_UNIT = 2
"""Letters of upright text that may be a unit, and stands at its number without a space."""
_DEEPEST = 40
"""Groups within one another."""


class _NotReadError(ValueError):
    """A formula that is left as it is."""


@lru_cache(1024)
def formula_of(tex: str) -> str:
    """Write a formula as text.

    Args:
        tex: Its TeX, without the signs that set it off, such as ``$``.

    Returns:
        Text that says the same, of one line, or of several where it has several equations; the TeX where it cannot
        be read.
    """
    try:
        text = linear(parse(tex))
        says_something = any(map(str.isalnum, text)) or not any(map(str.isalnum, tex))
        return text if text and says_something else tex.strip()
    except (_NotReadError, RecursionError):
        return tex.strip()


def parse(tex: str) -> Node:
    """Read a formula.

    Args:
        tex: Its TeX.

    Returns:
        The tree.

    Raises:
        ValueError: It is too long, or too deep, to be read.
    """
    if len(tex) > _LONGEST:
        raise _NotReadError
    return _Parser(_ROW_SPACE.sub(r"\\\\", tex)).read()


class _Parser:
    """Reads the tokens of a formula, one after the other."""

    def __init__(self, tex: str) -> None:
        self._tokens = [match for match in _TOKEN.finditer(tex) if not match[0].startswith("%")]
        self._at = 0
        self._depth = 0

    def read(self) -> Node:
        rows = self._grid(frozenset())
        return Grid(rows) if len(rows) > 1 else Row(rows[0])

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _next(self) -> re.Match[str] | None:
        if self._at >= len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _grid(self, ends: frozenset[str]) -> tuple[tuple[Node, ...], ...]:
        """Rows and cells up to one of some tokens, which is read as well."""
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self._row(ends | {"&", "\\\\", "\\cr"}))
            token = self._peek()
            self._at += 1
            if token == "&":
                continue
            rows.append(tuple(cells))
            cells = []
            if not token or token in ends:
                return tuple(row for row in rows if any(map(linear, row))) or ((Row(()),),)

    def _row(self, ends: frozenset[str]) -> Row:
        """What stands side by side, up to one of some tokens; scripts go to what is before them."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotReadError
        items: list[Node] = []
        while (token := self._peek()) and token not in ends and token.rstrip("*") not in ends:
            if token in _INFIX:
                self._at += 1
                items = _infix(token, Row(tuple(items)), self._row(ends))
            elif token in ("^", "_", "'"):
                self._script(items)
            elif token == "\\left":
                self._at += 1
                items += self._fenced()
            elif (item := self._item()) is not None:
                items.append(item)
        self._depth -= 1
        return Row(tuple(items))

    def _script(self, items: list[Node]) -> None:
        base = items.pop() if items else Symbol("")
        below, above = (base.below, base.above) if isinstance(base, Scripts) else (None, None)
        inner = base.base if isinstance(base, Scripts) else base
        token = self._next()
        assert token
        if token[0] == "'":
            primes = 1
            while self._peek() == "'":
                self._at, primes = self._at + 1, primes + 1
            above = Row((Symbol("′" * primes), *((above,) if above else ())))
        elif token[0] == "^":
            new = self._argument()
            above = Row((above, new)) if above else new
        else:
            below = self._argument()
        items.append(Scripts(inner, below, above))

    def _argument(self) -> Node:
        """A group in braces, or the next thing alone."""
        self._skip_blanks()
        if self._peek() == "{":
            return self._group()
        token = self._peek()
        if token.isdecimal() and len(token) > 1:  # x^12 is x to the one, then 2
            match = self._tokens[self._at]
            self._tokens[self._at : self._at + 1] = [each for digit in match[0] if (each := _TOKEN.match(digit))]
        return self._item() or Row(())

    def _group(self) -> Node:
        self._at += 1
        row = self._row(frozenset(("}",)))
        self._at += 1
        if len(row.items) != 1 or isinstance(row.items[0], Scripts):
            return row  # its scripts are its own
        only = row.items[0]
        return Symbol(only.text, "atom") if isinstance(only, Symbol) and only.text == "," else only

    def _raw_argument(self) -> str:
        """The text of a group, as it is written."""
        self._skip_blanks()
        if self._peek() != "{":
            token = self._next()
            return token[0] if token else ""
        self._at += 1
        depth, out = 1, []
        while token := self._next():
            depth += (token[0] == "{") - (token[0] == "}")
            if not depth:
                break
            out.append(token[0])
        return "".join(out)

    def _item(self) -> Node | None:
        """The next thing, with all that belongs to it."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotReadError
        found = self._group() if self._peek() == "{" else self._one()
        self._depth -= 1
        return found

    def _one(self) -> Node | None:
        token = self._next()
        if token is None:
            return None
        name, sign, blank, number, char = token.groups()
        if name is not None:
            return self._macro(name)
        if sign is not None:
            if sign in SPACES:
                return Symbol(" ", "space")
            if sign == "\\":
                return Symbol(",")  # a line's end where there are no lines
            return None if sign in "!()[]" else Symbol(sign.replace("|", "‖"))
        if blank is not None:
            return None
        if number is not None:
            return Symbol(number)
        if char == "~":
            return Symbol(" ", "space")
        return None if char in "{}$&" or char is None else Symbol({"-": MINUS, "*": "∗"}.get(char, char))

    def _macro(self, name: str) -> Node | None:
        if name in FRACTIONS:
            return Fraction(self._argument(), self._argument())
        if name == "sqrt":
            return self._root()
        if name in ("binom", "dbinom", "tbinom", "choose"):
            n, k = self._argument(), self._argument()
            return Row((Symbol("("), n, Symbol("choose", "text"), k, Symbol(")")))
        if name in WORDS:
            words = re.sub(r"\\[A-Za-z]+|[{}$\\]", "", self._raw_argument())
            return Symbol(words, "text" if len(words) > _UNIT or " " in words else "")
        if name in NAMES and not self._has_macros():
            return Symbol(re.sub(r"[{}\\\s*]", "", self._raw_argument()), "function" if name == "operatorname" else "")
        if name in ALPHABETS:
            letters = (styled(char, ALPHABETS[name]) for char in self._raw_argument() if char not in "{} ")
            return Symbol("".join(letters))
        if name in ACCENTS:
            base = linear(self._argument())
            return Symbol(base + ACCENTS[name]) if len(base) == 1 else Symbol(base)
        if name in ("overline", "bar"):
            return Symbol("".join(letter + "\u0305" for letter in linear(self._argument())))
        if name in ("overset", "stackrel", "underset"):
            mark, under = self._argument(), self._argument()
            return Scripts(under, mark) if name == "underset" else Scripts(under, None, mark)
        if name in ARROWS:
            return Scripts(Symbol(ARROWS[name]), None, self._argument())
        if name in ("SI", "qty"):
            return Row((self._argument(), Symbol(" ", "space"), Symbol(units_of(self._raw_argument()), "text")))
        if name in ("pmod", "tag"):
            inside = linear(self._argument())
            return Symbol(f"(mod {inside})" if name == "pmod" else f"({inside})", "text")
        if name == "not":
            base = linear(self._argument())
            return Symbol(unicodedata.normalize("NFC", base + "\u0338"))
        return self._environment(name)

    def _environment(self, name: str) -> Node | None:
        r"""``\begin``, ``\\left``, and what is passed over; else a sign by its name."""
        if name == "begin":
            kind = self._raw_argument().rstrip("*")
            if kind in ("array", "alignat", "tabular"):
                self._raw_argument()
            rows = self._grid(frozenset(("\\end",)))
            self._raw_argument()
            return Grid(rows, *SIDES.get(kind, ("", "")))
        if name == "left":
            return Row(tuple(self._fenced()))
        if name == "ce":
            return Symbol(chemical(self._raw_argument()))
        if name in WITH_ARGUMENT:
            self._raw_argument()
            return None
        if name in IGNORED or name in ("right", "end"):
            return None
        if name in PLAIN or name in NAMES:
            return self._argument()
        if name in SPACES:
            return Symbol(" ", "space")
        if name in FUNCTIONS:
            return Symbol(name.replace("lim", "lim ").strip() if name == "lim" else name, "function")
        if name in SIGNS:
            return Symbol(SIGNS[name], "text" if name == "bmod" else "")
        sign = sign_of(name)
        return Symbol(sign, "function" if sign.startswith("\\") else "")

    def _has_macros(self) -> bool:
        """Whether the group that follows has more in it than letters."""
        at = self._at + 1
        while at < len(self._tokens) and self._tokens[at][0] != "}":
            if self._tokens[at][0].startswith("\\"):
                return True
            at += 1
        return False

    def _root(self) -> Node:
        degree: Node | None = None
        self._skip_blanks()
        if self._peek() == "[":
            self._at += 1
            degree = self._row(frozenset(("]",)))
            self._at += 1
        return Root(self._argument(), degree)

    def _fenced(self) -> list[Node]:
        r"""What stands between ``\left`` and ``\right``, with the signs at its sides."""
        left = self._side()
        inside = self._row(frozenset(("\\right",)))
        self._at += 1
        right = self._side()
        if len(inside.items) == 1 and isinstance(grid := inside.items[0], Grid):
            return [Grid(grid.rows, left, right)]
        return [*_sides(left), *inside.items, *_sides(right)]

    def _side(self) -> str:
        self._skip_blanks()
        side = self._item()
        text = side.text if isinstance(side, Symbol) else ""
        return "" if text == "." else text


def _infix(token: str, above: Row, below: Row) -> list[Node]:
    """What stands before and behind a fraction's sign of plain TeX."""
    if token == "\\choose":
        return [Row((Symbol("("), above, Symbol("choose", "text"), below, Symbol(")")))]
    return [Fraction(above, below)]


def _sides(side: str) -> list[Node]:
    return [Symbol(side)] if side else []
