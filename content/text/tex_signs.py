"""The signs of TeX: letters of other alphabets, chemical formulas, and signs by the names of their macros."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from glossator.content.text.formulas import subscript, superscript


def chemical(text: str) -> str:
    """A chemical formula: numbers behind an element are low, charges high."""
    text = re.sub(r"\^\{?(\d*[+-])\}?", lambda charge: superscript(charge[1]), text)
    text = re.sub(r"(?<=[A-Za-z)\]])_?\{?(\d+)\}?", lambda number: subscript(number[1]), text)
    return text.replace("<=>", "⇌").replace("->", "→").replace("<-", "←")


def styled(char: str, style: str) -> str:
    """A letter of another alphabet, as Unicode names it; the letter itself where there is none.

    Args:
        char: A letter, or a digit.
        style: The alphabet, as Unicode calls it, such as ``DOUBLE-STRUCK``.
    """
    case = "CAPITAL" if char.isupper() else "SMALL"
    kind = f"{case} {char.upper()}" if char.isalpha() else f"DIGIT {unicodedata.name(char, '').rpartition(' ')[2]}"
    for name in (f"{style} {kind}", f"BLACK-LETTER {kind}", f"MATHEMATICAL {style} {kind}"):
        if name.startswith("BLACK-LETTER") and style != "FRAKTUR":
            continue
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char


@cache
def sign_of(name: str) -> str:
    """The sign of a macro; one that nobody knows stays as it is written."""
    from pylatexenc.latex2text import get_default_latex_context_db

    found = get_default_latex_context_db().get_macro_spec(name)
    sign = getattr(found, "simplify_repl", None)
    is_sign = isinstance(sign, str) and bool(sign.strip()) and "%" not in sign and not re.fullmatch(r"<\w+>", sign)
    return str(sign).strip() if is_sign else f"\\{name}"
