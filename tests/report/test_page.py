"""The page as text: nothing in it comes from outside, nothing of a text is taken for mark-up, nobody is named."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from lxml.etree import _Element as Element

from annotate.errors import StoreError
from annotate.rendering import plots
from annotate.report import Language, page, problem
from annotate.report._meanings import MEANINGS, MEASURES
from annotate.report._payload import large, payload, script_json
from annotate.workflow.project import Project
from annotate.workflow.reporting import DayDone, ReportData, gather
from tests.report.build import CLIMB, NAMES, NOTE


def words(root: Element, id_: str) -> str:
    """The text in the element of that id."""
    return next("".join(map(str, found.itertext())) for found in root.iter() if found.get("id") == id_)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_of_a_script_is_read_back_and_holds_no_mark_up(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode()


def test_half_of_a_pair_is_written_as_its_escape() -> None:
    assert script_json(["\ud842", "𠮷"]) == '["\\ud842","𠮷"]'


def test_an_essay_with_mark_up_stays_text(data: ReportData, html: str) -> None:
    """The essay closes script elements; the page has as many as it would without it."""
    assert any("</script>" in text.text for text in data.texts)
    root = parser.fromstring(html)
    assert [found.get("type") for found in root.iter("script")] == [None, "application/json", None, "application/json"]
    assert json.loads(words(root, "data")) == payload(data, "en")
    assert json.loads(words(root, "large")) == large(data, "en")


def test_a_title_with_mark_up_stays_text(data: ReportData) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    texts = tuple(text.model_copy(update={"title": nasty}) for text in data.texts)
    lines = tuple(line.model_copy(update={"title": nasty}) for line in data.agreement.by_article)
    agreement = data.agreement.model_copy(update={"by_article": lines})
    root = parser.fromstring(page(data.model_copy(update={"texts": texts, "agreement": agreement, "project": nasty})))
    assert root.findtext(".//title") == nasty
    assert not list(root.iter("img"))
    made = json.loads(words(root, "data"))
    assert {row[1] for row in made["figures"][1:]} == {nasty}


def test_the_page_needs_nothing_else(html: str) -> None:
    root = parser.fromstring(html)
    assert not [found.tag for found in root.iter() if found.get("src") or found.tag in ("link", "iframe")]
    assert {str(link.get("href")).partition("#")[0] for link in root.iter("a")} == {""}
    (policy,) = (found for found in root.iter("meta") if found.get("http-equiv") == "Content-Security-Policy")
    allowed = str(policy.get("content"))
    assert allowed.startswith("default-src 'none'")
    scripts = [str(found.text) for found in root.iter("script") if found.get("type") is None]
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts]
    assert f"script-src {' '.join(hashes)};" in allowed
    assert "connect-src" not in allowed


def test_a_live_page_alone_asks_its_server(data: ReportData, html: str) -> None:
    live = page(data, "en", "0123abcd")
    assert parser.fromstring(live).get("data-version") == "0123abcd"
    assert "connect-src 'self'" in live
    assert "fetch(" in live
    assert parser.fromstring(html).get("data-version") is None
    assert "fetch(" not in html


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_that_says_why_there_is_no_report_takes_nothing_for_mark_up(language: Language) -> None:
    nasty = "<script>alert(1)</script>"
    said = problem(StoreError(nasty, "is damaged", cure="annotate db backup"), nasty, language)
    root = parser.fromstring(said)
    assert not list(root.iter("script"))
    assert [str(found.text) for found in root.iter("dd")][:2] == [nasty, "is damaged"]
    assert root.findtext(".//code") == "annotate db backup"
    assert root.findtext(".//title") == nasty


def test_days_are_those_of_the_moment_s_time_zone(reported: Project) -> None:
    """The essays were done on 1 March at 0 and at 1 o'clock UTC."""
    seen = []
    for hours in (0, -1):
        now = datetime(2026, 3, 10, tzinfo=timezone(timedelta(hours=hours)))
        found = gather(reported, resamples=0, now=now).days
        seen.append([(f"{one.day:%m-%d}", one.annotator, one.finished) for one in found])
    march = [("03-01", name, 2) for name in ("A1", "A2", "A3")]
    both = [(day, name, 1) for day in ("02-28", "03-01") for name in ("A1", "A2", "A3")]
    assert seen == [march, both]


def test_the_pace_is_by_day_or_over_a_long_time_by_week(data: ReportData) -> None:
    def drawn(days: int) -> str:
        """Work by two on every other day."""
        done = [
            DayDone(day=date(2026, 3, 2) + timedelta(days=at), annotator=name, finished=3)
            for at in range(0, days, 2)
            for name in ("A1", "A2")
        ]
        return plots.pace_svg(done, data.scheme)

    bars = 'aria-roledescription="bar"'
    short, long = drawn(10), drawn(200)
    assert "Finished each day" in short
    assert "Finished each week" in long
    assert short.count(bars) == 10
    assert long.count(bars) == 2 * 29
    assert drawn(10) == short
    assert plots.pace_svg([], data.scheme) == ""


@pytest.mark.parametrize(("most", "named"), [(1, ["0", "1"]), (2, ["0", "1", "2"]), (50, ["0", "10", "20"])])
def test_counts_are_named_as_whole_numbers(data: ReportData, most: int, named: list[str]) -> None:
    done = [DayDone(day=date(2026, 3, day), annotator="A1", finished=most) for day in (2, 3)]
    drawn = plots.pace_svg(done, data.scheme)
    found = [str(one.text) for one in parser.fromstring(drawn).iter("text") if str(one.text).replace(".", "").isdigit()]
    assert found[: len(named)] == named


def test_annotators_are_named_on_request_only(reported: Project, html: str) -> None:
    assert not [word for word in (*NAMES, NOTE) if word in html]
    named = page(gather(reported, named=True, resamples=0))
    assert all(name in named for name in NAMES)


def test_every_offset_of_the_payload_is_of_code_points(data: ReportData) -> None:
    made = json.loads(script_json(payload(data, "zh") | large(data, "zh")))
    (bridge,) = (text for text in made["texts"] if "桥" in text["title"])
    whose, marks, ties = bridge["gold"]
    words = [bridge["text"][start:end] for start, end, *_ in marks]
    assert whose == -1
    assert CLIMB in words
    kinds = {(words[source], made["relations"][kind]["id"]) for source, _, kind in ties}
    assert {kind for _, kind in kinds} == {"causes", "addresses"}


def test_the_page_is_the_same_again(data: ReportData, html: str) -> None:
    assert page(data) == html


def test_both_languages_say_everything(data: ReportData, html: str) -> None:
    chinese = page(data, "zh")
    assert parser.fromstring(chinese).get("lang") == "zh"
    for english, words in MEANINGS.values():
        assert english != words
    shown = [line.measure for line in data.agreement.figures if line.of is None]
    assert shown
    cells = {"".join(map(str, cell.itertext())) for cell in parser.fromstring(html).iter("td")}
    for measure in shown:
        assert MEANINGS[measure][0] in cells
        assert MEANINGS[measure][1] in chinese
    assert MEANINGS.keys() == MEASURES.keys()
