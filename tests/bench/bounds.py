"""What opening takes at the most: each file of ``tests.data.heavy`` with its processor time and peak memory, largest first.

Each is read for ``gloss text``, and read and laid out in lines as the reader does.

``python -m tests.bench.bounds [FILE ...]``; with files, those are measured. Exit status 1 when one of up to a megabyte
takes more than two seconds of processor time to read, as much again for its lines, or 300 MB. Run it on a machine that does nothing else.
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
done = subprocess.run([sys.executable, *sys.argv[2:], sys.argv[1]], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
sys.exit(done.returncode)
"""


_LAID_OUT = """
import sys
from glossator.content.errors import DocumentError
from glossator.content.formats.opening import open_document
from glossator.tui.layout.line_table import LineTable
try:
    table = LineTable(open_document(sys.argv[1]), 80)
except DocumentError as error:
    sys.exit(2)
for y in range(45):
    table.position_at(y, 40), table.x_of(table.first_position(y))
"""


def written(folder: Path, name: str, data: bytes) -> Path:
    """Write a file of ``tests.data.heavy``, cut to a megabyte where it can be cut."""
    path = folder / name
    path.write_bytes(data[:1_000_000] if path.suffix in (".html", ".md", ".txt") else data)
    assert path.stat().st_size < 1_700_000
    return path


def measure(folder: Path, name: str, data: bytes) -> tuple[int, list[str], float, int]:
    """Write a file and open it in a process of its own; see ``opened``."""
    return opened(written(folder, name, data))


def opened(path: Path, *, laid_out: bool = False) -> tuple[int, list[str], float, int]:
    """Open a file in a process of its own, and lay it out in lines if asked.

    Returns:
        Exit status, lines of errors, processor seconds, megabytes at the peak.
    """
    command = ["-c", _LAID_OUT] if laid_out else ["-m", "glossator.tui.cli.main", "text"]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path), *command], stderr=subprocess.PIPE, timeout=60, check=False
    )
    *errors, last = done.stderr.decode().splitlines()
    seconds, peak = last.split()
    return done.returncode, errors, float(seconds), int(peak)


def main() -> int:
    """Print a line for each file."""
    over = []
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            paths = {Path(name).name: Path(name) for name in sys.argv[1:]}
        else:
            paths = {}
            for number, (name, make) in enumerate(HANGS.items()):
                (Path(folder) / str(number)).mkdir()
                paths[name] = written(Path(folder) / str(number), *make())
        rows = [(name, *opened(path), *opened(path, laid_out=True)[2:]) for name, path in paths.items()]
    for name, status, errors, seconds, peak, laid_out, laid_out_peak in sorted(rows, key=lambda row: -row[3]):
        says = errors[0].rpartition("/")[2] if errors else "opens"
        print(f"{name:<24} {seconds:5.2f} s {peak:4} MB, laid out {laid_out:5.2f} s {laid_out_peak:4} MB   {says} {status}")
        if max(seconds, laid_out - SECONDS) > SECONDS or max(peak, laid_out_peak) > MEGABYTES:
            over.append(name)
    print("over the bounds: " + (", ".join(over) or "none"))
    return bool(over)


if __name__ == "__main__":
    raise SystemExit(main())
