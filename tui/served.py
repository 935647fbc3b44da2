"""The reader as a browser shows it: the program that ``gloss serve`` starts for each page that is opened.

Textual's own driver for the web speaks with the server over standard input and output.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Read the document that the first argument names; the library without one."""
    from textual.drivers import web_driver

    from glossator.content.errors import GlossatorError
    from glossator.tui.app import GlossatorApp
    from glossator.tui.output import complain
    from glossator.tui.terminal_input import TerminalInput

    vars(web_driver)["XTermParser"] = TerminalInput  # what the terminal in the page answers is no key
    source = sys.argv[1] if len(sys.argv) > 1 else None
    app = GlossatorApp(source)
    try:
        app.run()
    except GlossatorError as error:
        complain(str(error))
        return 2
    finally:
        app.keep()
    if app.documents.refusal:
        complain(app.documents.refusal)
        return 2
    return app.return_code or 0


if __name__ == "__main__":
    raise SystemExit(main())
