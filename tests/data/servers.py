"""A server on loopback that answers as its paths say: honest ones, and those that keep one waiting."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from tests.data.hostile import epub, pdf

PAGE = (
    "<html><head><title>Köln by night - The Site</title></head><body><nav><a href=/>Home</a></nav><article>"
    "<h1>Köln by night</h1><p>The trains, the bridges, and the cathedral, all of them lit, make a long evening.</p>"
    "<p>Whoever arrives late, by the last train from Bonn, sees the river first, and then the <a href='two'>town</a>.</p>"
    "</article></body></html>"
)

PARTS = "<html><head><title>T</title></head><body><article><h1>T</h1>" + "".join(
    f"<h2 id='p{n}'>Part {n}</h2>" + f"<p>Words of part {n} that go on, and on.</p>" * 12 for n in range(8)
) + "</article></body></html>"  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    asked: list[str] = []
    stopped = threading.Event()
    """Set when the server ends: nobody need be kept waiting any more."""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        getattr(self, f"_{self.path.strip('/').replace('-', '_').replace('.', '_')}", self._missing)()

    def _send(self, data: bytes, kind: str, **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _page(self) -> None:
        self._send(PAGE.encode(), "text/html; charset=utf-8")

    def _parts(self) -> None:
        self._send(PARTS.encode(), "text/html; charset=utf-8")

    def _latin(self) -> None:
        self._send(PAGE.encode("latin-1"), "text/html; charset=iso-8859-1")

    def _greek(self) -> None:
        self._send(PAGE.replace("Köln", "Αθήνα").encode("iso-8859-7"), "text/html; charset=iso-8859-7")

    def _packed(self) -> None:
        self._send(gzip.compress(PAGE.encode()), "text/html", Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(gzip.compress(b" " * 120_000_000, 1), "text/html", Content_Encoding="gzip")

    def _markdown(self) -> None:
        self._send(b"# One\n\nThe *text* of it.\n", "text/markdown")

    def _text(self) -> None:
        self._send(b"One line of text, and nothing else.\n", "text/plain")

    def _book(self) -> None:
        self._send(epub({}), "application/epub+zip")

    def _paper(self) -> None:
        self._send(pdf([[(72, 700, 12, "The text of the paper, in one line.")]]), "application/pdf")

    def _picture(self) -> None:
        self._send(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "image/png")

    def _illustrated(self) -> None:
        self._send(PAGE.replace("<h1>", "<p><img src='red.png' alt='A red field'></p><h1>").encode(), "text/html; charset=utf-8")

    def _red_png(self) -> None:
        from PIL import Image

        out = BytesIO()
        Image.new("RGB", (80, 40), (250, 10, 20)).save(out, "PNG")
        self._send(out.getvalue(), "image/png")

    def _moved(self) -> None:
        self._redirect("/page")

    def _circle(self) -> None:
        self._redirect("/circle")

    def _to_file(self) -> None:
        self._redirect("file:///etc/passwd")

    def _to_ftp(self) -> None:
        self._redirect("ftp://127.0.0.1/x")

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def _missing(self) -> None:
        self.send_error(404, "Not \x1b[31mFound")

    def _silent(self) -> None:
        self.stopped.wait(20)

    def _endless(self) -> None:
        self._stream(b"<p>and so on, and so on</p>" * 40_000, 0)

    def _slow(self) -> None:
        self._stream(b"<p>", 0.3)

    def _slow_head(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for number in range(60):
                self.wfile.write(b"X-%d: y\r\n" % number)
                self.stopped.wait(0.3)
        except OSError:
            return

    def _stream(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.stopped.is_set():
                self.wfile.write(piece)
                self.wfile.flush()
                self.stopped.wait(pause)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    """The server's address, and the paths it was asked for."""
    handler = type("Handler", (_Handler,), {"asked": [], "stopped": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked  # type: ignore[attr-defined]
    finally:
        handler.stopped.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
