"""The configuration of the annotation tool brat, derived from a scheme."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.drawing import ink_on
from annotate.scheme._words import words
from schema import RelationType, Scheme


def annotation_conf(scheme: Scheme) -> str:
    """Return brat's `annotation.conf`: types, relations with their ends, attributes with their values.

    brat has no attributes with free text, no limits on the number of relations and no acyclic ones: these stand in
    comments. A relation between spans of one type only has a line for each type.
    """
    return "\n".join(
        [
            "[entities]",
            *(component.id for component in scheme.components),
            "",
            "[relations]",
            *_relations(scheme),
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "",
            "[events]",
            "",
            "[attributes]",
            *_attributes(scheme),
            "",
        ]
    )


def visual_conf(scheme: Scheme) -> str:
    """Return brat's `visual.conf`: names of both languages, with a short one after them, and colours."""
    labels = [
        f"{label.id} | {_name(words(label.label, 'both'))} | {_name(label.label.zh)}" for label in scheme.labels()
    ]
    colours = [
        f"{component.id}\tbgColor:{component.color}, fgColor:{ink_on(component.color)}, borderColor:darken"
        for component in scheme.components
    ]
    return "\n".join(["[labels]", *labels, "", "[drawing]", *colours, ""])


def _name(name: str) -> str:
    """Return a name without the sign by which brat parts names."""
    return name.replace("|", "/")


def _relations(scheme: Scheme) -> Iterator[str]:
    for relation in scheme.relations:
        limits = ["acyclic"] * relation.acyclic
        limits += [f"at most {relation.max_targets} from one span"] * bool(relation.max_targets)
        if limits:
            yield f"# {relation.id}: {', '.join(limits)}"
        kind = ", <REL-TYPE>:symmetric" if relation.symmetric else ""
        for source, target in _ends(relation):
            yield f"{relation.id}\tArg1:{source}, Arg2:{target}{kind}"


def _ends(relation: RelationType) -> Iterator[tuple[str, str]]:
    if relation.same_type:
        yield from ((end, end) for end in relation.source if end in relation.target)
    else:
        yield "|".join(relation.source), "|".join(relation.target)


def _attributes(scheme: Scheme) -> Iterator[str]:
    for name in scheme.attribute_names():
        holders = [(component, attribute) for component, attribute in scheme.attributes() if attribute.id == name]
        types = "|".join(component.id for component, _ in holders)
        values = list(dict.fromkeys(value.id for _, attribute in holders for value in attribute.values))
        if values:
            yield f"{name}\tArg:{types}, Value:{'|'.join(values)}"
        else:
            yield f"# {name} of {types}: free text"
