"""Deliberate faults: each is put into a copy of the program, and the tests that should notice are run.

``python -m tests.mutations [PART ...]`` prints a line for each fault, and at the end how many survived. A fault is a file, a
text in it that stands there once, what is put in its place, and the tests to run. It takes about twenty minutes for all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutations.faults import FAULTS, Fault
from tests.mutations.trust import TRUST

ROOT = Path(__file__).parents[2]


def survives(fault: Fault) -> bool | None:
    """Put a fault into a copy and run its tests: True when they pass all the same, None when no test of it was run."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "build")
        shutil.copytree(ROOT, copy, ignore=ignored, symlinks=True)
        package = Path(name) / "path" / "glossator"
        package.mkdir(parents=True)
        for folder in ("content", "tui", "styles"):
            (package / folder).symlink_to(copy / folder)
        path = copy / fault.file
        text = path.read_text("utf-8")
        if fault.text not in text:
            return None
        path.write_text(text.replace(fault.text, fault.instead, 1), "utf-8")
        chosen = fault.tests.partition(" -k ")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *chosen[0].split()]
        if chosen[2]:
            command += ["-k", chosen[2].replace("test_key[", "").rstrip("]")]
        program = f"import sys; sys.path.insert(0, {str(package.parent)!r}); sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in repr(f).lower()]; import pytest; sys.exit(pytest.main({command[3:]!r}))"
        environment = {**os.environ, "GLOSS_TEST_TURNS": "200", "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run([sys.executable, "-c", program], cwd=copy, env=environment, capture_output=True, timeout=600, check=False)
        except subprocess.TimeoutExpired:
            return False
        return {0: True, 1: False}.get(done.returncode)


def main() -> int:
    """Try the faults; those whose part, file or text has one of the words given, if any are."""
    parts = sys.argv[1:]
    chosen = [fault for fault in (*FAULTS, *TRUST) if not parts or any(part in f"{fault.part} {fault.file} {fault.text}" for part in parts)]
    survived: list[Fault] = []
    pool = ThreadPoolExecutor(os.cpu_count())
    for number, (fault, result) in enumerate(zip(chosen, pool.map(survives, chosen), strict=True), 1):
        word = {True: "SURVIVED", False: "noticed", None: "NOT TRIED"}[result]
        print(f"{number:3}/{len(chosen)}  {word:9}  {fault.file}: {fault.text.splitlines()[0][:70]}", flush=True)
        if result is not False:
            survived.append(fault)
    print(f"\n{len(chosen)} faults, {len(survived)} not noticed")
    return len(survived) > 5


if __name__ == "__main__":
    sys.exit(main())
