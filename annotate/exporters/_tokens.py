"""Tokens of Chinese texts, for formats that have some: single characters, or the words of jieba."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache

from annotate.exporters._dataset import Words

Range = tuple[int, int]
"""Half-open, in code points."""

Tokens = Callable[[str, int, int], Iterator[Range]]
"""Cuts a range of a text into tokens, as ranges of the text that do not overlap; blanks are in none."""

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）\"')]*|[^。！？!?]+$")


def tokenizer(words: Words) -> tuple[Tokens, str]:
    """Return what cuts a text into tokens, and how to state it."""
    return (_characters, "characters") if words == "characters" else _jieba()


@cache
def _jieba() -> tuple[Tokens, str]:
    """Return the words of jieba by its own dictionary, which takes a second to load."""
    with warnings.catch_warnings():
        # What it warns of is in its own source and nothing that a user could mend.
        warnings.simplefilter("ignore")
        import jieba  # type: ignore[import-untyped]
    jieba.setLogLevel("WARNING")
    own = jieba.Tokenizer()

    def cut(text: str, start: int, end: int) -> Iterator[Range]:
        for word, first, last in own.tokenize(text[start:end]):
            if not word.isspace():
                yield start + first, start + last

    return cut, f"jieba {jieba.__version__}"


def _characters(text: str, start: int, end: int) -> Iterator[Range]:
    return ((at, at + 1) for at in range(start, end) if not text[at].isspace())


def sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the sentences of a heading or paragraph, which end at 。！？!? with the quotation marks after it.

    Blanks at their edges are in none.
    """
    for found in _SENTENCE.finditer(text[start:end]):
        bare = found[0].strip()
        if bare:
            first = start + found.start() + found[0].index(bare)
            yield first, first + len(bare)
