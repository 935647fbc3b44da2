"""One hierarchy of errors; each message is one line meant for people."""

import re


class GlossatorError(Exception):
    """Something a person must be told, as one line ``WHAT: why``."""


class DocumentError(GlossatorError):
    """A source that cannot be read as a document."""


class LimitError(DocumentError):
    """A source that would be too much: it is not read at all, not even in part."""


class PasswordError(DocumentError):
    """A source that opens with its password only."""


class NotebookError(GlossatorError):
    """A notebook that cannot be read or written."""


def reason(error: BaseException, otherwise: str = "cannot be written") -> str:
    """Say why something failed, as the system says it.

    Args:
        error: Most often an OSError.
        otherwise: What to say where the system says nothing.

    Returns:
        A few words in lower case.
    """
    return str(getattr(error, "strerror", None) or otherwise).lower()


def network_reason(error: BaseException, otherwise: str) -> str:
    """Say why a server was not reached, without the number that the system has for it.

    Args:
        error: What the HTTP library raised.
        otherwise: What to say where it says nothing.

    Returns:
        A few words in lower case; they come from elsewhere, and are to be cleaned.
    """
    return re.sub(r"\[errno -?\d+\] *", "", str(error).rstrip(".").lower()) or otherwise
