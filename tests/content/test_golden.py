"""Search ranking and anchoring answer as they did; see ``tests.golden``."""

import json

from tests.golden import PATH, answers, changed


def test_no_constant_of_search_or_anchoring_changed_unseen() -> None:
    stored = json.loads(PATH.read_text("utf-8"))
    assert len(stored["search"]) + len(stored["anchoring"]) >= 400
    assert changed(stored, json.loads(json.dumps(answers()))) == []
