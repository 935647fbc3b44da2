"""DOCX and ODT as people write them: changes and comments, drop capitals, tables with lists, numbered lists, references."""

from pathlib import Path

from glossator.content import open_document
from tests.data.hostile import docx, odt, paragraph, word
from tests.reading import opened, spans


def _run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def test_tracked_changes_are_shown_as_such(tmp_path: Path) -> None:
    changes = (
        f"<w:p>{_run('It is ')}<w:del w:id='1'>{_run('old', 'delText')}</w:del><w:ins w:id='2'>{_run('new')}</w:ins>"
        f"{_run(' here')}<w:moveFrom w:id='3'>{_run(' gone')}</w:moveFrom>.</w:p>"
    )
    document = opened(tmp_path, "a.docx", docx(word(changes)))
    assert document.text == "It is oldnew here" or document.text == "It is oldnew here."
    assert spans(document) == [("old", "strike"), ("new", "underline")]


def test_a_drop_capital_belongs_to_its_word(tmp_path: Path) -> None:
    frame = f"<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>{_run('D')}</w:p>"
    document = opened(tmp_path, "a.docx", docx(word(frame + paragraph("rop cap.") + paragraph("Next."))))
    assert document.text == "Drop cap.\nNext."
    alone = opened(tmp_path, "b.docx", docx(word(paragraph("Before.") + frame)))
    assert alone.text == "Before.\nD", "nothing follows that it could belong to"


def test_a_table_with_a_list_in_a_cell_is_data(tmp_path: Path) -> None:
    cells = [paragraph("Name"), paragraph("Points"), paragraph("Ada"), paragraph("one") + paragraph("two")]
    rows = [f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>" for left, right in (cells[:2], cells[2:])]
    document = opened(tmp_path, "a.docx", docx(word(f"<w:tbl>{''.join(rows)}</w:tbl>")))
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [("table", "Name\tPoints\nAda\tone two")]


def test_a_table_of_one_row_is_data_and_one_for_layout_is_none(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = "<table:table><table:table-row>{}{}</table:table-row></table:table>"
    data = opened(tmp_path, "a.odt", odt(row.format(cell.format("one"), cell.format("two"))))
    assert [b.kind for b in data.blocks] == ["table"] and data.text == "one\ttwo"
    layout = opened(tmp_path, "b.odt", odt(row.format(cell.format("one"), cell.format("A long text in a column. " * 50))))
    assert {b.kind for b in layout.blocks} == {"paragraph"}


def test_lists_within_lists_are_numbered_by_the_style_around_them(tmp_path: Path) -> None:
    level = "<text:list-level-style-{} text:level='{}' style:num-format='{}'/>"
    style = f"<text:list-style style:name='L'>{level.format('number', 1, '1')}{level.format('bullet', 2, '')}{level.format('number', 3, 'a')}</text:list-style>"
    item = "<text:list{}><text:list-item><text:p>{}</text:p>{}</text:list-item></text:list>"
    lists = item.format(" text:style-name='L'", "one", item.format("", "two", item.format("", "three", "")))
    styles = f"<office:s xmlns:office='o' xmlns:text='t' xmlns:style='s'>{style}</office:s>"
    document = opened(tmp_path, "a.odt", odt(lists, files={"styles.xml": styles}))
    assert [[c.marker for c in b.containers] for b in document.blocks] == [["1."], ["1.", "•"], ["1.", "•", "1."]]


def test_comments_deletions_and_references_of_an_odt(tmp_path: Path) -> None:
    tracked = "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><office:change-info><x>Ada</x></office:change-info><text:p>old </text:p></text:deletion></text:changed-region></text:tracked-changes>"
    body = (
        f"{tracked}<text:p><text:bookmark-start text:name='m'/>Some text<text:bookmark-end text:name='m'/> is <text:change text:change-id='c'/>new"
        "<office:annotation><text:p>Is it?</text:p></office:annotation>.</text:p><text:p>See <text:bookmark-ref text:ref-name='m'>Some text</text:bookmark-ref>.</text:p>"
    )
    document = opened(tmp_path, "a.odt", odt(body))
    assert document.text == "Some text is oldnew1.\nSee Some text.\nIs it?"
    assert ("old", "strike") in spans(document) and ("Some text", "link") in spans(document) and ("1", "footnote") in spans(document)
    assert document.anchors["#m"] == 0 and document.blocks[-1].kind == "footnote"


W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def test_fields_and_text_with_its_reading_above_it_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(W.format(
        '<w:p><w:r><w:t xml:space="preserve">See Figure </w:t></w:r><w:fldSimple w:instr=" SEQ Figure "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">In </w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t xml:space="preserve"> we met.</w:t></w:r></w:p>'
    )))  # fmt: skip
    assert open_document(path).text == "See Figure 7\nIn 東京 we met."


def test_styles_that_do_not_say_what_they_are_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph"/><w:style w:styleId="x"/></w:styles>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
    path.write_bytes(docx(W.format("<w:p><w:r><w:t>Here it is.</w:t></w:r></w:p>"), {"word/styles.xml": styles, "word/_rels/document.xml.rels": rels}))
    assert open_document(path).text == "Here it is."


def test_a_long_document_of_a_word_processor_is_given_the_time_that_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    run = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Of {0} many words {1} that {2} are written. </w:t></w:r>'
    runs = [run.format(n * 7919 % 10007, n * 104729 % 999983, n * 31337 % 65537) for n in range(24_000)]
    path.write_bytes(docx(W.format("".join("<w:p>" + "".join(runs[at : at + 6]) + "</w:p>" for at in range(0, len(runs), 6)))))
    assert path.stat().st_size < 1_000_000 and open_document(path).text.count("many") == 24_000
