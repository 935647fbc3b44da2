"""What the reader chose of how text is set."""

from __future__ import annotations

from typing import NamedTuple

_MOST_ROWS = 3
"""Rows between two lines, or paragraphs."""
_INDENT = 2
"""Cells of a paragraph's first line where no blank row parts it from the one before."""


class Options(NamedTuple):
    """How text and code are set.

    Attributes:
        wraps_code: Lines of code that are wider than the page are wrapped; else they scroll sideways.
        numbers_code: Lines of code are numbered.
        justifies: The lines of a paragraph end at one edge; else they end where their words do.
        hyphenates: Words are hyphenated where a line would be rather short, in narrow text and in justified text.
        pages: How many pages of text stand side by side; 0 for as many as stand well there.
        focuses: All but the paragraph that is read is dimmed.
        keeps_middle: The line with the caret stays in the middle of the screen.
        line_spacing: The rows from one line of prose to the next.
        paragraph_space: The blank rows between two paragraphs; where there are none, first lines are indented.
        heading_style: plain, rule for a line beneath, or capitals.
        picture_rows: The rows that a picture may take; none for the words of pictures alone.
        links: Links to pages are given to the terminal, which opens them at its own click.
        reorders: What is written from right to left is put into the order it stands in; else the terminal does it.
    """

    wraps_code: bool = True
    numbers_code: bool = False
    justifies: bool = False
    hyphenates: bool = True
    pages: int = 0
    focuses: bool = False
    keeps_middle: bool = False
    line_spacing: int = 1
    paragraph_space: int = 1
    heading_style: str = "plain"
    picture_rows: int = 20
    links: bool = False
    reorders: bool = True

    @property
    def gap(self) -> int:
        """The blank rows between two blocks: more than between two lines."""
        return max(1, min(_MOST_ROWS, self.paragraph_space)) + self.leading - 1

    @property
    def paragraph_gap(self) -> int:
        """The same between two paragraphs, which may have no more between them than two lines."""
        return self.gap if self.paragraph_space > 0 else self.leading - 1

    @property
    def first_indent(self) -> int:
        """The cells that the first line of a paragraph is indented, behind another one."""
        return 0 if self.paragraph_space > 0 else _INDENT

    @property
    def leading(self) -> int:
        """The rows from one line to the next, within reason."""
        return max(1, min(_MOST_ROWS, self.line_spacing))


DEFAULTS = Options()
