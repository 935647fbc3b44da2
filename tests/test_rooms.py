"""The house: imports run one way, a wheel holds all of it under one name, files and functions fit, docs are there."""

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import ROOT, circles, modules, upward_imports
from tests.mutations.faults import FAULTS
from tests.mutations.trust import TRUST

LONGEST_FILE, LONGEST_FUNCTION = 350, 60


def test_imports_run_one_way() -> None:
    assert upward_imports() == []
    assert circles() == []


def test_content_knows_no_screen() -> None:
    for name, path in modules().items():
        if name.startswith("content"):
            names = [alias.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import) for alias in node.names]
            names += [node.module or "" for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
            assert not [each for each in names if each.split(".")[0] in ("textual", "rich") or each.startswith("glossator.tui")], name


@pytest.mark.parametrize("name", modules())
def test_a_file_is_one_idea_and_a_function_fits_a_screen(name: str) -> None:
    text = modules()[name].read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("name", modules())
def test_no_condition_stands_inside_another_one(name: str) -> None:
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.IfExp):
            inner = [each for part in (node.test, node.body, node.orelse) for each in ast.walk(part)]
            assert not any(isinstance(each, ast.IfExp) for each in inner), node.lineno


_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")


@pytest.mark.parametrize("name", modules())
def test_no_expression_repeats_a_group_possessively(name: str) -> None:
    """The re of Python 3.11.0 to 3.11.4 misreads such groups (CPython issue 106052); signs and classes are read well."""
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
            texts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            assert not [text for text in texts if _POSSESSIVE_GROUP.search(text)], node.lineno


_HOOKS = ("check_action", "exit", "get_content_height", "notify", "render_label", "terminate", "chosen_color")
"""Called with what Textual, a signal or the settings say; and what a motion takes is told once, by its class."""


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) and node.name != "Motions" else [node]
        for each in inner:
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not getattr(node, "name", "_").startswith("_"):
                yield each.name, each


@pytest.mark.parametrize("name", modules())
def test_a_public_function_tells_what_its_arguments_are(name: str) -> None:
    for called, function in _functions(ast.parse(modules()[name].read_text("utf-8"))):
        given = [each.arg for each in (*function.args.args, *function.args.kwonlyargs) if each.arg not in ("self", "cls")]
        if len(given) > 1 and not called.startswith(("_", "watch_")) and called not in _HOOKS:
            doc = ast.get_docstring(function) or ""
            assert not doc or "Args:" in doc, called


def test_a_wheel_holds_everything_under_one_name(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("content", "tui", "styles"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(source)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("the build needs setuptools, and there is no network")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    stem = wheel.name.split("-py3")[0]
    assert {name.split("/")[0] for name in names} == {"glossator", f"{stem}.dist-info", f"{stem}.data"}
    shared = {name.partition(".data/data/share/")[2] for name in names if ".data/" in name}
    assert shared == {
        "man/man1/gloss.1", "bash-completion/completions/gloss.bash", "zsh/site-functions/_gloss",
        "fish/vendor_completions.d/gloss.fish",
    }  # fmt: skip
    packed = {name.removeprefix("glossator/") for name in names if name.startswith("glossator/")}
    wanted = {str(path.relative_to(ROOT)) for folder in ("content", "tui", "styles") for path in (ROOT / folder).rglob("*")
              if path.is_file() and "__pycache__" not in path.parts}  # fmt: skip
    assert packed == wanted


def test_every_deliberate_fault_can_still_be_put_in() -> None:
    gone = [fault for fault in (*FAULTS, *TRUST) if fault.text not in (ROOT / fault.file).read_text("utf-8")]
    assert not gone, "the program has changed: these faults want to be others"


def test_the_first_page_waits_for_nothing_that_it_does_not_need() -> None:
    code = "import sys, glossator.tui.starting, glossator.tui.screens.reader; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    rooms = ("exchange", "html", "notes.notebook", "notes.files", "notes.preview", "search.index", "search.meaning", "sources.fetching")
    assert not {f"glossator.content.{room}" for room in rooms} & loaded
    assert not {"glossator.tui.layout.code", "glossator.tui.widgets.paint_code"} & loaded
    assert not {"lxml", "httpx", "msgspec", "mammoth", "pypdfium2", "rapidfuzz", "budoux", "filelock", "numpy"} & loaded
