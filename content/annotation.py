"""Annotation: the W3C Web Annotation model (REC-annotation-model-20170223), to and from JSON."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from content.anchoring import Selectors
from content.colors import COLORS
from content.merge import HISTORY
from content.sanitize import clean, clean_line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def new_id() -> str:
    """A new annotation id."""
    return f"urn:uuid:{uuid.uuid4()}"


@dataclass(frozen=True)
class Annotation:
    """A highlight, with its note and tags. ``extra`` keeps the keys of the file that are not ours."""

    id: str
    selectors: Selectors
    color: str = "yellow"
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The annotation as stored, keys in the fixed order."""
        body = []
        if self.note:
            body.append(
                {
                    "type": "TextualBody",
                    "purpose": "commenting",
                    "format": "text/markdown",
                    "value": self.note,
                }
            )
        body += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in self.tags]
        s = self.selectors
        return {
            "@context": CONTEXT,
            "id": self.id,
            "type": "Annotation",
            "motivation": "highlighting",
            "created": self.created,
            "modified": self.modified,
            **({"body": body} if body else {}),
            "target": {
                "source": self.source,
                "styleClass": self.color,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": s.exact, "prefix": s.prefix, "suffix": s.suffix},
                    {"type": "TextPositionSelector", "start": s.start, "end": s.end},
                ],
            },
            **self.extra,
        }

    @classmethod
    def from_json(cls, data: Any) -> Annotation:
        """The annotation in stored JSON. Raises ValueError when there is no id or no quote in it."""
        if not isinstance(data, dict) or not isinstance(data.get("id"), str):
            raise ValueError("an annotation without an id")
        target = data.get("target")
        target = target if isinstance(target, dict) else {}
        selectors = target.get("selector")
        quote: dict[str, Any] = {}
        position: dict[str, Any] = {}
        for selector in selectors if isinstance(selectors, list) else [selectors]:
            if isinstance(selector, dict):
                if selector.get("type") == "TextQuoteSelector":
                    quote = selector
                elif selector.get("type") == "TextPositionSelector":
                    position = selector
        exact = quote.get("exact")
        if not isinstance(exact, str) or not exact:
            raise ValueError("an annotation without a quote")
        start = position.get("start")
        start = start if isinstance(start, int) and start >= 0 else 0
        end = position.get("end")
        end = end if isinstance(end, int) and end > start else start + len(exact)
        note, tags = "", []
        bodies = data.get("body")
        for body in bodies if isinstance(bodies, list) else [bodies]:
            if isinstance(body, dict) and isinstance(body.get("value"), str):
                if body.get("purpose") == "tagging":
                    tags.append(clean_line(body["value"]))
                else:
                    note = clean(body["value"])
        known = {"@context", "id", "type", "motivation", "created", "modified", "body", "target"}
        color = target.get("styleClass")
        return cls(
            id=clean_line(data["id"]),
            selectors=Selectors(clean(exact), clean(_text(quote, "prefix")), clean(_text(quote, "suffix")), start, end),
            color=clean_line(color) if isinstance(color, str) and color else COLORS[0],
            note=note,
            tags=tuple(tags),
            created=_text(data, "created"),
            modified=_text(data, "modified") or _text(data, "created"),
            source=_text(target, "source"),
            extra={k: v for k, v in data.items() if k not in known},
        )


def readable(item: Any) -> Annotation | None:
    """The annotation in stored JSON, None when it is none."""
    try:
        return Annotation.from_json(item)
    except ValueError:
        return None


def history(item: Annotation) -> list[tuple[dict[str, Any], str]]:
    """What an annotation said before a merge: the entries of its history with their notes, oldest first."""
    entries = item.extra.get(HISTORY)
    out = []
    for entry in entries if isinstance(entries, list) else ():
        bodies = entry.get("body") if isinstance(entry, dict) else None
        values = [clean(b["value"]) for b in bodies or () if isinstance(b, dict) and isinstance(b.get("value"), str)]
        if values and isinstance(entry.get("modified"), str):
            out.append(({**entry, "modified": clean_line(entry["modified"])}, "\n".join(values)))
    return out


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
