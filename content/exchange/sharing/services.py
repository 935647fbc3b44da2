"""The services: what each calls its annotations, and how they are sent and fetched.

Source:
    https://h.readthedocs.io/en/latest/api/ and https://readwise.io/api_deets
"""

from __future__ import annotations

import contextlib
from typing import Any, NamedTuple, Protocol

from glossator.content.errors import GlossatorError
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.hypothesis_export import row_of
from glossator.content.exchange.imports.entry import mapping, mappings, plain
from glossator.content.exchange.imports.hypothesis import normal_address
from glossator.content.exchange.readwise_csv import LONGEST_AUTHOR, LONGEST_TEXT, LONGEST_TITLE, tagged_note
from glossator.content.exchange.sharing.client import Client, GoneError
from glossator.content.stamps import Instant, instant

Json = dict[str, Any]
_PAGE = 200
_MOST_PAGES = 5_000
_LONGEST_NAME = 500


class Sent(NamedTuple):
    """What a service says of an annotation that it took: its id for it, and when it was updated."""

    remote: str
    updated: str


class Service(Protocol):
    """One account at a service."""

    name: str

    def account(self) -> str:
        """Give whose account it is. Raises GlossatorError for a token that is not accepted."""

    def fetched(self, since: str) -> tuple[Any, str]:
        """Give what changed, as the service's export has it, and the new mark. Raises GlossatorError.

        Args:
            since: The mark of the last time; empty for all.
        """

    def send(self, item: ExportedItem, document: ExportedDocument, known: Json | None) -> Sent | None:
        """Create or change an annotation there; None where it was changed there since. Raises GlossatorError.

        Args:
            item: The annotation.
            document: What it is on.
            known: What is known of it from the last time; None for a new one.
        """

    def find(self, item: ExportedItem, document: ExportedDocument) -> Json | None:
        """Give what the service has of an annotation that we do not remember having sent; None for nothing.

        Args:
            item: The annotation.
            document: What it is on.
        """

    def withdraw(self, known: Json) -> bool:
        """Delete an annotation there; False where it was changed there since. Raises GlossatorError.

        Args:
            known: What is known of it.
        """


class Hypothesis:
    """Hypothesis, or anybody's instance of ``h``. What is sent is private.

    Args:
        client: Asks its API.
    """

    name = "hypothesis"

    def __init__(self, client: Client) -> None:
        self._client = client
        self._account = ""
        self._there: dict[tuple[str, ...], Json] | None = None

    def account(self) -> str:
        """Give the user's id. Raises GlossatorError for a token that is not accepted."""
        self._account = plain(mapping(self._client.ask("GET", "profile")).get("userid"))
        if not self._account or len(self._account) > _LONGEST_NAME:
            raise GlossatorError("hypothesis: the token is not accepted")
        return self._account

    def fetched(self, since: str) -> tuple[Any, str]:
        """Give the user's annotations that changed, page by page, in the order of their changes.

        Args:
            since: The mark of the last time; empty for all.
        """
        rows: list[Json] = []
        for _ in range(_MOST_PAGES):
            params = {"user": self._account, "limit": str(_PAGE), "sort": "updated", "order": "asc"}
            params |= {"search_after": since} if since else {}
            found = mappings(mapping(self._client.ask("GET", "search", params=params)).get("rows"))
            rows += map(dict, found)
            after = plain(found[-1].get("updated")) if found else ""
            if not after or after == since:
                break
            since = after
            if len(found) < _PAGE:
                break
        return {"rows": rows}, since

    def send(self, item: ExportedItem, document: ExportedDocument, known: Json | None) -> Sent | None:
        """Create or change an annotation; None where it was changed there since.

        Args:
            item: The annotation.
            document: What it is on.
            known: What is known of it; None for nothing.
        """
        row = row_of(item, document)
        body = {key: row[key] for key in ("uri", "text", "tags", "target", "document")}
        if known is None:
            private = {"read": [self._account], "update": [self._account], "delete": [self._account]}
            return _sent(self._client.ask("POST", "annotations", body={**body, "permissions": private}))
        try:
            if self._is_newer(known):
                return None
            return _sent(self._client.ask("PATCH", f"annotations/{_segment(known)}", body=body))
        except GoneError:
            return self.send(item, document, None)  # what was changed here outlives its deletion there

    def _is_newer(self, known: Json) -> bool:
        there = mapping(self._client.ask("GET", f"annotations/{_segment(known)}"))
        return instant(plain(there.get("updated"))) > instant(plain(known.get("updated")))

    def find(self, item: ExportedItem, document: ExportedDocument) -> Json | None:
        """Give what is there on the same words of the same document with the same note and tags.

        Args:
            item: The annotation.
            document: What it is on.
        """
        if self._there is None:
            self._there = {}
            for row in self.fetched("")[0]["rows"]:
                if not row.get("references"):  # an answer to another one
                    self._there.setdefault(_words_of(row), row)
        row = self._there.pop(_words_of(row_of(item, document)), None)
        if row is None:
            return None
        return {"remote": plain(row.get("id")), "updated": plain(row.get("updated")), "modified": item.modified}

    def withdraw(self, known: Json) -> bool:
        """Delete an annotation; False where it was changed there since.

        Args:
            known: What is known of it.
        """
        with contextlib.suppress(GoneError):
            if self._is_newer(known):
                return False
            self._client.ask("DELETE", f"annotations/{_segment(known)}")
        return True


class Readwise:
    """Readwise. It knows a highlight by its title and words; sending it again changes its note.

    Args:
        client: Asks its API.
    """

    name = "readwise"

    def __init__(self, client: Client) -> None:
        self._client = client

    def account(self) -> str:
        """Ask whether the token is accepted; the API tells no name. Raises GlossatorError where it is not."""
        self._client.ask("GET", "auth/")
        return ""

    def fetched(self, since: str) -> tuple[Any, str]:
        """Give the books with highlights that changed, page by page.

        Args:
            since: The mark of the last time; empty for all.
        """
        books: list[Json] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            params = ({"updatedAfter": since} if since else {}) | ({"pageCursor": cursor} if cursor else {})
            answer = mapping(self._client.ask("GET", "export/", params=params))
            books += map(dict, mappings(answer.get("results")))
            cursor = plain(answer.get("nextPageCursor"))
            if not cursor:
                break
        marks = [plain(each.get("updated_at")) for book in books for each in mappings(book.get("highlights"))]
        return {"results": books}, max([since, *marks])

    def send(self, item: ExportedItem, document: ExportedDocument, known: Json | None) -> Sent | None:
        """Create a highlight, or change its note.

        Args:
            item: The annotation.
            document: What it is on.
            known: What is known of it; None for nothing.
        """
        highlight = {
            "text": item.quote[:LONGEST_TEXT], "title": document.title[:LONGEST_TITLE], "note": tagged_note(item),
            "author": document.author[:LONGEST_AUTHOR], "source_type": "glossator", "highlighted_at": item.created,
            "category": "articles" if document.url else "books", "source_url": document.url,
            **({"location": item.start, "location_type": "order"} if item.start is not None else {}),
        }  # fmt: skip
        try:
            if known and known.get("remote") and self._updated(known) > instant(plain(known.get("updated"))):
                return None
        except GoneError:
            known = None
        body = {"highlights": [{key: value for key, value in highlight.items() if value != ""}]}
        books = mappings(self._client.ask("POST", "highlights/", body=body))
        ids = [each for book in books for each in book.get("modified_highlights") or () if type(each) is int]
        remote = str(ids[0]) if len(ids) == 1 else plain((known or {}).get("remote"))
        return Sent(remote, self._mark({"remote": remote}) if remote else "")

    def _mark(self, known: Json) -> str:
        return plain(mapping(self._client.ask("GET", f"highlights/{_segment(known)}/")).get("updated"))

    def _updated(self, known: Json) -> Instant:
        return instant(self._mark(known))

    def find(self, item: ExportedItem, document: ExportedDocument) -> Json | None:
        """Nothing: the service itself knows a highlight again.

        Args:
            item: The annotation.
            document: What it is on.
        """
        return None

    def withdraw(self, known: Json) -> bool:
        """Delete a highlight; False where it was changed there since.

        Args:
            known: What is known of it.
        """
        with contextlib.suppress(GoneError):
            if known.get("remote") and self._updated(known) > instant(plain(known.get("updated"))):
                return False
            if known.get("remote"):
                self._client.ask("DELETE", f"highlights/{_segment(known)}/")
        return True


def _words_of(row: Json) -> tuple[str, ...]:
    """What an annotation is known by that nobody remembers having sent: where, on which words, and what it says."""
    tags = sorted(map(str, row.get("tags") or ()))
    return normal_address(plain(row.get("uri"))), _quote_of(row), plain(row.get("text")), *tags


def _segment(known: Json) -> str:
    """The service's id as a part of a path; it comes from there, and may hold anything."""
    from urllib.parse import quote

    return quote(plain(known.get("remote")), safe="")


def _sent(answer: Any) -> Sent:
    remote = plain(mapping(answer).get("id"))
    if not remote:
        raise GlossatorError("hypothesis: the answer has no id")
    return Sent(remote, plain(mapping(answer).get("updated")))


def _quote_of(row: Json) -> str:
    selectors = [each for target in mappings(row.get("target")) for each in mappings(target.get("selector"))]
    return next((plain(each.get("exact")) for each in selectors if each.get("type") == "TextQuoteSelector"), "")
