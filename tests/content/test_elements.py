"""What is set off or set differently: callouts, definitions, marks, keys, high and low letters, small capitals."""

from __future__ import annotations

import pytest
from lxml import html

from glossator.content.document import Builder, Document
from glossator.content.html.reader import MarkupReader
from glossator.content.search.index import SearchIndex
from glossator.content.text.callouts import as_quotes
from tests.reading import markdown


def page(body: str) -> Document:
    """The blocks of a piece of HTML."""
    out = Builder()
    MarkupReader(out).read(html.fragment_fromstring(body, create_parent="div"))
    return out.document()


def spans(document: Document) -> set[tuple[str, str]]:
    """What is set differently, and how."""
    return {(document.text[span.start : span.end], span.kind) for block in document.blocks for span in block.spans}


def callouts(document: Document) -> list[tuple[str, str]]:
    """The kind of callout and the text of each block."""
    return [
        (next((each.callout for each in block.containers if each.callout), ""), document.text[block.start : block.end])
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("> [!note]\n> Body *of* it.", "note", "Note"),
        ("> [!WARNING]\n> Body *of* it.", "warning", "Warning"),
        ("> [!tip]- Do **this**\n> Body *of* it.", "tip", "Do this"),
        ("> [!bug] A title\n>\n> Body *of* it.", "danger", "A title"),
        ('!!! note\n    Body *of* it.', "note", "Note"),
        ('!!! danger "Look out"\n\n    Body *of* it.', "danger", "Look out"),
        ('??? tip "Folded"\n    Body *of* it.', "tip", "Folded"),
        (":::warning\nBody *of* it.\n:::", "warning", "Warning"),
        ("::: {.tip}\nBody *of* it.\n:::", "tip", "Tip"),
        (":::danger[Mind] \n\nBody *of* it.\n\n:::", "danger", "Mind"),
    ],
)  # fmt: skip
def test_callouts_of_every_dialect(text: str, kind: str, title: str) -> None:
    document = markdown(f"Before.\n\n{text}\n\nAfter.")
    assert callouts(document) == [("", "Before."), (kind, title), (kind, "Body of it."), ("", "After.")]
    assert (title, "strong") in spans(document) and ("of", "emphasis") in spans(document)


def test_what_is_in_code_or_is_no_callout_stays() -> None:
    code = "```\n!!! note\n    text\n:::tip\n```\n"
    assert as_quotes(code) == code
    assert markdown(code).text == "!!! note\n    text\n:::tip"
    for text in (
        "    !!! note\n    code", "text\n\n    ::: note\n    code\n    :::\n\nend", "- x\n\n      !!! note\n          y", "!!! wow this is\n    it",
        "??? really\n    yes", 'a\n=== "x"\nb', "::: note\n\nnever ended\n", "~~~\nx\n~~~~ y\n!!! note\n    z\n~~~",
        "<pre>\n!!! note\n    x\n</pre>",
    ):  # fmt: skip
        assert as_quotes(text) == text
    assert as_quotes("- item\n\n    !!! note\n        in it") != "- item\n\n    !!! note\n        in it"
    assert markdown("> [!Important quotation from the king] he said").text == "[!Important quotation from the king] he said"
    assert len(as_quotes(":::note\n" * 3000)) > 3000 and "note" in markdown(":::note\n" * 3000).text
    assert markdown("> A quotation [!note] of words.").text == "A quotation [!note] of words."
    assert markdown("Wow!!! note this\n\n::: unknown\ntext").text== "Wow!!! note this\n::: unknown text"


def test_tabs_stand_under_their_titles_and_their_code_is_code() -> None:
    document = markdown('=== "One"\n\n    Text.\n\n    ``` yaml\n    a: b\n    ```\n\n=== "Two"\n\n    - item\n\nHeading\n===\n')
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("paragraph", "One"), ("paragraph", "Text."), ("code", "a: b"), ("paragraph", "Two"), ("paragraph", "item"),
        ("heading", "Heading"),
    ]  # fmt: skip


def test_a_heading_of_nothing_but_a_comment_is_what_the_comment_names() -> None:
    document = markdown("#### <!-- md:setting config.enabled -->\n\nText <!-- not this --> here.\n\n## Real <!-- nor this -->")
    assert [section.title for section in document.sections] == ["config.enabled", "Real"]
    assert "this" not in document.text


def test_callouts_in_callouts_and_lists_keep_their_kinds() -> None:
    document = markdown('!!! note "Outer"\n    Text.\n\n    !!! danger "Inner"\n        Deep.\n\n    Again.\n\nAfter.')
    assert [kind for kind, _ in callouts(document)] == ["note", "note", "note", "note", "note", ""]
    assert [block.containers[-1].callout for block in document.blocks if len(block.containers) == 2] == ["danger"] * 2


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("<div class='admonition warning'><p class='admonition-title'>Mind</p><p>Text.</p></div>", "warning", ["Mind", "Text."]),
        ("<div class='markdown-alert markdown-alert-tip'><p class='markdown-alert-title'>Tip</p><p>T.</p></div>", "tip", ["Tip", "T."]),
        ("<aside class='callout'><p>Plain.</p></aside>", "note", ["Plain."]),
        ("<div class='alert alert-danger'>Careful.</div>", "danger", ["Careful."]),
    ],
)  # fmt: skip
def test_callouts_of_pages(body: str, kind: str, words: list[str]) -> None:
    assert callouts(page(f"{body}<p>After.</p>")) == [*((kind, each) for each in words), ("", "After.")]


def test_definition_lists_of_markdown() -> None:
    assert markdown("Text.\n\n:smile: and more\n\n: text").text == "Text.\n:smile: and more\n: text"
    document = markdown("Term\n: Its meaning.\n: Another *one*.\n\nOther\n: More.\n\nAfter: all.")
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        "Term", "Its meaning.", "Another one.", "Other", "More.", "After: all."
    ]  # fmt: skip
    assert [len(block.containers) for block in document.blocks] == [0, 1, 1, 0, 1, 0]


def test_marks_keys_and_strokes() -> None:
    text = "==Marked *text*== <mark>m</mark> <kbd>Ctrl</kbd> <u>u</u> ~~gone~~ `a==b==c` and a == b and c == d."
    assert spans(markdown(text)) == {
        ("Marked text", "mark"), ("text", "emphasis"), ("m", "mark"), ("Ctrl", "key"), ("u", "underline"),
        ("gone", "strike"), ("a==b==c", "code"),
    }  # fmt: skip
    body = "<p><mark>m</mark> <kbd>K</kbd> <ins>i</ins> <del>d</del> <span class='smcap'>Small</span></p>"
    assert spans(page(body)) == {("m", "mark"), ("K", "key"), ("i", "underline"), ("d", "strike"), ("Small", "small-caps")}


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("x<sup>2</sup> and 10<sup>-5</sup>", "x² and 10⁻⁵"),
        ("H<sub>2</sub>O, 1<sup>st</sup>, M<sup>me</sup>", "H₂O, 1ˢᵗ, Mᵐᵉ"),
        ("a<sup>[1]</sup> b<sup>note to it</sup>", "a[1] bnote to it"),
        ("e<sup>-x/2</sup> and x<sub>max, y</sub>", "e^(-x/2) and x_(max, y)"),
        ("<b>x</b><sup><i>n</i></sup>+1", "xⁿ+1"),
        ("word<sup><a href='#n'>1</a></sup>", "word1"),
    ],
)
def test_high_and_low_letters_are_no_digits_of_the_number_before(markup: str, shown: str) -> None:
    assert page(f"<p>{markup}</p>").text == shown
    assert markdown(markup).text == shown


def test_pandocs_high_and_low_letters_and_they_are_found_as_they_are_typed() -> None:
    document = markdown("Water is H~2~O, x^2^ grows to 10^-3^ m, ~~a~b~~ and `x^2^`, a^long words^ stays, 1^st^.")
    assert document.text == "Water is H₂O, x² grows to 10⁻³ m, a~b and x^2^, a^long words^ stays, 1ˢᵗ."
    index = SearchIndex(document)
    assert all(index.search(query) for query in ("H2O", "x2", "1st"))
