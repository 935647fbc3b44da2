"""Reading on this terminal, once it is known what."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from glossator.tui.terminal import usable_terminal

if TYPE_CHECKING:
    from glossator.content.document import Document


def is_plainly_a_file(arguments: list[str]) -> bool:
    """Whether a command line is one file to read on this terminal and nothing else, so that no parser is needed.

    Most are; building the parser takes a tenth of the time to the first page.
    """
    name = arguments[0] if len(arguments) == 1 else "-"
    is_name = not name.startswith("-") and ("." in name or "/" in name)  # else it may be a command
    return is_name and os.path.isfile(name) and sys.stdout is not None and sys.stdout.isatty()


def read_here(
    source: str | None, document: Document | None = None, *, section: str | None = None, width: int | None = None,
    theme: str | None = None, whole_page: bool = False,
) -> int:  # fmt: skip
    """Read a document on this terminal until the reader leaves; see ``glossator.tui.starting.run``.

    Args:
        source: A path, a URL, ``-``, or None for the library.
        document: The document, where it is open already.
        section: What the section to begin at is called.
        width: Of the column, in cells; None for the setting.
        theme: A theme's name; None for the setting.
        whole_page: Read all of a web page.

    Returns:
        The exit status.
    """
    usable_terminal()
    import gc

    gc.disable()  # nothing made before the first page is garbage; the reader turns it on again
    from glossator.tui.starting import run

    return run(source, document, section=section, width=width, theme=theme, whole_page=whole_page)
