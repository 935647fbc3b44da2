"""Jupyter notebooks: their cells as Markdown, code and what it printed (nbformat 4)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from glossator.content.document import Document, DocumentError
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_piece

_COLORS = re.compile(r"\x1b\[[0-9;]*m")
_MOST_PRINTED = 20_000
"""Characters of what a cell printed."""


def read(source: Source) -> Document:
    """The document in a notebook. Raises DocumentError."""
    from glossator.content.formats import markdown

    try:
        notebook = json.loads(source.data)
        cells = notebook.get("cells") or [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
        language = _language(notebook)
        text = "\n\n".join(filter(None, [_cell(cell, language) for cell in cells]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DocumentError("a damaged notebook") from None
    made = markdown.read(replace(source, data=text.encode("utf-8", "replace"), rest=0, charset="utf-8"))
    return replace(made, format="jupyter")


def _language(notebook: Any) -> str:
    info = notebook.get("metadata", {})
    name = str(info.get("language_info", {}).get("name") or info.get("kernelspec", {}).get("language") or "python")
    return name if name.isalnum() else ""


def _cell(cell: Any, language: str) -> str:
    """A cell in Markdown, with what it printed."""
    kind, text = cell.get("cell_type"), _joined(cell.get("source", cell.get("input", "")))
    if kind in ("markdown", "heading"):
        return f"{'#' * int(cell.get('level', 1))} {text}" if kind == "heading" else text
    if kind == "raw":
        return _fenced(text, "")
    printed = [_printed(output) for output in cell.get("outputs", ())]
    return "\n\n".join(filter(None, [_fenced(text, language), *(_fenced(each, "") for each in printed)]))


def _printed(output: Any) -> str:
    """What a cell printed, as text."""
    data = output.get("data", output)
    text = _joined(output.get("text") or data.get("text/plain") or output.get("traceback") or "")
    return clean_piece(_COLORS.sub("", text))[:_MOST_PRINTED]


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _fenced(text: str, language: str) -> str:
    """Code between fences that are longer than any in it."""
    if not text.strip():
        return ""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
