"""Highlights of other programs: read as they are, placed at their words, and the same when they come again."""

import contextlib
import json
import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import settings, strategies

from glossator.content import Notebook, describe, open_document
from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.content.exchange.books import KnownBooks
from glossator.content.exchange.importing import plan_import, summary, write_import
from glossator.content.exchange.imports import IMPORTS, read_import
from glossator.content.exchange.imports.dates import spoken
from glossator.content.exchange.imports.entry import Entry, ImportedBook
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.lua import LuaError, parse_lua
from glossator.content.exchange.imports.recognition import format_of
from glossator.content.exchange.placing import place
from glossator.content.exchange.undoing import recorded, undo_last_import
from glossator.content.exchange.waiting import place_waiting
from glossator.content.folders import notes_folder, state_folder
from glossator.content.library.reading_places import Library
from glossator.content.notes.files import notebook_files
from glossator.content.text.front_matter import facts_in, front_matter_of
from tests.content import other_programs
from tests.content.other_programs import FIRST, NOTE, SECOND, TEXT, TITLE
from tests.reading import markdown

WRITERS = [
    *((name, file, write) for name, (file, write) in other_programs.TEXTS.items()),
    *((name, "note.md", write) for name, writers in other_programs.NOTES.items() for write in writers),
]
NO_NOTES = {"raindrop"}


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "lamp.md"
    path.write_text(TEXT, "utf-8")
    return open_document(path)


def written(folder: Path, name: str, data: str | bytes) -> Given:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Given.read(path)


def imported(given: Given, document: Document, name: str = "") -> list[tuple[str, str]]:
    """Import a file; the result and the words of each entry."""
    name = name or format_of(given)
    out = []
    for book in read_import(given, name):
        notebook = Notebook.open(document)
        plan = plan_import(book.cleaned(), name, notebook, document)
        write_import(notebook, plan)
        out += [(each.result, each.quote) for each in plan.results]
    return out


@pytest.mark.parametrize(("name", "file", "write"), WRITERS, ids=[f"{name} {write.__name__}" for name, _, write in WRITERS])
def test_what_another_program_marked_is_found_in_the_text(name, file, write, tmp_path, document) -> None:
    given = written(tmp_path, file, write())
    assert format_of(given) == name
    books = [book for book in read_import(given, name) if book.entries]
    assert [book.title for book in books][:1] == [TITLE] or name in ("calibre", "zotero", "obsidian")
    results = imported(given, document)
    assert [result for result, _ in results if result != "skipped"] == ["placed", "placed"]
    items = Notebook.open(document).items
    assert [item.selectors.exact for item in items] == [FIRST, SECOND]
    if name not in NO_NOTES:
        assert items[0].note == NOTE and not items[1].note.replace("> acct:other@example.org: I doubt it", "")
    if "begins" in str(given.data) or name == "calibre":
        assert items[0].tags in (("begins",), ())
    before = Notebook.open(document).path.read_bytes()
    again = imported(given, document)
    assert {result for result, _ in again} <= {"duplicate", "skipped"}
    assert Notebook.open(document).path.read_bytes() == before


@pytest.mark.parametrize("name", ["kobo", "apple_books"])
def test_databases_are_read_in_the_order_of_the_book(name, tmp_path, document) -> None:
    getattr(other_programs, name)(path := tmp_path / "notes.sqlite")
    given = Given.read(path)
    (book,) = read_import(given, format_of(given))
    assert (book.title, book.author, book.identifiers) == (TITLE, "A. Writer", ("urn:isbn:9780000000002",))
    assert imported(given, document)[:2] == [("placed", FIRST), ("placed", SECOND)]
    first, second = Notebook.open(document).items
    assert (first.note, first.color, second.color) == (NOTE, "yellow", "blue")
    assert first.created == "2026-05-01T10:00:00.000000Z"


def test_epubs_hold_the_annotations_of_calibre_and_of_the_standard(tmp_path, document) -> None:
    for name, text in (("META-INF/calibre_bookmarks.txt", other_programs.calibre()), ("META-INF/annotations.json", other_programs.w3c())):
        given = written(tmp_path, "lamp.epub", other_programs.packed(name, text))
        assert format_of(given) == "epub"
        assert {e.quote for e in read_import(given, "epub")[0].entries if not e.outcome} == {FIRST, SECOND}
    packed = written(tmp_path, "lamp.annotations", other_programs.packed("annotations.json", other_programs.w3c()))
    assert format_of(packed) == "w3c-epub" and imported(packed, document) == [("placed", FIRST), ("placed", SECOND)]


# -- Kindle, in the languages it speaks


@pytest.mark.parametrize(("line", "kind", "page", "location"), [
    ("- Your Highlight on page xii | Location 3-4 | Added on Thursday, 3 September 2026 18:10:53", "highlight", "xii", "3-4"),
    ("- Deine Markierung auf Seite 112 | bei Position 1300-1301 | Hinzugefügt am Donnerstag, 3. September 2026 18:10:53", "highlight", "112", "1300-1301"),
    ("- Votre surlignement à lʼemplacement 70-71 | Ajouté le jeudi 3 septembre 2026 18:10:53", "highlight", "", "70-71"),
    ("- La subrayado en la página 4 | posición 60-60 | Añadido el jueves, 3 de septiembre de 2026 18:10:53", "highlight", "4", "60-60"),
    ("- La tua evidenziazione a pagina 112 | posizione 1300-1301 | Aggiunto in data giovedì 3 settembre 2026 18:10:53", "highlight", "112", "1300-1301"),
    ("- Seu destaque na página 112 | posição 1300-1301 | Adicionado: quinta-feira, 3 de setembro de 2026 18:10:53", "highlight", "112", "1300-1301"),
    ("- Je highlight op pagina 3 | locatie 40 t/m 44 | Toegevoegd op donderdag 3 september 2026 18:10:53", "highlight", "3", "40-44"),
    ("– Ваш выделенный отрывок на странице 3 | Место 40–44 | Добавлено: четверг, 3 сентября 2026 г. в 18:10:53", "highlight", "3", "40-44"),
    ("- 112ページ|位置No. 1300-1301のハイライト |作成日: 2026年9月3日木曜日 18:10:53", "highlight", "112", "1300-1301"),
    ("- 您在第 112 页（位置 #1300-1301）的标注 | 添加于 2026年9月3日星期四 下午6:10:53", "highlight", "112", "1300-1301"),
    ("- Markierung Pos. 2919-28 | Hinzugefügt am Donnerstag, 3. September 2026 um 18.10.53 Uhr", "highlight", "", "2919-2928"),
    ("- Your Underline on Location 15-16 | Added on Thursday, September 3, 2026 6:10:53\u202fPM", "highlight", "", "15-16"),
    ("- Votre note sur la page 3 | emplacement 44 | Ajouté le jeudi 3 septembre 2026 18:10:53", "note", "3", "44-44"),
    ("- Something on Location 15-16 | Added on Thursday, September 3, 2026 6:10:53 PM", "highlight", "", "15-16"),
])  # fmt: skip
def test_clippings_in_every_language(line, kind, page, location, tmp_path) -> None:
    given = written(tmp_path, "My Clippings.txt", f"A (Nested) Book ((x) Writer)\n{line}\n\nwords\n==========\n")
    (book,) = read_import(given, "kindle")
    (entry,) = book.entries
    assert (book.title, book.author) == ("A (Nested) Book", "(x) Writer")
    assert (entry.kind, entry.page, entry.location) == (kind, page, location)
    assert entry.created == spoken("3 September 2026 18:10:53") != ""


@pytest.mark.parametrize(("text", "stamp"), [
    ("Thursday, August 22, 2024 12:08:09 AM GMT+02:00", "2024-08-21T22:08:09.000000Z"),
    ("3 December 12 19:42:30 Greenwich Mean Time", "2012-12-03T19:42:30.000000Z"),
    ("22 août 2024 23h32min06s GMT-03:00", "2024-08-23T02:32:06.000000Z"),
    ("2024年8月23日星期五 上午12:08:09 GMT+08:00", "2024-08-22T16:08:09.000000Z"),
    ("4.46 Uhr GMT+07:29, 5. März 2021", "2021-03-04T21:17:00.000000Z"),
    ("no date at all", ""),
    ("May 99, 2024 10:00", ""),
])  # fmt: skip
def test_dates_in_words(text, stamp) -> None:
    assert spoken(text) == stamp


def clippings(*records: tuple[str, str, str]) -> str:
    return "".join(
        f"B (A)\n- Your {kind} on Location {where} | Added on Friday, May 1, 2026 10:00:0{n} AM\n\n{body}\n==========\n"
        for n, (kind, where, body) in enumerate(records)
    )


def entries_of(tmp_path: Path, text: str) -> list[Entry]:
    return [entry for book in read_import(written(tmp_path, "My Clippings.txt", text), "kindle") for entry in book.entries]


def test_a_note_belongs_to_the_passage_that_holds_its_location_and_the_latest_holds(tmp_path) -> None:
    found = entries_of(tmp_path, clippings(
        ("Note", "24", "older"), ("Highlight", "19-24", "the words"), ("Highlight", "24-30", "other words"), ("Note", "24", "newer"),
        ("Note", "99", "alone"),
    ))  # fmt: skip
    assert [(entry.kind, entry.quote, entry.note) for entry in found] == [
        ("highlight", "the words", "newer"), ("highlight", "other words", ""), ("note", "", "alone"),
    ]  # fmt: skip
    assert [note for _, note in found[0].earlier] == ["older"]


def test_of_passages_that_overlap_with_one_in_the_other_the_latest_holds(tmp_path) -> None:
    found = entries_of(tmp_path, clippings(
        ("Highlight", "19-20", "a long"), ("Highlight", "19-24", "a long passage"), ("Highlight", "19-24", "quite another"),
    ))  # fmt: skip
    assert [(entry.quote, entry.outcome and entry.outcome[0]) for entry in found] == [
        ("a long", "duplicate"), ("a long passage", None), ("quite another", None),
    ]  # fmt: skip


def test_a_passage_cut_off_by_a_limit_is_completed_from_the_text(tmp_path, document) -> None:
    cut = "its ink had run in <You have reached the clipping limit set by the publisher, X>"
    text = clippings(("Highlight", "19-20", cut), ("Highlight", "30-40", "<Sie haben das Limit erreicht>"), ("Highlight", "5", "torn"))
    results = imported(written(tmp_path, "My Clippings.txt", text + "B (A)\n- Your High"), document)
    assert [result for result, _ in results] == ["placed", "skipped", "orphaned", "skipped"]
    item = next(item for item in Notebook.open(document).items if item.selectors.start is not None)
    assert item.selectors.exact.endswith("its ink had run in the damp.") and item.stored["glossator:import"]["completed"] is True


# -- which of several places


def book_of(*entries: Entry) -> ImportedBook:
    return ImportedBook(TITLE, "A. Writer", entries=entries)


def placed_words(document: Document, *entries: Entry) -> list[tuple[str, int]]:
    return [(each.outcome, document.text.count("\n", 0, each.range[0]) if each.range else -1) for each in place(document, entries)]


SEA = "The sea was flat as slate."


def test_the_order_of_the_source_tells_repeats_apart(document) -> None:
    def at(number: int, quote: str) -> Entry:
        return Entry("highlight", quote, order=("location", (number,)))

    first, second = document.text.index(SEA), document.text.rindex(SEA)
    placements = place(document, [at(10, FIRST), at(20, SEA), at(30, SECOND), at(40, SEA)])
    assert [each.outcome for each in placements] == ["placed"] * 4
    assert [each.range[0] for each in placements if each.range][1::2] == [first, second]
    (alone,) = place(document, [Entry("highlight", SEA)])
    assert alone.outcome == "ambiguous" and alone.range == (first, first + len(SEA))


def test_the_chapter_and_the_context_tell_repeats_apart(document) -> None:
    second = document.text.rindex(SEA)
    by_chapter, by_prefix, by_suffix = place(document, [
        Entry("highlight", SEA, chapter="Two"), Entry("highlight", SEA, prefix="had run in the damp. "),
        Entry("highlight", SEA, suffix=" He read it twice"),
    ])  # fmt: skip
    assert {each.outcome for each in (by_chapter, by_prefix, by_suffix)} == {"placed"}
    assert {each.range and each.range[0] for each in (by_chapter, by_prefix, by_suffix)} == {second}


@pytest.mark.parametrize("quote", [
    "'Nobody comes,' he said, 'nobody ever comes.'", "Nobodycomes,” he said,“nobody evercomes.”", "he read it twice -- and then, very slow-\nly",
    "eeper climbed the stairs at dus",
])  # fmt: skip
def test_signs_lines_and_blanks_make_no_difference(quote, document) -> None:
    (placement,) = place(document, [Entry("highlight", quote)])
    assert placement.outcome == "placed" and placement.range
    found = "".join(filter(str.isalpha, document.text[slice(*placement.range)])).lower()
    assert found == "".join(filter(str.isalpha, quote)).lower()


def test_what_is_not_in_the_text_is_put_nowhere(document) -> None:
    for quote in ("The whale surfaced.", "lamp", "a keeper who never climbed any stairs at all in his long and quiet life by the sea", "首先，猫说"):
        (placement,) = place(document, [Entry("highlight", quote)])
        assert placement.outcome == "orphaned" or document.text.count(quote) == 1


@settings(max_examples=150)
@for_all(strategies.data())
def test_any_piece_of_a_text_is_placed_at_itself(data) -> None:
    document = markdown(TEXT)
    start = data.draw(strategies.integers(0, len(document.text) - 30))
    end = data.draw(strategies.integers(start + 24, len(document.text)))
    quote = document.text[start:end].strip()
    (placement,) = place(document, [Entry("highlight", quote)])
    assert placement.range and document.text[slice(*placement.range)].strip("“”.,;— \n") == quote.strip("“”.,;— \n")


# -- importing again


def entry(**changes) -> Entry:
    return Entry("highlight", FIRST, NOTE, created="2026-05-01T10:00:00.000000Z", modified="2026-05-01T10:00:00.000000Z", id="a")._replace(**changes)


def results(document: Document, *entries: Entry) -> list[str]:
    notebook = Notebook.open(document)
    plan = plan_import(book_of(*entries), "koreader", notebook, document)
    write_import(notebook, plan)
    return [each.result for each in plan.results]


def test_what_was_deleted_here_stays_deleted_even_if_it_is_changed_there(document) -> None:
    assert results(document, entry()) == ["placed"]
    notebook = Notebook.open(document)
    notebook.remove(notebook.items[0].id)
    assert results(document, entry()) == ["older"] and not Notebook.open(document).items
    assert results(document, entry(note="new", modified="2099-01-01T00:00:00.000000Z")) == ["older"]
    assert not Notebook.open(document).items


def taken_in(document: Document, *entries: Entry) -> list[str]:
    notebook = Notebook.open(document)
    plan = plan_import(book_of(*entries), "koreader", notebook, document)
    with recorded() as record:
        record.write(notebook, plan)
    return [each.result for each in plan.results]


def test_an_import_is_undone_in_one_step_and_may_come_again(document) -> None:
    mine = Notebook.open(document).add(describe(document.text, 0, 8))
    assert taken_in(document, entry(), entry(id="b", quote=SECOND)) == ["placed", "placed"]
    assert undo_last_import(is_dry=True) == (2, 0, 0) and len(Notebook.open(document).items) == 3
    assert undo_last_import() == (2, 0, 0)
    assert [item.id for item in Notebook.open(document).items] == [mine.id]
    assert len(Notebook.open(document).deleted()) == 2
    with pytest.raises(GlossatorError, match="no import to undo"):
        undo_last_import()
    assert taken_in(document, entry(), entry(id="b", quote=SECOND)) == ["placed", "placed"]
    assert len(Notebook.open(document).items) == 3
    assert results(document, entry(), entry(id="b", quote=SECOND)) == ["duplicate", "duplicate"]


def test_what_an_import_changed_is_as_before_once_it_is_undone_and_what_was_changed_since_stays(document) -> None:
    taken_in(document, entry(), entry(id="b", quote=SECOND))
    later = "2099-05-02T10:00:00.000000Z"
    assert taken_in(document, entry(note="later", modified=later), entry(id="b", quote=SECOND, note="too", modified=later))
    notebook = Notebook.open(document)
    other = next(item for item in notebook.items if item.selectors.exact == SECOND)
    notebook.edit(other.id, note="mine")
    assert undo_last_import() == (0, 1, 1)
    assert {item.selectors.exact: item.note for item in Notebook.open(document).items} == {FIRST: NOTE, SECOND: "mine"}


def test_what_was_undone_comes_again_as_it_is_there_then_and_after_a_merge(document) -> None:
    later = "2026-06-01T10:00:00.000000Z"
    taken_in(document, entry())
    taken_in(document, entry(note="later", modified=later), entry(id="b", quote=SECOND))
    old = Notebook.open(document).path.read_text("utf-8")
    assert undo_last_import() == (1, 1, 0)
    copy = Notebook.open(document).path.with_name("copy.txt")
    copy.write_text(old, "utf-8")
    Notebook.open(document).absorb(copy)
    assert [item.note for item in Notebook.open(document).items] == [NOTE]
    assert taken_in(document, entry(note="later", modified=later), entry(id="b", quote=SECOND)) == ["placed", "placed"]
    assert {item.selectors.exact: item.note for item in Notebook.open(document).items} == {FIRST: "later", SECOND: NOTE}


def test_what_somebody_wrote_while_an_import_went_on_is_not_the_imports(document) -> None:
    taken_in(document, entry())
    notebook = Notebook.open(document)
    plan = plan_import(book_of(entry(note="later", modified="2026-06-01T10:00:00.000000Z")), "koreader", notebook, document)
    other = Notebook.open(document)
    other.edit(other.items[0].id, note="mine")
    with recorded() as record:
        record.write(notebook, plan)
    with contextlib.suppress(GlossatorError):
        undo_last_import()
    assert [item.note for item in Notebook.open(document).items] == ["mine"]


def test_undoing_touches_nothing_but_notebooks_and_says_what_is_wrong(document, tmp_path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("hello")
    record = state_folder() / "last-import.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps({"notebooks": [{"path": str(precious), "modified": {"a": "b"}}]}))
    with pytest.raises(GlossatorError, match="not a notebook"):
        undo_last_import(is_dry=True)
    assert precious.read_text() == "hello" and not [*tmp_path.glob("*damaged*")]
    taken_in(document, entry())
    path = Notebook.open(document).path
    whole = path.read_text("utf-8")
    for damage in (lambda: path.write_text(whole[:50], "utf-8"), path.unlink):
        damage()
        with pytest.raises(GlossatorError, match=r"not there|not a notebook"):
            undo_last_import()
        assert not [*path.parent.glob("*damaged*")]
    path.write_text(whole, "utf-8")
    assert undo_last_import() == (1, 0, 0)


def test_nothing_is_undone_where_one_of_several_notebooks_cannot_be(document, tmp_path) -> None:
    path = tmp_path / "other.md"
    path.write_text(TEXT.replace("keeper", "warden"), "utf-8")
    other = open_document(path)
    with recorded() as record:
        for each, book in ((document, book_of(entry())), (other, book_of(entry(id="b", quote=SECOND)))):
            notebook = Notebook.new(each)
            record.write(notebook, plan_import(book, "koreader", notebook, each))
    Notebook.open(other).path.unlink()
    with pytest.raises(GlossatorError, match="not there"):
        undo_last_import()
    assert len(Notebook.open(document).items) == 1


def test_an_import_that_cannot_be_remembered_leaves_no_older_one_to_undo(document, monkeypatch) -> None:
    taken_in(document, entry())

    def full(*arguments: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("glossator.content.exchange.undoing.write_durably", full)
    notebook = Notebook.open(document)
    plan = plan_import(book_of(entry(id="b", quote=SECOND)), "koreader", notebook, document)
    with recorded() as record:
        record.write(notebook, plan)
    assert "cannot be undone" in record.problem and len(Notebook.open(document).items) == 2
    with pytest.raises(GlossatorError, match="no import to undo"):
        undo_last_import()


def test_what_waited_for_its_text_is_undone_as_well(tmp_path) -> None:
    book = ImportedBook(TITLE, "A. Writer", entries=(entry(), entry(id="b", quote=SECOND)))
    notebook = KnownBooks(notes_folder(), open_document).waiting_notebook(book)
    with recorded() as record:
        record.write(notebook, plan_import(book, "koreader", notebook, None))
    path = tmp_path / "lamp.md"
    path.write_text(TEXT, "utf-8")
    document = open_document(path)
    assert place_waiting(Notebook.open(document), document) == 2
    assert undo_last_import() == (2, 0, 0) and not Notebook.open(document).items


def test_what_changed_there_is_changed_here_and_the_other_way_round_it_is_not(document) -> None:
    results(document, entry())
    assert results(document, entry(note="later", modified="2026-05-02T10:00:00.000000Z")) == ["placed"]
    notebook = Notebook.open(document)
    (item,) = notebook.items
    assert item.note == "later" and [note for entry in item.history for note in [entry["body"][0]["value"]]] == [NOTE]
    notebook.edit(item.id, note="mine", tags=("own",))
    assert results(document, entry(note="later", modified="2026-05-02T10:00:00.000000Z")) == ["duplicate"]
    assert results(document, entry(note="latest", modified="2026-05-03T10:00:00.000000Z")) == ["older"]
    assert [(item.note, item.tags) for item in Notebook.open(document).items] == [("mine", ("own",))]


def test_without_dates_what_was_edited_here_stays(document) -> None:
    bare = entry(created="", modified="")
    results(document, bare)
    assert results(document, bare) == ["duplicate"]
    assert results(document, bare._replace(note="changed there")) == ["placed"]
    notebook = Notebook.open(document)
    notebook.edit(notebook.items[0].id, note="mine")
    assert results(document, bare._replace(note="changed again")) == ["older"]


def test_a_passage_that_grew_keeps_its_annotation(document) -> None:
    grown = entry(id="", span=(10, 12), quote="The keeper climbed the stairs")
    results(document, grown)
    assert results(document, grown._replace(quote=FIRST, span=(10, 14), modified="2026-05-02T10:00:00.000000Z")) == ["placed"]
    assert [item.selectors.exact for item in Notebook.open(document).items] == [FIRST]


def test_what_is_highlighted_here_by_hand_is_not_highlighted_twice(document) -> None:
    from glossator.content import describe

    start = document.text.index(FIRST)
    made = Notebook.open(document).add(describe(document.text, start, start + len(FIRST)), note="mine")
    assert results(document, entry(note="")) == ["duplicate"]
    assert results(document, entry(note="another")) == ["placed"]
    assert made.id in {item.id for item in Notebook.open(document).items}


def test_the_source_keeps_its_selectors_page_colour_and_id(document) -> None:
    cfi = {"type": "FragmentSelector", "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html", "value": "epubcfi(/6/4!/4)"}
    results(document, entry(color="#ff0000", page="xii", chapter="One", selectors=(cfi,), style="underline"))
    (item,) = Notebook.open(document).items
    facts = item.stored["glossator:import"]
    assert cfi in item.stored["target"]["selector"] and (item.page, item.color) == ("xii", "pink")
    assert (facts["id"], facts["color"], facts["chapter"], facts["style"]) == ("a", "#ff0000", "One", "underline")
    notebook = Notebook.open(document)
    notebook.edit(item.id, note="changed")
    assert cfi in Notebook.open(document).items[0].stored["target"]["selector"]


def test_a_note_on_no_passage_is_kept_and_shown(document) -> None:
    assert results(document, Entry("note", "", "on the page", id="n")) == ["orphaned"]
    (item,) = Notebook.open(document).items
    assert (item.selectors.exact, item.note) == ("", "on the page")


def test_a_book_without_its_text_waits_until_it_is_opened(tmp_path) -> None:
    def sea(number: int, quote: str) -> Entry:
        return Entry("highlight", quote, id=str(number), order=("location", (number,)))

    book = book_of(sea(10, FIRST), sea(20, SECOND), sea(30, SEA))
    for expected in (["orphaned"] * 3, ["duplicate"] * 3):
        notebook = KnownBooks(notes_folder(), open_document).waiting_notebook(book)
        plan = plan_import(book, "koreader", notebook, None)
        write_import(notebook, plan)
        assert [each.result for each in plan.results] == expected
    path = tmp_path / "The lamp room, a tale.md"
    path.write_text(TEXT, "utf-8")
    document = open_document(path)
    opened = Notebook.open(document)
    assert opened.path == notebook.path and not opened.is_guess
    assert place_waiting(opened, document) == 3 and place_waiting(opened, document) == 0
    starts = [item.selectors.start for item in Notebook.open(document).items]
    assert starts == [document.text.index(FIRST), document.text.index(SECOND), document.text.rindex(SEA)]
    plan = plan_import(book, "koreader", Notebook.open(document), document)
    assert [each.result for each in plan.results] == ["duplicate"] * 3


# -- hostile and damaged


@pytest.mark.parametrize("code", [
    "os.exit()", "return os.execute('x')", "return {[1] = function() end}", "return {a = 1 .. 2}", "return " + "{" * 99, "return {1, 2", "x = 1",
    "return {} os.exit()", "return {[{}] = 1}",
])  # fmt: skip
def test_lua_that_is_more_than_literals_is_refused(code, tmp_path) -> None:
    with pytest.raises(LuaError):
        parse_lua(code)
    with pytest.raises(GlossatorError, match="literals"):
        read_import(written(tmp_path, "metadata.epub.lua", code), "koreader")


def test_lua_literals() -> None:
    read = parse_lua('-- c\nreturn {1, "a\\\nb", x = {-2.5, 0x10, nil, [[long]]}, ["k"] = true, [7] = \'\\195\\188\\u{2014}\', --[[ c ]] }')
    assert read == {1: 1, 2: "a\nb", "x": {1: -2.5, 2: 16, 3: None, 4: "long"}, "k": True, 7: "ü—"}


@pytest.mark.parametrize("name", sorted(set(IMPORTS)))
def test_a_damaged_file_is_one_line(name, tmp_path) -> None:
    whole = {key: write() for key, (_, write) in other_programs.TEXTS.items()}
    for number, data in enumerate([b"", b"\0\xff" * 50, b"[]", b"{}", b"[1, null, []]", b"PK\x03\x04broken", b"<a>", *whole.values()]):
        raw = data.encode() if isinstance(data, str) else data
        for cut in (raw, raw[: len(raw) // 2], raw.replace(b'"', b"'")):
            given = written(tmp_path, f"{number}.x", cut)
            try:
                read_import(given, name)
            except GlossatorError as error:
                assert "\n" not in str(error)


def test_hostile_values_are_cleaned_before_anything_is_stored(tmp_path, document) -> None:
    nasty = "\x1b]0;x\x07[b]\u202e=cmd"
    data = json.dumps({"documents": [{"title": nasty, "author": nasty, "entries": [
        {"text": FIRST, "note": nasty, "chapter": nasty, "page": nasty, "color": nasty, "time": "x" * 99, "drawer": nasty, "pn_xp": nasty},
        {"text": {"a": 1}, "note": ["x"], "time": 1e400}, 7,
    ]}]})  # fmt: skip
    given = written(tmp_path, "k.json", data)
    assert imported(given, document)[0][0] == "placed"
    stored = Notebook.open(document).path.read_text("utf-8")
    assert "\x1b" not in stored and "\u202e" not in stored and "\\u001b" not in stored


def test_the_sum_has_every_result() -> None:
    assert list(summary([])) == ["entries", "placed", "moved", "ambiguous", "orphaned", "duplicate", "older", "skipped"]


def test_a_passage_without_an_id_is_known_by_its_words_wherever_it_stands_in_the_file(document) -> None:
    def marked(quote: str, note: str = "") -> Entry:
        return entry(quote=quote, note=note, id="", created="", modified="")

    results(document, marked("He said that the dog ran", "dog"))
    assert results(document, marked("He said that the cat sat", "cat"), marked("He said that the dog ran", "dog"))[1] == "duplicate"
    notebook = Notebook.open(document)
    assert {item.selectors.exact: item.note for item in notebook.items} == {
        "He said that the dog ran": "dog", "He said that the cat sat": "cat"
    }
    notebook.remove(next(item.id for item in notebook.items if item.note == "cat"))
    assert results(document, marked("He said that the dog ran", "dog")) == ["duplicate"]
    assert results(document, marked("He said that the bird flew"), marked("He said that the cat sat", "cat")) == ["orphaned", "older"]
    assert results(document, marked("He said that the dog ran home", "dog")) == ["orphaned"]
    assert len(Notebook.open(document).items) == 2


def test_two_files_that_say_other_things_of_a_passage_do_not_take_turns(document) -> None:
    one, other = (entry(id="", created="", modified="", note=note) for note in ("one", "other"))
    results(document, one)
    results(document, other)
    before = Notebook.open(document).items
    assert results(document, one) == results(document, other) == ["duplicate"]
    assert Notebook.open(document).items == before


def test_what_is_empty_is_skipped(document) -> None:
    assert results(document, entry(quote="", note="")) == ["skipped"] and not Notebook.open(document).items


def test_what_cannot_be_read_again_is_not_written(document) -> None:
    deep: dict = {"type": "X"}
    for _ in range(300):
        deep = {"type": "X", "refinedBy": deep}
    assert results(document, entry(selectors=({"type": "Y"}, deep))) == ["placed"]
    kept = Notebook.open(document).items[0].to_json()["target"]["selector"]
    assert {"type": "Y"} in kept and "refinedBy" not in json.dumps(kept)
    assert results(document, entry(id="b", stored={"type": "Annotation", "target": deep})) == ["skipped"]


def test_numbers_that_json_cannot_write_are_left_out(tmp_path, document) -> None:
    row = """[{"uri": "http://a.example", "id": "1", "text": "n", "target": [{"selector": [
        {"type": "X", "v": NaN, "w": 1e999}, {"type": "TextQuoteSelector", "exact": "%s"}]}]}]"""
    imported(written(tmp_path, "h.json", row % FIRST), document, "hypothesis")
    notebook = Notebook.open(document)
    assert len(notebook.items) == 1 and not {"NaN", "Infinity"} & {*notebook.path.read_text().replace(",", " ").split()}


@pytest.mark.parametrize("signs", ["1.5 million against 15 million", "if a != b then stop against if a == b then stop"])
def test_signs_that_tell_numbers_apart_are_words(signs: str, tmp_path: Path) -> None:
    there, marked = signs.split(" against ")
    document = markdown(f"It is said that {there.replace('=', chr(92) + '=')} here.")
    (placement,) = place(document, [Entry("highlight", marked)])
    assert placement.outcome == "moved" and document.text[slice(*placement.range or (0, 0))] == there


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "{==" * 300_000), ("a.md", "==a " * 250_000), ("a.md", "# h\n==x1 y==\n" * 70_000), ("a.md", "==ok== " + "{>>" * 300_000),
        ("a.html", '<div class="bookTitle">T</div>' + "<div class=" * 90_000), ("a.html", '<h3 class="noteHeading">x</h3>' + "<h3 " * 250_000),
        ("a.lua", "return {}" + "--[[\n" * 200_000), ("a.json", '{"target"}' + "\n" * 1_000_000),
        ("a.txt", "B (A)\n- Your Highlight on Location 1-2 | Added on Monday, 1 January 2024 10:00:00\n\nx" + " " * 1_000_000 + "x\n==========\n"),
        ("a.txt", "B (A)\n- Your Highlight on page " + "1" * 1_000_000 + " | Added on Monday, 1 January 2024 10:00:00\n\nx\n==========\n"),
        ("a.txt", "B (A)\n- Your Highlight on " + " " * 1_000_000 + "x 1 | Added\n\nx\n==========\n"),
        ("a.org", "* a\n:PROPERTIES:\n:GLOSS-ID: x\n" + ":PROPERTIES:\n" * 80_000), ("a.org", ":GLOSS-ID: x\n* a" + " " * 1_000_000 + "x\n"),
        ("a.org", ":GLOSS-ID: x\n* a\n" + "#+begin_quote\n" * 80_000),
        ("a.md", "## Highlights\n- a (Page 1)\n- " + " " * 1_000_000 + "x\n"), ("a.mrexpt", "1\nindent:true\ntrim:true\n" + "#\n" * 100_000),
        ("a.csv", 'Highlight,Book Title,Note\n"unterminated' + "x" * 300_000), ("a.csv", 'Highlight,Book Title,Note\n"' + "x" * 200_000 + '",T,n\n'),
        ("a.csv", 'URL,Title,Selection,Folder,Timestamp\nhttp://a,T,"' + "x" * 11_000_000 + '",F,1\n'),
    ],
    ids=lambda value: str(value)[:24].strip(),
)  # fmt: skip
def test_files_made_to_take_for_ever_do_not(name: str, text: str, tmp_path: Path) -> None:
    given = written(tmp_path, name, text)
    found = format_of(given)
    try:
        if found:
            read_import(given, found)
    except GlossatorError as error:
        assert "a." in str(error)


def test_a_view_in_a_database_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "KoboReader.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE Bookmark(BookmarkID, VolumeID, ContentID, Text, Annotation, Type, Hidden, Color, ChapterProgress, DateCreated, DateModified)"
        )
        connection.execute("INSERT INTO Bookmark(BookmarkID, VolumeID, ContentID, Text) VALUES ('a', 'b', 'c', 'words')")
        connection.execute("CREATE VIEW content AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS ContentID FROM c")
    connection.close()
    (book,) = read_import(Given.read(path), "kobo")
    assert [each.quote for each in book.entries] == ["words"]


def test_front_matter_is_read_as_it_is_meant() -> None:
    facts = facts_in(front_matter_of('---\ntitle: "The \\"Lamp\\" Room"\nauthor: \'O\'\'Hara\'\nyear: 1999\n---\n'))
    assert facts == {"title": 'The "Lamp" Room', "author": "O'Hara", "year": "1999"}


def known() -> KnownBooks:
    return KnownBooks(notes_folder(), open_document)


def test_pages_of_one_title_wait_apart_and_one_page_of_two_titles_together() -> None:
    one, other = (ImportedBook("Home", url=f"https://{host}.example/x", entries=(entry(),)) for host in ("a", "b"))
    for book in (one, other, one._replace(title="Another title", author="Somebody"), one._replace(url="https://a.example/x/#top")):
        notebook = known().waiting_notebook(book)
        write_import(notebook, plan_import(book, "hypothesis", notebook, None))
    pages = [json.loads(path.read_text()) for path in notebook_files(notes_folder())]
    assert sorted(page["glossator"]["document"]["url"] for page in pages) == ["https://a.example/x", "https://b.example/x"]


def test_without_a_quote_to_look_for_volumes_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "v1.md"
    path.write_text("# Collected Works, Volume 1\n\nWords of the first volume.\n")
    document = open_document(path)
    Notebook.open(document).add(describe(document.text, 0, 9))
    Library().remember(document, 0, 1, len(document.text))
    note = Entry("note", note="a thought")
    assert known().document_of(ImportedBook("Collected Works, Volume 2", entries=(note,))) is None
    assert known().document_of(ImportedBook("Collected Works, Volume 1", entries=(note,))) is not None


@pytest.mark.parametrize("text", [
    f"## {TITLE}\n**Autor**: A. Writer\n\n**Exportiert aus Readest**: 2026-05-02\n\n---\n\n### Notizen\n\n#### One\n\n- ✅ {FIRST}\n\n"
    f"**Notiz:** {NOTE}\n- and more\n\n*Seite: 7 · Zeit: 2026-05-01 10:00*\n\n- {SECOND}\n\n*Seite: 9 · Zeit: 2026-05-01 10:02*\n\n---\n",
    f'# {TITLE}\n**Author**: A. Writer\n\n**Exported from Readest**: 2026-05-02\n\n---\n\n## Highlights & Annotations\n\n### One\n> "{FIRST}"\n'
    f'**Note**:: {NOTE}\n- and more\n\n> "{SECOND}"\n\n---\n',
    f'---\ntitle: "{TITLE}"\nauthor: "A. Writer"\nsource: Readest\nreadest-hash: "abc"\n---\n\n# {TITLE}\n\n**Exported from Readest**: 2026-05-02\n\n'
    f"## One\n\n### Highlight\n\n> {FIRST}\n\n**My note**\n\n{NOTE}\n- and more\n\n[Open in Readest](readest://book/abc)\n\n### GPT Insight\n\n"
    f"> {FIRST}\n\n**Me**\n\nWhy?\n\n### Highlight\n\n> {SECOND}\n",
], ids=["template", "older", "vault"])  # fmt: skip
def test_the_forms_of_readest_in_markdown(text: str, tmp_path: Path) -> None:
    given = written(tmp_path, "notes.md", text)
    assert format_of(given) == "readest-markdown"
    (book,) = read_import(given, "readest-markdown")
    assert (book.title, book.author) == (TITLE, "A. Writer")
    assert [(each.quote, each.note, each.chapter) for each in book.entries] == [
        (FIRST, f"{NOTE}\n- and more", "One"), (SECOND, "", "One"),
    ]  # fmt: skip


@pytest.mark.parametrize(("time", "utc"), [
    ("1/2/2026, 10:11:12 AM", "2026-01-02T10:11:12"), ("2.1.2026, 22:11:12", "2026-01-02T22:11:12"),
    ("02/01/2026, 22:11:12", "2026-01-02T22:11:12"), ("2026/1/2 22:11:12", "2026-01-02T22:11:12"),
])  # fmt: skip
def test_a_note_of_readest_ends_with_its_page_and_time(time: str, utc: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    note = "my thought:\n\n> a line I quoted\n\n---\n\n- a point\n\n# my heading"
    link = "https://web.readest.com/o/book/a?cfi=epubcfi(/6/4!/4/2)"
    given = written(tmp_path, "notes.md", (
        f"# {TITLE}\n**Author**: A. Writer\n\n**Exported from Readest**: 2026-05-02\n\n---\n\n## Highlights & Annotations\n\n### One\n> {FIRST}\n\n"
        f"**Note**: {note}\n\n*[Page: 7]({link}) · Time: {time}*\n\n> {SECOND}\n\n*[Page: 9]({link}) · Time: {time}*\n\n---\n"
    ))  # fmt: skip
    (book,) = read_import(given, format_of(given))
    assert [(each.quote, each.note, each.page) for each in book.entries] == [(FIRST, note, "7"), (SECOND, "", "9")]
    assert {each.created[:19] for each in book.entries} == {utc}


def places_in(data, way=()):
    """The way to each value in JSON, with the value."""
    yield way, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places_in(value, (*way, key))


JSON_FILES = [name for name, (file, _) in other_programs.TEXTS.items() if file.endswith((".json", ".annotation")) and name != "google-play"]


@pytest.mark.parametrize("name", JSON_FILES)
def test_a_field_of_another_type_costs_no_other_entry(name: str, tmp_path: Path) -> None:
    file, write = other_programs.TEXTS[name]
    for way, value in places_in(json.loads(write())):
        written = json.dumps(value)
        if not way or (FIRST in written and SECOND in written):  # what holds both
            continue
        for wrong in (5, "x", [], {}, None, [[5]], ["x", {}]):
            data = json.loads(write())
            at = data
            for key in way[:-1]:
                at = at[key]
            at[way[-1]] = wrong
            books = read_import(Given(tmp_path / file, json.dumps(data).encode()), name)
            assert {FIRST, SECOND} & {entry.quote for book in books for entry in book.cleaned().entries}, (way, wrong)


# -- what others have found


def test_a_shorter_passage_of_another_program_is_one_of_its_own(tmp_path: Path, document: Document) -> None:
    notebook = Notebook.open(document)
    first = notebook.add(describe(document.text, 0, 40), note="mine")
    quote = document.text[:60]
    long = Entry("highlight", quote, "a note", created="2026-01-01T00:00:00Z", modified="2026-01-01T00:00:00Z", order=("file", (0,)))
    write_import(notebook, plan_import(ImportedBook(document.title, entries=(long,)), "kindle", notebook, document))
    for name, entry in (("readwise-csv", Entry("highlight", quote[:30])), ("kindle", Entry("highlight", quote[:30]))):
        write_import(notebook, plan_import(ImportedBook(document.title, entries=(entry,)), name, notebook, document))
        kept = next(item for item in notebook.items if item.note == "a note")
        assert document.text[kept.selectors.start : kept.selectors.end] == quote.strip()
    assert notebook.get(first.id).note == "mine"


@pytest.mark.parametrize("text", [
    "Notes\n==========\n\n- read on 3 May\n- and on 4 May\n\nThis ==mark== here.\n",
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
    '"words","T","A",,"one\n==========\n- 3 points",,,,,,\n',
])  # fmt: skip
def test_lines_of_signs_make_no_clippings(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    assert format_of(Given.read(path)) != "kindle"


@pytest.mark.parametrize(("note", "parts"), [
    ("I like .NET and .gitignore best", ("I like .NET and .gitignore best", ("gitignore",), 0)), (".tag .h2 What I think", ("What I think", ("tag",), 2)),
    ("how it begins .begins", ("how it begins", ("begins",), 0)), (".a .b", ("", ("a", "b"), 0)), ("", ("", (), 0)), ("We use .NET", ("We use .NET", (), 0)),
])  # fmt: skip
def test_tags_of_readwise_stand_before_a_note_or_behind_it(note: str, parts: tuple[str, tuple[str, ...], int]) -> None:
    from glossator.content.exchange.imports.readwise import split_note

    assert split_note(note) == parts


def test_a_highlight_of_a_pdf_stands_at_the_words_that_it_lies_on(tmp_path: Path) -> None:
    from glossator.content.exchange import export
    from tests.data.hostile import pdf

    path = tmp_path / "a.pdf"
    lines = ["Of the keeper and of the lamp, and of the oil that is kept", "in the house of the keeper, and of what is told of it."]
    path.write_bytes(pdf([[(72, 700 - 14 * n, 11, line) for n, line in enumerate(lines)]]))
    document = open_document(path)
    notebook = Notebook.open(document)
    places = [match.start() for match in re.finditer(r"\bof\b", document.text)]
    for at in (places[1], places[3]):
        notebook.add(describe(document.text, at, at + 2))
    copy = tmp_path / "copy.pdf"
    data = export([(notebook, document)], "pdf")
    assert isinstance(data, bytes)
    copy.write_bytes(data.replace(b"urn:uuid:", b"urn:xxxx:"))
    (book,) = read_import(Given.read(copy), "pdf")
    placements = place(document, [entry.cleaned() for entry in book.entries])
    assert [each.range and each.range[0] for each in placements] == [places[1], places[3]]
    assert {each.outcome for each in placements} == {"placed"}


def test_notes_of_a_kindle_are_on_the_passages_that_they_were_written_on(tmp_path: Path) -> None:
    def record(what: str, where: str, minute: int, body: str) -> str:
        return f"Alice (Carroll)\n- Your {what} on page 3 | Location {where} | Added on Monday, 1 May 2023 10:{minute:02}:00\n\n{body}\n==========\n"

    path = tmp_path / "My Clippings.txt"
    path.write_text(
        record("Highlight", "100-101", 0, "the first passage") + record("Note", "101", 1, "on A")
        + record("Highlight", "101-101", 2, "the second one") + record("Note", "101", 3, "on B")
    )
    (book,) = read_import(Given.read(path), "kindle")
    assert [(entry.quote, entry.note) for entry in book.entries] == [("the first passage", "on A"), ("the second one", "on B")]


def test_a_note_in_html_is_kept_as_what_it_says(tmp_path: Path) -> None:
    body = {"type": "TextualBody", "format": "text/html", "value": "<p>html &amp; <b>bold</b></p><script>x()</script>"}
    target = {"source": "https://a.example/", "selector": {"type": "TextQuoteSelector", "exact": "very tired"}}
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:x", "body": body, "target": target}
    (tmp_path / "a.json").write_text(json.dumps(page))
    given = Given.read(tmp_path / "a.json")
    (book,) = read_import(given, format_of(given))
    assert [(entry.quote, entry.note) for entry in book.entries] == [("very tired", "html & **bold**")]


def notes_in(given: Given) -> list[tuple[str, str]]:
    return [(entry.quote, entry.note) for book in read_import(given, format_of(given)) for entry in book.entries]


def test_marks_are_none_in_code_and_addresses_and_the_rest_of_a_sentence_is_no_note(tmp_path) -> None:
    text = (
        "# T\n\n==A lamp== stood on the sill.\n\n==It was lit.== my note.\n\n==a bridge== Where is it?\n\n"
        "```\nif a ==b== c\n```\n\nCode `x ==y== z` and https://example.org/?a==b==c here.\n\n- one\n    - ==nested== two\n"
    )
    assert notes_in(written(tmp_path, "a.md", text)) == [
        ("A lamp", ""), ("It was lit.", "my note."), ("a bridge", "Where is it?"), ("nested", ""),
    ]  # fmt: skip


def test_a_selector_that_is_refined_means_what_refines_it(tmp_path) -> None:
    quote = {"type": "TextQuoteSelector", "exact": FIRST, "prefix": "", "suffix": ""}
    selector = {"type": "FragmentSelector", "value": "chapter-1", "refinedBy": {"type": "TextQuoteSelector", "exact": "all of it", "refinedBy": quote}}
    item = {"type": "Annotation", "id": "urn:x", "target": {"source": "https://example.org/a", "selector": selector}}
    given = written(tmp_path, "a.json", json.dumps({"type": "AnnotationPage", "items": [item]}))
    assert notes_in(given) == [(FIRST, "")]


def test_notes_of_several_paragraphs_and_lines_come_whole(tmp_path) -> None:
    text = "# B\n\n## Highlights\n- A quote ([Location 12](https://readwise.io/x))\n    - Note: One.\n\n      Two.\n    - Tags: [[t]]\n- Other ([Page 3](x))\n"
    assert notes_in(written(tmp_path, "b.md", text)) == [("A quote", "One.\n\nTwo."), ("Other", "")]
    html = (
        '<div class="bookTitle">B</div><div class="authors">A</div><h3 class="noteHeading">Highlight (<span class="highlight_blue">blue'
        '</span>) - Page 3</div><div class="noteText">A quote<br/>goes on</h3><h3 class="noteHeading">Note - Page 3</div>'
        '<div class="noteText">One<br>two<br/><br/>three</h3>'
    )
    assert notes_in(written(tmp_path, "b.html", html)) == [("A quote goes on", "One\ntwo\n\nthree")]
