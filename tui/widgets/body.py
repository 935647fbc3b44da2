"""Body: the article as it is read, selected and acted on, by key and mouse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from glossator.content.document import Document
from glossator.content.notes.colors import COLORS
from glossator.content.text import segments
from glossator.tui.caret.selection import Unit, select_range, trimmed, unit_at
from glossator.tui.key_sequences import wait_for_key
from glossator.tui.keys import MODES, bindings
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.widgets.caret_page import CaretPage
from glossator.tui.widgets.leaping import Leaping
from glossator.tui.widgets.messages import (
    CopyRequested,
    HighlightRequested,
    Jumped,
    MarkNamed,
    MenuRequested,
    SelectionChanged,
    StatusMessage,
    WordSearched,
)
from glossator.tui.widgets.pointer import Pointer
from glossator.tui.widgets.wide_blocks import WideBlocks

if TYPE_CHECKING:
    from glossator.tui.caret import text_objects
    from glossator.tui.layout.line_table import LineTable
    from glossator.tui.reading.position_map import PositionMap


class Body(CaretPage):
    """The article, read and selected by key and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*MODES)

    def __init__(
        self, document: Document, position: int = 0, *, column: int = 72, options: Options = DEFAULTS,
        id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, position, column=column, options=options, id=id)
        self.leaping = Leaping(self)
        self.pointer = Pointer(self)
        self.wide_blocks = WideBlocks(self)

    def replace_document(
        self, document: Document, generation: int, mapping: PositionMap, table: LineTable | None = None
    ) -> None:
        """Show another version of the document, the caret and the selection moved with their words.

        Args:
            document: The new version.
            generation: Its number.
            mapping: From the old version's positions to the new one's.
            table: The new version, set already; None to set it here.
        """
        was_selecting = self.selection is not None
        super().replace_document(document, generation, mapping, table)
        self.leaping.give_up()
        self.pointer.map_positions(mapping)
        if was_selecting and self.selection is None:
            self._mode_changed()
            self.post_message(SelectionChanged())
            self.post_message(StatusMessage("what was selected is no longer in the text"))
        if not document.rest:
            self.catch_up()

    def bind_commands(self, entries: Mapping[str, str]) -> None:
        """Bind the keys of the reader's own programs."""
        if not entries:
            return
        from glossator.tui.commands import chosen_commands
        from glossator.tui.key_names import key_name

        for command in chosen_commands(entries):
            action = f"screen.run_command({command.key!r})"
            self._bindings.bind(key_name(command.key), action, command.name, show=False)

    # -- places by key

    def leap_to(self, position: int) -> None:
        """Have the caret at a place on screen; a selection's end behind it takes in the whole word."""
        if self.selection is None:
            self.post_message(Jumped(self.place, self.generation))
            self.show_caret(position)
            return
        if position > self.selection.anchor:
            position = segments.letter_before(self.document.text, unit_at(self.document.text, position, "word")[1])
        self._move_to(position)

    def action_leap(self) -> None:
        """Ask for one or two letters of a place on screen."""
        self.drop_count()
        self.leaping.begin()

    def action_search_word(self) -> None:
        """Search the word at the caret, or the next one in the paragraph, as vim's ``*`` does."""
        text, caret = self.document.text, self.caret_position
        at = segments.segment_at(text, caret)
        start, end = at.start if at else caret, segments.paragraph_at(text, caret)[1]
        word = next((each for each in segments.segments(text, start, end) if each.is_word), None)
        if word is None:
            self.post_message(StatusMessage("no word here"))
            return
        self.post_message(WordSearched(self.document.text[word.start : word.end], word.start, self.generation))

    def action_await_mark(self, sets: bool) -> None:
        """Set a mark, or go to one, by the letter that is typed next."""
        self.drop_count()
        self.post_message(StatusMessage("set mark …" if sets else "go to mark …"))

        def typed(event: events.Key) -> bool:
            self.post_message(StatusMessage(""))
            if event.key != "escape":
                self.post_message(MarkNamed(event.character or "", sets, self.place, self.generation))
            return False

        wait_for_key(self.app, typed)

    # -- selecting

    def action_select(self, unit: Unit) -> None:
        """Begin to select at the caret, by ``letter`` or ``sentence``; by sentence again is by paragraph."""
        self.drop_count()
        selection = self.selection
        if selection is None:
            at = self.caret_position
            if unit == "letter" and not self._has_caret:
                at = self.motions.letter_at(self.motions.past_blanks(at))
            self._select(at, at, unit)
        elif unit == "letter" and selection.unit == "letter":
            self.action_leave()
        elif unit == "letter" or selection.unit != "sentence":
            self._select(selection.anchor, selection.head, unit)
        else:
            self._select(selection.anchor, selection.head, "paragraph")

    def action_select_to(self, motion: str) -> None:
        """Move the selection's end, and begin one where there is none."""
        count, motion, at = self.take_times(), self._as_seen(motion), self.caret_position
        if self.selection is None:  # the caret stands before its letter
            first = self.motions.by_name(motion)(at, 1) if motion == "arrow_left" else at
            self._select(first, first)
            if motion in ("arrow_left", "arrow_right"):
                return
        if motion in ("up", "down"):
            self._by_rows(1 if motion == "down" else -1, count)
        else:
            self._reach(lambda: self.motions.by_name(motion)(self.caret_position, count), self._move_to)

    def select(self, start: int, end: int, unit: Unit = "letter") -> None:
        """Select a range of the text.

        Args:
            start: First code point.
            end: Code point after the last.
            unit: What the selection grows by.
        """
        selected = select_range(self.document.text, start, end, unit)
        self._select(selected.anchor, selected.head, unit)

    def select_between(self, anchor: int, head: int, unit: Unit = "letter") -> None:
        """Begin or move the selection, from the letter where it began to the one that the caret is on.

        Args:
            anchor: The letter where it began.
            head: The letter the caret is on.
            unit: What the selection grows by.
        """
        self._select(anchor, head, unit)

    def extend_to(self, end: int) -> None:
        """Move the selection's end to that of a passage, as a search does while selecting."""
        self._move_to(segments.letter_before(self.document.text, end))

    def action_swap_ends(self) -> None:
        """Switch to the other end of the selection from now on."""
        if selection := self.selection:
            first = (
                selection.start if selection.is_forward else segments.letter_before(self.document.text, selection.end)
            )
            self._select(selection.head, first if selection.unit != "letter" else selection.anchor, selection.unit)
            self.go(self.caret_position, top=False, caret=False, jump=False)

    def action_take(self, kind: text_objects.Kind, around: bool) -> None:
        """Select a text object, or add one to what is selected.

        Args:
            kind: Word, sentence, paragraph or quotation.
            around: With the blanks or the quotation marks around it.
        """
        from glossator.tui.caret import text_objects

        count = self.take_times()
        assert self.selection
        taken = text_objects.take(self.document.text, self.selection, kind, around=around, count=count)
        if taken is None:
            self.post_message(StatusMessage(f"no {kind} here"))
            return
        self._select(taken.anchor, taken.head)
        self.go(taken.head, top=False, caret=False, jump=False)

    def action_await_character(self, motion: str) -> None:
        """Move the selection's end by the character that is typed next."""
        count = self.take_times()
        self.post_message(StatusMessage("a character …"))

        def typed(event: events.Key) -> bool:
            self.post_message(StatusMessage(""))
            if event.is_printable and event.character:
                move = self.motions.to_character(motion)
                self._move_to(move(self.caret_position, count, event.character))
            return False

        wait_for_key(self.app, typed)

    def chosen(self) -> tuple[int, int] | None:
        """What is selected, without the blanks at its ends; None when that is nothing."""
        if not self.selection:
            return None
        start, end = trimmed(self.document.text, *self.selection.range)
        return (start, end) if start < end else None

    def action_leave(self) -> None:
        """Stop selecting."""
        self.leave()
        self.post_message(SelectionChanged())

    def set_color(self, color: str) -> None:
        """Take a colour for the highlight being made."""
        self.color = color
        if self.selection:
            self.redraw([self.selection.range])
        self.post_message(SelectionChanged())

    def action_next_color(self) -> None:
        """Take the next colour for the highlight being made."""
        self.set_color(COLORS[(COLORS.index(self.color) + 1) % len(COLORS)])

    def action_highlight(self) -> None:
        """Ask for the selection to be highlighted, in the colour whose number was typed before."""
        if self._take_color() and (chosen := self.chosen()):
            self.post_message(HighlightRequested(*chosen, self.generation, self.color))

    def _take_color(self) -> bool:
        """Take the colour whose number was typed before, if one was; False when there is no such colour."""
        number = self.take_count()
        if number is not None and number > len(COLORS):
            self.post_message(StatusMessage(f"there are {len(COLORS)} colours"))
            return False
        if number is not None:
            self.color = COLORS[number - 1]
        return True

    def action_note(self, motivation: str = "highlighting") -> None:
        """Ask for a note: on the selection, else on the highlight at the caret, else on the sentence."""
        if not self._take_color():
            return
        chosen = self.chosen()
        at = chosen or segments.sentence_at(self.document.text, self.motions.past_blanks(self.caret_position))
        is_selected = chosen is not None
        self.post_message(HighlightRequested(*at, self.generation, self.color, True, is_selected, motivation))

    def action_copy(self) -> None:
        """Ask for the selection to be copied, with the blanks at its ends if they are selected."""
        if self.selection:
            self.post_message(CopyRequested(*self.selection.range, self.generation))

    def action_copy_cited(self) -> None:
        """Ask for the selection to be copied with its source."""
        if chosen := self.chosen():
            self.post_message(CopyRequested(*chosen, self.generation, is_cited=True))

    def on_focus(self, event: events.Focus) -> None:
        """Take the keys. The text looks the same with and without them, so it is not drawn anew as widgets are."""
        self._keep_look(event, True)

    def on_blur(self, event: events.Blur) -> None:
        """Lose the keys."""
        self._keep_look(event, False)

    def _keep_look(self, event: events.Focus | events.Blur, has_focus: bool) -> None:
        event.prevent_default()
        self.has_focus = has_focus

    def action_menu(self) -> None:
        """Ask for what can be done with the selection, or with the highlight at the caret."""
        self.drop_count()
        self.post_message(MenuRequested(self.caret_position, self.generation))

    def action_sideways(self, direction: int) -> None:
        """Scroll a table that is wider than the page by a column; a count multiplies."""
        self.wide_blocks.scroll(direction * self.take_times())

    # -- mouse

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll what is wide under the mouse."""
        self.wide_blocks.turn(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll what is wide under the mouse back."""
        self.wide_blocks.turn(event, -1)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With shift, as right; Textual hands it on to what scrolls the text, unless it was taken."""
        if event.shift:
            self.wide_blocks.turn(event, 1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        if event.shift:
            self.wide_blocks.turn(event, -1)

    def position_under(self, x: int, y: int) -> int:
        """The letter nearest to a cell of the widget.

        Args:
            x: Column of the widget.
            y: Row of the widget.
        """
        left = self.spread.left(self.spread.page_at(x))
        return self.motions.letter_at(self._table.position_at(self.row_at(x, y), x - left))

    def scroll_lines(self, lines: int) -> None:
        """Scroll by some lines, back with a number below 0."""
        self._scroll(self.scroll_offset.y + lines)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select by mouse."""
        self.pointer.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select to the mouse, scrolling at the edges."""
        self.pointer.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End selecting by mouse."""
        self.pointer.up()

    def on_click(self, event: events.Click) -> None:
        """Put the caret where the text was clicked; twice selects a word, three times a sentence."""
        self.pointer.click(event)
