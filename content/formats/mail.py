"""Mail: messages as they are kept (RFC 5322), alone or in a mailbox (RFC 4155), and pages saved as MHTML (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from textwrap import dedent

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
_QUOTED = re.compile(r"(?:[ \t]*>)+ ?")
"""What stands before a line of an earlier message."""
_ITEM = re.compile(r"[ \t]{0,3}([-*•+]|\d{1,3}[.)])[ \t]+(?=\S)")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
"""What the columns of a table are set apart by."""
_SHORT = 45
"""Code points of the longest of lines that were ended where their writer wanted: an address, a poem."""


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
    """Paragraphs, lists, and what stands as it was typed, with what is quoted of earlier messages."""
    body, mark, signature = text.partition("\n-- \n")
    for depth, lines in _groups(body):
        _add_lines(lines, (Container(),) * min(depth, 9), out)
    if mark and signature.strip():
        out.add("verse", "\n".join(line.rstrip() for line in signature.strip().split("\n")))


def _groups(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that belong together, each group with how deeply it is quoted: a blank line, or another depth, ends one."""
    depth, lines = 0, list[str]()
    for line in [*text.split("\n"), ""]:
        sign = _QUOTED.match(line)
        here = line[: sign.end()].count(">") if sign else 0
        words = line[sign.end() :] if sign else line
        if lines and (here != depth or not words.strip()):
            yield depth, lines
            lines = []
        if words.strip():
            depth = here
            lines.append(words)


def _marker(sign: str) -> str:
    return sign if sign[0].isdigit() else "•"


def _add_lines(lines: list[str], quoted: tuple[Container, ...], out: Builder) -> None:
    """A group of lines: running text, items of a list, or lines that stay as they are."""
    is_set = len(lines) > 1 and sum(bool(_COLUMNS.search(line)) for line in lines) > 1
    if is_set or all(line.startswith(("    ", "\t")) for line in lines):
        out.add("code", dedent("\n".join(lines)), containers=quoted, opens=len(quoted))
        return
    opens = len(quoted)
    is_flowed = any(line.endswith(" ") for line in lines[:-1])  # RFC 3676: such a line goes on with the next
    is_short = len(lines) > 2 and not quoted and max(map(len, lines)) < _SHORT and not is_flowed
    if is_short and not any(map(_ITEM.match, lines)):
        out.add("verse", "\n".join(line.strip() for line in lines), containers=quoted, opens=opens)
        return
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and not _ITEM.match(lines[end]):
            end += 1
        item = _ITEM.match(lines[at])
        words = fold("\n".join([lines[at][item.end() :] if item else lines[at], *lines[at + 1 : end]]))
        marker = _marker(item[1]) if item else ""
        if words:
            inside = (*quoted, Container(marker)) if marker else quoted
            out.add("paragraph", words, containers=inside, opens=opens + bool(marker))
            opens = 0
        at = end
