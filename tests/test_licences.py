"""Licences: nothing that an installation brings obliges its users to more than the program's own licence does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

import pytest
from packaging.requirements import Requirement

OWN = "argument-annotate"

STRONG = re.compile(
    r"(?<!L)\bA?GPL|Affero|(?<!Lesser )(?<!Library )General Public|Proprietary|Commercial", re.IGNORECASE
)
"""Licences that reach beyond the package which has them, or forbid to pass it on."""

KNOWN = {"label-studio-sdk": "Apache-2.0"}
"""Packages whose metadata say nothing, with what their repository says."""


def plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def installed() -> set[str]:
    """Return everything that the program brings with all of its extras, by name, as far as this system wants it."""
    found: dict[str, set[str]] = {}
    waiting: list[tuple[str, Iterable[str]]] = [(OWN, metadata.metadata(OWN).get_all("Provides-Extra") or ())]
    while waiting:
        name, extras = waiting.pop()
        asked = {"", *extras}
        new = asked - found.setdefault(plain(name), set())
        found[plain(name)] |= new
        requirements = map(Requirement, metadata.requires(name) or ()) if new else ()
        waiting += [
            (one.name, one.extras)
            for one in requirements
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in new)
        ]
    return set(found) - {OWN}


def licence(name: str) -> str:
    """Return what a package says of its licence: an expression, or else classifiers, or else words."""
    told = metadata.metadata(name)
    classifiers = [one for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    for words in ((told.get_all("License-Expression") or ()), classifiers, (told.get_all("License") or ())):
        if any(words):
            return "; ".join(words)
    return KNOWN.get(name, "")


def test_everything_says_its_licence_and_none_is_strong() -> None:
    names = installed()
    assert {"lxml", "sqlalchemy", "label-studio", "spacy", "starlette", "numpy"} <= names
    told = {name: licence(name) for name in sorted(names)}
    assert [name for name, found in told.items() if not found] == []
    assert {name: found for name, found in told.items() if STRONG.search(found.partition("\n")[0])} == {}


def test_what_needs_no_explanation_is_not_explained() -> None:
    assert [name for name in KNOWN if metadata.metadata(name).get_all("License-Expression")] == []


@pytest.mark.parametrize(
    ("words", "strong"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License", True),
        ("Proprietary", True),
        # What is linked to such a library is not bound by its licence.
        ("LGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("Apache-2.0", False),
        ("MPL-2.0 AND MIT", False),
    ],
)
def test_strong_licences_are_told_from_others(words: str, strong: bool) -> None:
    assert (STRONG.search(words) is not None) == strong
