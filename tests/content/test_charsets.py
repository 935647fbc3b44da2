"""Texts in encodings that say nothing of themselves: Windows', ISO's, and those of DOS and the Mac."""

import pytest

from glossator.content.sources.decoding import decode

TEXTS = {
    "french": "Une soirée très agréable près du château, à côté de la rivière où l'été s'achève déjà, et personne n'était là.",
    "german": "Über der Mühle hängt die Fahne, und die Männer gehen müde nach Hause. Das Tor schließt früh, größer wird die Stille.",
    "spanish": "El niño corrió detrás del árbol; su corazón latía más rápido. ¿Quién sabía qué había detrás? Mañana lo dirá el señor.",
    "portuguese": "A manhã não começou bem: o coração do irmão está cansado, e a avó já não tem opiniões sobre a situação.",
    "italian": "La città è già più tranquilla, perché la verità verrà a galla; così andò giù fino al caffè, e lì restò.",
    "polish": "Każdy wieczór żółte światło pada na łąkę, gdzie ćma krąży wśród gęstej mgły. Też się śmieją, choć już późno.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy. Řeka teče kolem mlýna a každý večer se rozsvítí světla.",
    "slovak": "Každý večer sa rozsvietia svetlá pozdĺž rieky a ľudia kráčajú domov. Vôňa chleba je všade, štvrť zaspáva.",
    "hungarian": "Minden este kigyúlnak a fények a folyó mentén, és az emberek hazafelé tartanak. Őszi szél fúj, a tűz kialszik.",
    "turkish": "İstanbul'da yağmurlu bir akşam, ışıklar sönüyor ve çocuklar eve dönüyor. Güneş batmış, şehir sessizleşmiş.",
    "russian": "Утром никого не было, и река текла мимо мельницы, как всегда. Я стоял у окна и думал о том, что говорила мать.",
    "ukrainian": "Вранці нікого не було, і річка текла повз млин, як завжди. Її дім стояв біля лісу, де жили її брати.",
    "bulgarian": "Сутрин нямаше никого, и реката течеше край мелницата, както винаги. Къщата беше тъмна и тиха.",
    "greek": "Το πρωί δεν ήταν κανείς, και το ποτάμι κυλούσε δίπλα στον μύλο, όπως πάντα. Η νύχτα ήρθε νωρίς.",
}

_CENTRAL = ("cp1250", "iso8859-2", "cp852")
_CYRILLIC = ("cp1251", "iso8859-5", "koi8-u")
ENCODINGS = {
    "french": ("cp1252", "iso8859-15", "mac-roman", "cp850"), "german": ("cp1252", "iso8859-15", "mac-roman", "cp437", "cp850"),
    "spanish": ("cp1252", "mac-roman", "cp850"), "portuguese": ("cp1252", "mac-roman", "cp850"), "italian": ("cp1252", "mac-roman"),
    "polish": (*_CENTRAL, "mac-latin2"), "czech": (*_CENTRAL, "mac-latin2"), "slovak": _CENTRAL, "hungarian": (*_CENTRAL, "mac-latin2"),
    "turkish": ("cp1254", "iso8859-9", "mac-turkish", "cp857"), "russian": (*_CYRILLIC, "koi8-r", "cp866"),
    "ukrainian": _CYRILLIC, "bulgarian": ("cp1251", "iso8859-5"), "greek": ("cp1253", "iso8859-7", "cp737", "cp869"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), [(language, encoding) for language, encodings in ENCODINGS.items() for encoding in encodings])
def test_a_text_is_read_in_the_encoding_that_it_is_in(language: str, encoding: str) -> None:
    text = f"{TEXTS[language]}\n" * 6
    assert decode(text.encode(encoding)) == text
