"""Decisions without what they rest on."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from schema import GoldComponent, GoldRelation, Undo


class Ruling(NamedTuple):
    """A decision in force without its evidence, many times lighter; all fields are those of `Decision`."""

    article: str
    group: str
    version: int
    kind: Literal["component", "relation"]
    outcome: Literal["accepted", "rejected", "open"]
    result: GoldComponent | GoldRelation | None
    into: str | None
    by: Literal["rule", "curator", "arbiter"]
    who: str
    when: datetime
    why: str
    rule: str | None
    """The rule as JSON."""
    undone: Undo | None = None
