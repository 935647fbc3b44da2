"""Meaning: passages found by what they say, in other words than theirs; needs the extra ``meaning``.

A sentence is the mean of its tokens' vectors, the rarer the more (Arora, Liang and Ma, "A Simple but Tough-to-Beat
Baseline for Sentence Embeddings", 2017); a query is compared with sentences and with whole passages. The vectors and
the tokenizer are WordLlama's, read from the files of the installed package, which is never imported: its own loader
would look for them on the network.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator.content.folders import cache_folder
from glossator.content.storage import make_folders, write_durably
from glossator.content.text.segments import sentence_starts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_PACKAGE = "wordllama"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_RARE = 1e-3
"""The share of a text's tokens from which on a token counts for less than half; the paper's constant a."""
_SAMPLE = 20_000
"""Code points by which it is known whether the vectors know a text's words."""
_LETTERS = 2
"""Code points of a token, on average, from which on tokens are words or parts of them; one or two are mere letters."""
_MANY = 100_000
"""Vectors that are kept in half precision: half the memory, in five times the time."""
_TOGETHER = 512
"""Sentences, or rows of vectors, that are worked on at once."""


class _Model(NamedTuple):
    """What there is to make vectors: the tokenizer, and a vector for each token, in half precision."""

    tokenizer: Any
    vectors: Any


def is_installed() -> bool:
    """True when the extra is installed."""
    return all(find_spec(name) is not None for name in (_PACKAGE, "numpy", "safetensors", "tokenizers"))


@lru_cache(maxsize=1)
def _model() -> _Model:
    """Read the model from the package's files. Raises ImportError when they are not there."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    spec = find_spec(_PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    folder = next((Path(each) for each in folders if (Path(each) / _WEIGHTS).is_file()), None)
    if folder is None:
        raise ImportError("no word vectors are installed")
    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return _Model(tokenizer, next(iter(load_file(folder / _WEIGHTS).values())))


class Meaning:
    """A text's sentences as vectors.

    Attributes:
        starts: Where each sentence begins, in code points.
    """

    def __init__(self, starts: NDArray[np.uint32], sums: NDArray[np.float16], weights: Vectors, firsts: Any) -> None:
        """Take what ``of`` made or kept.

        Args:
            starts: Where each sentence begins, in code points.
            sums: The weighted sum of its tokens' vectors, a row a sentence.
            weights: How much each token of the vocabulary counts in this text.
            firsts: The number of each passage's first sentence.
        """
        self.starts, self._weights, self._firsts = starts, weights, firsts
        self._sentences = _normal(sums)
        self._passages = _normal(_sums_of(sums, firsts))

    @classmethod
    def of(cls, text: str, starts: array[int], ends: array[int]) -> Meaning | None:
        """Give the meaning of a text, from the cache folder where it was made before.

        Args:
            text: The text.
            starts: Where its passages begin, in code points.
            ends: Where they end.

        Returns:
            The meaning; None for a text in a script of which the vectors know letters only and no words.

        Raises:
            ImportError: The extra is not installed.
        """
        sample = text[:_SAMPLE]
        if len(sample) < _LETTERS * len(_tokens(_model(), sample)):
            return None
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass") + starts.tobytes()).hexdigest()
        path = cache_folder() / f"{digest[:32]}.meaning"
        with suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
            return cls(*_unpacked(path.read_bytes(), len(starts)))
        made = _made(text, starts, ends)
        with suppress(OSError):
            make_folders(path.parent)
            write_durably(path, _packed(*made))
        return cls(*made)

    def likeness(self, query: str) -> Vectors:
        """How much each passage says what a query says: the mean of its cosine and its best sentence's."""
        import numpy as np

        vector = self._vector(query)
        best = np.maximum.reduceat(_products(self._sentences, vector), self._firsts)
        return np.asarray((best + _products(self._passages, vector)) / 2, dtype=np.float32)

    def sentence(self, query: str, passage: int) -> int:
        """Where the sentence of a passage begins that is most like a query.

        Args:
            query: What was asked.
            passage: Its index among the passages.

        Returns:
            A code point of the document.
        """
        first = int(self._firsts[passage])
        last = int(self._firsts[passage + 1]) if passage + 1 < len(self._firsts) else len(self.starts)
        likeness = _products(self._sentences[first:last], self._vector(query))
        return int(self.starts[first + int(likeness.argmax())])

    def _vector(self, query: str) -> Vectors:
        import numpy as np

        model = _model()
        tokens = _tokens(model, query)
        total = (model.vectors[tokens].astype(np.float32) * self._weights[tokens, None]).sum(0)
        return np.asarray(total / max(1e-9, float(np.linalg.norm(total))), dtype=np.float32)


def _made(text: str, starts: array[int], ends: array[int]) -> tuple[Any, Any, Any, Any]:
    """What ``Meaning`` is made of, for a text."""
    import numpy as np

    model = _model()
    places: list[int] = []
    firsts = []
    for start, end in zip(starts, ends, strict=True):
        firsts.append(len(places))
        places += sentence_starts(text, start, end)
    upto = [*places[1:], ends[-1] if ends else 0]
    tokens: list[Any] = []
    for some in _some(list(zip(places, upto, strict=True))):
        tokens += [_tokens(model, text[start:end]) for start, end in some]
    counts = np.zeros(len(model.vectors))
    for some in _some(tokens):
        counts += np.bincount(np.concatenate(some), minlength=len(counts))
    weights = (_RARE / (_RARE + counts / max(1.0, counts.sum()))).astype(np.float32)
    sums = [_sums_of(model.vectors[row] * weights[row, None], begins) for row, begins in map(_row, _some(tokens))]
    return np.asarray(places, dtype=np.uint32), np.concatenate(sums), weights, np.asarray(firsts, dtype=np.int64)


def _tokens(model: _Model, text: str) -> Any:
    """The numbers of a text's tokens, at least one. One text at a time: the tokenizer has threads for many at once."""
    import numpy as np

    return np.asarray(model.tokenizer.encode(text, add_special_tokens=False).ids or [0], dtype=np.int32)


def _some(items: Any) -> Iterator[Any]:
    """A list, or rows, in pieces of a few hundred: the vectors of all tokens at once would fill the memory."""
    return (items[at : at + _TOGETHER] for at in range(0, len(items), _TOGETHER))


def _row(tokens: list[Any]) -> tuple[Any, Any]:
    """The tokens of some sentences in a row, and where each sentence begins in it."""
    import numpy as np

    return np.concatenate(tokens), np.cumsum([0, *map(len, tokens[:-1])])


def _sums_of(rows: Any, begins: Any) -> Any:
    """The sums of the rows from each beginning to the next, in half precision."""
    import numpy as np

    sums = np.empty((len(begins), rows.shape[1]), dtype=np.float16)
    for low in range(0, len(begins), _TOGETHER):
        high = min(low + _TOGETHER, len(begins))
        some = rows[begins[low] : begins[high] if high < len(begins) else len(rows)].astype(np.float32)
        sums[low:high] = np.add.reduceat(some, begins[low:high] - begins[low])
    return sums


def _normal(vectors: Any) -> Any:
    """Vectors of length 1, in half precision where there are very many; those of no length as they are."""
    import numpy as np

    out = np.empty(vectors.shape, dtype=np.float32 if len(vectors) < _MANY else np.float16)
    for at in range(0, len(vectors), _TOGETHER):
        some = vectors[at : at + _TOGETHER].astype(np.float32)
        out[at : at + _TOGETHER] = some / np.maximum(np.linalg.norm(some, axis=1, keepdims=True), 1e-9)
    return out


def _products(vectors: Any, vector: Vectors) -> Any:
    """The product of each of many vectors with one."""
    import numpy as np

    if vectors.dtype == np.float32:
        return vectors @ vector
    return np.concatenate([np.asarray(some, dtype=np.float32) @ vector for some in _some(vectors)])


# -- the cache


def _packed(starts: Any, sums: Any, weights: Any, firsts: Any) -> bytes:
    import numpy as np

    file = io.BytesIO()
    np.savez(file, starts=starts, sums=sums, weights=weights, firsts=firsts)
    return file.getvalue()


def _unpacked(data: bytes, passages: int) -> tuple[Any, Any, Any, Any]:
    """What ``_packed`` wrote. Raises ValueError and the like when it is something else."""
    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        starts, sums, weights, firsts = (kept[name] for name in ("starts", "sums", "weights", "firsts"))
    shapes = (len(starts), _model().vectors.shape[1]), (len(_model().vectors),), (passages,)
    if (sums.shape, weights.shape, firsts.shape) != shapes or (firsts >= len(starts)).any():
        raise ValueError("not what was kept")
    return starts, sums, weights, firsts
