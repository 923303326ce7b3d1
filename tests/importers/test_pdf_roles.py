"""What large and small print of a page is: titles and headings over two lines and at its head, captions."""

from __future__ import annotations

from tests.importers.pdfs import PARAGRAPHS, Press, Type, imported, wrapped

HOW = Type(size=10, measure=30, indent=0)
LEFT = 60


def kinds(press: Press) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in imported(press.data()).document.blocks]


def test_a_title_in_lines_as_far_apart_as_those_of_the_text_is_one() -> None:
    press = Press()
    press.column(LEFT, 50, [(0, "清水渡停航以后？"), (0, "看两岸村民的六个难处")], Type(size=20, leading=1.75))
    top = 140.0
    for text in PARAGRAPHS:
        top = press.column(LEFT, top, wrapped(text, Type(measure=30, leading=1.75, indent=0)), Type(leading=1.75)) + 15
    found = kinds(press)
    assert [text for kind, text in found if kind == "title"] == ["清水渡停航以后？看两岸村民的六个难处"]
    assert [text for kind, text in found if kind == "paragraph"] == list(PARAGRAPHS)


def test_headings_at_the_head_of_pages_that_differ_in_their_number_are_no_running_heads() -> None:
    press = Press()
    for number, text in enumerate((PARAGRAPHS[:3], PARAGRAPHS[3:6], PARAGRAPHS[6:]), start=1):
        press.line(LEFT, 20, f"渡口文存 第 {number} 页", 8)
        press.line(LEFT, 60, f"问题 {number}", 15)
        top = 100.0
        for paragraph in text:
            top = press.column(LEFT, top, wrapped(paragraph, HOW), HOW) + 12
        press.turn()
    found = kinds(press)
    assert [text for kind, text in found if kind == "boilerplate"] == [f"渡口文存 第 {at} 页" for at in (1, 2, 3)]
    assert {f"问题 {at}" for at in (1, 2, 3)} == {text for kind, text in found if kind in ("title", "heading")}


def test_little_small_print_between_paragraphs_is_a_caption_and_much_is_a_quotation() -> None:
    press = Press()
    small = Type(size=8, measure=36, indent=0)
    texts = {
        "caption": "停航前的清水渡，照片右侧是今天的码头。",
        "byline": "作者：陈大年",
        "paragraph": PARAGRAPHS[6] + 2 * PARAGRAPHS[7],
    }
    top = 60.0
    for at, text in enumerate(PARAGRAPHS[:6]):
        top = press.column(LEFT, top, wrapped(text, HOW), HOW) + 12
        if at < len(texts):
            top = press.column(LEFT, top, wrapped(list(texts.values())[at], small), small) + 12
    press.column(LEFT, top, wrapped("全文由村民口述。", small), small)
    found = kinds(press)
    assert [text for kind, text in found if kind == "caption"] == [texts["caption"]]
    assert ("byline", texts["byline"]) in found
    assert ("paragraph", texts["paragraph"]) in found
    assert ("paragraph", "全文由村民口述。") in found
