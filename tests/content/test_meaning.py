"""A passage is found by what it says, in other words than its own; behind what was found by its words."""

import subprocess
import sys
from pathlib import Path

import pytest

from glossator.content.document import Builder, Document
from glossator.content.folders import cache_folder
from glossator.content.search import meaning
from glossator.content.search.index import SearchIndex
from glossator.content.text import segments
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from tests.tui.settled import settled, until

needs_vectors = pytest.mark.skipif(not meaning.is_installed(), reason="the extra 'meaning' is not installed")
LINES = [
    "The surgeon operated on the boy's heart until the morning. Then she slept.",
    "Wheat prices fell sharply in the spring, and the farmers sold their horses.",
    "A violin was stolen from the museum while the guard was eating his supper.",
    "The ship sank in a storm off the cape, and nobody was saved.",
    "Parliament voted against the new tax after a debate of nine hours.",
    "The astronomer found a comet near Jupiter and named it after his daughter.",
]
DESCRIBED = {
    "a doctor performs an operation upon some child's organ at night": 0,
    "an instrument of music was taken away by thieves": 2,
    "every sailor drowned when their vessel went down in bad weather": 3,
}


def made_of(lines: list[str]) -> Document:
    builder = Builder()
    for line in lines:
        builder.add("paragraph", line)
    return builder.document("Lines")


@pytest.fixture
def index() -> SearchIndex:
    return SearchIndex(made_of(LINES + [f"Number {n} says nothing that anyone would look for." for n in range(60)]))


@needs_vectors
@pytest.mark.parametrize("query", DESCRIBED)
def test_a_passage_is_found_that_is_only_described(index: SearchIndex, query: str) -> None:
    assert index.add_meaning()
    start, end = segments.sentence_at(index.text, index.text.index(LINES[DESCRIBED[query]][:20]))
    assert any(start <= hit.start < hit.end <= end for hit in index.search(query, 3))


@needs_vectors
def test_what_only_says_the_same_is_a_sentence_marked_as_such_behind_what_has_the_words(index: SearchIndex) -> None:
    query = "the farmers sold their horses when bread became cheap in the market"
    before = index.search(query, 0)
    assert before and not any(hit.by_meaning for hit in before)
    index.add_meaning()
    hits = index.search(query, 0)
    kinds = [hit.by_meaning for hit in hits]
    assert kinds == sorted(kinds) and index.text[slice(*hits[0][:2])] in LINES[1]
    for hit in hits:
        if hit.by_meaning:
            assert hit.words == ((hit.start, hit.end),) == (segments.sentence_at(index.text, hit.start),)


@needs_vectors
@pytest.mark.parametrize("query", ["horses", "sold horses", '"sold their horses"', "/hors.s/", "'horses", "xqz vrrt wlkj", ""])
def test_short_and_strict_queries_stay_as_they_are(index: SearchIndex, query: str) -> None:
    before = index.search(query, 0)
    index.add_meaning()
    assert index.search(query, 0) == before


@needs_vectors
def test_what_was_worked_out_is_kept_and_worked_out_again_where_it_was_spoilt(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add_meaning()
    query = next(iter(DESCRIBED))
    first = index.search(query, 5)
    (path,) = cache_folder().glob("*.meaning")
    data, made, asked = path.read_bytes(), meaning._made, 0

    def counted(*arguments: object) -> object:
        nonlocal asked
        asked += 1
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(meaning, "_made", counted)
    index.add_meaning()
    assert index.search(query, 5) == first and asked == 0
    for number, spoilt in enumerate((b"", data[:100], b"x" * 5000, data[:-2000], data.replace(b"firsts", b"worsts")), 1):
        path.write_bytes(spoilt)
        index.add_meaning()
        assert index.search(query, 5) == first and asked == number and path.read_bytes() == data


@needs_vectors
def test_a_script_of_which_only_letters_are_known_is_left_alone() -> None:
    index = SearchIndex(made_of(["吾輩は猫である。名前はまだ無い。" * 20]))
    assert not index.add_meaning() and index.meaning is None


def test_without_the_extra_all_else_works(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "safetensors.numpy", None)
    meaning._model.cache_clear()
    assert not meaning.is_installed() and not index.add_meaning() and index.search("horses")


def test_nothing_of_it_is_imported_before_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("\n\n".join(LINES))
    code = (
        "import sys; from glossator.tui.cli.main import main; main(sys.argv[1:]);"
        "print(sorted({'numpy', 'tokenizers', 'safetensors', 'wordllama'} & set(sys.modules)), file=sys.stderr)"
    )
    for query in ("horses sold", *DESCRIBED):
        done = subprocess.run([sys.executable, "-c", code, "find", query, str(path)], capture_output=True, text=True, check=True)
        assert "wordllama" not in done.stderr and (done.stderr == "[]\n" or len(query.split()) > 3)


@needs_vectors
async def test_a_hit_by_meaning_is_marked_in_the_pane_and_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("\n\n".join(LINES))
    query = "an instrument of music was taken away by thieves"
    assert main(["find", query, str(path)]) == 0
    assert any("~ A violin was stolen" in line for line in capsys.readouterr().out.splitlines())
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        screen = app.screen
        await until(pilot, lambda: screen.reading.loaded.index and screen.reading.loaded.index.meaning)  # type: ignore[attr-defined]
        await pilot.press("slash", *query)
        shown = screen.query_one("#hits")
        await until(pilot, lambda: any("~ " in shown.render_line(y).text for y in range(shown.size.height)))
