"""Manual pages as they are written: preambles, mdoc's macros within one another, synopses of GNU, tables."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document

PREAMBLE = '.\\" A comment\n.de Sp\n.if t .sp .5v\n\\fI\\$1\\fP\n..\n.ie n \\{\\\n.    ds -- \\(*W-\n.\\}\n\'br\\}\n'


def manual(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.1"
    path.write_text(text, "utf-8")
    return open_document(path)


def test_a_page_is_known_behind_what_tools_put_before_it(tmp_path: Path) -> None:
    page = manual(tmp_path, PREAMBLE + '.TH FOO 1 "2022"\n.SH NAME\nfoo \\- do\n')
    assert page.format == "manual" and page.title == "FOO(1)" and page.text == "NAME\nfoo - do"
    assert manual(tmp_path, "A text.\n.TH is no request here.\n").format == "text"


def test_a_definition_ends_at_two_dots_however_they_are_set(tmp_path: Path) -> None:
    assert manual(tmp_path, ".TH A 1\n.if \\n[.g] \\{\\\n.  am URL\n.    ad l\n.  .\n.\\}\n.SH NAME\na \\- it\n").text == "NAME\na - it"


@pytest.mark.parametrize(("lines", "expected"), [
    (".Nm\nis a tool.\n", "foo is a tool."), ("When\n.Nm\nstarts, it runs.\n", "When foo starts, it runs."), (".Op Fl v\n", "[-v]"),
    (".Op Fl o Ar file , Fl x\n", "[-o file, -x]"), ("See the\n.Sx FILES\nsection.\n", "See the FILES section."), (".Nd do it\n", "– do it"),
    (".D1 Pq alias: Ic attach\n", "(alias: attach)"), (".Dl foo Fl v Ar x\n", "foo -v x"), (".Xr ssh 1 ,\n.Fx\nand so on.\n", "ssh 1, FreeBSD and so on."),
    (".Fl a Ns Ar b .\n", "-ab."), (".Pq Dq x\n", "(“x”)"), (".Aq Mt a@b.example\n", "<a@b.example>"), (".%A Ada Reed\n.%T On Oil\n", "Ada Reed, On Oil,"),
    (".Op %A Ada Reed\n", "[Ada Reed]"),
])  # fmt: skip
def test_macros_of_mdoc(tmp_path: Path, lines: str, expected: str) -> None:
    assert manual(tmp_path, f".Dd May 1, 2026\n.Dt FOO 1\n.Os\n.Sh NAME\n.Nm foo\n.Sh TEXT\n{lines}").text == f"NAME\nfoo\nTEXT\n{expected}"


@pytest.mark.parametrize(("lines", "expected"), [
    (".BI \\-D\\  arg\n", "-D arg"), (".SY foo\n.OP \\-d cs\n.OP \\-x\n.YS\n", "foo [-d cs] [-x]"), (".if n On a terminal.\n.if t On paper.\n", "On a terminal."),
    (".TS\ncenter box;\nl l.\nName\tAge\n_\nAnn\t3\n.TE\n", "Name\tAge\nAnn\t3"), (".TS\nallbox tab(:);\nlb l.\nA:T{\n.B two\nlines\nT}\nC:D\n.TE\n", "A\ttwo lines\nC\tD"),
    (".TS\n.TE\nText.\n", "Text."), (".TS\nl.\nnever ended\n", ""),
])  # fmt: skip
def test_macros_of_man_and_tables(tmp_path: Path, lines: str, expected: str) -> None:
    text = manual(tmp_path, f".TH FOO 1\n.SH TEXT\n{lines}").text
    assert text == f"TEXT\n{expected}".strip()
