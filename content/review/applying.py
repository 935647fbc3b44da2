"""Applying: suggestions taken into a text, each at its words, and none where the words changed."""

from __future__ import annotations

import re
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import Remark
from glossator.content.text.bare_text import bare
from glossator.content.text.words import Words

_SIGNS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`+|~~|==")
"""Signs of emphasis and code, which come in pairs."""


class Applied(NamedTuple):
    """A text with suggestions in it.

    Attributes:
        text: It.
        done: The remarks whose suggestions are in it.
        refused: Those whose are not, each with why.
    """

    text: str
    done: list[Remark]
    refused: list[tuple[Remark, str]]


def with_its_signs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Widen a range of Markdown so that each sign that begins or ends in it has its other one in it, too.

    Args:
        text: The file's text.
        start: First code point.
        end: Code point after the last.

    Returns:
        The range; None where the other sign is further away.
    """
    open_: list[str] = []
    for found in _SIGNS.finditer(text, start, end):
        if open_ and open_[-1] == found[0]:
            open_.pop()
        else:
            open_.append(found[0])
    for sign in open_:
        if text[start - len(sign) : start] == sign:
            start -= len(sign)
        elif text[end : end + len(sign)] == sign:
            end += len(sign)
        else:
            return None
    return start, end


def apply_suggestions(raw: RawText, document: Document, remarks: list[Remark]) -> Applied:
    """Take suggestions into a text.

    Args:
        raw: The file's text.
        document: The document that it is now.
        remarks: Those whose suggestions were accepted.

    Returns:
        The text as it would be; a suggestion whose words were changed, or lie in those of another, is refused.
    """
    refused: list[tuple[Remark, str]] = []
    places: list[tuple[int, int, Remark]] = []
    for remark in (each for each in remarks if each.suggestion is not None):
        place = raw.place(remark.quote, document, remark.start)
        whole = with_its_signs(raw.text, *place) if place else None
        if remark.state == "answered":
            refused.append((remark, "it reads as suggested already"))
        elif remark.start is None:
            refused.append((remark, "its words are gone"))
        elif remark.wording and bare(Words(remark.wording)) != bare(Words(remark.quote)):
            refused.append((remark, "its words were changed"))
        elif place is None:
            refused.append((remark, "its words are not in the file as they were marked"))
        elif whole is None:
            refused.append((remark, "a part of its words is emphasized with others"))
        elif any(start < whole[1] and whole[0] < end for start, end, _ in places):
            refused.append((remark, "another suggestion changes the same words"))
        else:
            places.append((*whole, remark))
    text = raw.text
    for start, end, remark in sorted(places, key=lambda each: -each[0]):
        text = text[:start] + (remark.suggestion or "") + text[end:]
    return Applied(text, [remark for _, _, remark in sorted(places, key=lambda each: each[0])], refused)
