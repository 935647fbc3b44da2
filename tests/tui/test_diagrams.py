"""Diagrams and covers: drawn when they are asked for, by programs that are kept to themselves; refused in a line."""

import asyncio
import os
import shutil
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from glossator.content.errors import DocumentError
from glossator.content.library.covers import cover_of, may_have_cover
from glossator.tui.app import GlossatorApp
from glossator.tui.reading import diagrams, pictures
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.picture import PictureScreen
from glossator.tui.settings import Settings
from glossator.tui.widgets.cover import Cover
from glossator.tui.widgets.messages import Target
from tests.tui.settled import settled, until, wait_for
from tests.tui.test_pictures import DRAWING, png
from tests.tui.test_programs import is_alive

TEXT = "# One\n\nWords.\n\n```dot\ndigraph { a -> b }\n```\n\n```python\nprint()\n```\n\nMore words.\n"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that programs are looked for in first, without one that parts a program from the network."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setattr(diagrams, "_can_part_from_network", lambda: False)
    return folder


def program(folder: Path, name: str, does: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys\n{does}\n")
    path.chmod(0o755)


def test_a_program_gets_the_diagram_in_an_empty_folder_and_gives_a_picture(programs: Path) -> None:
    program(programs, "dot", f"assert not os.listdir('.') and 'a -> b' in sys.stdin.read() and sys.argv[1:] == ['-Tsvg']\nsys.stdout.buffer.write({DRAWING!r})")
    assert diagrams.picture_of("Graphviz", "digraph { a -> b }") == DRAWING
    assert diagrams.is_diagram("DOT") and diagrams.is_diagram("mermaid") and not diagrams.is_diagram("python")


@pytest.mark.parametrize(
    ("does", "why"),
    [("sys.exit(1)", "something wrong"), ("print('x' * 21_000_000)", "something wrong"), ("import signal; signal.pause()", "takes longer")],
    ids=["fails", "endless", "hangs"],
)  # fmt: skip
def test_a_program_that_fails_is_a_line(programs: Path, monkeypatch: pytest.MonkeyPatch, does: str, why: str) -> None:
    monkeypatch.setattr(diagrams, "_PATIENCE", 2)
    program(programs, "dot", does)
    with pytest.raises(DocumentError, match=why):
        diagrams.picture_of("dot", "digraph {}")


def test_what_is_not_installed_or_would_reach_the_network_is_a_line(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(DocumentError, match="Graphviz"):
        diagrams.picture_of("dot", "digraph {}")
    with pytest.raises(DocumentError, match="mmdc"):
        diagrams.picture_of("mermaid", "graph TD")
    program(programs, "mmdc", "print('drawn')")
    with pytest.raises(DocumentError, match="network"):
        diagrams.picture_of("mermaid", "graph TD")
    with pytest.raises(DocumentError, match="too long"):
        diagrams.picture_of("dot", "x" * 300_000)


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_graphviz_draws_and_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    drawn = diagrams.picture_of("dot", f'digraph {{ a -> b; c [image="{tmp_path}/secret.png"] }}')
    assert pictures.size_of(drawn)[0] > 20
    assert b"secret" not in drawn


@pytest.mark.parametrize(("name", "language"), [("dot", "dot"), ("mmdc", "mermaid")])
def test_a_program_is_run_without_a_network(programs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, language: str) -> None:
    monkeypatch.setattr(diagrams, "_can_part_from_network", lambda: True)
    program(programs, "unshare", f"open({str(tmp_path / 'argv')!r}, 'w').write(' '.join(sys.argv[1:]))\nsys.stdout.buffer.write({DRAWING!r})")
    program(programs, name, "sys.exit('run by itself')")
    assert diagrams.picture_of(language, "a -> b") == DRAWING
    assert (tmp_path / "argv").read_text().startswith(f"--user --map-root-user --net -- {name}")


def test_a_program_that_hangs_is_ended_with_all_it_started(programs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(diagrams, "_PATIENCE", 2)
    program(programs, "dot", f"import signal, subprocess\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(subprocess.Popen(['sleep', '1000']).pid))\nsignal.pause()")
    with pytest.raises(DocumentError, match="takes longer"):
        diagrams.picture_of("dot", "digraph {}")
    wait_for(lambda: not is_alive(int((tmp_path / "pid").read_text())))


async def test_a_diagram_is_drawn_when_it_is_asked_for(programs: Path, tmp_path: Path) -> None:
    program(programs, "dot", f"open({str(tmp_path / 'ran')!r}, 'w')\nsys.stdout.buffer.write({DRAWING!r})")
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    app = GlossatorApp(str(path), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(90, 30)) as pilot:
        await settled(pilot)
        assert not (tmp_path / "ran").exists()
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen))
        assert (tmp_path / "ran").exists()


# -- covers


@pytest.mark.parametrize("then", ["types", "leaves", "reloads"])
async def test_a_diagram_that_takes_its_time_is_not_in_the_way(then: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end, taken = threading.Event(), threading.Event(), asyncio.Event()

    def slow(_language: str, _text: str) -> bytes:
        begun.set()
        may_end.wait(30)
        return DRAWING

    monkeypatch.setattr(diagrams, "picture_of", slow)
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text(TEXT)
    other.write_text("# Other\n")
    app = GlossatorApp(str(path), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(100, 30)) as pilot:
        first = await settled(pilot)
        await pilot.press("I")
        await until(pilot, begun.is_set)
        if then == "types":
            await pilot.press("V", "m")
            await until(pilot, lambda: isinstance(app.screen, NoteEditor))
            await pilot.press("a")
        elif then == "leaves":
            app.documents.go_to(Target(str(other)))
            await until(pilot, lambda: app.reader is not first and not first.is_attached)
        else:
            path.write_text("# One\n\nWords, and no diagram.\n")
            await pilot.press("R")
            await until(pilot, lambda: "no diagram" in first.reading.document.text)
        before = app.screen
        may_end.set()
        await until(pilot, lambda: not any(thread.name.endswith("(_run)") for thread in threading.enumerate()))
        app.call_later(taken.set)  # behind what the thread has left
        await taken.wait()
        assert app.screen is before and app.crash is None
        if then == "types":
            await pilot.press("b", "escape")
            await until(pilot, lambda: isinstance(app.screen, PictureScreen))
            assert [item.note for item in first.reading.notes.items] == ["ab"]


def book(path: Path, metadata: str, item: str, picture: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>')
        archive.writestr(
            "O/p.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>{item}</manifest><spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("O/a.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{path.stem}</h1><p>Words of it.</p></body></html>')
        archive.writestr("O/c d.png", picture)
    return path


@pytest.mark.parametrize(
    ("metadata", "item"),
    [("", '<item id="c" properties="x cover-image" href="c%20d.png" media-type="image/png"/>'), ('<meta name="cover" content="c"/>', '<item id="c" href="c%20d.png" media-type="image/png"/>')],
    ids=["3", "2"],
)  # fmt: skip
def test_the_cover_of_a_book(tmp_path: Path, metadata: str, item: str) -> None:
    assert cover_of(str(book(tmp_path / "a.epub", metadata, item, png()))) == png()


@pytest.mark.parametrize("source", ["a.md", "https://example.org/a.epub"])
def test_a_document_that_is_no_book_of_this_machine_is_not_looked_at_for_a_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr("glossator.content.library.covers.read_source", lambda name: pytest.fail(f"{name} was read"))
    assert not may_have_cover(source)
    with pytest.raises(DocumentError, match="without a cover"):
        cover_of(source)


@pytest.mark.parametrize("source", ["none.epub", "missing.epub", "damaged.epub"])
def test_no_cover_is_a_line(tmp_path: Path, source: str) -> None:
    book(tmp_path / "none.epub", '<meta name="cover" content="c"/>', '<item id="c" href="../../etc/passwd" media-type="image/png"/>', png())
    (tmp_path / "damaged.epub").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(DocumentError) as caught:
        cover_of(str(tmp_path / source))
    assert "\n" not in str(caught.value)


async def test_the_library_shows_the_cover_of_the_book_that_is_chosen(tmp_path: Path) -> None:
    item = '<item id="c" properties="cover-image" href="c%20d.png" media-type="image/png"/>'
    (tmp_path / "zed.md").write_text("# Zed\n\nWords.\n")
    for path in (book(tmp_path / "first.epub", "", item, png(30, 40)), tmp_path / "zed.md"):
        app = GlossatorApp(str(path))
        async with app.run_test(size=(120, 30)) as pilot:
            await settled(pilot)
    app = GlossatorApp(str(tmp_path / "zed.md"), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        cover = app.screen.query_one(Cover)
        await pilot.press("down")
        await until(pilot, lambda: cover._strips)
        assert "▀" in cover.render_line(0).text
        await pilot.press("up")
        await until(pilot, lambda: not cover._strips)
        await pilot.resize_terminal(70, 20)
        await until(pilot, lambda: not cover.display)
