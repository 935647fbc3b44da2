"""A small document of each kind of markup that is written by hand, a patch, a feed; a comic, slides, a book of a Kindle."""

import struct

from tests.data.hostile import archive

ORG = rb"""#+TITLE: The engine
#+AUTHOR: Ada Lovelace
# a comment
Words with *weight*, /slant/, =code= and ~more~, a [[https://example.org][link]], $x^2$ and \alpha.[fn:1]

* TODO [#A] One  :tag:work:
SCHEDULED: <2026-06-01 Mon>
:PROPERTIES:
:CUSTOM_ID: one
:END:
- an item
- another
  that goes on
  1. inner
- [X] done

- term :: what it means
** Inner
#+BEGIN_SRC python :results output
def f():
    return 1
#+END_SRC
#+begin_quote
Quoted words.
#+end_quote
| a | b |
|---+---|
| 1 | 2 |
: as   it is
#+INCLUDE: "/etc/passwd"
See [[#one]].

[fn:1] What the note says.
"""
ASCIIDOC = b"""= The engine
Ada Lovelace <ada@example.org>
v1.0, 2026-06-01
:name: machine

Words with *weight*, _slant_, `code`, a {name}, a https://example.org[link^], "`quoted`" and a note.footnote:[What the _note_ says.]

[[one]]
== One

NOTE: Careful.

* an item
** inner
* another
+
----
as   it is
----

//-

term:: what it means
other::
  and this

[source,python]
----
def f():
    return 1
----

.Numbers
[cols="1,2"]
|===
|a |b

|1 |2
|3
|4 more
|===

[quote, Someone]
____
Quoted words.
____

include::/etc/passwd[]

=== Inner, after <<one>>

stem:[x^2] and CO~2~.
"""
LATEX = rb"""\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\newcommand{\prog}[1]{\texttt{#1}}
\newtheorem{thm}{Theorem}
\title{The engine\thanks{Nobody}}
\author{Ada Lovelace}
\begin{document}
\maketitle
\begin{abstract}What it is about.\end{abstract}
\section{One}\label{sec:one}
Words with \textbf{weight}, \emph{slant}, ``quotes'' --- and 50\% of na\"\i ve \'el\`eves. % a comment
We use \prog{code} in $\R^n$.\footnote{What the note says, in $y$.}

\begin{itemize}
\item an item
\item another \begin{enumerate}\item inner\end{enumerate}
\end{itemize}
\begin{equation}\label{eq:a} x = \frac{1}{2} \end{equation}
By \eqref{eq:a} in Section~\ref{sec:one}, see \cite{knuth}.
\begin{verbatim}
as   it is % kept
\end{verbatim}
\begin{thm} $a = b$. \end{thm}
\subsection{Inner}
\begin{table}\caption{Numbers}
\begin{tabular}{ll} a & b \\ \hline 1 & 2 \\ \end{tabular}
\end{table}
\begin{quote}Quoted words.\end{quote}
\input{/etc/passwd}
\begin{description}\item[Term] what it means.\end{description}
\begin{thebibliography}{9}\bibitem{knuth} Donald Knuth.\end{thebibliography}
\end{document}
"""
PATCH = b"""diff --git a/one.py b/one.py
index 1111111..2222222 100644
--- a/one.py
+++ b/one.py
@@ -10,3 +10,4 @@ def f():
 kept
--- a removed line
+an added line
+another
 kept too
@@ -30 +31 @@
-x
+y
\\ No newline at end of file
diff --git a/old name.txt b/new name.txt
similarity index 100%
rename from old name.txt
rename to new name.txt
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-was here
diff --git a/a.png b/a.png
new file mode 100644
Binary files /dev/null and b/a.png differ
"""
FORMAT_PATCH = (
    b"""From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
From: Ada Lovelace <ada@example.org>
Date: Mon, 1 Jun 2026 10:00:00 +0000
Subject: [PATCH] A better
 engine

Why it is better.
---
 one.py | 2 +-

"""
    + PATCH
    + b"--\n2.40\n"
)
LOG = (
    b"""commit 0123456789012345678901234567890123456789
Author: Ada Lovelace <ada@example.org>
Date:   Mon Jun 1 10:00:00 2026 +0000

    A better engine

    Why it is better.

"""
    + PATCH
)
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>News &amp; more</title><link>https://example.org/</link>
<item><title>One</title><link>https://example.org/1</link><pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate><dc:creator>Ada</dc:creator>
<description>Short.</description><content:encoded>&lt;h1&gt;Inner&lt;/h1&gt;&lt;p&gt;All of &lt;a href="more"&gt;it&lt;/a&gt;, 1 &amp;lt; 2.&lt;/p&gt;&lt;img src="https://evil.example/x.png"&gt;</content:encoded></item>
<item><title>Two</title><description>Only &lt;em&gt;this&lt;/em&gt;.</description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><author><name>Ada</name></author><entry><title type="html">One &lt;b&gt;bold&lt;/b&gt;</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/><updated>2026-06-01T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All of <em>it</em>.</p></div></content></entry></feed>"""
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _shape(kind: str, *paragraphs: str) -> str:
    return f"<p:sp><p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def _paragraph_of(text: str, level: int = 0, look: str = "") -> str:
    return f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr {look}/><a:t>{text}</a:t></a:r></a:p>'


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f"<Relationships>{inner}</Relationships>"


def pptx() -> bytes:
    """Two slides, the second of which is the first in the presentation, with notes, a list, a table and a picture."""
    first = _shape('<p:ph type="title"/>', _paragraph_of("Opening")) + _shape('<p:ph type="sldNum"/>', _paragraph_of("1")) + _shape("", _paragraph_of("Free words", look='b="1"'))
    table = "<p:graphicFrame><a:tbl><a:tr><a:tc>{}</a:tc><a:tc>{}</a:tc></a:tr><a:tr><a:tc>{}</a:tc><a:tc>{}</a:tc></a:tr></a:tbl></p:graphicFrame>"
    picture = '<p:pic><p:nvPicPr><p:cNvPr descr="A wheel"/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/></p:blipFill></p:pic>'
    points = _shape('<p:ph idx="1"/>', _paragraph_of("an item"), _paragraph_of("inner", 1), _paragraph_of("another"))
    second = _shape('<p:ph type="ctrTitle"/>', _paragraph_of("Points")) + points + f"<p:grpSp>{table.format(*map(_paragraph_of, 'ab12'))}</p:grpSp>" + picture
    slide = f"<p:sld {_A}><p:cSld><p:spTree>{{}}</p:spTree></p:cSld></p:sld>"
    notes = slide.format(_shape('<p:ph type="sldImg"/>') + _shape('<p:ph type="body"/>', _paragraph_of("Say hello.")))
    return archive({
        "ppt/presentation.xml": f'<p:presentation {_A}><p:sldIdLst><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _relations(("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")),
        "ppt/slides/slide1.xml": slide.format(second), "ppt/slides/_rels/slide1.xml.rels": _relations(("image", "../media/a.png")),
        "ppt/slides/slide2.xml": slide.format(first), "ppt/slides/_rels/slide2.xml.rels": _relations(("notesSlide", "../notesSlides/n.xml")),
        "ppt/notesSlides/n.xml": notes, "ppt/media/a.png": b"\x89PNG",
        "docProps/core.xml": "<c><title>The engine</title><creator>Ada Lovelace</creator></c>",
    })  # fmt: skip


def cbz() -> bytes:
    """Three pages, in another order than that of their names as text."""
    about = "<ComicInfo><Series>Engines</Series><Number>1</Number><Title>One</Title><Writer>Ada</Writer></ComicInfo>"
    return archive({"p/10.png": b"\x89PNG", "p/2.png": b"\x89PNG", "p/1.jpg": b"\xff\xd8\xff", "ComicInfo.xml": about})


_BOOK = (
    "<html><head><title>x</title></head><body><p><a filepos=0000000129>One</a></p><p><a filepos=0000000182>Two</a></p>"
    "<mbp:pagebreak/><p>The first chapter, très long.</p><mbp:pagebreak/><p>The second one.</p></body></html>"
)
"""A book without headings; its list of contents leads to places in bytes."""


def mobi(text: str = _BOOK, *, packing: int = 2, locked: int = 0, version: int = 6) -> bytes:
    """A book: its text packed by PalmDOC (2), by Huffman's code (17480), or not (1)."""
    data = text.encode()
    size, pieces, tables = 4096, list[bytes](), list[bytes]()
    for at in range(0, len(data), size):
        piece = data[at : at + size]
        if packing == 17480:
            piece, tables = _coded(piece)
        elif packing == 2:
            piece = b"".join(b"\x01" + bytes((byte,)) if byte >= 0x80 or 0 < byte < 9 else bytes((byte,)) for byte in piece)
            piece = piece.replace(b" s", bytes((ord("s") ^ 0x80,)))
        pieces.append(piece + b"\x00\x81" if version < 8 else piece)
    facts = [(100, b"Ada Lovelace"), (503, "Thé engine".encode()), (104, b"978-0-306-40615-7")]
    exth = b"".join(struct.pack(">II", kind, 8 + len(value)) + value for kind, value in facts)
    exth = b"EXTH" + struct.pack(">II", 12 + len(exth), len(facts)) + exth
    header = bytearray(0xE8)
    header[:4] = b"MOBI"
    struct.pack_into(">IIII", header, 4, 0xE8, 2, 65001, 1)
    struct.pack_into(">I", header, 20, version)
    struct.pack_into(">II", header, 96, 1 + len(pieces), len(tables))
    struct.pack_into(">I", header, 112, 0x40)
    struct.pack_into(">I", header, 176, 0xFFFFFFFF)
    struct.pack_into(">H", header, 226, 0b11 if version < 8 else 0)
    first = struct.pack(">HHIHHHH", packing, 0, len(data), len(pieces), size, locked, 0) + bytes(header) + exth
    records = [first, *pieces, *tables]
    starts, at = list[int](), 78 + 8 * len(records) + 2
    for record in records:
        starts.append(at)
        at += len(record)
    name = b"engine".ljust(32, b"\0") + bytes(28) + b"BOOKMOBI" + bytes(8)
    listed = b"".join(struct.pack(">II", start, 2 * number) for number, start in enumerate(starts))
    return name + struct.pack(">H", len(records)) + listed + b"\0\0" + b"".join(records)


def _coded(data: bytes) -> tuple[bytes, list[bytes]]:
    """Bytes in codes of eight bits each, with the tables for them; one phrase is made of two others."""
    phrases = [bytes((byte,)) for byte in sorted(set(data))]
    codes = {phrase: 255 - at for at, phrase in enumerate(phrases)}
    pair = bytes((codes[b"T"], codes[b"h"]))
    packed = bytes(codes[bytes((byte,))] for byte in data).replace(pair, bytes((255 - len(phrases),)))
    kept = [struct.pack(">H", len(phrase) | 0x8000) + phrase for phrase in phrases] + [struct.pack(">H", 2) + pair]
    at, offsets = 2 * len(kept), list[int]()
    for phrase in kept:
        offsets.append(at)
        at += len(phrase)
    huff = b"HUFF" + struct.pack(">III", 24, 24, 24 + 1024) + bytes(8) + struct.pack(">I", 255 << 8 | 0x88) * 256 + bytes(256)
    cdic = b"CDIC" + struct.pack(">III", 16, len(kept), 8) + struct.pack(f">{len(kept)}H", *offsets) + b"".join(kept)
    return packed, [huff, cdic]


MARKED_UP: dict[str, bytes] = {
    "a.org": ORG, "a.adoc": ASCIIDOC, "a.tex": LATEX, "a.patch": PATCH, "a.rss": RSS, "a.atom": ATOM, "a.pptx": pptx(), "a.cbz": cbz(),
    "a.mobi": mobi(), "huffman.mobi": mobi(packing=17480),
}  # fmt: skip
