"""XML as archives hold it: no document type, no entities but characters, no network, bounded depth."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from lxml import etree

from glossator.content.document import DocumentError
from glossator.content.sources.decoding import decode

# Each takes in all that follows where the end is missing, or there would be another search for it at every beginning.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:(>)|\[.*?(?:\]\s*+(>)|\Z)|\Z)", re.S | re.I)
_DEFINED = re.compile(r"<!ENTITY[^>]*+(>)?", re.I)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_REFERENCE = re.compile(r"&#([xX][0-9A-Fa-f]+|[0-9]+);?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_KEPT = {"lt": "&#60;", "gt": "&#62;", "amp": "&#38;", "quot": "&#34;", "apos": "&#39;"}


def parse_xml(data: bytes, *, strict: bool = False) -> Any:
    """The root element. What is not well formed is mended, unless ``strict``. Raises DocumentError.

    Args:
        data: The bytes of the file; entities outside it are not read.
        strict: Refuse what is not well formed.
    """
    match = _CHARSET.match(data[:200])
    text = decode(data, charset=match[1].decode("ascii") if match else "")
    text = _DOCTYPE.sub(_unless_ended, _DECLARATION.sub("", text, count=1))
    if "<!ENTITY" in text.upper():
        text = _DEFINED.sub(_unless_ended, text)
    text = without_bad_references(_ENTITY.sub(_character, text)).replace("\0", "")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        recover=not strict, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise DocumentError("damaged XML in it") from None
    if root is None:
        raise DocumentError("damaged XML in it")
    return root


def without_bad_references(text: str) -> str:
    """The text without references to characters that are none, or that no text has: libxml2 makes bytes of them."""
    return _REFERENCE.sub(_reference, text) if "&#" in text else text


def _reference(match: re.Match[str]) -> str:
    digits = match[1]
    if len(digits) > 9:
        return "\ufffd"
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    fine = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return match[0] if fine else "\ufffd"


def _unless_ended(match: re.Match[str]) -> str:
    """What was found, as it stands, when its end is missing; else nothing."""
    return "" if match.lastindex else match[0]


def _character(match: re.Match[str]) -> str:
    """A named character as itself: they are defined in document types, which are not read.

    Those of XML itself become numbers: libxml2 drops names once it had something to mend.
    """
    name = match[1]
    if name in _KEPT:
        return _KEPT[name]
    return html5.get(f"{name};", "\ufffd")
