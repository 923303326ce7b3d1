"""Adjudication one question at a time: what is asked of whom, what each key does, and that nothing is ever lost."""

from __future__ import annotations

import os
import pty
import sys
import termios
import time
from pathlib import Path

import pytest

from annotate.adjudication import Method
from annotate.cli._reviewing import Terminal
from annotate.drawing import cells
from annotate.errors import InputError
from annotate.rendering import _reviewing, render
from annotate.workflow.adjudicating import listing, reviewing
from annotate.workflow.adjudicating.seats import Seat
from schema import GoldComponent
from tests.terminal import until
from tests.workflow.adjudicating.opinions import (
    DETOUR,
    NEIGHBOURS,
    PLAN,
    RAMP,
    RIDE,
    STATUS,
    VALUE,
    WORKS,
    Answers,
    Office,
    answers,
    office,
)

ZHOU, WU = Seat("周"), Seat("吴")
ALL = Method(rule="unanimous")


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    found = office(tmp_path)
    found.auto()
    return found


def review(desk: Office, *given: str, seat: Seat = ZHOU, **chosen: object) -> tuple[Answers, reviewing.Reviewed]:
    asker = answers(*given)
    return asker, reviewing.review(desk.project, asker, seat, **chosen)  # type: ignore[arg-type]


def asked(asker: Answers) -> list[str]:
    return [guess.type for one in asker.shown if (guess := one.question.guess)]


def test_only_what_is_open_is_asked_and_what_follows_is_left_to_the_rule(desk: Office) -> None:
    assert desk.words() == {RIDE: "problem", NEIGHBOURS: "claim"}
    asker, report = review(desk, "b")
    assert [(one.question.kind, one.left) for one in asker.shown] == [("component", 1)]
    assert [one.key for one in asker.shown[0].choices] == ["a", "b", "c", "g"]
    assert (len(report.decisions), report.left, report.waiting, report.settled) == (1, 0, 0, 1)
    (made,) = desk.decisions()
    assert (made.number, made.who, made.by, made.why) == (*report.decisions, "周", "curator", "the version of 1 of 3")
    assert desk.words()[RAMP] == "measure"
    assert desk.gold().relations == ()
    assert desk.auto().relations == 1
    assert review(desk)[1].settled == 0
    assert "1 open question that the rule decides now: annotate adjudicate auto" in render(report)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("a",), {RAMP: "claim"}),
        (("g",), {RAMP: "claim"}),
        (("c",), {}),
        (("x",), {}),
        (("e", "举措", "今年之内", "-2", "operational", "", "县里"), {"今年之内给石桥加一条": "measure"}),
        (("e", "", "+2", "+1", "", ""), {f"{RAMP[2:]}。": "claim"}),
    ],
)
def test_a_key_for_each_answer(desk: Office, keys: tuple[str, ...], words: dict[str, str]) -> None:
    before = desk.words()
    asker, report = review(desk, *keys)
    # A relation of which an end is dropped is open.
    assert (asker.refused, report.left) == ([], 0 if words else 1)
    assert desk.words() == {**before, **words}
    if "operational" in keys:
        (made,) = [one for one in desk.gold().components if one.type == "measure"]
        assert made.attributes == {"specificity": "operational", "actor": "县里"}


def test_answers_that_will_not_do_are_refused_and_nothing_is_stored(desk: Office) -> None:
    given = ("z", "k", "1", "u", "m", "9", "e", "verse", "e", "", "桥")
    asker, report = review(desk, *given, "e", "", "+99", "", "e", "", "", "", "big", "")
    found = [message.split(": ")[0] for message in asker.refused]
    assert found[:6] == ["key 'z'", "key 'k'", "key '1'", "周", "component 9", "type verse"]
    assert found[6:] == ["begins with 桥", found[7], "claim"]
    assert "is no range of the unit's text" in asker.refused[7]
    assert "claim_type cannot be big" in asker.refused[-1]
    assert desk.decisions() == []
    assert (report.decisions, report.left) == ((), 1)


def test_undo_and_skip(desk: Office) -> None:
    before = desk.gold()
    asker, report = review(desk, "a", "q")
    asker, report = review(desk, "q")
    assert (asker.shown, report.left) == ([], 0)
    desk.auto(ALL)
    asker, report = review(desk, "s", "u", "b", "s")
    assert report.undone == (desk.decisions()[0].number,)
    assert f"decision {report.undone[0]} taken back, " in _reviewing.told(asker.told[0])
    assert len(desk.decisions()) == 2
    assert desk.words()[RAMP] == "measure"
    asker, _ = review(desk, "u", "x")
    assert desk.decisions()[0].undone is not None
    assert before.components == desk.gold().components
    # After an undo its question comes next, though another stands before it.
    assert asker.shown[1].question.group == desk.decisions()[0].group


def test_what_was_answered_is_kept_however_the_review_ends(desk: Office) -> None:
    class Breaks(Answers):
        def tell(self, told: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reviewing.review(desk.project, Breaks(iter("a")), ZHOU)
    assert desk.words()[RAMP] == "claim"
    assert review(desk)[0].shown == []


def test_a_late_change_asks_again_and_one_key_keeps_what_was_decided(desk: Office) -> None:
    review(desk, "b")
    marks, drawn = WORKS["lin"]
    desk.work("lin", {**marks, "m": (RAMP[2:], PLAN)}, drawn)
    asker, report = review(desk, "k", stale=True)
    assert [(one.question.state, one.choices[-2].key) for one in asker.shown] == [("stale", "k")]
    assert len(report.decisions) == 1
    assert desk.words()[RAMP] == "measure"
    assert review(desk, stale=True)[0].shown == []


def test_a_second_curator_sees_nothing_of_the_first(desk: Office) -> None:
    review(desk, "b")
    asker, _ = review(desk, seat=Seat("吴", blind=False))
    assert asker.shown == []
    asker, _ = review(desk, "b", seat=WU)
    (shown,) = asker.shown
    assert {one.key for one in shown.choices} == {"a", "b", "c", "g"}
    assert shown.question.holding is not None
    assert {one.by for one in shown.question.holding.decisions} == {"rule"}
    assert desk.gold().basis[shown.question.group] == "agreed"
    review(desk, "u", "a", seat=WU)
    assert RAMP not in desk.words()
    assert review(desk)[0].shown == []


def test_an_arbiter_sees_both_and_is_asked_where_they_differ(desk: Office) -> None:
    arbiter = Seat("郑", "arbiter")
    assert review(desk, seat=arbiter)[0].shown == []
    review(desk, "b")
    assert review(desk, seat=arbiter)[0].shown == []
    review(desk, "a", seat=WU)
    asker, _ = review(desk, "1", seat=arbiter)
    (shown,) = asker.shown
    assert [(one.key, one.name) for one in shown.choices[3:5]] == [("1", "curator 周"), ("2", "curator 吴")]
    assert desk.words()[RAMP] == "measure"
    assert desk.gold().basis[shown.question.group] == "arbitrated"
    assert review(desk, seat=arbiter)[0].shown == []
    assert review(desk, seat=Seat("钱"))[0].shown == []


def test_relations_wait_for_their_components_and_a_change_of_these_lists_them(desk: Office) -> None:
    desk.auto(ALL)
    asker, report = review(desk, "s")
    assert (asked(asker), report.waiting) == (["claim"], 2)
    asker, report = review(desk, "b", "a", "e", "causes", "", "b")
    assert asked(asker) == ["claim", "addresses", "supports", "supports"]
    addresses = asker.shown[1]
    assert [one.type for one in addresses.ends.values()] == ["problem", "measure"]
    assert [one.result is None for one in addresses.choices[:3]] == [True, False, True]
    (message,) = asker.refused
    assert "causes is not permitted from claim to measure" in message
    assert [one.type for one in desk.gold().relations] == ["supports"]
    _, report = review(desk, "u", "u", "u", "x")
    assert report.undone == tuple(one.number for one in desk.decisions()[2::-1])

    review(desk, "u", "b", "c", "b")
    (link,) = desk.gold().relations
    marks, drawn = WORKS["lin"]
    desk.work("lin", {**marks, "m": (RAMP[2:], PLAN)}, drawn)
    _, report = review(desk, "x", stale=True)
    assert [(one.relation, one.outcome) for one in report.touched] == [(link.id, "open")]
    assert f"touches supports {link.id}" in render(report)


def test_what_a_rule_decided_although_annotators_differ_is_asked_if_wanted(desk: Office) -> None:
    longer = f"{RIDE}，{DETOUR}"
    # By default it is not asked, but told, in the review and in the list.
    _, report = review(desk, "q")
    assert report.ruled == 1
    told = "1 component to which annotators gave different boundaries, decided by the rule and not asked: annotate "
    assert f"{told}adjudicate review --disputed" in render(report)
    assert f"{told}adjudicate list --disputed" in render(listing.asked(desk.project))
    shown = listing.asked(desk.project, disputed=True)
    assert shown.ruled == 0
    assert [one.ranges for one in shown.questions if one.state == "decided" and one.kind == "component"] == [2]

    asker, report = review(desk, "a", seat=Seat("周", disputed=True))
    assert report.ruled == 0
    assert asked(asker)[0] == "problem"
    assert asker.shown[0].question.state == "decided"
    assert desk.words()[longer] == "problem"
    assert RIDE not in desk.words()


def test_merged_into_another_component_its_relations_go_along(tmp_path: Path) -> None:
    desk = office(tmp_path)
    marks, _ = WORKS["lin"]
    for name in ("lin", "chen"):
        desk.work(
            name,
            {"p": (RIDE, STATUS), "q": (DETOUR, STATUS), "c": (NEIGHBOURS, VALUE)},
            (("causes", "q", "p"),),
        )
    desk.work("wang", {"p": (RIDE, STATUS), "c": (NEIGHBOURS, VALUE)})
    desk.auto(ALL)
    asker, _ = review(desk, "m", "1", kind="component")
    assert [one.component.type for one in asker.shown[0].near] == []
    (made,) = desk.decisions()
    assert made.into == desk.gold().components[0].id
    assert marks["p"][0] in desk.words()


def test_a_method_that_learns_keeps_what_it_learnt(desk: Office) -> None:
    desk.auto(Method(rule="weighted", presence=0.9))
    asker, report = review(desk, "b", *"ssssss")
    assert len(report.decisions) == 1
    assert asker.shown[0].choices[-1].name == "weighted 1"


def test_bars_stand_below_the_words_that_they_mark(desk: Office) -> None:
    asker, _ = review(desk, "q", seat=Seat("周", disputed=True))
    shown = asker.shown[0]
    for width in (30, 44, 110):
        lines = _reviewing.scene(shown, desk.project.scheme, width).plain.split("\n")
        found: dict[str, str] = {}
        text = ""
        for line in lines[1 : next(at for at, line in enumerate(lines) if line.startswith(" key"))]:
            assert sum(map(cells, line)) <= width
            if line.startswith("     "):
                text = line
                continue
            bar = line[5:]
            columns = [sum(map(cells, text[5 : 5 + at])) for at in range(len(text) - 4)]
            marked = [sign for sign, at in zip(text[5:], columns, strict=False) if bar[at : at + 1].strip()]
            found[line[:3].strip()] = found.get(line[:3].strip(), "") + "".join(marked)
        wanted = {
            one.key: shown.text[one.result.start : one.result.end]
            for one in shown.choices
            if isinstance(one.result, GoldComponent)
        }
        assert {key: words for key, words in found.items() if key in wanted} == wanted


def test_control_characters_of_a_text_give_no_orders(desk: Office) -> None:
    asker, _ = review(desk, "q")
    (shown,) = asker.shown
    evil = shown.model_copy(update={"text": shown.text.replace("县", "\x1b"), "title": "\x1b[2J"})
    drawn = _reviewing.scene(evil, desk.project.scheme, 80).plain
    assert "\x1b" not in drawn
    assert "\ufffd里应当" in drawn


def test_without_a_terminal_it_says_what_to_do_instead() -> None:
    with pytest.raises(InputError, match="it is no terminal") as caught:
        Terminal()
    assert "annotate adjudicate decide GROUP" in str(caught.value)


def test_a_review_at_a_real_terminal(desk: Office) -> None:
    """Keys one by one through a pseudo-terminal; it is left by Ctrl-C, and nothing is lost."""
    desk.auto(ALL)
    pid, terminal = pty.fork()
    if pid == 0:
        arguments = ["--project", str(desk.project.folder), "adjudicate", "review", "--by", "周"]
        os.execv(sys.executable, [sys.executable, "-c", "from annotate.cli import main; main()", *arguments])
    shown = ""
    for waits_for, keys in (
        ("? more", "?"),
        ("? more", "e"),
        ("type", "\x03"),
        ("? more", "Ｂ"),
        ("? more", "\x03"),
    ):
        shown += until(terminal, waits_for)
        if len(keys) == 1 and waits_for == "? more":
            # What is typed before the program waits for a key is thrown away.
            while termios.tcgetattr(terminal)[3] & termios.ICANON:
                time.sleep(0.01)
        os.write(terminal, keys.encode())
    shown += until(terminal, None)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown
    for expected in ("what the rule proposes", "was given up", "1 decision", "2 questions left", "\x1b["):
        assert expected in shown
    assert [(one.who, one.why) for one in desk.decisions()] == [("周", "the version of 1 of 3")]
