"""Merging copies: for any history on any number of copies, nothing acknowledged is lost and the order is no matter."""

import copy
import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from glossator.content.notes.merging import HISTORY, merge
from glossator.content.stamps import instant, later_than


def item(key: str, stamp: str, note: str) -> dict[str, Any]:
    body = [{"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": note}]
    selector = [{"type": "TextQuoteSelector", "exact": key}, {"type": "TextPositionSelector", "start": 1, "end": 2}]
    return {"id": key, "type": "Annotation", "modified": stamp, "body": body, "target": {"selector": selector}}


def page(items: list[dict[str, Any]], deleted: dict[str, str]) -> dict[str, Any]:
    return merge({"id": "urn:uuid:p", "glossator": {"version": 1, "document": {}, "deleted": deleted}, "items": items})


KEYS = st.sampled_from(["a", "b", "c"])
STAMPS = st.sampled_from(
    [f"2026-01-01T00:00:0{n}Z" for n in range(5)] + ["2026-01-01T00:00:01.5Z", "never", "2026-01-01T02:00:03+02:00"]
)
NOTES = st.sampled_from(["", "one", "two", "three"])
PAGES = st.builds(page, st.lists(st.builds(item, KEYS, STAMPS, NOTES), max_size=6), st.dictionaries(KEYS, STAMPS, max_size=2))  # fmt: skip


@settings(max_examples=400)
@given(PAGES, PAGES, PAGES)
def test_merge_is_commutative_associative_and_idempotent(
    a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]
) -> None:
    together = merge(a, b, c)
    for x, y, z in itertools.permutations((a, b, c)):
        assert merge(merge(x, y), z) == merge(x, merge(y, z)) == together
    assert merge(together, together) == together == merge(together, a)


class Copies(RuleBasedStateMachine):
    """Three machines write, delete and sync in any order; what each was told is stored is kept by the merge."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[dict[str, Any]] = [page([], {}) for _ in range(3)]
        self.told: dict[tuple[str, str], str] = {}
        self.count = 0

    def stamp(self, skew: int) -> str:
        self.count += 1
        return f"2026-01-01T00:{self.count // 60 % 60 + skew:02}:{self.count % 60:02}Z"

    @rule(machine=st.integers(0, 2), skew=st.integers(0, 3))
    def add(self, machine: int, skew: int) -> None:
        stamp = self.stamp(skew)
        key = f"urn:{self.count}"
        self.told[key, f"new {self.count}"] = stamp
        self.pages[machine] = merge(self.pages[machine], page([item(key, stamp, f"new {self.count}")], {}))

    @rule(machine=st.integers(0, 2), which=st.integers(0, 99), skew=st.integers(0, 3))
    def edit(self, machine: int, which: int, skew: int) -> None:
        items = self.pages[machine]["items"]
        if items:
            old = items[which % len(items)]
            stamp = later_than(self.stamp(skew), old["modified"])
            self.told[old["id"], f"edit {self.count}"] = stamp
            self.pages[machine] = merge(self.pages[machine], page([item(old["id"], stamp, f"edit {self.count}")], {}))

    @rule(machine=st.integers(0, 2), which=st.integers(0, 99), skew=st.integers(0, 3))
    def delete(self, machine: int, which: int, skew: int) -> None:
        items = self.pages[machine]["items"]
        if items:
            old = items[which % len(items)]
            stamp = later_than(self.stamp(skew), old["modified"])
            self.pages[machine] = merge(self.pages[machine], page([], {old["id"]: stamp}))

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def sync(self, one: int, other: int) -> None:
        self.pages[one] = merge(self.pages[one], copy.deepcopy(self.pages[other]))

    @invariant()
    def nothing_told_is_lost(self) -> None:
        merged = merge(*self.pages)
        items = {each["id"]: each for each in merged["items"]}
        deleted = merged["glossator"]["deleted"]
        for (key, note), stamp in self.told.items():
            if key not in items:
                assert key in deleted
                continue
            buried = key in deleted and instant(stamp) <= instant(deleted[key])
            kept = [items[key]["body"][0]["value"], *(e["body"][0]["value"] for e in items[key].get(HISTORY, []))]
            assert buried or note in kept


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_a_deletion_wins_over_what_was_not_modified_after_it() -> None:
    old = page([item("a", "2026-01-01T00:00:01Z", "old")], {})
    gone = page([], {"a": "2026-01-01T00:00:02Z"})
    new = page([item("a", "2026-01-01T00:00:03Z", "new")], {})
    assert merge(old, gone)["items"] == []
    assert merge(old, gone, new)["items"][0]["body"][0]["value"] == "new"


def test_a_deletion_wins_over_a_change_of_the_same_moment() -> None:
    stamp = "2026-03-01T10:00:00Z"
    item = {"id": "urn:x:1", "modified": stamp, "target": {}}
    page = merge({"items": [item]}, {"items": [], "glossator": {"deleted": {"urn:x:1": stamp}}})
    assert page["items"] == [] and page["glossator"]["trash"] == {"urn:x:1": item}
