"""``gloss serve``: the same reader in a browser, on this machine only."""

from __future__ import annotations

import argparse
import socket
import sys

from glossator.content.errors import GlossatorError, reason
from glossator.content.text.sanitize import shown_name
from glossator.tui.cli.arguments import SOURCE, check_named, number
from glossator.tui.output import show

EXAMPLES = """
gloss serve book.epub
gloss serve --port 8123
"""
_PORT = 8765


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help=f"{SOURCE} (default: the library)")
    parser.add_argument("--port", type=number(0, 65535), default=None, metavar="N",
                        help=f"the port, 0 for any that is free (default: {_PORT}, else any)")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Serve until ctrl+c; the address, which has a token in it, is printed first."""
    try:
        from aiohttp import web

        from glossator.tui.serving import ReaderServer
    except ImportError:
        raise GlossatorError("serve: needs textual-serve: pip install 'glossator[serve]'") from None
    if options.source == "-":
        raise GlossatorError("serve: standard input can be read once only; name a file or a URL")
    if options.source:
        check_named(options.source)
    listening = _listening(options.port)
    name = shown_name(options.source) if options.source else "Glossator"
    server = ReaderServer(options.source, listening.getsockname()[1], name)

    async def tell(_app: web.Application) -> None:  # once ctrl+c is listened to
        show(server.address)
        sys.stdout.flush()

    app = server.make_app()
    app.on_startup.append(tell)
    web.run_app(app, sock=listening, print=None, access_log=None, shutdown_timeout=2)
    return 0


def _listening(port: int | None) -> socket.socket:
    """A socket of this machine's own, which no other one reaches."""
    for each in [_PORT, 0] if port is None else [port]:
        found = socket.socket()
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(("127.0.0.1", each))
            found.listen()
            return found
        except OSError as error:
            found.close()
            why = reason(error, "cannot be used")
    raise GlossatorError(f"serve: port {port}: {why}")
