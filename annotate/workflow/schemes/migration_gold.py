"""Gold when the scheme changes: what was decided is decided again by the new names, so that gold stays sound."""

from __future__ import annotations

from datetime import datetime

from annotate import adjudication
from annotate.migrating import Names, Region, Said, translated
from annotate.store import Store
from schema import Decision, GoldComponent, GoldRelation


def decide_again(store: Store, names: Names, number: int, when: datetime, undone: int | None = None) -> int:
    """Append each decision that stands once more, where its names are others now; return how many were appended.

    Who decided stays: a person's decision is still one that no rule overrules, and each person's their own.

    Args:
        store: The store.
        names: What becomes of names.
        number: Number of the migration.
        when: The moment of the decisions.
        undone: The migration that is taken back: what it decided again goes back to what was decided before.
    """
    every = tuple(store.decisions())
    made = [
        decision.model_copy(update={"result": result, "when": when, "why": f"{_mark(number)}{_reason(decision)}"})
        for decision in adjudication.standing(every)
        if decision.result is not None
        and (result := _earlier(every, decision, undone) or _named(decision.result, names)) != decision.result
    ]
    store.append(made)
    return len(made)


def _earlier(
    every: tuple[Decision, ...], decision: Decision, undone: int | None
) -> GoldComponent | GoldRelation | None:
    """Return what was decided before the migration that is taken back decided it again."""
    if undone is None or not decision.why.startswith(_mark(undone)):
        return None
    voice = (decision.group, decision.by, decision.who)
    before = [found for found in every if (found.group, found.by, found.who) == voice and found.when < decision.when]
    return max(before, key=lambda found: found.when).result if before else None


def _named(result: GoldComponent | GoldRelation, names: Names) -> GoldComponent | GoldRelation:
    if isinstance(result, GoldRelation):
        return result.model_copy(update={"type": names.type(result.type)})
    said = tuple(Said(result.type, name, (value,), at) for at, (name, value) in enumerate(result.attributes.items()))
    after = translated(Region((result.type,), said), names)
    attributes = {one.attribute: one.values[0] for one in after.said}
    return result.model_copy(update={"type": after.types[0], "attributes": attributes})


def _mark(number: int) -> str:
    return f"migration {number} of the scheme: "


def _reason(decision: Decision) -> str:
    """Return the reason that people gave, without what earlier migrations put before it."""
    begin, _, rest = decision.why.partition(" of the scheme: ")
    return rest if begin.startswith("migration ") else decision.why
