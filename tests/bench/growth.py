"""``python -m tests.bench.growth [name...]``: how time and memory grow with inputs made to be slow.

Each input is made at sizes n, 2n and 4n and used in a process of its own. What grows faster than about n log n is
named, and so is what takes longer, or more memory, than any document may; then the exit status is 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from math import log2
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.formats import read_document
from glossator.content.sources.packing import unpacked
from glossator.content.sources.source import Source
from tests.data import hostile

_STEEPEST = 1.45
"""The power of n that time may grow with from 2n to 4n; n log n is about 1.1, and small times waver."""
_HEAVIEST = 1.45
"""The same for memory."""
_NOTHING = 0.3
"""Seconds under which growth says nothing."""
_FREE = 150
"""Megabytes under which growth says nothing."""
_SECONDS = 5.0
_MEGABYTES = 500
_GIVEN = 60
"""Seconds of processor time a process is given."""

Use = Callable[[Source], object]


class Case(NamedTuple):
    """How an input is made from a size, the smallest of the sizes, and what is done with it."""

    make: Callable[[int], Source]
    size: int
    prepare: Callable[[Source], object]
    use: Callable[..., object]


class Measure(NamedTuple):
    """What one size took: seconds of processor time, megabytes at the most, and why it was refused, if it was."""

    size: int
    seconds: float
    megabytes: int
    refused: str = ""


CASES: dict[str, Case] = {}


def case(
    size: int, use: Callable[..., object] | None = None, *, opened: bool = True
) -> Callable[[Callable[[int], Source]], Callable[[int], Source]]:
    """Register an input. ``use`` is measured on its document, or on the source if not ``opened``; else opening is."""

    def add(make: Callable[[int], Source]) -> Callable[[int], Source]:
        prepare = _open if use and opened else _as_it_is
        CASES[make.__name__.strip("_").replace("_", "-")] = Case(make, size, prepare, use or _open)
        return make

    return add


# -- what is done with an input


def _as_it_is(source: Source) -> Source:
    return source


def _open(source: Source) -> Document:
    return read_document(unpacked(source))


def _show(document: Document) -> None:
    """Break the lines, and draw the first pages."""
    from rich.style import Style

    from glossator.tui.layout.line_table import LineTable
    from glossator.tui.widgets.paint import paint_row

    plain = Style()
    table = LineTable(document, 80)
    for y in range(min(400, table.height)):
        row = table.row(y)
        paint_row(document, table, row, (), lambda name: plain, ())
        table.position_at(y, 40)
        table.y_of(document.blocks[row.block].start)


def _colour(document: Document) -> None:
    """Draw the first pages of a code block, in colours."""
    from rich.style import Style

    from glossator.tui.layout.line_table import LineTable
    from glossator.tui.widgets.paint import paint_row
    from glossator.tui.widgets.syntax import code_marks

    plain = Style()
    table = LineTable(document, 80)
    block = document.blocks[0]
    marks = code_marks(document.text[block.start : block.end], block.info, block.start)
    for y in range(min(400, table.height)):
        paint_row(document, table, table.row(y), (), lambda name: plain, marks)


def _name_paths(document: Document) -> None:
    for index in range(len(document.sections)):
        document.section_path(index)


def _match(document: Document) -> None:
    from glossator.content.search.sections import SectionIndex

    index = SectionIndex(document)
    for query in ("s", "se", "sec", "sec 12"):
        index.match(query)


def _pick(document: Document) -> None:
    """The section picker: opened, and three letters typed."""
    import asyncio

    from textual.app import App

    from glossator.tui.screens.modals.section_picker import SectionPicker

    async def run() -> None:
        app: App[None] = App()
        async with app.run_test(size=(100, 40)) as pilot:
            app.push_screen(SectionPicker(document, len(document.sections) // 2))
            await pilot.pause()
            await pilot.press("s", "e", "c")
            await pilot.pause()

    asyncio.run(run())


def _list_sections(document: Document) -> None:
    """The tree of sections, with the last one marked."""
    import asyncio

    from textual.app import App, ComposeResult

    from glossator.tui.widgets.sections import Sections

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield Sections(document)

    async def run() -> None:
        app = Shown()
        async with app.run_test(size=(100, 40)) as pilot:
            await pilot.pause()
            app.query_one(Sections).mark(len(document.sections) - 1)
            await pilot.pause()

    asyncio.run(run())


def _search(document: Document) -> None:
    from glossator.content.search.index import SearchIndex

    index = SearchIndex(document)
    for query in ("a", "a a b", "ab cd ef"):
        index.search(query)


def _find_again(document: Document) -> None:
    """A quote of half the text, after every tenth word has changed."""
    from glossator.content.notes.anchoring import locate
    from glossator.content.notes.selectors import describe

    text = document.text
    selectors = describe(text, len(text) // 4, 3 * len(text) // 4)
    locate(" ".join("new" if n % 10 == 0 else word for n, word in enumerate(text.split())), selectors)


# -- plain text


def _text(content: str) -> Source:
    return Source("a.txt", content.encode())


@case(50_000)
def _chunks(n: int) -> Source:
    """Chunks of one word."""
    return _text("a word\n\n" * n)


@case(50_000, _show)
def _short_chunks(n: int) -> Source:
    return _text("a word\n\n" * n)


@case(2_000)
def _contents_missed(n: int) -> Source:
    """A printed contents list of which half is found, and as many short chunks that are nearly what it lists."""
    listed = "\n".join(f"Chapter {k % 900 + 1}. Nearly the same title number {k}" for k in range(n))
    chunks = "\n\n".join(f"Nearly a title, but another number {k * 7}" for k in range(n))
    return _text(f"Contents\n\n{listed}\n\nSome text that says nothing.\n\n{chunks}\n")


@case(2_000)
def _contents_of_one_title(n: int) -> Source:
    """A contents list whose first entry goes on over all its lines."""
    lines = "\n".join("      and so it goes on with more words" for _ in range(n * 4))
    return _text(f"Contents\n\nChapter 1. A title\n{lines}\nChapter 2. x\nChapter 3. y\n\nText.\n")


@case(100_000)
def _quote_marks(n: int) -> Source:
    """One line of nothing but quote marks before its word."""
    return _text(">" * n + " deep\n\n" + "> less\n\n" * (n // 10))


@case(100_000, _show)
def _verse(n: int) -> Source:
    """One chunk of many indented lines."""
    return _text("The first of them.\n\n" + "   line\n" * n)


@case(100_000, _search)
def _one_word(n: int) -> Source:
    """One word over and over."""
    return _text("a " * n)


@case(20_000, _find_again)
def _long_quote(n: int) -> Source:
    return _text(" ".join(f"w{k * 7919 % 3001}" for k in range(n)))


# -- Markdown


def _markdown(content: str) -> Source:
    return Source("a.md", content.encode())


def _sections(n: int) -> Source:
    return _markdown("".join(f"## Section {k} of it\n\ntext\n\n" for k in range(n)))


@case(2_000, _name_paths)
def _section_paths(n: int) -> Source:
    """Sections of the second level, and none of the first."""
    return _sections(n)


@case(5_000, _match)
def _section_titles(n: int) -> Source:
    return _sections(n)


@case(5_000, _pick)
def _section_picker(n: int) -> Source:
    return _sections(n)


@case(5_000, _list_sections)
def _section_tree(n: int) -> Source:
    return _sections(n)


@case(10_000)
def _unended_tags(n: int) -> Source:
    """Begins of elements that never end, in one paragraph, and ends of others."""
    return _markdown("a<em>" * n + "b</strong>" * n + "\n")


@case(10_000)
def _ended_tags(n: int) -> Source:
    """The ends of elements in the order of their begins."""
    return _markdown("a<em>" + "b<i>" * n + "c</em><em>" * n + "\n")


@case(10_000, _show)
def _nested_spans(n: int) -> Source:
    """Emphasis in emphasis, over one paragraph."""
    return _markdown("a<em> <i>b" * n + "c</i> </em>" * n + "\n")


@case(50_000, _show)
def _many_spans(n: int) -> Source:
    """Many spans in one paragraph."""
    return _markdown("*a* " * n + "\n")


@case(500)
def _quotes_around_html(n: int) -> Source:
    """A deep quote around many paragraphs of raw HTML."""
    return _markdown("> " * (4 * n) + "<div>" + "<p>a</p>" * (20 * n) + "</div>\n")


@case(500)
def _nested_lists(n: int) -> Source:
    """Each list in the one before; the indentation makes the file grow with the square, too."""
    return _markdown("".join(" " * k + "- x\n" for k in range(n)))


@case(20_000)
def _footnotes(n: int) -> Source:
    return _markdown("".join(f"a[^{k}]\n\n[^{k}]: the note\n\n" for k in range(n)))


@case(5_000, _show)
def _wide_table(n: int) -> Source:
    """A table of many columns."""
    return _markdown("|a" * n + "|\n" + "|-" * n + "|\n" + "|some *b*" * n + "|\n")


@case(1_000)
def _table_rows_and_columns(n: int) -> Source:
    """A wide head over many short rows: CommonMark fills each row up."""
    return _markdown("|a" * n + "|\n" + "|-" * n + "|\n" + "|b|\n" * n)


@case(20_000, _show)
def _code_lines(n: int) -> Source:
    return _markdown("```\n" + "a line\n" * n + "```\n")


@case(500, _colour)
def _code_colours(n: int) -> Source:
    return _markdown("```python\n" + "if a == 'b': return 1\n" * n + "```\n")


@case(100_000)
def _soft_breaks(n: int) -> Source:
    return _markdown("a\n" * n)


# -- HTML


def _html(content: str) -> Source:
    return Source("a.html", content.encode(), whole_page=True)


def _page(content: str) -> Source:
    return Source("a.html", f"<html><body>{content}</body></html>".encode())


@case(5_000)
def _figure_of_images(n: int) -> Source:
    """A figure of many images without a caption."""
    return _html("<figure>" + "<img alt=a>" * n + "</figure>")


@case(5_000)
def _notes_of_one_label(n: int) -> Source:
    """References to many notes, all called the same, in one paragraph."""
    return _html("<p>" + "".join(f"a<a role=doc-noteref href='#n{k}'>1</a>" for k in range(n)) + "</p>")


@case(5_000)
def _deep_spans(n: int) -> Source:
    """Many blocks within many spans."""
    return _html("<div>" + "<b>" * 200 + "<p>a" * n)


@case(5_000)
def _deep_containers(n: int) -> Source:
    """Many blocks within many quotes, each in one more of its own."""
    return _html("<blockquote>" * 200 + "<blockquote>a</blockquote>" * n)


@case(5_000)
def _nested_tables(n: int) -> Source:
    """Tables in tables, the inner ones last."""
    return _html(("<table>" + "<tr><td>a</td></tr>" * (n // 60) + "<tr><td>") * 60)


@case(300, _show)
def _wide_row(n: int) -> Source:
    """One row of many cells over many rows of one, each cell of many words."""
    return _html(
        "<table><tr>" + "<th>a b c d e f g h</th>" * n + "</tr>" + "<tr><td>a</td></tr>" * (10 * n) + "</table>"
    )


@case(2_000, _show)
def _tall_cell(n: int) -> Source:
    """Many columns, and one cell of many words."""
    return _html("<table><tr>" + "<th>abcdefgh</th>" * n + "</tr><tr><td>" + "a b " * n + "</td></tr></table>")


@case(5_000)
def _spanned_cells(n: int) -> Source:
    return _html("<table>" + "<tr><td colspan=999>a</td><td>b</td></tr>" * n + "</table>")


@case(5_000)
def _cells_over_rows(n: int) -> Source:
    return _html("<table>" + "<tr><td rowspan=9999 colspan=999>a</td><td>b</td></tr>" * n + "</table>")


@case(20_000)
def _line_breaks(n: int) -> Source:
    return _html("<p>" + "a <br>" * n + "</p>")


@case(10_000)
def _dropped_between_words(n: int) -> Source:
    """Text with something after each word that is dropped."""
    return _page("<p>" + "a, word <script></script>" * n + "</p>")


@case(10_000)
def _furniture_between_words(n: int) -> Source:
    """Text with a list of links after each word."""
    return _page("<div>" + "a, word <ul><li><a href=x>link</a></li></ul>" * n + "</div>")


@case(10_000)
def _comments(n: int) -> Source:
    return _page("<p>" + "a, word <!-- x -->" * n + "</p>")


@case(2_000)
def _deep_article(n: int) -> Source:
    """Many paragraphs within many divisions."""
    return _page("<div>" * 200 + "<p>Some text, with a comma, that is long enough to count.</p>" * n)


@case(2_000)
def _deep_sections(n: int) -> Source:
    return _page("<section>" * 200 + "<p>Some text, with a comma, that is long enough to count.</p>" * n)


@case(2_000)
def _deep_lists(n: int) -> Source:
    return _page("<ul><li>" * 100 + "<p>Some text, with a comma, that is long enough to count.</p>" * n)


@case(2_000)
def _divisions(n: int) -> Source:
    return _page("<div><p>Some text, with a comma, that is long enough to count.</p></div>" * n)


@case(2_000)
def _deep_links(n: int) -> Source:
    """Many links within many divisions that have their own bit of text."""
    return _page("<div>a, word " * 200 + "<a href=x>some, text</a> " * n)


@case(200)
def _many_lists(n: int) -> Source:
    """Lists in lists, each of many items."""
    return _page(("<ul>" + "<li>some <a href=x>text, </a>" * (n // 20)) * 50)


@case(2_000)
def _bylines(n: int) -> Source:
    """Elements that are called an author each in the other, around a long text."""
    return _page("<span class=author>" * 200 + "<i>some text, </i>" * n)


# -- archives and what is in them


def _epub(files: dict[str, str | bytes]) -> Source:
    return Source("a.epub", hostile.epub(files))


@case(500)
def _book_of_files(n: int) -> Source:
    """A book of many files, each with places to go to."""
    names = tuple(f"{k}.xhtml" for k in range(n))
    body = "".join(f'<p id="v{k}">A verse.</p>' for k in range(10))
    return _epub({"book.opf": hostile.package(spine=names), **dict.fromkeys(names, hostile.page(body))})


@case(2_000)
def _book_of_small_files(n: int) -> Source:
    names = tuple(f"{k}.xhtml" for k in range(n))
    return _epub({"book.opf": hostile.package(spine=names), **dict.fromkeys(names, hostile.page("<p>a</p>"))})


@case(3_000)
def _book_of_noterefs(n: int) -> Source:
    content = "".join(f'<p>a<a role="doc-noteref" href="#n{k}">*</a></p>' for k in range(n))
    return _epub({"one.xhtml": hostile.page(content)})


@case(5_000)
def _navigation(n: int) -> Source:
    """A table of contents with many entries, all of one place."""
    entries = "".join(f'<li><a href="one.xhtml">Entry {k}</a></li>' for k in range(n))
    nav = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
        f'<nav epub:type="toc"><ol>{entries}</ol></nav></body></html>'
    )
    item = '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
    return _epub({"nav.xhtml": nav, "book.opf": hostile.package(extra=item)})


@case(50_000)
def _empty_elements(n: int) -> Source:
    """A small book of many elements with nothing in them."""
    return _epub({"one.xhtml": hostile.page("<p>Text.</p>" + "<i/>" * n)})


@case(20_000, lambda source: unpacked(source), opened=False)
def _gzip_members(n: int) -> Source:
    """Many members with nothing in them."""
    return Source("a.txt.gz", gzip.compress(b"") * n + gzip.compress(b"the text"))


@case(20_000, lambda source: unpacked(source), opened=False)
def _bzip2_members(n: int) -> Source:
    import bz2

    return Source("a.txt.bz2", bz2.compress(b"") * n + bz2.compress(b"the text"))


@case(20_000, lambda source: unpacked(source), opened=False)
def _xz_members(n: int) -> Source:
    import lzma

    return Source("a.txt.xz", lzma.compress(b"") * n + lzma.compress(b"the text"))


@case(4_000)
def _spaces(n: int) -> Source:
    """An ODT paragraph of many spaces."""
    return Source("a.odt", hostile.odt("<text:p>a" + "<text:s/>b" * n + "</text:p>"))


@case(10_000)
def _odt_paragraphs(n: int) -> Source:
    return Source("a.odt", hostile.odt("<text:p>a word</text:p>\n" * n))


@case(5_000)
def _odt_notes(n: int) -> Source:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body>"
        "</text:note>"
    )
    return Source("a.odt", hostile.odt(f"<text:p>a{note * n}</text:p>"))


@case(5_000)
def _odt_nested(n: int) -> Source:
    body = "<text:section>" * 150 + "<text:p>a</text:p>" * n + "</text:section>" * 150
    return Source("a.odt", hostile.odt(body))


def _docx(body: str) -> Source:
    return Source("a.docx", hostile.docx(hostile.word(body)))


@case(50_000)
def _docx_empty_paragraphs(n: int) -> Source:
    return _docx(hostile.paragraph("The text.") + "<w:p/>" * n)


@case(2_000)
def _docx_paragraphs(n: int) -> Source:
    return _docx(hostile.paragraph("The text.") * n)


@case(2_000)
def _docx_runs(n: int) -> Source:
    return _docx("<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>" * n + "</w:p>")


@case(1_000)
def _docx_cells(n: int) -> Source:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 5 + "</w:tr>"
    return _docx("<w:tbl>" + row * n + "</w:tbl>")


@case(1_000)
def _docx_merged_cells(n: int) -> Source:
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    return _docx("<w:tbl>" + f"<w:tr>{cell * 3}</w:tr>" * n + "</w:tbl>")


# -- PDF


def _pdf(pages: list[list[tuple[float, float, float, str]]], outline: tuple[tuple[str, int], ...] = ()) -> Source:
    return Source("a.pdf", hostile.pdf(pages, outline))


@case(1_500)
def _pdf_pieces(n: int) -> Source:
    """A page of many pieces of text, anywhere on it."""
    return _pdf([[(20 + k * 37 % 550, 20 + k * 11 % 750, 4, "some word") for k in range(n)]])


@case(1_500)
def _pdf_pieces_in_a_row(n: int) -> Source:
    return _pdf([[(20 + k * 20, 700 - k % 2, 8, f"w{k}") for k in range(n)]])


@case(1_500)
def _pdf_stacked_pieces(n: int) -> Source:
    """Pieces all in one place."""
    return _pdf([[(100, 700 - k % 90 * 7, 8, "the same") for k in range(n)]])


@case(100)
def _pdf_pages(n: int) -> Source:
    return _pdf([[(72, 700 - 14 * k, 12, "some words of a line that goes on and") for k in range(40)]] * n)


@case(500)
def _pdf_outline(n: int) -> Source:
    """Many entries of an outline, for a page of as many lines, none of which says one."""
    page = [(20.0 + k * 37 % 550, 20.0 + k * 11 % 750, 4.0, "some word") for k in range(n)]
    return _pdf([page], tuple((f"An entry called {k * 'a'}"[:60], 0) for k in range(n)))


@case(500)
def _pdf_of_one_paragraph(n: int) -> Source:
    """Pages of one paragraph that never ends."""
    return _pdf([[(72, 700 - 12 * k, 12, "some words and more and") for k in range(10)]] * max(1, n // 10))


@case(500)
def _pdf_shared_stream(n: int) -> Source:
    """Pages that all show the same stream of many pieces."""
    import re

    page = [(20.0 + k * 37 % 550, 20.0 + k * 11 % 750, 4.0, "word") for k in range(1_000)]
    data = hostile.pdf([page] + [[]] * (n - 1))
    return Source("a.pdf", re.sub(rb"/Contents \d+ 0 R", b"/Contents 4 0 R", data))


# -- measuring


def _measure(name: str, size: int) -> Measure:
    """In a process of its own: make the input, warm up, and use it."""
    resource.setrlimit(resource.RLIMIT_CPU, (_GIVEN, _GIVEN))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    one = CASES[name]
    source = one.make(size)
    with suppress(DocumentError):
        one.use(one.prepare(one.make(3)))
    prepared = one.prepare(source)
    begin, refused = _spent(), ""
    try:
        one.use(prepared)
    except DocumentError as error:
        refused = str(error)
    except MemoryError:
        refused = "NO MEMORY LEFT"
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Measure(size, _spent() - begin, most // 1024, refused)


def _spent() -> float:
    """Seconds of processor time so far, those of processes that were started for a file included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _run(name: str, size: int) -> Measure:
    command = [sys.executable, "-m", "tests.bench.growth", "--child", str(size), name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return Measure(*json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError, TypeError):
        last = (done.stderr.strip().splitlines() or ["killed"])[-1]
        return Measure(size, float(_GIVEN), 0, f"FAILED: {last}")


def _power(before: float, after: float) -> float:
    return log2(after / before) if before > 0 and after > 0 else 0.0


def faults(runs: list[Measure]) -> list[str]:
    """What is wrong with how a case grew."""
    out = []
    _, half, whole = runs
    if whole.seconds > _NOTHING and _power(half.seconds, whole.seconds) > _STEEPEST:
        out.append("time grows too fast")
    if whole.megabytes > _FREE and _power(half.megabytes, whole.megabytes) > _HEAVIEST:
        out.append("memory grows too fast")
    if whole.seconds > _SECONDS:
        out.append(f"more than {_SECONDS:g} s")
    if whole.megabytes > _MEGABYTES:
        out.append(f"more than {_MEGABYTES} MB")
    out += [run.refused for run in runs if run.refused.isupper() or run.refused.startswith("FAILED")][:1]
    return out


def show(name: str, runs: list[Measure]) -> str:
    """A line of the table."""
    times = "".join(f"{run.seconds:9.2f}" for run in runs)
    sizes = "".join(f"{run.megabytes:6}" for run in runs)
    power = _power(runs[1].seconds, runs[2].seconds)
    verdict = "; ".join(faults(runs)) or (f"refused: {runs[2].refused}" if runs[2].refused else "")
    return f"{name:26}{4 * CASES[name].size:8}{times} s{sizes} MB  n^{power:4.2f}  {verdict}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(CASES)}")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_measure(options.names[0], options.child)))
        return 0
    names = options.names or list(CASES)
    found = {name: [_run(name, size * CASES[name].size) for size in (1, 2, 4)] for name in names}
    for name in sorted(found, key=lambda name: -found[name][2].seconds):
        print(show(name, found[name]))
    return int(any(faults(runs) for runs in found.values()))


if __name__ == "__main__":
    sys.exit(main())
