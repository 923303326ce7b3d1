"""Readings, annotations and schemes written shortly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st

from annotate.agreement import Link, Reading, Readings
from annotate.alignment import Mark
from annotate.scheme import load
from schema import Scheme

POLICY = load("policy")

Ranges = Sequence[tuple[int, int, str]]
"""Spans as start, end, type; region ids are their positions."""

Links = Iterable[tuple[int, int, str]]
"""Relations as positions of source and target, and type."""


def reading(annotator: str, spans: Ranges = (), links: Links = ()) -> Reading:
    marks = tuple(Mark(annotator, annotator, 1, str(n), *span) for n, span in enumerate(spans))
    return Reading(marks, frozenset(Link(str(source), str(target), type_) for source, target, type_ in links))


def unit(
    length: int, spans: Mapping[str, Ranges], links: Mapping[str, Links] | None = None, start: int = 0
) -> Readings:
    """A unit from `start` on, with what each annotator who saw it made of it."""
    found = {name: reading(name, ranges, (links or {}).get(name, ())) for name, ranges in spans.items()}
    return Readings(start, start + length, found)


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


@st.composite
def corpora(draw: st.DrawFn, annotators: str = "abc", *, overlaps: bool = True) -> list[Readings]:
    """A few short units seen by some of the annotators, with spans and relations that often agree."""
    return [_unit(draw, annotators, number, overlaps) for number in range(draw(st.integers(1, 3)))]


def _unit(draw: st.DrawFn, annotators: str, number: int, overlaps: bool) -> Readings:
    length = draw(st.integers(4, 14))
    seen = [name for name in annotators if draw(st.integers(0, 4))]
    spans: dict[str, Ranges] = {}
    links: dict[str, Links] = {}
    for name in seen:
        spans[name] = _spans(draw, length, overlaps, start=100 * number)
        if len(spans[name]) > 1:
            place = st.integers(0, len(spans[name]) - 1)
            drawn = draw(st.lists(st.tuples(place, place, st.sampled_from(RELATIONS)), max_size=3))
            links[name] = [link for link in drawn if link[0] != link[1]]
    return unit(length, spans, links, start=100 * number)


def _spans(draw: st.DrawFn, length: int, overlaps: bool, start: int) -> Ranges:
    places = st.integers(0, length)
    cuts = draw(st.lists(places, max_size=8, unique=True))
    if not overlaps:
        cuts.sort()
    pairs = [(min(pair), max(pair)) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    return [(start + one, start + other, draw(st.sampled_from(TYPES))) for one, other in pairs]
