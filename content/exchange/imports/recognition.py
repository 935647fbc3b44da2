"""Which format a file of highlights is in: by what is in it, never by its name alone."""

from __future__ import annotations

import re
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.imports import (
    epub_annotations,
    kindle_clippings,
    marked_text,
    own_html,
    readest_markdown,
    vault_notes,
)
from glossator.content.exchange.imports.calibre import PACKED
from glossator.content.exchange.imports.entry import mapping, mappings, plain
from glossator.content.exchange.imports.given import DAMAGED, Given
from glossator.content.exchange.imports.sqlite import tables
from glossator.content.sources.packing import Archive

_HEAD = 200_000
_PAGES = ("AnnotationPage", "AnnotationSet", "AnnotationCollection", "Annotation")


def format_of(given: Given) -> str:
    """Recognise a file of another program's highlights.

    Args:
        given: The file.

    Returns:
        A key of IMPORTS; empty for what is none.
    """
    try:
        return _format_of(given)
    except DAMAGED:
        return ""


def _format_of(given: Given) -> str:
    data = given.data
    if data.startswith(b"SQLite format 3\0"):
        return _of_database(given)
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    text = given.text.lstrip()
    if not text:
        return ""
    if text.startswith(PACKED):
        return "calibre"
    if text[0] in "[{" and not text.startswith(("{==", "{++", "{--", "[[", "[^")):
        return _of_json(given, text)
    if text[0] == "<":
        return _of_markup(text[:_HEAD])
    return _of_text(given, text)


def _of_database(given: Given) -> str:
    try:
        names = tables(given.path)
    except GlossatorError:
        return ""
    if "Bookmark" in names:
        return "kobo"
    return "apple-books" if "ZAEANNOTATION" in names else ""


def _of_archive(data: bytes) -> str:
    try:
        names = set(Archive(data).names)
    except DocumentError:
        return ""
    if "annotations.json" in names:
        return "w3c-epub"
    if names & {epub_annotations.CALIBRE, epub_annotations.W3C}:
        return "epub"
    if any(re.search(r"(?:^|/)highlights/[^/]+\.md$", name) for name in names):
        return "omnivore"
    return ""


def _of_json(given: Given, text: str) -> str:
    if text.startswith("{:highlights"):
        return "logseq"
    try:
        data = given.json
    except GlossatorError:
        if re.search('"volume_?[iI]nfo"', text[:_HEAD]):
            return "google-play"
        line, _, rest = text[:_HEAD].partition("\n")
        is_line = '"target"' in line and line.rstrip().endswith("}") and rest.lstrip().startswith("{")
        return "w3c" if is_line else ""
    first = next(iter(mappings(data)), {}) if isinstance(data, list) else mapping(data)
    return _of_list(first) if isinstance(data, list) else _of_object(first)


def _of_list(first: Any) -> str:
    inner = mapping(first.get("data")) or first
    if "annotationType" in inner or {"sortIndex", "position"} & inner.keys() or inner.get("itemType"):
        return "zotero"
    if "uri" in first and "target" in first:
        return "hypothesis"
    if "annotations" in first and "is_archived" in first:
        return "wallabag"
    if "slug" in first and "savedAt" in first:
        return "omnivore"
    if "highlights" in first:
        return "readwise"
    if "cfi" in first or ("value" in first and "text" in first):
        return "readest"
    return "w3c" if {"target", "items", "@context"} & first.keys() else ""


def _of_object(data: Any) -> str:
    annotations = next(iter(mappings(data.get("annotations"))), {})
    highlights = next(iter(mappings(data.get("highlights"))), {})
    if "glossator" in data or plain(data.get("type")) in _PAGES:
        return "w3c"
    if "rows" in data or ("uri" in data and "target" in data) or ("uri" in annotations and "target" in annotations):
        return "hypothesis"
    if "highlighted_text" in highlights or {"highlighted_text", "toc_family_titles"} & annotations.keys():
        return "calibre"
    if str(data.get("type", "")).startswith("calibre_"):
        return "calibre"
    if "results" in data or "text" in highlights:
        return "readwise"
    if "entries" in data or "documents" in data:
        return "koreader-json"
    if str(data.get("$format", "")).startswith("readest") or "booknotes" in data or "cfi" in annotations:
        return "readest"
    if "value" in annotations or ("lastLocation" in data and "progress" in data):
        return "foliate"
    if "annotationType" in mapping(data.get("data")):
        return "zotero"
    if "is_archived" in data:
        return "wallabag"
    return "google-play" if "volume_info" in data else ""


def _of_markup(head: str) -> str:
    if "ns.adobe.com/digitaleditions/annotations" in head or re.search(r"<annotationSet\b", head):
        return "kobo-annot"
    if re.search(r"class\s*=\s*[\"'](?:noteHeading|bookTitle)\b", head):
        return "kindle-html"
    if own_html.is_export(head):
        return "html"
    return "pocketbook" if re.search(r"class\s*=\s*[\"']bookmark bm-color", head) else ""


def _of_text(given: Given, text: str) -> str:
    head = text[:_HEAD]
    if kindle_clippings.is_clippings(head):
        return "kindle"
    if re.match(r"(?:--[^\n]*\n\s*)*return\s*\{", head):
        return "koreader"
    is_export = re.match(r"\d+\n\S{0,40}indent\S{0,40}\n\S{0,40}trim\S{0,40}\n#", head)
    if is_export or (given.path.suffix == ".mrexpt" and "\n#\n" in head):
        return "moon-reader"
    if name := _of_table(head.split("\n", 1)[0]):
        return name
    if re.search(r"^[ \t]+ls-type:: annotation", head, re.M):
        return "logseq"
    if re.search(r"^[ \t]*:(?:org-remark-id|NOTER_PAGE|GLOSS-ID|gloss-id):", head, re.M):
        return "org"
    if readest_markdown.is_export(head):
        return "readest-markdown"
    if vault_notes.shape_of(head):
        return "obsidian"
    return "markdown" if marked_text.has_marks(head) and given.path.suffix.lower() != ".html" else ""


def _of_table(line: str) -> str:
    columns = {cell.strip().strip('"').lower() for cell in line.split(",")}
    if {"highlight", "note"} <= columns and {"book title", "title"} & columns:
        return "readwise-csv"
    if {"highlights", "excerpt", "url"} <= columns:
        return "raindrop"
    if {"document", "quote", "id"} <= columns:
        return "csv"
    is_list = {"url", "title", "selection"} <= columns or {"url", "time_added", "status"} <= columns
    return "instapaper" if is_list else ""
