"""Reviews: what became of remarked words, suggestions taken in, comments written, and how it is told."""

import json
from pathlib import Path

import pytest

from glossator.content import Notebook, describe, open_document
from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.content.formats.registry import FORMATS, Format
from glossator.content.review.applying import apply_suggestions
from glossator.content.review.line_ends import comment_place
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import Remark, remarks_of, split_suggestion, word_diff
from glossator.content.review.report import Reviewed, as_json, as_markdown, place_of
from glossator.content.review.written_comments import with_comments
from glossator.content.stamps import now
from glossator.tui.cli.main import main
from glossator.tui.cli.review import _check_writable
from tests.reading import toc

TEXT = "# Plan\n\nThe *lamp* is cleaned at **noon**, and then\nit is lit. It is lit. Nobody counts the oil.\n\n- one [point](https://example.org) here\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(TEXT, "utf-8")
    return path


def remark(path: Path, quote: str, note: str, occurrence: int = 0, tags: tuple[str, ...] = ()) -> None:
    document = open_document(path)
    start = -1
    for _ in range(occurrence + 1):
        start = document.text.index(quote, start + 1)
    Notebook.open(document).add(describe(document.text, start, start + len(quote)), note=note, motivation="editing", tags=tags)


def reviewed(path: Path) -> tuple[Document, list[Remark], RawText]:
    document = open_document(path)
    raw = RawText.of(document)
    assert raw
    return document, remarks_of(document, Notebook.open(document)), raw


@pytest.mark.parametrize(("note", "parts"), [
    ("Why?", ("Why?", None)), ("```suggestion\nnew\n```", ("", "new")), ("a\n\n~~~suggestion\n\n~~~\nb", ("a\n\n\nb", "")),
    ("````suggestion\n```\nx\n```\n````", ("", "```\nx\n```")), ("```suggestion\nunended", ("", "unended")), ("```py\nx\n```", ("```py\nx\n```", None)),
])  # fmt: skip
def test_a_suggestion_is_a_block_of_its_name(note, parts) -> None:
    assert split_suggestion(note) == parts


def test_a_word_diff_tells_what_was_changed() -> None:
    assert word_diff("the lamp is lit", "the old lamp was lit") == "the {+old +}lamp [-is-]{+was+} lit"
    assert word_diff("same", "same") == "same"


def test_words_are_found_in_the_file_with_its_markup_between_them(plan) -> None:
    for quote, lines in (("The lamp is cleaned at noon, and then it is lit.", (3, 4)), ("one point here", (6, 6)), ("Nobody", (4, 4))):
        remark(plan, quote, "x")
        document, remarks, raw = reviewed(plan)
        file = Reviewed("plan.md", document, remarks, raw)
        position = place_of(file, next(each for each in remarks if each.quote == quote))
        assert (position and (position.line, position.end_line)) == lines


def test_suggestions_go_to_their_words_and_nowhere_else(plan) -> None:
    remark(plan, "lit.", "```suggestion\nput out.\n```", occurrence=1)
    remark(plan, "lamp is cleaned", "```suggestion\nlamp is trimmed\n```")
    remark(plan, "is cleaned at noon", "```suggestion\nx\n```")
    remark(plan, "Nobody counts the oil", "```suggestion\nAnn counts the oil\n```")
    remark(plan, "one", "no suggestion")
    plan.write_text(TEXT.replace("Nobody counts the oil", "Nobody ever counts the oil"), "utf-8")
    document, remarks, raw = reviewed(plan)
    applied = apply_suggestions(raw, document, remarks)
    assert applied.text == TEXT.replace("*lamp* is cleaned", "lamp is trimmed").replace("It is lit.", "It is put out.").replace("Nobody", "Nobody ever")
    assert [why for _, why in applied.refused] == ["another suggestion changes the same words", "its words were changed"]


def test_only_what_was_accepted_is_applied_and_a_changed_file_is_left(plan, capsys) -> None:
    remark(plan, "one", "```suggestion\ntwo\n```")
    remark(plan, "Nobody", "```suggestion\nSomebody\n```", tags=("accepted",))
    assert main(["review-apply", str(plan)]) == 0
    assert plan.read_text("utf-8") == TEXT.replace("Nobody", "Somebody")
    assert main(["review-apply", str(plan)]) == 1
    other = plan.with_name("x.md")
    other.write_text("nothing\n")
    assert main(["review-apply", str(other)]) == 1 and "no suggestions" in capsys.readouterr().err
    (latin := plan.with_name("l.txt")).write_bytes("Für die Katz und noch mehr Wörter\n".encode("latin-1"))
    remark(latin, "Katz", "```suggestion\nMaus\n```")
    assert main(["review-apply", str(latin)]) == 2 and "not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "comment"), [
    ("a.md", "<!-- REVIEW: “two”: Is - - it? -->"), ("a.py", "# REVIEW: “two”: Is --> it?"), ("a.sql", "-- REVIEW: “two”: Is --> it?"),
    ("a.txt", "# REVIEW: “two”: Is --> it?"),
])  # fmt: skip
def test_comments_are_of_the_files_own_kind(name, comment, tmp_path) -> None:
    path = tmp_path / name
    path.write_bytes(b"one\r\n\r\ntwo\r\n")
    remark(path, "two", "Is --> it?")
    document, remarks, raw = reviewed(path) if name != "a.sql" else (open_document(path), remarks_of(open_document(path), Notebook.open(open_document(path))), RawText.read(path))
    text, lost = with_comments(raw, document, remarks)
    assert not lost and text.replace("- ->", "- - ").split("\r\n")[2:4][0] == "two" and comment.split("Is")[0] in text.split("\r\n")[3]
    assert text.count("\r\n") == 4 and "-->" not in text.split("\r\n")[3].removesuffix("-->") if name == "a.md" else True


def test_the_report_is_markdown_in_which_nothing_leaks(plan) -> None:
    remark(plan, "Nobody", "# not a heading\n\n```\nopen")
    remark(plan, "one", "fine")
    document, remarks, raw = reviewed(plan)
    text = as_markdown([Reviewed("plan.md", document, remarks, raw)], "changes", "# neither", 1)
    out = plan.with_name("out.md")
    out.write_text(text, "utf-8")
    assert [title for title, _ in toc(open_document(out))] == ["Review: changes wanted", "plan.md", "plan.md:4", "plan.md:6"]
    data = json.loads(json.dumps(as_json([Reviewed("plan.md", document, remarks, raw)], "changes", "", 1)))
    assert data["files"][0]["remarks"][1] | {"id": ""} == {
        "id": "", "state": "new", "round": 1, "path": None, "line": 6, "end_line": 6, "page": None, "section": [], "quote": "one", "wording": None, "remark": "fine",
        "suggestion": None, "tags": [],
    }  # fmt: skip


def test_a_word_that_was_replaced_as_suggested_is_answered_though_it_stands_elsewhere_as_well(plan) -> None:
    plan.write_text("# Plan\n\nThe keeper has a name, and this name is told to the keeper alone.\n", "utf-8")
    remark(plan, "name", "```suggestion\nword\n```", occurrence=1)
    Notebook.open(open_document(plan)).add_round({"at": now(), "verdict": "changes"})
    plan.write_text("# Plan\n\nThe keeper has a name, and this word is told to the keeper alone.\n", "utf-8")
    document, (answered,), _ = reviewed(plan)
    assert (answered.state, answered.wording) == ("answered", "word") and document.text[answered.start : answered.end] == "word"


def test_words_that_were_to_go_and_went_are_answered(plan) -> None:
    remark(plan, "Nobody counts the oil.", "Never say so.\n\n```suggestion\n```")
    remark(plan, "then", "```suggestion\n```")
    Notebook.open(open_document(plan)).add_round({"at": now(), "verdict": "changes"})
    plan.write_text(TEXT.replace(" Nobody counts the oil.", "").replace("and then\n", "and\n"), "utf-8")
    document, remarks, raw = reviewed(plan)
    assert [(each.quote, each.state) for each in remarks] == [("then", "answered"), ("Nobody counts the oil.", "answered")]
    text = as_markdown([Reviewed("plan.md", document, remarks, raw)], "comment", "", 2)
    assert text.count("answered: it reads as suggested") == 2


@pytest.mark.parametrize(("name", "text", "at", "behind"), [
    ("a.md", "One\ntwo three.\n\nNext.\n", "One", "two three."), ("a.md", "```sh\nmake a\n\nmake b\n```\n\nEnd.\n", "make a", "```\n\nEnd"),
    ("a.md", "- a\n  - b\n- c\n\nEnd.\n", "- a", "- c"), ("a.py", "x = 1 + \\\n    2\ny = 3\n", "x = 1", "    2"),
    ("a.py", 'def f():\n    """One.\n\n    Two.\n    """\n    return (1,\n        2)\n', "One.", '    """\n    return'), ("a.py", "x = (1,\n  2)\n", "x = ", "  2)"),
    ("a.py", "def (:\n  broken\n", "def", "def (:"), ("a.sh", "a\nb\n", "a", "a"), ("a.md", "One", "One", "One"), ("a.md", "One\r\n\r\nTwo\r\n", "One", "One"),
    ("a.tex", "A\n\\begin{verbatim}\nx one\ny\n\\end{verbatim}\nB\n", "one", "\\end{verbatim}"), ("a.tex", "one\ntwo\n", "one", "one"),
    ("a.html", "<p>a</p>\n<pre>one\ntwo</pre>\n<p>b</p>\n", "one", "two</pre>"), ("a.html", "<p>one\ntwo</p>\n", "one", "<p>one"),
    ("a.rst", "Para one\nmore::\n\n  code\n\n  more\n\nNext.\n", "one", "  more"), ("a.rst", "A\n=\nOne.\n\n\nB.\n", "One", "One."),
])  # fmt: skip
def test_a_comment_stands_behind_the_whole_of_what_its_words_are_in(name: str, text: str, at: str, behind: str) -> None:
    position = comment_place(name, text, text.index(at) + len(at))
    last = behind.split("\n")[0]
    assert text[:position].endswith(last) and text.index(behind) + len(last) == position


def test_a_file_without_comments_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": "some words"}\n')
    with pytest.raises(GlossatorError, match="comments can be written into"):
        _check_writable(open_document(path), str(path))


@pytest.mark.parametrize("format_", [each for each in FORMATS if each.is_written], ids=lambda each: each.name)
def test_a_place_in_what_a_person_writes_is_a_line(format_: Format, tmp_path: Path) -> None:
    path = tmp_path / f"a{format_.suffixes[0]}"
    head = {"html": "<html><body>", "patch": "--- a\n+++ b\n@@ -1 +1 @@\n-Old.\n+"}.get(format_.name, "Some lines first.\n\n")
    path.write_text(f"{head}\nA lantern stands on the sill.\n" if format_.name != "patch" else f"{head}A lantern stands on the sill.\n")
    document = open_document(path)
    assert document.format == format_.name
    raw = RawText.of(document)
    assert raw and (place := raw.place("A lantern", document, None))
    assert raw.text[slice(*place)] == "A lantern"
