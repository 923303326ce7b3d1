"""What the handbook itself says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from schema import Label


def _term(zh: str, en: str) -> Label:
    return Label(zh=zh, en=en)


TERMS: Mapping[str, Label] = {
    "guidelines": _term("标注手册", "Annotation guidelines"),
    "version": _term("版本", "Version"),
    "contents": _term("目录", "Contents"),
    "components": _term("区域标签", "Labels of spans"),
    "relations": _term("关系标签", "Labels of relations"),
    "questions": _term("疑难", "Questions"),
    "checks": _term("检查规则", "What is checked"),
    "tests": _term("判断要点", "How to decide"),
    "examples": _term("例句", "Examples"),
    "right": _term("正确", "Right"),
    "wrong": _term("错误", "Wrong"),
    "attributes": _term("属性", "Attributes"),
    "attribute": _term("属性", "Attribute"),
    "values": _term("取值", "Values"),
    "required": _term("必填", "required"),
    "optional": _term("选填", "optional"),
    "nominal": _term("无序", "no order"),
    "ordinal": _term("从低到高", "in this order"),
    "text": _term("自由填写", "free text"),
    "relation": _term("关系", "Relation"),
    "source": _term("起点", "From"),
    "target": _term("终点", "To"),
    "shape": _term("限制", "Limits"),
    "same_type": _term("两端同类", "both ends of one label"),
    "acyclic": _term("不成环", "never in a circle"),
    "symmetric": _term("方向无关", "direction does not matter"),
    "max_targets": _term("每个区域至多 {} 条", "at most {} from one span"),
    "key": _term("快捷键", "Key"),
    "rule": _term("规则", "Rule"),
    "severity": _term("级别", "Severity"),
    "error": _term("错误：须改正", "error: to be mended"),
    "warning": _term("警告：请再看", "warning: look again"),
    "relate": _term(
        "画关系：选中一个区域，按 alt+r，再点另一个区域；在右侧“Relations”里用“…”选择关系标签。",
        "To relate: select a region, press alt+r, click the other; choose the label by “…” in the panel Relations.",
    ),
    "linking": _term("只画关系", "Relations only"),
    "given": _term(
        "这里的区域已经标好，请不要移动、改标签、删除或新增，只画区域之间的关系；关系可以跨段落。觉得哪个区域标得不对，"
        "请写进备注。没有关系可画时，也请提交。",
        "The spans are given: do not move, relabel, delete or add any; only draw the relations between them, across "
        "paragraphs too. If you think that a span is wrong, say so in the note. Submit also where there is nothing to "
        "relate.",
    ),
    "curating": _term("裁定分歧", "Deciding between annotators"),
    "curate": _term(
        "文字上已经放好了建议：有分歧的地方是最可能的一种标法，其余是各人一致的。请逐条看文字下面的表，再把区域和关系改成您认为"
        "对的样子：不改就是同意，删掉就是不要，也可以新增。提交以后才算裁定；以后改动再提交，就按新的算。一致的部分不用管，"
        "除非它明显不对。\n\n改边界：选中区域，拖动它的首尾；或者删掉它，用同一个标签重新画。换标签：选中区域，按另一个标签的"
        "快捷键。删关系：在右侧“Relations”里点它的垃圾桶。要看某一位标注者的整个版本，从任务列表打开任务，"
        "点上方的 A1、A2；但请不要从那里提交。",
        "A proposal stands in the text: where annotators differ the likeliest reading, elsewhere what they agree on. "
        "Go through the table below the text and change regions and relations into what you hold right: what you leave "
        "is accepted, what you delete is not, and you may add. Only what is submitted decides; when you change it "
        "later and submit again, that holds. Leave alone what is agreed on, unless it is plainly wrong.\n\n"
        "To change a boundary: select the region and drag its end, or delete it and draw it anew with the same label. "
        "To change a label: select the region and press the key of another. To delete a relation: click its bin in the "
        "panel Relations. To see the whole version of one annotator open the task from the list of tasks and click A1, "
        "A2 … at the top; but do not submit from there.",
    ),
    "how": _term(
        "先按标签的快捷键，再用鼠标选文字；选中区域后，按属性取值的快捷键。",
        "Press the key of a label, then select text with the mouse; while a region is selected, keys give its "
        "attributes.",
    ),
}
