"""From a tree of HTML elements to blocks: the article of a page, its boilerplate, tables and links.

In comes a tree that lxml parsed; out go blocks in a ``Builder``. Nothing is ever loaded.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.html.article import find_article as find_article
    from glossator.content.html.reader import MarkupReader as MarkupReader

_WHERE = {"MarkupReader": "reader", "find_article": "article"}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
