"""Captions: whether the figure that an image stands in says what the image shows."""

from __future__ import annotations

from itertools import islice
from typing import Any

from glossator.content.html.elements import beginning_of, local

_NEAR = 20
"""Children of a figure, and of each of those, that are looked at for its caption."""


class Captions:
    """The figures of a document; each is looked through once."""

    def __init__(self) -> None:
        self._known: dict[Any, bool] = {}

    def has(self, image: Any) -> bool:
        """True for an image in a figure with a caption.

        Args:
            image: The element of the image.
        """
        figure = next((e for e in image.iterancestors() if local(e) == "figure"), None)
        if figure is None:
            return False
        if figure not in self._known:
            near = list(islice(figure, _NEAR))
            near += [below for child in near for below in islice(child, _NEAR)]
            self._known[figure] = any(local(e) == "figcaption" and beginning_of(e, 1) for e in near)
        return self._known[figure]
