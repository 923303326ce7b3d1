"""What the figures of agreement are called, and what each means in one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.agreement import Measure, Reason

MEASURES: Mapping[Measure, tuple[str, str]] = {
    "span_f1_exact": ("Span F1, exact", "片段 F1，起止相同"),
    "span_f1_iou50": ("Span F1, IoU ≥ .5", "片段 F1，IoU ≥ .5"),
    "span_f1_overlap": ("Span F1, any overlap", "片段 F1，任意重叠"),
    "span_f1_unlabelled_exact": ("Span F1, exact, unlabelled", "片段 F1，起止相同，不计标签"),
    "span_f1_unlabelled_iou50": ("Span F1, IoU ≥ .5, unlabelled", "片段 F1，IoU ≥ .5，不计标签"),
    "u_alpha": ("uα", "uα"),
    "u_alpha_binary": ("|uα (marked or not)", "|uα（标或不标）"),
    "cu_alpha": ("cuα (which label)", "cuα（哪个标签）"),
    "cu_coverage": ("Coverage of cuα", "cuα 的覆盖比例"),
    "ku_alpha": ("(k)uα", "(k)uα"),
    "alpha_u": ("αU", "αU"),
    "relation_f1_exact": ("Relation F1, exact ends", "关系 F1，起止相同"),
    "relation_f1_iou50": ("Relation F1, ends IoU ≥ .5", "关系 F1，IoU ≥ .5"),
    "relation_alpha": ("Relation α", "关系 α"),
    "relation_fleiss": ("Relation κ (Fleiss)", "关系 κ（Fleiss）"),
    "relation_alpha_undirected": ("Relation α, undirected", "关系 α，不计方向"),
    "relation_alpha_untyped": ("Relation α, untyped", "关系 α，不计类型"),
    "relation_aligned": ("Share of spans aligned", "对齐片段比例"),
    "attribute_alpha": ("Attribute α", "属性 α"),
    "attribute_ac1": ("Attribute AC1", "属性 AC1"),
}
"""What measures are called, in English and Chinese."""

MEANINGS: Mapping[Measure, tuple[str, str]] = {
    "span_f1_exact": (
        "Of the spans that two annotators marked, so many have a partner with the same label and the same ends.",
        "两名标注者所标的片段中，有同标签、同起止的对应片段的比例。",
    ),
    "span_f1_iou50": (
        "The same, where ends may differ as long as half of what the two cover is common.",
        "同上，但允许边界不同，只要重叠部分不少于两者之并的一半。",
    ),
    "span_f1_overlap": (
        "The same, where one common character is enough: what is missing here was seen by one of the two only.",
        "同上，但有一个字符重叠即可：缺少的部分即仅一人标出。",
    ),
    "span_f1_unlabelled_exact": (
        "Of the spans that two annotators marked, so many have a partner with the same ends, whatever the label.",
        "不论标签，两名标注者所标片段中起止相同者的比例。",
    ),
    "span_f1_unlabelled_iou50": (
        "The same for spans of which half is common, whatever the label.",
        "不论标签，重叠不少于一半者的比例。",
    ),
    "u_alpha": (
        "Whether the same characters get the same label or none: 1 is perfect, 0 is what chance would give.",
        "同样的字符是否标为同样的标签或都不标：1 为完全一致，0 与随机相当。",
    ),
    "u_alpha_binary": (
        "Whether the same characters are marked at all, whatever the label; 0 is what chance would give.",
        "同样的字符是否都被标注（不论标签）；0 与随机相当。",
    ),
    "cu_alpha": (
        "Whether text that both marked got the same label; 0 is what chance would give.",
        "两人都标注的文字是否标签相同；0 与随机相当。",
    ),
    "cu_coverage": (
        "The share of the text on which that was computed: a high cuα on a small share says little.",
        "上一项所依据的文字比例：比例小时，数值高也说明不了什么。",
    ),
    "ku_alpha": (
        "Of text that somebody gave this label, whether the others who marked it gave it too; 0 is chance.",
        "有人标为该标签的文字，其他标注者是否也标为该标签；0 与随机相当。",
    ),
    "alpha_u": (
        "Krippendorff's earlier coefficient for unitizing (1995, 2004), to compare with older corpora; 0 is chance.",
        "Krippendorff 早期的切分一致性系数（1995、2004），便于与旧语料比较；0 与随机相当。",
    ),
    "relation_f1_exact": (
        "Of the relations that two annotators drew, so many join the same spans, with the same ends, by the same type.",
        "两名标注者所画的关系中，两端片段（起止相同）与类型都相同的比例。",
    ),
    "relation_f1_iou50": (
        "The same, where the spans at the ends need only be common by half.",
        "同上，但两端片段重叠不少于一半即可。",
    ),
    "relation_alpha": (
        "Between spans that both found, whether the same relation is drawn, or none; 0 is what chance would give.",
        "在两人都找到的片段之间，是否画出同样的关系或都不画；0 与随机相当。",
    ),
    "relation_fleiss": (
        "The same pairs of spans by Fleiss' κ; 0 is what chance would give.",
        "同样的片段对，以 Fleiss κ 计算；0 与随机相当。",
    ),
    "relation_alpha_undirected": (
        "The same without direction: higher than relation α where annotators turn arrows round.",
        "不计方向：若高于关系 α，说明方向常画反。",
    ),
    "relation_alpha_untyped": (
        "The same without types: higher than relation α where annotators call a relation by different names.",
        "不计类型：若高于关系 α，说明关系类型常不同。",
    ),
    "relation_aligned": (
        "The share of spans that another annotator has too, so that relations between them can be compared.",
        "另一标注者也标出、因而可比较其关系的片段比例。",
    ),
    "attribute_alpha": (
        "Whether spans that both marked alike got the same value; 0 is what chance would give.",
        "两人标注相同的片段是否取值相同；0 与随机相当。",
    ),
    "attribute_ac1": (
        "The same by Gwet's AC1, to be read where nearly all values are one.",
        "同上，以 Gwet AC1 计算；几乎只有一个取值时看此项。",
    ),
}
"""English and Chinese."""

REASONS: Mapping[Reason, tuple[str, str]] = {
    "no_common_units": ("no two annotators saw the same unit", "没有两人都做过的单元"),
    "no_spans": ("nothing was marked", "没有片段"),
    "no_relations": ("no relation was drawn", "没有关系"),
    "no_pairable": ("nothing was judged by two", "没有两人都判断的项"),
    "no_variation": ("only one value occurs", "只有一种取值"),
    "overlapping_labels": ("different labels overlap", "不同标签相互重叠"),
    "too_large": ("too much to search through", "规模过大"),
    "timed_out": ("took too long", "超时"),
}
"""Why a figure is undefined, in English and Chinese."""
