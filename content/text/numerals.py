"""Numbers as titles write them: 12, XII, twelve, twelfth, 十二."""

from __future__ import annotations

import re

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
UNITS = {word: number for words in (_SMALL[1:10], _ORDINALS[1:10]) for number, word in enumerate(words, 1)}
"""One to nine, as they follow twenty."""
TENS = {word: 10 * number for number, word in enumerate(_TENS, 2)}
"""Twenty to ninety."""
WORDS = {
    **{word: number for words in (_SMALL, _ORDINALS) for number, word in enumerate(words)},
    **TENS,
    **{word[:-1] + "ieth": number for word, number in TENS.items()},
    "hundred": 100,
    "hundredth": 100,
}
"""English number words and ordinals, in lower case."""
_ROMAN = re.compile(r"(?=[clxvi])c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_DIGITS = re.compile(r"(\d{1,9})(st|nd|rd|th)?", re.ASCII)
_CHINESE = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMERAL = re.compile("第?([〇零一二两三四五六七八九十百千]{1,9}|[0-9]{1,9})[章回节節卷部篇册冊集話话課课]?")


def number_of(word: str) -> int | None:
    """The number that a word of a title stands for.

    Args:
        word: The word, in lower case: digits with or without an English ordinal ending, a Roman numeral up to 399, an
            English number word or ordinal, a Chinese numeral with or without the words around it.

    Returns:
        The number, None when it is none.
    """
    if word in WORDS:
        return WORDS[word]
    if digits := _DIGITS.fullmatch(word):
        return int(digits[1])
    if _ROMAN.fullmatch(word):
        return roman_value(word)
    if match := _CHINESE_NUMERAL.fullmatch(word):
        return int(match[1]) if match[1].isascii() else _chinese(match[1])
    return None


def is_roman(word: str) -> bool:
    """Whether a word in lower case is a Roman numeral."""
    return _ROMAN.fullmatch(word) is not None


def roman_value(letters: str) -> int:
    """The value of Roman digits in lower case, also where they stand in an unusual order, as in "iiv"; 0 for none."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in letters]
    if 0 in values:
        return 0
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _chinese(numeral: str) -> int:
    if not any(character in _CHINESE_UNITS for character in numeral):
        return int("".join(str(_CHINESE[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _CHINESE_UNITS:
            total += (digit or 1) * _CHINESE_UNITS[character]
            digit = 0
        else:
            digit = _CHINESE[character]
    return total + digit
