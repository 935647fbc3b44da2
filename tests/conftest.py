"""Every test has folders of its own for notes, state and settings; coverage is told by room."""

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from glossator.content import open_document
from glossator.content.document import Document

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every program that a test starts compiles all that it imports
settings.register_profile("untimed", deadline=None)  # how fast a machine is decides no test
settings.load_profile("untimed")

ARTICLE = """picture-0042.jpg
Comment
7 min read

The slow return of the night train: sleeping cars and the map of Europe

Night trains are coming back to timetables that had forgotten them. Operators buy new sleeping cars, cities reopen platforms, and travellers rediscover the comfort of waking up somewhere else entirely.

A policy for the “long dark”

In 2019 the ministers agreed to coordinate their timetables, which sounds like a small thing and was not. Until then each railway had planned its nights alone, and connections broke at every border.

Zanzibar’s turmoil is likely to delay the shipping of rails, say the contractors, who have been waiting for steel since the spring and do not expect any of it before the winter sets in.

Competition over track access may cause delays

Freight runs at night as well. Whoever wants to let sleeping passengers glide through must ask the goods trains to wait, and goods trains do not like to wait, for reasons that their owners can put in figures.

You are reading an excerpt of our monthly letter.

If you want to learn more about membership, please click here.

Author(s)
"""


def pytest_xdist_auto_num_workers() -> int:
    """Three for each processor: much of the time a test waits for a screen or for another program."""
    return 3 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLOSS_NOTES_DIR", str(tmp_path / "notes"))
    monkeypatch.setenv("GLOSS_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("GLOSS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GLOSS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "night-train.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def document(article: Path) -> Document:
    return open_document(article)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Values that are files or long texts are named by their argument: a file made while collecting differs between workers."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80) else None


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    """After the tests, the share of lines that ran in each room, and the files under 80 %."""
    plugin = config.pluginmanager.getplugin("_cov")
    if plugin is None or getattr(plugin, "cov_controller", None) is None:
        return
    coverage = plugin.cov_controller.cov
    rooms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    low: list[str] = []
    for name in coverage.get_data().measured_files():
        _, lines, _, missing, _ = coverage.analysis2(name)
        path = Path(name)
        parts = path.parts[len(path.parts) - 1 - path.parts[::-1].index("glossator") + 1 :] if "glossator" in path.parts else path.parts[-3:]
        room = "/".join(parts[:-1])
        for key in (room, "all"):
            rooms[key][0] += len(lines)
            rooms[key][1] += len(lines) - len(missing)
        if lines and len(missing) > 0.2 * len(lines):
            low.append(f"{'/'.join(parts)} {100 - 100 * len(missing) // len(lines)} %")
    terminalreporter.section("coverage by room")
    for room, (count, ran) in sorted(rooms.items()):
        terminalreporter.write_line(f"{room:<28} {count:>6} lines  {100 * ran / max(1, count):5.1f} %")
    if low:
        terminalreporter.write_line("under 80 %: " + ", ".join(sorted(low)))


@pytest.fixture
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every highlight is made at the same moment: its day is on the screen, and screens are compared."""
    monkeypatch.setattr("glossator.content.notes.notebook.now", lambda: "2026-03-14T09:26:53.000000Z")


@pytest.fixture(autouse=True)
def steady_cursor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pictures the cursor of a field does not blink: how long a test takes decides nothing."""
    if "snap_compare" in request.fixturenames:
        from textual.widgets import Input, TextArea

        for widget in (Input, TextArea):
            monkeypatch.setattr(widget.cursor_blink, "_default", False)
