"""Names of a room that are imported when they are asked for: the first page waits for nothing that it does not show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def exporter(package: str, where: Mapping[str, str]) -> Callable[[str], Any]:
    """Make a package's ``__getattr__`` (PEP 562).

    Args:
        package: The package's name.
        where: For each public name the module of the package that has it.

    Returns:
        A function that gives the value of a name, and raises AttributeError for one that is not public.
    """

    def __getattr__(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{where[name]}"), name)

    return __getattr__
