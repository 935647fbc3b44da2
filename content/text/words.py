"""Words: a text as the words and signs in it, folded so that typography and Unicode forms make no difference.

Curly or straight quotes, any dash, soft hyphens, ligatures, composed or decomposed letters and case all fold
alike (NFKC and casefolding, UAX #15 and #21); white space falls between the words and is not there at all.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

from glossator.content.text.signs import ALIKE

_TOKEN = re.compile("[\\w\u00ad\u200b-\u200d\u2060\u0300-\u036f]+|-{2,}|[^\\w\\s]")
_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_ALIKE = str.maketrans(ALIKE)


class _Folded(dict[str, str]):
    """Folded forms, each found out once."""

    def __missing__(self, raw: str) -> str:
        folded = raw.translate(_IGNORED).translate(_ALIKE)
        folded = unicodedata.normalize("NFKC", folded).casefold()
        self[raw] = folded = "-" if folded.strip("-") == "" and folded else folded
        return folded


_folded = _Folded()
_MOST_KNOWN = 200_000
"""Words whose forms are remembered from one text to the next: many passages are made of the same ones."""


class Words:
    """The words and signs of one text: ``folded``, and their ranges in code points (``starts``, ``ends``)."""

    def __init__(self, text: str) -> None:
        self.starts, self.ends = array("I"), array("I")
        self.folded: list[str] = []
        self._places: dict[str, array[int]] | None = None
        if len(_folded) > _MOST_KNOWN:
            _folded.clear()
        folded = _folded
        for match in _TOKEN.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.folded.append(folded[match[0]])

    def places(self, word: str) -> array[int]:
        """Where a folded word stands, as indexes into ``folded``."""
        if self._places is None:
            self._places = {}
            for index, each in enumerate(self.folded):
                found = self._places.get(each)
                if found is None:
                    self._places[each] = array("I", (index,))
                else:
                    found.append(index)
        return self._places.get(word, _NOWHERE)


_NOWHERE = array("I")


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """The words of a text; kept for the texts asked about last, for many passages are looked for in one."""
    return Words(text)
