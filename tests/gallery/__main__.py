"""``python -m tests.gallery``: draw the README's picture of the reader anew."""

import asyncio
import os
import tempfile
from pathlib import Path

from glossator.tui.app import GlossatorApp
from tests.tui.settled import saved, settled, until

SIZE = (120, 34)


async def draw() -> str:
    """Draw the bundled article with a search and two highlights."""
    app = GlossatorApp(None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket", "V", "enter")
        await saved(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket", "V", "m", *"ask", "escape")
        await saved(pilot)
        await pilot.press("slash", *"strategc partnershp")
        await until(pilot, lambda: app.screen.query_one("#hits").option_count)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        return app.export_screenshot(title="gloss")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("NOTES_DIR", "STATE_DIR", "CACHE_DIR", "CONFIG"):
            os.environ[f"GLOSS_{name}"] = str(Path(folder) / name.lower())
        picture = asyncio.run(draw())
    (Path(__file__).parent / "reader.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
