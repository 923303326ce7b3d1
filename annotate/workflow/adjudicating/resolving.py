"""What a curator submitted, as decisions: what was kept, changed, deleted and added of what they were shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from annotate import adjudication
from annotate.workflow.adjudicating.briefing import Brief, Item
from annotate.workflow.adjudicating.matching import Said, covers, said
from schema import Annotation, Decision, Evidence, Finding, GoldComponent, GoldRelation, Scheme


@dataclass(frozen=True)
class Submitted:
    """What a curator submitted on a unit, with all that it is to be read by."""

    work: Annotation
    """What came, in its current revision."""
    when: datetime
    """When it was submitted last."""
    earlier: frozenset[datetime]
    """When it was submitted before; decisions of these moments came from it."""
    brief: Brief
    """What the curator was shown."""
    known: Mapping[str, Item]
    """What annotators marked and what holds on the article, by group."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """What annotators say of these groups now."""
    findings: Sequence[Finding]
    """The errors in the work."""
    decisions: Sequence[Decision]
    """All decisions on the article, those that were taken back too."""
    scheme: Scheme
    """The scheme."""

    @cached_property
    def mine(self) -> dict[str, Decision]:
        """What the curator decided last on each group and did not take back."""
        standing = adjudication.standing(self.decisions)
        return {one.group: one for one in standing if one.by != "rule" and one.who == self.work.annotator}

    @cached_property
    def asked(self) -> dict[str, Item]:
        """What the curator was asked about, by group."""
        return {one.result.id: one.result for one in self.brief.asked}

    @cached_property
    def agreed(self) -> dict[str, Item]:
        """What the curator was shown and not asked about, by group."""
        return {one.id: one for one in self.brief.agreed}


@dataclass(frozen=True)
class Resolved:
    """What a curator's work comes to."""

    decisions: tuple[Decision, ...] = ()
    """What is new of it, components first."""
    excused: frozenset[str] = frozenset()
    """Regions and relations in it that are at fault as they were shown, and were not asked about."""


def resolve(submitted: Submitted) -> Resolved:
    """Return the decisions that a curator's work comes to and that were not made of it already, components first.

    Every group that the curator was asked about is accepted as it stands in the work, or rejected where it does not;
    of those that were agreed on, only what was changed or deleted is decided. A region that was added stands for a
    component that is known where the two are alike, else it is a new group. What breaks a rule of the scheme leaves
    its group open; what was added so comes to nothing. What the work said when it was submitted before and says no
    more is rejected. Nothing at all is decided where the whole work is at fault.
    """
    if any(finding.item is None for finding in submitted.findings):
        return Resolved()
    found = said(submitted.work, submitted.brief, submitted.known, _faults(submitted.findings), submitted.scheme)
    made = _expected_in_gold(list(_verdicts(submitted, found)), submitted)
    return Resolved(tuple(one for one in made if _is_news(one, submitted)), frozenset(found.excused))


def _faults(findings: Iterable[Finding]) -> dict[str, str]:
    """Return what is wrong with regions and relations, by their ids in the work."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        found.setdefault(finding.item or "", []).append(f"{finding.rule}: {finding.message}")
    return {item: "; ".join(messages) for item, messages in found.items()}


def _verdicts(submitted: Submitted, found: Said) -> Iterable[Decision]:
    """Yield what the work comes to, whether that is news or not."""
    asked, agreed, brief = submitted.asked, submitted.agreed, submitted.brief
    shown = brief.components.keys() | brief.relations.keys()
    into = _merged(submitted, found)
    before = {group: one for group, one in submitted.mine.items() if one.when in submitted.earlier}
    kinds = {group: one.kind for group, one in before.items()}
    kinds |= {group: one.kind for group, one in (*agreed.items(), *asked.items(), *found.items.items())}
    kinds |= dict.fromkeys(_gone_along(submitted, found, into), "relation")
    for group in sorted(kinds, key=lambda group: kinds[group] == "relation"):
        item = found.items.get(group)
        if fault := found.faults.get(group):
            yield _decision(submitted, group, "open", kinds[group], why=fault)
        elif item is None:
            why = "deleted" if group in shown or group in before else "not drawn"
            yield _decision(submitted, group, "rejected", kinds[group], into=into.get(group), why=why)
        elif group in asked or group in before or item != agreed.get(group):
            known = asked.get(group) or agreed.get(group)
            same = "as proposed" if group in shown else "drawn"
            why = "added" if known is None else same if item == known else "changed"
            yield _decision(submitted, group, "accepted", kinds[group], item, why=why)


def _merged(submitted: Submitted, found: Said) -> dict[str, str]:
    """Return into which component each deleted one went: one that holds all of it now, and did not as it was shown."""
    into: dict[str, str] = {}
    for lost in (*submitted.asked.values(), *submitted.agreed.values()):
        if not isinstance(lost, GoldComponent) or lost.id in found.items or lost.id in found.faults:
            continue
        for group, item in found.items.items():
            shown = submitted.brief.components.get(group)
            if isinstance(item, GoldComponent) and covers(item, lost) and not (shown and covers(shown, lost)):
                into.setdefault(lost.id, group)
    return into


def _gone_along(submitted: Submitted, found: Said, into: Mapping[str, str]) -> list[str]:
    """Return the groups of relations that went along with a merged component, and that the curator did not draw."""
    gone = []
    for lost in (*submitted.asked.values(), *submitted.agreed.values()):
        if isinstance(lost, GoldRelation) and not into.keys().isdisjoint((lost.source, lost.target)):
            ends = {name: into.get(end, end) for name, end in (("source", lost.source), ("target", lost.target))}
            if ends["source"] != ends["target"]:
                gone.append(found.group_of(lost.model_copy(update=ends)))
    return gone


def _decision(
    submitted: Submitted,
    group: str,
    outcome: Literal["accepted", "rejected", "open"],
    kind: Literal["component", "relation"],
    result: Item | None = None,
    *,
    into: str | None = None,
    why: str,
) -> Decision:
    work = submitted.work
    then = {one.result.id: one.evidence for one in submitted.brief.asked}
    said_too = ("unsure",) * work.unsure + ((work.note,) if work.note else ())
    return Decision(
        group=group,
        article=work.unit.article,
        version=work.unit.version,
        kind=kind,
        outcome=outcome,
        result=result,
        into=into,
        by="curator",
        who=work.annotator,
        when=submitted.when,
        why="; ".join((why, *said_too)),
        evidence=then.get(group, submitted.evidence.get(group, ())),
    )


def _expected_in_gold(made: list[Decision], submitted: Submitted) -> list[Decision]:
    """Return decisions with those relations opened which, with all else that is in gold by them, break the scheme."""
    held = adjudication.holding((*submitted.decisions, *made))
    there = {one.group for one in held if one.outcome == "accepted"}
    after = []
    for one in made:
        faults: tuple[str, ...] = ()
        if isinstance(one.result, GoldRelation) and {one.result.source, one.result.target} <= there:
            faults = adjudication.objections(one.result, held, submitted.scheme)
        opened = {"outcome": "open", "result": None, "why": "; ".join(faults)}
        after.append(one.model_copy(update=opened) if faults else one)
    return after


def _is_news(verdict: Decision, submitted: Submitted) -> bool:
    """Whether the curator has decided nothing on the group since, nor the same before on the same evidence."""
    theirs = [one for one in submitted.decisions if (one.group, one.who) == (verdict.group, verdict.who)]
    if any(one.when >= verdict.when for one in theirs):
        return False
    last = submitted.mine.get(verdict.group)
    return last is None or _content(last) != _content(verdict)


def _content(decision: Decision) -> tuple[object, ...]:
    return decision.version, decision.outcome, decision.result, decision.into, decision.evidence
