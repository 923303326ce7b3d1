"""YAML of which a small text cannot make much."""

from __future__ import annotations

import yaml

_DEEPEST = 50


def expect_plain(text: str) -> None:
    """Raise a YAMLError for anchors, aliases and endless nesting, which nothing has a need of that people hand on.

    An alias stands for as much as it likes, many times; what is nested too deeply no parser gets out of again.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _Refused(f"more than {_DEEPEST} levels of nesting", event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("an anchor or alias (& or *)", event)


class _Refused(yaml.MarkedYAMLError):
    def __init__(self, problem: str, event: yaml.Event) -> None:
        super().__init__(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
