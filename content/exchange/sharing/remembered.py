"""What was sent to a service and fetched from it, so that each thing goes once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from glossator.content.exchange.imports.entry import mapping, plain
from glossator.content.folders import notes_folder, state_folder
from glossator.content.notes.page_text import loads
from glossator.content.storage import dump_json, write_durably

Json = dict[str, Any]


class Remembered:
    """What is remembered of one account, for one notes folder.

    Args:
        service: The service's name and address.
        account: Whose annotations.

    Attributes:
        since: What was fetched last: the service's own mark; empty for nothing.
        sent: By our ids: the service's id (``remote``), what ours was modified at (``modified``), and what the service
            says that its own was updated at (``updated``).
    """

    def __init__(self, service: str, account: str) -> None:
        name = "\0".join((service, account, str(notes_folder().resolve())))
        self._path = state_folder() / "shared" / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.json"
        stored = _read(self._path)
        self.since = plain(stored.get("since"))
        self.sent: dict[str, Json] = {
            key: dict(facts) for key, facts in mapping(stored.get("sent")).items() if isinstance(facts, dict)
        }

    def keep(self) -> None:
        """Write it; durable when this returns. Raises OSError."""
        write_durably(self._path, dump_json({"since": self.since, "sent": self.sent}))

    def own_ids(self) -> dict[str, str]:
        """Our ids, by the service's."""
        return {plain(facts.get("remote")): key for key, facts in self.sent.items() if facts.get("remote")}


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(mapping(loads(path.read_bytes())))
    except (OSError, ValueError, RecursionError):
        return {}
