"""What may never reach a terminal: control characters, bidi overrides, what has no width and says another thing.

A terminal obeys the C0 and C1 controls (ECMA-48); bidi embeddings and overrides (UAX #9) make text read
otherwise than it is stored; characters without a width (Unicode 16, Default_Ignorable_Code_Point) part and hide
words that look whole. They go, in one place, for documents, titles, file names and messages alike. Joiners and
variation selectors stay where scripts and emoji need them.
"""

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
# Joiners between letters of the Latin alphabet, and a second variation selector, join and select nothing.
_IDLE = re.compile(
    "(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
# A whole escape sequence goes, not only its first byte, or its rest would stand in the text as litter.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)"
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


_PLAIN = bytes([*range(0x20, 0x7F), 0x09, 0x0A])


def _is_clean(text: str) -> bool:
    """True when there is nothing to clean. What is not plain ASCII is picked out first: it is little to look at."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not rest:
        return True
    special = rest.decode("utf-8", "surrogatepass")
    return not any(kind.search(special) for kind in (_HARMFUL, _BREAKS, _SURROGATES, _JOINERS))


def clean(text: str) -> str:
    """The text with line ends as ``\\n`` and nothing in it that a terminal would obey; tabs stay."""
    if _is_clean(text):
        return text
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
    if "\x1b" in text or "\x9b" in text or "\x9d" in text or "\x90" in text:
        text = _SEQUENCE.sub("", text)
    text = _HARMFUL.sub("", _BREAKS.sub("\n", text))
    return _IDLE.sub("", text) if _JOINERS.search(text) else text


def escaped(json: str) -> str:
    """JSON in which what a terminal would obey stands as ``\\uXXXX``: it says the same, and may be printed."""
    if _is_clean(json):
        return json
    return _HARMFUL.sub(_as_escape, json)


def _as_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))


def clean_line(text: str) -> str:
    """Cleaned and on one line: for titles, file names and error messages."""
    return " ".join(clean(text).split())
