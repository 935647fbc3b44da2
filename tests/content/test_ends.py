"""Every command ends in one line and its documented exit status, whatever its surroundings are."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.hostile import archive, docx, odt, page, pdf, word

COMMANDS = [
    ["text", "{file}"], ["toc", "{file}"], ["toc", "--json", "{file}"], ["find", "trains", "{file}"], ["notes", "list"],
    ["notes", "list", "--json"], ["notes", "export", "--to", "json"], ["notes", "check"], ["--version"], ["--help"], ["notes", "--help"],
]  # fmt: skip


def gloss(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", *arguments], stderr=subprocess.PIPE, timeout=60, check=False, **options  # type: ignore[call-overload, no-any-return]
    )  # fmt: skip


@pytest.fixture
def noted(article: Path) -> Path:
    assert gloss("notes", "add", str(article), "--quote", "goods trains", "--note", "é", stdout=subprocess.DEVNULL).returncode == 0
    return article


def ended_well(done: subprocess.CompletedProcess[bytes], *statuses: int) -> None:
    errors = done.stderr.decode()
    assert done.returncode in statuses, (done.returncode, errors)
    assert errors.count("\n") <= 1 and "Traceback" not in errors and "Exception ignored" not in errors, errors
    assert not errors or errors.startswith("gloss: "), errors


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_standard_output_is_one_line(noted: Path, command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = gloss(*(part.format(file=noted) for part in command), stdout=full)
    ended_well(done, 2)
    assert b"standard output: no space left on device" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_closed_standard_output_or_input_or_one_of_ascii(noted: Path, command: list[str]) -> None:
    line = " ".join(f"'{part.format(file=noted)}'" for part in command)
    for around in (">&-", "<&-", "2>&-", ">&- 2>&- <&-", "| true"):
        done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m tui.cli {line} {around}"], capture_output=True, timeout=60, check=False)
        ended_well(done, 0, 1, 2)
    done = gloss(*(part.format(file=noted) for part in command), stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    ended_well(done, 0)
    done.stdout.decode("ascii")


def test_no_standard_input_to_read_from() -> None:
    done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m tui.cli text - <&-"], capture_output=True, timeout=60, check=False)
    ended_well(done, 2)


@pytest.mark.parametrize("command", [["notes", "list"], ["notes", "check"], ["notes", "add", "{file}", "--quote", "goods trains"]], ids=lambda c: c[1])
def test_a_notes_folder_that_is_too_long_missing_or_a_file(article: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("x")
    for folder in ("x" * 5000, "/".join(["y" * 200] * 30), str(tmp_path / "file"), "/proc/none", "a\nb"):
        done = gloss(*(part.format(file=article) for part in command), "--notes-dir", str(tmp_path / folder), stdout=subprocess.PIPE)
        ended_well(done, 0, 1, 2)
    assert gloss("notes", "check", "--notes-dir", str(tmp_path / "none"), stdout=subprocess.PIPE).returncode == 2


@pytest.mark.parametrize("text", ["x = " + "[" * 2000 + "]" * 2000, "[" * 2000, "\x00", "a = 1\na = 2", "width = " + "9" * 5000], ids=range(5))
def test_settings_that_cannot_be_read_are_told_and_do_not_end_it(article: Path, folders: Path, text: str) -> None:
    from tui.config import load_settings

    (folders / "config.toml").write_text(text)
    (folders / "state").mkdir(exist_ok=True)
    (folders / "state" / "screen.json").write_text('{"theme": ' + "[" * 2000 + "]" * 2000 + "}")
    assert load_settings().problems


@pytest.mark.parametrize(
    "html",
    ['<base href="http://[bad"><p>Some words to read.</p><a href="x">l</a>', "<p>Some words.</p>" + "<body>" * 300, "<html>" * 500 + "words", "<p>words" + "<frameset>" * 50],
    ids=["base", "bodies", "htmls", "framesets"],
)  # fmt: skip
def test_pages_that_upset_a_parser(tmp_path: Path, html: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(html)
    for extra in ([], ["--whole-page"]):
        ended_well(gloss("text", str(path), *extra, stdout=subprocess.DEVNULL), 0, 2)


def test_a_home_of_nobody_and_settings_that_are_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.config import load_settings

    for command in (["text", "~nosuch/x"], ["notes", "list", "--notes-dir", "~nosuch/x"], ["notes", "merge", "~nosuch/x"]):
        done = gloss(*command, stdout=subprocess.PIPE)
        ended_well(done, 1, 2)
        assert b"unforeseen" not in done.stderr
    os.mkfifo(tmp_path / "fifo")
    for path in (str(tmp_path / "fifo"), "/dev/zero"):
        monkeypatch.setenv("GLOSS_CONFIG", path)
        assert load_settings().problems


# -- bounds


def _megabyte(piece: str) -> bytes:
    return (piece * (1_000_000 // len(piece) + 1))[:1_000_000].encode()


HANGS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "comments": lambda: ("a", b"<!---->" * 60 + b"x"),
    "doctype": lambda: ("a.epub", archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='b.opf'/></c>",
                                           "b.opf": "<package><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
                                           "a.xhtml": "<!DOCTYPE x [" * 60_000})),
    "doctypes": lambda: ("a.html", _megabyte("<!DOCTYPE ")),
    "spaces": lambda: ("a.txt", _megabyte(" ") + b"x"),
    "dots": lambda: ("a.txt", b"CONTENTS\n\nI " + _megabyte(".") + b"x\n\nI x\n"),
    "numerals": lambda: ("a.txt", b"CONTENTS\n\n" + _megabyte("ivxlcdm") + b"\n\nx\n"),
    "tags": lambda: ("a.html", _megabyte("<b>x")), "paragraphs": lambda: ("a.html", _megabyte("<p>x")), "attributes": lambda: ("a.html", b"<p " + _megabyte("a=1 ") + b">x"),
    "noterefs": lambda: ("a.html", _megabyte('<a role="doc-noteref" href="#n">1</a> ')), "tables": lambda: ("a.html", b"<table><tr><th>a<td>b" + _megabyte("<tr><td>1<td>2")),
    "spans": lambda: ("a.html", b"<p>" + _megabyte("<i>x</i> ")), "lists": lambda: ("a.html", _megabyte("<ul><li>x")),
    "inline tags": lambda: ("a.md", _megabyte("<b>x ")), "emphasis": lambda: ("a.md", _megabyte("*a_ ")), "quotes": lambda: ("a.md", _megabyte(">")),
    "headings": lambda: ("a.md", _megabyte("# a\n")), "links": lambda: ("a.md", _megabyte("[a](b) ")), "cells": lambda: ("a.md", b"|a|b|\n|-|-|\n" + _megabyte("|a|b|\n")),
    "footnotes": lambda: ("a.md", _megabyte("[^1] ") + b"\n\n[^1]: x\n"), "brackets": lambda: ("a.md", _megabyte("[")),
    "long base": lambda: ("a.html", b'<base href="http://a/' + b"../" * 166_000 + b'">' + b"<p>x<a href=y>z</a>" * 2000),
    "title": lambda: ("a.html", b"<title>" + b": a" * 300_000 + b"</title>" + b"<h1>x y</h1>" * 1000 + b"<p>abc"),
    "slashes": lambda: ("a.html", ("<p/" + "/".join(f"a{k}" for k in range(120_000)) + ">x").encode()),
    "quoted": lambda: ("a.html", ('<p x="<" ' + " ".join(f"a{k}" for k in range(120_000)) + ">x").encode()),
    "attributes in Markdown": lambda: ("a.md", ("<p " + " ".join(f"a{k}" for k in range(100_000)) + ">y</p>\n").encode()),
    "packed paragraphs": lambda: ("a.txt.gz", __import__("gzip").compress(b"a\n\n" * 3_300_000)),
    "packed headings": lambda: ("a.md.gz", __import__("gzip").compress(b"# a\n\n" * 1_990_000)),
    "blank lines": lambda: ("a.txt", _megabyte("\n\nx")), "divisions": lambda: ("a.md", _megabyte("<div>\n\n")),
    "empty gzip": lambda: ("a.txt.gz", __import__("gzip").compress(b"", mtime=0) * 50_000 + __import__("gzip").compress(b"x")),
    "docx": lambda: ("a.docx", docx(word("<w:p/>" * 1_500_000))), "odt": lambda: ("a.odt", odt("<text:p/>" * 1_000_000)),
    "pdf": lambda: ("a.pdf", pdf([[(10 + n % 60 * 9, 780 - n // 60 * 4, 4, "a b") for n in range(9_000)]])),
    "epub": lambda: ("a.epub", archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='b.opf'/></c>",
                                        "b.opf": "<package><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
                                        "a.xhtml": page("<p>x</p>" * 1_000_000)})),
}  # fmt: skip


@pytest.mark.parametrize("name", HANGS)
def test_up_to_a_megabyte_opens_or_is_refused_in_bounds(tmp_path: Path, name: str) -> None:
    """Two seconds of processor time, and 300 MB; a machine may have other work."""
    suffix, data = HANGS[name]()
    path = tmp_path / suffix
    data = data[:1_000_000] if path.suffix in (".html", ".md", ".txt", "") else data
    path.write_bytes(data)
    assert len(data) < 1_700_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    program = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'tui.cli', 'text', sys.argv[1]], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)\n"
        "sys.exit(done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE, timeout=60, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    *errors, peak = done.stderr.decode().splitlines()
    assert done.returncode in (0, 2) and len(errors) <= 1, errors
    print(f"{name}: {used:.2f} s of processor time, {time.monotonic() - begin:.2f} s, {peak} MB, {errors}")
    assert int(peak) < 300, peak
    assert used < 2.6, used
