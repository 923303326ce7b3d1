"""What a person should look at, and that nothing else is doubted."""

import pytest

from annotate.segmentation import Origin, imported
from schema import Block, SourceView
from tests.segmentation.rows import LAYOUTS

LOOM = "老织机停了以后，村里的手艺人改做来料加工，一件活计只挣两元钱，年轻人都不愿意学。"
DYE = "县里应当把织造列入技工学校的课程，请老师傅带徒，学成的按月发给补贴，满三年再评等级。"
NOTE = "（作者系织造社社员）"
HALF, REST = LOOM + DYE[:17], DYE[17:]
"""Two halves of a paragraph, the first of which ends with a comma."""


def doubted(text: str) -> list[Block]:
    view = SourceView(text=text, extractor="text", extractor_version="test")
    found = imported(Origin("id", "essay.txt", "hash"), view)
    return [block for block in found.document.blocks if block.doubt]


@pytest.mark.parametrize(
    ("lines", "text", "remedy"),
    [
        ([LOOM, DYE], LOOM, None),
        ([LOOM, NOTE, "织机与学徒", "陈望舟", "染坊与河", "陆闻笛", DYE], "织机与学徒", "outside"),
        (["织机与学徒", LOOM + DYE, NOTE, DYE], DYE, "paragraph"),
        (["织机与学徒", HALF, "陈望舟", REST, LOOM], "陈望舟", None),
        (["织机与学徒", LOOM, "本期话题", "手艺怎样进课堂", DYE], "本期话题", "heading"),
        (
            ["织机与学徒", LOOM, DYE[:-1].split("，")[0] + "，请老师傅带徒传艺", DYE],
            "县里应当把织造列入技工学校的课程，请老师傅带徒传艺",
            "paragraph",
        ),
        (["织机与学徒", HALF, "染坊的来历", REST, LOOM], "染坊的来历", "heading"),
    ],
)
def test_a_doubt_names_reason_alternative_and_remedy(lines: list[str], text: str, remedy: str | None) -> None:
    (block,) = [block for block in doubted("\n\n".join(lines)) if block.text == text]
    assert block.doubt
    assert block.doubt.reason
    assert block.doubt.alternative
    assert block.doubt.remedy == remedy


@pytest.mark.parametrize("stem", ["plain_lines", "indented", "journal", "scraped", "numbering", "run_in", "measures"])
def test_a_clean_document_is_not_doubted(stem: str) -> None:
    assert doubted((LAYOUTS / f"{stem}.txt").read_text(encoding="utf-8")) == []


def test_a_text_repeated_as_a_whole_has_no_running_heads() -> None:
    """A positive control stands in the tests of the rules: a line between the copies that comes as often is one."""
    text = LOOM + DYE
    essay = "\n".join(text[at : at + 20] for at in range(0, len(text), 20))
    view = SourceView(text="\n\n".join([essay] * 4), extractor="text", extractor_version="test")
    blocks = imported(Origin("id", "essay.txt", "hash"), view).document.blocks
    assert [(block.kind, block.text) for block in blocks] == [("paragraph", text), *[("duplicate", text)] * 3]
