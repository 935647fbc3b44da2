"""Exports: each says what is so, is read where it is meant to be, and comes back as it went out."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from glossator.content import Notebook, describe, open_document
from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.content.exchange import EXPORTS, export
from glossator.content.exchange.exported import gather
from glossator.content.exchange.importing import plan_import, write_import
from glossator.content.exchange.imports import read_import
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.recognition import format_of
from glossator.content.exchange.note_html import note_html
from glossator.content.exchange.writing import text_there
from glossator.content.notes.filtering import Filter, since_day
from glossator.tui.cli.main import main
from tests.content.test_books import archive, package, page
from tests.data.hostile import epub, pdf
from tests.reading import toc

TEXT = """# The Lamp Room

## One

The keeper climbed the stairs at dusk, counting them aloud, and lit the lamp. “Nobody comes,” he said, *nobody*. The sea was flat.

## Two

A letter had lain under the door since noon; its ink had run in the damp. The sea was flat. 1. He | read ==it== twice & &lt;laughed&gt;.
"""
MARKS = [
    ("The keeper climbed", "see:\n```\nx = 1", ("white whale", "a"), "green"),
    ("The sea was flat.", "# Heading\n\n- one\n- two", (), "blue"),
    ("its ink had run in the damp.", "[ref]: http://example.org\n===\n<b>", ("été",), "pink"),
    ("1. He | read ==it== twice & <laughed>.", "=1+1", (), "purple"),
]
"""The second sea is meant, the first stands before it."""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "lamp.md"
    path.write_text(TEXT, "utf-8")
    return open_document(path)


@pytest.fixture
def notebook(document: Document) -> Notebook:
    notebook = Notebook.open(document)
    for quote, note, tags, color in MARKS:
        start = document.text.rindex(quote.replace("==it==", "it"))
        end = start + len(quote.replace("==it==", "it"))
        notebook.add(describe(document.text, start, end), note=note, tags=tags, color=color)
    return Notebook.open(document)


def view(notebook: Notebook) -> list[tuple[object, ...]]:
    return [(i.selectors.start, i.selectors.exact, i.note, i.tags, i.color) for i in notebook.items]


CLOSED = MARKS[0][1] + "\n```"
"""The first note, whose fence is closed in formats that hold Markdown."""


@pytest.mark.parametrize(("name", "keeps"), [
    ("json", "note tags color"), ("jsonl", "note tags color"), ("csv", "note tags color"), ("org", "note tags color"),
    ("markdown", "fence tags color"), ("obsidian", "fence tags color"), ("logseq", "fence tags color"),
    ("thorium", "note tags color"), ("w3c-epub", "note tags color"), ("hypothesis", "note tags"), ("koreader", "note color"),
    ("kindle", "note"), ("readwise", "note words"), ("html", "look tags color"),
])  # fmt: skip
def test_what_goes_out_comes_back_at_its_place(name, keeps, tmp_path, document, notebook) -> None:
    data = export([(notebook, document)], name)
    (tmp_path / "out.x").write_bytes(data.encode() if isinstance(data, str) else data)
    before = view(notebook)
    for item in notebook.items:
        notebook.remove(item.id)
    given = Given.read(tmp_path / "out.x")
    fresh = Notebook.new(document, tmp_path / "fresh")
    fresh.see(document)
    for book in read_import(given, format_of(given)):
        plan = plan_import(book.cleaned(), format_of(given), fresh, document)
        assert {each.result for each in plan.results} <= {"placed", "ambiguous" if name == "kindle" else "placed"}, plan.results
        write_import(fresh, plan)
    after = view(fresh)
    assert [row[:2] for row in after] == [row[:2] for row in before]
    notes = [CLOSED if "fence" in keeps and row[2] == MARKS[0][1] else row[2] for row in before]
    if "look" in keeps:
        assert [note_html(str(row[2])) for row in after] == [note_html(str(row[2])) for row in before]
    else:
        assert [row[2] for row in after] == notes
    if "tags" in keeps:
        assert [row[3] for row in after] == [row[3] for row in before]
    elif "words" in keeps:
        assert [row[3] for row in after] == [("white-whale", "a"), ("été",), (), ()]
    if "color" in keeps:
        assert [row[4] for row in after] == [row[4] for row in before]


def test_json_of_everything_comes_back_whole(tmp_path, document, notebook) -> None:
    from glossator.content.exchange.books import KnownBooks

    notebook.edit(notebook.items[0].id, note="another")
    stored = notebook.page
    given = tmp_path / "all.json"
    given.write_text(str(export([(notebook, document)], "json")), "utf-8")
    (book,) = read_import(Given.read(given), "w3c")
    fresh = KnownBooks(tmp_path / "fresh", open_document).waiting_notebook(book.cleaned())
    write_import(fresh, plan_import(book, "w3c", fresh, None))
    assert json.loads(fresh.path.read_text()) == {**json.loads(notebook.path.read_text())} and fresh.page == stored


# -- what each says


def test_a_note_never_reaches_into_what_follows(tmp_path, document, notebook) -> None:
    for name in ("markdown", "obsidian", "logseq"):
        out = tmp_path / f"{name}.md"
        out.write_text(str(export([(notebook, document)], name)), "utf-8")
        titles = [title for title, _ in toc(open_document(out))]
        assert titles == (["The Lamp Room", "One", "Two"] if name == "markdown" else ["One", "Two"] if name == "obsidian" else titles)
        assert "Heading" not in titles
    text = str(export([(notebook, document)], "org"))
    assert re.findall(r"^\*+ .*?$", text, re.M)[0] == "* The Lamp Room" and len(re.findall(r"^\* ", text, re.M)) == 1


def test_a_changed_passage_is_told_with_both_wordings_and_a_lost_one_as_lost(tmp_path, notebook, document) -> None:
    Path(document.source).write_text(TEXT.replace("its ink had run in the damp", "its blue ink had run in all the damp").replace("The keeper climbed the stairs at dusk, counting them aloud, and lit the lamp.", "No one."))
    changed = open_document(document.source)
    found = Notebook.open(changed)
    states = {item.quote[:8]: item.state for item in gather([(found, changed)])[0].items}
    assert states == {"The keep": "orphaned", "The sea ": "as it was", "its ink ": "reworded", "1. He | ": "as it was"}
    shelf = [(found, changed)]
    for name in ("markdown", "obsidian", "org", "html", "csv"):
        text = str(export(shelf, name))
        assert "its blue ink had run in all the damp" in text and "its ink had run in the damp" in text, name
    assert "## No longer in the text" in str(export(shelf, "markdown"))
    assert "“its blue ink" in str(export(shelf, "html"))


def test_dates_are_the_readers_own_days(monkeypatch: pytest.MonkeyPatch, document, notebook) -> None:
    import time

    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        item = replace(notebook.items[0], created="2026-11-25T01:30:00.000000Z", modified="2099-01-01T00:00:00.000000Z")
        notebook.put(item)
        stored = {**item.to_json(), "created": "2026-11-25T01:30:00.000000Z"}
        notebook.take_in([{**stored, "modified": "2099-01-02T00:00:00.000000Z"}])
        for name in ("markdown", "obsidian", "html"):
            assert "2026-11-24" in str(export([(notebook, document)], name)), name
    finally:
        monkeypatch.undo()
        time.tzset()


def test_obsidian_written_again_keeps_what_stands_between(tmp_path, document, notebook) -> None:
    path = tmp_path / "Lamp.md"
    shelf = [(notebook, document)]
    path.write_text(str(export(shelf, "obsidian")), "utf-8")
    first, second = re.findall(r"^\^(g-[0-9a-f]+)$", path.read_text("utf-8"), re.M)[:2]
    path.write_text(path.read_text("utf-8").replace(f"^{first}\n", f"^{first}\n\nMy own thought, [[linked]].\n"), "utf-8")
    notebook.edit(notebook.items[0].id, note="changed here")
    notebook.remove(notebook.items[1].id)
    start = document.text.index("Nobody comes")
    notebook.add(describe(document.text, start, start + 12), note="new one")
    shelf = [(Notebook.open(document), document)]
    there = text_there(path, "obsidian", shelf)
    text = str(export(shelf, "obsidian", there=there))
    assert "My own thought, [[linked]]." in text and "changed here" in text and "new one" in text
    assert f"^{first}" in text and f"^{second}" not in text and text.index("My own thought") < text.index("new one")
    assert str(export(shelf, "obsidian", there=text)) == text
    assert not text_there(path, "markdown", shelf) and not text_there(tmp_path / "none.md", "obsidian", shelf)


def test_html_has_no_tag_but_ours(document, notebook) -> None:
    text = str(export([(notebook, document)], "html"))
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "blockquote", "div", "br", "pre", "code", "ul", "li", "b", "strong"}
    assert "&lt;laughed&gt;" in text and "default-src 'none'" in text and not re.search(r"(?:src|href)=", text)


def test_anki_has_the_id_for_its_guid_and_no_blank_in_a_tag(document, notebook) -> None:
    head, *lines = str(export([(notebook, document)], "anki")).split("#columns:guid\tFront\tBack\tTags\n")
    assert "#separator:tab" in head and "#guid column:1" in head and "#tags column:4" in head
    rows = list(csv.reader(io.StringIO(lines[0]), delimiter="\t"))
    assert [row[0] for row in rows] == [item.id.removeprefix("urn:uuid:") for item in notebook.items]
    assert {len(row) for row in rows} == {4} and "white_whale a" in {row[3] for row in rows}


def test_readwise_and_kindle_write_what_is_read_there(document, notebook) -> None:
    rows = list(csv.DictReader(io.StringIO(str(export([(notebook, document)], "readwise")))))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert rows[0]["Note"].startswith(".white-whale .a see:") and rows[0]["Title"] == "The Lamp Room"
    clippings = str(export([(notebook, document)], "kindle"))
    assert clippings.count("\r\n==========\r\n") == 8 and "The Lamp Room (Unknown)\r\n- Your Highlight on Location 1-1 | Added on " in clippings


def test_bibliographies(tmp_path, document, notebook) -> None:
    entry = str(export([(notebook, document)], "bibtex"))
    assert entry.startswith("@misc{lamp,\n") and entry.count("{") == entry.count("}")
    assert r"twice \& <laughed>" in entry and "annote = {``The keeper climbed''" in entry
    (item,) = json.loads(str(export([(notebook, document)], "csl-json")))
    assert item["title"] == "The Lamp Room" and item["type"] == "document" and "“The keeper climbed” (One) — see:" in item["annote"]


def test_an_epub_is_copied_with_the_annotations_in_it(tmp_path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(archive({
        "mimetype": "application/epub+zip", "book.opf": package(), "one.xhtml": page("<h1>One</h1><p>The words that matter here.</p>"),
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    }))  # fmt: skip
    document = open_document(path)
    notebook = Notebook.open(document)
    start = document.text.index("words that matter")
    notebook.add(describe(document.text, start, start + 17), note="why", tags=("a", "b"))
    data = export([(notebook, document)], "epub")
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as copy:
        assert copy.namelist()[0] == "mimetype" and copy.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        found = json.loads(copy.read("META-INF/annotations.json"))
    assert found["type"] == "AnnotationSet" and found["items"][0]["body"]["tags"] == ["a", "b"]
    (tmp_path / "copy.epub").write_bytes(data)
    assert open_document(tmp_path / "copy.epub").text == document.text
    given = Given.read(tmp_path / "copy.epub")
    assert [e.quote for e in read_import(given, format_of(given))[0].entries] == ["words that matter"]


def test_formats_of_one_document_say_so(tmp_path, document, notebook) -> None:
    for name in ("pdf", "epub"):
        with pytest.raises(GlossatorError, match=r"PDF|EPUB"):
            export([(notebook, document)], name)


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in ("pdf", "epub")])
def test_nothing_to_export_is_no_crash(name, document) -> None:
    if name in ("thorium", "w3c-epub", "obsidian"):
        with pytest.raises(GlossatorError, match="document"):
            export([], name)
        return
    if name != "koreader":
        export([(Notebook.open(document), document)], name) if name not in ("html",) else None


# -- templates


def test_a_template_has_the_fields_and_no_way_out(tmp_path, document, notebook) -> None:
    template = tmp_path / "mine.jinja"
    template.write_text("{% for d in documents %}{{ d.title }}:{% for a in d.annotations %} {{ a.quote[:3] }}({{ a.color }}, {{ a.section | join('/') }}){% endfor %}{% endfor %}\n")
    text = export([(notebook, document)], f"template:{template}")
    assert str(text).startswith("The Lamp Room: The(green, One) its(pink, Two)")
    for hostile in (
        "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}", "{{ documents.append(1) }}", "{{ nothing }}", "{% for %}", "{{ 1 / 0 }}",
        "{{ cycler.__init__.__globals__ }}", "{{ range(10**9) | list }}", "{{ documents[0].notebook }}", "{% import 'x' as x %}",
    ):  # fmt: skip
        template.write_text(hostile)
        with pytest.raises(GlossatorError) as caught:
            export([(notebook, document)], f"template:{template}")
        assert "\n" not in str(caught.value) and "mine.jinja" in str(caught.value)
    with pytest.raises(GlossatorError, match="no such file"):
        export([(notebook, document)], "template:/nowhere")


# -- filters, and the command line


def test_filters_choose_by_tag_colour_day_and_words(document, notebook) -> None:
    def chosen(**wanted) -> list[str]:
        return [item.selectors.exact[:7] for item in notebook.items if Filter(**wanted)(item)]

    assert chosen(tags=("WHITE WHALE",)) == ["The kee"] and chosen(tags=("a", "ete")) == []
    assert chosen(color="pink") == ["its ink"] and chosen(text="ink RUN") == ["its ink"] and chosen(text="heading") == ["The sea"]
    assert len(chosen(since=since_day("2020-01-01"))) == 4 and chosen(since=since_day("2999-01-01")) == []
    with pytest.raises(GlossatorError, match="not a day"):
        since_day("soon")


def test_the_command_filters_refuses_what_exists_and_writes_again(tmp_path, document, notebook, capsys) -> None:
    out = tmp_path / "out.md"
    assert main(["notes", "export", document.source, "--color", "pink", "-o", str(out)]) == 0
    assert "its ink" in out.read_text("utf-8") and "keeper" not in out.read_text("utf-8")
    assert main(["notes", "export", document.source, "-o", str(out)]) == 2 and "--force replaces it" in capsys.readouterr().err
    vault = tmp_path / "vault.md"
    for _ in range(2):
        assert main(["notes", "export", document.source, "--to", "obsidian", "-o", str(vault)]) == 0
    assert main(["notes", "list", document.source, "--tag", "été", "--json"]) == 0
    assert [item["target"]["styleClass"] for item in json.loads(capsys.readouterr().out)] == ["pink"]
    assert main(["notes", "list", "--text", "no such words"]) == 1


def test_import_and_export_from_the_command_line(tmp_path, document, notebook, capsys) -> None:
    (plain := tmp_path / "plain.txt").write_text("nothing is marked here\n")
    (folder := tmp_path / "device").mkdir()
    out = folder / "out.json"
    assert main(["notes", "export", document.source, "--to", "koreader", "-o", str(out)]) == 0
    for item in notebook.items:
        notebook.remove(item.id)
    assert main(["notes", "import", str(out), "--dry-run", "--json", "--into", document.source]) == 0
    output = json.loads(capsys.readouterr().out)
    assert output["summary"]["placed"] == output["summary"]["entries"] == 4 and {*output["entries"][0]} == {"quote", "result", "id", "why"}
    assert not Notebook.open(document).items
    assert main(["notes", "import", str(folder), "--into", document.source]) == 0
    assert "4 placed" in capsys.readouterr().out and len(Notebook.open(document).items) == 4
    assert main(["notes", "import", str(plain)]) == 2 and "no highlights or notes of a known program" in capsys.readouterr().err
    assert main(["notes", "import", str(tmp_path / "none")]) == 2
    (tmp_path / "empty").mkdir()
    assert main(["notes", "import", str(tmp_path / "empty")]) == 1


LIVE = [
    "It ends in :words:", "[#A] first",
    "id:: 0000-1", "collapsed:: true it says", "Ask {{query x}} or {{{m(x)}}} there", "A %%hidden%% word",
    '[[elisp:(shell-command "x")][click me]] now', "src_sh{rm x} and @@html:<b>@@ too", "SCHEDULED: <2026-12-01 Tue> then",
    "TODO write it", "COMMENT not shown", ":PROPERTIES: and more", "# a comment of sorts",
]  # fmt: skip


@pytest.mark.parametrize("name", ["org", "logseq", "obsidian", "markdown"])
def test_words_that_another_program_would_obey_come_back_as_words(name, tmp_path) -> None:
    (tmp_path / "live.txt").write_text("\n\n".join(LIVE) + "\n")
    document = open_document(tmp_path / "live.txt")
    notebook = Notebook.open(document)
    for quote in LIVE:
        start = document.text.index(quote)
        notebook.add(describe(document.text, start, start + len(quote)), note="n {{query y}} %%", tags=("a | b", "#h"))
    text = str(export([(notebook, document)], name))
    if name == "org":
        for live in ("[[", "src_", "@@", "{{{", "<2026", "* TODO", "* COMMENT", "\nSCHEDULED:"):
            outside = re.sub(r"#\+begin_(src|example).*?#\+end_\1", "", text, flags=re.S)
            assert live not in outside, live
    elif name == "logseq":
        assert "{{" not in text and not re.search(r"^- [\w-]+::", text, re.M)
    elif name == "obsidian":
        assert all(len(re.findall(r"(?<!\\)%%", line)) % 2 == 0 for line in text.split("\n"))
    (tmp_path / "out.x").write_text(text)
    given = Given.read(tmp_path / "out.x")
    (book,) = read_import(given, format_of(given))
    plan = plan_import(book.cleaned(), format_of(given), notebook, document)
    assert {each.result for each in plan.results} == {"duplicate"} and len(plan.results) == len(LIVE)
    assert {entry.note for entry in book.cleaned().entries} == {"n {{query y}} %%"}


def test_obsidian_written_again_keeps_line_ends_and_blank_lines(tmp_path, document, notebook) -> None:
    path = tmp_path / "note.md"
    text = str(export([(notebook, document)], "obsidian")) + "\n```\na\n\n\n\n\n\nb\n```\n"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    notebook.edit(notebook.items[0].id, note="changed")
    there = text_there(path, "obsidian", [(notebook, document)])
    again = str(export([(notebook, document)], "obsidian", there=there))
    assert "changed" in again and "a\r\n\r\n\r\n\r\n\r\n\r\nb" in again and not re.search(r"(?<!\r)\n", again)


def test_an_epub_that_unpacks_to_too_much_is_not_copied(tmp_path, capsys) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(archive({
        "mimetype": "application/epub+zip", "book.opf": package(), "one.xhtml": page("<h1>One</h1><p>The keeper climbed.</p>"),
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    }))  # fmt: skip
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("zeros", "w", force_zip64=True) as member:
        for _ in range(300):
            member.write(bytes(1_000_000))
    assert main(["notes", "add", str(path), "--quote", "The keeper"]) == 0
    assert main(["notes", "export", str(path), "--to", "epub", "-o", str(tmp_path / "copy.epub")]) == 2
    assert "unpacks to too much" in capsys.readouterr().err and not (tmp_path / "copy.epub").exists()


def test_a_sign_typed_before_a_tag_is_no_part_of_it_and_an_empty_filter_is_none(tmp_path, document, capsys) -> None:
    source = str(tmp_path / "lamp.md")
    assert main(["notes", "add", source, "--quote", "The keeper climbed", "--tag", "#h"]) == 0
    assert [item.tags for item in Notebook.open(document).items] == [("h",)]
    for empty in ("--tag", "--since", "--text"):
        assert main(["notes", "list", source, empty, ""]) == 2
        assert "empty" in capsys.readouterr().err


def test_a_pdf_is_read_and_written_in_another_process_only(tmp_path, monkeypatch) -> None:
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf([[(72, 700, 11, "The lamp was lit at dusk.")]]))
    document = open_document(path)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 4, 8), note="which?")

    def crash(*_: object, **__: object) -> None:
        raise AssertionError("a damaged PDF would end the reader")

    monkeypatch.setattr("pypdfium2.PdfDocument", crash)
    data = export([(notebook, document)], "pdf")
    assert isinstance(data, bytes)
    (tmp_path / "copy.pdf").write_bytes(data)
    given = Given.read(tmp_path / "copy.pdf")
    assert [(entry.quote, entry.note) for entry in read_import(given, "pdf")[0].entries] == [("lamp", "which?")]
    (tmp_path / "torn.pdf").write_bytes(data[:200])
    with pytest.raises(GlossatorError, match=r"torn\.pdf: a damaged"):
        read_import(Given.read(tmp_path / "torn.pdf"), "pdf")


# -- where a passage stands, for reading systems


@pytest.mark.parametrize("name", ["thorium", "w3c-epub"])
def test_a_passage_of_an_epub_names_the_file_that_it_stands_in(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.epub"
    spine = ("text/one two.xhtml", "text/three.xhtml")
    files: dict[str, str | bytes] = {"book.opf": package(spine=tuple(each.replace(" ", "%20") for each in spine))}
    for chapter, words in zip(spine, ("the lamp is lit", "the lamp is out"), strict=True):
        files[chapter] = page(f"<h1>{chapter[5:8]}</h1><p>Before it, {words}.</p>")
    path.write_bytes(epub(files))
    document = open_document(path)
    notebook = Notebook.open(document)
    for words in ("the lamp is lit", "the lamp is out"):
        start = document.text.index(words)
        notebook.add(describe(document.text, start, start + len(words)))
    data = export([(notebook, document)], name)
    text = data if isinstance(data, str) else zipfile.ZipFile(io.BytesIO(data)).read("annotations.json").decode()
    targets = [item["target"] for item in json.loads(text)["items"]]
    assert [target["source"] for target in targets] == ["text/one%20two.xhtml", "text/three.xhtml"]
    for target in targets:
        (progression,) = [each["value"] for each in target["selector"] if each["type"] == "ProgressionSelector"]
        assert 0 < progression < 1


def test_tags_with_quotation_marks_come_back_by_markdown(tmp_path: Path, document: Document) -> None:
    notebook = Notebook.open(document)
    for at, tag in ((0, 'say "hi"'), (30, "b")):
        notebook.add(describe(document.text, at, at + 20), tags=(tag,), note="- one")
    (tmp_path / "out.md").write_text(str(export([(notebook, document)], "markdown")))
    (book,) = read_import(Given.read(tmp_path / "out.md"), "markdown")
    assert [entry.cleaned().tags for entry in book.entries] == [('say "hi"',), ("b",)]
