"""Fetching: a URL's bytes, within limits of size and time, kept so that it opens again without a network."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from content.errors import DocumentError
from content.sanitize import clean_line
from content.sources import MAX_FETCHED, MAX_REDIRECTS, MAX_SECONDS, PATIENCE, SLOWEST, Source
from content.storage import now, write_durably

Progress = Callable[[int, int], None]
"""Told how many bytes came, and how many will in all: 0 when the server does not say."""


def cache_folder() -> Path:
    """Where fetched documents are kept: GLOSS_CACHE_DIR, else the platform's cache folder."""
    if chosen := os.environ.get("GLOSS_CACHE_DIR"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("glossator")


def fetch(url: str, *, refresh: bool = False, progress: Progress = lambda came, all_: None) -> Source:
    """The bytes of an http or https URL: as kept from before, unless ``refresh``; else from its server.

    When the server cannot be reached the kept ones serve for ``refresh``, too. Raises DocumentError.
    """
    kept = _kept(url)
    if kept is not None and not refresh:
        return kept
    try:
        source = _Download(url, progress).run()
    except DocumentError:
        if kept is not None:
            return kept
        raise
    _keep(url, source)
    return source


@dataclass
class _Download:
    """One download in a thread of its own, so that no server, however slow, is waited for longer than the rules say."""

    url: str
    progress: Progress
    came: int = 0
    all: int = 0
    moved: float = 0.0
    given_up: bool = False
    source: Source | None = None
    failed: str = ""

    def run(self) -> Source:
        """Download, and hold the clock against it. Raises DocumentError."""
        shown = clean_line(self.url)
        begin = self.moved = time.monotonic()
        thread = threading.Thread(target=self._download, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.05)
                self.progress(self.came, self.all)
                moment = time.monotonic()
                if moment - self.moved > PATIENCE:
                    raise DocumentError(f"{shown}: no answer for {PATIENCE:.0f} seconds")
                slow = self.came and moment - begin > PATIENCE and self.came < SLOWEST * (moment - begin)
                if moment - begin > MAX_SECONDS or slow:
                    raise DocumentError(f"{shown}: too slow, given up after {moment - begin:.0f} seconds")
        finally:
            self.given_up = True
        if self.source is None:
            raise DocumentError(f"{shown}: {self.failed or 'not fetched'}")
        return self.source

    def _download(self) -> None:
        import httpx

        try:
            with httpx.Client(timeout=PATIENCE, headers={"User-Agent": "glossator", "Accept": "*/*"}) as client:
                self._follow(client)
        except httpx.TimeoutException:
            self.failed = f"no answer for {PATIENCE:.0f} seconds"
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError) as error:
            self.failed = re.sub(r"\[errno [^\]]*\] *", "", clean_line(str(error)).rstrip(".").lower()) or "not fetched"

    def _follow(self, client: Any) -> None:
        """Go from redirect to redirect, by http and https only, to the bytes."""
        url = self.url
        for _ in range(MAX_REDIRECTS):
            if urlsplit(url).scheme.lower() not in ("http", "https"):
                self.failed = f"leads to {clean_line(urlsplit(url).scheme) or 'nowhere'}:, which is not followed"
                return
            with client.stream("GET", url) as response:
                self.moved = time.monotonic()
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                if response.status_code != 200:
                    self.failed = f"the server says {response.status_code} {clean_line(response.reason_phrase)}".strip()
                    return
                self._take(response)
                return
        self.failed = "redirected in circles"

    def _take(self, response: Any) -> None:
        length = response.headers.get("content-length", "")
        self.all = int(length) if length.isdecimal() and len(length) < 16 else 0
        chunks = []
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            self.came += len(chunk)
            self.moved = time.monotonic()
            if self.given_up:
                return
            if self.came > MAX_FETCHED:
                self.failed = f"larger than {MAX_FETCHED // 1_000_000} MB"
                return
        media_type, _, rest = response.headers.get("content-type", "").partition(";")
        charset = rest.lower().partition("charset=")[2].strip(" \"';")
        self.source = Source(
            self.url, b"".join(chunks), url=str(response.url), media_type=media_type.strip().lower(), charset=charset
        )


def _entry(url: str) -> Path:
    return cache_folder() / f"{hashlib.sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.page"


def _keep(url: str, source: Source) -> None:
    """Keep what was fetched: a line of JSON, then the bytes. A cache that cannot be written is done without."""
    said = {
        "url": url, "final": source.url, "media_type": source.media_type, "charset": source.charset, "fetched": now(),
        "sha256": hashlib.sha256(source.data).hexdigest(),
    }  # fmt: skip
    try:
        write_durably(_entry(url), json.dumps(said).encode() + b"\n" + source.data)
    except OSError:
        return


def _kept(url: str) -> Source | None:
    """What was kept of a URL; None when there is nothing, or it is damaged."""
    try:
        head, _, data = _entry(url).read_bytes().partition(b"\n")
        said = json.loads(head)
        if said["url"] != url or said["sha256"] != hashlib.sha256(data).hexdigest():
            return None
        return Source(url, data, url=said["final"], media_type=said["media_type"], charset=said["charset"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
