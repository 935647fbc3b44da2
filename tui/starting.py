"""Starting and ending: the app on this terminal, the signals that end it, and the messages printed after it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.sources.source import NO_WISHES, Wishes
from glossator.tui import terminal_input
from glossator.tui.app import GlossatorApp
from glossator.tui.ending import end_surely, terminal_modes, watch_terminal
from glossator.tui.layout.column import NARROWEST, WIDEST
from glossator.tui.output import complain
from glossator.tui.settings import load_settings

if TYPE_CHECKING:
    from glossator.content.document import Document


def run(
    source: str | None,
    document: Document | None = None,
    *,
    section: str | None = None,
    width: int | None = None,
    theme: str | None = None,
    wishes: Wishes = NO_WISHES,
    tour: bool = False,
    make_app: Callable[..., GlossatorApp] = GlossatorApp,
) -> int:
    """Read a document on this terminal; gives the exit status. Raises GlossatorError when it cannot be opened.

    Args:
        source: A path, a URL, ``-``, or None for the library.
        document: The document, where it is open already.
        section: What the section to begin at is called.
        width: Of the column, in cells; None for the setting.
        theme: A theme's name; None for the setting.
        wishes: How documents are to be read.
        tour: Begin with the tour.
        make_app: Makes the app, of the arguments of GlossatorApp.
    """
    settings = load_settings()
    if width is not None:
        settings.width = max(NARROWEST, min(WIDEST, width))
    if theme is not None:
        settings.theme = theme
    app = make_app(source, document, settings=settings, section=section or "", wishes=wishes, tour=tour)
    app.terminal_modes = terminal_modes()
    if app.appearance.has_few_colors:
        app.appearance.limit_colors()
    elif os.environ.get("NO_COLOR"):
        app.appearance.tell_without_colors()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), app.terminate)
    app.driver_class = terminal_input.install() or app.driver_class
    watch_terminal(app.terminal_gone)
    try:
        app.run()
    finally:
        end_surely(app.return_code or 0)  # Textual's input thread does not end where its terminal is gone
        app.keep()
        if app.rescued:
            complain(f"notes not saved; they are in {app.rescued} and come back when the document is opened")
        if app.last_resort:
            complain("notes not saved, and no file can be written: here they are; keep them for gloss notes merge")
            sys.stderr.write(app.last_resort)
    if app.crash is not None:
        from glossator.tui.crash import log_crash

        complain(log_crash(app.crash))
        return 2
    if app.documents.refusal:
        raise GlossatorError(app.documents.refusal)
    return app.return_code or 0
