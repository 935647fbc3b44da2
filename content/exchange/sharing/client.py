"""A client of a service that speaks JSON: it waits where it is asked to, and says on one line what is wrong."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from glossator.content.errors import GlossatorError, network_reason
from glossator.content.notes.page_text import loads
from glossator.content.text.sanitize import clean_line

_PATIENCE = 30.0
"""Seconds that an answer is waited for."""
_LONGEST_WAIT = 120.0
"""Seconds that a service may ask to wait; longer is a refusal."""
_ATTEMPTS = 4
_LARGEST = 100_000_000
"""Bytes of an answer."""
_NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
_LATER = frozenset({429, 500, 502, 503, 504})


class GoneError(GlossatorError):
    """The service has no such thing any more."""


class Client:
    """Asks one service; closed when its ``with`` ends.

    Args:
        service: What it is called in messages.
        address: Where it is, with a slash at its end: https, or http on this machine.
        authorization: The header that says who asks.

    Raises:
        GlossatorError: The address is no such one.
    """

    def __init__(self, service: str, address: str, authorization: str) -> None:
        import httpx

        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _NEAR):
            raise GlossatorError(f"{service}: {clean_line(address)}: must be https")
        self.service = service
        headers = {"Authorization": authorization, "User-Agent": "glossator", "Accept": "application/json"}
        self._http = httpx.Client(base_url=address, headers=headers, timeout=_PATIENCE, follow_redirects=False)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def ask(self, method: str, path: str, *, params: Mapping[str, str] | None = None, body: Any = None) -> Any:
        """Ask for something; again where the service is busy or its connection breaks, but nothing is sent twice.

        Args:
            method: Such as ``GET``.
            path: Below the address.
            params: The query.
            body: What is sent as JSON; None for nothing.

        Returns:
            The answer; None for an empty one.

        Raises:
            GoneError: There is nothing of that name.
            GlossatorError: It refuses, does not answer, or answers with no JSON.
        """
        import httpx

        problem = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                _wait(min(2.0**attempt / 2, 8.0))
            try:
                status, wait, data = self._once(method, path, params, body)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                problem = clean_line(network_reason(error, "no answer"))
                if method == "POST" and not isinstance(error, httpx.ConnectError):
                    break  # it may have come through
                continue
            if status not in _LATER:
                return self._answer(status, data)
            problem = f"the server says {status}"
            if wait > _LONGEST_WAIT:
                problem = f"asks to wait for {wait:.0f} seconds"
                break
            _wait(wait)
        raise GlossatorError(f"{self.service}: {problem}")

    def _once(
        self, method: str, path: str, params: Mapping[str, str] | None, body: Any
    ) -> tuple[int, float, bytes]:
        with self._http.stream(method, path, params=params, json=body) as response:
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > _LARGEST:
                    raise GlossatorError(f"{self.service}: an answer of more than {_LARGEST // 1_000_000} MB")
            asked = response.headers.get("retry-after", "")
            return response.status_code, float(asked) if asked.isascii() and asked.isdecimal() else 0.0, bytes(data)

    def _answer(self, status: int, data: bytes) -> Any:
        if status in (401, 403):
            raise GlossatorError(f"{self.service}: the token is not accepted")
        if status in (404, 410):
            raise GoneError(f"{self.service}: the server says {status}")
        if status >= 300:
            raise GlossatorError(f"{self.service}: the server says {status}")
        if not data.strip():
            return None
        try:
            return loads(data)
        except (ValueError, RecursionError):
            raise GlossatorError(f"{self.service}: the answer is no JSON") from None


def _wait(seconds: float) -> None:
    time.sleep(seconds)
