"""A page of annotations as the text of a file, and back.

The text is JSON indented by two, but that each item, deleted or not, is one line: whatever git takes lines from, it
never puts one item's note under another's quote. Near its top stands a ``revision``, a hash of all the rest: it differs
after every change, so that two branches of a git repository that both changed a notebook always conflict there; and it
tells whether a text is as it was saved.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import math
import re
from typing import Any

from glossator.content.notes.merging import merge
from glossator.content.text.sanitize import escaped

Json = dict[str, Any]
_REVISION = re.compile(r'^    "revision": "([0-9a-f]{16})"', re.M)
_NONE = "0" * 16
"""The revision of a page that has none yet."""
_EMPTY = '\n  "items": []'
_TRASH = "TRASH"
_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: |$)")
_DEEPEST = 100
_AROUND = 5
"""What a part of a page is nested in at the most."""
_LARGE = 1_000_000
"""Bytes from which on a faster parser is worth its import."""
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_STRING = re.compile(r'"[^"\\]*(?:\\.?[^"\\]*)*"?', re.S)


class Damaged(ValueError):
    """A file is there and is not a notebook."""


class Foreign(Damaged):
    """A file is there and is some other program's."""


class PageWriter:
    """Writes pages; the text of an item that did not change is kept from one page to the next."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[Any, bytes]] = {}

    def data(self, page: Json) -> bytes:
        """Write a page.

        Args:
            page: A settled page.

        Returns:
            The bytes of its file, the revision in them.
        """
        inner = {k: v for k, v in page["glossator"].items() if k != "revision"}
        inner = {"version": inner.pop("version", 1), "revision": _NONE, **inner}
        items = page.get("items") or []
        head = escaped(_page_without_items({**page, "glossator": inner, "items": []}))
        before, _, after = head.partition(_EMPTY)  # no other is so far left
        first, tail = (before + _EMPTY[:-1]).encode(), ("]" + after + "\n").encode()
        body = b",\n    ".join(map(self._item, items))
        out = bytearray(b"".join([first, b"\n    " if items else b"", body, b"\n  " if items else b"", tail]))
        at = out.index(_NONE.encode(), out.index(b'"revision": "'))
        out[at : at + len(_NONE)] = hashlib.sha256(out).hexdigest()[: len(_NONE)].encode()
        if len(self._texts) > 2 * len(items) + 100:
            self._texts = {id(item): self._texts[id(item)] for item in items}
        return bytes(out)

    def _item(self, item: Any) -> bytes:
        kept = self._texts.get(id(item))
        if kept is None or kept[0] is not item:
            kept = item, escaped(_on_one_line(item)).encode()
            self._texts[id(item)] = kept
        return kept[1]


def _on_one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _page_without_items(page: Json) -> str:
    """A page indented by two, what was deleted a line each."""
    inner = page["glossator"]
    trash = inner.get("trash")
    if not trash:
        return json.dumps(page, indent=2, ensure_ascii=False)
    page = {**page, "glossator": {**inner, "trash": _TRASH}}
    lines = ",\n      ".join(f"{_on_one_line(key)}: {_on_one_line(item)}" for key, item in trash.items())
    text = json.dumps(page, indent=2, ensure_ascii=False)
    return text.replace(f'\n    "trash": "{_TRASH}"', f'\n    "trash": {{\n      {lines}\n    }}', 1)


def page_text(page: Json) -> str:
    """Write a page once; see ``PageWriter``."""
    return PageWriter().data(page).decode()


def revision_of(data: bytes) -> str:
    """Give the revision that a file says it is of; empty for none."""
    match = _REVISION.search(data[:4096].decode("utf-8", "replace"))
    return match[1] if match else ""


def is_as_saved(text: str) -> bool | None:
    """Tell whether a file's text is as it was saved; None for one of before there were revisions."""
    text = text.replace("\r\n", "\n")
    match = _REVISION.search(text, 0, 4096)
    if match is None:
        return None
    blank = f"{text[: match.start(1)]}{_NONE}{text[match.end(1) :]}"
    return hashlib.sha256(blank.encode("utf-8", "surrogatepass")).hexdigest()[:16] == match[1]


def parse_page(text: str | bytes) -> Json:
    """Read a page, settled (see ``glossator.content.notes.merging``).

    Args:
        text: The text of a notebook's file, or its bytes in UTF-8.

    Returns:
        The page.

    Raises:
        Foreign: It is JSON of another kind.
        Damaged: It is no JSON, no AnnotationPage, or nested deeper than one can be.
    """
    try:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        page = loads(text)
        if not isinstance(page, dict) or not isinstance(page.get("items", []), list):
            raise Foreign("not an AnnotationPage")
        if page.get("type") != "AnnotationPage" and "items" not in page and "glossator" not in page:
            raise Foreign("not an AnnotationPage")
        if not _is_shallow(data) and _depth(data.decode("utf-8", "surrogatepass")) > _DEEPEST:
            raise Damaged("nested too deeply")
        return merge(page)
    except RecursionError:
        raise Damaged("nested too deeply") from None
    except Damaged:
        raise
    except UnicodeError:
        raise Damaged("not UTF-8") from None
    except ValueError:
        raise Damaged("not JSON") from None


def loads(text: str | bytes) -> Any:
    """Parse JSON; a large file by a faster parser that reads the same, and what that one refuses by the usual one.

    Args:
        text: The JSON, as text or as UTF-8.

    Returns:
        The value; None for numbers that are no JSON.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    if len(text) > _LARGE:
        import msgspec

        with contextlib.suppress(msgspec.MsgspecError, UnicodeError, RecursionError):
            return msgspec.json.decode(text)
    text = text if isinstance(text, str) else text.decode("utf-8")
    return json.loads(text, parse_constant=lambda _name: None, parse_float=_finite)


def _finite(text: str) -> float | None:
    """A number; None for one that JSON can write and no program reads, which would leave as no JSON (RFC 8259)."""
    number = float(text)
    return number if math.isfinite(number) else None


def is_nested_too_deeply(value: Any) -> bool:
    """Whether a part of a page is nested so deeply that the page could not be read again."""
    try:
        return _depth(json.dumps(value)) > _DEEPEST - _AROUND
    except RecursionError:
        return True


def _is_shallow(data: bytes) -> bool:
    """Tell, quickly, that brackets do not stand too deep in one another: pairs cancel out, the inner ones first."""
    brackets = data.translate(None, _NO_BRACKETS)
    for _ in range(_DEEPEST):
        inner = len(brackets)
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
        if not brackets or len(brackets) == inner:
            break
    return not brackets


def _depth(text: str) -> int:
    """How deep brackets stand in one another at the most; those in strings count, too, unless that is too many."""
    brackets = text.encode("utf-8", "surrogatepass").translate(None, _NO_BRACKETS)
    deepest = max(itertools.accumulate(map(_STEPS.__getitem__, brackets)), default=0)
    if deepest > _DEEPEST and '"' in text:
        return _depth(_STRING.sub("", text).replace('"', ""))
    return deepest


def has_conflict(data: bytes) -> bool:
    """True for the bytes of a file in which git marked a conflict."""
    return data.startswith(b"<<<<<<< ") or b"\n<<<<<<< " in data


def conflict_sides(text: str) -> list[str]:
    """Give the two sides of a text with git's conflict marks, each whole; fewer when the marks make no sense."""
    ours: list[str] = []
    theirs: list[str] = []
    state = ""
    for line in text.splitlines(keepends=True):
        mark = _MARK.match(line)
        if mark:
            state = {"<": "ours", "|": "base", "=": "theirs", ">": ""}[mark[1][0]]
        elif state == "ours":
            ours.append(line)
        elif state == "theirs":
            theirs.append(line)
        elif not state:
            ours.append(line)
            theirs.append(line)
    return [] if state else ["".join(ours), "".join(theirs)]
