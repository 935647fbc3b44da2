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
_HEAD = re.compile(r"\[!([A-Za-z][\w -]{0,40})\][+-]?[ \t]*")
_ADMONITION = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w -]*?)[ \t]*(?:\"([^\"]*)\")?[ \t]*")
_TAB = re.compile(r"([ \t]*)===[!+]?[ \t]+\"([^\"]*)\"[ \t]*")
_DIRECTIVE = re.compile(r"([ \t]*):::+[ \t]*\{?\.?([A-Za-z]+)\}?[ \t]*(.*?)[ \t]*")
_DIRECTIVE_END = re.compile(r"[ \t]*:::+[ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


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
    if not any(sign in text for sign in ("!!!", "???", ":::", "===")):
        return text
    lines = text.split("\n")
    out: list[str] = []
    at = 0
    fence = ""
    while at < len(lines):
        line = lines[at]
        at += 1
        if mark := _FENCE.match(line):
            fence = _next_fence(fence, mark[1])
        if not fence and (match := _ADMONITION.fullmatch(line)):
            body = _indented(lines, at, len(match[1].expandtabs()) + 4)
            out += _quoted(match[1], match[2].split(" ")[0], match[3], body)
            at += len(body)
        elif not fence and (match := _TAB.fullmatch(line)):
            body = _indented(lines, at, len(match[1].expandtabs()) + 4)
            inner = as_quotes("\n".join(body)).split("\n")
            out += ["", f"{match[1]}**{match[2]}**", "", *(f"{match[1]}{each}".rstrip(" ") for each in inner), ""]
            at += len(body)
        elif not fence and (match := _DIRECTIVE.fullmatch(line)) and is_callout(match[2]):
            body = _upto_end(lines, at)
            out += _quoted(match[1], match[2], match[3].strip("[]") or None, body)
            at += len(body) + 1
        else:
            out.append(line)
    return "\n".join(out)


def _next_fence(fence: str, mark: str) -> str:
    """The fence that is open after a line that may open or close one."""
    if not fence:
        return mark
    return "" if mark[0] == fence[0] and len(mark) >= len(fence) else fence


def _indented(lines: list[str], at: int, indent: int) -> list[str]:
    end = at
    for number in range(at, len(lines)):
        line = lines[number].expandtabs(4)
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < indent:
                break
            end = number + 1
    return [line.expandtabs(4)[indent:] for line in lines[at:end]]


def _upto_end(lines: list[str], at: int) -> list[str]:
    """The lines of a directive, those of directives in it included."""
    depth = 1
    for number in range(at, len(lines)):
        if _DIRECTIVE_END.fullmatch(lines[number]):
            depth -= 1
        elif lines[number].lstrip().startswith(":::"):
            depth += 1
        if not depth:
            return lines[at:number]
    return lines[at:]


def _quoted(indent: str, kind: str, title: str | None, body: list[str]) -> list[str]:
    """Lines as a quotation; an empty title of MkDocs leaves the head out."""
    head = f"{indent}> [!{kind}] {title or ''}".rstrip(" ")
    inner = as_quotes("\n".join(body)).split("\n")
    return ["", head, f"{indent}>", *(f"{indent}> {line}".rstrip(" ") for line in inner), ""]
