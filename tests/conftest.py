"""Every test has folders of its own for notes, state and settings."""

from pathlib import Path

import pytest

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
