"""The bar that shows, before a screen is up, how much of a URL has come."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from glossator.content.sources.fetching import fetch
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line


def fetch_shown(url: str, *, refresh: bool, patience: float) -> Source:
    """Fetch a URL, with a bar on standard error. Raises DocumentError.

    Args:
        url: http or https.
        refresh: Ask the server even if the page is kept.
        patience: Seconds that it may be silent.
    """
    bar = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task(clean_line(url)[:60], total=None)

        def show(came: int, total: int) -> None:
            bar.update(task, completed=came, total=total or None)

        return fetch(url, refresh=refresh, progress=show, patience=patience)
