"""Patterns of letters, words and sentences over Unicode's properties, after the rules of UAX #29 (Unicode 16)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Patterns(NamedTuple):
    """Patterns over Unicode's properties; compiled when a text first needs them."""

    letter: re.Pattern[str]
    joint: re.Pattern[str]
    seam: re.Pattern[str]
    segment: re.Pattern[str]
    script: re.Pattern[str]
    sentence_end: re.Pattern[str]
    continues: re.Pattern[str]
    goes_on: re.Pattern[str]


def _word_pattern(letter: str, digit: str, katakana: str, extend: str, mid_letter: str, mid_digit: str) -> str:
    """The rules WB5 to WB13b as one pattern, for classes of characters."""
    a, n = f"(?:{letter}{extend})", f"(?:{digit}{extend})"
    joined = f"(?:{a}(?:{mid_letter}{extend}{a}|{a})*|{n}(?:{mid_digit}{extend}{n}|{n})*)+"
    low = f"(?:[_\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f]{extend})"
    part = f"(?:{joined}|(?:{katakana}{extend})+)"
    return f"(?:{low}*{part}(?:{low}+{part})*{low}*|{low}+)"


@lru_cache(maxsize=1)
def latin_segment() -> re.Pattern[str]:
    """Give the pattern of words and runs of signs in a text without letters beyond Latin ones."""
    letter = "[^\\W\\d_\u00b2\u00b3\u00b9\u00bc-\u00be]"
    word = _word_pattern(letter, "[0-9]", "(?!)", "\u00ad*", "[:·.'‘’․]", "[,;.'‘’․]")
    return re.compile(f"(?P<word>{word})|[^\\w\\s]+|[^\\s]")


@lru_cache(maxsize=1)
def not_latin() -> re.Pattern[str]:
    """Give the pattern of a character that the pattern for Latin texts does not know."""
    return re.compile("[^\t\n -\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122]")


def _compile(pattern: str) -> re.Pattern[str]:
    import regex  # many times the import time of re, and needed only where Unicode's properties are

    compiled: re.Pattern[str] = regex.compile(pattern, regex.VERSION1)
    return compiled


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Give the patterns, compiled once."""
    extend = r"[\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}]*"
    letter = r"[\p{WB=ALetter}\p{WB=Hebrew_Letter}]"
    word = _word_pattern(
        letter, r"\p{WB=Numeric}", r"\p{WB=Katakana}", extend,
        r"[\p{WB=MidLetter}\p{WB=MidNumLet}']", r"[\p{WB=MidNum}\p{WB=MidNumLet}']",
    )  # fmt: skip
    hebrew = rf"\p{{WB=Hebrew_Letter}}{extend}"
    quoted = rf"{word}(?:(?<={hebrew})\"{extend}(?={hebrew}){word})*(?:(?<={hebrew})'{extend})?"  # WB7a to WB7c
    east = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々〇〻ｰ]"
    spaceless = rf"{east}(?:{east}|{extend[:-1]})*|[\p{{Thai}}](?:[\p{{Thai}}]|{extend[:-1]})*|(?:\p{{LB=SA}}{extend})+"
    joining = r"[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]"
    emoji = r"(?:(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])(?![0-9#*©®™‼⁉])\X)+"
    picture = r"[\p{Extended_Pictographic}--[0-9#*©®™‼⁉]]"
    no_sign = rf"\s|{letter}|\p{{WB=ExtendNumLet}}|\p{{WB=Numeric}}|{east}|\p{{LB=SA}}|{picture}"
    sign = rf"(?:(?!{no_sign})\X)+"
    # A bracket that opens behind the end of a sentence opens the next one, which Chinese writes without a space.
    term, close = r"[\p{SB=STerm}\p{SB=ATerm}]", r"[\p{SB=Close}--\p{Ps}]"
    sb_extend = r"[\p{SB=Extend}\p{SB=Format}]*"
    end = (
        rf"(?:{term}{sb_extend})*(?P<last>{term}){sb_extend}(?P<close>(?:\[\w{{1,4}}\]|{close}{sb_extend})*)"
        rf"(?P<space>[\p{{SB=Sp}}]*)"
    )
    # Two characters that may belong to one letter (GB3 to GB13), whatever stands before them.
    jamo = (
        r"\p{GCB=L}[\p{GCB=L}\p{GCB=V}\p{GCB=LV}\p{GCB=LVT}]|[\p{GCB=LV}\p{GCB=V}][\p{GCB=V}\p{GCB=T}]|"
        r"[\p{GCB=LVT}\p{GCB=T}]\p{GCB=T}"
    )
    joint = (
        rf"(?s:.){joining}|\p{{GCB=Prepend}}(?s:.)|\r\n|\p{{GCB=Regional_Indicator}}{{2}}|{jamo}|"
        r"\p{GCB=ZWJ}\p{Extended_Pictographic}|[\p{GCB=Extend}\p{GCB=ZWJ}]\p{InCB=Consonant}"
    )
    # Where one letter may hold characters that are words of their own: GB9b and GB9c.
    seam = r"\p{GCB=Prepend}|[\p{GCB=Extend}\p{GCB=ZWJ}]\p{InCB=Consonant}"
    # \X, but that it would count the letters of all flags before each flag.
    letters = rf"\p{{GCB=Prepend}}*+\p{{GCB=Regional_Indicator}}{{2}}{joining}*+|\X"
    return Patterns(
        letter=_compile(letters),
        joint=_compile(joint),
        seam=_compile(seam),
        segment=_compile(
            rf"(?P<blank>[\s--\n]{joining}+)|(?P<spaceless>{spaceless})|(?P<word>{quoted})|(?P<emoji>{emoji})|{sign}|\S"
        ),
        script=_compile(r"(?P<kana>[\p{Hiragana}\p{Katakana}])|(?P<thai>\p{Thai})|(?P<han>\p{Han})"),
        sentence_end=_compile(end),
        continues=_compile(r"[\p{SB=SContinue}\p{SB=STerm}\p{SB=ATerm}]"),
        goes_on=_compile(r"[^\p{SB=OLetter}\p{SB=Upper}\p{SB=Lower}\n\p{SB=STerm}\p{SB=ATerm}]*\p{SB=Lower}"),
    )
