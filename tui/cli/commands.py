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
    Command("list", "list annotations in reading order", "notes.list"),
    Command("add", "highlight a quote", "notes.add"),
    Command("edit", "change a note, its tags or its colour", "notes.edit"),
    Command("rm", "delete an annotation; it can be restored for 90 days", "notes.rm"),
    Command("deleted", "list what was deleted in the last 90 days", "notes.deleted"),
    Command("restore", "bring a deleted annotation back", "notes.restore"),
    Command("merge", "fold another copy into this notes folder", "notes.merge"),
    Command("check", "check that every notebook is readable, valid and anchored", "notes.check"),
    Command("export", "export the annotations to another format", "notes.export"),
    Command("import", "import highlights and notes from other programs", "notes.import_"),
    Command("push", "send what is new or changed here to Hypothesis or Readwise", "notes.push"),
    Command("pull", "fetch what changed at Hypothesis or Readwise", "notes.pull"),
    Command("git-setup", "teach git to merge the notebooks in the notes folder", "notes.git_setup"),
    Command("git-merge", "", "notes.git_merge"),
)
COMMANDS = (
    Command("toc", "print the section tree", "toc"),
    Command("text", "print the canonical text", "text"),
    Command("info", "show how a document was read, and what was left out", "info"),
    Command("find", "search, also for misspelt words", "find"),
    Command("notes", "work with highlights and notes", commands=NOTES),
    Command("page", "write the document as one self-contained page, with highlights and notes", "page"),
    Command("serve", "open the same reader in a browser, on this machine only", "serve"),
    Command("review", "comment on exact words and give a verdict, for an author or a program", "review"),
    Command("review-apply", "apply accepted suggestions to a text or Markdown file", "review_apply"),
    Command("tour", "learn the keys in three minutes", "tour"),
    Command("config", "show every setting, where it was set, and the folders in use", "config"),
)
