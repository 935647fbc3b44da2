r"""TeX in brackets, ``\(…\)`` and ``\[…\]``, as scripts of a page set it: told from brackets that are only escaped."""

from __future__ import annotations

import re

INLINE = r"\\\((?P<inline>(?:(?!\\[()])[^\n]){1,1000})\\\)"
"""The pattern of a formula in a line."""
_FORMULA = re.compile(r"[\\^_={}<>+*/-]|^\s*[A-Za-z]{1,3}\s*$")
_DISPLAYED = re.compile(r"\\[A-Za-z]|(?<!\\)[\^_]|^\s.*=", re.S)


def is_inline(tex: str) -> bool:
    r"""Whether what stands between ``\(`` and ``\)`` is a formula: signs of one, or a short name."""
    return _FORMULA.search(tex) is not None


def is_displayed(tex: str) -> bool:
    r"""Whether what stands between ``\[`` and ``\]`` is a formula, and not a passage such as ``\[1\]``."""
    return _DISPLAYED.search(tex) is not None
