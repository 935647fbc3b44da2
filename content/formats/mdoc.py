"""mdoc: the text of a line of mdoc(7), as roff with fonts: macros within one another, delimiters, enclosures.

Source: https://man.openbsd.org/mdoc.7 ("MACRO SYNTAX", "Delimiters").
"""

from __future__ import annotations

import re

FONTS = {
    "Nm": "B", "Fl": "B", "Cm": "B", "Ic": "B", "Sy": "B", "Ar": "I", "Pa": "I", "Va": "I", "Em": "I", "Vt": "I",
    "Fa": "I", "Ev": "B", "Li": "R", "Xr": "R", "Fn": "B", "Fx": "R", "Dv": "R", "Er": "R", "Ns": "R", "No": "R",
    "An": "R", "At": "R", "Bx": "R", "Lk": "R", "Mt": "R", "Tn": "R", "Ad": "R", "Cd": "B", "Ft": "I", "St": "R",
    "Sx": "R", "Ms": "B", "Nx": "R", "Ox": "R", "Ux": "R", "Dx": "R", "In": "B", "Lb": "R", "Ap": "R", "Ta": "R",
    "Xo": "R", "Xc": "R", "Oc": "R", "Ac": "R", "Bc": "R", "Dc": "R", "Sc": "R", "Pc": "R", "Qc": "R", "Brc": "R",
}  # fmt: skip
"""How each macro on text sets it: bold, italic, or roman."""
ENCLOSED = {
    "Op": "[{}]", "Oo": "[{}", "Dq": "“{}”", "Do": "“{}", "Sq": "‘{}’", "So": "‘{}", "Ql": "‘{}’", "Pq": "({})",
    "Po": "({}", "Bq": "[{}]", "Bo": "[{}", "Nd": "– {}", "Aq": "<{}>", "Ao": "<{}", "Qq": '"{}"', "Qo": '"{}',
    "Brq": "{{{}}}", "Bro": "{{{}",
}  # fmt: skip
"""What each puts around all that follows it on its line; those that another macro ends put it before."""
_ENDS = {"Oc": "]", "Dc": "”", "Sc": "’", "Pc": ")", "Bc": "]", "Ac": ">", "Qc": '"', "Brc": "}", "Xc": "", "Xo": ""}
_SYSTEMS = {
    "Fx": "FreeBSD", "Nx": "NetBSD", "Ox": "OpenBSD", "Dx": "DragonFly", "Bx": "BSD", "Ux": "UNIX", "At": "AT&T UNIX",
}  # fmt: skip
_JOINING = frozenset({"Ns", "Ap", *_ENDS})
"""Macros before which there is no blank within a line."""
JOINING = frozenset(_ENDS) - {"Xo"}
"""Macros whose text follows what is before it without a blank."""
_CLOSING, _OPENING = frozenset(".,:;)]?!"), frozenset("([")
_REFERENCE = re.compile(r"%[ABCDIJNOPQRTUV]")


def is_macro(name: str) -> bool:
    """Tell whether a name is a macro on text.

    Args:
        name: Two letters, or three.
    """
    return name in FONTS or name in ENCLOSED or bool(_REFERENCE.fullmatch(name))


def words_of(name: str, arguments: list[str], own_name: str) -> str:
    """Give the text of a line.

    Args:
        name: The macro that it begins with.
        arguments: What follows, among which other macros may be.
        own_name: What the page is about, which ``Nm`` alone stands for.

    Returns:
        Text with roff's escapes for fonts.
    """
    if _REFERENCE.fullmatch(name):
        return " ".join(arguments).rstrip(",") + ","
    if name in ENCLOSED:
        return ENCLOSED[name].format(words_of("No", arguments, own_name))
    alone = {"Nm": own_name, **_SYSTEMS, **_ENDS}
    out, joins = "", True
    tokens = [name, *arguments]
    for at, each in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else "."
        if at and each in ENCLOSED:
            return _added(out, words_of(each, tokens[at + 1 :], own_name), joins=joins)
        if not at or is_macro(each):
            name = each
            joins = joins or name in _JOINING
            if name in alone and (is_macro(following) or following in _CLOSING):
                out, joins = _added(out, _set(alone[name], name), joins=joins), False
        elif each in _CLOSING:
            out, joins = _added(out, each, joins=True), False
        else:
            out, joins = _added(out, _set("-" * (name == "Fl") + each, name), joins=joins), each in _OPENING
    return out


def _set(words: str, name: str) -> str:
    """Words in a macro's font."""
    return f"\\f{FONTS.get(name, 'R')}{words}\\fR"


def _added(out: str, words: str, *, joins: bool) -> str:
    return out + ("" if joins or not out else " ") + words
