"""Maximum matchings over columns: against brute force, and against the greedy matching that they must not be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.agreement import clusters
from annotate.agreement._codings import Codings
from annotate.agreement.spans._match import Kind, matching
from annotate.errors import InputError
from tests.agreement.build import TYPES, Ranges, Work, codings

Pair = tuple[int, int]

kinds: st.SearchStrategy[tuple[Kind, float]] = st.sampled_from(
    [("iou", 1.0), ("iou", 0.5), ("iou", 0.7), ("overlap", 1.0), ("soft", 1.0)]
)


@st.composite
def crowded(draw: st.DrawFn, annotators: str = "ab", most: int = 4, length: int = 12) -> Codings:
    """Two units full of spans that overlap, nest and coincide."""
    place = st.integers(0, length - 1)
    span = st.tuples(place, place, st.sampled_from(TYPES))
    units = []
    for start in (0, 50):
        drawn = {name: draw(st.lists(span, max_size=most)) for name in annotators}
        spans = {
            name: [(start + min(one, other), start + max(one, other) + 1, type_) for one, other, type_ in own]
            for name, own in drawn.items()
        }
        units.append(Work(length, spans, start=start))
    return codings(*units, labels=TYPES, annotators=annotators)


def pair(a: Ranges, b: Ranges) -> Codings:
    return codings(Work(100, {"a": a, "b": b}), labels=TYPES)


def shared(found: Codings, one: int, other: int) -> int:
    spans = found.spans
    if spans.unit[one] != spans.unit[other]:
        return 0
    return max(0, int(min(spans.end[one], spans.end[other]) - max(spans.start[one], spans.start[other])))


def closeness(found: Codings, one: int, other: int) -> float:
    both = shared(found, one, other)
    sizes = found.spans.end - found.spans.start
    return both / float(sizes[one] + sizes[other] - both)


def ranges(found: Codings, kind: Kind, threshold: float, *, labelled: bool) -> list[tuple[Pair, Pair]]:
    spans = found.spans
    edges = matching(found, threshold=threshold, labelled=labelled, kind=kind)
    return [
        ((int(spans.start[one]), int(spans.end[one])), (int(spans.start[other]), int(spans.end[other])))
        for one, other in zip(edges.first, edges.second, strict=True)
    ]


def test_matching_finds_the_pair_that_a_greedy_one_misses() -> None:
    # Left to right, a's first takes b's [2, 12) (most overlap), and a's second, which reaches only that, stays alone.
    found = pair([(0, 10, "claim"), (8, 14, "claim")], [(2, 12, "claim"), (0, 2, "claim")])
    assert ranges(found, "overlap", 1.0, labelled=True) == [((0, 10), (0, 2)), ((8, 14), (2, 12))]


def test_most_shared_characters_decide_among_matchings_of_one_size() -> None:
    found = pair([(0, 10, "claim")], [(0, 6, "claim"), (0, 9, "claim"), (2, 10, "claim")])
    assert ranges(found, "iou", 0.5, labelled=True) == [((0, 10), (0, 9))]


def test_soft_matching_makes_the_most_of_closeness_not_of_pairs() -> None:
    # Two pairs share 2 of 10 and 2 of 8 code points, .45 together; [0, 10) on [0, 9) alone is .9.
    found = pair([(0, 10, "claim"), (8, 9, "claim")], [(0, 9, "claim"), (9, 10, "claim")])
    assert ranges(found, "overlap", 1.0, labelled=True) == [((0, 10), (9, 10)), ((8, 9), (0, 9))]
    assert ranges(found, "soft", 1.0, labelled=True) == [((0, 10), (0, 9))]


def test_touching_or_empty_sides_match_nothing() -> None:
    assert ranges(pair([(0, 4, "claim")], [(4, 8, "claim")]), "overlap", 1.0, labelled=False) == []
    assert ranges(pair([], [(4, 8, "claim")]), "overlap", 1.0, labelled=False) == []
    assert ranges(pair([(3, 8, "claim")], [(4, 8, "claim")]), "overlap", 1.0, labelled=False) == [((3, 8), (4, 8))]


@pytest.mark.parametrize("first_unit", ["a", "b"])
def test_units_that_share_offsets_are_apart(first_unit: str) -> None:
    other = {"a": "b", "b": "a"}[first_unit]
    apart = codings(Work(9, {first_unit: [(0, 9, "claim")], other: []}), Work(9, {"a": [], other: [(0, 9, "claim")]}))
    assert len(apart.overlaps.first) == 0


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.01, float("nan"), float("inf")])
def test_a_threshold_is_above_0_and_at_most_1(threshold: float) -> None:
    found = pair([(0, 4, "claim")], [(0, 4, "claim")])
    with pytest.raises(InputError, match="above 0, at most 1"):
        matching(found, threshold=threshold, labelled=True, kind="iou")
    with pytest.raises(InputError, match="above 0, at most 1"):
        clusters(found, threshold=threshold)


@given(crowded("abc"))
def test_every_overlapping_pair_of_two_annotators_is_found_once(found: Codings) -> None:
    edges = found.overlaps
    rows = range(len(found.spans.unit))
    who = found.spans.annotator
    expected = [(i, j) for i in rows for j in rows if i < j and who[i] != who[j] and shared(found, i, j)]
    assert sorted(zip(edges.first.tolist(), edges.second.tolist(), strict=True)) == expected
    for one, other, both, close in zip(edges.first, edges.second, edges.shared, edges.closeness, strict=True):
        assert (both, close) == (shared(found, one, other), closeness(found, one, other))


@given(crowded("ab"), kinds, st.booleans())
def test_matching_is_maximum(found: Codings, rule: tuple[Kind, float], labelled: bool) -> None:
    kind, threshold = rule
    edges = matching(found, threshold=threshold, labelled=labelled, kind=kind)
    chosen = list(zip(edges.first.tolist(), edges.second.tolist(), strict=True))
    allowed = _allowed(found, kind, threshold, labelled=labelled)
    assert len(set(edges.first.tolist())) == len(set(edges.second.tolist())) == len(chosen)
    assert set(chosen) <= set(allowed)
    if kind == "soft":
        assert sum(edges.closeness) == pytest.approx(_closest(found, allowed))
    else:
        assert (len(chosen), int(edges.shared.sum())) == _largest(found, allowed)


# Both matchings share six characters: which is taken must not hang on who comes first.
TIED = pair([(1, 3, "claim"), (1, 5, "claim")], [(0, 5, "claim"), (1, 5, "claim")])


@given(crowded("ab"), kinds, st.booleans())
@example(TIED, ("overlap", 1.0), True)
def test_who_comes_first_is_of_no_matter(found: Codings, rule: tuple[Kind, float], labelled: bool) -> None:
    kind, threshold = rule
    by = [
        (int(unit), int(who), (int(start), int(end), TYPES[label]))
        for unit, who, start, end, label in zip(
            found.spans.unit, found.spans.annotator, found.spans.start, found.spans.end, found.spans.label, strict=True
        )
    ]
    turned = codings(
        *(
            Work(
                12,
                {
                    name: [span for at, who, span in by if (at, who) == (unit, row)]
                    for name, row in (("a", 1), ("b", 0))
                },
                start=50 * unit,
            )
            for unit in (0, 1)
        ),
        labels=TYPES,
    )
    forth = ranges(found, kind, threshold, labelled=labelled)
    back = ranges(turned, kind, threshold, labelled=labelled)
    assert sorted((other, one) for one, other in back) == sorted(forth)


def _allowed(found: Codings, kind: Kind, threshold: float, *, labelled: bool) -> list[Pair]:
    rows, spans = range(len(found.spans.unit)), found.spans
    return [
        (i, j)
        for i in rows
        for j in rows
        if spans.annotator[i] < spans.annotator[j]
        and shared(found, i, j)
        and (kind != "iou" or closeness(found, i, j) >= threshold)
        and (not labelled or spans.label[i] == spans.label[j])
    ]


def _largest(found: Codings, allowed: Sequence[Pair]) -> tuple[int, int]:
    """Size and shared code points of the best of all matchings."""
    best = (0, 0)
    for position, (i, j) in enumerate(allowed):
        size, both = _largest(found, [(k, m) for k, m in allowed[position + 1 :] if k != i and m != j])
        best = max(best, (size + 1, both + shared(found, i, j)))
    return best


def _closest(found: Codings, allowed: Sequence[Pair]) -> float:
    best = 0.0
    for position, (i, j) in enumerate(allowed):
        rest = _closest(found, [(k, m) for k, m in allowed[position + 1 :] if k != i and m != j])
        best = max(best, rest + closeness(found, i, j))
    return best
