"""Every binding of ``keys.py``: what its key does to the state, so that none can do nothing or its neighbour's work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot

from glossator.tui.app import GlossatorApp
from glossator.tui.key_names import problem_of_key
from glossator.tui.keys import KEYS, Key
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.palette import Palette
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Question
from glossator.tui.screens.modals.section_picker import SectionPicker
from glossator.tui.setting_checks import keys_in
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.sections import Sections
from tests.tui.settled import reader_screen, saved, settled, until

TEXT = "# Title\n\n" + "\n\n".join(
    f"## Section {n}\n\nThe {word} comes first[^1]. Then a second sentence follows it! A third one asks about the zebra?\n\n"
    f"Another paragraph of section {n}, long enough to take several lines on the screen, which it does because it goes on "
    "and on about nothing in particular until it ends here."
    for n, word in enumerate(["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay"], 1)
) + "\n\nHe said “the quoted words” once.\n\n```\nfirst\n    indented code\n```\n\n" + "\n".join("|" + each * 30 for each in ("head|", "---|", "a cell|")) + "\n\n[^1]: What the footnote says.\n"  # fmt: skip


class State(NamedTuple):
    """What a key may change."""

    text: str
    position: int
    top: int
    selection: tuple[int, int] | None
    color: str
    focus: str
    screen: type
    status: str
    notes: list[Any]
    column: int
    theme: str
    sides: tuple[bool, bool]
    help: bool
    height: int
    mode: str
    caret: int
    labels: dict[int, Any]
    clipboard: str
    at: int | None
    hits: tuple[Any, ...]
    app: GlossatorApp

    @property
    def selected(self) -> str:
        return self.text[slice(*self.selection)] if self.selection else ""

    @property
    def here(self) -> str:
        """The words at the caret."""
        return self.text[self.caret : self.caret + 30]

    def section(self, number: int) -> int:
        return self.text.index(f"Section {number}\n")


def state(pilot: Pilot[None]) -> State:
    screen = reader_screen(pilot)
    assert screen and isinstance(pilot.app, GlossatorApp)
    body, focused = screen.body, pilot.app.focused
    return State(
        screen.reading.document.text, body.position, body.scroll_offset.y,
        body.selection.range if body.selection else None, body.color,
        (focused.id or "") if focused else "", type(pilot.app.screen), str(screen.query_one("#message").render()),
        screen.reading.notes.items, body.column, pilot.app.theme,
        (screen.query_one("#left").display, screen.query_one("#right").display), bool(screen.query("HelpPanel")),
        body.size.height, body.mode, body.caret_position, dict(body._labels), pilot.app.clipboard, entry(pilot), tuple(body.marks.hits), pilot.app,
    )  # fmt: skip


def entry(pilot: Pilot[None]) -> int | None:
    """The entry that is marked in the list that has the keys."""
    screen, focused = pilot.app.screen, pilot.app.focused
    if isinstance(focused, Sections):
        return focused.cursor_line
    if isinstance(screen, (SectionPicker, KeyHelp)):
        return screen.query_one(EntryList).highlighted
    if focused and focused.id == "query":
        return screen.query_one("#hits", EntryList).highlighted
    return screen.query_one("#notes", EntryList).highlighted if screen.query("#notes") else None


def shift_of(state: State) -> int:
    """How far the table is scrolled sideways."""
    lines = state.app.reader.body.lines if state.app.reader else None
    return next(iter(lines._sideways.values())).shift if lines else -1


Check = Callable[[State, State], bool]
HIGHLIGHT = ["v", "e", "e", "enter"]
QUOTED = ["slash", *"quoted", "enter"]
CODE = ["slash", *"indented", "enter"]
THIRD = ["right_square_bracket", "j", "j"]
"""The first paragraph of the first section is at the top."""
FAR = [*HIGHLIGHT, "8", "right_square_bracket", *HIGHLIGHT]
SEARCH = ["slash", *"zebra", "enter"]


def exact(state: State) -> list[str]:
    return [item.selectors.exact for item in state.notes]


TABLE: dict[str, tuple[list[str], str, Check]] = {
    "line.down": (["5", "j"], "j", lambda a, b: b.top == a.top + 1),
    "line.up": (["5", "j"], "k", lambda a, b: b.top == a.top - 1),
    "page.down": ([], "space", lambda a, b: a.top + a.height - 5 <= b.top <= a.top + a.height - 1),
    "page.up": (["9", "0", "j"], "pageup", lambda a, b: a.top - a.height <= b.top <= a.top - a.height + 5),
    "page.back": (["9", "0", "j"], "b", lambda a, b: a.top - a.height <= b.top <= a.top - a.height + 5),
    "half.down": ([], "ctrl+d", lambda a, b: b.top == a.top + a.height // 2),
    "half.up": (["9", "0", "j"], "ctrl+u", lambda a, b: b.top == a.top - a.height // 2),
    "top": (["G"], "home", lambda a, b: a.top > 0 == b.top),
    "bottom": ([], "G", lambda a, b: b.top > 60),
    "percent": (["5", "0"], "percent_sign", lambda a, b: abs(b.position - len(b.text) // 2) < 200),
    "paragraph.back": ([*THIRD, "i", *["right_parenthesis"] * 3], "left_curly_bracket", lambda a, b: b.here.startswith("The ant") and not a.here.startswith("The ant")),
    "paragraph.next": ([*THIRD, "i"], "right_curly_bracket", lambda a, b: b.here.startswith("Another paragraph of section 1")),
    "sentence.back": ([*THIRD, "i", "right_parenthesis"], "left_parenthesis", lambda a, b: b.here.startswith("The ant comes")),
    "sentence.next": ([*THIRD, "i"], "right_parenthesis", lambda a, b: b.here.startswith("Then a second")),
    "scroll.middle": ([*"6]jj", "i"], "z z", lambda a, b: b.top == a.top - a.height // 2 and b.caret == a.caret),
    "scroll.top": ([*"6]jj", "i", *"3j"], "z t", lambda a, b: b.top > a.top and b.caret == a.caret),
    "scroll.bottom": ([*"6]jj", "i"], "z b", lambda a, b: b.top == a.top - a.height + 1 and b.caret == a.caret),
    "sideways.right": (["G"], "greater_than_sign", lambda a, b: shift_of(b) == 9),
    "sideways.left": (["G", "4", "greater_than_sign"], "less_than_sign", lambda a, b: shift_of(b) == 27),
    "section.back": (["G"], "left_square_bracket", lambda a, b: b.position < a.position and b.text[b.position :].startswith("Section")),
    "section.next": ([], "right_square_bracket", lambda a, b: b.position == b.section(1)),
    **{f"section.{n}": ([], f"alt+{n}", lambda a, b, n=n: b.position == b.section(n)) for n in range(1, 10)},
    "sections.pick": ([], "s", lambda a, b: b.screen is SectionPicker),
    "search": ([], "slash", lambda a, b: b.focus == "query"),
    "search.next": (SEARCH, "n", lambda a, b: b.status.startswith("2 of")),
    "search.back": (SEARCH, "N", lambda a, b: b.status.startswith("10 of")),
    "focus.next": ([], "tab", lambda a, b: b.focus == "sections"),
    "focus.back": ([], "shift+tab", lambda a, b: b.focus == "notes"),
    "pane.left": ([], "backslash", lambda a, b: (a.sides, b.sides) == ((True, True), (False, True))),
    "pane.right": ([], "vertical_line", lambda a, b: (a.sides, b.sides) == ((True, True), (True, False))),
    "search.word": ([*THIRD, "i", "w"], "asterisk", lambda a, b: b.status.startswith("10 of 10 for ant") or "for ant" in b.status),
    "pane.zen": ([], "Z", lambda a, b: b.sides == (False, False)),
    "caret": ([*THIRD], "i", lambda a, b: (a.mode, b.mode) == ("pager", "caret") and b.here.startswith("The ant")),
    "caret.left": ([*THIRD, "i", "l", "l"], "9 h", lambda a, b: b.here.startswith("The ant") and b.caret < a.caret),
    "caret.right": ([*THIRD, "i"], "9 9 9 l", lambda a, b: b.here.startswith("?\n") and b.caret > a.caret),
    "caret.arrow_left": ([*THIRD, "i"], "left", lambda a, b: b.text[b.caret] == "1" and b.caret < a.caret),
    "caret.arrow_right": ([*THIRD, "i"], "9 9 9 right", lambda a, b: "zebra" not in b.text[b.caret : b.section(2)] and b.caret > a.caret),
    "caret.word": ([*THIRD, "i"], "w", lambda a, b: b.here.startswith("ant comes")),
    "caret.word_back": ([*THIRD, "i", "w", "w"], "ctrl+left", lambda a, b: b.here.startswith("ant comes")),
    "caret.back": ([*THIRD, "i", "w", "w"], "b", lambda a, b: b.here.startswith("ant comes")),
    "caret.word_end": ([*THIRD, "i", "w"], "e", lambda a, b: b.here.startswith("t comes")),
    "caret.big_word": ([*THIRD, "i", "3", "w"], "W", lambda a, b: b.here.startswith("Then a second")),
    "caret.big_back": ([*THIRD, "i", "W", "W", "W", "W"], "B", lambda a, b: b.here.startswith("first[1]")),
    "caret.big_end": ([*THIRD, "i", "3", "w"], "E", lambda a, b: b.here.startswith(". Then a second")),
    "caret.line_start": ([*CODE, "i", "w"], "0", lambda a, b: b.here.startswith("    indented")),
    "caret.line_text": ([*CODE, "i", "w"], "circumflex_accent", lambda a, b: b.here.startswith("indented code")),
    "caret.line_end": ([*THIRD, "i"], "dollar_sign", lambda a, b: b.caret > a.caret + 30),
    "leap": ([*THIRD, "i", "f"], "c", lambda a, b: b.here.startswith("comes") or bool(b.labels)),
    "caret.leave": ([*THIRD, "i"], "escape", lambda a, b: (a.mode, b.mode) == ("caret", "pager")),
    "select": ([*THIRD], "v", lambda a, b: b.selected == "T" and b.mode == "selecting"),
    "select.sentence": ([*THIRD], "V", lambda a, b: b.selected == "The ant comes first[1]."),
    "select.left": ([*THIRD, "i", "w"], "shift+left", lambda a, b: b.selected == " "),
    "select.right": ([*THIRD, "i", "w", "shift+right"], "shift+right", lambda a, b: b.selected == "an"),
    "select.up": ([*THIRD, "i", "j", "w"], "shift+up", lambda a, b: len(b.selected) > 30),
    "select.down": ([*THIRD, "i", "w"], "shift+down", lambda a, b: b.selected.startswith("ant comes first[1]. Then") and len(b.selected) > 40),
    "select.word_back": ([*THIRD, "i", "w", "w"], "ctrl+shift+left", lambda a, b: b.selected == "ant c"),
    "select.word": ([*THIRD, "i", "w"], "ctrl+shift+right", lambda a, b: b.selected == "ant"),
    "select.line_start": ([*THIRD, "i", "w", "w"], "shift+home", lambda a, b: b.selected == "The ant c"),
    "select.line_end": ([*THIRD, "i", "w"], "shift+end", lambda a, b: b.selected.startswith("ant comes") and len(b.selected) > 30),
    "select.swap": ([*THIRD, "v", "e"], "o", lambda a, b: b.selected == a.selected == "The" and b.caret == a.caret - 2),
    "select.till": ([*THIRD, "v", "t"], "f", lambda a, b: b.selected == "The ant comes "),
    "select.till_back": ([*THIRD, "i", "3", "w", "v", "T"], "a", lambda a, b: b.selected == "nt comes f"),
    "select.to_back": ([*THIRD, "i", "3", "w", "v", "F"], "a", lambda a, b: b.selected == "ant comes f"),
    "object.word": ([*THIRD, "w", "w", "v"], "i w", lambda a, b: b.selected == "ant"),
    "object.words": ([*THIRD, "w", "w", "v"], "a w", lambda a, b: b.selected == "ant "),
    "object.sentence": ([*THIRD, "w", "w", "v"], "i s", lambda a, b: b.selected == "The ant comes first[1]."),
    "object.sentences": ([*THIRD, "w", "w", "v"], "a s", lambda a, b: b.selected == "The ant comes first[1]. "),
    "object.paragraph": ([*THIRD, "w", "w", "v"], "i p", lambda a, b: b.selected.startswith("The ant") and b.selected.endswith("zebra?")),
    "object.paragraphs": ([*THIRD, "w", "w", "v"], "a p", lambda a, b: b.selected.startswith("The ant") and b.selected.endswith("zebra?")),
    "object.quotation": ([*QUOTED, "v"], "i quotation_mark", lambda a, b: b.selected == "the quoted words"),
    "object.quotations": ([*QUOTED, "v"], "a quotation_mark", lambda a, b: b.selected.strip() == "“the quoted words”"),
    "highlight": (["v", "e"], "enter", lambda a, b: exact(b) == ["Title"] and b.selection is None),
    "color.next": (["v", "e"], "c", lambda a, b: (a.color, b.color) == ("yellow", "green") and b.mode == "selecting"),
    "highlight.note": (["v", "e"], "m", lambda a, b: exact(b) == ["Title"] and b.screen is NoteEditor),
    "copy": (["v", "e"], "y", lambda a, b: b.clipboard == "Title" and b.selection is None),
    "copy.cited": (["v", "e"], "Y", lambda a, b: b.clipboard.startswith("“Title”\n— Title (/") and b.selection is None),
    "menu": (["v", "e"], "colon", lambda a, b: b.focus == "menu-list"),
    "select.leave": (["v", "e"], "escape", lambda a, b: b.selection is None and not b.notes),
    "note.back": (FAR, "comma", lambda a, b: b.position < a.position - 500),
    "note.next": ([*FAR, "home", "full_stop"], "full_stop", lambda a, b: b.position > a.position + 500),
    "note.open": (HIGHLIGHT, "enter", lambda a, b: b.focus == "menu-list" and len(b.notes) == 1),
    "note.copy": (HIGHLIGHT, "y", lambda a, b: b.clipboard == "Title\nSection"),
    "remark": (["v", "e"], "r", lambda a, b: exact(b) == ["Title"] and b.screen is NoteEditor),
    "note.cite": (HIGHLIGHT, "Y", lambda a, b: b.clipboard.startswith("“Title\nSection”\n— Title")),
    "note.delete": (HIGHLIGHT, "x", lambda a, b: len(a.notes) == 1 and not b.notes),
    "note.tag": (HIGHLIGHT, "number_sign", lambda a, b: b.screen is Prompt and len(b.notes) == 1),
    "note.color": (HIGHLIGHT, "c", lambda a, b: (a.notes[0].color, b.notes[0].color) == ("yellow", "green")),
    "note.export": (HIGHLIGHT, "ctrl+e", lambda a, b: b.screen is Prompt and "Title - notes.md" in str(b.app.screen.query_one("Input").value)),  # type: ignore[attr-defined]
    "note.import": ([], "g i", lambda a, b: b.screen is Prompt and not b.notes),
    "undo": (HIGHLIGHT, "u", lambda a, b: len(a.notes) == 1 and not b.notes),
    "redo": ([*HIGHLIGHT, "u"], "ctrl+r", lambda a, b: not a.notes and len(b.notes) == 1),
    "link": (["g o"], "o", lambda a, b: b.screen is Footnote),
    "page.pick": ([], "g p", lambda a, b: "no pages" in b.status),
    "link.next": ([], "g o", lambda a, b: b.mode == "caret" and b.here.startswith("[1]")),
    "back": (["G"], "ctrl+o", lambda a, b: b.position == 0 < a.position),
    "forward": (["G", "ctrl+o"], "alt+right", lambda a, b: b.position > a.position == 0),
    "mark": (["5", "j", "M", "a", "G"], "apostrophe", lambda a, b: b.status == "go to mark …"),
    "mark.go": (["5", "j", "M", "a", "G", "apostrophe"], "a", lambda a, b: b.top == 5 < a.top),
    "look_up": (["i"], "K", lambda a, b: "dictionary" in b.status or b.screen is Footnote),
    "read_aloud": ([], "A", lambda a, b: "read aloud" in b.status or "reading aloud" in b.status),
    "library": ([], "L", lambda a, b: b.screen is LibraryScreen),
    "wider": ([], "plus", lambda a, b: b.column == a.column + 4),
    "narrower": ([], "minus", lambda a, b: b.column == a.column - 4),
    "theme": ([], "T", lambda a, b: (a.theme, b.theme) == ("paper", "sepia")),
    "help": ([], "question_mark", lambda a, b: b.screen is KeyHelp),
    "leave": (SEARCH, "escape", lambda a, b: bool(hits(a)) and not hits(b)),
    "palette": ([], "ctrl+p", lambda a, b: b.screen is Palette),
    "sections.down": (["tab"], "down", lambda a, b: b.at == (a.at or 0) + 1),
    "sections.up": (["tab", "down", "down"], "up", lambda a, b: b.at == (a.at or 0) - 1),
    "sections.first": (["tab", "down", "down"], "g g", lambda a, b: b.at == 0),
    "sections.last": (["tab"], "G", lambda a, b: (b.at or 0) > 8),
    "sections.page_down": (["tab"], "pagedown", lambda a, b: (b.at or 0) > 5),
    "sections.page_up": (["tab", "G"], "pageup", lambda a, b: (b.at or 0) < 5),
    "sections.close": (["tab"], "left", lambda a, b: not tree(b).root.children[0].is_expanded),
    "sections.open": (["tab"], "right", lambda a, b: b.at == 1),
    "sections.find": (["tab"], "slash", lambda a, b: b.screen is SectionPicker),
    "sections.narrower": (["tab"], "less_than_sign", lambda a, b: tree(b).size.width < 26),
    "sections.wider": (["tab"], "greater_than_sign", lambda a, b: tree(b).size.width > 30),
    "sections.go": (["tab", "down"], "enter", lambda a, b: b.position == b.section(1)),
    "sections.fold": (["tab"], "space", lambda a, b: not tree(b).root.children[0].is_expanded),
    "sections.fold_all": (["tab"], "shift+space", lambda a, b: not tree(b).root.children[0].is_expanded),
    "sections.parent": (["tab", "down", "down"], "shift+left", lambda a, b: b.at == 0),
    "list.down": ([*FAR, "shift+tab", "home"], "down", lambda a, b: (a.at, b.at) == (0, 1)),
    "list.up": ([*FAR, "shift+tab", "end"], "up", lambda a, b: (a.at, b.at) == (1, 0)),
    "list.first": ([*FAR, "shift+tab", "end"], "home", lambda a, b: (a.at, b.at) == (1, 0)),
    "list.last": ([*FAR, "shift+tab", "home"], "end", lambda a, b: (a.at, b.at) == (0, 1)),
    "list.page_down": ([*FAR, "shift+tab", "home"], "pagedown", lambda a, b: (a.at, b.at) == (0, 1)),
    "list.page_up": ([*FAR, "shift+tab", "end"], "pageup", lambda a, b: (a.at, b.at) == (1, 0)),
    "list.select": ([*FAR, "shift+tab", "home"], "enter", lambda a, b: b.position < a.position - 500),
    "search.down": (["slash", *"zebra"], "down", lambda a, b: (a.at, b.at) == (0, 1)),
    "search.up": (["slash", *"zebra", "down"], "up", lambda a, b: (a.at, b.at) == (1, 0)),
    "search.query": (["slash", *"zebra", "tab"], "slash", lambda a, b: (a.focus, b.focus) == ("hits", "query")),
    "search.leave": (["slash", *"zebra"], "escape", lambda a, b: b.focus == "body" and b.position == 0 and not hits(b)),
    "notes.edit": ([*HIGHLIGHT, "shift+tab"], "e", lambda a, b: b.screen is NoteEditor),
    "notes.delete": ([*HIGHLIGHT, "shift+tab"], "delete", lambda a, b: len(a.notes) == 1 and not b.notes),
    "notes.tag": ([*HIGHLIGHT, "shift+tab"], "number_sign", lambda a, b: b.screen is Prompt),
    "notes.color": ([*HIGHLIGHT, "shift+tab"], "c", lambda a, b: (a.notes[0].color, b.notes[0].color) == ("yellow", "green")),
    "notes.copy": ([*HIGHLIGHT, "shift+tab"], "y", lambda a, b: b.clipboard == "Title\nSection"),
    "notes.sort": ([*FAR, "home", *HIGHLIGHT, "shift+tab"], "S", lambda a, b: "by date" in title(b, "#notes-pane")),
    "notes.history": ([*HIGHLIGHT, "shift+tab"], "h", lambda a, b: "earlier" in b.status or b.screen is Footnote),
    "notes.deleted": ([*HIGHLIGHT, "x", *HIGHLIGHT, "shift+tab"], "d", lambda a, b: "Deleted" in title(b, "#notes-pane")),
    "notes.filter": ([*HIGHLIGHT, "shift+tab"], "slash", lambda a, b: b.focus == "filter"),
    "notes.list": ([*HIGHLIGHT, "shift+tab", "slash"], "down", lambda a, b: b.focus == "notes"),
    "notes.leave": ([*HIGHLIGHT, "shift+tab"], "escape", lambda a, b: b.focus == "body"),
    "help.down": (["question_mark", "down"], "down", lambda a, b: (b.at or 0) == (a.at or 0) + 1),
    "help.up": (["question_mark", "down", "down"], "up", lambda a, b: (b.at or 0) == (a.at or 0) - 1),
    "help.close": (["question_mark"], "escape", lambda a, b: a.screen is KeyHelp is not b.screen),
    "menu.close": ([*HIGHLIGHT, "enter"], "escape", lambda a, b: a.focus == "menu-list" and b.focus == "body"),
    "picker.down": (["s"], "down", lambda a, b: (a.at, b.at) == (0, 1)),
    "picker.up": (["s", "down"], "up", lambda a, b: (a.at, b.at) == (1, 0)),
    "picker.close": (["s"], "escape", lambda a, b: a.screen is SectionPicker is not b.screen and b.position == 0),
    "editor.save": ([*HIGHLIGHT, "m", *"new"], "ctrl+s", lambda a, b: b.notes[0].note == "new" and b.screen is not NoteEditor),
    "editor.tag": (
        [*HIGHLIGHT, "m", "number_sign", *"todo", "escape", "right_curly_bracket", *HIGHLIGHT, "m", "number_sign", "t"], "tab",
        lambda a, b: b.app.screen.text == "#todo",  # type: ignore[attr-defined]
    ),
    "editor.discard": ([*HIGHLIGHT, "m"], "ctrl+q", lambda a, b: a.screen is NoteEditor is not b.screen and not b.notes[0].note),
    "prompt.complete": (
        [*HIGHLIGHT, "number_sign", *"todo", "enter", "right_curly_bracket", *HIGHLIGHT, "number_sign", *"new", "space", "t"], "tab",
        lambda a, b: b.app.screen.query_one(Field).value == "new todo",
    ),
    "prompt.close": ([*HIGHLIGHT, "number_sign"], "escape", lambda a, b: a.screen is Prompt is not b.screen),
    "footnote.close": (["g o", "o"], "space", lambda a, b: a.screen is Footnote is not b.screen),
    "question.yes": ([*HIGHLIGHT, "m", *"new", "ctrl+q"], "y", lambda a, b: a.screen is Question and b.screen not in (Question, NoteEditor) and not b.notes[0].note),
    "question.no": ([*HIGHLIGHT, "m", *"new", "ctrl+q"], "n", lambda a, b: a.screen is Question and b.screen is NoteEditor),
    "question.later": ([*HIGHLIGHT, "m", *"new", "ctrl+q"], "escape", lambda a, b: a.screen is Question and b.screen is NoteEditor),
}  # fmt: skip
ELSEWHERE = {
    "verdict.approved", "verdict.changes", "verdict.comment", "verdict.none", "verdict.back", "picture", "text.pages", "text.focus", "text.typewriter", "text.justify", "text.hyphenate", "text.lines", "text.paragraphs", "text.headings", "code.wrap", "code.numbers", "reload", "page.whole", "suspend", "quit", "quit.all", "quit.any", "interrupt", "notes.attach", "question.accept", "opening.cancel",
    "library.open", "library.down", "library.up", "library.quit", "library.import", "editor.outside",
    "tour.skip", "footnote.down", "footnote.up", "footnote.page_down", "footnote.page_up", "footnote.first", "footnote.last",
}  # fmt: skip
"""Bindings with tests of their own, below, in ``test_flows``, ``test_changed``, ``test_hand``, ``test_dialogs``, ``test_tour``, ``test_code``, ``test_total_fit``, ``test_spread``, ``test_pictures``, ``test_spacing`` and ``tests/e2e``."""


def hits(state: State) -> list[Any]:
    return list(state.hits)


def tree(state: State) -> Sections:
    return state.app.screen.query_one(Sections)


def title(state: State, selector: str) -> str:
    return str(state.app.screen.query_one(selector).border_title)


def test_every_binding_is_in_the_table() -> None:
    assert {key.id for key in KEYS} == TABLE.keys() | ELSEWHERE


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_a_terminal_can_send_every_key(key: Key) -> None:
    assert not [why for each in keys_in(key.keys) if (why := problem_of_key(each))]


@pytest.mark.parametrize("name", TABLE)
async def test_key(tmp_path: Path, name: str) -> None:
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    keys, key, check = TABLE[name]
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 24)) as pilot:
        await settled(pilot)
        await press(pilot, keys)
        before = state(pilot)
        assert not holds(check, before, before), "the check holds where nothing happens"
        await press(pilot, [key])
        await until(pilot, lambda: holds(check, before, state(pilot)))


def holds(check: Check, before: State, after: State) -> bool:
    """True when a check holds; where it cannot even be made, it does not."""
    try:
        return check(before, after)
    except (AssertionError, IndexError, TypeError, NoMatches):
        return False


async def press(pilot: Pilot[None], keys: list[str]) -> None:
    for key in keys:
        if key == "enter" and reader_screen(pilot) is pilot.app.screen and pilot.app.focused and pilot.app.focused.id == "query":
            await until(pilot, lambda: pilot.app.screen.body.marks.hits)  # type: ignore[attr-defined]
        await pilot.press(*key.split(" "))
    await pilot.pause()
    await saved(pilot)


async def test_reload_key(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 24)) as pilot:
        await settled(pilot)
        path.write_text("# Another title\n\nAnother text.")
        await pilot.press("R")
        await until(pilot, lambda: "Another text" in state(pilot).text)


async def test_quit_key(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
