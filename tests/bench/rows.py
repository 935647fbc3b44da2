"""The rows of the table: what is measured, and the bar it is held against."""

from __future__ import annotations

import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.content import open_document
from tests.bench.queries import KINDS, queries
from tests.bench.terminal import Timed

if TYPE_CHECKING:
    from glossator.content.document import Block
    from glossator.content.search.index import SearchIndex

_PYTHON = sys.executable
_BARE = [_PYTHON, "-m", "tests.bench.bare"]
_WITHOUT_EXTRAS = (
    "import sys; sys.modules['wordllama'] = None\n"  # the vectors of the extra 'meaning' would be read at some moment or other
    "from glossator.tui.cli.main import main\nraise SystemExit(main())"
)
_STATES = tempfile.TemporaryDirectory(prefix="gloss-bench-")
"""Where each run keeps its notes and its state; gone when the bench ends."""
_QUERY = "afganistan"
_WHEEL_DOWN = b"\x1b[<65;80;20M"  # over the text (SGR mouse report)


@dataclass(frozen=True)
class Row:
    """One figure: ``value`` in ``unit``, held when it is at most (``least``: at least) ``bar``."""

    name: str
    value: float
    unit: str
    bar: float
    least: bool = False
    detail: str = ""

    @property
    def held(self) -> bool:
        return self.value >= self.bar if self.least else self.value <= self.bar


@dataclass(frozen=True)
class Inputs:
    """Files to measure on, each with the bytes that show its first page is there."""

    article: Path
    book: Path
    large: Path
    first: dict[Path, bytes]
    runs: int = 7


def _fresh() -> dict[str, str]:
    folder = tempfile.mkdtemp(dir=_STATES.name)
    return {
        "GLOSS_STATE_DIR": f"{folder}/state", "GLOSS_NOTES_DIR": f"{folder}/notes",
        "GLOSS_CONFIG": f"{folder}/config.toml", "PYTHONPATH": os.getcwd(),
    }  # fmt: skip


def _gloss(path: Path) -> list[str]:
    return [_PYTHON, "-c", _WITHOUT_EXTRAS, str(path)]


def _open(path: Path, inputs: Inputs) -> Timed:
    terminal = Timed(_gloss(path), _fresh())
    terminal.until(inputs.first[path])
    return terminal


def _warm(terminal: Timed) -> None:
    """Until all is there that a reader needs: a search is answered from the index, and nothing goes on behind it."""
    terminal.write(b"/the")
    terminal.until(b" found")
    terminal.write(b"\x1b")
    terminal.until_idle()


def _p90(times: list[float]) -> float:
    """The nearest rank: nine in ten are at most this."""
    return sorted(times)[ceil(0.9 * len(times)) - 1]


def starting(inputs: Inputs) -> Iterator[Row]:
    """Start to first page, and to the whole section tree; the programs take turns."""
    sections = f"Sections · {len(open_document(inputs.book).sections)}".encode()
    times: dict[str, list[float]] = {"bare": [], "article": [], "book": [], "tree": [], "large": []}
    memory: dict[str, list[float]] = {"bare": [], "book": [], "large": []}
    for run in range(inputs.runs):
        bare = Timed(_BARE, _fresh())
        times["bare"].append(bare.until(b"BARE READY"))
        bare.settle(0.2)
        memory["bare"].append(bare.memory)
        bare.close()
        article = Timed(_gloss(inputs.article), _fresh())
        times["article"].append(article.until(inputs.first[inputs.article]))
        article.settle(0.2)
        article.close()
        book = Timed(_gloss(inputs.book), _fresh())
        times["book"].append(book.until(inputs.first[inputs.book]))
        times["tree"].append(book.until(sections))
        if run < 3:
            _warm(book)
            memory["book"].append(book.memory)
        book.close()
        if run < 3:
            large = Timed(_gloss(inputs.large), _fresh())
            times["large"].append(large.until(inputs.first[inputs.large]))
            _warm(large)
            memory["large"].append(large.memory)
            large.close()
    median = {name: statistics.median(values) for name, values in times.items()}
    held = {name: statistics.median(values) for name, values in memory.items()}
    bare_ = median["bare"]
    share = inputs.large.stat().st_size / inputs.book.stat().st_size
    for name, bar, what in (
        ("article", 1.25, "start to first page, 10 KB article"),
        ("book", 1.6, "start to first page, book"),
        ("tree", 2.5, "start to whole section tree, book"),
    ):
        yield Row(what, median[name] / bare_, "× bare", bar, detail=f"{median[name]:.3f} s, bare {bare_:.3f} s")
    yield Row(
        "memory, book open", held["book"] / held["bare"], "× bare", 2.5,
        detail=f"{held['book']:.0f} MB, bare {held['bare']:.0f} MB",
    )  # fmt: skip
    yield Row(
        "start to first page, ten books", median["large"] / median["book"], "× book", 5,
        detail=f"{median['large']:.3f} s",
    )  # fmt: skip
    growth = (held["large"] - held["bare"]) / (held["book"] - held["bare"]) / share
    yield Row(
        "memory above bare, ten books", growth, "× its size's", 1.0,
        detail=f"{held['large']:.0f} MB for {share:.1f} times the text",
    )  # fmt: skip


def keys(inputs: Inputs) -> Iterator[Row]:
    """Key to changed screen, cold (at once after the first page) and warm; against the bare app's own key.

    The times of several runs are taken together, and the programs take turns: warm, a key each.
    """
    sequences = {
        "page down": [b" "] * 20,
        "jump to end": [b"G"] * 16,
        "section jump": [b"]"] * 20,
        "highlight": [b"\r"] * 12,
        "caret by word": [b"w"] * 12,
        "selection by word": [b"w"] * 12,
        "leap's labels": [b"t"] * 10,
        "menu of a highlight": [b"\r"] * 8,
    }
    before = {
        "jump to end": b"gg", "highlight": b"]V", "caret by word": b"i", "selection by word": b"\x1bv", "leap's labels": b"\x1bf",
        "menu of a highlight": b"\x1b",
    }  # fmt: skip
    once = {"menu of a highlight": b"]V\ri"}
    for cold in (True, False):
        for name, sequence in sequences.items():
            own: list[float] = []
            times: list[float] = []
            for _ in range(5):
                bare = Timed(_BARE, _fresh())
                bare.until(b"BARE READY")
                own += [bare.key(b"j") for _ in range(20 if cold else 0)]
                terminal = _open(inputs.book, inputs)
                if not cold:
                    _warm(terminal)
                for prepared in once.get(name, b""):
                    terminal.write(bytes([prepared]))
                    terminal.settle(0.12)
                for key in sequence:
                    if not cold:
                        own.append(bare.key(b"j"))
                    for prepared in before.get(name, b""):
                        terminal.write(bytes([prepared]))
                        terminal.settle(0.12)
                    times.append(terminal.key(key))
                terminal.close()
                bare.close()
            base = _p90(own)
            yield Row(
                f"key to screen, {name}, {'cold' if cold else 'warm'}", _p90(times) / base, "× bare", 2.0,
                detail=f"p90 {1000 * _p90(times):.1f} ms, median {1000 * statistics.median(times):.1f}, "
                f"bare p90 {1000 * base:.1f}",
            )  # fmt: skip


def resizing(inputs: Inputs) -> Iterator[Row]:
    """A resize of the book: the next frame."""
    terminal = _open(inputs.book, inputs)
    _warm(terminal)
    times = []
    for columns, rows in ((120, 40), (160, 45), (100, 30), (160, 45), (90, 45), (160, 45), (70, 20), (160, 45)):
        terminal.settle(0.2)
        begin = time.perf_counter()
        terminal.resize(columns, rows)
        os.kill(terminal.pid, signal.SIGWINCH)
        times.append(terminal.frame(begin))
    terminal.close()
    yield Row("resize, book, next frame", 1000 * max(times), "ms", 100, detail="worst of eight")


def typing(inputs: Inputs) -> Iterator[Row]:
    """Ten letters at 100 ms each into the search while the wheel turns the text: the longest wait for a frame."""
    waits: list[float] = []
    for _ in range(5):
        terminal = _open(inputs.book, inputs)
        _warm(terminal)
        terminal.write(b"/")
        terminal.settle(0.3)
        for letter in _QUERY:
            begin = time.perf_counter()
            terminal.write(letter.encode())
            waits.append(terminal.frame(begin))
            for part in (0.035, 0.07):
                _read_until(terminal, begin + part)
                turned = time.perf_counter()
                terminal.write(_WHEEL_DOWN)
                waits.append(terminal.frame(turned))
            _read_until(terminal, begin + 0.1)
        terminal.close()
    yield Row("typing a query while scrolling, to frame, longest", 1000 * max(waits), "ms", 60,
              detail=f"median {1000 * statistics.median(waits):.1f} ms")  # fmt: skip


def _read_until(terminal: Timed, moment: float) -> None:
    while (left := moment - time.perf_counter()) > 0:
        terminal.read(left)


def searching(inputs: Inputs) -> Iterator[Row]:
    """In process: time a query against fzf's, and whether the right paragraph comes first."""
    from glossator.content.search.index import SearchIndex

    document = open_document(inputs.book)
    begin = time.perf_counter()
    index = SearchIndex(document)
    built = time.perf_counter() - begin
    asked = list(queries(document, 300, random.Random(7)))
    times, strokes = [], []
    first: dict[str, list[int]] = {kind: [] for kind in KINDS}
    inside = marked = found = 0
    for kind, query, block in asked:
        begin = time.perf_counter()
        hits = index.search(query, 20)
        times.append(time.perf_counter() - begin)
        ranks = [n for n, hit in enumerate(hits) if block.start <= hit.start < block.end]
        first[kind].append(ranks[0] if ranks else 99)
        if ranks:
            hit = hits[ranks[0]]
            found += 1
            inside += hit.end <= block.end and hit.end - hit.start <= max(200, 12 * len(query))
            marked += all(hit.start <= a < b <= hit.end for a, b in hit.words) and len(hit.words) > 0
    yield Row("search, index of the book", built, "s", 0.35)
    for _, query, _ in asked[:40]:
        strokes += _keystrokes(index, query)
    yield Row("search, each keystroke, up to 5 words, p95", 1000 * _p95(strokes), "ms", 20)
    paragraphs = [block for block in document.blocks if block.kind == "paragraph" and block.end - block.start > 200]
    long = [
        " ".join(document.text[block.start : block.end].split()[:15]) for block in paragraphs[:: len(paragraphs) // 8]
    ]
    strokes = [stroke for query in long for stroke in _keystrokes(index, query)]
    yield Row("search, each keystroke, up to 15 words, p95", 1000 * _p95(strokes), "ms", 40)
    common = statistics.median(_keystrokes(index, "the")[-1] for _ in range(9))
    yield Row("search, a single common word", 1000 * common, "ms", 20, detail=f"{len(index.find('the')):,} places")
    yield from _larger(inputs, asked)
    mine = statistics.median(times)
    if shutil.which("fzf"):
        lines = "\n".join(document.text[b.start : b.end].replace("\n", " ") for b in document.blocks)
        theirs = []
        for _, query, _ in asked[:20]:
            begin = time.perf_counter()
            subprocess.run(["fzf", "--filter", query], input=lines, capture_output=True, text=True, check=False)
            theirs.append(time.perf_counter() - begin)
        other = statistics.median(theirs)
        yield Row("search, median query", mine / other, "× fzf", 0.1,
                  detail=f"{1000 * mine:.1f} ms, fzf --filter {1000 * other:.0f} ms")  # fmt: skip
    everything = [rank for ranks in first.values() for rank in ranks]
    yield Row("search, right paragraph first, all", _share(everything, 1), "%", 95, least=True)
    yield Row("search, in the first five, all", _share(everything, 5), "%", 98.5, least=True)
    for kind, ranks in first.items():
        yield Row(f"search, first, {kind}", _share(ranks, 1), "%", 90, least=True)
        yield Row(f"search, first five, {kind}", _share(ranks, 5), "%", 96, least=True)
    yield Row("search, range is the passage that matches", 100 * inside / max(1, found), "%", 99, least=True)
    yield Row("search, marked words lie in it", 100 * marked / max(1, found), "%", 100, least=True)


def _keystrokes(index: SearchIndex, query: str) -> list[float]:
    """The seconds that each letter of a query takes to type."""
    strokes = []
    for length in range(1, len(query) + 1):
        begin = time.perf_counter()
        index.search(query[:length], 20)
        strokes.append(time.perf_counter() - begin)
    return strokes


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _larger(inputs: Inputs, asked: list[tuple[str, str, Block]]) -> Iterator[Row]:
    """A text of ten books, and the command line."""
    from glossator.content.search.index import SearchIndex

    index = SearchIndex(open_document(inputs.large))
    strokes = [stroke for _, query, _ in asked[:6] for stroke in _keystrokes(index, query)]
    yield Row("search, each keystroke, ten books, p95", 1000 * _p95(strokes), "ms", 120)
    taken: dict[str, list[float]] = {}
    for _ in range(5):
        for command in (["text"], ["find", asked[0][1]]):
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "glossator.tui", *command, str(inputs.book)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_fresh(),
            )  # fmt: skip
            taken.setdefault(command[0], []).append(time.perf_counter() - begin)
    text, find = statistics.median(taken["text"]), statistics.median(taken["find"])
    yield Row("gloss find, a book", find / text, "× gloss text", 3, detail=f"{find:.2f} s, text {text:.2f} s")


def _share(ranks: list[int], upto: int) -> float:
    return 100 * sum(rank < upto for rank in ranks) / max(1, len(ranks))


ROWS: tuple[Callable[[Inputs], Iterator[Row]], ...] = (starting, keys, resizing, typing, searching)
