"""A paragraph on how agreement was measured, to be edited into a paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from annotate import __version__
from annotate.agreement import LinkingReport, Measure, Scope
from annotate.rendering._papers_words import (
    AC1,
    ENDS,
    MATCHINGS,
    METHODS,
    REFERENCES,
    RELATION_MEASURES,
    SENTENCES,
    SUBSET,
)
from annotate.rendering._tables import plural
from schema import SelectionFacts

Language = Literal["en", "zh"]
"""English or Chinese."""


class _Count(int):
    """A number that is written with its noun where a sentence names one, as in `{units:unit}`."""

    def __format__(self, noun: str) -> str:
        return plural(int(self), noun) if noun else f"{int(self):,}"


def methods(report: Scope, language: Language) -> str:
    """Return a paragraph that says what was measured on what, by which rules and program, and the works it refers to.

    It speaks of what the report has, and of nothing else. Ends with a line feed.
    """
    facts = {**_counts(report), **_phrases(report, language)}
    said = [sentence.en if language == "en" else sentence.zh for sentence in SENTENCES if sentence.when(report)]
    text = (" " if language == "en" else "").join(sentence.format_map(facts) for sentence in said)
    works = [work for mark, work in REFERENCES if mark in text]
    return "\n".join([text, *(["", *works] if works else [])]) + "\n"


def _counts(report: Scope) -> dict[str, _Count]:
    names = ("superseded", "missing", "spans_left_out", "relations_left_out", "merged", "overlapping")
    counts = {name: getattr(report, name, 0) for name in names}
    counts |= {"annotators": len(report.annotators), "articles": report.articles, "units": report.shared_units}
    counts["single"] = report.units - report.shared_units
    return {name: _Count(count) for name, count in counts.items()}


def _phrases(report: Scope, language: Language) -> dict[str, str]:
    """Return what is said by several words, or by none."""
    zh = language == "zh"
    have = [line.measure for line in report.figures]
    measures, coverage = _list(RELATION_MEASURES, have, zh), _share(report, "cu_coverage")
    intervals = (line.interval for line in report.figures if line.interval and line.interval.low is not None)
    interval = next(intervals, None)
    return {
        "scheme": report.scheme,
        "version": report.scheme_version,
        "subset": ("；" if zh else ", ").join(_subset(report, zh)),
        "release": report.release if isinstance(report, LinkingReport) else "",
        "software": __version__,
        "marked": _marked(report, zh),
        "matchings": _list(MATCHINGS, have, zh, "或" if zh else "or"),
        "ends": _list(ENDS, have, zh, "或" if zh else "or"),
        "coverage": (f"（占全文 {coverage}）" if zh else f" ({coverage} of all text)") if coverage else "",
        "aligned": _share(report, "relation_aligned"),
        "relation_measures": (f"，报告{measures}" if zh else f"; figures are {measures}") if measures else "",
        "ac1": AC1[zh] if "attribute_ac1" in have else "",
        "level": f"{100 * interval.level:g}" if interval else "",
        "method": METHODS[interval.method][zh] if interval else "",
        "resamples": f"{interval.resamples:,}" if interval else "",
    }


def _subset(report: Scope, zh: bool) -> Iterator[str]:
    """Yield what was asked for."""
    for field, words in SUBSET:
        if asked := getattr(report.subset, field):
            told = asked.name if isinstance(asked, SelectionFacts) else asked
            yield words[zh].format(", ".join(told) if isinstance(told, tuple) else told)


def _list(words: Mapping[Measure, tuple[str, str]], have: Sequence[Measure], zh: bool, last: str | None = None) -> str:
    """Return the words of the measures that there are, joined; the last by a word of its own."""
    *before, end = [one[zh] for measure, one in words.items() if measure in have] or [""]
    if not before:
        return end
    if zh:
        return f"{'、'.join(before)}{last or ' 和 '}{end}"
    return f"{', '.join(before)} {last or 'and'} {end}"


def _share(report: Scope, measure: Measure) -> str:
    """Return a share as per cent; nothing where it is not there or undefined."""
    value = next((line.value for line in report.figures if line.measure == measure and line.of is None), None)
    return "" if value is None else f"{value:.1%}"


def _marked(report: Scope, zh: bool) -> str:
    """Return how many spans and relations there are in the units measured, as far as they were measured."""
    items = {line.measure: _Count(line.items) for line in report.figures if line.of is None}
    kinds: tuple[tuple[Measure, str, str], ...] = (
        ("span_f1_exact", "{:span}", "{} 个片段"),
        ("relation_f1_exact", "{:relation}", "{} 条关系"),
    )
    found = [(zhs if zh else en).format(items[measure]) for measure, en, zhs in kinds if measure in items]
    return ("、" if zh else " and ").join(found)
