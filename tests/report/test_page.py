"""The page as text: nothing in it comes from outside, nothing of a text is taken for mark-up, nobody is named."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from lxml.etree import _Element as Element

from annotate.report import page
from annotate.report._meanings import MEANINGS, MEASURES
from annotate.report._payload import payload, script_json
from annotate.workflow.project import Project
from annotate.workflow.reporting import ReportData, gather
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
    assert [found.get("type") for found in root.iter("script")] == [None, "application/json", None]
    assert json.loads(words(root, "data")) == payload(data, "en")


def test_a_title_with_mark_up_stays_text(data: ReportData) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    texts = tuple(text.model_copy(update={"title": nasty}) for text in data.texts)
    lines = tuple(line.model_copy(update={"title": nasty}) for line in data.agreement.by_article)
    agreement = data.agreement.model_copy(update={"by_article": lines})
    root = parser.fromstring(page(data.model_copy(update={"texts": texts, "agreement": agreement, "project": nasty})))
    assert root.findtext(".//title") == nasty
    assert not list(root.iter("img"))
    assert nasty in words(root, "agreement")


def test_the_page_needs_nothing_else(html: str) -> None:
    root = parser.fromstring(html)
    assert not [found.tag for found in root.iter() if found.get("src") or found.tag in ("link", "iframe")]
    assert {str(link.get("href")).partition("#")[0] for link in root.iter("a")} == {""}
    (policy,) = (found for found in root.iter("meta") if found.get("http-equiv") == "Content-Security-Policy")
    assert str(policy.get("content")).startswith("default-src 'none'")


def test_annotators_are_named_on_request_only(reported: Project, html: str) -> None:
    assert not [word for word in (*NAMES, NOTE) if word in html]
    named = page(gather(reported, named=True, resamples=0))
    assert all(name in named for name in NAMES)


def test_every_offset_of_the_payload_is_of_code_points(data: ReportData) -> None:
    made = json.loads(script_json(payload(data, "zh")))
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
