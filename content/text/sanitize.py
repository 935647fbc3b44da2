"""What may never reach a terminal: control characters, bidi overrides, and characters that nobody sees.

A terminal obeys the C0 and C1 controls (ECMA-48); bidi embeddings and overrides (UAX #9) make text read
otherwise than it is stored; the characters that Unicode says may be ignored (Default_Ignorable_Code_Point,
Unicode 16) hide in words that look whole. They go, here, for documents, titles, file names and messages alike.
What writing needs of them stays, one in a place: joiners between letters of the scripts that use them and in
emoji sequences, variation selectors after a base that takes them, the tags of a flag.

``clean`` is the first gate, for what comes in; the terminal, standard output and every export have another,
for what goes out, which is ``clean`` again: cleaning twice changes nothing.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

SOFT_HYPHEN, ZERO_WIDTH_SPACE = "\u00ad", "\u200b"
"""Places where a line may end: they leave the text and stay on the block (see ``glossator.content.document``)."""

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_RUN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_IGNORABLE}]+")
_SUSPECT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_IGNORABLE}]")
# A whole escape sequence goes, not only its first byte, or its rest would stand in the text as litter.
_SEQUENCE = (
    "(?:\x1b\\[|\x9b)[0-?]*+[ -/]*+[@-~]|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])"
    "[^\x07\x1b\x90\x98\x9c-\x9f\n]*+(?:\x07|\x1b\\\\|\x9c)"
)
_BREAKS = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_SURROGATES = "[\ud800-\udfff]"
_INDEPENDENT = "[^\u00ad\u200b-\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
_UNSEEN = "\u00ad\u200b\u200c\u200d\ufe0e\ufe0f \t\n"
_PLAIN = bytes([*range(0x20, 0x7F), 0x09, 0x0A])

# Bases, by the blocks that hold them: emoji, ideographs, signs of mathematics, scripts whose letters join.
_EMOJI = (
    "["
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618"
    "\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663"
    "\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0"
    "\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa"
    "\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c"
    "\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b"
    "\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_STANDARDIZED = (
    "[0\u1000-\u109f\u2200-\u22ff\u2a00-\u2aff\u3000-\u303f\ua840-\ua877\uaa60-\uaa7f\uff00-\uff60"
    "\U00010ac0-\U00010aff\U00013000-\U0001345f]"
)
_MONGOLIAN = "[\u1820-\u18aa]"
_JOINING = (
    "[\u0620-\u08ff\u0900-\u0dff\u0f40-\u0fbc\u1000-\u109f\u1700-\u17ff\u1800-\u18af\u1900-\u1cff\ua840-\ua877"
    "\ua880-\ua8ff\ua900-\ua9ff\uaa00-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010ac0-\U00010aff"
    "\U00010d00-\U00010d3f\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
_FLAG, _KEYCAP = "\U0001f3f4", "\u20e3"
_FLAG_TAGS = "[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_LONGEST_KEPT = 16
"""Characters of a run that are looked at: no sequence that writing needs has more that nobody sees."""


def is_clean(text: str) -> bool:
    """Tell, quickly, whether there is nothing in a text to look at more closely.

    Args:
        text: Any text.

    Returns:
        True when ``clean`` would surely leave it as it is.
    """
    if text.isascii() and text.isprintable():
        return True
    # What is not plain ASCII is picked out first: it is little to look at.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return not rest or not _SUSPECT.search(rest.decode("utf-8", "surrogatepass"))


def clean(text: str) -> str:
    r"""Clean a text of what a terminal would obey and of what nobody sees.

    Args:
        text: Any text; it may hold lone surrogates, which become U+FFFD.

    Returns:
        The text with line ends as ``\n``; tabs stay.
    """
    if (text.isascii() and text.isprintable()) or is_clean(text):  # asked here as well: a notebook has many short texts
        return text
    return _RUN.sub(_kept, _without_sequences(text))


def clean_piece(text: str) -> str:
    """Clean a piece of a text that others will be joined to.

    Args:
        text: A part of a block's text, as a file has it.

    Returns:
        The piece with what its neighbours decide still in it: joiners, selectors, and places where a line may
        end. ``settle`` takes them out of the whole.
    """
    return text if is_clean(text) else _RUN.sub(_keep_context_dependent, _without_sequences(text))


class Settled(NamedTuple):
    """A clean text, what was taken out of it (start and length, in the text before), and where lines may end.

    ``breaks`` are positions in the clean text, each with whether a hyphen is shown when a line ends there.
    """

    text: str
    removed: list[tuple[int, int]]
    breaks: list[tuple[int, bool]]


def settle(text: str) -> Settled:
    """Clean a whole text of what ``clean_piece`` left in its pieces, and tell what went where."""
    if is_clean(text):
        return Settled(text, [], [])
    parts: list[str] = []
    removed: list[tuple[int, int]] = []
    breaks: list[tuple[int, bool]] = []
    at = length = 0
    for match in _RUN.finditer(text):
        kept = "" if match[0] == SOFT_HYPHEN else _kept(match)  # as most runs are
        parts += [text[at : match.start()], kept]
        length += match.start() - at + len(kept)
        removed.append((match.start() + len(kept), len(match[0]) - len(kept)))
        if not kept and (SOFT_HYPHEN in match[0] or ZERO_WIDTH_SPACE in match[0]):
            breaks.append((length, SOFT_HYPHEN in match[0]))
        at = match.end()
    parts.append(text[at:])
    whole = re.sub(_SURROGATES, "\ufffd", "".join(parts))
    return Settled(whole, removed, [place for place in breaks if 0 < place[0] < len(whole)])


def is_blank(text: str) -> bool:
    """True for a text in which there is nothing to see."""
    return not text.strip(_UNSEEN)


def clean_line(text: str) -> str:
    """Clean a text and put it on one line, white space folded: for titles, file names and messages."""
    return " ".join(clean(text).split())


def shown_name(text: str) -> str:
    """Clean a name for a message; ``(no name)`` where nothing visible is left of it."""
    return clean_line(text) or "(no name)"


def clean_export(text: str) -> str:
    """Clean a file that is written for others: as ``clean``, but that line ends of CR and LF stay."""
    return text if is_clean(text) else "\r\n".join(clean(part) for part in text.split("\r\n"))


def escaped(json: str) -> str:
    r"""Write what must not reach a terminal as ``\uXXXX``, which says the same in JSON; lone surrogates, too."""
    if is_clean(json):
        return json
    json = _RUN.sub(_escape_unless_kept, json)
    return re.sub("[\u2028\u2029\ud800-\udfff]", _as_escapes, json)


def _without_sequences(text: str) -> str:
    if not text.isascii():
        text = re.sub(_SURROGATES, "\ufffd", text)
    return re.sub(_BREAKS, "\n", re.sub(_SEQUENCE, "", text))


def _keep_context_dependent(match: re.Match[str]) -> str:
    return SOFT_HYPHEN if match[0] == SOFT_HYPHEN else re.sub(_INDEPENDENT, "", match[0])


def _kept(match: re.Match[str]) -> str:
    """Give what stays of a run of invisible characters, for the characters before and after it."""
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before:
        return ""
    out = ""
    run = match[0][:_LONGEST_KEPT]
    if before == _FLAG and (tags := re.match(_FLAG_TAGS, run)):
        out, run = tags[0], run[tags.end() :]
    elif run[:1] and _takes(before, run[0], after if len(run) == 1 else ""):
        out, run = run[0], run[1:]
    if (run[:1] in ("\u200c", "\u200d") and _joins(before, out, run[0], after)) or (
        run[:1] == "\u180e" and _is(_MONGOLIAN, before) and _is(_MONGOLIAN, after)
    ):
        out += run[0]
    return out


@cache
def _pattern(letters: str) -> re.Pattern[str]:
    """A class of letters, compiled when a text first needs it: few do."""
    return re.compile(letters)


def _is(letters: str, character: str) -> bool:
    return bool(_pattern(letters).match(character))


def _takes(base: str, selector: str, after: str) -> bool:
    """True for a variation selector that its base has (StandardizedVariants, emoji-variation-sequences, IVD)."""
    if selector in ("\ufe0e", "\ufe0f"):
        return bool(_is(_EMOJI, base)) or (base in "#*0123456789" and after == _KEYCAP)
    if "\ufe00" <= selector <= "\ufe0d":
        return bool(_is(_STANDARDIZED, base) or _is(_HAN, base))
    if "\U000e0100" <= selector <= "\U000e01ef":
        return bool(_is(_HAN, base))
    return selector in "\u180b\u180c\u180d\u180f" and bool(_is(_MONGOLIAN, base))


def _joins(before: str, between: str, joiner: str, after: str) -> bool:
    """True for a joiner between two emoji, or between two letters of scripts that use it."""
    if joiner == "\u200d" and _is(_EMOJI, before) and _is(_EMOJI, after):
        return True
    return not between and all(
        side and _is(_JOINING, side) and unicodedata.category(side)[0] in "LM" for side in (before, after)
    )


def _escape_unless_kept(match: re.Match[str]) -> str:
    return match[0] if _kept(match) == match[0] else _as_escapes(match)


def _as_escapes(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))
