"""Dawid-Skene and MACE on generated votes, held against crowd-kit; weights by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import cast

import pandas as pd
import pytest
from crowdkit.aggregation import MACE, DawidSkene

from annotate.adjudication import Method
from annotate.adjudication._dawid_skene import dawid_skene
from annotate.adjudication._mace import mace
from annotate.adjudication._polls import Poll, Votes, learn, ranked, weights
from annotate.adjudication._verdict import Ballot

Teacher = Callable[[Sequence[Ballot]], Poll]

LABELS = ("", "claim", "problem", "measure")
RELIABLE = {"a": 0.95, "b": 0.8, "c": 0.3, "d": 0.2}
"""How often each annotator knows the answer; else they guess."""


def generated(count: int, seed: int) -> list[Ballot]:
    """Ballots of which each annotator gives nine of ten."""
    chance = random.Random(seed)
    ballots: list[Ballot] = []
    for _ in range(count):
        answer = chance.choice(LABELS)
        voters = [name for name in RELIABLE if chance.random() < 0.9] or ["a"]
        ballots.append({name: answer if chance.random() < RELIABLE[name] else chance.choice(LABELS) for name in voters})
    return ballots


def frame(ballots: list[Ballot]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The votes as crowd-kit takes them, and the name of each label there.

    Its MACE takes names in the order in which they come for names in their own order: they get names in that order.
    """
    rows = [(number, name, label) for number, ballot in enumerate(ballots) for name, label in ballot.items()]
    workers = {name: str(at) for at, name in enumerate(dict.fromkeys(name for _, name, _ in rows))}
    labels = {label: str(at) for at, label in enumerate(dict.fromkeys(label for *_, label in rows))}
    named = [(number, workers[name], labels[label]) for number, name, label in rows]
    return pd.DataFrame(named, columns=["task", "worker", "label"]), labels


def apart(poll: Poll, ballots: list[Ballot], theirs: pd.DataFrame, names: dict[str, str]) -> float:
    """The greatest difference of a probability."""
    known = cast("dict[int, dict[str, float]]", theirs.to_dict(orient="index"))
    return max(
        abs(share - known[number][names[label]])
        for number, ballot in enumerate(ballots)
        for label, share in poll.shares(ballot).items()
    )


def test_dawid_skene_is_crowd_kit_s() -> None:
    ballots = generated(300, 7)
    votes, names = frame(ballots)
    theirs = DawidSkene(n_iter=1000, tol=1e-13).fit_predict_proba(votes)
    assert apart(dawid_skene(ballots), ballots, theirs, names) < 0.001
    assert apart(Votes(), ballots, theirs, names) > 0.3


def test_mace_is_crowd_kit_s() -> None:
    ballots = generated(300, 7)
    votes, names = frame(ballots)
    theirs = MACE(n_restarts=1, n_iter=200).fit_predict_proba(votes)
    assert apart(mace(ballots), ballots, theirs, names) < 0.001
    assert apart(Votes(), ballots, theirs, names) > 0.3


@pytest.mark.parametrize("taught", [dawid_skene, mace])
def test_one_who_knows_holds_against_two_who_guess(taught: Teacher) -> None:
    chance = random.Random(3)
    ballots: list[Ballot] = []
    for _ in range(200):
        answer = chance.choice(LABELS[1:])
        ballots.append({"a": answer, "b": answer, "x": chance.choice(LABELS), "y": chance.choice(LABELS)})
    torn = {"a": "claim", "x": "problem", "y": "problem"}
    assert Votes().shares(torn)["problem"] == pytest.approx(2 / 3)
    shares = taught(ballots).shares(torn)
    assert shares["claim"] > 0.9


@pytest.mark.parametrize("taught", [dawid_skene, mace])
def test_what_was_never_met_is_voted_on(taught: Teacher) -> None:
    poll = taught([{"a": "claim", "b": "claim"}, {"a": "problem", "b": "claim"}])
    assert poll.shares({"a": "claim", "b": "measure"}) == {"claim": 0.5, "measure": 0.5}


def test_weights_by_hand() -> None:
    # a meets b on both, c on one: agrees with b once, with c once, of 3. b: a once, c never, of 3. c: a once, of 2.
    ballots = [{"a": "claim", "b": "claim"}, {"a": "claim", "b": "", "c": "claim"}]
    assert weights(ballots) == {"a": Fraction(2, 3), "b": Fraction(1, 3), "c": Fraction(1, 2)}
    assert ranked(ballots) == ["a", "c", "b"]
    assert weights([{"a": "claim"}]) == {}


def test_weighted_votes_by_hand() -> None:
    poll = Votes({"a": 0.9, "b": 0.3, "c": 0.3})
    assert poll.shares({"a": "claim", "b": "problem", "c": ""}) == pytest.approx(
        {"claim": 0.6, "problem": 0.2, "": 0.2}
    )
    assert poll.shares({"a": "claim", "b": "problem"}) == pytest.approx({"claim": 0.75, "problem": 0.25})
    assert Votes({"a": 0.0}).shares({"a": "claim"}) == {"claim": 0.0}


def test_without_ballots_nothing_is_learnt() -> None:
    assert isinstance(learn(Method(rule="mace"), [{"a": "claim"}]), Votes)
