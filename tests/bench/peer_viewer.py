"""Textual's own MarkdownViewer on a file: a peer."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer


class Viewer(App[None]):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield MarkdownViewer(Path(sys.argv[1]).read_text("utf-8"), show_table_of_contents=False)


if __name__ == "__main__":
    Viewer().run()
