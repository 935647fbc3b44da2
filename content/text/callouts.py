"""Callouts: notes, tips and warnings set off from the text, as wikis, manuals and vaults of notes write them."""

from __future__ import annotations

import re
from typing import Literal

Callout = Literal["note", "tip", "warning", "danger"]
"""What a callout amounts to, which says how it looks."""

_NAMES: dict[Callout, str] = {
    "note": "note info abstract summary tldr todo question help faq example important seealso cite",
    "tip": "tip hint success check done",
    "warning": "warning caution attention",
    "danger": "danger error failure fail missing bug critical",
}
_KINDS = {name: callout for callout, names in _NAMES.items() for name in names.split()}
_HEAD = re.compile(r"\[!([A-Za-z][A-Za-z-]{0,24}+)\][+-]?[ \t]*+")
_ADMONITION = re.compile(
    r'([ \t]*+)(?:!!!|\?\?\?\+?)[ \t]++([A-Za-z][\w-]*+)((?:[ \t]++[\w-]++)*)(?:[ \t]++"([^"]*+)")?'
)
_TAB = re.compile(r'([ \t]*+)===[!+]?[ \t]++"([^"]*+)"')
_DIRECTIVE = re.compile(r"([ \t]*+):::+[ \t]*+\{?\.?([A-Za-z]++)\}?[ \t]*+(.*+)")
_DIRECTIVE_END = re.compile(r"[ \t]*+:::+")
_FENCE = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)(.*+)")
_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]++")
_RAW = re.compile(r"<(pre|script|style|textarea)\b", re.I)
_LONGEST, _DEEPEST = 5_000, 12
"""Lines of a callout, and callouts within one another."""


def callout_of(kind: str) -> Callout:
    """What a kind of callout amounts to; that of an unknown one is a note."""
    return _KINDS.get(kind.lower(), "note")


def is_callout(kind: str) -> bool:
    """Whether a name is that of a kind of callout."""
    return kind.lower() in _KINDS


def head_of_callout(text: str) -> tuple[str, int] | None:
    """The head that makes a quotation a callout, such as ``[!note]``.

    Args:
        text: The first line of the quotation.

    Returns:
        The kind as it is written, and how many code points the head takes; None for any other quotation.
    """
    match = _HEAD.match(text)
    return (match[1].strip(), match.end()) if match else None


def title_of(kind: str) -> str:
    """The title of a callout that has none of its own."""
    return kind[:1].upper() + kind[1:].lower().replace("-", " ")


def as_quotes(text: str) -> str:
    """Write the callouts of MkDocs (``!!! note``) and of directives (``:::note``) as quotations with a head.

    What stands in tabs of MkDocs (``=== "Title"``) is written under its title.

    Args:
        text: Markdown.

    Returns:
        The same with as many lines, or with fewer where a directive's end was one.
    """
    return "\n".join(_as_quotes(text.split("\n"), 0))


def _as_quotes(lines: list[str], depth: int) -> list[str]:
    out: list[str] = []
    at = 0
    fence = raw = ""
    while at < len(lines):
        line = lines[at].rstrip(" \t")
        at += 1
        if raw or fence or line[:1] == "<":
            raw = _raw_after(line, raw)
        if not raw and (mark := _FENCE.fullmatch(line)):
            fence = _fence_after(fence, mark[1], mark[2])
        taken = None if raw or fence or depth >= _DEEPEST else _callout_at(lines, at, line, depth)
        if taken is None:
            out.append(lines[at - 1])
        else:
            written, used = taken
            out += written
            at += used
    return out


def _callout_at(lines: list[str], at: int, line: str, depth: int) -> tuple[list[str], int] | None:
    """What a callout or a tab that begins with a line is written as, and how many lines behind that it takes."""
    sign = line.lstrip(" \t")[:3]
    if sign in ("!!!", "???") and (match := _ADMONITION.fullmatch(line)):
        title = match[4]
        if title is None and (match[3] or not is_callout(match[2])):
            return None  # words of a sentence
        body = _indented(lines, at, _width(match[1]) + 4)
        if (not body and title is None) or not _may_stand(lines, at - 1, _width(match[1])):
            return None
        return _quoted(match[1], match[2], title, body, depth), len(body)
    if sign == "===" and (match := _TAB.fullmatch(line)):
        body = _indented(lines, at, _width(match[1]) + 4)
        if not body or not _may_stand(lines, at - 1, _width(match[1])):
            return None
        inner = [f"{match[1]}{each}".rstrip(" ") for each in _as_quotes(body, depth + 1)]
        return ["", f"{match[1]}**{match[2]}**", "", *inner, ""], len(body)
    if sign == ":::" and (match := _DIRECTIVE.fullmatch(line)) and is_callout(match[2]):
        directive = _upto_end(lines, at)
        if directive is None or not _may_stand(lines, at - 1, _width(match[1])):
            return None
        return _quoted(match[1], match[2], match[3].strip(" []") or None, directive, depth), len(directive) + 1
    return None


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _may_stand(lines: list[str], at: int, width: int) -> bool:
    """Whether a line that is indented so far is no code: one that is indented by four stands in an item of a list."""
    if width < 4:
        return True
    for number in range(at - 1, max(-1, at - _LONGEST), -1):
        line = lines[number].expandtabs(4)
        if line.strip() and len(line) - len(line.lstrip(" ")) < width:
            item = _ITEM.match(line)
            return item is not None and item.end() <= width < item.end() + 4
    return False


def _raw_after(line: str, raw: str) -> str:
    """The element whose text is raw after a line; empty for none."""
    if raw:
        return "" if f"</{raw}" in line.lower() else raw
    opened = _RAW.match(line)
    return opened[1].lower() if opened and f"</{opened[1].lower()}" not in line.lower() else ""


def _fence_after(fence: str, mark: str, rest: str) -> str:
    """The fence that is open after a line that may open or close one."""
    if not fence:
        return "" if mark[0] == "`" and "`" in rest else mark
    return "" if mark[0] == fence[0] and len(mark) >= len(fence) and not rest.strip() else fence


def _indented(lines: list[str], at: int, indent: int) -> list[str]:
    end = at
    for number in range(at, min(len(lines), at + _LONGEST)):
        line = lines[number].expandtabs(4)
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < indent:
                break
            end = number + 1
    return [line.expandtabs(4)[indent:] for line in lines[at:end]]


def _upto_end(lines: list[str], at: int) -> list[str] | None:
    """The lines of a directive, those of directives in it included; None where nothing ends it."""
    depth = 1
    for number in range(at, min(len(lines), at + _LONGEST)):
        line = lines[number].rstrip(" \t")
        if _DIRECTIVE_END.fullmatch(line):
            depth -= 1
        elif line.lstrip().startswith(":::"):
            depth += 1
        if not depth:
            return lines[at:number]
        if depth > _DEEPEST:
            return None
    return None


def _quoted(indent: str, kind: str, title: str | None, body: list[str], depth: int) -> list[str]:
    """Lines as a quotation; an empty title of MkDocs leaves the head out."""
    head = f"{indent}> [!{kind}] {title or ''}".rstrip(" ")
    inner = _as_quotes(body, depth + 1)
    return ["", head, f"{indent}>", *(f"{indent}> {line}".rstrip(" ") for line in inner), ""]
