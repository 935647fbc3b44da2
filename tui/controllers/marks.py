"""MarksController: places by a letter, kept between sessions: small letters in this document, capitals in any."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from glossator.content.errors import reason
from glossator.content.library.marks import Mark, Marks
from glossator.tui.widgets.messages import OpenRequested, Target

if TYPE_CHECKING:
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.widgets.messages import MarkNamed

_LAST_JUMP = ("'", "`")


class MarksController:
    """Sets marks and goes to them."""

    def __init__(self, view: ReaderView, navigation: NavigationController) -> None:
        self._view = view
        self._navigation = navigation
        self._marks = Marks()
        self._unsaved: dict[str, Mark] = {}
        """Those that are on their way to the disk, by letter."""

    def named(self, message: MarkNamed) -> None:
        """Set the mark, or go to the one, whose letter was typed."""
        name = message.name
        position = self._view.reading.position_now(message.position, message.generation)
        if name in _LAST_JUMP and not message.sets:
            self._navigation.swap()
        elif not (name.isascii() and name.isalpha()):
            self._view.show_status("a mark is a letter; a capital is found from every document")
        elif message.sets and position is not None:
            self._set(name, position)
        elif not message.sets:
            self._view.body.when_whole(lambda: self._go(name))

    def _set(self, name: str, position: int) -> None:
        document = self._view.reading.document
        if document.source in ("", "-"):
            self._view.show_status("marks need a file or a URL, not a pipe")
            return
        mark = Mark(document.source, position, self._view.reading.words_at(position))
        self._unsaved[name] = mark
        self._view.run_worker(self._store(name, mark, self._view.statuses), group="storing")

    async def _store(self, name: str, mark: Mark, statuses: int) -> None:
        try:
            await asyncio.to_thread(self._marks.set, name, mark)
        except OSError as error:
            self._view.notify(f"the mark was not kept: {reason(error, str(error))}", severity="error")
            return
        finally:
            if self._unsaved.get(name) is mark:
                del self._unsaved[name]
        self._view.show_status(f"mark {name} set", since=statuses)

    def _go(self, name: str) -> None:
        reading = self._view.reading
        mark = self._unsaved.get(name) or self._marks.find(reading.document.source, name)
        if mark is None:
            self._view.show_status(f"no mark {name}")
        elif mark.source == reading.document.source:
            self._view.body.jump_to(reading.find_words(mark.words, mark.position))
        else:
            self._view.leave_for(OpenRequested(Target(mark.source, mark.position, mark.words)))
