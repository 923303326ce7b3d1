"""What a curator submitted, as decisions: what was kept, changed, deleted and added of what they were shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Literal

from annotate import adjudication
from annotate.workflow.adjudicating.briefing import Brief, Item
from annotate.workflow.adjudicating.matching import Said, covers, said
from annotate.workflow.schemes.migration_gold import by_migration
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
    seen: tuple[Evidence, ...]
    """Who saw the unit, whatever they marked: what a decision rests on that something is there which nobody marked."""
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
    def made(self) -> dict[str, datetime]:
        """When these were decided, whatever new names migrations of the scheme have given them since."""
        mine = (one for one in self.decisions if one.by != "rule" and one.who == self.work.annotator)
        return {one.group: one.when for one in adjudication.standing(one for one in mine if not by_migration(one))}

    @cached_property
    def asked(self) -> dict[str, Item]:
        """What the curator was asked about, by group."""
        return {one.result.id: one.result for one in self.brief.asked}

    @cached_property
    def basis(self) -> dict[str, tuple[Evidence, ...]]:
        """What annotators said of each group when the curator was asked about it, else what they say now."""
        return {**self.evidence, **{one.result.id: one.evidence for one in self.brief.asked if one.evidence}}

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
    before = {group: one for group, one in submitted.mine.items() if submitted.made.get(group) in submitted.earlier}
    kinds = {group: one.kind for group, one in before.items()}
    kinds |= {group: one.kind for group, one in (*agreed.items(), *asked.items(), *found.items.items())}
    gone = _gone_along(submitted, found, into)
    kinds |= dict.fromkeys(gone, "relation")
    for group in sorted(kinds, key=lambda group: kinds[group] == "relation"):
        item, evidence = found.items.get(group), gone.get(group) or submitted.basis.get(group) or submitted.seen
        made = partial(_decision, submitted, group, kind=kinds[group], evidence=evidence)
        if fault := found.faults.get(group):
            yield made("open", why=fault)
        elif item is None:
            why = "deleted" if group in shown or group in before else "not drawn"
            yield made("rejected", into=into.get(group), why=why)
        elif group in asked or group in before or item != agreed.get(group):
            known = asked.get(group) or agreed.get(group)
            same = "as proposed" if group in shown else "drawn"
            why = "added" if known is None else same if item == known else "changed"
            yield made("accepted", item, why=why)


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


def _gone_along(submitted: Submitted, found: Said, into: Mapping[str, str]) -> dict[str, tuple[Evidence, ...]]:
    """Return the groups of relations that went along with a merged component, drawn again or not.

    Each comes with what annotators said of the relation that it was, which from now on they say of it; of the relation
    that it was they say nothing any more.
    """
    gone: dict[str, tuple[Evidence, ...]] = {}
    for lost in (*submitted.asked.values(), *submitted.agreed.values()):
        if isinstance(lost, GoldRelation) and not into.keys().isdisjoint((lost.source, lost.target)):
            ends = {name: into.get(end, end) for name, end in (("source", lost.source), ("target", lost.target))}
            if ends["source"] != ends["target"]:
                drawn = lost.model_copy(update=ends)
                group, evidence = found.group_of(drawn), submitted.basis.get(lost.id, ())
                then = submitted.basis.get(group) or adjudication.carried(evidence, drawn, submitted.scheme)
                gone.setdefault(group, then)
            gone[lost.id] = submitted.seen
    return gone


def _decision(
    submitted: Submitted,
    group: str,
    outcome: Literal["accepted", "rejected", "open"],
    result: Item | None = None,
    *,
    kind: Literal["component", "relation"],
    evidence: tuple[Evidence, ...],
    into: str | None = None,
    why: str,
) -> Decision:
    work = submitted.work
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
        evidence=evidence,
    )


def _expected_in_gold(made: list[Decision], submitted: Submitted) -> list[Decision]:
    """Return decisions with those relations opened which, with all else that is in gold by them, break the scheme."""
    held = adjudication.holding((*submitted.decisions, *made), None)
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
    """Whether the curator has decided nothing on the group since, nor the same before.

    The same on other evidence is news where the curator was asked anew, and so has looked at it.
    """
    theirs = [one for one in submitted.decisions if (one.group, one.who) == (verdict.group, verdict.who)]
    if any(one.when >= verdict.when for one in theirs):
        return False
    last = submitted.mine.get(verdict.group)
    if last is None or _content(last) != _content(verdict):
        return True
    return verdict.group in submitted.asked and adjudication.stale(last, verdict.evidence)


def _content(decision: Decision) -> tuple[object, ...]:
    return decision.version, decision.outcome, decision.result, decision.into
