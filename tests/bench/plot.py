"""Open time against size, as SVG: Glossator and Textual's MarkdownViewer, 10 KB to 30 MB."""

from __future__ import annotations

import os
import statistics
import sys
from math import log10
from pathlib import Path

from tests.bench.book import book
from tests.bench.rows import _fresh
from tests.bench.terminal import Timed

_SIZES = (10_000, 32_000, 100_000, 320_000, 1_000_000, 3_200_000, 10_000_000, 30_000_000)
_VIEWER_MOST = 1_000_000  # past this a run takes longer than anyone waits
_LEFT, _TOP, _WIDTH, _HEIGHT = 70, 30, 560, 320


def measure(folder: Path) -> dict[str, list[tuple[int, float]]]:
    """Seconds to the first page by size, medians of three."""
    out: dict[str, list[tuple[int, float]]] = {"gloss": [], "MarkdownViewer": []}
    for size in _SIZES:
        path = folder / f"{size}.md"
        path.write_text(book(size), "utf-8")
        marker = path.read_text("utf-8").split("\n\n")[3][:16].encode()
        commands = {"gloss": [sys.executable, "-m", "glossator.tui.cli.main", str(path)]}
        if size <= _VIEWER_MOST:
            commands["MarkdownViewer"] = [sys.executable, "-m", "tests.bench.peer_viewer", str(path)]
        for name, command in commands.items():
            times = []
            for _ in range(3):
                terminal = Timed(command, {**_fresh(), "PYTHONPATH": os.getcwd()})
                times.append(terminal.until(marker, 300))
                terminal.close()
            out[name].append((size, statistics.median(times)))
    return out


def growth(folder: Path) -> str:
    """Measure, and draw on logarithmic axes."""
    return draw(measure(folder))


def draw(series: dict[str, list[tuple[int, float]]]) -> str:
    """An SVG of (bytes, seconds) series."""

    def x(size: float) -> float:
        return _LEFT + _WIDTH * (log10(size) - 4) / (log10(30_000_000) - 4)

    def y(seconds: float) -> float:
        return _TOP + _HEIGHT * (1 - (log10(seconds) + 1) / 3)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 130} {_TOP + _HEIGHT + 50}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for size, label in ((1e4, "10 KB"), (1e5, "100 KB"), (1e6, "1 MB"), (1e7, "10 MB"), (3e7, "30 MB")):
        parts.append(
            f'<line x1="{x(size):.0f}" x2="{x(size):.0f}" y1="{_TOP}" y2="{_TOP + _HEIGHT}" stroke="#dddddd"/>'
        )
        parts.append(f'<text x="{x(size):.0f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{label}</text>')
    for seconds in (0.1, 1, 10, 100):
        parts.append(
            f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{y(seconds):.0f}" y2="{y(seconds):.0f}" stroke="#dddddd"/>'
        )
        parts.append(f'<text x="{_LEFT - 8}" y="{y(seconds) + 4:.0f}" text-anchor="end">{seconds:g} s</text>')
    for (name, points), color in zip(series.items(), ("#8a3b12", "#2f5d50"), strict=False):
        path = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{x(s):.1f}" cy="{y(t):.1f}" r="3" fill="{color}"/>' for s, t in points)
        if points:
            parts.append(
                f'<text x="{x(points[-1][0]) + 8:.0f}" y="{y(points[-1][1]) + 4:.0f}" fill="{color}">{name}</text>'
            )
    return "\n".join([*parts, "</svg>", ""])
