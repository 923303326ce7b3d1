"""Text of what the commands of `adjudicate` return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from annotate.adjudication import Held, Question, Touched
from annotate.rendering._tables import plural, table
from annotate.workflow.adjudicating.deciding import Adjudicated, Answered
from annotate.workflow.adjudicating.freezing import Frozen, ReleaseLine, ReleasesReport
from annotate.workflow.adjudicating.listing import DecisionLog, QuestionList
from annotate.workflow.adjudicating.undoing import Undone
from schema import Basis, Decision, GoldComponent, GoldRelation, Rule

_SHOWN = 12
"""Open groups that are printed; `--json` has all."""

_WORDS = 40
"""Characters of a component that are shown."""


def adjudicated(result: Adjudicated) -> str:
    """How gold stands, and what is open with its reason."""
    standing = (
        f"{plural(result.decisions, 'decision')} made now; gold holds {plural(result.components, 'component')} and "
        f"{plural(result.relations, 'relation')}; {result.rejected} rejected, {len(result.open)} open"
    )
    lines = [f"open: {found.kind} {found.group} in {found.article}: {found.why}" for found in result.open[:_SHOWN]]
    stale = [f"{result.stale} decided by people are stale: annotate adjudicate list --stale"] if result.stale else []
    more = [f"… and {len(result.open) - _SHOWN} more; annotate adjudicate list"] if len(result.open) > _SHOWN else []
    return "\n".join([standing, *stale, *touched_lines(result.touched), *lines, *more, f"by {_rule(result.rule)}"])


def answered(result: Answered) -> str:
    """The decision, what holds now, and which links it touches."""
    return "\n".join([_decision(result.decision), _holds(result.held), *touched_lines(result.touched)])


def undone(result: Undone) -> str:
    """The decision, what holds now, and which links that touches."""
    holds = _holds(result.held) if result.held else "nothing else was decided on its group"
    return "\n".join([_decision(result.decision), holds, *touched_lines(result.touched)])


def decisionlog(result: DecisionLog) -> str:
    """One line per decision."""
    return "\n".join(map(_decision, result.decisions)) or "nothing was decided yet; annotate adjudicate auto"


def questionlist(result: QuestionList) -> str:
    """By article, with cost and agreement of each question."""
    head = f"{result.open} open, {result.stale} stale, {result.decided} decided; guessed by {_rule(result.rule)}"
    lines = [f"{head}{in_gold(result.basis)}"]
    for article, found in groupby(result.questions, key=lambda question: question.article):
        questions = list(found)
        cost = sum(question.cost for question in questions)
        lines.append(f"{article}: {plural(len(questions), 'question')}, cost {cost:.1f}")
        lines.extend(line for question in questions for line in _question(question, result.texts))
    return "\n".join([*lines, *unasked(0, result.ruled, "annotate adjudicate list --disputed")])


def frozen(result: Frozen) -> str:
    """The release, and what is not in it since it is open."""
    told = "frozen" if result.new else "there already, with the same gold"
    lines = [f"{told}{in_gold(result.release.basis)}", _releases((result.release,))]
    lines += [f"left out: {one.kind} {one.group} in {one.article}: {one.why}" for one in result.left_out[:_SHOWN]]
    if len(result.left_out) > _SHOWN:
        lines.append(f"… and {len(result.left_out) - _SHOWN} more; annotate adjudicate list")
    return "\n".join(lines)


def releasesreport(result: ReleasesReport) -> str:
    """One line per release."""
    return _releases(result.releases) if result.releases else "nothing was frozen yet; annotate adjudicate freeze NAME"


def in_gold(basis: Mapping[Basis, int]) -> str:
    """On what gold rests, to go on with in a line: `; in gold: automatic 12, single 3`."""
    return f"; in gold: {', '.join(f'{name} {count:,}' for name, count in basis.items())}" if basis else ""


def unasked(settled: int, ruled: int, command: str) -> list[str]:
    """What is not asked and yet to be known: what the rule settles, and what it has settled over different ranges."""
    lines = []
    if settled:
        lines.append(f"{plural(settled, 'open question')} that the rule decides now: annotate adjudicate auto")
    if ruled:
        over = "to which annotators gave different boundaries"
        lines.append(f"{plural(ruled, 'component')} {over}, decided by the rule and not asked: {command}")
    return lines


def touched_lines(found: Iterable[Touched]) -> list[str]:
    """Which relations of gold a change of components touches, one a line."""
    return [
        f"touches {one.type} {one.relation} ({one.source} → {one.target}): now {one.outcome or 'undecided'}"
        for one in found
    ]


def _releases(found: Iterable[ReleaseLine]) -> str:
    every = list(found)
    late = ("stale",) if any(one.stale for one in every) else ()
    columns = ("release", "made", "by", "articles", "components", "relations", "open", *late, "SHA-256")
    rows = (
        (
            *(one.name, one.made, one.who, one.articles, one.components, one.relations, one.open),
            *((one.stale,) if late else ()),
            one.sha256[:16],
        )
        for one in every
    )
    return table(columns, rows)


def _question(question: Question, texts: dict[str, str]) -> tuple[str, str]:
    """What is asked, with what an answer settles, and why it is."""
    words = texts.get(question.group, "").replace("\n", " ")
    shown = f" {words[:_WORDS]}{'…' if len(words) > _WORDS else ''}" if words else ""
    agreement = "–" if question.agreement is None else f"{question.agreement:.2f}"
    links = f", {plural(len(question.links), 'link')}" if question.links else ""
    settles = f"cost {question.cost:.2f}, agreement {agreement}{links}"
    why = question.holding.why if question.holding and question.state == "open" else question.proposal.why
    held = f", {question.holding.outcome}" if question.holding and question.state != "open" else ""
    return f"  {question.group} {question.state}{held}: {_what(question.guess)}{shown} ({settles})", f"    {why}"


def _what(result: GoldComponent | GoldRelation | None) -> str:
    if isinstance(result, GoldComponent):
        return f"{result.type} [{result.start}, {result.end})"
    return f"{result.type} {result.source} → {result.target}" if result else "nothing is left of it"


def _decision(decision: Decision) -> str:
    told = f"{decision.number}: {decision.when:%Y-%m-%d %H:%M} {decision.by} {decision.who}: {decision.outcome}"
    what = (
        f" {_what(decision.result)}" if decision.result else f", merged into {decision.into}" if decision.into else ""
    )
    sure = "" if decision.confidence is None else f" ({decision.confidence:.2f})"
    why = f": {decision.why}" if decision.why else ""
    taken = decision.undone
    back = f" – taken back by {taken.who}{f': {taken.why}' if taken.why else ''}" if taken else ""
    return f"{told} {decision.kind} {decision.group}{what}{sure}{why}{back}"


def _holds(held: Held) -> str:
    what = f" {_what(held.result)}" if held.result else ""
    return f"now: {held.outcome}{what} ({held.basis or 'undecided'}): {held.why}"


def _rule(rule: Rule) -> str:
    told = ", ".join(f"{name} {value}" for name, value in rule.parameters.items())
    return f"{rule.name} {rule.version} ({told})"
