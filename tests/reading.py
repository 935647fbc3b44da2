"""Documents out of text, for tests that need no file."""

from glossator.content.document import Document
from glossator.content.formats import markdown as markdown_format
from glossator.content.formats import plain as plain_format
from glossator.content.sources.source import Source


def markdown(text: str) -> Document:
    return markdown_format.read(Source("a.md", text.encode("utf-8", "surrogatepass")))


def plain(text: str) -> Document:
    return plain_format.read(Source("a.txt", text.encode("utf-8", "surrogatepass")))
