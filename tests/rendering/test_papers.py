"""Tables and paragraphs for papers: that they say what the report says, and can be set."""

from __future__ import annotations

import csv
import io
import re
import shutil
import string
import subprocess
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotate import __version__
from annotate.agreement import (
    AgreementReport,
    Interval,
    Line,
    LinkingReport,
    Measure,
    PairLine,
    Subset,
    report,
)
from annotate.rendering import papers
from annotate.rendering._papers_names import NAMES, in_latex, in_markdown
from annotate.rendering._papers_words import SENTENCES
from tests.agreement.campaign import POLICY, work

NASTY = r"a&b %50 _x_ #1 $y$ {z} ~ ^ \begin |p| *q* `r` <s> [t] 问题𠮷😀"


@pytest.fixture(scope="module")
def found() -> AgreementReport:
    return report(work(), POLICY, resamples=50)


@pytest.fixture(scope="module")
def nasty(found: AgreementReport) -> AgreementReport:
    """A report with a label that every form has to escape, and figures of every kind."""
    interval = Interval(low=-0.25, high=0.5, level=0.9, method="percentile", resamples=1234, articles=2)
    sizes = {"units": 12, "items": 3456, "annotators": 2}
    lines = (
        Line(measure="u_alpha_binary", value=-0.125, interval=interval, **sizes),
        Line(measure="u_alpha", of=NASTY, value=None, reason="no_variation", **sizes),
        Line(measure="u_alpha", of="quote \"a\", 'b'", value=0.0625, percent=1 / 3, **sizes),
    )
    pair = PairLine(measure="u_alpha", first="陈, 静", second="林", value=None, units=0, first_items=3, second_items=4)
    return found.model_copy(update={"figures": lines, "pairs": (pair,)})


def test_every_measure_has_a_name() -> None:
    assert set(NAMES) == set(get_args(Measure))


def test_csv_has_every_figure_in_full(found: AgreementReport) -> None:
    rows = list(csv.DictReader(io.StringIO(papers.table(found, "csv"))))
    assert len(rows) == len(found.figures) + len(found.pairs)
    for row, line in zip(rows, found.figures, strict=False):
        assert (row["measure"], row["of"]) == (line.measure, line.of or "")
        assert (float(row["value"]) if row["value"] else None) == line.value
        assert row["reason"] == (line.reason or "")
        assert int(row["items"]) == line.items
        assert line.interval is not None
        assert (float(row["high"]) if row["high"] else None) == line.interval.high
    pairs = {(row["first"], row["second"], row["measure"]): row["value"] for row in rows if row["first"]}
    assert float(pairs["chen", "zhao", "span_f1_iou50"]) == pytest.approx(0.8)
    assert any(row["reason"] == "no_relations" and not row["value"] for row in rows)


def test_csv_holds_what_names_hold(nasty: AgreementReport) -> None:
    first, second, third, pair = csv.DictReader(io.StringIO(papers.table(nasty, "csv")))
    assert (second["of"], second["reason"], third["of"]) == (NASTY, "no_variation", "quote \"a\", 'b'")
    assert (first["low"], first["method"], first["resamples"]) == ("-0.25", "percentile", "1234")
    assert (pair["first"], pair["items"], pair["annotators"], third["percent"]) == ("陈, 静", "7", "2", repr(1 / 3))


def test_names_are_no_formulas_and_numbers_stay_numbers(nasty: AgreementReport) -> None:
    pairs = (nasty.pairs[0].model_copy(update={"first": "=1+1", "value": -0.5}),)
    *_, row = csv.DictReader(io.StringIO(papers.table(nasty.model_copy(update={"pairs": pairs}), "csv")))
    assert (row["first"], row["value"]) == ("'=1+1", "-0.5")


def test_numbers_have_a_minus_sign_where_they_are_below_zero(nasty: AgreementReport) -> None:
    line = nasty.figures[0].model_copy(update={"value": -0.0001, "interval": None})
    below = nasty.model_copy(update={"figures": (line, line.model_copy(update={"value": -1.25}))})
    assert "& 0.000 &" in papers.table(below, "latex")
    assert "& $-$1.250 &" in papers.table(below, "latex")


def test_markdown_is_a_table_with_names_as_they_are(nasty: AgreementReport) -> None:
    text = papers.table(nasty, "markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [
        "".join(part.content for part in tokens[place + 1].children or ())
        for place, token in enumerate(tokens)
        if token.type in ("td_open", "th_open")
    ]
    assert [cells[at : at + 6] for at in range(0, len(cells), 6)] == [
        ["Measure", "Label", "Value", "90 % interval", "n", "Units"],
        ["|uα (marked or not)", "all", "-0.125", "[-0.250, 0.500]", "3,456", "12"],
        ["uα", NASTY, "– (no variation)", "", "3,456", "12"],
        ["", "quote \"a\", 'b'", "0.062", "", "3,456", "12"],
    ]
    assert "90 % intervals by percentile bootstrap over articles (1,234 resamples)" in text


def test_latex_rows_have_their_cells_and_nothing_unescaped(nasty: AgreementReport) -> None:
    text = papers.table(nasty, "latex")
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    rows = [re.split(r"(?<!\\)&", row) for row in body.splitlines()]
    assert [len(row) for row in rows] == [6, 6, 6]
    assert [row[-1].rstrip().endswith(r"\\") for row in rows] == [True] * 3
    assert [cell.strip() for cell in rows[0][2:4]] == ["$-$0.125", "[$-$0.250, 0.500]"]
    assert rows[1][1].strip() == (
        r"a\&b \%50 \_x\_ \#1 \$y\$ \{z\} \textasciitilde{} \textasciicircum{} \textbackslash{}begin "
        r"|p| *q* `r` <s> [t] 问题𠮷😀"
    )
    _expect_balanced(text)


def _expect_balanced(text: str) -> None:
    """Fail where braces, dollars or environments do not close, or a comment swallows the end of a line."""
    code = text.split("\n", 1)[1]
    bare = re.sub(r"\\[&%$#_{}\\]", "", code)
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert bare.count("$") % 2 == 0
    assert "%" not in bare
    assert re.findall(r"\\begin\{(\w+)\}", bare) == re.findall(r"\\end\{(\w+)\}", bare)[::-1]


@pytest.mark.parametrize("broken", ["{", "}", "$", "%"])
def test_an_unescaped_sign_would_be_seen(nasty: AgreementReport, broken: str) -> None:
    with pytest.raises(AssertionError):
        _expect_balanced(papers.table(nasty, "latex").replace("问题", broken))


_READ = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{mark}": mark for mark in "&%$#_{}"},
}


@given(st.text("ab\\~^&%$#_{} 论𠮷😀"))
@example(r"\textbackslash{}")
def test_latex_shows_any_text(text: str) -> None:
    pattern = "|".join(re.escape(mark) for mark in sorted(_READ, key=len, reverse=True))
    assert re.sub(pattern, lambda found: _READ[found.group()], in_latex(text)) == text


@given(st.text("ab\\`*_[]<>|~# 论𠮷😀", min_size=1).map(str.strip).filter(bool))
def test_markdown_shows_any_text(text: str) -> None:
    rendered = MarkdownIt("commonmark").renderInline(in_markdown(text))
    assert rendered == text.replace("<", "&lt;").replace(">", "&gt;")


def test_orders_to_a_terminal_and_breaks_stand_as_escapes() -> None:
    assert in_latex("a\x1b[2J\nb") == r"a\textbackslash{}x1b[2J\textbackslash{}nb"
    assert in_markdown("a\nb") == r"a\\nb"


def test_latex_can_be_set(found: AgreementReport, nasty: AgreementReport, tmp_path: Path) -> None:
    program = next(filter(shutil.which, ("tectonic", "xelatex", "lualatex", "pdflatex")), None)
    if program is None:
        pytest.skip("no TeX is installed")
    tables = papers.table(found, "latex") + papers.table(nasty, "latex").replace("问题𠮷😀", "")
    page = f"\\documentclass{{article}}\\usepackage{{booktabs}}\\begin{{document}}\n{tables}\\end{{document}}\n"
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [program, "page.tex"], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")


def test_the_paragraph_says_what_was_done(found: AgreementReport) -> None:
    english, chinese = papers.methods(found, "en"), papers.methods(found, "zh")
    for text in (english, chinese):
        assert f"argument-annotate {__version__}" in text
        assert "50" in text.split("\n")[0]
        assert "Krippendorff, K., Mathet, Y." in text
        assert "{" not in text
    assert "measured on 2 units in 2 articles that at least two of 3 annotators submitted" in english
    assert "10 spans and 6 relations" in english
    assert "10 个片段、6 条关系" in chinese
    assert "the latest submission counts" not in english
    assert re.search(r"[a-zA-Zα]和|和[a-zA-Zα]", chinese) is None


def test_the_paragraph_is_about_nothing_that_was_not_measured() -> None:
    spans = papers.methods(report(work(), POLICY, parts=["spans"], resamples=0), "en")
    assert "Span F1" in spans
    assert not re.search("[Rr]elation F1|Fleiss|Attributes|bootstrap", spans)
    relations = papers.methods(report(work(), POLICY, parts=["relations"], resamples=0), "zh")
    assert "关系 F1" in relations
    assert not re.search("uα|αU|属性以|自助法", relations)


def test_counts_are_told_where_there_is_something_to_tell(found: AgreementReport) -> None:
    counts = {"superseded": 1, "relations_left_out": 2, "merged": 1234, "overlapping": 5, "missing": 7}
    told = papers.methods(found.model_copy(update=counts), "en")
    for words in ("(1 submission replaced)", "2 relations", "1,234 spans", "5 readings", "missing (7 units)"):
        assert words in told
    subset = Subset(since="2026-03", labels=("claim", "problem"))
    part = found.model_copy(update={"subset": subset})
    assert "submitted from 2026-03 on, spans labelled claim, problem, and" in papers.methods(part, "en")
    assert "2026-03 起提交；标签为 claim, problem 的片段" in papers.methods(part, "zh")


def test_given_components_have_a_paragraph_of_their_own(found: AgreementReport) -> None:
    shared = {name: getattr(found, name) for name in LinkingReport.model_fields if hasattr(found, name)}
    kept = tuple(line for line in found.figures if line.measure in ("relation_f1_exact", "relation_alpha"))
    linking = LinkingReport(**{**shared, "figures": kept, "release": "first", "elsewhere": 0})
    told = papers.methods(linking, "en")
    assert "components of the gold release first" in told
    assert "join the same components" in told
    assert "Span F1" not in told


def test_attributes_are_told_with_their_measures(found: AgreementReport) -> None:
    sizes = {"units": 1, "items": 2, "annotators": 2}
    lines = tuple(Line(measure=name, of="stance", value=0.5, **sizes) for name in ("attribute_alpha", "attribute_ac1"))
    both, alone = (papers.methods(found.model_copy(update={"figures": some}), "en") for some in (lines, lines[:1]))
    assert "and by AC1 (Gwet 2008), which" in both
    assert "Gwet, K. L. (2008)" in both
    assert "Attributes were compared" in alone
    assert "Gwet" not in alone


def test_both_languages_speak_of_the_same_facts() -> None:
    def places(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text)} - {None}

    for sentence in SENTENCES:
        assert places(sentence.en) == places(sentence.zh), sentence.en
