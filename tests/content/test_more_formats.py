"""The formats that fewer people have: what is read of them, in which order, and that nothing reaches out of a file."""

import sys
from pathlib import Path

import pytest

from glossator.content.errors import DocumentError
from tests.data.more_formats import MORE, NOTEBOOK
from tests.reading import opened, toc


def test_fb2(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.fb2", MORE["a.fb2"])
    assert (document.title, document.author, document.format) == ("The engine", "Ada Lovelace", "fb2")
    assert toc(document) == [("The engine", 1), ("One", 2), ("Inner", 3)]
    assert "Words with weight and a note1 behind." in document.text and "A line,\nanother." in document.text
    note = next(block for block in document.blocks if block.kind == "footnote")
    assert document.text[note.start : note.end] == "What the note says."
    assert any(span.kind == "footnote" for block in document.blocks for span in block.spans)


def test_rtf(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.rtf", MORE["a.rtf"]).text == "Title\nzażółć and more"


def test_a_notebook_has_its_cells_and_what_they_printed(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.ipynb", MORE["a.ipynb"])
    assert toc(document) == [("Measuring", 1)] and document.format == "jupyter"
    code = [(document.text[b.start : b.end], b.info) for b in document.blocks if b.kind == "code"]
    assert code == [("print(`1`)\n```", "python"), ("one", "")]


def test_mail(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.eml", MORE["a.eml"])
    assert document.title == "The café" and toc(document) == [("The café", 1)] and document.author.startswith("Ada")
    assert "The first paragraph, café.\nwhat was said before\nAn answer." in document.text
    assert [len(b.containers) for b in document.blocks if "what was said" in document.text[b.start : b.end]] == [1]


def test_a_mailbox_has_a_section_for_each_message(tmp_path: Path) -> None:
    assert [title for title, _ in toc(opened(tmp_path, "a.mbox", MORE["a.mbox"]))] == ["The café", "The answer"]


@pytest.mark.parametrize("name", ["a.mhtml", "a.webarchive"])
def test_saved_pages(tmp_path: Path, name: str) -> None:
    document = opened(tmp_path, name, MORE[name])
    assert document.title == "The page" and document.url == "https://example.org/page" and document.text.count("A paragraph that") == 9


def test_restructuredtext_reaches_nothing_out_of_itself(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.rst", MORE["a.rst"])
    assert toc(document) == [("The title", 1), ("One", 2), ("Inner", 3), ("Two", 2)]
    assert "root:" not in document.text
    assert any(block.kind == "code" and document.text[block.start : block.end] == "as it is" for block in document.blocks)
    raw = opened(tmp_path, "b.rst", b"Title\n=====\n\nWords.\n\n.. nosuch:: x\n\n.. raw:: html\n\n   <p>passed through</p>\n")
    assert raw.text == "Title\nWords."


def test_restructuredtext_reads_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docutils.conf").write_text("[general]\nstrip_elements_with_classes: there\n")
    assert "Kept words." in opened(tmp_path, "a.rst", b"Title\n=====\n\n.. container:: there\n\n   Kept words.\n").text


def test_restructuredtext_without_docutils_is_text_with_headings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docutils.core", None)
    document = opened(tmp_path, "a.rst", MORE["a.rst"])
    assert {"One", "Two"} <= {title for title, _ in toc(document)} and "pip install" in document.warning


def test_a_manual_page(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.man", MORE["a.man"])
    assert document.title == "LS(1)" and toc(document) == [("NAME", 1), ("OPTIONS", 1), ("Inner", 2)]
    lines = document.text.split("\n")
    assert lines[1] == "ls - list what there is" and "show all of it, “hidden” ones too" in lines
    assert "A paragraph with weight and sh(1)." in lines and "as   it" in lines
    strong = {document.text[s.start : s.end] for b in document.blocks for s in b.spans if s.kind == "strong"}
    assert {"-a", "--all", "sh"} <= strong


def test_a_manual_page_of_perls(tmp_path: Path) -> None:
    page = b'.de Vb \\" Begin verbatim text\n.ft CW\n.nf\n.ne \\$1\nnot shown\n..\n.ig\nnor this\n..\n.TH X 1\n.SH NAME\nx \\- it\n.Vb 2\n\\&  x \\-\\-all\n\\&  x \\-\\-none\n.Ve\n.PP\nOn.\n'
    document = opened(tmp_path, "x.man", page)
    assert document.text == "NAME\nx - it\n  x --all\n  x --none\nOn." and [b.kind for b in document.blocks] == ["heading", "paragraph", "code", "paragraph"]


def test_subtitles_are_the_words_that_are_spoken(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.srt", MORE["a.srt"])
    assert document.text == "Hello there. How are you?\nLater." and [name for name, _ in document.parts] == ["0:00", "0:05"]


def test_subtitles_of_the_web_have_their_entities_and_no_notes(tmp_path: Path) -> None:
    text = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE not shown\n\n1\n00:01.000 --> 00:03.000 align:start\n<v Ann>Hello &amp; welcome,&nbsp;&lt;all&gt;.</v>\n"
    assert opened(tmp_path, "a.vtt", text.encode()).text == "Ann: Hello & welcome,\xa0<all>."


def test_subtitles_say_who_speaks_where_they_tell_it(tmp_path: Path) -> None:
    cues = (
        "00:01.000 --> 00:02.000\n<v Ann Lee>Is it\n\n00:02.000 --> 00:03.000\n<v.loud Ann Lee>really <i>so</i>?</v>\n\n"
        "00:03.000 --> 00:04.000\n<v Bo &amp; Co>Yes.</v>\n<v Ann Lee>Oh.</v>\n\n00:04.000 --> 00:05.000\nA door.\n"
    )
    text = opened(tmp_path, "a.vtt", b"WEBVTT\n\n" + cues.encode()).text
    assert text == "Ann Lee: Is it really so?\nBo & Co: Yes.\nAnn Lee: Oh.\nA door."


def test_footnotes_of_rtf_stand_behind_their_paragraph(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1250 One{\super \chftn}{\footnote \pard\plain \chftn  A \'9eivot {\i in \{it\}}.} and two"
        rb"{\footnote More.\par And more.}.\par Last.\par}"
    )
    document = opened(tmp_path, "a.rtf", data)
    assert document.text == "One[1] and two[2].\nA život in {it}.\nMore.\nAnd more.\nLast."
    notes = [(b.info, document.text[b.start : b.end]) for b in document.blocks if b.kind == "footnote"]
    assert notes == [("1", "A život in {it}."), ("2", "More."), ("2", "And more.")]
    assert opened(tmp_path, "b.rtf", rb"{\rtf1 A{\footnote never closed").text == "A"
    cells = rb"{\rtf1\trowd A{\footnote In it.}\cell B\cell\row\trowd C\cell D\cell\row\pard End\par}"
    assert opened(tmp_path, "c.rtf", cells).text.split("\n") == ["A[1]\tB", "C\tD", "In it.", "End"]
    for number in (b"7", b"0", b"9" * 5000):  # the signs that stand for a reference, in the file itself
        assert opened(tmp_path, "d.rtf", rb"{\rtf1\uc0 A\u-558 " + number + rb"\u-557  B.\par}").text.startswith("A")


def test_a_part_of_subtitles_begins_every_five_minutes_that_have_any(tmp_path: Path) -> None:
    cues = "".join(f"{n}\n{at},000 --> {at},900\nWords.\n\n" for n, at in enumerate(["00:20:01", "00:20:08", "00:21:00", "00:26:00", "01:01:00", "01:04:00"], 1))
    assert [name for name, _ in opened(tmp_path, "a.srt", cues.encode()).parts] == ["0:20", "0:25", "1:00"]


@pytest.mark.parametrize("name", [name for name in MORE if name not in ("a.rst", "a.rtf")])
def test_each_is_recognised_without_its_name(tmp_path: Path, name: str) -> None:
    document = opened(tmp_path, "something", MORE[name])
    assert (document.text, document.format) == (opened(tmp_path, name, MORE[name]).text, opened(tmp_path, name, MORE[name]).format)


@pytest.mark.parametrize("text", ["From: the editors\nTo: all\n\nA memo.\n", "From Ada to Bob in 1843: it was sent.\n", "Title: one\nDate: 2026\n\nMessage-ID: is a field of mail.\n"])
def test_a_text_with_fields_at_its_head_is_no_mail(tmp_path: Path, text: str) -> None:
    assert opened(tmp_path, "something", text.encode()).format == "text"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.fb2", b"<FictionBook><body>"), ("a.fb2", b"<other/>"), ("a.ipynb", b'{"cells": 3}'), ("a.ipynb", b"{"), ("a.ipynb", str(NOTEBOOK).encode()),
        ("a.webarchive", b"bplist00WebMainResource"), ("a.srt", b"1\n\n2\n"), ("a.man", b".TH X 1\n"), ("a.rtf", b"{\\rtf1}"), ("a.eml", b""),
    ],
)  # fmt: skip
def test_what_is_damaged_or_empty_is_a_line(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        opened(tmp_path, name, data)
    assert "\n" not in str(caught.value)


def test_of_a_saved_page_without_the_page_its_head_is_read(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.mhtml", b"From: <Saved by x>\nSubject: The page\nContent-Type: multipart/related\n\n").text == 'The page\nFrom: "Saved by x"'


def test_a_line_of_a_mailbox_that_begins_with_from_stays_in_its_message(tmp_path: Path) -> None:
    box = MORE["a.mbox"].replace(b"An answer.\r\n", b"An answer.\r\n\r\n>From here on\r\n\r\nFrom London to York in 1843 it took a day.\r\n".replace(b"\r\n", b"\n"), 1)
    document = opened(tmp_path, "a.mbox", box)
    assert len(toc(document)) == 2 and "From here on\nFrom London to York in 1843 it took a day." in document.text


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)"])
def test_the_address_of_a_saved_page_is_one_of_the_web(tmp_path: Path, address: str) -> None:
    data = MORE["a.webarchive"].replace(b"https://example.org/page", address.ljust(24, "x").encode()[:24])
    assert opened(tmp_path, "a.webarchive", data).url == ""


def test_a_table_in_rtf_is_one_and_a_bar_in_its_text_stays(tmp_path: Path) -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {}\cell Two\cell\row"
    rows = row.replace("{}", "One") + row.replace("{}", "Three")
    document = opened(tmp_path, "a.rtf", rf"{{\rtf1\ansi\pard Before | it | all\par{rows}\pard Behind\par}}".encode())
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.text == "Before | it | all\nOne\tTwo\nThree\tTwo\nBehind"


def test_lists_tables_code_quotations_and_signatures_of_mail_stand_as_they_were_written(tmp_path: Path) -> None:
    mail = (
        "From: a@b.example\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed\n\nSoft \nline.\n\nagenda:\n- one\n  more\n- two\n1. first\n\n"
        "> > deep\n> shallow\n\n    x = 1\n    y = 2\n\nName      Age\nAnn       30\n\n-- \nSig\nStreet 1\n"
    )
    document = opened(tmp_path, "a.eml", mail)
    assert [(block.kind, len(block.containers), document.text[block.start : block.end]) for block in document.blocks[2:]] == [
        ("paragraph", 0, "Soft line."), ("paragraph", 0, "agenda:"), ("paragraph", 1, "one more"), ("paragraph", 1, "two"), ("paragraph", 1, "first"),
        ("paragraph", 2, "deep"), ("paragraph", 1, "shallow"), ("code", 0, "x = 1\ny = 2"), ("code", 0, "Name      Age\nAnn       30"), ("verse", 0, "Sig\nStreet 1"),
    ]  # fmt: skip
