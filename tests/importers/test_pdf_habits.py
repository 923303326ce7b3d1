"""What only the whole of a PDF tells: that bold type or white behind a number says nothing in it."""

from __future__ import annotations

from dataclasses import replace

from annotate.importers._pdf._lines import Line
from annotate.importers._pdf._paragraphs import Column, habits_of, paragraphs_of

PLAIN = Line("渡船停了以后，两岸的人", 1, (60, 50, 360, 60), 60, 360, 50, 60, 10, False, 1, 10)


def lines(*texts: str, bold: bool = False) -> Column:
    rows = [
        replace(PLAIN, text=text, top=50.0 + 17 * at, bottom=60.0 + 17 * at, bold=bold) for at, text in enumerate(texts)
    ]
    return Column(tuple(rows), 60, 360)


def test_bold_type_tells_nothing_where_most_of_the_text_is_bold() -> None:
    bold = lines("机构：渡口研究会", "主题：渡船，水价", bold=True)
    assert habits_of([bold], 10).bold
    assert not habits_of([bold, lines("渡船停了以后，两岸的人都要绕到上游去过桥。", "县里说明年再议。")], 10).bold


def test_white_behind_the_number_of_an_item_parts_nothing() -> None:
    column = lines("1.　先修渡口，再谈渡船，", "渡船的票价由两岸议定。")
    item = replace(column.lines[0], cells=2)
    column = Column((item, *column.lines[1:]), 60, 360)
    assert [len(found) for found in paragraphs_of(column, habits_of([column], 10))] == [2]
    row = replace(item, text="渡口　渡船")
    table = Column((row, *column.lines[1:]), 60, 360)
    assert [len(found) for found in paragraphs_of(table, habits_of([table], 10))] == [1, 1]


def test_a_heading_in_the_type_of_the_body_has_two_lines_where_both_stand_in_the_middle() -> None:
    def heading(*places: tuple[float, float]) -> Column:
        texts = ("关于恢复下游三个渡口小型客渡的", "几点意见")
        rows = lines(*texts, bold=True).lines
        placed = [replace(row, start=start, end=end) for row, (start, end) in zip(rows, places, strict=True)]
        return Column((*placed, replace(PLAIN, text="渡船停了以后，", top=90.0, bottom=100.0)), 60, 360)

    def groups(column: Column) -> list[int]:
        body = lines("渡船停了以后，两岸的人都要绕到上游去过桥。", "县里说明年再议。", "村里等了三年。", "船还在。")
        return [len(found) for found in paragraphs_of(column, habits_of([column, body], 10))]

    assert groups(heading((130, 290), (190, 230))) == [2, 1]
    assert groups(heading((60, 220), (60, 100))) == [1, 1, 1]
