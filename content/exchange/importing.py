"""Importing: the entries of another program into the notebook of their book, with what became of each.

Importing again changes only what changed in the source: an entry is known by its id, and what was deleted or edited
here since stays so.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from glossator.content.document import Document
from glossator.content.exchange.imports.colors import nearest
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping
from glossator.content.exchange.made import IMPORT, UNDONE, annotation_json, fingerprint, has_place, id_of
from glossator.content.exchange.obsidian import id_of_block
from glossator.content.exchange.placing import Placement, place
from glossator.content.notes.annotation import Annotation, readable
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import is_nested_too_deeply
from glossator.content.notes.selectors import describe
from glossator.content.stamps import instant, later_than, now, order

Json = dict[str, Any]
_FEWEST_LETTERS = 8
"""Letters by which a passage is known again that has grown."""
RESULTS = ("placed", "moved", "ambiguous", "orphaned", "duplicate", "older", "skipped")


class Result(NamedTuple):
    """What became of an entry: one of RESULTS, the id of its annotation (empty for none), and why."""

    quote: str
    result: str
    id: str = ""
    why: str = ""


class Plan(NamedTuple):
    """What an import would do to a notebook: a result for each entry, and the annotations to write."""

    results: list[Result]
    items: list[Json]


def plan_import(
    book: ImportedBook, name: str, notebook: Notebook, document: Document | None,
    progress: Callable[[int], None] = lambda done: None,
) -> Plan:  # fmt: skip
    """Find out what becomes of each entry of a book; nothing is written.

    Args:
        book: The book, cleaned.
        name: The format it came in.
        notebook: Where the annotations would go.
        document: The text at hand; None where there is none: then all are kept until it is opened.
        progress: Told how many have been looked for.
    """
    if document is not None:
        placements = place(document, book.entries, progress)
    else:
        placements = [_kept_place(entry) for entry in book.entries]
    return _Planner(book, name, notebook, document).plan(placements)


def write_import(notebook: Notebook, plan: Plan, seen: Callable[[Json], object] = lambda page: None) -> None:
    """Write what a plan says, all of it or nothing; durable when this returns. Raises NotebookError.

    Args:
        notebook: The one that the plan was made for.
        plan: What to write.
        seen: Given the notebook's page as it was before.
    """
    if plan.items:
        notebook.take_in(plan.items, seen)


def summary(results: list[Result]) -> dict[str, int]:
    """Count the results, in the order of RESULTS, with their sum."""
    counts = Counter(result.result for result in results)
    return {"entries": len(results), **{name: counts[name] for name in RESULTS}}


def _kept_place(entry: Entry) -> Placement:
    """Where an entry stands whose text is not at hand: nowhere yet, or where an annotation of ours says."""
    item = readable(dict(entry.stored)) if entry.stored else None
    if item is not None and item.selectors.start is not None and item.selectors.end is not None:
        return Placement((item.selectors.start, item.selectors.end), "placed")
    return Placement(None, "orphaned", "its text is not at hand")


class _Planner:
    def __init__(self, book: ImportedBook, name: str, notebook: Notebook, document: Document | None) -> None:
        self._book, self._name, self._document = book, name, document
        self._here = {item.id: item for item in notebook.items}
        self._deleted: dict[str, str] = notebook.page["glossator"].get("deleted") or {}
        trash = notebook.page["glossator"].get("trash") or {}
        self._undone = {key for key, raw in trash.items() if mapping(mapping(raw).get(IMPORT)).get(UNDONE)}
        self._ranges = {(item.selectors.start, item.selectors.end): item for item in self._here.values()}
        self._taken: set[str] = set()
        self._growing: dict[str, list[tuple[str, str]]] | None = None
        self._own = {key.removeprefix("urn:uuid:"): key for key in self._here}
        self._own |= {id_of_block(key): key for key in self._here}
        self._moment = now()
        self._target = notebook.target

    def plan(self, placements: list[Placement]) -> Plan:
        results: list[Result] = []
        items: list[Json] = []
        for entry, placement in zip(self._book.entries, placements, strict=True):
            quote = entry.quote or entry.note
            entry = _with_outcome(entry)
            if entry.outcome:
                results.append(Result(quote, entry.outcome[0], "", entry.outcome[1]))
                continue
            key = self._id(entry)
            known = self._known(entry, key, placement)
            if known is None:
                items.append(self._item(entry, key, placement))
                known = Result(quote, placement.outcome, key, placement.why)
            results.append(known)
        return Plan(results, items)

    def _id(self, entry: Entry) -> str:
        """The id of an entry: that of an annotation of ours whose export it is, or which it took the place of."""
        own = self._own.get(entry.id.removeprefix("urn:uuid:")) or self._own.get(entry.id)
        if own and own not in self._taken:
            self._taken.add(own)
            return own
        key = id_of(entry, self._book, self._name, self._taken)
        if key in self._here:
            return key
        for older in entry.before:
            before = id_of(older, self._book, self._name, set())
            if before in self._here and before not in self._taken:
                self._taken.add(before)
                return before
        grown = self._grown(entry) if key not in self._deleted and not has_place(entry) else ""
        self._taken.add(grown or key)
        return grown or key

    def _grown(self, entry: Entry) -> str:
        """The id of the annotation whose passage is the entry's, but longer or shorter; empty for none."""
        if self._growing is None:
            self._growing = {}
            own = {id_of(each, self._book, self._name, set()) for each in self._book.entries if not has_place(each)}
            for item in self._here.values():
                facts = mapping(item.stored.get(IMPORT))
                is_known = facts.get("format") == self._name and not facts.get("id") and item.id not in own
                words = _plain(item.selectors.exact).casefold()
                if is_known and len(words) >= _FEWEST_LETTERS:
                    self._growing.setdefault(words[:_FEWEST_LETTERS], []).append((words, item.id))
        words = _plain(entry.quote).casefold()
        for other, key in self._growing.get(words[:_FEWEST_LETTERS], ()):
            is_shorter = other.startswith(words) and words != other
            is_it = words.startswith(other) or (is_shorter and self._is_newer(entry, key))
            if is_it and key not in self._taken:
                return key
        return ""

    def _is_newer(self, entry: Entry, key: str) -> bool:
        """Whether an entry is surely of a later moment than an annotation: a passage that was made shorter."""
        return bool(entry.modified or entry.created) and order(entry.modified or entry.created) > order(
            self._here[key].created
        )

    def _known(self, entry: Entry, key: str, placement: Placement) -> Result | None:
        """What becomes of an entry that is here already, or was; None for one that is to be written."""
        quote = entry.quote or entry.note
        here = self._here.get(key)
        if here is None and (key in self._undone or (entry.stored and key not in self._deleted)):
            return None
        if here is None:
            is_later = bool(entry.stored) and instant(entry.modified) > instant(self._deleted.get(key, ""))
            if key in self._deleted and not is_later:
                return Result(quote, "older", key, "deleted here")
            same = self._ranges.get(placement.range) if placement.range and placement.outcome != "moved" else None
            if same is not None and same.id not in self._taken and _plain(entry.note) in ("", _plain(same.note)):
                return Result(quote, "duplicate", same.id, "highlighted here already")
            return None
        is_ours = bool(entry.stored) or IMPORT not in here.stored
        if is_ours and entry.modified[:19] and entry.modified[:19] == here.modified[:19]:
            return Result(quote, "duplicate", key, "here already")
        facts = here.stored.get(IMPORT)
        was = _seen(here)
        is_placed_now = here.selectors.start is None and placement.range is not None
        place_here = (here.selectors.start, here.selectors.end)
        is_worded = _plain(entry.quote) == _plain(here.selectors.exact) or not entry.quote
        is_there = placement.range == place_here if placement.range else is_worded
        is_known = fingerprint(entry) == was[-1] if was and entry.modified else fingerprint(entry) in was
        if is_known or (is_there and _is_same(entry, here)):
            return None if is_placed_now else Result(quote, "duplicate", key, "here already")
        if isinstance(facts, dict) and facts.get(UNDONE) and facts.get("written") == here.modified:
            return None
        if entry.modified and order(entry.modified) <= order(here.modified):
            return Result(quote, "older", key, "older than what is here")
        if entry.stored:
            return None
        if not entry.modified and isinstance(facts, dict) and facts.get("written") != here.modified:
            return Result(quote, "older", key, "older than what is here")
        return None

    def _item(self, entry: Entry, key: str, placement: Placement) -> Json:
        if entry.stored:
            own = _own_item(entry.stored, placement, self._document)
            return {**own, "modified": self._alive(own["modified"], key)}
        here = self._here.get(key)
        made = annotation_json(
            entry, self._book, self._name, key, placement, self._document, self._target, self._moment,
            _seen(here)
        )
        if here is not None:
            made = _updated(here, made, is_colored=bool(entry.color))
        made[IMPORT]["written"] = made["modified"] = self._alive(made["modified"], key)
        return made

    def _alive(self, modified: str, key: str) -> str:
        """The moment that an annotation was modified: after its import was undone, if it was."""
        return later_than(modified, self._deleted[key]) if key in self._undone else modified


def _own_item(stored: Mapping[str, Any], placement: Placement, document: Document | None) -> Json:
    """An annotation of ours as it was exported, at its place in the text at hand."""
    item = Annotation.from_json(copy.deepcopy(dict(stored)))
    if document is None or placement.range is None:
        return item.to_json()
    selectors = describe(document.text, *placement.range)
    return replace(item, selectors=selectors).to_json() if selectors != item.selectors else item.to_json()


def _seen(here: Annotation | None) -> list[str]:
    """What an annotation was in its sources, as fingerprints, the latest last."""
    facts = here.stored.get(IMPORT) if here else None
    if not isinstance(facts, dict):
        return []
    seen = facts.get("seen")
    return [*map(str, seen if isinstance(seen, list) else ()), *filter(None, [str(facts.get("fingerprint") or "")])]


def _with_outcome(entry: Entry) -> Entry:
    """An entry, with why it is left out if there is nothing in it, or more than can be read again."""
    if entry.outcome or (entry.stored is None and (entry.quote or entry.note)):
        return entry
    if entry.stored is None:
        return entry._replace(outcome=("skipped", "nothing in it"))
    return entry._replace(outcome=("skipped", "nested too deeply")) if is_nested_too_deeply(entry.stored) else entry


def _is_same(entry: Entry, here: Annotation) -> bool:
    is_colored = not entry.color or nearest(entry.color) == here.color
    is_tagged = not entry.tags or {*entry.tags} == {tag.lstrip("#") for tag in here.tags}
    return _plain(entry.note) == _plain(here.note) and is_tagged and is_colored


def _plain(note: str) -> str:
    """A note's letters: formats write its signs each in their own way."""
    return "".join(filter(str.isalnum, note))


def _updated(here: Annotation, made: Json, *, is_colored: bool) -> Json:
    """An annotation that is here, with what its source says now; what only we know of it stays."""
    stored = dict(here.stored)
    item = readable(made)
    assert item
    before = here.to_json()
    kept = Annotation.from_json(before)
    merged = {**stored, **made, "created": stored.get("created", made["created"])}
    if item.note == kept.note and item.tags == kept.tags and "body" in stored:
        merged["body"] = stored["body"]
    if "body" not in made and (kept.note or kept.tags):
        merged.pop("body", None)
    if not is_colored:
        merged["target"]["styleClass"] = here.color
    merged["modified"] = later_than(made["modified"], here.modified)
    return merged
