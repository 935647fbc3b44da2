"""Lines: where one may end in a text without spaces, after UAX #14 and the Japanese and Chinese rules (JIS X 4051)."""

from __future__ import annotations

from glossator.content.text import segments

_NEVER_FIRST = frozenset(
    "!),.:;?]}¢°·’”»›†‡•…‰′″℃、。〃々〆〉》」』】〕〗〙〛〜〞〟ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠ァィゥェォッャュョヮヵヶ・ーヽヾ"
    "㌰︐︑︒︓︔︕︖︘︰︶︸︺︼︾﹀﹂﹄﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！％），．：；？］｜｝～｠｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
)
_NEVER_LAST = frozenset("([{£¥‘“«‹〈《「『【〔〖〘〚〝︗︵︷︹︻︽︿﹁﹃﹙﹛﹝＄（［｛｟｢￡￥")


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
