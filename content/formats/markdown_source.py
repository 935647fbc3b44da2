"""What is done to Markdown before it is parsed; what few files need is imported where one does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

if TYPE_CHECKING:
    from glossator.content.formats.markdown_notes import InlineNotes

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_MATH
)
_SIGNS = b"!?:={-8</\\()[]>\n"
"""The bytes of what is looked for in a text: one pass leaves them alone of it, little to look through."""
_OTHERS = bytes({*range(256)} - {*_SIGNS})
_DEFINITION = re.compile(r"^(?:> )*:[ \t]+\S", re.M)
_NO_DEFINITION = re.compile(r"^(?:> )*:[^ \t\n]", re.M)


class Prepared(NamedTuple):
    """Markdown as the parser reads it, and what of the parser's grammar holds for it."""

    text: str
    options: pyromark.Options


def prepared(text: str) -> Prepared:
    r"""Write as the parser reads them: callouts of MkDocs and of directives, and TeX in ``\(…\)`` and ``\[…\]``.

    Args:
        text: Markdown.

    Returns:
        Markdown that says the same, with the grammar for it; code in it is left as it is.
    """
    signs, source = _signs_of(text), text
    if any(sign in signs and sign in text for sign in ("!!!", "???", ":::", "===")):
        from glossator.content.text.callouts import as_quotes

        text = as_quotes(text)
    if "{" in signs or ("--8<--" in signs and "--8<--" in text) or ("\n///" in signs and "\n///" in text):
        from glossator.content.formats.markdown_signs import without_attributes

        text = without_attributes(text)
    if "\\(" in signs or "\\[" in signs:
        from glossator.content.formats.markdown_signs import with_dollars

        text = with_dollars(text)
    return Prepared(text, _options_for(text, signs if text is source else _signs_of(text)))


def parsed(text: str, options: pyromark.Options) -> tuple[Iterable[Any], InlineNotes | None]:
    """Parse Markdown.

    Args:
        text: As ``prepared`` gives it.
        options: The grammar.

    Returns:
        The parser's events, and what takes the inline notes out of paragraphs; None for a text without any.
    """
    if "^" not in text or "^[" not in text.replace("\\", ""):
        return pyromark.events(text, options=options), None
    from glossator.content.formats.markdown_notes import InlineNotes

    notes = InlineNotes(text)
    return notes.events(text, options), notes


def _signs_of(text: str) -> str:
    """The signs of a text that may say something: signs beside one another in it are so here, and others besides."""
    return text.encode("utf-8", "surrogatepass").translate(None, _OTHERS).decode("ascii")


def _options_for(text: str, signs: str) -> pyromark.Options:
    """What of the parser's grammar holds for a text with these signs: what would be misread in it does not."""
    options = _OPTIONS
    is_wiki = "]](" not in signs or "]](" not in text
    if is_wiki and ("]][" not in signs or "]][" not in text):  # links such as ``[[1]](#note)`` would be wikilinks
        options |= pyromark.Options.ENABLE_WIKILINKS
    may_define = ("\n:" in signs and "\n:" in text) or (">:" in signs and "> :" in text)
    if may_define and _DEFINITION.search(text) and not _NO_DEFINITION.search(text):  # such as ``:smile:``
        options |= pyromark.Options.ENABLE_DEFINITION_LIST
    return options
