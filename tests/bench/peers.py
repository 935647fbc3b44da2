"""Other programs on the same book, each installed in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.rows import Inputs, _fresh
from tests.bench.terminal import Timed


def compare(inputs: Inputs) -> str:
    """Start to first page of the book in frogmouth and MarkdownViewer, a line each; one run, they are slow."""
    folder = Path(tempfile.mkdtemp(prefix="gloss-peers-"))
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", "frogmouth"], check=True)
    commands = {
        "frogmouth": [str(folder / "bin" / "frogmouth"), str(inputs.book)],
        "MarkdownViewer": [sys.executable, "-m", "tests.bench.peer_viewer", str(inputs.book)],
        "gloss": [sys.executable, "-m", "glossator.tui.cli.main", str(inputs.book)],
    }
    lines = []
    for name, command in commands.items():
        terminal = Timed(command, {**_fresh(), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)})
        try:
            lines.append(f"{name}: {terminal.until(inputs.first[inputs.book], 300):.2f} s, {terminal.memory:.0f} MB")
        except TimeoutError:
            lines.append(f"{name}: no first page in 300 s")
        terminal.close()
    return "\n".join(lines)
