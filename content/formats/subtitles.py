"""Subtitles: SubRip and WebVTT, as the text that is spoken; a part for every five minutes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from glossator.content.document import Builder, Document, DocumentError, fold
from glossator.content.sources.source import Source

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,]\d{1,3}"
_TIMES = re.compile(rf"{_TIME}\s*-->\s*{_TIME}.*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,100})?[ \t]([^<>\n]{1,100})>")
"""Who speaks (WebVTT, 4.2.2)."""
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_PART = 300
_PAUSE = 4
"""Seconds of a part, and of a pause that ends a paragraph."""
_LONGEST = 600
"""Characters of a paragraph, after which it ends with a sentence."""
_ENDS = (".", "!", "?", "…", "。", "！", "？", '"', "”")


def read(source: Source) -> Document:
    """The text of subtitles. Raises DocumentError where there is none."""
    out = Builder()
    parts: list[tuple[str, int]] = []
    spoken: list[str] = []
    last, part, before = 0, -1, ""

    def end() -> None:
        if words := fold(" ".join(spoken)):
            out.add("paragraph", words)
        spoken.clear()

    for start, stop, voice, words in _cues(source.text):
        is_long = sum(map(len, spoken)) > _LONGEST and spoken[-1].endswith(_ENDS)
        is_other = voice != before
        if spoken and (start - last > _PAUSE or is_long or is_other or words.startswith(("- ", "– ", "— "))):
            end()
        if voice and is_other:
            words = f"{voice}: {words}"
        before = voice
        if start // _PART != part:
            end()
            part = start // _PART
            minutes = part * _PART // 60
            parts.append((f"{minutes // 60}:{minutes % 60:02}", out.length))
        spoken.append(words)
        last = stop
    end()
    if not out.length:
        raise DocumentError("no text in it")
    document = out.document("", format="subtitles")
    return replace(document, parts=tuple((name, min(at, len(document.text) - 1)) for name, at in parts))


def _cues(text: str) -> list[tuple[int, int, str, str]]:
    """The seconds at which each begins and ends, who speaks where that is told, and the words."""
    cues: list[tuple[int, int, str, str]] = []
    lines = text.split("\n")
    is_webvtt = text.startswith("WEBVTT")
    for at, line in enumerate(lines):
        match = _TIMES.fullmatch(line.strip())
        if not match:
            continue
        numbers = [int(each or 0) for each in match.groups()]
        words: list[str] = []
        for following in lines[at + 1 :]:
            if not following.strip() or _TIMES.fullmatch(following.strip()):
                break
            words.append(following)
        start, stop = (3600 * h + 60 * m + s for h, m, s in (numbers[:3], numbers[3:]))
        pieces = ["", *_VOICE.split("\n".join(words))]
        for voice, piece in zip(pieces[::2], pieces[1::2], strict=True):
            bare = _TAG.sub("", piece)
            if spoken := fold(unescape(bare) if is_webvtt else bare):
                cues.append((start, stop, fold(unescape(voice)), spoken))
    return cues
