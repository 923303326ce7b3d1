"""Spans over a file to spans over its articles: every character where it belongs, everything else listed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.formats.placing import Placement, place
from annotate.formats.standoff import ForeignRelation, ForeignSpan, Mismatch, Names, Standoff
from annotate.importers import TEXT_READERS
from annotate.scheme import load
from schema import ArticleText, Block, Document, Heading, Imported, Paragraph, Piece, SourceView
from tests import strategies

NAMES = Names(load("policy"))

_VIEW = "桥的故事\r\n村口的石桥只有台阶，\r\n- 3 -\r\n𠮷婆婆过不去😀。\r\n县里应当修坡。\r\n作者：林\r\n"


def _document(view: str = _VIEW, encoding: str = "utf-8") -> tuple[Document, ArticleText]:
    """A title, a paragraph around a page number, a paragraph; the byline stands in no article."""
    lines = ("桥的故事", "村口的石桥只有台阶，", "- 3 -", "𠮷婆婆过不去😀。", "县里应当修坡。", "作者：林")
    at = [(view.index(line), view.index(line) + len(line)) for line in lines]
    pieces = [Piece(start=start, end=end) for start, end in at]
    blocks = (
        Block(kind="title", article=1, text=lines[0], pieces=(pieces[0],)),
        Block(kind="paragraph", article=1, text=lines[1] + lines[3], pieces=(pieces[1], pieces[3])),
        Block(kind="boilerplate", article=0, text=lines[2], pieces=(pieces[2],)),
        Block(kind="paragraph", article=1, text=lines[4], pieces=(pieces[4],)),
        Block(kind="byline", article=1, text=lines[5], pieces=(pieces[5],)),
    )
    ends = [4, 5 + len(blocks[1].text)]
    text = ArticleText(
        article="d-1",
        version=1,
        text="\n".join((blocks[0].text, blocks[1].text, blocks[3].text)),
        headings=(Heading(start=0, end=4, id="h", level=0, block=0),),
        paragraphs=(
            Paragraph(start=5, end=ends[1], id="p", block=1),
            Paragraph(start=ends[1] + 1, end=ends[1] + 1 + len(lines[4]), id="q", block=3),
        ),
    )
    source = SourceView(text=view, extractor="text", extractor_version="1", encoding=encoding)
    return Document(id="d", source="d.txt", sha256="0" * 64, view=source, blocks=blocks), text


def _span(name: str, text: str, *ranges: tuple[int, int], label: str = "claim", **attributes: str) -> ForeignSpan:
    return ForeignSpan(name, (label,), ranges, text, f"line {name[1:]}", attributes)


def _at(text: str, view: str = _VIEW) -> tuple[int, int]:
    return view.index(text), view.index(text) + len(text)


def _placed(*spans: ForeignSpan, relations: tuple[ForeignRelation, ...] = ()) -> tuple[Placement, list[Mismatch]]:
    (placement,), mismatches = place(Standoff(spans, relations), [_document()], NAMES)
    for span in placement.spans:
        assert 0 <= span.start < span.end <= len(placement.text.text)
    return placement, mismatches


def test_a_span_in_a_paragraph() -> None:
    found, mismatches = _placed(_span("T1", "𠮷婆婆过不去😀", _at("𠮷婆婆过不去😀"), label="问题", PROBLEM_TYPE="现状"))
    (span,) = found.spans
    assert span.text == found.text.text[span.start : span.end] == "𠮷婆婆过不去😀"
    assert (span.id, span.types) == ("T1", ("problem",))
    assert mismatches == []


def test_a_page_number_within_a_span_is_left_out_and_told() -> None:
    start, end = _at("台阶，")[0], _at("𠮷婆婆")[1]
    found, mismatches = _placed(_span("T1", _VIEW[start:end], (start, end)))
    assert [span.text for span in found.spans] == ["台阶，𠮷婆婆"]
    assert [("'-3-' is no text of the article" in one.found, one.place) for one in mismatches] == [(True, "line 1")]


def test_fragments_with_only_blanks_or_what_is_no_article_between_them_are_one() -> None:
    found, mismatches = _placed(_span("T1", "台阶， 𠮷婆婆", _at("台阶，"), _at("𠮷婆婆")))
    assert [span.text for span in found.spans] == ["台阶，𠮷婆婆"]
    assert mismatches == []


def test_what_is_discontinuous_is_kept_as_its_fragments() -> None:
    relation = ForeignRelation("R1", ("supports",), "T1", "T2", "line 3")
    spans = _span("T1", "村口 台阶", _at("村口"), _at("台阶")), _span("T2", "修坡", _at("修坡"))
    found, (mismatch,) = _placed(*spans, relations=(relation,))
    assert [(span.id, span.text) for span in found.spans] == [("T1", "村口"), ("T1.2", "台阶"), ("T2", "修坡")]
    assert (found.relations[0].source, found.relations[0].target) == ("T1", "T2")
    assert "kept as 2 spans" in mismatch.found


def test_a_span_over_two_paragraphs_holds_the_line_feed_between() -> None:
    start, end = _at("过不去😀")[0], _at("县里")[1]
    found, mismatches = _placed(_span("T1", "过不去😀。 县里", (start, end)))
    assert [span.text for span in found.spans] == ["过不去😀。\n县里"]
    assert mismatches == []


@pytest.mark.parametrize(
    ("span", "found", "stored"),
    [
        (_span("T1", "林", _at("林")), "stands in no article; not stored", False),
        (_span("T1", "石桥", (2, 9999)), "T1 at 2 9999 leaves the text; not stored", False),
        (_span("T1", "木桥", _at("石桥")), "with the text '木桥'", True),
        (_span("T1", "", _at("石桥")), None, True),
    ],
)
def test_what_does_not_fit_is_listed(span: ForeignSpan, found: str | None, stored: bool) -> None:
    placement, mismatches = _placed(span)
    assert [found in one.found for one in mismatches if found] == ([True] if found else [])
    assert len(placement.spans) == stored
    assert bool(placement.lost) is not stored


def test_a_wrong_text_is_kept_so_that_check_tells() -> None:
    placement, _ = _placed(_span("T1", "木桥", _at("石桥")))
    assert placement.spans[0].text == "木桥"
    assert placement.text.text[placement.spans[0].start :].startswith("石桥")


def test_ids_that_two_spans_have_and_relations_to_nothing() -> None:
    relation = ForeignRelation("R1", ("支持 supports",), "T1", "T9", "line 3")
    lost = ForeignRelation("R2", ("supports",), "T8", "T9", "line 4")
    spans = _span("T1", "石桥", _at("石桥")), _span("T1", "修坡", _at("修坡"))
    found, mismatches = _placed(*spans, relations=(relation, lost))
    assert [span.id for span in found.spans] == ["T1", "T1"]
    assert [(one.id, one.types) for one in found.relations] == [("R1", ("supports",))]
    assert len(found.lost) == 1
    assert [one.place for one in mismatches] == ["line 1, line 1", "line 3", "line 4"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "with line ends as one character"), ("utf-8", "in UTF-16 units"), ("utf-8-sig", "byte order mark")],
)
def test_offsets_that_are_counted_otherwise(encoding: str, told: str) -> None:
    def counted(at: int) -> int:
        before = _VIEW[:at]
        if "UTF-16" in told:
            return len(before.encode("utf-16-le")) // 2
        return at + 1 if "mark" in told else len(before.replace("\r\n", "\n"))

    spans = []
    for number, text in enumerate(("石桥", "婆婆过不去", "修坡。"), start=1):
        start, end = _at(text)
        spans.append(_span(f"T{number}", text, (counted(start), counted(end))))
    (placement,), mismatches = place(Standoff(tuple(spans)), [_document(encoding=encoding)], NAMES)
    assert [placement.text.text[span.start : span.end] for span in placement.spans] == ["石桥", "婆婆过不去", "修坡。"]
    assert [told in one.found for one in mismatches] == [True]


def test_a_single_wrong_text_does_not_change_how_offsets_are_counted() -> None:
    spans = _span("T1", "石桥", _at("石桥")), _span("T2", "修坡", _at("修坡")), _span("T3", "！", _at("县"))
    found, mismatches = _placed(*spans)
    assert [span.text for span in found.spans] == ["石桥", "修坡", "！"]
    assert [one.place for one in mismatches] == ["line 3"]


def test_names_that_the_scheme_does_not_have_stay() -> None:
    found, _ = _placed(_span("T1", "石桥", _at("石桥"), label="Premise", stance="pro"))
    assert (found.spans[0].types, found.spans[0].attributes) == (("Premise",), {"stance": "pro"})


@given(strategies.imported(), st.data())
def test_every_span_within_a_part_comes_where_it_belongs(imported: Imported, data: st.DataObject) -> None:
    view = imported.document.view.text
    articles = [(imported.document, article.current) for article in imported.articles]
    spans: list[ForeignSpan] = []
    expected: list[tuple[int, str, int, int]] = []
    for number, (document, text) in enumerate(articles):
        for part in text.parts():
            (piece,) = document.blocks[part.block].pieces
            start = data.draw(st.integers(0, part.end - part.start - 1))
            end = data.draw(st.integers(start + 1, part.end - part.start))
            words = view[piece.start + start : piece.start + end]
            if not words.strip():
                continue
            name = f"T{len(spans)}"
            spans.append(_span(name, words, (piece.start + start, piece.start + end)))
            expected.append((number, name, part.start + start, part.start + end))
    placements, mismatches = place(Standoff(tuple(spans)), articles, NAMES)
    assert mismatches == []
    assert expected == [
        (number, span.id, span.start, span.end) for number, found in enumerate(placements) for span in found.spans
    ]


def test_a_relation_between_articles_is_listed_and_each_span_is_in_its_own() -> None:
    first, second = ("桥坏了，村民绕路，应当修桥。", "学校太远，孩子起早，应当开校车。")
    view = f"修桥的事\n作者：林远\n{first}\n\n办学的事\n作者：陈河\n{second}\n"
    (imported,) = TEXT_READERS[".txt"](view.encode(), Path("two.txt"))
    if len(imported.articles) != 2:
        pytest.fail(f"the text was read as {len(imported.articles)} articles")
    articles = [(imported.document, article.current) for article in imported.articles]
    spans = _span("T1", first[:3], _at(first[:3], view)), _span("T2", second[:4], _at(second[:4], view))
    across = _span("T3", first[-3:] + second, (_at(first[-3:], view)[0], _at(second, view)[1]))
    relation = ForeignRelation("R1", ("causes",), "T1", "T2", "line 4")
    (one, two), mismatches = place(Standoff((*spans, across), (relation,)), articles, NAMES)
    assert [span.text for span in one.spans if span.id == "T1"] == [first[:3]]
    assert [span.id for span in two.spans] == ["T2"]
    assert one.relations == two.relations == []
    assert any("from one article to another" in mismatch.found for mismatch in mismatches)
    assert any("T3" in mismatch.found and "left out" in mismatch.found for mismatch in mismatches)
