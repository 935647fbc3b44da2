"""KeyHelp: the keys of where one is, grouped, a line each; found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from glossator.content.text.sanitize import clean_line
from glossator.tui.keys import KEYS, bindings, keys_of
from glossator.tui.plain import set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.shown_keys import shown_keys
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine

_ROOMY = 60
"""Columns from which on keys and what they do stand beside each other."""
_KEY_ROOM = 22
"""Cells of the column with the keys."""
_GROUPS = {
    "selecting": "Selecting", "moving": "With the caret", "caret": "With the caret", "pager": "The text",
    "reading": "The text", "body": "The text", "sections": "The section tree", "list": "The list",
    "search": "The search", "notes": "The notes", "reader": "Everywhere", "app": "Everywhere", "anywhere": "Everywhere",
    "tour": "The tour",
}  # fmt: skip
"""What the keys of each place are listed under."""
_COLLAPSED = "section."
"""Of these bindings, which differ in a number alone, one line stands for all."""


class Row(NamedTuple):
    """A line: keys, what they do, and the binding's id, by which it is found as well."""

    keys: str
    text: str
    id: str


class KeyHelp(Dialog[None]):
    """Lists the keys of some places, those first that come first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("help", "anywhere")

    def __init__(self, places: list[str], chosen: Mapping[str, str], commands: Mapping[str, str]) -> None:
        """Take what is to be shown.

        Args:
            places: The places whose keys hold now, the nearest first; see ``keys.Key``.
            chosen: The keys that the settings chose, by binding.
            commands: The reader's own commands: their names by key.
        """
        super().__init__()
        self._rows = _rows(places, chosen, commands)
        self._shown = self._rows

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="key-help", classes="dialog"):
            yield Field(placeholder="find a key", id="key-query")
            yield EntryList(id="key-list")
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#key-help"), "Keys")
        self.query_one(EntryList).can_focus = False  # there is nothing to choose
        self._fill("")

    def _fill(self, query: str) -> None:
        words = query.casefold().split()
        rows = [row for row in self._rows if row.keys == "" or all(word in " ".join(row).casefold() for word in words)]
        # A heading stands only above keys that are shown.
        self._shown = [row for n, row in enumerate(rows) if row.keys or (n + 1 < len(rows) and rows[n + 1].keys)]
        entries = self.query_one(EntryList)
        heads = frozenset(n for n, row in enumerate(self._shown) if not row.keys)
        entries.show(len(self._shown), self._entry, heads=heads)
        entries.highlighted = None
        entries.scroll_home(animate=False)

    def _entry(self, index: int) -> Text:
        keys, text, _ = self._shown[index]
        if not keys:
            return Text(f"\n{text}" if index else text, "bold underline")
        if self.app.size.width < _ROOMY:  # below each other
            return Text(clean_line(keys), "bold").append(f"\n  {clean_line(text)}", "not bold")
        line = Text(f"{clean_line(keys):<{_KEY_ROOM}} ", "bold")
        line.append(clean_line(text), "not bold")
        line.no_wrap, line.overflow = True, "ellipsis"
        return line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches what was typed."""
        self._fill(event.value)

    def action_step(self, step: int) -> None:
        """Move to another line."""
        self.query_one(EntryList).step(step)

    def action_leave(self) -> None:
        """Clear what was typed; else close."""
        if not self.query_one(Field).clear_first():
            self.dismiss(None)


def _rows(places: list[str], chosen: Mapping[str, str], commands: Mapping[str, str]) -> list[Row]:
    """A row each: keys, what they do, the binding's id; no keys for a heading. Each group is in the table's order."""
    groups: dict[str, list[Row]] = {_GROUPS[place]: [] for place in places}
    collapsed = False
    for key in KEYS:
        if key.where not in places or not (keys := keys_of(key.id, chosen)):
            continue
        shown, text = shown_keys(keys), key.help
        if key.id.startswith(_COLLAPSED) and key.id[len(_COLLAPSED) :].isdigit():
            if collapsed:
                continue
            collapsed, shown, text = True, f"{shown} …", "Go to main section 1 to 9"
        groups[_GROUPS[key.where]].append(Row(shown, text, key.id))
    if commands:
        groups["Your commands"] = [Row(shown_keys(key), name, "") for key, name in commands.items()]
    return [row for title, rows in groups.items() if rows for row in (Row("", title, ""), *rows)]
