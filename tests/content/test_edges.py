"""Ways that are seldom gone: folders without a variable, what a process of its own answers, documents with much in them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from glossator.content import DocumentError, Notebook, describe
from glossator.content.document import Document
from glossator.content.folders import cache_folder, folders, notes_folder, state_folder
from glossator.content.formats import docx as docx_format
from glossator.content.formats import isolation
from glossator.content.sources.source import Source
from glossator.tui.cli.main import main
from tests.data.hostile import docx, paragraph, word

VARIABLES = {"GLOSS_NOTES_DIR": notes_folder, "GLOSS_STATE_DIR": state_folder, "GLOSS_CACHE_DIR": cache_folder}


def test_folders_are_the_platform_s_unless_a_variable_moves_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for variable, folder in VARIABLES.items():
        monkeypatch.delenv(variable, raising=False)
        assert "glossator" in str(folder()) and not str(folder()).startswith("~")
    assert all("the default" in folder.origin for folder in folders())
    for variable, folder in VARIABLES.items():
        monkeypatch.setenv(variable, "~/elsewhere")
        assert folder() == tmp_path / "HOME" / "elsewhere"
    assert [folder.origin for folder in folders()] == list(VARIABLES)


def test_a_docx_with_notes_properties_and_pictures() -> None:
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
        "</Relationships>"
    )
    notes = (
        '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote></w:footnotes>'
    )
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Title</dc:title><dc:creator>A. Writer</dc:creator></cp:coreProperties>'
    )
    body = '<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    parts = {"word/_rels/document.xml.rels": rels, "word/footnotes.xml": notes, "docProps/core.xml": core}
    document = docx_format.read(Source("a.docx", docx(word(body), parts)))
    assert (document.title, document.author) == ("The Title", "A. Writer")
    kinds = {block.kind: document.text[block.start : block.end] for block in document.blocks}
    assert kinds["footnote"] == "The note." and kinds["paragraph"] == "Text[1]"


@pytest.mark.parametrize(("data", "message"), [
    (docx(word(paragraph("x"), '<!DOCTYPE a [<!ENTITY b "c">]>')), "a document type"), (docx("<w:document>"), "damaged"),
])  # fmt: skip
def test_a_docx_that_is_damaged_or_hostile_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        docx_format.read(Source("a.docx", data))


def call(module: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the other process answers, and what it tells of its progress."""
    head = {"name": f"a.{module}", "data": b"", "path": None}
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    monkeypatch.setattr(isolation, "report", isolation.report)
    return isolation._read({"source": head, "module": f"{isolation.__package__}.{module}", "megabytes": 10}, io.BytesIO())


def test_what_the_other_process_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "error" not in call("plain", b"Some text.\n", monkeypatch)
    assert "no word processor writes" in str(call("docx", docx(word("", "<!DOCTYPE a>")), monkeypatch)["error"])
    assert call("epub", b"PK\x05\x06" + bytes(18), monkeypatch)["error"]
    for raised, message in ((MemoryError(), "takes more than 10 MB to read"), (KeyError("x"), "a damaged document")):
        def read(source: Source, raised: BaseException = raised) -> Document:
            raise raised

        monkeypatch.setattr(docx_format, "read", read)
        assert call("docx", b"", monkeypatch)["error"] == message


def test_git_merges_and_refuses(document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 10, 20), note="base")
    base = notebook.path.read_text()
    sides = []
    for name in ("ours", "theirs"):
        page = json.loads(base)
        page["items"].append({**page["items"][0], "id": f"urn:uuid:{name}"})
        (tmp_path / name).write_text(json.dumps(page))
        sides.append(str(tmp_path / name))
    (tmp_path / "base").write_text(base)
    assert main(["notes", "git-merge", str(tmp_path / "base"), *sides]) == 0
    assert {item["id"] for item in json.loads((tmp_path / "ours").read_text())["items"]} >= {"urn:uuid:ours", "urn:uuid:theirs"}
    page = json.loads(base)
    page["glossator"]["version"] = 99
    (tmp_path / "theirs").write_text(json.dumps(page))
    assert main(["notes", "git-merge", str(tmp_path / "base"), *sides]) == 1
    assert "written by a newer Glossator" in capsys.readouterr().err
    (tmp_path / "theirs").write_text("{")
    assert main(["notes", "git-merge", str(tmp_path / "base"), *sides]) == 1
    assert main(["notes", "git-merge", str(tmp_path / "base"), *sides[:1], str(tmp_path / "gone")]) == 1
