"""Label Studio's results when the scheme changes: names in them become others, everything else stays as it is.

What cannot be read is left alone, so that nothing that an annotator did is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from annotate.migrating import Names, Region, Said, lost, new_types, translated
from annotate.scheme import tags

Item = dict[str, JsonValue]
"""One result."""


def renamed(results: Sequence[JsonValue], names: Names) -> list[JsonValue]:
    """Return results by their new names; done twice, it comes to the same."""
    regions = _regions(results)
    after = {id_: translated(region, names) for id_, region in regions.items()}
    said = {one.key: one for region in after.values() for one in region.said if one.key is not None}
    made: list[JsonValue] = []
    for at, item in enumerate(results):
        if not isinstance(item, dict):
            made.append(item)
        elif _labels(item) is not None:
            made.append(_labelled(item, new_types(regions[str(item["id"])], names)))
        elif item.get("type") == "relation":
            made.append(_related(item, names))
        elif _said(item, at) is None:
            made.append(item)
        elif at in said:
            made.append(_saying(item, said[at]))
    for id_, region in after.items():
        made.extend(_added(id_, one, names) for one in region.said if one.key is None)
    return made


def restored(
    results: Sequence[JsonValue], before: Sequence[JsonValue], names: Names, back: Names
) -> tuple[list[JsonValue], bool]:
    """Return results by the names that they had before a migration, and whether they were edited since.

    Args:
        results: The results as they are.
        before: What they were before the migration.
        names: What the migration made of names.
        back: What becomes of names on the way back.

    Where nothing was edited they are exactly what they were. Otherwise the regions and relations whose names are
    still those that the migration gave them get back what they had, within the ranges that they have now.
    """
    moved = renamed(before, names)
    if list(results) in (list(before), moved):
        return list(before), False
    made = renamed(results, back)
    were, then, now = _named(before), _named(moved), _named(results)
    same = {id_ for id_ in now if id_ in then and now[id_] == then[id_]}
    kept: list[JsonValue] = []
    for at, item in enumerate(made):
        id_ = _identity(item)
        if not isinstance(item, dict) or id_ not in same:
            kept.append(item)
        elif _labels(item) is not None:
            kept.append(_with_labels(item, were[id_][0]))
        elif item.get("type") == "relation":
            kept.append({**item, "labels": list(were[id_][0])} if were[id_][0] else item)
        elif _said(item, at) is None:
            kept.append(item)
    kept.extend(
        item for at, item in enumerate(before) if _identity(item) in same and isinstance(item, dict) and _said(item, at)
    )
    return kept, True


def lost_in(results: Sequence[JsonValue], names: Names) -> Iterator[str]:
    """Yield the old names in results that become none of the new scheme, as paths."""
    for region in _regions(results).values():
        yield from lost(region, names)


_Borne = tuple[tuple[str, ...], tuple[tuple[str, str, tuple[str, ...]], ...]]
"""The labels of a region or relation, and what is said of it: type, attribute and values."""


def _named(results: Sequence[JsonValue]) -> dict[str, _Borne]:
    """Return the names that each region and relation bears, by its identity."""
    found: dict[str, _Borne] = {}
    for at, item in enumerate(results):
        if (id_ := _identity(item)) is None or not isinstance(item, dict):
            continue
        labels, said = found.get(id_, ((), ()))
        if (one := _said(item, at)) is not None:
            said = (*said, (one.owner, one.attribute, one.values))
        elif item.get("type") == "relation":
            labels = (*labels, *_strings(item.get("labels")))
        else:
            labels = (*labels, *(_labels(item) or ()))
        found[id_] = labels, tuple(sorted(said))
    return found


def _identity(item: JsonValue) -> str | None:
    """Return what tells a region or a relation from others; relations made in a browser have no id."""
    if not isinstance(item, dict):
        return None
    if item.get("type") == "relation":
        return f"{item.get('from_id')} → {item.get('to_id')}"
    return str(item["id"]) if "id" in item else None


def _regions(results: Sequence[JsonValue]) -> dict[str, Region]:
    """Return the names of each region by its id, with where in the results what is said of it stands."""
    types: dict[str, tuple[str, ...]] = {}
    said: dict[str, list[Said]] = {}
    for at, item in enumerate(results):
        if not isinstance(item, dict) or "id" not in item:
            continue
        id_ = str(item["id"])
        if (labels := _labels(item)) is not None:
            types[id_] = (*types.get(id_, ()), *labels)
        elif (one := _said(item, at)) is not None:
            said.setdefault(id_, []).append(one)
    return {id_: Region(types.get(id_, ()), tuple(said.get(id_, ()))) for id_ in dict.fromkeys([*types, *said])}


def _labels(item: Mapping[str, JsonValue]) -> tuple[str, ...] | None:
    """Return the labels of a region's result; None for another one."""
    value = item.get("value")
    if item.get("type") != "labels" or not isinstance(value, dict) or "id" not in item:
        return None
    return _strings(value.get("labels"))


def _said(item: Mapping[str, JsonValue], at: int) -> Said | None:
    """Return what a result says of a region; None where it says nothing of one, or cannot be read."""
    kind, value, name = item.get("type"), item.get("value"), item.get("from_name")
    if kind not in _VALUES or not isinstance(value, dict) or not isinstance(name, str) or "id" not in item:
        return None
    control, values = tags.attribute(name), _strings(value.get(_VALUES[str(kind)]))
    return Said(*control, values, at) if control and values else None


_VALUES = {"choices": "choices", "textarea": "text"}
"""Where each type of result has its values."""


def _strings(value: JsonValue) -> tuple[str, ...]:
    """Return a text, or the texts of a list."""
    listed = value if isinstance(value, list) else [value]
    return tuple(one for one in listed if isinstance(one, str))


def _labelled(item: Item, becomes: Mapping[str, str]) -> Item:
    return _with_labels(item, tuple(dict.fromkeys(becomes.get(label, label) for label in _labels(item) or ())))


def _with_labels(item: Item, labels: Sequence[str]) -> Item:
    value = item["value"]
    assert isinstance(value, dict), "told by _labels"  # noqa: S101
    return {**item, "value": {**value, "labels": list(labels)}}


def _saying(item: Item, said: Said) -> Item:
    value, kind = item["value"], _VALUES[str(item["type"])]
    assert isinstance(value, dict), "told by _said"  # noqa: S101
    told: JsonValue = said.values[0] if isinstance(value.get(kind), str) else list(said.values)
    return {**item, "from_name": tags.control(said.owner, said.attribute), "value": {**value, kind: told}}


def _related(item: Item, names: Names) -> Item:
    """Return a relation by its new label, which also changes with the Chinese name of its type."""
    labels = _strings(item.get("labels"))
    if not labels:
        return item
    return {**item, "labels": list(dict.fromkeys(_relation_label(label, names) for label in labels))}


def _relation_label(label: str, names: Names) -> str:
    type_ = names.type(tags.relation_id(label, names.old))
    found = names.new.relation(type_) or names.new.relation(tags.relation_id(label, names.new))
    return tags.relation_label(found) if found else label


def _added(region: str, said: Said, names: Names) -> Item:
    """Return the result that says what a region did not say before."""
    closed = any(
        attribute.values
        for component, attribute in names.new.attributes()
        if (component.id, attribute.id) == (said.owner, said.attribute)
    )
    kind = "choices" if closed else "textarea"
    value: Item = {_VALUES[kind]: list(said.values)}
    name = tags.control(said.owner, said.attribute)
    return {"id": region, "from_name": name, "to_name": tags.TEXT, "type": kind, "origin": "manual", "value": value}
