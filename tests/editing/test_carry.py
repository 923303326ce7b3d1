"""Annotations on a new version of their text: the same characters, or left behind with the reason."""

from __future__ import annotations

import pytest

from annotate.editing import Carrier, apply
from schema import Annotation, ArticleText, Correct, Drop, Edit, Merge, Rekind, Span, Unit, cut
from tests.editing.essay import ESSAY
from tests.editing.test_replay import at

OLD = ESSAY.articles[0].current


def annotation(kind: str, *marked: str) -> Annotation:
    """An annotation of the unit in which all these texts stand."""
    granularity = kind if kind in ("section", "article") else "paragraph"
    places = [(OLD.text.index(text), OLD.text.index(text) + len(text)) for text in marked]
    unit = next(
        unit
        for unit in cut(OLD, granularity)  # type: ignore[arg-type]
        if all(unit.start <= start and end <= unit.end for start, end in places)
    )
    spans = tuple(
        Span(id=str(number), types=("claim",), start=start, end=end, text=OLD.text[start:end])
        for number, (start, end) in enumerate(places)
    )
    return Annotation(id="a", annotator="林", unit=unit, origin="file", status="submitted", spans=spans)


def new(*edits: Edit) -> ArticleText:
    return apply(ESSAY, edits).articles[0].current


FIXED = Correct(block=at(ESSAY, "村口"), text="𠮷村村口的路坏了很久很久😀，雨天尤其难走，谁都看在眼里。")


@pytest.mark.parametrize("kind", ["paragraph", "section", "article"])
def test_spans_go_with_their_characters(kind: str) -> None:
    text = new(FIXED)
    carried = Carrier(OLD, text).carried(annotation(kind, "路坏了很久😀", "雨天尤其难走"))
    assert isinstance(carried, Annotation)
    assert [text.text[span.start : span.end] for span in carried.spans] == ["路坏了很久很久😀", "雨天尤其难走"]
    assert [span.text for span in carried.spans] == ["路坏了很久很久😀", "雨天尤其难走"]
    assert carried.unit.version == 2
    assert carried.unit in cut(text, kind)  # type: ignore[arg-type]


def test_a_unit_behind_a_change_moves_along() -> None:
    carried = Carrier(OLD, new(FIXED)).carried(annotation("paragraph", "修路的钱"))
    before = annotation("paragraph", "修路的钱")
    assert isinstance(carried, Annotation)
    assert (carried.unit.start - before.unit.start, carried.spans[0].start - before.spans[0].start) == (4, 4)


def test_a_heading_that_is_a_paragraph_now_is_the_same_unit() -> None:
    carried = Carrier(OLD, new(Rekind(block=at(ESSAY, "一、"), kind="paragraph"))).carried(
        annotation("heading", "先把账")
    )
    assert isinstance(carried, Annotation)
    assert carried.unit.kind == "paragraph"


def test_what_was_put_together_or_dropped_stays_behind() -> None:
    merged = Carrier(OLD, new(Merge(blocks=(at(ESSAY, "村口"), at(ESSAY, "修路")))))
    assert merged.carried(annotation("paragraph", "修路")) == "its unit was cut, put together or taken out"
    dropped = Carrier(OLD, new(Drop(block=at(ESSAY, "修路"))))
    assert dropped.carried(annotation("paragraph", "修路")) == "its unit was cut, put together or taken out"
    assert isinstance(dropped.carried(annotation("paragraph", "在外面")), Annotation)


def test_a_span_that_lost_an_end_stays_behind_with_its_annotation() -> None:
    text = new(Correct(block=at(ESSAY, "村口"), text="村口的路坏了很久😀，谁都看在眼里。"))
    carrier = Carrier(OLD, text)
    assert carrier.carried(annotation("paragraph", "谁都看在眼里", "雨天尤其难走")) == (
        "the ends of 「雨天尤其难走」 are not in its unit any more"
    )
    assert isinstance(carrier.carried(annotation("paragraph", "很久😀，雨天尤其难走，谁都")), Annotation)


def test_a_span_without_a_sound_range_stays_behind() -> None:
    unsound = annotation("paragraph", "村口")
    unsound = unsound.model_copy(update={"spans": (Span(id="x", start=9, end=4, text="?"),)})
    assert isinstance(Carrier(OLD, new(FIXED)).carried(unsound), str)


def test_nothing_goes_to_an_empty_text() -> None:
    empty = ArticleText(article=OLD.article, version=2, text="")
    assert Carrier(OLD, empty).carried(annotation("article", "村口")) == "its unit was cut, put together or taken out"
    assert Unit.parse(annotation("article", "村口").unit.key).version == 1
