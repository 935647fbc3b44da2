"""``gloss review``: remarks on exact words and a verdict, on standard output or in the file itself."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import replace
from pathlib import Path, PurePath

from glossator.content.document import Document
from glossator.content.errors import GlossatorError, reason
from glossator.content.notes.notebook import Notebook
from glossator.content.review.line_ends import NO_COMMENTS
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import remarks_of, rounds_of
from glossator.content.review.report import VERDICTS, Reviewed, as_json, as_markdown
from glossator.content.review.written_comments import with_comments
from glossator.content.stamps import now
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean_export, clean_line, shown_name
from glossator.tui.cli.arguments import add_json, add_opening, open_with_progress
from glossator.tui.cli.reading import can_ask, prepare_to_read
from glossator.tui.output import complain, show, show_exported, show_json

EXAMPLES = """
gloss review plan.md > review.md
git diff | gloss review - --json
gloss review --rounds plan.md
EDITOR="gloss review --write" git commit
"""
_STATUSES = "Exit status: 0 approved, 1 changes wanted or a comment, 2 bad usage or unreadable input, 3 no verdict."
_STATUS = {"approved": 0, "changes": 1, "comment": 1, "none": 3}
_WORST = ("none", "changes", "comment", "approved")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = f"{parser.description}\n\n{_STATUSES}"
    parser.add_argument("files", nargs="+", metavar="FILE", help="any document, or - for standard input")
    parser.add_argument("--rounds", action="store_true", help="list the earlier rounds, and open nothing")
    parser.add_argument("--write", action="store_true",
                        help="write the remarks into the file, as comments of its format")  # fmt: skip
    add_json(parser)
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Review each file; the exit status is that of the worst verdict."""
    if options.rounds:
        return _show_rounds(options)
    if not can_ask():
        raise GlossatorError("review: there is no terminal to read on; --rounds tells the rounds so far")
    files: list[Reviewed] = []
    verdicts: list[str] = []
    comments: list[str] = []
    number = 1
    for name in options.files:
        document = open_with_progress(options, name)
        if options.write:
            _check_writable(document, name)
        verdict, comment = _read(document, name, options)
        document = document if name == "-" else open_with_progress(options, name)  # as it is after reading it
        notebook = _notebook(document)
        reviewed = Reviewed(clean_line(name), document, remarks_of(document, notebook), RawText.of(document))
        number = max(number, len(rounds_of(notebook)) + 1)
        if verdict != "none" or reviewed.remarks:
            notebook.add_round({"at": now(), "verdict": verdict, "comment": comment, "remarks": len(reviewed.remarks),
                                "text_sha256": document.text_sha256})  # fmt: skip
        files.append(reviewed)
        verdicts.append(verdict)
        comments += [comment] if comment else []
        if verdict == "none":
            break
    verdict = min(verdicts, key=_WORST.index)
    _tell(files, verdict, "\n\n".join(comments), number, options)
    return _STATUS[verdict]


def _read(document: Document, name: str, options: argparse.Namespace) -> tuple[str, str]:
    """Open the reader on a file, and give the verdict with its comment."""
    prepare_to_read()
    from glossator.content.sources.source import Wishes
    from glossator.tui import starting
    from glossator.tui.reviewing import ReviewApp

    _notebook(document)  # which is the document's own, whatever became of its text
    apps: list[ReviewApp] = []

    def make(*arguments: object, **more: object) -> ReviewApp:
        apps.append(ReviewApp(*arguments, **more))
        return apps[-1]

    wishes = Wishes(options.whole_page, options.encoding or "", options.password or "")
    starting.run(name, document, wishes=wishes, make_app=make)
    return (apps[0].verdict or "none"), apps[0].comment


def _notebook(document: Document) -> Notebook:
    """The notebook of a document; that of an earlier round is its own, however much of the text was changed.

    What comes from a pipe has no path: it is what was reviewed from one in the same folder, if a passage of it is left.
    """
    is_piped = document.source == "-"
    if is_piped:
        document = replace(document, identifiers=(*document.identifiers, _pipe_of(_folder())))
    notebook = Notebook.open(document)
    match = notebook.match
    if not is_piped:
        if notebook.is_guess and rounds_of(notebook):
            notebook.accept(document)
    elif match and match.reason != "text":
        if not match.held or not rounds_of(notebook):
            return Notebook.new(document)
        notebook.accept(document)  # so that the reader, which knows no pipes, finds it by the text
    return notebook


def _folder() -> Path:
    """The folder that this was started in; the root where that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _pipe_of(folder: Path) -> str:
    """What texts from a pipe are known by: the repository that they were made in, or the folder."""
    root = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)
    return f"urn:glossator:pipe:{hashlib.sha256(str(root).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _tell(files: list[Reviewed], verdict: str, comment: str, number: int, options: argparse.Namespace) -> None:
    if options.write:
        for file in files:
            _write(file)
    elif options.json:
        show_json(as_json(files, verdict, comment, number))
    else:
        show_exported(clean_export(as_markdown(files, verdict, comment, number)))


def _check_writable(document: Document, name: str) -> None:
    """Refuse a file that no comments can be written into, before anybody writes one."""
    if PurePath(document.source).suffix.lower() in NO_COMMENTS or RawText.of(document) is None:
        raise GlossatorError(f"{shown_name(name)}: not a text file that comments can be written into")


def _write(file: Reviewed) -> None:
    """Write the remarks into a file, which must not have changed since it was read."""
    path = Path(file.document.source)
    if file.raw is None:
        raise GlossatorError(f"{file.name}: not a text file that comments can be written into")
    raw = RawText.read(path)
    text, lost = with_comments(raw, file.document, [each for each in file.remarks if each.state == "new"])
    for remark in lost:
        complain(f"{file.name}: “{clean_line(remark.quote)[:60]}”: not found in the file, not written")
    if text != raw.text:
        try:
            write_durably(path, text)
        except OSError as error:
            raise GlossatorError(f"{shown_name(str(path))}: {reason(error)}") from None


def _show_rounds(options: argparse.Namespace) -> int:
    found = []
    for name in options.files:
        document = open_with_progress(options, name)
        notebook = _notebook(document)
        remarks = remarks_of(document, notebook)
        for number, each in enumerate(rounds_of(notebook), 1):
            mine = [remark for remark in remarks if remark.round == number]
            found.append({
                "file": clean_line(name), "round": number, "at": clean_line(str(each["at"])),
                "verdict": clean_line(str(each.get("verdict", "none"))),
                "comment": clean_line(str(each.get("comment", ""))),
                "remarks": [{"state": r.state, "quote": r.quote, "remark": r.text} for r in mine],
            })  # fmt: skip
    if options.json:
        show_json(found)
        return 0 if found else 1
    for entry in found:
        verdict = VERDICTS.get(str(entry["verdict"]), str(entry["verdict"]))
        comment = f": {entry['comment']}" if entry["comment"] else ""
        show(f"{entry['file']}  round {entry['round']}  {str(entry['at'])[:16]}  {verdict}{comment}")
        for remark in entry["remarks"]:  # type: ignore[attr-defined]
            quote, text = clean_line(remark["quote"])[:60], clean_line(remark["remark"])[:80]
            show(f"    {remark['state']:9} “{quote}”  {text}")
    if not found:
        complain(f"{', '.join(map(shown_name, options.files))}: no rounds yet")
    return 0 if found else 1
