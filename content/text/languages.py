"""Languages: which one a text is in, by its script and its commonest words; as far as it helps to find word stems."""

from __future__ import annotations

import re
from collections import Counter

_BY_SCRIPT = (
    ("greek", "[\u0370-\u03ff\u1f00-\u1fff]"), ("arabic", "[\u0600-\u06ff]"), ("hindi", "[\u0900-\u097f]"),
    ("armenian", "[\u0530-\u058f]"), ("yiddish", "[\u05f0-\u05f2]"), ("tamil", "[\u0b80-\u0bff]"),
    ("serbian", "[\u0402\u0408\u0409\u040a\u040b\u040f\u0452\u0458\u0459\u045a\u045b\u045f]"),
    ("russian", "[\u0400-\u04ff]"),
)  # fmt: skip
_COMMON = {
    "english": "the of and to in that is was he for it with as his on be at by i this had not are but from or have an",
    "german": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus",
    "french": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son",
    "spanish": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este",
    "italian": "di che e la il un a è per in una mi sono ho non ma lo ha le si con ti se cosa da come del della i",
    "portuguese": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu",
    "dutch": "de van een het en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog worden",
    "swedish": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så",
    "norwegian": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde",
    "danish": "og i at det er en til af på som de med den for ikke der var han har jeg et om men sig fra havde vi",
    "finnish": "ja on ei se että hän oli en mutta ovat kun niin kuin myös mitä tai jos hänen joka sen olla minä nyt",
    "turkish": "ve bir bu için ile da de olarak çok daha olan gibi en kadar ne o ise var sonra değil olduğu ya her mi",
    "hungarian": "a az és hogy nem is egy ez volt meg csak de már ha mint el még van ki kell aki azt vagy úgy amely",
    "romanian": "și de la în a cu nu pe că o să din un se mai este care pentru au sunt ca lui ce al fost sau dar prin",
    "catalan": "de la i el que a en els les un per amb del una no és es va al com més són o seva aquest ha però pel",
    "indonesian": "yang dan di untuk dengan pada dari ini itu adalah dalam tidak ke akan oleh juga sebagai ada karena",
}
_LOOKED_AT = 40_000
"""Code points looked at, from a third of the text on: a book begins with what its publisher has to say."""
_LEAST = 0.08
"""The share of a text's words that its language's commonest have at the least."""


def language_of(text: str) -> str:
    """Find out the language of a text.

    Args:
        text: The text.

    Returns:
        Its name in English, in small letters; empty where it is none of those known here, such as Vietnamese.
    """
    start = len(text) // 3 if len(text) > _LOOKED_AT else 0
    piece = text[start : start + _LOOKED_AT]
    letters = sum(map(str.isalpha, piece))
    for name, script in _BY_SCRIPT:
        share = len(re.findall(script, piece)) / max(1, letters)
        if share > 0.4 or (name in ("serbian", "yiddish") and share > 0.01):
            return name
    words = Counter(re.findall(r"[^\W\d_]+", piece.lower()))
    total = sum(words.values())
    shares = {name: sum(words[word] for word in {*common.split()}) / max(1, total) for name, common in _COMMON.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _LEAST else ""
