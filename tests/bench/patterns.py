"""``python -m tests.bench.patterns``: every regular expression of a package, and the text that slows it down most.

Each is tried, in the ways the package calls it, on texts made of its own parts: prefix + pump * n + suffix. What
takes markedly more than four times as long for four times the text is listed, and the exit status is 1.
"""

import argparse
import ast
import importlib
import itertools
import pkgutil
import random
import re
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from time import perf_counter, process_time
from typing import Any, NamedTuple

Pattern = re.Pattern[Any]
_CALLS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_WAYS = {call: "sub" if call in _CALLS[3:] else call for call in _CALLS}
_CLASSES = {"DIGIT": "1", "SPACE": " \n", "WORD": "a1", "NOT_DIGIT": "a ", "NOT_SPACE": "a!", "NOT_WORD": "! \n"}
_SCREENED, _LONGEST = 3_000, 1 << 21  # characters of the texts among which the worst are looked for, and of the longest
_ENOUGH, _LIMIT, _LEAST, _COARSE = 0.4, 2.0, 0.1, 0.02
"""Seconds: when no longer text is tried, when a trial is broken off, under which no time is thought long, and under
which the processor's clock, which ticks in 4 ms while a timer of its runs, says less than the one on the wall."""
_TOO_MUCH = 7.0  # how many times longer four times the text may take; in proportion it is 4, with a square 16


class Attack(NamedTuple):
    """A text that can be made any length."""

    prefix: str
    pump: str
    suffix: str

    def seconds(self, pattern: Pattern, way: str, length: int) -> float:
        """How long a call takes on it; the limit when it takes longer."""
        made: Any = self.prefix + (self.pump * (length // len(self.pump) + 1))[:length] + self.suffix
        if isinstance(pattern.pattern, bytes):
            made = made.encode("latin-1", "replace")
        call, arguments = getattr(pattern, way), (made[:0], made) if way == "sub" else (made,)
        signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT)
        began, begin = perf_counter(), process_time()
        with suppress(TimeoutError):
            call(*arguments)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = process_time() - begin
        return took if took > _COARSE else perf_counter() - began


def patterns_of(package: str) -> Iterator[tuple[str, Pattern | None, list[str]]]:
    """Where each pattern of a package stands, compiled or inline; it, if that is known before it runs; its calls."""
    for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        module = importlib.import_module(info.name)
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        names = {id(n.value): ast.unparse(n.targets[0]) for n in ast.walk(tree) if isinstance(n, ast.Assign)}
        calls = [(n, n.func) for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
        ways: defaultdict[str, set[str]] = defaultdict(set)
        for _, called in calls:
            ways[ast.unparse(called.value)] |= {_WAYS[called.attr]} if called.attr in _WAYS else set()
        for call, called in calls:
            if ast.unparse(called.value) == "re" and called.attr in (*_WAYS, "compile"):
                used = {_WAYS[called.attr]} if called.attr in _WAYS else ways[names.get(id(call), "")] or {"search"}
                place = f"{info.name.replace('.', '/')}.py:{call.lineno}"
                yield place, _made(call, vars(module)), sorted(used)


def _made(call: ast.Call, names: dict[str, Any]) -> Pattern | None:
    """The pattern a call names; what an f-string fills in at run time is an ``x``."""
    others = [ast.unparse(node) for node in (*call.args[1:], *(keyword.value for keyword in call.keywords))]
    flags = eval(" | ".join(flag for flag in others if re.match(r"re\.[A-Z]", flag)) or "0", {"re": re})
    filled = [ast.unparse(part.value) for part in ast.walk(call.args[0]) if isinstance(part, ast.FormattedValue)]
    for known in (names, dict.fromkeys(filter(str.isidentifier, filled), "x")):
        with suppress(NameError):
            return re.compile(eval(ast.unparse(call.args[0]), dict(known)), flags)
    return None


def _chars(items: Any) -> list[str]:
    """Some characters of a class."""
    out: list[str] = []
    for op, value in items:
        if str(op) == "CATEGORY":
            out += _CLASSES[str(value).removeprefix("CATEGORY_")]
        elif value is not None:
            out += map(chr, value if isinstance(value, tuple) else (value,))
    if str(items[0][0]) == "NEGATE":
        return [c for c in "aAé !\n1" if c not in out] or ["x"]
    return out if len(out) < 5 else [*out[:3], *out[-2:]]


def _inner(op: str, value: Any) -> list[Any]:
    """The sequences within a part of a pattern."""
    if op.endswith("REPEAT") or op in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [value[-1]]
    return list(value[1]) if op == "BRANCH" else [value] if op == "ATOMIC_GROUP" else []


def _sample(item: tuple[Any, Any], full: bool = True) -> str:
    """A text that a part of a pattern matches; ``full``: what may be left out is in it."""
    op, value = str(item[0]), item[1]
    if op in ("LITERAL", "NOT_LITERAL", "ANY"):
        return "x" if op == "ANY" else chr(value if op == "LITERAL" else value ^ 1)
    if op == "IN":
        return _chars(value)[0]
    inner = [] if op == "ASSERT_NOT" else _inner(op, value)
    times = min(max(value[0], full), 16) if op.endswith("REPEAT") else 1
    return "".join(_sample(part, full) for part in inner[0]) * times if inner else ""


def _pieces(sequence: Any, full: bool = True) -> list[str]:
    """A text for each part of a sequence, literals in a row together."""
    runs = itertools.groupby(sequence, lambda item: str(item[0]) == "LITERAL" or id(item))
    return ["".join(_sample(item, full) for item in run) for _, run in runs]


def _sequences(sequence: Any) -> Iterator[Any]:
    """A sequence and all within it."""
    yield sequence
    for op, value in sequence:
        for inner in _inner(str(op), value):
            yield from _sequences(inner)


def attacks(pattern: Pattern) -> Iterator[Attack]:
    """Texts without end: first all of one token, then any of two or three."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    every = list(_sequences(parser.parse(source, pattern.flags & ~re.UNICODE)))
    begun = [text for one in every for full in (True, False) for text in itertools.accumulate(_pieces(one, full))]
    chars = [c for one in every for op, source in one if str(op) == "IN" for c in _chars(source)]
    tokens = [*dict.fromkeys(filter(None, (*(t for one in every for t in _pieces(one)), *chars, *begun)))][:60]
    prefixes = [*dict.fromkeys(("", *begun))][:30]
    for pump, prefix, suffix in itertools.product(tokens, prefixes, ("!", "")):
        yield Attack(prefix, pump, suffix)
    chance = random.Random(1)
    while tokens:
        pump = "".join(chance.choices(tokens, k=chance.choice((1, 2, 2, 3))))
        yield Attack(chance.choice(prefixes), pump, chance.choice(("!", "", "\0", "\n")))


def growth(pattern: Pattern, way: str, attack: Attack) -> list[tuple[int, float]]:
    """Three lengths, each twice the one before, and their times, when these grow too fast twice; else nothing."""
    last = [(length, attack.seconds(pattern, way, length)) for length in (16, 32, 64)]
    while last[-1][0] < _LONGEST and last[-1][1] < _ENOUGH:
        length = 2 * last[-1][0]
        last = [*last[1:], (length, attack.seconds(pattern, way, length))]
    for _ in range(2):
        if last[-1][1] < max(_LEAST, _TOO_MUCH * last[0][1]):
            return []
        last = [(length, attack.seconds(pattern, way, length)) for length, _ in last]
    return last


def worst(pattern: Pattern, ways: list[str], seconds: float) -> tuple[str, Attack, list[tuple[int, float]]] | None:
    """The way to call a pattern, and the text, whose time grows too fast; None without one."""
    for way in ways:
        end = process_time() + seconds / len(ways)
        some = itertools.takewhile(lambda _: process_time() < end, attacks(pattern))  # noqa: B023
        tried = [(attack.seconds(pattern, way, _SCREENED), attack) for attack in some]
        for _, attack in sorted(tried, reverse=True)[:6]:
            if times := growth(pattern, way, attack):
                return way, attack, times
    return None


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.patterns", description=__doc__)
    options.add_argument("packages", nargs="*", default=["glossator.content"])
    options.add_argument("--seconds", type=float, default=3.0, help="spent on one pattern in search of its worst text")
    options.add_argument("--only", default="", help="only the places that have this in them")
    given = options.parse_args()

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, give_up)
    tried = slow = 0
    print("| pattern | place | worst | times |\n| --- | --- | --- | --- |")
    for place, pattern, ways in itertools.chain.from_iterable(map(patterns_of, given.packages)):
        if given.only not in place:
            continue
        tried += pattern is not None
        if not pattern:
            print(f"| made at run time, not tried | {place} | | |", flush=True)
        elif found := worst(pattern, ways, given.seconds):
            slow += 1
            way, (prefix, pump, suffix), last = found
            text = f"{prefix[:24]!r} + {pump[:40]!r} * n + {suffix!r}"
            times = ", ".join(f"{length}: {1000 * took:.0f} ms" for length, took in last)
            print(f"| `{pattern.pattern[:60]!r}` | {place} | {way}: {text} | {times} |", flush=True)
    print(f"\nof {tried} tried, {slow} grow faster than their text", file=sys.stderr)
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
