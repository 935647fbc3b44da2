"""Templates of one's own: Jinja2 in its sandbox, given the fields of ``exported`` and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glossator.content.errors import GlossatorError, reason
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.text.sanitize import clean_line, shown_name

_LARGEST = 1_000_000
"""Bytes of a template."""
_LONGEST = 100_000_000
"""Characters that one may write."""
_DOCUMENT = ("title", "author", "authors", "year", "url", "path", "format", "identifiers", "isbn")
_ITEM = (
    "id", "quote", "wording", "state", "note", "tags", "color", "style", "created", "modified", "date", "page",
    "section", "chapter", "start", "end", "prefix", "suffix", "link",
)  # fmt: skip


def write(documents: list[ExportedDocument], file: str) -> str:
    """Write by a template.

    Args:
        documents: What to write; the template has them as ``documents``.
        file: The template's path.

    Raises:
        GlossatorError: Jinja2 is not installed, or the template cannot be read, is wrong, or does what it may not.
    """
    shown = shown_name(file)
    try:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise GlossatorError("templates need Jinja2: pip install 'glossator[templates]'") from None
    text = _read(Path(file).expanduser(), shown)
    environment = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.globals.clear()
    try:
        out: list[str] = []
        size = 0
        for piece in environment.from_string(text).generate(documents=[_fields(document) for document in documents]):
            size += len(piece)
            if size > _LONGEST:
                raise GlossatorError(f"{shown}: writes more than {_LONGEST // 1_000_000} million characters")
            out.append(piece)
        return "".join(out)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise GlossatorError(f"{shown}{f', line {line}' if line else ''}: {clean_line(str(error))}") from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, MemoryError) as error:
        raise GlossatorError(f"{shown}: {clean_line(str(error)) or type(error).__name__}") from None


def _read(path: Path, shown: str) -> str:
    try:
        if not path.is_file():
            raise GlossatorError(f"{shown}: no such file")
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise GlossatorError(f"{shown}: larger than a template")
        return data.decode("utf-8")
    except OSError as error:
        raise GlossatorError(f"{shown}: {reason(error, 'unreadable')}") from None
    except UnicodeDecodeError:
        raise GlossatorError(f"{shown}: not UTF-8") from None


def _fields(document: ExportedDocument) -> dict[str, Any]:
    """Plain values alone: nothing that leads to a file or a class."""
    return {
        **{name: _plain(getattr(document, name)) for name in _DOCUMENT},
        "annotations": [_item_fields(item) for item in document.items],
    }


def _item_fields(item: ExportedItem) -> dict[str, Any]:
    return {name: _plain(getattr(item, name)) for name in _ITEM}


def _plain(value: Any) -> Any:
    return [*value] if isinstance(value, tuple) else value
