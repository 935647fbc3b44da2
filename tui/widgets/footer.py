"""KeyLine: the keys that hold now, on one line; a single widget, so that other keys cost no new layout.

Textual's footer mounts a widget for each key, which lays the whole screen out anew whenever a selection begins or ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.widget import Widget

from glossator.tui.keys import KEYS, LABELS, ON_HIGHLIGHT, ON_SELECTION, UNBOUND

_ORDER = {key.id: (key.where, number) for number, key in enumerate(KEYS)}
"""The keys of a place stand as in the table."""
_KEPT = ("help", "quit")
"""What is left out last where there is little room: how to find out more, and how to leave."""
_TYPED_INTO = ("Input", "TextArea")
"""Widgets that take letters as text; named, for importing them takes longer than all of this line."""
_ROOMY = 90
"""Cells from which on there is room for the palette's name besides its key."""

_ENTER = Binding("enter", "submit")

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import ActiveBinding
    from textual.screen import Screen


class KeyLine(Widget):
    """Shows the keys of the bindings that have a label, the palette's at the right; a click presses one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}
    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; text-wrap: nowrap; text-overflow: ellipsis; }
    KeyLine > .keys--key { color: $footer-key-foreground; text-style: bold; }
    KeyLine > .keys--label { color: $footer-description-foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[tuple[str, str, str, str]] = []
        self._palette: tuple[str, str, str, str] | None = None
        self._ends: list[tuple[int, int, str]] = []
        self._is_covered = False

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        """Other keys may hold: the line is drawn anew if it is another."""
        if not self.is_attached or screen is not self.screen:
            return
        before = self._keys, self._palette
        active = screen.active_bindings
        first, hidden = self._first(active)
        places = list(dict.fromkeys(_order(each.binding)[0] for each in active.values()))
        is_typing = any(kind.__name__ in _TYPED_INTO for kind in type(screen.focused).__mro__)
        shown: dict[str, tuple[tuple[int, int, int], tuple[str, str, str, str]]] = {}
        for _node, binding, is_enabled, _tooltip in active.values():
            key_id = binding.id or ""
            is_taken = is_typing and (key_id == "search" or _is_typed(self.app.get_key_display(binding)))
            holds = is_enabled and binding.key != UNBOUND and not is_taken
            if key_id != "palette" and binding.show and holds and key_id not in hidden:
                place, number = _order(binding)
                rank = first.index(key_id) if key_id in first else len(first)
                label = LABELS.get(key_id, binding.description)
                entry = (key_id, binding.key, self.app.get_key_display(binding), label)
                shown.setdefault(binding.action, ((rank, places.index(place), number), entry))
        self._keys = [entry for _, entry in sorted(shown.values(), key=lambda each: each[0])]
        if label := getattr(screen.focused, "submit_label", ""):
            self._keys.insert(0, ("submit", "enter", self.app.get_key_display(_ENTER), label))
        palette = next((each for each in active.values() if each.binding.id == "palette"), None)
        self._palette = None
        if palette and palette.binding.key != UNBOUND:
            binding = palette.binding
            self._palette = ("palette", binding.key, self.app.get_key_display(binding), LABELS["palette"])
        if before != (self._keys, self._palette):
            self.refresh()

    def _first(self, active: Mapping[str, ActiveBinding]) -> tuple[tuple[str, ...], set[str]]:
        """What the line begins with, and which bindings it leaves out: there is nothing for them to act on."""
        ids = {each.binding.id for each in active.values()}
        first: tuple[str, ...] = ()
        only_there = {*ON_SELECTION, *ON_HIGHLIGHT} - {"highlight.note"}
        tell_of_highlight = getattr(self.screen, "tell_of_highlight", None)
        is_on_highlight = tell_of_highlight is not None and tell_of_highlight() and "note.open" in ids
        if "highlight" in ids:
            first = ON_SELECTION
        elif is_on_highlight:
            first = ON_HIGHLIGHT
        return first, only_there - {*first}

    def cover(self, is_covered: bool) -> None:
        """Show no keys while something lies over the screen that takes them."""
        self._is_covered = is_covered
        self.refresh()

    def render(self) -> Text:
        """The line, as wide as the widget; what does not fit is left out whole, help and the way out last."""
        key_style = self.get_component_rich_style("keys--key", partial=True)
        label_style = self.get_component_rich_style("keys--label", partial=True)
        pieces = [(key_id, key, Text.assemble(*_entry(display, label, key_style, label_style)))
                  for key_id, key, display, label in self._keys]  # fmt: skip
        width = self.size.width
        last = self._last(key_style, label_style, width)
        room = width - last.cell_len - sum(piece.cell_len for key_id, _, piece in pieces if key_id in _KEPT)
        line = Text()
        self._ends = []
        if self._is_covered:
            return line
        for key_id, key, piece in pieces:
            if key_id not in _KEPT:
                room -= piece.cell_len
            if key_id in _KEPT or room >= 0:
                self._ends.append((line.cell_len, line.cell_len + piece.cell_len, key))
                line.append_text(piece)
        if self._palette and last.cell_len <= width - line.cell_len:
            line.append(" " * (width - line.cell_len - last.cell_len))
            self._ends.append((line.cell_len, width, self._palette[1]))
            line.append_text(last)
        return line

    def _last(self, key_style: Style, label_style: Style, width: int) -> Text:
        """The way to all other commands, which stands at the end of every line: its key alone where that is narrow."""
        if not self._palette:
            return Text()
        display, label = self._palette[2:]
        if width < _ROOMY:
            return Text(f" {display}", key_style)
        return Text.assemble(*_entry(display, label, key_style, label_style))

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked, with the first button."""
        for start, end, key in self._ends:
            if event.button == 1 and start <= event.x < end:
                self.app.simulate_key(key)


def _order(binding: Binding) -> tuple[str, int]:
    return _ORDER.get(binding.id or "", ("", 0))


def _is_typed(shown: str) -> bool:
    """Whether a key, as it is shown, is a letter or a sign, which a field takes as its own."""
    return len(shown) == 1 and shown.isascii()


def _entry(display: str, label: str, key_style: Style, label_style: Style) -> list[tuple[str, Style]]:
    return [(f" {display} ", key_style), (f"{label} ", label_style)]
