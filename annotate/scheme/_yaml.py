"""YAML to plain data that remembers where each part of it stands. Every scalar is text: `n`, `1.0` and `no` stay so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from annotate.errors import InputError

Data = dict[str, "Data"] | list["Data"] | str | None
"""What a YAML text holds: maps, lists, texts; an empty value, `null` and `~` are None."""

Path = tuple[str | int, ...]
"""Keys and indices from the top."""

_NOTHING = ("", "~", "null")
_CURE = "mend the line; `annotate scheme check FILE` looks again"
_DEEPEST = 50


class _Mark(Protocol):
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """The data of a YAML text, with the line and column of every part of it, both from 1."""

    data: Data
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path) -> tuple[int, int]:
        """Return where a part stands, or where the smallest part around it does that is there."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_yaml(text: str, where: str) -> Source:
    """Read a YAML text; `where` names it in errors.

    Raises:
        InputError: it is no YAML, repeats a key, or uses tags, anchors or aliases, which a scheme has no need of and
            which can make a small file fill the memory.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _fault(where, event.start_mark, f"more than {_DEEPEST} levels of nesting", "a scheme")
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _fault(where, event.start_mark, "an anchor or alias (& or *)", "the text written out")
            if tag not in (None, "!"):
                raise _fault(where, event.start_mark, f"the tag {tag}", "plain values without tags")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _fault(where, error.problem_mark, f"no YAML: {error.problem}", "YAML") from error
    except yaml.YAMLError as error:
        raise InputError(where, f"no YAML: {error}", expected="YAML in UTF-8", cure=_CURE) from error
    places: dict[Path, tuple[int, int]] = {}
    return Source(_data(node, (), places, where) if node else None, places)


def _data(node: Node, path: Path, places: dict[Path, tuple[int, int]], where: str) -> Data:
    places[path] = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, SequenceNode):
        return [_data(item, (*path, at), places, where) for at, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        found: dict[str, Data] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise _fault(where, key.start_mark, "a key that is a list or a map", "a text as key")
            if key.value in found:
                raise _fault(where, key.start_mark, f"the key {key.value} a second time", "each key once")
            found[key.value] = _data(value, (*path, key.value), places, where)
            places[(*path, key.value)] = key.start_mark.line + 1, key.start_mark.column + 1
        return found
    plain = isinstance(node, ScalarNode) and node.style is None
    return None if plain and node.value in _NOTHING else str(node.value)


def _fault(where: str, mark: _Mark | None, found: str, expected: str) -> InputError:
    place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return InputError(f"{where}{place}", found, expected=expected, cure=_CURE)
