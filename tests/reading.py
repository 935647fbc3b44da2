"""Documents out of text and files, and what tests ask of them."""

from pathlib import Path

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.formats import markdown as markdown_format
from glossator.content.formats import plain as plain_format
from glossator.content.sources.source import Source


def markdown(text: str) -> Document:
    return markdown_format.read(Source("a.md", text.encode("utf-8", "surrogatepass")))


def plain(text: str) -> Document:
    return plain_format.read(Source("a.txt", text.encode("utf-8", "surrogatepass")))


def opened(folder: Path, name: str, data: bytes | str) -> Document:
    """A document out of a file that is written for it."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return open_document(folder / name)


def toc(document: Document) -> list[tuple[str, int]]:
    """The titles of its sections, with their levels."""
    return [(section.title, section.level) for section in document.sections]


def blocks(document: Document, kind: str) -> list[str]:
    """The texts of its blocks of a kind."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def spans(document: Document) -> list[tuple[str, str]]:
    """What is set differently, and how."""
    return [(document.text[span.start : span.end], span.kind) for block in document.blocks for span in block.spans]
