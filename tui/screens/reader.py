"""ReaderScreen: sections, text, search and notes; turns what widgets say into jumps and stored highlights."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from content.annotation import COLORS, Annotation
from content.errors import GlossatorError
from content.search import Hit
from tui.config import Settings
from tui.keys import bindings
from tui.screens.modals import Footnote, NoteEditor, Prompt, Question, SectionPicker, match_sections
from tui.session import Session
from tui.widgets.body import Body
from tui.widgets.messages import CopyRange, Highlight, Jumped, JumpTo, PlaceChanged, Pressed, Say
from tui.widgets.notes import NotesPane
from tui.widgets.paint import Mark
from tui.widgets.search import SearchPane
from tui.widgets.sections import Sections

_WORDS_A_MINUTE = 230
_SLUG = re.compile(r"[^\w\- ]")


class ReaderScreen(Screen[None]):
    """One open document."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    left: var[bool] = var(True)
    right: var[bool] = var(True)
    overlay: var[str] = var("")

    def __init__(self, session: Session, settings: Settings, section: str = "") -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._section = section
        self._hits: list[Hit] = []
        self._hit = 0
        self._query = ""
        self._before_search = 0
        self._back: list[int] = []
        self._forward: list[int] = []
        self._current_note = ""
        self._refused = False
        self.last_place = session.start

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Sections(self.session.document, id="sections")
            yield Body(self.session.document, column=self._settings.width, id="body")
            with Vertical(id="right"):
                yield SearchPane(id="search")
                yield NotesPane(id="notes-pane")
        with Horizontal(id="status"):
            yield Static(id="message")
            yield Static(id="progress")
        yield Footer()

    @property
    def body(self) -> Body:
        return self.query_one(Body)

    def on_mount(self) -> None:
        self.set_reactive(ReaderScreen.left, self._settings.left)
        self.set_reactive(ReaderScreen.right, self._settings.right)
        self.body.focus()
        self._arrange()
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        start = self.session.start
        if self._section:
            found = match_sections([s.title for s in self.session.document.sections], self._section)
            if found:
                start = self.session.document.sections[found[0]].start
            else:
                self.say(f"no section like {self._section}")
        self.body.go(start, jump=False)
        self.session.open_notebook()
        self._show_notes()
        if self.session.problem:
            self.notify(self.session.problem, severity="warning", markup=False)
        for problem in self._settings.problems:
            self.notify(problem, severity="warning", markup=False)
        self._index()
        self.set_interval(2.0, self._watch_file)

    @work(thread=True, group="index")
    def _index(self) -> None:
        self.session.build_index()

    # -- panes

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Both sides from 110 columns, one from 80, else overlays that come with the focus."""
        width = self.app.size.width
        left, right = self.left, self.right
        overlay = width < 80
        if overlay:
            left, right = self.overlay == "left", self.overlay == "right"
        elif width < 110:
            right = right and self.overlay == "right"
            left = left and not right
        self.set_class(overlay, "-overlay")
        self.query_one("#left").display = left
        self.query_one("#right").display = right
        self.query_one("#title").display = self.app.size.height >= 6
        self.query_one("#status").display = self.app.size.height >= 4
        self.query_one(Footer).display = self.app.size.height >= 8

    def _open_side(self, side: str) -> None:
        setattr(self, side, True)
        self.overlay = side
        self._arrange()

    def action_toggle_pane(self, side: str) -> None:
        width = self.app.size.width
        shown = self.query_one(f"#{side}").display
        self.overlay = "" if shown else side
        if width >= 80:
            setattr(self, side, not shown)
        if shown:
            self.body.focus()
        self._arrange()
        self._remember(left=self.left, right=self.right)

    def action_zen(self) -> None:
        both = not (self.query_one("#left").display or self.query_one("#right").display)
        self.left = self.right = both
        self.overlay = ""
        self.body.focus()
        self._arrange()

    def action_focus_pane(self, step: int) -> None:
        order = ["#body", "#sections", "#query", "#notes"]
        focused = self.focused
        here = next((i for i, name in enumerate(order) if focused is not None and focused.id == name[1:]), 0)
        target = order[(here + step) % len(order)]
        self._focus(target)

    def _focus(self, target: str) -> None:
        if target == "#sections":
            self._open_side("left")
        elif target != "#body":
            self._open_side("right")
        elif self.app.size.width < 110:
            self.overlay = ""
            self._arrange()
        self.query_one(target).focus()

    def _to_body(self) -> None:
        self._focus("#body")

    def key_escape(self) -> None:
        if self.focused is not self.body:
            self._to_body()
        else:
            self.body.set_hit([])
            self.say("")

    # -- status

    def say(self, text: str) -> None:
        """A line in the status line."""
        self.query_one("#message", Static).update(Text(text))

    @on(Say)
    def _said(self, message: Say) -> None:
        self.say(message.text)

    @on(PlaceChanged)
    def _place_changed(self) -> None:
        self._update_place()

    def _update_place(self) -> None:
        document = self.session.document
        place, end = self.body.place, self.body.end_place
        here = self.last_place = place
        section = document.section_at(here)
        path = [document.sections[i].title for i in document.section_path(section)]
        if path and path[0] == document.title:
            path = path[1:]
        title = Text(document.title, style="bold")
        for part in path:
            title.append(" › ", "dim")
            title.append(part)
        self.query_one("#title", Static).update(title)
        self.query_one(Sections).mark(section)
        length = max(1, len(document.text) - 1)
        share = 100 if end >= length else round(100 * end / length)
        rest = self._minutes(place, length)
        until = min(document.sections[section].end if section is not None else length, length)
        inner = self._minutes(place, max(place, until))
        self.query_one("#progress", Static).update(Text(f"{share}%  {inner} min in section, {rest} min left"))

    @staticmethod
    def _minutes(start: int, end: int) -> int:
        return round((end - start) / 6 / _WORDS_A_MINUTE)

    # -- jumps

    @on(Jumped)
    def _jumped(self, message: Jumped) -> None:
        self._back.append(message.origin)
        self._forward.clear()

    @on(JumpTo)
    def _jump_to(self, message: JumpTo) -> None:
        self.body.go(message.position)
        if message.stay:
            self._to_body()

    def action_back(self) -> None:
        self._travel(self._back, self._forward, "nowhere to go back to")

    def action_forward(self) -> None:
        self._travel(self._forward, self._back, "nowhere to go forward to")

    def _travel(self, source: list[int], other: list[int], nothing: str) -> None:
        if not source:
            self.say(nothing)
            return
        other.append(self.body.place)
        self.body.go(source.pop(), jump=False)

    def action_top_section(self, number: int) -> None:
        sections = self.session.document.sections
        tops = [s for s in sections if s.level == min((x.level for x in sections), default=1)]
        if len(tops) == 1 and len(sections) > 1:
            level = min(s.level for s in sections if s is not tops[0])
            tops = [s for s in sections if s.level == level]
        if number <= len(tops):
            self.body.go(tops[number - 1].start)
        else:
            self.say(f"there are {len(tops)} top-level sections")

    def action_pick_section(self) -> None:
        document = self.session.document
        if not document.sections:
            self.say("this document has no sections")
            return

        def picked(index: int | None) -> None:
            if index is not None:
                self.body.go(document.sections[index].start)

        self.app.push_screen(SectionPicker(document, document.section_at(self.body.place)), picked)

    # -- search

    def action_search(self) -> None:
        self._before_search = self.body.place
        self._focus("#query")
        self.query_one("#query", Input).select_all()

    @on(SearchPane.Typed)
    def _typed(self, message: SearchPane.Typed) -> None:
        self._search(message.query)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, query: str) -> None:
        hits = self.session.search(query)
        self.app.call_from_thread(self._found, query, hits)

    def _found(self, query: str, hits: list[Hit]) -> None:
        if query != self.query_one("#query", Input).value:
            return
        self._query, self._hits, self._hit = query, hits, 0
        self.query_one(SearchPane).show_hits(self.session.document, hits, query)
        if not hits:
            self.body.set_hit([])

    @on(SearchPane.Chosen)
    def _hit_chosen(self, message: SearchPane.Chosen) -> None:
        query = self.query_one("#query", Input).value
        if message.stay and query != self._query:
            self.workers.cancel_group(self, "search")
            self._found(query, self.session.search(query))
        if not self._hits:
            if message.stay:
                self.say("nothing found")
            return
        self._hit = min(message.index, len(self._hits) - 1)
        self._show_hit(jump=message.stay)
        if message.stay:
            self._to_body()
            self.say(f"{self._hit + 1} of {len(self._hits)} for {query}")

    def _show_hit(self, *, jump: bool) -> None:
        hit = self._hits[self._hit]
        self.body.set_hit([Mark(a, b, "word") for a, b in hit.words])
        if self.body.selection and jump:
            self.body.extend_to(hit.end)
            return
        if jump:
            self._back.append(self._before_search)
            self._forward.clear()
        self.body.go(hit.start, top=False, jump=False)

    @on(SearchPane.Left)
    def _search_left(self) -> None:
        self.body.set_hit([])
        self.body.go(self._before_search, jump=False)
        self._to_body()

    def action_next_hit(self, step: int) -> None:
        if not self._hits:
            self.say("search first: /")
            return
        self._before_search = self.body.place
        self._hit = (self._hit + step) % len(self._hits)
        self._show_hit(jump=True)
        self.say(f"{self._hit + 1} of {len(self._hits)} for {self._query}")

    # -- highlights and notes

    def _show_notes(self) -> None:
        anchors = self.session.anchors
        items = self.session.items
        marks = [
            Mark(anchors[i.id].start, anchors[i.id].end, i.color if i.color in COLORS else COLORS[0])
            for i in items
            if i.id in anchors
        ]
        self.body.set_highlights(marks)
        self.query_one(NotesPane).show_items([(i, i.id in anchors) for i in items])

    def _try(self, change: Callable[[], object], done: str) -> bool:
        """Make a change to the notebook and show it; a failure is one line, and nothing on screen changes."""
        try:
            change()
        except GlossatorError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        self._show_notes()
        self.say(done)
        return True

    @on(Highlight)
    def _highlight(self, message: Highlight) -> None:
        made: list[Annotation] = []
        if self._try(
            lambda: made.append(self.session.highlight(message.start, message.end, message.color)),
            "highlighted",
        ):
            self.body.set_hit([])
            self.body.leave()
            self._current_note = made[0].id
            if message.note:
                self._edit(made[0])

    @on(Body.SelectionChanged)
    def _selection_changed(self) -> None:
        if self.body.selection:
            name = self._settings.colors.get(self.body.color, "")
            color = f"{self.body.color} ({name})" if name else self.body.color
            self.say(f"selecting in {color}: Enter highlights, 1-5 colour, m note, y copy, Esc leaves")
        else:
            self.say("")

    @on(CopyRange)
    def _copy(self, message: CopyRange) -> None:
        self.app.copy_to_clipboard(self.session.document.text[message.start : message.end])
        self.body.leave()
        self.say("copied")

    def _here(self) -> Annotation | None:
        """The highlight meant: the one last gone to while on screen, else the one at the caret."""
        anchors = self.session.anchors
        body = self.body
        shown = [
            i
            for i in self.session.items
            if i.id in anchors and anchors[i.id].start <= body.end_place and anchors[i.id].end > body.place
        ]
        for item in shown:
            if item.id == self._current_note:
                return item
        caret = body.caret_position
        return next(
            (i for i in shown if anchors[i.id].start <= caret < anchors[i.id].end),
            shown[0] if len(shown) == 1 else None,
        )

    def _meant(self) -> Annotation | None:
        item = self._here()
        if item is None:
            self.say("no highlight here; , and . go to one")
        return item

    def action_next_note(self, step: int) -> None:
        anchors = self.session.anchors
        placed = [i for i in self.session.items if i.id in anchors]
        if not placed:
            self.say("no highlights yet: v selects, Enter highlights")
            return
        current = self._here()
        if current in placed:
            index = placed.index(current) + step
        else:
            after = [n for n, i in enumerate(placed) if anchors[i.id].start >= self.body.caret_position]
            index = (after[0] if after else len(placed)) + (0 if step > 0 else -1)
        if not 0 <= index < len(placed):
            self.say("no highlight " + ("after" if step > 0 else "before") + " this one")
            return
        self._go_to_note(placed[index])

    def _go_to_note(self, item: Annotation) -> None:
        self._current_note = item.id
        if item.id in self.session.anchors:
            self._back.append(self.body.place)
            self.body.go(self.session.anchors[item.id].start, top=False, jump=False)
            self.query_one(NotesPane).follow(item.id)
            self.say(item.note or "Enter writes a note, x deletes, # tags, c recolours")
        else:
            self.say("this passage is no longer in the text")

    def action_edit_note(self) -> None:
        if item := self._meant():
            self._edit(item)

    def _edit(self, item: Annotation) -> None:
        def written(note: str | None) -> None:
            if note is not None and note != item.note:
                self._try(lambda: self.session.edit(item.id, note=note), "note saved")

        self.app.push_screen(NoteEditor(item.selectors.exact, item.note), written)

    def action_delete_note(self) -> None:
        if item := self._meant():
            self._try(lambda: self.session.remove(item.id), "deleted, u brings it back")

    def action_tag_note(self) -> None:
        if item := self._meant():
            self._tag(item)

    def _tag(self, item: Annotation) -> None:
        def written(text: str | None) -> None:
            if text is not None:
                tags = tuple(dict.fromkeys(tag.strip("#,") for tag in text.split() if tag.strip("#,")))
                self._try(lambda: self.session.edit(item.id, tags=tags), "tags saved")

        self.app.push_screen(Prompt("Tags, parted by blanks", " ".join(item.tags)), written)

    def action_recolor_note(self) -> None:
        if item := self._meant():
            self._recolor(item)

    def _recolor(self, item: Annotation) -> None:
        at = COLORS.index(item.color) + 1 if item.color in COLORS else 0
        color = COLORS[at % len(COLORS)]
        self._try(lambda: self.session.edit(item.id, color=color), color)

    @on(NotesPane.Asked)
    def _note_asked(self, message: NotesPane.Asked) -> None:
        item = next((i for i in self.session.items if i.id == message.id), None)
        if item is None:
            return
        if message.what == "go":
            self._go_to_note(item)
            self._to_body()
        elif message.what == "edit":
            self._edit(item)
        elif message.what == "delete":
            self._try(lambda: self.session.remove(item.id), "deleted, u brings it back")
        elif message.what == "tag":
            self._tag(item)
        else:
            self._recolor(item)

    @on(NotesPane.Left)
    def _notes_left(self) -> None:
        self._to_body()

    def action_undo(self) -> None:
        self._step(redo=False)

    def action_redo(self) -> None:
        self._step(redo=True)

    def _step(self, *, redo: bool) -> None:
        done: list[bool] = []
        word = "redone" if redo else "undone"
        if self._try(lambda: done.append(self.session.undo(redo=redo)), word) and not done[0]:
            self.say("nothing to redo" if redo else "nothing to undo")

    # -- links

    @on(Pressed)
    def _pressed(self, message: Pressed) -> None:
        span = self.session.document.span_at(message.position)
        if span:
            self._open(span.kind, span.target)
            return
        for item in self.session.items:
            anchor = self.session.anchors.get(item.id)
            if anchor and anchor.start <= message.position < anchor.end:
                self._current_note = item.id
                self.query_one(NotesPane).follow(item.id)
                self.say(item.note or "Enter writes a note, x deletes, # tags, c recolours")

    def action_follow(self) -> None:
        document, body = self.session.document, self.body
        span = document.span_at(body.caret_position)
        if span is None:
            first, last = document.block_at(body.caret_position), document.block_at(body.end_place)
            span = next(
                (
                    s
                    for b in document.blocks[first : last + 1]
                    for s in b.spans
                    if s.kind in ("link", "footnote") and body.caret_position <= s.start <= body.end_place
                ),
                None,
            )
        if span is None:
            self.say("no link on this page")
        else:
            self._open(span.kind, span.target)

    def _open(self, kind: str, target: str) -> None:
        document = self.session.document
        if kind == "footnote":
            notes = [b for b in document.blocks if b.kind == "footnote" and b.info == target]
            if notes:
                text = "\n\n".join(document.text[b.start : b.end] for b in notes)
                self.app.push_screen(Footnote(target, text))
            else:
                self.say(f"footnote {target} is not in this document")
        elif target.startswith("#"):
            wanted = target[1:].casefold()
            for section in document.sections:
                if _SLUG.sub("", section.title.casefold()).strip().replace(" ", "-") == wanted:
                    self.body.go(section.start)
                    return
            self.say(f"{target} is not in this document")
        elif target.casefold().startswith(("http://", "https://", "mailto:")):

            def answered(yes: bool | None) -> None:
                if yes:
                    self.app.open_url(target)

            self.app.push_screen(Question("Open in the browser?", target), answered)
        else:
            self.say(f"not opened: {target}")

    # -- looks and leaving

    def action_width(self, step: int) -> None:
        self.body.set_column(self.body.column + step)
        self.say(f"{self.body.column} columns")
        self._remember(width=self.body.column)

    def action_theme(self) -> None:
        from styles.themes import THEMES

        names = [theme.name for theme in THEMES]
        here = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[here % len(names)]
        self.say(self.app.theme)

    def _remember(self, **changes: object) -> None:
        from tui.config import remember

        try:
            remember(**changes)
        except OSError as error:
            self.say(f"not remembered: {error.strerror}")

    def action_help(self) -> None:
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.app.action_show_help_panel()

    def action_quit(self) -> None:
        self.app.exit()

    def _watch_file(self) -> None:
        if self.session.vanished():
            if not self._refused:
                self._refused = True
                self.say("the file is gone; the text stays open here")
            return
        if self.session.changed_on_disk() and self.app.screen is self:

            def answered(yes: bool | None) -> None:
                if not yes:
                    return
                place = self.body.place
                try:
                    self.session.reload()
                except GlossatorError as error:
                    self.notify(str(error), severity="error", markup=False)
                    return
                self.body.show(self.session.document, min(place, len(self.session.document.text)))
                self.query_one(Sections).show_document(self.session.document)
                self._show_notes()
                self._index()
                self.say("reloaded")

            self.app.push_screen(Question("Reload?", "The document changed on disk."), answered)
