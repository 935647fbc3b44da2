"""``python -m tests.bench.formats WHAT PATH``: how well real documents are read, against what they should give.

pages PATH: Mozilla's readability test pages (test/test-pages), token F1 and headings against expected.html.
books PATH...: EPUB files or standardebooks checkouts: section tree against the navigation, words against the XHTML.
commonmark PATH: the CommonMark specification (spec.txt): text and structure against the reference rendering.
chapters PATH...: Project Gutenberg texts: headings against the printed contents.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import statistics
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from glossator.content import DocumentError, open_document
from glossator.content.document import Block, Builder, Document
from glossator.content.formats import markdown
from glossator.content.html.elements import names
from glossator.content.html.links import Links
from glossator.content.html.reader import MarkupReader

_BLOCKS = names(
    "p div section article header footer figure figcaption ul ol li dl dt dd blockquote pre table tr td th br hr "
    "h1 h2 h3 h4 h5 h6 math mi mo mn mtext"
)
_WORD = re.compile(r"\w+")


def tokens(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def f1(ours: Counter[str], theirs: Counter[str]) -> float:
    if not ours or not theirs:
        return float(ours == theirs)
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())


def body_text(document: Document) -> str:
    """The text without the title put before it and without images' alternative texts."""
    parts = [document.text[b.start : b.end] for b in document.blocks]
    if document.blocks and document.blocks[0].kind == "heading" and parts[0] == document.title:
        parts = parts[1:]
    return "\n".join(parts)


def text_of(tree: html.HtmlElement) -> str:
    for element in list(tree.iter("script", "style", "noscript")):
        element.drop_tree()
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return " ".join("".join(tree.itertext()).split())


def pages(folder: Path, verbose: bool) -> None:
    scores, times, expected, found = [], [], 0, 0
    for case in sorted(folder.iterdir()):
        if not (case / "source.html").exists():
            continue
        try:
            open_document(case / "source.html")
            begin = time.perf_counter()
            document = open_document(case / "source.html")
            times.append(time.perf_counter() - begin)
        except DocumentError as error:
            print(f"{case.name}: {error}")
            scores.append((0.0, case.name, 0, 0))
            continue
        wanted = html.fromstring((case / "expected.html").read_text("utf-8"))
        score = f1(tokens(body_text(document)), tokens(text_of(wanted)))
        ours = {" ".join(_WORD.findall(s.title.casefold())) for s in document.sections}
        heads = [
            " ".join(_WORD.findall(" ".join(h.itertext()).casefold()))
            for h in wanted.iter("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        heads = [h for h in heads if h]
        there = sum(h in ours for h in heads)
        expected, found = expected + len(heads), found + there
        scores.append((score, case.name, there, len(heads)))
    for score, name, there, all_ in sorted(scores):
        if verbose or score < 0.9 or there < all_:
            print(f"{score:.3f} {there}/{all_} {name}")
    values = [score for score, *_ in scores]
    print(
        f"{len(values)} pages: mean F1 {statistics.mean(values):.4f}, least {min(values):.3f}, "
        f"headings {found} of {expected} ({100 * found / expected:.1f} %), median {1000 * statistics.median(times):.0f} ms"
    )


def books(paths: list[Path]) -> None:
    """Section tree against the navigation, words against the XHTML in the spine's order."""
    for path in paths:
        begin = time.perf_counter()
        document = open_document(path)
        took = time.perf_counter() - begin
        with zipfile.ZipFile(path) as archive:
            container = etree.fromstring(archive.read("META-INF/container.xml"))
            package = next(e.get("full-path") for e in container.iter("{*}rootfile"))
            root = etree.fromstring(archive.read(package))
            folder = posixpath.dirname(package)
            items = {e.get("id"): e for e in root.iter("{*}item")}
            navigation = next((i for i in items.values() if "nav" in (i.get("properties") or "").split()), None)
            wanted = []
            if navigation is not None:
                tree = etree.fromstring(archive.read(posixpath.join(folder, navigation.get("href"))))
                nav = next(n for n in tree.iter("{*}nav") if n.get("{http://www.idpf.org/2007/ops}type") == "toc")
                for link in nav.iter("{*}a"):
                    level = sum(e.tag.endswith("}ol") for e in link.iterancestors())
                    wanted.append((level, " ".join("".join(link.itertext()).split())))
            words = 0
            for reference in root.iter("{*}itemref"):
                name = posixpath.join(folder, items[reference.get("idref")].get("href"))
                if name in archive.namelist():
                    page = etree.fromstring(archive.read(name))
                    body = next(page.iter("{*}body"))
                    words += len(
                        _WORD.findall(
                            " ".join(text_of(html.fromstring(etree.tostring(body, encoding="unicode"))).split())
                        )
                    )
        ours = [(s.level, s.title) for s in document.sections]
        count = len(_WORD.findall(document.text))
        print(
            f"{path.stem[:50]}: {len(document.text) / 1e6:.2f} M, {took:.2f} s, sections {len(ours)} of {len(wanted)}, "
            f"{'equal' if ours == wanted else 'DIFFERENT'}, words {count} of {words} ({100 * (count - words) / words:+.2f} %)"
        )


_ENUMERATED = re.compile(
    r"(?:(?:volume|book|part|chapter|letter|stave)\s+)?(?:the\s+)?"
    r"(?P<n>[ivxlc]+|\d+|(?:first|second|third|(?:twenty|thirty|forty)?-?(?:one|two|three|four|five|six|seven|eight|nine)"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty))\b[\s.:)-]*(?P<t>.*)",
    re.I,
)


def printed(text: str) -> list[tuple[str, str]]:
    """(number as printed, letters of the title) of each line of the contents, up to three blank lines or its first entry again."""
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if re.fullmatch(r"\s*(table of )?contents[.:]*\s*", line, re.I))
    letters = [re.sub(r"[\W_]|\d+$", "", line.casefold()) for line in lines]
    first = next(letters[i] for i in range(at + 1, len(lines)) if letters[i])
    end = at + 6
    while (
        end < len(lines)
        and any(letters[end : end + 3])
        and not (len(letters[end]) > 9 and first.endswith(letters[end]))
    ):
        end += 1
    entries: list[tuple[str, str]] = []
    blank, numbered = True, False
    for line in lines[at + 1 : end]:
        line = re.sub(r"(\s{2,}|[\s.]*\.\s+)\d+\s*$", "", line).strip()
        match = _ENUMERATED.fullmatch(line)
        if not line:
            blank = True
            continue
        if match:
            entries.append((match["n"].lower(), re.sub(r"[\W_]", "", match["t"].casefold())))
        elif numbered and (not blank or (entries[-1][0] and not entries[-1][1])):
            entries[-1] = (entries[-1][0], entries[-1][1] + re.sub(r"[\W_]", "", line.casefold()))
        else:
            entries.append(("", re.sub(r"[\W_]", "", line.casefold())))
        blank, numbered = False, bool(match) or (numbered and not blank)
    return [entry for entry in entries if any(entry)]


def chapters(paths: list[Path]) -> None:
    """Headings against the printed contents, in their order."""
    for path in paths:
        document = open_document(path)
        text = path.read_bytes().decode("utf-8", "replace").replace("\r", "")
        entries = printed(text)
        sections = [_ENUMERATED.fullmatch(s.title) or s.title for s in document.sections]
        heads = [
            (s["n"].lower(), re.sub(r"[\W_]", "", s["t"].casefold())) if not isinstance(s, str)
            else ("", re.sub(r"[\W_]", "", s.casefold()))
            for s in sections
        ]  # fmt: skip
        at = matched = 0
        for number, title in entries:
            for index in range(at, len(heads)):
                n, t = heads[index]
                if (title and t and (title.startswith(t[:12]) or t.startswith(title[:12]))) or (number and number == n):
                    matched, at = matched + 1, index + 1
                    break
        recall, precision = matched / max(1, len(entries)), matched / max(1, len(heads))
        print(f"{path.stem:>6} {document.title[:34]:34} listed {len(entries):4} found {len(heads):4} "
              f"precision {precision:.3f} recall {recall:.3f}")  # fmt: skip


def outline(blocks: list[Block], text: str) -> list[object]:
    """Blocks as what a reader sees of them: kind, level, depth of quotes and lists, text, and what is marked in it."""
    out = []
    for block in blocks:
        words = text[block.start : block.end]
        spans = sorted(
            (s.kind, " ".join(text[s.start : s.end].split()), s.target)
            for s in block.spans
            if text[s.start : s.end].strip()
        )
        fold = words if block.kind == "code" else " ".join(words.split())
        out.append((block.kind, block.level, [c.marker for c in block.containers], fold.rstrip(), spans))
    return out


def commonmark(path: Path, verbose: bool) -> None:
    """Each example of the specification, read by us, against the reference rendering read as HTML."""
    fence = "`" * 32
    examples = re.findall(rf"^{fence} example\n(.*?)^\.\n(.*?)^{fence}$", path.read_text("utf-8"), re.M | re.S)
    same = 0
    for number, (source, rendered) in enumerate(examples, 1):
        source, rendered = source.replace("→", "\t"), rendered.replace("→", "\t")
        reader = markdown._Reader()
        with suppress(DocumentError):  # nothing but rules is no text
            reader.read(source)
        ours = outline(reader.out.blocks, "\n".join(reader.out.parts))
        theirs: list[object] = []
        if rendered.strip():
            out = Builder()
            MarkupReader(out, Links(unquote)).read(html.fromstring(f"<div>{rendered}</div>"))
            theirs = outline(out.blocks, "\n".join(out.parts))
        ours = [(k, lv, c, t, [(a, b, unquote(d)) for a, b, d in s]) for k, lv, c, t, s in ours]  # type: ignore[misc]
        same += ours == theirs
        if verbose and ours != theirs:
            print(f"--- {number}\n{source!r}\n{rendered!r}\n  ours   {ours}\n  theirs {theirs}")
    print(f"{same} of {len(examples)} examples alike ({100 * same / len(examples):.1f} %)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.formats", description=__doc__)
    parser.add_argument("what", choices=["pages", "books", "chapters", "commonmark"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.what == "pages":
        pages(options.paths[0], options.verbose)
    elif options.what == "books":
        books(options.paths)
    elif options.what == "chapters":
        chapters(options.paths)
    elif options.what == "commonmark":
        commonmark(options.paths[0], options.verbose)


if __name__ == "__main__":
    main()
