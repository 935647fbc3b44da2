"""Mutated files of every format: whatever is wrong with them, they open or raise DocumentError.

A bounded run here; ``GLOSS_FUZZ=20000`` makes as many mutations as it says, over all formats.
"""

import os
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.content import DocumentError
from glossator.content.exchange import as_markdown, works
from glossator.content.formats import isolation, read_document, weight
from glossator.content.formats.registry import FORMATS
from glossator.content.sources import pictures
from glossator.content.sources.decoding import UNSUPPORTED
from glossator.content.sources.packing import unpacked
from glossator.content.sources.source import Source
from glossator.tui.cli.parser import full_parser
from tests.content.test_books import BOOK, lines
from tests.content.test_html import PAGE
from tests.data.hostile import PAYLOAD, archive, docx, epub, odt, paragraph, pdf, word
from tests.data.more_formats import MORE
from tests.data.plain_markups import MARKED_UP
from tests.shell import manual

_COUNT = int(os.environ.get("GLOSS_FUZZ", "800"))
_TOKENS = [
    b"\0", b"\xff", b"<", b">", b"&", b"&#x9b;", b"&#55296;", b"]]>", b"<!--", b"<![CDATA[", b"<!DOCTYPE x [", b"%PDF-",
    b"PK\x03\x04", b"```", b"[^1]:", b"| - |", b"---\n", b"9" * 30, b"-1", b"\x1b[2J", PAYLOAD.encode(), b"<table><tr>",
    b"endobj", b"stream", b"/Kids [", b"colspan='99999999'", b"start='-5'", b"href='//['", b"\r\n", b" " * 300, b"<li>",
    b"</div>", b"<pre>", b"id='a'", b"<svg>", b"<math>", b"<ruby><rt>", b"epub:type='footnote'", b"\xf0\x9f\x98", b"../../",
]  # fmt: skip


def _harmful(text: str) -> set[str]:
    """Controls, and format characters other than joiners and the signs that Arabic and Kaithi write before numbers."""
    found = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Cf")}
    return found - set("\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")


def seeds() -> dict[str, bytes]:
    markdown = (Path(__file__).parents[2] / "README.md").read_bytes()[
        :6000
    ] + b"\n[^1]: A note.\n\n<div><b>x</b></div>\n"
    text = b"Title: A\n\n*** START OF THE PROJECT GUTENBERG EBOOK A ***\n\nCONTENTS\n\nI. One\nII. Two\nIII. Three\n\nI. ONE\n\nText.\n"
    return {
        "a.md": markdown, "a.txt": text * 3, "a.html": PAGE.encode(), "a.epub": epub(BOOK),
        "a.docx": docx(word(paragraph("One", "Heading1") + paragraph("Text."))),
        "a.odt": odt("<text:h text:outline-level='1'>One</text:h><text:p>Text<text:s text:c='3'/>.</text:p>"),
        "a.pdf": pdf([lines(700, ["The text of the page,", "in two lines."])] * 3, outline=(("One", 0), ("Two", 2)), title="A"),
        "a.zip": archive({"a.md": markdown[:500]}), **MORE, **MARKED_UP,
    }  # fmt: skip


def test_every_format_is_tried_and_named() -> None:
    suffixes = {Path(name).suffix for name in seeds()}
    for each in FORMATS:
        assert suffixes & {*each.suffixes} or each.name == "folder", f"{each.name} is not among the seeds"
        assert each.name in UNSUPPORTED.lower(), f"{each.name} is not named where a file cannot be read"
        assert each.name in manual(full_parser()).lower(), f"{each.name} is not named on the manual page"


def test_lists_of_formats_name_formats_that_there_are() -> None:
    lists = (as_markdown._NAMES_PICTURES, isolation._PACKED, pictures._IN_ARCHIVES, works._BOOKS)
    assert not frozenset().union(*lists) - {each.name for each in FORMATS}


def mutated(data: bytes, rng: random.Random, other: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(6)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] = rng.randrange(256)
        elif kind == 1:
            out[at:at] = rng.choice(_TOKENS)
        elif kind == 2:
            del out[at : at + rng.choice((1, 3, 30, 300))]
        elif kind == 3:
            out[at:at] = out[at : at + rng.choice((5, 50, 500))]
        elif kind == 4:
            cut = rng.randrange(len(other))
            out[at : at + 40] = other[cut : cut + 40]
        else:
            out = out[:at] if rng.random() < 0.1 else out
    return bytes(out)


def remade(name: str, data: bytes, rng: random.Random, other: bytes) -> bytes:
    """An archive with what is in it mutated, so that more is reached than the archive's own checks."""
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as before:
        files: dict[str, str | bytes] = {entry: before.read(entry) for entry in before.namelist()}
    for entry in rng.sample(sorted(files), rng.randint(1, min(3, len(files)))):
        if entry != "mimetype":
            content = files[entry]
            assert isinstance(content, bytes)
            files[entry] = mutated(content, rng, other)
    return archive(files)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Has DOCX and ODT be read in this process, in which it takes no time to begin, or as they are."""
    real = weight._heavy_bytes
    return lambda here: monkeypatch.setattr(
        weight, "_heavy_bytes", lambda name: 1 << 40 if here and name in ("docx", "odt") else real(name)
    )


@pytest.mark.parametrize("name", sorted(seeds()))
def test_a_mutated_file_opens_or_raises_document_error(name: str, here: Callable[[bool], None]) -> None:
    rng = random.Random(f"{name} {_COUNT}")
    every = seeds()
    others = list(every.values())
    for number in range(_COUNT // len(every) + 1):
        here(number % 10 > 0)
        data = every[name]
        packed = data.startswith(b"PK") and rng.random() < 0.8
        data = remade(name, data, rng, rng.choice(others)) if packed else mutated(data, rng, rng.choice(others))
        source = Source(name, data or b" ", head=rng.random() < 0.2, whole_page=rng.random() < 0.2)
        try:
            document = read_document(unpacked(source))
        except DocumentError as error:
            assert "\n" not in str(error)
            continue
        assert not _harmful(document.text), ascii(_harmful(document.text))
        assert "\x1b" not in document.title and "\n" not in document.title
        assert all(0 <= b.start <= b.end <= len(document.text) for b in document.blocks)
        assert all(b.start <= s.start < s.end <= b.end for b in document.blocks for s in b.spans)
        assert all(0 <= place < len(document.text) for place in document.anchors.values())
