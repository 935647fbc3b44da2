"""reStructuredText as Sphinx has it: all of its text stays, and nothing is read from elsewhere."""

from pathlib import Path

import pytest

from glossator.content import open_document

pytest.importorskip("docutils", reason="docutils is not installed")


def text(tmp_path: Path, lines: str) -> str:
    path = tmp_path / "a.rst"
    path.write_text(f"Title\n=====\n\n{lines}\n", "utf-8")
    return open_document(path).text.removeprefix("Title\n").removeprefix("Title")


@pytest.mark.parametrize(("lines", "expected"), [
    (".. code-block:: python\n   :linenos:\n   :caption: One\n\n   print(1)\n", "One\nprint(1)"), (".. sourcecode:: sh\n\n   ls\n", "ls"),
    (".. versionadded:: 3.2\n   Something *new*.\n", "New in version 3.2: Something new."), (".. deprecated:: 4\n", "Deprecated since version 4"),
    (".. seealso::\n\n   That.\n", "See also\nThat."), (".. py:function:: foo(a, b)\n   :module: m\n\n   Does foo.\n", "foo(a, b)\nDoes foo."),
    (".. toctree::\n   :maxdepth: 2\n\n   one\n   Two <three>\n", "one\nTwo"), (".. only:: html\n\n   Shown.\n", "Shown."),
    (".. tab-set::\n\n   .. tab-item:: Linux\n\n      Do so.\n", "Linux\nDo so."), (".. something-new:: x\n\n   Its text.\n", "x\nIts text."),
    ("See :ref:`the part <label>`, :func:`~a.b.c`, :abbr:`RSS (Rich)` and :doc:`/other`.", "See the part, c, RSS (Rich) and /other."),
    ("Use :py:meth:`!x.y` here.", "Use x.y here."), (".. rst-class:: lead\n\nText.\n", "Text."),
])  # fmt: skip
def test_directives_and_roles(tmp_path: Path, lines: str, expected: str) -> None:
    assert text(tmp_path, lines) == expected


def test_nothing_is_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret words")
    lines = "\n".join(f".. {name}:: secret.txt\n" for name in ("include", "literalinclude", "csv-table", "raw", "graphviz")) + "\nText.\n"
    assert "secret words" not in text(tmp_path, lines)


def test_links_of_a_table_of_contents_are_links(tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    path.write_text("T\n=\n\n.. toctree::\n\n   Two <three>\n")
    document = open_document(path)
    assert [s.target for b in document.blocks for s in b.spans if s.kind == "link"] == ["three"]


def test_code_keeps_its_language(tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    path.write_text("T\n=\n\n.. code-block:: python\n   :linenos:\n\n   print(1)\n\n.. code:: sh\n\n   ls\n\n::\n\n   plain\n\n.. code-block::\n\n   none\n")
    assert [block.info for block in open_document(path).blocks if block.kind == "code"] == ["python", "sh", "", ""]
