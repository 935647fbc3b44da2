"""What is packed opens as what is in it; a new format is one file and one line."""

import bz2
import gzip
import lzma
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.content import formats, open_document
from glossator.content.formats import FORMATS, Format
from tests.data.hostile import archive, epub

TEXT = b"# A heading\n\nThe text of it.\n"


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.md.gz", gzip.compress), ("a.md.bz2", bz2.compress), ("a.md.xz", lzma.compress),
        ("a.zip", lambda data: archive({"inner/a.md": data})), ("whatever", gzip.compress), ("a.txt", lzma.compress),
        ("two.md.gz", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
        ("twice.md.gz.xz", lambda data: lzma.compress(gzip.compress(data))),
    ],
)  # fmt: skip
def test_what_is_packed_is_known_by_its_bytes(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(TEXT))
    for head in (False, True):
        document = open_document(path, head=head)
        assert "The text of it." in document.text
        assert document.source == str(path)


@pytest.mark.parametrize(
    "data",
    [gzip.compress(TEXT), epub({}), b"<!doctype html><p>The text of it, and the book.</p>"],
    ids=["gzip", "epub", "html"],
)
def test_standard_input_may_be_any_of_these(data: bytes) -> None:
    done = subprocess.run([sys.executable, "-m", "glossator.tui.cli.main", "text", "-"], input=data, capture_output=True, check=True)
    assert b"he text of" in done.stdout


def test_a_format_is_one_file_and_one_registry_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file and the line that the README shows."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    shown = readme.partition("# content/formats/lyrics.py\n")[2]
    module, _, rest = shown.partition("```")
    line = rest.partition("```python\n")[2].partition("```")[0].strip()
    (tmp_path / "lyrics.py").write_text(module)
    monkeypatch.setattr("glossator.content.formats.__path__", [*formats.__path__, str(tmp_path)])
    monkeypatch.setattr("glossator.content.formats.registry.FORMATS", [*FORMATS, eval(line, {"Format": Format})])
    (tmp_path / "song.lrc").write_text("[00:01.00]Good evening.\n[00:03.00]Good night.\n")
    document = open_document(tmp_path / "song.lrc")
    assert (document.format, document.text) == ("lrc", "Good evening.\nGood night.")
