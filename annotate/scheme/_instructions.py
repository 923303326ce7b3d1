"""What annotators are told beside the labelling screen, derived from a scheme."""

from __future__ import annotations

from html import escape

from schema import ComponentType, RelationType, Scheme

_RELATE = (
    "画关系：选中一个区域，按 alt+r，再点另一个区域；在右侧“Relations”里用“…”选择关系类型。 "
    "To relate: select a region, press alt+r, click the other; choose the type by “…” in the panel Relations."
)
"""How a relation is drawn on Label Studio's screen, which does not say so itself."""


def instructions(scheme: Scheme) -> str:
    """Return the rules of thumb of all labels, Chinese and English, as the HTML that Label Studio shows on demand."""
    components = "".join(_item(component) for component in scheme.components)
    relations = "".join(_item(relation) for relation in scheme.relations)
    title = f"<h3>{escape(scheme.title.zh)} {escape(scheme.title.en)}</h3>"
    return f"{title}<ul>{components}</ul><p>{_RELATE}</p><ul>{relations}</ul>"


def _item(label: ComponentType | RelationType) -> str:
    name = f"<b>{escape(label.label.zh)} {escape(label.label.en)}</b>"
    return f"<li>{name}: {escape(label.guideline.zh)} {escape(label.guideline.en)}</li>"
