"""Diagrams: a block of code in Graphviz' or Mermaid's language, drawn by their programs where those are installed.

A program is run only when the reader asks for it: in an empty folder, within a time, and without a network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from glossator.content.errors import DocumentError

_GRAPHVIZ = ("dot", "neato", "fdp", "circo", "twopi")
_PATIENCE = 20
"""Seconds that a program may take: Mermaid's starts a browser."""
_MAX_DRAWN = 20_000_000
"""Bytes of what it draws."""
_LONGEST = 200_000
"""Code points of a diagram."""
_WITHOUT_NETWORK = ("unshare", "--user", "--map-root-user", "--net", "--")
"""Runs a program in a network of its own, in which there is nothing (Linux, util-linux)."""


def is_diagram(language: str) -> bool:
    """Tell whether a block of code is a diagram, by its language."""
    return language.lower() in (*_GRAPHVIZ, "graphviz", "mermaid")


def picture_of(language: str, text: str) -> bytes:
    """Have a diagram drawn.

    Args:
        language: The language of the block of code.
        text: The block.

    Returns:
        A picture, as SVG or PNG.

    Raises:
        DocumentError: Its program is not installed, or draws nothing of it; one line says why.
    """
    if len(text) > _LONGEST:
        raise DocumentError("a diagram that is too long to be drawn")
    language = language.lower()
    is_mermaid = language == "mermaid"
    program = {"mermaid": "mmdc", "graphviz": "dot"}.get(language, language)
    if not shutil.which(program):
        name = "Mermaid's command line (mmdc)" if is_mermaid else f"Graphviz ({program})"
        raise DocumentError(f"a diagram that {name} would draw, which is not installed")
    before = _WITHOUT_NETWORK if _can_part_from_network() else ()
    if is_mermaid and not before:
        raise DocumentError("a diagram whose program cannot be kept from the network here")
    with tempfile.TemporaryDirectory() as folder:
        arguments = _mermaid(Path(folder)) if is_mermaid else ["-Tsvg"]
        drawn = _run([*before, program, *arguments], text, folder)
    if not drawn:
        raise DocumentError(f"a diagram that {program} finds something wrong with")
    return drawn


def _mermaid(folder: Path) -> list[str]:
    settings = folder / "browser.json"
    settings.write_text('{"args": ["--no-sandbox"]}')  # its own cannot be made within another user's
    return ["--input", "-", "--output", "-", "--outputFormat", "png", "--quiet", "--puppeteerConfigFile", str(settings)]


@cache
def _can_part_from_network() -> bool:
    if not shutil.which(_WITHOUT_NETWORK[0]):
        return False
    tried = subprocess.run([*_WITHOUT_NETWORK, "true"], capture_output=True, timeout=_PATIENCE, check=False)
    return tried.returncode == 0


def _run(command: list[str], text: str, folder: str) -> bytes:
    """What a program prints of a diagram; nothing when it fails, takes too long or prints too much."""
    files = {"GV_FILE_PATH": folder, "SERVER_NAME": "glossator"}  # Graphviz reads no pictures but from there
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
            env={**os.environ, **files}, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DocumentError(f"a diagram whose program does not start: {error.strerror}") from None
    try:
        drawn, _ = process.communicate(text.encode("utf-8", "replace"), timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise DocumentError(f"a diagram that takes longer than {_PATIENCE} seconds") from None
    finally:
        if process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return drawn if process.returncode == 0 and len(drawn) <= _MAX_DRAWN else b""
