"""What a notebook says of its document, read from JSON of any shape."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glossator.content.text.sanitize import clean_line

if TYPE_CHECKING:
    from glossator.content.document import Document


@dataclass(frozen=True)
class Facts:
    """A document's facts; ``texts`` and ``bytes`` are the hashes of every version of it that was annotated."""

    title: str = ""
    author: str = ""
    format: str = ""
    url: str = ""
    text_sha256: str = ""
    sources: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    texts: frozenset[str] = frozenset()
    bytes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, page: Any) -> Facts:
        """Read the facts in a page; what is missing or of a wrong type counts as missing."""
        glossator = page.get("glossator") if isinstance(page, dict) else None
        facts = glossator.get("document") if isinstance(glossator, dict) else None
        if not isinstance(facts, dict):
            return cls()

        def text(key: str) -> str:
            return facts[key] if isinstance(facts.get(key), str) else ""

        def texts(key: str) -> tuple[str, ...]:
            values = facts.get(key)
            return tuple(v for v in values if isinstance(v, str) and v) if isinstance(values, list) else ()

        return cls(
            clean_line(text("title")), clean_line(text("author")), clean_line(text("format")), clean_line(text("url")),
            text("text_sha256"), texts("sources"), tuple(map(clean_line, texts("identifiers"))),
            frozenset({text("text_sha256"), *texts("known_texts")} - {""}),
            frozenset({text("bytes_sha256"), *texts("known_bytes")} - {""}),
        )  # fmt: skip

    @property
    def target(self) -> str:
        """The document's name in ``target.source``: its URL, else its ISBN, else the hash of its text.

        One whose text was never at hand is called by any of its identifiers.
        """
        isbn = next((name for name in self.identifiers if name.startswith("urn:isbn:")), "")
        other = next(iter(self.identifiers), "") if not self.text_sha256 else ""
        return self.url or isbn or other or f"urn:sha256:{self.text_sha256}"

    @property
    def names(self) -> set[str]:
        """What names the document wherever it lies: its identifiers and its URL."""
        return {*self.identifiers, self.url} - {""}

    @property
    def file_name(self) -> str:
        """The name its notebook is stored under: the title in plain letters, and eight digits of its identity."""
        slug = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", slug).strip("-")[:60].strip("-") or "document"
        known = re.fullmatch(r"[0-9a-f]{8,}", self.text_sha256)
        mark = self.text_sha256 if known else hashlib.sha256(self.target.encode("utf-8", "replace")).hexdigest()
        return f"{slug}-{mark[:8]}.json"


def facts_of(document: Document) -> dict[str, Any]:
    """Give what a new notebook says of a document, as stored."""
    from glossator.content.sources.urls import without_credentials

    source = without_credentials(document.source)
    url = without_credentials(document.url)
    return {
        "title": document.title,
        "author": document.author,
        "format": document.format,
        "sources": [source] if source not in ("", "-") else [],
        "identifiers": list(document.identifiers),
        "text_sha256": document.text_sha256,
        **({"bytes_sha256": document.bytes_sha256} if document.bytes_sha256 else {}),
        **({"url": url} if url.startswith(("http://", "https://")) else {}),
    }


def with_seen(facts: dict[str, Any], document: Document) -> dict[str, Any]:
    """Add to a notebook's facts the path, the text and the identifiers that its document was last seen with.

    A text that was known before, such as an older copy's, changes nothing; a new one becomes the current one, and
    the hash of the one before is kept.

    Args:
        facts: What the notebook knows of its document.
        document: As it was opened now.
    """
    seen = facts_of(document)
    out = dict(facts)
    sources, names = _strings(facts.get("sources")), _strings(facts.get("identifiers"))
    if added := [name for name in seen["identifiers"] if name not in names]:
        out["identifiers"] = [*names, *added]
    out["sources"] = [*(s for s in sources if s not in seen["sources"]), *seen["sources"]]
    for current, known in (("text_sha256", "known_texts"), ("bytes_sha256", "known_bytes")):
        before = facts.get(current)
        hashes = set(_strings(facts.get(known)))
        hashes |= {before} if isinstance(before, str) and before else set()
        new = seen.get(current)
        if new and new not in hashes:
            out[current] = new
            if hashes:
                out[known] = sorted({*hashes, new})
    return out


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def page_with_facts(page: dict[str, Any], document: Document | None) -> dict[str, Any]:
    """Give a page with what is known of its document, where that is open and certainly the page's.

    Args:
        page: The notebook's JSON, which stays as it is.
        document: What is open, or None.
    """
    facts = page["glossator"].get("document")
    facts = facts if isinstance(facts, dict) else {}
    if document is not None:
        facts = with_seen(facts, document)
    return {**page, "glossator": {**page["glossator"], "document": facts}}


def with_round(page: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """Give a page with another round of a review in it.

    Args:
        page: The notebook's JSON, which stays as it is.
        entry: When the round was, and its verdict.
    """
    inner = page["glossator"]
    rounds = inner.get("reviews")
    return {**page, "glossator": {**inner, "reviews": [*(rounds if isinstance(rounds, list) else []), entry]}}
