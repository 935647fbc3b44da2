"""Lines: where one may end in a text without spaces, after UAX #14 and the Japanese and Chinese rules (JIS X 4051)."""

from __future__ import annotations

import re
from functools import cache

from glossator.content.text import segments

_NEVER_FIRST = frozenset(
    "!),.:;?]}¢°·’”»›†‡•…‰′″℃、。〃々〆〉》」』】〕〗〙〛〜〞〟ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠ァィゥェォッャュョヮヵヶ・ーヽヾ"
    "㌰︐︑︒︓︔︕︖︘︰︶︸︺︼︾﹀﹂﹄﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！％），．：；？］｜｝～｠｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
)
_NEVER_LAST = frozenset("([{£¥‘“«‹〈《「『【〔〖〘〚〝︗︵︷︹︻︽︿﹁﹃﹙﹛﹝＄（［｛｟｢￡￥")


_NO_BLANKS = "[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]"
"""What is written without spaces: Chinese and Japanese, and their punctuation; Korean has spaces."""


@cache
def _soft() -> re.Pattern[str]:
    """A line end between two such letters; made when the first text with any is read, for it takes a while."""
    return re.compile(f"(?<={_NO_BLANKS})[ \t\r\f]*\n[ \t\r\f]*(?={_NO_BLANKS})")


@cache
def _one() -> re.Pattern[str]:
    return re.compile(_NO_BLANKS)


def without_soft_breaks(text: str) -> str:
    """Take out the line ends that stand between two letters of scripts without spaces, where a space would be wrong.

    Args:
        text: A text whose line ends mean no more than spaces.

    Source:
        CSS Text Module Level 3, "Segment Break Transformation Rules".
    """
    return text if text.isascii() or "\n" not in text else _soft().sub("", text)


def needs_blank(before: str, after: str) -> bool:
    """Whether a line end between two letters is read as a space.

    Args:
        before: The letter before it.
        after: The letter behind it.
    """
    return before.isascii() or after.isascii() or not (_one().match(before) and _one().match(after))


def may_end(text: str, at: int) -> bool:
    """Tell whether a line may end before a position where no space stands.

    Args:
        text: The text.
        at: A position in it, beside a letter of a script that needs no spaces, or beside an emoji.
    """
    if at <= 0 or at >= len(text):
        return True
    before, following = text[at - 1], text[at]
    if following in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return segments.letter_start(text, at) == at
