"""Colours for code blocks, from Pygments, as marks over the text."""

from __future__ import annotations

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, String
from pygments.util import ClassNotFound

from glossator.tui.widgets.paint import Mark

_PARTS = (
    (Comment, "comment"),
    (String, "string"),
    (Number, "number"),
    (Keyword, "keyword"),
    (Name.Tag, "keyword"),
    (Generic.Inserted, "callout-tip"),
    (Generic.Deleted, "callout-danger"),
    (Generic.Heading, "keyword"),
    (Generic.Subheading, "keyword"),
    (Generic.Prompt, "comment"),
    (Generic.Error, "callout-danger"),
)


def code_marks(code: str, language: str, offset: int) -> list[Mark]:
    """The marks for a piece of code standing at ``offset``; none for a language Pygments does not know.

    Args:
        code: The text of a block.
        language: A name that Pygments may know.
        offset: The block's first code point in the document.
    """
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return []
    marks = []
    for at, kind, value in lexer.get_tokens_unprocessed(code + "\n"):  # without which a diff's last line is none
        for parent, part in _PARTS:
            if kind in parent:
                marks.append(Mark(offset + at, offset + at + len(value), part))
                break
    return marks
