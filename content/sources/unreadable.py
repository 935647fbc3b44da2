"""Unreadable: files of a known kind that cannot be read here, each with what can be done.

Sources: the signatures of the formats; [MS-CFB] (compound files and the names of their streams); Open Packaging
Conventions; OpenDocument 1.3, part 2 (packages).
"""

from __future__ import annotations

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"AT&TFORM": "a DjVu document; convert it to PDF first, as ddjvu -format=pdf does",
    b"7z\xbc\xaf'\x1c": "a 7z archive; unpack it first", b"Rar!\x1a\x07": "a RAR archive; unpack it first",
    b"ITSF\x03": "a compiled HTML help file (CHM); unpack it to HTML first, as 7z x does",
    b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d": "a OneNote section; export it as DOCX or PDF",
    b"!BDN": "an Outlook mailbox (PST); export its messages as mbox, as readpst does",
    b"\xffWPC": "a WordPerfect document; save it as DOCX or ODT", b"AC10": "an AutoCAD drawing (DWG)",
}  # fmt: skip
ENCRYPTED = "encrypted with a password; save it without one, or as PDF"
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "a Word 97–2003 document (.doc); save it as DOCX or ODT"),
    ("PowerPoint Document", "PowerPoint 97–2003 slides (.ppt); save them as PPTX or PDF"),
    ("Workbook", "an Excel 97–2003 workbook (.xls); save it as CSV, HTML or PDF"),
    ("Book", "an Excel 5 workbook (.xls); save it as CSV, HTML or PDF"),
    ("__substg1.0_", "an Outlook message (.msg); save it as .eml"),
    ("VisioDocument", "a Visio drawing; save it as PDF"),
    ("HwpSummaryInformation", "a Hangul document (HWP); save it as DOCX or PDF"),
)  # fmt: skip
"""The names of streams that tell what a compound file is, the surest first."""
_APPLES = "a document of Apple's Pages, Numbers or Keynote; export it as DOCX, EPUB or PDF"
_MEMBERS = (
    (b"xl/workbook.", "an Excel workbook (XLSX); save it as CSV, HTML or PDF"),
    (b"visio/document.xml", "a Visio drawing; save it as PDF"),
    (b".fdseq", "an XPS document; save it as PDF"),
    *((name, _APPLES) for name in (b".iwa", b"index.apxl", b"index.xml.gz", b"Index.zip", b"buildVersionHistory")),
)  # fmt: skip
"""What the directory of an archive has in it that is of such a kind."""
_SHEETS = (
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (ODS); save it as CSV, HTML or PDF"),
    (b"opendocument.presentation", "OpenDocument slides (ODP); save them as PPTX or PDF"),
    (b"opendocument.graphics", "an OpenDocument drawing (ODG); save it as PDF"),
)
_DIRECTORY = 400_000
"""Bytes at the end of an archive in which its directory is looked for."""


def why_unreadable(data: bytes) -> str:
    """Say why a file cannot be read, where its kind is known.

    Args:
        data: The file.

    Returns:
        What it is and what can be done, in a few words; empty for all others.
    """
    if data.startswith(_OLE):
        return _of_compound(data)
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    return next((why for sign, why in _SIGNATURES.items() if data.startswith(sign)), "")


def _of_compound(data: bytes) -> str:
    for name, why in _STREAMS:
        if name.encode("utf-16-le") in data:
            return why
    return "an old office document; save it in a newer format, such as DOCX or PDF"


def _of_archive(data: bytes) -> str:
    if kind := next((why for sign, why in _SHEETS if sign in data[:200]), ""):
        return kind
    directory = data[-_DIRECTORY:]
    return next((why for sign, why in _MEMBERS if sign in directory), "")
