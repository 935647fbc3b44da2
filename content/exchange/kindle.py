"""Kindle's ``My Clippings.txt``: a record a highlight, another one for its note, in English and in local time."""

from __future__ import annotations

import re
from datetime import datetime

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.text.sanitize import clean_line

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_END = "=========="
_UNIT = 150
"""Code points that a location of a Kindle stands for."""


def write(documents: list[ExportedDocument]) -> str:
    """Write the records.

    Args:
        documents: What to write.
    """
    return "".join(
        record
        for document in documents
        for number, item in enumerate(document.items)
        for record in _records(document, item, number)
    )


def _records(document: ExportedDocument, item: ExportedItem, number: int) -> list[str]:
    title = f"{document.title} ({document.author or 'Unknown'})"
    first = (item.start or 0) // _UNIT + 1 if item.start is not None else number + 1
    last = max(first, (item.end or 0) // _UNIT + 1) if item.end is not None else first
    page = f"page {item.page} | " if item.page else ""
    records = []
    if item.quote:
        records.append((f"- Your Highlight on {page}Location {first}-{last} | {_added(item.created)}", item.quote))
    if item.note:
        records.append((f"- Your Note on {page}Location {last} | {_added(item.modified or item.created)}", item.note))
    return [
        "\r\n".join((clean_line(title), head, "", _body(body), _END, "")) for head, body in records
    ]  # fmt: skip


def _body(text: str) -> str:
    """Words without a line that would end their record."""
    return "\r\n".join(re.sub(r"^\s*={8,}\s*$", "= = =", line) for line in text.splitlines())


def _added(stamp: str) -> str:
    try:
        moment = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        moment = datetime.fromtimestamp(0).astimezone()
    hour, half = moment.hour % 12 or 12, "AM" if moment.hour < 12 else "PM"
    day = f"{_DAYS[moment.weekday()]}, {_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    return f"Added on {day} {hour}:{moment:%M:%S} {half}"
