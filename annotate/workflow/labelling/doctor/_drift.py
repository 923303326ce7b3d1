"""What was changed by hand in a labelling config."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

_ITEMS = {"Label": "label", "Choice": "choice", "Relation": "relation"}
"""Tags of what annotators pick, and what they are called in a message."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How a labelling config differs from another in what annotators can say."""

    added: tuple[str, ...]
    """What it has besides."""
    removed: tuple[str, ...]
    """What it lacks."""

    @property
    def parts(self) -> bool:
        """Whether it differs in that at all."""
        return bool(self.added or self.removed)

    def __str__(self) -> str:
        said = [("added", self.added), ("removed", self.removed)]
        return "; ".join(f"{word} by hand: {', '.join(parts)}" for word, parts in said if parts)


def drift(ours: str, theirs: str) -> Drift:
    """Return how a labelling config on a server, `theirs`, differs from ours; one that is no XML lacks everything."""
    have, want = _parts(theirs), _parts(ours)
    return Drift(added=tuple(sorted(have - want)), removed=tuple(sorted(want - have)))


def _parts(config: str) -> set[str]:
    try:
        # The coordinator's own server sent it, and expat stops entities that would grow without end.
        root = fromstring(config)  # noqa: S314
    except ParseError:
        return set()
    return set(_named(root, ""))


def _named(element: Element, within: str) -> Iterator[str]:
    """Yield controls by their names, and what can be picked in them by what stands in results for it."""
    name = element.get("name", within)
    if "toName" in element.attrib:
        yield f"{element.tag} {name}"
    if element.tag in _ITEMS:
        of = f" of {within}" if element.tag == "Choice" else ""
        yield f"{_ITEMS[element.tag]} {element.get('alias') or element.get('value', '')}{of}"
    for child in element:
        yield from _named(child, name)
