"""What of a web page is its article: introductions, short texts, hidden ones, notes; and what beside it is none."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document

WORDS = "The river runs past the mills, and every evening the lamps are lit along it, one after the other. "


def opened(folder: Path, body: str, head: str = "<title>The river</title>") -> Document:
    path = folder / "a.html"
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", "utf-8")
    return open_document(path)


def paragraphs(count: int, words: str = WORDS) -> str:
    return "".join(f"<p>{n}. {words * 3}</p>" for n in range(count))


@pytest.mark.parametrize("name", ["article-lead", "intro", "standfirst", "vorspann", "entry-excerpt", "chapo"])
def test_an_introduction_apart_from_the_text_comes_first(tmp_path: Path, name: str) -> None:
    lead = f'<div class="{name}"><p>What it is about, said in a sentence of its own.</p></div>'
    page = f'<div class="wrap"><header class="page-header"><h1>The river</h1>{lead}</header><div class="body-text">{paragraphs(8)}</div></div>'
    text = opened(tmp_path, page).text
    assert text.index("What it is about") < text.index("0. The river") and text.count("What it is about") == 1


@pytest.mark.parametrize("around", ['ul class="all"><li', 'div class="related"', "aside"])
def test_a_teaser_of_something_else_is_no_introduction(tmp_path: Path, around: str) -> None:
    other = f'<{around}><div class="teaser">Another story that has nothing to do with this one here.</div></{around.split()[0]}>'
    assert "Another story" not in opened(tmp_path, f'<main>{other}<article class="post-content">{paragraphs(8)}</article></main>').text


def test_a_short_post_wins_over_a_longer_notice(tmp_path: Path) -> None:
    post = '<div id="content"><div class="post"><p>I know that I am drunk, and maybe should not say it.</p><p>Then do not.</p></div></div>'
    notice = f'<div class="widget cookie-law"><p>Privacy and cookies: {WORDS * 3}</p></div>'
    text = opened(tmp_path, post + notice).text
    assert "I know that I am drunk" in text and "Privacy and cookies" not in text


def test_a_text_in_something_with_a_telling_name_is_found(tmp_path: Path) -> None:
    small = f'<div class="disclosure"><p>{"Many of the offers here are from companies that pay. " * 12}</p></div>'
    text = opened(tmp_path, f'{small}<div class="above-footer"><div class="post-content">{paragraphs(25)}</div></div>').text
    assert "8. The river" in text


def test_what_is_streamed_or_stands_in_a_template_is_put_in_its_place(tmp_path: Path) -> None:
    streamed = f'<article><h1>The river</h1><p>Before. {WORDS}</p><template id="B:0"></template><p>Behind. {WORDS}</p></article><div hidden id="S:0">{paragraphs(5)}</div>'
    text = opened(tmp_path, streamed).text
    assert text.index("Before.") < text.index("4. The river") < text.index("Behind.")
    template = f"<div class='post'><div class='post-body'><script type='text/template'>{paragraphs(5)}</script></div></div>"
    assert "4. The river" in opened(tmp_path, template).text
    script = f"<div class='post'>{paragraphs(5)}</div><script type='text/javascript'>var x = '<p>never shown, {WORDS}</p>';</script>"
    assert "never shown" not in opened(tmp_path, script).text


def test_what_is_hidden_from_readers_is_read_where_there_is_nothing_else(tmp_path: Path) -> None:
    letter = f'<div class="overlay" aria-hidden="true"><p>Hello, {WORDS}</p><p>{WORDS}</p></div><div class="counter">FPS: --</div>'
    assert "Hello, The river" in opened(tmp_path, letter).text
    beside = f'<article class="post">{paragraphs(8)}</article><div aria-hidden="true"><p>An advertisement, {WORDS}</p></div>'
    assert "advertisement" not in opened(tmp_path, beside).text


@pytest.mark.parametrize("name", ["newsletter-box", "related-articles", "author-bio", "post-meta", "comment-list", "affiliate-links", "breadcrumbs"])
def test_boxes_in_an_article_that_are_none_of_it_are_left_out(tmp_path: Path, name: str) -> None:
    page = f'<article class="post-content">{paragraphs(4)}<div class="{name}"><p>Something beside it, as long as a sentence.</p></div>{paragraphs(4)}</article>'
    text = opened(tmp_path, page).text
    assert "Something beside it" not in text and text.count("3. The river") == 2


def test_a_note_hidden_in_its_sign_is_a_note(tmp_path: Path) -> None:
    sign = '<span class="inline-footnote">1<span class="footnoteContent" style="display:none">What was meant, <a href="https://example.org/">said here</a>.</span></span>'
    document = opened(tmp_path, f"<div class='entry-content'><p>{WORDS}{sign} And on.</p>{paragraphs(5)}</div>")
    note = next(block for block in document.blocks if block.kind == "footnote")
    assert document.text[note.start : note.end] == "What was meant, said here."
    (reference,) = [span for block in document.blocks for span in block.spans if span.kind == "footnote"]
    assert document.text[reference.start : reference.end] == "1" and "1 And on." in document.text


def test_a_hidden_aside_that_a_sign_names_is_a_note(tmp_path: Path) -> None:
    page = f'<p>{WORDS}<span class="fna-ref" data-definition="n1"><a href="#">*</a></span></p>{paragraphs(5)}<aside style="display:none" class="fna-content" id="n1">By my count six.</aside>'
    document = opened(tmp_path, f"<article class='entry-content'>{page}</article>")
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "footnote"] == ["By my count six."]


def test_notes_behind_the_article_are_read_with_it(tmp_path: Path) -> None:
    page = f'<article><h1>The river</h1>{paragraphs(4)}</article><div class="Page__x1__footnotes"><h4>Footnotes</h4><p><sup>1</sup> {WORDS}</p></div>'
    text = opened(tmp_path, page).text
    assert text.index("3. The river") < text.index("Footnotes") < text.rindex("The river runs")

