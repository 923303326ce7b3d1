"""What a PDF has besides running text: figures with their captions, names of axes, pictures, quotations set in."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from annotate.importers._pdf._segments import Sign, segment
from tests.importers.pdfs import PARAGRAPHS, Press, Type, imported, wrapped

HOW = Type(size=10, measure=30, indent=0)
LEFT = 60
ROMAN = "Times-Roman"
TEXT = (
    "The ferry stopped in March, and since then whoever lives on the far bank walks ten miles round by the bridge. We "
    "have asked the county for one boat, and not for a new bridge. It would cost less than the toll house.",
    "Pupils get up an hour earlier, and in winter it is dark when they leave. The chemist has no cold store, so that "
    "medicine for the old is brought by whoever happens to cross, which takes most of a day.",
    "A crate of loquats costs a third more to send. The growers have shown us their books, and the books say that two "
    "summers like the last one will be the end of the orchards on the far bank.",
)


def kinds(press: Press) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in imported(press.data()).document.blocks]


def of(press: Press, kind: str) -> list[str]:
    return [text for found, text in kinds(press) if found == kind]


def filled(text: str, width: float, size: float = 10) -> list[str]:
    """Break a text of words into lines."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, ROMAN, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def print_lines(press: Press, top: float, lines: list[str], left: float = LEFT, size: float = 10) -> float:
    for line in lines:
        press.line(left, top, line, size, ROMAN)
        top += 1.3 * size
    return top


@pytest.mark.parametrize("names", [("Quantity (Index)", "Year"), ("Cost per crossing", "Month")])
def test_the_text_of_a_figure_is_no_text(names: tuple[str, str]) -> None:
    press = Press()
    top = print_lines(press, 60, filled(TEXT[0], 400)) + 12
    torn = filled(TEXT[1], 400)
    top = print_lines(press, top, torn[:1]) + 20
    for number in range(6):
        press.line(LEFT + 20, top, f"{60 - 10 * number}", 7)
        top += 12
    press.line(LEFT + 40, top, "2014　2016　2018　2020", 7)
    press.line(LEFT + 90, top + 14, names[0], 11, ROMAN)
    caption = f"Figure 1: {names[0]} by {names[1]}, as the county's office counted them at the old landing every week."
    top = print_lines(press, top + 34, filled(caption, 400)) + 14
    top = print_lines(press, top, torn[1:]) + 12
    print_lines(press, top, filled(TEXT[2], 400))
    found = kinds(press)
    assert [text for kind, text in found if kind == "paragraph"] == list(TEXT)
    assert ("caption", caption) in found
    assert ("table", names[0]) in found


def test_what_is_turned_beside_the_text_is_none() -> None:
    press = Press()
    top = 60.0
    for text in TEXT:
        top = print_lines(press, top, filled(text, 400)) + 12
    press.canvas.saveState()
    press.canvas.rotate(90)
    press.canvas.setFont("Helvetica-Bold", 14)
    press.canvas.drawString(600, -40, "Crates a week")
    press.canvas.restoreState()
    found = kinds(press)
    assert ("boilerplate", "Crates a week") in found
    assert [text for kind, text in found if kind == "paragraph"] == list(TEXT)


def test_a_heading_with_a_stop_is_set_as_others_are() -> None:
    press = Press()
    press.line(LEFT, 40, "恢复小型客渡的办法", 20)
    top = 90.0
    for heading, text in zip(("码头", "渡船停不得。", "账目", "要有人管。"), PARAGRAPHS, strict=False):
        press.line(LEFT, top, heading, 13)
        top = press.column(LEFT, top + 24, wrapped(text, HOW), HOW) + 14
    assert of(press, "heading") == ["码头", "渡船停不得。", "账目", "要有人管。"]


def test_two_lines_in_the_type_of_headings_below_the_title_are_none() -> None:
    press = Press()
    press.line(LEFT, 40, "The Last Ferry", 22, ROMAN)
    press.line(LEFT, 90, "Ann Weaver", 13, ROMAN)
    press.line(LEFT, 140, "March 5, 1998", 13, ROMAN)
    top = print_lines(press, 190, filled(TEXT[0], 400)) + 14
    for heading, text in zip(("What It Cost", "What It Saved"), TEXT[1:], strict=True):
        press.line(LEFT, top, heading, 13, ROMAN)
        top = print_lines(press, top + 24, filled(text, 400)) + 14
    assert of(press, "heading") == ["What It Cost", "What It Saved"]


def picture(press: Press, left: float, top: float, width: float, height: float) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(file, "PNG")
    press.canvas.drawImage(ImageReader(file), left, 842 - top - height, width, height)


def test_a_short_line_right_below_a_picture_is_its_caption() -> None:
    for caption, expected in (("四组与五组门前的码头。", "caption"), (PARAGRAPHS[4], "paragraph")):
        press = Press()
        top = press.column(LEFT, 60, wrapped(PARAGRAPHS[0], HOW), HOW) + 10
        picture(press, LEFT, top, 240, 150)
        top = press.column(LEFT, top + 160, wrapped(caption, HOW), HOW) + 14
        press.column(LEFT, top, wrapped(PARAGRAPHS[1], HOW), HOW)
        assert (expected, caption) in kinds(press)


def test_a_sentence_that_runs_past_a_picture_goes_on_below_it() -> None:
    press = Press()
    lines = wrapped(PARAGRAPHS[0], HOW)
    top = press.column(LEFT, 60, lines[:-1], HOW) + 8
    picture(press, LEFT, top, 320, 120)
    top = press.column(LEFT, top + 130, lines[-1:], HOW) + 14
    press.column(LEFT, top, wrapped(PARAGRAPHS[1], HOW), HOW)
    assert "caption" not in dict(kinds(press))


def test_a_first_line_in_the_middle_is_the_title() -> None:
    for left, expected in ((LEFT + 90, "title"), (LEFT, "paragraph")):
        press = Press()
        press.line(left, 40, "上游的渡口，要有人管。", 10)
        top = 70.0
        for text in PARAGRAPHS[:3]:
            top = press.column(LEFT, top, wrapped(text, HOW), HOW) + 12
        assert (expected, "上游的渡口，要有人管。") in kinds(press)


def test_a_quotation_set_in_as_a_whole_is_one_paragraph() -> None:
    press = Press()
    indented = Type(size=10, measure=30, indent=2)
    top = press.column(LEFT, 60, wrapped(PARAGRAPHS[0], indented), indented)
    top = press.column(LEFT, top, wrapped(PARAGRAPHS[1], indented), indented) + 14
    quoted = "".join(PARAGRAPHS[2:4])
    top = press.column(LEFT + 20, top, wrapped(quoted, Type(measure=26, indent=0)), HOW) + 14
    for text in PARAGRAPHS[4:7]:
        top = press.column(LEFT, top, wrapped(text, indented), indented)
    assert of(press, "paragraph") == [*PARAGRAPHS[:2], quoted, *PARAGRAPHS[4:7]]


def test_a_blank_without_width_stands_before_the_letter_that_reaches_into_it() -> None:
    def sign(text: str, start: float, end: float) -> Sign:
        return Sign(text, start, end, 50, 60, 10, False, False, (start, 50, end, 60))

    found = segment([sign("e", 50, 54.5), sign(" ", 58, 58), sign("j", 57.5, 60), sign("u", 60, 65)])
    assert "".join(each.text for each in found.signs) == "e ju"


def test_white_behind_a_full_stop_parts_no_cells() -> None:
    press = Press()
    lines = filled(TEXT[0], 220)
    stopped = next(line for line in lines if ". " in line)
    first, _, rest = stopped.partition(". ")
    top = 60.0
    for line in lines:
        if line == stopped:
            press.line(LEFT, top, f"{first}.", 10, ROMAN)
            press.line(LEFT + stringWidth(f"{first}.", ROMAN, 10) + 13, top, rest, 10, ROMAN)
        else:
            press.line(LEFT, top, line, 10, ROMAN)
        top += 13
    print_lines(press, top + 12, filled(TEXT[1], 220))
    assert of(press, "paragraph") == list(TEXT[:2])


def test_a_column_begins_higher_than_the_heading_beside_it() -> None:
    press = Press()
    how = Type(size=10, measure=20, indent=0)
    press.line(LEFT, 84, "关键词", 10)
    press.line(LEFT + 42, 84, "渡口，渡船，农村客运，补贴，两岸的人，果农的账，学生的早起，药店的冷柜，码头的灯", 10)
    left, right = wrapped("".join(PARAGRAPHS[:4]), how), wrapped("".join(PARAGRAPHS[4:8]), how)
    press.line(LEFT, 132, "引言", 13)
    press.column(LEFT, 162, left, how)
    press.column(LEFT + 222, 100, right, how)
    found = kinds(press)
    assert ("paragraph", "".join(PARAGRAPHS[:4])) in found
    assert ("paragraph", "".join(PARAGRAPHS[4:8])) in found
    assert ("title", "引言") in found


def test_a_hyphen_that_a_word_has_elsewhere_stays() -> None:
    press = Press()
    lines = (
        "A toll-free crossing has been promised for ten years now, and when the toll-",
        "free day came, nobody had told the ferrymen of it, who were looking for a com-",
        "pany to hire them.",
    )
    top = print_lines(press, 60, list(lines))
    print_lines(press, top + 14, filled(TEXT[0], 300))
    text = of(press, "paragraph")[0]
    assert "when the toll-free day came" in text
    assert "for a company to hire" in text


def test_a_long_head_in_large_type_that_differs_in_the_number_of_the_page_runs() -> None:
    press = Press()
    for number, text in enumerate(TEXT, start=47):
        head = f"{number} Valley Register / Friday, March 6, 1998"
        press.line(LEFT, 30, head if number % 2 else f"{head[3:]} {number}", 12, ROMAN)
        top = print_lines(press, 80, filled(text, 400))
        print_lines(press, top + 12, filled(TEXT[0].replace("March", f"May {number}"), 400))
        press.turn()
    found = kinds(press)
    assert sum(kind == "boilerplate" and "Valley Register" in text for kind, text in found) == len(TEXT)
    assert "heading" not in dict(found)


def test_the_words_of_a_table_in_the_type_of_the_text_are_no_text() -> None:
    press = Press()
    top = print_lines(press, 60, filled(TEXT[0], 400)) + 14
    press.line(LEFT + 100, top, "Table 1: Crossings a week", 10, ROMAN)
    top += 24
    for name, *figures in (("Upper landing", "1,204", "1,377"), ("Middle", "85", "64"), ("Lower landing", "9", "12")):
        for left, cell in zip((0, 120, 190), (name, *figures), strict=True):
            press.line(LEFT + left, top, cell, 10, ROMAN)
        top += 16
    press.line(LEFT, top, "Together", 10, ROMAN)
    print_lines(press, top + 40, filled(TEXT[1], 400))
    found = kinds(press)
    assert [text for kind, text in found if kind == "paragraph"] == list(TEXT[:2])
    assert any(kind == "table" and "Together" in text for kind, text in found)


def test_entries_of_references_hang() -> None:
    entries = (
        "Weaver, Ann. 1998. Crossings of the Lower Valley, with an account of the tolls. Millbrook: Ledger Press, and "
        "again in the Valley Papers 13 (2): 4–19.",
        "Dyer, John, and Ann Weaver. 2001. What a Bridge Costs Those Who Live beside It. Millbrook: Ledger Press, pp. "
        "12 to 44, with the maps.",
        "Alder, Maud. 2005. The Ferrymen and Their Boats, from the first licence to the last. Valley Papers 20, "
        "in the library of the county.",
    )
    press = Press()
    top = print_lines(press, 60, filled(TEXT[0], 300)) + 14
    press.line(LEFT, top, "References", 10, "Times-Bold")
    top += 20
    for entry in entries:
        first = filled(entry, 300)[0]
        top = print_lines(press, top, [first])
        top = print_lines(press, top, filled(entry[len(first) :], 285), LEFT + 15)
    assert of(press, "reference") == ["References", *entries]
