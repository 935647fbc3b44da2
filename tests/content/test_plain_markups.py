"""Org, AsciiDoc, LaTeX, patches, feeds, slides, comics and Kindle's books: what is read of them, and that nothing reaches out."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.errors import DocumentError
from tests.data.hostile import archive
from tests.data.plain_markups import FORMAT_PATCH, LOG, MARKED_UP, PATCH, mobi
from tests.reading import blocks, opened, spans, toc


def depth(document: Document, words: str) -> int:
    return next(len(b.containers) for b in document.blocks if words in document.text[b.start : b.end])


MARKUPS = ["a.org", "a.adoc", "a.tex"]


@pytest.mark.parametrize("name", MARKUPS)
def test_what_every_markup_has(tmp_path: Path, name: str) -> None:
    document = opened(tmp_path, name, MARKED_UP[name])
    assert (document.title, document.author) == ("The engine", "Ada Lovelace")
    titles = [title for title, _ in toc(document)]
    assert titles[0] == "The engine" and any(title.endswith("One") for title in titles)
    levels = dict(toc(document))
    assert next(level for title, level in levels.items() if title.startswith("Inner")) == 3
    assert {("weight", "strong"), ("slant", "emphasis"), ("code", "code")} <= set(spans(document))
    assert any(kind == "formula" and words == "x²" for words, kind in spans(document)) or name == "a.tex"
    assert [note.split(",")[0].rstrip(".") for note in blocks(document, "footnote")] == ["What the note says"]
    assert any(kind == "footnote" for _, kind in spans(document))
    assert "a\tb\n1\t2" in blocks(document, "table")[0]
    assert depth(document, "an item") == depth(document, "another") == 1 and depth(document, "inner") == 2
    assert depth(document, "Quoted words.") == 1 and depth(document, "what it means") == 1
    assert any("as   it is" in code for code in blocks(document, "code"))
    assert "root:" not in document.text, "a file was read in"


def test_org(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.org", MARKED_UP["a.org"])
    assert toc(document) == [("The engine", 1), ("TODO One", 2), ("Inner", 3)] and document.format == "org"
    assert "another that goes on" in document.text and "☑ done" in document.text and "comment" not in document.text
    code = next(block for block in document.blocks if block.kind == "code")
    assert (document.text[code.start : code.end], code.info) == ("def f():\n    return 1", "python")
    assert document.anchors["#one"] == document.text.index("TODO One") and "α" in document.text
    link = next(s for b in document.blocks for s in b.spans if s.target == "#one")
    assert document.text[link.start : link.end] == "one"


def test_asciidoc(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.adoc", MARKED_UP["a.adoc"])
    assert toc(document) == [("The engine", 1), ("One", 2), ("Inner, after One", 3)] and document.date == "2026-06-01"
    assert "a machine, a link, “quoted” and a note.1" in document.text and "CO₂" in document.text
    assert blocks(document, "table") == ["a\tb\n1\t2\n3\t4 more"] and "and this" in blocks(document, "paragraph")
    careful = next(b for b in document.blocks if document.text[b.start : b.end] == "Careful.")
    assert careful.containers[0].callout == "note"
    assert next(s.target for b in document.blocks for s in b.spans if "passwd" in s.target) == "/etc/passwd"


def test_latex(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.tex", MARKED_UP["a.tex"])
    assert toc(document) == [("The engine", 1), ("Abstract", 2), ("One", 2), ("Inner", 3)]
    assert "“quotes” — and 50% of naïve élèves. We use code in ℝⁿ.1" in document.text
    assert "By (1) in Section\xa01, see [knuth]." in document.text and "[knuth] Donald Knuth." in document.text
    assert blocks(document, "code") == ["as   it is % kept"] and "Theorem 1. a = b." in document.text
    assert [f for f in blocks(document, "figure")] == ["Table 1: Numbers"] and "x = 1/2" in blocks(document, "verse")
    assert "Nobody" not in document.text and "comment" not in document.text


def test_macros_of_ones_own_end(tmp_path: Path) -> None:
    bomb = b"\\newcommand{\\a}{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}\\newcommand{\\b}{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\begin{document}Words. \\a\\end{document}"
    assert opened(tmp_path, "a.tex", bomb).text.startswith("Words.")


def test_a_patch_has_files_and_hunks_as_sections(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.patch", MARKED_UP["a.patch"])
    assert toc(document) == [
        ("one.py", 1), ("Lines 10–13: def f():", 2), ("Line 31", 2), ("new name.txt", 1), ("gone.txt", 1), ("Line 0", 2), ("a.png", 1),
    ]  # fmt: skip
    assert blocks(document, "meta") == ["Renamed from old name.txt", "Deleted", "New file. Binary"]
    assert blocks(document, "code")[0] == " kept\n--- a removed line\n+an added line\n+another\n kept too"
    assert {b.info for b in document.blocks if b.kind == "code"} == {"diff"}


@pytest.mark.parametrize("data", [FORMAT_PATCH, LOG])
def test_commits_are_sections_around_their_files(tmp_path: Path, data: bytes) -> None:
    document = opened(tmp_path, "commit", data)
    assert document.format == "patch", "known by what it begins with"
    assert toc(document)[:3] == [("[PATCH] A better engine" if data is FORMAT_PATCH else "A better engine", 1), ("one.py", 2), ("Lines 10–13: def f():", 3)]
    assert "Why it is better." in blocks(document, "paragraph") and "2.40" not in document.text and "2 +-" not in document.text
    assert any("Ada Lovelace" in meta for meta in blocks(document, "meta"))


def test_a_plain_diff_is_known_as_well(tmp_path: Path) -> None:
    plain = b"--- a.txt\t2026-06-01 10:00:00\n+++ b.txt\t2026-06-02 10:00:00\n@@ -1 +1 @@\n-x\n+y\n"
    assert toc(opened(tmp_path, "x", plain)) == [("b.txt", 1), ("Line 1", 2)]
    assert opened(tmp_path, "y", PATCH).format == "patch"


def test_feeds(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.rss", MARKED_UP["a.rss"])
    assert toc(document) == [("News & more", 1), ("One", 2), ("Inner", 3), ("Two", 2)]
    assert "Mon, 01 Jun 2026 10:00:00 GMT · Ada" in document.text and "All of it, 1 < 2." in document.text and "Short." not in document.text
    assert "https://example.org/more" in {s.target for b in document.blocks for s in b.spans}
    atom = opened(tmp_path, "a.atom", MARKED_UP["a.atom"])
    assert (atom.title, atom.author) == ("News", "Ada") and "One bold" in atom.text and "https://example.org/1" in atom.text
    assert ("it", "emphasis") in spans(atom)


@pytest.mark.parametrize("name", ["feed.xml", "x"])
def test_feeds_are_known_by_what_they_begin_with(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, name, MARKED_UP["a.rss"]).format == opened(tmp_path, name, MARKED_UP["a.atom"]).format == "feed"


def test_slides(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.pptx", MARKED_UP["a.pptx"])
    assert (document.title, document.author) == ("The engine", "Ada Lovelace")
    assert [title for title, _ in toc(document)] == ["The engine", "Opening", "Points"]
    assert depth(document, "Say hello.") == 1 and ("Free words", "strong") in spans(document)
    assert depth(document, "an item") == depth(document, "another") == 1 and depth(document, "inner") == 2
    assert blocks(document, "table") == ["a\tb\n1\t2"] and blocks(document, "figure") == ["A wheel"]
    assert next(b.info for b in document.blocks if b.kind == "figure") == "ppt/media/a.png"
    assert opened(tmp_path, "x", MARKED_UP["a.pptx"]).format == "pptx"


def test_a_comic_has_its_pages_in_order(tmp_path: Path) -> None:
    for name in ("a.cbz", "x"):
        document = opened(tmp_path, name, MARKED_UP["a.cbz"])
        assert (document.title, document.author, document.format) == ("Engines 1: One", "Ada", "cbz")
        assert [block.info for block in document.blocks] == ["p/1.jpg", "p/2.png", "p/10.png"]
        assert [name for name, _ in document.parts] == ["Page 1", "Page 2", "Page 3"]


@pytest.mark.parametrize("packing", [1, 2, 17480])
def test_a_book_of_a_kindle(tmp_path: Path, packing: int) -> None:
    document = opened(tmp_path, "x", mobi(packing=packing))
    assert (document.title, document.author, document.format) == ("Thé engine", "Ada Lovelace", "mobi")
    assert document.identifiers == ("urn:isbn:9780306406157",)
    assert "The first chapter, très long." in document.text and "The second one." in document.text
    assert [document.text[s.start :][:9] for s in document.sections] == ["The first", "The secon"]
    assert [title for title, _ in toc(document)] == ["One", "Two"]


def test_a_locked_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="DRM"):
        opened(tmp_path, "a.azw3", mobi(locked=2))


@pytest.mark.parametrize("name", MARKED_UP)
def test_a_file_that_is_cut_off_is_read_as_far_or_refused_in_a_line(tmp_path: Path, name: str) -> None:
    data = MARKED_UP[name]
    for at in range(0, len(data), max(1, len(data) // 40)):
        try:
            assert opened(tmp_path, f"cut-{name}", data[:at]).text
        except DocumentError as error:
            assert "\n" not in str(error)


SHOWN = [
    ("a.tex", r"First \\[2pt] second. \[ x^2=y \] End.", "First\nsecond.\nx² = y\nEnd."),
    ("a.tex", r"A row \\$x_1$ and $y_2$, $5$.", "A row\nx₁ and y₂, 5."),
    ("a.tex", "\\url{https://a.b/c%20d} after.\nNext \\href{http://x.y/z%2F1}{shown}.", "https://a.b/c%20d after. Next shown."),
    ("a.tex", r"\begin{itemize}\ii one \ii two\end{itemize}", "one two"),
    ("a.tex", r"\begin{theorem}[Pythagoras] foo \end{theorem}\begin{proof}[Proof of A] bar \end{proof}", "Theorem 1 (Pythagoras). foo\nProof (Proof of A). bar"),
    ("a.tex", r"\section{S}\label{s}\begin{proof} p \end{proof}\label{a} See \cref{s,a}, \cite[p.~5]{k}.", "S\nProof. p\nSee 1, 1, [k, p.\xa05]."),
    ("a.tex", r"\dquote{sage} \mbox{in} \parbox{3cm}{here} `single' don't x\^{}y {\large \it x} {\color{red}\bf y}", "sage in here ‘single’ don’t x^y x y"),
    ("a.tex", r"\newcommand\foo[2][d]{<#1:#2>}\foo{x} \foo[z]{y} \iffalse hidden \fi shown", "<d:x> <z:y> shown"),
    ("a.tex", r"\begin{align} a &= b \label{p}\\ c &= d \label{q}\end{align} \eqref{p} \eqref{q}", "a = b\nc = d\n(1) (2)"),
    ("a.tex", "\\begin{longtable}{ll}\\toprule\\noalign{}A & B\\\\ \\midrule\\endfirsthead A & B\\\\ \\endhead\nx & y \\\\[2pt]\\end{longtable}", "A\tB\nx\ty"),
    ("a.tex", r"\[f=\begin{cases}1 & a \\[1ex] 0 & b\end{cases}\]", "f = {1 a; 0 b"),
    ("a.adoc", "NAME\n----\ngit-rebase - text\n\nMore\n~~~~\nwords", "NAME\ngit-rebase - text\nMore\nwords"),
    ("a.adoc", "|===\n|H1|H2\n\n|a|b\n.2+|c|d\n|e\n|===", "H1\tH2\na\tb\nc\td\n\te"),
    ("a.adoc", ",===\nA,B\n\n1,\"2, 3\"\n,===", "A\tB\n1\t2, 3"),
    ("a.adoc", "* .gitignore is ignored\n* :foo: bar\n* //x", ".gitignore is ignored\n:foo: bar\n//x"),
    ("a.adoc", ":url: https://a.org\n\nSee {url}[shown] and {url}/x[Y], it\\'s \\--opt, &copy; {pp}.", "See shown and Y, it's --opt, © ++."),
    ("a.adoc", "--opt::\n\tStart text.\n+\nMore.\n\nterm:: def\n\n== Heading\n\nafter", "--opt\nStart text.\nMore.\nterm\ndef\nHeading\nafter"),
    ("a.adoc", "* item\n----\n* code\n----", "item\n* code"),
    ("a.adoc", "++++\n<b>passed</b> text\n++++\n\nifndef::zz[Shown]\n\npara\nifdef::x[]\nlast\nendif::[]", "passed text\nShown\npara"),
    ("a.adoc", "[#sec]\n== Third one\n\nSee <<sec>>.", "Third one\nSee Third one."),
    ("a.org", ":CONTENTS:\n- one\n:END:\n#+INCLUDE: \"other.org\" src", "one\nother.org"),
    ("a.org", "See https://a.org/ and /browser [[https://b.org/][X]]/ here.", "See https://a.org/ and browser X here."),
    ("a.org", "Text:\n: code\npara\n# comment\nmore", "Text:\ncode\npara\nmore"),
    ("a.org", "A[fn:: see [[https://a.b][link]].]", "A1\nsee link."),
    ("a.org", "A[fn:n]\n\n[fn:n] Words\n#+begin_src c\nint x;\n#+end_src", "A1\nWords\nint x;"),
    ("a.org", "#+MACRO: hi Hello $1!\n{{{hi(you)}}} {{{kbd(TAB)}}} \\to \\LaTeX{} @@html:<b>@@end", "Hello you! TAB → LaTeX end"),
    ("a.org", "- # no comment\n- :x: no drawer", "# no comment\n:x: no drawer"),
    ("a.patch", "Only in old: a.txt\ndiff -ru old/x new/x\n--- old/x\n+++ new/x\n@@ -1 +1 @@\n-a\n+b\nOnly in new: z.txt\n", "Only in old: a.txt\nnew/x\nLine 1\n-a\n+b\nOnly in new: z.txt"),
    ("a.patch", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n page one\n-\x0cpage two\n+\x0cpage 2\n", "x\nLines 1–2\n page one\n- page two\n+ page 2"),
    ("a.patch", "diff --git a/new empty.txt b/new empty.txt\nnew file mode 100644\ndiff --git \"a/gr\\303\\266\\303\\237e\" \"b/gr\\303\\266\\303\\237e\"\nold mode 100644\n", "new empty.txt\nNew file\ngröße\nMode was 100644"),
    ("a.patch", "3c3\n< old\n---\n> new\n", "3c3\n< old\n---\n> new"),
    ("a.rss", "<rss><channel><title>News</title><description>About it.</description><item><title>A</title><description>The text.</description><media:content xmlns:media='http://search.yahoo.com/mrss/'><media:title>admin</media:title></media:content><itunes:title xmlns:itunes='itunes'>No</itunes:title></item></channel></rss>", "News\nAbout it.\nA\nThe text."),
    ("a.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>Use vector&lt;int&gt;</title><summary>1 &lt; 2</summary></entry></feed>", "F\nUse vector<int>\n1 < 2"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "source", "shown"), SHOWN)
def test_what_is_shown(tmp_path: Path, name: str, source: str, shown: str) -> None:
    assert opened(tmp_path, name, source.encode()).text == shown


MAIL = """From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
From: =?UTF-8?q?J=C3=BCrgen?= <j@example.org>
Subject: [PATCH] =?UTF-8?q?=C3=84ndere?= it

commit 1234567890123456789012345678901234567890 upstream.

Reported-by: One <a@example.org>
Signed-off-by: Two <b@example.org>
---
v2: said what changed

 x | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@
-a
+b
--
2.39.5

From 1123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
From: K <k@example.org>
Subject: [PATCH] Next

Words.
---
"""


def test_a_series_of_mailed_patches(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.patch", MAIL.encode())
    assert [title for title, level in toc(document) if level == 1] == ["[PATCH] Ändere it", "[PATCH] Next"]
    assert "From: Jürgen" in document.text and "commit 1234567890123456789012345678901234567890 upstream." in document.text
    assert "Reported-by: One <a@example.org>\nSigned-off-by" in document.text, "lines of their own"
    assert "v2: said what changed" in document.text and "2 +-" not in document.text and "2.39.5" not in document.text


def test_numbers_of_any_length_are_no_hunk(tmp_path: Path) -> None:
    assert "@@ -1," in opened(tmp_path, "a.patch", b"@@ -1," + b"9" * 5_000 + b" +1 @@\n").text


@pytest.mark.parametrize("head", ["\n" * 2_000, "# comment\n\n\n" * 500, "% a\n\n" * 500, "// a\n\n" * 500])
def test_what_a_text_is_is_told_in_a_moment(tmp_path: Path, head: str) -> None:
    assert opened(tmp_path, "conf", f"{head}hello = 1\n".encode()).text.endswith("hello = 1")


def test_a_comic_with_facts_beside_its_pages(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2.jpg": b"x", "1.jpg": b"x", "metroninfo.xml": "<x/>", "__MACOSX/._1.jpg": b"x", "comicinfo.xml": "<damaged"}
    assert [block.info for block in opened(tmp_path, "a.cbz", archive(files)).blocks] == ["1.jpg", "2.jpg"]
    saved: dict[str, str | bytes] = {"page.html": "<p>Words of a page, saved with its pictures.</p>", "1.jpg": b"x"}
    with pytest.raises(DocumentError, match="of 2 files"):
        opened(tmp_path, "b.zip", archive(saved))


@pytest.mark.parametrize(("lines", "expected"), [
    ("NOTE: Beware.\n", "Note\nBeware."), ("[WARNING]\n====\nHot.\n====\n", "Warning\nHot."),
    ("ifdef::nope[]\nSECRET\nendif::[]\nifndef::nope[]\nSHOWN\nendif::[]\n", "SHOWN"), (":here:\n\nifdef::here[]\nYes.\nendif::[]\n", "Yes."),
    ("ifdef::a,b[One line.]\n\nText.\n", "Text."), (":a:\n\nifdef::a+b[]\nNo.\nendif::[]\n\nText.\n", "Text."),
])  # fmt: skip
def test_labels_and_conditions_of_asciidoc(tmp_path: Path, lines: str, expected: str) -> None:
    path = tmp_path / "a.adoc"
    path.write_text(f"= T\n\n== S\n\n{lines}")
    assert open_document(path).text.removeprefix("T\nS\n") == expected


def test_targets_and_entries_of_an_index_are_no_words_of_latex(tmp_path: Path) -> None:
    path = tmp_path / "a.tex"
    path.write_text(r"\documentclass{article}\begin{document}\hypertarget{intro}{\section{Start}\label{intro}} See \hyperlink{intro}{the start}.\indexsee{space!top}{topological} \indexdef{path} Done.\end{document}".replace("\\\\", "\\"))
    assert open_document(path).text == "Start\nSee the start. Done."
