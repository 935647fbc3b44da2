"""PDF: text in reading order out of pdfium's; columns, paragraphs, headings by outline or by size, no running heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from glossator.content.document import Builder, Document, DocumentError, Span, fold
from glossator.content.errors import LimitError
from glossator.content.formats import isolation
from glossator.content.formats.pages import Line, PageText, body_size, in_order, without_running_heads
from glossator.content.formats.pdf_file import opened_pdf
from glossator.content.formats.pdf_forms import fields_of, with_fields
from glossator.content.formats.pdf_headings import LARGER, headings_of
from glossator.content.formats.pdf_links import line_at, links_on, place_name, places_on
from glossator.content.formats.pdf_text import HYPHEN, lines_of
from glossator.content.formats.word_ends import keeps_hyphen, known_words
from glossator.content.sources.limits import FREE_LOOKUPS, LOOKUPS_PER_BYTE, MAX_PAGES
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_HEAD_PAGES = 12
"""Pages read for the first page on screen."""
_SCAN = 8
"""Characters a page has on the average, at the least, when it is text and not a picture of text."""
_FEW = 5
"""Pages that may have next to nothing on them, such as those of a form."""
_NO_LETTERS = re.compile(r"[\W\d_]+")
_PER_LETTER = 40
"""What reading a letter costs, with the place of its word, in letters looked through."""
_MARKER = re.compile(r"(?:[•◦‣▪●○■□–*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
"""What an item of a list begins with, whose other lines stand further in."""
_CELLS = 3
"""Pieces side by side from which on a line is a row of a table, and a paragraph of its own."""
_LONGEST_LABEL = 40
"""Characters of what a page is called."""
_EDGE = 0.08
"""The share of a page's width on either side in which stamps stand that run up or down."""
_MOST_MARKS = 200
"""Entries of the outline that are looked for on one page."""
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")", "…")


def read(source: Source) -> Document:
    """The document in a PDF. Raises DocumentError for damage and scans without text, PasswordError for encryption."""
    with opened_pdf(source) as pdf:
        count = min(len(pdf), MAX_PAGES)
        some = min(count, _HEAD_PAGES) if source.head else count
        effort = _Effort(max(FREE_LOOKUPS, LOOKUPS_PER_BYTE * len(source.data)))
        pages = _pages(pdf, some, effort)
        labels = [_page_label(pdf, page.number) for page in pages]
        outline = _of_use(list(_outline(pdf)), count) if some == count or source.head else []
        metadata = _facts(pdf)
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if not letters or (len(pages) > _FEW and letters < _SCAN * len(pages)):
        raise DocumentError("pages of pictures without text (a scan)")
    document = _document(pages, outline, metadata, labels)
    return replace(document, rest=len(document.text) * (count - some) // some) if some < count else document


def _pages(pdf: Any, count: int, effort: _Effort) -> list[PageText]:
    import pypdfium2.raw as raw

    if pdf.get_formtype() != raw.FORMTYPE_NONE:
        pdf.init_forms()
    pages = []
    for number in range(count):
        pages.append(_page(pdf, number, effort, pdf.formenv))
        isolation.report(number + 1, count)
    return pages


def _page_label(pdf: Any, number: int) -> str:
    """What a page is called, such as ``xii``; its number where it is called nothing."""
    try:
        return clean_line(pdf.get_page_label(number) or "")[:_LONGEST_LABEL] or str(number + 1)
    except (UnicodeError, ValueError):
        return str(number + 1)


def _facts(pdf: Any) -> dict[str, str]:
    """What the document says of itself; nothing where that cannot be read."""
    try:
        return {key: clean_line(value) for key, value in pdf.get_metadata_dict().items()}
    except (ValueError, UnicodeError):
        return {}


class _Effort:
    """What reading a document may still cost, in letters looked through."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, letters: int) -> None:
        """Say that a page is about to be read. Raises LimitError when that is too much."""
        self._left -= _PER_LETTER * letters
        if self._left < 0:
            raise LimitError("too many pieces of text on its pages for a file of its size")


def _page(pdf: Any, number: int, effort: _Effort, form: Any) -> PageText:
    """One page's lines as pdfium sees them; a page that cannot be read has none."""
    import pypdfium2 as pdfium

    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return PageText(number, 1.0, 1.0, [])
    width, height = page.get_size()
    text = page.get_textpage()
    effort.spend(text.count_chars())
    page_lines = lines_of(text, links_on(pdf, page))
    fields = fields_of(page, form)
    text.close()
    page.close()
    if len(page_lines.turned) > len(page_lines.across):  # a page on its side; else it is what stands up a margin
        lines = [_turned(line, width, height, rises=page_lines.rising > 0) for line in page_lines.turned]
        lines.sort(key=lambda line: (-line.middle, line.left))  # pdfium's own order goes up such a page, or down
        return PageText(number, height or 1.0, width or 1.0, lines)
    lines = [*page_lines.across, *_inside(page_lines.turned, width)]
    return PageText(number, width or 1.0, height or 1.0, with_fields(lines, fields))


def _inside(turned: list[Line], width: float) -> list[Line]:
    """Writing up or down a page that is read from left to right, such as labels; not what stands up its margin."""
    low, high = _EDGE * width, (1 - _EDGE) * width
    return [line for line in turned if line.left > low and line.right < high]


def _turned(line: Line, width: float, height: float, *, rises: bool) -> Line:
    """A line that runs up the page, or down it, as it stands when the page is turned so that it can be read."""
    if rises:
        return line._replace(left=line.bottom, right=line.top, top=width - line.left, bottom=width - line.right)
    return line._replace(left=height - line.top, right=height - line.bottom, top=line.right, bottom=line.left)


@dataclass(frozen=True)
class _Mark:
    """A line of the outline: its title, level from 1, page from 0, and where on the page, as far as it says that."""

    title: str
    level: int
    page: int
    top: float | None
    left: float | None


def _outline(pdf: Any) -> Any:
    for bookmark in pdf.get_toc(max_depth=8):
        title = clean_line(bookmark.get_title() or "")
        where = bookmark.get_dest()
        page = where.get_index() if where else None
        if title and page is not None:
            _, view = where.get_view()
            top = view[min(1, len(view) - 1)] if view else None
            left = view[0] if view and len(view) > 1 else None
            yield _Mark(title, bookmark.level + 1, page, top, left)


def _of_use(marks: list[_Mark], count: int) -> list[_Mark]:
    """An outline, unless all of its entries lead to one place of several pages, as some programs write it."""
    places = {(mark.page, mark.top, mark.left) for mark in marks}
    return [] if len(places) == 1 and len(marks) > 2 and count > 1 else marks


def _document(
    pages: list[PageText], outline: list[_Mark], metadata: dict[str, str], labels: list[str]
) -> Document:
    size = body_size(pages)
    pages = [in_order(page) for page in without_running_heads(pages)]
    headings = {} if outline else headings_of(pages, size)
    out = Builder()
    paragraph = _Paragraph(out, known_words(line.text for page in pages for line in page.lines))
    places: list[tuple[str, int, int]] = []
    parts: list[tuple[str, int]] = []
    begins: list[int] = []
    marks: dict[int, list[_Mark]] = {}
    for mark in outline:
        marks.setdefault(mark.page, []).append(mark)
    named = places_on(pages)
    for page in pages:
        starts = _matched(page, marks.get(page.number, []))
        parts.append((f"Page {page.number + 1}", -1))
        for index, line in enumerate(page.lines):
            for mark in starts.get(index, ()):
                paragraph.end()
                places.append((mark.title, mark.level, out.length))
            if level := headings.get((page.number, index), 0):
                paragraph.heading(line, level, page)
            elif index in starts and _same(line.text, starts[index][-1].title):
                paragraph.heading(line, starts[index][-1].level, page)
            else:
                paragraph.add(line, page)
            if parts[-1][1] < 0:
                parts[-1] = (parts[-1][0], out.length)
                begins.append(out.length + paragraph.line_start)
                out.name(place_name(page.number), paragraph.line_start)
            for name in named.get((page.number, index), ()):
                out.name(name, paragraph.line_start)
    paragraph.end()
    title = metadata.get("Title", "")
    if not title or re.search(r"\.(docx?|tex|dvi|indd|pdf)$|^(Microsoft Word|untitled)", title, re.I):
        title = _largest_writing(pages, size)
    made = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", metadata.get("CreationDate", ""))
    date = "-".join(filter(None, made.groups())) if made else ""
    document = out.document(title, sections=places or None, format="pdf", author=metadata.get("Author", ""), date=date)
    last = len(document.text) - 1
    begun = [(name, labels[at], min(place, last)) for at, (name, place) in enumerate(parts) if place >= 0]
    return replace(
        document, anchors={name: min(at, last) for name, at in out.places.items()},
        parts=tuple((name, start) for name, _, start in begun),
        pages=tuple((label, min(at, last)) for (_, label, _), at in zip(begun, begins, strict=True)),
    )  # fmt: skip


def _largest_writing(pages: list[PageText], body: float) -> str:
    """The largest writing on the first page that has any, as the title; empty where it is as large as the rest."""
    for page in pages[:3]:
        if page.lines:
            largest = max(line.size for line in page.lines)
            if largest < LARGER * body:
                return ""
            return fold(" ".join(line.text for line in page.lines if line.size == largest))[:200]
    return ""


def _same(left: str, right: str) -> bool:
    """True when a line says what an entry of the outline says, numbers and signs aside."""
    return _same_letters(_letters(left), _letters(right))


def _same_letters(a: str, b: str) -> bool:
    return bool(a) and (a == b or (min(len(a), len(b)) > 8 and (b.startswith(a) or a.startswith(b))))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _matched(page: PageText, marks: list[_Mark]) -> dict[int, list[_Mark]]:
    """The line each entry of the outline begins at: the one that says it, else the first at or below its height."""
    found: dict[int, list[_Mark]] = {}
    letters = [_letters(line.text) for line in page.lines] if marks else []
    last = 0
    for mark in marks[:_MOST_MARKS]:  # in the outline's order, which is the page's
        after = range(last, len(page.lines))
        title = _letters(mark.title)
        at = next((i for i in after if _same_letters(letters[i], title)), None)
        if at is None and mark.top is not None and page.lines:
            at = max(last, line_at(page, mark.left, mark.top + 3))
        if page.lines:
            last = last if at is None else at
            found.setdefault(last, []).append(mark)
    return found


class _Paragraph:
    """Lines gathered until a paragraph ends: by a gap, an indent, a short last line, or another size."""

    def __init__(self, out: Builder, known: frozenset[str]) -> None:
        self._out = out
        self._known = known
        self._parts: list[str] = []
        self._links: list[Span] = []
        self._last: Line | None = None
        self._page = -1
        self._heading: tuple[float, int] | None = None

    def heading(self, line: Line, level: int, page: PageText) -> None:
        """A heading, or one more line of it."""
        is_same = self._heading == (line.size, level) and self._page == page.number
        if not is_same or not self._last or self._last.bottom - line.top > 1.2 * line.size:
            self.end()
        self._heading, self._page = (line.size, level), page.number
        self._join(line)

    def add(self, line: Line, page: PageText) -> None:
        """A line of running text."""
        is_row = line.cells >= _CELLS or (self._last is not None and self._last.cells >= _CELLS)
        if self._heading or is_row or (self._last and self._ends_before(line, page)):
            self.end()
        self._join(line)
        self._page = page.number

    def _ends_before(self, line: Line, page: PageText) -> bool:
        last = self._last
        assert last
        if page.number != self._page or line.top > last.top + last.size:  # another page, or another column
            return last.text.endswith(_ENDS) and not line.text[:1].islower()
        if abs(line.size - last.size) > 0.12 * last.size:
            return True
        if last.bottom - line.top > 0.75 * line.size:
            return True
        indented = line.left - page.left_of(line) > 0.8 * line.size
        if indented and line.left - last.left > 0.8 * line.size:
            return len(self._parts) > 1 or not _MARKER.match(last.text)  # else the item of a list goes on
        short = last.right < page.right_of(last) - 0.15 * (page.right_of(last) - page.left_of(last))
        return short and last.text.endswith(_ENDS)

    def _join(self, line: Line) -> None:
        before = self._parts[-1] if self._parts else ""
        if before.endswith(("-", HYPHEN)) and before[-2:-1].isalnum() and line.text[:1].isalnum():
            self._parts[-1] = before[:-1] + ("-" if keeps_hyphen(before, line.text, self._known) else "")
        elif before:
            self._parts.append(" ")
        self._parts.append(line.text)
        self._last = line
        if line.links:
            self._link(line)

    def _link(self, line: Line) -> None:
        """Take the links of the line added last; one that goes on from the line before is one."""
        at = sum(map(len, self._parts[:-1]))
        for start, end, target in line.links:
            last = self._links[-1] if self._links else None
            if last and last.target == target and start == 0 and last.end >= at - 1:
                self._links[-1] = last._replace(end=at + end)
            else:
                self._links.append(Span(at + start, at + end, "link", target))

    @property
    def line_start(self) -> int:
        """Where the line added last begins in the paragraph that is gathered, in code points."""
        before = "".join(self._parts[:-1]).replace(HYPHEN, "-")
        return len(fold(before)) + before.endswith(" ")

    def end(self) -> None:
        """End what was gathered."""
        together = "".join(self._parts).replace(HYPHEN, "-")
        text = fold(together)
        links = self._links if text == together else []
        if text:
            if self._heading:
                self._out.add("heading", text, level=self._heading[1], spans=links)
            else:
                self._out.add("paragraph", text, spans=links)
        self._parts, self._links, self._last, self._heading = [], [], None, None
