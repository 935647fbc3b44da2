"""The bar that shows, before a screen is up, how much of a URL has come."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from glossator.content.sources.fetching import fetch
from glossator.content.text.sanitize import clean_line


def fetch_shown(url: str, *, refresh: bool) -> None:
    """Fetch a URL into what is kept, with a bar on standard error. Raises DocumentError."""
    bar = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task(clean_line(url)[:60], total=None)
        fetch(url, refresh=refresh, progress=lambda came, all_: bar.update(task, completed=came, total=all_ or None))
