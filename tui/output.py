"""The last gate before standard output and standard error; and what a script is told when either fails."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from glossator.content.text.sanitize import clean, clean_export, clean_line, escaped

_LONGEST = 1000
"""Characters of a message for people that are shown."""


def show(text: str) -> None:
    """Print a text on standard output, clean, in whatever encoding that has."""
    _write(sys.stdout, clean(text) + "\n")


def show_exported(text: str) -> None:
    """Print an export, which has its own line ends."""
    _write(sys.stdout, clean_export(text))


def show_json(data: Any) -> None:
    """Print JSON that says everything and holds nothing a terminal would obey."""
    import json

    ascii_only = not (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    _write(sys.stdout, escaped(json.dumps(_encodable(data), indent=2, ensure_ascii=ascii_only)) + "\n")


def _encodable(data: Any) -> Any:
    """The data with replacement signs for lone surrogates, which strict readers of JSON refuse (RFC 8259, 8.2)."""
    if isinstance(data, str):
        return data if data.isascii() else data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, dict):
        return {_encodable(key): _encodable(value) for key, value in data.items()}
    return [_encodable(each) for each in data] if isinstance(data, list | tuple) else data


def complain(message: str) -> None:
    """Print one line for people on standard error, ``gloss: WHAT: why``; silent where there is none."""
    message = clean_line(message)
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
    remark(f"gloss: {message}")


def remark(message: str) -> None:
    """Print one line for people on standard error, beside what is printed; silent where there is none."""
    try:
        _write(sys.stderr, f"{clean_line(message)}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return


def _write(stream: TextIO, text: str) -> None:
    if stream is None:
        raise OSError(9, os.strerror(9))
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
