"""Source: bytes, with the name they came under and what is known of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from glossator.content.file_hash import FileHash
from glossator.content.sources.decoding import decode
from glossator.content.sources.limits import PATIENCE
from glossator.content.text.sanitize import clean_piece, shown_name


class Wishes(NamedTuple):
    """What somebody asks for when a document is opened.

    Attributes:
        whole_page: The whole web page, not only its article.
        encoding: The encoding that the text is in; empty for what it looks like.
        password: What an encrypted document opens with; empty for none.
        patience: Seconds that the server of a URL may be silent.
    """

    whole_page: bool = False
    encoding: str = ""
    password: str = ""
    patience: float = PATIENCE


NO_WISHES = Wishes()


@dataclass(frozen=True, eq=False, repr=False)
class Source:
    """Bytes with the name they came under; ``rest`` is how many more there are when only the head was read.

    ``media_type`` and ``charset`` are what a server declared; ``whole_page`` asks a format not to leave anything out.
    """

    name: str
    data: bytes
    path: Path | None = None
    rest: int = 0
    head: bool = False
    url: str = ""
    media_type: str = ""
    charset: str = ""
    whole_page: bool = False
    encoding: str = ""
    """The encoding that somebody says it is in, whatever it says itself; empty for none."""
    password: str = ""
    """What an encrypted document opens with; empty for none."""
    warning: str = ""
    """What a person must be told of how the bytes were got."""
    packed: int = 0
    """How many bytes it had before anything was unpacked; 0 when that is not known."""
    file_hash: FileHash | None = None
    """The hash of the bytes as they were before anything was unpacked; None for a head."""

    @property
    def shown(self) -> str:
        """The name, as it may be shown."""
        return "standard input" if self.name == "-" else shown_name(self.name)

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot, in lower case."""
        name = self.url.split("?")[0].split("#")[0] if self.url else self.name
        return os.path.splitext(name)[1].lower()

    @cached_property
    def text(self) -> str:
        """The bytes as text, cleaned as a piece of a block is. Raises DocumentError for what is no text."""
        return clean_piece(decode(self.data, cut=self.rest > 0, charset=self.charset, encoding=self.encoding))


def head_of(source: Source) -> tuple[str, int]:
    """A text source's text, and how many code points follow; a head ends where a paragraph does."""
    text = source.text
    if not source.rest:
        return text, 0
    text = text[: text.rfind("\n\n") if "\n\n" in text else text.rfind("\n") + 1 or None]
    return text, max(1, source.rest * len(text) // len(source.data))
