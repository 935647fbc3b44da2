"""MenuController: what can be done at a place, as a small menu there: on a selection, or on a highlight."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from glossator.content.notes.colors import COLORS
from glossator.tui.controllers import hints
from glossator.tui.keys import hint, keys_of

if TYPE_CHECKING:
    from glossator.content.notes.annotation import Annotation
    from glossator.tui.controllers.annotating import AnnotatingController
    from glossator.tui.controllers.note_commands import NoteCommands
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.widgets.menu import Item

Entry = tuple[str, str, Callable[[], object]]
"""A binding's id, or a digit, what the menu calls it, and what it does."""


class MenuController:
    """Opens the menu, and does what is chosen."""

    def __init__(
        self,
        view: ReaderView,
        annotating: AnnotatingController,
        commands: NoteCommands,
        look_up: Callable[[tuple[int, int] | None], None],
        look_at_picture: Callable[[int], bool],
        mount_panes: Callable[[], Awaitable[None]],
    ) -> None:
        self._view = view
        self._mount_panes = mount_panes
        self.is_waiting = False
        """True while the menu was asked for and is not there yet."""
        self._annotating = annotating
        self._commands = commands
        self._look_up = look_up
        self._look_at_picture = look_at_picture

    def open(self, position: int, at: tuple[int, int] | None, *, by_mouse: bool = False) -> None:
        """Open the menu for the selection, else for the highlights at a position.

        Args:
            position: The position.
            at: The cell of the screen where it belongs; that of the position unless given.
            by_mouse: Whether it was asked for where nothing else was: the word there is selected then.
        """
        body = self._view.body
        if body.selection and (not by_mouse or body.selection.start <= position < body.selection.end):
            self._show("Selection", self._on_selection(), position, at)
        elif items := self._annotating.items_at(position):
            self._choose_item(items, position, at)
        elif not by_mouse and (meant := self._annotating.current()):
            self._open_item(meant, position, at)
        elif by_mouse:
            body.select_between(position, position, "word")
            self._show("Selection", self._on_selection(), position, at, left=body.action_leave)
        elif not self._look_at_picture(position):
            is_link = self._view.reading.document.span_at(position) is not None
            self._view.show_status(hints.none_here(self._view.app, is_link=is_link))

    def open_for(self, annotation_id: str, at: tuple[int, int] | None) -> None:
        """Open the menu of a highlight that was chosen elsewhere, with its passage on screen.

        Args:
            annotation_id: The highlight.
            at: The cell of the screen where the menu belongs; None for beside the passage.
        """
        if item := self._view.reading.notes.placed.get(annotation_id):
            self._annotating.go_to(item)
            self._open_item(item, self._view.body.place, at)

    def open_on_click(self, position: int, at: tuple[int, int] | None) -> None:
        """Open the menu of a highlight that was clicked; nothing where there is none.

        Args:
            position: A code point of the highlight.
            at: Column and row of the click on the screen; None for beside the caret.
        """
        if items := self._annotating.items_at(position):
            self._choose_item(items, position, at)

    def _choose_item(self, items: list[Annotation], position: int, at: tuple[int, int] | None) -> None:
        """The menu of one highlight; of several that lie over one another, one is chosen first."""
        if len(items) == 1:
            self._open_item(items[0], position, at)
            return
        entries: list[Entry] = [
            ("", hints.quote(item), lambda item=item: self._open_item(item, position, at))  # type: ignore[misc]
            for item in items
        ]
        self._show(f"{len(items)} highlights", entries, position, at)

    def _open_item(self, item: Annotation, position: int, at: tuple[int, int] | None) -> None:
        self._annotating.choose(item)
        self._show(hints.quote(item), self._on_highlight(item, position, at), position, at)

    def _on_selection(self) -> list[Entry]:
        body = self._view.body
        return [
            ("highlight", "Highlight", body.action_highlight),
            ("highlight.note", "Highlight with a note", body.action_note),
            ("color.next", "Next colour", body.action_next_color),
            ("copy", "Copy", body.action_copy),
            ("copy.cited", "Copy with source", body.action_copy_cited),
            ("look_up", "Look up", lambda: self._look_up(None)),
            ("select.leave", "Leave the selection", body.action_leave),
        ]

    def _on_highlight(self, item: Annotation, position: int, at: tuple[int, int] | None) -> list[Entry]:
        commands = self._commands

        def on_it(command: Callable[[Annotation], object]) -> Callable[[], None]:
            return lambda: self._with(item.id, command)

        colors: list[Entry] = [
            (str(number), self._name(color), on_it(partial(commands.recolor, color=color)))
            for number, color in enumerate(COLORS, 1)
        ]

        def choose_color() -> None:
            self._show("Colour", colors, position, at)

        return [
            ("highlight.note", "Edit the note" if item.note else "Write a note", on_it(commands.edit_note)),
            ("note.tag", "Tags", on_it(commands.tag)),
            ("note.color", "Next colour", on_it(commands.recolor)),
            ("1-5", "Choose the colour …", choose_color),
            ("note.copy", "Copy", on_it(commands.copy)),
            ("note.cite", "Copy with source", on_it(commands.cite)),
            ("look_up", "Look up", on_it(self._look_up_words)),
            ("note.delete", "Delete", on_it(commands.delete)),
            *((number, "", act) for number, _, act in colors),
        ]

    def _look_up_words(self, item: Annotation) -> None:
        """Look up what is highlighted, wherever the caret is."""
        anchor = self._view.reading.notes.anchors.get(item.id)
        self._look_up((anchor.start, anchor.end) if anchor else None)

    def _with(self, annotation_id: str, command: Callable[[Annotation], object]) -> None:
        """Do something with a highlight as it is now: another window may have changed it while the menu was open."""
        item = self._view.reading.notes.placed.get(annotation_id)
        if item is None:
            self._view.show_status("this highlight was deleted meanwhile")
        else:
            command(item)

    def _name(self, color: str) -> str:
        meaning = self._view.settings.colors.get(color, "")
        return f"{color}: {meaning}" if meaning else color

    def _show(
        self,
        title: str,
        entries: list[Entry],
        position: int,
        at: tuple[int, int] | None,
        *,
        left: Callable[[], object] = lambda: None,
    ) -> None:
        view, generation = self._view, self._view.reading.generation

        def place() -> tuple[int, int]:
            now = view.reading.position_now(position, generation)
            now = view.body.caret_position if now is None else now
            region, here = view.body.line_region(now), view.body.content_region
            return at or (here.x + region.x, here.y + region.y)

        items = [self._item(*entry) for entry in entries]
        if (menu := view.menu_pane) is not None:
            menu.open(title, items, place, left)
        else:
            self.is_waiting = True
            view.run_worker(self._open_when_there(title, items, place, left), group="menu", exclusive=True)

    def _item(self, key: str, text: str, act: Callable[[], object]) -> Item:
        """An entry with the keys of its binding, or a digit."""
        from glossator.tui.widgets.menu import Item

        if not key or key[0].isdigit():
            return Item(text, key, [key], act)
        return Item(text, hint(self._view.app, key), keys_of(key, self._view.settings.keys).split(","), act)

    async def _open_when_there(
        self, title: str, items: list[Item], place: Callable[[], tuple[int, int]], left: Callable[[], object]
    ) -> None:
        """Open the menu once the panes are there, which a key came sooner than."""
        try:
            await self._mount_panes()
            if (menu := self._view.menu_pane) is not None:
                menu.open(title, items, place, left)
        finally:
            self.is_waiting = False
