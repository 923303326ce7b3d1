"""All rules over the annotations of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotate.alignment import select
from annotate.validation import _article, _given, _relations, _spans
from annotate.validation._work import ArticleRule, Fault, Rule, Work
from schema import RULES, Annotation, ArticleText, Finding, Gold, Scheme

ANNOTATION_RULES: dict[str, Rule] = {
    "unknown-type": _spans.unknown_type,
    "endpoints": _relations.endpoints,
    "self-loop": _relations.self_loop,
    "duplicate-relation": _relations.duplicate_relation,
    "dangling-relation": _relations.dangling_relation,
    "cycle": _relations.cycle,
    "parents": _relations.parents,
    "span-outside-text": _spans.span_outside_text,
    "text-differs": _spans.text_differs,
    "blank-span": _spans.blank_span,
    "duplicate-region": _spans.duplicate_region,
    "missing-attribute": _spans.missing_attribute,
    "unknown-attribute": _spans.unknown_attribute,
    "relation-type": _relations.relation_type,
    "relation-direction": _relations.relation_direction,
    "wrong-annotator": _spans.wrong_annotator,
    "unreadable-result": _spans.unreadable_result,
    "block-boundary": _spans.block_boundary,
    "moved-component": _given.moved_component,
    "missing-component": _given.missing_component,
    "added-component": _given.added_component,
}
"""Rules that an annotation keeps or breaks by itself, by the id of the rule in `schema.RULES`."""

ARTICLE_RULES: dict[str, ArticleRule] = {
    "unaddressing-measure": _article.unaddressing_measure,
    "unaddressed-problem": _article.unaddressed_problem,
    "main-claims": _article.main_claims,
}
"""Rules over all that one annotator did on one article, by the id of the rule in `schema.RULES`."""

RECORD_RULES = ("wrong-annotator", "unreadable-result")
"""Rules that skipped and unfinished work has to keep as well; of the others nothing can be asked of it yet."""

_RANK = {rule: rank for rank, rule in enumerate(RULES)}


def check(
    text: ArticleText,
    annotations: Sequence[Annotation],
    scheme: Scheme,
    accounts: Mapping[str, str] | None = None,
    golds: Mapping[str, Gold] | None = None,
) -> tuple[Finding, ...]:
    """Return every breach of every rule of the scheme in annotations of one text version.

    Args:
        text: The text version that all the annotations are over; offsets are its code points, half-open.
        annotations: The annotations in their current revisions, in any order, of any number of annotators.
        scheme: The scheme, which may give rules other severities than `schema.RULES` does.
        accounts: The account of each annotator by name; without one, `wrong-annotator` is not asked.
        golds: The gold of the text version by the name of its release, for work that relates the components of one;
            without it, nothing is asked of how these components were treated.

    Deleted annotations and submissions that a later one of the same annotator and unit replaces are not looked at;
    skipped, unfinished and unfit ones only by `RECORD_RULES`. Sorted by unit, annotator, annotation, rule and item.

    Raises ValueError when an annotation is of another article or text version.
    """
    blocks = [(part.start, part.end) for part in text.parts()]
    superseded = {
        annotation.id
        for release in {annotation.release for annotation in annotations}
        for annotation in select(annotations, release).superseded
    }
    whole: dict[str, list[Work]] = {}
    findings: list[tuple[Work, Finding]] = []
    for annotation in annotations:
        _expect_on(text, annotation)
        if annotation.deleted or annotation.id in superseded:
            continue
        account, gold = (accounts or {}).get(annotation.annotator), (golds or {}).get(annotation.release or "")
        work = Work(annotation, text, scheme, account, blocks, gold)
        if annotation.counts:
            whole.setdefault(annotation.annotator, []).append(work)
        findings.extend((work, _finding(work, rule, fault)) for rule, fault in _faults(work))
    for works in whole.values():
        works.sort(key=_order)
        for rule, judge in ARTICLE_RULES.items():
            findings.extend((work, _finding(work, rule, fault)) for work, fault in judge(works))
    findings.sort(key=lambda found: (*_order(found[0]), _RANK[found[1].rule], found[1].item or "", found[1].message))
    return tuple(finding for _, finding in findings)


def _faults(work: Work) -> Iterator[tuple[str, Fault]]:
    for rule, judge in ANNOTATION_RULES.items():
        if work.annotation.counts or rule in RECORD_RULES:
            for fault in judge(work):
                yield rule, fault


def _finding(work: Work, rule: str, fault: Fault) -> Finding:
    return Finding(
        rule=rule,
        severity=work.scheme.severity(rule),
        annotator=work.annotation.annotator,
        unit=work.annotation.unit.key,
        annotation=work.annotation.id,
        item=fault.item,
        message=fault.message,
    )


def _order(work: Work) -> tuple[int, int, str, str, str]:
    annotation = work.annotation
    return annotation.unit.start, annotation.unit.end, annotation.unit.kind, annotation.annotator, annotation.id


def _expect_on(text: ArticleText, annotation: Annotation) -> None:
    unit = annotation.unit
    if (unit.article, unit.version) != (text.article, text.version):
        raise ValueError(
            f"annotation {annotation.id} is on {unit.key}, not on version {text.version} of {text.article}"
        )
