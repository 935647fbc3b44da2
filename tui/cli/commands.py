"""The commands: their names, one line of help each, and the modules that run them."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A command: its name, its line of help (empty for internal commands), and the module that runs it, or its own."""

    name: str
    help: str
    module: str = ""
    commands: tuple[Command, ...] = ()


NOTES = (
    Command("list", "annotations in reading order", "notes.list"),
    Command("add", "highlight a quote", "notes.add"),
    Command("edit", "change a note, its tags or its colour", "notes.edit"),
    Command("rm", "delete an annotation; it can be restored for 90 days", "notes.rm"),
    Command("deleted", "what was deleted in the last 90 days", "notes.deleted"),
    Command("restore", "bring a deleted annotation back", "notes.restore"),
    Command("merge", "fold another copy into this notes folder", "notes.merge"),
    Command("check", "every notebook: readable, valid, anchored", "notes.check"),
    Command("export", "the annotations in another format", "notes.export"),
    Command("import", "highlights and notes of other programs", "notes.import_"),
    Command("push", "send what is new or changed here to Hypothesis or Readwise", "notes.push"),
    Command("pull", "take in what changed at Hypothesis or Readwise", "notes.pull"),
    Command("git-setup", "teach git to merge the notebooks in the notes folder", "notes.git_setup"),
    Command("git-merge", "", "notes.git_merge"),
)
COMMANDS = (
    Command("toc", "the section tree", "toc"),
    Command("text", "the canonical text", "text"),
    Command("info", "how a document was read, and what was left out", "info"),
    Command("find", "fuzzy search", "find"),
    Command("notes", "the highlights and notes", commands=NOTES),
    Command("page", "the document as one self-contained page, with highlights and notes", "page"),
    Command("serve", "the same reader in a browser, on this machine only", "serve"),
    Command("review", "remarks on exact words and a verdict, for an author or a program", "review"),
    Command("review-apply", "take accepted suggestions into a text or Markdown file", "review_apply"),
    Command("tour", "learn the keys in three minutes", "tour"),
    Command("config", "every setting: value, default, meaning, where it was set; and the folders", "config"),
)
