"""Serving: the reader in a browser on this machine, for whoever has the address with its token, and nobody else.

The terminal in the page and the protocol are textual-serve's; the page is ours, for theirs loads a font from elsewhere.
Requests to another host name (DNS rebinding), from another origin, or without the token are refused.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shlex
import sys
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

_HOST = "127.0.0.1"
_MOST_CELLS = 1_000
_MOST_READERS = 8
"""Readers at a time: each is a program of its own."""
_PATIENCE = 5.0
"""Seconds in which a reader whose page was closed is to end."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}  # fmt: skip
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ReaderServer(Server):
    """Serves the reader.

    Args:
        source: A path or URL; None for the library.
        port: 0 for one that is free.
        title: What the page is called.
    """

    def __init__(self, source: str | None, port: int, title: str) -> None:
        command = [sys.executable, "-m", "glossator.tui.served", *([source] if source else [])]
        super().__init__(shlex.join(command), host=_HOST, port=port, title=title)
        self.token = secrets.token_urlsafe(24)
        self._readers = 0
        self._services: dict[asyncio.Task[Any] | None, AppService] = {}
        """The readers that run, each by the task that serves its page."""

    @property
    def address(self) -> str:
        """The address to open, token and all."""
        return f"http://{_HOST}:{self.port}/{self.token}/"

    def make_app(self) -> web.Application:
        """Make the web application: all that there is stands below the token."""
        app = web.Application(middlewares=[self._guard])
        below = f"/{self.token}"
        app.add_routes([
            web.get(f"{below}/", self._page),
            web.get(f"{below}/ws", self._reader),
            web.get(f"{below}/serve.js", self._script),
            web.static(f"{below}/static", self.statics_path, show_index=False, follow_symlinks=False),
        ])  # fmt: skip
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what comes by another name, from another page, or without the token."""
        hosts = {f"{_HOST}:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("Origin")
        is_ours = origin is None or origin.removeprefix("http://") in hosts
        is_near = request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        begin = request.path.split("/")[1]
        has_token = secrets.compare_digest(begin.encode(), self.token.encode())
        if request.host not in hosts or not is_ours or not (is_near or origin) or not has_token:
            return web.Response(status=403, text="403: this address needs its token\n", headers=_HEADERS)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            return web.Response(status=error.status, text=f"{error.status}: {error.reason}\n", headers=_HEADERS)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        page = Path(__file__).with_name("serve.html").read_text("utf-8")
        socket = f"ws://{request.host}/{self.token}/ws"
        page = page.replace("{socket}", socket).replace("{title}", escape(self.title))
        return web.Response(text=page, content_type="text/html")

    async def _script(self, request: web.Request) -> web.Response:
        return web.Response(text=_SCRIPT, content_type="text/javascript")

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Hand on what the page sends, if it is what the page would send."""
        self._services[asyncio.current_task()] = app_service
        async for message in websocket:
            match _message(message.data if message.type == WSMsgType.TEXT else ""):
                case ["stdin", str(typed)]:
                    await app_service.send_bytes(typed.encode("utf-8", "replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await app_service.set_terminal_size(_within(width), _within(height))
                case ["ping", str() | int() | float() as sign]:
                    await websocket.send_json(["pong", sign])
                case ["blur", *_]:
                    await app_service.blur()
                case ["focus", *_]:
                    await app_service.focus()

    async def _reader(self, request: web.Request) -> web.StreamResponse:
        """Start a reader for a page, and hand on what is typed and drawn."""
        sizes = [request.query.get(name, "80") for name in ("width", "height")]
        if not all(size.isdecimal() and len(size) < 5 and int(size) == _within(int(size)) for size in sizes):
            raise web.HTTPBadRequest
        if self._readers >= _MOST_READERS:
            raise web.HTTPServiceUnavailable
        self._readers += 1
        try:
            return await self.handle_websocket(request)
        finally:
            self._readers -= 1
            if service := self._services.pop(asyncio.current_task(), None):
                await _ended(service._process)


async def _ended(process: asyncio.subprocess.Process | None) -> None:
    """Wait for a reader to end, which was told to; one that does not is ended."""
    if process is None:
        return
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()


def _message(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _within(cells: int) -> int:
    """A width or height that a terminal can have."""
    return max(1, min(cells, _MOST_CELLS))


_SCRIPT = """
"use strict";
document.getElementById("again").addEventListener("click", () => window.location.reload());
const typing = () => document.querySelector("#terminal textarea")?.focus({preventScroll: true});
new MutationObserver(typing).observe(document.body, {attributes: true, attributeFilter: ["class"]});
window.addEventListener("focus", typing);
"""
"""The page's own script, by which what is typed reaches the reader without a click; all else is textual-serve's."""
