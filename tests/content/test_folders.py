"""Folders as one document: in which order, with which headings, links and notes, and nothing from outside."""

import os
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.library.inside_links import inside_target
from tests.reading import toc


def made(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def targets(document: Document) -> list[str]:
    return [span.target for block in document.blocks for span in block.spans if span.kind == "link"]


def test_any_folder(tmp_path: Path) -> None:
    root = made(tmp_path / "vault", {
        "10 last.md": "Words without a heading.\n", "2 first.md": "# Own title\n\n## Inner\n\nSee [[last note]] and [that](sub/b.md#There).\n",
        "README.md": "# Welcome\n\nHello.\n", "sub/b.md": "# B\n\n## There\n\n[back](../README.md) [web](https://a.org)\n", "sub/last note.md": "Here.\n",
        ".git/x.md": "# no", "node_modules/y.md": "# no", "picture.png": "no",
    })  # fmt: skip
    document = open_document(root)
    assert toc(document) == [
        ("vault", 1), ("Welcome", 2), ("Own title", 2), ("Inner", 3), ("10 last", 2), ("sub", 2), ("B", 3), ("There", 4), ("last note", 3),
    ]  # fmt: skip
    assert (document.title, document.format) == ("vault", "folder") and document.source == str(root)
    assert targets(document) == ["#sub/last note.md", "#sub/b.md#There", "#README.md", "https://a.org"]
    assert document.text[document.anchors["#sub/b.md"] :].startswith("B\n")


def test_an_mdbook_by_its_summary(tmp_path: Path) -> None:
    root = made(tmp_path, {
        "book.toml": '[book]\ntitle = "The Engine"\n', "src/SUMMARY.md": "# Summary\n\n[Preface](preface.md)\n\n- [Two](two.md)\n    - [Deep](deep/x.md)\n- [One](./one.md)\n- [Draft]()\n- [Out](../../secret.md)\n",
        "src/preface.md": "Before.\n", "src/one.md": "# One\n", "src/two.md": "# Two\n\nWords.\n", "src/deep/x.md": "# Deep\n\nMore.\n", "src/unlisted.md": "# no\n",
    })  # fmt: skip
    (tmp_path.parent / "secret.md").write_text("# Secret\n")
    document = open_document(root)
    assert toc(document) == [("The Engine", 1), ("Preface", 2), ("Two", 2), ("Deep", 3), ("One", 2)] and document.title == "The Engine"
    assert "Secret" not in document.text


def test_a_mkdocs_site_by_its_navigation(tmp_path: Path) -> None:
    root = made(tmp_path, {
        "mkdocs.yml": "site_name: Our site\nnav:\n  - Home: index.md\n  - Guide:\n    - guide/b.md\n    - 'Last one': guide/a.md\n  - Web: https://a.org\ntheme: x\n",
        "docs/index.md": "# Home\n\nHello.\n", "docs/guide/a.md": "Text.\n", "docs/guide/b.md": "# B\n\nWords.\n",
    })  # fmt: skip
    assert toc(open_document(root)) == [("Our site", 1), ("Home", 2), ("Guide", 2), ("B", 3), ("Last one", 3)]


def test_notes_of_two_files_are_told_apart(tmp_path: Path) -> None:
    root = made(tmp_path / "x", {name: f"# {name}\n\nWords.[^1]\n\n[^1]: Of {name}.\n" for name in ("a.md", "b.md")})
    document = open_document(root)
    labels = [block.info for block in document.blocks if block.kind == "footnote"]
    assert labels == ["1", "1·2"] == [s.target for b in document.blocks for s in b.spans if s.kind == "footnote"]


def test_nothing_leads_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n")
    root = made(tmp_path / "x", {"a.md": "# A\n\n[out](../secret.md)\n"})
    os.symlink(tmp_path / "secret.md", root / "b.md")
    os.symlink(tmp_path, root / "around")
    document = open_document(root)
    assert "Secret" not in document.text and targets(document) == ["../secret.md"]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = made(tmp_path / "x", {"a.md": "# A\n\nWords.\n"})
    (root / "b.txt").write_bytes(b"\x7fELF\0\0\0\0" * 100)
    assert open_document(root).warning == "a file could not be read: b.txt"
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="a folder without texts"):
        open_document(tmp_path / "empty")


def test_links_in_cells_and_to_headings_with_blanks_lead_somewhere(tmp_path: Path) -> None:
    (tmp_path / "Home.md").write_text("# Home\n\nSee [here](Other.md#Second%20part).\n\n| x |\n| --- |\n| [[Other\\|alias]] |\n")
    (tmp_path / "Other.md").write_text("# Other\n\nText.\n\n## Second part\n\nMore.\n")
    document = open_document(tmp_path)
    links = [(document.text[s.start : s.end], inside_target(document, s.target)) for b in document.blocks for s in b.spans if s.kind == "link"]
    assert links == [("here", document.text.index("Second part")), ("alias", document.text.index("Other\nText"))]


def test_a_quarto_book_by_its_chapters(tmp_path: Path) -> None:
    root = made(tmp_path, {
        "_quarto.yml": 'project:\n  type: book\n\nbook:\n  title: "The Cook"\n  chapters:\n    - index.qmd\n    - part: "First things"\n      chapters:\n        - salt.qmd\n        - fire.qmd\n    - part: end.qmd\n  appendices:\n    - list.qmd\n\nformat:\n  html:\n    - theme\n',
        "index.qmd": "# Preface {.unnumbered}\n\nHello.\n", "fire.qmd": "# Fire\n", "salt.qmd": "---\ntitle: Salt\n---\n\nSalt it.\n",
        "end.qmd": "# The end\n", "list.qmd": "# List\n", "draft.qmd": "# No\n",
    })  # fmt: skip
    document = open_document(root)
    assert toc(document) == [
        ("The Cook", 1), ("Preface", 2), ("First things", 2), ("Salt", 3), ("Fire", 3), ("The end", 2), ("List", 2),
    ]  # fmt: skip


def test_translations_and_templates_are_no_chapters(tmp_path: Path) -> None:
    root = made(tmp_path / "site", {
        "index.md": "# Home\n", "index.fr.md": "# Accueil\n", "index.pt-BR.md": "# Casa\n", "only.de.md": "# Nur\n",
        "layout.html": "<html><head><title>{{ page.title }}</title></head><body>{{ content }}</body></html>",
        "part.html": "{% for post in posts %}<p>{{ post.title }}</p>{% endfor %}",
        "of.html": "<html><head><title>Of templates</title></head><body><p>Write <code>{{ title }}</code> for it.</p></body></html>",
    })  # fmt: skip
    assert [title for title, _ in toc(open_document(root))] == ["site", "Home", "Of templates", "Nur"]
