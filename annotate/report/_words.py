"""What the report itself says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from annotate.workflow.project import Project

Language = Literal["en", "zh"]
"""The language that a report is in."""


def language_of(project: Project, asked: Language | None) -> Language:
    """Return the language asked for; otherwise that of the project, English where it has both."""
    return asked or ("zh" if project.settings.language == "zh" else "en")


WORDS: Mapping[str, tuple[str, str]] = {
    "progress": ("Progress", "进度"),
    "agreement": ("Agreement", "一致性"),
    "disagreements": ("Disagreements", "分歧"),
    "articles": ("Articles", "文章"),
    "search": ("Search", "检索"),
    "scheme": ("Scheme", "规范"),
    "views": ("Views", "视图"),
    "skip": ("Skip to the content", "跳到正文"),
    "theme": ("Light or dark", "浅色或深色"),
    "print": ("Print", "打印"),
    "made": ("As of", "截至"),
    "pseudonyms": ("annotators by pseudonyms", "标注者以代号显示"),
    "live": ("live", "实时"),
    "renewing": ("Something new came in; the report is being made.", "有新内容，正在更新报告。"),
    "renewed": ("renewed", "已更新"),
    "lost": ("The server has ended: this is what it showed last.", "服务已停止，以下为最后所见。"),
    "failed": ("There is no report now", "暂时没有报告"),
    "failed_note": ("This page looks again every few seconds.", "本页每隔几秒重新查看。"),
    "where": ("Where", "何处"),
    "found": ("What was found", "发现"),
    "expected": ("Expected", "应为"),
    "cure": ("What helps", "解决办法"),
    "script": ("This report needs JavaScript.", "本报告需要 JavaScript。"),
    "documents": ("documents", "文档"),
    "paragraphs": ("paragraphs", "段落"),
    "annotators": ("annotators", "标注者"),
    "annotator": ("Annotator", "标注者"),
    "tasks": ("Tasks", "任务"),
    "submitted": ("Submitted", "已提交"),
    "skipped": ("Skipped", "跳过"),
    "drafts": ("Drafts", "草稿"),
    "remaining": ("Remaining", "剩余"),
    "per_hour": ("Per hour", "每小时"),
    "per_day": ("Per day", "每天"),
    "end": ("Estimated end", "预计完成"),
    "finished": ("finished", "已完成"),
    "nothing_finished": ("nothing finished yet", "尚无完成"),
    "idle": ("nothing finished of late", "近期没有完成"),
    "less_than_a_day": ("too early to tell", "为时尚早"),
    "by_annotator": ("By annotator", "按标注者"),
    "by_article": ("By article", "按文章"),
    "elsewhere": ("Annotated elsewhere", "他处标注"),
    "from": ("From", "来源"),
    "annotations": ("Annotations", "标注"),
    "complete": ("Complete", "完成人数"),
    "units": ("Units", "单元"),
    "imported": ("Elsewhere", "他处"),
    "done": ("Done", "完成"),
    "decided": ("decisions made, {} open", "项已裁定，{} 项未裁定"),
    "undecided": ("open", "未裁定"),
    "no_work": ("Nobody has any work yet: annotate push.", "还没有任务：annotate push。"),
    "pace_note": (
        "Pace is over the last two weeks; a task counts at most half an hour. The end is when nothing remains at it.",
        "速度按近两周计算，每个任务至多计半小时；预计完成指按此速度全部做完的时间。",
    ),
    "quality": ("Quality over time", "质量随时间的变化"),
    "no_quality": (
        "Too few units tell when they were done, so that nothing can be said of change.",
        "记有完成时间的单元太少，无法比较前后。",
    ),
    "pace": ("Pace", "进展速度"),
    "pace_chart": (
        "What was submitted or skipped, by the day of its last change: {} in all; days with work: {}.",
        "按最后修改日期统计的提交与跳过：共 {} 项，有工作的日子 {} 天。",
    ),
    "as_days": ("As a table", "表格"),
    "day": ("Day", "日期"),
    "no_charts": (
        "Charts are drawn where the extra “plots” is installed; the tables below have all figures.",
        "安装附加组件 plots 后会绘制图表；下表已含全部数值。",
    ),
    "headline": ("All together", "总体"),
    "measure": ("Measure", "指标"),
    "value": ("Value", "值"),
    "interval": ("95 % interval", "95% 区间"),
    "percent": ("Percent", "百分比"),
    "items": ("Items", "项"),
    "computed_on": ("Computed on", "计算范围"),
    "meaning": ("What it means", "含义"),
    "by_label": ("By label", "按标签"),
    "by_relation": ("By relation", "按关系"),
    "by_attribute": ("By attribute", "按属性"),
    "label": ("Label", "标签"),
    "relation": ("Relation", "关系"),
    "attribute": ("Attribute", "属性"),
    "pairs": ("Every two annotators", "两两比较"),
    "pairs_note": (
        "Computed on the units that both saw. One low row is a person to talk to; all low is a guideline to mend.",
        "在两人都做过的单元上计算。只有一行偏低，宜与该标注者沟通；全都偏低，宜修订规范。",
    ),
    "confusion": ("What is taken for what", "标签混淆"),
    "confusion_note": (
        "Pairs of annotators of whom one gave the label of the row and the other that of the column. On the diagonal "
        "they agree; “cut otherwise” is one span against several, “nothing” a span that only one of them marked.",
        "两名标注者中，一人给出行标签、另一人给出列标签的次数。对角线为一致；“切分不同”指一段对多段，“未标”指仅一人标注。",
    ),
    "cut_otherwise": ("cut otherwise", "切分不同"),
    "nothing": ("nothing", "未标"),
    "drift": ("Over time", "随时间"),
    "drift_note": (
        "Units in the order in which they were done, in stretches of equal size. A fall asks for a talk, a rise shows "
        "that one helped.",
        "按完成先后把单元分成等量的几段。下降宜讨论，上升说明讨论有效。",
    ),
    "window": ("Done", "完成时间"),
    "article_note": (
        "Each article alone; a low one is worth reading together.",
        "各篇单独计算；偏低的文章值得一起讨论。",
    ),
    "gold": ("Against gold", "与金标准比较"),
    "gold_note": (
        "Precision: how much of what the annotator marked is in gold. Recall: how much of gold the annotator marked.",
        "精确率：所标之中属于金标准的比例。召回率：金标准之中被标出的比例。",
    ),
    "precision": ("Precision", "精确率"),
    "recall": ("Recall", "召回率"),
    "spans": ("Spans", "片段"),
    "relations": ("Relations", "关系"),
    "workers": ("Who did what", "各人所做"),
    "empty": ("Empty", "为空"),
    "missing": ("Missing", "缺失"),
    "nothing_shared": (
        "No unit was submitted by two annotators, so that there is nothing to compare yet.",
        "还没有两名标注者都提交的单元，暂无可比较的内容。",
    ),
    "about": (
        "{annotations} annotations by {annotators} annotators; {units} units in {articles} articles seen by at least "
        "two.",
        "{annotators} 名标注者的 {annotations} 份标注；{articles} 篇文章中有 {units} 个单元至少两人做过。",
    ),
    "filter": ("Filter", "筛选"),
    "all": ("all", "全部"),
    "kind": ("Kind", "类型"),
    "pair": ("Pair", "两人"),
    "article": ("Article", "文章"),
    "sort": ("Order", "排序"),
    "costliest": ("costliest first", "代价高者在前"),
    "in_order": ("as in the text", "按原文顺序"),
    "cost": ("cost", "代价"),
    "words": ("Words", "文字"),
    "of": ("of", "/"),
    "shown": ("shown", "条"),
    "more": ("Show more", "显示更多"),
    "whole": ("Whole passage", "整段"),
    "none": ("Nothing fits.", "没有符合条件的内容。"),
    "unmarked": ("marked by some only", "有人未标"),
    "cut": ("cut otherwise", "切分不同"),
    "extent": ("other ends", "边界不同"),
    "said": ("said", "标为"),
    "not_aligned": ("not aligned", "未对齐"),
    "version": ("version", "版本"),
    "title": ("Title", "标题"),
    "untitled": ("(untitled)", "（无标题）"),
    "components": ("Components", "要素"),
    "unaddressed": ("no measure", "无对应举措"),
    "lacking": ("Unaddressed", "无举措的问题"),
    "layer": ("Shown", "显示"),
    "gold_layer": ("gold", "金标准"),
    "graph": ("Argument graph", "论证图"),
    "graph_note": (
        "Choose a component to see its relations and to jump to it in the text.",
        "选择一个要素，可查看其关系并跳到原文。",
    ),
    "unfolded": ("All unfolded", "全部展开"),
    "around": ("Only around the chosen one", "只看所选及相关"),
    "text": ("Text", "原文"),
    "as_table": ("Components and relations as a list", "要素与关系列表"),
    "no_gold": (
        "Nothing was decided on this article yet; what annotators said is shown.",
        "本文尚未裁定，显示标注者所标内容。",
    ),
    "back": ("All articles", "全部文章"),
    "previous": ("Previous", "上一篇"),
    "next": ("Next", "下一篇"),
    "concordance": ("Concordance", "逐条检索"),
    "concordance_note": (
        "Words in the texts, or spans by label, attribute and annotator, or both: words within such spans.",
        "检索原文文字，或按标签、属性、标注者检索片段；两者并用则只找片段内的文字。",
    ),
    "in": ("In", "范围"),
    "whole_text": ("all text", "全部原文"),
    "hits": ("{} places in {} articles", "{} 处，见于 {} 篇文章"),
    "printed": ("the first {} are printed", "打印前 {} 条"),
    "colon": (": ", "："),
    "brackets": (" ({})", "（{}）"),
}
"""English and Chinese, by name."""


def words(language: Language) -> dict[str, str]:
    """Return all of them in one language."""
    return {name: pair[language == "zh"] for name, pair in WORDS.items()}
