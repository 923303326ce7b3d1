"""Documents unlike those that the rules were first made for: what looks like evidence there, and is none."""

from __future__ import annotations

import pytest

from annotate.segmentation import Mark, Origin, imported
from annotate.segmentation._labels import labelled
from schema import BlockKind, SourceView
from tests.segmentation.rows import rows
from tests.segmentation.test_levels import levels
from tests.segmentation.test_unforeseen import blocks_of, cut, of
from tests.segmentation.written import ALL, EN, spaced

COLUMN = ("水利文存😀", "井边的数字，你未必知道")
"""What stands above each article of a site."""
FOLD = "收起全文"


def test_two_short_lines_are_no_column_where_most_lines_are_far_longer() -> None:
    front = ("井水变咸以后，挑水要走二里路", "村东旧井的来历")
    found = blocks_of(spaced("\n".join(front), *ALL[:6]))
    assert of(found, "title") == [front[0]]
    head = "水管先修到村口，再说如何接表"
    assert head in of(blocks_of(spaced("\n".join(front), ALL[0], head, *ALL[1:6])), "heading")
    narrow = cut(ALL[0] + ALL[1], 12)
    assert of(blocks_of("村东旧井", "", *narrow), "paragraph") == [ALL[0] + ALL[1]]


def test_lines_that_stand_above_each_article_show_its_title() -> None:
    titles = ("𠮷村的井为什么咸", "学徒：谁还愿意学织布？", "水管修到了村口")
    articles = [
        "\n".join((*COLUMN, title)) + "\n\n" + spaced(*ALL[at * 3 : at * 3 + 3], FOLD)
        for at, title in enumerate(titles)
    ]
    found = blocks_of("\n\n".join(articles))
    assert of(found, "title") == list(titles)
    assert [row.article for row in found if row.kind == "paragraph"] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_lines_that_stand_elsewhere_too_show_no_titles() -> None:
    parts = [
        spaced("\n".join((*COLUMN, title)), *ALL[at * 3 : at * 3 + 3])
        for at, title in enumerate(("上游各村的井", "下游各村的井"))
    ]
    assert len(of(blocks_of("\n\n".join(parts)), "title")) == 2
    elsewhere = spaced(parts[0], ALL[6], "\n".join(COLUMN), ALL[7], parts[1])
    assert len(of(blocks_of(elsewhere), "title")) == 1


def test_figures_with_a_stop_alone_on_a_line_are_headings() -> None:
    found = blocks_of(spaced("水井与水管", ALL[0], "1.", ALL[1], "2.", ALL[2], ALL[3]))
    assert of(found, "heading") == ["1.", "2."]
    assert of(blocks_of(spaced("水井与水管", ALL[0], "1.", ALL[1], "7.", ALL[2])), "heading") == []


def test_a_title_in_another_language_is_one_where_the_mark_up_says_so() -> None:
    title = "Why the wells of the village turned salt"
    text = spaced(title, EN, *ALL[:6])
    view = SourceView(text=text, extractor="test", extractor_version="1")
    marks = [Mark(0, len(title), "title")]
    origin = Origin("id", "essay.docx", "hash")
    found = rows(imported(origin, view, marks=marks))
    assert of(found, "title") == [title]
    assert EN in of(found, "boilerplate")
    assert title in of(rows(imported(origin, view)), "boilerplate")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("村东的旧井，水已不能喝。摄影：Zhou Ye/Well News", "caption"),
        ("“村东的旧井，水已不能喝。” 摄影：周野", "caption"),
        ("村東的舊井，如今仍在。圖／周野提供", "caption"),
        ("村东的旧井，如今仍在。照片：𠮷田", "caption"),
        ("村东的旧井，如今仍在。", None),
        ("他学了两门手艺：摄影和织布，都说不难。", None),
    ],
)
def test_what_ends_with_whose_picture_it_is(text: str, kind: BlockKind | None) -> None:
    assert labelled(text) == kind


def test_numbers_in_brackets_stand_inside_the_heading_right_above_the_first() -> None:
    below = levels("村里的水", "县里的管", "（一）水位", "（二）水质", "村里的人")
    assert [level for _, level in below] == [1, 1, 2, 2, 1]
    outermost = levels("（一）水位", "村里的人", "（二）水质")
    assert [level for _, level in outermost] == [1, 2, 1]
