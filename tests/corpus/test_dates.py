"""Dates as sources print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import Period, period


@pytest.mark.parametrize(
    "printed",
    [
        "2026-01-06",
        "2026.1.6",
        "2026/01/06 08:30",
        "20260106",
        "2026年1月6日",
        "2026 年 01 月 06 号",
        "２０２６年１月６日",
        "二〇二六年一月六日",
        "二○二六年一月六日",
        "发布时间：2026-01-06",
        "Jan 6, 2026",
        "6th January 2026",
    ],
)
def test_a_day_is_read_in_any_form(printed: str) -> None:
    assert period(printed) == Period(date(2026, 1, 6), date(2026, 1, 6))


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023.2", date(2023, 2, 1), date(2023, 2, 28)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31), date(2026, 12, 31)),
        ("二〇二六年二十月", date(2026, 1, 1), date(2026, 12, 31)),
        ("March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("2026年第3期", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02-30", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-13", date(2026, 1, 1), date(2026, 12, 31)),
        ("01/02/2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_a_date_leaves_open_stays_open(printed: str, first: date, last: date) -> None:
    assert period(printed) == Period(first, last)


@pytest.mark.parametrize("printed", ["", "昨日", "二十一世纪", "12026", "第1234567890号", "民国一百年", "十几日"])
def test_what_is_no_date_is_none(printed: str) -> None:
    assert period(printed) is None


@given(
    st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y%m%d", "%d %B %Y"])
)
def test_every_day_comes_back(day: date, form: str) -> None:
    assert period(day.strftime(form)) == Period(day, day)


@given(st.text("0123456789年月日-./ 〇一二十janmayO０", max_size=40))
def test_anything_is_read_without_an_error(printed: str) -> None:
    found = period(printed)
    assert found is None or found.first <= found.last


def test_a_long_run_of_numerals_is_no_date() -> None:
    assert period("一" * 10_000 + "年") is None
