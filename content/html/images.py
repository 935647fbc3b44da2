"""Images: what one says and shows, and whether the figure that it stands in says it already."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

from glossator.content.html.elements import beginning_of, local, names
from glossator.content.html.links import Links
from glossator.content.text.sanitize import clean_line

_INLINE = names("p span b strong i em a font small big rb ruby sup sub")
_MOST_AROUND = 6
"""What a letter may stand in, and how many of them around one another are looked at."""
_NEAR = 20
"""Children of a figure, and of each of those, that are looked at for its caption; and elements of a drawing."""


class Image(NamedTuple):
    """An image: its words, its picture as a figure keeps it, and whether a caption says what it shows."""

    words: str
    source: str
    is_captioned: bool


class Images:
    """The images of a document; each figure is looked through once for a caption."""

    def __init__(self, links: Links) -> None:
        """Begin with none.

        Args:
            links: What the source of a picture means.
        """
        self._links = links
        self._captioned: dict[Any, bool] = {}
        self._waiting = ""

    def read(self, element: Any) -> Image | None:
        """Give what an image says and shows; None where that is nothing, as of one that is there for the layout.

        Args:
            element: An ``img``, or the ``image`` of an SVG.
        """
        words, source = clean_line(element.get("alt") or ""), self._links.picture_of(element)
        is_bare = not (words or (source and self._links.picture))
        if is_bare or element.get("width") == "1" or element.get("height") == "1":
            return None
        return Image(words, source, self._is_captioned(element))

    def in_drawing(self, drawing: Any) -> Any:
        """Give the image that a drawing is made of, as the covers of books are; None for any other drawing."""
        if not self._links.picture:
            return None
        return next((e for e in islice(drawing.iter(), _NEAR) if local(e) == "image"), None)

    def wait(self, source: str) -> None:
        """Keep a picture until its caption comes."""
        self._waiting = source

    def take_waiting(self) -> str:
        """Give the picture that waits for a caption, once; empty for none."""
        source, self._waiting = self._waiting, ""
        return source

    def _is_captioned(self, image: Any) -> bool:
        figure = next((e for e in image.iterancestors() if local(e) == "figure"), None)
        if figure is None:
            return False
        if figure not in self._captioned:
            near = list(islice(figure, _NEAR))
            near += [below for child in near for below in islice(child, _NEAR)]
            self._captioned[figure] = any(local(e) == "figcaption" and beginning_of(e, 1) for e in near)
        return self._captioned[figure]


def begins_word(element: Any) -> bool:
    """Whether an image is a letter: the first of a word, whose others follow at once, or one that has a reading.

    Args:
        element: The image.
    """
    for _ in range(_MOST_AROUND):
        parent, following = element.getparent(), element.getnext()
        if element.tail:
            return str(element.tail)[:1].isalnum()
        if parent is None or local(parent) not in _INLINE:
            return False
        if local(parent) in ("rb", "ruby"):
            return True
        if following is not None:
            return beginning_of(following, 2)[:1].isalnum()
        element = parent
    return False
