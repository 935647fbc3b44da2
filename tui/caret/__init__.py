"""Caret: where it goes and what it selects; functions of a text and its lines, without a widget.

In come the canonical text, a position and a count; out comes a position, or a selection between letters.
"""
