"""Markdown: blocks, spans and front matter."""

from tests.reading import markdown as read

TEXT = """---
title: A title
author: Ann
---
# One *bold* move

Text **strong** `code` [link](http://example.org) ~~gone~~ ![picture](p.png).[^1]

- [x] done
- open
  1. inner

> quoted

| a | b |
|:--|--:|
| 1 | 22 |

```python
x = 1
```

## Two

[^1]: The note.
"""


def test_raw_html_of_any_kind_is_read() -> None:
    for raw in ("<html>\n<title>x</title>", "<html><head></head>", "<html><frameset></frameset>", "<!DOCTYPE html>", "<body>", "<br>"):
        assert read(f"Before.\n\n{raw}\n\nAfter.").text.replace("\nx\n", "\n") == "Before.\nAfter."
    assert read("Before.\n\n<html><body><p>In <b>it</b>.</p></body></html>\n\nAfter.").text == "Before.\nIn it.\nAfter."
    assert read("A\n\n<div>\nplain\n</div>\n\nB").text == "A\nplain\nB"


def test_line_ends_in_chinese_and_japanese_are_no_blanks() -> None:
    assert read("我们\n去公园玩。\n然后 word\n回家 **吃饭**\n好").text == "我们去公园玩。然后 word 回家 吃饭好"
    assert read("한국어는\n띄어쓰기를").text == "한국어는 띄어쓰기를"
    assert read("<p>\n我们\n  去公园\n</p>").text == "我们去公园"


def test_blocks() -> None:
    document = read(TEXT)
    kinds = [b.kind for b in document.blocks]
    assert kinds == [
        "heading", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph", "table", "code", "heading",
        "footnote",
    ]  # fmt: skip
    assert (document.title, document.author) == ("A title", "Ann")
    assert [c.marker for c in document.blocks[4].containers] == ["•", "1."]
    assert document.blocks[2].containers[0].marker == "☑"
    table = document.blocks[6]
    assert document.text[table.start : table.end] == "a\tb\n1\t22"
    assert table.info == "lr"


def test_spans_lie_on_their_words() -> None:
    document = read(TEXT)
    words = {(s.kind, document.text[s.start : s.end], s.target) for b in document.blocks for s in b.spans}
    assert ("strong", "strong", "") in words
    assert ("link", "link", "http://example.org") in words
    assert ("footnote", "[1]", "1") in words
    assert ("emphasis", "bold", "") in words


def test_sections_nest() -> None:
    document = read("# A\n\nx\n\n## B\n\ny\n\n# C\n\nz")
    assert [(s.title, s.level) for s in document.sections] == [("A", 1), ("B", 2), ("C", 1)]
    assert document.sections[0].end == document.sections[2].start
    assert document.section_titles(document.text.index("y")) == ["A", "B"]


def test_markup_of_the_screen_is_just_text() -> None:
    assert read("a [bold]b[/bold] [@click=app.quit]c[/]").text == "a [bold]b[/bold] [@click=app.quit]c[/]"


def test_entities_bring_no_control_characters_back() -> None:
    assert read("a &#x9b;31m &#27;[2J b &#8238;c").text.isprintable()


def test_a_link_whose_text_has_brackets_is_no_wikilink() -> None:
    document = read("A claim[[1]](#note) of it.\n")
    assert document.text == "A claim[1] of it."
    assert [(span.kind, span.target) for span in document.blocks[0].spans] == [("link", "#note")]


def test_an_embedded_picture_without_words_is_called_by_its_name() -> None:
    document = read("# A\n\n![[img/cat.png|200]]\n\nSelect **Settings** ![[lucide-cog.svg#icon]] and ![alt](x.png) here.\n")
    assert document.text == "A\ncat\nSelect Settings lucide-cog and alt here."
    assert [(b.kind, b.info) for b in document.blocks][1] == ("figure", "img/cat.png")


def test_a_fence_that_nothing_closes_costs_no_more_than_one_that_is_closed() -> None:
    assert read("> ```md\n" + "A line of a quotation, and more of it.\n\n" * 200 + "The end.\n").text.endswith("The end.")


def test_code_keeps_every_sign_that_means_something_elsewhere() -> None:
    for code in ("a ==b== c", "x^2^ y", "H~2~O", "^[no note]", "~~gone~~"):
        for written in (f"```\n{code}\n```\n", f"    {code}\n", f"A `{code}` here."):
            assert code in read(f"Before.\n\n{written}").text, written


def test_an_inline_note_is_a_footnote_behind_its_paragraph() -> None:
    document = read("# T^[of it]\n\nOne^[an *inline* note, see [1] and [a](b.md)] and two^[more], `c^[d]`.[^2]\n\n[^2]: Named.\n")
    assert document.text == (
        "T[1]\nof it\nOne[3] and two[4], c^[d].[2]\nan inline note, see [1] and a\nmore\nNamed."
    )
    notes = [(block.info, document.text[block.start : block.end]) for block in document.blocks if block.kind == "footnote"]
    assert notes == [("1", "of it"), ("3", "an inline note, see [1] and a"), ("4", "more"), ("2", "Named.")]
    spans = [(span.kind, document.text[span.start : span.end], span.target) for block in document.blocks for span in block.spans]
    assert spans == [
        ("footnote", "[1]", "1"), ("footnote", "[3]", "3"), ("footnote", "[4]", "4"), ("code", "c^[d]", ""),
        ("footnote", "[2]", "2"), ("emphasis", "inline", ""), ("link", "a", "b.md"),
    ]  # fmt: skip


def test_inline_notes_in_cells_lists_and_quotations_stay_with_them() -> None:
    assert read("| a^[n] | b |\n|---|---|\n| c | d |\n").text == "a[1]\tb\nc\td\nn"
    document = read("- one^[note]\n- two\n\n> said^[when]\n")
    assert [(block.kind, [c.marker for c in block.containers]) for block in document.blocks] == [
        ("paragraph", ["•"]), ("footnote", ["•"]), ("paragraph", ["•"]), ("paragraph", [""]), ("footnote", [""]),
    ]  # fmt: skip
    assert read("A ^[] and ^[ open").text == "A ^[] and ^[ open"
    assert read("A \\^[b] c\\^\\[d\\] *e*\\^[f]^[note]").text == "A ^[b] c^[d] e^[f][1]\nnote"


def test_a_formula_in_elements_says_what_it_means() -> None:
    document = read("Half is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of\n<math alttext='x'><msqrt><mi>x</mi><mo>&lt;</mo><mi>y</mi></msqrt></math>, <b>so</b>.")
    assert document.text == "Half is 1/2 of √(x < y), so."
    spans = [(span.kind, document.text[span.start : span.end]) for span in document.blocks[0].spans]
    assert spans == [("formula", "1/2"), ("formula", "√(x < y)"), ("strong", "so")]
    assert read("Never <math><mi>closed</mi>\n\nNext <b>one</b>.").text == "Never closed\nNext one."
    assert read("A <math> </math> B <math><mrow></math> C").text.split() == ["A", "B", "C"]
