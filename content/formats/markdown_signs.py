"""Signs that no parser's grammar knows: TeX in brackets, attributes, marked text, high and low letters."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from glossator.content.document import Span, without_parts
from glossator.content.text.callouts import Callout, callout_of, head_of_callout, title_of
from glossator.content.text.ranges import Ranges
from glossator.content.text.small_letters import lowered, raised
from glossator.content.text.tex_brackets import INLINE, is_displayed, is_inline

_CODE = re.compile(
    r"^([ \t>]*)(?P<fence>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?\1(?P=fence)[`~]*[ \t]*$"
    r"|<(?P<tag>pre|code|script|style|textarea)\b[^>]*>.*?</(?P=tag)>|^(?: {4}|\t)[^\n]*$",
    re.M | re.S | re.I,
)
"""Code: between fences, in elements, and indented."""
_TAKEN = re.compile(r"^[ \t]*(?:(?:;?-{1,3}8<-{1,3})(?: [^\n]*)?|///(?: [^\n]*)?)$", re.M)
"""Snippets of other files, and the marks around blocks (pymdownx)."""
_ONE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[\w%./-]{1,100}))"
_ALL = rf"\{{:?[ ]?{_ONE}(?: +{_ONE}){{0,9}} ?\}}"
_ATTRIBUTES = re.compile(
    rf"^(?P<hashes>\#{{1,6}} )(?P<heading>[^\n{{}}]{{1,500}}?)[ \t]*(?P<of_heading>{_ALL})[ \t]*$"
    rf"|^[ \t]*\{{: ?{_ONE}(?: +{_ONE}){{0,9}} ?\}}[ \t]*$|(?P<before>\]\([^()\n]{{0,500}}\)|`){_ALL}",
    re.M,
)
"""Attributes of a heading, of the block above, of what stands before them (Pandoc, kramdown, attr_list)."""
_NAME = re.compile(r"#([\w:-]+)")
_TICKS = re.compile("`+")
_TEX = re.compile(
    INLINE + r"|^(?P<indent>[ >]{0,8})\\\["
    r"(?P<block>[^\\\n]*+(?:\\(?![\[\]])[^\\\n]*+)*(?:\n(?![ \t>]*\n)[^\\\n]*+(?:\\(?![\[\]])[^\\\n]*+)*){0,40}?)"
    r"\\\][ \t]*$",
    re.M,
)
_SCRIPT = re.compile(r"(?<=[\w)\]])([\^~])([^\s^~]{1,8})\1(?!\1)")
_MARKED = re.compile(r"(?<!=)==(?=[^\s=])((?:(?!==)[^\n]){1,1000})(?<=[^\s=])==(?!=)")


class CalloutTitle(NamedTuple):
    """The title of a callout: what the callout amounts to, and the title with its spans."""

    callout: Callout
    title: str
    spans: list[Span]


def callout_title(text: str, spans: list[Span]) -> CalloutTitle | None:
    """Read the first line of a quotation that may be a callout.

    Args:
        text: The line, such as ``[!note] A title``.
        spans: Its spans.

    Returns:
        The title, or the name of the callout's kind where it has none; None for any other quotation.
    """
    head = head_of_callout(text)
    if head is None:
        return None
    kind, length = head
    title = text[length:].strip() or title_of(kind)
    moved = without_parts(spans, [(0, length)], len(title)) if text[length:].strip() else []
    return CalloutTitle(callout_of(kind), title, [*moved, Span(0, len(title), "strong")])


def without_attributes(text: str) -> str:
    """Markdown without what renderers take for themselves: attributes, snippets to include, marks of blocks.

    Args:
        text: Markdown. The name that a heading is given stays, as a place that links lead to.
    """
    if not (_TAKEN.search(text) or _ATTRIBUTES.search(text)):
        return text
    codes = code_in(text)

    def written(match: re.Match[str]) -> str:
        start = match.end() - 1  # of an attribute behind code, that is where it ends
        if codes.touch(start, match.end()):
            return match[0]
        if match.re is _TAKEN:
            return ""
        name = _NAME.search(match["of_heading"] or "")
        place = f'<a id="{name[1]}"></a>' if name else ""
        return (match["hashes"] + place + match["heading"]) if match["hashes"] else match["before"] or ""

    return _ATTRIBUTES.sub(written, _TAKEN.sub(written, text))


def with_dollars(text: str) -> str:
    """TeX in brackets as TeX between dollars, outside of code."""
    codes = code_in(text)

    def written(match: re.Match[str]) -> str:
        if codes.touch(*match.span()):
            return match[0]
        if match["inline"] is not None:
            return f"${match['inline'].strip()}$" if is_inline(match["inline"]) else match[0]
        inside = " ".join(line.strip(" \t>") for line in match["block"].split("\n"))
        return f"{match['indent']}$${inside}$$" if is_displayed(match["block"]) else match[0]

    return _TEX.sub(written, text)


def code_in(text: str, *, is_indented: bool = True) -> Ranges:
    """Find the code in Markdown.

    Args:
        text: Markdown.
        is_indented: Whether indented lines count as code; else they may be items of a list.

    Returns:
        Where there is code: between fences, in elements, indented, and between backticks.
    """
    blocks = (match for match in _CODE.finditer(text) if is_indented or match["fence"] or match["tag"])
    return Ranges([*(match.span() for match in blocks), *_code_spans(text)])


def _code_spans(text: str) -> list[tuple[int, int]]:
    """The code between backticks, each run of them ended by the next one that is as long (CommonMark, 6.1)."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(index)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(runs):
        start, end = runs[at]
        alike = by_length[end - start]
        following = bisect_right(alike, at)
        if following < len(alike) and "\n\n" not in text[end : runs[alike[following]][0]]:
            found.append((start, runs[alike[following]][1]))
            at = alike[following]
        at += 1
    return found


def without_signs(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Take the signs of ``==marked==``, ``x^2^`` and ``H~2~O`` out of a paragraph.

    Args:
        text: The paragraph.
        spans: Its spans.

    Returns:
        The text without them, high and low letters written as such, and the spans, with one for what was marked;
        code and formulas are left as they are.
    """
    kept = Ranges((span.start, span.end) for span in spans if span.kind in ("code", "formula"))
    signs: list[tuple[int, int]] = []
    marked: list[tuple[int, int]] = []
    letters = list(text)
    for match in _MARKED.finditer(text):
        if not kept.touch(*match.span()):
            signs += [(match.start(), 2), (match.end() - 2, 2)]
            marked.append(match.span(1))
    for match in _SCRIPT.finditer(text):
        small = raised(match[2]) if match[1] == "^" else lowered(match[2])
        if small and not kept.touch(*match.span()):
            signs += [(match.start(), 1), (match.end() - 1, 1)]
            letters[match.start(2) : match.end(2)] = small
    text = "".join(letters)
    if not signs:
        return text, spans
    signs.sort()
    all_spans = [*spans, *(Span(start, end, "mark") for start, end in marked)]
    pieces, at = [], 0
    for sign, length in signs:
        pieces.append(text[at:sign])
        at = sign + length
    whole = "".join([*pieces, text[at:]])
    return whole, without_parts(all_spans, signs, len(whole))
