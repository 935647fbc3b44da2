"""The annotated page: all of the text, each highlight at its words with its note, and nothing fetched or run."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from lxml import etree, html

from glossator.content import Notebook, describe, open_document
from glossator.content.exchange.as_html import HtmlWriter, Mark
from glossator.content.exchange.exported import gather
from glossator.content.exchange.page import write_page
from glossator.content.library import inside_links
from glossator.tui.cli.main import main
from tests.reading import markdown

TEXT = """# Title & more

A *first **bold** word*, a [link](https://example.org), `code <b>`, x^2^ and a note[^n].

> [!warning] Mind
> the step
>
> > deeper

1. one

   more of it
2. two
   - [x] done
   - [ ] open

Term
: what it means

| left | right |
|:-----|------:|
| 1    | *2*   |

```py
if x < 1: pass
```

## Second

$$\\frac{a}{b}$$

See [here](#second) and <script>alert(1)</script> <img src=x onerror=alert(1)>. ![alt](data:text/html,x)

[^n]: The note of it.
"""


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def written(marks: list[Mark]) -> etree._Element:
    document = markdown(TEXT)
    return html.fromstring("<div>" + "".join(HtmlWriter(document, marks=marks).write()) + "</div>")


@settings(max_examples=100)
@given(strategies.lists(strategies.tuples(strategies.integers(0, 400), strategies.integers(1, 200)), max_size=6))
def test_every_letter_stands_there_once_whatever_is_marked(ranges) -> None:
    document = markdown(TEXT)
    size = len(document.text)
    marks = [Mark(s % size, min(size, s % size + n), f'<mark class="m{i}">', "</mark>") for i, (s, n) in enumerate(ranges)]
    root = written(marks)
    for extra in root.xpath("//a[@class='back'] | //p[@class='footnote']/sup"):
        extra.drop_tree()
    assert letters(root.text_content()) == letters(document.text)
    for index, mark in enumerate(marks):
        pieces = "".join(piece.text_content() for piece in root.xpath(f"//mark[@class='m{index}']"))
        assert letters(pieces) == letters(document.text[mark.start : mark.end])


def test_the_markup_is_what_the_blocks_are() -> None:
    root = written([])
    assert root[0].tag == "h1"
    assert root.xpath("//ol/li/p[1]/text()") == ["one", "two"] and len(root.xpath("//ol/li/ul/li/input")) == 2
    assert root.xpath("//aside/blockquote/p/text()") == ["deeper"] and root.xpath("//dd/p/text()") == ["what it means"]
    assert root.xpath("//td[@class='r']/em/text()") == ["2"] and root.xpath("//th/text()") == ["left", "right"]
    (link,) = root.xpath("//a[starts-with(@href, '#b')]")
    assert root.xpath(f"//*[@id='{link.get('href')[1:]}']")[0].tag == "h2"
    (note,) = root.xpath("//sup/a[starts-with(@href, '#f')]")
    assert root.xpath(f"//*[@id='{note.get('href')[1:]}']")[0].text_content().startswith("n The note of it.")


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "a.md"
    path.write_text(TEXT + "\nThe passage that was here.\n", "utf-8")
    document = open_document(path)
    notebook = Notebook.open(document)
    for quote, note in (("first bold word", "# big\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png)"), ("bold word, a link", ""), ("The passage that was", "lost")):
        start = document.text.index(quote)
        notebook.add(describe(document.text, start, start + len(quote)), note=note, tags=("a b",), color="pink")
    path.write_text(TEXT, "utf-8")
    document = open_document(path)
    (exported,) = gather([(Notebook.open(document), document)])
    return write_page(document, exported)


def test_highlights_have_addresses_and_notes_stand_beside_them(page) -> None:
    root = html.fromstring(page)
    marks = root.xpath("//mark[@class='hl pink'][@id]")
    assert len(marks) == 2 and len({mark.get("id") for mark in marks}) == 2
    assert len(root.xpath("//div[@class='noted']//aside[contains(@class, 'note')]")) == 2
    assert root.xpath("//section[@class='lost']//blockquote/p/text()") == ["The passage that was"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in root.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids, target
    assert [a.text for a in root.xpath("//nav//a")] == ["Title & more", "Second"]


def test_nothing_is_fetched_or_run(page) -> None:
    root = html.fromstring(page)
    assert not root.xpath("//script | //iframe | //object | //link | //*[@onerror or @onclick]")
    assert not [src for src in root.xpath("//@src") if not src.startswith("data:image/")]
    assert {a.split(":")[0] for a in root.xpath("//@href") if not a.startswith("#")} == {"https"}
    assert "default-src 'none'" in page and not re.search(r"url\(|@import", page)


def test_the_command_writes_a_file_and_replaces_none(tmp_path, capsys) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    out = tmp_path / "a.html"
    assert main(["page", str(tmp_path / "a.md"), "-o", str(out)]) == 0 and out.read_text("utf-8").endswith("</html>\n")
    assert main(["page", str(tmp_path / "a.md"), "-o", str(out)]) == 2 and "--force replaces it" in capsys.readouterr().err
    assert main(["page", str(tmp_path / "a.md"), "-o", str(tmp_path / "a.md"), "--force"]) == 2
    assert main(["page", str(tmp_path / "a.md")]) == 2


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_it_with_its_highlights(page, tmp_path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    shown = html.fromstring(done.stdout)
    assert next(mark.text_content() for mark in shown.xpath("//mark[@id]")) == "first "
    assert "Content Security Policy" not in done.stderr and ":CONSOLE" not in done.stderr


def test_ids_stand_once_and_links_lead_to_them(tmp_path) -> None:
    text = "Twice[^a.b] and again[^a.b], another[^a_2e_b].\n\n[^a.b]: One.\n\n[^a_2e_b]: Two.\n"
    root = html.fromstring("".join(HtmlWriter(markdown(text)).write()))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in root.xpath("//a/@href")} <= set(ids)


def test_many_sections_and_links_take_no_longer_each(monkeypatch: pytest.MonkeyPatch) -> None:
    slugs = Counter[str]()
    real = inside_links._slug
    monkeypatch.setattr(inside_links, "_slug", lambda title: slugs.update([title]) or real(title))
    text = "".join(f"## S{number}\n\n[x](#s{number})\n\n" for number in range(300))
    written = "".join(HtmlWriter(markdown(text)).write())
    assert written.count("<a href") == 300 and slugs.total() <= 4 * 300


def test_a_footnote_of_several_paragraphs_is_one_note() -> None:
    document = markdown("A[^1].\n\n[^1]: One.\n\n    Two.\n")
    page = html.fromstring("".join(HtmlWriter(document).write()))
    notes = [element for element in page.iter() if "footnote" in (element.get("class") or "")]
    assert [note.text_content().split()[0] for note in notes] == ["1", "Two."]
    assert len({element.get("id") for element in page.iter() if element.get("id")}) == sum(bool(e.get("id")) for e in page.iter())
