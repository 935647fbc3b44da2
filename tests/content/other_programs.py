"""Files as other programs write them, each with two passages of one short text, a note, and what is no annotation."""

import base64
import io
import json
import sqlite3
import zipfile
from pathlib import Path

TEXT = """# The Lamp Room

## One

The keeper climbed the stairs at dusk, counting them aloud, and lit the lamp. “Nobody comes,” he said, “nobody ever comes.” The sea was flat as slate.

## Two

A letter had lain under the door since noon; its ink had run in the damp. The sea was flat as slate. He read it twice — and then, very slowly, he began to laugh.
"""
FIRST = "The keeper climbed the stairs at dusk, counting them aloud, and lit the lamp."
SECOND = "its ink had run in the damp."
TITLE = "The Lamp Room"
NOTE = "how it *begins*"
WHEN = "2026-05-01T10:00:00Z"


def kindle() -> str:
    return (
        f"\ufeff{TITLE} (A. Writer)\r\n- Your Highlight on page 7 | Location 19-24 | Added on Friday, May 1, 2026 10:00:00 AM\r\n\r\n"
        f"{FIRST}\r\n==========\r\n\ufeff{TITLE} (A. Writer)\r\n- Your Note on page 7 | Location 24 | Added on Friday, May 1, 2026 10:00:00 AM\r\n\r\n"
        f"{NOTE}\r\n==========\r\n{TITLE} (A. Writer)\r\n- Your Bookmark on page 8 | Location 30 | Added on Friday, May 1, 2026 10:01:00 AM\r\n\r\n\r\n"
        f"==========\r\n{TITLE} (A. Writer)\r\n- Your Highlight on page 9 | Location 90-91 | Added on Friday, May 1, 2026 10:02:00 AM\r\n\r\n"
        f"{SECOND}\r\n==========\r\n"
    )


def kindle_html() -> str:
    return (
        f'<html><body><div class="bookTitle">{TITLE}</div><div class="authors">A. Writer</div>'
        '<h2 class="sectionHeading">One</div>'
        '<h3 class="noteHeading">Highlight (<span class="highlight_yellow">yellow</span>) - One &gt; Page 7 · Location 1,019</div>'
        f'<div class="noteText">{FIRST}</h3><h3 class="noteHeading">Note - Page 7 · Location 1,019</div>'
        f'<div class="noteText">{NOTE}</h3><h3 class="noteHeading">Bookmark - Page 8</div>'
        '<h3 class="noteHeading">Highlight (<span class="highlight_blue">blue</span>) - Page 9</div>'
        f'<div class="noteText">{SECOND}</h3></body></html>'
    )


def koreader() -> str:
    return (
        '-- we can read Lua syntax here!\nreturn {\n["annotations"] = {\n'
        f'[1] = {{ ["chapter"] = "One", ["color"] = "yellow", ["datetime"] = "2026-05-01 10:00:00", ["drawer"] = "lighten",\n["note"] = "{NOTE}",'
        f' ["pageno"] = 7, ["pos0"] = "/body/p[1]/text().0", ["pos1"] = "/body/p[1]/text().9", ["text"] = "{FIRST}" }},\n'
        '[2] = { ["datetime"] = "2026-05-01 10:01:00", ["page"] = "/body/p[1]/text().5", ["pageno"] = 8, ["text"] = "in One" },\n'
        f'[3] = {{ ["color"] = "blue", ["datetime"] = "2026-05-01 10:02:00", ["drawer"] = "lighten", ["pageno"] = 9, ["text"] = "{SECOND}" }},\n'
        f'}},\n["stats"] = {{ ["title"] = "{TITLE}", ["authors"] = "A. Writer" }},\n}}\n'
    )


def koreader_json() -> str:
    entries = [
        {"chapter": "One", "color": "yellow", "drawer": "lighten", "page": 7, "sort": "highlight", "text": FIRST, "time": 1777629600, "note": NOTE},
        {"page": 8, "sort": "bookmark", "text": "in One", "time": 1777629601},
        {"color": "blue", "drawer": "lighten", "page": 9, "sort": "highlight", "text": SECOND, "time": 1777629602},
    ]
    return json.dumps({"documents": [{"title": TITLE, "author": "A. Writer", "entries": entries}]})


def readwise_csv() -> str:
    return (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
        f'"{FIRST}",{TITLE},A. Writer,B00,{NOTE} .begins,yellow,,location,19,2026-05-01 10:00:00+00:00,\n'
        f'"{SECOND}",{TITLE},A. Writer,,,blue,,location,90,2026-05-01 10:02:00+00:00,\n'
    )


def readwise() -> str:
    highlights = [
        {"id": 1, "text": FIRST, "note": NOTE, "tags": [{"id": 1, "name": "begins"}], "color": "yellow", "location": 19, "location_type": "location", "highlighted_at": WHEN, "updated": WHEN},
        {"id": 2, "text": "gone", "is_deleted": True, "location": 20, "location_type": "location"},
        {"id": 3, "text": SECOND, "color": "blue", "location": 90, "location_type": "location", "highlighted_at": WHEN},
    ]
    return json.dumps({"count": 1, "nextPageCursor": None, "results": [{"title": TITLE, "author": "A. Writer", "highlights": highlights}]})


def hypothesis() -> str:
    def row(name: str, exact: str, text: str, **more: object) -> dict[str, object]:
        selector = [{"type": "TextPositionSelector", "start": 9, "end": 20}, {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""}]
        target = [{"source": "https://example.org/lamp", "selector": selector}] if exact else [{"source": "https://example.org/lamp"}]
        return {"id": name, "created": WHEN, "updated": WHEN, "uri": "http://example.org/lamp/", "text": text, "tags": [], "target": target, "document": {"title": [TITLE]}, **more}

    rows = [
        row("a", FIRST, NOTE, tags=["begins"]), row("b", SECOND, ""),
        row("c", "", "I doubt it", references=["b"], user="acct:other@example.org"),
    ]  # fmt: skip
    return json.dumps({"total": 3, "rows": rows})


def calibre() -> str:
    items = [
        {"type": "highlight", "uuid": "a", "highlighted_text": FIRST, "notes": NOTE, "timestamp": WHEN, "spine_index": 1, "start_cfi": "/2/4/2/1:0", "style": {"kind": "color", "which": "yellow"}, "toc_family_titles": ["One"]},
        {"type": "highlight", "uuid": "b", "removed": True, "timestamp": WHEN},
        {"type": "highlight", "uuid": "c", "highlighted_text": SECOND, "timestamp": WHEN, "spine_index": 2, "start_cfi": "/2/4/2/1:9", "style": {"kind": "color", "which": "blue"}},
    ]
    return "encoding=json+base64:\n" + base64.encodebytes(json.dumps(items).encode()).decode()


def zotero() -> str:
    def item(key: str, text: str, comment: str, color: str, sort: str) -> dict[str, object]:
        data = {
            "key": key, "itemType": "annotation", "annotationType": "highlight", "annotationText": text, "annotationComment": comment,
            "annotationColor": color, "annotationPageLabel": "7", "annotationSortIndex": sort, "annotationPosition": '{"pageIndex": 6}',
            "tags": [], "dateAdded": WHEN, "dateModified": WHEN, "parentItem": "P",
        }  # fmt: skip
        return {"key": key, "data": data}

    return json.dumps([item("A", FIRST, NOTE, "#ffd400", "00001|000010|00001"), item("B", SECOND, "", "#2ea8e5", "00002|000010|00001")])


def foliate() -> str:
    items = [
        {"value": "epubcfi(/6/4!/4/2,/1:0,/1:9)", "color": "yellow", "text": FIRST, "note": NOTE, "created": WHEN, "modified": WHEN},
        {"value": "epubcfi(/6/6!/4/2,/1:0,/1:9)", "color": "blue", "text": SECOND, "note": "", "created": WHEN, "modified": ""},
    ]
    return json.dumps({"lastLocation": "epubcfi(/6/4)", "progress": [1, 2], "annotations": items, "metadata": {"title": TITLE}})


def readest() -> str:
    items = [
        {"id": "a", "type": "annotation", "cfi": "epubcfi(/6/4!/4/2,/1:0,/1:9)", "style": "highlight", "color": "yellow", "text": FIRST, "note": NOTE, "createdAt": 1777629600000, "updatedAt": 1777629600000},
        {"id": "b", "type": "bookmark", "cfi": "epubcfi(/6/4!/4/2)", "text": "x", "createdAt": 1777629600000},
        {"id": "c", "type": "annotation", "cfi": "epubcfi(/6/6!/4/2,/1:0,/1:9)", "style": "highlight", "color": "blue", "text": SECOND, "note": "", "createdAt": 1777629600000},
    ]
    return json.dumps({"$format": "readest-annotations", "version": 1, "book": {"title": TITLE, "author": "A. Writer"}, "annotations": items})


def moon_reader() -> str:
    def record(number: int, color: int, note: str, quote: str) -> str:
        return f"#\n{number}\n{TITLE}\n/sdcard/lamp.epub\n/sdcard/lamp.epub\n{number}\n0\n10\n60\n{color}\n1777629600000\n\n{note}\n{quote}\n0\n0\n0\n"

    return "1\nindent:false\ntrim:false\n" + record(1, -256, NOTE, FIRST) + record(2, -16776961, "", SECOND)


def pocketbook() -> str:
    def mark(name: str, color: str, text: str, note: str) -> str:
        written = f'<div class="bm-note"><p>{note}</p></div>' if note else ""
        return f'<div id="{name}" class="bookmark bm-color-{color}"><p class="bm-page">7</p><div class="bm-text"><p>{text}</p></div>{written}</div>'

    return (
        f'<html><head><title>{TITLE}</title></head><body><div class="bookmark bm-color-none"><span>{TITLE}</span></div>'
        '<div class="bookmark bm-color-none"><span>A. Writer</span></div>'
        + mark("a", "yellow", FIRST, NOTE) + mark("b", "note", "Bookmark", "") + mark("c", "cian", SECOND, "") + "</body></html>"
    )  # fmt: skip


def google_play() -> str:
    volume = {"kind": "books#volume", "id": "x", "volume_info": {"title": TITLE, "authors": ["A. Writer"]}}
    found = [
        {"excerpt": FIRST, "note_text": json.dumps({"note": NOTE}), "highlight_color": "#ffd54f"},
        {"excerpt": SECOND, "note_text": "", "highlight_color": "#4dd0e1"},
    ]
    return json.dumps(volume) + json.dumps(found) + json.dumps({"finished": False})


def wallabag() -> str:
    notes = [{"text": NOTE, "quote": FIRST, "ranges": [{"start": "/p[1]", "end": "/p[1]"}]}, {"text": "", "quote": SECOND, "ranges": []}]
    return json.dumps([{"is_archived": 0, "id": 7, "title": TITLE, "url": "https://example.org/lamp", "annotations": notes}])


def raindrop() -> str:
    return (
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        f'1,{TITLE},,,https://example.org/lamp,,,{WHEN},,"{FIRST}\n{SECOND}",false\n'
    )


def kobo_annot() -> str:
    def one(name: str, quote: str, note: str, progress: str) -> str:
        content = f"<content><dc:date>{WHEN}</dc:date><text>{note}</text></content>" if note else ""
        return (
            f'<annotation><dc:identifier>urn:uuid:{name}</dc:identifier><dc:date>{WHEN}</dc:date><target>'
            f'<fragment start="a#1" end="a#2" progress="{progress}"><text>{quote}</text></fragment></target>{content}</annotation>'
        )

    return (
        '<annotationSet xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://ns.adobe.com/digitaleditions/annotations"><publication>'
        f"<dc:title>{TITLE}</dc:title><dc:creator>A. Writer</dc:creator></publication>"
        + one("00000000-0000-4000-8000-000000000001", FIRST, NOTE, "0.1") + one("00000000-0000-4000-8000-000000000002", SECOND, "", "0.9")
        + "</annotationSet>"
    )  # fmt: skip


def w3c() -> str:
    def item(number: int, quote: str, note: str, color: str) -> dict[str, object]:
        return {
            "id": f"urn:uuid:00000000-0000-4000-8000-00000000000{number}", "type": "Annotation", "created": WHEN, "modified": WHEN,
            "motivation": "highlighting", "body": {"type": "TextualBody", "value": note, "color": color, "tag": "begins"},
            "target": {"source": "one.xhtml", "selector": [
                {"type": "TextQuoteSelector", "exact": quote}, {"type": "EPUBCFISelector", "value": f"epubcfi(/6/{number * 2}!/4)"},
            ]},
        }  # fmt: skip

    about = {"dc:identifier": ["urn:isbn:9780000000002"], "dc:title": TITLE, "dc:creator": ["A. Writer"]}
    items = [item(1, FIRST, NOTE, "yellow"), item(2, SECOND, "", "blue")]
    return json.dumps({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationSet", "about": about, "items": items})


def packed(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def omnivore() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("metadata_0_to_20.json", json.dumps([{"slug": "lamp", "title": TITLE, "author": "A. Writer", "url": "https://example.org/lamp"}]))
        archive.writestr("highlights/lamp.md", f"> {FIRST}\n\n#begins\n\n{NOTE}\n\n> {SECOND}\n")
    return out.getvalue()


def logseq() -> str:
    return (
        f"file:: [{TITLE}.pdf](../assets/lamp.pdf)\n\n- {FIRST}\n  ls-type:: annotation\n  hl-page:: 7\n  hl-color:: yellow\n  id:: a\n\t- {NOTE}\n"
        f"- [:span]\n  ls-type:: annotation\n  hl-page:: 8\n  hl-type:: area\n  id:: b\n- {SECOND}\n  hl-page:: 9\n  ls-type:: annotation\n  hl-color:: blue\n  id:: c\n"
    )


def org_remark() -> str:
    def one(name: str, quote: str, note: str, begin: int, label: str) -> str:
        return (
            f"** {quote}\n:PROPERTIES:\n:org-remark-beg: {begin}\n:org-remark-end: {begin + 9}\n:org-remark-id: {name}\n:org-remark-label: {label}\n"
            f":org-remark-original-text: {quote}\n:END:\n{note}\n"
        )

    head = f"* {TITLE}.txt\n:PROPERTIES:\n:org-remark-file: lamp.txt\n:END:\n"
    return head + one("a", FIRST, NOTE, 10, "yellow") + one("b", SECOND, "", 90, "blue")


def critic() -> str:
    return f"# {TITLE}\n\n{{=={FIRST}==}}{{>>{NOTE} #begins<<}}\n\nAnd {{++more++}} =={SECOND}== so on.\n"


def callouts() -> str:
    return (
        f"---\ntitle: {TITLE}\nauthor: A. Writer\n---\n\n## One\n\n> [!quote|yellow] 2026-05-01\n> {FIRST}\n\n^g-1\n\n{NOTE} #begins\n\n"
        f"> [!quote|blue] 2026-05-01\n> {SECOND}\n\n^g-2\n"
    )


def readwise_plugin() -> str:
    return (
        f"# {TITLE}\n\n## Metadata\n- Author: [[A. Writer]]\n- Full Title: {TITLE}\n\n## Highlights\n"
        f"- {FIRST} ([Location 19](https://readwise.io/x))\n    - Tags: [[begins]] \n    - Note: {NOTE}\n- {SECOND} ([Location 90](https://readwise.io/x))\n"
    )


def kindle_plugin() -> str:
    return (
        f"---\ntitle: {TITLE}\nauthor: A. Writer\n---\n# {TITLE}\n\n## Highlights\n{FIRST} — location: [19](kindle://x) ^ref-1\n\n{NOTE}\n\n---\n"
        f"{SECOND} — location: [90]() ^ref-2\n\n---\n"
    )


def annotator() -> str:
    def one(quote: str, text: str, name: str) -> str:
        row = {"created": WHEN, "text": text, "updated": WHEN, "uri": "vault:/lamp.pdf", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": quote.replace(" stairs", "stairs"), "prefix": "", "suffix": ""}]}]}
        return f">%%\n>```annotation-json\n>{json.dumps(row)}\n>```\n>%%\n>%%COMMENT%%\n>{text}\n>%%TAGS%%\n>#begins\n^{name}\n\n"

    return f"---\nannotation-target: {TITLE}.pdf\n---\n\n" + one(FIRST, NOTE, "abc") + one(SECOND, "", "def")


def zotero_note() -> str:
    def one(quote: str, key: str, note: str) -> str:
        return f"“{quote}” ([Writer, 2026, p. 7](zotero://select/library/items/A)) ([pdf](zotero://open-pdf/library/items/P?page=7&annotation={key})) {note}\n\n"

    return "# Annotations  \n(1.5.2026, 10:00:00)\n\n" + one(FIRST, "K1", NOTE) + one(SECOND, "K2", "")


def koreader_markdown() -> str:
    return (
        f"# {TITLE}\n##### A. Writer\n\n## One\n### Page 7 @ 01 May 2026 10:00:00 AM\n*{FIRST}*\n\n---\n{NOTE}\n"
        f"## Two\n### Page 9 @ 01 May 2026 10:02:00 AM\n++{SECOND}++\n## \n_Generated at: 2026-05-02_\n"
    )


def kobo(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE content (ContentID, ContentType, BookTitle, Title, Attribution, ISBN, VolumeIndex)")
    connection.execute(
        "CREATE TABLE Bookmark (BookmarkID, VolumeID, ContentID, Text, Annotation, DateCreated, DateModified, ChapterProgress, Hidden, Type, Color)"
    )
    book = "file:///mnt/onboard/lamp.epub"
    connection.executemany("INSERT INTO content VALUES (?, ?, ?, ?, ?, ?, ?)", [
        (book, 6, None, TITLE, "A. Writer", "9780000000002", -1),
        (f"{book}!!one.xhtml", 9, TITLE, "One", None, None, 1), (f"{book}!!two.xhtml", 9, TITLE, "Two", None, None, 2),
    ])  # fmt: skip
    connection.executemany("INSERT INTO Bookmark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [
        ("b", book, f"{book}!!two.xhtml", f"\n  {SECOND}\n", None, WHEN, WHEN, 0.5, 0, "highlight", 2),
        ("a", book, "one.xhtml", FIRST, NOTE, WHEN, None, 0.1, 0, "note", 0),
        ("c", book, f"{book}!!two.xhtml", None, None, WHEN, WHEN, 0.6, 0, "dogear", 0),
        ("d", book, f"{book}!!two.xhtml", "The sea", None, WHEN, WHEN, 0.7, 1, "highlight", 0),
    ])  # fmt: skip
    connection.commit()
    connection.close()


def apple_books(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE ZAEANNOTATION (ZANNOTATIONASSETID, ZANNOTATIONTYPE, ZANNOTATIONDELETED, ZANNOTATIONSTYLE, ZANNOTATIONISUNDERLINE,"
        " ZANNOTATIONCREATIONDATE, ZANNOTATIONMODIFICATIONDATE, ZANNOTATIONLOCATION, ZANNOTATIONNOTE, ZANNOTATIONSELECTEDTEXT, ZANNOTATIONUUID,"
        " ZFUTUREPROOFING5)"
    )
    when = 799_322_400.0  # of 2001
    rows = [
        ("asset", 3, 0, 0, 0, when, when, "epubcfi(/6/2!/4)", None, None, "place", None),
        ("asset", 2, 0, 3, 0, when, when, "epubcfi(/6/4!/4/2,/1:0,/1:9)", NOTE, FIRST, "a", "One"),
        ("asset", 2, 0, 2, 0, when, when, "epubcfi(/6/6!/4/2,/1:0,/1:9)", None, SECOND, "b", "Two"),
        ("asset", 2, 1, 2, 0, when, when, "epubcfi(/6/6!/4/4,/1:0,/1:9)", None, "gone", "c", "Two"),
    ]
    connection.executemany("INSERT INTO ZAEANNOTATION VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    library = sqlite3.connect(path.with_name("BKLibrary-1.sqlite"))
    library.execute("CREATE TABLE ZBKLIBRARYASSET (ZASSETID, ZTITLE, ZAUTHOR, ZEPUBID)")
    library.execute("INSERT INTO ZBKLIBRARYASSET VALUES ('asset', ?, 'A. Writer', '9780000000002')", (TITLE,))
    library.commit()
    library.close()


def readest_markdown() -> str:
    return (
        f"# {TITLE}\n**Author**: A. Writer\n\n**Exported from Readest**: 2026-05-02\n\n---\n\n## Highlights & Annotations\n\n"
        f"### One\n> {FIRST}\n\n**Note**: {NOTE}\n\n*Page: 7 · Time: 2026-05-01 10:00*\n\n---\n\n### Two\n> {SECOND}\n\n---\n"
    )


TEXTS = {
    "readest-markdown": ("Alice.md", readest_markdown),
    "kindle": ("My Clippings.txt", kindle), "kindle-html": ("notebook.html", kindle_html), "koreader": ("metadata.epub.lua", koreader),
    "koreader-json": ("koreader.json", koreader_json), "readwise-csv": ("readwise.csv", readwise_csv), "readwise": ("readwise.json", readwise),
    "hypothesis": ("rows.json", hypothesis), "calibre": ("calibre_bookmarks.txt", calibre), "zotero": ("zotero.json", zotero),
    "foliate": ("foliate.json", foliate), "readest": ("readest.json", readest), "moon-reader": ("lamp.mrexpt", moon_reader),
    "pocketbook": ("pocketbook.html", pocketbook), "google-play": ("play.json", google_play), "wallabag": ("wallabag.json", wallabag),
    "raindrop": ("raindrop.csv", raindrop), "kobo-annot": ("lamp.annot", kobo_annot), "w3c": ("lamp.annotation", w3c),
    "omnivore": ("omnivore.zip", omnivore), "logseq": ("hls__lamp.md", logseq), "org": ("marginalia.org", org_remark),
}  # fmt: skip
NOTES = {
    "markdown": [critic, callouts],
    "obsidian": [readwise_plugin, kindle_plugin, annotator, zotero_note, koreader_markdown],
}
