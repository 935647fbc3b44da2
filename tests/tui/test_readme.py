"""What the README says of keys and of Python is so."""

from pathlib import Path
from typing import Any

import pytest

from glossator.tui.keys import table

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_readme_holds_the_table_of_keys() -> None:
    assert table() in README


def test_its_python_runs(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(article.rename(article.with_name("article.md")).parent)
    code = README.partition("## From Python\n\n```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    text = names["document"].text
    assert text[slice(*names["locate"](text, names["selectors"])[:2])] == text[120:180]
    best = names["SearchIndex"](names["document"]).search("Zanzbar turmol", limit=20)[0]
    assert text[best.start : best.end] == "Zanzibar’s turmoil"
