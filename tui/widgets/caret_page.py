"""CaretPage: the page with a caret, counts and motions: how one goes through the text by key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.actions import parse

from glossator.content.document import Document
from glossator.content.notes.colors import COLORS
from glossator.tui.caret.selection import Unit, select
from glossator.tui.keys import KEYS, MODES, Mode, hint
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.layout.table_heads import scroll_for
from glossator.tui.shown_keys import shown_keys
from glossator.tui.widgets.arriving_page import ArrivingPage
from glossator.tui.widgets.messages import CaretLeft, Jumped, SelectionChanged, StatusCleared, StatusMessage

if TYPE_CHECKING:
    pass

_SCROLLS = frozenset({"paragraph_back", "paragraph_next", "sentence_back", "sentence_next"})
"""Motions that a pager has as well: they scroll the text there; all others bring the caret up."""
_ARROWS = {"arrow_left": "arrow_right", "arrow_right": "arrow_left"}
_MOST = 999_999
"""The largest count."""


def _modes_of_actions() -> dict[tuple[str, tuple[object, ...]], frozenset[Mode]]:
    """In which modes each action of a key is there."""
    modes: dict[tuple[str, tuple[object, ...]], frozenset[Mode]] = {}
    for key in KEYS:
        if key.where in MODES:
            _, name, parameters = parse(key.action)
            modes[name, parameters] = modes.get((name, parameters), frozenset()) | MODES[key.where]
    return modes


_MODES = _modes_of_actions()


class CaretPage(ArrivingPage):
    """A pager, until a motion that a pager has not brings up the caret; with a selection motions move its end."""

    def __init__(
        self, document: Document, position: int = 0, *, column: int = 72, options: Options = DEFAULTS,
        id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, position, column=column, options=options, id=id)
        self._count = ""
        self._wanted_x: int | None = None

    # -- keys

    @property
    def mode(self) -> Mode:
        """Which keys hold."""
        if self.selection:
            return "selecting"
        return "caret" if self._has_caret else "pager"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there in this mode."""
        modes = _MODES.get((action, parameters))
        return modes is None or self.mode in modes

    def on_key(self, event: events.Key) -> None:
        """Take digits for the count of the key that follows; say of a key that it does nothing here."""
        character = event.character or ""
        if character in "0123456789" and character and (self._count or character != "0"):
            self._count = str(min(int(self._count + character), _MOST))
            self.post_message(StatusMessage(self._count_meaning()))
            event.stop()
            event.prevent_default()
        elif event.key == "escape" and self._count:
            self.drop_count()
            event.stop()
            event.prevent_default()
        elif self._is_idle(event):
            where = f"does nothing here; {hint(self.app, 'help')} shows the keys"
            self.post_message(StatusMessage(f"{shown_keys(event.key)} {where}"))

    def _is_idle(self, event: events.Key) -> bool:
        active = self.screen.active_bindings
        return event.key != "escape" and not any(key in active for key in event.aliases)

    def _count_meaning(self) -> str:
        if not self.selection or not 1 <= int(self._count) <= len(COLORS):
            return self._count
        color = COLORS[int(self._count) - 1]
        return f"{self._count}: {hint(self.app, 'highlight')} highlights in {color}, a motion goes {self._count} times"

    def take_count(self) -> int | None:
        """Give the number that was typed before a key, once; None when there was none."""
        if not self._count:
            return None
        self.post_message(StatusCleared(self._count_meaning()))
        count, self._count = self._count, ""
        return int(count)

    def take_times(self) -> int:
        """Give how often the key is to act: the number that was typed before it, else 1."""
        return self.take_count() or 1

    def drop_count(self) -> None:
        """Forget the number that was typed: it counted for the key that followed."""
        self.take_count()

    # -- where the reader looks

    @property
    def here(self) -> int:
        """What the reader looks at: the caret, the place gone to until the text is scrolled on, else the first line."""
        is_shown = self._is_landed and self._position <= self._caret <= self.end_position
        return self.caret_position if is_shown else self.place

    def on_mouse_scroll_down(self) -> None:
        """The wheel, or the scroll bar, goes on from the place that was gone to."""
        self._is_landed = False

    on_mouse_scroll_up = on_scroll_to = on_scroll_down = on_scroll_up = on_mouse_scroll_down

    # -- going through the text

    def action_lines(self, direction: int) -> None:
        """Scroll by lines, or move the caret; a count multiplies."""
        count = self.take_times()
        if self.mode == "pager":
            self._is_landed = False
            self._scroll_down_to(self.scroll_offset.y + direction * count)
        else:
            self._by_rows(direction, count)

    def _by_rows(self, direction: int, count: int) -> None:
        x = self._table.x_of(self.caret_position) if self._wanted_x is None else self._wanted_x
        find = partial(self._rows_on, direction, count, x)
        self._reach(find, lambda to: self._move_to(to, x))

    def _rows_on(self, direction: int, count: int, x: int) -> int:
        return self.motions.by_lines(self.caret_position, direction, count, x)

    def action_pages(self, pages: float) -> None:
        """Scroll by pages, the caret with them; a count multiplies."""
        page = self.rows_on_screen - 2
        step = max(1, page if abs(pages) == 1 else self.rows_on_screen // 2)
        distance = int(step * (1 if pages > 0 else -1)) * self.take_times()
        if self.mode == "pager":
            self._is_landed = False
            y = (self.first_row if distance < 0 else self.scroll_offset.y) + distance
            is_turn = abs(distance) == page
            turn = self.turned_to if is_turn else self._below_head
            self._scroll_down_to(y, turn)
            return
        x = self._table.x_of(self.caret_position) if self._wanted_x is None else self._wanted_x

        def find() -> int:
            y = self._table.y_of(self.caret_position) + distance
            return self.motions.in_line(max(0, min(y, self._table.height - 1)), x)

        def go(position: int) -> None:
            self._scroll(self.scroll_offset.y + distance)
            self._move_to(position, x)

        self._reach(find, go)

    def _below_head(self, y: int) -> int:
        return scroll_for(self._table, max(0, y), self.size.height)

    def action_page_back(self) -> None:
        """Go one page up."""
        self.action_pages(-1)

    def action_top(self) -> None:
        """Go to the beginning of the text, or to a paragraph by its number."""
        number = self.take_times()
        self._reach(lambda: self._paragraph(number), self.jump_to)

    def action_bottom(self) -> None:
        """Go to the end of the text, or to a paragraph by its number."""
        if number := self.take_count():
            self._reach(lambda: self._paragraph(number), self.jump_to)
        else:
            self.when_whole(self._go_to_end)

    def _go_to_end(self) -> None:
        if self.mode == "pager":
            self.post_message(Jumped(self.place, self.generation))
            self._scroll(max(0, self._table.height - self.rows_on_screen))
            self._put_caret(self.motions.letter_at(len(self.document.text)))
            self._is_landed = True
        else:
            self.jump_to(self.motions.letter_at(len(self.document.text)))

    def _paragraph(self, number: int) -> int:
        blocks = self.document.blocks
        return blocks[min(number, len(blocks)) - 1].start if blocks else 0

    def action_percent(self) -> None:
        """Go to that share of the text; the count is the percentage."""
        share = self.take_count()
        if share is None:
            self.post_message(StatusMessage("type a number first: 40% goes to 40 percent"))
            return
        self.when_whole(lambda: self.jump_to(len(self.document.text) * min(100, share) // 100))

    def action_section(self, direction: int) -> None:
        """Go to the next section, or with -1 to the previous one; a count multiplies."""
        count, here = self.take_times(), self.here
        known = sum(section.start > here for section in self.document.sections)
        if self._is_reading_on and direction > 0 and known <= count:
            self.when_whole(lambda: self._go_to_section(direction, count))
        else:
            self._go_to_section(direction, count)

    def _go_to_section(self, direction: int, count: int) -> None:
        starts = [section.start for section in self.document.sections]
        here = self.here if direction > 0 else self.place  # back is up, also where the text ends
        ahead = [at for at in starts if at > here] if direction > 0 else [at for at in reversed(starts) if at < here]
        if ahead:
            self.jump_to(ahead[min(count, len(ahead)) - 1])
            return
        self.post_message(StatusMessage(f"no section {'after' if direction > 0 else 'before'} this one"))

    def action_scroll_here(self, where: str) -> None:
        """Scroll the line at hand to the ``top``, ``middle`` or ``bottom`` of the screen."""
        height = self.size.height
        above = {"top": 0, "middle": height // 2, "bottom": self.rows_on_screen - 1}[where]
        at = self.caret_position
        row = self._table.y_of(at)
        self._scroll(row - above if above else scroll_for(self._table, row, height))
        self._put_caret(at)

    def jump_to(self, position: int) -> None:
        """Go far: the way back is kept."""
        if self.mode == "pager":
            self.go(position)
        else:
            self.post_message(Jumped(self.place, self.generation))
            self._move_to(self.motions.letter_at(position))

    def go_back_to(self, position: int) -> None:
        """Go where a jump left; that is no jump itself."""
        if self.mode == "pager":
            self.go(position, jump=False)
        else:
            self._move_to(self.motions.letter_at(position))

    def _settle(self) -> None:
        """Tell where the text stands; a caret that scrolled out of sight comes along."""
        super()._settle()
        if self._has_caret and self.selection is None and self.document.text:
            y = self._table.y_of(self._caret)
            inside = min(max(y, self.first_row), self.scroll_offset.y + max(1, self.rows_on_screen) - 1)
            if inside != y:
                x = self._table.x_of(self._caret) if self._wanted_x is None else self._wanted_x
                self._put_caret(self.motions.in_line(min(inside, self._table.height - 1), x))

    # -- the caret

    def show_caret(self, position: int | None = None) -> None:
        """Bring up the caret, where it would come up or at a position; a selection ends."""
        at = self.caret_position if position is None else self.motions.letter_at(position)
        was = self.mode
        self._end_selection()
        self._has_caret = True
        self._put_caret(at)
        self._wanted_x = None
        self.redraw([(at, at + 1)])
        if was != "caret":
            self._mode_changed()

    def action_show_caret(self) -> None:
        """Bring up the caret."""
        self.drop_count()
        self.show_caret()

    def action_leave_caret(self) -> None:
        """Hide the caret."""
        self._has_caret = False
        self.redraw([(self._caret, self._caret + 1)])
        self._mode_changed()
        self.post_message(CaretLeft())

    def action_move(self, motion: str) -> None:
        """Move the caret, or the selection's end; a pager's first such key brings the caret up."""
        count, motion = self.take_count(), self._as_seen(motion)
        if self.mode == "pager" and motion not in _SCROLLS:
            self.show_caret()
            if count is None:
                return
        if self.selection and motion == "paragraph_next":
            motion = "paragraph_end"
        times, go = count or 1, partial(self._take_motion, motion)
        self._reach(lambda: self.motions.by_name(motion)(self.caret_position, times), go)

    def _as_seen(self, motion: str) -> str:
        """The motion of an arrow: where the text is read from right to left, the letter on the left is the next one."""
        is_turned = self._table.cells.is_from_right(self.document.block_at(self.caret_position))
        return _ARROWS.get(motion, motion) if is_turned else motion

    def _take_motion(self, motion: str, target: int) -> None:
        if self.mode == "pager":
            self._scroll_first(self._table.y_of(target))
            self._put_caret(target)
        else:
            self._move_to(target, 10_000 if motion == "line_end" else None)

    def _move_to(self, position: int, x: int | None = None) -> None:
        """Have the caret at a letter, in sight; ``x`` is the cell that lines up and down keep to."""
        self._wanted_x = x
        if self.selection:
            self._select(self.selection.anchor, position, self.selection.unit)
        else:
            self._put_caret(position)
        self.go(position, top=False, caret=False, jump=False)

    def _select(self, anchor: int, head: int, unit: Unit = "letter") -> None:
        if not self.document.text:
            return
        before, self.selection = self.selection, select(self.document.text, anchor, head, unit)
        carets = [(self._caret, self._caret + 1)] if self._has_caret and before is None else []
        self.redraw([self.selection.range, *([before.range] if before else carets)])
        self._caret, self._is_landed = self.selection.head, True
        self._refocus()
        if before is None:
            self._mode_changed()
        self.post_message(SelectionChanged())

    def _mode_changed(self) -> None:
        """Other keys hold: the footer is told once the text shows what the key did."""
        self.call_after_refresh(self.refresh_bindings)

    def _end_selection(self) -> None:
        if self.selection:
            self.redraw([self.selection.range])
            self._caret = self.selection.head
            self.selection = None

    def leave(self) -> None:
        """End the selection; the mode is the one before it."""
        self._end_selection()
        self._wanted_x = None
        self._mode_changed()
