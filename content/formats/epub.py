"""EPUB 2 and 3: container, package, spine in order, navigation as the section tree (EPUB 3.3, OPF 2.0.1, OCF 3.3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from glossator.content.document import Builder, Document, DocumentError
from glossator.content.errors import LimitError
from glossator.content.formats.epub_names import Names
from glossator.content.formats.epub_pages import breaks_in, listed, pages_of
from glossator.content.html.elements import beginning_of, local, text_of, types_of
from glossator.content.html.links import Labels, Links
from glossator.content.html.reader import MarkupReader
from glossator.content.html.xml import parse_xml
from glossator.content.sources.limits import HEAD_BYTES
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_READABLE = frozenset(
    {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "image/svg+xml"}
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


@dataclass
class _Package:
    """What the package document says; ``spine`` holds paths in the archive, in reading order."""

    folder: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    identifiers: tuple[str, ...] = ()
    spine: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Chapters that the archive lacks, or that are damaged."""
    navigation: str = ""
    ncx: str = ""
    cover: str = ""


def cover_in(data: bytes) -> bytes:
    """Give the picture on a book's cover.

    Args:
        data: The EPUB.

    Raises:
        DocumentError: It names none, or is damaged.

    Source:
        EPUB 3.3, D.7.2, the property ``cover-image``; before EPUB 3 a ``meta`` called ``cover``, by custom.
    """
    archive = Archive(data)
    path = _package(archive, Names(archive.names)).cover
    if not path:
        raise DocumentError("a book without a cover")
    return archive.read(path)


def read(source: Source) -> Document:
    """The book in an EPUB. Raises DocumentError for DRM, damage, and a book without text."""
    archive = Archive(source.data)
    names = Names(archive.names)
    rights = f"{names.root}META-INF/encryption.xml"
    if rights in names and _is_locked(archive.read_markup(rights)):
        raise DocumentError("an encrypted book (DRM), which only its own reader opens")
    package = _package(archive, names)
    out = Builder()
    labels = Labels()
    parts: list[tuple[str, int]] = []
    printed: list[tuple[str, str]] = []
    total = sum(archive.size(path) for path in package.spine) or 1
    taken = rest = 0
    for path in package.spine:
        size = archive.size(path)
        if source.head and out.length > HEAD_BYTES // 4:
            rest = max(1, (total - taken) * out.length // max(1, taken))
            break
        taken += size
        parts.append((f"Part {len(parts) + 1}", out.length))
        if not _read_file(archive, names, path, out, labels, printed):
            package.missing.append(path)
    navigation, ncx = (_parsed(archive, names, each) for each in (package.navigation, package.ncx))
    entries = list(_entries(navigation, ncx, names, package))
    paths = {navigation: package.navigation, ncx: package.ncx}
    pages = listed(navigation, ncx, lambda root, href: _target(names, paths[root], href)) or printed
    sections = [(e.title, e.level, out.anchors[e.target]) for e in entries if e.target in out.anchors]
    document = out.document(
        package.title, sections=sections or None, format="epub", author=package.author,
        date=package.date, identifiers=package.identifiers,
    )  # fmt: skip
    last = len(document.text) - 1
    warning = _warning(package.missing)
    return replace(
        document, rest=rest, parts=tuple((name, min(place, last)) for name, place in parts), warning=warning,
        pages=tuple((label, min(at, last)) for label, at in pages_of(pages, out.places)),
    )  # fmt: skip


def _warning(missing: list[str]) -> str:
    """The warning about chapters that could not be read; empty where all of them were."""
    if not missing:
        return ""
    shown = ", ".join(clean_line(posixpath.basename(path))[:60] for path in missing[:3])
    chapters = "a chapter" if len(missing) == 1 else f"{len(missing)} chapters"
    return f"{chapters} could not be read: {shown}{' …' if len(missing) > 3 else ''}"


_FACTS = ("title", "creator", "date", "identifier")
_LONGEST_FACT = 1_000
"""Code points of a title, a name, or an entry of the contents that are read."""
_DEEPEST, _FIRST = 100, 200
"""Elements around an entry of the contents, and within it, that are looked at."""


def _is_locked(data: bytes) -> bool:
    """True when more than fonts is encrypted (OCF 3.3, 4.2.5)."""
    root = parse_xml(data)
    return any(local(method) == "encryptionmethod" and method.get("Algorithm") not in _FONTS for method in root.iter())


def _package_path(archive: Archive, names: Names) -> str:
    """The package document that the container names, else the only one there is. Raises DocumentError."""
    found: list[str] = []
    if f"{names.root}META-INF/container.xml" in names:
        container = parse_xml(archive.read_markup(f"{names.root}META-INF/container.xml"))
        found = [e.get("full-path") or "" for e in container.iter() if local(e) == "rootfile"]
    path = next((p for p in (names.inside(names.root, each) for each in found) if p in names), names.package)
    if not path:
        raise DocumentError("a book without its package document")
    return path


def _package(archive: Archive, names: Names) -> _Package:
    path = _package_path(archive, names)
    root = parse_xml(archive.read_markup(path))
    out = _Package(posixpath.dirname(path))
    items: dict[str, Any] = {}
    dates: list[str] = []
    identifiers: list[str] = []
    authors: list[str] = []
    named_cover = ""
    for element in root.iter():
        tag = local(element)
        value = clean_line(beginning_of(element, _LONGEST_FACT)) if tag in _FACTS else ""
        if tag == "item" and element.get("id"):
            items[element.get("id")] = element
        elif tag == "meta" and element.get("name") == "cover":
            named_cover = element.get("content") or ""
        elif tag == "title" and value and not out.title:
            out.title = value
        elif tag == "creator" and value:
            authors.append(value)
        elif tag == "date" and value:
            dates.append(value)
        elif tag == "identifier" and (name := _identifier(value, element)):
            identifiers.append(name)
    out.author, out.date, out.identifiers = ", ".join(authors[:3]), next(iter(dates), ""), tuple(identifiers)
    covers = [items[named_cover]] if named_cover in items else []
    for item in items.values():
        properties = (item.get("properties") or "").split()
        if "nav" in properties:
            out.navigation = names.inside(out.folder, item.get("href"))
        if "cover-image" in properties:
            covers.insert(0, item)
    paths_of_covers = [names.inside(out.folder, item.get("href")) for item in covers]
    out.cover = next((path for path in paths_of_covers if path in names), "")
    spine = next((e for e in root.iter() if local(e) == "spine"), None)
    if spine is None:
        raise DocumentError("a book without a spine")
    if (ncx := items.get(spine.get("toc") or "")) is not None:
        out.ncx = names.inside(out.folder, ncx.get("href"))
    else:
        out.ncx = next((names.inside(out.folder, i.get("href")) for i in items.values()
                        if i.get("media-type") == "application/x-dtbncx+xml"), "")  # fmt: skip
    files: dict[str, None] = {}
    for reference in spine:
        item = items.get(reference.get("idref") or "") if local(reference) == "itemref" else None
        seen = 0
        while item is not None and item.get("media-type") not in _READABLE and seen < 5:
            item, seen = items.get(item.get("fallback") or ""), seen + 1
        if item is not None:
            target = names.inside(out.folder, item.get("href"))
            if target in names:
                files[target] = None
            else:
                out.missing.append(target)
    out.spine = list(files)
    return out


def _identifier(value: str, element: Any) -> str:
    """An identifier as a URN or URL, an ISBN in its plain form; empty for what names nothing outside the book."""
    scheme = next((v for k, v in element.attrib.items() if k.endswith("scheme")), "").lower()
    digits = re.sub(r"(?i)^urn:isbn:|^isbn[:\s]*|[-\s]", "", value)
    if re.fullmatch(r"\d{9}[\dXx]|97[89]\d{10}", digits) and (scheme in ("isbn", "") or "isbn" in value.lower()):
        return f"urn:isbn:{digits.upper()}"
    if value.startswith(("urn:", "http://", "https://")):
        return value
    return f"urn:uuid:{value}" if scheme == "uuid" else ""


def _target(names: Names, path: str, href: str) -> str:
    """An href of a file as the target of a link: ``#path`` or ``#path#id`` within the book, else as it is."""
    if _SCHEME.match(href):
        return href
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    inner = names.inside(posixpath.dirname(path), parts.path) if parts.path else path
    return f"#{inner}#{unquote(parts.fragment)}" if parts.fragment else f"#{inner}"


def _parsed(archive: Archive, names: Names, path: str) -> Any:
    """The root of a file, None where there is no such file."""
    return parse_xml(archive.read_markup(path)) if path in names else None


def _read_file(
    archive: Archive, names: Names, path: str, out: Builder, labels: Labels, printed: list[tuple[str, str]]
) -> bool:
    """Read a chapter, and the page breaks in it; False for one that is damaged: no reason to refuse the others."""
    try:
        root = parse_xml(archive.read_markup(path))
    except LimitError:
        raise
    except DocumentError:
        return False
    body = next((e for e in root.iter() if local(e) in ("body", "book")), root)
    out.anchors.setdefault(f"#{path}", out.length)
    if local(root) == "svg":
        for text in root.iter():
            if local(text) == "text" and local(text.getparent()) != "text" and (label := clean_line(text_of(text))):
                out.add("paragraph", label)
        return True
    printed += [(label, f"#{path}#{name}") for label, name in breaks_in(body)]
    links = Links(
        lambda href: _target(names, path, href), lambda name: f"#{path}#{name}", labels,
        lambda name: name if _SCHEME.match(name) else names.inside(posixpath.dirname(path), name),
    )  # fmt: skip
    MarkupReader(out, links).read(body)
    return True


@dataclass(frozen=True)
class _Entry:
    """One line of the navigation; ``target`` as in ``_target``."""

    title: str
    level: int
    target: str


def _entries(navigation: Any, ncx: Any, names: Names, package: _Package) -> Iterator[_Entry]:
    """The table of contents: of the navigation document, else of the NCX."""
    if navigation is not None:
        for nav in navigation.iter():
            if local(nav) == "nav" and "toc" in types_of(nav):
                yield from _nav_entries(nav, names, package.navigation)
                return
    if ncx is not None:
        for point in ncx.iter():
            if local(point) != "navpoint":
                continue
            label = next((e for e in point if local(e) == "navlabel"), None)
            content = next((e for e in point if local(e) == "content"), None)
            title = clean_line(beginning_of(label, _LONGEST_FACT))
            if title and content is not None:
                level = 1 + sum(local(e) == "navpoint" for e in islice(point.iterancestors(), _DEEPEST))
                yield _Entry(title, level, _target(names, package.ncx, content.get("src") or ""))


def _nav_entries(nav: Any, names: Names, path: str) -> Iterator[_Entry]:
    """The entries of a navigation document's list; one without a link stands where the first below it does."""
    for item in nav.iter():
        if local(item) != "li":
            continue
        head = next((e for e in item if local(e) in ("a", "span")), None)
        link = next((e for e in islice(item.iter(), _FIRST) if local(e) == "a" and e.get("href")), None)
        if head is None or link is None:
            continue
        title = clean_line(beginning_of(head, _LONGEST_FACT))
        level = sum(local(e) == "ol" for e in islice(item.iterancestors(), _DEEPEST))
        if title:
            yield _Entry(title, level, _target(names, path, link.get("href")))
