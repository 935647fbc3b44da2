"""Charsets: the encoding of bytes that are not UTF-8, told by the letters of the languages that are written in it.

Statistics of bytes mistake neighbours for one another, for ISO 8859-2 and Windows-1250 differ in a few letters only.
Here a text is read in each encoding, and the reading is taken in which the letters beyond ASCII are one language's.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

_LETTERS = {
    "french": "àâæçéèêëîïôœùûüÿ", "german": "äöüß", "spanish": "áéíñóúüª º", "portuguese": "ãáâàçéêíóôõúüªº",
    "italian": "àèéìíîòóùú", "dutch": "éëïóöüèêáç", "catalan": "àçèéíïòóúü·ŀñ", "danish": "æøåéü", "swedish": "åäöéü",
    "finnish": "äöåé", "icelandic": "áðéíóúýþæö", "polish": "ąćęłńóśźż", "czech": "áčďéěíňóřšťúůýž",
    "slovak": "áäčďéíĺľňóôŕšťúýž", "hungarian": "áéíóöőúüű", "romanian": "ăâîșțşţ", "croatian": "čćđšž",
    "turkish": "çğıöşüiâîû", "estonian": "äöõüšž", "latvian": "āčēģīķļņšūž", "lithuanian": "ąčęėįšųūž",
    "albanian": "ëç", "irish": "áéíóú", "welsh": "âêîôûŵŷ",
    "russian": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя", "belarusian": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "hebrew": "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",
}  # fmt: skip
"""The letters beyond ASCII that each language has."""
_CENTRAL = "polish czech slovak hungarian romanian croatian german"
_BY_ENCODING = {
    "cp1252": "french german spanish portuguese italian dutch catalan danish swedish finnish icelandic albanian irish",
    "cp1254": "turkish", "iso8859-9": "turkish", "iso8859-16": "romanian", "cp1250": _CENTRAL, "iso8859-2": _CENTRAL,
    "iso8859-15": "french finnish german", "cp1257": "latvian lithuanian estonian polish",
    "iso8859-13": "latvian lithuanian estonian polish", "iso8859-4": "latvian lithuanian estonian",
    "iso8859-10": "icelandic", "iso8859-14": "welsh irish",
    "cp1251": "russian ukrainian bulgarian belarusian serbian", "koi8-r": "russian", "koi8-u": "ukrainian russian",
    "iso8859-5": "russian ukrainian bulgarian belarusian serbian", "cp866": "russian ukrainian belarusian",
    "mac-cyrillic": "russian ukrainian", "cp1253": "greek", "iso8859-7": "greek", "cp1255": "hebrew",
    "iso8859-8": "hebrew", "cp1256": "arabic", "iso8859-6": "arabic",
    "mac-roman": "french german spanish portuguese italian", "mac-latin2": "polish czech hungarian",
    "cp437": "german french spanish", "cp850": "french german spanish portuguese", "cp852": _CENTRAL,
    "mac-turkish": "turkish", "cp857": "turkish", "cp737": "greek", "cp869": "greek",
}  # fmt: skip
"""The languages that are looked for in each encoding, the common encodings first: they win where several read alike."""
_PUNCTUATION = frozenset("“”„‚‘’–—…«»‹›·•°§©®™€£±×²³¼½¾ \u00ad\u200e\u200f\u200c\u200d¿¡№µ†‡،؛؟־׳״ºª¸´¨")
_QUOTES = frozenset("“”„‚‘’–—…«»\xa0")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经"
    "這個們來為國說時會對於過發後裡經們學開關點現問見業實應當無體東樣點動進還沒從與將並設"
)
_COMMON_HANGUL = frozenset("이다는을의가에고하지로기사한어도은나를리대서스자인아시정부일으해과수보라전구게만니주상")
_COMMON_THAI = frozenset("านรอกเง่้มยลวดทสตะปบคหแจพชขใไโัิีืุู็ำ์")
_FREQUENT = {
    "russian": "оеаинтср", "ukrainian": "оаинвтеі", "bulgarian": "аоиентрс", "belarusian": "анікоерт",
    "serbian": "аоиенртс", "greek": "αοιετσνη", "hebrew": "יוהלאתרמ", "arabic": "اليمنوتر",
}  # fmt: skip
"""The most frequent letters of languages in other scripts than ours."""
_SYLLABLES = {"cp949": (_COMMON_HANGUL, 0.15), "gb18030": (_COMMON_HAN, 0.07), "big5hkscs": (_COMMON_HAN, 0.07)}
"""The commonest letters of what is written in an encoding of East Asia, and the share of them that its texts have."""
_LEAST_THAI = 0.75
_LEAST_KANA = 0.15
"""The share of common letters that Thai has, and of hiragana that Japanese has."""
_MOST_MIXED, _LEAST_RUNS = 0.2, 0.6
"""The share of letters of another script that may stand beside one of ASCII, and of those of East Asia in runs."""
_LEAST_BEYOND = 0.15
"""The share of a text's letters that are of its script, where that is another one than ours."""
_OLD, _RARE = ("mac-", "cp4", "cp8"), 0.95
"""Encodings of machines that are gone, and what a reading in one of them is worth against others."""
_LEAST = 0.5
"""How well a language's letters must fit at the least; 1 when all do."""
_FOREIGN, _SIGN, _CONTROL, _INSIDE = -1.0, -1.5, -4.0, -1.0
"""What a letter of another language costs, a sign that texts seldom have, a control code, a capital inside a word."""


_OFTEN = 0.5
"""What a frequent letter is worth besides, where one encoding's letters are those of another one as well."""
_MIXED = re.compile(r"(?<=[A-Za-z])[^\W\d_A-Za-z]|[^\W\d_A-Za-z](?=[A-Za-z])")
_RUN = re.compile(r"[^\x00-\x7f]{2,}")


class _Reading(NamedTuple):
    """A text as it is read in an encoding.

    Attributes:
        pairs: The signs beyond ASCII, each with whether a small letter stands before it, and how often that is.
        is_other_script: Its letters beyond ASCII make words of their own, and are many.
    """

    pairs: Counter[tuple[bool, str]]
    is_other_script: bool


def encoding_of(sample: bytes) -> str:
    """Find out the encoding of a text that is not in UTF-8.

    Args:
        sample: Its bytes, or the first of them.

    Returns:
        The name of Python's codec; empty where no language's letters fit.
    """
    if found := _east_asian(sample):
        return found
    thai = sample.decode("cp874", "replace")
    is_thai = _is_other_script(thai, sum("\u0e01" <= char <= "\u0e5b" for char in thai))
    if is_thai and _share_of(sample, "cp874", _COMMON_THAI) > _LEAST_THAI:
        return "cp874"
    best, name = _LEAST, ""
    for encoding, languages in _BY_ENCODING.items():
        reading = _read(sample, encoding)
        for language in languages.split():
            score = _fit(reading, language) * (_RARE if encoding.startswith(_OLD) else 1.0)
            if score > best + 1e-9:
                best, name = score, encoding
    return name


def _strictly(sample: bytes, encoding: str) -> str:
    """A text as it is read in an encoding; empty where it is not in it. The sample may end inside a letter."""
    for end in range(4):
        try:
            return sample[: len(sample) - end].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 8:
                return ""
    return ""


def _east_asian(sample: bytes) -> str:
    """The encoding of Japanese, Chinese or Korean; empty for anything else."""
    for encoding in ("euc_jp", "cp932"):
        text = _strictly(sample, encoding)
        beyond = [char for char in text if char > "\x7f"]
        kana = sum("\u3041" <= char <= "\u3096" for char in beyond)
        halves = sum("\uff61" <= char <= "\uff9f" for char in beyond)
        if beyond and kana > _LEAST_KANA * len(beyond) and halves < 0.1 * len(beyond):
            return encoding
    shares = {name: _share_of(sample, name, common) / least for name, (common, least) in _SYLLABLES.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= 1 else ""


def _share_of(sample: bytes, encoding: str, common: frozenset[str]) -> float:
    """The share of common letters among those beyond ASCII, as a sample is read; 0 where it is not in the encoding."""
    text = _strictly(sample, encoding)
    if sum(map(len, _RUN.findall(text))) < _LEAST_RUNS * sum(char > "\x7f" for char in text):
        return 0.0  # among letters of ASCII, as those with accents stand
    beyond = [char for char in text if char > "\x7f" and char.isalpha()]
    return sum(char in common for char in beyond) / len(beyond) if len(beyond) > 1 else 0.0


def _read(sample: bytes, encoding: str) -> _Reading:
    text = sample.decode(encoding, "replace")
    pairs = Counter((last.islower(), char) for last, char in zip(" " + text, text, strict=False) if char > "\x7f")
    letters = sum(count for (_, char), count in pairs.items() if char.isalpha())
    return _Reading(pairs, _is_other_script(text, letters))


def _is_other_script(text: str, letters: int) -> bool:
    """Whether the letters beyond ASCII are of another script: they stand beside one another, and there are many.

    Args:
        text: The text.
        letters: How many letters beyond ASCII it has.
    """
    latin = sum(char.isascii() and char.isalpha() for char in text)
    return len(_MIXED.findall(text)) <= _MOST_MIXED * letters and letters >= _LEAST_BEYOND * (letters + latin)


def _fit(reading: _Reading, language: str) -> float:
    """How well a text's letters beyond ASCII are those of a language, about 1 where all are."""
    total = sum(reading.pairs.values())
    if not total:
        return 0.0
    letters, frequent = _letters(language), _FREQUENT.get(language, "")
    if frequent and not reading.is_other_script:
        return 0.0
    score = 0.0
    for (is_after_small, char), count in reading.pairs.items():
        if char in letters:
            worth = 1.0 + (_INSIDE if is_after_small and char.isupper() else 0.0)
            worth += _OFTEN if char in frequent else 0.0
        elif char in _QUOTES:
            worth = 1.0
        elif char in _PUNCTUATION:
            worth = 0.9
        elif char.isalpha():
            worth = _FOREIGN
        else:
            worth = _CONTROL if char < "\xa0" or char == "\ufffd" else _SIGN
        score += worth * count
    return score / total


@cache
def _letters(language: str) -> frozenset[str]:
    """The letters of a language beyond ASCII, small and capital."""
    small = _LETTERS[language].replace(" ", "")
    capital = small.upper().replace("SS", "ẞ") + ("İ" if language == "turkish" else "")
    return frozenset(small + capital) - frozenset("iI")
