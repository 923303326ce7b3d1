"""The sentences of a paragraph on methods, in English and Chinese, each with when it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotate.agreement import AgreementReport, LinkingReport, Measure, Scope, Subset


class Sentence(NamedTuple):
    """A sentence in both languages, with places for facts."""

    when: Callable[[Scope], bool]
    en: str
    zh: str


def _always(_: Scope) -> bool:
    return True


def _has(*measures: Measure) -> Callable[[Scope], bool]:
    return lambda report: any(line.measure in measures for line in report.figures)


def _free(when: Callable[[Scope], bool]) -> Callable[[Scope], bool]:
    """Narrow to reports on annotators who chose their components themselves."""
    return lambda report: isinstance(report, AgreementReport) and when(report)


def _given(when: Callable[[Scope], bool]) -> Callable[[Scope], bool]:
    """Narrow to reports on relations between given components."""
    return lambda report: isinstance(report, LinkingReport) and when(report)


SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        _always,
        "Agreement was measured on {units:unit} in {articles:article} that at least two of {annotators:annotator} "
        "submitted under the annotation scheme {scheme} (version {version}).",
        "一致性在至少两名标注者提交的 {units} 个标注单元（{articles} 篇文章）上计算，标注者共 {annotators} 名，依据标"
        "注规范 {scheme}（{version} 版）。",
    ),
    Sentence(
        _has("span_f1_exact", "relation_f1_exact"),
        "These hold {marked}, summed over annotators.",
        "各标注者在其中合计标出 {marked}。",
    ),
    Sentence(
        _given(_always),
        "The annotators were given the components of the gold release {release} and drew relations between them, so "
        "that there is no agreement on components to measure.",
        "标注者在给定的要素（金标准版本 {release}）之间标注关系，因此不计算要素本身的一致性。",
    ),
    Sentence(
        lambda report: report.subset != Subset(),
        "It is about a part of the work: {subset}.",
        "计算仅限于部分标注：{subset}。",
    ),
    Sentence(
        _free(_always),
        "A unit submitted without a span counts as seen and empty; what an annotator skipped, only began or declared "
        "unfit is missing ({missing:unit}), and what only one annotator submitted is left out ({single:unit}).",
        "已提交而未标片段的单元视为已读且为空；标注者跳过、仅存草稿或判为无法标注的视为缺失（{missing} 个），仅一名标"
        "注者提交的单元不参与计算（{single} 个）。",
    ),
    Sentence(
        lambda report: report.superseded > 0,
        "Where an annotator submitted a unit more than once, the latest submission counts ({superseded:submission} "
        "replaced).",
        "同一标注者多次提交同一单元的，以最后一次为准（共替代 {superseded} 次）。",
    ),
    Sentence(
        lambda report: report.relations_left_out + getattr(report, "spans_left_out", 0) > 0,
        "Spans without exactly one label and relations without a known type or two such spans are left out ("
        "{spans_left_out:span}, {relations_left_out:relation}).",
        "标签不唯一的片段，以及类型不明或两端不是有效片段的关系，不参与计算（片段 {spans_left_out} 个，关系 "
        "{relations_left_out} 条）。",
    ),
    Sentence(
        _has("span_f1_exact", "span_f1_iou50", "span_f1_overlap"),
        "Span F1 is the mean over pairs of annotators; within each unit the spans of two annotators are paired "
        "one-to-one by a maximum matching, for which they need the same label and {matchings}.",
        "片段 F1 为各对标注者的平均值：在每个单元内以最大匹配将两名标注者的片段一一配对，要求标签相同，并且"
        "{matchings}。",
    ),
    Sentence(
        _has("span_f1_unlabelled_exact", "span_f1_unlabelled_iou50"),
        "Unlabelled F1 pairs spans whatever their labels.",
        "不计标签的 F1 在配对时忽略标签。",
    ),
    Sentence(
        _has("u_alpha"),
        "Chance-corrected agreement on the text as a continuum of characters was measured by the uα family "
        "(Krippendorff et al. 2016): uα takes in all labels and the gaps between spans, |uα only whether text is "
        "marked, cuα only the labels of text that several annotators marked{coverage}, and (k)uα only one label.",
        "以字符为单位、校正偶然一致的系数采用 uα 系列（Krippendorff 等 2016）：uα 计入全部标签及片段之间的空白，|uα 只"
        "看是否标注，cuα 只看多名标注者均有标注处的标签{coverage}，(k)uα 只看单个标签。",
    ),
    Sentence(
        lambda report: isinstance(report, AgreementReport) and report.merged > 0,
        "For these, overlapping spans of one annotator and label were merged ({merged:span}).",
        "计算这些系数时，同一标注者同一标签的重叠片段已合并（{merged} 个）。",
    ),
    Sentence(
        lambda report: isinstance(report, AgreementReport) and report.overlapping > 0,
        "Since an annotator's spans of different labels overlap in some units ({overlapping:reading}), uα over all "
        "labels and cuα are undefined.",
        "由于部分标注（{overlapping} 份）中不同标签的片段相互重叠，总体 uα 与 cuα 无定义。",
    ),
    Sentence(
        _has("alpha_u"),
        "αU (Krippendorff 1995, 2004) was computed within each unit, with observed and expected disagreement summed "
        "over units.",
        "αU（Krippendorff 1995、2004）在每个单元内计算，观察不一致与期望不一致分别按单元累加。",
    ),
    Sentence(
        _free(_has("relation_f1_exact", "relation_f1_iou50")),
        "Relation F1 is end to end: two relations match if their types are equal and their ends are spans that the "
        "matching of spans pairs, by {ends}.",
        "关系 F1 为端到端指标：两条关系类型相同，且两端分别为片段匹配所配对的片段（{ends}），方为一致。",
    ),
    Sentence(
        _given(_has("relation_f1_exact")),
        "Relation F1 is the mean over pairs of annotators; two relations match if they join the same components in "
        "the same direction and their types are equal.",
        "关系 F1 为各对标注者的平均值；两条关系连接相同的要素，且方向与类型均相同，方为一致。",
    ),
    Sentence(
        _free(_has("relation_alpha")),
        "Given agreed spans, relations were compared on clusters of spans, which hold at most one span of each "
        "annotator and any two of which have an intersection over union of at least .5 ({aligned} of all spans are "
        "aligned with another); items are the ordered pairs of clusters between which the scheme permits a relation, "
        "ratings the sets of relation types drawn, or none{relation_measures}.",
        "在片段对齐的前提下另行比较关系：将全部标注者的片段聚组，每组每名标注者至多一个片段，组内任意两个片段的交并比"
        "不低于 0.5（{aligned} 的片段得以对齐）；比较项为规范允许建立关系的片段组有序对，取值为所标关系类型的集合或“无”"
        "{relation_measures}。",
    ),
    Sentence(
        _given(_has("relation_alpha")),
        "Chance-corrected agreement was measured on the ordered pairs of components between which the scheme permits "
        "a relation, with the sets of relation types drawn, or none, as ratings{relation_measures}.",
        "校正偶然一致的系数在规范允许建立关系的要素有序对上计算，取值为所标关系类型的集合或“无”{relation_measures}。",
    ),
    Sentence(
        _has("attribute_alpha", "attribute_ac1"),
        "Attributes were compared on aligned spans by Krippendorff's α, nominal or ordinal as the scheme declares them"
        "{ac1}.",
        "属性在对齐的片段上以 Krippendorff α 比较，尺度（名义或有序）依规范而定{ac1}。",
    ),
    Sentence(
        lambda report: any(line.interval and line.interval.low is not None for line in report.figures),
        "Intervals ({level} %) are {method} bootstrap intervals over articles, as units of one article depend on each "
        "other ({resamples} resamples, seeded).",
        "置信区间（{level}%）以文章为抽样单位、用{method}自助法求得（重抽样 {resamples} 次，随机种子固定），因为同一篇"
        "文章的单元并不独立。",
    ),
    Sentence(
        lambda report: any(line.value is None for line in report.figures),
        "Undefined figures are given as a dash with the reason, not as 0 or 1.",
        "无定义的数值以短横表示并注明原因，不记作 0 或 1。",
    ),
    Sentence(
        _always,
        "All figures were computed with argument-annotate {software}.",
        "全部数值由 argument-annotate {software} 计算。",
    ),
)
"""All of them, in order."""

MATCHINGS: dict[Measure, tuple[str, str]] = {
    "span_f1_exact": ("the same range (exact)", "起止相同（严格）"),
    "span_f1_iou50": ("an intersection over union of at least .5 (IoU ≥ .5)", "交并比不低于 0.5（IoU ≥ .5）"),
    "span_f1_overlap": ("a character in common (any overlap)", "至少有一个字符重叠（任意重叠）"),
}
"""When two spans of equal label may be paired."""

ENDS: dict[Measure, tuple[str, str]] = {
    "relation_f1_exact": ("equal ranges (exact ends)", "起止相同"),
    "relation_f1_iou50": ("an intersection over union of at least .5 (ends IoU ≥ .5)", "交并比不低于 0.5"),
}
"""When the ends of relations match."""

RELATION_MEASURES: dict[Measure, tuple[str, str]] = {
    "relation_alpha": ("Krippendorff's nominal α", "名义尺度的 Krippendorff α"),
    "relation_alpha_undirected": ("α without direction", "不计方向的 α"),
    "relation_alpha_untyped": ("α without types", "不计类型的 α"),
    "relation_fleiss": ("Fleiss' κ (Fleiss 1971)", "Fleiss κ（Fleiss 1971）"),
}
"""What was computed on pairs of aligned spans."""

AC1 = (
    ", and by AC1 (Gwet 2008), which is stable where one value prevails",
    "；某一取值占绝大多数时另见 AC1（Gwet 2008）",
)
"""What is said of attributes where there is AC1."""

SUBSET: tuple[tuple[str, tuple[str, str]], ...] = (
    ("selection", ("the articles of the selection {}", "选集 {} 中的文章")),
    ("articles", ("articles chosen by name", "指定的文章")),
    ("calibration", ("the calibration set", "校准集")),
    ("annotators", ("some of the annotators", "部分标注者")),
    ("since", ("submitted from {} on", "{} 起提交")),
    ("until", ("submitted up to {}", "截至 {} 提交")),
    ("before_scheme", ("done before version {} of the scheme", "规范 {} 版之前完成")),
    ("after_scheme", ("done under version {} of the scheme or later", "规范 {} 版及以后完成")),
    ("labels", ("spans labelled {}, and relations between these", "标签为 {} 的片段及其间关系")),
)
"""What is said of each field of a subset that was asked for."""

METHODS = {
    "bca": ("bias-corrected and accelerated (BCa; Efron 1987)", "偏差校正加速（BCa，Efron 1987）"),
    "percentile": ("percentile", "百分位"),
}
"""How the ends of intervals were found."""

REFERENCES: tuple[tuple[str, str], ...] = (
    (
        "Efron 1987",
        "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82, "
        "171–185.",
    ),
    (
        "Fleiss 1971",
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76, "
        "378–382.",
    ),
    (
        "Gwet 2008",
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
        "British Journal of Mathematical and Statistical Psychology 61, 29–48.",
    ),
    (
        "Krippendorff 1995",
        "Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology 25, 47–76.",
    ),
    (
        "Krippendorff 1995",
        "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology (2nd ed.), 251–256. Sage.",
    ),
    (
        "2016",
        "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual "
        "continua: Further developments. Quality & Quantity 50, 2347–2364.",
    ),
)
"""What the text that has the first is to be followed by, by author."""
