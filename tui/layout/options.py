"""What the reader chose of how text is set."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """How code is set.

    Attributes:
        wraps_code: Lines of code that are wider than the page are wrapped; else they scroll sideways.
        numbers_code: Lines of code are numbered.
    """

    wraps_code: bool = True
    numbers_code: bool = False


DEFAULTS = Options()
