"""Annotations as reading systems of EPUBs exchange them: Thorium's file, and the W3C's draft of July 2026.

Source:
    Thorium Reader's ``src/common/readium/annotation/converter.ts``; EPUB Annotations 1.0 (draft).
"""

from __future__ import annotations

import io
import uuid
import zipfile
from bisect import bisect_right
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as urlquote

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.sources.packing import Archive
from glossator.content.stamps import now
from glossator.content.storage import dump_json

_COLORS = frozenset({"pink", "orange", "yellow", "green", "blue", "purple"})
_STYLES = {"underline": "underline", "strikeout": "strikethrough", "outline": "outline"}
_FIRST = "mimetype"
_INSIDE = "META-INF/annotations.json"
_GENERATOR = {"id": "https://pypi.org/project/glossator/", "type": "Software", "name": "Glossator"}


def write_thorium(documents: list[ExportedDocument]) -> str:
    """Write Thorium's file: one tag each, and what is highlighted is so even with a note.

    Args:
        documents: One document.
    """
    document = _only(documents)
    chapters = _chapters(document)
    items = [_item(item, "highlighting", _one_tag(item), chapters) for item in document.items]
    return dump_json(_set(document, items, "http://www.w3.org/ns/anno.jsonld"))


def _one_tag(item: ExportedItem) -> dict[str, Any]:
    """The first tag, which is all that Thorium shows; the others where they are not lost."""
    more = {"glossator:tags": [*item.tags]} if len(item.tags) > 1 else {}
    return {"tag": item.tags[0], **more} if item.tags else {}


def set_json(document: ExportedDocument) -> str:
    """Give the set of the draft as JSON.

    Args:
        document: What to write.
    """
    chapters = _chapters(document)
    items = []
    for item in document.items:
        tags = {"tags": [*item.tags]} if item.tags else {}
        items.append(_item(item, "commenting" if item.note else "highlighting", tags, chapters))
    return dump_json(_set(document, items, "https://www.w3.org/ns/epub-anno.jsonld"))


def write(documents: list[ExportedDocument]) -> bytes:
    """Write the draft's file: an archive with the set in it.

    Args:
        documents: One document.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("annotations.json"), set_json(_only(documents)))
    return out.getvalue()


def write_into_epub(documents: list[ExportedDocument]) -> bytes:
    """Write a copy of the EPUB with the set in its ``META-INF``.

    Args:
        documents: One document, which is an EPUB of this machine.

    Raises:
        GlossatorError: It is none, or cannot be read.
    """
    document = _only(documents)
    if document.format != "epub" or not document.file:
        raise GlossatorError(f"{document.title}: no EPUB on this machine to copy")
    try:
        data = Path(document.file).read_bytes()
        archive = Archive(data)  # refuses what is damaged, leads outside, or unpacks to too much
        return _with_set(data, archive, set_json(document))
    except (OSError, DocumentError) as error:
        raise GlossatorError(f"{document.path}: {error}") from None


def _with_set(data: bytes, archive: Archive, annotations: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr(zipfile.ZipInfo(_FIRST), "application/epub+zip")  # first and not packed (EPUB OCF 3.3, 4.2.2)
        for info in book.infolist():
            if info.filename not in (_FIRST, _INSIDE):
                copy.writestr(info, archive.read(info.filename), compress_type=info.compress_type)
        copy.writestr(_INSIDE, annotations)
    return out.getvalue()


def _only(documents: list[ExportedDocument]) -> ExportedDocument:
    if len(documents) != 1:
        raise GlossatorError("this format holds one document; name it")
    return documents[0]


def _set(document: ExportedDocument, items: list[dict[str, Any]], context: str) -> dict[str, Any]:
    media_type = "application/epub+zip" if document.format == "epub" else ""
    about = {
        "dc:identifier": [*document.identifiers], "dc:format": media_type,
        "dc:title": document.title, "dc:creator": [*document.authors], "dc:date": document.year,
    }  # fmt: skip
    return {
        "@context": context, "id": f"urn:uuid:{uuid.uuid4()}", "type": "AnnotationSet", "generator": _GENERATOR,
        "generated": now(), "title": document.title, "about": {key: value for key, value in about.items() if value},
        "items": items,
    }  # fmt: skip


class _Chapter(NamedTuple):
    """A file of an EPUB: where its text begins and ends, in code points, and its path in the archive."""

    start: int
    end: int
    path: str


def _chapters(document: ExportedDocument) -> list[_Chapter]:
    """The files of an EPUB that is at hand, in reading order; none of any other document."""
    text = document.document
    if text is None or document.format != "epub":
        return []
    files = sorted((at, name[1:]) for name, at in text.anchors.items() if name[:1] == "#" and "#" not in name[1:])
    ends = [at for at, _ in files[1:]] + [len(text.text)]
    return [_Chapter(at, end, path) for (at, path), end in zip(files, ends, strict=True) if end > at]


def _item(item: ExportedItem, motivation: str, tags: dict[str, Any], chapters: list[_Chapter]) -> dict[str, Any]:
    body = {
        "type": "TextualBody", "value": item.note, "format": "text/plain",
        "color": item.color if item.color in _COLORS else "yellow",
        "highlight": _STYLES.get(item.style, "solid"), **tags,
    }  # fmt: skip
    target = item.stored.get("target") or {}
    foreign = [each for each in target.get("selector") or () if isinstance(each, dict) and _is_foreign(each)]
    quote = {"type": "TextQuoteSelector", "exact": item.quote, "prefix": item.prefix, "suffix": item.suffix}
    source, progression = target.get("source", ""), list[dict[str, Any]]()
    if item.start is not None and (at := bisect_right(chapters, item.start, key=lambda each: each.start)):
        chapter = chapters[at - 1]
        part = (item.start - chapter.start) / (chapter.end - chapter.start)
        source = urlquote(chapter.path)
        progression = [{"type": "ProgressionSelector", "value": round(part, 4)}]
    meta = {"headings": [{"level": n, "txt": title} for n, title in enumerate(item.section, 1)], "page": item.page}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": item.id, "type": "Annotation", "created": item.created,
        "modified": item.modified, "motivation": motivation, "body": body,
        "target": {
            "source": source, "meta": {key: value for key, value in meta.items() if value},
            "selector": [*([quote] if item.quote else []), *progression, *foreign],
        },
    }  # fmt: skip


def _is_foreign(selector: dict[str, Any]) -> bool:
    """A selector that another reading system made, and can use."""
    return "epubcfi(" in str(selector.get("value", "")) or selector.get("type") in ("EPUBCFISelector", "CfiSelector")
