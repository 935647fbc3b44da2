"""What is drawn on slides and says something: charts as tables of their figures, diagrams as their words.

Source: ECMA-376, part 1: DrawingML charts (21.2) and diagrams (21.4).
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from glossator.content.html.elements import local
from glossator.content.text.sanitize import clean_line

_MOST = 500
"""Values of a series, series of a chart, and words of a diagram."""


def put_chart(part: Any, body: Any) -> None:
    """Write a chart: its title, and a table with a column for each series.

    Args:
        part: The root of its part.
        body: The element that it is written into.
    """
    title = next((e for e in part.iter() if local(e) == "title"), None)
    if title is not None and (words := _words(title)):
        etree.SubElement(etree.SubElement(body, "p"), "strong").text = words
    series = [e for e in part.iter() if local(e) == "ser"][:_MOST]
    if not series:
        return
    columns = [_values(_child(each, "val", "yval")) for each in series]
    names = _values(_child(series[0], "cat", "xval"))
    table = etree.SubElement(body, "table", {"border": "1"})
    _row(table, ["", *(_words(_child(each, "tx")) for each in series)], "th")
    for at in range(min(_MOST, max((len(column) for column in (names, *columns)), default=0))):
        _row(table, [column[at] if at < len(column) else "" for column in (names, *columns)], "td")


def put_diagram(part: Any, body: Any) -> None:
    """Write a diagram (SmartArt): the words of its boxes, an item each.

    Args:
        part: The root of its data.
        body: The element that it is written into.
    """
    texts = [words for e in part.iter() if local(e) == "pt" and (words := _words(e))][:_MOST]
    if texts:
        items = etree.SubElement(body, "ul")
        for text in texts:
            etree.SubElement(items, "li").text = text


def _child(element: Any, *names: str) -> Any:
    return next((e for e in element if local(e) in names), None)


def _row(table: Any, cells: list[str], tag: str) -> None:
    row = etree.SubElement(table, "tr")
    for cell in cells:
        etree.SubElement(row, tag).text = cell


def _words(element: Any) -> str:
    if element is None:
        return ""
    return clean_line(" ".join(e.text or "" for e in element.iter() if local(e) in ("t", "v")))


def _values(element: Any) -> list[str]:
    """The values of a series, or the names of its categories, as they were last shown."""
    if element is None:
        return []
    found: dict[int, str] = {}
    for point in (e for e in element.iter() if local(e) == "pt"):
        at = point.get("idx") or ""
        if at.isdecimal() and len(at) < 4:
            found[int(at)] = _words(point)
    return [found.get(at, "") for at in range(max(found, default=-1) + 1)]
