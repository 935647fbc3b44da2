"""What is read, and what is written about it. Knows no screen."""

from content.document import Document, DocumentError
from content.formats import open_document

__all__ = ["Document", "DocumentError", "open_document"]
