"""Reading in a process of its own: what a file does to its reader, it does there, and within limits.

PDF, DOCX and ODT are always read so, for a library in C or one that is not ours reads them; other formats when
there is much to read. The process gets the bytes on standard input, sets its own limits (Linux and other Unixes;
elsewhere only time is bounded), and gives the document back as JSON, or what else a function makes of the bytes. If it
crashes, hangs or takes too much memory, one line says so.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from glossator.content.collecting import nothing_collected
from glossator.content.document import Block, Container, Document, Section, Span
from glossator.content.errors import DocumentError, LimitError, PasswordError
from glossator.content.formats.weight import SMALL, Watch
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source

if TYPE_CHECKING:
    import subprocess


@dataclass(frozen=True)
class Limits:
    """Processor seconds and megabytes of memory that a process may take, and seconds on the clock."""

    seconds: float
    megabytes: int
    clock_seconds: float


_LIMITS_SMALL, _LIMITS = Limits(1.4, 280, 8.0), Limits(13.5, 900, 45.0)
LIMITS_WRITING = Limits(60.0, 2_000, 120.0)
"""What writing a copy of a document may take."""
_PACKED = frozenset({"docx", "odt", "pptx"})
"""Formats whose markup is packed."""
_SECONDS_A_MEGABYTE, _MEMORY_A_MEGABYTE = 3.0, 80
"""What a megabyte of a word processor's markup takes to be read, three times over."""
_MOST_SECONDS, _MOST_MEGABYTES = 40.0, 1_400
_SECONDS_OF_PDF = 1.7
"""A PDF gives little to decode here for the time that it takes to read."""


report: Callable[[int, int], None] = lambda done, total: None  # noqa: E731
"""Told by a format how far it is; it says so to the other process where there is one."""


def read_isolated(source: Source, module: str, watch: Watch | None = None) -> Document:
    """Read a document in a process of its own.

    Args:
        source: The bytes.
        module: The name of the format's module, whose ``read`` is called there.
        watch: Follows it, and may end it.

    Returns:
        The document.

    Raises:
        DocumentError: As the format raises it; or it crashed, or took too much, or was given up.
    """
    limits = _LIMITS_SMALL if (source.packed or len(source.data)) <= SMALL else _LIMITS
    if limits is _LIMITS_SMALL and module == "pdf":
        limits = replace(limits, seconds=_SECONDS_OF_PDF)
    if module in _PACKED:
        limits = _with_more(limits, _markup_of(source.data) / 1_000_000)
    return _document(_asked(source, {"module": f"{__package__}.{module}"}, limits, watch or Watch()))


def _markup_of(data: bytes) -> int:
    """The bytes of an archive's markup, by its directory; 0 for a damaged one."""
    try:
        archive = Archive(data)
    except DocumentError:
        return 0
    return sum(archive.size(name) for name in archive.names if name.endswith(".xml"))


def _with_more(limits: Limits, megabytes: float) -> Limits:
    """The limits for so much markup, which packs to a tenth of it or less."""
    seconds = min(_MOST_SECONDS, limits.seconds + _SECONDS_A_MEGABYTE * megabytes)
    memory = min(_MOST_MEGABYTES, round(limits.megabytes + _MEMORY_A_MEGABYTE * megabytes))
    return Limits(seconds, memory, max(limits.clock_seconds, 3 * seconds))


def call_isolated(
    source: Source, module: str, function: str, *arguments: Any, limits: Limits = _LIMITS
) -> Any:
    """Call a function with a source in a process of its own.

    Args:
        source: The bytes, its first argument.
        module: The full name of its module.
        function: Its name.
        arguments: Its other arguments, as JSON has them.
        limits: What it may take.

    Returns:
        What it returns, as JSON has it: lists for tuples.

    Raises:
        DocumentError: As the function raises it; or it crashed, or took too much.
    """
    call = {"module": module, "function": function, "arguments": arguments}
    return _asked(source, call, limits, Watch()).get("value")


def _asked(source: Source, call: dict[str, Any], limits: Limits, watch: Watch) -> dict[str, Any]:
    """Have a process do something with a source, and give its answer. Raises DocumentError."""
    import json
    import tempfile

    bare = replace(source, data=b"", path=None, file_hash=None)
    head = {key: value for key, value in asdict(bare).items() if key != "data"}
    head["path"] = None
    call |= {"source": head, "seconds": limits.seconds, "megabytes": limits.megabytes}
    with tempfile.TemporaryFile() as given:
        given.write(json.dumps(call).encode() + b"\n")
        given.write(source.data)
        given.seek(0)
        return _answer(_started(given), limits, watch)


def _started(given: IO[bytes]) -> subprocess.Popen[bytes]:
    import subprocess

    paths = [path for path in sys.path if path]
    program = f"import sys; sys.path[:] = {paths!r}; from {__name__} import main; main()"
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-c", program], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        raise DocumentError("no process can be started to read it in") from None


def _answer(process: subprocess.Popen[bytes], limits: Limits, watch: Watch) -> dict[str, Any]:
    """What a process says; it is ended when it takes too long or nobody wants it any more."""
    answers: list[bytes] = []
    assert process.stdout
    listener = threading.Thread(target=_listen, args=(process.stdout, answers, watch), daemon=True)
    listener.start()
    end = time.monotonic() + limits.clock_seconds
    try:
        while listener.is_alive():
            listener.join(0.02)
            if watch.stop.is_set():
                raise DocumentError("given up")
            if time.monotonic() > end:
                raise LimitError(f"takes more than {limits.clock_seconds:.0f} seconds to read")
    finally:
        process.kill()
        status = process.wait()
        listener.join(1)
        process.stdout.close()
    answer = answers[0] if answers else b""
    if not answer:
        raise LimitError(_failure_reason(status, limits))
    return _decoded(answer)


def _failure_reason(status: int, limits: Limits) -> str:
    import signal

    if -status in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGPROF", 0), getattr(signal, "SIGKILL", 9)):
        return f"takes more than {limits.seconds:g} seconds to read"
    return "its reader crashed: a damaged document"


def _listen(stream: IO[bytes], answers: list[bytes], watch: Watch) -> None:
    """Take what a process says: lines of progress, then the answer."""
    with suppress(OSError, ValueError):
        for line in stream:
            kind, _, rest = line.partition(b" ")
            if kind == b"progress":
                done, _, total = rest.partition(b" ")
                watch.progress(int(done), int(total))
            else:
                answers.append(line)
                return


# -- documents as JSON

_KINDS = {"LimitError": LimitError, "PasswordError": PasswordError}
"""Errors that are more than a document that cannot be read, by their names."""
_NEST = Block._fields.index("containers")


def _encoded(document: Document) -> dict[str, Any]:
    nests: list[tuple[int, Container]] = []
    rows = _rows(document.blocks, nests)
    data = {each.name: getattr(document, each.name) for each in fields(document)}
    return data | {"nests": nests, "blocks": rows, "anchors": dict(document.anchors)}


def _rows(blocks: Iterable[Block], nests: list[tuple[int, Container]]) -> list[list[Any]]:
    """Blocks with the number of their nest in place of its containers; each nest is told once, after the one around."""
    numbers: dict[tuple[int, int], int] = {}
    rows = []
    for block in blocks:
        nest = -1
        for container in block.containers:
            key = nest, id(container)
            if key not in numbers:
                numbers[key] = len(nests)
                nests.append((nest, container))
            nest = numbers[key]
        rows.append([*block[:_NEST], nest, *block[_NEST + 1 :]])
    return rows


@nothing_collected()
def _decoded(answer: bytes) -> dict[str, Any]:
    import json

    try:
        data: dict[str, Any] = json.loads(answer)
        error, kind = data.get("error"), data.get("kind", "")
    except (ValueError, AttributeError, RecursionError):
        raise DocumentError("its reader crashed: a damaged document") from None
    if error is not None:
        raise _KINDS.get(kind, DocumentError)(str(error))
    return data


@nothing_collected()
def _document(data: dict[str, Any]) -> Document:
    try:
        nests: list[tuple[Container, ...]] = []
        for around, container in data.pop("nests"):
            nests.append((*(nests[around] if around >= 0 else ()), Container(*container)))
        nests.append(())  # -1: in none
        data["blocks"] = tuple([_block(row, nests) for row in data["blocks"]])
        data["sections"] = tuple([Section(*row) for row in data["sections"]])
        data["parts"] = tuple([(str(name), int(at)) for name, at in data["parts"]])
        data["pages"] = tuple([(str(name), int(at)) for name, at in data["pages"]])
        data["identifiers"] = tuple(data["identifiers"])
        return Document(**data)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise DocumentError("its reader crashed: a damaged document") from None


def _block(row: list[Any], nests: list[tuple[Container, ...]]) -> Block:
    kind, start, end, level, spans, nest, opens, info, breaks = row
    return Block(
        kind, start, end, level, tuple([Span(*span) for span in spans]) if spans else (),
        nests[nest], opens, info,
        tuple([(at, hyphen) for at, hyphen in breaks]) if breaks else (),
    )  # fmt: skip


# -- in the other process


def main() -> None:
    """Read a call and a document from standard input, and write the answer on standard output."""
    import json

    gc.disable()  # what is read is kept, and the process ends soon
    call = json.loads(sys.stdin.buffer.readline())
    _limit(call["seconds"], call["megabytes"])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but the answer goes there, whatever a library prints
    answer = json.dumps(_read(call, out)).encode()
    out.write(answer + b"\n")
    out.flush()
    os._exit(0)  # without tidying up what ends anyway


def _read(call: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
    global report

    def tell(done: int, total: int) -> None:
        with suppress(OSError):
            out.write(b"progress %d %d\n" % (done, total))
            out.flush()

    report = tell
    try:
        source = Source(**{**call["source"], "data": sys.stdin.buffer.read()})
        module = import_module(call["module"])
        if "function" in call:
            return {"value": getattr(module, call["function"])(source, *call["arguments"])}
        return _encoded(module.read(source))
    except DocumentError as error:
        return {"error": str(error), "kind": type(error).__name__}
    except MemoryError:
        return {"error": f"takes more than {call['megabytes']} MB to read", "kind": "LimitError"}
    except Exception:  # what a library lets through on a damaged file
        return {"error": "a damaged document"}


def _limit(seconds: float, megabytes: int) -> None:
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)  # which ends a process that asked for nothing else
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1_000_000
    for kind, limit in (("RLIMIT_CPU", int(seconds) + 1), ("RLIMIT_DATA", size), ("RLIMIT_CORE", 0)):
        with suppress(OSError, ValueError, AttributeError):
            resource.setrlimit(getattr(resource, kind), (limit, limit))
