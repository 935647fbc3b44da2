"""The names of TeX: what each macro and environment is, as far as the signs of pylatexenc do not say it."""

from __future__ import annotations


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


FUNCTIONS = _names(
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp lim liminf limsup max min sup inf "
    "arg det dim gcd hom ker deg Pr"
)
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"))
WORDS = _names("text textrm textbf textit textsf texttt mbox hbox textnormal ref eqref")
NAMES = frozenset(("operatorname", "mathrm", "rm", "mathop"))
PLAIN = _names(
    "mathbf boldsymbol bm mathit mathsf mathtt mathnormal mathord mathrel mathbin mathopen mathclose mathpunct "
    "mathinner boxed cancel overbrace underbrace underline substack smash abs emph ensuremath"
)
ALPHABETS = {"mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT", "mathscr": "SCRIPT", "mathfrak": "FRAKTUR"}
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7",
    "dot": "\u0307", "ddot": "\u0308", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306",
    "mathring": "\u030a", "overrightarrow": "\u20d7",
}  # fmt: skip
IGNORED = _names(
    "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr "
    "middle nonumber notag hfill bf it cal displaylimits allowbreak nobreak relax hline"
)
WITH_ARGUMENT = _names(
    "cline label color textcolor href phantom hphantom vphantom hspace vspace mspace kern hskip class cssId"
)
SPACES = frozenset(("quad", "qquad", " ", ",", ";", ":", "~", "enspace", "thinspace", "medspace", "thickspace"))
SIGNS = {
    "iff": "⟺", "implies": "⟹", "impliedby": "⟸", "coloneqq": "≔", "coloneq": "≔", "Re": "ℜ", "Im": "ℑ", "lvert": "|",
    "rvert": "|", "lVert": "‖", "rVert": "‖", "vert": "|", "Vert": "‖", "mid": "∣", "parallel": "∥", "prime": "′",
    "dots": "…", "dotsc": "…", "dotsb": "⋯", "lbrace": "{", "rbrace": "}", "colon": ":", "degree": "°", "cdot": "·",
    "lbrack": "[", "rbrack": "]", "backslash": "\\", "ast": "∗", "star": "⋆", "gets": "←", "land": "∧", "lor": "∨",
    "lnot": "¬", "neg": "¬", "ne": "≠", "le": "≤", "ge": "≥", "varnothing": "∅", "emptyset": "∅", "complement": "∁",
    "bmod": "mod",
}  # fmt: skip
ARROWS = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xmapsto": "↦", "xhookrightarrow": "↪",
}  # fmt: skip
"""Arrows with something above them."""
_UNITS = {
    "meter": "m", "metre": "m", "second": "s", "gram": "g", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω",
    "farad": "F", "tesla": "T", "weber": "Wb", "henry": "H", "celsius": "°C", "degreeCelsius": "°C", "degree": "°",
    "percent": "%", "minute": "min", "hour": "h", "day": "d", "litre": "L", "liter": "L", "tonne": "t",
    "electronvolt": "eV", "per": "/", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "milli": "m", "micro": "µ",
    "nano": "n", "pico": "p", "centi": "c", "deci": "d", "hecto": "h", "square": "", "squared": "²", "cubed": "³",
    "bar": "bar",
}  # fmt: skip
"""Units and prefixes of siunitx, and their signs."""


def units_of(macros: str) -> str:
    """Give units with their signs.

    Args:
        macros: What stands for them, such as ``kilo meter per hour``, each with a backslash before it.
    """
    return "".join(_UNITS.get(name.strip(), name.strip()) for name in macros.split("\\")).strip()


SIDES = {
    "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""), "rcases": ("", "}"), "matrix": ("[", "]"), "smallmatrix": ("[", "]"), "array": ("[", "]"),
}  # fmt: skip
