"""``python -m glossator.tui``: the command ``gloss``."""

import sys

from glossator.tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
