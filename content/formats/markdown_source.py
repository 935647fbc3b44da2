"""What is done to Markdown before it is parsed; what few files need is imported where one does."""

from __future__ import annotations

import re

import pyromark

from glossator.content.text.sanitize import clean_line

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_MATH
)
_DEFINITION = re.compile(r"^(?:> )*:[ \t]+\S", re.M)
_NO_DEFINITION = re.compile(r"^(?:> )*:[^ \t\n]", re.M)


def prepared(text: str) -> str:
    r"""Write as the parser reads them: callouts of MkDocs and of directives, and TeX in ``\(…\)`` and ``\[…\]``.

    Args:
        text: Markdown.

    Returns:
        Markdown that says the same; code in it is left as it is.
    """
    if any(sign in text for sign in ("!!!", "???", ":::", "===")):
        from glossator.content.text.callouts import as_quotes

        text = as_quotes(text)
    if "{" in text or "--8<--" in text or "\n///" in text:
        from glossator.content.formats.markdown_signs import without_attributes

        text = without_attributes(text)
    if "\\" in text and ("\\(" in text or "\\[" in text):
        from glossator.content.formats.markdown_signs import with_dollars

        text = with_dollars(text)
    return text


def options_for(text: str) -> pyromark.Options:
    """What of the parser's grammar holds for a text: what would be misread in it does not.

    Args:
        text: Markdown, as ``prepared`` gives it.
    """
    options = _OPTIONS
    if "]](" not in text and "]][" not in text:  # links such as ``[[1]](#note)`` would be wikilinks
        options |= pyromark.Options.ENABLE_WIKILINKS
    may_define = ":" in text and ("\n:" in text or "> :" in text)
    if may_define and _DEFINITION.search(text) and not _NO_DEFINITION.search(text):  # such as ``:smile:``
        options |= pyromark.Options.ENABLE_DEFINITION_LIST
    return options


def facts_in(front_matter: str) -> dict[str, str]:
    """The facts of a document's front matter, such as its title, by their names in small letters; first ones first."""
    facts: dict[str, str] = {}
    for line in front_matter.splitlines():
        key, colon, value = line.partition(":")
        if colon and not key.startswith((" ", "#")):
            facts.setdefault(key.strip().lower(), clean_line(value.strip().strip("\"'")))
    return facts
