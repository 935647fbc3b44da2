"""Motions and text objects against vim itself: 0 ^ $ j k by rows, words and letters by blocks, sentences by paragraphs."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.content.text import segments
from glossator.tui.caret import text_objects
from glossator.tui.caret.motions import Motions
from glossator.tui.caret.selection import Selection, select
from glossator.tui.layout.line_table import LineTable
from tests import vim
from tests.reading import plain
from tests.vim import Case

TEXTS = {
    "English": [
        "The quick brown fox, which nobody saw (or did they?), jumped over it. Then it slept! Was it tired? It was not.",
        "A second paragraph follows here; it has commas, dashes - and \"straight quotes\" in it. It ends.",
        "Short one.",
        "The last paragraph of this text has some more words, so that there is room to move. Yes, quite so. The end.",
    ],
    "German": [
        "Der Fuß des Bären, größer als üblich, hinterließ Spuren. Über Nacht fror es! Wer hätte das gedacht? Niemand.",
        "Die zweite Straße führt nach Süden (oder Osten). Dort wohnt Frau Müller.",
        "Ein Satz mit Bindestrich-Wörtern, Zahlen wie 3,5 und Zeichen: so geht es. Ende gut.",
    ],
    "Chinese": [
        "今天天氣很好，我們一起去公園散步。公園裡有很多花！你喜歡哪一種？",
        "他說他喜歡讀書。圖書館在學校旁邊，走路十分鐘。",
        "北京大學是一所很有名的大學。",
    ],
    "Japanese": [
        "今日は天気がいいので、公園へ散歩に行きました。花がたくさん咲いていました！",
        "東京タワーはとても高いです。夜になるときれいに光ります。",
    ],
    "Arabic": [
        "ذهب الولد إلى المدرسة صباحا. كان الجو جميلا! هل وصل مبكرا؟ نعم وصل.",
        "الكتاب على الطاولة، والقلم في الحقيبة. انتهى النص.",
    ],
    "Hindi": [
        "आज मौसम बहुत अच्छा है। हम बाग में घूमने गए। क्या तुम भी आओगे? हाँ।",
        "किताब मेज़ पर है, और कलम थैले में है। कहानी समाप्त हुई।",
    ],
    "emoji": [
        "Hello 👋🏽 world 🌍, this is 👨‍👩‍👧‍👦 a family. It was fun 🎉! Was it? 🇩🇪🇫🇷 flags too.",
        "Café and élève with cafe\u0301 and e\u0301le\u0300ve, written twice. Done ❤️ now.",
    ],
}  # fmt: skip
MOTIONS = {
    "h": "left", "l": "right", "w": "word_next", "b": "word_back", "e": "word_end", "W": "big_word_next",
    "B": "big_word_back", "E": "big_word_end", ")": "sentence_next", "(": "sentence_back", "}": "paragraph_next",
    "{": "paragraph_back", "0": "line_start", "^": "line_text_start", "$": "line_end", "j": "down", "k": "up",
}  # fmt: skip
WIDTH = 34
Place = tuple[int, int]

needs_vim = pytest.mark.skipif(not vim.is_there(), reason="vim is not installed")


class Lines:
    """How the lines given to vim stand in our text."""

    def __init__(self, blocks: list[str], kind: str) -> None:
        self.text = "\n".join(blocks)
        self.table = LineTable(plain("\n\n".join(blocks)), WIDTH)
        assert self.table.document.text == self.text
        starts = [0, *itertools.accumulate(len(block) + 1 for block in blocks)][: len(blocks)]
        if kind == "rows":
            ranges = [each for y in range(self.table.height) if (each := self.table.range_of(y))]
            self.lines = [self.text[start:end].rstrip() for start, end in ranges]
            self.starts = [start for start, _ in ranges]
        elif kind == "blocks":
            self.lines, self.starts = blocks, starts
        else:  # paragraphs: a blank line between two blocks
            self.lines = [line for block in blocks for line in (block, "")][:-1]
            self.starts = [start for start in starts for _ in range(2)][:-1]
            for index in range(1, len(self.lines), 2):
                self.starts[index] = self.starts[index + 1] - 1  # the line end itself
        self.motions = Motions(self.text, self.table)

    def place(self, position: int) -> Place:
        """The line and column of a position."""
        index = max(n for n, start in enumerate(self.starts) if start <= position)
        return index, position - self.starts[index]

    def position(self, place: Place) -> int:
        """The position of a line and column; in a blank line the line end before the next block."""
        return self.starts[place[0]] + place[1]


def kind_of(key: str) -> str:
    return "rows" if key in "0^$jk" else "paragraphs" if key in "(){}" or key[-1] in "sp" else "blocks"


def boundaries(lines: Lines, key: str, folder: Path) -> list[int]:
    """Where vim stops when it goes through all of a text by one motion, which is what it takes for words or sentences."""
    most = len(lines.text)
    answers = vim.ask(folder, [Case(lines.lines, 0, 0, f"{count}{key}") for count in range(1, most)])
    return sorted({_as_ours(lines, key, lines.position(answer.at)) for answer in answers} - {0})


def ours(lines: Lines, key: str) -> list[int]:
    """Where ours stops, likewise."""
    motion = lines.motions.by_name(MOTIONS[key])
    return sorted({motion(0, count) for count in range(1, len(lines.text))} - {0})


REASONS: dict[str, Callable[[str, int], str]] = {
    "w": lambda text, at: _word_reason(text, at),
    "e": lambda text, at: _word_reason(text, at),
    "W": lambda text, at: _letter_reason(text, at),
    "E": lambda text, at: _letter_reason(text, at),
    "l": lambda text, at: _letter_reason(text, at),
    ")": lambda text, at: _sentence_reason(text, at),
}
ONWARDS = {"b": "w", "B": "W", "h": "l", "(": ")"}


def _word_reason(text: str, at: int) -> str:
    near = text[max(0, at - 12) : at + 12]
    if any("\u3040" <= char <= "\u9fff" for char in near):
        return "phrases of BudouX are words in Chinese and Japanese; to vim a run of one kind of letter is"
    if any(char > "\u2fff" or char in "\u200d\ufe0f" for char in near):
        return "an emoji with what belongs to it is one word by UAX #29"
    if any("\u0600" <= char <= "\u06ff" or "\u0900" <= char <= "\u097f" for char in near):
        return "the signs of Arabic and Hindi are no letters by UAX #29 (WB4, WB999); to vim they are"
    if "\u0301" in near or "\u0300" in near:
        return "an accent belongs to its letter"
    if any(a.isalnum() and b in ".,:'’" and c.isalnum() for a, b, c in zip(near, near[1:], near[2:], strict=False)):
        return "a sign between letters or digits belongs to the word (WB6, WB12)"
    return ""


def _letter_reason(text: str, at: int) -> str:
    start, end = max(0, at - 12), at + 12
    if any(segments.letter_end(text, place) != place + 1 for place in range(start, min(end, len(text)))):
        return "a letter is an extended grapheme cluster (UAX #29); to vim an emoji sequence is several"
    return ""


def _sentence_reason(text: str, at: int) -> str:
    if any(char in "。！？؟।" for char in text[max(0, at - 3) : at + 3]):
        return "a sentence ends at the full stop of its script; vim knows . ! ? and a space only"
    if any(char > "\u2fff" for char in text[max(0, at - 8) : at + 8]):
        return "vim needs a space behind the stop alone, and takes an emoji for part of the sentence"
    return ""


def explain(lines: Lines, key: str, theirs: list[int], ones: list[int]) -> Counter[str]:
    """The reasons why vim stops elsewhere; a stop without a reason is a fault."""
    found: Counter[str] = Counter()
    for at in sorted({*theirs} ^ {*ones}):
        reason = REASONS[key](lines.text, at)
        assert reason, f"{key} at {at}: {lines.text[max(0, at - 15) : at]}|{lines.text[at : at + 15]}"
        found[reason] += 1
    return found


@needs_vim
@pytest.mark.parametrize("language", TEXTS)
def test_motions_stop_where_vim_does(tmp_path: Path, language: str) -> None:
    random.seed(language)
    differing: Counter[str] = Counter()
    stops: dict[str, tuple[list[int], list[int]]] = {}
    for key in "wWeEl)":
        lines = Lines(TEXTS[language], kind_of(key))
        stops[key] = boundaries(lines, key, tmp_path), ours(lines, key)
        differing += explain(lines, key, *stops[key])
    if language in ("English",):
        assert not differing
    cases, expected = [], []
    for key in MOTIONS:
        lines = Lines(TEXTS[language], kind_of(key))
        for count in ("", "", "2", "3", "7"):
            position = segments.letter_start(lines.text, random.randrange(len(lines.text)))
            place = lines.place(position)
            if lines.text[position] == "\n" or place[1] >= len(lines.lines[place[0]]):
                continue
            asked = count if key not in "0^" else ""
            if key == "{" and place[1] == 0:  # from there vim goes to the blank line, and only then on
                asked = str(int(count or 1) + 1)
            cases.append(Case(lines.lines, *place, asked + key))
            expected.append((lines, key, position, int(count or 1)))
    for (lines, key, position, count), answer in zip(expected, vim.ask(tmp_path, cases), strict=True):
        mine = lines.motions.by_name(MOTIONS[key])(position, count)
        theirs = segments.letter_start(lines.text, _as_ours(lines, key, lines.position(answer.at)))
        if mine != theirs and not (
            key in "()" and count > 1 and _crosses(lines, min(mine, theirs, position), max(mine, theirs, position))
        ):
            low, high = min(mine, theirs, position), max(mine, theirs, position)
            assert (key in "jk" and _letter_reason(lines.text, low)) or _differs(
                stops.get(ONWARDS.get(key, key)), low, high
            ), (
                f"{language}: {count}{key} from {position} {lines.text[position : position + 20]!r}: "
                f"vim {lines.text[theirs : theirs + 20]!r}, here {lines.text[mine : mine + 20]!r}"
            )
    print(language, len(cases), "cases;", dict(differing) or "no difference")


def _as_ours(lines: Lines, key: str, theirs: int) -> int:
    """Vim stops at the blank line between paragraphs, too; here, where no line is blank, at the paragraph behind it."""
    text = lines.text
    if key in "(){}":
        return theirs + 1 if text[theirs] == "\n" and theirs + 1 < len(text) else theirs
    return theirs


def _differs(stops: tuple[list[int], list[int]] | None, low: int, high: int) -> bool:
    """Whether vim and we see other words or sentences in a range or right behind it."""
    return stops is not None and any(low - 12 <= at <= high + 12 for at in {*stops[0]} ^ {*stops[1]})


OBJECTS: dict[str, tuple[text_objects.Kind, bool]] = {
    "iw": ("word", False), "aw": ("word", True), "is": ("sentence", False), "as": ("sentence", True),
    "ip": ("paragraph", False), 'i"': ("quotation", False), 'a"': ("quotation", True),
}  # fmt: skip


@needs_vim
@pytest.mark.parametrize("language", TEXTS)
def test_text_objects_are_those_of_vim(tmp_path: Path, language: str) -> None:
    random.seed(language)
    cases, expected, differing = [], [], 0
    for key in OBJECTS:
        lines = Lines(TEXTS[language], kind_of(key))
        for count in ("", "", "", "2", "3") if key[-1] in "ws" else ("", "", ""):
            position = segments.letter_start(lines.text, random.randrange(len(lines.text)))
            place = lines.place(position)
            if lines.text[position] == "\n" or place[1] >= len(lines.lines[place[0]]):
                continue
            cases.append(Case(lines.lines, *place, f"v{count}{key}"))
            expected.append((lines, key, position, int(count or 1)))
    by_word = _stops(language, "we", tmp_path)
    by_sentence = _stops(language, ")", tmp_path)
    for (lines, key, position, count), answer in zip(expected, vim.ask(tmp_path, cases), strict=True):
        kind, around = OBJECTS[key]
        mine = text_objects.take(lines.text, select(lines.text, position, position), kind, around=around, count=count)
        theirs = segments.between_letters(lines.text, lines.position(answer.start), lines.position(answer.end) + 1)
        got = mine.range if mine else (position, segments.letter_end(lines.text, position))
        if got != theirs:
            differing += 1
            low, high = min(got[0], theirs[0]), max(got[1], theirs[1])
            stops = by_word if key[-1] == "w" else by_sentence
            explained = any(_differs(each, low, high) for each in stops) or _crosses(lines, low, high)
            assert explained, (
                f"{language}: v{count}{key} at {position}: vim {lines.text[slice(*theirs)]!r}, "
                f"here {lines.text[slice(*got)]!r}"
            )
    print(language, len(cases), "objects,", differing, "differ")


def _stops(language: str, keys: str, folder: Path) -> list[tuple[list[int], list[int]]]:
    out = []
    for key in keys:
        lines = Lines(TEXTS[language], kind_of(key))
        out.append((boundaries(lines, key, folder), ours(lines, key)))
    return out


def _crosses(lines: Lines, low: int, high: int) -> bool:
    """An object that goes on over a paragraph's end: vim counts the blank line as one, and here there is none."""
    return "\n" in lines.text[low:high]


# -- what always holds

letters_of = st.sampled_from(sorted({char for blocks in TEXTS.values() for block in blocks for char in block}))
any_text = st.lists(st.text(letters_of, min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text))), min_size=1, max_size=4)


@given(any_text, st.data())
def test_every_motion_ends_on_a_letter_and_none_turns_back(blocks: Iterable[str], data: st.DataObject) -> None:
    document = plain("\n\n".join(blocks))
    text = document.text
    if not text:
        return
    table = LineTable(document, data.draw(st.integers(1, 30)))
    motions = Motions(text, table)
    position = motions.letter_at(data.draw(st.integers(0, len(text))))
    for name in (*MOTIONS.values(), "arrow_left", "arrow_right", "paragraph_end"):
        count = data.draw(st.integers(1, 5))
        after = motions.by_name(name)(position, count)
        assert 0 <= after < len(text), name
        assert segments.letter_start(text, after) == after, name
        if name.endswith(("next", "end", "right")) and name != "line_end":
            assert after >= position, name
        if name.endswith(("back", "left")):
            assert after <= position, name


@given(any_text, st.data())
def test_objects_hold_the_caret_or_begin_behind_it_and_are_between_letters(
    blocks: Iterable[str], data: st.DataObject
) -> None:
    text = plain("\n\n".join(blocks)).text
    if not text:
        return
    position = segments.letter_start(text, data.draw(st.integers(0, len(text) - 1)))
    for kind, around in OBJECTS.values():
        taken: Selection | None = text_objects.take(text, select(text, position, position), kind, around=around)
        if taken is None:
            continue
        start, end = taken.range
        assert start < end
        assert segments.between_letters(text, start, end) == (start, end)
        assert kind == "quotation" or start <= position < max(end, position + 1)


@pytest.mark.parametrize("name", ["word_next", "word_end", "word_back", "big_word_next", "big_word_end", "big_word_back", "sentence_next", "sentence_back", "paragraph_end", "arrow_left", "arrow_right", "up_to_character"])
def test_a_count_that_is_a_slip_takes_no_more_steps_than_there_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "one two. three “four”\n\nfive\n"
    steps = 0

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any) -> Any:
            nonlocal steps
            steps += 1
            assert steps < 1000
            return function(*arguments)

        return count

    for each in ("letter_before", "letter_end", "segment_at", "segment_after", "segment_before", "sentence_at", "sentence_after", "paragraph_at"):
        monkeypatch.setattr(segments, each, counted(getattr(segments, each)))
    motions = Motions(text, LineTable(plain(text), WIDTH))
    at = len(text) - 2 if "back" in name or "left" in name else 0
    arguments = (at, 10**9, "o") if "character" in name else (at, 10**9)
    getattr(motions, name)(*arguments)
    for kind in ("word", "sentence", "paragraph"):
        for around in (False, True):
            text_objects.take(text, select(text, 0, 3), kind, around=around, count=10**9)
            text_objects.take(text, select(text, 0, 0), kind, around=around, count=10**9)


@pytest.mark.parametrize("text", ["3\n3 \u093c\n33", "a \u0301b", "one\u200d two", " \u0301", "a\n\u0301b"])
def test_a_mark_on_a_blank_is_never_stopped_at(text: str) -> None:
    document = plain(text)
    motions = Motions(document.text, LineTable(document, WIDTH))
    for name in ("word_next", "word_end", "word_back", "big_word_next", "big_word_end", "big_word_back", "arrow_left", "arrow_right", "sentence_back"):
        for at in range(len(document.text)):
            start = segments.letter_start(document.text, at)
            for count in (1, 2, 5):
                end = motions.by_name(name)(start, count)
                assert end == segments.letter_start(document.text, end), (name, start, count)


@pytest.mark.skipif(not vim.is_there(), reason="vim is not installed")
@pytest.mark.parametrize("keys", ['v2i"', 'v3i"', 'vi"i"', 'va"', 'va"a"'])
def test_quotations_as_vim_takes_them(keys: str, tmp_path: Path) -> None:
    line = 'He said "one two" and "three" to them.'
    at = line.index("two")
    (answer,) = vim.ask(tmp_path, [vim.Case([line], 0, at, keys)])
    selection: Selection | None = select(line, at, at)
    for count, kind in re.findall(r"(\d?)([ia])\"", keys):
        assert selection
        selection = text_objects.take(line, selection, "quotation", around=kind == "a", count=int(count or 1))
    assert selection and line[slice(*selection.range)] == line[answer.start[1] : answer.end[1] + 1]
