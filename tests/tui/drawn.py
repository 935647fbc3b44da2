"""A row of the text as it is drawn, without its styles."""

from rich.cells import cell_len
from rich.style import Style

from glossator.content.document import Builder, Document
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.widgets.paint import Mark, paint_row


def painted(document: Document, table: LineTable, y: int, marks: tuple[Mark, ...] = ()) -> str:
    segments, cells = paint_row(document, table, table.row(y), marks, lambda name: Style(), [])
    line = "".join(segment.text for segment in segments)
    assert cells == cell_len(line)
    return line


def paragraph(text: str) -> Document:
    """A document of one paragraph."""
    builder = Builder()
    builder.add("paragraph", text)
    return builder.document()


def drawn(document: Document, width: int, options: Options = DEFAULTS) -> list[str]:
    """The lines of a document as they are drawn."""
    table = LineTable(document, width, options=options)
    return [painted(document, table, y) for y in range(table.height)]
