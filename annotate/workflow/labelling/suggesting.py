"""Labels for annotators to begin with: somebody's, those of a gold release, or those in a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotate.alignment import select
from annotate.errors import InputError
from annotate.formats import label_studio as foreign
from annotate.formats.jsonl_suggestions import SuggestedLine, read_suggestions
from annotate.labelstudio import Suggestion
from annotate.store import Store
from annotate.workflow.labelling.linking import model_of
from schema import Annotation, ArticleText, Gold, Model, Scheme, Span, SpanRelation, Unit


class Misfit(Model):
    """Something that was to be suggested and is not."""

    where: str
    """Where it was found: a unit, or a line of the file."""
    found: str
    """What does not fit, and why."""


@dataclass(frozen=True)
class Suggested:
    """What is suggested."""

    model: str
    """What made it."""
    units: Mapping[str, Suggestion]
    """By the key of the unit that is pushed."""
    misfits: tuple[Misfit, ...]
    """What does not fit and is left out."""


@dataclass(frozen=True)
class _Labels:
    """What is suggested on a stretch of an article; ranges are over the article text."""

    where: str
    unit: Unit
    spans: Sequence[Span]
    relations: Sequence[SpanRelation]
    score: float | None = None


@dataclass
class _Draft:
    """What is suggested on a unit, as far as it is known."""

    unit: Unit
    spans: dict[str, Span] = field(default_factory=dict)
    relations: list[SpanRelation] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def suggestion(self, model: str, text: str, scheme: Scheme) -> Suggestion:
        """Return it as it is sent, with the lowest score of what it was put together from."""
        shown = Annotation(
            id=model,
            annotator=model,
            unit=self.unit,
            origin=model,
            status="submitted",
            spans=tuple(self.spans.values()),
            relations=tuple(self.relations),
        )
        return Suggestion(model, tuple(foreign.write(shown, text, scheme)), min(self.scores, default=None))


def suggestions(
    store: Store, source: str, texts: Mapping[str, ArticleText], units: Mapping[str, Sequence[Unit]], scheme: Scheme
) -> Suggested:
    """Return what a source suggests on units that are pushed.

    Args:
        store: The store.
        source: A file, or the name of a release or of an annotator.
        texts: The texts that are pushed, by article.
        units: The units of each, in the order of the text and without overlap.
        scheme: The scheme that the labels must be of.

    A span goes to the unit that holds it whole, a relation to that which holds both its ends; what does not fit the
    text, the units or the scheme is listed and left out. A unit without a span has no suggestion. Raises InputError
    for a source that there is not, or a file that cannot be used.
    """
    model, every = _source(store, source)
    drafts: dict[str, _Draft] = {}
    misfits: list[Misfit] = []
    for labels in every:
        if labels.unit.article in texts:
            article = labels.unit.article
            dealer = _Dealer(labels, texts[article], units[article], scheme)
            misfits.extend(Misfit(where=labels.where, found=found) for found in dealer.deal(drafts))
    made = {
        key: draft.suggestion(model, texts[draft.unit.article].text, scheme)
        for key, draft in drafts.items()
        if draft.spans
    }
    return Suggested(model, made, tuple(misfits))


class _Dealer:
    """Gives the labels of one stretch of an article to the units that it is made of."""

    def __init__(self, labels: _Labels, text: ArticleText, units: Sequence[Unit], scheme: Scheme) -> None:
        self.labels, self.text, self.units, self.scheme = labels, text, units, scheme
        self.starts = [unit.start for unit in units]
        self.homes: dict[str, tuple[_Draft, str]] = {}

    def deal(self, drafts: dict[str, _Draft]) -> Iterator[str]:
        """Give everything away that fits; yield what does not."""
        if self.labels.unit.version != self.text.version:
            was, now = self.labels.unit.version, self.text.version
            yield f"it is on version {was} of the text, which is at {now} now"
            return
        for span in self.labels.spans:
            if fault := self._fault(span):
                yield f"{_name(span)} {fault}"
            else:
                self._take(span, drafts)
        for relation in self.labels.relations:
            yield from self._relate(relation)

    def _fault(self, span: Span) -> str | None:
        type_ = self.scheme.component(span.type)
        if type_ is None:
            return f"has the type {', '.join(span.types) or 'none'}, expected one of the scheme"
        known = {attribute.id: {value.id for value in attribute.values} for attribute in type_.attributes}
        for name, value in span.attributes.items():
            if name not in known or (known[name] and value not in known[name]):
                return f"has {name} = {value!r}, which the scheme does not know for {type_.id}"
        if span.id in self.homes:
            return "has the id of another span"
        if not 0 <= span.start < span.end <= len(self.text.text):
            return f"leaves the text of {len(self.text.text)} characters"
        if span.text and span.text != (slice_ := self.text.text[span.start : span.end]):
            return f"comes with the text {span.text!r}, but {slice_!r} stands there"
        return None if self._home(span) else "lies in no unit that is pushed, or in several"

    def _home(self, span: Span) -> Unit | None:
        at = bisect_right(self.starts, span.start) - 1
        return self.units[at] if at >= 0 and span.end <= self.units[at].end else None

    def _take(self, span: Span, drafts: dict[str, _Draft]) -> None:
        unit = self._home(span)
        assert unit is not None, "a span without a home is a misfit"  # noqa: S101
        draft = drafts.setdefault(unit.key, _Draft(unit))
        # Ids repeat between annotations; here several may come to stand in one.
        name = span.id if span.id not in draft.spans else f"{self.labels.unit.key}/{span.id}"
        if not any(home is draft for home, _ in self.homes.values()) and self.labels.score is not None:
            draft.scores.append(self.labels.score)
        draft.spans[name] = span.model_copy(update={"id": name, "preloaded": True})
        self.homes[span.id] = draft, name

    def _relate(self, relation: SpanRelation) -> Iterator[str]:
        (source, first), (target, second) = (
            self.homes.get(end, (None, end)) for end in (relation.source, relation.target)
        )
        what = f"relation {relation.id} ({', '.join(relation.types) or 'no type'}) from {first} to {second}"
        if self.scheme.relation(relation.type) is None:
            yield f"{what} has not one type of the scheme"
        elif source is None or target is None:
            yield f"{what} has an end that is not suggested"
        elif source is not target:
            yield f"{what} leads from one unit to another"
        else:
            source.relations.append(relation.model_copy(update={"source": first, "target": second}))


def _name(span: Span) -> str:
    return f"span {span.id} [{span.start}, {span.end})"


def _source(store: Store, source: str) -> tuple[str, list[_Labels]]:
    if Path(source).is_file():
        model, lines = _read(Path(source))
        return model, [_of_line(line, f"{source}, {line.unit}") for line in lines]
    releases, annotators = [one.name for one in store.releases()], [one.name for one in store.annotators()]
    if source in releases:
        return model_of(source), [_of_gold(gold) for gold in store.release(source).golds]
    if source in annotators:
        work = select(store.annotations(annotator=source, raw=False)).units.values()
        found = [one for by in work for one in by.values()]
        return f"annotator {source}", [_Labels(one.unit.key, one.unit, one.spans, one.relations) for one in found]
    raise InputError(
        f"suggestions from {source}",
        "there is no such file, release or annotator",
        expected=f"a file of JSON Lines, or one of {', '.join([*releases, *annotators]) or 'none yet'}",
    )


def _read(path: Path) -> tuple[str, list[SuggestedLine]]:
    try:
        with path.open(encoding="utf-8") as lines:
            return read_suggestions(lines, str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", expected="JSON Lines in UTF-8") from error


def _of_line(line: SuggestedLine, where: str) -> _Labels:
    """Return what a line says; spans without a text of their own get that of the record, to be held to the article."""
    spans = tuple(
        Span(
            id=span.id,
            types=(span.type,),
            start=line.offset + span.start,
            end=line.offset + span.end,
            text=line.text[span.start : span.end],
            attributes={name: value for name, value in span.attributes.items() if value is not None},
        )
        for span in line.spans
    )
    relations = tuple(
        SpanRelation(id=part.id, types=(part.type,), source=part.source, target=part.target) for part in line.relations
    )
    return _Labels(where, line.place, spans, relations, line.score)


def _of_gold(gold: Gold) -> _Labels:
    spans = tuple(
        Span(id=part.id, types=(part.type,), start=part.start, end=part.end, text="", attributes=part.attributes)
        for part in gold.components
    )
    relations = tuple(
        SpanRelation(id=part.id, types=(part.type,), source=part.source, target=part.target) for part in gold.relations
    )
    end = max((part.end for part in gold.components), default=1)
    unit = Unit(article=gold.article, version=gold.version, kind="article", start=0, end=end)
    return _Labels(f"gold of {gold.article}", unit, spans, relations)
