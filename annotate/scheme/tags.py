"""What the labelling config and the readers of Label Studio's results agree on: names of tags, and what they hold."""

from __future__ import annotations

from schema import RelationType, Scheme

TEXT = "text"
"""The text to label."""

FINDINGS = "findings"
"""What `check` found on a task, in its data; only there where something was."""

PANEL = "panel"
"""What annotators said, beside what a curator is to decide; HTML in the data of such a task, and in no other."""

LABEL = "label"
"""The component types."""

FLAGS = "flags"
"""What is ticked for the whole task: `UNSURE`, `NOT_ANNOTATABLE`."""

NOTE = "note"
"""The free note on the whole task."""

UNSURE = "unsure"
"""The annotator is unsure."""

NOT_ANNOTATABLE = "not_annotatable"
"""The unit cannot be annotated."""


def control(component: str, attribute: str) -> str:
    """Return the name of an attribute's tag; no other tag has a name with a dot."""
    return f"{component}.{attribute}"


def attribute(name: str) -> tuple[str, str] | None:
    """Return component type and attribute of a tag of that name, or None if it is no attribute's."""
    component, dot, found = name.partition(".")
    return (component, found) if dot else None


def relation_label(relation: RelationType) -> str:
    """Return what stands on the screen, and so in results, for a relation type: its Chinese name, a blank, its id.

    Labels of relations can have no alias, unlike all others.
    """
    return f"{relation.label.zh} {relation.id}"


def relation_id(label: str, scheme: Scheme) -> str:
    """Return the id of a relation type by its label, also one from before its Chinese name was changed.

    A label that ends in no relation type of the scheme is returned as it is.
    """
    name = label.rpartition(" ")[2]
    return name if scheme.relation(name) else label
