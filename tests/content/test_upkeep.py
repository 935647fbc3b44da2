"""Whole notebooks: merged from another copy, checked, mended and exported from the command line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.exchange import EXPORTS
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import quote_range
from glossator.content.notes.selectors import describe
from glossator.tui.cli.main import main


@pytest.fixture
def notebook(article: Path) -> Notebook:
    document = open_document(article)
    notebook = Notebook.open(document)
    for quote, note in (("goods trains", "=1+1"), ("Sleeping cars", ""), ("planned its nights alone", "why *alone*?")):
        start, end = quote_range(document, quote if quote in document.text else quote.lower())
        notebook.add(describe(document.text, start, end), note=note, tags=("rail",))
    return notebook


def test_export_to_markdown_has_sections_quotes_and_notes(
    notebook: Notebook, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notes", "export", str(article), "--to", "markdown"]) == 0
    text = capsys.readouterr().out
    lines = [line for line in text.splitlines() if line]
    assert lines[0].startswith("# The slow return of the night train")
    assert "## A policy for the “long dark”" in lines and "> planned its nights alone" in lines
    assert "- why *alone*?" in lines and "*yellow · #rail · " + notebook.items[0].created[:10] + "*" in lines


def test_export_to_csv_runs_no_formula(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "export", "--to", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 3 and "'=1+1" in [row["note"] for row in rows]
    assert rows[1]["section"].endswith("long dark”")


def test_export_to_json_is_the_page_as_stored(notebook: Notebook, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main(["notes", "export", "--to", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_text()) == json.loads(notebook.path.read_text())


def test_an_unknown_format_is_one_line(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "export", "--to", "docx"]) == 2
    assert capsys.readouterr().err == (
        f"gloss: --to: docx: no such format; choose from {', '.join(EXPORTS)}; try gloss notes export --help\n"
    )


def test_merge_folds_another_machine_s_folder_in(
    notebook: Notebook, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    shutil.copytree(notebook.path.parent, other)
    copy = Notebook(other / notebook.path.name)
    copy.reload()
    copy.edit(copy.items[0].id, note="from the other machine")
    notebook.remove(notebook.items[2].id)
    assert main(["notes", "merge", str(other)]) == 0
    capsys.readouterr()
    merged = Notebook.open(open_document(article))
    assert len(merged.items) == 2 and merged.items[0].note == "from the other machine"
    assert (other / notebook.path.name).exists()
    before = notebook.path.read_bytes()
    assert main(["notes", "merge", str(other)]) == 0
    assert notebook.path.read_bytes() == before


def test_check_says_what_is_wrong_and_repair_mends_it(
    notebook: Notebook, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notes", "check"]) == 0
    article.write_text(article.read_text().replace("planned its nights alone", "kept"))
    (notebook.path.parent / "broken.json").write_text("{")
    assert main(["notes", "check"]) == 1
    output = capsys.readouterr().out
    assert "1 passages are no longer in the text" in output and "broken.json: damaged: not JSON" in output
    assert main(["notes", "check", "--repair"]) == 1
    assert not (notebook.path.parent / "broken.json").exists()
    assert list(notebook.path.parent.glob("broken.json.damaged-*"))
