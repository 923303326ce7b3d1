"""What is wrong with a scheme as a whole, told also while some of its parts cannot be read."""

from __future__ import annotations

import copy
import types
from collections.abc import Iterable, Mapping
from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError

from annotate.scheme._yaml import Path
from schema import Scheme

_WORDS = {"en": "…", "zh": "…"}
_STAND_INS = {"name": "x", "version": "1", "title": _WORDS, "guideline": _WORDS, "color": "#000000"}
"""What required parts can be while they cannot be read, for nothing else depends on them."""

_NAMED = ("components", "relations")
"""Lists from which nothing can be taken out, for other parts name what stands in them."""


def hidden(data: Mapping[str, object], unreadable: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return the faults that only the whole scheme shows, with what cannot be read put aside.

    None are told where something cannot be read on which others depend, such as the id of a component: what is said
    of the rest would not be true.
    """
    whole = copy.deepcopy(dict(data))
    if not all(_put_aside(whole, path) for path in unreadable):
        return []
    try:
        Scheme.model_validate(whole)
    except ValidationError as error:
        return [told for fault in error.errors() if fault["type"] == "scheme" for told in fault["ctx"]["faults"]]
    return []


def model_at(path: Path) -> type[BaseModel]:
    """Return the model of what stands at a path of a scheme, or of the smallest part around it that has one."""
    model: type[BaseModel] = Scheme
    for step in path:
        if isinstance(step, str):
            inner = _model_in(model.model_fields[step].annotation) if step in model.model_fields else None
            model = inner or model
    return model


def _put_aside(whole: dict[str, object], path: Path) -> bool:
    """Take the smallest part around a fault out that can be, or put another there; return whether there is one."""
    for end in range(len(path) - 1, -1, -1):
        key, holder = path[end], _at(whole, path[:end])
        if not isinstance(key, str) or not isinstance(holder, dict):
            continue
        field = model_at(path[:end]).model_fields.get(key)
        if field is None or not (field.is_required() or key in _NAMED):
            holder.pop(key, None)
        elif key in _STAND_INS:
            holder[key] = _STAND_INS[key]
        elif key == "label":
            holder[key] = dict.fromkeys(_WORDS, f"{path}")  # names are told apart
        elif key in ("source", "target"):
            holder[key] = _ids(whole)
        else:
            continue
        return True
    return False


def _ids(whole: Mapping[str, object]) -> list[object]:
    components = whole.get("components")
    return [one.get("id") for one in components if isinstance(one, dict)] if isinstance(components, list) else []


def _at(part: object, path: Path) -> object:
    """Return what stands at a path, None where nothing does."""
    for step in path:
        if isinstance(part, dict):
            part = part.get(step)
        elif isinstance(part, list | tuple) and isinstance(step, int):
            part = part[step]
        else:
            return None
    return part


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation such as `tuple[Value, ...]` holds, if it holds one."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    if get_origin(annotation) is None:
        return None
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
