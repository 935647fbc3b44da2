"""LaTeX before it is read: comments and definitions taken out, code and formulas set aside, brackets matched.

Every step takes time that grows with the length of the text; what is defined is put in at most a few times over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from glossator.content.formats.latex_names import FORMULAS, VERBATIM

ASIDE = re.compile("\x01(\\d+)\x02")
"""What stands for something set aside: its number."""
TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z@]+)\*?|\\(?P<sign>.)|(?P<aside>\x01\d+\x02)|(?P<open>\{)|\}|(?P<part>\n[ \t]*\n\s*)"
    r"|(?P<quote>``|''|---?)|(?P<tilde>~)|(?P<text>[^\\\x01{}\n`'~-]+|.)",
    re.S,
)
QUOTES = {"``": "“", "''": "”", "--": "–", "---": "—"}
_CODE = re.compile(
    r"\\begin\{(" + "|".join(VERBATIM) + r")\*?\}(?P<options>(?:\[[^\]\n]*\]|\{[^}\n]*\})*)(?P<code>.*?)\\end\{\1\*?\}"
    r"|\\(?:verb|lstinline)\*?(?![A-Za-z])(?P<sign>[^\s\w{*\[])(?P<verb>[^\n]*?)(?P=sign)"
    r"|\\(?:lstinline|mintinline)(?:\[[^\]\n]*\])?(?:\{\w+\}(?=\{))?\{(?P<inline>[^{}\n]*)\}"
    r"|(?P<comment>(?<!\\)(?:\\\\)*%[^\n]*(?:\n[ \t]*|\Z))",
    re.S,
)
_FORMULA = re.compile(
    r"\\begin\{(?P<name>" + "|".join(FORMULAS) + r")(?P<star>\*?)\}(?P<env>.*?)\\end\{(?P=name)(?P=star)\}"
    r"|\\\[(?P<shown>.*?)\\\]|\\\((?P<line>.*?)\\\)"
    r"|(?<!\\)\$\$(?P<dollars>[^$]+)\$\$|(?<!\\)\$(?P<dollar>(?:[^$\\]|\\.)+)\$",
    re.S,
)
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareRobustCommand\*?)\s*\{?\\(?P<name>[A-Za-z]+)\}?"
    r"(?:\[(?P<count>\d)\])?(?P<optional>\[[^\]]*\])?\s*\{|\\def\s*\\(?P<def>[A-Za-z]+)(?P<parameters>(?:#\d)*)\s*\{"
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
        if match["comment"] is not None:
            return match["comment"][: -len(match["comment"].lstrip("\\"))] if match["comment"][0] == "\\" else ""
        if match["code"] is not None:
            found = _LANGUAGE.search(match["options"])
            language = next(filter(None, found.groups()), "") if found else ""
            asides.append(Aside("code", match["code"].strip("\n"), True, language))
        else:
            asides.append(Aside("code", match["verb"] if match["verb"] is not None else match["inline"]))
        return f"\x01{len(asides) - 1}\x02"

    return _CODE.sub(put, text)


def without_formulas(text: str, asides: list[Aside]) -> str:
    """Set formulas aside.

    Args:
        text: Without code.
        asides: Where they are put.
    """

    def put(match: re.Match[str]) -> str:
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


def with_macros(preamble: str, body: str) -> str:
    """Put in what the document defines itself; what takes other than plain arguments stays as it is.

    Args:
        preamble: Where it is defined.
        body: The text to put it into.
    """
    braces = matched(preamble)
    macros: dict[str, tuple[int, str]] = {}
    for match in _DEFINED.finditer(preamble):
        end = braces.get(match.end() - 1)
        name = match["name"] or match["def"]
        count = int(match["count"] or 0) if match["name"] else len(match["parameters"]) // 2
        if end and not match["optional"] and len(macros) < _MOST_MACROS:
            macros[name] = count, preamble[match.end() : end]
    if not macros:
        return body
    pattern = re.compile(r"\\(" + "|".join(sorted(map(re.escape, macros), key=len, reverse=True)) + r")(?![A-Za-z])\s*")
    most = len(body) + _MOST_GROWTH
    for _ in range(_MOST_ROUNDS):
        before, body = body, _put_in(body, pattern, macros, most)
        if body == before:
            break
    return body


def _put_in(body: str, pattern: re.Pattern[str], macros: dict[str, tuple[int, str]], most: int) -> str:
    braces = matched(body)
    out: list[str] = []
    at = size = 0
    for match in pattern.finditer(body):
        if match.start() < at or size > most:
            continue
        count, text = macros[match[1]]
        end, values = match.end(), list[str]()
        while len(values) < count and end in braces:
            values.append(body[end + 1 : braces[end]])
            end = braces[end] + 1
        if len(values) < count:
            continue
        for number, value in enumerate(values, 1):
            text = text.replace(f"#{number}", value)[:most]
        if not count and match[0][-1].isspace() and not text.endswith(" "):
            end = match.end() if text.startswith("\\") else end
        out += [body[at : match.start()], text]
        size += match.start() - at + len(text)
        at = end
    return "".join([*out, body[at:]])
