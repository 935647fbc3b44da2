"""Every binding once. Footer, help, command palette and the README's table are drawn from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from textual.app import App


class Key(NamedTuple):
    """A binding: ``where`` is the widget it belongs to, ``shown`` its footer label, if it has one.

    One that is ``first`` holds before the focused widget's own keys.
    """

    id: str
    keys: str
    action: str
    help: str
    where: str = "reader"
    shown: str = ""
    first: bool = False


KEYS = (
    Key("line.down", "j,down", "lines(1)", "One line down; a number before it repeats", "body"),
    Key("line.up", "k,up", "lines(-1)", "One line up", "body"),
    Key("page.down", "space,pagedown", "pages(1)", "One page down", "body"),
    Key("page.up", "pageup", "pages(-1)", "One page up", "body"),
    Key("page.back", "b", "page_back", "One page up", "reading"),
    Key("half.down", "ctrl+d", "pages(0.5)", "Half a page down", "body"),
    Key("half.up", "ctrl+u", "pages(-0.5)", "Half a page up", "body"),
    Key("top", "home", "top", "To the top", "body"),
    Key("bottom", "G,end", "bottom", "To the end", "body"),
    Key("prefix.g", "g", "prefix('g')", "Twice: to the top", "body"),
    Key("percent", "percent_sign", "percent", "To a percentage of the text, typed before", "body"),
    Key("paragraph.back", "left_curly_bracket", "move('paragraph_back')", "Previous paragraph", "body"),
    Key("paragraph.next", "right_curly_bracket", "move('paragraph_next')", "Next paragraph", "body"),
    Key("section.back", "left_square_bracket", "section(-1)", "Previous section", "body"),
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
    Key("mark", "M", "prefix('M')", "Set a mark; a letter follows", "body"),
    Key("mark.go", "apostrophe", "prefix('\\'')", "Go to a mark; its letter follows", "body"),
    Key("wider", "plus", "width(4)", "Wider text"),
    Key("narrower", "minus", "width(-4)", "Narrower text"),
    Key("theme", "T", "theme", "Next theme"),
    Key("help", "question_mark", "help", "Show the keys that work here", "reader", "Help"),
    Key("suspend", "ctrl+z", "app.suspend_process", "Suspend to the shell; fg returns"),
    Key("quit", "q", "quit", "Quit", "reader", "Quit"),
    Key("leave", "escape", "leave", "Back to the text; in the text, clear the search marks"),
    Key("quit.any", "ctrl+q", "quit", "Quit, wherever you are", "app"),
    Key("interrupt", "ctrl+c", "help_quit", "Say how to quit", "app"),
    Key("palette", "ctrl+p", "command_palette", "Every command, by a few letters of its name", "app", "palette"),
    Key("sections.down", "down", "cursor_down", "Next section", "sections"),
    Key("sections.up", "up", "cursor_up", "Previous section", "sections"),
    Key("sections.go", "enter", "select_cursor", "Go to the section", "sections"),
    Key("sections.fold", "space", "toggle_node", "Fold or unfold the section", "sections"),
    Key("sections.fold_all", "shift+space", "toggle_expand_all", "Fold or unfold all sections", "sections"),
    Key("sections.parent", "shift+left", "cursor_parent", "To the section above", "sections"),
    Key("list.down", "down,j", "cursor_down", "Next entry", "list"),
    Key("list.up", "up,k", "cursor_up", "Previous entry", "list"),
    Key("list.first", "home", "first", "First entry", "list"),
    Key("list.last", "end,G", "last", "Last entry", "list"),
    Key("list.page_down", "pagedown", "page(1)", "A page of entries down", "list"),
    Key("list.page_up", "pageup", "page(-1)", "A page of entries up", "list"),
    Key("list.select", "enter", "select", "Choose the entry", "list"),
    Key("search.down", "down,ctrl+n", "step(1)", "Next result in the list", "search"),
    Key("search.up", "up,ctrl+p", "step(-1)", "Previous result in the list", "search"),
    Key("search.leave", "escape", "leave", "Give the search up", "search"),
    Key("notes.edit", "e,m", "command('edit')", "Edit the note", "notes"),
    Key("notes.delete", "x,delete", "command('delete')", "Delete the highlight", "notes"),
    Key("notes.tag", "number_sign", "command('tag')", "Edit the tags", "notes"),
    Key("notes.color", "c", "command('color')", "Next colour", "notes"),
    Key("notes.attach", "a", "command('attach')", "Attach an orphan to a selection", "notes"),
    Key("notes.history", "h", "command('history')", "Earlier wordings of the note", "notes"),
    Key("notes.deleted", "d", "deleted", "What was deleted, and back", "notes"),
    Key("notes.filter", "slash", "filter", "Filter the notes", "notes"),
    Key("notes.list", "down", "list", "From the filter to the notes", "notes"),
    Key("notes.leave", "escape", "leave", "Back to the text", "notes"),
    Key("picker.down", "down,ctrl+n", "step(1)", "Next section", "picker"),
    Key("picker.up", "up,ctrl+p", "step(-1)", "Previous section", "picker"),
    Key("picker.close", "escape", "dismiss(None)", "Close", "picker", "Close"),
    Key("library.open", "enter", "open", "Read the document", "library", "Read"),
    Key("library.down", "down,ctrl+n", "step(1)", "Next document", "library"),
    Key("library.up", "up,ctrl+p", "step(-1)", "Previous document", "library"),
    Key("library.quit", "escape", "app.quit", "Quit", "library", "Quit"),
    Key("editor.save", "escape,ctrl+s", "save", "Save and close", "editor", "Save and close", first=True),
    Key("editor.discard", "ctrl+q", "discard", "Close without saving", "editor", "Close without saving", first=True),
    Key("prompt.close", "escape", "dismiss(None)", "Close", "prompt", "Close"),
    Key("footnote.close", "escape,o,enter,q,space", "dismiss(None)", "Close", "footnote", "Close"),
    Key("opening.cancel", "escape,q,ctrl+c", "give_up", "Cancel", "opening", "Cancel"),
    Key("question.yes", "y", "dismiss(True)", "Yes", "question", "Yes"),
    Key("question.accept", "enter", "accept", "Yes, where Enter may say so", "question"),
    Key("question.no", "n", "dismiss(False)", "No", "question", "No"),
    Key("question.later", "escape", "later", "No, or not now", "question", "No"),
)
LABELS = {key.id: key.shown for key in KEYS if key.shown}
"""What the key line calls a binding, by its id."""
UNBOUND = "unbound"
"""The key of a binding that has none: no terminal sends it."""


def bindings(*places: str) -> list[BindingType]:
    """Textual's bindings for the keys of some places, remappable by id."""
    return [
        Binding(
            key.keys,
            key.action,
            key.help,
            show=bool(key.shown),
            id=key.id,
            priority=key.first,
            system=key.id == "interrupt",
        )
        for key in KEYS
        if key.where in places
    ]


_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[", "apostrophe": "'",
    "right_square_bracket": "]", "left_parenthesis": "(", "right_parenthesis": ")", "percent_sign": "%",
    "slash": "/", "backslash": "\\", "vertical_line": "|", "dollar_sign": "$", "comma": ",", "full_stop": ".",
    "number_sign": "#", "plus": "+", "minus": "-", "question_mark": "?", "enter": "Enter", "escape": "Esc",
}  # fmt: skip


def shown_keys(keys: str) -> str:
    """Key names as they stand on the keyboard."""
    return " ".join(_NAMES.get(key, key) for key in keys.split(","))


def keys_of(key_id: str, chosen: Mapping[str, str]) -> str:
    """Give the keys of a binding: the chosen ones, else its own; empty when it has none."""
    return chosen.get(key_id, next((key.keys for key in KEYS if key.id == key_id), ""))


def hint(app: App[Any], key_id: str) -> str:
    """Give a binding's first key as it stands on the keyboard, for a sentence; the binding's id where it has none.

    Args:
        app: The app, whose settings may have chosen other keys.
        key_id: The binding's id.
    """
    settings = getattr(app, "settings", None)
    return shown_keys(keys_of(key_id, settings.keys if settings else {}).split(",")[0]) or f"({key_id})"


def keymap(chosen: Mapping[str, str]) -> dict[str, str]:
    """Give Textual's keymap for chosen keys.

    Args:
        chosen: Keys by binding id, separated by commas; an empty text takes a binding's keys away.

    Returns:
        The keys of every binding: of one that is left out Textual would lose a key that it shares with another.
    """
    if not chosen:
        return {}
    from glossator.tui.key_names import key_name

    named = {key_id: ",".join(map(key_name, keys.split(","))) for key_id, keys in chosen.items()}
    return {key.id: named.get(key.id, key.keys) or UNBOUND for key in KEYS}


def table() -> str:
    """The keys as a Markdown table, for the README."""
    rows = [f"| `{shown_keys(k.keys)}` | {k.help} | `{k.id}` |".replace("`|`", "`\\|`") for k in KEYS]
    return "\n".join(["| keys | what happens | id |", "| --- | --- | --- |", *rows])
