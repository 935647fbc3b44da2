"""Faults of trust: each takes out what keeps a promise, so that the tests of that promise are seen to fail."""

from __future__ import annotations

from tests.mutations.faults import Fault

_LOST = "tests/content/test_nothing_lost.py"
_TRUST = "tests/content/test_trust.py"
_SEEN = "tests/content/test_open.py tests/content/test_plain.py"
_DOOR = "tests/tui/test_door.py"
_ENDS = "tests/content/test_ends.py"
_GIT = "tests/content/test_git.py"


def _fault(file: str, text: str, instead: str, tests: str) -> Fault:
    return Fault(file, text, instead, tests, "trust")


TRUST = [
    # -- nothing gets through
    _fault("tui/plain.py", "widget.border_title = plain_content(text)", "widget.border_title = text", _DOOR),
    _fault("tui/screens/modals/palette.py", "plain_content(name), callback", "name, callback", _DOOR),
    _fault("tui/plain.py", "return Text(clean(text), style)", "return Text.from_markup(clean(text), style=style)", _DOOR),
    _fault("tui/plain.py", "return Text(clean_line(text), style)", "return Text(text, style)", _DOOR),
    _fault("tui/app.py", "timeout=timeout, markup=False)", "timeout=timeout, markup=True)", _DOOR),
    _fault("tui/app.py", "with_gate(super().get_line_filters())", "super().get_line_filters()", "tests/e2e/test_last_gate.py -k every_screen"),
    _fault("content/exchange/csvtable.py", "(^|[;,|", "(^|[,", _TRUST),
    _fault("content/notes/annotation.py", "f'\"{tag.replace(chr(34), chr(34) * 2)}\"' if re.search(r'[\\s,\"]', tag) else tag", "tag", _TRUST),
    _fault("content/text/sanitize.py", "return _RUN.sub(_kept, _without_sequences(text))", "return _without_sequences(text)", _SEEN),
    _fault("content/text/sanitize.py", "out, run = tags[0], run[tags.end() :]", "pass", _SEEN),
    _fault("content/text/sanitize.py", "return bool(_is(_EMOJI, base)) or", "return", _SEEN),
    _fault("content/text/sanitize.py", "if joiner == \"\\u200d\" and _is(_EMOJI, before) and _is(_EMOJI, after):", "if False:", _SEEN),
    _fault("content/text/sanitize.py", "breaks.append((length, SOFT_HYPHEN in match[0]))", "pass", _SEEN + " tests/tui/test_layout.py"),
    _fault("content/library/opened.py", "return was_annotated(source) or Library().find(source) is not None", "return True", _TRUST),
    _fault("content/sources/fetching.py", "if address not in known and not address.is_global:", "if False:", _TRUST),
    _fault("content/sources/urls.py", "return urlunsplit(parts._replace(netloc=parts.netloc.rpartition(\"@\")[2]))", "return url", _TRUST),
    _fault("content/sources/fetching.py", "if len(named) > 1:", "if False:", _TRUST),
    _fault("content/sources/fetching.py", "most = min(most, max(FREE_BYTES, MAX_RATIO * self._packed))", "pass", "tests/content/test_promises.py"),
    # -- nothing is lost
    _fault("content/notes/files.py", "time.sleep(_STEADY)", "raise", _LOST),
    _fault("content/notes/stored_page.py", "if self._suspect != stamp:  # looked", "if False:  # looked", "tests/content/test_promises.py"),
    _fault("content/storage.py", "real = Path(os.path.realpath(path))\n    try:", "real = path\n    try:", _LOST),
    _fault("content/notes/change_queue.py", "if waiting and waiting[-1] == change:", "if False:", _LOST),
    _fault("content/notes/drafts.py", "found.append((str(data.get(\"saved\")), draft))", "pass", _LOST),
    _fault("content/notes/drafts.py", "if _is_being_written(data) or data.get", "if data.get", "tests/content/test_promises.py"),
    _fault("content/notes/changes.py", "later_than(change.after.modified, *stamps)", "change.after.modified", _LOST),
    _fault("content/notes/changes.py", "joined([made, current]) if current else made", "made", _LOST + " tests/content/test_notebook.py"),
    _fault("content/notes/changes.py", "if stored is not None and seen is not None and _overwrites(change, seen):", "if False:", _LOST),
    _fault("content/notes/finding.py", "bool(document.bytes_sha256) and document.bytes_sha256 in facts.bytes,", "False,", _LOST),
    _fault("content/notes/finding.py", "return self.reason != \"quotes\" and self.held * 4 >= self.quotes", "return True", _LOST),
    _fault("content/notes/files.py", "if not stat.S_ISREG(status.st_mode):", "if False:", "tests/content/test_promises.py"),
    _fault("content/notes/annotation.py", "others = [s for s in _listed(target.get(\"selector\")) if not (isinstance(s, dict) and s.get(\"type\") in ours)]", "others = []", "tests/content/test_promises.py"),
    _fault("content/notes/files.py", "versions = [side.decode(\"utf-8\", \"replace\") for side in git.sides(path)]", "versions = []", _GIT),
    _fault("content/notes/files.py", "(joined := git.joined(path)) is not None", "(joined := None) is not None", _GIT),
    _fault("content/notes/remembered.py", "return name in _folders", "return False", _LOST),
    _fault("content/notes/remembered.py", "return moved or (empty", "return (empty", "tests/content/test_promises.py"),
    _fault("content/sources/fetching.py", "return replace(kept, warning=f\"{error}; this is the copy kept before\")", "return kept", _TRUST),
    _fault("content/exchange/writing.py", "if not force:", "if False:", _TRUST),
    _fault("content/exchange/writing.py", "raise GlossatorError(f\"{shown}: is the document itself\")", "pass", _TRUST),
    _fault("content/exchange/writing.py", "if status is not None and not stat.S_ISREG(status.st_mode):", "if False:", _TRUST),
    _fault("content/exchange/writing.py", "mode=0o666 & ~_umask()", "mode=0o600", _TRUST),
    _fault("content/exchange/writing.py", "if match := _DESCRIPTOR.fullmatch(str(path)):", "if match := None:", _TRUST),
    _fault("content/library/reading_places.py", "with locked(self.path, patience=_PATIENCE):", "if True:", _LOST),
    _fault("content/storage.py", "os.replace(path, path.with_name(f\"{path.name}.damaged-{stamp}\"))", "pass", _LOST),
    _fault("content/storage.py", "with contextlib.suppress(OSError):\n            os.fsync(handle)", "os.fsync(handle)", _LOST),
    _fault("content/storage.py", "for each in reversed(missing):\n        each.mkdir(mode=0o700, exist_ok=True)\n        sync_folder(each.parent)", "for each in reversed(missing):\n        each.mkdir(mode=0o700, exist_ok=True)", _LOST),
    _fault("content/storage.py", "if time.time() - entry.stat().st_mtime > _STALE:", "if True:", _LOST),
    # -- nothing hangs
    _fault("content/notes/selectors.py", "if end - start > LONGEST_QUOTE:", "if False:", _LOST),
    _fault("content/formats/isolation.py", "_LIMITS_SMALL, _LIMITS = Limits(1.4, 280, 8.0)", "_LIMITS_SMALL, _LIMITS = Limits(14, 2800, 80.0)", _ENDS),
    _fault("tui/cli/dispatch.py", "except BrokenPipeError:\n", "except ZeroDivisionError:\n", "tests/e2e/test_terminal.py -k has_enough"),
    _fault("tui/starting.py", "for name in (\"SIGTERM\", \"SIGHUP\"):", "for name in ():", "tests/e2e/test_faults.py -k survives_the_end"),
    _fault("tui/app.py", "self.crash = error\n            self._keep_drafts()", "self.crash = error", "tests/e2e/test_faults.py -k typed_just_now"),
]  # fmt: skip
