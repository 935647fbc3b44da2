"""Every binding once. Footer, help, command palette and the README's table are drawn from here."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Key(NamedTuple):
    """A binding: ``where`` is the widget it belongs to, ``shown`` its footer label, if it has one."""

    id: str
    keys: str
    action: str
    help: str
    where: str = "reader"
    shown: str = ""


KEYS = (
    Key("line.down", "j,down", "lines(1)", "One line down (5j: five)", "body"),
    Key("line.up", "k,up", "lines(-1)", "One line up", "body"),
    Key("page.down", "space,pagedown", "pages(1)", "One page down", "body"),
    Key("page.up", "pageup", "pages(-1)", "One page up", "body"),
    Key("page.back", "b", "page_back", "One page up", "reading"),
    Key("half.down", "ctrl+d", "pages(0.5)", "Half a page down", "body"),
    Key("half.up", "ctrl+u", "pages(-0.5)", "Half a page up", "body"),
    Key("top", "home", "top", "To the top (also g g)", "body"),
    Key("bottom", "G,end", "bottom", "To the end", "body"),
    Key("prefix.g", "g", "prefix('g')", "g g: to the top", "body"),
    Key("percent", "percent_sign", "percent", "40%: to 40 percent of the text", "body"),
    Key("paragraph.back", "left_curly_bracket", "move('paragraph_back')", "Previous paragraph", "body"),
    Key("paragraph.next", "right_curly_bracket", "move('paragraph_next')", "Next paragraph", "body"),
    Key("section.back", "left_square_bracket", "section(-1)", "Previous section (3[: three back)", "body"),
    Key("section.next", "right_square_bracket", "section(1)", "Next section", "body", "Section"),
    *(Key(f"section.{n}", f"alt+{n}", f"top_section({n})", f"Go to top-level section {n}") for n in range(1, 10)),
    Key("sections.pick", "s", "pick_section", "Go to a section by a few letters of its title", "reader", "Sections"),
    Key("search", "slash", "search", "Search the text", "reader", "Search"),
    Key("search.next", "n", "next_hit(1)", "Next search result"),
    Key("search.back", "N", "next_hit(-1)", "Previous search result"),
    Key("focus.next", "tab", "focus_pane(1)", "Next pane: text, sections, search, notes"),
    Key("focus.back", "shift+tab", "focus_pane(-1)", "Previous pane"),
    Key("pane.left", "backslash", "toggle_pane('left')", "Show or hide the left side"),
    Key("pane.right", "vertical_line", "toggle_pane('right')", "Show or hide the right side"),
    Key("pane.zen", "z", "zen", "Show only the text"),
    Key("select", "v", "select('character')", "Start selecting at the caret", "body", "Select"),
    Key("select.sentence", "V", "select('sentence')", "Select the sentence; motions extend by sentences", "body"),
    Key("select.left", "h,left", "move('left')", "Move the selection's end left", "selecting"),
    Key("select.right", "l,right", "move('right')", "Move the selection's end right", "selecting"),
    Key("select.word", "w", "move('word_next')", "Move the selection's end to the next word", "selecting"),
    Key("select.word_back", "b", "move('word_back')", "Move the selection's end back a word", "selecting"),
    Key("select.word_end", "e", "move('word_end')", "Move the selection's end to the end of the word", "selecting"),
    Key("select.line_start", "0", "move('line_start')", "Move the selection's end to the line's start", "selecting"),
    Key("select.line_end", "dollar_sign", "move('line_end')", "Move its end to the line's end", "selecting"),
    Key("select.sentence_back", "left_parenthesis", "move('sentence_back')", "Previous sentence", "body"),
    Key("select.sentence_next", "right_parenthesis", "move('sentence_next')", "Next sentence", "body"),
    Key("highlight", "enter", "highlight", "Highlight the selection", "selecting", "Highlight"),
    *(Key(f"color.{n}", str(n), f"color({n})", f"Colour {n}", "selecting") for n in range(1, 6)),
    Key("highlight.note", "m", "note", "Highlight and write a note", "body", "Note"),
    Key("copy", "y", "copy", "Copy the selection", "selecting", "Copy"),
    Key("select.leave", "escape", "leave", "Stop selecting", "selecting", "Leave"),
    Key("note.back", "comma", "next_note(-1)", "Previous highlight"),
    Key("note.next", "full_stop", "next_note(1)", "Next highlight"),
    Key("note.edit", "enter", "edit_note", "Edit the note on the highlight", "reading"),
    Key("note.delete", "x", "delete_note", "Delete the highlight"),
    Key("note.tag", "number_sign", "tag_note", "Edit the highlight's tags"),
    Key("note.color", "c", "recolor_note", "Give the highlight the next colour"),
    Key("note.export", "E", "export", "Export the notes to a file"),
    Key("reload", "R", "reload", "Reload the document; fetch a URL again"),
    Key("undo", "u", "undo", "Undo the last change to the notes"),
    Key("redo", "ctrl+r", "redo", "Redo the last undone change"),
    Key("link", "o", "follow", "Follow a link or footnote"),
    Key("back", "ctrl+o,backspace", "back", "Back to where you were before the last jump"),
    Key("forward", "alt+right", "forward", "Forward again"),
    Key("mark", "M", "prefix('M')", "M a: set mark a", "body"),
    Key("mark.go", "apostrophe", "prefix('\\'')", "' a: go to mark a", "body"),
    Key("wider", "plus", "width(4)", "Wider text"),
    Key("narrower", "minus", "width(-4)", "Narrower text"),
    Key("theme", "T", "theme", "Next theme"),
    Key("help", "question_mark", "help", "Show the keys that work here", "reader", "Help"),
    Key("suspend", "ctrl+z", "app.suspend_process", "Suspend to the shell; fg returns"),
    Key("quit", "q", "quit", "Quit", "reader", "Quit"),
)


def bindings(*places: str) -> list[BindingType]:
    """Textual's bindings for the keys of some places, remappable by id."""
    return [
        Binding(
            key.keys,
            key.action,
            key.shown or key.help,
            show=bool(key.shown),
            id=key.id,
            tooltip=key.help if key.shown else "",
        )
        for key in KEYS
        if key.where in places
    ]


_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[", "apostrophe": "'",
    "right_square_bracket": "]", "left_parenthesis": "(", "right_parenthesis": ")", "percent_sign": "%",
    "slash": "/", "backslash": "\\", "vertical_line": "|", "dollar_sign": "$", "comma": ",", "full_stop": ".",
    "number_sign": "#", "plus": "+", "minus": "-", "question_mark": "?",
}  # fmt: skip


def shown_keys(keys: str) -> str:
    """Key names as they stand on the keyboard."""
    return " ".join(_NAMES.get(key, key) for key in keys.split(","))


def table() -> str:
    """The keys as a Markdown table, for the README."""
    rows = [f"| `{shown_keys(k.keys)}` | {k.help} | `{k.id}` |".replace("`|`", "`\\|`") for k in KEYS]
    return "\n".join(["| keys | what happens | id |", "| --- | --- | --- |", *rows])
