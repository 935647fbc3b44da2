"""Faults of keys, controllers, state, layout, search, anchoring and merging."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A fault, and the tests that should notice."""

    file: str
    text: str
    instead: str
    tests: str
    part: str = ""


def _key(name: str, action: str, instead: str) -> Fault:
    """A key that does something else."""
    return Fault("tui/keys.py", f'"{action}"', f'"{instead}"', f"tests/tui/test_keys.py -k test_key[{name}]")


_ANCHORING = "tests/content/test_golden.py tests/content/test_anchoring.py"
_FOUND = "tests/content/test_search_all.py"
_SEARCH = "tests/content/test_golden.py tests/content/test_search.py"
_MERGING = "tests/content/test_merge.py tests/content/test_nothing_lost.py tests/content/test_not_hidden.py"
_STATE = "tests/tui/test_state.py"
_READER = "tests/tui/test_keys.py tests/tui/test_reader.py tests/tui/test_changed.py"
_LAYOUT = "tests/tui/test_layout.py"

FAULTS = [
    # -- keys
    _key("line.down", "lines(1)", "lines(2)"), _key("line.up", "lines(-1)", "lines(1)"),
    _key("page.down", "pages(1)", "pages(0.5)"), _key("page.up", "pages(-1)", "pages(-0.5)"),
    _key("half.down", "pages(0.5)", "pages(1)"), _key("half.up", "pages(-0.5)", "pages(-1)"),
    _key("paragraph.next", "move('paragraph_next')", "move('sentence_next')"),
    _key("paragraph.back", "move('paragraph_back')", "move('sentence_back')"),
    _key("section.back", "section(-1)", "section(1)"), _key("section.next", "section(1)", "section(-1)"),
    _key("search.next", "next_hit(1)", "next_hit(-1)"), _key("search.back", "next_hit(-1)", "next_hit(1)"),
    _key("note.back", "next_note(-1)", "next_note(1)"), _key("note.next", "next_note(1)", "next_note(-1)"),
    _key("focus.next", "focus_pane(1)", "focus_pane(-1)"), _key("pane.left", "toggle_pane('left')", "toggle_pane('right')"),
    _key("caret.word_end", "move('word_end')", "move('word_next')"), _key("wider", "width(4)", "width(-4)"),
    Fault("tui/keys.py", '"u", "undo"', '"u", "redo"', "tests/tui/test_keys.py -k undo"),
    Fault("tui/keys.py", '"ctrl+r", "redo"', '"ctrl+r", "undo"', "tests/tui/test_keys.py -k redo"),
    Fault("tui/keys.py", '"ctrl+o,backspace,alt+left", "back"', '"ctrl+o,backspace,alt+left", "forward"', "tests/tui/test_keys.py -k back"),
    Fault("tui/keys.py", 'f"top_section({n})"', 'f"top_section({n + 1})"', "tests/tui/test_keys.py -k section."),
    # -- controllers and state
    Fault("tui/controllers/navigation.py", "self._back.append(position)", "self._forward.append(position)", _READER),
    Fault("tui/controllers/navigation.py", "self._back = [mapping.position(position) for position in self._back]", "pass", _STATE),
    Fault("tui/controllers/links.py", "if notes:", "if not notes:", "tests/tui/test_keys.py -k link"),
    Fault("tui/controllers/searching.py", "if self._wanted:", "if False:", _STATE),
    Fault("tui/controllers/searching.py", "if not view.reading.take_index(index, loaded.generation):", "if False:", _STATE),
    Fault("tui/controllers/annotating.py", "passage = view.reading.range_now(request.start, request.end, request.generation)\n        if passage is None:\n            view.notify", "passage = request.start, request.end\n        if passage is None:\n            view.notify", _STATE),
    Fault("tui/controllers/annotating.py", "self._leave(*passage)\n        self._current = made.id", "self._current = made.id", _READER),
    Fault("tui/controllers/saving.py", 'notes.edit(item.id, seen=seen or item, **changes)', 'notes.edit(item.id, seen=seen or item)', _READER),
    Fault("tui/controllers/panes.py", "elif width < _BOTH_SIDES:", "elif width < _ONE_SIDE:", "tests/tui/test_screens.py"),
    Fault("tui/controllers/loading.py", "if not reading.loader.is_latest(result):", "if False:", _STATE),
    Fault("tui/controllers/loading.py", "self.load(refresh=True)", "self.load()", _STATE),
    Fault("tui/screens/reader.py", "if self.annotating.pending and self._asked_for != self.annotating.waited:", "if False:", _STATE),
    Fault("tui/reading/reading.py", "None if changed else before.index", "before.index", _STATE),
    Fault("tui/reading/reading.py", "document, self.generation_of(document), None", "document, before.generation, None", _STATE),
    Fault("tui/reading/position_map.py", "return position + len(self._after) - len(self._before)", "return position", _STATE),
    Fault("tui/reading/position_map.py", "return start + delta, end + delta", "return start, end", _STATE),
    Fault("tui/widgets/page.py", "self._map_selection(mapping)", "self.selection = None", _STATE),
    Fault("tui/widgets/page_marks.py", "self.hits = [Mark(*place, style) for place, style in moved if place]", "pass", "tests/tui/test_replaced.py"),
    # -- layout
    Fault("tui/layout/breaking.py", "while not keep and cut < end and text[cut] == \" \":", "while False:", _LAYOUT),
    Fault("tui/layout/breaking.py", 'if char == " " or (char > "\\u2e80" and sizes[at - 1 - begin] != 1 and may_end(text, at)):', 'if char == " ":', _LAYOUT),
    Fault("content/text/lines.py", "return segments.letter_start(text, at) == at", "return True", _LAYOUT),
    Fault("content/text/lines.py", "if following in _NEVER_FIRST or before in _NEVER_LAST:", "if before in _NEVER_LAST:", _LAYOUT),
    Fault("tui/layout/measuring.py", "width = TAB - x % TAB", "width = TAB", _LAYOUT),
    Fault("tui/layout/tables.py", "return slack // 2 if alignment", "return slack if alignment", _LAYOUT + " tests/tui/test_screens.py"),
    Fault("tui/layout/tables.py", "accumulate(size + BETWEEN for size", "accumulate(size for size", _LAYOUT + " tests/tui/test_screens.py"),
    Fault("tui/layout/spacing.py", "return 1 if before.kind == \"heading\" else 1 + space", "return 1", "tests/tui/test_screens.py"),
    Fault("tui/layout/lines.py", "return at - first\n", "return at - first + 1\n", _LAYOUT),
    Fault("tui/layout/total_fit.py", "_short(blank) if is_free else blank * blank", "blank * blank", "tests/tui/test_total_fit.py"),
    Fault("tui/layout/total_fit.py", "blank * blank)", "blank)", "tests/tui/test_total_fit.py"),
    Fault("tui/layout/justifying.py", "every + (count in wide)", "every", "tests/tui/test_total_fit.py"),
    # -- search
    Fault("content/search/passage_search.py", "WEAKEST = ", "WEAKEST = 2 * ", _SEARCH),
    Fault("content/search/vocabulary.py", "_CUTOFF, _CUTOFF_SHORT = 74.0, 66.0", "_CUTOFF, _CUTOFF_SHORT = 52.0, 86.0", _SEARCH),
    Fault("content/search/vocabulary.py", "_STEM if is_certain else _STEM_SHORT", "0.0", _FOUND),
    Fault("content/search/vocabulary.py", "found[number] = _DISAGREES", "found[number] = 1.0", _FOUND),
    Fault("content/search/ranking.py", "_NEXT, _NEXT_SWAPPED = 0.45, 0.15", "_NEXT, _NEXT_SWAPPED = 0.0, 0.45", _SEARCH),
    Fault("content/search/tokens.py", "            yield at[-1], end", "            pass", _FOUND),
    Fault("content/search/results.py", "self._ranks[number] + step", "self._ranks[number]", _FOUND),
    Fault("content/search/results.py", "position + 1, key=self._place", "position + 500, key=self._place", _FOUND),
    Fault("content/text/folding.py", "order in (1, 6, 7) or", "order in (1, 6, 7, 9) or", _FOUND),
    Fault("content/text/occurrences.py", "if is_whole and (not is_strict or agrees(wanted, _bare(found))):", "if is_whole:", _FOUND),
    Fault("tui/controllers/searching.py", "self._current = hits.next_to(first, step - 1 if step > 0 else step + 1)", "self._current = hits.next_to(self._current, step)", "tests/tui/test_search_pane.py"),
    # -- anchoring
    *(Fault("content/notes/anchoring.py", f"{name} = ", f"{name} = {factor} * ", _ANCHORING) for name, factor in (
        ("_NEAR", 3), ("_SIGN", 4), ("_ENOUGH", 1.4), ("_ENOUGH_NEAR", 1.8), ("_ENOUGH_HELD", 3),
    )),
    Fault("content/notes/anchoring.py", "_PLACES = 6", "_PLACES = 1", _ANCHORING),
    Fault("content/notes/anchoring.py", "_VOTES = 800", "_VOTES = 8", _ANCHORING),
    Fault("content/notes/anchoring.py", "_COMMON = 150", "_COMMON = 3", _ANCHORING),
    Fault("content/notes/selectors.py", "_CONTEXT = 32", "_CONTEXT = 4", _ANCHORING),
    # -- merging and storing
    Fault("content/notes/merging.py", "instant(modified_of(item)) <= instant(deleted[key])", "instant(modified_of(item)) < instant(deleted[key])", _MERGING),
    Fault("content/notes/merging.py", "order(stamp) >= order(deleted.get(key, \"\"))", "order(stamp) < order(deleted.get(key, \"\"))", _MERGING),
    Fault("content/notes/merging.py", "winner = max(versions,", "winner = min(versions,", _MERGING),
    Fault("content/notes/merging.py", "_KEPT_FOR = timedelta(days=90)", "_KEPT_FOR = timedelta(days=9)", _MERGING),
    Fault("content/notes/merging.py", "if wordings:\n        out[HISTORY]", "if False:\n        out[HISTORY]", _MERGING),
    Fault("content/notes/changes.py", "trash[change.id] = current", "pass", _MERGING),
    Fault("content/notes/changes.py", "changed[\"tags\"] = (", "changed[\"tags\"] = change.after.tags or (", _MERGING),
    Fault("content/notes/stored_page.py", "if lacks_some:", "if False:", _MERGING),
    Fault("content/notes/stored_page.py", "return merge(self.page, page)\n\n    def _write_back", "return self.page\n\n    def _write_back", _MERGING),
    Fault("content/notes/copies.py", "or is_another:", ":", _MERGING + " tests/content/test_notebook.py"),
    Fault("content/notes/change_queue.py", "self.unsaved.append(change)", "self.unsaved.insert(0, change)", _MERGING),
    Fault("content/notes/finding.py", "if damaged:", "if False:", f"{_MERGING} tests/content/test_notebook.py"),
    Fault("content/storage.py", "_sync(handle)\n            finally", "pass\n            finally", "tests/e2e/test_durability.py tests/content/test_nothing_lost.py"),
    # -- pictures, margins, spacing
    Fault("content/sources/pictures.py", "and Path(path).is_relative_to(folder)", "", "tests/tui/test_pictures.py", "pictures"),
    Fault("content/sources/pictures.py", "if not self._fetches:", "if False:", "tests/tui/test_pictures.py", "pictures"),
    Fault("tui/reading/pictures.py", "or longer > _MAX_RATIO * max(1, shorter)", "", "tests/tui/test_pictures.py", "pictures"),
    Fault("tui/reading/pictures.py", "width * height > _MAX_PIXELS or", "", "tests/tui/test_pictures.py", "pictures"),
    Fault("tui/reading/drawings.py", "del element.attrib[name]", "pass", "tests/tui/test_pictures.py", "pictures"),
    Fault("tui/widgets/picture_cells.py", "lower = pixels[(2 * row + 1) * width", "lower = pixels[2 * row * width", "tests/tui/test_pictures.py", "pictures"),
    Fault("content/html/images.py", 'source, self._waiting = self._waiting, ""', 'source = ""', "tests/tui/test_pictures.py", "pictures"),
    Fault("tui/widgets/margins.py", "is_seen_first = start <= mark.start or (is_first and start < mark.end)", "is_seen_first = True", "tests/tui/test_margins.py", "pictures"),
    Fault("tui/widgets/margins.py", "start, size = start + size, 4 * size", "break", "tests/tui/test_margins.py", "pictures"),
    Fault("tui/layout/page_starts.py", "y -= table.options.leading * (is_last and", "y -= 0 * (is_last and", "tests/tui/test_margins.py", "pictures"),
    Fault("tui/widgets/set_text.py", "self._turns[self._place_of(y)] = self._place_of(top)", "pass", "tests/tui/test_margins.py", "pictures"),
    Fault("tui/layout/line_table.py", "return Row(index, line + 1, ())", "return Row(index, -1, ())", "tests/tui/test_spacing.py", "pictures"),
    Fault("content/formats/office_formulas.py", '"sepchr", "|"', '"sepchr", ","', "tests/content/test_formulas.py", "pictures"),
]  # fmt: skip
