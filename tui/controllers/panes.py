"""PanesController: which panes are there, which are shown, and which has the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator import styles

if TYPE_CHECKING:
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.settings import Settings

_BOTH_SIDES = 110
"""Columns from which on both sides are shown."""
_ONE_SIDE = 80
"""Columns from which on a side is shown beside the text; with fewer it lies over it."""
_NARROWEST = 16
"""Columns of a side at the least."""
_ORDER = ("#body", "#sections", "#query", "#hits", "#notes")


class PanesController:
    """Mounts the panes late, and arranges them by the width of the screen and the reader's wish."""

    def __init__(self, view: ReaderView, sections_mounted: Callable[[], None]) -> None:
        self._view = view
        self._sections_mounted = sections_mounted
        self._left = view.settings.left
        self._right = view.settings.right
        self._left_width = view.settings.left_width
        self._right_width = view.settings.right_width
        self._overlay = ""
        self._beside = True, True, ""
        """What stood beside the text before it was shown alone."""
        self._mounting = asyncio.Lock()
        self.is_arranging = False
        """True while the text is about to be laid out in other room: what a key does may hang on where words stand."""

    # -- mounting

    def show_all(self) -> None:
        """Draw what lies on the text and stands around it, once the first page is drawn."""
        view = self._view
        if not view.is_open:
            return
        view.read_styles(styles.MARKS)
        view.app.stylesheet.apply(view.body)
        view.body.notify_style_update()
        for part in view.query("#left, #right, #status, #keys"):
            part.visible = True

    async def mount_sections(self) -> None:
        """Mount the section tree, once; before the other panes, for it shows where one is."""
        async with self._mounting:
            await self._mount_sections()

    def _section_in_view(self) -> int | None:
        return self._view.reading.document.section_at(self._view.body.here)

    async def mount_panes(self) -> None:
        """Mount the other panes, once; whoever needs one may ask, however early."""
        async with self._mounting:
            view = self._view
            if view.panes_mounted:
                return
            from glossator.tui.widgets.footer import KeyLine
            from glossator.tui.widgets.menu import Menu
            from glossator.tui.widgets.notes import NotesPane
            from glossator.tui.widgets.search import SearchPane

            with view.app.batch_update():  # drawn together: each by itself would have the whole screen drawn anew
                await self._mount_sections()
                for place, pane in (
                    ("#right", SearchPane(id="search")),
                    ("#right", NotesPane(id="notes-pane")),
                    ("#keys", KeyLine()),
                ):
                    if not view.is_open:  # left before they were all there
                        return
                    await view.query_one(place).mount(pane)
                view.read_styles(styles.DIALOGS)
                await view.mount(Menu(), before=0)  # first: one that comes last has all others drawn anew
            if not view.is_open:
                return
            view.panes_mounted = True
            view.query_one(KeyLine).cover(not view.is_active)  # a dialog may have opened sooner
            view.refresh_bindings()  # the key line was not there to hear of them
            self._sections_mounted()

    async def _mount_sections(self) -> None:
        from glossator.tui.widgets.sections import Sections

        view = self._view
        if view.is_open and view.sections_pane is None:
            document = view.reading.latest_document
            view.read_styles(styles.PANES)
            tree = Sections(document, view.reading.generation_of(document), self._section_in_view, id="sections")
            await view.query_one("#left").mount(tree)
            self._sections_mounted()

    # -- arranging

    def arrange(self) -> None:
        """Show both sides from 110 columns, one from 80, else overlays that come with the focus."""
        view = self._view
        width, height = view.app.size
        left, right = self._left, self._right
        is_narrow = width < _ONE_SIDE
        if is_narrow:
            left, right = self._overlay == "left", self._overlay == "right"
        elif width < _BOTH_SIDES:
            right = right and self._overlay == "right"
            left = left and not right
        view.set_class(is_narrow, "-overlay")
        self._set_widths()
        before = view.query_one("#left").display, view.query_one("#right").display
        view.query_one("#left").display = left
        view.query_one("#right").display = right
        if before != (left, right) and view.is_attached:
            self.is_arranging = True
            view.call_after_refresh(self._arranged)
        view.query_one("#title").display = height >= 6
        view.fit_status()
        view.query_one("#status").display = height >= 4
        view.query_one("#keys").display = height >= 8

    def _arranged(self) -> None:
        self.is_arranging = False

    def toggle(self, side: str) -> None:
        """Show or hide a side, ``left`` or ``right``, and keep that for the next time."""
        view = self._view
        is_shown = view.query_one(f"#{side}").display
        self._overlay = "" if is_shown else side
        if view.app.size.width >= _ONE_SIDE:
            self._want(side, not is_shown)
            view.remember(**{side: not is_shown})
        if is_shown:
            view.body.focus()
        self.arrange()

    def resize(self, side: str, step: int, *, is_dragged: bool = False) -> None:
        """Make a side wider or narrower, and keep that for the next time, once it is dragged no further.

        Args:
            side: "left" or "right".
            step: Cells to add; fewer than none to take away.
            is_dragged: More steps will follow.
        """
        if self._view.has_class("-overlay"):
            self._view.show_status("a pane that lies over the text cannot be resized")
            return
        widths = {"left": self._left_width, "right": self._right_width}
        width = max(_NARROWEST, min(widths[side] + step, self._view.app.size.width // 2))
        if side == "left":
            self._left_width = width
        else:
            self._right_width = width
        self._set_widths()
        if is_dragged:
            return
        if step and width == widths[side]:
            self._view.show_status("no wider than half the screen" if step > 0 else "no narrower than this")
        self._view.remember(**{f"{side}_width": width})

    def _set_widths(self) -> None:
        """Have both sides as wide as they shall be; one that lies over the text is as wide as the style sheet says."""
        is_over = self._view.has_class("-overlay")
        for side, width in (("#left", self._left_width), ("#right", self._right_width)):
            styles = self._view.query_one(side).styles
            if is_over:
                styles.clear_rule("width")
            elif styles.width is None or styles.width.value != width:  # setting it lays the screen out anew
                styles.width = width

    def take_settings(self, settings: Settings) -> None:
        """Show the sides that the settings ask for, where there is room, as wide as they say."""
        self._left, self._right, self._overlay = settings.left, settings.right, ""
        self._left_width, self._right_width = settings.left_width, settings.right_width
        self.arrange()

    def toggle_zen(self) -> None:
        """Show the text alone, or what stood beside it before; both sides where nothing did."""
        view = self._view
        if view.query_one("#left").display or view.query_one("#right").display:
            self._beside = self._left, self._right, self._overlay
            self._left, self._right, self._overlay = False, False, ""
        else:
            self._left, self._right, self._overlay = self._beside
        view.body.focus()
        self.arrange()

    def _want(self, side: str, is_shown: bool) -> None:
        if side == "left":
            self._left = is_shown
        else:
            self._right = is_shown

    # -- the keys

    async def focus_next(self, step: int) -> str:
        """Give the keys to the next pane, or with -1 to the one before; its name."""
        focused, pane = self._view.focused, self._view.search_pane
        order = [name for name in _ORDER if name != "#hits" or (pane and pane.has_hits)]
        here = next((i for i, name in enumerate(order) if focused is not None and focused.id == name[1:]), 0)
        name = order[(here + step) % len(order)]
        await self.focus(name)
        return name

    async def focus(self, selector: str) -> None:
        """Bring a pane on screen and the keys to it: ``#body``, ``#sections``, ``#query`` or ``#notes``."""
        if selector == "#body":
            self.focus_body()
            return
        view = self._view
        await self.mount_panes()
        if not view.panes_mounted:
            return
        side = "left" if selector == "#sections" else "right"
        self._want(side, True)
        self._overlay = side
        self.arrange()
        view.query_one(selector).focus()

    def focus_body(self) -> None:
        """Give the keys to the text again; a pane that only lay over it is put away."""
        if self._view.app.size.width < _BOTH_SIDES:
            self._overlay = ""
            self.arrange()
        self._view.body.focus()
