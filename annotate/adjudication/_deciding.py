"""Decisions by a rule on one article: what is new of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from annotate.adjudication._cases import Case, Past
from annotate.adjudication._method import Method
from schema import Decision, Evidence, Rule


def news(cases: Iterable[Case], past: Past, method: Method, now: datetime) -> list[Decision]:
    """Return the decisions of a rule on the groups of an article that do not hold already, in the order of the groups.

    A group on which a person has decided is left alone. What another rule decided, or the same with other parameters or
    in another version, is decided anew.
    """
    rule = method.stated()
    known = {one.group: _said(one) for one in past.made if one.by == "rule"}
    return [
        case.decision(past.article, method, now)
        for case in cases
        if case.group not in past.personal and known.get(case.group) != _says(case, rule)
    ]


def _said(decision: Decision) -> tuple[object, ...]:
    """All that a decision says but when, and how sure it is: what others do elsewhere moves that a little every time.

    A revision that leaves the votes as they were is no news.
    """
    told = decision.version, decision.outcome, decision.result, decision.into, decision.why, decision.rule
    return *told, _parts(decision.evidence)


def _says(case: Case, rule: Rule) -> tuple[object, ...]:
    """The same of what a rule says now."""
    verdict = case.verdict
    return case.version, verdict.outcome, verdict.result, verdict.into, verdict.why, rule, _parts(case.evidence)


def _parts(evidence: Iterable[Evidence]) -> frozenset[tuple[str, str | None, str | None]]:
    return frozenset((part.annotation, part.item, part.said) for part in evidence)
