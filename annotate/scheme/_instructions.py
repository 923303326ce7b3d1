"""What annotators are told beside the labelling screen, derived from a scheme."""

from __future__ import annotations

from html import escape

from schema import ComponentType, RelationType, Scheme


def instructions(scheme: Scheme) -> str:
    """Return the rules of thumb of all labels, Chinese and English, as the HTML that Label Studio shows on demand."""
    components = "".join(_item(component) for component in scheme.components)
    relations = "".join(_item(relation) for relation in scheme.relations)
    title = f"<h3>{escape(scheme.title.zh)} {escape(scheme.title.en)}</h3>"
    return f"{title}<ul>{components}</ul><ul>{relations}</ul>"


def _item(label: ComponentType | RelationType) -> str:
    name = f"<b>{escape(label.label.zh)} {escape(label.label.en)}</b>"
    return f"<li>{name}: {escape(label.guideline.zh)} {escape(label.guideline.en)}</li>"
