"""Nothing a document, a notebook or a server says is run, fetched, stored or believed unasked."""

import base64
import csv
import gzip
import io
import json
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from glossator.content import DocumentError, open_document
from glossator.content.exchange import EXPORTS, export
from glossator.content.exchange.writing import Exists, write_export
from glossator.content.library.reading_places import Library
from glossator.content.notes.annotation import format_tags, parse_tags
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.sources.fetching import Body, _Refused, refuse_inward
from glossator.content.sources.urls import without_credentials
from glossator.tui.cli.main import main
from tests.data.hostile import archive, package, page


@contextmanager
def answering(headers: dict[str, str], body: bytes = b"", status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that always says the same; its address, and the headers it was asked with."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_is_fetched_once_where_nothing_can_be_kept(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders / "cache").write_text("a file, no folder")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with answering({"Content-Type": "text/plain"}, b"Some words to read.") as (address, asked):
        assert main(["text", f"http://{address}/a"]) == 0
        assert len(asked) == 1 and "Some words" in capsys.readouterr().out


# -- what notebooks name


@pytest.fixture
def strange(folders: Path, article: Path) -> Iterator[list[dict[str, str]]]:
    """A stranger's notebook whose sources are a URL, standard input, and a file that was never opened here."""
    with answering({"Content-Type": "text/plain"}, b"secret text of the server") as (address, asked):
        document = open_document(article)
        start = document.text.index("goods trains")
        notebook = Notebook.new(document, folders / "elsewhere")
        notebook.add(describe(document.text, start, start + 12))
        data = json.loads(notebook.path.read_text())
        other = folders / "never-opened.txt"
        other.write_text(article.read_text())
        data["glossator"]["document"]["sources"] = [f"http://{address}/x", "-", "/dev/stdin", str(other)]
        (folders / "notes").mkdir()
        (folders / "notes" / notebook.path.name).write_text(json.dumps(data))
        yield asked


@pytest.mark.parametrize("command", [["check"], ["export", "--to", "markdown"], ["list"], ["deleted"]], ids=lambda c: c[0])
def test_nothing_is_opened_because_a_notebook_says_so(
    strange: list[dict[str, str]], command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    opened: list[str] = []
    monkeypatch.setattr("glossator.tui.cli.notes.shared.open_document", lambda source, **_: opened.append(str(source)))
    main(["notes", *command])
    assert strange == [] and opened == []
    if command == ["check"]:
        assert "passages not checked: its document was never opened here" in capsys.readouterr().out


def test_the_source_that_is_given_is_looked_at(strange: list[dict[str, str]], article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "check", str(article)]) == 0
    assert "not looked" not in capsys.readouterr().out
    assert main(["notes", "export", str(article), "--to", "csv"]) == 0
    assert "Competition over track access" not in capsys.readouterr().err
    assert strange == []


# -- servers


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "[::1]", "[fe80::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "localhost"])
def test_a_redirect_from_another_host_inward_is_refused(host: str) -> None:
    with pytest.raises(_Refused):
        refuse_inward("http://93.184.216.34/page", f"http://{host}/admin")


def test_a_redirect_on_the_same_host_or_outward_is_followed() -> None:
    refuse_inward("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/b")
    refuse_inward("http://localhost/a", "http://127.0.0.1/b")
    refuse_inward("http://127.0.0.1/a", "http://93.184.216.34/b")


def test_a_name_and_password_are_used_and_kept_nowhere(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = b"<html><head><title>T</title></head><body><p>The goods trains wait, and wait, and wait for a long time.</p></body></html>"
    with answering({"Content-Type": "text/html"}, body) as (address, asked):
        url = f"http://ann:s3cret@{address}/page"
        assert main(["notes", "add", url, "--quote", "goods trains"]) == 0
        document = open_document(url)
        Library().remember(document, 0, 1, 10)
        assert base64.b64decode(asked[0]["Authorization"].split()[1]) == b"ann:s3cret"
        for name in EXPORTS:
            main(["notes", "export", url, "--to", name, "-o", str(folders / f"export.{name}")])
        main(["notes", "list", "--json"])
    output = capsys.readouterr()
    stored = b"".join(path.read_bytes() for path in folders.rglob("*") if path.is_file())
    assert b"s3cret" not in stored and "s3cret" not in output.out + output.err
    assert document.source == document.url == f"http://{address}/page"
    with pytest.raises(DocumentError) as error:
        open_document("http://ann:s3cret@127.0.0.1:1/x")
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://a:b@c.d/e?f@g", "https://c.d/e?f@g"), ("https://c.d/e@f", "https://c.d/e@f"), ("/a@b", "/a@b"), ("http://a@[::1]:8/x", "http://[::1]:8/x"), ("http://u:p@[bad", "http://[bad")],
)  # fmt: skip
def test_only_credentials_are_taken_out_of_a_url(url: str, kept: str) -> None:
    assert without_credentials(url) == kept


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda d: zlib.compress(d)[2:-4]), ("identity", bytes), ("", bytes)],
)  # fmt: skip
def test_one_content_encoding_is_understood(encoding: str, pack: object) -> None:
    body = Body(encoding)
    packed = pack(b"words " * 1000)  # type: ignore[operator]
    for at in range(0, len(packed), 7):
        body.add(packed[at : at + 7])
    assert body.end() == b"words " * 1000


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,gzip,gzip", "br", "zstd", "x\x1b"])
def test_stacked_or_unknown_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(_Refused):
        Body(encoding)


def test_stacked_gzip_costs_no_memory() -> None:
    data = b"\0" * 50_000_000
    for _ in range(3):
        data = gzip.compress(data)
    with answering({"Content-Type": "text/html", "Content-Encoding": "gzip, gzip, gzip"}, data) as (address, _):
        tracemalloc.start()
        with pytest.raises(DocumentError, match="packed more than once over"):
            open_document(f"http://{address}/")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_refresh_that_fails_says_so_and_shows_the_copy(capsys: pytest.CaptureFixture[str]) -> None:
    with answering({"Content-Type": "text/plain"}, b"The text as it was.") as (address, _):
        url = f"http://{address}/"
        assert main(["text", url]) == 0
    capsys.readouterr()
    assert main(["text", "--refresh", url]) == 0
    output = capsys.readouterr()
    assert output.out == "The text as it was.\n"
    assert output.err.startswith(f"gloss: {url}: ") and "this is the copy kept before" in output.err and output.err.count("\n") == 1


# -- spreadsheets and tags


def test_no_cell_runs_a_formula_whatever_separates_cells(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    for note in ("=1+1", 'a;=cmd|"x"!A0', "a\t@SUM(1)", 'he said "x";-1', "a\n+1", " =1", "a,=1", "a|＝1", '";=1'):
        notebook.add(describe(document.text, 50, 60), note=note)
    text = export([(notebook, document)], "csv")
    for separator in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting):
                for cell in row:
                    assert not cell.strip(' "\xa0').startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), (separator, cell)


@pytest.mark.parametrize("tags", [("a", "b"), ("foreign policy", "nato"), ('say "x"', "a,b"), ("#", "c#"), ()])
def test_tags_can_be_told_apart(tags: tuple[str, ...]) -> None:
    line = format_tags(tags)
    assert parse_tags(line) == tuple(tag.lstrip("#") or tag for tag in tags if tag != "#")


def test_tags_with_blanks_stay_apart_in_csv(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60), tags=("foreign policy", "nato"))
    row = next(csv.DictReader(io.StringIO(export([(notebook, document)], "csv"))))
    assert row["tags"] == '"foreign policy" nato'


# -- decoding after cleaning


def test_what_is_decoded_from_a_link_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    body = '<h1>One</h1><p>Text <a href="x%1B%5D2;pwned%07.xhtml#%1b%9b2J">away</a> and <a href="a%E2%80%AEb.xhtml">on</a>.</p>'
    path.write_bytes(
        archive({"mimetype": "application/epub+zip", "book.opf": package(), "one.xhtml": page(body),
                 "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'})
    )  # fmt: skip
    targets = [s.target for b in open_document(path).blocks for s in b.spans]
    assert len(targets) == 2
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c == "\u202e" for target in targets for c in target)


# -- exports onto files


def test_an_export_replaces_nothing_unasked_and_some_things_never(article: Path, tmp_path: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60))
    shelf = [(notebook, document)]
    there = tmp_path / "there.md"
    there.write_text("mine")
    there.chmod(0o640)
    with pytest.raises(Exists):
        write_export(there, "text", shelf)  # type: ignore[arg-type]
    assert there.read_text() == "mine"
    write_export(there, "text", shelf, force=True)  # type: ignore[arg-type]
    assert there.read_text() == "text" and there.stat().st_mode & 0o777 == 0o640
    (tmp_path / "link.txt").symlink_to(article)
    for own in (article, notebook.path, tmp_path / "link.txt"):
        before = own.read_bytes()
        with pytest.raises(Exception, match=r"is the document itself|is a notebook"):
            write_export(own, "text", shelf, force=True)  # type: ignore[arg-type]
        assert own.read_bytes() == before


def test_an_export_never_goes_where_notebooks_and_own_files_lie(article: Path, folders: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60))
    (folders / "state").mkdir(exist_ok=True)
    for own in (folders / "notes" / "new.json", folders / "state" / "library.json", folders / "state" / "new.md"):
        before = own.exists()
        with pytest.raises(Exception, match=r"is a notebook|of Glossator's own"):
            write_export(own, "text", [(notebook, document)])  # type: ignore[list-item]
        assert own.exists() == before


def test_a_new_export_honours_the_umask_and_a_device_stays_one(article: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import os
    import stat

    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 50, 60), note="a note")
    before = os.umask(0o027)
    try:
        assert main(["notes", "export", "--to", "markdown", "-o", str(tmp_path / "new.md")]) == 0
    finally:
        os.umask(before)
    assert (tmp_path / "new.md").stat().st_mode & 0o777 == 0o640
    assert main(["notes", "export", "--to", "markdown", "-o", "/dev/null"]) == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert main(["notes", "export", "--to", "markdown", "-o", "-"]) == 0
    assert "a note" in capfd.readouterr().out
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_text()))
    reader.start()
    assert main(["notes", "export", "--to", "markdown", "-o", str(fifo)]) == 0
    reader.join(5)
    assert "a note" in read[0] and stat.S_ISFIFO(fifo.stat().st_mode)


def test_other_notebooks_and_documents_opened_here_are_never_replaced(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60))
    other = tmp_path / "other.txt"
    other.write_text("Another text, that was annotated here, too.")
    second = open_document(other)
    Notebook.open(second).add(describe(second.text, 0, 7))
    aside, copy = tmp_path / "x.json.damaged-2026", tmp_path / notebook.path.name
    aside.write_bytes(notebook.path.read_bytes())
    copy.write_bytes(notebook.path.read_bytes())
    notes = Notebook.open(second).path
    link, far = tmp_path / "out.csv", tmp_path / "far.md"
    link.symlink_to(notes)
    far.symlink_to(link)
    for path in (other, aside, copy, notes, link, far):
        before = path.read_bytes()
        assert main(["notes", "export", str(article), "--to", "csv", "-o", str(path), "--force"]) == 2
        assert path.read_bytes() == before and path.is_symlink() == (path in (link, far))
    again = tmp_path / "again.json"
    for _ in range(2):
        assert main(["notes", "export", str(article), "--to", "json", "-o", str(again), "--force"]) == 0


def test_a_standard_stream_is_written_to_and_its_file_not_replaced(article: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 50, 60), note="a note")
    out = tmp_path / "out"
    line = f"(echo header; '{sys.executable}' -m glossator.tui.cli notes export '{article}' --to csv -o /dev/stdout; echo tail) > '{out}'"
    subprocess.run(["sh", "-c", line], check=True)
    text = out.read_text()
    assert text.startswith("header\n") and text.endswith("tail\n") and "a note" in text


ODD = ['"\\ud83d"', "NaN", "1e400", "123456789012345678901234567890", "-0", "1.10", '"\\u0000\\u200b"', '{"a": 1, "a": 2}', "[" * 90 + "]" * 90]


@pytest.mark.parametrize("odd", ODD)
def test_a_large_notebook_is_read_as_a_small_one_is(odd: str) -> None:
    from glossator.content.notes.page_text import parse_page

    start = '{"type": "AnnotationPage", "items": [], "odd": ' + odd
    small, large = parse_page(start + "}"), parse_page((start + ', "long": "' + "x" * 1_100_000 + '"}').encode())
    assert large.pop("long") and repr(large) == repr(small)


@pytest.mark.parametrize("text", ["[" * 300_000 + "]" * 300_000, '{"odd": ' + "[" * 120 + "]" * 120 + "}", "{" * 2_000_000, b"\xff" * 2_000_000, "]" * 50 + "[" * 50])
def test_what_is_no_notebook_is_damaged_whatever_its_size(text: str | bytes) -> None:
    from glossator.content.notes.page_text import Damaged, parse_page

    with pytest.raises(Damaged):
        parse_page(text)
