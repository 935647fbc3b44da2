"""Push and pull against a server on this machine that behaves as the public APIs of Hypothesis and Readwise say."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from glossator.content import Notebook, open_document
from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.content.exchange.sharing.client import Client
from glossator.content.exchange.sharing.tokens import token_of
from glossator.content.folders import notes_folder
from glossator.content.notes.files import notebook_files
from glossator.tui.cli.main import main

TEXT = "# Glaciers\n\nIce is old. It flows under its own weight.\n\nStones stay behind.\n"
USER = "acct:ada@hypothes.is"


class Service:
    """What the server holds, what it was asked for, and how it fails next."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.highlights: dict[tuple[str, str], dict[str, Any]] = {}
        self.asked: list[str] = []
        self.failures: list[tuple[int, dict[str, str], bytes]] = []
        self.count = 0
        self.page = 200

    def stamp(self) -> str:
        self.count += 1
        return f"2030-01-01T00:00:{self.count // 1000:02}.{self.count % 1000:03}000+00:00"

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if path == "/api/profile":
            return 200, {"userid": USER}
        if path == "/api/search":
            rows = sorted((row for row in self.rows.values() if row["updated"] > query.get("search_after", "")), key=lambda row: row["updated"])
            return 200, {"total": len(rows), "rows": rows[: min(self.page, int(query["limit"]))]}
        if path == "/api/annotations":
            key = f"r{len(self.rows) + 1}/x"
            self.rows[key] = {**body, "id": key, "user": USER, "created": self.stamp(), "updated": self.stamp()}
            return 200, self.rows[key]
        if path.startswith("/api/annotations/"):
            key = path.removeprefix("/api/annotations/").replace("%2F", "/")
            if key not in self.rows:
                return 404, {}
            if method == "DELETE":
                return 200, {"deleted": bool(self.rows.pop(key)), "id": key}
            if method == "PATCH":
                self.rows[key] |= {**body, "updated": self.stamp()}
            return 200, self.rows[key]
        if path == "/api/v2/auth/":
            return 204, None
        if path == "/api/v2/highlights/":
            for each in body["highlights"]:
                known = self.highlights.setdefault((each["title"], each["text"]), {"id": len(self.highlights) + 1})
                known |= {**each, "updated_at": self.stamp()}
            return 200, [{"id": 1, "title": each["title"], "modified_highlights": [known["id"]]}]
        if path.startswith("/api/v2/highlights/"):
            key = int(path.split("/")[4])
            found = next((each for each in self.highlights.items() if each[1]["id"] == key), None)
            if found is None:
                return 404, {}
            if method == "DELETE":
                del self.highlights[found[0]]
                return 204, None
            return 200, {**found[1], "updated": found[1]["updated_at"]}
        if path == "/api/v2/export/":
            books: dict[str, list[Any]] = {}
            for (title, _), each in self.highlights.items():
                if each["updated_at"] > query.get("updatedAfter", ""):
                    books.setdefault(title, []).append({"tags": [], "highlighted_at": each["updated_at"], **each})
            return 200, {"results": [{"title": title, "author": "", "highlights": found} for title, found in books.items()], "nextPageCursor": None}
        return 404, {}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            parts = urlsplit(self.path)
            state.asked.append(f"{self.command} {parts.path}")
            headers: dict[str, str] = {}
            if self.headers.get("authorization") not in ("Bearer secret", "Token secret"):
                status, data = 401, b"{}"
            elif state.failures:
                status, headers, data = state.failures.pop(0)
            else:
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                status, value = state.answer(self.command, parts.path, query, body)
                data = b"" if value is None else json.dumps(value).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = do

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/api"
    monkeypatch.setenv("GLOSS_HYPOTHESIS_URL", address)
    monkeypatch.setenv("GLOSS_READWISE_URL", f"{address}/v2")
    for name in ("HYPOTHESIS", "READWISE"):
        monkeypatch.setenv(f"GLOSS_{name}_TOKEN", "secret")
    monkeypatch.setattr("glossator.content.exchange.sharing.client._wait", lambda seconds: None)
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "glaciers.md"
    path.write_text(TEXT)
    return open_document(path)


@pytest.fixture
def annotated(document: Document, capsys: pytest.CaptureFixture[str]) -> Document:
    for quote, note in (("It flows under its own weight.", "how thick?"), ("Stones stay behind.", "")):
        assert main(["notes", "add", document.source, "--quote", quote, "--note", note, "--tag", "ice"]) == 0
    capsys.readouterr()
    return document


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["notes", *arguments])
    out = capsys.readouterr()
    return status, out.out.strip().split("\n")[-1], out.err.strip()


def notes(document: Document) -> dict[str, str]:
    return {item.selectors.exact: item.note for item in Notebook.open(document).items}


def test_what_is_new_or_changed_is_sent_once_and_private(service, annotated, capsys) -> None:
    push = ("push", "--with", "hypothesis")
    assert run(capsys, *push, "--dry-run")[1] == "hypothesis: 2 created; nothing was sent" and not service.rows
    assert run(capsys, *push)[1] == "hypothesis: 2 created"
    assert {row["text"] for row in service.rows.values()} == {"how thick?", ""}
    assert all(row["permissions"]["read"] == [USER] and row["tags"] == ["ice"] for row in service.rows.values())
    assert run(capsys, *push)[1] == "hypothesis: 2 unchanged"
    item = next(item for item in Notebook.open(annotated).items if item.note)
    main(["notes", "edit", item.id, "--note", "very thick"])
    main(["notes", "rm", next(item.id for item in Notebook.open(annotated).items if not item.note)])
    assert run(capsys, *push)[1] == "hypothesis: 1 changed, 1 deleted"
    assert [row["text"] for row in service.rows.values()] == ["very thick"]
    assert run(capsys, "pull", "--with", "hypothesis")[1] == "1 entry: 1 duplicate"


def test_what_changed_there_comes_in_under_our_own_ids(service, annotated, capsys) -> None:
    run(capsys, "push", "--with", "hypothesis")
    ids = {item.id for item in Notebook.open(annotated).items}
    row = next(row for row in service.rows.values() if row["text"])
    row |= {"text": "a hundred metres", "updated": service.stamp()}
    assert run(capsys, "push", "--with", "hypothesis")[1] == "hypothesis: 2 unchanged"
    main(["notes", "edit", next(item.id for item in Notebook.open(annotated).items if item.note), "--note", "mine"])
    assert run(capsys, "push", "--with", "hypothesis")[1] == "hypothesis: 1 unchanged, 1 conflict" and row["text"] == "a hundred metres"
    assert run(capsys, "pull", "--with", "hypothesis")[1] == "2 entries: 1 placed, 1 duplicate"
    assert notes(annotated) == {"It flows under its own weight.": "a hundred metres", "Stones stay behind.": ""}
    assert {item.id for item in Notebook.open(annotated).items} == ids
    assert all(item.color == "yellow" for item in Notebook.open(annotated).items)
    assert run(capsys, "pull", "--with", "hypothesis")[1].startswith("0 entries")
    assert run(capsys, "push", "--with", "hypothesis")[1] in ("hypothesis: 2 unchanged", "hypothesis: 1 changed, 1 unchanged")


def test_an_import_can_be_undone_after_a_pull(service, annotated, capsys, tmp_path) -> None:
    clippings = tmp_path / "My Clippings.txt"
    when = "- Your Highlight on Location 1-2 | Added on Monday, 1 January 2024 10:00:00"
    clippings.write_text(f"Glaciers (X)\n{when}\n\nIce is old.\n==========\n")
    main(["notes", "import", str(clippings), "--into", annotated.source])
    row = {"uri": "https://e.example/", "text": "else", "tags": [], "document": {"title": ["Else"]}, "target": []}
    service.rows["b"] = {**row, "id": "b", "user": USER, "created": service.stamp(), "updated": service.stamp()}
    assert "1 entry" in run(capsys, "pull", "--with", "hypothesis")[1]
    assert main(["notes", "import", "--undo"]) == 0 and "1 taken out" in capsys.readouterr().out


def test_many_pages_are_fetched_from_where_the_last_one_ended(service, annotated, capsys, monkeypatch) -> None:
    monkeypatch.setattr("glossator.content.exchange.sharing.services._PAGE", 10)
    for number in range(25):
        quote = {"type": "TextQuoteSelector", "exact": "Ice is old." if number == 0 else f"nothing {number}"}
        service.rows[str(number)] = {
            "id": str(number), "uri": "https://example.org/glaciers", "text": str(number), "tags": [], "created": service.stamp(),
            "updated": service.stamp(), "target": [{"selector": [quote]}], "document": {"title": ["Glaciers"]},
        }  # fmt: skip
    assert run(capsys, "pull", "--with", "hypothesis", "--dry-run")[1].startswith("25 entries")
    assert run(capsys, "pull", "--with", "hypothesis")[1].startswith("25 entries")
    assert service.asked.count("GET /api/search") == 6
    assert run(capsys, "pull", "--with", "hypothesis")[1].startswith("0 entries")


def test_a_lost_memory_makes_no_second_copy(service, annotated, capsys, tmp_path, monkeypatch) -> None:
    run(capsys, "push", "--with", "hypothesis")
    monkeypatch.setenv("GLOSS_STATE_DIR", str(tmp_path / "another machine"))
    assert run(capsys, "push", "--with", "hypothesis")[0] == 0
    assert len(service.rows) == 2


def test_what_was_written_there_is_never_written_over(service, annotated, capsys) -> None:
    row = {"uri": Notebook.open(annotated).target, "text": "written there", "tags": ["keep"], "target": [{"selector": [
        {"type": "TextQuoteSelector", "exact": "Stones stay behind."}]}], "document": {"title": ["Glaciers"]}}  # fmt: skip
    service.rows["there"] = {**row, "id": "there", "user": USER, "created": service.stamp(), "updated": service.stamp()}
    assert run(capsys, "push", "--with", "hypothesis")[1] == "hypothesis: 2 created"
    assert service.rows["there"]["text"] == "written there"
    item = next(item for item in Notebook.open(annotated).items if item.note == "how thick?")
    main(["notes", "rm", item.id])
    sent = next(each for each in service.rows.values() if each["text"] == "how thick?")
    sent |= {"text": "important", "updated": service.stamp()}
    assert "1 conflict" in run(capsys, "push", "--with", "hypothesis")[1] and sent["text"] == "important"


def test_what_is_gone_there_stops_nothing(service, annotated, capsys) -> None:
    for name, there in (("hypothesis", service.rows), ("readwise", service.highlights)):
        run(capsys, "push", "--with", name)
        there.clear()
        item = next(item for item in Notebook.open(annotated).items if item.note)
        main(["notes", "edit", item.id, "--note", f"edited for {name}"])
        assert run(capsys, "push", "--with", name)[1] == f"{name}: 1 changed, 1 unchanged" and len(there) == 1
        there.clear()
    main(["notes", "rm", item.id])
    assert run(capsys, "push", "--with", "hypothesis")[:2] == (0, "hypothesis: 1 unchanged, 1 deleted")


def test_readwise_is_not_written_over_either(service, annotated, capsys) -> None:
    run(capsys, "push", "--with", "readwise")
    sent = service.highlights["Glaciers", "It flows under its own weight."]
    sent |= {"note": "there", "updated_at": service.stamp()}
    item = next(item for item in Notebook.open(annotated).items if item.note)
    main(["notes", "edit", item.id, "--note", "here"])
    assert run(capsys, "push", "--with", "readwise")[1] == "readwise: 1 unchanged, 1 conflict" and sent["note"] == "there"


def test_a_synced_folder_on_another_machine_gets_no_second_notebook(service, annotated, capsys, tmp_path, monkeypatch) -> None:
    run(capsys, "push", "--with", "hypothesis")
    monkeypatch.setenv("GLOSS_STATE_DIR", str(tmp_path / "another machine"))
    run(capsys, "pull", "--with", "hypothesis")
    assert len(notebook_files(notes_folder())) == 1


def test_readwise_gets_each_highlight_and_gives_back_what_changed(service, annotated, capsys) -> None:
    assert run(capsys, "push", "--with", "readwise")[1] == "readwise: 2 created"
    sent = service.highlights["Glaciers", "It flows under its own weight."]
    assert sent["note"] == ".ice how thick?" and not re.search(r"\s", sent["source_type"])
    assert run(capsys, "push", "--with", "readwise")[1] == "readwise: 2 unchanged"
    assert run(capsys, "pull", "--with", "readwise")[1] == "2 entries: 2 duplicate"
    sent |= {"note": ".ice thicker", "updated_at": service.stamp()}
    assert run(capsys, "pull", "--with", "readwise")[1] == "1 entry: 1 placed"
    assert notes(annotated)["It flows under its own weight."] == "thicker"


def test_failures_are_a_line_and_nothing_is_sent_twice(service, annotated, capsys) -> None:
    service.failures = [(429, {"retry-after": "0"}, b""), (503, {}, b"busy")]
    assert run(capsys, "push", "--with", "hypothesis")[1] == "hypothesis: 2 created"
    for failures, why in (
        ([(500, {}, b"")] * 4, "the server says 500"), ([(200, {}, b"<html>")], "the answer is no JSON"),
        ([(429, {"retry-after": "9999"}, b"")], "asks to wait for 9999 seconds"), ([(302, {"location": "http://elsewhere.example/"}, b"")], "says 302"),
    ):  # fmt: skip
        service.failures = list(failures)
        status, _, err = run(capsys, "pull", "--with", "hypothesis")
        assert status == 2 and why in err and "\n" not in err
        service.failures = []
    assert len(service.rows) == 2


def test_a_failure_in_between_loses_nothing(service, annotated, capsys) -> None:
    service.failures = [(200, {}, json.dumps({"userid": USER}).encode()), (200, {}, b'{"rows": []}')]
    real = service.answer
    posts = 0

    def failing(method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        nonlocal posts
        posts += path == "/api/annotations"
        return (400, {}) if path == "/api/annotations" and posts == 2 else real(method, path, query, body)

    service.answer = failing
    status, last, err = run(capsys, "push", "--with", "hypothesis")
    assert status == 2 and last == "hypothesis: 1 created" and "says 400" in err
    assert run(capsys, "push", "--with", "hypothesis")[1] == "hypothesis: 1 created, 1 unchanged" and len(service.rows) == 2


def test_tokens(service, annotated, capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("GLOSS_HYPOTHESIS_TOKEN", "wrong")
    assert run(capsys, "pull", "--with", "hypothesis")[2] == "gloss: hypothesis: the token is not accepted"
    monkeypatch.delenv("GLOSS_HYPOTHESIS_TOKEN")
    file = tmp_path / "token"
    file.write_text("secret\n")
    file.chmod(0o644)
    monkeypatch.setenv("GLOSS_HYPOTHESIS_TOKEN_FILE", str(file))
    status, _, err = run(capsys, "pull", "--with", "hypothesis")
    assert status == 2 and "others can read" in err
    file.chmod(0o600)
    assert token_of("hypothesis") == "secret"
    monkeypatch.delenv("GLOSS_HYPOTHESIS_TOKEN_FILE")
    keyring = pytest.importorskip("keyring", reason="needs keyring")
    monkeypatch.setattr(keyring, "get_password", lambda *asked: "kept" if asked == ("glossator", "hypothesis") else None)
    assert token_of("hypothesis") == "kept"
    monkeypatch.setenv("GLOSS_READWISE_TOKEN", "two words")
    with pytest.raises(GlossatorError, match="no token"):
        token_of("readwise")


def test_a_service_that_is_not_there(annotated, capsys, monkeypatch) -> None:
    monkeypatch.setattr("glossator.content.exchange.sharing.client._wait", lambda seconds: None)
    monkeypatch.setenv("GLOSS_HYPOTHESIS_TOKEN", "secret")
    monkeypatch.setenv("GLOSS_HYPOTHESIS_URL", "http://127.0.0.1:9/api")
    assert run(capsys, "pull", "--with", "hypothesis")[2] == "gloss: hypothesis: connection refused"


def test_a_token_goes_by_https_only() -> None:
    with pytest.raises(GlossatorError, match="https"):
        Client("hypothesis", "http://elsewhere.example/api/", "Bearer x")
