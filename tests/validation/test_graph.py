"""Cycles, against reachability computed the long way."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.validation import cycles, knots

nodes = st.sampled_from("abcdef")
edges = st.lists(st.tuples(nodes, nodes), max_size=14)


def reachable(pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    closure = set(pairs)
    while True:
        more = {(a, d) for a, b in closure for c, d in closure if b == c} - closure
        if not more:
            return closure
        closure |= more


@given(edges)
def test_knots_are_the_mutually_reachable(pairs: list[tuple[str, str]]) -> None:
    ways = reachable([pair for pair in pairs if pair[0] != pair[1]])
    mutual = {frozenset(pair) for pair in ways if pair[0] != pair[1] and pair[::-1] in ways}
    found = knots(pairs)
    assert {frozenset((a, b)) for knot in found for a in knot for b in knot if a != b} == mutual


@given(edges)
def test_cycles_follow_edges_and_start_at_the_least(pairs: list[tuple[str, str]]) -> None:
    found = list(cycles(pairs))
    assert len(found) == len(knots(pairs))
    for ring in found:
        assert len(ring) == len(set(ring)) > 1
        assert all(step in pairs for step in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_shortest_cycle_is_named() -> None:
    assert list(cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "c"), ("a", "c")])) == [("a", "c")]


def test_self_loops_are_no_cycles() -> None:
    assert list(cycles([("a", "a"), ("a", "b")])) == []


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    chain = [(f"{n:05}", f"{n + 1:05}") for n in range(5000)]
    assert list(cycles(chain)) == []
    assert len(next(cycles([*chain, ("05000", "00000")]))) == 5001
