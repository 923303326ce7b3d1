"""Where words stand in the texts of units, and where only punctuation and blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from annotate.agreement._codings import Codings, Flags, Ints, Relations, Spans
from annotate.errors import InputError

Texts = Mapping[str, str]
"""Keys of units, with their own texts: `text[n]` is the code point at `start + n` of the article."""


class Words:
    """The texts of all units one after the other, with what in them is a word."""

    def __init__(self, codings: Codings, texts: Texts) -> None:
        """Raise InputError where a unit has no text, or one that is not as long as its range."""
        units = codings.units
        found = [_text(key, texts, int(size)) for key, size in zip(units.key, units.end - units.start, strict=True)]
        self.text = "".join(found)
        sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        self.shift: Ints = np.cumsum(sizes) - sizes - units.start
        """For each unit what leads from places in the article to places in `text`."""
        self.word = _words(self.text)
        """For each code point of `text` whether it is neither punctuation nor blank."""
        self.before: Ints = np.concatenate([[0], np.cumsum(self.word)])
        """For each place in `text`, its end too, how many such stand before it."""

    def wordless(self, unit: Ints, low: Ints, high: Ints) -> Flags:
        """Tell of ranges in units whether there is no word in them."""
        shift = self.shift[unit]
        empty: Flags = self.before[low + shift] == self.before[high + shift]
        return empty

    def trimmed(self, codings: Codings) -> Codings:
        """Return the spans from their first to their last word, with neither attributes nor relations.

        A span without a word stays as it is.
        """
        spans, size = codings.spans, len(self.text)
        shift = self.shift[spans.unit]
        places = np.arange(size)
        following = np.minimum.accumulate(np.where(self.word, places, size)[::-1])[::-1]
        preceding = np.maximum.accumulate(np.where(self.word, places, -1))
        start, end = following[spans.start + shift] - shift, preceding[spans.end - 1 + shift] + 1 - shift
        start, end = np.where(start < end, start, spans.start), np.where(start < end, end, spans.end)
        order = np.lexsort((spans.label, end, start, spans.annotator, spans.unit))
        narrow = Spans(
            unit=spans.unit[order],
            annotator=spans.annotator[order],
            start=start[order],
            end=end[order],
            label=spans.label[order],
            id=spans.id[order],
        )
        nothing = np.zeros(0, dtype=np.int64)
        return replace(codings, spans=narrow, relations=Relations(source=nothing, target=nothing, type=nothing))


def words_of(codings: Codings, texts: Texts | None, unit: int, start: int, end: int) -> str | None:
    """Return the words of a range in a unit, by the row of the unit; None where texts were not given.

    Raises InputError as `Words` does.
    """
    if texts is None:
        return None
    first, last = int(codings.units.start[unit]), int(codings.units.end[unit])
    return _text(codings.units.key[unit], texts, last - first)[start - first : end - first]


def _text(key: str, texts: Texts, size: int) -> str:
    text = texts.get(key)
    if text is None or len(text) != size:
        found = "has no text" if text is None else f"has a text of {len(text)} code points"
        raise InputError(f"unit {key}", found, expected=f"one of {size}, as its range says")
    return text


def _words(text: str) -> Flags:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    known = np.zeros(0x110000, dtype=bool)
    occurs = np.zeros(len(known), dtype=bool)
    occurs[codes] = True
    for code in np.flatnonzero(occurs).tolist():
        # Punctuation and separators; a line feed and its like are controls.
        known[code] = unicodedata.category(chr(code))[0] not in "PZ" and not chr(code).isspace()
    words: Flags = known[codes]
    return words
