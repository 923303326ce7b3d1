"""Decisions by a rule: what is new of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from annotate.adjudication._cases import Past, cases
from annotate.adjudication._court import convene
from annotate.adjudication._method import Method
from annotate.adjudication._units import look
from schema import Annotation, Decision, Scheme


def decide(
    annotations: Iterable[Annotation], scheme: Scheme, decisions: Iterable[Decision], method: Method, now: datetime
) -> tuple[Decision, ...]:
    """Return the decisions that a rule makes now and that do not hold already; made twice, none the second time.

    Args:
        annotations: All annotations, in their current revisions, of the articles that `decisions` speaks of and of any
            others; a method that learns learns from them. Only those that `annotate.alignment.select` lets count are
            heard.
        scheme: The scheme that gold is to obey.
        decisions: All decisions made so far, those that were taken back too: they keep the ids of groups. A group on
            which a person has decided is left alone.
        method: The rule.
        now: When the decisions are made.

    Each unit is judged by itself, by those who saw it: first components, one for each group of aligned spans, then
    relations between these groups, then the graph that comes out is held against the scheme. What another rule decided,
    or the same with other parameters or in another version, is decided anew. Sorted by article, then components before
    relations, then by unit.
    """
    every = pasts(decisions)
    standing = {one.group for past in every.values() for one in past.history if one.kind == "component"}
    units = look(annotations, scheme, standing)
    court = convene(method, (seen for found in units.values() for seen in found), scheme)
    made: list[Decision] = []
    for article in sorted(every.keys() | units.keys()):
        past = every.get(article) or Past.of(article, ())
        personal, known = past.personal, {one.group: _said(one) for one in past.made if one.by == "rule"}
        for case in cases(units.get(article, ()), past, court):
            decision = case.decision(article, method, now)
            if case.group not in personal and known.get(case.group) != _said(decision):
                made.append(decision)
    return tuple(made)


def pasts(decisions: Iterable[Decision]) -> dict[str, Past]:
    """Return what was decided on each article, in any order of the decisions' moments."""
    by_article: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda decision: decision.when):
        by_article.setdefault(decision.article, []).append(decision)
    return {article: Past.of(article, history) for article, history in by_article.items()}


def _said(decision: Decision) -> tuple[object, ...]:
    """All that a decision says but when, and how sure it is: what others do elsewhere moves that a little every time.

    A revision that leaves the votes as they were is no news.
    """
    parts = frozenset((part.annotation, part.item, part.said) for part in decision.evidence)
    return decision.version, decision.outcome, decision.result, decision.into, decision.why, decision.rule, parts
