"""How each element of a document is set, kept as SVG, in two themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from glossator.tui.app import GlossatorApp
from glossator.tui.settings import Settings
from tests.gallery.samples import SAMPLES
from tests.tui.settled import settled

pytestmark = pytest.mark.usefixtures("one_day")

WAYS: dict[str, tuple[str, dict[str, Any], tuple[int, int]]] = {
    **{name: (name, {}, (92, 36)) for name in SAMPLES if name not in ("prose", "pictures")},
    "right-to-left": ("right-to-left", {"bidi": "gloss"}, (92, 22)),
    "numbered": ("code", {"code_numbers": True, "code_wrap": False}, (92, 30)),
    "ragged": ("prose", {"width": 40}, (60, 36)),
    "justified": ("prose", {"justify": True}, (92, 36)),
    "two-pages": ("prose", {"pages": 2}, (160, 21)),
    "focus": ("prose", {"focus": True}, (92, 30)),
}


@pytest.mark.parametrize("theme", ["paper", "night"])
@pytest.mark.parametrize("way", WAYS)
def test_elements(snap_compare: Callable[..., bool], tmp_path: Path, way: str, theme: str) -> None:
    sample, settings, size = WAYS[way]
    path = tmp_path / f"{sample}.md"
    path.write_text(SAMPLES[sample], "utf-8")

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("Z")
        await settled(pilot)

    assert snap_compare(GlossatorApp(str(path), settings=Settings(theme=theme, **settings)), terminal_size=size, run_before=before)
