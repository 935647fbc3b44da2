"""One hierarchy of errors; each message is one line meant for people."""


class GlossatorError(Exception):
    """Something a person must be told, as one line ``WHAT: why``."""


class DocumentError(GlossatorError):
    """A source that cannot be read as a document."""


class LimitError(DocumentError):
    """A source that would be too much: it is not read at all, not even in part."""


class NotebookError(GlossatorError):
    """A notebook that cannot be read or written."""
