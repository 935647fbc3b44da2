"""A PDF opened by pdfium, which is done in a process of its own only (see ``glossator.content.formats.isolation``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from glossator.content.errors import DocumentError, PasswordError
from glossator.content.sources.source import Source


@contextmanager
def opened_pdf(source: Source) -> Iterator[Any]:
    """Open a PDF, and close it.

    Args:
        source: Its bytes, and its password if it has one.

    Yields:
        pypdfium2's document.

    Raises:
        DocumentError: It is damaged.
        PasswordError: It is encrypted, and this is not its password.
    """
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(source.data, password=source.password or None)
    except pdfium.PdfiumError as error:
        if "password" not in str(error).lower():
            raise DocumentError("a damaged document") from None
        why = "this is not its password" if source.password else "encrypted; it opens with its password (--password)"
        raise PasswordError(why) from None
    try:
        yield pdf
    except (pdfium.PdfiumError, ValueError, OSError):
        raise DocumentError("a damaged document") from None
    finally:
        pdf.close()
