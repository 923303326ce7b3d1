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


def test_the_type_of_listings_is_not_that_of_the_text() -> None:
    press = Press()
    press.line(LEFT, 40, "恢复小型客渡的办法", 18)
    top = 90.0
    for text in PARAGRAPHS[:3]:
        top = press.column(LEFT, top, wrapped(text, HOW), HOW) + 12
    for number in range(60):
        press.line(LEFT, top, f"{number:02d} | 44.9653 | 16.2753 | 20.690 | 84.150 | ---", 7)
        top += 8
    found = kinds(press)
    assert [text for kind, text in found if kind == "paragraph"][:3] == list(PARAGRAPHS[:3])
    assert not [text for kind, text in found if kind == "heading"]


def test_a_heading_right_below_the_title_is_in_the_type_of_others_further_down() -> None:
    press = Press()
    press.line(LEFT, 40, "恢复小型客渡的办法", 18)
    press.line(LEFT, 70, "陈大年", 14)
    press.line(LEFT, 100, "概览", 12)
    press.line(LEFT, 124, "渡船三班", 10)
    press.line(LEFT, 150, "码头两处", 10)
    top = 180.0
    for text in PARAGRAPHS[:4]:
        top = press.column(LEFT, top, wrapped(text, HOW), HOW) + 12
    press.line(LEFT, top, "两岸", 12)
    press.column(LEFT, top + 24, wrapped(PARAGRAPHS[4], HOW), HOW)
    found = kinds(press)
    assert {"概览", "两岸"} <= {text for kind, text in found if kind == "heading"}
    assert ("byline", "陈大年") in found


def test_headings_in_one_type_are_no_title_below_a_line_that_stands_above_all() -> None:
    press = Press()
    press.line(LEFT + 80, 40, "渡口备忘", 12)
    top = 70.0
    for heading, text in zip(("码头", "渡船", "账目", "学生"), PARAGRAPHS, strict=False):
        press.line(LEFT, top, heading, 14)
        top = press.column(LEFT, top + 24, wrapped(text, HOW), HOW) + 12
    found = kinds(press)
    assert [text for kind, text in found if kind == "title"] == ["渡口备忘"]
    assert [text for kind, text in found if kind == "heading"] == ["码头", "渡船", "账目", "学生"]
