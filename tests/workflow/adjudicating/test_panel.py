"""The panel beside a curator's task: who said what, by pseudonym, and what of it differs."""

from __future__ import annotations

import re
from html import unescape

import pytest

from annotate import adjudication
from annotate.scheme import Language
from annotate.workflow.adjudicating.briefing import brief_of
from annotate.workflow.adjudicating.panel import panel
from schema import Annotation
from tests.adjudication.works import SCHEME, UNIT, annotation, ask, decide

NAMES = {"lin": "A2", "chen": "A10", "wu": "A1"}

TEXT = "标题标题标题标题标题" + "𠮷婆婆<b>😀&过不去" + "，买药要绕四里路。" + "县里应当加一条缓坡，给石桥。" + "。" * 30


def shown(*works: Annotation, language: Language = "both") -> str:
    """The panel of what is open or not agreed on."""
    decisions = decide(*works)
    questions = ask(*works, earlier=decisions)
    asked = [one for one in questions if one.state != "decided"]
    brief = brief_of(UNIT, asked, adjudication.holding(decisions, None), {}, SCHEME)
    return panel(brief, questions, NAMES, TEXT, SCHEME, language)


def rows(html: str) -> list[str]:
    """Each row as text, with what is marked as different in brackets."""
    lines = re.findall(r"<tr.*?</tr>", html)
    marked = (re.sub(r"<mark>(.*?)</mark>", r"[\1]", line) for line in lines)
    return [unescape(re.sub(r"<[^>]*>", " ", line)).strip() for line in marked]


RISK = {"problem_type": "risk"}
LIN = annotation("lin", ("1", "problem", 10, 22, RISK), ("2", "measure", 30, 40), relations=["2 addresses 1"])
CHEN = annotation("chen", ("x", "claim", 10, 21), ("y", "measure", 30, 40))


def test_each_question_has_a_row_for_each_version() -> None:
    html = shown(LIN, CHEN, language="en")
    found = rows(html)
    assert [row.split()[0] for row in found] == ["proposal", "A2", "A10"] * 2
    assert "[problem]" in found[1]
    assert "[claim]" in found[2]
    assert "risk" in found[1]
    # A claim, which the proposal takes it for, cannot be addressed.
    assert found[3].endswith("not in the text")
    assert re.sub(" +", " ", found[4]) == "A2 「县里应当加一条缓坡，」 — addresses → 「𠮷婆婆<b>😀&过不去，」"
    assert found[5].endswith("nothing")
    assert "to decide: 2" in html
    assert "agreed on: 1" in html


def test_what_only_some_have_in_their_range_is_marked() -> None:
    _, lin, chen, *_ = rows(shown(LIN, CHEN))
    assert "𠮷婆婆<b>😀&过不去[，]" in lin
    assert "𠮷婆婆<b>😀&过不去 ，" in chen


def test_words_of_documents_and_names_of_people_do_not_become_mark_up_or_show() -> None:
    html = shown(LIN, CHEN)
    assert "&lt;b&gt;" in html
    assert "𠮷婆婆<b>" not in html
    assert not any(name in html for name in NAMES)


@pytest.mark.parametrize(("language", "word"), [("zh", "待定"), ("en", "to decide"), ("both", "待定 2 to decide: 2")])
def test_it_speaks_the_language_of_the_screen(language: Language, word: str) -> None:
    assert word in shown(LIN, CHEN, language=language)


def test_what_the_rule_decided_though_versions_differ_is_listed_apart() -> None:
    same = annotation("chen", ("x", "problem", 10, 21, RISK), ("y", "measure", 30, 40), relations=["y addresses x"])
    html = shown(LIN, same, language="en")
    assert "to decide: 0" in html
    assert "decided by rule though versions differ: 1" in html
    assert "agreed on: 2" in html


def test_one_annotator_only_and_empty_against_not_empty() -> None:
    alone = shown(LIN, language="en")
    assert "seen by one annotator only" in alone
    assert rows(shown(LIN, annotation("chen"), language="en"))[2].endswith("nothing")
