"""How narrow and how wide the column of text may be."""

NARROWEST = 20
"""Cells; less than a long word or two cannot be read."""
WIDEST = 200
"""Cells; the eye loses the next line long before."""
