"""What a DOCX says that mammoth passes over, written in words that it reads: changes that are tracked, drop capitals.

Source: Office Open XML, ECMA-376, part 1, sections 17.13.5 (revisions) and 17.3.1.11 (text frames).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

from lxml import etree

from glossator.content.html.elements import PAGE_NAME, local
from glossator.content.sources.packing import Archive

STYLES = ("r.GlossatorInserted => ins", "r.GlossatorDeleted => del")
"""How mammoth is to write the styles that changes are given here."""
_SIGNS = (
    b":oMath", b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"w:dropCap=", b"w:lastRenderedPageBreak", b":fldSimple",
    b":ruby>",
)
"""What a part of a document has in it that must be written in another way."""
_UNTYPED = re.compile(rb"<\w{1,40}:style\b(?![^>]{0,2000}:type\s*=)|<\w{1,40}:style\b(?![^>]{0,2000}:styleId\s*=)")
"""A style that does not say what it is for, or what it is called, which mammoth takes for damage."""
_SHOWN = frozenset({"t", "tab", "br", "cr", "sym", "nobreakhyphen", "deltext"})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"ins": "GlossatorInserted", "del": "GlossatorDeleted"}


def must_be_rewritten(name: str, data: bytes) -> bool:
    """Tell whether a part of a document has something in it that must be written in another way.

    Args:
        name: Its name in the archive.
        data: Its XML.
    """
    return any(sign in data for sign in _SIGNS) or (name.endswith("styles.xml") and _UNTYPED.search(data) is not None)


def rewrite(root: Any) -> None:
    """Write what mammoth passes over in another way.

    Args:
        root: A part of the document, which is changed.
    """
    breaks = 0
    for element in list(root.iter()):
        kind = local(element)
        if kind in _KINDS:
            for run in [each for each in element.iter() if local(each) == "r"]:
                _style(run, _KINDS[kind])
            if kind == "del":
                element.tag = f"{_WORD}ins"
        elif kind == "deltext":
            element.tag = f"{_WORD}t"
        elif kind == "movefrom":  # it stands where it was moved to
            _drop(element)
        elif kind == "fldsimple" and element.getparent() is not None:
            _unwrap(element)
        elif kind == "ruby" and element.getparent() is not None:
            _without_reading(element)
        elif kind == "style" and element.get(f"{_WORD}styleId") is None:
            _drop(element)
        elif kind == "style" and element.get(f"{_WORD}type") is None:
            element.set(f"{_WORD}type", "paragraph")
        elif kind == "lastrenderedpagebreak":
            _name(element, breaks)
            breaks += 1
        elif kind == "framepr" and element.get(f"{_WORD}dropCap") in ("drop", "margin"):
            _join(element)


def packed_again(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give a document with other parts.

    Args:
        data: Its bytes.
        parts: The parts that are others, by their names in its archive.

    Returns:
        The bytes of another archive; the same ones where there are none.
    """
    if not parts:
        return data
    archive, out = Archive(data), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in archive.names:
            packed.writestr(name, parts[name] if name in parts else archive.read(name))
    return out.getvalue()


def _style(run: Any, name: str) -> None:
    """Give a run a style."""
    properties = next((each for each in run if local(each) == "rpr"), None)
    if properties is None:
        properties = etree.Element(f"{_WORD}rPr")
        run.insert(0, properties)
    for each in [each for each in properties if local(each) == "rstyle"]:
        properties.remove(each)
    style = etree.Element(f"{_WORD}rStyle")
    style.set(f"{_WORD}val", name)
    properties.insert(0, style)


def _name(page_break: Any, number: int) -> None:
    """Put a bookmark where a page begins, as the word processor last set the document."""
    run = page_break.getparent()
    paragraph = run.getparent() if run is not None else None
    if paragraph is None or local(paragraph) not in ("p", "hyperlink", "ins"):
        return
    if any(local(each) in _SHOWN for each in page_break.itersiblings(preceding=True)):
        run = _split(run, page_break)
    bookmark = etree.Element(f"{_WORD}bookmarkStart")
    bookmark.set(f"{_WORD}id", f"9{number:06}")
    bookmark.set(f"{_WORD}name", f"{PAGE_NAME}{number + 2}")
    paragraph.insert(paragraph.index(run), bookmark)


def _split(run: Any, at: Any) -> Any:
    """Split a run before one of its elements; give the second part, which looks the same."""
    rest = etree.Element(run.tag, run.attrib)
    if (properties := next((each for each in run if local(each) == "rpr"), None)) is not None:
        rest.append(deepcopy(properties))
    for each in [at, *at.itersiblings()]:
        rest.append(each)
    run.addnext(rest)
    return rest


def _unwrap(field: Any) -> None:
    """Put what a field shows in its place."""
    for each in list(field):
        field.addprevious(each)
    _drop(field)


def _without_reading(ruby: Any) -> None:
    """Put text in the place of the same with its reading above it."""
    base = next((each for each in ruby if local(each) == "rubybase"), None)
    text = etree.Element(f"{_WORD}t")
    text.text = "".join(each.text or "" for each in base.iter() if local(each) == "t") if base is not None else ""
    ruby.addprevious(text)
    _drop(ruby)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _join(frame: Any) -> None:
    """Put a capital that has a paragraph of its own before the text that it belongs to."""
    paragraph = frame.getparent().getparent()
    following = paragraph.getnext() if paragraph is not None else None
    while following is not None and local(following) != "p":
        following = following.getnext()
    if local(paragraph) != "p" or following is None:
        return
    at = next((n + 1 for n, each in enumerate(following) if local(each) == "ppr"), 0)
    for run in reversed([each for each in paragraph if local(each) == "r"]):
        properties = next((each for each in run if local(each) == "rpr"), None)
        if properties is not None:
            run.remove(properties)  # its size and its place
        following.insert(at, run)
    _drop(paragraph)
