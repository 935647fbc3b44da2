"""What opening takes at the most: each file of ``tests.data.heavy`` with its processor time and peak memory, largest first.

``python -m tests.bench.bounds [FILE ...]``; with files, those are measured. Exit status 1 when one of up to a megabyte
takes more than two seconds of processor time or 300 MB. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.data.heavy import HANGS

SECONDS, MEGABYTES = 2.0, 300
_PROGRAM = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "glossator.tui.cli.main", "text", sys.argv[1]], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
sys.exit(done.returncode)
"""


def measure(folder: Path, name: str, data: bytes) -> tuple[int, list[str], float, int]:
    """Write a file and open it in a process of its own; see ``opened``."""
    path = folder / name
    path.write_bytes(data[:1_000_000] if path.suffix in (".html", ".md", ".txt") else data)
    assert path.stat().st_size < 1_700_000
    return opened(path)


def opened(path: Path) -> tuple[int, list[str], float, int]:
    """Open a file in a process of its own: exit status, lines of errors, processor seconds, megabytes at the peak."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(path)], stderr=subprocess.PIPE, timeout=60, check=False)
    *errors, last = done.stderr.decode().splitlines()
    seconds, peak = last.split()
    return done.returncode, errors, float(seconds), int(peak)


def main() -> int:
    """Print a line for each file."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            rows = [(Path(name).name, *opened(Path(name))) for name in sys.argv[1:]]
        else:
            rows = [(name, *measure(Path(folder), *make())) for name, make in HANGS.items()]
    for name, status, errors, seconds, peak in sorted(rows, key=lambda row: -row[3]):
        print(f"{name:<24} {seconds:5.2f} s {peak:4} MB   {errors[0].rpartition('/')[2] if errors else 'opens'}", status)
    over = [row[0] for row in rows if row[3] > SECONDS or row[4] > MEGABYTES]
    print("over the bounds: " + (", ".join(over) or "none"))
    return bool(over)


if __name__ == "__main__":
    raise SystemExit(main())
