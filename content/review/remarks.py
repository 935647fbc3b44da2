"""Remarks: what a reviewer wrote on exact words, and what became of these words since."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from glossator.content.document import Document
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import anchors
from glossator.content.notes.selectors import Selectors
from glossator.content.review.patch_places import is_taken_out
from glossator.content.text.sanitize import clean, clean_line
from glossator.content.text.words import Words

State = Literal["new", "kept", "moved", "reworded", "gone", "answered"]
EDITING = "editing"
"""The motivation of a remark: it asks for a change."""
_SUGGESTION = re.compile(r"^(`{3,}|~{3,})[ \t]*suggestion[^\n]*\n(.*?)(?:^\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_AROUND = 40
"""Code points around a passage in which what was suggested may stand now."""
_NEAR = 12
"""Code points of the context that tell whether words stand where they stood."""


class Place(NamedTuple):
    """A range of the text, in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Remark:
    """A remark.

    Attributes:
        id: The annotation's id.
        text: What was written, without the suggestion.
        suggestion: What is to stand there instead; None for no suggestion, empty for nothing at all.
        quote: The words as they were marked.
        wording: The words that stand there now; empty for none.
        state: ``new`` in this round; else what became of the words since the round before: ``kept``, ``moved`` to other
            company, ``reworded``, ``gone``, or ``answered`` where they are what was suggested.
        start: The first code point; None where the words are gone.
        end: The code point after the last.
        round: The round it was made in, from 1.
        section: The titles it stands under, outermost first.
        page: What its page is called; empty for none.
        tags: Without ``#``.
        created: When it was made, ISO 8601 in UTC.
    """

    id: str
    text: str
    suggestion: str | None
    quote: str
    wording: str
    state: State
    start: int | None
    end: int | None
    round: int
    section: tuple[str, ...]
    page: str
    tags: tuple[str, ...]
    created: str


def rounds_of(notebook: Notebook) -> list[dict[str, Any]]:
    """Give the rounds of reviews that a notebook keeps, in their order: each an object with ``at`` and ``verdict``."""
    rounds = notebook.page["glossator"].get("reviews")
    entries = rounds if isinstance(rounds, list) else []
    found = [each for each in entries if isinstance(each, dict) and isinstance(each.get("at"), str)]
    return sorted(found, key=lambda each: str(each["at"]))


def remarks_of(document: Document, notebook: Notebook) -> list[Remark]:
    """Give the remarks on a document, in reading order; those whose words are gone come last.

    Args:
        document: The text as it is now.
        notebook: Its notebook.
    """
    items = [item for item in notebook.items if item.stored.get("motivation") == EDITING]
    found = anchors(document, items)
    ends = [str(each["at"]) for each in rounds_of(notebook)]
    remarks = [_remark(document, item, found.get(item.id), ends) for item in items]
    return sorted(remarks, key=lambda remark: (remark.start is None, remark.start or 0, remark.created))


def of_this_round(notebook: Notebook, items: Iterable[Annotation]) -> list[Annotation]:
    """Give the remarks of the round that has not ended yet.

    Args:
        notebook: The notebook that they are in.
        items: Annotations of any kind.
    """
    last = max((str(each["at"]) for each in rounds_of(notebook)), default="")
    return [item for item in items if item.stored.get("motivation") == EDITING and item.created > last]


def _remark(document: Document, item: Annotation, anchor: Any, ends: list[str]) -> Remark:
    number = 1 + sum(item.created > end for end in ends)
    text, suggestion = split_suggestion(item.note)
    is_new = number > len(ends)
    answer = None
    if suggestion is not None and not is_new:
        answer = _answered_at(document, item.selectors, suggestion)
    anchor = answer or anchor
    wording = document.text[anchor.start : anchor.end] if anchor else ""
    state: State = "new"
    if not is_new:
        state = "answered" if answer else _state(document, item, anchor, wording, suggestion)
    section = [title for title in document.section_titles(anchor.start) if title != document.title] if anchor else []
    return Remark(
        clean_line(item.id), text, suggestion, clean(item.selectors.shown), clean(wording), state,
        anchor.start if anchor else None, anchor.end if anchor else None, number, tuple(map(clean_line, section)),
        document.page_label(anchor.start) if anchor else "", item.tags, clean_line(item.created),
    )  # fmt: skip


def split_suggestion(note: str) -> tuple[str, str | None]:
    """Separate a note from the suggestion in it: a fenced block whose language is ``suggestion``.

    Args:
        note: Markdown.

    Returns:
        The note without the block, and what is suggested; None for no suggestion.
    """
    match = _SUGGESTION.search(note)
    if not match:
        return clean(note).strip(), None
    rest = note[: match.start()] + note[match.end() :]
    return clean(rest).strip(), clean(match[2]).removesuffix("\n")


def _state(document: Document, item: Annotation, anchor: Any, wording: str, suggestion: str | None) -> State:
    quote = item.selectors
    if suggestion and _words(suggestion) != _words(quote.exact) and _stands(document, item, anchor, suggestion):
        return "answered"
    if anchor is None or (is_taken_out(document, anchor.start) and not _was_taken_out(quote)):
        return "gone"
    if _words(wording) != _words(quote.exact) and not quote.end_exact:
        return "reworded"
    before = document.text[max(0, anchor.start - _NEAR) : anchor.start]
    after = document.text[anchor.end : anchor.end + _NEAR]
    is_near = quote.prefix[-_NEAR:] == before or quote.suffix[:_NEAR] == after
    return "kept" if is_near else "moved"


def _answered_at(document: Document, quote: Selectors, suggestion: str) -> Place | None:
    """Where what was suggested stands between the words that the passage stood between, and does not any more."""
    before, after = quote.prefix[-_NEAR:], quote.suffix[:_NEAR]
    if not before or not after or before + quote.exact + after in document.text:
        return None
    joints = [(before, after)] if suggestion else [(before, after), (before.rstrip(), after), (before, after.lstrip())]
    for left, right in joints:  # nothing at all leaves one blank of two
        at = document.text.find(left + suggestion + right)
        if at >= 0:
            return Place(at + len(left), at + len(left) + len(suggestion))
    return None


def _was_taken_out(quote: Selectors) -> bool:
    """Whether a passage of a patch stood in a line that it took out."""
    return (quote.prefix.rpartition("\n")[2] + quote.exact).startswith("-")


def _stands(document: Document, item: Annotation, anchor: Any, suggestion: str) -> bool:
    """Whether what was suggested stands where the passage stood, or behind what stood before it."""
    wanted = _words(suggestion)
    if anchor is None:
        return _words(item.selectors.prefix[-_NEAR:] + suggestion) in _words(document.text)
    if _words(document.text[anchor.start : anchor.end]) == wanted:
        return True
    around = document.text[max(0, anchor.start - _AROUND) : anchor.end + len(suggestion) + _AROUND]
    return len(wanted) > _NEAR and wanted in _words(around)


def _words(text: str) -> str:
    return " ".join(Words(text).folded)


def word_diff(before: str, after: str) -> str:
    """Tell two wordings apart word by word, as ``git diff --word-diff`` does: ``[-old-]{+new+}``.

    Args:
        before: The earlier one.
        after: The later one.
    """
    from rapidfuzz.distance import LCSseq

    left, right = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    out = old = new = ""
    for op in [*LCSseq.opcodes(left, right), None]:
        if op is not None and op.tag != "equal":
            old += "".join(left[op.src_start : op.src_end])
            new += "".join(right[op.dest_start : op.dest_end])
            continue
        out += (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")
        old = new = ""
        out += "".join(left[op.src_start : op.src_end]) if op is not None else ""
    return out
