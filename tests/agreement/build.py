"""Units, columns and schemes written shortly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

import numpy as np
import pytest
from hypothesis import strategies as st

from annotate.agreement import ABSENT, Attribute, Codings, Figure, Relations, Spans, Units, ordered
from annotate.agreement._additive import Additive
from annotate.scheme import load
from schema import Scheme

POLICY = load("policy")

Ranges = Sequence[tuple[int, int, str]]
"""Spans as start, end, type; region ids are their positions."""

Links = Iterable[tuple[int, int, str]]
"""Relations as positions of source and target, and type."""


Scales = Mapping[str, tuple[Literal["nominal", "ordinal"], tuple[str, ...]]]
"""Attributes by name: level and values."""


@dataclass(frozen=True)
class Work:
    """A unit and what each annotator who saw it made of it, written shortly; offsets are those of the article."""

    length: int
    spans: Mapping[str, Ranges]
    """By annotator; region ids are positions."""
    links: Mapping[str, Links] = field(default_factory=dict)
    """By annotator."""
    start: int = 0
    article: str = "a"
    values: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    """By annotator, for each of their spans: attributes by name."""


def codings(
    *units: Work,
    labels: Sequence[str] | None = None,
    types: Sequence[str] | None = None,
    annotators: Sequence[str] | None = None,
    scales: Scales | None = None,
) -> Codings:
    """Put units into columns; labels, types and annotators are those that occur, sorted, unless they are given."""
    labels = labels or sorted({label for work in units for own in work.spans.values() for *_, label in own})
    types = types or sorted({type_ for work in units for own in work.links.values() for *_, type_ in own})
    annotators = annotators or sorted({name for work in units for name in work.spans})
    articles = tuple(dict.fromkeys(work.article for work in units))
    spans: list[tuple[int, int, int, int, int]] = []
    ids: list[str] = []
    given: list[Mapping[str, str]] = []
    drawn: list[tuple[int, int, int]] = []
    seen = np.zeros((len(units), len(annotators)), dtype=bool)
    for row, work in enumerate(units):
        for name, own in work.spans.items():
            who, base = annotators.index(name), len(spans)
            seen[row, who] = True
            spans += [(row, who, start, end, labels.index(label)) for start, end, label in own]
            ids += [str(n) for n in range(len(own))]
            given += work.values.get(name, [{}] * len(own))
            drawn += [(base + one, base + two, types.index(type_)) for one, two, type_ in work.links.get(name, ())]
    unit_, who_, start_, end_, label_ = np.array(spans, dtype=np.int64).reshape(-1, 5).T
    source, target, type_rows = np.array(drawn, dtype=np.int64).reshape(-1, 3).T
    return ordered(
        Codings(
            articles=articles,
            annotators=tuple(annotators),
            labels=tuple(labels),
            types=tuple(types),
            units=Units(
                key=tuple(f"{work.article}:{row}" for row, work in enumerate(units)),
                article=np.array([articles.index(work.article) for work in units], dtype=np.int64),
                start=np.array([work.start for work in units], dtype=np.int64),
                end=np.array([work.start + work.length for work in units], dtype=np.int64),
            ),
            seen=seen,
            spans=Spans(
                unit=unit_,
                annotator=who_,
                start=start_,
                end=end_,
                label=label_,
                id=np.array(ids, dtype=object),
                attributes=_attributes(scales or {}, given),
            ),
            relations=Relations(source=source, target=target, type=type_rows),
        )
    )


def _attributes(scales: Scales, given: Sequence[Mapping[str, str]]) -> dict[str, Attribute]:
    return {
        name: Attribute(
            values=values,
            level=level,
            column=np.array(
                [values.index(own[name]) if name in own else ABSENT for own in given],
                dtype=np.int64,
            ),
        )
        for name, (level, values) in scales.items()
    }


def scheme(*relations: str, symmetric: bool = False) -> Scheme:
    """A scheme of one component `node` and some relations between nodes."""
    label = {"en": "x", "zh": "某"}
    joined = {"source": ("node",), "target": ("node",), "guideline": label, "symmetric": symmetric}
    return Scheme.model_validate(
        {
            "name": "graph",
            "version": "1",
            "title": label,
            "components": ({"id": "node", "label": label, "guideline": label, "color": "#000000"},),
            "relations": tuple({"id": name, "label": {"en": name, "zh": name}, **joined} for name in relations),
        }
    )


TYPES = ("claim", "problem", "measure")
RELATIONS = tuple(relation.id for relation in POLICY.relations)
SCALES: Scales = {
    "claim_type": ("nominal", ("fact", "value", "policy")),
    "strength": ("ordinal", ("low", "mid", "high")),
}


@st.composite
def works(draw: st.DrawFn, annotators: str = "abc", *, overlaps: bool = True, attributes: bool = False) -> list[Work]:
    """A few short units of one or two articles, seen by some annotators, with spans and relations that often agree."""
    return [_work(draw, annotators, number, overlaps, attributes) for number in range(draw(st.integers(1, 4)))]


def _work(draw: st.DrawFn, annotators: str, number: int, overlaps: bool, attributes: bool) -> Work:
    length, start = draw(st.integers(4, 14)), 100 * number
    spans: dict[str, Ranges] = {}
    links: dict[str, Links] = {}
    for name in annotators:
        if not draw(st.integers(0, 4)):
            continue
        copied = draw(st.sampled_from([*spans.values(), None]))
        spans[name] = _spans(draw, length, overlaps, start) if copied is None else copied
        place = st.integers(0, max(len(spans[name]) - 1, 0))
        drawn = draw(st.lists(st.tuples(place, place, st.sampled_from(RELATIONS)), max_size=3))
        links[name] = sorted({link for link in drawn if link[0] != link[1]})
    values = {name: [_values(draw) for _ in own] for name, own in spans.items()} if attributes else {}
    return Work(length, spans, links, start, draw(st.sampled_from("pq")), values)


def _values(draw: st.DrawFn) -> dict[str, str]:
    return {name: draw(st.sampled_from(values)) for name, (_, values) in SCALES.items() if draw(st.integers(0, 3))}


def _spans(draw: st.DrawFn, length: int, overlaps: bool, start: int) -> Ranges:
    places = st.integers(0, length)
    cuts = draw(st.lists(places, max_size=8, unique=True))
    if not overlaps:
        cuts.sort()
    pairs = [(min(pair), max(pair)) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    return [(start + one, start + other, draw(st.sampled_from(TYPES))) for one, other in pairs]


def shuffled(units: Sequence[Work], names: Sequence[str], random: Random) -> list[Work]:
    """Return the units in another order, with the annotators a, b and c under other names."""
    renamed = dict(zip("abc", names, strict=True))
    return [
        replace(
            work,
            spans={renamed[name]: own for name, own in work.spans.items()},
            links={renamed[name]: own for name, own in work.links.items()},
        )
        for work in random.sample(units, len(units))
    ]


def expect_parts_add_up(
    found: Codings, measure: Callable[[Codings], Mapping[str, Figure]], parts: Mapping[str, Additive]
) -> None:
    """Assert that parts give what the measure gives: on all articles, on each alone and on all but each."""
    whole = measure(found)
    assert parts.keys() == whole.keys()
    only = [measure(found.keep_units(found.units.article == row)) for row in range(len(found.articles))]
    rest = [measure(found.keep_units(found.units.article != row)) for row in range(len(found.articles))]
    for path, part in parts.items():
        assert part.total() == whole[path].value
        for values, recounted in ((part.per_article(), only), (part.leaving_out(), rest)):
            expected = [one[path].value for one in recounted]
            assert [None if np.isnan(value) else pytest.approx(value, abs=1e-9) for value in values] == expected
