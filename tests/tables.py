"""The default scheme as tables of Markdown, for the README; for cog."""

from __future__ import annotations

from annotate.scheme import load
from schema import Attribute, RelationType


def components() -> None:
    """Print the component types."""
    rows = ["| component | 中文 | rule of thumb | attributes |", "| --- | --- | --- | --- |"]
    for found in load("policy").components:
        attributes = "; ".join(_attribute(attribute) for attribute in found.attributes)
        rows.append(f"| {found.id} | {found.label.zh} | {found.guideline.en} | {attributes} |")
    print("", *rows, "", sep="\n")


def relations() -> None:
    """Print the relation types."""
    head = ["| relation | 中文 | from → to | shape |", "| --- | --- | --- | --- |"]
    rows = [f"| {r.id} | {r.label.zh} | {_ends(r)} | {_shape(r)} |" for r in load("policy").relations]
    print("", *head, *rows, "", sep="\n")


def _attribute(found: Attribute) -> str:
    values = ", ".join(value.id for value in found.values) or "free text"
    return f"{found.id}{' (ordinal)' if found.scale == 'ordinal' else ''}: {values}"


def _ends(found: RelationType) -> str:
    if found.same_type:
        return "same type → same type"
    return f"{', '.join(found.source)} → {', '.join(found.target)}"


def _shape(found: RelationType) -> str:
    words = {"acyclic": found.acyclic, "symmetric": found.symmetric, "at most one parent": found.max_targets == 1}
    return ", ".join(word for word, holds in words.items() if holds)
