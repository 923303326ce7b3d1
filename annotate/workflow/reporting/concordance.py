"""Places that hold some words, or that were given some label, with what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from pydantic import Field

from annotate.errors import InputError
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.project import Project
from annotate.workflow.reporting._aliases import aliases
from annotate.workflow.reporting._model import Layer, Mark, ReportText
from annotate.workflow.reporting._texts import texts_of
from schema import Model, Record, Scheme


@dataclass(frozen=True)
class Sought:
    """What is looked for; at least one of words, labels and attributes."""

    words: str | None = None
    """Words that stand there, upper and lower case alike."""
    labels: tuple[str, ...] = ()
    """Component types, one of which it was given."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """By name of an attribute, what its value holds."""
    annotator: str | None = None
    """Whose labels are looked at; otherwise gold."""

    @property
    def spans(self) -> bool:
        """Whether spans are looked for; otherwise words anywhere."""
        return bool(self.labels or self.attributes or self.annotator)


class Found(Model):
    """One place."""

    article: str
    """Id of the article."""
    version: int
    """Version of its text."""
    title: str
    """Its title."""
    start: int
    """First code point in the text."""
    end: int
    """Code point after the last."""
    before: str
    """What stands before it."""
    text: str
    """What stands there."""
    after: str
    """What stands after it."""
    label: str | None = None
    """Label that it was given; None where words were looked for."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Attributes that it was given, by name."""


class Concordance(Record):
    """Places that fit."""

    of: str
    """Whose labels were looked at, `gold` or an annotator; `text` where words were looked for."""
    articles: int
    """Texts that were looked at."""
    matching: int
    """Texts with a place that fits."""
    found: int
    """Places that fit."""
    places: tuple[Found, ...]
    """The first of them, in the order of the corpus."""


def concordance(
    project: Project, sought: Sought, *, context: int = 20, limit: int | None = 200, named: bool = True
) -> Concordance:
    """Find what is looked for in the newest texts, and labels in the versions that they are of; all is counted.

    `context` is in code points. Without `named` annotators are known by pseudonyms alone.

    Raises InputError when nothing is looked for, and for a label, attribute or annotator that there is not.
    """
    if not (sought.words or sought.labels or sought.attributes):
        raise InputError("search", "there is nothing to look for", expected="words, or --label, or --attribute")
    _expect_known(sought, project.scheme)
    found: list[Found] = []
    searched = matching = 0
    with project.store() as store:
        for text in _texts(store, sought, project.scheme, named=named):
            searched += 1
            places = list(_places(text, sought, context))
            matching += bool(places)
            found.extend(places)
    return Concordance(
        of=(sought.annotator or "gold") if sought.spans else "text",
        articles=searched,
        matching=matching,
        found=len(found),
        places=tuple(found if limit is None else found[:limit]),
    )


def _expect_known(sought: Sought, scheme: Scheme) -> None:
    names = [part.id for part in scheme.components]
    for label in sought.labels:
        if label not in names:
            raise InputError(f"--label {label}", "there is no such label", expected=f"one of {', '.join(names)}")
    known = scheme.attribute_names()
    for name in sought.attributes:
        if name not in known:
            expected = f"one of {', '.join(known)}" if known else None
            raise InputError(f"--attribute {name}", "there is no such attribute", expected=expected)


def _texts(store: Store, sought: Sought, scheme: Scheme, *, named: bool) -> Iterator[ReportText]:
    """Yield the newest texts, and where labels are looked for also older ones that bear any."""
    if not sought.spans:
        return (text for text in texts_of(store.articles(), (), ()) if text.newest)
    known = aliases([one.name for one in store.annotators()], named=named)
    if sought.annotator is None:
        return texts_of(store.articles(), (), filing.golds(store, scheme))
    whose = next((name for name, shown in known.items() if shown == sought.annotator), None)
    if whose is None:
        expected = f"one of {', '.join(known.values())}" if known else None
        raise InputError(f"--annotator {sought.annotator}", "there is no such annotator", expected=expected)
    return texts_of(store.articles(), store.annotations(annotator=whose, raw=False), ())


def _places(text: ReportText, sought: Sought, context: int) -> Iterator[Found]:
    words = (sought.words or "").casefold()
    if not sought.spans:
        yield from (_found(text, start, end, context) for start, end in _occurrences(text.text, words))
        return
    for mark in _marks(text.gold if sought.annotator is None else next(iter(text.layers), None), sought):
        if words in mark.of(text.text).casefold():
            place = _found(text, mark.start, mark.end, context)
            yield place.model_copy(update={"label": mark.type, "attributes": mark.attributes})


def _marks(layer: Layer | None, sought: Sought) -> Iterable[Mark]:
    for mark in layer.marks if layer else ():
        held = (value in mark.attributes.get(name, "") for name, value in sought.attributes.items())
        if (not sought.labels or mark.type in sought.labels) and all(held):
            yield mark


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where folded words stand, as ranges of code points; they do not overlap.

    Folding may make a character longer ("ß"), so each is folded on its own, and places within one are passed over.
    """
    folded = [sign.casefold() for sign in text]
    place = {start: number for number, start in enumerate(accumulate(map(len, folded), initial=0))}
    whole = "".join(folded)
    at = whole.find(words)
    while at >= 0:
        start, end = place.get(at), place.get(at + len(words))
        if start is not None and end is not None:
            yield start, end
        at = whole.find(words, at + len(words))


def _found(text: ReportText, start: int, end: int, context: int) -> Found:
    return Found(
        article=text.article,
        version=text.version,
        title=text.title,
        start=start,
        end=end,
        before=text.text[max(0, start - context) : start],
        text=text.text[start:end],
        after=text.text[end : end + context],
    )
