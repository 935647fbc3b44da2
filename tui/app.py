"""GlossatorApp: themes, keymap, which screen is up."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

import styles
from content.document import Document
from content.errors import GlossatorError
from content.library import Library
from content.sanitize import clean_line
from styles.themes import DEFAULTS, THEMES
from tui.config import Settings, load_settings, remember
from tui.keys import KEYS
from tui.screens.library import LibraryScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session, bundled_article


class GlossatorApp(App[None]):
    """The reader. ``source`` None means the library, or the bundled article when nothing was read yet."""

    TITLE = "Glossator"
    CSS_PATH = str(Path(styles.__file__).parent / "reader.tcss")
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, source: str | None, document: Document | None = None, *, settings: Settings | None = None,
        section: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings = settings or load_settings()
        self._source = source
        self._document = document
        self._section = section
        self.reader: ReaderScreen | None = None
        for theme in THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS

    def on_mount(self) -> None:
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        else:
            self.settings.problems.append(f"theme: no theme named {clean_line(self.settings.theme)}")
            self.theme = "paper"
        self.set_keymap(self.settings.keys)
        self.theme_changed_signal.subscribe(self, lambda theme: self._theme_changed(theme.name))
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                import asyncio

                asyncio.get_running_loop().add_signal_handler(number, self.exit)
            except (NotImplementedError, RuntimeError, ValueError):
                break
        if self._source is None and self._document is None and (readings := Library().readings()):
            self.push_screen(LibraryScreen(readings), self._chosen)
        else:
            self._chosen(self._source or bundled_article())

    def _theme_changed(self, name: str) -> None:
        try:
            remember(theme=name)
        except OSError:
            return

    def _chosen(self, source: str | None) -> None:
        if source is None:
            self.exit()
            return
        try:
            session = Session(source, self._document)
        except GlossatorError as error:
            self.exit(message=f"gloss: {clean_line(str(error))}", return_code=2)
            return
        self.reader = ReaderScreen(session, self.settings, self._section)
        self.push_screen(self.reader)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from super().get_system_commands(screen)
        if self.reader is None:
            return
        from tui.keys import shown_keys

        for key in KEYS:
            if key.where in ("reader", "body"):
                target = self.reader if key.where == "reader" else self.reader.body
                yield SystemCommand(
                    key.help, f"{shown_keys(key.keys)}  ({key.id})",
                    lambda action=key.action, target=target: self.call_later(target.run_action, action),
                )  # fmt: skip

    async def on_unmount(self) -> None:
        self.keep()

    def keep(self) -> None:
        """Store the reading place, once."""
        if self.reader is not None:
            reader, self.reader = self.reader, None
            reader.session.remember(reader.last_place)


def run(
    source: str | None,
    document: Document | None,
    *,
    section: str | None,
    width: int | None,
    theme: str | None,
) -> int:
    """Read a document on this terminal; gives the exit status."""
    settings = load_settings()
    if width is not None:
        settings.width = max(20, min(200, width))
    if theme is not None:
        settings.theme = theme
    app = GlossatorApp(source, document, settings=settings, section=section or "")
    try:
        app.run()
    finally:
        app.keep()
    return app.return_code or 0
