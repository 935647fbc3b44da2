"""From text and a width to lines: measuring, breaking, tables, and the table of all lines. No widgets.

In come a document and a width in cells; out goes a ``LineTable``: every code point has one place on the screen.
"""
