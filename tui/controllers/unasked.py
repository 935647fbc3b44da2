"""Dialogs that no key opens at once: a question about a file that changed, the output of a program that took its time.

One that opened in the middle of typing would take the next key for an answer. It waits until the reader's screen is
there alone, with the keys in the text or in a list, and the hand rests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from textual.screen import Screen

    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.key_queue import KeyQueue
    from glossator.tui.key_sequences import KeySequences

_REST = 0.5
"""Seconds without a key after which the hand rests; longer than between two keys of somebody who types."""
_LOOK_EVERY = 0.05
"""Seconds between two looks at whether it does."""


class _HasKeys(Protocol):
    keys: KeyQueue
    sequences: KeySequences


def keys_typed(view: ReaderView) -> int:
    """Give how many keys have been typed so far: a dialog that comes before the next one need not wait for a rest."""
    return _app(view).keys.typed


def is_at_rest(view: ReaderView, since: int = -1) -> bool:
    """Tell whether a dialog may open that no key asked for.

    Args:
        view: The reader's screen.
        since: What ``keys_typed`` was when the dialog was asked for, if it was: while no key has come since, it is at
            rest at once.
    """
    app, focused, menu = _app(view), view.focused, view.menu_pane
    return (
        view.is_active
        and not app.sequences.is_waiting
        and not (menu is not None and menu.display)
        and not (focused is not None and focused.check_consume_key("a", "a"))
        and not app.keys.is_delivering
        and (app.keys.typed == since or app.keys.seconds_at_rest >= _REST)
    )


async def show_at_rest(
    view: ReaderView, dialog: Screen[Any], answered: Callable[[Any], None] | None = None, *, since: int = -1,
    holds: Callable[[], bool] = lambda: True,
) -> None:  # fmt: skip
    """Show a dialog as soon as it may open.

    Args:
        view: The reader's screen.
        dialog: The dialog.
        answered: Is called with what it gave.
        since: See ``is_at_rest``.
        holds: Tells, when it may open, whether there is still reason to.
    """
    while not is_at_rest(view, since):
        await asyncio.sleep(_LOOK_EVERY)
    if holds():
        view.app.push_screen(dialog, answered)


def _app(view: ReaderView) -> _HasKeys:
    return cast(_HasKeys, view.app)
