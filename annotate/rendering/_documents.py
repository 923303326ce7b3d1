"""Text of what `init`, `import` and `scheme show` return."""

from __future__ import annotations

from collections import Counter

from annotate.rendering._tables import facts, plural, table
from annotate.workflow.documents import ImportReport
from annotate.workflow.project import Initialised
from schema import RelationType, Scheme

_WORDS = {"added": "added", "known": "already there", "changed": "left as it was: its text has changed"}


def initialised(result: Initialised) -> str:
    """A project that was set up."""
    return facts([("project", result.folder), ("store", result.store), ("scheme", result.scheme)])


def importreport(result: ImportReport) -> str:
    """One line per document, the sums, and what failed."""
    columns = ("file", "document", "articles", "paragraphs", "characters", "")
    rows = (
        (found.source, found.document, found.articles, found.paragraphs, found.characters, _WORDS[found.outcome])
        for found in result.documents
    )
    outcomes = Counter(found.outcome for found in result.documents)
    sums = (
        f"{plural(outcomes['added'], 'document')} added, {outcomes['known']} already there"
        + (f", {outcomes['changed']} with another text than stored" if outcomes["changed"] else "")
        + f": {plural(sum(found.articles for found in result.documents), 'article')}, "
        + plural(sum(found.paragraphs for found in result.documents), "paragraph")
    )
    failures = [f"not imported: {message}" for message in result.failed]
    return "\n".join([*([table(columns, rows)] if result.documents else []), sums, *failures])


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
