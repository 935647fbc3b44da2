"""Manual pages: roff with the macros of man(7) and the commonest of mdoc(7), as headings, paragraphs and definitions.

Nothing is included (``.so``), nothing is run (``.sy``, ``.pi``), no macro is expanded that a page defines itself;
Perl's, which pod2man writes, are known.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from glossator.content.document import Builder, Container, Document, DocumentError, fold
from glossator.content.formats import mdoc
from glossator.content.formats.roff_tables import rows_of
from glossator.content.html.block_writer import BlockWriter
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line, clean_piece

_SPECIAL = {
    "(cq": "’", "(oq": "‘", "(lq": "“", "(rq": "”", "(em": "—", "(en": "–", "(bu": "•", "(co": "©", "(rg": "®",
    "(aq": "'", "(dq": '"', "(ha": "^", "(ti": "~", "(ga": "`", "(mu": "×", "(<=": "≤", "(>=": "≥", "(->": "→",
    "(<-": "←", "(de": "°", "(tm": "™", "(bv": "|", "(rs": "\\", "(sl": "/", "(ss": "ß", "(:a": "ä", "(:o": "ö",
    "(:u": "ü", "('e": "é", "(`e": "è", "-": "-", "e": "\\", "&": "", "|": "", "^": "", "%": "", "/": "", ",": "",
    ":": "", " ": " ", "~": " ", "0": " ", "'": "´", "`": "`", "t": "\t", "c": "", "(mi": "−", "(pl": "+", "(eq":
    "=",
}  # fmt: skip
"""Characters by their names in groff_char(7)."""
_ESCAPE = re.compile(
    r"\\(?:f(?P<font>\[[^\]]*\]|\(..|.)|\[(?P<long>[^\]\n]*)\]|(?P<short>\(..)|\*(?:\[[^\]\n]*\]|\(..|.)"
    r"|[sn](?:\[[^\]\n]*\]|\(..|[-+]?\d{1,2}|.)|[hvwlLdo]'[^'\n]*'|(?P<one>.))"
)
_BOLD, _ITALIC = ("B", "3", "CB"), ("I", "2", "CI")
_FONTS = {
    "B": "B", "I": "I", "BR": "BR", "RB": "RB", "IR": "IR", "RI": "RI", "BI": "BI", "IB": "IB", "SM": "R", "SB":
    "B",
}  # fmt: skip
_PARAGRAPHS = frozenset(("PP", "P", "LP", "Pp", "sp", "HP", "RS", "RE", "br", "IP", "TP", "TQ", "It"))
_DEFINITIONS = frozenset(("de", "de1", "dei", "dei1", "am", "am1", "ig"))
"""What begins a macro's definition, or lines to ignore, up to a line of two dots."""
_LONGEST = 20_000
"""Characters of a line that are read."""


@dataclass
class _State:
    """What was read: the writer, and what the lines that follow mean."""

    writer: BlockWriter
    title: str = ""
    is_code: bool = False
    is_tag: bool = False
    is_definition: bool = False
    depth: int = 0
    code: list[str] = field(default_factory=list)
    table: list[str] | None = None
    has_item: bool = False
    name: str = ""
    """What the page is about, as mdoc says it first."""


def read(source: Source) -> Document:
    """The document in a manual page. Raises DocumentError where there is no text."""
    out = Builder()
    state = _State(BlockWriter(out))
    for line in source.text.replace("\\\n", "").split("\n"):
        line = line[:_LONGEST]
        if state.is_definition:
            state.is_definition = not line.replace(" ", "").startswith("..")
        elif state.table is not None:
            _row(line, state)
        elif line[:1] in (".", "'") and not state.is_code:
            _request(line[1:].strip(), state)
        elif state.is_code:
            _code(line, state)
        elif not line.strip():
            _end(state)
        else:
            _text(line, state)
            if state.is_tag:
                _end_tag(state)
    _end(state)
    if state.code:
        _end_code(state)
    if not out.length:
        raise DocumentError("no text in it")
    return out.document(state.title, format="manual")


def _arguments(text: str) -> list[str]:
    """The arguments of a macro, in quotes where they hold blanks."""
    lexer = shlex.shlex(text.replace("\\ ", "\\~").replace("\\", "\\\\"), posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.quotes = True, "", '"'
    try:
        return [argument.replace("\\\\", "\\") for argument in lexer]
    except ValueError:  # an open quote
        return text.replace('"', "").split()


def _request(line: str, state: _State) -> None:
    """A line that begins with a macro."""
    name, _, rest = line.partition(" ")
    if name in _DEFINITIONS:
        state.is_definition = True
        return
    rest = rest.partition(' \\"')[0]
    arguments = _arguments(rest)
    if name in ("TH", "Dt"):
        state.title = clean_line(" ".join(filter(None, [_plain(a) for a in arguments[:2]])))
        if len(arguments) > 1 and arguments[1]:
            state.title = clean_line(f"{_plain(arguments[0])}({_plain(arguments[1])})")
    elif name in ("SH", "Sh", "SS", "Ss"):
        _end(state)
        if arguments:
            words = fold(clean_piece(_plain(" ".join(arguments))))
            state.writer.block("heading", words, level=1 if name in ("SH", "Sh") else 2)
    elif name in ("nf", "EX", "Bd", "DS", "Vb"):
        _end(state)
        state.is_code = True
    elif name == "TS":
        _end(state)
        state.table = []
    elif name in ("D1", "Dl"):
        _end(state)
        is_macro = bool(arguments) and mdoc.is_macro(arguments[0])
        literal = mdoc.words_of(arguments[0] if is_macro else "No", arguments[is_macro:], state.name)
        state.code.append(_plain(literal))
        _end_code(state)
    elif name in ("SY", "OP"):
        _synopsis(name, arguments, state)
    elif name in _PARAGRAPHS:
        _break(name, arguments, state)
    elif name in _FONTS and arguments:
        _set(arguments, _FONTS[name], state)
        if state.is_tag:
            _end_tag(state)
    elif mdoc.is_macro(name):
        _set_mdoc(name, arguments, state)
    elif name in ("if", "ie") and rest.startswith("n "):  # for a terminal
        branch = rest[2:].strip().removeprefix("\\{").strip()
        if branch.startswith("."):
            _request(branch[1:].strip(), state)
        else:
            _text(branch, state)
    elif name in ("UR", "URL", "MR") and arguments:
        _text(_plain(arguments[0]), state)


def _break(name: str, arguments: list[str], state: _State) -> None:
    """A paragraph, or an item of a list, begins."""
    _end(state)
    if name == "TP":
        state.is_tag = True
    elif name in ("IP", "It") and arguments:
        if name == "It":
            is_macro = mdoc.is_macro(arguments[0])
            _set_mdoc(arguments[0] if is_macro else "No", arguments[is_macro:], state)
        else:
            _text(arguments[0], state)
        _end_tag(state)


def _end_tag(state: _State) -> None:
    """A term is there; what it means follows."""
    state.is_tag = False
    _end(state)
    state.has_item = True


def _end(state: _State) -> None:
    text, spans = state.writer.take()
    if text.strip():
        container = Container(" ")
        if state.has_item:
            state.writer.begin(container)
        state.writer.block("paragraph", text, spans)
        if state.has_item:
            state.writer.end()
    state.has_item = False


def _code(line: str, state: _State) -> None:
    """A line that stays as it is."""
    if line.startswith((".fi", ".EE", ".Ed", ".DE", ".Ve")):
        _end_code(state)
    elif not line.startswith((".", "'")):
        state.code.append(_plain(line))
    elif line[1:3].strip() in _FONTS:
        state.code.append(_plain(" ".join(_arguments(line[1:].partition(" ")[2]))))


def _end_code(state: _State) -> None:
    state.is_code = False
    text = clean_piece("\n".join(state.code)).strip("\n")
    state.code = []
    if text.strip():
        state.writer.block("code", text)


def _set(arguments: list[str], fonts: str, state: _State) -> None:
    """Arguments of a macro, in one font or two that take turns."""
    if len(fonts) == 1:
        _text(f"\\f{fonts}{' '.join(arguments)}\\fR", state)
    else:
        _text("".join(f"\\f{fonts[at % 2]}{each}\\fR" for at, each in enumerate(arguments)), state)


def _set_mdoc(name: str, arguments: list[str], state: _State) -> None:
    """A macro of mdoc on its arguments, among which others may be."""
    if name == "Nm" and arguments and not state.name:
        state.name = arguments[0]
    _text(mdoc.words_of(name, arguments, state.name), state, joins=name in mdoc.JOINING)


def _synopsis(name: str, arguments: list[str], state: _State) -> None:
    """A command, and each of its options, as man-pages of GNU write them."""
    if name == "SY":
        _end(state)
        _set(arguments, "B", state)
    else:
        option, value = (*arguments, "", "")[:2]
        _text(f"[\\fB{option}\\fR{' ' * bool(value)}\\fI{value}\\fR]", state)


def _row(line: str, state: _State) -> None:
    """A line of a table; with its end the table is there."""
    assert state.table is not None
    if not line.startswith(".TE"):
        state.table.append(line)
        return
    rows = [[fold(clean_piece(_plain(cell))) for cell in row] for row in rows_of(state.table)]
    state.table = None
    width = max(map(len, rows), default=0)
    text = "\n".join("\t".join([*row, *[""] * (width - len(row))]) for row in rows)
    if text.strip():
        state.writer.block("table", text, info="l" * width)


def _plain(text: str) -> str:
    """A text without fonts, its escapes written out."""
    return "".join(words for words, _ in _runs(text))


def _runs(text: str) -> list[tuple[str, str]]:
    """A text in runs, each with its font."""
    out: list[tuple[str, str]] = []
    at, font, before = 0, "R", "R"
    for match in _ESCAPE.finditer(text):
        out.append((text[at : match.start()], font))
        at = match.end()
        if match["font"]:
            name = match["font"].strip("[](")
            font, before = (before, font) if name == "P" else (name or "R", font)
        else:
            name = f"({match['long']}" if match["long"] is not None else match["short"] or match["one"] or ""
            out.append((_SPECIAL.get(name, _unicode(match["long"] or "")), font))
    runs = [(words, font) for words, font in [*out, (text[at:], font)] if words]
    return [("".join(words for words, _ in alike), font) for font, alike in groupby(runs, key=itemgetter(1))]


def _unicode(name: str) -> str:
    """A character by its number, such as u2014; nothing for any other name."""
    if re.fullmatch(r"u[0-9A-Fa-f]{4,5}", name) and not 0xD800 <= int(name[1:], 16) < 0xE000:
        return chr(int(name[1:], 16))
    return ""


def _text(line: str, state: _State, *, joins: bool = False) -> None:
    """A line of running text; one that ``joins`` has no blank before it."""
    writer = state.writer
    if writer.length and writer.last not in (" ", "") and not joins:
        writer.text(" ")
    for words, font in _runs(line):
        start = writer.length
        writer.text(re.sub(r"\s+", " ", clean_piece(words)))
        if font in _BOLD:
            writer.span(start, "strong")
        elif font in _ITALIC:
            writer.span(start, "emphasis")
