"""Leap: labels that never begin one another, and two words of a page highlighted in ten keys at the most."""

import itertools
import os
import random
import statistics
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from glossator.content.text import segments
from glossator.tui.app import GlossatorApp
from glossator.tui.caret import leap
from tests.tui.settled import reader_screen, saved, settled, until

PAIRS = int(os.environ.get("GLOSS_PAIRS", "12"))
"""Pairs of words in the suite; a hundred by hand."""


@given(st.sets(st.integers(0, 5000), min_size=1, max_size=600), st.integers(0, 5000), st.sets(st.sampled_from("abcdefghij")))
def test_no_label_begins_another_and_the_nearest_have_one_key(places: set[int], here: int, taken: set[str]) -> None:
    labels = leap.labels(sorted(places), here, taken)
    assert set(labels) == places
    values = sorted(labels.values())
    assert len(set(values)) == len(values)
    assert not any(after.startswith(before) for before, after in itertools.pairwise(values))
    assert not any(label[0] in taken for label in values)
    distances = sorted((abs(place - here), place, len(label)) for place, label in labels.items())
    lengths = [length for _, _, length in distances]
    assert lengths == sorted(lengths)


def test_letters_are_found_as_one_types_them() -> None:
    text = "Élan über Straße"
    words = leap.words_on_screen(text, 0, len(text))
    assert leap.matching(words, "e") == [0] and leap.matching(words, "ub") == [5]


async def leap_to(pilot: Pilot[None], word: str, start: int) -> int:
    """Leap to a word; the number of keys it took."""
    screen = reader_screen(pilot)
    assert screen
    body = screen.body
    before = body.caret_position, body.mode
    letter = leap.folded(word[0])
    await pilot.press("f", letter)
    await pilot.pause()
    if label := next((label for places in body._labels.values() for place, label in places if place == start), None):
        await pilot.press(*label)
        return 2 + len(label)
    assert (body.caret_position, body.mode) != before or body.caret_position == start
    return 2


@pytest.mark.parametrize("size", [(160, 45), (100, 30)], ids=str)
async def test_any_two_words_of_a_page_are_highlighted_in_ten_keys(article: Path, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(article))
    random.seed(7)
    counts = []
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        body, text = screen.body, screen.reading.document.text
        words = [each for each in segments.segments(text, body.position, body.end_position) if each.is_word]
        for _ in range(PAIRS):
            first, last = sorted(random.sample(words, 2))
            keys = await leap_to(pilot, text[first.start : first.end], first.start)
            await pilot.press("v")
            keys += 1 + await leap_to(pilot, text[last.start : last.end], last.start)
            await pilot.press("enter")
            await until(pilot, lambda: len(screen.reading.notes.items) == 1)
            await saved(pilot)
            assert screen.reading.notes.items[0].selectors.exact == text[first.start : last.end]
            counts.append(keys + 1)
            await pilot.press("u", "escape")
            await until(pilot, lambda: not screen.reading.notes.items and body.mode == "pager")
    assert max(counts) <= 10
    assert statistics.median(counts) <= 9


@pytest.mark.parametrize("keys", ["fqu", "fzu", "fzzu"])
async def test_a_letter_of_a_leap_is_no_command_whatever_is_on_screen(tmp_path: Path, keys: str) -> None:
    """Where one word alone began so, the leap was over before its second letter, which then undid the last change."""
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nOnly one word here is quoted. Another is not.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        screen = reader_screen(pilot)
        assert screen
        await pilot.press(*keys)
        await pilot.pause()
        assert len(screen.reading.notes.items) == 1
        if keys == "fqu":
            assert screen.reading.document.text[screen.body.caret_position :].startswith("quoted")
