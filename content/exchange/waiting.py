"""Waiting: annotations that were imported before their text was at hand, placed when it is first opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glossator.content.document import Document
from glossator.content.exchange.imports.entry import Entry, mapping, plain
from glossator.content.exchange.made import IMPORT
from glossator.content.exchange.placing import place
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import Selectors, describe
from glossator.content.stamps import later_than


def place_waiting(notebook: Notebook, document: Document) -> int:
    """Place the annotations of a notebook that have waited for its text.

    Args:
        notebook: The document's.
        document: The document, read to its end.

    Returns:
        How many found their places; 0 where none waits, or the notebook is not surely the document's.

    Raises:
        NotebookError: They cannot be saved.
    """
    waiting = [item for item in notebook.items if item.selectors.start is None and IMPORT in item.stored]
    if not waiting or notebook.is_guess or notebook.read_only:
        return 0
    made: list[dict[str, Any]] = []
    for item, placement in zip(waiting, place(document, [_entry(item) for item in waiting]), strict=True):
        if placement.range is not None:
            made.append(_json(item, describe(document.text, *placement.range), placement.outcome))
    notebook.take_in(made)
    return len(made)


def _json(item: Annotation, selectors: Selectors, outcome: str) -> dict[str, Any]:
    json = replace(item, selectors=selectors, modified=later_than(item.modified, item.modified)).to_json()
    facts = {key: value for key, value in mapping(json[IMPORT]).items() if key != "state"}
    json[IMPORT] = facts if outcome == "placed" else {**facts, "state": outcome, "quote": item.selectors.exact}
    if "written" in facts:
        json[IMPORT]["written"] = json["modified"]
    return json


def _entry(item: Annotation) -> Entry:
    """The entry as it was imported, from what the annotation kept of it."""
    facts = mapping(item.stored[IMPORT])
    selectors = item.selectors
    order = facts.get("order")
    is_order = isinstance(order, list) and len(order) > 1 and all(type(number) is int for number in order[1:])
    return Entry(
        "highlight" if selectors.exact else "note", selectors.exact, item.note, chapter=plain(facts.get("chapter")),
        page=plain(facts.get("page")), prefix=selectors.prefix, suffix=selectors.suffix,
        order=(plain(order[0]), tuple(order[1:])) if is_order and isinstance(order, list) else None,
    )  # fmt: skip
