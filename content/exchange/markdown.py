"""Markdown: a document a heading, its sections as headings, the quotes with note, tags and date."""

from __future__ import annotations

import re

from glossator.content.exchange.shelf import Shelf
from glossator.content.notes.annotation import Annotation, format_tags
from glossator.content.notes.passages import anchors
from glossator.content.text.sanitize import clean, clean_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def write(shelf: Shelf) -> str:
    """The annotations in reading order; those whose passage is gone come last, under a heading of their own."""
    out: list[str] = []
    for notebook, document in shelf:
        if not notebook.items:
            continue
        out.append(f"# {_plain(notebook.facts.title or 'Untitled')}")
        facts = [notebook.facts.author, notebook.facts.url]
        if any(facts):
            out.append(" · ".join(_plain(fact) for fact in facts if fact))
        if document is None:
            out += [_entry(item) for item in notebook.items]
            continue
        found = anchors(document, notebook.items)
        path: list[str] = []
        for item in sorted((i for i in notebook.items if i.id in found), key=lambda i: found[i.id].start):
            titles = document.section_titles(found[item.id].start)
            if titles[:1] == [document.title]:
                titles = titles[1:]
            for depth, title in enumerate(titles):
                if path[: depth + 1] != titles[: depth + 1]:
                    out.append(f"{'#' * min(6, depth + 2)} {_plain(title)}")
            path = titles
            out.append(_entry(item))
        gone = [item for item in notebook.items if item.id not in found]
        if gone:
            out.append("## No longer in the text")
            out += [_entry(item) for item in gone]
    return "\n\n".join(out) + "\n" if out else ""


def _entry(item: Annotation) -> str:
    lines = [f"> {_plain(line)}" if line.strip() else ">" for line in clean(item.selectors.shown).splitlines()]
    if item.note:
        lines += ["", clean(item.note)]
    facts = [
        _plain(item.color),
        *(f"#{_plain(format_tags([tag]))}" for tag in item.tags),
        f"p. {_plain(item.page)}" if item.page else "",
        clean_line(item.created[:10]),
    ]
    return "\n".join([*lines, "", f"*{' · '.join(fact for fact in facts if fact)}*"])


def _plain(text: str) -> str:
    """Text of a document: no mark in it means anything."""
    return _SPECIAL.sub(r"\\\1", clean_line(text))
