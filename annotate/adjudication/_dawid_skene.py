"""Who confuses what with what: Dawid & Skene (1979)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotate.adjudication._learning import CLOSE, LEAST, ROUNDS, Cast, Floats, Learnt
from annotate.adjudication._verdict import Ballot


def dawid_skene(ballots: Sequence[Ballot]) -> Learnt:
    """Return a poll that has learnt, by expectation maximisation, how each annotator labels what is truly of a label.

    Dawid & Skene, Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm, Applied Statistics 28
    (1979), 20-28: each annotator has a matrix of probabilities of their choices given the true label, and labels have
    a prior; both are estimated in turn with the probabilities of the answers, which begin as shares of votes. Without
    random starts: the same ballots in the same order give the same. `ballots` are not empty.
    """
    cast = Cast.of(ballots)
    answers = cast.shares()
    prior, chances = _maximise(cast, answers)
    for _ in range(ROUNDS):
        last, answers = answers, cast.answers(prior, chances)
        prior, chances = _maximise(cast, answers)
        if np.abs(answers - last).max() < CLOSE:
            break
    return Learnt(cast, prior, chances)


def _maximise(cast: Cast, answers: Floats) -> tuple[Floats, Floats]:
    """Return the prior of labels, and (annotators, choices, true), that make the answers most likely."""
    labels = len(cast.labels)
    counts: Floats = np.zeros((len(cast.annotators), labels, labels))
    np.add.at(counts, (cast.voters, cast.choices), answers[cast.ballots])
    counts = np.maximum(counts, LEAST)
    return answers.mean(axis=0), counts / counts.sum(axis=1, keepdims=True)
