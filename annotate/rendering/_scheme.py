"""Text of what `scheme` returns."""

from __future__ import annotations

from annotate.rendering._tables import facts, plural, table
from annotate.workflow.schemes.files import GuidelinesWritten, SchemeCheck, SchemeDiff, SchemeList, SchemeMade
from schema import RelationType, Scheme

_EFFECTS = {"none": "", "looser": "looser", "stricter": "stricter", "lost": "LOST"}


def schemelist(result: SchemeList) -> str:
    """One line per scheme."""
    columns = ("scheme", "version", "components", "attributes", "relations", "title")
    rows = (
        (found.name, found.version, found.components, found.attributes, found.relations, found.title)
        for found in result.schemes
    )
    return table(columns, rows)


def schememade(result: SchemeMade) -> str:
    """The files, and what comes next."""
    next_ = f"annotate scheme check {result.file}, annotate init FOLDER --scheme {result.file}"
    return facts([("scheme", result.file), ("for editors", result.json_schema), ("next", next_)])


def schemecheck(result: SchemeCheck) -> str:
    """One line per finding, in the form that editors follow, and the sum."""
    found = [
        f"{result.file}:{found.line}:{found.column}: {found.severity}: {found.message}" for found in result.findings
    ]
    sums = f"{plural(result.errors, 'error')}, {plural(len(result.findings) - result.errors, 'warning')}"
    return "\n".join([*found, f"{result.file}: {sums}"])


def schemediff(result: SchemeDiff) -> str:
    """One line per change, and what it comes to."""
    head = f"{result.old} → {result.new}"
    if not result.changes:
        return f"{head}: no difference"
    rows = ((found.where, found.what, _EFFECTS[found.effect], found.meaning) for found in result.changes)
    lost = sum(found.effect == "lost" for found in result.changes)
    stricter = sum(found.effect == "stricter" for found in result.changes)
    sums = f"{plural(len(result.changes), 'change')}: {lost} by which annotations lose a name, {stricter} stricter"
    return "\n".join([head, table(("where", "what", "effect", "for annotations that exist"), rows), sums])


def guidelineswritten(result: GuidelinesWritten) -> str:
    """The file."""
    return facts([("handbook", result.file)])


def scheme(result: Scheme) -> str:
    """Components with their attributes, relations with their ends."""
    components = (
        (
            found.id,
            found.label.zh,
            found.guideline.en,
            " · ".join(
                f"{attribute.id}{'' if attribute.required else '?'}: "
                + (", ".join(value.id for value in attribute.values) or "text")
                for attribute in found.attributes
            ),
        )
        for found in result.components
    )
    relations = (
        (found.id, found.label.zh, ", ".join(found.source), ", ".join(found.target), ", ".join(_shape(found)))
        for found in result.relations
    )
    return "\n\n".join(
        [
            f"{result.name} {result.version}: {result.title.en} ({result.title.zh})",
            table(("component", "中文", "rule of thumb", "attributes"), components),
            table(("relation", "中文", "from", "to", "shape"), relations),
        ]
    )


def _shape(relation: RelationType) -> list[str]:
    limits = {"same type": relation.same_type, "acyclic": relation.acyclic, "symmetric": relation.symmetric}
    shape = [name for name, holds in limits.items() if holds]
    return [*shape, f"at most {relation.max_targets} parent"] if relation.max_targets else shape
