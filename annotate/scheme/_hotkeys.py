"""Which key picks what: the scheme's own choice, and free keys for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.scheme import tags
from schema import HOTKEYS, Scheme


def hotkeys(scheme: Scheme) -> dict[str, str]:
    """Return the key of each control by its name (`claim`, `claim.claim_type=fact`, `unsure`).

    Free keys go to those without one in the order of the screen; when there are none left, the last are without.
    """
    wanted = dict(_wanted(scheme))
    taken = {key for key in wanted.values() if key is not None}
    free = iter([key for key in HOTKEYS if key not in taken])
    return {control: found for control, key in wanted.items() if (found := key or next(free, None))}


def without_hotkey(scheme: Scheme) -> list[str]:
    """Return the controls for which no key is left."""
    keys = hotkeys(scheme)
    return [control for control, _ in _wanted(scheme) if control not in keys]


def value_control(component: str, attribute: str, value: str) -> str:
    """Return the name of the control that gives an attribute a value."""
    return f"{tags.control(component, attribute)}={value}"


def _wanted(scheme: Scheme) -> Iterator[tuple[str, str | None]]:
    for component in scheme.components:
        yield component.id, component.hotkey
    for component, attribute in scheme.attributes():
        for value in attribute.values:
            yield value_control(component.id, attribute.id, value.id), value.hotkey
    yield tags.UNSURE, None
    yield tags.NOT_ANNOTATABLE, None
