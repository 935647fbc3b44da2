"""Obsidian: a note a document, a callout a highlight with a block id behind it, so that it can be linked.

Writing again puts each callout in the place of the one with its id; what stands between them is the reader's own, and
stays.
"""

from __future__ import annotations

import json
import re

from glossator.content.errors import GlossatorError
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.markdown import quoted, under_headings
from glossator.content.exchange.note_markdown import contained, prefixed

_BLOCK = re.compile(r"^> \[!quote[^\n]*\n(?:>[^\n]*\n)*\n?\^(g-[0-9a-f]+)[ \t]*$\n?(\n*)", re.M)
_OWN = re.compile(r"\A---\n(?:.*\n)*?glossator: \"?(urn:uuid:[0-9a-f-]+)\"?\n(?:.*\n)*?---\n")
_ID_LENGTH = 12


def write(documents: list[ExportedDocument]) -> str:
    """Write the note of one document.

    Args:
        documents: That document.

    Raises:
        GlossatorError: There is another number of them.
    """
    if len(documents) != 1:
        raise GlossatorError("a note for Obsidian is on one document; name it")
    return _page(documents[0])


def is_ours(text: str, documents: list[ExportedDocument]) -> bool:
    """Whether a file is the note that was written of a document before.

    Args:
        text: What is in the file.
        documents: What is to be written.
    """
    match = _OWN.match(text.replace("\r\n", "\n"))
    return bool(match) and len(documents) == 1 and match is not None and match[1] == documents[0].notebook.page["id"]


def rewritten(text: str, documents: list[ExportedDocument]) -> str:
    """Write a note anew where one is: what changed is changed, and what the reader wrote between callouts stays.

    Args:
        text: The note as it is in the file.
        documents: The document it is of.

    Returns:
        The note; what stands before the first callout, front matter and all, is the reader's. A callout whose
        annotation was deleted goes; a new one comes behind the one before it.

    Raises:
        GlossatorError: The file is no note of this document.
    """
    if not is_ours(text, documents):
        raise GlossatorError("is no note of this document")
    (document,) = documents
    blocks = {block_id(item): _callout(item) for item in document.items}
    there = {found[1] for found in _BLOCK.finditer(text)}
    kept = {id_of_block(item.id) for item in document.notebook.items} - blocks.keys()  # not wanted this time
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    text = _BLOCK.sub(lambda found: _replaced(found, blocks, kept), text)
    before = ""
    for item in document.items:
        name = block_id(item)
        if name not in there:
            text = _inserted(text, blocks[name], before)
        before = name
    return text.replace("\n", ends)


def _replaced(found: re.Match[str], blocks: dict[str, str], kept: set[str]) -> str:
    """What stands in the place of a callout that was written before, with the blank line behind it if it goes."""
    name, behind = found[1], found[2]
    if name in kept:
        return found[0]
    return blocks[name] + behind if name in blocks else ""


def _inserted(text: str, block: str, before: str) -> str:
    """A text with a new callout behind another one and what stands below that; at the end where there is none."""
    found = re.search(rf"^\^{before}[ \t]*$", text, re.M) if before else None
    if before and found:
        following = re.search(r"^(?:> \[!quote|#{1,6} )", text[found.end() :], re.M)
        at = found.end() + following.start() if following else len(text)
    else:
        first = re.search(r"^> \[!quote", text, re.M)
        at = first.start() if first and not before else len(text)
    return f"{text[:at].rstrip()}\n\n{block}\n{text[at:]}"


def block_id(item: ExportedItem) -> str:
    """Give the block id of an annotation."""
    return id_of_block(item.id)


def id_of_block(annotation_id: str) -> str:
    """Give the block id that belongs to an annotation's id."""
    return "g-" + re.sub(r"[^0-9a-f]", "", annotation_id.removeprefix("urn:uuid:").lower())[:_ID_LENGTH].ljust(4, "0")


def _page(document: ExportedDocument) -> str:
    entries = under_headings(document.items, lambda item: _callout(item).rstrip("\n"))
    return "\n\n".join([_front(document).rstrip("\n"), *entries]) + "\n"


def _front(document: ExportedDocument) -> str:
    """The front matter: YAML whose strings are JSON's, which YAML reads (1.2, 1.3)."""
    facts = {
        "title": document.title, "author": document.author, "year": document.year,
        "source": document.url or document.path,
        "glossator": document.notebook.page["id"],
    }  # fmt: skip
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value]
    return "\n".join(["---", *lines, "tags:", "  - glossator", "---", ""])


def _callout(item: ExportedItem) -> str:
    head = " · ".join(filter(None, (item.date, f"p. {item.page}" if item.page else "")))
    head += f" %%{item.start}%%" if item.is_repeated else ""
    lines = [f"> [!quote|{item.color}] {head}".rstrip(), *(quoted(item.quote) or [">"])]
    if item.state == "reworded":
        lines += [">", "> *Reworded since; it now reads:*", ">", *quoted(item.wording, "> > ")]
    if item.note:
        lines += [">", *prefixed(["[!note]", *contained(item.note)], "> > ", "> > ")]
    if item.tags:
        lines += [">", "> " + " ".join(map(_tag, item.tags))]
    return "\n".join([*lines, "", f"^{block_id(item)}", ""])


def _tag(tag: str) -> str:
    """A tag as Obsidian has them; one with other signs in it is told in a comment as it is."""
    plain = re.sub(r"[^\w/-]+", "-", tag).strip("-") or "tag"
    plain = plain if not plain.isdigit() else f"_{plain}"
    return f"#{plain}" if plain == tag else f"#{plain} %%{tag.replace('%', '')}%%"
