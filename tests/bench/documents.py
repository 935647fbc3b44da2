"""``python -m tests.bench.documents KIND PATH``: how well real documents are read, in shares.

``pdf``: every PDF in a folder against pdftotext (poppler-utils), with pdfium's own text beside it. ``articles``: a checkout of
adbar/trafilatura, whose ``tests/evaldata.json`` says what a page must show and what not. ``encodings``: a folder of texts in
UTF-8, with a folder for each language by its code, as obsidianmd/obsidian-help has; each text is encoded and decoded again.
``office``: every DOCX and ODT in a folder against pandoc.
``--half tune`` or ``--half report`` takes one half of the files, by the hash of the name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from glossator.content import open_document
from glossator.content.errors import GlossatorError
from glossator.content.sources.decoding import decode

_ENCODINGS = {
    "cs": ("cp1250", "iso8859-2"), "tr": ("cp1254",), "pl": ("cp1250", "iso8859-2"), "hu": ("cp1250", "iso8859-2"), "ro": ("iso8859-16",),
    "es": ("cp1252",), "fr": ("cp1252",), "de": ("cp1252",), "it": ("cp1252",), "pt": ("cp1252",), "ru": ("cp1251", "koi8-r", "iso8859-5"),
    "uk": ("cp1251",), "el": ("cp1253",), "he": ("cp1255",), "ar": ("cp1256",), "ja": ("cp932", "euc_jp"), "zh": ("gb18030",), "zh-TW": ("big5",), "ko": ("euc_kr",), "th": ("cp874",),
}  # fmt: skip
_FEWEST, _MOST = 50, 60_000
"""Words of a PDF that counts."""


def _half(paths: Iterable[Path], half: str) -> Iterator[Path]:
    for path in sorted(paths):
        is_even = hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0
        if not half or is_even == (half == "tune"):
            yield path


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    joined = re.sub(r"(?<=\w)[-\u2010\ufffe\x02]\s*\n\s*(?=\w)", "", text)
    return re.findall(r"\w+", joined.casefold())


def _against(wanted: list[str], found: list[str]) -> tuple[float, float, float]:
    """The shares of the wanted words found, of those found wanted, and of the wanted pairs kept."""
    both = sum((Counter(wanted) & Counter(found)).values())
    pairs = sum((Counter(pairwise(wanted)) & Counter(pairwise(found))).values())
    return both / len(wanted), both / max(1, len(found)), pairs / max(1, len(wanted) - 1)


def measure_pdf(folder: Path, half: str) -> None:
    """Words and pairs of words against pdftotext's, weighed by length."""
    import pypdfium2

    sums: dict[str, list[float]] = {"ours": [0, 0, 0], "pdfium": [0, 0, 0]}
    total, files, bad, slowest = 0, 0, 0, 0.0
    for path in _half(folder.rglob("*.pdf"), half):
        try:
            done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, timeout=30, check=False)
        except subprocess.TimeoutExpired:
            continue
        wanted = _words(done.stdout.decode("utf-8", "replace"))
        if not _FEWEST <= len(wanted) <= _MOST:
            continue
        begin = time.perf_counter()
        try:
            ours = _words(open_document(path).text)
        except GlossatorError:
            ours = []
        slowest = max(slowest, time.perf_counter() - begin)
        with pypdfium2.PdfDocument(path) as pdf:
            plain = _words("\n".join(page.get_textpage().get_text_range() for page in pdf))
        for name, found in (("ours", ours), ("pdfium", plain)):
            shares = _against(wanted, found)
            sums[name] = [before + share * len(wanted) for before, share in zip(sums[name], shares, strict=True)]
        bad += _against(wanted, ours)[0] < 0.9
        total, files = total + len(wanted), files + 1
    for name, values in sums.items():
        print(name, "words found {:.3f}, right {:.3f}, pairs kept {:.3f}".format(*(value / max(1, total) for value in values)))
    print(f"{files} files, {bad} with less than nine words in ten, slowest {slowest:.2f} s")


def measure_articles(folder: Path, half: str) -> None:
    """Passages that must be shown, and those that must not."""
    pages = {path.name: path for path in _half(folder.rglob("*.html"), half)}
    (data,) = folder.rglob("evaldata.json")
    shown = wanted = leaked = unwanted = none = count = 0
    for entry in json.loads(data.read_text("utf-8")).values():
        if entry["file"] not in pages:
            continue
        try:
            document = open_document(pages[entry["file"]])
            text = _squeezed(f"{document.text} {document.title} {document.author} {document.date}")
        except GlossatorError:
            text = ""
        hits = sum(_squeezed(passage) in text for passage in entry["with"])
        shown, wanted, none, count = shown + hits, wanted + len(entry["with"]), none + (not hits), count + 1
        leaked += sum(_squeezed(passage) in text for passage in entry["without"])
        unwanted += len(entry["without"])
    print(f"{count} pages: wanted passages shown {shown / wanted:.3f}, unwanted {leaked / unwanted:.3f}, pages with none {none}")


def measure_office(folder: Path, half: str) -> None:
    """Words and tables of DOCX and ODT against pandoc's, weighed by length."""
    sums, total, files, bad = [0.0, 0.0, 0.0], 0, 0, 0
    tables, wanted_tables = 0, 0
    for path in _half([*folder.rglob("*.docx"), *folder.rglob("*.odt")], half):
        done = subprocess.run(["pandoc", "-s", "-t", "plain", "--wrap=none", "--track-changes=all", str(path)], capture_output=True, timeout=60, check=False)
        wanted = _without_numbers(_words(done.stdout.decode("utf-8", "replace")))
        if not wanted:
            continue
        try:
            document = open_document(path)
        except GlossatorError as error:
            print(path.name, error)
            document = None
        found = _without_numbers(_words(document.text)) if document else []
        shares = _against(wanted, found)
        if min(shares[:2]) < 0.95:
            bad += 1
            print(f"{path}: found {shares[0]:.2f}, right {shares[1]:.2f} of {len(wanted)}")
        sums = [before + share * len(wanted) for before, share in zip(sums, shares, strict=True)]
        total, files = total + len(wanted), files + 1
        native = subprocess.run(["pandoc", "-t", "json", str(path)], capture_output=True, timeout=60, check=False).stdout
        theirs = native.count(b'{"t":"Table"')
        ours = sum(block.kind == "table" for block in document.blocks) if document else 0
        if theirs != ours:
            print(f"{path}: {ours} of {theirs} tables")
        tables, wanted_tables = tables + min(ours, theirs), wanted_tables + theirs
    print("words found {:.3f}, right {:.3f}, pairs kept {:.3f}".format(*(value / max(1, total) for value in sums)))
    print(f"{files} files, {bad} with less than 95 words in a hundred, {tables} of {wanted_tables} tables")


def _without_numbers(words: list[str]) -> list[str]:
    """Words that are no numbers: those of lists are text in one program and none in the other."""
    return [word for word in words if not word.isdecimal()]


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def measure_encodings(folder: Path, half: str) -> None:
    """Texts of each language that come back exactly."""
    for language, encodings in _ENCODINGS.items():
        texts = [path.read_text("utf-8") for path in _half((folder / language).rglob("*.md"), half)]
        for encoding in encodings:
            encoded = [data for text in texts if not (data := text.encode(encoding, "ignore")).isascii()]
            right = sum(decode(data) == data.decode(encoding) for data in encoded)
            print(f"{language} {encoding}: {right} of {len(encoded)}")


def main() -> None:
    """Measure what is asked for."""
    kinds = {"pdf": measure_pdf, "articles": measure_articles, "encodings": measure_encodings, "office": measure_office}
    parser = argparse.ArgumentParser(prog="python -m tests.bench.documents", description=__doc__)
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("path", type=Path)
    parser.add_argument("--half", choices=("tune", "report"), default="")
    given = parser.parse_args()
    kinds[given.kind](given.path, given.half)


if __name__ == "__main__":
    main()
