"""Small screens over the reader: section picker, note editor, one-line prompt, question, footnote."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from glossator.content.document import Document
from glossator.content.search.index import fold_word
from glossator.content.text.sanitize import clean_line
from glossator.tui.plain import plain, plain_line, set_title
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.footer import KeyLine
from rapidfuzz import fuzz, process
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

if TYPE_CHECKING:
    from textual.timer import Timer

_DRAFT_AFTER = 0.5
"""Seconds after which what was typed is kept as a draft."""


_FEW = 1000
"""Titles up to which each is weighed in full; of more, those first that share letters in a row with the query."""


def match_sections(titles: list[str], query: str) -> list[int]:
    """Match section titles with a few letters.

    Args:
        titles: The titles.
        query: What was typed.

    Returns:
        The indexes of the titles that match, best first; all in order for an empty query.
    """
    return match_folded([_folded(title) for title in titles], query)


def match_folded(folded: list[str], query: str) -> list[int]:
    """As ``match_sections``, with titles that are folded already."""
    query = _folded(query)
    if not query:
        return list(range(len(folded)))
    wanted = range(len(folded))
    if len(folded) > _FEW:
        near = process.extract(query, folded, scorer=fuzz.partial_ratio, processor=None, score_cutoff=70, limit=_FEW)
        inside = [index for index, title in enumerate(folded) if query in title][:_FEW]
        wanted = sorted({*inside, *(index for _, _, index in near)})  # type: ignore[assignment]
    scores = [(_section_score(query, folded[index]), index) for index in wanted]
    best = sorted((entry for entry in scores if entry[0] >= 60), key=lambda entry: (-entry[0], entry[1]))
    return [index for _, index in best[:100]]


def _folded(text: str) -> str:
    return " ".join(fold_word(word) for word in text.split())


def _section_score(query: str, title: str) -> float:
    plain = 100.0 + 20 / (1 + len(title)) if query in title else 0.0
    if plain and (title.startswith(query) or f" {query}" in title):
        plain += 5
        if title == query or title.startswith(f"{query}:"):
            plain += 10
    parts = [max((fuzz.ratio(x, y[: len(x) + 1]) for y in title.split()), default=0.0) for x in query.split()]
    return max(plain, sum(parts) / max(1, len(parts)), fuzz.partial_ratio(query, title) * 0.8)


class SectionPicker(ModalScreen[int | None]):
    """A few letters and Enter; gives where the section begins, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, document: Document, current: int | None) -> None:
        super().__init__()
        self._document = document
        self._current = current
        self._folded: list[str] | None = None
        self._query = ""
        self._found: list[int] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="picker", classes="dialog"):
            yield Input(placeholder="section", id="picker-query")
            yield EntryList(id="picker-list")

    def on_mount(self) -> None:
        set_title(self.query_one("#picker"), "Go to section")
        self._list.can_focus = False
        self._fill("")

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    def _fill(self, query: str) -> None:
        self._query = query
        sections = self._document.sections
        if query.strip():
            if self._folded is None:
                self._folded = [_folded(section.title) for section in sections]
            self._found = match_folded(self._folded, query)
        else:
            self._found = list(range(len(sections)))
        start = self._found.index(self._current) if not query and self._current in self._found else 0
        self._list.show(len(self._found), self._entry)
        self._list.highlighted = start if self._found else None

    def _entry(self, index: int) -> Text:
        sections = self._document.sections
        chosen = self._found[index]
        path = self._document.section_path(chosen)[:-1]
        text = Text("" if self._query else "  " * (len(path)))
        text.append_text(plain_line(sections[chosen].title))
        if self._query and path:
            text.append("  " + " › ".join(clean_line(sections[i].title) for i in path), "dim")
        return text

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        if (query := self.query_one(Input).value) != self._query:
            self._fill(query)
        chosen = self._list.highlighted
        self.dismiss(self._start(chosen) if chosen is not None and self._found else None)

    def _start(self, chosen: int) -> int:
        return self._document.sections[self._found[chosen]].start

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        self.dismiss(self._start(event.index))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "ctrl+n"):
            self._list.action_cursor_down()
        elif event.key in ("up", "ctrl+p"):
            self._list.action_cursor_up()
        else:
            return
        event.stop()


class NoteEditor(ModalScreen[str | None]):
    """A note in a multi-line editor. Leaving saves; what was written before comes back with undo.

    What is typed is handed to ``keep`` within half a second, so that it can be kept whatever happens.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "save", "Save and close", priority=True),
        Binding("ctrl+q", "discard", "Close without saving", priority=True),
    ]

    def __init__(self, quote: str, note: str, text: str | None, keep: Callable[[str], object]) -> None:
        super().__init__()
        self._quote = quote
        self._note = note
        self._text = note if text is None else text
        self._keep = keep
        self._kept = self._text
        self._due: Timer | None = None
        self.keep_now: Callable[[str], object] = lambda text: None

    def compose(self) -> ComposeResult:
        with Vertical(id="editor", classes="dialog"):
            yield Static(plain(self._quote if len(self._quote) < 300 else self._quote[:299] + "…"), id="editor-quote")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, id="editor-text")
            yield KeyLine()

    def on_mount(self) -> None:
        set_title(self.query_one("#editor"), "Note")
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self) -> None:
        if self._due is None and self.text != self._kept:
            self._due = self.set_timer(_DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._due = None
        if self.text != self._kept:
            self._kept = self.text
            self._keep(self.text)

    def keep_before_end(self) -> None:
        """The program is about to end: keep what was typed, before this returns."""
        if self.text != self._note:
            self.keep_now(self.text)

    def _leave(self, note: str | None) -> None:
        if self._due:
            self._due.stop()
        self.dismiss(note)

    def action_save(self) -> None:
        self._leave(self.text.strip())

    def action_discard(self) -> None:
        if self.text.strip() == self._note:
            self._leave(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._leave(None)

        self.app.push_screen(Question("Throw away what you wrote?", self.text[:400], careful=True), answered)


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


class Question(ModalScreen[bool | None]):
    """Yes or no, by key; a careful one takes no Enter for a yes, and one that can wait gives None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("enter", "accept", "Yes", show=False),
        Binding("n", "dismiss(False)", "No"),
        Binding("escape", "later", "No"),
    ]

    def __init__(self, title: str, text: str, *, careful: bool = False, can_wait: bool = False) -> None:
        super().__init__()
        self._can_wait = can_wait
        self._title = title
        self._text = text
        self._careful = careful

    def compose(self) -> ComposeResult:
        with Vertical(id="question", classes="dialog"):
            yield Static(plain(self._text))
            yield Static(Text(self._keys, style="dim"))

    def on_mount(self) -> None:
        set_title(self.query_one("#question"), self._title)

    @property
    def _keys(self) -> str:
        if self._can_wait:
            return "y or Enter yes   n no   Esc not now"
        return "y yes   n no" if self._careful else "y or Enter yes   n or Esc no"

    def action_accept(self) -> None:
        if not self._careful:
            self.dismiss(True)

    def action_later(self) -> None:
        self.dismiss(None if self._can_wait else False)


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
