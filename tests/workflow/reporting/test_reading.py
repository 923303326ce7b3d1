"""What reports, `show` and `search` read from a store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.rendering import render
from annotate.rendering.colours import coloured
from annotate.workflow.project import Project
from annotate.workflow.reporting import ReportText, gather
from annotate.workflow.reporting.concordance import Sought, concordance
from annotate.workflow.reporting.showing import show
from schema import Decision, GoldRelation, Span, SpanRelation
from tests.report.build import CLIMB, DETOUR, LATER, NAMES, NOTE, RAMP, STEPS, build


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build(tmp_path_factory.mktemp("reading") / "project")


def bridge(project: Project) -> ReportText:
    return next(text for text in gather(project, resamples=0).texts if "桥" in text.title)


def said(text: ReportText, which: int) -> list[tuple[str, str]]:
    return [(mark.of(text.text), mark.type) for mark in text.layers[which].marks]


def test_texts_bear_gold_and_what_each_annotator_said(reported: Project) -> None:
    text = bridge(reported)
    assert [part.kind for part in text.parts] == ["title", "paragraph", "paragraph", "paragraph"]
    assert [layer.annotator for layer in text.layers] == ["A1", "A2", "A3"]
    assert text.gold is not None
    problems = [(STEPS, "problem"), (CLIMB, "problem"), (DETOUR, "problem"), (RAMP, "measure")]
    assert [(mark.of(text.text), mark.type) for mark in text.gold.marks] == problems == said(text, 0)
    words = [mark.of(text.text) for mark in text.gold.marks]
    ties = {(words[tie.source], tie.type, words[tie.target]) for tie in text.gold.ties}
    assert ties == {(STEPS, "causes", CLIMB), (RAMP, "addresses", STEPS), (RAMP, "addresses", CLIMB)}


def test_nobody_is_named_unless_asked_for(reported: Project) -> None:
    plain = gather(reported, resamples=0).model_dump_json()
    assert not [word for word in (*NAMES, NOTE) if word in plain]
    named = gather(reported, named=True, resamples=0).model_dump_json()
    assert all(word in named for word in (*NAMES, NOTE))


def test_figures_are_the_same_by_pseudonym_and_by_name(reported: Project) -> None:
    plain, named = (gather(reported, named=wanted, resamples=20).agreement for wanted in (False, True))
    assert plain.figures == named.figures
    assert [pair.value for pair in plain.pairs] == [pair.value for pair in named.pairs]


def test_pseudonyms_sort_as_their_numbers_do(tmp_path: Path) -> None:
    from annotate.workflow.reporting._aliases import aliases

    names = [f"n{number:02}" for number in range(12)]
    known = aliases(names, named=False)
    assert list(known.values()) == sorted(known.values())
    assert known["n00"] == "A01"


def test_what_cannot_be_shown_is_left_out(tmp_path: Path) -> None:
    """A span outside the text, a relation to it, one without a type; what can be shown stays."""
    project = build(tmp_path / "project")
    with project.store() as store:
        (one,) = (found for found in store.annotations(annotator="zhaoke") if "桥" in str(found.spans))
        length = one.unit.end
        far = Span(id="far", types=("claim",), start=length - 1, end=length + 9, text="")
        bare = Span(id="bare", types=(), start=0, end=2, text="")
        to_far = SpanRelation(id="x", types=("supports",), source=RAMP, target="far")
        untyped = SpanRelation(id="y", types=(), source=RAMP, target=CLIMB)
        more = {"spans": (*one.spans, far, bare), "relations": (*one.relations, to_far, untyped)}
        store.save_annotations([one.model_copy(update=more)])
    text = bridge(project)
    assert said(text, 2) == [("让村", "?"), (CLIMB, "problem"), (RAMP, "measure")]
    assert len(text.layers[2].ties) == 1


def test_the_latest_submission_of_a_unit_is_shown(tmp_path: Path) -> None:
    project = build(tmp_path / "project")
    with project.store() as store:
        (one,) = (found for found in store.annotations(annotator="zhaoke") if "桥" in str(found.spans))
        later: dict[str, object] = {
            "id": "again",
            "spans": (),
            "relations": (),
            "updated": datetime(2027, 1, 1, tzinfo=UTC),
        }
        skipped: dict[str, object] = {**later, "id": "skipped", "status": "skipped"}
        store.save_annotations([one.model_copy(update=later), one.model_copy(update=skipped)])
    assert said(bridge(project), 2) == []


def test_words_are_found_wherever_they_stand(reported: Project) -> None:
    found = concordance(reported, Sought("应当"), context=3)
    assert (found.of, found.articles, found.matching, found.found) == ("text", 2, 2, 3)
    after = concordance(reported, Sought("买药")).places[0]
    text = bridge(reported).text
    assert text[after.start : after.end] == "买药"
    assert after.before.endswith("过不去😀，")
    assert [place.text for place in concordance(reported, Sought("SCRIPT")).places] == ["script"] * 2
    assert concordance(reported, Sought("没有这样的话")).found == 0


def test_labels_are_found_in_gold_or_as_an_annotator_gave_them(reported: Project) -> None:
    def words(**sought: object) -> list[str]:
        return [place.text for place in concordance(reported, Sought(**sought)).places]  # type: ignore[arg-type]

    assert {*words(labels=("measure",))} == {RAMP, LATER}
    assert words(words="轮椅", labels=("problem",)) == [CLIMB]
    assert words(labels=("claim",)) == []
    assert words(labels=("claim",), annotator="linyao") == [CLIMB]
    assert len(words(attributes={"problem_type": "status"})) == 4
    assert words(attributes={"problem_type": "risk"}) == []


def test_how_many_are_told_is_limited_but_all_are_counted(reported: Project) -> None:
    found = concordance(reported, Sought("应当"), limit=1)
    assert (found.found, len(found.places)) == (3, 1)
    assert render(found).endswith("3 places in 2 of 2 texts; 2 not shown (--limit)")


@pytest.mark.parametrize(
    ("sought", "told"),
    [
        (Sought(), "nothing to look for"),
        (Sought(annotator="linyao"), "nothing to look for"),
        (Sought(labels=("none",)), "--label none: there is no such label"),
        (Sought(attributes={"none": "x"}), "--attribute none"),
        (Sought(labels=("claim",), annotator="nobody"), "expected one of chenxi, linyao, zhaoke"),
    ],
)
def test_what_there_is_not_is_said(reported: Project, sought: Sought, told: str) -> None:
    with pytest.raises(InputError, match=told):
        concordance(reported, sought)


def test_a_character_that_grows_when_folded_does_not_shift_the_others() -> None:
    from annotate.workflow.reporting.concordance import _occurrences

    assert list(_occurrences("Straße ß 𠮷路路", "路")) == [(10, 11), (11, 12)]
    assert list(_occurrences("Straße", "s")) == [(0, 1)]
    assert list(_occurrences("ß", "ss")) == [(0, 1)]


def test_an_article_is_shown_with_gold_or_an_annotators_labels(reported: Project) -> None:
    article = bridge(reported).article
    gold = render(show(reported, article))
    assert f"[problem {STEPS}]，[problem {CLIMB}]" in gold
    assert f"  {RAMP} —addresses→ {CLIMB}" in gold
    assert f"[claim {CLIMB}]" in render(show(reported, article, "linyao"))
    spans = {(span.start, span.end, str(span.style)) for span in coloured(show(reported, article)).spans}
    assert any("on #d55e00" in style for *_, style in spans)
    with pytest.raises(InputError, match="has no work on article"):
        show(reported, article, "nobody")


def test_orders_to_the_terminal_in_a_text_are_shown_as_such(reported: Project) -> None:
    shown = show(reported, bridge(reported).article)
    nasty = shown.text.model_copy(update={"text": shown.text.text.replace("谁", "\u202e")})
    assert "\\u202e也看不懂" in coloured(shown.model_copy(update={"text": nasty})).plain


def test_a_relation_of_gold_needs_both_ends(reported: Project) -> None:
    """The store takes a decision on a relation to a component that is not in gold; no report stumbles over it."""
    with reported.store() as store:
        one = next(iter(store.decisions()))
        loose = GoldRelation(id="loose", type="supports", source=one.group, target="nothing")
        made = {"group": "loose", "kind": "relation", "result": loose, "number": None}
        store.append([Decision.model_validate(one.model_dump() | made)])
    layers = [text.gold for text in gather(reported, resamples=0).texts if text.gold]
    assert {tie.type for layer in layers for tie in layer.ties} == {"addresses", "causes"}
