"""SearchPane: the query above, results with the passage around the hit below."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from glossator.content.document import Document
from glossator.content.search.results import NOTHING, Hit, Results
from glossator.tui.keys import bindings
from glossator.tui.plain import set_title
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.messages import HitAccepted, HitHighlighted, QueryChanged, QueryRecalled, SearchCancelled

_AROUND = 60
"""Code points shown before a hit's first word and after its last."""


class SearchPane(Vertical):
    """Posts what is typed and chosen; the screen searches and answers with ``show_hits``."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    is_recalling = False
    """True while the query line shows a search of before, so that down leads to a newer one."""

    is_choosing = False
    """True once the keys have gone down into the results: until then up leads to the searches of before."""

    _hits: Results = NOTHING
    """What is listed."""

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        yield Field(placeholder="/ search the text", id="query", submit_label="Go")
        yield EntryList(id="hits", takes_counts=True)

    @property
    def _list(self) -> EntryList:
        return self.query_one("#hits", EntryList)

    @property
    def has_hits(self) -> bool:
        """True when there is something to choose from."""
        return self._list.option_count > 0

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self, "Search")

    def show_preparing(self) -> None:
        """Say that there is nothing to search in yet."""
        set_title(self, "Search · preparing …")

    def show_hits(
        self,
        document: Document,
        hits: Results,
        query: str,
        *,
        current: int = 0,
        problem: str = "",
    ) -> None:
        """List the hits, matched words marked, with the section each stands in.

        Args:
            document: The document.
            hits: The hits, best first.
            query: What was searched for.
            current: The hit that is current: it is marked in the list.
            problem: What is wrong with the query.
        """
        entries, self._hits = self._list, hits
        self.is_choosing = False
        entries.highlighted = None
        entries.show(len(hits), lambda index: passage(document, hits[index]))
        count = f"{len(hits):,} found" if hits else "nothing found"
        count = count if query.strip() else ""
        set_title(self, " · ".join(each for each in ("Search", problem or count) if each))
        if hits:
            entries.highlighted = current
        else:
            entries.scroll_home(animate=False)

    def follow(self, index: int) -> None:
        """Mark another hit in the list: the text has gone there."""
        if index < self._list.option_count:
            self._list.highlighted = index

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches what was typed."""
        event.stop()
        self.post_message(QueryChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen."""
        event.stop()
        self.post_message(HitAccepted(self._list.highlighted or 0, self._hits))

    def on_entry_list_moved(self, event: EntryList.Moved) -> None:
        """Tell which result was moved to."""
        event.stop()
        self.post_message(HitHighlighted(event.index, self._hits))

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Take the entry that was clicked."""
        event.stop()
        self.post_message(HitAccepted(event.index, self._hits))

    def action_step(self, step: int) -> None:
        """Move to another result; above the first one stand the searches of before."""
        is_first = not (self.is_choosing and self._list.highlighted)
        if is_first and (step < 0 or self.is_recalling):
            self.post_message(QueryRecalled(-step))
        else:
            self.is_choosing = True
            self._list.step(step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there: from the query down into the list, from the list back to the query."""
        is_typing = self.query_one("#query").has_focus
        return {"query": not is_typing, "step": is_typing}.get(action, True)

    def action_query(self) -> None:
        """Go back to the query."""
        self.query_one("#query").focus()

    def action_leave(self) -> None:
        """Give the search up."""
        self.post_message(SearchCancelled())


def passage(document: Document, hit: Hit) -> Text:
    """A hit with the words around it, from its own block, and the section's title beneath.

    Args:
        document: What was searched.
        hit: One result.
    """
    block = document.blocks[document.block_at(hit.start)]
    start = max(block.start, hit.start - _AROUND)
    end = min(block.end, max(hit.end, hit.start + 1) + _AROUND)
    if start > block.start:
        start = document.text.find(" ", start, hit.start) + 1 or start
    begun = ("~ " if hit.by_meaning else "") + ("…" if start > block.start else "")
    text = Text(begun + document.text[start:end].replace("\n", " ").replace("\t", " "))
    shift = start - len(begun)
    for a, b in hit.words:
        text.stylize("bold underline", a - shift, b - shift)
    if end < block.end:
        text.append("…")
    if path := section_path(document, hit.start):
        text.append(f"\n{path}", "dim italic")
    return text


def section_path(document: Document, position: int) -> str:
    """The section of a position as far as it takes to tell which: without the document's own title.

    Args:
        document: What is open.
        position: A code point of it.
    """
    titles = document.section_titles(position)
    if len(titles) > 1 and titles[0] == document.title:
        titles = titles[1:]
    return " › ".join(titles)
