"""Recognising: what bytes are by what they begin with, when their name does not say or says otherwise."""

from __future__ import annotations

import re
import zlib
from functools import cache

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"%PDF-", "pdf"),
)
PACKED = frozenset({"gzip", "bzip2", "xz", "zip"})
"""What ``magic`` calls that which must be unpacked before anybody can tell what it is."""
# Patterns are text: ``re`` compiles and keeps those that are needed, which for most files is none.
_HTML = rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
_FEED = (
    rb"(?s)"
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.{0,300}?\?>\s*|<!--(?:(?!-->).){0,2000}-->\s*){0,9}"
    rb"(?:<!DOCTYPE[^>\[]{0,500}>\s*)?"
    rb"<(?:rss[\s>]|rdf:RDF\s[^>]{0,2000}purl\.org/rss/1|(?:\w{1,9}:)?feed\s[^>]{0,2000}(?:w3\.org/2005/Atom|purl\.org/atom/ns))"
)
_MARKDOWN = r"(?m)^#{1,6} \S|^```|\]\((?:https?://|#)|^\|[ :|-]+\|$"

_I = re.I
BEFORE_MESSAGE = r"From \S{1,300} .{0,60}\d\d:\d\d.{0,30}\d{4}.{0,20}\n"
"""The line that each message of a mailbox begins with: who sent it, and when (RFC 4155, appendix A)."""
_MAIL = (
    rf"(?:{BEFORE_MESSAGE})?From: <Saved by |{BEFORE_MESSAGE}(?=[\w-]+:)"
    r"|(?:[A-Za-z][\w-]*:.*\n(?:[ \t]+\S.*\n)*)*?(?:MIME-Version|Message-ID|Received|Return-Path):"
)
"""A page saved by a browser, a mailbox, or a head of fields with one that only mail programs write (RFC 5322, 3.6)."""


@cache
def _by_text() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What texts begin with that are known by it."""
    return (
        (re.compile(r"From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001\n|diff --(?:git|cc) |Index: .*\n={20}"), "patch"),
        (re.compile(r"commit [0-9a-f]{40,64}\b.*\n(?:[A-Z]\w+: .*\n){1,9}"), "patch"),
        (re.compile(r"(?:diff -.*\n)?--- .*\n\+\+\+ .*\n@@ -\d"), "patch"),
        (re.compile(_MAIL, re.I), "mail"),
        (re.compile(r"(?:WEBVTT|(?:\ufeff)?1\s*\n\d\d:\d\d:\d\d,\d{3} --> )"), "subtitles"),
        (re.compile(r"(?:(?:['.\\].*|[ \t]*)\n){0,600}?\.(?:TH|Dd)[ \t]"), "manual"),
        (re.compile(r"(?:#[ +].*\n|[ \t]*\n)*?#\+(?:TITLE|AUTHOR|DATE|STARTUP|OPTIONS|PROPERTY|FILETAGS):", _I), "org"),
        (re.compile(r"(?:%.*\n|[ \t]*+\n)*\\(?:documentclass|documentstyle|begin\{document\})"), "latex"),
        (re.compile(r"(?://.*\n|:[\w-]+:.*\n|[ \t]*+\n)*= \S.*\n(?:(?!= ).*\n)*?== \S"), "asciidoc"),
        (re.compile(r'\A\s*+\{\s*+"(?:cells|metadata|nbformat)"'), "jupyter"),
    )


PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".jxl", ".tif", ".tiff")
"""How the names of a comic's pages end."""
_PICTURES = tuple(ending.encode() for ending in PICTURES)
_DOCUMENTS = (b".htm", b".html", b".xhtml", b".md", b".pdf", b".epub", b".docx", b".odt", b".tex", b".rst", b".fb2")
_MOST_MEMBERS = 20_000
"""Members of an archive that are looked at."""
_WORD = rb"word/document\d{0,9}\.xml"
"""A DOCX's main part; its relationships may give it another number."""


def magic(data: bytes) -> str:
    """The packing of bytes, or their format where it is a binary one: a name in FORMATS; empty for what may be text."""
    for start, name in _MAGIC:
        if data.startswith(start) and (name != "bzip2" or data[3:4].isdigit()):
            return name
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_of(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return "mobi"
    if data.startswith(b"bplist00") and b"WebMainResource" in data:
        return "webarchive"
    if b"<FictionBook" in data[:2_000]:
        return "fb2"
    if b"<" in data[:4_000] and re.match(_FEED, data[:4_000]):
        return "feed"
    return "rtf" if data.startswith(b"{\\rtf") else ""


def _zip_of(data: bytes) -> str:
    """What an archive is: by its first member, which EPUB and OpenDocument have as their name (OCF 3.3, 4.3)."""
    first = data[30:400]
    if first.startswith(b"mimetype"):
        content = first[8:]
        if int.from_bytes(data[8:10], "little") == 8:
            try:
                content = zlib.decompressobj(-15).decompress(content, 100)
            except zlib.error:
                content = b""
        if b"application/epub+zip" in content:
            return "epub"
        if b"application/vnd.oasis.opendocument.text" in content:
            return "odt"
    tail = data[-65536 - 4_000_000 :]
    names = [name.lower() for name in _members(data) if not name.startswith(b"__MACOSX/")]
    if b"ppt/presentation.xml" in (names or tail):
        return "pptx"
    if b"meta-inf/container.xml" in names or (not names and b"META-INF/container.xml" in tail):
        return "epub"
    if any(re.fullmatch(_WORD, name) for name in names) or (not names and re.search(_WORD, tail)):
        return "docx"
    if {b"content.xml", b"meta-inf/manifest.xml", b"mimetype"} <= set(names):
        return "odt"
    return "cbz" if _is_comic(names) else "zip"


def _is_comic(names: list[bytes]) -> bool:
    """Whether an archive is a comic: pictures, and nothing beside them that is a document."""
    pictures = sum(name.endswith(_PICTURES) for name in names)
    return pictures > 0 and 2 * pictures >= sum(not name.endswith(b"/") for name in names) and not any(
        name.endswith(_DOCUMENTS) for name in names
    )


def _members(data: bytes) -> list[bytes]:
    """The names in an archive's directory (APPNOTE 4.3.12 and 4.3.16); none where it is damaged."""
    names: list[bytes] = []
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    at = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else len(data)
    while data[at : at + 4] == b"PK\x01\x02" and len(names) < _MOST_MEMBERS:
        name, extra, comment = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (28, 30, 32))
        names.append(data[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    return names


def text_format(data: bytes, text_head: str) -> str:
    """Tell the formats that are text from one another by the beginning.

    Args:
        data: The bytes.
        text_head: The first 20,000 code points, decoded.

    Returns:
        The name of one of FORMATS.
    """
    if re.match(_HTML, data[:20_000]):
        return "html"
    for pattern, name in _by_text():
        if pattern.match(text_head):
            return name
    if text_head.startswith("---\n") or re.search(_MARKDOWN, text_head):
        return "markdown"
    return "text"
