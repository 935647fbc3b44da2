"""Patches: what ``git diff``, ``git format-patch`` and ``diff -u`` write: commits, files and hunks as sections.

Sources: https://git-scm.com/docs/diff-format and "Detailed Unified" of GNU diffutils' manual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossator.content.document import Builder, Document, DocumentError, fold
from glossator.content.sources.source import Source

_COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b|From [0-9a-f]{40,64} ")
_HUNK = re.compile(r"(@@+) ((?:-\d+(?:,\d+)? )+)\+(\d+)(?:,(\d+))? @@+ ?(.*)")
_OLD = re.compile(r"-\d+(?:,(\d+))?")
_FILE = re.compile(r"diff --(?:git|cc|combined) (.*)|diff -\S+ .*|Index: (.*)")
_FIELD = re.compile(r"(Author|AuthorDate|Commit|CommitDate|Date|From|Subject|Merge|To|Cc|[A-Z][\w-]+): ?(.*)")
_SHOWN = frozenset({"Author", "AuthorDate", "Date", "From"})
_STATES = (
    ("new file mode", "New file"), ("deleted file mode", "Deleted"), ("rename from ", "Renamed from {}"),
    ("copy from ", "Copied from {}"), ("old mode ", "Mode was {}"), ("new mode ", "Mode is {}"),
    ("Binary files ", "Binary"), ("GIT binary patch", "Binary"),
)  # fmt: skip
"""What git says of a file, and how it is told."""
_NOWHERE = "/dev/null"


def read(source: Source) -> Document:
    """The document in a patch. Raises DocumentError where there is none."""
    reader = _Reader(source.text.split("\n"))
    reader.read()
    if not reader.out.length:
        raise DocumentError("no patch in it")
    return reader.out.document("", format="patch")


@dataclass
class _Reader:
    """Reads a patch line by line; ``at`` is the next line."""

    lines: Sequence[str]
    at: int = 0
    level: int = 1

    def __post_init__(self) -> None:
        self.out = Builder()
        self._has_file = False

    @property
    def _line(self) -> str:
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def read(self) -> None:
        """Read all of it."""
        before: list[str] = []
        while self.at < len(self.lines):
            if _COMMIT.match(self._line):
                self._commit()
            elif self._begins_file():
                self._say(before)
                self._file()
            elif match := _HUNK.fullmatch(self._line):
                self._hunk(match)
            else:
                before.append(self._line)
                self.at += 1

    def _begins_file(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return bool(_FILE.fullmatch(self._line)) or (self._line.startswith("--- ") and following.startswith("+++ "))

    def _say(self, lines: list[str]) -> None:
        """Text that stands before a file, as paragraphs."""
        for paragraph in "\n".join(lines).split("\n\n"):
            if words := fold(paragraph):
                self.out.add("paragraph", words)
        lines.clear()

    def _commit(self) -> None:
        """A commit: its subject as a heading, who made it when, and what its message says."""
        self.at += 1
        fields: list[tuple[str, str]] = []
        while self.at < len(self.lines) and self._line.strip():
            if match := _FIELD.fullmatch(self._line):
                fields.append((match[1], match[2]))
            elif fields:  # a field that goes on
                fields[-1] = fields[-1][0], f"{fields[-1][1]} {self._line.strip()}"
            self.at += 1
        message: list[str] = []
        while self.at < len(self.lines) and not (_COMMIT.match(self._line) or self._begins_file()):
            if self._line == "---":  # behind it format-patch counts what changed
                while self.at < len(self.lines) and not (_COMMIT.match(self._line) or self._begins_file()):
                    self.at += 1
                break
            message.append(self._line.removeprefix("    "))
            self.at += 1
        subject = next((value for name, value in fields if name == "Subject"), "")
        if not subject:
            subject, message = _subject(message)
        self.level = 2
        self.out.add("heading", fold(subject) or "No subject", level=1)
        if facts := [f"{name}: {fold(value)}" for name, value in fields if name in _SHOWN]:
            self.out.add("meta", "\n".join(facts))
        self._say(message)

    def _file(self) -> None:
        """A file: its name as a heading, and what became of it."""
        first = self._line
        match = _FILE.fullmatch(first)
        names = {"---": "", "+++": ""}
        states: list[str] = []
        self.at += bool(match)
        while self.at < len(self.lines):
            line = self._line
            if _HUNK.fullmatch(line) or _COMMIT.match(line) or (_FILE.fullmatch(line) and line != first):
                break
            if line[:4] in ("--- ", "+++ "):
                if names[line[:3]]:
                    break  # another file's
                names[line[:3]] = _name(line[4:])
            elif line.startswith("rename to "):
                names["+++"] = names["+++"] or line[10:]
            else:
                states += [_state(line, start, state) for start, state in _STATES if line.startswith(start)]
            self.at += 1
        name = names["+++"] if names["+++"] not in ("", _NOWHERE) else names["---"]
        if name in ("", _NOWHERE) and match:
            name = match[2] or _name((match[1] or "").rpartition(" ")[2])
        self.out.add("heading", fold(name) or "A file", level=self.level)
        if states:
            self.out.add("meta", fold(". ".join(dict.fromkeys(states))))

    def _hunk(self, match: re.Match[str]) -> None:
        """A hunk: the lines that it is of as a heading, and they themselves as code."""
        olds = [int(count or 1) for count in _OLD.findall(match[2])]
        start, count = int(match[3][:9]), int((match[4] or "1")[:9])
        width = len(match[1]) - 1
        self.at += 1
        begin, left, new = self.at, olds, count
        while self.at < len(self.lines) and (new > 0 or any(each > 0 for each in left)):
            signs = self._line[:width].ljust(width)
            if set(signs) - set(" +-\\"):
                break
            if "\\" not in signs:
                new -= "-" not in signs
                left = [each - (sign != "+") for each, sign in zip(left, signs, strict=False)]
            self.at += 1
        while self._line.startswith("\\ "):
            self.at += 1
        last = start + max(0, count - 1)
        where = f"Lines {start}–{last}" if last > start else f"Line {start}"
        self.out.add("heading", fold(f"{where}: {match[5]}" if match[5].strip() else where), level=self.level + 1)
        code = "\n".join(self.lines[begin : self.at]).rstrip("\n")
        if code.strip():
            self.out.add("code", code, info="diff")


def _subject(message: list[str]) -> tuple[str, list[str]]:
    """The first paragraph of a message, and the rest."""
    text = "\n".join(message).strip("\n")
    subject, _, rest = text.partition("\n\n")
    return subject, rest.split("\n")


def _state(line: str, start: str, state: str) -> str:
    return state.format(line[len(start) :].replace("{", "").replace("}", ""))


def _name(text: str) -> str:
    """A path without the date that diff writes behind it, git's quotes, and its ``a/`` and ``b/``."""
    text = text.partition("\t")[0].strip().strip('"')
    return text[2:] if text[:2] in ("a/", "b/", "i/", "w/", "c/", "o/") else text
