"""The reader in a browser: read, jumped in, searched and marked in Chromium; and refused to everybody else."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.settled import wait_for

pytest.importorskip("textual_serve", reason="needs textual-serve")
CHROMIUM = shutil.which("chromium")
ARTICLE = "# Glaciers\n\nIce is old.\n\n## Lakes\n\nThe lake of Chimchale is deep.\n\n## Rivers\n\nRivers are long.\n"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address at which an article is served, and the folder of its notes."""
    article = tmp_path / "glaciers.md"
    article.write_text(ARTICLE)
    environment = os.environ | {"GLOSS_NOTES_DIR": str(tmp_path / "notes"), "GLOSS_STATE_DIR": str(tmp_path / "state")}
    command = [sys.executable, "-m", "glossator.tui", "serve", str(article), "--port", "0"]
    program = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout
    try:
        yield program.stdout.readline().strip(), tmp_path / "notes"
    finally:
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=30)
        assert program.returncode in (0, 130)
        assert "Traceback" not in errors


def status(address: str, **headers: str) -> int:
    """What a request is answered with."""
    request = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_only_who_has_the_token_is_let_in(served: tuple[str, Path]) -> None:
    address, _ = served
    root, token = address.rstrip("/").rsplit("/", 1)
    assert status(address) == 200
    for path in ("/", "/ws", "/static/css/xterm.css", "/wrong/", f"/{token[:-1]}/", f"/{token}x/", "/%00/"):
        assert status(root + path) == 403, path
    assert status(f"{address}static/css/xterm.css") == 200
    for path in ("static/", "static/../../server.py", "static/%2e%2e/server.py", "nowhere"):
        assert status(address + path) in (403, 404), path


def test_another_host_and_another_origin_are_refused(served: tuple[str, Path]) -> None:
    address, _ = served
    port = address.split(":")[2].split("/")[0]
    assert status(address, Host=f"localhost:{port}") == 200
    assert status(address, Host="elsewhere.example") == 403
    assert status(address, Host=f"elsewhere.example:{port}") == 403
    for origin in ("https://elsewhere.example", "null", f"https://127.0.0.1:{port}", f"http://127.0.0.1:{int(port) + 1}"):
        assert status(f"{address}ws", Origin=origin, Connection="Upgrade", Upgrade="websocket") == 403, origin
    assert status(address, Sec_Fetch_Site="cross-site") == 403


def test_no_other_machine_reaches_it(served: tuple[str, Path]) -> None:
    address, _ = served
    port = int(address.split(":")[2].split("/")[0])
    with socket.socket() as found:
        assert found.connect_ex(("127.0.0.2", port))


async def test_what_no_page_would_send_does_no_harm(served: tuple[str, Path]) -> None:
    import aiohttp

    address, _ = served
    async with aiohttp.ClientSession() as session:
        for size in ("width=100000&height=24", "width=-5&height=24", "width=x&height=2"):
            async with session.get(f"{address}ws?{size}") as refused:
                assert refused.status == 400
        async with session.ws_connect(f"{address}ws?width=80&height=24") as socket_:
            for sent in ("not json", "[]", "null", "[" * 5000, '["stdin"]', '["stdin", 5]', '["resize", {}]', '["resize", [1]]',
                         '["resize", {"width": 100000, "height": 100000}]', '["resize", {"width": -5, "height": 1e9}]', '["ping", "x"]'):  # fmt: skip
                await socket_.send_str(sent)
            async for message in socket_:
                if message.type == aiohttp.WSMsgType.TEXT and message.json() == ["pong", "x"]:
                    break
            else:
                raise AssertionError("the connection was closed")


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium")
def test_it_reads_jumps_searches_and_highlights_in_chromium(served: tuple[str, Path]) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    address, notes = served
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 700})
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body.-first-byte")
        page.keyboard.type("/lake of Chimchal")
        page.keyboard.press("Enter")
        page.keyboard.type("V")
        page.keyboard.press("Enter")
        wait_for(lambda: list(notes.glob("*.json")))
        browser.close()
    assert not wrong
    assert all(one.startswith((address, address.replace("http", "ws"), "data:")) for one in asked)
    (notebook,) = notes.glob("*.json")
    assert "Chimchale" in json.dumps(json.loads(notebook.read_text()))
