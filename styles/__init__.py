"""How it looks: the style sheets and the themes.

What the first page needs is in one sheet; that of what lies on the text is read at once behind it, that of the panes
when they are mounted, that of the dialogs after them, or with the first dialog.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent
APP = """
App { background: $background; color: $foreground; }
App:ansi { background: ansi_default; color: ansi_default; }
"""
"""Of what Textual has for every app what the first page needs; the rest is in the sheet of the dialogs."""
READER = str(_FOLDER / "reader.tcss")
MARKS = str(_FOLDER / "marks.tcss")
PANES = str(_FOLDER / "panes.tcss")
DIALOGS = str(_FOLDER / "dialogs.tcss")
FEW_COLORS = str(_FOLDER / "few_colors.tcss")
