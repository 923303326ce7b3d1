"""A corpus as it was seen once, with a way to read some of it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from annotate.corpus._groups import Group, group
from annotate.corpus._shingles import Shingles, bare, fingerprint, shared, shingles, union
from annotate.corpus._sketches import Sketch, Sketcher, meetings
from schema import Article, ArticleText, Heading, Paragraph

THRESHOLD = 0.8
"""Share of shingles in common, of those of both (Jaccard) or of the shorter (containment), from which on it counts."""

SHORT = 50
"""Texts of fewer characters, blanks apart, are only held to be the same where they are equal: set phrases recur."""

Read = Callable[[str], Article]
"""Reads an article by its id."""

_CACHED = 500
"""Articles that are kept when they were read again."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is kept of an article or a paragraph."""

    article: int
    """Number of the article."""
    paragraph: str | None
    """Id of the paragraph; None for a whole article."""
    start: int
    """First code point in the article text."""
    end: int
    """The code point after the last."""
    length: int
    """Characters that are no blanks."""
    fingerprint: bytes
    """Equal for equal texts."""
    sketch: Sketch | None
    """None for short texts."""


class Sight:
    """Articles and paragraphs by number, in the order in which they were seen."""

    def __init__(self, read: Read) -> None:
        self.articles: list[Text] = []
        self.paragraphs: list[Text] = []
        self.ids: list[str] = []
        self.titles: list[str] = []
        self._sketch = Sketcher()
        self._read = lru_cache(_CACHED)(read)
        self._shingles = lru_cache(_CACHED)(self._shingles_of)

    def see(self, article: Article) -> None:
        """Take an article in: its newest text and the paragraphs in it."""
        text, number = article.current, len(self.ids)
        self.ids.append(article.id)
        self.titles.append(article.title)
        sketches: list[Sketch] = []
        for part in text.parts():
            found = shingles(part.of(text.text))
            if len(found):
                sketches.append(self._sketch(found))
            if isinstance(part, Paragraph):
                self.paragraphs.append(_text(number, part, part.of(text.text), sketches[-1] if len(found) else None))
        # A set's sketch is the minimum of those of its parts, so no part is sketched twice.
        self.articles.append(_text(number, None, text.text, np.minimum.reduce(sketches) if sketches else None))

    def group(self, texts: Sequence[Text]) -> tuple[Group, ...]:
        """Return the groups among `articles` or among `paragraphs`, as numbers of these."""
        equal: dict[bytes, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            if text.length:
                equal[text.fingerprint].append(number)
        # One of each set of equals goes on, so that a text with a thousand copies is compared once.
        sketched = {
            numbers[0]: sketch for numbers in equal.values() if (sketch := texts[numbers[0]].sketch) is not None
        }
        first = list(sketched)
        met = sorted((first[one], first[other]) for one, other in meetings(list(sketched.values())))
        return group(len(texts), equal.values(), met, lambda a, b: self._jaccard(texts[a], texts[b]), THRESHOLD)

    def share(self, short: int, long: int) -> float:
        """Return how much of the shingles of an article, which must have some, are in another."""
        own = self._shingles(short, None)
        return shared(own, self._shingles(long, None)) / len(own)

    def content(self, text: Text) -> str:
        """Read a text again."""
        return self._text(text.article).text[text.start : text.end]

    def _text(self, article: int) -> ArticleText:
        return self._read(self.ids[article]).current

    def _shingles_of(self, article: int, span: tuple[int, int] | None) -> Shingles:
        text = self._text(article)
        if span:
            return shingles(text.text[slice(*span)])
        # Within parts only, as the sketch of an article has it: where they are parted differs between reprints.
        return union([shingles(part.of(text.text)) for part in text.parts()])

    def _jaccard(self, one: Text, other: Text) -> float:
        first, second = (
            self._shingles(text.article, (text.start, text.end) if text.paragraph else None) for text in (one, other)
        )
        common = shared(first, second)
        return common / (len(first) + len(second) - common)


def _text(article: int, part: Heading | Paragraph | None, text: str, sketch: Sketch | None) -> Text:
    plain = bare(text)
    return Text(
        article=article,
        paragraph=part.id if part else None,
        start=part.start if part else 0,
        end=part.end if part else len(text),
        length=len(plain),
        fingerprint=fingerprint(text),
        sketch=sketch if len(plain) >= SHORT else None,
    )
