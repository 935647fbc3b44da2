"""MOBI and AZW3: the books of Kindles, as far as they are not locked; their text is HTML in a Palm database.

Sources: https://wiki.mobileread.com/wiki/MOBI and https://wiki.mobileread.com/wiki/KF8. Pictures are not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from struct import error, unpack_from

from glossator.content.document import Document, DocumentError, tree_of
from glossator.content.formats.html import from_markup, links_from, parse_text
from glossator.content.formats.palm import Huffman, records_of, unpacked, without_trailing
from glossator.content.html.elements import text_of
from glossator.content.sources.decoding import decode
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_NONE, _PALMDOC, _HUFFMAN = 1, 2, 17480
_KF8 = 8
_MISSING = 0xFFFFFFFF
_AUTHOR, _ISBN, _LANGUAGE, _TITLE, _KF8_RECORD = 100, 104, 524, 503, 121
_LONGEST_TAG = 1_000
_MOST_LINKS = 5_000
_FILEPOS = re.compile(rb"""\bfilepos\s*=\s*["']?(\d{1,10})["']?""", re.I)
_HEAD = re.compile(
    r"<head\b[^<]*+(?:<(?!/?head\b)[^<]*+)*</head>"
    r"|<\?xml[^<>]*+>|<!DOCTYPE[^<>]*+>|</?(?:html|body)\b[^<>]*+>", re.S | re.I
)
_PAGE_BREAK = re.compile(r"<mbp:pagebreak[^<>]*+/?>(?:</mbp:pagebreak>)?", re.I)
_POSITION = re.compile(r'href="kindle:[^"]*"', re.I)


@dataclass
class _Header:
    """What the first record says of a book."""

    packing: int
    count: int
    is_locked: bool
    version: int
    encoding: str
    flags: int
    huffman: tuple[int, int]
    flows: int
    facts: dict[int, bytes]
    name: bytes

    def fact(self, kind: int) -> str:
        """One of its facts as text."""
        value = self.facts.get(kind, b"") or (self.name if kind == _TITLE else b"")
        return clean_line(value.decode(self.encoding, "replace"))


def read(source: Source) -> Document:
    """The document in a MOBI or an AZW3. Raises DocumentError for damage and for locked books."""
    records = records_of(source.data)
    header = _header(records[0], is_mobi=source.data[60:68] == b"BOOKMOBI")
    if header.is_locked:
        raise DocumentError("locked by DRM; only the seller's own programs open it")
    try:
        data = _text(records, header)
    except (error, IndexError):
        raise DocumentError("a damaged book") from None
    if source.data[60:68] != b"BOOKMOBI" and b"<" not in data[:2_000]:  # text alone, as Palm's own reader has it
        from glossator.content.formats import plain

        name = clean_line(source.data[:31].split(b"\0")[0].decode("cp1252", "replace"))
        found = plain.read(replace(source, data=data, charset=header.encoding))
        return replace(found, format="mobi", title=found.title or name)
    if header.version < _KF8:
        data = _with_places(data)
    text = _PAGE_BREAK.sub("<div></div>", _HEAD.sub("", decode(data, charset=header.encoding)))
    body = parse_text(f"<body>{_POSITION.sub('', text)}</body>")
    for element in body.iter("a"):
        if place := element.get("filepos"):
            element.set("href", f"#at{int(place[:10])}" if place.isdecimal() else "")
    title = header.fact(_TITLE)
    document = from_markup(body, links_from(""), title=title, format="mobi", author=header.fact(_AUTHOR))
    isbn = re.sub(r"[^\dXx]", "", header.fact(_ISBN))
    identifiers = (f"urn:isbn:{isbn}",) if len(isbn) in (10, 13) else ()
    return _with_contents(replace(document, identifiers=identifiers), body)


def _header(record: bytes, *, is_mobi: bool) -> _Header:
    """Read the first record. Raises DocumentError for damage."""
    try:
        packing, _, _, count, _, locked = unpack_from(">HHIHHH", record)
        if not is_mobi:
            return _Header(packing, count, bool(locked), 0, "cp1252", 0, (0, 0), _MISSING, {}, b"")
        size, _, encoding = unpack_from(">III", record, 20)
        version = int(unpack_from(">I", record, 36)[0])
        name_at, name_size = unpack_from(">II", record, 84)
        flags = int(unpack_from(">H", record, 242)[0]) if size >= 0xE4 and version >= 5 else 0
        flows = int(unpack_from(">I", record, 192)[0]) if version >= _KF8 else _MISSING
        has_facts = unpack_from(">I", record, 128)[0] & 0x40
        return _Header(
            packing, count, bool(locked), version, "utf-8" if encoding == 65001 else _charset(encoding), flags,
            unpack_from(">II", record, 112), flows, _facts(record, 16 + size) if has_facts else {},
            record[name_at : name_at + min(name_size, 1_000)],
        )  # fmt: skip
    except error:
        raise DocumentError("a damaged book") from None


def _charset(page: int) -> str:
    """The encoding of a code page of Windows."""
    return f"cp{page}" if 1250 <= page <= 1258 else "cp1252"


def _facts(record: bytes, at: int) -> dict[int, bytes]:
    """The facts behind the header, the first of each kind; authors are joined."""
    found: dict[int, bytes] = {}
    if record[at : at + 4] != b"EXTH":
        return found
    count = int(unpack_from(">I", record, at + 8)[0])
    at += 12
    for _ in range(min(count, 500)):
        kind, size = unpack_from(">II", record, at)
        value = record[at + 8 : at + max(8, size)]
        found[kind] = found[kind] + b", " + value if kind == _AUTHOR and kind in found else found.get(kind, value)
        at += max(8, size)
    return found


def _text(records: list[bytes], header: _Header) -> bytes:
    """The text of a book, unpacked."""
    pieces = [without_trailing(record, header.flags) for record in records[1 : header.count + 1]]
    if header.packing == _HUFFMAN:
        first, count = header.huffman
        data = Huffman(records[first : first + count]).unpacked(pieces)
    elif header.packing == _PALMDOC:
        data = unpacked(pieces)
    elif header.packing == _NONE:
        data = b"".join(pieces)
    else:
        raise DocumentError("packed in an unknown way")
    if header.flows < len(records) and records[header.flows][:4] == b"FDST":
        start, end = unpack_from(">II", records[header.flows], 12)
        data = data[start:end]  # behind the text are style sheets and drawings
    return data


def _with_places(data: bytes) -> bytes:
    """The text with a name at each place that a link leads to, which it gives in bytes."""
    wanted = sorted({_outside_tags(data, min(int(each), len(data))) for each in _FILEPOS.findall(data)[:_MOST_LINKS]})
    out: list[bytes] = []
    for start, end in pairwise([0, *wanted]):
        out += [data[start:end], f'<a id="at{end}"></a>'.encode()]
    out.append(data[wanted[-1] if wanted else 0 :])
    return b"".join(out)


def _outside_tags(data: bytes, at: int) -> int:
    """A place that is in no tag: where that begins, if it is in one."""
    begin = data.rfind(b"<", max(0, at - _LONGEST_TAG), at)
    return begin if begin >= 0 and data.find(b">", begin, at) < 0 else at


def _with_contents(document: Document, body: object) -> Document:
    """The document with its list of contents as sections, where it has no headings of its own."""
    if len(document.sections) > 1:
        return document
    places = sorted(set(document.anchors.values()))
    found: list[tuple[str, int, int]] = []
    for element in body.iter("a"):  # type: ignore[attr-defined]
        at = document.anchors.get(element.get("href") or "")
        title = clean_line(text_of(element))
        if at is not None and title and (not found or at > found[-1][2]):
            found.append((title, 1, at))
    if len(found) < 2 or not places:
        return document
    return replace(document, sections=tree_of(found, len(document.text), document.blocks))
