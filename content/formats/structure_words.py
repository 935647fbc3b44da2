"""Structure words: what the parts of a book are called, in English and in other languages; numbers alone as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.content.text.numerals import is_roman, roman_value

_WORDS = {
    "chapter": (
        "kapitel chapitre capítulo capitulo capitolo capítol capitol глава hoofdstuk rozdział kapitola fejezet bölüm "
        "luku kapittel"
    ),
    "part": "teil theil partie parte часть deel część část rész osa",
    "book": "buch livre libro livro книга boek księga kniha könyv kirja bok",
    "volume": "band tome tomo том volumen",
    "act": "akt aufzug acte acto atto ato действие",
    "scene": "szene auftritt scène escena scena явление",
    "section": "abschnitt sección sezione раздел",
    "canto": "gesang chant песнь",
    "letter": "brief lettre carta lettera письмо",
}  # fmt: skip
"""By the English word, which stands for its rank."""
_ENGLISH = {word: english for english, words in _WORDS.items() for word in words.split()}
_ORDINALS = (
    "erst zweit dritt viert fünft sechst siebent siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt "
    "sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst letzt "
    "premier première deuxième second troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
    "douzième treizième quatorzième quinzième seizième vingtième dernier dernière "
    "primer primera primero segund tercer cuart quint sext séptim octav noven décim undécim duodécim últim "
    "prim secondo seconda terz quart sest settim ottav non decim undicesim dodicesim primeir terceir "
    "перв втор трет четверт четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат последн"
)
_WORD = rf"(?P<word>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})"
_ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS.split(), key=len, reverse=True))})\w{{0,3}}"
_REST = r"\b(?P<mark>\s*[.:—–-]*)\s*(?P<rest>.*)"
_AHEAD = re.compile(rf"{_WORD}\s+(?:[IVXLCDM]{{1,8}}|\d{{1,3}}|{_ORDINAL}){_REST}", re.I)
_BEHIND = re.compile(rf"(?:{_ORDINAL}|\d{{1,3}}\.|[IVXLCDM]{{1,8}}\.?)\s+{_WORD}{_REST}", re.I)
_ALONE = re.compile(
    r"(?:vorwort|einleitung|einführung|nachwort|prolog|epilog|anhang|préface|avant-propos|prologue|épilogue|introduction"
    r"|conclusion|prólogo|epílogo|prefacio|introducción|prefazione|prologo|epilogo|introduzione|предисловие|введение|пролог"
    r"|эпилог|заключение|послесловие)\.?",
    re.I,
)
_ENGLISH_NUMBER = r"(?:[IVXLCDM]+|\d+|the \w+|[a-z]+(?:[- ][a-z]+)?)"
_IN_ENGLISH = re.compile(
    rf"(?P<word>volume|book|part|act|canto|stave|letter|scene|chapter|section)\s+{_ENGLISH_NUMBER}\b\s*+[.:—–-]*+(?P<rest>.*)"
    r"|(?P<end>(?:(?:first|second|third)\s+)?(?:epilogue|prologue))\b.*"
    r"|(?P<alone>(?:(?:author's|translator's)\s+)?(?:preface|introduction|foreword|afterword|conclusion|appendix|etymology))\b[\s.:]*[IVXLC\d]*\.?",
    re.I,
)
_NUMERAL = re.compile(r"([IVXLC]{1,8}|\d{1,3})\.?")
_SPACED = re.compile(r"(?:\W*\b\w\b){4,}")
_LEAST, _MOST_TITLE, _MOST_ENGLISH_TITLE = 3, 200, 120
"""Numerals alone in a row that are headings, and characters of a heading with a title."""
_LETTERS_OF_ALPHABET = 10
"""Letters alone in a row that are the parts of a dictionary."""


def structure_word(line: str) -> str:
    """Tell what part of a book a line is the heading of.

    Args:
        line: The line.

    Returns:
        The English word for it, ``alone`` for a preface and the like, ``end`` for an epilogue, or nothing for any
        other line.
    """
    found = _IN_ENGLISH.fullmatch(line) if len(line) <= _MOST_ENGLISH_TITLE else None
    return _english_word(line, found) if found else _other_word(line)


def _english_word(line: str, found: re.Match[str]) -> str:
    if not line[0].isupper():
        return ""
    if found["word"]:
        rest = found["rest"].strip()
        # "Part of the army ..." and "Chapter two says that ..." are sentences.
        is_sentence = rest and (rest[0].islower() or line.endswith((",", ";")) or (line[-1] == "." and len(line) > 70))
        return "" if is_sentence else found["word"].lower()
    if len(line) > 60 or (line.endswith(".") and len(line.split()) > 3):
        return ""
    return "end" if found["end"] else "alone"


def _other_word(line: str) -> str:
    if not line or not line[0].isalnum() or line[0].islower() or len(line) > _MOST_TITLE:
        return ""
    if _ALONE.fullmatch(line):
        return "alone"
    found = _AHEAD.fullmatch(line) or _BEHIND.fullmatch(line)
    if not found:
        return ""
    rest, mark = found["rest"], found["mark"].strip()
    if rest and (line.endswith((",", ";")) or (rest[0].islower() and not mark)):
        return ""  # "Teil eins der Sammlung, die ..." goes on as a sentence
    return _ENGLISH[found["word"].lower()]


def is_spaced(line: str) -> bool:
    """Tell whether a line is set with spaces between its letters, as emphasis is: K U R T  W O L F F."""
    return _SPACED.fullmatch(line.strip(" .,:;!?»«")) is not None


def numbered_parts(lines: Sequence[str], starts: set[int]) -> set[int]:
    """Find the lines that are nothing but numerals which count up, or the letters of the alphabet.

    Args:
        lines: Of each chunk its only line; empty for a chunk of more.
        starts: Chunks from which counting may begin anew: headings above these.

    Returns:
        The indexes of those that are headings.
    """
    found: set[int] = set()
    run: list[int] = []
    letters: list[int] = []
    for index, line in enumerate(lines):
        if index in starts:
            found.update(run if len(run) >= _LEAST else [])
            run = []
        line = line.strip()
        match = _NUMERAL.fullmatch(line)
        if match and (match[1].isdecimal() or is_roman(match[1].lower())):
            number = int(match[1]) if match[1].isdecimal() else roman_value(match[1].lower())
            if number == len(run) + 1:
                run.append(index)
            elif number == 1:
                found.update(run if len(run) >= _LEAST else [])
                run = [index]
        if len(line.strip(".")) == 1 and line[0].isupper() and (not letters or line[0] > lines[letters[-1]].strip()[0]):
            letters.append(index)
    found.update(run if len(run) >= _LEAST else [])
    return found | set(letters if len(letters) >= _LETTERS_OF_ALPHABET else [])
