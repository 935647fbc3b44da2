"""EPUB's page list: where the pages of the printed book begin.

Sources: EPUB Accessibility 1.1, 4.2 (page navigation); OPF 2.0.1, 2.4.1.2 (the NCX's page list).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from glossator.content.html.elements import PAGE_NAME, beginning_of, local, types_of
from glossator.content.text.sanitize import clean_line

_MOST = 20_000
"""Pages of a book."""
_LONGEST_LABEL = 40
BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
"""What an element is called that stands where a page begins."""


def pages_of(entries: list[tuple[str, str]], anchors: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The pages of a book, in the order of the text.

    Args:
        entries: Labels, each with what it leads to.
        anchors: The positions of everything that is led to.
    """
    found = {target: label for label, target in reversed(entries) if label and target in anchors}
    return tuple(sorted(((label, anchors[target]) for target, label in found.items()), key=lambda page: page[1]))


def listed(navigation: Any, ncx: Any, target: Callable[[Any, str], str]) -> list[tuple[str, str]]:
    """The pages that a book lists: in its navigation document, else in its NCX.

    Args:
        navigation: The root of the navigation document, or None.
        ncx: The root of the NCX, or None.
        target: Gives what an href of one of them leads to.
    """
    found = list(_listed_in(navigation, target))[:_MOST] if navigation is not None else []
    if found or ncx is None:
        return found
    points = [e for e in ncx.iter() if local(e) == "pagetarget"][:_MOST]
    for point in points:
        label = next((e for e in point if local(e) == "navlabel"), None)
        content = next((e for e in point if local(e) == "content"), None)
        if content is not None:
            found.append((_label(label), target(ncx, content.get("src") or "")))
    return found


def _listed_in(root: Any, target: Callable[[Any, str], str]) -> Iterator[tuple[str, str]]:
    for nav in (e for e in root.iter() if local(e) == "nav" and "page-list" in types_of(e)):
        for link in (e for e in nav.iter() if local(e) == "a" and e.get("href")):
            yield _label(link), target(root, link.get("href"))


def _label(element: Any) -> str:
    return clean_line(beginning_of(element, _LONGEST_LABEL)) if element is not None else ""


def breaks_in(body: Any) -> list[tuple[str, str]]:
    """The page breaks of a chapter: their labels, and their names, which those without one are given.

    What they say themselves is no part of a sentence, and is taken out.

    Args:
        body: The chapter's body, which is changed.
    """
    found: list[tuple[str, str]] = []
    for element in body.iter():
        if isinstance(element.tag, str) and types_of(element) & BREAKS:
            label = clean_line(element.get("title") or element.get("aria-label") or _label(element))
            name = element.get("id") or f"{PAGE_NAME}{len(found)}"
            element.set("id", name)
            if not len(element):
                element.text = None
            found.append((label.removeprefix("Page ").strip(". ")[:_LONGEST_LABEL], name))
    return found
