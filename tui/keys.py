"""Every binding once. Footer, help, command palette and the README's table are drawn from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from textual.binding import Binding, BindingType

from glossator.tui.shown_keys import shown_keys

if TYPE_CHECKING:
    from textual.app import App


class Key(NamedTuple):
    """A binding: ``where`` is the widget it belongs to, ``shown`` its footer label, if it has one.

    One without ``keys`` is in the palette, and the settings may give it some.

    Those of ``anywhere`` belong to the app and to every dialog, which hides the app's own.
    One that is ``first`` holds before the focused widget's own keys.
    """

    id: str
    keys: str
    action: str
    help: str
    where: str = "reader"
    shown: str = ""
    first: bool = False


Mode = Literal["pager", "caret", "selecting"]
MODES: dict[str, frozenset[Mode]] = {
    "body": frozenset({"pager", "caret", "selecting"}),
    "reading": frozenset({"pager", "caret"}),
    "moving": frozenset({"caret", "selecting"}),
    "pager": frozenset({"pager"}),
    "caret": frozenset({"caret"}),
    "selecting": frozenset({"selecting"}),
}
"""The places of the text, with the modes in which the keys of each hold."""
KEYS = (
    Key("line.down", "j,down", "lines(1)", "A line down; a number before a motion repeats it", "body"),
    Key("line.up", "k,up", "lines(-1)", "A line up", "body"),
    Key("page.down", "space,pagedown", "pages(1)", "A page down", "body"),
    Key("page.up", "pageup", "pages(-1)", "A page up", "body"),
    Key("page.back", "b", "page_back", "A page up", "pager"),
    Key("half.down", "ctrl+d", "pages(0.5)", "Half a page down", "body"),
    Key("half.up", "ctrl+u", "pages(-0.5)", "Half a page up", "body"),
    Key("top", "g g,home,ctrl+home", "top", "To the top; with a count, to that paragraph", "body"),
    Key("bottom", "G,end,ctrl+end", "bottom", "To the end; 40G goes to the fortieth paragraph", "body"),
    Key("percent", "percent_sign", "percent", "To a percentage of the text: 40% goes to forty percent", "body"),
    Key("paragraph.back", "left_curly_bracket", "move('paragraph_back')", "Previous paragraph", "body"),
    Key("paragraph.next", "right_curly_bracket", "move('paragraph_next')", "Next paragraph", "body"),
    Key("sentence.back", "left_parenthesis", "move('sentence_back')", "Previous sentence", "body"),
    Key("sentence.next", "right_parenthesis", "move('sentence_next')", "Next sentence", "body"),
    Key("section.back", "left_square_bracket", "section(-1)", "Previous section", "body"),
    Key("section.next", "right_square_bracket", "section(1)", "Next section", "body", "Section"),
    Key("scroll.middle", "z z", "scroll_here('middle')", "Scroll the current line to the middle", "body"),
    Key("scroll.top", "z t", "scroll_here('top')", "Scroll the current line to the top", "body"),
    Key("scroll.bottom", "z b", "scroll_here('bottom')", "Scroll the current line to the bottom", "body"),
    Key("sideways.left", "less_than_sign", "sideways(-1)", "Scroll a wide table, or code, to the left", "body"),
    Key("sideways.right", "greater_than_sign", "sideways(1)", "Scroll a wide table, or code, to the right", "body"),
    *(
        Key(f"section.{n}", f"alt+{n},g {n}", f"top_section({n})", f"Go to main section {n}")
        for n in range(1, 10)
    ),
    Key("sections.pick", "s", "pick_section", "Go to a section by a few letters of its path", "reader", "Sections"),
    Key("page.pick", "g p", "go_to_page", "Go to a page of the source; its number goes before it, or is asked for"),
    Key("search", "slash,ctrl+f", "search", "Search the text", "reader", "Search"),
    Key("search.next", "n,f3", "next_hit(1)", "Next search result"),
    Key("search.back", "N,shift+f3", "next_hit(-1)", "Previous search result"),
    Key("search.word", "asterisk", "search_word", "Search for the word at the caret", "body"),
    Key("focus.next", "tab", "focus_pane(1)", "Next pane: text, sections, search, notes"),
    Key("focus.back", "shift+tab", "focus_pane(-1)", "Previous pane"),
    Key("pane.left", "backslash", "toggle_pane('left')", "Show or hide the left side"),
    Key("pane.right", "vertical_line", "toggle_pane('right')", "Show or hide the right side"),
    Key("pane.zen", "Z", "zen", "Show only the text"),
    Key("caret", "i", "show_caret", "Bring up the caret", "reading"),
    Key("caret.left", "h", "move('left')", "A character left", "body"),
    Key("caret.right", "l", "move('right')", "A character right", "body"),
    Key("caret.arrow_left", "left", "move('arrow_left')", "A character left, also into the previous paragraph", "body"),
    Key("caret.arrow_right", "right", "move('arrow_right')", "A character right, also into the next paragraph", "body"),
    Key("caret.word", "w,ctrl+right", "move('word_next')", "The next word", "body"),
    Key("caret.word_back", "ctrl+left", "move('word_back')", "The start of the word, or of the one before", "body"),
    Key("caret.back", "b", "move('word_back')", "The start of the word, or of the one before", "moving"),
    Key("caret.word_end", "e", "move('word_end')", "The end of the word, or of the next one", "body"),
    Key("caret.big_word", "W", "move('big_word_next')", "The next space-separated word", "body"),
    Key("caret.big_back", "B", "move('big_word_back')", "The previous space-separated word", "body"),
    Key("caret.big_end", "E", "move('big_word_end')", "The end of the space-separated word", "body"),
    Key("caret.line_start", "0", "move('line_start')", "The start of the line", "body"),
    Key("caret.line_text", "circumflex_accent", "move('line_text_start')", "The first letter of the line", "body"),
    Key("caret.line_end", "dollar_sign", "move('line_end')", "The end of the line", "body"),
    Key("leap", "f", "leap", "Leap to a word on screen: its first letters, then its label", "body"),
    Key("caret.leave", "escape", "leave_caret", "Hide the caret", "caret"),
    Key("select", "v", "select('letter')", "Start or stop selecting at the caret", "body", "Select"),
    Key("select.sentence", "V", "select('sentence')", "Select by sentence; again, by paragraph", "body"),
    Key("select.left", "shift+left", "select_to('arrow_left')", "Select a letter to the left", "body"),
    Key("select.right", "shift+right", "select_to('arrow_right')", "Select a letter to the right", "body"),
    Key("select.up", "shift+up", "select_to('up')", "Select a line up", "body"),
    Key("select.down", "shift+down", "select_to('down')", "Select a line down", "body"),
    Key("select.word_back", "ctrl+shift+left", "select_to('word_back')", "Select a word back", "body"),
    Key("select.word", "ctrl+shift+right", "select_to('word_end')", "Select to the end of the word", "body"),
    Key("select.line_start", "shift+home", "select_to('line_start')", "Select to the start of the line", "body"),
    Key("select.line_end", "shift+end", "select_to('line_end')", "Select to the end of the line", "body"),
    Key("select.swap", "o", "swap_ends", "Switch to the other end of the selection", "selecting"),
    Key("select.till", "t", "await_character('up_to_character')", "Select up to a character further on", "selecting"),
    Key(
        "select.till_back", "T", "await_character('back_up_to_character')", "Select back up to a character", "selecting"
    ),
    Key("select.to_back", "F", "await_character('back_to_character')", "Select back to a character", "selecting"),
    Key("object.word", "i w", "take('word', False)", "Select the word", "selecting"),
    Key("object.words", "a w", "take('word', True)", "Select the word and the space after it", "selecting"),
    Key("object.sentence", "i s", "take('sentence', False)", "Select the sentence", "selecting"),
    Key(
        "object.sentences", "a s", "take('sentence', True)", "Select the sentence and the space after it", "selecting"
    ),
    Key("object.paragraph", "i p", "take('paragraph', False)", "Select the paragraph", "selecting"),
    Key("object.paragraphs", "a p", "take('paragraph', True)", "Select around the paragraph", "selecting"),
    Key("object.quotation", "i quotation_mark", "take('quotation', False)", "Select what is quoted", "selecting"),
    Key("object.quotations", "a quotation_mark", "take('quotation', True)", "Select the quotation with its marks",
        "selecting"),
    Key("highlight", "enter", "highlight", "Highlight the selection; a number before it is the colour", "selecting",
        "Highlight"),
    Key("color.next", "c", "next_color", "Take the next colour for the highlight", "selecting", "Colour"),
    Key("highlight.note", "m", "note", "Highlight, and write a note; on a highlight, its note", "body", "Note"),
    Key("remark", "r", "note('editing')", "Highlight, and write a remark, which gloss review reports", "moving"),
    Key("copy", "y,ctrl+c", "copy", "Copy the selection", "selecting", "Copy"),
    Key("copy.cited", "Y", "copy_cited", "Copy the selection with its source", "selecting"),
    Key("menu", "colon", "menu", "Actions for the selection or the highlight here", "body", "Menu"),
    Key("select.leave", "escape", "leave", "Stop selecting", "selecting", "Leave"),
    Key("note.back", "comma", "next_note(-1)", "Previous highlight"),
    Key("note.next", "full_stop", "next_note(1)", "Next highlight"),
    Key("note.open", "enter", "menu", "What can be done with the highlight here", "reading", "Menu"),
    Key("note.delete", "x", "delete_note", "Delete the highlight", "reader", "Delete"),
    Key("note.tag", "number_sign", "tag_note", "Edit the highlight's tags", "reader", "Tags"),
    Key("note.color", "c", "recolor_note", "Give the highlight the next colour", "reader", "Colour"),
    Key("note.copy", "y", "copy_note", "Copy the highlight's text"),
    Key("note.cite", "Y", "cite_note", "Copy the highlight's text with its source"),
    Key("note.export", "ctrl+e", "export", "Export the notes to a file"),
    Key("note.import", "g i", "import_notes", "Import highlights of another program"),
    Key("reload", "R", "reload", "Reload the document; fetch a URL again"),
    Key("undo", "u", "undo", "Undo the last change to the notes"),
    Key("redo", "ctrl+r", "redo", "Redo the last undone change"),
    Key("link", "o", "follow", "Follow a link or footnote, by its label where there are several"),
    Key("picture", "I", "picture", "Show the picture here; download it if it is online, draw a diagram"),
    Key("link.next", "g o", "next_link", "Move the caret to the next link"),
    Key("back", "ctrl+o,backspace,alt+left", "back", "Back to where you were before the last jump"),
    Key("forward", "alt+right", "forward", "Forward again"),
    Key("mark", "M", "await_mark(True)", "Set a mark; its letter follows, a capital for all documents", "body"),
    Key(
        "mark.go",
        "apostrophe,grave_accent",
        "await_mark(False)",
        "Go to a mark; its letter follows; twice, to the last jump",
        "body",
    ),
    Key("look_up", "K,D", "look_up", "Look up the selection or the word at the caret"),
    Key("read_aloud", "A", "read_aloud", "Start or stop reading aloud from here"),
    Key("wider", "plus", "width(4)", "Wider text"),
    Key("narrower", "minus", "width(-4)", "Narrower text"),
    Key("theme", "T", "theme", "Next theme"),
    Key("text.pages", "equals_sign", "pages_beside", "Switch between one page and two side by side"),
    Key("page.whole", "", "whole_page", "Show the whole web page, or its article only"),
    Key("text.focus", "", "turn('focus')", "Focus: dim everything but the current paragraph, or nothing"),
    Key("text.typewriter", "", "turn('typewriter')", "Typewriter: keep the caret's line in the middle, or let it move"),
    Key("text.justify", "", "turn('justify')", "Justify: have the lines of the text end at one edge, or ragged"),
    Key("text.hyphenate", "", "turn('hyphenate')", "Hyphenate: divide words at the ends of lines, or keep them whole"),
    Key("text.lines", "", "change('line_spacing')", "Line spacing: one row from line to line, two, or three"),
    Key("text.paragraphs", "", "change('paragraph_space')", "Paragraphs: a blank row between, two, three, or indented"),
    Key("text.headings", "", "change('heading_style')", "Headings: plain, with a line beneath, or in capitals"),
    Key("code.wrap", "", "turn('code_wrap')", "Wrap wide code, or scroll it sideways"),
    Key("code.numbers", "", "turn('code_numbers')", "Number the lines of code, or do not"),
    Key("library", "L", "library", "The library: open another document"),
    Key("help", "question_mark,f1", "help", "Show the keys that work here", "reader", "Help"),
    Key("suspend", "ctrl+z", "app.suspend_process", "Suspend to the shell; fg returns", "anywhere"),
    Key("quit", "q", "quit", "Close the document; back to the library if you came from there", "reader", "Quit"),
    Key("quit.all", "Q", "quit_all", "Leave"),
    Key("leave", "escape", "leave", "Back to the text; in the text, clear the search marks"),
    Key("quit.any", "ctrl+q", "app.quit_all", "Leave, wherever you are", "anywhere"),
    Key("interrupt", "ctrl+c", "app.help_quit", "Show how to quit", "anywhere"),
    Key("palette", "ctrl+p", "command_palette", "Every command, by a few letters of its name", "app", "palette"),
    Key("sections.down", "down,j", "go('down')", "Next section", "sections"),
    Key("sections.up", "up,k", "go('up')", "Previous section", "sections"),
    Key("sections.first", "home,g g", "go('first')", "First section", "sections"),
    Key("sections.last", "end,G", "go('last')", "Last section", "sections"),
    Key("sections.page_down", "pagedown,ctrl+d", "go('page_down')", "A page of sections down", "sections"),
    Key("sections.page_up", "pageup,ctrl+u", "go('page_up')", "A page of sections up", "sections"),
    Key("tour.skip", "ctrl+n", "skip_step", "Skip a step of the tour", "tour", first=True),
    Key("sections.go", "enter", "select_cursor", "Go to the section", "sections", "Go"),
    Key("sections.fold", "space", "toggle_node", "Fold or unfold the section", "sections", "Fold"),
    Key("sections.fold_all", "shift+space,asterisk", "toggle_expand_all", "Fold or unfold all sections", "sections"),
    Key("sections.parent", "shift+left", "go('parent')", "To the section above", "sections"),
    Key("sections.close", "left,h", "go('close')", "Fold the section, or go to the one above", "sections"),
    Key("sections.open", "right,l", "go('open')", "Unfold the section, or go into it", "sections"),
    Key("sections.find", "slash", "find", "Go to a section by a few letters of its path", "sections", "Find"),
    Key("sections.narrower", "less_than_sign", "resize(-4)", "Narrower pane", "sections"),
    Key("sections.wider", "greater_than_sign", "resize(4)", "Wider pane", "sections", "Wider"),
    Key("list.down", "down,j", "cursor_down", "Next entry", "list"),
    Key("list.up", "up,k", "cursor_up", "Previous entry", "list"),
    Key("list.first", "home,g g", "first", "First entry", "list"),
    Key("list.last", "end,G", "last", "Last entry", "list"),
    Key("list.page_down", "pagedown,ctrl+d", "page(1)", "A page of entries down", "list"),
    Key("list.page_up", "pageup,ctrl+u", "page(-1)", "A page of entries up", "list"),
    Key("list.select", "enter", "select", "Choose the entry", "list", "Go"),
    Key("search.down", "down,ctrl+n", "step(1)", "Next result in the list, or a newer search", "search"),
    Key("search.up", "up,ctrl+p", "step(-1)", "Previous result; above the first, an older search", "search"),
    Key("search.query", "slash", "query", "Back to the query", "search", "Query"),
    Key("search.leave", "escape", "leave", "Cancel the search", "search", "Back"),
    Key("notes.edit", "e,m", "command('edit')", "Edit the note", "notes", "Edit"),
    Key("notes.delete", "x,delete", "command('delete')", "Delete the highlight", "notes", "Delete"),
    Key("notes.tag", "number_sign", "command('tag')", "Edit the tags", "notes", "Tags"),
    Key("notes.color", "c", "command('color')", "Next colour", "notes"),
    Key("notes.copy", "y", "command('copy')", "Copy the highlight's text", "notes"),
    Key("notes.sort", "S", "sort", "Sort by place, or by date", "notes", "Sort"),
    Key("notes.attach", "a", "command('attach')", "Attach an orphan to a selection", "notes"),
    Key("notes.history", "h", "command('history')", "Earlier wordings of the note", "notes"),
    Key("notes.deleted", "d", "deleted", "Show deleted highlights, or go back", "notes"),
    Key("notes.filter", "slash", "filter", "Filter the notes", "notes", "Filter"),
    Key("notes.list", "down", "list", "From the filter to the notes", "notes"),
    Key("notes.leave", "escape", "leave", "Back to the text", "notes", "Back"),
    Key("help.down", "down,ctrl+n", "step(1)", "Next line", "help"),
    Key("help.up", "up,ctrl+p", "step(-1)", "Previous line", "help"),
    Key("help.close", "escape,f1", "leave", "Clear what was typed, or close", "help", "Close"),
    Key("menu.close", "escape,q", "close", "Close", "menu", "Close"),
    Key("picker.down", "down,ctrl+n", "step(1)", "Next section", "picker"),
    Key("picker.up", "up,ctrl+p", "step(-1)", "Previous section", "picker"),
    Key("picker.close", "escape", "dismiss(None)", "Close", "picker", "Close"),
    Key("library.open", "enter", "open", "Read the document", "library", "Read"),
    Key("library.down", "down,ctrl+n", "step(1)", "Next document", "library"),
    Key("library.up", "up,ctrl+p", "step(-1)", "Previous document", "library"),
    Key("library.import", "ctrl+t", "import_notes", "Import highlights of other programs", "library", "Import"),
    Key("library.quit", "escape", "leave", "Clear the filter, or close the library", "library", "Close"),
    Key("editor.save", "escape,ctrl+s", "save", "Save and close", "editor", "Save and close", first=True),
    Key("editor.discard", "ctrl+q", "discard", "Close without saving, after asking", "editor", "Discard", first=True),
    Key("editor.tag", "tab", "complete_tag", "Complete a #tag from those in use", "editor", "Complete", first=True),
    Key("editor.outside", "ctrl+e", "write_outside", "Write in $VISUAL or $EDITOR", "editor", "Own editor", first=True),
    Key("prompt.complete", "tab", "complete", "Complete a tag from those in use", "prompt", "Complete"),
    Key("prompt.close", "escape", "dismiss(None)", "Close", "prompt", "Close"),
    Key("footnote.down", "j,down", "scroll(1)", "A line down", "footnote"),
    Key("footnote.up", "k,up", "scroll(-1)", "A line up", "footnote"),
    Key("footnote.page_down", "pagedown,ctrl+d", "scroll(20)", "Further down", "footnote", "More"),
    Key("footnote.page_up", "pageup,ctrl+u", "scroll(-20)", "Further up", "footnote"),
    Key("footnote.first", "home", "scroll_to_end(False)", "To the beginning", "footnote"),
    Key("footnote.last", "end,G", "scroll_to_end(True)", "To the end", "footnote"),
    Key("footnote.close", "escape,o,enter,q,space", "dismiss(None)", "Close", "footnote", "Close"),
    Key("opening.cancel", "escape,q,ctrl+c", "give_up", "Cancel", "opening", "Cancel"),
    Key("question.yes", "y", "dismiss(True)", "Yes", "question", "Yes"),
    Key("question.accept", "enter", "accept", "Yes, if Enter is allowed", "question"),
    Key("question.no", "n", "dismiss(False)", "No", "question", "No"),
    Key("verdict.approved", "a", "dismiss('approved')", "Approve", "verdict", "Approve"),
    Key("verdict.changes", "c", "dismiss('changes')", "Ask for changes", "verdict", "Changes"),
    Key("verdict.comment", "o", "dismiss('comment')", "Comment without a judgement", "verdict", "Comment"),
    Key("verdict.none", "x", "dismiss('none')", "Leave without a verdict", "verdict", "Leave"),
    Key("verdict.back", "escape", "dismiss('')", "Back to the text", "verdict", "Back"),
    Key("question.later", "escape", "later", "No, or not now", "question", "No"),
)
ON_SELECTION = ("highlight", "highlight.note", "color.next", "copy", "menu", "select.leave")
ON_HIGHLIGHT = ("note.open", "highlight.note", "note.tag", "note.color", "note.delete")
"""What the key line begins with while something is selected, and on a highlight; most of it is shown only there."""
LABELS = {key.id: key.shown for key in KEYS if key.shown}
"""What the key line calls a binding, by its id."""
UNBOUND = "unbound"
"""The key of a binding that has none: no terminal sends it."""


def bindings(*places: str) -> list[BindingType]:
    """Textual's bindings for the keys of some places, remappable by id."""
    return [
        Binding(
            key.keys or UNBOUND,
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


def keys_of(key_id: str, chosen: Mapping[str, str]) -> str:
    """Give the keys of a binding: the chosen ones, else its own; empty when it has none.

    Args:
        key_id: The binding.
        chosen: Keys by id, from the settings.

    Returns:
        Textual's names of keys, with commas between.
    """
    return chosen.get(key_id, next((key.keys for key in KEYS if key.id == key_id), ""))


def hint(app: App[Any], key_id: str) -> str:
    """Give a binding's first key as it stands on the keyboard, for a sentence; the binding's id where it has none.

    Args:
        app: The app, whose settings may have chosen other keys.
        key_id: The binding's id.
    """
    return shown_keys(_keys_in(app, key_id).split(",")[0]) or f"({key_id})"


def is_bound(app: App[Any], key_id: str) -> bool:
    """True for a binding that has a key; see ``hint``.

    Args:
        app: Knows the keys that hold.
        key_id: The binding.
    """
    return bool(_keys_in(app, key_id))


def _keys_in(app: App[Any], key_id: str) -> str:
    """The keys of a binding in an app, whose settings may have chosen others."""
    settings = getattr(app, "settings", None)
    return keys_of(key_id, settings.keys if settings else {})


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
    keys = {key.id: f"`{shown_keys(key.keys)}`".replace("`|`", "`\\|`") if key.keys else "" for key in KEYS}
    rows = [f"| {keys[key.id]} | {key.help} | `{key.id}` |" for key in KEYS]
    return "\n".join(["| keys | what happens | id |", "| --- | --- | --- |", *rows])
