"""What cannot be read is named in one line, with what can be done."""

import io
import zipfile
from pathlib import Path

import pytest

from glossator.content import DocumentError, open_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def packed(*names: str, first: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "<manifest:encryption-data/>" if "manifest" in name else "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(("name", "data", "expected"), [
    ("a.doc", OLE + "WordDocument".encode("utf-16-le"), r"\.doc\); save it as DOCX"), ("a.xls", OLE + "Workbook".encode("utf-16-le"), r"\.xls\)"),
    ("a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), r"\.ppt\)"), ("a.msg", OLE + "__substg1.0_".encode("utf-16-le"), r"\.msg\); save it as \.eml"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"), ("a.docx", OLE, "an old office document"),
    ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"), ("a.pages", packed("Index/Document.iwa"), "Apple's Pages"),
    ("a.xps", packed("FixedDocumentSequence.fdseq", "x"), "an XPS document"), ("a.ods", packed("content.xml", first="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
    ("a.odt", packed("content.xml", "META-INF/manifest.xml", first="application/vnd.oasis.opendocument.text"), "encrypted with a password"),
    ("a.djvu", b"AT&TFORM\0\0\0\x10DJVM" + bytes(200), "a DjVu document; convert it"), ("a.7z", b"7z\xbc\xaf'\x1c" + bytes(200), "a 7z archive"),
    ("a.chm", b"ITSF\x03\0\0\0" + bytes(200), "CHM"), ("a.bin", b"\x00\x01\x02" * 100, "unsupported file type"),
])  # fmt: skip
def test_each_kind_is_named(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=expected) as caught:
        open_document(path)
    assert "\n" not in str(caught.value) and str(caught.value).startswith(str(path))


def test_a_tar_of_the_oldest_kind_is_no_text(tmp_path: Path) -> None:
    header = bytearray(512)
    header[:5], header[100:108], header[124:136], header[148:156] = b"a.txt", b"0000644\0", b"00000000006 ", b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(header) + b"hello\n".ljust(512, b"\0"))
    with pytest.raises(DocumentError, match="unsupported file type"):
        open_document(path)
