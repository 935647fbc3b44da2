"""Annotation: the W3C Web Annotation model (REC-annotation-model-20170223), to and from JSON.

An annotation that came from a file keeps the JSON it came with. What is changed is put into that JSON where it
belongs; all else in it, inside ``target`` and ``body`` as well, stays as another program wrote it.
"""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from glossator.content.notes.colors import COLORS
from glossator.content.notes.merging import HISTORY, entries_of
from glossator.content.notes.page_fragments import PageFragment, page_in
from glossator.content.notes.selectors import LONGEST_CONTEXT, LONGEST_QUOTE, Selectors
from glossator.content.text.sanitize import clean, clean_line, is_clean

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_READ_LATER = frozenset({"color", "note", "tags", "created", "modified", "source", "page", "motivation"})
_TAG = re.compile(r'"((?:[^"]|"")*)"|([^\s,]+)')


def new_id() -> str:
    """Make a new annotation id."""
    return f"urn:uuid:{uuid.uuid4()}"


@dataclass(frozen=True)
class Annotation:
    """A highlight, with its note and tags.

    ``id`` is the file's own, to the letter; it is cleaned where it is shown. ``stored`` is the JSON it came with;
    ``page`` is what the page is called that its source had it on, ``fragment`` that page of a new annotation;
    ``motivation`` is ``highlighting``, or ``editing`` for a remark in a review.
    """

    id: str
    selectors: Selectors
    color: str = field(default_factory=lambda: COLORS[0])  # factories leave no attribute of the class: see __getattr__
    note: str = field(default_factory=str)
    tags: tuple[str, ...] = field(default_factory=tuple)
    created: str = field(default_factory=str)
    modified: str = field(default_factory=str)
    source: str = field(default_factory=str)
    page: str = field(default_factory=str)
    fragment: PageFragment | None = field(default=None, repr=False)
    motivation: str = field(default_factory=lambda: "highlighting")
    stored: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def history(self) -> list[dict[str, Any]]:
        """What its bodies were before, as stored."""
        return entries_of(dict(self.stored))

    def to_json(self) -> dict[str, Any]:
        """Give the annotation as stored, keys in the fixed order."""
        if self.stored:
            return self._patched()
        page = [self.fragment.to_json()] if self.fragment else []
        target = {"source": self.source, "styleClass": self.color, "selector": [*selectors_json(self.selectors), *page]}
        body = _bodies(self.note, self.tags)
        return {
            "@context": CONTEXT,
            "id": self.id,
            "type": "Annotation",
            "motivation": self.motivation,
            "created": self.created,
            "modified": self.modified,
            **({"body": body} if body else {}),
            "target": target,
        }

    def _patched(self) -> dict[str, Any]:
        """The JSON it came with, what was changed put in its place."""
        out = copy.deepcopy(dict(self.stored))
        before = Annotation.from_json(out)
        if self.modified != before.modified:
            out["modified"] = self.modified
        if (self.note, self.tags) != (before.note, before.tags):
            _put_bodies(out, self, before)
        if self.color != before.color or self.selectors != before.selectors:
            _put_target(out, self, before)
        return out

    @classmethod
    def from_json(cls, data: Any) -> Annotation:
        """Read stored JSON, of any shape.

        Raises:
            ValueError: There is no id or no quote in it.
        """
        if not isinstance(data, dict) or not isinstance(data.get("id"), str):
            raise ValueError("an annotation without an id")
        target = data.get("target")
        selectors = _plain_selectors(target.get("selector")) if type(target) is dict else None
        if selectors is None:
            _, selectors = _target_of(data)
        if selectors is None and "glossator:import" in data and _bodies_in(data)[0]:
            selectors = Selectors("")  # a note on no passage, as some programs have them
        if selectors is None:
            raise ValueError("an annotation without a quote")
        return cls.unread(data["id"], selectors, data)

    @classmethod
    def unread(cls, annotation_id: str, selectors: Selectors, stored: Mapping[str, Any]) -> Annotation:
        """Make an annotation whose other fields are read from its stored JSON when they are first asked for.

        Args:
            annotation_id: A UUID.
            selectors: Where it stands.
            stored: The annotation's JSON, as the notebook has it.
        """
        item = object.__new__(cls)
        fields = item.__dict__
        fields["id"], fields["selectors"], fields["stored"] = annotation_id, selectors, stored
        return item

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Read the rest of the stored JSON when it is first asked for: most of many notes are never on screen."""
            if name not in _READ_LATER:
                raise AttributeError(name)
            vars(self).update(_rest_of(self.stored))
            return vars(self)[name]


def readable(item: Any) -> Annotation | None:
    """Read stored JSON; None when it is no annotation."""
    try:
        return Annotation.from_json(item)
    except ValueError:
        return None


def history(item: Annotation) -> list[tuple[str, str]]:
    """Give the earlier wordings of an annotation, oldest first, each with the time it was written."""
    out = []
    for entry in item.history:
        values = [clean(body["value"]) for body in _listed(entry.get("body")) if _has_value(body)]
        if values and isinstance(entry.get("modified"), str):
            out.append((clean_line(entry["modified"]), "\n".join(values)))
    return out


def has_earlier_wording(item: Annotation) -> bool:
    """Whether the note of an annotation was once another one; other tags or another colour do not count."""
    for entry in item.history:
        notes, _ = _bodies_in(entry)
        if notes and clean("\n\n".join(notes)) != item.note:
            return True
    return False


def format_tags(tags: Iterable[str]) -> str:
    """Write tags on a line so that ``parse_tags`` tells them apart: those with blanks stand in double quotes."""
    return " ".join(f'"{tag.replace(chr(34), chr(34) * 2)}"' if re.search(r'[\s,"]', tag) else tag for tag in tags)


def parse_tags(line: str) -> tuple[str, ...]:
    """Read tags that a person wrote on a line, separated by spaces or commas; a leading # is not part of one."""
    tags = (m[1].replace('""', '"') if m[1] is not None else m[2].lstrip("#") for m in _TAG.finditer(line))
    return tuple(dict.fromkeys(tag for tag in map(clean_line, tags) if tag))


def selectors_json(selectors: Selectors) -> list[dict[str, Any]]:
    """Write selectors as the model has them: a quote, or a range between two quotes, and the position."""
    s = selectors
    out: list[dict[str, Any]]
    if s.end_exact:
        start = {"type": "TextQuoteSelector", "exact": s.exact, "prefix": s.prefix}
        end = {"type": "TextQuoteSelector", "exact": s.end_exact, "suffix": s.suffix}
        out = [{"type": "RangeSelector", "startSelector": start, "endSelector": end}]
    else:
        out = [{"type": "TextQuoteSelector", "exact": s.exact, "prefix": s.prefix, "suffix": s.suffix}]
    if s.start is not None and s.end is not None:
        out.append({"type": "TextPositionSelector", "start": s.start, "end": s.end})
    return out


# -- reading


def _rest_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What stored JSON says beside its id and passage, by the names of the fields."""
    target, _ = _target_of(data)
    notes, tags = _bodies_in(data)
    color = target.get("styleClass")
    created = clean_line(_text(data, "created"))
    return {
        "color": clean_line(color) if isinstance(color, str) and color else COLORS[0],
        "note": clean("\n\n".join(notes)),
        "tags": tuple(dict.fromkeys(filter(None, map(clean_line, tags)))),
        "created": created,
        "modified": clean_line(_text(data, "modified")) or created,
        "source": clean_line(_text(target, "source")),
        "page": page_in(_listed(target.get("selector"))),
        "motivation": clean_line(_text(data, "motivation")) or "highlighting",
    }


def _bodies_in(data: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The notes and the tags in the bodies, uncleaned."""
    notes: list[str] = []
    tags: list[str] = []
    for body in _listed(data.get("body")):
        if _has_value(body):
            (tags if body.get("purpose") == "tagging" else notes).append(body["value"])
    if not notes and isinstance(data.get("bodyValue"), str):
        notes.append(data["bodyValue"])
    return notes, tags


def _target_of(data: Mapping[str, Any]) -> tuple[dict[str, Any], Selectors | None]:
    """The first target that has a quote, with its selectors; else the first that is any."""
    first: dict[str, Any] = {}
    for target in _listed(data.get("target")):
        if isinstance(target, dict):
            if selectors := _selectors_of(target):
                return target, selectors
            first = first or target
    return first, None


def _selectors_of(target: dict[str, Any]) -> Selectors | None:
    if plain := _plain_selectors(target.get("selector")):
        return plain
    quote: dict[str, Any] = {}
    last: dict[str, Any] = {}
    position: dict[str, Any] = {}
    for selector in _listed(target.get("selector")):
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextQuoteSelector" and not quote:
            quote = selector
        elif kind == "TextPositionSelector":
            position = selector
        elif kind == "RangeSelector":
            begin, end = selector.get("startSelector"), selector.get("endSelector")
            if _is_quote(begin) and _is_quote(end):
                quote, last = begin, end
    exact = clean(_text(quote, "exact"))
    if not exact.strip():
        return None
    end_exact = clean(_text(last, "exact")) if last else ""
    if len(exact) > LONGEST_QUOTE and not end_exact:
        exact, end_exact = exact[:LONGEST_CONTEXT], exact[-LONGEST_CONTEXT:]
    prefix = clean(_text(quote, "prefix")[-LONGEST_CONTEXT:])
    suffix = clean(_text(last or quote, "suffix")[:LONGEST_CONTEXT])
    start, end = position.get("start"), position.get("end")
    if type(start) is not int or start < 0:
        return Selectors(exact, prefix, suffix, end_exact=end_exact)
    if type(end) is not int or end <= start:
        end = start + len(exact)
    return Selectors(exact, prefix, suffix, start, end, end_exact)


def _plain_selectors(selectors: Any) -> Selectors | None:
    """Read the selectors of a short passage as we write them, which is what nearly all are; None for any others."""
    if type(selectors) is not list or len(selectors) not in (2, 3):
        return None
    try:
        quote, position, *page = selectors
        if page and page[0]["type"] != "FragmentSelector":
            return None
        if quote["type"] != "TextQuoteSelector" or position["type"] != "TextPositionSelector":
            return None
        exact, prefix, suffix = quote["exact"], quote["prefix"], quote["suffix"]
        start, end = position["start"], position["end"]
        if not 0 <= start < end or type(start) is not int or type(end) is not int:
            return None
        text = prefix + exact + suffix
    except (KeyError, TypeError, AttributeError):
        return None
    is_short = len(exact) <= LONGEST_QUOTE and len(prefix) <= LONGEST_CONTEXT and len(suffix) <= LONGEST_CONTEXT
    if type(text) is not str or not is_short or not exact.strip() or not is_clean(text):
        return None
    return Selectors(exact, prefix, suffix, start, end)


def _is_quote(selector: Any) -> bool:
    return isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector"


def _has_value(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("value"), str)


def _is_tag(body: Any) -> bool:
    return _has_value(body) and body.get("purpose") == "tagging"


def _is_note(body: Any) -> bool:
    return _has_value(body) and body.get("purpose") != "tagging"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


# -- writing


def _bodies(note: str, tags: Iterable[str]) -> list[dict[str, Any]]:
    body = [{"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": note}] if note else []
    return [*body, *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags)]


def _put_bodies(out: dict[str, Any], item: Annotation, before: Annotation) -> None:
    """Put note and tags into the bodies; one that is unchanged stays as it is, with all its keys."""
    bodies = _listed(out.get("body"))
    if item.note != before.note:
        first = next((body for body in bodies if _is_note(body)), None)
        bodies = [body for body in bodies if not _is_note(body) or (body is first and item.note)]
        if first is not None and item.note:
            first["value"] = item.note
        elif item.note:
            bodies = [*_bodies(item.note, ()), *bodies]
        out.pop("bodyValue", None)
    bodies = [body for body in bodies if not _is_tag(body) or clean_line(body["value"]) in item.tags]
    there = {clean_line(body["value"]) for body in bodies if _is_tag(body)}
    bodies += _bodies("", (tag for tag in item.tags if tag not in there))
    if bodies:
        out["body"] = bodies
    else:
        out.pop("body", None)


def _put_target(out: dict[str, Any], item: Annotation, before: Annotation) -> None:
    """Put colour and passage into the target, other selectors kept."""
    target, _ = _target_of(out)
    if item.color != before.color:
        target["styleClass"] = item.color
    if item.selectors != before.selectors:
        ours = ("TextQuoteSelector", "TextPositionSelector", "RangeSelector")
        others = [s for s in _listed(target.get("selector")) if not (isinstance(s, dict) and s.get("type") in ours)]
        target["selector"] = [*selectors_json(item.selectors), *others]


__all__ = ["CONTEXT", "HISTORY", "Annotation", "format_tags", "history", "new_id", "parse_tags", "readable"]
