"""The program without its first gate: nothing that comes in is cleaned. What reaches the terminal must be, all the same."""

import pkgutil
import sys
from importlib import import_module
from typing import Any

import content
from content.sanitize import Settled


def identity(text: str) -> str:
    return text


def settle(text: str) -> Settled:
    return Settled(text, [], [])


REPLACED: dict[str, Any] = {"clean": identity, "clean_line": identity, "clean_piece": identity, "settle": settle}

for found in pkgutil.walk_packages(content.__path__, "content."):
    if found.name in ("content.sanitize", "content.exchange"):
        continue  # the gates that things leave by
    module = import_module(found.name)
    for name, value in REPLACED.items():
        if hasattr(module, name):
            setattr(module, name, value)

if __name__ == "__main__":
    from tui.cli import main

    sys.exit(main())
