"""Kindle's ``My Clippings.txt``, in ten languages, and KOReader's and other programs' files of its form.

A record is a line with title and author, a line that says what it is, where and when, and the words; a line of
``=`` ends it. The kind is known by its word in each language; a note belongs to the passage whose range holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import spoken
from glossator.content.exchange.imports.entry import Entry, ImportedBook, Kind, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.stamps import order as stamp_order

_RECORDS = 50
"""Records that are looked at to know the file."""
_RECORD = re.compile(r"\s*(?![-–—*])\S[^\n]*\n[ \t]{0,40}[-–] [^\n]*\d")
_SEPARATOR = re.compile(r"^[ \t]*={8,}[ \t]*$", re.M)
_BOOKMARK = re.compile(
    r"bookmark|lesezeichen|signet|marcador|segnalibro|bladwijzer|закладк|ブックマーク|书签|書籤|북마크", re.I
)
_HIGHLIGHT = re.compile(
    r"highlight|underline|circle|asterisk|markierung|surlign|subrayado|evidenziazione|destaque|выделен|ハイライト|标注|標註"
    r"|하이라이트", re.I,
)  # fmt: skip
_NOTE = re.compile(r"\bnot(?:e|iz|a|itie)\b|заметк|メモ|笔记|筆記|메모", re.I)
_STYLE = re.compile(r"underline|circle|asterisk", re.I)
_RANGE = r"\s{0,9}(?:No\.\s{0,9})?(?:#\s{0,9})?(\d[\d.,]*)(?:\s{0,9}(?:[-–]|t/m)\s{0,9}#?(\d[\d.,]*))?"
_LOCATION = re.compile(
    r"(?:\bloc(?:ation|\.)|\blocatie|\bpos(?:ition|ici[óo]n|izione|i[çc][ãa]o|\.)|emplacement|мест[оае]|位置|위치)"
    + _RANGE, re.I,
)  # fmt: skip
_PAGE = re.compile(r"(?:\bpage|\bseite|\bp[áa]gin[ae]|страниц\w{0,5}|第)\s{0,9}#?([\divxlcdm]+)", re.I)
_PAGE_BEHIND = re.compile(r"(?<!\d)(\d{1,9}+)(?:\s{0,9}[-–]\s{0,9}(\d{1,9}+))?\s{0,9}(?:ページ|页|頁|페이지)")
_LIMIT = re.compile(r"limit|l[íi]mite|grenze|предел|лимит|上限|限制|制限", re.I)
_LONGEST_LINE, _LONGEST_LIMIT = 2_000, 200
"""Code points of the line that says what a record is, and of what stands in the place of a passage that was cut off."""
_CUT = "its quote was cut off by a limit, and nothing is left of it"


class _Record(NamedTuple):
    kind: Kind
    body: str
    page: str
    start: int | None
    end: int | None
    when: str
    style: str
    is_cut: bool
    number: int

    @property
    def place(self) -> tuple[str, int] | None:
        """What it stands on: a location, else a page."""
        if self.start is not None:
            return "location", self.start
        return ("page", int(self.page)) if self.page.isdigit() else None


def is_clippings(text: str) -> bool:
    """Tell whether a text is clippings: records of a title, a line that says where, and what was marked.

    Args:
        text: Its beginning.
    """
    records = [record for record in _SEPARATOR.split(text)[:_RECORDS] if record.strip()]
    if not _SEPARATOR.search(text):
        return False
    return 2 * sum(_RECORD.match(record) is not None for record in records) >= len(records)


def read(given: Given) -> list[ImportedBook]:
    """Read clippings; what is torn is reported and left out.

    Raises:
        GlossatorError: There are none in the file.
    """
    books: dict[tuple[str, str], tuple[list[_Record], list[Entry]]] = {}
    for number, record in enumerate(_SEPARATOR.split(given.text)):
        lines = record.strip("\n").split("\n")
        while lines and not lines[0].strip():
            del lines[0]
        if not lines:
            continue
        records, torn = books.setdefault(_title_and_author(lines[0]), ([], []))
        read_record = _record(lines[1:], number)
        if read_record is None:
            torn.append(Entry("highlight", outcome=("skipped", "torn: it does not say what it is")))
        else:
            records.append(read_record)
    if not any(records for records, _ in books.values()):
        raise GlossatorError(f"{given.shown}: no clippings in it")
    return [
        ImportedBook(title, author, entries=(*_entries(records), *torn))
        for (title, author), (records, torn) in books.items()
    ]


def _title_and_author(line: str) -> tuple[str, str]:
    """Title and author, who stands in the last brackets that are closed."""
    line = line.strip()
    if line.endswith(")"):
        depth = 0
        for at in range(len(line) - 1, 0, -1):
            depth += (line[at] == ")") - (line[at] == "(")
            if depth == 0:
                return line[:at].strip(), line[at + 1 : -1].strip()
    return line, ""


def _record(lines: list[str], number: int) -> _Record | None:
    """A record from its second line on; None for one that is torn."""
    line = lines[0].strip()[:_LONGEST_LINE] if lines else ""
    if not line.startswith(("-", "–")) or len(line) < 2:
        return None
    parts = [part.strip() for part in line.lstrip("-–").strip().split("|")]
    where, when = (" | ".join(parts[:-1]), spoken(parts[-1])) if len(parts) > 1 else (parts[0], spoken(parts[0]))
    if len(parts) > 1 and not when and not re.search(r"\d{4}", parts[-1]):
        return None  # torn within its date, or no clipping at all
    body = "\n".join(lines[1:]).strip()
    whole = _without_limit(body)
    start, end = _location(where)
    page = _PAGE.search(where) or _PAGE_BEHIND.search(where)
    style = _STYLE.search(where)
    return _Record(
        _kind(where, body, start, end), whole.strip(), page[1] if page else "", start, end, when,
        style[0].lower() if style else "", whole != body, number,
    )  # fmt: skip


def _without_limit(body: str) -> str:
    """A passage without the sentence in angle brackets that a limit put in the place of its end."""
    at = body.rfind("<", max(0, len(body) - _LONGEST_LIMIT))
    return body[:at].rstrip() if at >= 0 and body.endswith(">") and _LIMIT.search(body, at) else body


def _location(where: str) -> tuple[int | None, int | None]:
    """The first and the last location; an end that leaves out its first digits has those of the beginning."""
    match = _LOCATION.search(where)
    if not match:
        return None, None
    first, last = (re.sub(r"\D", "", part or "")[:12] for part in match.groups())
    if not first:
        return None, None
    if last and len(last) < len(first) and int(last) < int(first):
        last = first[: len(first) - len(last)] + last
    return int(first), max(int(first), int(last or first))


def _kind(where: str, body: str, start: int | None, end: int | None) -> Kind:
    words = re.sub(r"[\d#]+", " ", where)
    if _BOOKMARK.search(words):
        return "bookmark"
    if _HIGHLIGHT.search(words):
        return "highlight"
    if _NOTE.search(words):
        return "note"
    if not body:
        return "bookmark"
    return "highlight" if end is not None and start is not None and end > start else "note"


def _entries(records: list[_Record]) -> list[Entry]:
    """The entries of one book: passages with the notes on them, in the order of the file."""
    passages = [record for record in records if record.kind == "highlight" and record.body]
    kept, older = _without_older(passages)
    notes: dict[int, list[_Record]] = {}
    alone: list[_Record] = []
    finder = _Finder([passage for passage in passages if passage.number in kept])
    for note in (record for record in records if record.kind == "note"):
        passage = finder.passage_of(note)
        if passage is None:
            alone.append(note)
        else:
            notes.setdefault(passage.number, []).append(note)
    made: list[tuple[int, Entry]] = []
    for record in records:
        if record.kind == "bookmark" or not record.body:
            empty = _CUT if record.is_cut else "nothing in it"
            why = "a bookmark" if record.kind == "bookmark" else empty
            made.append((record.number, _entry(record)._replace(outcome=("skipped", why))))
        elif record.kind == "highlight" and record.number not in kept:
            made.append((record.number, _entry(record)._replace(outcome=("duplicate", "highlighted again later"))))
        elif record.kind == "highlight":
            entry = _entry(record)._replace(before=tuple(map(_entry, older.get(record.number, ()))))
            made.append((record.number, _with_notes(entry, notes.get(record.number, []))))
    for place in dict.fromkeys(note.place for note in alone):
        same = [note for note in alone if note.place == place] if place else []
        made += [(note.number, _with_notes(_entry(note), [note])) for note in alone if note.place is None and not place]
        if same:
            made.append((same[0].number, _with_notes(_entry(same[-1]), same)))
    return [entry for _, entry in sorted(made, key=lambda each: each[0])]


def _entry(record: _Record) -> Entry:
    location = "" if record.start is None else f"{record.start}-{record.end}"
    is_note = record.kind == "note"
    place = record.place
    span = (record.start, record.end) if record.start is not None and record.end is not None else None
    return Entry(
        record.kind, "" if is_note else unwrapped(record.body), record.body if is_note else "", style=record.style,
        created=record.when, modified=record.when, page=record.page, location=location,
        order=(place[0], (place[1],)) if place else None, span=span, is_cut=record.is_cut,
    )  # fmt: skip


def _with_notes(entry: Entry, notes: list[_Record]) -> Entry:
    """An entry with the latest of its notes, the older ones before it."""
    if not notes:
        return entry
    notes = sorted(notes, key=lambda note: (stamp_order(note.when), note.number))
    latest = notes[-1]
    earlier = tuple((note.when, note.body) for note in notes[:-1] if note.body != latest.body)
    modified = max(entry.modified, latest.when, key=stamp_order)
    return entry._replace(note=latest.body, earlier=earlier, modified=modified)


def _without_older(passages: list[_Record]) -> tuple[set[int], dict[int, list[_Record]]]:
    """The numbers of the passages that hold, the latest of those that are one; and the older ones of each."""
    kept = {passage.number for passage in passages}
    older_of: dict[int, list[_Record]] = {}
    placed = sorted((p for p in passages if p.place), key=lambda p: (p.place, p.end or 0))
    open_: list[_Record] = []
    for passage in placed:
        place = passage.place
        assert place
        open_ = [each for each in open_ if each.place and each.place[0] == place[0] and _reach(each) >= place[1]][-50:]
        for other in open_:
            if other.number in kept and passage.number in kept and _is_again(other, passage):
                older = min(passage, other, key=lambda p: (stamp_order(p.when), p.number))
                kept.discard(older.number)
                latest = passage if older is other else other
                older_of.setdefault(latest.number, []).extend([older, *older_of.pop(older.number, [])])
        open_.append(passage)
    seen: dict[str, _Record] = {}
    for passage in (p for p in passages if not p.place):
        if (before := seen.get(passage.body)) is not None:
            kept.discard(before.number)
        seen[passage.body] = passage
    return kept, older_of


def _reach(record: _Record) -> int:
    return record.end if record.end is not None else int(record.page or 0)


def _is_again(one: _Record, other: _Record) -> bool:
    """Whether two passages that overlap are one: one's words are in the other's; on a page alone, they are the same."""
    left, right = (" ".join(record.body.split()) for record in (one, other))
    return left == right or (one.start is not None and (left in right or right in left))


class _Finder:
    """Finds the passage that a note is on."""

    def __init__(self, passages: Iterable[_Record]) -> None:
        self._by_location: dict[int, list[_Record]] = {}
        self._by_moment: dict[tuple[str, str], _Record] = {}
        for passage in passages:
            if passage.start is not None and passage.end is not None:
                for location in range(passage.start, min(passage.end, passage.start + 500) + 1):
                    self._by_location.setdefault(location, []).append(passage)
            elif passage.when:
                self._by_moment[passage.page, passage.when] = passage

    def passage_of(self, note: _Record) -> _Record | None:
        """The passage that ends where a note is, else the shortest that holds it; by page only of the same moment.

        Of several that end there it is the nearest in the file, of those that were marked before the note was written.
        """
        if note.start is None:
            return self._by_moment.get((note.page, note.when)) if note.when else None
        holding = self._by_location.get(note.start, [])
        ending = [passage for passage in holding if passage.end == note.start]
        if ending:
            return min(ending, key=lambda p: (_is_later(p, note), abs(p.number - note.number)))
        return min(
            holding, default=None, key=lambda p: ((p.end or 0) - (p.start or 0), abs(p.number - note.number))
        )


def _is_later(passage: _Record, note: _Record) -> bool:
    return bool(passage.when and note.when) and stamp_order(passage.when) > stamp_order(note.when)
