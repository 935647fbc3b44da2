"""Leaping: keys that lead to places on screen by labels drawn over them: words by their letters, links at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events

from glossator.tui.caret import leap
from glossator.tui.key_sequences import give_up_waiting, wait_for_key
from glossator.tui.widgets.messages import StatusCleared, StatusMessage

if TYPE_CHECKING:
    from glossator.tui.widgets.body import Body


class Leaping:
    """What was typed of a leap; every key goes here until one place is left, or Esc."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._words: Mapping[int, str] = {}
        self._typed = ""
        self._label = ""
        self._shown = ""
        self._labels: dict[int, str] = {}
        self._go: Callable[[int], None] = body.leap_to

    def begin(self) -> None:
        """Ask for the first letter of a word on screen."""
        body = self._body
        self._words = leap.words_on_screen(body.document.text, body.position, body.end_position + 1)
        self._typed, self._label, self._labels, self._go = "", "", {}, body.leap_to
        self._show("leap to …")
        wait_for_key(body.app, self._word_key)

    def choose(self, positions: list[int], go: Callable[[int], None], what: str) -> None:
        """Label places at once, and go to the one whose label is typed.

        Args:
            positions: The places.
            go: Is given the one that was chosen.
            what: What the status line says meanwhile.
        """
        self._typed, self._label, self._go = "", "", go
        self._labels = leap.labels(positions, self._body.caret_position)
        self._body.show_labels(self._labels)
        self._show(what)
        wait_for_key(self._body.app, self._label_key)

    def leave(self) -> None:
        """Take the labels away."""
        self._words = {}
        if self._labels:
            self._labels = {}
            self._body.show_labels({})

    def give_up(self) -> None:
        """The text was replaced: what stood at the labels does not stand there any more."""
        if self._words or self._labels:
            self.leave()
            give_up_waiting(self._body.app)

    def _show(self, text: str) -> None:
        self._shown = text
        self._body.post_message(StatusMessage(text))

    def _end(self, text: str = "") -> bool:
        self.leave()
        if text:
            self._show(text)
        else:  # but not what the place that was chosen has to say
            self._body.post_message(StatusCleared(self._shown))
        return False

    def _word_key(self, event: events.Key) -> bool:
        """A letter of the word, or a key of a label."""
        character = event.character or ""
        if event.key == "backspace":
            return self._back()
        if event.key == "escape" or not event.is_printable or not character:
            return self._end()
        if self._label or (self._typed and any(label.startswith(character) for label in self._labels.values())):
            return self._label_key(event)
        typed = self._typed + leap.folded(character)
        found = leap.matching(self._words, typed)
        if not found:  # the next letter is no command: it is the first of another word
            self._typed, self._labels = "", {}
            self._body.show_labels({})
            self._show(f"nothing on screen begins with {typed}; leap to …")
            return True
        if len(found) == 1 and len(typed) == 2:  # after one letter the next one may still be of the word
            self._end()
            self._go(found[0])
            return False
        return self._narrow(typed, found)

    def _narrow(self, typed: str, found: list[int]) -> bool:
        self._typed = typed
        following = {self._words[place][len(typed) : len(typed) + 1] for place in found} if len(typed) < 2 else set()
        self._labels = leap.labels(found, self._body.caret_position, following)
        self._body.show_labels(self._labels)
        self._show(f"leap to {typed} …")
        return True

    def _back(self) -> bool:
        """Take the last key back."""
        if self._label:
            self._label = ""
            self._body.show_labels(self._labels)
            return True
        if len(self._typed) < 2:
            self.leave()
            self.begin()
            return False
        return self._narrow(self._typed[:-1], leap.matching(self._words, self._typed[:-1]))

    def _label_key(self, event: events.Key) -> bool:
        character = event.character or ""
        if event.key == "backspace" and self._label:
            return self._back()
        if event.key == "escape" or not event.is_printable or not character:
            return self._end()
        self._label += character
        left = {place: label for place, label in self._labels.items() if label.startswith(self._label)}
        if not left:
            return self._end(f"no place is labelled {self._label}")
        if self._label in left.values():
            place = next(place for place, label in left.items() if label == self._label)
            self._end()
            self._go(place)
            return False
        self._body.show_labels({place: label[len(self._label) :] for place, label in left.items()})
        return True
