"""HTML in text files: what its elements say, that none of it takes long, and that no character is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotate.segmentation._embedded import marks_in
from annotate.segmentation._noise import front_matter, noise_of
from schema import BlockKind
from tests.segmentation.written import DYE, LOOM, PIPE, blocks_of

TAGS = ("p", "div", "div class='note'", "h2", "li", "td", "table", "br", "aside", "style")
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
    st.sampled_from(["\n", "\n\n", " ", "𠮷井。", "<", "a > b", LOOM]),
)


def kinds(text: str) -> list[tuple[BlockKind | None, str]]:
    return [(mark.kind, text[mark.start : mark.end].strip()) for mark in marks_in(text)]


@given(st.lists(PIECES, max_size=30).map("".join))
def test_marks_ascend_and_every_character_is_in_a_block(text: str) -> None:
    marks = marks_in(text)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    shown = "".join(block.text for block in blocks_of(text))
    assert sorted("".join(shown.split())) == sorted("".join(text.split()))


def test_what_elements_say() -> None:
    text = f"<h2>旧井</h2><p>{PIPE}</p><div class='tip'><p>{DYE}</p></div><p>{LOOM}</p><nav><a>首页</a></nav>"
    assert [(kind, found) for kind, found in kinds(text) if found] == [
        ("heading", "旧井"),
        (None, PIPE),
        ("quote_box", DYE),
        (None, LOOM),
        ("boilerplate", "<a>首页</a>"),
    ]


def test_only_tables_of_short_cells_are_data() -> None:
    assert ("table", "织机") in kinds("<table><tr><td><p>织机</p></td><td>12</td></tr></table>")
    assert (None, LOOM) in kinds(f"<table><tr><td><p>{LOOM}</p><p>{DYE * 6}</p></td></tr></table>")


def test_styles_and_scripts_are_no_text() -> None:
    found = blocks_of(f"<style>\np {{ margin: 0; }}\n\nli {{ margin: 0; }}\n</style>\n\n# 织机\n\n{LOOM}\n\n{DYE}\n")
    assert [row.text for row in found if row.kind not in ("markup", "title")] == [LOOM, DYE]


def test_a_line_is_in_bold_if_all_of_it_is() -> None:
    assert noise_of("<p><strong>织机</strong><b>与学徒</b></p>").bold
    assert noise_of('<span style="font-weight:bold">织机</span>').bold
    assert not noise_of("<p><strong>织机</strong>与学徒</p>").bold
    assert not noise_of("<p><strong></strong></p>").bold


def test_fields_of_both_notations_at_the_head_of_a_file() -> None:
    for head in ('+++\ntitle = "井"\n[extra]\ntitle = "渠"\n+++\n', "---\ntitle: 井\n---\n"):
        front = front_matter(head + PIPE)
        assert front is not None
        assert front.end == len(head)
        assert front.title is not None
        assert head[slice(*front.title)] == "井"
    assert front_matter(f"+++\n{PIPE}\n+++\n") is None
