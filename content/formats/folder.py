"""Folders: an mdBook, a MkDocs site, a vault of Obsidian, or any folder of texts, as one document of many parts."""

from __future__ import annotations

import os
import posixpath
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from glossator.content.document import Block, Builder, Document, DocumentError, Span
from glossator.content.errors import LimitError
from glossator.content.formats.folder_plan import Entry, plan_of
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_LOWEST = 6
_SHOWN = 3
"""Files that are named where some could not be read."""


def read(source: Source) -> Document:
    """The document in a folder. Raises DocumentError where there is nothing in it to read."""
    root = Path(os.path.expanduser(source.name))
    title, entries = plan_of(root)
    files = [entry for entry in entries if entry.path is not None]
    if not files:
        raise DocumentError("a folder without texts")
    combined = _Combined(root, [entry.path for entry in files if entry.path])
    combined.out.add("heading", title or "Folder", level=1)
    for entry in entries:
        combined.add(entry)
    if combined.count == 0:
        raise DocumentError("a folder without texts that can be read")
    document = combined.out.document(title, format="folder")
    return replace(document, warning=_warning(combined.missing))


def _warning(missing: list[str]) -> str:
    if not missing:
        return ""
    shown = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    files = "a file" if len(missing) == 1 else f"{len(missing)} files"
    return f"{files} could not be read: {shown}"


class _Combined:
    """Documents, one behind the other.

    Attributes:
        out: What holds them.
        count: How many there are.
        missing: The names of those that cannot be read.
    """

    def __init__(self, root: Path, files: list[Path]) -> None:
        self.out = Builder()
        names = [Path(os.path.relpath(path, root)).as_posix() for path in files]
        self._names = {posixpath.splitext(posixpath.basename(name))[0].casefold(): name for name in reversed(names)}
        """The parts by their names without folder and ending."""
        self.count = 0
        self.missing: list[str] = []
        self._root = root

    def add(self, entry: Entry) -> None:
        """Add a part: a heading, or a document beneath one."""
        from glossator.content.formats.opening import open_document

        level = min(_LOWEST, entry.level + 1)
        if entry.path is None:
            self.out.add("heading", entry.title, level=level)
            return
        name = Path(os.path.relpath(entry.path, self._root)).as_posix()
        try:
            document = open_document(entry.path)
        except LimitError:
            raise
        except DocumentError:
            if entry.path.stat().st_size:
                self.missing.append(clean_line(name)[:60])
            return
        self.count += 1
        self.out.name(f"#{name}")
        if not _has_own_title(document):
            self.out.add("heading", entry.title or document.title, level=level)
        self._append(document, name, level, is_titled=_has_own_title(document))

    def _append(self, document: Document, name: str, level: int, *, is_titled: bool) -> None:
        """Add a document's blocks, its links and notes as they are among all."""
        out, shift = self.out, self.out.length
        for anchor, place in document.anchors.items():
            out.anchors.setdefault(f"#{name}{anchor}", shift + place)
        tops = [block.level for block in document.blocks if block.kind == "heading"]
        down = level - min(tops, default=1) + (not is_titled)
        for block in document.blocks:
            out.texts.append(document.text[block.start : block.end])
            out.blocks.append(self._moved(block, name, shift, down))
        out.length = shift + len(document.text) + 1

    def _moved(self, block: Block, name: str, shift: int, down: int) -> Block:
        spans = tuple(self._span(span, name, shift) for span in block.spans)
        info = block.info
        if block.kind == "footnote":
            info = self._label(info)
        elif block.kind == "figure" and info and ":" not in info:
            info = posixpath.normpath(posixpath.join(posixpath.dirname(name), info))
        is_heading = block.kind == "heading"
        return block._replace(
            start=block.start + shift, end=block.end + shift, spans=spans, info=info,
            level=max(1, min(_LOWEST, block.level + down)) if is_heading else block.level,
            breaks=tuple((at + shift, hyphen) for at, hyphen in block.breaks),
        )  # fmt: skip

    def _named(self, path: str, name: str) -> str:
        """The part that a link leads to, from a part; empty for none. A wikilink names it without its folder."""
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if inside in self._names.values():
            return inside
        return self._names.get(posixpath.basename(path).removesuffix(".md").casefold(), "")

    def _label(self, label: str) -> str:
        """A footnote's label, which other files have as well."""
        return label if self.count == 1 else f"{label}·{self.count}"

    def _span(self, span: Span, name: str, shift: int) -> Span:
        target = span.target
        if span.kind == "footnote":
            target = self._label(target)
        elif span.kind == "link" and target.startswith("#"):
            target = f"#{name}{target}"
        elif span.kind == "link" and ":" not in target.split("/")[0]:
            path, _, place = target.partition("#")
            if inside := self._named(unquote(path), name):
                target = f"#{inside}#{unquote(place)}" if place else f"#{inside}"
        return span._replace(start=span.start + shift, end=span.end + shift, target=target)


def _has_own_title(document: Document) -> bool:
    """Whether a document begins with a heading that no other one of it is above, or beside."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    if not headings or document.blocks[0] is not headings[0]:
        return False
    return sum(block.level <= headings[0].level for block in headings) == 1
