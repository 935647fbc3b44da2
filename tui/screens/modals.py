"""Small screens over the reader: section picker, note editor, one-line prompt, question, footnote."""

from __future__ import annotations

from typing import ClassVar

from rapidfuzz import fuzz, process
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from content.document import Document
from content.search import fold_word
from tui.plain import plain, set_title


def match_sections(titles: list[str], query: str) -> list[int]:
    """The indexes of the titles that match a query best, best first; all in order for an empty one."""
    query = " ".join(fold_word(word) for word in query.split())
    if not query:
        return list(range(len(titles)))
    folded = [" ".join(fold_word(word) for word in title.split()) for title in titles]

    def score(a: str, b: str, **_: object) -> float:
        plain = 100.0 + 20 / (1 + len(b)) if a in b else 0.0
        if plain and (b.startswith(a) or f" {a}" in b):
            plain += 5
            if b == a or b.startswith(f"{a}:"):
                plain += 10
        words = [max((fuzz.ratio(x, y[: len(x) + 1]) for y in b.split()), default=0.0) for x in a.split()]
        return max(plain, sum(words) / max(1, len(words)), fuzz.partial_ratio(a, b) * 0.8)

    found = process.extract(query, folded, scorer=score, processor=None, score_cutoff=60, limit=100)
    return [index for _, _, index in found]


class SectionPicker(ModalScreen[int | None]):
    """A few letters and Enter; gives where the section begins, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, document: Document, current: int | None) -> None:
        super().__init__()
        self._document = document
        self._current = current
        self._found: list[int] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="picker", classes="dialog"):
            yield Input(placeholder="section", id="picker-query")
            yield OptionList(id="picker-list")

    def on_mount(self) -> None:
        set_title(self.query_one("#picker"), "Go to section")
        self.query_one(OptionList).can_focus = False
        self._fill("")

    def _fill(self, query: str) -> None:
        sections = self._document.sections
        self._found = match_sections([s.title for s in sections], query)
        options = []
        for index in self._found:
            path = self._document.section_path(index)[:-1]
            text = Text("" if query else "  " * (len(path)))
            text.append(sections[index].title)
            if query and path:
                text.append("  " + " › ".join(sections[i].title for i in path), "dim")
            options.append(Option(text))
        widget = self.query_one(OptionList)
        widget.clear_options()
        widget.add_options(options)
        if options:
            start = self._found.index(self._current) if not query and self._current in self._found else 0
            widget.highlighted = start

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        self._fill_now()
        chosen = self.query_one(OptionList).highlighted
        self.dismiss(self._start(chosen) if chosen is not None and self._found else None)

    def _start(self, chosen: int) -> int:
        return self._document.sections[self._found[chosen]].start

    def _fill_now(self) -> None:
        query = self.query_one(Input).value
        if query:
            chosen = self.query_one(OptionList).highlighted
            before = list(self._found)
            if match_sections([s.title for s in self._document.sections], query) != before or chosen is None:
                self._fill(query)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._start(event.option_index))

    def on_key(self, event: events.Key) -> None:
        options = self.query_one(OptionList)
        if event.key in ("down", "ctrl+n"):
            options.action_cursor_down()
        elif event.key in ("up", "ctrl+p"):
            options.action_cursor_up()
        else:
            return
        event.stop()


class NoteEditor(ModalScreen[str | None]):
    """A note in a multi-line editor. Leaving saves; what was written before comes back with undo."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "save", "Save and close", priority=True),
        Binding("ctrl+q", "dismiss(None)", "Close without saving", priority=True),
    ]

    def __init__(self, quote: str, note: str) -> None:
        super().__init__()
        self._quote = quote
        self._note = note

    def compose(self) -> ComposeResult:
        with Vertical(id="editor", classes="dialog"):
            yield Static(plain(self._quote if len(self._quote) < 300 else self._quote[:299] + "…"), id="editor-quote")
            yield TextArea(self._note, soft_wrap=True, show_line_numbers=False, id="editor-text")
            yield Footer()

    def on_mount(self) -> None:
        set_title(self.query_one("#editor"), "Note")
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        self.dismiss(self.query_one(TextArea).text.strip())


class Prompt(ModalScreen[str | None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt", classes="dialog"):
            yield Input(self._value)

    def on_mount(self) -> None:
        set_title(self.query_one("#prompt"), self._title)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Question(ModalScreen[bool]):
    """Yes or no, by key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "dismiss(True)", "Yes"),
        Binding("n,escape", "dismiss(False)", "No"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(id="question", classes="dialog"):
            yield Static(plain(self._text))
            yield Static(Text("y yes   n no", style="dim"))

    def on_mount(self) -> None:
        set_title(self.query_one("#question"), self._title)


class Footnote(ModalScreen[None]):
    """A text shown in place, such as a footnote; any of these keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,o,enter,q,space", "dismiss(None)", "Close")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="footnote", classes="dialog"):
            yield Static(plain(self._text))

    def on_mount(self) -> None:
        set_title(self.query_one("#footnote"), self._title)
