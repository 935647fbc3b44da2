"""NotesPane: the highlights in reading order, with colour, quote, note and tags; filters as one types."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from content.annotation import Annotation
from content.merge import HISTORY
from tui.plain import set_title
from tui.widgets.messages import NoteAsked, NotesLeft


class Noted(NamedTuple):
    """An annotation with how it stands in the text: ``words`` are those there now, empty when it is gone."""

    item: Annotation
    words: str
    reworded: bool


class NotesPane(Vertical):
    """Shows what the notebook holds and says what is asked for; it changes nothing itself."""

    _KEYS = {"e": "edit", "x": "delete", "delete": "delete", "number_sign": "tag", "c": "color",
             "a": "attach", "h": "history"}  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: list[Noted] = []
        self._unsaved = 0

    def compose(self) -> ComposeResult:
        yield Input(placeholder="filter notes", id="filter")
        yield OptionList(id="notes")

    def on_mount(self) -> None:
        set_title(self, "Notes")
        self.query_one("#filter").display = False

    def show_items(self, items: list[Noted], unsaved: int = 0) -> None:
        """List annotations in their order, those that are gone under a heading of their own."""
        self._unsaved = unsaved
        self._items = items
        self.query_one("#filter").display = bool(items)
        self._fill()

    def follow(self, annotation_id: str) -> None:
        """Mark the annotation at the reading place."""
        options = self.query_one("#notes", OptionList)
        if options.has_focus:
            return
        for index in range(options.option_count):
            if options.get_option_at_index(index).id == annotation_id:
                options.highlighted = index

    def _fill(self) -> None:
        options = self.query_one("#notes", OptionList)
        kept = options.highlighted
        wanted = self.query_one("#filter", Input).value.casefold().split()
        options.clear_options()
        shown: list[Option] = []
        orphaned = False
        for noted in self._items:
            item = noted.item
            words = " ".join([item.selectors.exact, item.note, item.color, *(f"#{t}" for t in item.tags)]).casefold()
            if all(word in words for word in wanted):
                if not noted.words and not orphaned:
                    orphaned = True
                    shown.append(Option(Text("Orphaned: a attaches one to a selection", style="bold"), disabled=True))
                shown.append(Option(self._entry(noted), id=item.id))
        if not shown:
            hint = "nothing matches" if self._items else "v selects, Enter highlights"
            shown = [Option(Text(hint, style="dim"), disabled=True)]
        options.add_options(shown)
        if kept is not None and kept < len(shown):
            options.highlighted = kept
        unsaved = f" · {self._unsaved} unsaved" if self._unsaved else ""
        set_title(self, (f"Notes · {len(self._items)}" if self._items else "Notes") + unsaved)

    def _entry(self, noted: Noted) -> Text:
        item = noted.item
        color = self.app.get_css_variables().get(f"mark-{item.color}", "#e0c040")
        quote = " ".join(item.selectors.exact.split())
        text = Text.assemble(("≈ " if noted.reworded else "█ ", color))
        if noted.reworded:
            text.append(_short(" ".join(noted.words.split())))
            text.append(f"\nwas: {_short(quote)}", "dim")
        else:
            text.append(_short(quote), "" if noted.words else "strike dim")
        if item.note:
            text.append(f"\n{item.note}", "italic")
        if item.tags:
            text.append("\n" + " ".join(f"#{tag}" for tag in item.tags), "dim")
        if item.extra.get(HISTORY):
            text.append("\nh shows what it said before", "dim italic")
        return text

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one("#notes").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(NoteAsked(event.option_id, "go"))

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.post_message(NotesLeft())
        elif self.query_one("#filter").has_focus:
            if event.key != "down":
                return
            self.query_one("#notes").focus()
        elif event.key == "slash":
            self.query_one("#filter").focus()
        elif event.key in self._KEYS:
            options = self.query_one("#notes", OptionList)
            if options.highlighted is not None:
                chosen = options.get_option_at_index(options.highlighted).id
                if chosen:
                    self.post_message(NoteAsked(chosen, self._KEYS[event.key]))
        else:
            return
        event.stop()
        event.prevent_default()


def _short(text: str) -> str:
    return text if len(text) < 160 else text[:159] + "…"
