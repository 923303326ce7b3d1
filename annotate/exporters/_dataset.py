"""What every format is made from: a dataset whose articles pass one at a time, as often as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters._statement import Statement
from schema import Article, ArticleText, Model, Scheme, SelectionFacts

Layer = Literal["gold", "annotations", "all"]
"""What was adjudicated, what each annotator says, or both."""

Words = Literal["characters", "jieba"]
"""What formats of one token per line take for a token."""

_OTHER_VERSION = "it is over another version of the text than the one in the export"


class Options(Model):
    """What the dataset is to hold, and how."""

    layer: Layer = "all"
    """Whose labels."""
    names: bool = False
    """Whether annotators bear their names; if not, A1, A2, …"""
    text: bool = True
    """Whether texts are in it, or only offsets and hashes."""
    include_invalid: bool = False
    """Whether annotations that break a rule of the scheme (with severity error) are in it."""
    allow_open: bool = False
    """Whether gold may be taken while some of it is undecided; what is undecided is left out."""
    words: Words = "characters"
    """Tokens of formats that have some."""


@dataclass(frozen=True)
class Part:
    """An article with all that the dataset says about it."""

    article: Article
    """The article, with all versions of its text."""
    text: ArticleText
    """The version that gold is over; the newest where there is no gold."""
    works: tuple[Labels, ...] = ()
    """What each annotator says, by unit and annotator, some of it perhaps over other versions of the text."""
    gold: Labels | None = None
    """What was adjudicated, over the whole of `text`; None where nothing was, or `text` is empty."""
    split: str | None = None
    """Name of the split that the article is in; None where the dataset is not split."""

    def text_of(self, labels: Labels) -> ArticleText:
        """Return the version of the text that labels of this article are over."""
        return next(text for text in self.article.texts if text.version == labels.unit.version)

    def works_on_text(self, left_out: Omissions) -> Iterator[Labels]:
        """Yield the works over `text`, for formats with one text for each article; the others are counted."""
        for labels in self.works:
            if labels.unit.version == self.text.version:
                yield labels
            else:
                left_out.add("annotations", _OTHER_VERSION, labels.id)


class _Tally:
    """How much went by."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(
            ("articles", "annotations", "annotators", "spans", "relations", "gold articles", "gold spans"), 0
        ) | {"gold relations": 0}
        self.texts: dict[str, tuple[int, ...]] = {}
        self._annotators: set[str] = set()

    def add(self, part: Part) -> None:
        self.counts["articles"] += 1
        versions = {labels.unit.version for labels in part.works} | {part.text.version, part.article.current.version}
        self.texts[part.article.id] = tuple(sorted(versions))
        for labels in part.works:
            self._annotators.add(labels.annotator)
            self._labels("", labels)
        self.counts["annotations"] += len(part.works)
        self.counts["annotators"] = len(self._annotators)
        if part.gold:
            self.counts["gold articles"] += 1
            self._labels("gold ", part.gold)

    def _labels(self, whose: str, labels: Labels) -> None:
        self.counts[f"{whose}spans"] += len(labels.spans)
        self.counts[f"{whose}relations"] += len(labels.relations)


class Dataset:
    """Everything that an export says, whatever its format; in memory is one article at a time."""

    def __init__(
        self,
        name: str,
        scheme: Scheme,
        source: Callable[[Omissions], Iterator[Part]],
        options: Options | None = None,
        selection: SelectionFacts | None = None,
        statement: Statement | None = None,
    ) -> None:
        """Make a dataset.

        Args:
            name: Its name.
            scheme: The scheme that its labels are of.
            source: Yields the articles, the same at each call, and counts in what it is given what it leaves out.
            options: What it holds.
            selection: What the articles were chosen by, if they are not all.
            statement: What is known of the dataset beside its labels.
        """
        self.name, self.scheme, self.selection = name, scheme, selection
        self.options = options or Options()
        self.statement = statement or Statement()
        self._source = source
        self.counts: dict[str, int] = {}
        """How much there is of what; known once the parts have passed."""
        self.texts: dict[str, tuple[int, ...]] = {}
        """Which versions of the text of each article it speaks of; known once the parts have passed."""
        self.left_out = Omissions()
        """What is not in the dataset, whatever the format; known once the parts have passed."""

    def parts(self) -> Iterator[Part]:
        """Yield the articles in the order of the corpus; may be called again and again."""
        left_out, tally = Omissions(), _Tally()
        for part in self._source(left_out):
            tally.add(part)
            yield part
        self.counts, self.texts, self.left_out = tally.counts, tally.texts, left_out
