"""Lua's literals: tables, strings, numbers, booleans and nil, read and never run."""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]{1,16}|\d{1,30}(?:\.\d{0,30})?(?:[eE][-+]?\d{1,4})?|\.\d{1,30})")
_NAME = re.compile(r"[A-Za-z_]\w*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"' + r"|'((?:[^'\\]|\\.)*)'", re.S)
_LONG = re.compile(r"\[(=*)\[\n?(.*?)\]\1\]", re.S)
_ESCAPE = re.compile(r"\\(\d{1,3}|x[0-9a-fA-F]{2}|z\s*|u\{[0-9a-fA-F]{1,8}\}|.)", re.S)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "\n"}
_WORDS = {"true": True, "false": False, "nil": None}
_DEEPEST = 40


class LuaError(ValueError):
    """A text that is more than literals, or less."""


def parse_lua(text: str) -> Any:
    """Read a file that returns one literal.

    Args:
        text: ``return {…}``, with comments.

    Returns:
        Dictionaries for tables, their keys as they stand there: whole numbers from 1 where there are none.

    Raises:
        LuaError: There is anything but literals in it.

    Source:
        The Lua 5.1 reference manual, sections 2.1 and 2.5.7.
    """
    reader = _Reader(text)
    if reader.name() != "return":
        raise LuaError("no table is returned")
    value = reader.value(0)
    reader.skip()
    if reader.at < len(text):
        raise LuaError("more than a table")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def skip(self) -> None:
        """Go on to what is neither a blank nor a comment. Raises LuaError for a comment without its end."""
        text = self.text
        while True:
            blank = _SPACE.match(text, self.at)
            self.at = blank.end() if blank else self.at
            if not text.startswith("--", self.at):
                return
            is_long = text.startswith("[[", self.at + 2)
            sign = "]]" if is_long else "\n"
            end = text.find(sign, self.at)
            if end < 0 and is_long:
                raise LuaError("a comment without its end")
            self.at = len(text) if end < 0 else end + len(sign)

    def name(self) -> str:
        self.skip()
        match = _NAME.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match[0] if match else ""

    def take(self, sign: str) -> bool:
        self.skip()
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def value(self, depth: int) -> Any:
        self.skip()
        text, at = self.text, self.at
        if text.startswith("{", at):
            self.at += 1
            return self.table(depth + 1)
        if match := _STRING.match(text, at):
            self.at = match.end()
            return _unescaped(match[1] if match[1] is not None else match[2])
        if match := _LONG.match(text, at):
            self.at = match.end()
            return match[2]
        if match := _NUMBER.match(text, at):
            self.at = match.end()
            digits = match[0]
            if "x" in digits.lower():
                return int(digits, 16)
            return int(digits) if re.fullmatch(r"-?\d+", digits) else float(digits)
        word = self.name()
        if word not in _WORDS:
            raise LuaError("more than literals in it")
        return _WORDS[word]

    def table(self, depth: int) -> dict[Any, Any]:
        if depth > _DEEPEST:
            raise LuaError("tables too deep in one another")
        out: dict[Any, Any] = {}
        count = 0
        while not self.take("}"):
            key: Any = None
            before = self.at
            self.skip()
            if self.text.startswith("[", self.at) and not _LONG.match(self.text, self.at):
                self.at += 1
                key = self.value(depth)
                if not self.take("]") or not self.take("="):
                    raise LuaError("a key without a value")
            else:
                name = self.name()
                if name and name not in _WORDS and self.take("="):
                    key = name
                else:
                    self.at = before
            value = self.value(depth)
            if key is None:
                count += 1
                key = count
            if isinstance(key, dict) or key is None:
                raise LuaError("a table for a key")
            out[key] = value
            if not self.take(",") and not self.take(";"):
                if not self.take("}"):
                    raise LuaError("a table without its end")
                break
        return out


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        sign = match[1]
        if sign.isdigit():
            return chr(min(255, int(sign)))
        if sign[0] == "x" and len(sign) == 3:
            return chr(int(sign[1:], 16))
        if sign[0] == "u" and len(sign) > 1:
            code = int(sign[2:-1], 16)
            return chr(code) if code < 0x110000 else "\ufffd"
        return "" if sign[0] == "z" else _ESCAPES.get(sign, sign)

    plain = _ESCAPE.sub(one, text)
    if re.search(r"\\\d|\\x", text):  # bytes of UTF-8, each written by its number
        try:
            return re.sub("[\x80-\xff]+", lambda match: match[0].encode("latin-1").decode("utf-8"), plain)
        except UnicodeDecodeError:
            return plain
    return plain
