"""How a rule is to decide, and which one did."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

from pydantic import Field

from annotate.adjudication._held import chronological
from schema import Decision, Model, Rule

RuleName = Literal["majority", "unanimous", "weighted", "dawid-skene", "mace"]
"""Who is believed: more than half, all or nobody, more than half of the weight, or whom a model finds reliable."""

BoundaryRule = Literal["vote", "characters", "shortest", "longest", "best"]
"""Which range a component gets; see `annotate.adjudication._boundaries`."""

VERSIONS: dict[RuleName, int] = {"majority": 2, "unanimous": 1, "weighted": 1, "dawid-skene": 1, "mace": 1}
"""Version of each rule, raised whenever it may decide otherwise on the same evidence."""


class Method(Model):
    """A rule with its parameters."""

    rule: RuleName = "majority"
    """The rule."""
    boundaries: BoundaryRule = "vote"
    """Which range a component gets."""
    presence: float = Field(default=0.5, ge=0.5, lt=1)
    """What the share of votes that there is such a component or relation must exceed for it to be
    accepted; and that there is none, for it to be rejected. Between the two it stays open. Not for `unanimous`."""
    type: float = Field(default=0.5, ge=0.5, lt=1)
    """What the share or probability of a type must exceed among those who marked the component, and that of an
    attribute's value among those who chose the type. Not for `unanimous`."""
    fewest: int = Field(default=2, ge=1)
    """How many annotators must have seen a unit for anything to be decided on it."""

    @property
    def unanimous(self) -> bool:
        """Whether all must say the same."""
        return self.rule == "unanimous"

    @property
    def learns(self) -> bool:
        """Whether what it says on one unit depends on what annotators say on all others."""
        return self.rule in ("weighted", "dawid-skene", "mace") or self.boundaries == "best"

    @classmethod
    def of(cls, rule: Rule) -> Method:
        """Return the method that made a decision, by the rule that it states; raises ValueError for none of today's."""
        return cls.model_validate({"rule": rule.name, **rule.parameters})

    def stated(self) -> Rule:
        """Return the rule as its decisions state it."""
        return _stated(self)

    @property
    def who(self) -> str:
        """Who decides by it: the rule with its version."""
        return f"{self.rule} {VERSIONS[self.rule]}"


@cache
def _stated(method: Method) -> Rule:
    left_out = {"rule", *(("presence", "type") if method.unanimous else ())}
    return Rule(name=method.rule, version=VERSIONS[method.rule], parameters=method.model_dump(exclude=left_out))


def latest_method(decisions: Iterable[Decision]) -> Method:
    """Return the method of the latest decision in force that a rule of today's made; the default one without any."""
    for decision in reversed(chronological(decisions)):
        if decision.rule is not None and decision.rule.name in get_args(RuleName):
            return Method.of(decision.rule)
    return Method()
