"""Files of up to a megabyte that are made to be slow: many small things, or little that unpacks to much."""

import gzip
from collections.abc import Callable

from tests.data.hostile import archive, docx, odt, page, pdf, word
from tests.data.plain_markups import mobi


def _megabyte(piece: str) -> bytes:
    return (piece * (1_000_000 // len(piece) + 1))[:1_000_000].encode()


def book(files: dict[str, str], facts: str = "") -> tuple[str, bytes]:
    """An EPUB of some files, which hold as much as the packed book may."""
    kinds = {"svg": "image/svg+xml", "xhtml": "application/xhtml+xml"}
    items = "".join(f"<item id='i{n}' href='{name}' media-type='{kinds[name.rpartition('.')[2]]}'/>" for n, name in enumerate(files))
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(len(files)))
    package = f"<package><metadata>{facts}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    container = "<c><rootfile full-path='b.opf'/></c>"
    return "a.epub", archive({"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b.opf": package, **files})


HANGS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "comments": lambda: ("a", b"<!---->" * 60 + b"x"),
    "doctype": lambda: ("a.epub", archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='b.opf'/></c>",
                                           "b.opf": "<package><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
                                           "a.xhtml": "<!DOCTYPE x [" * 60_000})),
    "fb2": lambda: ("a.fb2", b"<FictionBook><body>" + _megabyte("<section><p>x")), "rtf": lambda: ("a.rtf", b"{\\rtf1" + _megabyte("{\\b x")),
    "notebook": lambda: ("a.ipynb", b'{"cells": [' + _megabyte('{"cell_type": "code", "source": "```"},') + b'{"cell_type": "raw"}]}'),
    "mail": lambda: ("a.eml", b"Subject: x\n\n" + _megabyte("> ")), "mailbox": lambda: ("a.mbox", _megabyte("From a 2026\n\nx\n")),
    "boundaries": lambda: ("a.eml", b"Content-Type: multipart/mixed; boundary=b\n\n" + _megabyte("--b\nContent-Type: text/plain\n\nx\n")),
    "rst": lambda: ("a.rst", _megabyte("*a `b ")), "manual": lambda: ("a.man", b".TH X 1\n" + _megabyte("\\fB\\f[")), "subtitles": lambda: ("a.srt", _megabyte("00:00:01,000 --> ")),
    "org": lambda: ("a.org", _megabyte("*a [[b ")), "org lists": lambda: ("a.org", "\n".join(" " * n + "- a" for n in range(1_400)).encode()),
    "org notes": lambda: ("a.org", _megabyte("[fn::a ")), "org blocks": lambda: ("a.org", _megabyte("#+begin_quote\n")), "org drawers": lambda: ("a.org", _megabyte(":A:\n")),
    "asciidoc": lambda: ("a.adoc", _megabyte("*a `b <<c ")), "asciidoc blocks": lambda: ("a.adoc", _megabyte("====\n====\n")),
    "asciidoc lists": lambda: ("a.adoc", _megabyte("* a\n. b\n")), "asciidoc cells": lambda: ("a.adoc", b"|===\n" + _megabyte("|a ")), "asciidoc terms": lambda: ("a.adoc", _megabyte("a:: ")),
    "asciidoc fences": lambda: ("a.adoc", "\n".join("-" * (4 + n) for n in range(1_400)).encode()), "asciidoc values": lambda: ("a.adoc", b":a: " + _megabyte("{a}{a}")[:9_000] + b"\n\n" + b"{a}" * 1_000),
    "latex": lambda: ("a.tex", _megabyte("\\textbf{a $b ")), "latex groups": lambda: ("a.tex", _megabyte("{")), "latex environments": lambda: ("a.tex", _megabyte("\\begin{a}")),
    "latex items": lambda: ("a.tex", _megabyte("\\begin{itemize}\\item a")), "latex closed items": lambda: ("a.tex", b"\\begin{itemize}\\item a" * 19_000 + b"\\end{itemize}" * 19_000),
    "latex macros": lambda: ("a.tex", b"\\newcommand{\\a}[1]{#1#1}\\begin{document}" + b"\\a{" * 200_000 + b"}" * 200_000), "latex dollars": lambda: ("a.tex", _megabyte("$a ")),
    "latex verbs": lambda: ("a.tex", _megabyte("\\verb|a")), "latex options": lambda: ("a.tex", _megabyte("\\cite[")), "patch": lambda: ("a.patch", _megabyte("@@ -1 +1 @@\n")),
    "patched files": lambda: ("a.patch", _megabyte("--- a\n+++ b\n")), "commits": lambda: ("a.patch", _megabyte("commit 01234567\n\n")), "feed": lambda: ("a.rss", b"<rss ><channel>" + _megabyte("<item><title>a</title></item>")),
    "feed in feeds": lambda: ("a.rss", b"<rss ><channel>" + _megabyte("<item>")), "escaped feed": lambda: ("a.rss", b"<rss ><item><description>" + _megabyte("&lt;b&gt;x")),
    "org formulas": lambda: ("a.org", _megabyte("see \\(a and ")), "org brackets": lambda: ("a.org", _megabyte("\\[")), "asciidoc stems": lambda: ("a.adoc", _megabyte("stem:[")[:300_000]),
    "asciidoc keys": lambda: ("a.adoc", _megabyte("kbd:[")), "latex formulas": lambda: ("a.tex", _megabyte("\\[")), "latex rows": lambda: ("a.tex", _megabyte("a & b \\\\[2pt]\n")),
    "latex verbatim": lambda: ("a.tex", _megabyte("\\begin{verbatim}")), "latex equations": lambda: ("a.tex", _megabyte("\\begin{equation}")),
    "wide hunks": lambda: ("a.patch", b"@" * 20_000 + b" -1,99999999 +1,9999999 " + b"@" * 20_000 + b"\n" + b"+\n" * 400_000),
    "feed of a long address": lambda: ("a.rss", b"<rss ><channel><link>http://e" + b"/a" * 200_000 + b"</link><item><description>" + b"&lt;a href='x'>y" * 30_000 + b"</description></item>"),
    "kindle's tags": lambda: ("a.mobi", mobi("<body " * 60_000, packing=1)), "comments of settings": lambda: ("conf", b"# comment\n\n\n" * 40_000),
    "comic": lambda: ("a.cbz", archive({f"{n}.png": b"" for n in range(12_000)})),
    "doctypes": lambda: ("a.html", _megabyte("<!DOCTYPE ")),
    "spaces": lambda: ("a.txt", _megabyte(" ") + b"x"),
    "dots": lambda: ("a.txt", b"CONTENTS\n\nI " + _megabyte(".") + b"x\n\nI x\n"),
    "numerals": lambda: ("a.txt", b"CONTENTS\n\n" + _megabyte("ivxlcdm") + b"\n\nx\n"),
    "tags": lambda: ("a.html", _megabyte("<b>x")), "paragraphs": lambda: ("a.html", _megabyte("<p>x")), "attributes": lambda: ("a.html", b"<p " + _megabyte("a=1 ") + b">x"),
    "noterefs": lambda: ("a.html", _megabyte('<a role="doc-noteref" href="#n">1</a> ')), "tables": lambda: ("a.html", b"<table><tr><th>a<td>b" + _megabyte("<tr><td>1<td>2")),
    "spans": lambda: ("a.html", b"<p>" + _megabyte("<i>x</i> ")), "lists": lambda: ("a.html", _megabyte("<ul><li>x")),
    "inline tags": lambda: ("a.md", _megabyte("<b>x ")), "emphasis": lambda: ("a.md", _megabyte("*a_ ")), "quotes": lambda: ("a.md", _megabyte(">")),
    "headings": lambda: ("a.md", _megabyte("# a\n")), "links": lambda: ("a.md", _megabyte("[a](b) ")), "cells": lambda: ("a.md", b"|a|b|\n|-|-|\n" + _megabyte("|a|b|\n")),
    "footnotes": lambda: ("a.md", _megabyte("[^1] ") + b"\n\n[^1]: x\n"), "brackets": lambda: ("a.md", _megabyte("[")),
    "long base": lambda: ("a.html", b'<base href="http://a/' + b"../" * 166_000 + b'">' + b"<p>x<a href=y>z</a>" * 2000),
    "title": lambda: ("a.html", b"<title>" + b": a" * 300_000 + b"</title>" + b"<h1>x y</h1>" * 1000 + b"<p>abc"),
    "slashes": lambda: ("a.html", ("<p/" + "/".join(f"a{k}" for k in range(120_000)) + ">x").encode()),
    "quoted": lambda: ("a.html", ('<p x="<" ' + " ".join(f"a{k}" for k in range(120_000)) + ">x").encode()),
    "attributes in Markdown": lambda: ("a.md", ("<p " + " ".join(f"a{k}" for k in range(100_000)) + ">y</p>\n").encode()),
    "packed paragraphs": lambda: ("a.txt.gz", gzip.compress(b"a\n\n" * 3_300_000)),
    "packed headings": lambda: ("a.md.gz", gzip.compress(b"# a\n\n" * 1_990_000)),
    "nested lists": lambda: ("a.html", b"<ul><li>" * 19_900 + b"a"), "nested divisions": lambda: ("a.html", b"<div><ul><li>a" * 9_900), "forms": lambda: ("a.html", b"<form>a " * 19_900),
    "hyphens in a small book": lambda: book({"a.xhtml": page("<p>" + "a&#173;" * 1_100_000 + "</p>")}),
    "hyphens in a text": lambda: ("a.md", ("a\u00ad" * 200 + "\n\n").encode() * 1_700),
    "blank lines": lambda: ("a.txt", _megabyte("\n\nx")), "divisions": lambda: ("a.md", _megabyte("<div>\n\n")),
    "empty gzip": lambda: ("a.txt.gz", gzip.compress(b"", mtime=0) * 50_000 + gzip.compress(b"x")),
    "emoji": lambda: ("a.txt", _megabyte("😀")), "families": lambda: ("a.txt", _megabyte("👩\u200d")), "flags": lambda: ("a.txt", _megabyte("🇩🇪")),
    "conjuncts": lambda: ("a.txt", _megabyte("क\u094d")), "pointed": lambda: ("a.txt", _megabyte("ש\u05b8")), "jamo": lambda: ("a.txt", _megabyte("ᄀ")),
    "syllables": lambda: ("a.txt", _megabyte("한")), "marks": lambda: ("a.txt", b"a" + _megabyte("\u0301")), "vowels": lambda: ("a.txt", _megabyte("ᅡ")),
    "prefixes": lambda: ("a.txt", _megabyte("\u0600")), "indented": lambda: ("a.txt", _megabyte("a\n \n")), "wide table": lambda: ("a.md", (("|a" * 2_000 + "\n") + ("|-" * 2_000 + "\n") + ("|b" * 2_000 + "\n") * 20).encode()),
    "long line": lambda: ("a.md", b"```\n" + _megabyte("x😀")), "soft hyphens": lambda: ("a.txt", _megabyte("😀\u00ad")), "one cell": lambda: ("a.md", b"|a|b|\n|-|-|\n|" + _megabyte("क\u094d") + b"|\n"),
    "charset": lambda: ("a.html", b'<meta charset="punycode"><p>\xff-' + _megabyte("a")), "nested headings": lambda: ("a.html", b"<title>abc def ghi</title>" + b"<h1>" * 240 + _megabyte("x ")),
    "nested figures": lambda: ("a.html", b"<figure>" * 240 + b"<figcaption></figcaption>" * 18_000 + b"<img alt=a></figure>" * 240), "open figures": lambda: ("a.html", b'<figure><img alt="x y z">' * 15_000),
    "nested bylines": lambda: ("a.html", b"<div class=byline>" * 240 + _megabyte("x ")), "nested code": lambda: ("a.html", b"<pre>" * 200 + b'<code class="language-c">x</code>' * 15_000),
    "contents of titles": lambda: ("a.txt", ("CONTENTS\n\n" + "".join(f"The strange title number {n}\n" for n in range(12_000)) + "\n\n" + "".join(f"The strange title numbxr {n}\n\n" for n in range(12_000))).encode()),
    "links in links": lambda: ("a.html", b"<title>t</title>" + b"<a>a<p>" * 13_500), "long links in links": lambda: ("a.html", b"<title>t</title>" + b"<a>" + (b"a " * 1000 + b"<p><a>") * 450),
    "links in lists in links": lambda: ("a.html", b"<ul><li>a<a>b" * 13_000), "links in asides": lambda: ("a.html", b"<aside><a>" + (b"ab, cd " * 20 + b"<p><aside><a>") * 5_500),
    "open asides": lambda: ("a.html", b"<aside>a<p>" * 13_000), "HTML in Markdown": lambda: ("a.md", b"x\n\n" + b"<details>a\n\n" * 20_000), "short headings": lambda: ("a.md", b"# a\n" * 120_000),
    "long names": lambda: book({"a/" * 15_000 + "a.xhtml": page("".join(f'<p id="i{n}">x</p>' for n in range(9_000)))}), "nested spans": lambda: book({"a.xhtml": page("<i>" * 240 + "<p>x</p>" * 20_000)}),
    "nested labels": lambda: book({"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'>" + "<text>" * 240 + "x " * 900_000}), "nested authors": lambda: book({"a.xhtml": page("<p>x</p>")}, "<creator>" * 240 + "word word " * 200_000 + "</creator>" * 240),
    "docx": lambda: ("a.docx", docx(word("<w:p/>" * 1_500_000))), "odt": lambda: ("a.odt", odt("<text:p/>" * 1_000_000)),
    "pdf": lambda: ("a.pdf", pdf([[(10 + n % 60 * 9, 780 - n // 60 * 4, 4, "a b") for n in range(9_000)]])),
    "epub": lambda: ("a.epub", archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='b.opf'/></c>",
                                        "b.opf": "<package><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
                                        "a.xhtml": page("<p>x</p>" * 1_000_000)})),
}  # fmt: skip
