"""What holds for any text: what may never reach a terminal, and the words in it.

In comes text of any origin; out goes clean text, or its words with their positions in code points.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.text.sanitize import clean as clean
    from glossator.content.text.sanitize import clean_line as clean_line
    from glossator.content.text.words import Words as Words

_WHERE = {"Words": "words", "clean": "sanitize", "clean_line": "sanitize"}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
