"""The rules that `annotate check` holds annotations to, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schema import RULES, Label, Scheme

RULE_WORDS: Mapping[str, Label] = {
    "unknown-type": Label(
        en="Every span and every relation has a label, and one of this handbook.",
        zh="每个区域、每条关系都有标签，且是本手册中的标签。",
    ),
    "endpoints": Label(en="A relation joins spans of the labels that it may join.", zh="关系两端的标签是允许的组合。"),
    "self-loop": Label(en="No relation leads from a span to itself.", zh="关系不从一个区域指向它自己。"),
    "duplicate-relation": Label(en="No relation is drawn twice.", zh="同一关系不画两次。"),
    "dangling-relation": Label(
        en="Both ends of a relation are spans of the same annotation.", zh="关系的两端都是同一份标注里的区域。"
    ),
    "cycle": Label(en="Relations that must not run in a circle do not.", zh="不允许成环的关系不首尾相接。"),
    "parents": Label(
        en="No span has more relations of a label than the label allows.", zh="同一区域的同类关系不超过上限。"
    ),
    "span-outside-text": Label(en="A span lies within the text of its task.", zh="区域在任务的正文之内。"),
    "text-differs": Label(en="The text of a span is the text that stands there.", zh="区域的文字就是该处的文字。"),
    "blank-span": Label(en="A span holds at least one visible character.", zh="区域至少包含一个可见字符。"),
    "duplicate-region": Label(en="No two spans have one id.", zh="区域的编号不重复。"),
    "missing-attribute": Label(en="Every required attribute is given.", zh="必填属性都已填写。"),
    "unknown-attribute": Label(
        en="A span has only attributes and values of its label.", zh="区域只有其标签所列的属性和取值。"
    ),
    "relation-type": Label(en="A relation has exactly one label.", zh="每条关系恰有一个标签。"),
    "relation-direction": Label(
        en="A relation points from its first end to its second; not back, not both ways.",
        zh="关系从起点指向终点，不反向，也不双向。",
    ),
    "wrong-annotator": Label(en="Whoever annotates works in a project of their own.", zh="每人只在自己的项目里标注。"),
    "unreadable-result": Label(
        en="Everything that Label Studio sends can be read.", zh="Label Studio 传来的内容都能读懂。"
    ),
    "block-boundary": Label(en="A span lies within one paragraph or heading.", zh="区域不跨段落或标题。"),
    "unaddressing-measure": Label(
        en="What can address something does, where it stands beside it.",
        zh="能“应对”的，若对象就在旁边，应画出应对关系。",
    ),
    "unaddressed-problem": Label(
        en="What can be addressed is, where something that could stands beside it.",
        zh="能被“应对”的，若旁边就有可应对它的，应画出应对关系。",
    ),
    "main-claims": Label(en="An article has at most one main claim.", zh="一篇文章至多一个主论点。"),
    "moved-component": Label(
        en="Where spans are given to be related, their ranges, labels and attributes stay as they are.",
        zh="区域已给定、只画关系时，区域的范围、标签和属性保持不变。",
    ),
    "missing-component": Label(
        en="Where spans are given to be related, none is deleted.", zh="区域已给定、只画关系时，不删除区域。"
    ),
    "added-component": Label(
        en="Where spans are given to be related, none is added.", zh="区域已给定、只画关系时，不新增区域。"
    ),
}
"""What each rule asks for."""

_NEEDS: Mapping[str, Callable[[Scheme], bool]] = {
    "cycle": lambda scheme: any(relation.acyclic for relation in scheme.relations),
    "parents": lambda scheme: any(relation.max_targets for relation in scheme.relations),
    "missing-attribute": lambda scheme: any(attribute.required for _, attribute in scheme.attributes()),
    "unaddressing-measure": lambda scheme: scheme.relation("addresses") is not None,
    "unaddressed-problem": lambda scheme: scheme.relation("addresses") is not None,
    "main-claims": lambda scheme: any(
        attribute.id == "centrality" and any(value.id == "main" for value in attribute.values)
        for _, attribute in scheme.attributes()
    ),
    **dict.fromkeys(
        (
            *("endpoints", "self-loop", "duplicate-relation", "dangling-relation", "relation-type"),
            *("relation-direction", "moved-component", "missing-component", "added-component"),
        ),
        lambda scheme: bool(scheme.relations),
    ),
}
"""For rules that some schemes cannot break: whether one can."""


def rules_of(scheme: Scheme) -> list[str]:
    """Return the ids of the rules that annotations by a scheme can break."""
    return [rule for rule in RULES if rule not in _NEEDS or _NEEDS[rule](scheme)]
