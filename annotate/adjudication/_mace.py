"""Who knows and who guesses: MACE, Hovy et al. (2013)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import digamma

from annotate.adjudication._learning import CLOSE, ROUNDS, Cast, Floats, Learnt
from annotate.adjudication._verdict import Ballot

KNOWING_PRIOR = 0.5
"""Of the Beta distribution of how often somebody knows, both ways: most know nearly always, or hardly ever."""

GUESSING_PRIOR = 10.0
"""Of the Dirichlet distribution of what somebody guesses: about anything."""


def mace(ballots: Sequence[Ballot]) -> Learnt:
    """Return a poll that has learnt, by variational Bayes, how often each annotator knows the answer.

    Hovy, Berg-Kirkpatrick, Vaswani & Hovy, Learning Whom to Trust with MACE, NAACL-HLT 2013, 1120-1130, section 3: on
    each ballot an annotator either knows and chooses what is true, or guesses by a distribution of their own,
    whatever is true; all labels are as likely before. The priors are those of the authors' program. It begins with
    everybody alike, which gives the shares of votes, where theirs takes the best of random starts: the same ballots in
    the same order give the same. `ballots` are not empty.
    """
    cast = Cast.of(ballots)
    labels = len(cast.labels)
    prior = np.full(labels, 1 / labels)
    knowing: Floats = np.full(len(cast.annotators), 0.5)
    guessing: Floats = np.full((len(cast.annotators), labels), 0.5 / labels)
    answers = cast.shares()
    for _ in range(ROUNDS):
        last, answers = answers, cast.answers(prior, _chances(knowing, guessing))
        knowing, guessing = _maximise(cast, answers, knowing, guessing)
        if np.abs(answers - last).max() < CLOSE:
            break
    return Learnt(cast, prior, _chances(knowing, guessing))


def _chances(knowing: Floats, guessing: Floats) -> Floats:
    """Return how likely who chooses what, given what is true, as (annotators, choices, true).

    Args:
        knowing: How likely each annotator knows, as (annotators,).
        guessing: How likely each guesses, and guesses this, as (annotators, choices).
    """
    return np.asarray(knowing[:, None, None] * np.eye(guessing.shape[1]) + guessing[:, :, None], dtype=np.float64)


def _maximise(cast: Cast, answers: Floats, knowing: Floats, guessing: Floats) -> tuple[Floats, Floats]:
    """Return how likely each annotator knows or guesses what, now that answers are known better.

    By variational Bayes neither adds up to 1 with the other: exp(ψ(count + prior) - ψ(sum of them)), as in the paper.
    """
    known, guessed = knowing[cast.voters], guessing[cast.voters, cast.choices]
    knew = answers[cast.ballots, cast.choices] * known / (known + guessed)
    counts = np.zeros_like(guessing)
    np.add.at(counts, (cast.voters, cast.choices), 1 - knew)
    knew_all = np.bincount(cast.voters, weights=knew, minlength=len(cast.annotators))
    ways = _expected(np.stack([knew_all, counts.sum(axis=1)], axis=1) + KNOWING_PRIOR)
    return ways[:, 0], ways[:, 1:] * _expected(counts + GUESSING_PRIOR)


def _expected(counts: Floats) -> Floats:
    """Return the geometric mean of each probability of Dirichlet distributions, one a row."""
    return np.asarray(np.exp(digamma(counts) - digamma(counts.sum(axis=1, keepdims=True))), dtype=np.float64)
