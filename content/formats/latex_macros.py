"""LaTeX's macros in running text: references, citations, notes, links, pictures, captions.

Source: https://latexref.xyz/Cross-references.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from glossator.content.formats import latex_names as names
from glossator.content.formats.page_writer import link, reference

if TYPE_CHECKING:
    from glossator.content.formats.latex import Reader

BLANKS = re.compile(r"[ \t]*\n?[ \t]*")
_NOTE_OF_CITE = re.compile(r"\s{0,9}(?:\[[^\[\]]{0,300}\])?\[([^\[\]]{1,300})\]")


class Macros:
    """Reads macros by their names; each gives the place behind it.

    Attributes:
        known: What reads a macro, by its name: given that and the place behind it, it gives the place behind all of it.
    """

    def __init__(self, reader: Reader) -> None:
        """Take what reads the text in their arguments."""
        self._reader = reader
        self.known: dict[str, Callable[[str, int], int]] = {
            "label": self._labelled, **dict.fromkeys(names.REFERENCES, self._reference),
            **dict.fromkeys(names.CITES, self._cite), "footnote": self._footnote,
            "footnotetext": self._footnote, "and": self._and,
            "frametitle": self._frame, "texorpdfstring": self._first, "href": self._href, "url": self._href,
            "path": self._href, "input": self._file, "include": self._file, "subfile": self._file,
            "includegraphics": self._image, "caption": self._caption, "title": self._fact, "author": self._fact,
            "date": self._fact, "multicolumn": self._spanned, "multirow": self._spanned,
        }  # fmt: skip

    def _labelled(self, _name: str, at: int) -> int:
        label, _, _, after = self._reader.argument(at)
        self._reader.label(label)
        return after

    def _reference(self, name: str, at: int) -> int:
        labels, _, _, after = self._reader.argument(self._reader.options(at))
        shown = [link(f"#{each.strip()}", f"\x03{each.strip()}\x04") for each in labels.split(",") if each.strip()]
        self._reader.buffer.append(f"({', '.join(shown)})" if name == "eqref" else ", ".join(shown))
        return after

    def _cite(self, _name: str, at: int) -> int:
        keys, _, _, after = self._reader.argument(self._reader.options(at))
        note = _NOTE_OF_CITE.match(self._reader.text, at)
        shown = [link(f"#cite-{key.strip()}", escape(key.strip())) for key in keys.split(",") if key.strip()]
        if note:
            shown.append(self._reader.inline(note.start(1), note.end(1)))
        self._reader.buffer.append(f"[{', '.join(shown)}]")
        return after

    def _footnote(self, _name: str, at: int) -> int:
        _, first, last, after = self._reader.argument(self._reader.options(at))
        self._reader.counts["footnote"] += 1
        number = str(self._reader.counts["footnote"])
        self._reader.page.note(number, self._reader.inline(first, last), is_behind=True)
        self._reader.buffer.append(reference(number, number))
        return after

    def _href(self, name: str, at: int) -> int:
        target, _, _, after = self._reader.argument(self._reader.options(at))
        target = re.sub(r"\\([#%&_~{}])", r"\1", target)
        shown = ""
        if name == "href":
            _, first, last, after = self._reader.argument(after)
            shown = self._reader.inline(first, last)
        self._reader.buffer.append(link(target, shown))
        return after

    def _file(self, _name: str, at: int) -> int:
        """A file that would be read in: a link to it."""
        target, _, _, after = self._reader.argument(self._reader.options(at))
        target = target.strip()
        target += "" if "." in target.rpartition("/")[2] else ".tex"
        self._reader.buffer.append(link(target, ""))
        return after

    def _image(self, _name: str, at: int) -> int:
        target, _, _, after = self._reader.argument(self._reader.options(at))
        name = escape(target.rpartition("/")[2])
        self._reader.buffer.append(f'<img src="{escape(target)}" alt="{name}">')
        return after

    def _caption(self, _name: str, at: int) -> int:
        _, first, last, after = self._reader.argument(self._reader.options(at))
        words = self._reader.inline(first, last)
        before = f"{self._reader.floating} {self._reader.here}: " if self._reader.floating else ""
        if self._reader.is_block:
            self._reader.flush()
        self._reader.page.element("figcaption", before + words)
        return after

    def _fact(self, name: str, at: int) -> int:
        _, first, last, after = self._reader.argument(self._reader.options(at))
        self._reader.set(name, self._reader.inline(first, last))
        return after

    def _and(self, _name: str, at: int) -> int:
        self._reader.buffer.append(", ")
        blanks = BLANKS.match(self._reader.text, at)
        return blanks.end() if blanks else at

    def _frame(self, _name: str, at: int) -> int:
        _, first, last, after = self._reader.argument(self._reader.options(at))
        self._reader.page.heading(3, self._reader.inline(first, last))
        return after

    def _first(self, _name: str, at: int) -> int:
        _, first, last, after = self._reader.argument(at)
        self._reader.walk(first, last)
        return self._reader.argument(after)[3]

    def _spanned(self, _name: str, at: int) -> int:
        """A cell over several: its text is the last of three arguments."""
        return self._reader.argument(self._reader.argument(at)[3])[3]
