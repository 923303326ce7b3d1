"""What a curator submits is what gold says of the unit; how it got there is told by decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from annotate import adjudication
from annotate.adjudication import Method
from annotate.formats import label_studio as foreign
from annotate.validation import check
from annotate.workflow.adjudicating.briefing import Brief, Item, brief_of, proposal
from annotate.workflow.adjudicating.resolving import Resolved, Submitted, resolve
from annotate.workflow.adjudicating.seats import Seat, spoken
from schema import Annotation, ArticleText, Decision, Finding, GoldRelation, Scheme, Span, SpanRelation, Undo
from tests.adjudication.works import ADDRESSED, CLAIMS, LATE, PAIR, SCHEME, UNIT, annotation, ask, decide, opinions

LATER = LATE + timedelta(days=1)

FREE = SCHEME.model_copy(
    update={
        "components": tuple(
            kind.model_copy(
                update={"attributes": tuple(one.model_copy(update={"required": False}) for one in kind.attributes)}
            )
            for kind in SCHEME.components
        )
    }
)
"""The scheme without required attributes, which the works here do not have."""

TEXT = ArticleText(
    article="a-1",
    version=1,
    text="村口的石桥😀有台阶\n𠮷婆婆坐着轮椅过不去，买药要绕四里路。"
    "县里应当在今年之内给石桥加一条缓坡。😀住在桥两头的人就又成了邻居。\n" + "字" * 25,
    paragraphs=(),
)


class Table:
    """A unit on which annotators differ, and the curators who decide on it."""

    def __init__(self, *works: Annotation, earlier: Sequence[Decision] | None = None, scheme: Scheme = FREE) -> None:
        self.works, self.scheme = works, scheme
        self.decisions = [*(decide(*works) if earlier is None else earlier)]

    def brief(self, curator: str = "wang", *, second: bool = False) -> Brief:
        seat, voices = Seat(curator, blind=second), spoken(self.decisions)
        mine = {group: one for group, every in voices.items() for one in every if seat.mine(one)}
        asked = [
            one
            for one in ask(
                *self.works, earlier=seat.sees(self.decisions), method=adjudication.latest_method(self.decisions)
            )
            if one.unit == UNIT and seat.asks(one, voices.get(one.group, ()))
        ]
        return brief_of(UNIT, asked, adjudication.holding(self.decisions, None), mine, self.scheme)

    def begin(self, brief: Brief, curator: str = "wang") -> Annotation:
        """What the curator finds on the screen, as it comes back untouched."""
        results: list[JsonValue] = [dict(one) for one in proposal(brief, UNIT, TEXT.text, self.scheme).results]
        raw: JsonValue = {"result": results, "completed_by": 1}
        return foreign.read(raw, unit=UNIT, annotator=curator, origin="there", scheme=self.scheme)

    def submit(
        self, brief: Brief, work: Annotation, when: datetime = LATE, before: Sequence[datetime] = ()
    ) -> Resolved:
        """What comes of it; decisions are kept."""
        questions = ask(*self.works, earlier=self.decisions)
        known = {one.group: one.guess for one in questions if one.guess}
        held = adjudication.holding(self.decisions, None)
        found = resolve(
            Submitted(
                work=work,
                when=when,
                earlier=frozenset(before),
                brief=brief,
                known=known | {one.group: one.result for one in held if one.result},
                evidence={one.group: one.evidence for one in questions},
                seen=next((adjudication.unmarked(one.evidence) for one in questions if one.unit == UNIT), ()),
                findings=self.errors(work),
                decisions=self.decisions,
                scheme=self.scheme,
            )
        )
        self.decisions += found.decisions
        return found

    def errors(self, work: Annotation) -> list[Finding]:
        return [one for one in check(TEXT, [work], self.scheme) if one.severity == "error"]

    def components(self, but: Collection[str] = ()) -> list[tuple[str, int, int, tuple[tuple[str, str], ...]]]:
        """The components of gold in the unit, but for some groups."""
        return sorted(
            (one.type, one.start, one.end, tuple(sorted(one.attributes.items())))
            for one in adjudication.gold(self.decisions, "a-1", None).components
            if UNIT.start <= one.start < one.end <= UNIT.end and one.id not in but
        )

    def relations(self) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
        """The relations of gold, by the ranges of their ends."""
        gold = adjudication.gold(self.decisions, "a-1", None)
        places = {one.id: (one.start, one.end) for one in gold.components}
        return sorted((one.type, places[one.source], places[one.target]) for one in gold.relations)


def said(work: Annotation) -> list[tuple[str, int, int, tuple[tuple[str, str], ...]]]:
    return sorted((one.types[0], one.start, one.end, tuple(sorted(one.attributes.items()))) for one in work.spans)


def outcomes(found: Resolved) -> list[tuple[str, str, str]]:
    return [(one.kind, one.outcome, one.why) for one in found.decisions]


def changed(work: Annotation, at: int, **changes: object) -> Annotation:
    spans = [span.model_copy(update=changes) if n == at else span for n, span in enumerate(work.spans)]
    spans = [span.model_copy(update={"text": TEXT.text[span.start : span.end]}) for span in spans]
    return work.model_copy(update={"spans": tuple(spans)})


def without(work: Annotation, at: int) -> Annotation:
    """The work after a region is deleted, with which Label Studio deletes its relations."""
    gone = work.spans[at].id
    relations = tuple(one for one in work.relations if gone not in (one.source, one.target))
    return work.model_copy(update={"spans": (*work.spans[:at], *work.spans[at + 1 :]), "relations": relations})


def added(work: Annotation, region: str, kind: str, start: int, end: int) -> Annotation:
    span = Span(id=region, types=(kind,), start=start, end=end, text=TEXT.text[start:end])
    return work.model_copy(update={"spans": (*work.spans, span)})


def _ends(one: Item) -> tuple[str, ...]:
    return (one.source, one.target) if isinstance(one, GoldRelation) else ()


TIED = (
    annotation("lin", *PAIR, relations=ADDRESSED),
    annotation("chen", ("x", "claim", 10, 20), ("y", "measure", 30, 40)),
)
"""Two who differ in a type and a relation, and agree on a measure."""


def test_what_is_submitted_untouched_is_accepted_and_nothing_else_is_decided() -> None:
    table = Table(*TIED)
    brief = table.brief()
    assert [(one.result.kind, one.shown) for one in brief.asked] == [("component", True), ("relation", False)]
    assert [one.kind for one in brief.agreed] == ["component"]
    found = table.submit(brief, table.begin(brief))
    assert outcomes(found) == [("component", "accepted", "as proposed"), ("relation", "rejected", "not drawn")]
    assert {(one.by, one.who, one.when) for one in found.decisions} == {("curator", "wang", LATE)}
    assert table.submit(brief, table.begin(brief)).decisions == ()
    assert not [one for one in ask(*TIED, earlier=table.decisions) if one.state != "decided"]


def test_a_range_a_type_and_a_relation_are_changed() -> None:
    table = Table(*TIED)
    brief = table.brief()
    work = changed(table.begin(brief), 0, types=("problem",), start=12, attributes={"problem_type": "status"})
    first, second = (span.id for span in work.spans)
    drawn = SpanRelation(id="r", types=("addresses",), source=second, target=first)
    found = table.submit(brief, work.model_copy(update={"relations": (drawn,)}))
    assert outcomes(found) == [("component", "accepted", "changed"), ("relation", "accepted", "drawn")]
    assert table.components() == [("measure", 30, 40, ()), ("problem", 12, 20, (("problem_type", "status"),))]
    assert table.relations() == [("addresses", (30, 40), (12, 20))]


def test_a_deleted_proposal_and_a_span_nobody_had() -> None:
    table = Table(*TIED)
    brief = table.brief()
    found = table.submit(brief, added(without(table.begin(brief), 0), "new", "claim", 45, 55))
    assert [one for one in outcomes(found) if one[0] == "component"] == [
        ("component", "rejected", "deleted"),
        ("component", "accepted", "added"),
    ]
    assert table.components() == [("claim", 45, 55, ()), ("measure", 30, 40, ())]


def test_a_region_that_was_drawn_anew_is_the_same_component() -> None:
    table = Table(*TIED)
    brief = table.brief()
    group = brief.asked[0].result.id
    found = table.submit(brief, added(without(table.begin(brief), 0), "new", "problem", 10, 18))
    assert found.decisions[0].group == group
    assert table.components() == [("measure", 30, 40, ()), ("problem", 10, 18, ())]


def test_what_one_annotator_of_three_had_and_the_curator_adds_is_that_group() -> None:
    works = (*TIED, annotation("wu", ("1", "claim", 10, 20), ("2", "measure", 30, 40), ("3", "claim", 45, 55)))
    table = Table(*works, earlier=decide(*TIED))
    (rejected,) = (one for one in decide(*works) if one.outcome == "rejected" and one.kind == "component")
    table.decisions = list(decide(*works))
    found = table.submit(
        Brief(asked=(), agreed=table.brief().agreed), added(table.begin(table.brief()), "n", "claim", 45, 54)
    )
    assert rejected.group in {one.group for one in found.decisions}


def test_a_merged_component_takes_its_relations_along_unless_the_curator_left_them_out() -> None:
    works = [annotation(name, *CLAIMS, relations=["2 supports 3"]) for name in ("lin", "chen")]
    table = Table(*works)
    brief = table.brief()
    assert brief.asked == ()
    work = changed(without(table.begin(brief), 1), 0, end=42)
    table.submit(brief, work)
    (lost,) = (one for one in table.decisions if one.into)
    assert lost.into == work.spans[0].id
    assert (table.components(), table.relations()) == ([("claim", 10, 42, ()), ("claim", 45, 55, ())], [])
    assert not [one for one in ask(*works, earlier=table.decisions) if one.state == "open"]


def test_one_region_over_two_that_were_deleted_is_both_and_relations_to_other_units_follow() -> None:
    works = [annotation(name, *CLAIMS, relations=["1 supports 3", "2 supports 3"]) for name in ("lin", "chen")]
    table = Table(*works)
    brief = table.brief()
    first, second, third = brief.components
    # The relation of the first leads to a component that does not stand in this task.
    brief = Brief(asked=(), agreed=tuple(one for one in brief.agreed if third not in (one.id, *_ends(one))))
    work = added(table.begin(brief).model_copy(update={"spans": ()}), "new", "claim", 10, 58)
    found = table.submit(brief, work)
    (whole,) = (one for one in found.decisions if one.outcome == "accepted")
    assert {one.group: one.into for one in found.decisions} == {
        whole.group: None,
        **dict.fromkeys((first, second), whole.group),
    }
    assert whole.group not in (first, second)
    # Of two relations that have come to be the same, one stays.
    assert table.relations() == [("supports", (10, 58), (45, 55))]
    table.decisions += decide(*works, earlier=table.decisions)
    assert table.relations() == [("supports", (10, 58), (45, 55))]
    assert {one.state for one in ask(*works, earlier=table.decisions)} == {"decided"}


def test_what_was_added_rests_on_who_saw_the_unit_and_marked_nothing() -> None:
    table = Table(*TIED)
    brief = table.brief()
    found = table.submit(brief, added(table.begin(brief), "new", "claim", 45, 55))
    (new,) = (one for one in found.decisions if one.why == "added")
    assert [(one.annotation, one.item, one.said) for one in new.evidence] == [
        (work.id, None, None) for work in sorted(TIED, key=lambda work: work.id)
    ]
    assert {one.state for one in ask(*TIED, earlier=table.decisions)} == {"decided"}
    late = annotation("chen", ("x", "claim", 10, 20), ("y", "measure", 30, 40), ("z", "claim", 45, 55))
    (state,) = (one.state for one in ask(TIED[0], late, earlier=table.decisions) if one.group == new.group)
    assert state == "stale"


def test_a_relation_that_went_along_and_was_left_out_is_not_stale() -> None:
    works = [annotation(name, *CLAIMS, relations=["2 supports 3"]) for name in ("lin", "chen")]
    table = Table(*works)
    brief = table.brief()
    work = changed(without(table.begin(brief), 1), 0, end=42)
    table.submit(brief, work)
    assert {one.state for one in ask(*works, earlier=table.decisions)} == {"decided"}
    assert table.submit(brief, work, LATER, [LATE]).decisions == ()


def test_what_breaks_a_rule_leaves_its_group_open_and_the_rest_is_taken() -> None:
    table = Table(*TIED, scheme=SCHEME)
    brief = table.brief()
    begun = table.begin(brief)
    # A problem without its required attribute; the measure lacks some too, but was not asked about.
    assert {one.rule for one in table.errors(begun)} == {"missing-attribute"}
    found = table.submit(brief, begun)
    (broken,) = (one for one in found.decisions if one.kind == "component")
    assert (broken.outcome, broken.result) == ("open", None)
    assert broken.why.startswith("missing-attribute: ")
    assert found.excused == {brief.agreed[0].id}
    mended = changed(begun, 0, types=("problem",), attributes={"problem_type": "cause"})
    assert outcomes(table.submit(brief, mended, LATER, [LATE])) == [("component", "accepted", "changed")]


def test_an_impossible_relation_and_an_impossible_region_that_were_added_come_to_nothing() -> None:
    table = Table(*TIED)
    brief = table.brief()
    work = added(table.begin(brief), "bad", "idea", 45, 55)
    first, second, bad = (span.id for span in work.spans)
    drawn = tuple(
        SpanRelation(id=f"r{at}", types=(kind,), source=source, target=target)
        for at, (kind, source, target) in enumerate((("causes", second, first), ("supports", bad, first)))
    )
    found = table.submit(brief, work.model_copy(update={"relations": drawn}))
    assert len(table.errors(work.model_copy(update={"relations": drawn}))) >= 2
    assert outcomes(found) == [("component", "accepted", "as proposed"), ("relation", "rejected", "not drawn")]


def test_a_later_change_is_a_new_decision_and_what_it_says_no_more_is_rejected() -> None:
    table = Table(*TIED)
    brief = table.brief()
    first = added(table.begin(brief), "new", "claim", 45, 55)
    table.submit(brief, first)
    assert len(table.components()) == 3
    moved = changed(first, 2, end=50)
    assert outcomes(table.submit(brief, moved, LATER, [LATE])) == [("component", "accepted", "added")]
    assert [one for one in table.components() if one[1] == 45] == [("claim", 45, 50, ())]
    gone = without(moved, 2)
    last = LATER + timedelta(days=1)
    assert outcomes(table.submit(brief, gone, last, [LATE, LATER])) == [("component", "rejected", "deleted")]
    assert len(table.components()) == 2


def test_what_was_agreed_on_and_changed_can_be_set_back() -> None:
    table = Table(*TIED)
    brief = table.brief()
    begun = table.begin(brief)
    measure = next(at for at, span in enumerate(begun.spans) if span.types == ("measure",))
    table.submit(brief, changed(begun, measure, end=38))
    assert ("measure", 30, 38, ()) in table.components()
    assert outcomes(table.submit(brief, begun, LATER, [LATE])) == [("component", "accepted", "as proposed")]
    assert ("measure", 30, 40, ()) in table.components()


def test_what_was_taken_back_or_decided_elsewhere_later_is_not_decided_again() -> None:
    table = Table(*TIED)
    brief = table.brief()
    found = table.submit(brief, table.begin(brief))
    taken = Undo(decision=1, who="wang", when=LATER, why="")
    first, *rest = found.decisions
    table.decisions[table.decisions.index(first)] = first.model_copy(update={"number": 1, "undone": taken})
    assert table.submit(brief, table.begin(brief)).decisions == ()
    elsewhere = rest[0].model_copy(update={"outcome": "open", "when": LATER})
    table.decisions.append(elsewhere)
    assert table.submit(brief, table.begin(brief)).decisions == ()
    # Submitted anew, it is decided anew.
    assert len(table.submit(brief, table.begin(brief), LATER + timedelta(days=1), [LATE]).decisions) == 2


def test_what_fewer_than_half_have_is_left_out_of_the_proposal() -> None:
    works = [annotation(name, *PAIR) for name in ("chen", "wu")]
    three = [annotation("lin", *PAIR, ("3", "claim", 45, 55)), *works]
    careful = Method(presence=0.8)
    table = Table(*three, earlier=decide(*three, method=careful))
    brief = table.brief()
    assert [(one.result.kind, one.shown) for one in brief.asked] == [("component", False)]
    assert outcomes(table.submit(brief, table.begin(brief))) == [("component", "rejected", "not drawn")]


def test_two_curators_who_add_about_the_same_add_one_component() -> None:
    table = Table(*TIED)
    briefs = {name: table.brief(name) for name in ("wang", "zhao")}
    for name, end in (("wang", 55), ("zhao", 54)):
        table.submit(briefs[name], added(table.begin(briefs[name], name), "new", "claim", 45, end))
    held = {one.group: one for one in adjudication.holding(table.decisions, None)}
    (differ,) = (one for one in held.values() if one.basis is None)
    assert differ.why.startswith("curators differ: ")
    agreed = [one for one in held.values() if one.basis == "agreed"]
    assert len(agreed) == 2
    assert table.brief("third", second=True).asked != ()


def test_a_decision_on_what_has_changed_since_it_was_shown_is_stale_at_once() -> None:
    table = Table(*TIED)
    brief = table.brief()
    table.works = (TIED[0], TIED[1].model_copy(update={"spans": (), "revision": 2}))
    table.submit(brief, table.begin(brief))
    states = {one.state for one in ask(*table.works, earlier=table.decisions)}
    assert "stale" in states
    again = table.brief()
    assert [one.shown for one in again.asked][:1] == [True]


@given(opinions(), st.data())
def test_gold_of_a_unit_is_what_a_curator_submits(works: list[Annotation], data: st.DataObject) -> None:
    """Whatever is moved, retyped, deleted and added, as long as the scheme permits it."""
    table = Table(*works)
    brief = table.brief(second=data.draw(st.booleans()))
    work = table.begin(brief)
    for at in reversed(range(len(work.spans))):
        match data.draw(st.sampled_from(["keep", "move", "type", "delete"])):
            case "move":
                work = changed(work, at, start=data.draw(st.sampled_from([10, 12, 14])))
            case "type":
                work = changed(work, at, types=(data.draw(st.sampled_from(["claim", "problem"])),), attributes={})
            case "delete":
                work = without(work, at)
    if data.draw(st.booleans()):
        work = added(work, "new", "claim", *data.draw(st.sampled_from([(10, 40), (50, 60), (41, 44)])))
    ranges = [(span.start, span.end) for span in work.spans]
    if table.errors(work) or len(set(ranges)) < len(ranges):
        return
    before = set(brief.components)
    table.submit(brief, work)
    gold = adjudication.gold(table.decisions, "a-1", None).components
    beside = {one.id for one in gold} - before - {one.group for one in table.decisions if one.who == "wang"}
    assert said(work) == table.components(but=beside)
    assert table.submit(brief, work, LATER, [LATE]).decisions == ()
