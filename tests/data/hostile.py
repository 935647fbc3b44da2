"""Hostile documents, made anew for each test: what opens is clean, what does not is refused in a line."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

PAYLOAD = "\x1b[31mRED\x1b]0;pwned\x07\x1bP0;1|17/ab\x9c\x9b2J\u202egnp.exe\u2066x\u200b\x08\x7f"
"""Colours, a window title, a device control string, C1 controls, bidi overrides, a hidden blank, a backspace."""
HARMFUL = frozenset(c for c in PAYLOAD if not c.isprintable())
"""What of the payload must not be found in what reaches a terminal: a terminal obeys no other part of it."""

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def package(title: str = "A book", spine: tuple[str, ...] = ("one.xhtml",), extra: str = "") -> str:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(spine)
    )
    references = "".join(f'<itemref idref="i{n}"/>' for n in range(len(spine)))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Ann</dc:creator>'
        f'</metadata><manifest>{items}{extra}</manifest><spine toc="ncx">{references}</spine></package>'
    )


def page(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{body}</body></html>'


def archive(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def epub(files: dict[str, str | bytes]) -> bytes:
    base: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "book.opf": package(),
        "one.xhtml": page("<h1>One</h1><p>The text of the book.</p>"),
    }  # fmt: skip
    return archive({**base, **files})


def docx(document: str, files: dict[str, str | bytes] | None = None) -> bytes:
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return archive({"[Content_Types].xml": types, "_rels/.rels": rels, "word/document.xml": document, **(files or {})})


def word(body: str, prolog: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        f'main"><w:body>{body}</w:body></w:document>'
    )


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, prolog: str = "", styles: str = "", files: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        f'<?xml version="1.0"?>{prolog}<office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(files or {})})


def pdf(
    pages: list[list[tuple[float, float, float, str]]], outline: tuple[tuple[str, int], ...] = (), title: str = "",
    matrix: str = "1 0 0 1", fields: tuple[tuple[str, str], ...] = (), links: tuple[tuple[str, str], ...] = (),
) -> bytes:  # fmt: skip
    """A PDF of (x, y, size, text) lines, in Helvetica, turned by a matrix, with outline entries (title, page).

    ``fields`` are annotations of the first page: a kind, Widget or FreeText, and what each says; ``links`` lie on it,
    each with its edges and what it does, where ``{n}`` is the page of that index.
    """
    objects: list[bytes] = []

    def add(data: str) -> int:
        objects.append(data.encode("latin-1", "replace"))
        return len(objects)

    def quoted(text: str) -> str:
        return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

    add("")
    add("")
    font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        stream = "BT\n" + "".join(f"/F1 {s} Tf {matrix} {x} {y} Tm ({quoted(t)}) Tj\n" for x, y, s, t in lines) + "ET"
        content = add(f"<< /Length {len(stream.encode('latin-1', 'replace'))} >>\nstream\n{stream}\nendstream")
        kids.append(add(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
                        f"/Resources << /Font << /F1 {font} 0 R >> >> >>"))  # fmt: skip
    widgets = []
    for number, (kind, text) in enumerate(fields):
        says = f"/FT /Tx /T (f{number}) /V ({quoted(text)})" if kind == "Widget" else f"/Contents ({quoted(text)})"
        box = f"[72 {650 - 30 * number} 300 {670 - 30 * number}]"
        widgets.append(add(f"<< /Type /Annot /Subtype /{kind} /Rect {box} /P {kids[0]} 0 R {says} >>"))
    for edges, does in links:
        says = re.sub(r"\{(\d)\}", lambda page: f"{kids[int(page[1])]} 0 R", does)
        widgets.append(add(f"<< /Type /Annot /Subtype /Link /Rect [{edges}] {says} >>"))
    if widgets:
        references = " ".join(f"{number} 0 R" for number in widgets)
        objects[kids[0] - 1] = objects[kids[0] - 1].replace(b"/Type /Page ", f"/Type /Page /Annots [{references}] ".encode())
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    catalog = "<< /Type /Catalog /Pages 2 0 R"
    if widgets:
        catalog += f" /AcroForm << /Fields [{' '.join(f'{number} 0 R' for number in widgets)}] >>"
    if outline:
        root = add("")
        first = len(objects) + 1
        for number, (words, at) in enumerate(outline):
            after = f"/Next {first + number + 1} 0 R" if number + 1 < len(outline) else ""
            before = f"/Prev {first + number - 1} 0 R" if number else ""
            add(
                f"<< /Title ({quoted(words)}) /Parent {root} 0 R /Dest [{kids[at]} 0 R /XYZ 0 792 0] {after} {before} >>"
            )
        objects[root - 1] = (
            f"<< /Type /Outlines /First {first} 0 R /Last {len(objects)} 0 R /Count {len(outline)} >>".encode()
        )
        catalog += f" /Outlines {root} 0 R"
    objects[0] = f"{catalog} >>".encode()
    info = add(f"<< /Title ({quoted(title)}) >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_LAUGHS = "<!DOCTYPE r [<!ENTITY a0 'ha ha ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
) + "]>"  # fmt: skip
_OUTSIDE = '<!DOCTYPE r [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
_ZEROS = b"\0" * 1_000_000


def _bomb() -> bytes:
    """A file that says it is hundreds of megabytes of blanks."""
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = b"".join(packed.compress(b" " * 10_000_000) for _ in range(30))
    return out + packed.flush()


def _zip_bomb(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open(name, "w", force_zip64=True) as file:
        for _ in range(80):
            file.write(_ZEROS)
    return out.getvalue()


def _nested(depth: int) -> bytes:
    data = b"# At last\n\nThe text.\n"
    for _ in range(depth):
        data = archive({"inner.zip": data})
    return data


def _link() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("passwd.txt")
        entry.external_attr = 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _marked(payload: str) -> dict[str, bytes]:
    """The payload in every field of every format that has one."""
    safe = "".join(c for c in payload if c >= " " or c in "\t\n")  # what XML can hold at all
    entities = "".join(f"&#{ord(c)};" for c in payload)
    return {
        "fields.txt": f"{payload} title\n\n{payload} and the text of it, which goes on for a while.\n".encode(),
        "fields.md": (
            f"---\ntitle: {payload}\nauthor: {payload}\n---\n\n# {payload} Heading\n\nText {payload} [link](http://x/{payload})"
            f" ![{payload}](x) `{payload}` {entities}\n\n```{payload}\n{payload}\n```\n\n| {payload} | b |\n|---|---|\n| 1 | 2 |\n"
        ).encode(),
        "fields.html": (
            f"<html><head><title>{payload}{entities}</title><meta name=author content='{payload}'><script "
            f'type="application/ld+json">{{"@type":"Article","headline":"\\u001b[31mRED\\u202e"}}</script></head><body>'
            f"<article><h1>{payload}{entities}</h1><p>The text {payload}{entities} of the page, long enough, with commas, to be read."
            f"</p><img alt='{payload}' src=x><pre class='language-{payload}'>{payload}</pre><a href='x{payload}'>{entities}</a>"
            "</article></body></html>"
        ).encode(),
        "fields.epub": epub({
            "book.opf": package(f"{safe}&#x202e;&#x9b;"),
            "one.xhtml": page(f"<h1>{safe}&#x202e;&#x9b;31m</h1><p>The text &#x200b;{safe} of it.</p>"),
        }),
        "fields.docx": docx(word(paragraph(f"{safe}&#x202e;&#x9b;31m The text.", "Heading1") + paragraph("More text."))),
        "fields.odt": odt(f"<text:h text:outline-level='1'>{safe}&#x202e;&#x9b;</text:h><text:p>The text.</text:p>"),
        "fields.pdf": pdf([[(72, 700, 12, f"The text {payload} of the page, so that there is some.")]], title=payload),
    }  # fmt: skip


def make(folder: Path) -> list[Path]:
    """Write every hostile file into a folder; gives their paths."""
    whole = epub({})
    deep = "<div>" * 100_000 + "<p>deep</p>" + "</div>" * 100_000
    files: dict[str, bytes] = {
        "bomb.txt.gz": _bomb(),
        "bomb.txt.xz": lzma.compress(b" " * 30_000_000, preset=0),
        "bomb.txt.bz2": bz2.compress(b" " * 30_000_000),
        "bomb.zip": _zip_bomb("a.txt"),
        "bomb.epub": archive({
            "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "book.opf": package(),
        }) + b"",
        "nested.zip": _nested(12),
        "quine.gz": gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"deep down"))))),
        "link.zip": _link(),
        "outside.zip": archive({"../../outside.txt": "text"}),
        "absolute.zip": archive({"/tmp/outside.txt": "text"}),
        "several.zip": archive({"a.txt": "a", "b.txt": "b"}),
        "outside.epub": epub({"../one.xhtml": page("<p>x</p>")}),
        "href.epub": epub({"book.opf": package(spine=("../../../../etc/passwd", "one.xhtml"))}),
        "entity.epub": epub({"one.xhtml": _OUTSIDE + page("<p>The text &secret; of it.</p>")}),
        "laughs.epub": epub({"one.xhtml": _LAUGHS + page("<p>The text &a11; of it.</p>")}),
        "opf-laughs.epub": epub({"book.opf": _LAUGHS + package("&a11;")}),
        "drm.epub": epub({"META-INF/encryption.xml": (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns='
            '"http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
            "</EncryptedData></encryption>")}),
        "deep.epub": epub({"one.xhtml": page(deep)}),
        "cut.epub": whole[: len(whole) // 2],
        "cut-end.epub": whole[:-20],
        "entity.docx": docx(word(paragraph("The text &secret;."), _OUTSIDE)),
        "laughs.docx": docx(word(paragraph("The text &a11;."), _LAUGHS)),
        "deep.docx": docx(word("<w:sdt><w:sdtContent>" * 20_000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 20_000)),
        "entity.odt": odt("<text:p>The text &secret;.</text:p>", _OUTSIDE),
        "laughs.odt": odt("<text:p>The text &a11;.</text:p>", _LAUGHS),
        "deep.odt": odt("<text:section>" * 50_000 + "<text:p>x</text:p>" + "</text:section>" * 50_000),
        "deep.html": deep.encode(),
        "deep-inline.html": ("<p>The text " + "<b>" * 100_000 + "deep" + "</b>" * 100_000).encode(),
        "attributes.html": ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">The text of it.</p>").encode(),
        "unclosed.html": ("<table><tr><td>" * 30_000 + "the text").encode(),
        "remote.html": (
            b"<html><head><base href='http://127.0.0.1:9/'><link rel=stylesheet href='file:///etc/passwd'></head><body>"
            b"<iframe src='http://127.0.0.1:9/x'></iframe><img src='http://127.0.0.1:9/t.gif' width=1 height=1 alt=t>"
            b"<script>document.write('x')</script><p>The text of the page.</p><a href='javascript:alert(1)'>go</a></body></html>"
        ),
        "deep.md": b"> " * 50_000 + b"deep\n",
        "lists.md": b"".join(b" " * n + b"- x\n" for n in range(3_000)),
        "brackets.md": b"[" * 100_000 + b"a" + b"]" * 100_000,
        "stars.md": b"*a **a " * 65_000 + b"b" + b" a** a*" * 65_000,
        "cut.pdf": pdf([[(72, 700, 12, "The text of the page.")]])[:300],
        "loop.pdf": pdf([[(72, 700, 12, "The text.")]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        "nul.txt": b"\0" * 5_000_000,
        "noise.txt": bytes((n * 7919) % 256 for n in range(300_000)),
        "line.txt": b"a" * 5_000_000,
        "zalgo.txt": ("Z" + "\u0301" * 300_000 + " text\n").encode(),
        **_marked(PAYLOAD),
    }  # fmt: skip
    bomb = BytesIO(files["bomb.epub"])
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("one.xhtml", "w", force_zip64=True) as file,
    ):
        for _ in range(80):
            file.write(_ZEROS)
    files["bomb.epub"] = bomb.getvalue()
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths
