"""What a change of scheme would do to annotations: counted, with examples, and what is left to people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from annotate.labelstudio import RATE
from annotate.migrating import Names, lost_names, migrated, moves
from annotate.store import Store
from annotate.validation import check
from schema import Annotation, ArticleText, Finding, Model, Scheme

_EXAMPLES = 3
_QUOTED = 24
"""Longest quotation of a span, in code points."""


class NameMove(Model):
    """A name that becomes another, goes, or comes."""

    what: str
    """The old name; of what comes, the attribute."""
    to: str | None
    """The new name; None for what goes."""
    count: int
    """Spans and relations in which it does."""
    examples: tuple[str, ...]
    """The text of the first of these spans."""


class Revisit(Model):
    """A task that a person should look at again."""

    annotator: str
    """Whose it is."""
    unit: str
    """Key of the unit."""
    annotation: str
    """Id of the annotation."""
    url: str | None
    """The task in Label Studio; None where it is not on this server."""
    reasons: tuple[str, ...]
    """Why."""


@dataclass
class Plan:
    """What a change of scheme would do."""

    moved: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    """Old names in use of which nothing says what becomes, by path."""
    quotes: defaultdict[tuple[str, str | None], list[str]] = field(default_factory=lambda: defaultdict(list))
    annotations: int = 0
    """Annotations that change, drafts included."""
    revisit: list[Revisit] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long Label Studio takes to change so many annotations, one by one."""
        return self.annotations / RATE

    @property
    def moves(self) -> tuple[NameMove, ...]:
        """What becomes of names, by name."""
        order = sorted(self.moved, key=lambda move: (move[0], move[1] or ""))
        return tuple(
            NameMove(what=move[0], to=move[1], count=self.moved[move], examples=tuple(self.quotes[move]))
            for move in order
        )


def plan(
    store: Store, names: Names, changed: Mapping[str, Annotation] | None = None, urls: Mapping[str, str] | None = None
) -> Plan:
    """Return what a change of scheme would do to the annotations in the store.

    Args:
        store: The store; only the current revisions of annotations that are not deleted are looked at, also those that
            curators made.
        names: What becomes of names.
        changed: What annotations will be, by id, where it is not what `names` makes of them.
        urls: The task of each annotation in Label Studio, by the annotation's id.
    """
    made = Plan()
    for article in store.articles():
        work = (store.annotations(article=article.id, raw=False, curated=curated) for curated in (False, True))
        annotations = [one for one in chain.from_iterable(work) if not one.deleted]
        for text in article.texts:
            before = [one for one in annotations if one.unit.version == text.version]
            after = [(changed or {}).get(one.id) or migrated(one, names) for one in before]
            for one, then in zip(before, after, strict=True):
                _count(made, one, then, names, text)
            made.revisit.extend(_revisits(text, before, after, (names.old, names.new), urls or {}))
    return made


def _count(made: Plan, one: Annotation, then: Annotation, names: Names, text: ArticleText) -> None:
    made.annotations += (one.spans, one.relations) != (then.spans, then.relations)
    made.lost.update(move.what for move in lost_names(one, names))
    slices = {span.id: text.text[max(span.start, 0) : max(span.end, 0)] for span in one.spans}
    for move in moves(one, names):
        made.moved[move.what, move.to] += 1
        quotes = made.quotes[move.what, move.to]
        if move.item in slices and len(quotes) < _EXAMPLES:
            quotes.append(slices[move.item][:_QUOTED])


def _revisits(
    text: ArticleText,
    before: Sequence[Annotation],
    after: Sequence[Annotation],
    schemes: tuple[Scheme, Scheme],
    urls: Mapping[str, str],
) -> Iterable[Revisit]:
    """Yield the annotations that break a rule under the new scheme which they kept under the old one."""
    known = {(found.annotation, found.rule, found.item) for found in _errors(text, before, schemes[0])}
    new: defaultdict[str, list[Finding]] = defaultdict(list)
    for found in _errors(text, after, schemes[1]):
        if (found.annotation, found.rule, found.item) not in known:
            new[found.annotation].append(found)
    for id_, findings in new.items():
        first = findings[0]
        reasons = tuple(f"{found.rule}: {found.message}" for found in findings)
        place = {"annotator": first.annotator, "unit": first.unit, "annotation": id_}
        yield Revisit.model_validate({**place, "url": urls.get(id_), "reasons": reasons})


def _errors(text: ArticleText, annotations: Sequence[Annotation], scheme: Scheme) -> list[Finding]:
    return [found for found in check(text, annotations, scheme) if found.severity == "error"]
