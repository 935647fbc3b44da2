"""Palm's databases, in which MOBI and AZW3 are kept, and how their text is packed.

Sources: https://wiki.mobileread.com/wiki/PDB, https://wiki.mobileread.com/wiki/PalmDOC and
https://wiki.mobileread.com/wiki/MOBI.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from struct import error, unpack_from

from glossator.content.document import DocumentError
from glossator.content.sources.limits import MAX_BYTES, MAX_RATIO

_MOST_NESTING = 20
"""How often a phrase may be made of other phrases."""


def records_of(data: bytes) -> list[bytes]:
    """The records of a database. Raises DocumentError for damage."""
    try:
        count = int(unpack_from(">H", data, 76)[0])
        starts = [int(unpack_from(">I", data, 78 + 8 * at)[0]) for at in range(count)]
    except error:
        raise DocumentError("a damaged book") from None
    if not starts or starts != sorted(starts) or starts[-1] > len(data):
        raise DocumentError("a damaged book")
    return [data[start:end] for start, end in pairwise([*starts, len(data)])]


def without_trailing(record: bytes, flags: int) -> bytes:
    """A record of text without what is kept behind it.

    Args:
        record: Its bytes.
        flags: Which entries there are; the lowest is for letters that two records share.
    """
    end = len(record)
    for bit in range(15, 0, -1):
        if flags >> bit & 1 and end:
            end = max(0, end - _backward(record[:end]))
    if flags & 1 and end:
        end = max(0, end - (record[end - 1] & 3) - 1)
    return record[:end]


def _backward(data: bytes) -> int:
    """A number written backwards from the end, seven bits a byte, its highest marked."""
    value = shift = 0
    for byte in reversed(data[-4:]):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte & 0x80:
            break
    return value


def unpacked(records: Sequence[bytes]) -> bytes:
    """The text of records that are packed as PalmDOC does."""
    out = bytearray()
    for record in records:
        _unpack(record, out)
        if len(out) > MAX_BYTES:
            raise DocumentError("more text than a book has")
    return bytes(out)


def _unpack(record: bytes, out: bytearray) -> None:
    """Unpack a record onto what there is: a kind of LZ77 with a window of 2,047 bytes."""
    at = 0
    begin = len(out)
    while at < len(record):
        byte = record[at]
        at += 1
        if 1 <= byte <= 8:
            out += record[at : at + byte]
            at += byte
        elif byte < 0x80:
            out.append(byte)
        elif byte >= 0xC0:
            out += bytes((0x20, byte ^ 0x80))
        elif at < len(record):
            pair = byte << 8 | record[at]
            at += 1
            distance, length = pair >> 3 & 0x7FF, (pair & 7) + 3
            if not distance or distance > len(out) - begin:
                continue
            for _ in range(length):
                out.append(out[-distance])


class Huffman:
    """Unpacks the text of records by the tables of a HUFF record and the phrases of CDIC records."""

    def __init__(self, tables: Sequence[bytes]) -> None:
        """Read the tables, HUFF's first. Raises DocumentError for damage."""
        try:
            huff = tables[0]
            first, second = unpack_from(">II", huff, 8)
            self._short = [_entry(value) for value in unpack_from(">256I", huff, first)]
            limits = unpack_from(">64I", huff, second)
            self._least = [0, *(limits[2 * at] << (31 - at) for at in range(32))]
            self._most = [0, *(((limits[2 * at + 1] + 1) << (31 - at)) - 1 for at in range(32))]
            self._phrases: list[tuple[bytes, bool]] = []
            for table in tables[1:]:
                self._read_phrases(table)
        except (error, IndexError):
            raise DocumentError("a damaged book") from None

    def _read_phrases(self, table: bytes) -> None:
        count, bits = unpack_from(">II", table, 8)
        for at in range(min(1 << min(bits, 20), count - len(self._phrases))):
            offset = int(unpack_from(">H", table, 16 + 2 * at)[0])
            size = int(unpack_from(">H", table, 16 + offset)[0])
            start = 18 + offset
            self._phrases.append((table[start : start + (size & 0x7FFF)], bool(size & 0x8000)))

    def unpacked(self, records: Sequence[bytes]) -> bytes:
        """The text of records. Raises DocumentError for damage, and for much more text than there are bytes."""
        packed = sum(map(len, records))
        out = bytearray()
        for record in records:
            out += self._unpack(record, 0)
            if len(out) > min(MAX_BYTES, MAX_RATIO * packed + 10_000_000):
                raise DocumentError("more text than a book has")
        return bytes(out)

    def _unpack(self, data: bytes, deep: int) -> bytes:
        if deep > _MOST_NESTING:
            raise DocumentError("a damaged book")
        out = bytearray()
        left, n, at = 8 * len(data), 32, 0
        data += bytes(8)
        window = int.from_bytes(data[:8], "big")
        while True:
            if n <= 0:
                at += 4
                window = int.from_bytes(data[at : at + 8].ljust(8, b"\0"), "big")
                n += 32
            code = window >> n & 0xFFFFFFFF
            length, is_last, most = self._short[code >> 24]
            if not is_last:
                while length < 32 and code < self._least[length]:
                    length += 1
                most = self._most[min(length, 32)]
            length = max(1, length)
            n -= length
            left -= length
            if left < 0:
                return bytes(out)
            index = (most - code) >> (32 - length)
            if not 0 <= index < len(self._phrases):
                raise DocumentError("a damaged book")
            phrase, is_plain = self._phrases[index]
            if not is_plain:
                self._phrases[index] = b"", True  # a phrase in itself would never end
                phrase = self._unpack(phrase, deep + 1)
                self._phrases[index] = phrase, True
            out += phrase
            if len(out) > MAX_BYTES:
                raise DocumentError("more text than a book has")


def _entry(value: int) -> tuple[int, bool, int]:
    """An entry for the first eight bits of a code: its length, whether it is settled, and the highest such code."""
    length = value & 0x1F
    return length, bool(value & 0x80), (((value >> 8) + 1) << (32 - length)) - 1
