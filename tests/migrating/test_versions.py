"""Which version an annotation was made under, and when that is not certain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from annotate.migrating import Known, version_of, wide
from annotate.scheme import labelling_config
from schema import Annotation, SchemeUse, Unit
from tests.migrating import roads

NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)
USES = [
    SchemeUse(project="p", scheme="two", since=NOON),
    SchemeUse(project="p", scheme="one", since=NOON - timedelta(days=2)),
]


def made(minutes: float | None, spent: float | None = None) -> Annotation:
    """An annotation of so many minutes after noon, on which so many were spent."""
    return Annotation(
        id="a",
        annotator="lin",
        unit=Unit(article="0a1b2c3d-1", version=1, kind="paragraph", start=0, end=4),
        origin="here",
        status="submitted",
        updated=None if minutes is None else NOON + timedelta(minutes=minutes),
        lead_time=None if spent is None else spent * 60,
    )


@pytest.mark.parametrize(
    ("annotation", "known"),
    [
        (made(-60, 5), Known("one", certain=True)),
        (made(60, 5), Known("two", certain=True)),
        (made(60, None), Known("two", certain=True)),
        (made(60, 70), Known("two", certain=False)),
        (made(1, 0), Known("two", certain=False)),
        (made(-60 * 72), Known(None, certain=False)),
        (made(None), Known(None, certain=False)),
    ],
)
def test_the_version_is_that_of_its_time(annotation: Annotation, known: Known) -> None:
    assert version_of(annotation, USES) == known


def test_what_was_migrated_is_certain() -> None:
    assert version_of(made(1, 5), USES, migrated="two") == Known("two", certain=True)
    assert version_of(made(1, 5), USES, migrated="one") == Known("two", certain=False)
    assert version_of(made(1), []) == Known(None, certain=False)


def test_both_schemes_are_on_the_screen_at_once() -> None:
    both = wide(roads.OLD, roads.NEW)
    assert [found.id for found in both.components] == ["claim", "issue", "action", "problem", "danger", "measure"]
    config = labelling_config(both)
    for name in ("problem.kind", "issue.weight", "measure.means", "action.agent"):
        assert f'name="{name}"' in config
    for label in ("问题（旧） problem (old)", "针对 addresses", "导致 causes", "引起 leads_to"):
        assert label in config
