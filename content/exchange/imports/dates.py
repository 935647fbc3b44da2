"""Dates as other programs write them, in the languages that they speak; given back in UTC.

A time without a zone is one of this machine's.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

_MONTHS = (
    "january janvier januar enero gennaio janeiro januari января январь jan ene gen",
    "february fevrier februar febrero febbraio fevereiro februari февраля февраль feb fev",
    "march mars marz marzo marco maart марта март mar maerz mrt",
    "april avril abril aprile апреля апрель apr abr avr",
    "may mai mayo maggio maio mei мая май mag",
    "june juin juni junio giugno junho июня июнь jun giu",
    "july juillet juli julio luglio julho июля июль jul lug",
    "august aout agosto augustus августа август aug ago",
    "september septembre septiembre settembre setembro сентября сентябрь sep sept set",
    "october octobre oktober octubre ottobre outubro октября октябрь oct okt ott out",
    "november novembre noviembre novembro ноября ноябрь nov",
    "december decembre dezember diciembre dicembre dezembro декабря декабрь dec dez dic",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d[:\d.,]*(?:\s?(?:Z|[+-]\d\d:?\d\d))?)?")
_EASTERN = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_TIME = re.compile(r"(\d{1,2})(?:[:.]|h)(\d{2})(?:(?:[:.]|min)(\d{2}))?")
_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d{2})?")
_NUMBERS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4}),?[ ]+([\d:. apmAPM]{1,20})")
_AFTERNOON = re.compile(r"(?<![a-z])p\.?\s?m\b|下午|午後|오후|晚上|中午", re.I)
_MORNING = re.compile(r"(?<![a-z])a\.?\s?m\b|上午|午前|오전|凌晨|早上", re.I)
_APPLE = datetime(2001, 1, 1, tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return ""


def iso(text: Any) -> str:
    """Read a time of ISO 8601, with a blank or a T in it, or of a date alone.

    Returns:
        It in UTC; empty for what is none.
    """
    if not isinstance(text, str):
        return ""
    match = _ISO.search(text)
    if not match:
        return ""
    try:
        return _stamp(datetime.fromisoformat(match[0].replace(" ", "T", 1).replace(" ", "").replace(",", ".")))
    except ValueError:
        return ""


def seconds(value: Any, *, apple: bool = False) -> str:
    """Read seconds or milliseconds since 1970, or seconds since 2001 as Apple counts.

    Args:
        value: A number, or what stands in its place.
        apple: Whether it counts from 2001.

    Returns:
        The time in UTC; empty for what is no number, or no time.
    """
    try:
        number = float(value)
        if apple:
            return _stamp(_APPLE + timedelta(seconds=number))
        return _stamp(datetime.fromtimestamp(number / 1000 if abs(number) > 1e11 else number, UTC))
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def pdf_date(text: str) -> str:
    """Read a date of a PDF (ISO 32000-1, 7.9.4), such as ``D:20260501100000+02'00'``; empty for what is none."""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([Zz])|([+-])(\d\d)'?(\d\d)?'?)?", text)
    if not match:
        return ""
    parts = [int(part or least) for part, least in zip(match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)]
    try:
        moment = datetime(*parts)  # type: ignore[arg-type]
        if match[8]:
            offset = timedelta(hours=int(match[9]), minutes=int(match[10] or 0))
            moment = moment.replace(tzinfo=timezone(offset if match[8] == "+" else -offset))
        elif match[7]:
            moment = moment.replace(tzinfo=UTC)
    except ValueError:
        return ""
    return _stamp(moment)


def numeric(text: str) -> str:
    """Read a date in numbers: ``1/2/2026, 10:11:12 AM``, ``2.1.2026 10:11``, ``02/01/2026, 10:11``, ``2026/1/2 10:11``.

    Args:
        text: The date; the month comes first where hours are told by AM and PM and slashes stand between.

    Returns:
        It in UTC; empty for what is none.
    """
    match = _NUMBERS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return ""
    first, sign, second, last, hour = match.groups()
    if len(first) == 4:
        year, month, day = first, second, last
    elif sign == "/" and (_AFTERNOON.search(hour) or _MORNING.search(hour)):
        month, day, year = first, second, last
    else:
        day, month, year = first, second, last
    return spoken(f"{year:0>4}-{month:0>2}-{day:0>2} {hour}")


@lru_cache(maxsize=4096)
def spoken(text: str) -> str:
    """Read a date as a device or a person writes it: ``Tuesday, September 1, 2026 9:04:11 PM``, ``22 août 2024``.

    Args:
        text: The date, in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Japanese or Chinese.

    Returns:
        It in UTC; empty for what is none.
    """
    bare = " ".join(unicodedata.normalize("NFKC", text).split())
    day = _day(bare)
    if day is None:
        return ""
    hour = minute = second = 0
    times = list(_TIME.finditer(_EASTERN.sub(" ", _OFFSET.sub(" ", bare))))
    if times:
        hour, minute, second = (int(part or 0) for part in times[-1].groups())
    if _AFTERNOON.search(bare) and hour < 12:
        hour += 12
    elif _MORNING.search(bare) and hour == 12:
        hour = 0
    try:
        moment = datetime(*day, hour, minute, second)
        if offset := _OFFSET.search(bare):
            shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
            moment = moment.replace(tzinfo=timezone(shift if offset[1] == "+" else -shift))
        elif "Greenwich Mean Time" in bare:
            moment = moment.replace(tzinfo=UTC)
    except ValueError:
        return ""
    return _stamp(moment)


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if found := _EASTERN.search(text) or _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    letters = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+|\d+(?:[:.]\d+)*", letters)
    at = next((index for index, word in enumerate(words) if word in _MONTH), None)
    if at is None:
        return None
    numbers = [(abs(index - at), index, word) for index, word in enumerate(words) if word.isdigit() and len(word) <= 4]
    year = next((word for _, _, word in numbers if len(word) == 4), "")
    days = [(apart, index, word) for apart, index, word in sorted(numbers) if len(word) <= 2 and int(word) <= 31]
    if not days:
        return None
    if not year:  # as in "3 December 12 19:42:30"
        later = [word for _, index, word in sorted(days, key=lambda day: day[1]) if index > at and word != days[0][2]]
        if not later:
            return None
        year = f"20{later[0]:>02}"
    return int(year), _MONTH[words[at]], int(days[0][2])
