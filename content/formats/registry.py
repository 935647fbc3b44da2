"""The formats: one line each, which says how a document of it is known and which module reads it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.sources.source import Source


class Format(NamedTuple):
    """How one format is known, and the module whose ``read(source)`` gives its Document, imported when it is needed.

    ``read`` raises DocumentError, with what is wrong and without the name.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    heavy: int = 0
    """Bytes, unpacked, from which on it is read in a process of its own; 0 for any size, where a C library reads it."""
    has_head: bool = False
    """True when the beginning of the bytes can be read by itself."""
    is_text: bool = False
    """True when its files are text, in some encoding."""
    is_written: bool = False
    """True when a person writes its files as they are, so that a place in one is a line."""
    is_page: bool = False
    """True when a folder of its files is read as one document."""

    @property
    def read(self) -> Callable[[Source], Document]:
        """The module's function."""
        found: Callable[[Source], Document] = import_module(f"{__package__}.{self.module}").read
        return found


FORMATS = [
    Format(
        "markdown", (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"), ("text/markdown",), "markdown",
        heavy=6_000_000, has_head=True, is_text=True, is_written=True, is_page=True,
    ),
    Format(
        "text", (".txt", ".text"), ("text/plain",), "plain",
        heavy=6_000_000, has_head=True, is_text=True, is_written=True, is_page=True,
    ),
    Format(
        "html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), "html",
        heavy=4_000_000, is_text=True, is_written=True, is_page=True,
    ),
    Format("epub", (".epub",), ("application/epub+zip",), "epub", heavy=8_000_000),
    Format("pdf", (".pdf",), ("application/pdf",), "pdf"),
    Format("docx", (".docx",), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",), "docx"),
    Format("odt", (".odt",), ("application/vnd.oasis.opendocument.text",), "odt"),
    Format("fb2", (".fb2",), ("application/x-fictionbook+xml", "application/fb2"), "fb2", heavy=4_000_000),
    Format("rtf", (".rtf",), ("application/rtf", "text/rtf"), "rtf", heavy=300_000),
    Format("jupyter", (".ipynb",), ("application/x-ipynb+json",), "jupyter", heavy=2_000_000),
    Format(
        "mail", (".eml", ".mbox", ".mht", ".mhtml"), ("message/rfc822", "multipart/related"), "mail",
        heavy=2_000_000,
    ),
    Format("webarchive", (".webarchive",), ("application/x-webarchive",), "webarchive", heavy=2_000_000),
    Format(
        "restructuredtext", (".rst", ".rest"), ("text/x-rst",), "rst",
        heavy=100_000, is_text=True, is_written=True, is_page=True,
    ),
    Format("manual", (".man", ".mdoc", ".roff"), ("text/troff",), "manual", heavy=1_000_000, is_text=True),
    Format(
        "patch", (".patch", ".diff"), ("text/x-patch", "text/x-diff"), "patch",
        heavy=4_000_000, is_text=True, is_written=True,
    ),
    Format("feed", (".rss", ".atom"), ("application/rss+xml", "application/atom+xml"), "feed", heavy=1_000_000),
    Format(
        "org", (".org",), ("text/org", "text/x-org"), "org",
        heavy=1_000_000, is_text=True, is_written=True, is_page=True,
    ),
    Format(
        "asciidoc", (".adoc", ".asciidoc", ".asc"), ("text/asciidoc",), "asciidoc",
        heavy=500_000, is_text=True, is_written=True, is_page=True,
    ),
    Format(
        "latex", (".tex", ".latex", ".ltx"), ("text/x-tex", "application/x-tex", "application/x-latex"), "latex",
        heavy=500_000, is_text=True, is_written=True,
    ),
    Format("pptx", (".pptx",), ("application/vnd.openxmlformats-officedocument.presentationml.presentation",), "pptx"),
    Format("mobi", (".mobi", ".azw", ".azw3", ".prc"), ("application/x-mobipocket-ebook",), "mobi", heavy=1_000_000),
    Format("cbz", (".cbz",), ("application/vnd.comicbook+zip", "application/x-cbz"), "cbz", heavy=400_000_000),
    Format("folder", (), ("inode/directory",), "folder", heavy=400_000_000),
    Format(
        "subtitles", (".srt", ".vtt"), ("application/x-subrip", "text/vtt"), "subtitles",
        heavy=4_000_000, is_text=True,
    ),
]  # fmt: skip
