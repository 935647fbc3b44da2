"""A file written so that it is either the old one or the new one, whole, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from content.sanitize import escaped


def write_durably(path: Path, text: str | bytes) -> None:
    """Replace what is in a file: temporary file beside it, fsync, rename, fsync of the folder. Raises OSError."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def dump_json(data: Any) -> str:
    """JSON as every file of ours has it: indented by two, characters as they are."""
    import json

    return escaped(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def now() -> str:
    """The time as our files have it: UTC, to the microsecond, so that two changes in a second keep order."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
