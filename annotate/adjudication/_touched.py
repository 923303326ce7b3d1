"""What a change of components does to the relations that hang on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from annotate.adjudication._held import Held
from schema import GoldRelation, Model


class Touched(Model):
    """A relation of gold of which an end has changed."""

    relation: str
    """Its id."""
    article: str
    """Id of the article."""
    type: str
    """Relation type."""
    source: str
    """Component that it started from."""
    target: str
    """Component that it led to."""
    changed: tuple[str, ...]
    """Which of the two are other than they were: in type, boundaries or attributes, merged, or out of gold."""
    outcome: Literal["accepted", "rejected", "open"] | None
    """What it is now; None where nothing is decided on it any more."""


def touched(before: Iterable[Held], after: Iterable[Held]) -> tuple[Touched, ...]:
    """Return the relations that were in gold before and hang on components that are not as they were.

    Args:
        before: What held on each group of some articles.
        after: What holds on each group of the same articles now.

    By article and relation.
    """
    old, new = ({held.group: held for held in every} for every in (before, after))
    changed = {
        group
        for group, held in old.items()
        if held.kind == "component" and (group not in new or new[group].result != held.result)
    }
    found = []
    for group, held in old.items():
        drawn = held.result
        if isinstance(drawn, GoldRelation) and (ends := changed & {drawn.source, drawn.target}):
            found.append(
                Touched(
                    relation=group,
                    article=held.article,
                    type=drawn.type,
                    source=drawn.source,
                    target=drawn.target,
                    changed=tuple(sorted(ends)),
                    outcome=new[group].outcome if group in new else None,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.article, one.relation)))
