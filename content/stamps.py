"""Times as files have them: UTC, compared by what they say, however far ahead and however fine."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

_FRACTION = re.compile(r"[.,](\d+)")


class Instant(NamedTuple):
    """A time in UTC: whole seconds, and the digits of what follows them, without zeros at the end."""

    seconds: datetime
    fraction: str


NEVER = Instant(datetime.min.replace(tzinfo=UTC), "")
"""Before everything: what a stamp says that is none."""


def instant(stamp: Any) -> Instant:
    """Read a stamp (ISO 8601, as RFC 3339 and Web Annotation have it).

    Args:
        stamp: Anything a file holds in its place.

    Returns:
        The time it says, NEVER when it says none. A fraction may have more digits than a ``datetime`` has.
    """
    if not isinstance(stamp, str):
        return NEVER
    try:
        read = datetime.fromisoformat(stamp)
        read = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return NEVER
    fraction = _FRACTION.search(stamp)
    return Instant(read.replace(microsecond=0), fraction[1].rstrip("0") if fraction else "")


def order(stamp: Any) -> tuple[Instant, str]:
    """Give a key that orders stamps by their time, and equal times by their letters."""
    return instant(stamp), stamp if isinstance(stamp, str) else ""


def now() -> str:
    """Give the time as our files have it: UTC, to the microsecond, so that two changes in a second keep order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def later_than(stamp: str, *others: Any) -> str:
    """Give ``stamp``, or one just after the latest of the others: a clock may be wrong, an order may not.

    There is always one after another, for a fraction may be as long as it needs to be.
    """
    latest = max(map(instant, others), default=NEVER)
    if instant(stamp) > latest:
        return stamp
    digits = latest.fraction.ljust(6, "0")
    digits = f"{int(digits) + 1:06}" if len(digits) == 6 and digits != "999999" else digits + "1"
    return f"{latest.seconds.strftime('%Y-%m-%dT%H:%M:%S').rjust(19, '0')}.{digits}Z"
