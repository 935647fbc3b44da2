"""A document as Markdown: what is written is read back as the same text with the same structure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glossator.content.document import Builder, Document, Span
from glossator.content.errors import DocumentError
from glossator.content.exchange.as_markdown import as_markdown
from glossator.content.formats.markdown_signs import without_signs
from glossator.tui.cli.main import main
from tests.gallery.samples import SAMPLES
from tests.reading import markdown, plain

PIECES = st.sampled_from([
    "# Head *em*", "para with * stars _ and [brackets] <tag> `code` $5 ~ ^ | & &amp; \\ ==", "- one\n- two\n  - deep", "7. seven\n8. eight",
    "- [x] done\n- [ ] open", "> quote\n>\n> > inner", "> [!tip] Title\n> body", "```py\na = `1`\n```", "````\n```\n````", "---",
    "| a | b |\n|:-|-:|\n| 1 \\| 2 | **x** |", "Term\n: meaning", "text[^1]\n\n[^1]: the note", "**bold *both* bold** ~~gone~~ ==mark==",
    "[a *link*](http://e.org/a_(b)) and <http://e.org>", "line one\\\nline two", "1\\. no list", "\\# no heading", "\\- no item", "\\> no quote",
    "<kbd>K</kbd> <u>u</u>", "$x^2$ and $$\\frac{a}{b}$$", "H~2~O", "我们\n去", "\\:\\:\\: no directive",
    "text[^2]\n\n[^2]: the note\n\n    its second paragraph\n\n    - a list\n    - of two", "a note^[in it] and `^[none]`", "\\^[none\\]", "!\\!\\! no callout",
])  # fmt: skip


def shape(document: Document) -> list[tuple[object, ...]]:
    """What a document says of each block, but for where it stands."""
    return [
        (
            block.kind, block.level, [container for container in block.containers], block.opens, block.info,
            {(span.start, span.end, span.kind, span.target) for span in block.spans},
        )
        for block in document.blocks
    ]  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_come_back(name: str) -> None:
    document = markdown(SAMPLES[name])
    again = markdown(as_markdown(document))
    assert again.text == document.text
    assert shape(again) == shape(document)


@given(st.lists(PIECES, min_size=1, max_size=8).map("\n\n".join))
def test_whatever_markdown_says_comes_back(text: str) -> None:
    document = markdown(text + "\n\nEnd.")
    again = markdown(as_markdown(document))
    assert again.text == document.text
    assert [entry[:3] for entry in shape(again)] == [entry[:3] for entry in shape(document)]
    assert as_markdown(again) == as_markdown(document)


@given(st.text("ab*_`[]<>#-+.1:|~=!\\$^&\n ", min_size=1, max_size=60))
def test_plain_text_comes_back_as_it_is_whatever_signs_are_in_it(text: str) -> None:
    builder = Builder()
    for line in filter(None, (" ".join(line.split()) for line in text.split("\n"))):
        builder.add("paragraph", line)
    try:
        document = builder.document()
    except DocumentError:
        return
    assume(without_signs(document.text, [])[0] == document.text)  # signs that the reader finds, escaped or not
    assert markdown(as_markdown(document)).text == document.text


def test_signs_beside_signs_are_written_as_elements() -> None:
    builder = Builder()
    builder.add("paragraph", "x$6 {y", spans=[Span(1, 5, "emphasis")])
    document = builder.document()
    assert as_markdown(document) == "x<em>\\$6 {</em>y\n"
    assert shape(markdown(as_markdown(document))) == shape(document)
    many = markdown("[a](b) " * 3000)
    assert markdown(as_markdown(many)).text == many.text


def test_a_text_without_marks_and_a_poem() -> None:
    assert as_markdown(plain("A title\n\nJust a paragraph.\n")).endswith("Just a paragraph.\n")
    builder = Builder()
    builder.add("verse", "a lamp\n    a bridge")
    assert as_markdown(builder.document()) == "a lamp\\\n\u00a0\u00a0\u00a0\u00a0a bridge\n"


def test_the_commands_print_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><article><h1>Head</h1><p>A <b>bold</b> word, and a <a href='http://e.org/'>link</a> in a sentence "
        "of some length, so that it is an article.</p><h2>Second</h2><ul><li>one<li>two</ul></article></body></html>"
    )
    assert main(["text", str(path), "--markdown"]) == 0
    whole = capsys.readouterr().out
    assert "# Head\n\nA **bold** word, and a [link](http://e.org/) in" in whole and "## Second\n\n- one\n\n- two\n" in whole
    assert main([str(path)]) == 0  # into a pipe
    assert capsys.readouterr().out == whole
    assert main([str(path), "--section", "second"]) == 0
    assert capsys.readouterr().out == whole[whole.index("## Second") :]
    assert main(["text", str(path)]) == 0
    assert "**" not in capsys.readouterr().out


def test_a_picture_keeps_its_name() -> None:
    text = "# T\n\n![A *red* [field]](<img/a b.png>)\n\n> ![](c.png)\n\n[![linked](d.png)](https://example.org/)\n"
    first = markdown(text)
    again = markdown(as_markdown(first))
    figures = [(first.text[b.start : b.end], b.info) for b in first.blocks if b.kind == "figure"]
    assert figures == [("A red [field]", "img/a b.png"), ("", "c.png"), ("linked", "d.png")]
    for document in (first, again):
        assert [span.target for block in document.blocks for span in block.spans if span.kind == "link"] == ["https://example.org/"]
    assert [(again.text[b.start : b.end], b.info) for b in again.blocks if b.kind == "figure"] == figures
