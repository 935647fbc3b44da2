"""Two machines with wrong clocks edit, delete, undo, restore, hold, lose files and merge hostile copies, in any order.

What was acknowledged and not deleted is present, on its machine at once and on the other after they met.
"""

import json
import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from glossator.content.document import Document
from glossator.content.notes import changes as changes_module
from glossator.content.notes import notebook as notebook_module
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from tests.reading import markdown

TEXT = "# Words\n\n" + " ".join(f"word{n:03}" for n in range(120)) + "\n"
HOSTILE = st.sampled_from(
    [
        {}, {"items": None}, {"items": [5, {"id": "x"}]}, {"glossator": {"version": 5, "deleted": {"a": 5}}},
        {"glossator": {"document": {"url": ["x"], "sources": 5, "title": []}}},
        {"items": [{"id": "far", "modified": "9999-12-31T23:59:59.999999Z", "body": 5, "glossator:history": {"a": 1}}]},
    ]
)  # fmt: skip
WHICH = st.integers(0, 1)
ITEM = st.integers(0, 30)


class Machines(RuleBasedStateMachine):
    """Two notes folders; ``alive`` is what must be there: on which machines, by id, the note last acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.document: Document = markdown(TEXT)
        self.alive: list[dict[str, str]] = [{}, {}]
        self.wordings: dict[str, set[str]] = {}
        self.count = 0
        self.skew = [timedelta(0), timedelta(0)]
        self.now = notebook_module.now

    @initialize(hours=st.integers(-2000, 2000))
    def start(self, hours: int) -> None:
        self.skew = [timedelta(0), timedelta(hours=hours)]
        self.books = [self.open(0), self.open(1)]

    def open(self, which: int) -> Notebook:
        book = Notebook.open(self.document, self.root / str(which))
        book.queues_changes = True
        return book

    def at(self, which: int) -> Notebook:
        moment = datetime.now(UTC) + self.skew[which]
        stamp = moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
        notebook_module.now = changes_module.now = lambda: stamp
        return self.books[which]

    def acknowledge(self, which: int) -> None:
        """Flush; from then on what the notebook shows is what must be there."""
        book = self.at(which)
        assert book.flush(), book.problem
        self.alive[which] = {item.id: item.note for item in book.items}

    @rule(which=WHICH, held=st.booleans())
    def add(self, which: int, held: bool) -> None:
        self.count += 1
        start = self.document.text.index(f"word{self.count % 120:03}")
        made = self.at(which).add(describe(self.document.text, start, start + 7), note=f"new {self.count}")
        self.wordings.setdefault(made.id, set()).add(made.note)
        if not held:
            self.acknowledge(which)
            assert made.id in self.alive[which]

    @rule(which=WHICH, item=ITEM, held=st.booleans())
    def edit(self, which: int, item: int, held: bool) -> None:
        book = self.at(which)
        if items := book.items:
            self.count += 1
            chosen = items[item % len(items)]
            book.edit(chosen.id, note=f"edit {self.count}")
            if not held:
                self.acknowledge(which)
                assert self.alive[which][chosen.id] == f"edit {self.count}"

    @rule(which=WHICH, item=ITEM)
    def remove(self, which: int, item: int) -> None:
        book = self.at(which)
        if items := book.items:
            chosen = items[item % len(items)].id
            book.remove(chosen)
            self.acknowledge(which)
            assert chosen not in self.alive[which]

    @rule(which=WHICH, redo=st.booleans())
    def undo(self, which: int, redo: bool) -> None:
        book = self.at(which)
        if book.undo(redo=True) if redo else book.undo():
            self.acknowledge(which)

    @rule(which=WHICH, item=ITEM)
    def restore(self, which: int, item: int) -> None:
        book = self.at(which)
        self.acknowledge(which)
        if deleted := book.deleted():
            chosen = deleted[item % len(deleted)][1].id
            book.restore(chosen)
            self.acknowledge(which)
            assert chosen in self.alive[which]

    @rule(which=WHICH, how=st.sampled_from(["removed", "cut", "emptied of items", "hostile keys"]), hostile=HOSTILE)
    def spoil(self, which: int, how: str, hostile: dict[str, Any]) -> None:
        book = self.at(which)
        path = book.path
        if not path.exists():
            return
        text = path.read_text()
        if how == "removed":
            path.unlink()
        elif how == "cut":
            path.write_text(text[: len(text) * 2 // 3])
        elif how == "emptied of items":
            path.write_text(json.dumps({**json.loads(text), "items": []}))
        else:
            page = json.loads(text)
            version = page["glossator"]["version"]
            merged = {**page, **hostile}
            if isinstance(merged.get("glossator"), dict):
                merged["glossator"]["version"] = version
            path.write_text(json.dumps(merged))
        book.refresh()
        book.refresh()

    @rule(which=WHICH, hostile=HOSTILE)
    def merge_hostile(self, which: int, hostile: dict[str, Any]) -> None:
        given = self.root / "given.json"
        given.write_text(json.dumps(hostile))
        self.at(which).absorb(given) if isinstance(hostile.get("items", []), list) else None

    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        self.acknowledge(which)
        self.books[which] = self.open(which)

    @rule(which=WHICH)
    def meet(self, which: int) -> None:
        """A syncing program leaves the other machine's copy beside this one's notebook."""
        self.acknowledge(0)
        self.acknowledge(1)
        mine, other = self.books[which], self.books[1 - which]
        if not other.path.exists():
            return
        mine.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(other.path, mine.path.with_name(f"{mine.path.stem}.sync-conflict-20260101-120000-AAAAAAA.json"))
        before = {**self.alive[0], **self.alive[1]}
        self.at(which).absorb()
        deleted = set(mine.page["glossator"]["deleted"])
        found = {item.id for item in mine.items}
        assert set(before) <= found | deleted
        self.alive[which] = {item.id: item.note for item in mine.items}

    @invariant()
    def acknowledged_and_not_deleted_implies_present(self) -> None:
        if not hasattr(self, "books"):
            return
        for which, book in enumerate(self.books):
            shown = {item.id: item for item in book.items}
            assert set(self.alive[which]) <= set(shown) | {c.id for c in book.unsaved}
            if self.alive[which]:
                page = json.loads(book.path.read_text())
                stored = {i["id"]: i for i in page["items"] if isinstance(i, dict) and isinstance(i.get("id"), str)}
                for key, note in self.alive[which].items():
                    assert key in stored
                    assert note in json.dumps(stored[key], ensure_ascii=False), (key, note)

    def teardown(self) -> None:
        notebook_module.now = changes_module.now = self.now
        shutil.rmtree(self.root, ignore_errors=True)


TestMachines = Machines.TestCase
TestMachines.settings = settings(max_examples=int(os.environ.get("GLOSS_EXAMPLES", "40")), stateful_step_count=25, deadline=None)
