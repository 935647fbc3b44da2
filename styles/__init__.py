"""How it looks: the style sheets and the themes.

What the first page needs is in one sheet; that of the panes is read when they are mounted, that of the dialogs after
them, or with the first dialog.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent
READER = str(_FOLDER / "reader.tcss")
PANES = str(_FOLDER / "panes.tcss")
DIALOGS = str(_FOLDER / "dialogs.tcss")
FEW_COLORS = str(_FOLDER / "few_colors.tcss")
