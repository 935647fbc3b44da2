"""What may never reach a terminal: control characters, bidi overrides, lone surrogates.

A terminal obeys the C0 and C1 controls (ECMA-48); bidi embeddings and overrides (UAX #9) make text read
otherwise than it is stored. Both go, in one place, for documents, titles, file names and messages alike.
"""

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A whole escape sequence goes, not only its first byte, or its rest would stand in the text as litter.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


_PLAIN = bytes([*range(0x20, 0x7F), 0x09, 0x0A])


def _is_clean(text: str) -> bool:
    """True when there is nothing to clean. What is not plain ASCII is picked out first: it is little to look at."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not rest:
        return True
    special = rest.decode("utf-8", "surrogatepass")
    return not (_HARMFUL.search(special) or _BREAKS.search(special) or _SURROGATES.search(special))


def clean(text: str) -> str:
    """The text with line ends as ``\\n`` and nothing in it that a terminal would obey; tabs stay."""
    if _is_clean(text):
        return text
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
    if "\x1b" in text or "\x9b" in text or "\x9d" in text or "\x90" in text:
        text = _SEQUENCE.sub("", text)
    return _HARMFUL.sub("", _BREAKS.sub("\n", text))


def clean_line(text: str) -> str:
    """Cleaned and on one line: for titles, file names and error messages."""
    return " ".join(clean(text).split())
