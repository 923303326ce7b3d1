"""brat's lines: what is taken, what is listed, and that what is written is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.formats import brat
from annotate.formats.standoff import ForeignRelation, ForeignSpan, Standoff

_LINES = """T1\tClaim 0 5\t应当建桥😀
T2\tproblem 6 8;10 12\t桥坏 了久
T3\tMeasure 13 15\t修桥
R1\tsupports Arg1:T2 Arg2:T1\t
A1\tclaim_type T1 policy
A2\tHedged T1
M3\tNegation T2
*\trestates T1 T2 T3
#1\tAnnotatorNotes T2\t问过村里人
E1\tRepair:T3 Agent:T1
N1\tReference T1 Wikidata:Q1\t桥
"""


def test_every_kind_of_line() -> None:
    found = brat.read(_LINES)
    assert found.spans == (
        ForeignSpan("T1", ("Claim",), ((0, 5),), "应当建桥😀", "line 1", {"claim_type": "policy", "Hedged": "true"}),
        ForeignSpan("T2", ("problem",), ((6, 8), (10, 12)), "桥坏 了久", "line 2", {"Negation": "true"}),
        ForeignSpan("T3", ("Measure",), ((13, 15),), "修桥", "line 3"),
    )
    assert found.relations == (
        ForeignRelation("R1", ("supports",), "T2", "T1", "line 4"),
        ForeignRelation("*T1-T2", ("restates",), "T1", "T2", "line 8"),
        ForeignRelation("*T2-T3", ("restates",), "T2", "T3", "line 8"),
    )
    assert found.note == "T2: 问过村里人"
    assert [mismatch.place for mismatch in found.mismatches] == ["line 10", "line 11"]
    assert "an event, which is not taken: E1" in found.mismatches[0].found
    assert "a normalisation, which is not taken" in found.mismatches[1].found


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
def test_line_ends_of_any_kind(end: str) -> None:
    given_, plain = brat.read(_LINES.replace("\n", end)), brat.read(_LINES)
    assert [span.id for span in given_.spans] == [span.id for span in plain.spans]
    assert [span.text for span in given_.spans] == [span.text for span in plain.spans]
    assert (given_.note, len(given_.mismatches)) == (plain.note, len(plain.mismatches))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1 Claim 0 5 blanks for tabs", "ID, tab, TYPE START END"),
        ("T1\tClaim 0\tx", "ID, tab, TYPE START END"),
        ("T1\tClaim -1 5\tx", "ID, tab, TYPE START END"),
        (f"T1\tClaim 0 {2**63}\tx", "ID, tab, TYPE START END"),
        (f"T1\tClaim 0 {'9' * 5000}\tx", "ID, tab, TYPE START END"),
        ("T1\tClaim 5 5\t", "START before END"),
        ("T1\tClaim 5 2\tx", "START before END"),
        ("R1\tsupports T1 T2", "ID, tab, TYPE Arg1:ID Arg2:ID"),
        ("A1\tclaim_type", "ID, tab, NAME ID"),
        ("A1\tclaim_type T9 policy", "the id of a span"),
        ("*\tEquiv T1", "TYPE ID ID"),
        ("hello", "one that begins with T, R, A, M, *, #"),
    ],
)
def test_what_cannot_be_read_is_listed_and_the_rest_is_read(line: str, reason: str) -> None:
    found = brat.read(f"{line}\nT7\tClaim 0 1\t桥\n")
    assert [span.id for span in found.spans] == ["T7"]
    (mismatch,) = found.mismatches
    assert mismatch.place == "line 1"
    assert reason in mismatch.expected


def test_a_second_value_of_an_attribute_is_listed() -> None:
    found = brat.read("T1\tClaim 0 1\tx\nA1\tkind T1 fact\nA2\tkind T1 value\nA3\tkind T1 fact\n")
    assert found.spans[0].attributes == {"kind": "fact"}
    assert [mismatch.place for mismatch in found.mismatches] == ["line 3"]


_words = st.text("桥𠮷😀ab", min_size=1, max_size=5)
_ids = st.integers(1, 99).map(lambda number: f"T{number}")


@st.composite
def standoffs(draw: st.DrawFn) -> Standoff:
    names = draw(st.lists(_ids, unique=True, max_size=4))
    spans = []
    for name in names:
        edges = sorted(draw(st.sets(st.integers(0, 50), min_size=2, max_size=6)))
        fragments = tuple(zip(edges[::2], edges[1::2], strict=False))
        attributes = draw(st.dictionaries(_words, _words | st.just("true") | st.just("two words"), max_size=2))
        text = " ".join(draw(st.lists(_words, max_size=3)))
        spans.append(ForeignSpan(name, (draw(_words),), fragments, text, "", attributes))
    ends = st.sampled_from(names) if names else st.nothing()
    relations = [
        ForeignRelation(f"R{number}", (draw(_words),), draw(ends), draw(ends), "")
        for number in range(draw(st.integers(0, 3)) if names else 0)
    ]
    return Standoff(tuple(spans), tuple(relations), f"{names[0]}: {draw(_words)}" if names else None)


@given(standoffs())
def test_what_is_written_is_read_again(standoff: Standoff) -> None:
    again = brat.read(brat.write(standoff))
    assert again.mismatches == ()
    assert again.note == standoff.note
    for now, before in zip(again.spans, standoff.spans, strict=True):
        assert (now.id, now.types, now.fragments, now.text) == (before.id, before.types, before.fragments, before.text)
        assert now.attributes == before.attributes
    for one, other in zip(again.relations, standoff.relations, strict=True):
        assert (one.id, one.types, one.source, one.target) == (other.id, other.types, other.source, other.target)


@given(st.text(st.sampled_from("T1RA*#EN\t ;:\n\r0Claim桥"), max_size=80))
def test_no_text_whatever_stops_the_reader(text: str) -> None:
    found = brat.read(text)
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    assert len(lines) == 0 or found.mismatches or found.spans or found.relations or found.note is not None
