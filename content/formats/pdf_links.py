"""Links of a PDF's pages: where each lies, and where it leads.

Sources: ISO 32000-1, 12.5.6.5 (link annotations) and 12.3.2 (destinations); PDF 2.0's fragment identifiers, as in
``#page=3&zoom=100,72,500``, by which places of the document itself are named here.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from glossator.content.formats.pages import PageText
from glossator.content.text.sanitize import clean_line

_MOST = 2_000
"""Links of a page."""
_LONGEST = 2_000
"""Bytes of an address."""
_FARTHEST = 1e6
"""Points beyond which nothing is on a page."""
_NEAR = 40
"""Points that a place may stand left of the line that it means."""
_NAMED = re.compile(r"#page=(\d{1,7})&(?:view=FitH|zoom=100,(-?\d{1,7})),(-?\d{1,7})")
_KNOWN = re.compile(r"(?:https?://|mailto:)\S+", re.I)


class PageLink(NamedTuple):
    """A link: its edges in points from the page's lower left, and its target, an address or a place's name."""

    left: float
    right: float
    top: float
    bottom: float
    target: str


def links_on(document: Any, page: Any) -> list[PageLink]:
    """Give the links of a page.

    Args:
        document: pypdfium2's document.
        page: Its page.

    Returns:
        Those that lead to the web, to a mail program, or to a place of the document.
    """
    import pypdfium2.raw as raw

    links: list[PageLink] = []
    at, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(links) < _MOST and raw.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
        target = _target(raw, document.raw, link)
        if target and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            low, high = sorted((box.bottom, box.top))
            left, right = sorted((box.left, box.right))
            links.append(PageLink(left, right, high, low, target))
    return links


def _target(raw: Any, document: Any, link: Any) -> str:
    """Where a link leads; empty for another file, a program, and whatever else there is."""
    action = raw.FPDFLink_GetAction(link)
    kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
    if kind == raw.PDFACTION_URI:
        return _address(raw, document, action)
    if kind != raw.PDFACTION_GOTO:
        return ""
    destination = raw.FPDFAction_GetDest(document, action) if action else raw.FPDFLink_GetDest(document, link)
    return _place(raw, document, destination) if destination else ""


def _address(raw: Any, document: Any, action: Any) -> str:
    room = ctypes.create_string_buffer(_LONGEST)
    size = raw.FPDFAction_GetURIPath(document, action, room, _LONGEST)
    if not 1 < size <= _LONGEST:
        return ""
    address = clean_line(room.raw[: size - 1].decode("utf-8", "replace"))
    return address if _KNOWN.fullmatch(address) else ""


def _place(raw: Any, document: Any, destination: Any) -> str:
    page = raw.FPDFDest_GetDestPageIndex(document, destination)
    if not 0 <= page < raw.FPDF_GetPageCount(document):
        return ""
    numbers, count = (ctypes.c_float * 4)(), ctypes.c_ulong()
    kind = raw.FPDFDest_GetView(destination, ctypes.byref(count), numbers)
    if kind in (raw.PDFDEST_VIEW_FITH, raw.PDFDEST_VIEW_FITBH) and count.value:
        return place_name(page, top=numbers[0])
    if kind == raw.PDFDEST_VIEW_FITR:
        return place_name(page, numbers[0], numbers[3])
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFDest_GetLocationInPage(
        destination, ctypes.byref(has_x), ctypes.byref(has_y), ctypes.byref(has_zoom),
        ctypes.byref(x), ctypes.byref(y), ctypes.byref(zoom),
    )  # fmt: skip
    return place_name(page, x.value if has_x.value else None, y.value if has_y.value else None)


def place_name(page: int, left: float | None = None, top: float | None = None) -> str:
    """Give the name of a place, as links to it give it.

    Args:
        page: The page's index, from 0.
        left: How far it is from the page's left edge, in points; None where it is unknown.
        top: Its height on the page, in points; None for the beginning of the page.
    """
    if top is None or not abs(top) < _FARTHEST:
        return f"#page={page + 1}"
    if left is None or not abs(left) < _FARTHEST:
        return f"#page={page + 1}&view=FitH,{round(top)}"
    return f"#page={page + 1}&zoom=100,{round(left)},{round(top)}"


def places_on(pages: Sequence[PageText]) -> dict[tuple[int, int], list[str]]:
    """Find the lines that links within a document lead to.

    Args:
        pages: The pages, in reading order.

    Returns:
        For pages by their index and lines by theirs the names of the places that begin there.
    """
    led_to = {link.target for page in pages for line in page.lines for link in line.links}
    names: dict[tuple[int, int], list[str]] = {}
    numbered = {page.number: page for page in pages}
    for target in sorted(led_to):
        if (match := _NAMED.fullmatch(target)) and (page := numbered.get(int(match[1]) - 1)):
            left = None if match[2] is None else int(match[2])
            names.setdefault((page.number, line_at(page, left, int(match[3]))), []).append(target)
    return names


def line_at(page: PageText, left: float | None, top: float) -> int:
    """Find the line at a height of a page, or the first below it: one that the place stands on or just left of, if any.

    Args:
        page: The page.
        left: How far the place is from the left edge, in points; None where that is not known.
        top: Its height, in points.

    Returns:
        The line's index; that of the last line where there is none below.
    """
    below = [(-line.top, index) for index, line in enumerate(page.lines) if line.middle < top]
    if left is not None:
        edges = [(line.left - _NEAR, line.right) for line in page.lines]
        below = [each for each in below if edges[each[1]][0] <= left <= edges[each[1]][1]] or below
    return min(below)[1] if below else max(0, len(page.lines) - 1)
