"""Who imports whom: the rooms of the house, top to bottom. ``python -m tests.imports`` prints the graph.

An arrow up, or a circle among the modules, is a fault; ``test_rooms`` fails on it. Imports for type checkers alone count
for the direction but make no circle, for they are never carried out.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = [
    ["content.lazy", "content.tracing", "content.file_hash", "content.collecting", "content.errors", "content.folders",
     "content.stamps"],
    ["content.text"],
    ["content.storage", "content.document"],
    ["content.footnotes"],
    ["content.sources"],
    ["content.html"],
    ["content.formats"],
    ["content.search", "content.notes"],
    ["content.library"],
    ["content.exchange"],
    ["content.review"],
    ["content"],
    ["styles"],
    ["tui"],
    ["tui.plain", "tui.output", "tui.terminal", "tui.key_names", "tui.shown_keys"],
    ["tui.crash", "tui.remembered", "tui.key_queue", "tui.ending", "tui.caret", "tui.clipboard", "tui.debugging", "tui.toml_lines"],
    ["tui.keys", "tui.layout"],
    ["tui.key_sequences", "tui.commands", "tui.gate", "tui.graphics"],
    ["tui.programs"],
    ["tui.external_editor"],
    ["tui.setting_checks", "tui.settings_file"],
    ["tui.settings"],
    ["tui.shown_settings", "tui.appearance", "tui.visual_order"],
    ["tui.terminal_input"],
    ["tui.reading"],
    ["tui.widgets"],
    ["tui.picture_layer"],
    ["tui.terminal_pictures"],
    ["tui.screens.modals"],
    ["tui.controllers"],
    ["tui.screens"],
    ["tui.documents", "tui.palette_commands", "tui.tour"],
    ["tui.app"],
    ["tui.reviewing", "tui.served", "tui.serving"],
    ["tui.starting"],
    ["tui.cli"],
    ["tui.__main__"],
]
"""Rooms from the ground up: each may import from the layers below it, and from its own room.

The dialogs of ``tui.screens.modals`` know no controller, and stand below those that open them.
"""
_LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def modules() -> dict[str, Path]:
    """Give every module of the program, by its name without ``glossator``."""
    found = {}
    for folder in ("content", "tui", "styles"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    """Give the room that a module stands in: the longest name in LAYERS that begins it.

    Raises:
        KeyError: Nobody said where it stands.
    """
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in _LEVEL and (name not in ("content", "tui") or name == module):
            return name
    raise KeyError(f"{module} has no place in LAYERS")


def imports(path: Path, known: dict[str, Path]) -> list[tuple[str, bool]]:
    """Give the modules of ours that a file imports, each with whether only type checkers see it."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, for_types: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
                for each in child.body:
                    visit(ast.Module([each], []), True)
                continue
            names: list[str] = []
            if isinstance(child, ast.Import):
                names = [alias.name for alias in child.names]
            elif isinstance(child, ast.ImportFrom) and child.module:
                names = [f"{child.module}.{alias.name}" for alias in child.names]
            for name in names:
                name = name.removeprefix("glossator.")
                while name and name not in known:
                    name = name.rpartition(".")[0]
                if name:
                    found.append((name, for_types))
            visit(child, for_types)

    visit(ast.parse(path.read_text("utf-8")), False)
    return found


def lazy_imports(name: str) -> list[tuple[str, bool]]:
    """Give the modules whose names a package gives when they are asked for."""
    where: dict[str, str] = getattr(import_module(f"glossator.{name}"), "_WHERE", {})
    return [(f"{name}.{module}", False) for module in sorted({*where.values()})]


def graph() -> dict[str, list[tuple[str, bool]]]:
    """Give what each module imports."""
    known = modules()
    return {
        name: imports(path, known) + (lazy_imports(name) if path.name == "__init__.py" else [])
        for name, path in known.items()
    }


def upward_imports() -> list[str]:
    """Give the imports that lead from a room to one above it, or beside it on the same layer."""
    found = []
    for name, targets in graph().items():
        for target, _ in targets:
            here, there = room_of(name), room_of(target)
            if here != there and _LEVEL[there] >= _LEVEL[here]:
                found.append(f"{name} -> {target}")
    return sorted(set(found))


def circles() -> list[list[str]]:
    """Give the circles among the modules, as the paths that close them."""
    edges = {name: {t for t, for_types in targets if not for_types and t != name} for name, targets in graph().items()}
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
            return
        if name in done:
            return
        for target in sorted(edges[name]):
            visit(target, [*path, name])
        done.add(name)

    for name in sorted(edges):
        visit(name, [])
    return found


def main() -> int:
    """Print each room with the rooms it imports from, then what is wrong."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for name, targets in graph().items():
        rooms[room_of(name)] |= {room_of(target) for target, _ in targets} - {room_of(name)}
    for layer in LAYERS:
        for room in layer:
            print(f"{room:<20} {' '.join(sorted(rooms[room], key=lambda each: (_LEVEL[each], each)))}")
    wrong = [*upward_imports(), *(" -> ".join(circle) for circle in circles())]
    print("\n" + ("\n".join(wrong) if wrong else "no climb, no circle"))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
