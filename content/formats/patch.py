"""Patches: what ``git diff``, ``git format-patch`` and ``diff -u`` write: commits, files and hunks as sections.

Sources: https://git-scm.com/docs/diff-format and "Detailed Unified" of GNU diffutils' manual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossator.content.document import Builder, Document, fold
from glossator.content.sources.decoding import decode
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_piece

_COMMIT = re.compile(r"commit [0-9a-f]{40,64}(?: \(.*\))?$")
_MAIL = re.compile(r"From [0-9a-f]{40,64} ")
_DIFFSTAT = re.compile(
    r" .{1,400} \| +(?:\d+ [+-]*|Bin .*)| \d+ files? changed.*| (?:create|delete|rename|copy|mode) .*|"
)
_SIGNATURE = re.compile(r"-- ?")
_HUNK = re.compile(r"(@@{1,20}) ((?:-\d{1,9}(?:,\d{1,9})? ){1,20})\+(\d{1,9})(?:,(\d{1,9}))? @@{1,20} ?(.*)")
_OLD = re.compile(r"-\d+(?:,(\d+))?")
_FILE = re.compile(r"diff --(?:git|cc|combined) (.*)|diff -\S+ .*|Index: (.*)")
_BETWEEN = re.compile(r"Only in .*|Binary files? .* (?:differ|has changed)|Property changes on: .*|Cannot display: .*")
"""What diff and svn say of files that have no hunks."""
_FIELD = re.compile(r"(Author|AuthorDate|Commit|CommitDate|Date|From|Subject|Merge|To|Cc|[A-Z][\w-]+): ?(.*)")
_SHOWN = frozenset({"Author", "AuthorDate", "Date", "From"})
_STATES = (
    ("new file mode", "New file"), ("deleted file mode", "Deleted"), ("rename from ", "Renamed from {}"),
    ("copy from ", "Copied from {}"), ("old mode ", "Mode was {}"), ("new mode ", "Mode is {}"),
    ("Binary files ", "Binary"), ("GIT binary patch", "Binary"),
)  # fmt: skip
"""Lines of git about a file, and the words shown for them."""
_NOWHERE = "/dev/null"


def read(source: Source) -> Document:
    """The document in a patch. Raises DocumentError where there is none."""
    reader = _Reader(_lines(source))
    reader.read()
    if not reader.has_file:
        from glossator.content.formats import plain  # another kind of difference, or notes that are kept as one

        return plain.read(source)
    return reader.out.document("", format="patch")


def _lines(source: Source) -> list[str]:
    """The lines as a patch counts them: a form feed in one is a part of it."""
    text = decode(source.data, cut=source.rest > 0, charset=source.charset, encoding=source.encoding)
    return [clean_piece(line.removesuffix("\r")).replace("\n", " ") for line in text.split("\n")]


@dataclass
class _Reader:
    """Reads a patch line by line; ``at`` is the next line."""

    lines: Sequence[str]
    at: int = 0
    level: int = 1

    def __post_init__(self) -> None:
        self.out = Builder()
        self.has_file = self._is_mail = False

    @property
    def _line(self) -> str:
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def read(self) -> None:
        """Read all of it."""
        self._is_mail = bool(_MAIL.match(self._line))
        before: list[str] = []
        while self.at < len(self.lines):
            if self._begins_commit():
                self._add_text(before)
                self._commit()
            elif self._begins_file():
                self._add_text(before)
                self._file()
            elif match := _HUNK.fullmatch(self._line):
                self._add_text(before)
                self._hunk(match)
            elif _SIGNATURE.fullmatch(self._line) and self.has_file:
                self.at += 1  # below it mail programs write their version
                before = []
                self._pass(lambda line: bool(line.strip()))
            else:
                before.append(self._line)
                self.at += 1
        if self.has_file:
            self._add_text(before)

    def _pass(self, is_passed: Callable[[str], bool]) -> None:
        while self.at < len(self.lines) and is_passed(self._line):
            self.at += 1

    def _begins_commit(self) -> bool:
        return bool((_MAIL if self._is_mail else _COMMIT).match(self._line))

    def _begins_file(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if self._line.startswith("--- "):
            return following.startswith("+++ ")
        if not _FILE.fullmatch(self._line):
            return False
        begins = ("---", "===", "+++", "index", "Binary", "RCS")
        return self._line.startswith("diff --git ") or following.startswith(begins)

    def _add_text(self, lines: list[str]) -> None:
        """Text that stands between files, as paragraphs: their lines stay where they are lists or commands."""
        for paragraph in re.split(r"\n[ \t]*\n", "\n".join(lines)):
            kept = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
            if not kept:
                continue
            if all(line[:1] in (" ", "\t") for line in kept):
                self.out.add("code", "\n".join(kept))
            elif len(kept) > 1 and sum(bool(_LISTED.match(line)) for line in kept) * 2 >= len(kept):
                self.out.add("verse", "\n".join(line.strip() for line in kept))
            elif words := fold(paragraph):
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
        fields = [(name, _decoded(value)) for name, value in fields]
        message: list[str] = []
        is_counting = False
        while self.at < len(self.lines) and not (self._begins_commit() or self._begins_file()):
            is_counting = is_counting or self._line == "---"  # behind it format-patch counts what changed
            if self._line != "---" and not (is_counting and _DIFFSTAT.fullmatch(self._line)):
                message.append(self._line.removeprefix("" if self._is_mail else "    "))
            self.at += 1
        subject = next((value for name, value in fields if name == "Subject"), "")
        if not subject:
            subject, message = _subject(message)
        self.level = 2
        self.out.add("heading", fold(subject) or "No subject", level=1)
        if facts := [f"{name}: {fold(value)}" for name, value in fields if name in _SHOWN]:
            self.out.add("meta", "\n".join(facts))
        self._add_text(message)

    def _file(self) -> None:
        """A file: its name as a heading, and what became of it."""
        self.has_file = True
        first = self._line
        match = _FILE.fullmatch(first)
        names = {"---": "", "+++": ""}
        states: list[str] = []
        self.at += bool(match)
        while self.at < len(self.lines):
            line = self._line
            if _HUNK.fullmatch(line) or self._begins_commit() or (_FILE.fullmatch(line) and line != first):
                break
            if names["+++"] or (_BETWEEN.match(line) and not match) or _SIGNATURE.fullmatch(line):
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
        if match and match[2]:
            name = match[2]
        elif match and name in ("", _NOWHERE):
            name = _halved(match[1] or first.rpartition(" ")[2])
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
            if self._begins_file() and new > 0 and self._line.startswith("diff "):
                break
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


def _halved(text: str) -> str:
    """The name in a line that says it twice, with ``a/`` and ``b/``, whatever blanks there are in it."""
    half = (len(text) - 1) // 2
    left, right = _name(text[:half]), _name(text[half + 1 :])
    return right if left == right else _name(text.rpartition(" ")[2])


def _name(text: str) -> str:
    """A path without the date behind it, or svn's revision, and without git's quotes, ``a/`` and ``b/``."""
    text = re.sub(r"\s+\((?:nonexistent|revision \d+|working copy)\)$", "", text.partition("\t")[0].strip())
    if text[:1] == text[-1:] == '"' and len(text) > 1:
        text = _QUOTED.sub(_unquoted, text[1:-1])
    return text[2:] if text[:2] in ("a/", "b/", "i/", "w/", "c/", "o/") else text


_LISTED = re.compile(r"\s*(?:[-*•] |\d+[.)] |[\w-]+: |\S+@\S+|\$ )")
_QUOTED = re.compile(r'(?:\\[0-3][0-7]{2})+|\\(["\\])|\\[abfnrtv]')


def _unquoted(match: re.Match[str]) -> str:
    """Bytes that git writes as octal numbers, and signs that it quotes."""
    if match[1] or match[0][1].isalpha():
        return match[1] or " "
    return bytes(int(number, 8) for number in match[0].split("\\")[1:]).decode("utf-8", "replace")


def _decoded(value: str) -> str:
    """A field of a mail's head, as it is meant (RFC 2047)."""
    if "=?" not in value:
        return value
    from email.header import decode_header, make_header

    try:
        return clean_piece(str(make_header(decode_header(value))))
    except (ValueError, LookupError):
        return value
