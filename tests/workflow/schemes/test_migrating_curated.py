"""A change of scheme after people have decided: gold follows it, and nobody is asked again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.workflow.adjudicating import deciding, freezing, listing
from annotate.workflow.project import open_project
from annotate.workflow.schemes import migrating
from schema import Dropped, Gold, Merged, Operation, Renamed, Scheme, scheme_id
from tests.workflow.adjudicating.opinions import (
    DETOUR,
    PLAN,
    RAMP,
    RIDE,
    WORKS,
    Office,
    office,
)


def changed(value: JsonValue, names: Mapping[str, str]) -> JsonValue:
    """Return a scheme without examples and with other names; of what becomes the same, the first."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: changed(one, names) for key, one in value.items() if key not in ("examples", "sections")}
    if isinstance(value, list):
        found = [changed(one, names) for one in value]
        ids = [one.get("id") if isinstance(one, dict) else one for one in found]
        return [one for at, one in enumerate(found) if ids[at] is None or ids.index(ids[at]) == at]
    return value


def renamed_scheme(scheme: Scheme, folder: Path, **names: str) -> Path:
    """Write a scheme with other names, and return the file."""
    told = scheme.model_dump(mode="json", by_alias=True, exclude_none=True)
    made = changed({**told, "version": "99"}, names)
    file = folder / "new.yaml"
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return file


def migrate(desk: Office, folder: Path, operations: list[Operation], **names: str) -> Office:
    """Give a project the scheme that it has, with other names, and open it again."""
    file = renamed_scheme(desk.project.scheme, folder, **names)
    migrating.migrate(desk.project, str(file), operations, who="林")
    return reopened(desk)


def reopened(desk: Office) -> Office:
    desk.desk.project = open_project(desk.project.folder)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    """Gold of which people decided a range, a type and a relation, and that was frozen."""
    found = office(tmp_path)
    found.auto()
    groups = {found.text[one.start : one.end]: one.id for one in found.gold().components}
    end = found.text.index(DETOUR) + len(DETOUR)
    deciding.answer(found.project, groups[RIDE], "accepted", {"end": end}, who="周")
    (ramp, relation) = (one.group for one in listing.asked(found.project).questions)
    deciding.answer(found.project, ramp, "accepted", {"type": "measure"}, who="周")
    deciding.answer(found.project, relation, "rejected", who="周")
    found.auto()
    freezing.freeze(found.project, "one", who="林")
    return found


def bare(gold: Gold) -> Gold:
    """Gold without the scheme's names."""
    return gold.model_copy(update={"components": [one.model_copy(update={"type": ""}) for one in gold.components]})


def test_renamed_labels_are_renamed_in_gold_and_nothing_is_stale(desk: Office, tmp_path: Path) -> None:
    before = desk.gold()
    operations: list[Operation] = [Renamed(what="problem", to="issue"), Renamed(what="supports", to="backs")]
    migrate(desk, tmp_path, operations, problem="issue", supports="backs")
    asked = listing.asked(desk.project)
    assert (asked.open, asked.stale) == (0, 0)
    assert {one.type for one in desk.gold().components} == {"issue", "measure", "claim"}
    assert bare(desk.gold()) == bare(before)
    # What a person rejected by its old name stays rejected, whatever the rule says of the new one.
    desk.auto()
    assert (desk.gold().relations, bare(desk.gold())) == ((), bare(before))
    assert listing.asked(desk.project).stale == 0

    # The release has its own version of the scheme; gold goes back with the scheme.
    with desk.project.store() as store:
        release = store.release("one")
    assert release.golds == (before,)
    assert release.scheme != scheme_id(desk.project.scheme)
    migrating.back(desk.project, who="林")
    assert reopened(desk).gold() == before
    assert listing.asked(desk.project).stale == 0


def test_what_was_stale_before_is_stale_after(desk: Office, tmp_path: Path) -> None:
    marks, drawn = WORKS["lin"]
    desk.work("lin", {**marks, "m": (RAMP[2:], PLAN)}, drawn)
    assert [one.state for one in listing.asked(desk.project, state="stale").questions] == ["stale"]
    migrate(desk, tmp_path, [Renamed(what="measure", to="step")], measure="step")
    (stale,) = listing.asked(desk.project, state="stale").questions
    assert desk.words()[RAMP] == "step"
    assert stale.group in {one.id for one in desk.gold().components}


def test_merged_labels_are_merged_in_gold(desk: Office, tmp_path: Path) -> None:
    before = desk.gold()
    operations: list[Operation] = [
        Merged(what=("problem", "claim"), to="claim"),
        Dropped(what="problem.problem_type"),
    ]
    migrate(desk, tmp_path, operations, problem="claim")
    assert sorted(desk.words().values()) == ["claim", "claim", "measure"]
    assert [one.id for one in desk.gold().components] == [one.id for one in before.components]
    assert listing.asked(desk.project).stale == 0
    assert "problem_type" not in {name for one in desk.gold().components for name in one.attributes}
    assert freezing.freeze(desk.project, "two", who="林").release.components == 3
