"""The README's table of keys is the program's."""

from pathlib import Path

from glossator.tui.keys import table


def test_readme_holds_the_table_of_keys() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert table() in readme
