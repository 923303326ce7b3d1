"""How deep headings are is read from what stands inside what, whatever mark-up and false headings say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.segmentation import Origin, imported
from annotate.segmentation._numbering import RANKS, numbering, ordinal
from schema import SourceView

TEXT = "水务局应当先修通主管道，再逐户接表，困难家庭的接表费由县财政承担，年内全部完工。"


def levels(*headings: str) -> list[tuple[str, int | None]]:
    """The headings of an essay with a paragraph below each, without its title."""
    lines = [
        "水井与水管",
        TEXT,
        *(line for heading in headings for line in (heading, f"{heading.lstrip('# ')}。{TEXT}")),
    ]
    view = SourceView(text="\n\n".join(lines), extractor="text", extractor_version="test")
    blocks = imported(Origin("id", "essay.txt", "hash"), view).document.blocks
    return [(block.text, block.level) for block in blocks if block.kind == "heading"]


def outline(text: str) -> list[tuple[str, int]]:
    """The headings and levels that the indents of an outline say."""
    lines = [line for line in text.splitlines() if line.strip()]
    indents = [len(line) - len(line.lstrip()) for line in lines]
    return [(line.strip(), (indent - min(indents)) // 2 + 1) for line, indent in zip(lines, indents, strict=True)]


OUTLINES = {
    "by custom": """
        第一章 旧井
          一、水位
            （一）上游
              1. 夏天
              2. 冬天
            （二）下游
          二、水质
        第二章 水管
          一、主管""",
    "no level left out": """
        一、水位
          1. 上游
          2. 下游
        二、水质
          1. 盐分""",
    "against custom": """
        1. 水位
          一、上游
          二、下游
        2. 水质
          一、盐分
          二、铁锈""",
    "a heading alone holds nothing": """
        写在前面
        一、水位
          （一）上游
        二、水质""",
    "headings that numbers begin anew below": """
        上游各村
          （一）水位
            1. 夏天
          （二）水质
        下游各村
          （一）盐分
          （二）铁锈""",
    "headings inside numbers that go on": """
        一、水位
          上游各村
          下游各村
        二、水质
          盐分
        三、水管""",
    "the last section closes": """
        一、水位
          （一）上游
        结语""",
    "numbers alone and formal ones": """
        壹、水位
          （一）上游
          （二）下游
        贰、水质""",
    "letters inside half brackets": """
        1）水位
          a）上游
          b）下游
        2）水质
          a）盐分""",
}


@pytest.mark.parametrize("name", OUTLINES)
def test_levels_follow_the_outline(name: str) -> None:
    expected = outline(OUTLINES[name])
    assert levels(*(heading for heading, _ in expected)) == expected


@pytest.mark.parametrize("name", ["by custom", "no level left out", "the last section closes"])
@given(data=st.data())
def test_a_false_heading_moves_no_other(name: str, data: st.DataObject) -> None:
    """A short line that is no heading, wherever it stands, leaves the levels of the numbered headings as they are."""
    expected = outline(OUTLINES[name])
    headings = [heading for heading, _ in expected]
    at = data.draw(st.integers(0, len(headings)))
    found = levels(*headings[:at], "三眼旧井都在村东", *headings[at:])
    assert [row for row in found if row[0] in headings] == expected


@given(
    st.lists(st.sampled_from(["一、甲地", "（二）乙地", "3. 丙地", "丁地的水", "①戊地", "第六章 己地"]), max_size=12)
)
def test_levels_begin_at_one_and_skip_none(headings: list[str]) -> None:
    depth = 0
    for _, level in levels(*headings):
        assert level is not None
        assert 1 <= level <= depth + 1
        depth = level


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、水位", 1),
        ("二十三、水位", 23),
        ("十、水位", 10),
        ("一百零二、水位", 102),
        ("第二〇章 水位", 20),
        ("（四）水位", 4),
        ("12. 水位", 12),
        ("3.2 水位", 2),
        ("⑤水位", 5),
        ("IV. Wells", 4),
        ("CHAPTER THREE: WELLS", 3),
        ("Part 2 Wells", 2),
        ("贰、水位", 2),
        ("b）水位", 2),
        ("丙、水位", 3),
        ("第 三 章 水 位", 3),
    ],
)
def test_the_number_of_a_heading(text: str, number: int | None) -> None:
    style = numbering(text)
    assert style in RANKS
    assert ordinal(text, style) == number


@pytest.mark.parametrize("text", ["第一，先修水管", "其一", "一是修水管", "2020年的水位", "A. Writer", "3.5万元的水管"])
def test_what_counts_without_being_a_heading(text: str) -> None:
    assert numbering(text) is None


def test_mark_up_tells_where_numbers_stand_only_where_it_is_used_throughout() -> None:
    several = levels("## 上游各村", "### 一、水位", "### 二、水质", "## 下游各村")
    assert [level for _, level in several] == [1, 2, 2, 1]
    alone = levels("## 写在前面", "### 一、水位", "### 二、水质")
    assert [level for _, level in alone] == [1, 1, 1]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (("### 旧井", "##### 水位", "##### 盐分", "#### 水管", "##### 主管", "#### 水价"), (1, 2, 2, 1, 2, 1)),
        (("## 织机", "#### 木机", "### 学徒", "#### 束脩", "### 账目"), (1, 2, 1, 2, 1)),
        (("## 织机", "### 木机", "#### 梭子", "### 铁机", "## 学徒", "#### 束脩"), (1, 2, 3, 2, 1, 2)),
        (("## 织机", "#### 木机", "### 学徒", "## 账目"), (1, 2, 2, 1)),
    ],
)
def test_depths_with_the_same_right_below_them_are_of_one_rank(
    marked: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    assert tuple(level for _, level in levels(*marked)) == expected
