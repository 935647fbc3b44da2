"""The settings file: read within bounds; what is wrong with it is one line with its place."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from glossator.content.errors import reason
from glossator.content.text.sanitize import clean_line

_DEEPEST = 20
"""Tables in one another."""
_LONGEST, _MOST_DOTS = 200_000, 1_000
"""Characters of a settings file, and dots in a line of it: more take ever longer to parse."""


def read_file(path: Path, problems: list[str]) -> tuple[dict[str, Any], str]:
    """Read the settings file.

    Args:
        path: The file.
        problems: Takes a line that says why it cannot be read.

    Returns:
        Its data and its text; nothing where it cannot be read.
    """
    if path == Path(os.devnull):
        return {}, ""
    if path.exists() and not path.is_file():
        problems.append(f"{clean_line(str(path))}: not a regular file")
        return {}, ""
    try:
        source = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}, ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(f"{clean_line(path.name)}:{line}: not UTF-8; none of the file's settings hold")
        return {}, ""
    except OSError as error:
        problems.append(f"{clean_line(str(path))}: {reason(error, 'cannot be read')}")
        return {}, ""
    import tomllib

    if len(source) > _LONGEST:
        problems.append(f"{clean_line(path.name)}: longer than settings can be; none of them hold")
        return {}, ""
    try:
        if any(line.count(".") > _MOST_DOTS for line in source.split("\n")):
            raise RecursionError
        data = tomllib.loads(source)
        if _is_deep(data):
            raise RecursionError
        return data, source
    except RecursionError:
        deepest = max(source.split("\n"), key=lambda line: line.count(".") + line.count("{") + line.count("["))
        line = source[: source.index(deepest)].count("\n") + 1
        problems.append(f"{clean_line(path.name)}:{line}: nested too deeply; none of the file's settings hold")
    except ValueError as error:
        message = clean_line(str(error))
        at = re.search(r" \(at line (\d+), column \d+\)", message)
        long = re.search(r"\d{4300}", source)
        last = long.start() if long else len(source)
        place = f":{at[1]}" if at else f":{source[:last].count(chr(10)) + 1}"
        what = "a number of too many digits" if long and not at else message.partition(" (at ")[0].lower()
        for around in ("('", "',)", "')"):
            what = what.replace(around, "")
        what = {"invalid value": "invalid value (text stands in double quotes)",
                "illegal character '\\n'": "a closing quotation mark is missing",
                "cannot overwrite a value": "this is set twice"}.get(what, what)  # fmt: skip
        problems.append(f"{clean_line(path.name)}{place}: {what}; none of the file's settings hold until then")
    return {}, ""


def _is_deep(data: dict[str, Any]) -> bool:
    """True for tables in tables in tables, deeper than any setting needs."""
    tables = [data]
    for _ in range(_DEEPEST):
        tables = [value for table in tables for value in table.values() if isinstance(value, dict)]
    return bool(tables)
