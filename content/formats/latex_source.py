"""LaTeX before it is read: comments and definitions taken out, code and formulas set aside, brackets matched.

Every step takes time that grows with the length of the text; what is defined is put in at most a few times over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from glossator.content.formats.latex_names import FORMULAS, VERBATIM

ASIDE = re.compile("\x01(\\d+)\x02")
"""What stands for something set aside: its number."""
TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z@]+)\*?|\\(?P<sign>.)|(?P<aside>\x01\d+\x02)|(?P<open>\{)|\}|(?P<part>\n[ \t]*\n\s*)"
    r"|(?P<quote>``|''|`|'|---?)|(?P<tilde>~)|(?P<text>[^\\\x01{}\n`'~-]+|.)",
    re.S,
)
QUOTES = {"``": "“", "''": "”", "`": "‘", "'": "’", "--": "–", "---": "—"}
_CODE = re.compile(
    r"\\begin\{(?P<name>" + "|".join(VERBATIM) + r")\*?\}(?P<options>(?:\[[^\]\n]{0,500}\]|\{[^}\n]{0,500}\}){0,5})"
    r"(?P<code>[^\\]*+(?:\\(?!(?:begin|end)\{(?P=name))[^\\]*+)*)\\end\{(?P=name)\*?\}"
    r"|\\(?:verb|lstinline)\*?(?![A-Za-z])(?P<sign>[^\s\w{*\[])(?P<verb>[^\n]{0,2000}?)(?P=sign)"
    r"|\\(?:lstinline|mintinline)(?:\[[^\]\n]{0,500}\])?(?:\{\w+\}(?=\{))?\{(?P<inline>[^{}\n]{0,2000})\}"
    r"|(?P<address>\\(?:url|href|path|nolinkurl)\s{0,9}\{[^{}\n]{0,2000}\})"
    r"|(?P<comment>(?<!\\)(?:\\\\)*%[^\n]*(?:\n[ \t]*|\Z))",
    re.S,
)
_FORMULA = re.compile(
    r"(?P<kept>\\[\\$])"
    r"|\\begin\{(?P<name>" + "|".join(FORMULAS) + r")(?P<star>\*?)\}"
    r"(?P<env>[^\\]*+(?:\\(?!(?:begin|end)\{(?P=name))[^\\]*+)*)\\end\{(?P=name)(?P=star)\}"
    r"|\\\[(?P<shown>[^\\]*+(?:\\[^\[\]][^\\]*+)*)\\\]|\\\((?P<line>[^\\]*+(?:\\[^()][^\\]*+)*)\\\)"
    r"|\$\$(?P<dollars>(?!\$)[^$\\]*+(?:\\.[^$\\]*+)*)\$\$"
    r"|\$(?P<dollar>(?!\$)[^$\\\n]*+(?:(?:\n(?![ \t]*\n)|\\.)[^$\\\n]*+)*)\$",
    re.S,
)
_HIDDEN = re.compile(r"\\iffalse(?![A-Za-z])[^\\]*+(?:\\(?!fi(?![A-Za-z])|iffalse)[^\\]*+)*\\fi(?![A-Za-z])")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareRobustCommand\*?)\s{0,9}\{?\s{0,9}\\(?P<name>[A-Za-z]+)"
    r"\s{0,9}\}?\s{0,9}(?:\[(?P<count>\d)\])?\s{0,9}(?:\[(?P<optional>[^\]]{0,500})\])?\s{0,9}\{"
    r"|\\def\s{0,9}\\(?P<def>[A-Za-z]+)(?P<parameters>(?:#\d)*)\s{0,9}\{"
)
_LANGUAGE = re.compile(r"language\s*=\s*\{?([\w+#-]+)|^\{([\w+#-]+)\}|\]\{([\w+#-]+)\}")
_MOST_ROUNDS, _MOST_GROWTH = 4, 200_000
"""How often definitions are put in, for those within others; and by how many characters a text may grow by it."""
_MOST_MACROS = 2_000


@dataclass
class Aside:
    """What was set aside: code, a formula; ``shown`` is true where it stands by itself."""

    kind: str
    text: str
    is_displayed: bool = False
    language: str = ""
    labels: list[str] = field(default_factory=list)
    has_number: bool = False


def without_code(text: str, asides: list[Aside]) -> str:
    """Set code aside, and take comments out.

    Args:
        text: The file.
        asides: Where it is put.
    """

    def put(match: re.Match[str]) -> str:
        if match["address"] is not None:
            return match[0]  # a sign of percent in it begins no comment
        if match["comment"] is not None:
            return match["comment"][: -len(match["comment"].lstrip("\\"))] if match["comment"][0] == "\\" else ""
        if match["code"] is not None:
            found = _LANGUAGE.search(match["options"])
            language = next(filter(None, found.groups()), "") if found else ""
            asides.append(Aside("code", match["code"].strip("\n"), True, language))
        else:
            asides.append(Aside("code", match["verb"] if match["verb"] is not None else match["inline"]))
        return f"\x01{len(asides) - 1}\x02"

    return _HIDDEN.sub("", _CODE.sub(put, text))


def without_formulas(text: str, asides: list[Aside]) -> str:
    """Set formulas aside.

    Args:
        text: Without code.
        asides: Where they are put.
    """

    def put(match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        kinds = ("env", "shown", "line", "dollars", "dollar")
        tex = next(match[kind] for kind in kinds if match[kind] is not None)
        labels = _LABEL.findall(tex)
        tex = _LABEL.sub("", tex).strip()
        name = match["name"] or ""
        if name in ("align", "gather", "alignat", "flalign", "eqnarray"):
            tex = re.sub(r"^\{\d+\}", "", tex)
            tex = f"\\begin{{aligned}}{tex}\\end{{aligned}}"
        is_displayed = name not in ("", "math") or match["shown"] is not None or match["dollars"] is not None
        has_number = bool(name) and not match["star"] and name not in ("math", "displaymath")
        asides.append(Aside("formula", tex, is_displayed, labels=labels, has_number=has_number))
        return f"\x01{len(asides) - 1}\x02"

    return _FORMULA.sub(put, text)


def matched(text: str) -> dict[int, int]:
    """For each opening brace, where the one that closes it stands; those without one are not in it."""
    open_, found = list[int](), dict[int, int]()
    for match in re.finditer(r"\\.|[{}]", text, re.S):
        if match[0] == "{":
            open_.append(match.start())
        elif match[0] == "}" and open_:
            found[open_.pop()] = match.start()
    return found


def environments(text: str) -> dict[int, tuple[str, int, int, int]]:
    """For each environment, by where it begins: its name, where its content begins and ends, and what follows."""
    open_ = list[tuple[str, int, int]]()
    found: dict[int, tuple[str, int, int, int]] = {}
    counts: dict[str, int] = {}
    for match in re.finditer(r"\\(begin|end)\s*\{([^{}]*)\}", text):
        name = match[2].strip()
        if match[1] == "begin":
            open_.append((name, match.start(), match.end()))
            counts[name] = counts.get(name, 0) + 1
        elif counts.get(name, 0):
            while open_:
                begun, start, inside = open_.pop()
                counts[begun] -= 1
                if begun == name:
                    found[start] = name, inside, match.start(), match.end()
                    break
    return found


class Macro(NamedTuple):
    """What a document defines itself: how many arguments it takes, what the first is where it is left out, its text."""

    arguments: int
    default: str | None
    text: str


def with_macros(source: str) -> str:
    """Put in what a document defines itself, and take the definitions out.

    Args:
        source: All of the file, without its code.
    """
    source, macros = _defined(source)
    if not macros:
        return source
    pattern = re.compile(r"\\(" + "|".join(sorted(map(re.escape, macros), key=len, reverse=True)) + r")(?![A-Za-z])")
    most = len(source) + _MOST_GROWTH
    for _ in range(_MOST_ROUNDS):
        before, source = source, _put_in(source, pattern, macros, most)
        if source == before:
            break
    return source


def _defined(source: str) -> tuple[str, dict[str, Macro]]:
    """A source without its definitions, and these."""
    braces = matched(source)
    macros: dict[str, Macro] = {}
    out: list[str] = []
    at = 0
    for match in _DEFINED.finditer(source):
        end = braces.get(match.end() - 1)
        if end is None or match.start() < at:
            continue
        name = match["name"] or match["def"]
        count = int(match["count"] or 0) if match["name"] else len(match["parameters"]) // 2
        if len(macros) < _MOST_MACROS:
            macros[name] = Macro(count, match["optional"], source[match.end() : end])
        out.append(source[at : match.start()])
        at = end + 1
    return "".join([*out, source[at:]]), macros


_ARGUMENT = re.compile(r"\s{0,20}(?:(\{)|\\[A-Za-z]+|\\.|[^\s\\{}])", re.S)
_OPTIONAL = re.compile(r"\[([^\[\]]{0,500})\]")


def _put_in(body: str, pattern: re.Pattern[str], macros: dict[str, Macro], most: int) -> str:
    braces = matched(body)
    out: list[str] = []
    at = size = 0
    for match in pattern.finditer(body):
        if match.start() < at or size > most:
            continue
        found = _values(body, match.end(), macros[match[1]], braces)
        if found is None:
            continue
        values, end = found
        text = macros[match[1]].text
        for number, value in enumerate(values, 1):
            text = text.replace(f"#{number}", value)[:most]
        if text[-1:].isalpha() and body[end : end + 1].isalpha() and "\\" in text:
            text += " "
        out += [body[at : match.start()], text]
        size += match.start() - at + len(text)
        at = end
    return "".join([*out, body[at:]])


def _values(body: str, at: int, macro: Macro, braces: dict[int, int]) -> tuple[list[str], int] | None:
    """The arguments behind a macro, and the place behind them; None where they are not there."""
    values: list[str] = []
    if macro.default is not None:
        given = _OPTIONAL.match(body, at)
        values.append(given[1] if given else macro.default)
        at = given.end() if given else at
    while len(values) < macro.arguments:
        match = _ARGUMENT.match(body, at)
        if not match:
            return None
        if match[1]:
            start = match.end() - 1
            if start not in braces:
                return None
            values.append(body[start + 1 : braces[start]])
            at = braces[start] + 1
        else:
            values.append(match[0].strip())
            at = match.end()
    return values, at
