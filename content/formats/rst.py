"""reStructuredText: by way of docutils' HTML, with all that reaches out of the file turned off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from, parse_text
from glossator.content.html.elements import beginning_of, local
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_SETTINGS = {
    "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True, "halt_level": 5, "report_level": 5,
    "embed_stylesheet": False, "stylesheet_path": "", "math_output": "LaTeX", "doctitle_xform": True,
    "syntax_highlight": "none", "smart_quotes": False, "line_length_limit": 100_000, "input_encoding": "unicode",
    "traceback": False, "warning_stream": "", "initial_header_level": 2, "toc_backlinks": False,
}  # fmt: skip
"""Nothing is included, nothing is passed through, no configuration is read (docutils' "Deploying securely")."""


def read(source: Source) -> Document:
    """The document in reStructuredText, without docutils as text with underlined headings. Raises DocumentError."""
    try:
        from docutils.core import publish_parts
    except ImportError:
        from glossator.content.formats import plain

        why = "read as plain text: pip install 'glossator[formats]' reads reStructuredText"
        return replace(plain.read(source), format="restructuredtext", warning=why)
    from glossator.content.formats.rst_sphinx import know_all

    try:
        know_all(source.text)
        parts = publish_parts(source.text, writer="html5", settings_overrides=_SETTINGS)
    except Exception:  # docutils lets whatever fails in it through: SystemMessage, RecursionError, ValueError ...
        raise DocumentError("damaged reStructuredText") from None
    page = parse_text(f"<html><body>{parts['html_body']}</body></html>")
    _name_languages(page)
    heading = next((e for e in page.iter() if local(e) == "h1"), None)
    title = clean_line(beginning_of(heading, 500)) if heading is not None else ""
    return from_markup(page, links_from(""), title=title, format="restructuredtext")


def _name_languages(page: Any) -> None:
    """Name the languages of code as HTML5 suggests it: docutils gives code the classes ``code`` and its language."""
    for element in page.iter("pre"):
        match (element.get("class") or "").split():
            case ["code", language, *_] if language != "literal-block":
                element.set("class", f"language-{language}")
