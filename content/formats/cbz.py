"""CBZ: comics, an archive of pictures in the order of their names, a page each.

Source: https://wiki.mobileread.com/wiki/CBR_and_CBZ; ComicInfo.xml: https://github.com/anansi-project/comicinfo.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.content.document import Builder, Document, DocumentError
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml
from glossator.content.sources.packing import Archive
from glossator.content.sources.recognition import PICTURES
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_NUMBER = re.compile(r"(\d{1,9})")
_ABOUT = "comicinfo.xml"
_LEFT_OUT = re.compile(r"(?:.*/)?(?:__MACOSX/|\._)")
_MOST = 5_000


def read(source: Source) -> Document:
    """The comic in an archive. Raises DocumentError where there are no pictures in it."""
    archive = Archive(source.data)
    pictures = (name for name in archive.names if name.lower().endswith(PICTURES) and not _LEFT_OUT.match(name))
    names = sorted(pictures, key=_in_order)[:_MOST]
    if not names:
        raise DocumentError("an archive without pictures")
    out = Builder()
    starts: list[int] = []
    for number, name in enumerate(names, 1):
        starts.append(out.length)
        out.add("figure", f"Page {number}", info=name)
    title, author = _about(archive)
    document = out.document(title, format="cbz", author=author)
    pages = tuple((str(number), start) for number, start in enumerate(starts, 1))
    return replace(document, pages=pages, parts=tuple((f"Page {label}", start) for label, start in pages))


def _in_order(name: str) -> list[tuple[int, str]]:
    """What names are sorted by: their numbers by their values."""
    pieces = _NUMBER.split(name.casefold())
    return [(int(piece), "") if at % 2 else (0, piece) for at, piece in enumerate(pieces)]


def _about(archive: Archive) -> tuple[str, str]:
    """The title and the author, as far as the archive says them."""
    name = next((name for name in archive.names if name.rpartition("/")[2].lower() == _ABOUT), "")
    try:
        root = parse_xml(archive.read_markup(name)) if name else ()
    except DocumentError:
        return "", ""
    facts = {local(e): clean_line(e.text or "") for e in root}
    series = " ".join(filter(None, (facts.get("series"), facts.get("number"))))
    return ": ".join(filter(None, (series, facts.get("title")))), facts.get("writer", "")
