"""Vim itself, asked where its motions go and what its text objects select."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

_SCRIPT = r"""
set nocompatible encoding=utf-8 nowrap selection=inclusive virtualedit= startofline noswapfile nomore noarabicshape
set matchpairs= cpoptions=aABceFs whichwrap=
let s:out = []
for s:case in json_decode(join(readfile($CASES), "\n"))
  enew!
  call setline(1, s:case.lines)
  call setpos("'<", [0, 0, 0, 0])
  call cursor(s:case.line, s:case.column)
  call feedkeys(s:case.keys, "xt")
  let s:at = [line("."), col(".")]
  if mode() =~# "[vV]"
    call feedkeys("\<Esc>", "xt")
  endif
  call add(s:out, [s:at, [line("'<"), col("'<")], [line("'>"), col("'>")]])
endfor
call writefile([json_encode(s:out)], $OUT)
qall!
"""


class Case(NamedTuple):
    """Keys typed with the cursor on a letter of some lines."""

    lines: list[str]
    line: int
    column: int
    keys: str


class Answer(NamedTuple):
    """Where the cursor is then, and the ends of the last selection: pairs of a line and a code point in it."""

    at: tuple[int, int]
    start: tuple[int, int]
    end: tuple[int, int]


def is_there() -> bool:
    return shutil.which("vim") is not None


def ask(folder: Path, cases: list[Case]) -> list[Answer]:
    """What vim does in each case; lines and columns are counted from 0, in code points."""
    script, given, out = folder / "script.vim", folder / "cases.json", folder / "out.json"
    script.write_text(_SCRIPT)
    given.write_text(
        json.dumps(
            [
                {
                    "lines": case.lines,
                    "line": case.line + 1,
                    "column": len(case.lines[case.line][: case.column].encode()) + 1,
                    "keys": case.keys,
                }
                for case in cases
            ]
        )
    )
    subprocess.run(
        ["vim", "-es", "-u", "NONE", "-i", "NONE", "-S", str(script)],
        env={"CASES": str(given), "OUT": str(out), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        timeout=120, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    answers = json.loads(out.read_text())
    return [
        Answer(*(_place(case.lines, *each) for each in answer)) for case, answer in zip(cases, answers, strict=True)
    ]


def _place(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """A line from 0 and a code point, from vim's line from 1 and byte from 1."""
    if line < 1:
        return -1, -1
    return line - 1, len(lines[line - 1].encode()[: max(0, column - 1)].decode(errors="ignore"))
