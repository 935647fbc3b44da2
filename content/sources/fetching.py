"""Fetching: a URL's bytes, within limits of size and time, kept so that it opens again without a network."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import json
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from glossator.content.errors import DocumentError, network_reason
from glossator.content.folders import cache_folder
from glossator.content.sources.fragments import split_fragment
from glossator.content.sources.limits import (
    FREE_BYTES,
    MAX_FETCHED,
    MAX_RATIO,
    MAX_REDIRECTS,
    MAX_SECONDS,
    PATIENCE,
    SLOWEST,
)
from glossator.content.sources.source import Source
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.stamps import now
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.content.tracing import trace

_OUTSIDE = "https://document.invalid/"
"""Where a document that is no page stands: in no network (RFC 2606)."""
_CHUNK = 1 << 18
"""Bytes that come out of a decompressor at a time."""

Progress = Callable[[int, int], None]
"""Told how many bytes came, and how many will in all: 0 when the server does not say."""





def fetch(
    url: str, *, refresh: bool = False, progress: Progress = lambda came, all_: None, patience: float = PATIENCE
) -> Source:
    """Fetch the bytes of an http or https URL: as kept from before, unless ``refresh``; else from its server.

    A name and password in the URL are used for the request and kept nowhere. When the server cannot be reached the
    kept bytes serve for ``refresh``, too, and the source's ``warning`` says so. Raises DocumentError.

    Args:
        url: http or https.
        refresh: Ask the server even if the page is kept.
        progress: Called with the bytes that came, and of how many, as far as the server tells.
        patience: Seconds that the server may be silent.
    """
    url, _ = split_fragment(url)
    name = without_credentials(url)
    if not re.match(r"https?://[^/?#]", url, re.I):
        raise DocumentError(f"{shown_name(name)}: not a URL that can be fetched")
    kept = _kept(name)
    if kept is not None and not refresh:
        return kept
    try:
        source = _Download(url, progress, patience).run()
    except DocumentError as error:
        if kept is not None:
            return replace(kept, warning=f"{error}; this is the copy kept before")
        raise
    source = replace(source, name=name, url=without_credentials(source.url))
    _keep(name, source)
    return source


def fetch_part(page: str, url: str) -> Source:
    """Fetch something that a page names, such as a picture; never from inside a network that the page is not in.

    Args:
        page: The document's own URL, or a path.
        url: http or https.

    Raises:
        DocumentError: It cannot be fetched, or leads to an address that is not public.
    """
    try:
        refuse_inward(page if is_url(page) else _OUTSIDE, url)
    except _Refused as error:
        raise DocumentError(f"{shown_name(without_credentials(url))}: {error}") from None
    return fetch(url)


@dataclass
class _Download:
    """One download in a thread of its own, so that no server, however slow, is waited for longer than the rules say."""

    url: str
    progress: Progress
    patience: float
    came: int = 0
    all: int = 0
    moved: float = 0.0
    given_up: bool = False
    source: Source | None = None
    failed: str = ""
    response: Any = None

    def run(self) -> Source:
        """Download, and hold the clock against it. Raises DocumentError."""
        shown = clean_line(without_credentials(self.url))
        begin = self.moved = time.monotonic()
        thread = threading.Thread(target=self._download, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.05)
                self.progress(self.came, self.all)
                moment = time.monotonic()
                if moment - self.moved > self.patience:
                    raise DocumentError(f"{shown}: no answer for {self.patience:.0f} seconds")
                slow = self.came and moment - begin > self.patience and self.came < SLOWEST * (moment - begin)
                if moment - begin > MAX_SECONDS or slow:
                    raise DocumentError(f"{shown}: too slow, given up after {moment - begin:.0f} seconds")
        finally:
            self.given_up = True
            self._close()
        if self.source is None:
            raise DocumentError(f"{shown}: {self.failed or 'not fetched'}")
        return self.source

    def _close(self) -> None:
        """End a download that is under way: what waits for the server is woken by the end of its connection."""
        response, self.response = self.response, None
        if response is None or self.source is not None:
            return
        stream = response.extensions.get("network_stream")
        connection = stream.get_extra_info("socket") if stream is not None else None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _download(self) -> None:
        import httpx

        headers = {"User-Agent": "glossator", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        try:
            with httpx.Client(timeout=self.patience, headers=headers, trust_env=True) as client:
                self._follow(client)
        except httpx.TimeoutException:
            self.failed = f"no answer for {self.patience:.0f} seconds"
        except _Refused as refused:
            self.failed = str(refused)
        except (httpx.InvalidURL, UnicodeError):
            self.failed = "not a URL that can be fetched"
        except (httpx.HTTPError, httpx.StreamError, ValueError, OSError) as error:
            self.failed = clean_line(network_reason(error, "not fetched"))

    def _follow(self, client: Any) -> None:
        """Go from redirect to redirect, by http and https only, to the bytes."""
        url = self.url
        for _ in range(MAX_REDIRECTS):
            if urlsplit(url).scheme.lower() not in ("http", "https"):
                self.failed = f"leads to {clean_line(urlsplit(url).scheme) or 'nowhere'}:, which is not followed"
                return
            if url != self.url:
                refuse_inward(self.url, url)
            with client.stream("GET", url) as response:
                self.response = response
                self.moved = time.monotonic()
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                trace("fetching %s: %d", without_credentials(url), response.status_code)
                if response.status_code != 200:
                    self.failed = f"the server says {response.status_code} {clean_line(response.reason_phrase)}".strip()
                    return
                self._take(response)
                return
        self.failed = "redirected in circles"

    def _take(self, response: Any) -> None:
        length = response.headers.get("content-length", "")
        self.all = int(length) if length.isascii() and length.isdecimal() and len(length) < 16 else 0
        body = Body(response.headers.get("content-encoding", ""))
        for chunk in response.iter_raw():
            self.came += len(chunk)
            self.moved = time.monotonic()
            if self.given_up:
                return
            body.add(chunk)
        media_type, _, rest = response.headers.get("content-type", "").partition(";")
        charset = rest.lower().partition("charset=")[2].strip(" \"';")
        self.source = Source(
            self.url, body.end(), url=str(response.url), media_type=media_type.strip().lower(), charset=charset
        )


class _Refused(Exception):
    """Why what a server sent, or where it leads, is not taken."""


class Body:
    """The bytes of a response, out of at most one content-encoding (RFC 9110, 8.4), under the limits of an archive."""

    def __init__(self, encoding: str) -> None:
        named = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
        if len(named) > 1:
            raise _Refused("packed more than once over")
        if named and named[0] not in ("gzip", "x-gzip", "deflate"):
            raise _Refused(f"packed as {clean_line(named[0])[:40]}, which was not asked for")
        self._deflated = bool(named) and named[0] == "deflate"
        self._engine = zlib.decompressobj(47) if named else None
        self._begun = False
        self._packed = 0
        self._out = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take in some more. Raises _Refused past a limit, and where it is damaged."""
        self._packed += len(chunk)
        if self._engine is None:
            self._out += chunk
            self._check()
            return
        if not self._begun and self._deflated and chunk and chunk[0] & 0x0F != 8:
            self._engine = zlib.decompressobj(-15)  # as some servers send it, without the head RFC 9110 asks for
        self._begun = self._begun or bool(chunk)
        try:
            while chunk and not self._engine.eof:
                self._out += self._engine.decompress(chunk, _CHUNK)
                chunk = self._engine.unconsumed_tail
                self._check()
        except zlib.error:
            raise _Refused("damaged on its way") from None

    def _check(self) -> None:
        most = MAX_FETCHED
        if self._engine is not None:
            most = min(most, max(FREE_BYTES, MAX_RATIO * self._packed))
        if len(self._out) > most:
            self._out.clear()
            how = "larger than" if most == MAX_FETCHED else "unpacks to more than"
            raise _Refused(f"{how} {most // 1_000_000} MB")

    def end(self) -> bytes:
        """Give all of it. Raises _Refused when it was cut short."""
        if self._engine is not None and self._begun and not self._engine.eof:
            raise _Refused("cut short on its way")
        return bytes(self._out)


def refuse_inward(origin: str, target: str) -> None:
    """Refuse a redirect from one host to another that is on this machine or in a private network.

    Args:
        origin: The URL that a person asked for.
        target: Where its server leads.

    Raises:
        _Refused: The target is a loopback, private, link-local or otherwise not public address, and not the origin's.
    """
    asked, meant = urlsplit(origin), urlsplit(target)
    if (asked.hostname or "") == (meant.hostname or "") or urlsplit(target).scheme.lower() not in ("http", "https"):
        return
    known = _addresses(asked.hostname or "")
    for address in _addresses(meant.hostname or ""):
        if address not in known and not address.is_global:
            raise _Refused(f"leads to {clean_line(meant.hostname or '')}, which is not on the public network")


def _addresses(host: str) -> set[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The addresses of a host; IPv4 ones written as IPv6 count as IPv4."""
    found = set()
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    for row in rows:
        address = ipaddress.ip_address(str(row[4][0]).partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        found.add(mapped or address)
    return found


def is_kept(url: str) -> bool:
    """Whether a page was fetched before and is kept here, so that opening it asks no server."""
    return _kept(url) is not None


def _entry(url: str) -> Path:
    return cache_folder() / f"{hashlib.sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.page"


def _keep(url: str, source: Source) -> None:
    """Keep what was fetched: a line of JSON, then the bytes. A cache that cannot be written is done without."""
    facts = {
        "url": url, "final": source.url, "media_type": source.media_type, "charset": source.charset, "fetched": now(),
        "sha256": hashlib.sha256(source.data).hexdigest(),
    }  # fmt: skip
    try:
        write_durably(_entry(url), json.dumps(facts).encode() + b"\n" + source.data)
    except OSError:
        return


def _kept(url: str) -> Source | None:
    """What was kept of a URL; None when there is nothing, or it is damaged."""
    try:
        head, _, data = _entry(url).read_bytes().partition(b"\n")
        facts = json.loads(head)
        if facts["url"] != url or facts["sha256"] != hashlib.sha256(data).hexdigest():
            return None
        return Source(url, data, url=facts["final"], media_type=facts["media_type"], charset=facts["charset"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
