"""A note as it is written in an editor: its text, and behind it its tags, such as "#todo"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossator.content.text.sanitize import clean_line

_QUOTED = r'"(?:[^"\n]|"")+"'
_BARE = r'(?=[^\s"#,]*[^\W\d_])[^\s"#,]*[\w+](?![^\s#,])'
_TAG = re.compile(rf"(?<![^\s,])#(?:({_QUOTED})|({_BARE})|(?![^\s,]))")
_BETWEEN = re.compile(r"[ \t,]*")
_BEGUN = re.compile(r'(?:^|(?<=\s))#("?)([^\s"#,][^"#\n]*)?\Z')


def with_tags(note: str, tags: Iterable[str]) -> str:
    """Write a note and its tags as one text, the tags on its last line.

    Args:
        note: The note.
        tags: Its tags; those that are no single word, or no word at all, stand in double quotes.

    Returns:
        The text, from which ``without_tags`` takes both again.
    """
    line = " ".join(f"#{_quoted(tag)}" for tag in tags)
    return f"{note}\n\n{line}" if line else note


def end_of_note(text: str) -> int:
    """Where the note in a text ends, in code points: its tags and the blanks before them stand behind that."""
    start, _ = _tags_at_the_end(text)
    return len(text[:start].rstrip())


def without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Take a text apart into a note and its tags.

    A tag is a word that begins with # and holds a letter, or anything in double quotes behind a #; tags are those at
    the end of the text, on its last line. "#12" and "# heading" are none;
    a # that is left of a tag goes with the others.

    Args:
        text: What was written.

    Returns:
        The note without blanks around it, and the tags, each once.
    """
    start, tags = _tags_at_the_end(text)
    return text[:start].strip(), tags


def _tags_at_the_end(text: str) -> tuple[int, tuple[str, ...]]:
    """Where the tags of a text begin, and what they are; the end of the text where there are none."""
    end = len(text.rstrip())
    line = text.rfind("\n", 0, end) + 1
    start, tags = len(text), []
    for found in reversed(list(_TAG.finditer(text, line, end))):
        if _BETWEEN.fullmatch(text, found.end(), min(start, end)) is None:
            break
        start = found.start()
        quoted, bare = found.groups()
        tags.append(quoted[1:-1].replace('""', '"') if quoted else bare or "")
    names = tuple(dict.fromkeys(filter(None, map(clean_line, reversed(tags)))))
    return (start, names) if names else (len(text), ())


def completions(text: str, tags: Iterable[str]) -> list[str]:
    """Complete the tag that a text ends in.

    Args:
        text: The text up to the cursor.
        tags: The tags in use, the most wanted first.

    Returns:
        What to put behind the text, for each tag that begins so; empty where the text does not end in a tag.
    """
    begun = _BEGUN.search(text)
    is_quoted, typed = (bool(begun[1]), begun[2] or "") if begun else (False, " ")
    if " " in typed and not is_quoted:
        return []
    rests = []
    for tag in tags:
        needs_quotes = _quoted(tag) != tag
        if tag.casefold().startswith(typed.casefold()) and (is_quoted or not needs_quotes):
            rests.append(tag[len(typed) :].replace('"', '""') + '"' * is_quoted)
    return [rest for rest in rests if rest]


def _quoted(tag: str) -> str:
    return tag if re.fullmatch(_BARE, tag) else f'"{tag.replace(chr(34), chr(34) * 2)}"'
