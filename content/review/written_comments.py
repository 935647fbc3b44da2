"""Written comments: remarks put into the reviewed file itself, as comments of its format, each behind its line."""

from __future__ import annotations

from pathlib import PurePath

from glossator.content.document import Document
from glossator.content.review.line_ends import comment_place
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import Remark

_BLOCKS = {
    **dict.fromkeys((".md", ".markdown", ".html", ".htm", ".xml", ".svg"), ("<!-- ", " -->")),
    **dict.fromkeys((".css", ".c", ".h"), ("/* ", " */")),
}  # fmt: skip
_LINES = {
    **dict.fromkeys((".py", ".sh", ".rb", ".pl", ".toml", ".yaml", ".yml", ".ini", ".conf", ".r", ".patch"), "# "),
    **dict.fromkeys((".js", ".ts", ".java", ".go", ".rs", ".cpp", ".cs", ".swift", ".kt", ".php", ".adoc"), "// "),
    **dict.fromkeys((".sql", ".lua", ".hs"), "-- "), **dict.fromkeys((".tex", ".erl"), "% "), ".org": "# ",
    ".rst": ".. ", ".el": "; ", ".vim": '" ',
}  # fmt: skip
_APART = ".. "
"""A comment that a blank line must stand before."""
_SIGN = "REVIEW: "


def with_comments(raw: RawText, document: Document, remarks: list[Remark]) -> tuple[str, list[Remark]]:
    """Put remarks into a text.

    Args:
        raw: The file's text.
        document: The document it was read as.
        remarks: Those to be written.

    Returns:
        The text with a comment behind the line of each remark, and the remarks whose words were not found in it.
    """
    begin, end, line = _signs(document.source)
    found: list[tuple[int, Remark]] = []
    lost: list[Remark] = []
    for remark in remarks:
        words = remark.wording
        place = (raw.place(words, document, remark.start) or raw.near(words)) if words else None
        if place is None:
            lost.append(remark)
        else:
            found.append((comment_place(document.source, raw.text, place[1]), remark))
    out = raw.text
    newline = "\r\n" if "\r\n" in raw.text else "\n"
    apart = newline * (2 if line == _APART else 1)
    for at, remark in sorted(found, key=lambda each: -each[0]):
        out = f"{out[:at]}{apart}{_comment(remark, begin, end, line, newline)}{out[at:]}"
    return out, lost


def _signs(name: str) -> tuple[str, str, str]:
    """What begins a comment of a file, what ends it, and what stands before each line of one that is of lines."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _BLOCKS:
        return (*_BLOCKS[suffix], "")
    return "", "", _LINES.get(suffix, "# ")


def _comment(remark: Remark, begin: str, end: str, line: str, newline: str) -> str:
    parts = [f"“{' '.join(remark.quote.split())}”: {remark.text}".strip()]
    if remark.suggestion is not None:
        parts.append(f"Suggested: {remark.suggestion or '(nothing)'}")
    lines = [f"{_SIGN}{parts[0]}", *parts[1:]]
    text = [each for part in lines for each in part.split("\n")]
    if begin:
        safe = [each.replace("--", "- -").replace("*/", "* /") for each in text]
        return begin + newline.join(safe) + end
    return newline.join(line + each for each in text)
