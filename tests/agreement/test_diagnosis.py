"""Confusions, boundaries and disagreements, worked by hand and against a slow count of every character."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from annotate.agreement import CUT, NOTHING, Disagreement
from annotate.agreement._codings import Codings
from annotate.agreement.reporting._aligned import align
from annotate.agreement.reporting._boundaries import boundaries
from annotate.agreement.reporting._confusion import confusion
from annotate.agreement.reporting._listing import apart, disagreements, percent_of_text
from annotate.errors import InputError
from tests.agreement.build import POLICY, Work, codings, works

TEXT = "𠮷桥窄，车多。县里应当在今年😀拓宽它。"
"""Nineteen code points, two of them outside the basic plane."""

START = 100
"""Where it stands in its article."""


def on_text(*spans: tuple[str, str, str], links: dict[str, list[tuple[int, int, str]]] | None = None) -> Codings:
    """Spans as annotator, words and label on the text, seen by lin, zhao and chen."""
    own: dict[str, list[tuple[int, int, str]]] = {"chen": [], "lin": [], "zhao": []}
    for name, words, label in spans:
        start = START + TEXT.index(words)
        own[name].append((start, start + len(words), label))
    work = Work(len(TEXT), own, links or {}, START)
    return codings(work, labels=("claim", "problem", "measure"), types=("addresses", "causes", "restates"))


def texts(of: Codings) -> dict[str, str]:
    return dict.fromkeys(of.units.key, TEXT)


def test_what_labels_are_taken_for() -> None:
    found = confusion(
        align(
            on_text(
                ("chen", "𠮷桥窄，车多。", "problem"),
                ("lin", "𠮷桥窄，", "problem"),
                ("lin", "车多。", "problem"),
                ("zhao", "𠮷桥窄，车多。", "claim"),
                ("chen", "县里应当在今年😀拓宽它。", "measure"),
                ("lin", "县里应当在今年😀拓宽它", "measure"),
            )
        )
    )
    # chen and zhao have 7 code points, lin's first span 4 of them (4 / 7), her second 3: problem twice with problem,
    # claim once; the second is cut otherwise for both. The measure: agreed once, and zhao has nothing.
    assert found.labels == ("claim", "problem", "measure", CUT, NOTHING)
    assert found.counts == ((0, 2, 0, 0, 0), (2, 1, 0, 2, 0), (0, 0, 1, 0, 2), (0, 2, 0, 0, 0), (0, 0, 2, 0, 0))
    assert found.pairs == 2 + 1 + 2 + 1 + 2


def test_how_ends_differ_and_by_which_characters() -> None:
    given_ = on_text(
        ("chen", "县里应当在今年😀拓宽它。", "measure"),
        ("lin", "县里应当在今年😀拓宽它", "measure"),
        ("zhao", "应当在今年😀拓宽它。", "measure"),
    )
    found = boundaries(align(given_), texts(given_))
    assert (found.pairs, found.equal) == (3, 0)
    assert (found.start.equal, found.start.offsets, found.start.punctuation) == (1, {2: 2}, 0)
    assert (found.end.equal, found.end.offsets, found.end.punctuation) == (1, {1: 2}, 2)
    assert [(piece.text, piece.side, piece.count) for piece in found.pieces] == [("。", "end", 2), ("县里", "start", 2)]
    # Without the stop chen and lin have the same span, and zhao another.
    assert found.trimmed is not None
    assert found.trimmed.value == pytest.approx(1 / 3)
    plain = boundaries(align(given_))
    assert (plain.end.offsets, plain.end.punctuation, plain.pieces, plain.trimmed) == ({1: 2}, None, (), None)


def test_a_span_without_a_word_is_not_trimmed_away() -> None:
    given_ = on_text(("chen", "，", "claim"), ("lin", "，", "claim"), ("zhao", "窄，", "claim"))
    trimmed = boundaries(align(given_), texts(given_)).trimmed
    assert trimmed is not None
    assert trimmed.items == 3
    assert trimmed.value == pytest.approx(1 / 3)


def test_a_text_that_does_not_fit_is_refused() -> None:
    given_ = on_text(("chen", "车多", "claim"), ("lin", "车多", "claim"))
    for wrong in ({}, dict.fromkeys(given_.units.key, TEXT[1:])):
        with pytest.raises(InputError, match="text"):
            boundaries(align(given_), wrong)


def said(one: Disagreement) -> list[tuple[str, str | None, str | None, bool]]:
    return [(opinion.annotator, opinion.label, opinion.text, opinion.aligned) for opinion in one.opinions]


def test_disagreements_on_spans_are_listed_with_who_said_what() -> None:
    given_ = on_text(
        ("chen", "𠮷桥窄，车多。", "problem"),
        ("lin", "𠮷桥窄，", "problem"),
        ("lin", "车多。", "problem"),
        ("zhao", "𠮷桥窄，车多。", "problem"),
        ("chen", "县里应当在今年😀拓宽它。", "measure"),
        ("lin", "县里应当在今年😀拓宽它", "claim"),
    )
    counts, listed = disagreements(align(given_), POLICY, texts(given_))
    assert counts == {"cut": 1, "extent": 1, "unmarked": 1}
    measure, first, second = listed
    # zhao against chen 12 and against lin 11, chen against lin 11 and the stop; over two others each.
    assert len("县里应当在今年😀拓宽它。") == 12
    assert (measure.kind, measure.cost, measure.text) == ("unmarked", (12 + 11 + 12) / 2, "县里应当在今年😀拓宽它。")
    assert said(measure) == [
        ("chen", "measure", "县里应当在今年😀拓宽它。", True),
        ("lin", "claim", "县里应当在今年😀拓宽它", True),
        ("zhao", None, None, True),
    ]
    # The same words, cut once and twice: nothing that uα minds, and listed all the same.
    assert (first.kind, first.cost, second.kind, second.cost) == ("extent", 0.0, "cut", 0.0)
    assert said(second) == [
        ("chen", "problem", "𠮷桥窄，车多。", False),
        ("lin", "problem", "车多。", True),
        ("zhao", "problem", "𠮷桥窄，车多。", False),
    ]
    assert (second.start, second.end) == (START + 4, START + 7)
    few = disagreements(align(given_), POLICY, texts(given_), limit=1)
    assert (few.counts, few.disagreements) == (counts, (measure,))


def test_disagreements_on_relations_say_who_could_have_drawn_them() -> None:
    spans = [(name, "𠮷桥窄", "problem") for name in ("chen", "lin", "zhao")]
    spans += [(name, "拓宽它", "measure") for name in ("chen", "lin")]
    drawn = {"chen": [(1, 0, "addresses")], "zhao": [], "lin": []}
    given_ = on_text(*spans, links=drawn)
    counts, (one,) = disagreements(align(given_), POLICY, texts(given_), part="relations")
    assert (counts, one.cost, one.text) == ({"relation": 1}, 1.0, "拓宽它 → 𠮷桥窄")
    assert said(one) == [("chen", "addresses", None, True), ("lin", None, None, True), ("zhao", None, None, False)]
    # A symmetric relation is the same either way; two types are a set.
    both = {"chen": [(1, 0, "restates")], "lin": [(0, 1, "restates")], "zhao": []}
    alike = on_text(*[spot for spot in spans if spot[0] != "zhao"], links=both)
    _, (other,) = disagreements(align(alike), POLICY, part="relations")
    assert [opinion.label for opinion in other.opinions] == ["restates", "restates", None]
    assert (other.cost, other.text) == (1.0, None)


def test_disagreements_on_attributes_are_those_between_values() -> None:
    values: dict[str, list[dict[str, str]]] = {"a": [{"size": "big"}], "b": [{"size": "small"}], "c": [{}]}
    ranges = {name: [(0, 4, "claim")] for name in "abc"}
    given_ = codings(Work(5, ranges, values=values), scales={"size": ("ordinal", ("small", "big"))})
    counts, (one,) = disagreements(align(given_), POLICY, part="attributes")
    assert (counts, one.kind, one.cost) == ({"attribute": 1}, "attribute", 0.5)
    assert [opinion.attributes for opinion in one.opinions] == [{"size": "big"}, {"size": "small"}, {}]


@given(works(overlaps=False))
def test_costs_add_up_to_the_characters_on_which_two_differ(units: list[Work]) -> None:
    found = align(codings(*units, annotators=tuple("abc"), labels=("claim", "problem", "measure")))
    differing = text = 0.0
    for work in units:
        if len(work.spans) > 1:
            text += work.length * len(work.spans)
            for one, other in combinations(work.spans.values(), 2):
                labels = (_label_of(one, at) != _label_of(other, at) for at in range(work.length + 1000))
                differing += sum(labels) / (len(work.spans) - 1)
    seen = found.codings.seen.sum(axis=1)[found.codings.spans.unit]
    assert float((apart(found) / (seen - 1)).sum()) == pytest.approx(differing)
    listed = disagreements(found, POLICY).disagreements
    assert sum(one.cost for one in listed) == pytest.approx(differing)
    assert percent_of_text(found) == (pytest.approx(1 - 2 * differing / text) if text else None)
    costs = [one.cost for one in listed]
    assert costs == sorted(costs, reverse=True)


def _label_of(spans: object, at: int) -> str | None:
    assert isinstance(spans, list)
    return next((label for start, end, label in spans if start <= at < end), None)


@given(works())
def test_every_pair_of_opinions_is_counted_once(units: list[Work]) -> None:
    found = align(codings(*units, annotators=tuple("abc"), labels=("claim", "problem", "measure")))
    met = confusion(found)
    every = 0
    for cluster in range(found.count):
        holding, seeing = len(found.rows(cluster)), int(found.codings.seen[found.unit[cluster]].sum())
        every += holding * (holding - 1) // 2 + holding * (seeing - holding)
    assert met.pairs == every
    assert [list(row) for row in met.counts] == [list(column) for column in zip(*met.counts, strict=True)]
    ends = boundaries(found)
    for edge in (ends.start, ends.end):
        assert edge.equal + sum(edge.offsets.values()) == ends.pairs
