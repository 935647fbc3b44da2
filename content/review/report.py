"""Report: a review for the author, as Markdown for people and language models, or as JSON for programs."""

from __future__ import annotations

from typing import Any, NamedTuple

from glossator.content.document import Document
from glossator.content.exchange.markdown import plain, quoted
from glossator.content.exchange.note_markdown import contained
from glossator.content.review.patch_places import Lines, patch_place
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import Remark, word_diff
from glossator.content.text.sanitize import clean_line

VERDICTS = {"approved": "approved", "changes": "changes wanted", "comment": "comment", "none": "left without a verdict"}
"""Verdicts, and what they are called."""
_STATES = {
    "new": "", "kept": "still there", "moved": "moved", "reworded": "reworded since", "gone": "gone from the text",
    "answered": "answered: it reads as suggested",
}  # fmt: skip


class Reviewed(NamedTuple):
    """A reviewed file: what it was called, its document, its remarks, and its own text where it has one."""

    name: str
    document: Document
    remarks: list[Remark]
    raw: RawText | None


def place_of(file: Reviewed, remark: Remark) -> Lines | None:
    """Give the lines of a remark in its file; None where they are not known.

    Args:
        file: The file.
        remark: A remark on it.
    """
    if remark.start is not None and remark.end is not None:
        patched = patch_place(file.document, remark.start, remark.end)
        if patched:
            return patched
    if file.raw is None or not remark.wording:
        return None
    place = file.raw.place(remark.wording, file.document, remark.start) or file.raw.near(remark.wording)
    return Lines("", file.raw.line(place[0]), file.raw.line(place[1] - 1)) if place else None


def as_json(files: list[Reviewed], verdict: str, comment: str, number: int) -> dict[str, Any]:
    """Give a review as JSON.

    Args:
        files: The files reviewed.
        verdict: A key of VERDICTS.
        comment: The reviewer's comment; may be empty.
        number: The round, from 1.
    """
    told = [{"file": file.name, "remarks": [_remark_json(file, each) for each in file.remarks]} for file in files]
    return {"verdict": verdict, "round": number, "comment": comment, "files": told}


def _remark_json(file: Reviewed, remark: Remark) -> dict[str, Any]:
    position = place_of(file, remark)
    return {
        "id": remark.id, "state": remark.state, "round": remark.round,
        "path": (clean_line(position.path) or None) if position else None, "line": position.line if position else None,
        "end_line": position.end_line if position else None, "page": remark.page or None, "section": [*remark.section],
        "quote": remark.quote, "wording": remark.wording if remark.wording != remark.quote else None,
        "remark": remark.text, "suggestion": remark.suggestion, "tags": [*remark.tags],
    }  # fmt: skip


def as_markdown(files: list[Reviewed], verdict: str, comment: str, number: int) -> str:
    """Give a review as Markdown: each remark with its line, its quote, and what became of it.

    Args:
        files: The files reviewed.
        verdict: A key of VERDICTS.
        comment: The reviewer's comment; may be empty.
        number: The round, from 1.
    """
    count = sum(len(file.remarks) for file in files)
    remarks = "1 remark" if count == 1 else f"{count} remarks"
    out = [f"# Review: {VERDICTS.get(verdict, verdict)}", f"Round {number}, {remarks}."]
    if comment:
        out.append("\n".join(contained(comment)))
    for file in files:
        out.append(f"## {plain(file.name)}")
        out += [_entry(file, remark) for remark in file.remarks] or ["No remarks."]
    return "\n\n".join(out) + "\n"


def _entry(file: Reviewed, remark: Remark) -> str:
    position = place_of(file, remark)
    where = plain((position.path if position else "") or file.name)
    if position:
        where += f":{position.line}" + (f"-{position.end_line}" if position.end_line > position.line else "")
    page = f"p. {plain(remark.page)}" if remark.page else ""
    facts = [where, page, " › ".join(map(plain, remark.section)), _state(remark)]
    out = [f"### {' · '.join(filter(None, facts))}", "\n".join(quoted(remark.quote))]
    if remark.state == "reworded":
        out += ["It now reads:", "\n".join(quoted(word_diff(remark.quote, remark.wording)))]
    if remark.text:
        out.append("\n".join(contained(remark.text)))
    if remark.suggestion is not None:
        fence = "```" if "```" not in remark.suggestion else "~~~~"
        out.append(f"{fence}suggestion\n{remark.suggestion}\n{fence}")
    return "\n\n".join(out)


def _state(remark: Remark) -> str:
    state = _STATES[remark.state]
    return f"round {remark.round}, {state}" if state else ""
