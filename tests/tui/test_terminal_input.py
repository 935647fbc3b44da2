"""What a terminal sends, as keys: in one read, byte by byte, and cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from glossator.tui import terminal_input
from glossator.tui.keys import KEYS
from glossator.tui.terminal_input import TerminalInput

KEYS_SENT = {
    "j": "j", "\x1b[A": "up", "\x1bOP": "f1", "\x1b[1;3C": "alt+right", "\x1b[1;2D": "shift+left", "\x1b[5~": "pageup",
    "\x1b3": "alt+3", "\x1b\x1b[D": "alt+left", "\x04": "ctrl+d", "\r": "enter", "\x7f": "backspace", "é": "é",
    "\x1b[1;5H": "ctrl+home", "\x1b[[A": "f1", "\x1b[1;6C": "ctrl+shift+right", "\x1b[Z": "shift+tab", "語": "語",
}  # fmt: skip


def names(messages: list[Message]) -> list[str]:
    return [
        message.key if isinstance(message, events.Key) else type(message).__name__ + getattr(message, "text", "")
        for message in messages
    ]


def keys(*reads: str, ends: bool = True) -> list[str]:
    """The keys of some reads; then nothing comes for a while."""
    parser = TerminalInput()
    found = [message for read in reads for message in parser.feed(read)]
    if ends:
        parser._held_until = 0.0
        found += parser.tick()
    return names(found)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("\x1bj", ["escape", "j"]), ("\x1b", ["escape"]), ("\x1b\x1b", ["escape", "escape"]), ("\x1b/x", ["escape", "slash", "x"]),
        ("\x1bV\x1bc", ["escape", "V", "escape", "c"]), ("\x1b]]", ["escape", "right_square_bracket", "right_square_bracket"]),
        ("\x1b[]", ["escape", "left_square_bracket", "right_square_bracket"]), ("\x1b1\x1b9", ["alt+1", "alt+9"]),
        ("\x1bO", ["escape", "O"]), ("\x1b[", ["escape", "left_square_bracket"]), ("\x1b\x1b[A\x1bOB", ["alt+up", "down"]),
        ("\x1b[200~q\x1b[Ax\x1b[201~j", ["Pasteq\x1b[Ax", "j"]), ("\x1b]11;rgb:0/0/0\x07j", ["BackgroundReported", "j"]), ("\x1bP>|xterm\x1b\\j", ["j"]),
        ("\x1b[99;88;77zj", ["j"]), ("\x1b]10;rgb:0/0/0\x1b\\j", ["j"]), ("\x1b[I\x1b[O", ["AppFocus", "AppBlur"]), ("\x1b[<0;5;6Mj", ["MouseDown", "j"]),
        ("\x1b\r", ["escape", "enter"]), ("\x1bf\x1bb", ["escape", "f", "escape", "b"]), ("\x1bé", ["escape", "é"]),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_sent_is_what_was_typed(sent: str, expected: list[str]) -> None:
    assert keys(sent) == expected
    assert keys(*sent) == expected  # byte by byte, each before the time that Esc is waited for


@pytest.mark.parametrize("cut", range(6, 22))
def test_an_answer_that_comes_slowly_is_no_typing(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(terminal_input, "get_time", lambda: now)
    parser, answer = TerminalInput(), "\x1b]11;rgb:0000/0000/0000\x07"
    found = list(parser.feed(answer[:cut]))
    for _ in range(15):  # a second and a half on a slow line
        now += 0.1
        found += parser.tick()
    found += parser.feed(answer[cut:] + "j")
    assert names(found) == ["BackgroundReported", "j"]
    found = list(parser.feed(answer[:cut]))
    now += 5  # its rest is lost
    assert names([*found, *parser.tick(), *parser.feed("j")]) == ["j"]


@given(st.lists(st.sampled_from([*KEYS_SENT, "\x1b", "x", "["]), max_size=12), st.data())
def test_where_a_read_ends_changes_nothing(sent: list[str], data: st.DataObject) -> None:
    typed = "".join(sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(typed)), max_size=5)))
    reads = [typed[start:end] for start, end in zip([0, *cuts], [*cuts, len(typed)], strict=True)]
    assert keys(*reads) == keys(typed)


@given(st.lists(st.sampled_from([*KEYS_SENT]), max_size=12))
def test_keys_in_one_read_are_these_keys(sent: list[str]) -> None:
    assert keys("".join(sent)) == [KEYS_SENT[each] for each in sent]


@given(st.text(max_size=40), st.lists(st.integers(0, 60), max_size=4))
def test_pasted_text_is_never_a_key(text: str, places: list[int]) -> None:
    text = text.replace("\x1b[201~", "").replace("\0", "")
    sent = f"\x1b[200~{text}\x1b[201~"
    cuts = sorted(min(place, len(sent)) for place in places)
    reads = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert keys(*reads) == [f"Paste{text}"]


@given(st.text(st.sampled_from("\x1b[]OPM0123;<~mABx\\_G>|\x07 "), max_size=30))
def test_nothing_ends_in_an_error_and_nothing_is_held_for_ever(sent: str) -> None:
    parser = TerminalInput()
    list(parser.feed(sent))
    parser._held_until = 0.0
    list(parser.tick())
    if not parser._is_pasting:
        assert parser._held == ""
        assert "j" in names([*parser.feed("j")])


def test_the_driver_reads_its_input_here(monkeypatch: pytest.MonkeyPatch) -> None:
    linux_driver = pytest.importorskip("textual.drivers.linux_driver")
    monkeypatch.setattr(linux_driver, "XTermParser", linux_driver.XTermParser)
    terminal_input.install()
    assert linux_driver.XTermParser is TerminalInput


SENT_EVERYWHERE = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[1~", "end": "\x1b[4~",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f",
    "space": " ", "delete": "\x1b[3~",
}  # fmt: skip
"""What xterm, tmux, screen and the Linux console send for keys that are no characters."""
PUNCTUATION = {
    "slash": "/", "percent_sign": "%", "left_curly_bracket": "{", "right_curly_bracket": "}", "left_parenthesis": "(",
    "right_parenthesis": ")", "left_square_bracket": "[", "right_square_bracket": "]", "asterisk": "*", "backslash": "\\",
    "vertical_line": "|", "circumflex_accent": "^", "dollar_sign": "$", "quotation_mark": '"', "colon": ":", "comma": ",",
    "full_stop": ".", "number_sign": "#", "plus": "+", "minus": "-", "question_mark": "?", "apostrophe": "'",
    "grave_accent": "`", "less_than_sign": "<", "greater_than_sign": ">", "equals_sign": "=",
}  # fmt: skip


def sent_by(key: str) -> str | None:
    """The bytes of a key, or of two, on every terminal; None for one that some terminals do not send."""
    parts = []
    for name in key.split(" "):
        if len(name) == 1:
            parts.append(name)
        elif name in PUNCTUATION or name in SENT_EVERYWHERE:
            parts.append(PUNCTUATION.get(name) or SENT_EVERYWHERE[name])
        elif name.startswith("ctrl+") and len(name) == 6:
            parts.append(chr(ord(name[-1]) & 0x1F))
        elif name.startswith("alt+") and name[-1].isdigit():
            parts.append(f"\x1b{name[-1]}")
        else:
            return None
    return "".join(parts)


EXTRA = {"select.left", "select.right", "select.up", "select.down", "select.word_back", "select.word", "select.line_start",
         "select.line_end", "forward", "sections.parent", "focus.back", "caret.word_back"}  # fmt: skip
"""Bindings whose work other keys do as well: selecting with shift is ``v`` and a motion, to the pane before is tab."""


@pytest.mark.parametrize("binding", [key for key in KEYS if key.keys], ids=lambda binding: binding.id)
def test_every_action_has_a_key_that_every_terminal_sends(binding: object) -> None:
    found = [key for key in binding.keys.split(",") if sent_by(key)]  # type: ignore[attr-defined]
    assert found or binding.id in EXTRA, f"{binding.id} can be done in some terminals only"  # type: ignore[attr-defined]
    for key in found:
        assert keys(sent_by(key) or "") == [(PUNCTUATION.get(name) and name) or name for name in key.split(" ")]
