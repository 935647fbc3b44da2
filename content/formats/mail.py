"""Mail: messages as they are kept (RFC 5322), alone or in a mailbox (RFC 4155), and pages saved as MHTML (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from glossator.content.document import Builder, Container, Document, DocumentError, fold
from glossator.content.sources.decoding import decode
from glossator.content.sources.recognition import BEFORE_MESSAGE
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line, clean_piece

_BETWEEN = re.compile(rb"(?m)^" + BEFORE_MESSAGE.encode())
_MOST = 2_000
_MOST_PARTS = 200
"""Messages of a mailbox, and parts of one, that are read."""
_SHOWN = ("From", "To", "Cc", "Date")
_QUOTED = re.compile(r"\n(?:[ \t]*\n)+")


def read(source: Source) -> Document:
    """The page, the message or the messages in a file. Raises DocumentError where there is no text."""
    first = _message(source.data)
    if first.get_content_type() == "multipart/related" and (page := _page(first, source)):
        return page
    out = Builder()
    title = ""
    messages = [first] if not _BETWEEN.match(source.data) else list(_messages(source.data))
    for message in messages:
        subject = clean_line(_header(message, "Subject"))
        title = title or subject
        _add(message, subject or "No subject", out)
    if not out.length:
        raise DocumentError("no text in it")
    author = clean_line(_header(first, "From")) if len(messages) == 1 else ""
    return out.document(title if len(messages) == 1 else "", format="mail", author=author)


def _message(data: bytes) -> EmailMessage:
    if data.startswith(b"From "):
        data = _BETWEEN.sub(b"", data, count=1)
    return message_from_bytes(data, policy=policy.default)


def _messages(data: bytes) -> Iterator[EmailMessage]:
    for piece in _BETWEEN.split(data)[1 : _MOST + 1]:
        yield _message(piece.replace(b"\n>From ", b"\nFrom "))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # what a broken header raises in the standard library: IndexError, ValueError, AttributeError
        return ""


def _page(message: EmailMessage, source: Source) -> Document | None:
    """The page in an MHTML file; None in anything else."""
    from glossator.content.formats import html

    for part in _parts(message):
        if part.get_content_type() == "text/html":
            address = str(part.get("Content-Location") or message.get("Content-Location") or "")
            url = address if address.startswith(("http://", "https://")) else source.url
            charset = str(part.get_content_charset() or "")
            page = html.read(replace(source, data=_bytes(part), charset=charset, url=url))
            return replace(page, format="mhtml")
    return None


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number == _MOST_PARTS:
            return
        yield part


def _bytes(part: EmailMessage) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # a transfer encoding that is none
        data = b""
    return data if isinstance(data, bytes) else b""


def _add(message: EmailMessage, subject: str, out: Builder) -> None:
    """A message: its subject, who wrote it to whom, and its text."""
    out.add("heading", subject, level=1)
    facts = [f"{name}: {clean_line(value)}" for name in _SHOWN if (value := _header(message, name))]
    if facts:
        out.add("meta", "\n".join(facts))
    texts = [part for part in _parts(message) if part.get_content_type() in ("text/plain", "text/html")]
    plain = [part for part in texts if part.get_content_type() == "text/plain" and not part.get_filename()]
    if plain:
        for part in plain:
            _add_text(_decoded(part), out)
        return
    for part in texts[:1]:
        from glossator.content.formats.html import links_from, parse_text
        from glossator.content.html.reader import MarkupReader

        MarkupReader(out, links_from("")).read(parse_text(_decoded(part)))


def _decoded(part: EmailMessage) -> str:
    try:
        return clean_piece(decode(_bytes(part), charset=str(part.get_content_charset() or "")))
    except DocumentError:  # no text
        return ""


def _add_text(text: str, out: Builder) -> None:
    """Paragraphs, with what they quote of earlier messages."""
    for chunk in _QUOTED.split(text):
        lines = [line for line in chunk.split("\n") if line.strip()]
        if not lines:
            continue
        depth = min(len(re.match(r"[> ]*", line)[0].replace(" ", "")) for line in lines)  # type: ignore[index]
        words = fold("\n".join(line.lstrip("> ") if depth else line for line in lines))
        if words:
            out.add("paragraph", words, containers=(Container(),) * min(depth, 9), opens=min(depth, 9))
