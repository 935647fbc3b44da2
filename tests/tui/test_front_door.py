"""The command line as a newcomer types it, also wrongly: one clear line, the right status, a suggestion where one is close."""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path

import pytest

from glossator.content import Notebook, describe, open_document
from glossator.content.storage import open_log
from glossator.tui.cli.commands import COMMANDS, NOTES
from glossator.tui.cli.main import main
from glossator.tui.cli.parser import full_parser

TRY = r"try gloss( [a-z-]+)* --help"
WRONG = [
    # -- commands
    ("tco report.md", r"tco: no such command; did you mean toc\?"),
    ("txt report.md", r"txt: no such command; did you mean text\?"),
    ("fnd words report.md", r"fnd: no such command; did you mean find\?"),
    ("nots list", r"nots: no such command; did you mean notes\?"),
    ("notes lst", r"lst: no such command; did you mean list\?"),
    ("notes delete 1234", r"delete: no such command; did you mean rm\?"),
    ("notes exprt --to csv", r"exprt: no such command; did you mean export\?"),
    ("notes frobnicate", r"frobnicate: no such command; choose from list, add, edit, "),
    ("notes", r"missing: COMMAND"),
    ("nots", r"nots: no such file or directory; did you mean the command notes\?"),
    # -- sources
    ("raport.md", r"raport.md: no such file or directory; did you mean report.md\?"),
    ("toc raport.md", r"raport.md: no such file or directory; did you mean report.md\?"),
    ("text folder/raport.md", r"folder/raport.md: no such file or directory; did you mean report.md\?"),
    ("toc /nowhere/at/all.md", r"/nowhere/at/all.md: no such file or directory"),
    ("toc", r"missing: SOURCE"),
    ("text", r"missing: SOURCE"),
    ("toc report.md other.md", r"other.md: unexpected argument"),
    ("report.md other.md", r"other.md: unexpected argument"),
    ("find words", r"missing: SOURCE"),
    ("find", r"missing: QUERY, SOURCE"),
    ("toc empty.md", r"empty.md: nothing in it to read"),
    ("toc picture.png", r"picture.png: unsupported file type; supported are plain text, Markdown, HTML, EPUB, PDF, DOCX, ODT"),
    ("toc ftp://example.org/a", r"ftp://example.org/a: only http and https are fetched"),
    ("toc -begins.md", r"-begins.md: no such option; to read a file whose name begins with -, put -- before it"),
    ("toc -report.md", r"-report.md: no such option; what begins with - stands behind --"),
    # -- options
    ("toc --jsn report.md", r"--jsn: no such option; did you mean --json\?"),
    ("toc --js report.md", r"--js: no such option; did you mean --json\?"),
    ("toc report.md --quiet", r"--quiet: no such option"),
    ("--widht 60 report.md", r"--widht: no such option; did you mean --width\?"),
    ("--wid 60 report.md", r"--wid: no such option; did you mean --width\?"),
    ("--width 5 report.md", r"--width: 5: must be 20 to 200"),
    ("--width 1000 report.md", r"--width: 1000: must be 20 to 200"),
    ("--width wide report.md", r"--width: wide: must be a whole number, 20 to 200"),
    ("--width", r"--width: a value is missing"),
    ("find words report.md --limit -1", r"--limit: -1: must be 0 or more"),
    ("find words report.md --limit many", r"--limit: many: must be a whole number, 0 or more"),
    ("--notes-dir", r"--notes-dir: a value is missing"),
    ("toc report.md --config", r"--config: a value is missing"),
    ("--config nowhere.toml toc report.md", r"nowhere.toml: there is no such settings file"),
    ("toc report.md --config=nowhere.toml", r"nowhere.toml: there is no such settings file"),
    ("--print-completion tcsh", r"--print-completion: tcsh: no such shell"),
    ("--print-completion fsh", r"--print-completion: fsh: no such shell; did you mean fish\?"),
    # -- notes
    ("notes export", r"missing: --to, or -o with a name that ends in .md, .json, .csv"),
    ("notes export --to", r"--to: a value is missing"),
    ("notes export --to markdwn", r"--to: markdwn: no such format; did you mean markdown\?"),
    ("notes export --to docx", r"--to: docx: no such format; choose from markdown, obsidian, logseq"),
    ("notes add report.md", r"missing: --quote"),
    ("notes add --quote words", r"missing: SOURCE"),
    ("notes add report.md --quote nowhere-in-it", r"--quote: does not occur in the document"),
    ("notes add report.md --quote words --occurrence 0", r"--occurrence: 0: must be 1 or more"),
    ("notes add report.md --quote words --occurrence 9", r"--quote: occurs only once in the document"),
    ("notes add report.md --quote words --color yelow", r"--color: yelow: no such colour; did you mean yellow\?"),
    ("notes add report.md --quote words --color mauve", r"--color: mauve: no such colour; choose from yellow, green"),
    ("notes add report.md --quote words --same --as-new", r"--as-new: not allowed with argument --same"),
    ("notes edit", r"missing: ID"),
    ("notes edit 12345678", r"nothing to change; give --note, --tag or --color"),
    ("notes edit 12345678 --note new", r"12345678: no such annotation; gloss notes list shows the ids"),
    ("notes rm", r"missing: ID"),
    ("notes rm 12345678", r"12345678: no such annotation; gloss notes list shows the ids"),
    ("notes rm 12", r"12: no such annotation"),
    ("notes restore 12345678", r"12345678: no such deleted annotation; gloss notes deleted shows the ids"),
    ("notes merge nowhere", r"nowhere: no such file or directory"),
    ("config extra", r"extra: unexpected argument"),
    ("--json tco report.md", r"tco: no such command; did you mean toc\?"),
    ("--theme nihgt report.md", r"--theme: nihgt: no such theme; did you mean night\?"),
    ("search words report.md", r"search: no such command; did you mean find\?"),
    ("open report.md", rf"open: no such command; choose from {', '.join(each.name for each in COMMANDS)}, or name one file"),
    ("notes list --notes-dir nowhere", r"nowhere: there is no such folder"),
    ("notes list --notes-dir report.md", r"report.md: not a folder"),
    ("notes list --notes-dir --json", r"--notes-dir: a value is missing"),
    ("toc report.md --config folder", r"folder: is a folder, not a settings file"),
    ("toc report.mdd", r"report.mdd: no such file or directory; did you mean report.md\?"),
    ("toc --widht=5", r"--widht: no such option"),
    ("find -words report.md", r"-words: no such option; what begins with - stands behind --"),
    ("find words report.md --limit 1_0", r"--limit: 1_0: must be a whole number, 0 or more"),
    ("notes export --to md", r"--to: md: no such format; did you mean markdown\?"),
    ("notes git-setup", r"there is no notes folder yet"),
    ("notes merge report.md", r"report.md: .*left out"),
    ("toc https://", r"not a URL that can be fetched"),
    ("notes remove 1234", r"remove: no such command; did you mean rm\?"), ("notes report.md", r"report.md: no such command; did you mean gloss notes list report.md\?"),
    ("help tocc", r"tocc: no such command; did you mean toc\?"), ("notes help lst", r"lst: no such command; did you mean list\?"),
    ("export", r"export: no such file or directory; did you mean the command notes export\?"), ("list", r"did you mean the command notes list\?"),
    ("version", r"did you mean gloss --version\?"), ("settings", r"did you mean the command config\?"), ("grep", r"did you mean the command find\?"),
    ("-v", r"-v: no such option; did you mean -V\?"), ("-help", r"-help: no such option; did you mean --help\?"), ("-Vx", r"-Vx: no such option"),
    ("toc report.md --json=yes", r"--json: takes no value"), ("report.md toc", r"toc: unexpected argument; did you mean gloss toc report.md\?"),
    ("report.md notes list", r"notes: unexpected argument; did you mean gloss notes list report.md\?"),
    ("www.example.org", r"no such file or directory; did you mean https://www.example.org\?"), ("example.org/page", r"did you mean https://example.org/page\?"),
    ("find words report.md --limit -1", r"--limit: -1: must be 0 or more"), ("find words report.md --limit x", r"--limit: x: must be a whole number, 0 or more"),
    ("notes edit 1234 --note --tag x", r"--note: a value is missing"), ("toc --width=3", r"--width: no such option"),
    ("-", r"-: nothing is piped into standard input"),
    ("", r"there is no terminal to draw on; gloss SOURCE prints a document's text"),
]  # fmt: skip
RIGHT = [
    ("toc report.md", 0, "One\n  Two\n"), ("toc report.md --json", 0, '"title": "One"'), ("text report.md", 0, "Some words"),
    ("report.md", 0, "Some words"), ("./toc", 0, "A file called toc"), ("-- -begins.md", 0, "Begins with a hyphen"),
    ("toc -- -begins.md", 0, "Hyphen\n"), ("./-begins.md", 0, "Begins with a hyphen"), ("toc other.md", 1, ""),
    ("find wrods report.md", 0, "words"), ("find zebra report.md", 1, ""), ("find words raport.md report.md", 2, "words"),
    ("find words report.md --json", 0, '"query": "words"'), ("notes list", 1, ""), ("notes deleted", 1, ""),
    ("--notes-dir folder notes list", 1, ""), ("notes list --notes-dir=folder", 1, ""),
    ("--json toc report.md", 0, '"title": "One"'), ("--refresh notes list", 1, ""), ("--limit 1 find words report.md", 0, "words"),
    ("help", 0, "commands (gloss COMMAND --help says more)"), ("help toc", 0, "Print the section tree."), ("--help toc", 0, "Print the section tree."),
    ("--section two report.md", 0, "Two And more."), ("--section toc ./toc", 2, ""), ("notes export -o notes.csv", 1, ""),
    ("-h", 0, "commands (gloss COMMAND --help says more)"), ("--help", 0, "examples:"), ("toc -h", 0, "Print the section tree."),
    ("--limit 2 --json find words report.md", 0, '"query": "words"'), ("find words report.md --json --limit 0 other.md", 0, '"query": "words"'),
    ("find --exact words report.md --limit 3 other.md", 0, "words"), ("notes --json list", 1, "[]"), ("notes help", 0, "bring a deleted"), ("notes help add", 0, "(default: yellow)"),
    ("find words report.md --limit 99999999999999999999", 0, "words"),
    ("notes -h", 0, "bring a deleted annotation back"), ("notes add --help", 0, "(default: yellow)"),
    ("-V", 0, "gloss 0."), ("--version", 0, "gloss 0."), ("toc -V", 0, "gloss 0."), ("notes list --version", 0, "gloss 0."),
    ("config", 0, "width = 72"), ("--print-man", 0, ".TH GLOSS 1"), ("--print-completion bash", 0, "complete "),
]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, as a newcomer's."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "report.md").write_text("# One\n\nSome words to read.\n\n## Two\n\nAnd more.\n")
    (tmp_path / "folder" / "report.md").write_text("# One\n")
    (tmp_path / "other.md").write_text("No heading here.\n")
    (tmp_path / "toc").write_text("A file called toc\n")
    (tmp_path / "-begins.md").write_text("# Hyphen\n\nBegins with a hyphen\n")
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "config.toml").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_what_is_typed_wrongly(typed: str, message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(typed.split()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(rf"gloss: .*{message}[^\n]*\n", captured.err), captured.err
    assert "argument " not in captured.err or "not allowed" in captured.err


@pytest.mark.parametrize("name", ["\x1b[0m", "\u00ad\u200b", "\x07"])
@pytest.mark.parametrize(
    "before",
    ["", "--theme", "toc", "toc --width", "find words", "--config", "notes list --notes-dir", "notes merge", "notes rm",
     "notes add report.md --color", "config", "notes export --to", "find words report.md --limit"],
)  # fmt: skip
def test_a_name_that_nobody_can_see_is_said_to_be_none(before: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    after = ["report.md"] if before == "--theme" else []
    assert main([*before.split(), name, *after]) == 2
    message = capsys.readouterr().err
    assert re.fullmatch("gloss: .+\n", message) and ": :" not in message and not message.startswith("gloss: :"), message


@pytest.mark.parametrize(("typed", "status", "shown"), RIGHT)
def test_what_is_typed_rightly(typed: str, status: int, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == status
    out = capsys.readouterr().out
    assert shown in out or shown in " ".join(out.split())


@pytest.mark.parametrize("command", [name for c in COMMANDS for name in ([c.name] if not c.commands else [f"notes {v.name}" for v in c.commands if v.help])])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage: gloss {command}")
    for option in ("--notes-dir", "--config", "--debug", "--version", "--help"):
        assert option in out
    if command != "config":
        assert f"examples:\n  gloss {command}" in out


def test_every_argument_says_what_it_is() -> None:
    parsers = [full_parser()]
    for parser in parsers:
        for action in parser._actions:
            if action.choices and not action.option_strings:
                parsers += list(action.choices.values())
            else:
                assert action.help, (parser.prog, action)
                if action.option_strings and action.metavar and not action.required and action.metavar not in ("SHELL", "TAG"):
                    assert "default:" in action.help or parser.prog.endswith("edit"), (parser.prog, action.option_strings)
    assert len(parsers) == 1 + len([each for each in (*COMMANDS, *NOTES) if each.help])


def test_ids_are_short_and_a_unique_beginning_is_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = open_document("report.md")
    notebook = Notebook.open(document)
    made = [notebook.add(describe(document.text, start, start + 4)) for start in (5, 10)]
    assert main(["notes", "list"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "yellow" in line]
    assert [len(each) for each in shown] == [8, 8]
    assert main(["notes", "edit", shown[0], "--note", "short"]) == 0
    assert main(["notes", "rm", made[1].id]) == 0
    assert Notebook.open(document).items[0].note == "short"
    assert main(["notes", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == made[0].id
    assert main(["notes", "restore", shown[1][:4]]) == 0


def test_ids_that_begin_alike_are_shown_longer_and_not_guessed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = open_document("report.md")
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 5, 9))
    page = json.loads(notebook.path.read_text())
    first = page["items"][0]
    page["items"] = [{**first, "id": f"urn:uuid:12345678-0000-4000-8000-00000000000{n}"} for n in (1, 2)]
    notebook.path.write_text(json.dumps(page))
    assert main(["notes", "list"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "yellow" in line]
    assert len(set(shown)) == 2
    assert main(["notes", "rm", "12345678"]) == 2
    assert "2 annotations begin so; type more of it" in capsys.readouterr().err
    assert main(["notes", "rm", shown[0]]) == 0


def test_debug_writes_a_log_that_its_owner_alone_can_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toc", "report.md", "--debug", "--section", "x"]) == 2
    assert main(["toc", "report.md", "--debug"]) == 0
    message = capsys.readouterr().err.splitlines()[-1]
    log = Path(message.removeprefix("gloss: debug log: "))
    assert "reading as markdown" in log.read_text() and log.stat().st_mode & 0o777 == 0o600
    for secret in ("https://somebody:secret@127.0.0.1:9/", " https://u:sec/secret@127.0.0.1:9/x", "ftp://u:secret@h/", "https://127.0.0.1:9/?token=secret"):
        assert main(["toc", secret, "--debug", "--config=config.toml"]) == 2
        log = Path(capsys.readouterr().err.splitlines()[0].removeprefix("gloss: debug log: "))
        assert "secret" not in log.read_text()


def test_a_whole_id_is_meant_before_the_beginning_of_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = open_document("report.md")
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 5, 9))
    page = json.loads(notebook.path.read_text())
    first = page["items"][0]
    page["items"] = [{**first, "id": f"urn:uuid:abcdef12-0000{end}"} for end in ("", "-1")]
    notebook.path.write_text(json.dumps(page))
    assert main(["notes", "rm", "URN:UUID:ABCDEF12-0000"]) == 0
    assert [item.id for item in Notebook.open(document).items] == ["urn:uuid:abcdef12-0000-1"]


def test_a_log_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "log").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError):
        open_log(tmp_path / "log")
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_command_line_that_is_one_file_needs_no_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossator.tui.cli import reading

    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "toc", "-b.md"):
        (tmp_path / name).write_text("words")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert not reading.is_plainly_a_file(["a.md"])  # piped on: the text is printed
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert reading.is_plainly_a_file(["a.md"]) and reading.is_plainly_a_file(["./toc"])
    for line in ([], ["toc"], ["-b.md"], ["b.md"], ["."], ["-"], ["a.md", "a.md"], ["--width=60"], ["https://a.org/x.html"]):
        assert not reading.is_plainly_a_file(line), line


@pytest.mark.parametrize("note", ["- a list item", "-x", "--tags", "--- a rule", "-", "- one\n- two", "-5"])
@pytest.mark.parametrize("written", ["apart", "together"])
def test_a_note_may_begin_with_a_hyphen(note: str, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--note", note] if written == "apart" else [f"--note={note}"]
    assert main(["notes", "add", "report.md", "--quote", "words", *given]) == 0
    capsys.readouterr()
    assert main(["notes", "list", "--json"]) == 0
    assert [body["value"] for body in json.loads(capsys.readouterr().out)[0]["body"]] == [note]


def test_what_the_order_knows_of_options_is_what_the_parsers_say() -> None:
    from glossator.tui.cli import command_line
    from glossator.tui.cli.parser import full_parser

    valued, flags = set(), set()
    waiting: list[argparse.ArgumentParser] = [full_parser()]
    while waiting:
        for action in waiting.pop()._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += action.choices.values()
            else:
                (flags if action.nargs == 0 else valued).update(action.option_strings)
    assert valued == command_line.VALUED and flags == command_line.FLAGS


@pytest.mark.parametrize("command", ["toc", "notes list", "notes merge", "notes rm", "notes check", "notes export --to csv -o", "notes deleted"])
def test_an_empty_name_is_none(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), ""]) == 2
    assert re.fullmatch("gloss: .*(an empty name|no such file).*\n", capsys.readouterr().err)


@pytest.mark.parametrize("command", ["notes list", "notes deleted", "notes export --to csv", "notes list other.md"])
def test_where_there_is_nothing_people_are_told(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == 1
    output = capsys.readouterr()
    assert output.out == "" and re.fullmatch("gloss: .*(no highlights or notes|nothing was deleted).*\n", output.err)


def test_any_beginning_of_an_id_will_do_and_what_was_deleted_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "add", "report.md", "--quote", "words"]) == 0
    short = capsys.readouterr().out.strip().removeprefix("urn:uuid:")[:1]
    assert main(["notes", "edit", short, "--note", "new"]) == 0
    assert main(["notes", "rm", short]) == 0
    assert main(["notes", "rm", short]) == 2
    assert "was deleted; gloss notes restore brings it back" in capsys.readouterr().err
    assert main(["notes", "restore", short]) == 0


def test_json_is_for_strict_readers_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "\udcff.md"
    try:
        (tmp_path / name).write_text("# One\n\nSome words.\n")
    except (OSError, UnicodeError):
        pytest.skip("no such file names here")
    assert main(["notes", "add", name, "--quote", "words"]) == 0
    capsys.readouterr()
    for command in (["find", "words", name, "--json"], ["notes", "list", "--json"], ["find", name, "report.md", "--json"]):
        main(command)
        out = capsys.readouterr().out
        assert "\\ud" not in out.lower()
        json.loads(out.encode("utf-8").decode("utf-8"))


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 4, b"ID3\x03\0" + b"TIT2" * 40, b"SQLite format 3\0" + bytes(2000),
     b"report.md" + bytes(248) + b"ustar  \0" + b"x" * 200, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), b"RIFF\x10\0\0\0WAVEfmt "],
    ids=["jpeg", "mp3", "sqlite", "tar", "doc", "wav"],
)  # fmt: skip
def test_what_is_no_text_is_no_document(tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("thing", "thing.txt"):
        (tmp_path / name).write_bytes(data)
        assert main(["text", name]) == 2
        errors = capsys.readouterr().err
        assert "unsupported file type; supported are" in errors or "an old office document; save it" in errors
