"""What the models that learn how reliable annotators are have in common: votes as arrays, and answers of them.

numpy is imported by this module and those of the models; they are loaded only when one of them is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotate.adjudication._polls import Votes
from annotate.adjudication._verdict import Ballot, Shares

Floats = NDArray[np.float64]

LEAST = 1e-10
"""The least probability, so that a choice never seen does not rule an answer out for ever."""

CLOSE = 1e-6
"""Learning ends once no probability of an answer moves by more."""

ROUNDS = 500
"""Learning ends after so many rounds in any case."""


@dataclass(frozen=True)
class Cast:
    """All votes as arrays of one length: who (`voters`) chose what (`choices`) on which (`ballots`)."""

    annotators: Sequence[str]
    """Names, sorted."""
    labels: Sequence[str]
    """Choices that anybody made, sorted."""
    ballots: NDArray[np.intp]
    voters: NDArray[np.intp]
    choices: NDArray[np.intp]
    count: int
    """How many ballots there are."""

    @classmethod
    def of(cls, ballots: Sequence[Ballot]) -> Cast:
        """Return the votes on some ballots."""
        annotators = sorted({annotator for ballot in ballots for annotator in ballot})
        labels = sorted({choice for ballot in ballots for choice in ballot.values()})
        who, what = ({name: at for at, name in enumerate(names)} for names in (annotators, labels))
        rows = [
            (number, who[annotator], what[choice])
            for number, ballot in enumerate(ballots)
            for annotator, choice in sorted(ballot.items())
        ]
        columns = np.array(rows, dtype=np.intp).reshape(-1, 3).T
        return cls(annotators, labels, columns[0], columns[1], columns[2], len(ballots))

    def shares(self) -> Floats:
        """Return the share of votes that each label has on each ballot, as (ballots, labels)."""
        counts = np.zeros((self.count, len(self.labels)))
        np.add.at(counts, (self.ballots, self.choices), 1.0)
        return np.asarray(counts / counts.sum(axis=1, keepdims=True), dtype=np.float64)

    def answers(self, prior: Floats, chances: Floats) -> Floats:
        """Return the probability of each label on each ballot, as (ballots, labels).

        Args:
            prior: Probability of each label, as (labels,).
            chances: Probability that an annotator chooses a label, given the true one: (annotators, choices, true).
        """
        logs = np.log(np.maximum(chances, LEAST))[self.voters, self.choices]
        totals = np.tile(np.log(np.maximum(prior, LEAST)), (self.count, 1))
        np.add.at(totals, self.ballots, logs)
        return softmax(totals)


def softmax(logs: Floats) -> Floats:
    """Return probabilities from their logarithms, up to a constant, along the last axis."""
    scaled = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True), dtype=np.float64)


class Learnt:
    """A poll that knows how likely each annotator chooses what, given what is true."""

    def __init__(self, cast: Cast, prior: Floats, chances: Floats) -> None:
        """Take what was learnt, in the shapes of `Cast.answers`."""
        self.labels = tuple(cast.labels)
        self.prior = np.log(np.maximum(prior, LEAST))
        logs = np.log(np.maximum(chances, LEAST))
        self.logs: Mapping[tuple[str, str], Floats] = {
            (annotator, label): logs[one, other]
            for one, annotator in enumerate(cast.annotators)
            for other, label in enumerate(cast.labels)
        }

    def shares(self, ballot: Ballot) -> Shares:
        """Return the probability of each choice that was made; shares of votes where one was never met before.

        What nobody chose may have the rest of the probability.
        """
        if any(vote not in self.logs for vote in ballot.items()):
            return Votes().shares(ballot)
        totals = self.prior + sum(self.logs[vote] for vote in sorted(ballot.items()))
        found = dict(zip(self.labels, softmax(totals).tolist(), strict=True))
        return {choice: found[choice] for choice in sorted(set(ballot.values()))}
