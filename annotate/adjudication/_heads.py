"""What holds on a group, with nothing copied from the decisions that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from annotate.alignment import Ruling
from schema import Basis, Decision, GoldComponent, GoldRelation

Said = TypeVar("Said", Decision, Ruling)
"""A decision, or as much of it as what holds follows from."""


class Head(NamedTuple, Generic[Said]):
    """What holds on a group; see `Held`."""

    decisions: Sequence[Said]
    """The decisions that it rests on, oldest first."""
    outcome: Literal["accepted", "rejected", "open"]
    result: GoldComponent | GoldRelation | None
    basis: Basis | None
    why: str

    @property
    def latest(self) -> Said:
        """The decision that names group, article and version."""
        return self.decisions[-1]

    def but(self, outcome: Literal["rejected", "open"], why: str) -> Head[Said]:
        """The same with another outcome, and nothing in gold."""
        return self._replace(outcome=outcome, result=None, why=why)
