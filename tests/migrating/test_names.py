"""What becomes of names: faults all at once, and twice comes to the same as once."""

from __future__ import annotations

import pytest

from annotate.errors import InputError
from annotate.migrating import Names, Region, Said, backwards, names, translated
from schema import Dropped, Filled, Merged, Operation, Parted, Renamed, Scheme
from tests.migrating import roads


def scheme(**types: dict[str, tuple[str, ...]]) -> Scheme:
    """A scheme of component types, each with attributes that have values, or none for free text."""

    def label(name: str) -> dict[str, str]:
        return {"zh": f"{name}村", "en": name}

    components = [
        {
            "id": type_,
            "label": label(type_),
            "guideline": label(type_),
            "color": "#0072b2",
            "attributes": [
                {
                    "id": name,
                    "label": label(name),
                    "scale": "nominal" if values else "text",
                    "values": [{"id": value, "label": label(value)} for value in values],
                }
                for name, values in attributes.items()
            ],
        }
        for type_, attributes in types.items()
    ]
    return Scheme.model_validate({"name": "s", "version": "1", "title": label("s"), "components": components})


def region(type_: str, **said: str) -> Region:
    return Region((type_,), tuple(Said(type_, name, (value,), at) for at, (name, value) in enumerate(said.items())))


def shown(found: Region) -> tuple[tuple[str, ...], dict[str, str]]:
    return found.types, {f"{said.owner}.{said.attribute}": said.values[0] for said in found.said}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (region("claim"), (("claim",), {})),
        (region("problem", kind="status"), (("issue",), {"issue.kind": "present"})),
        (region("danger", kind="risk"), (("issue",), {"issue.kind": "risk"})),
        (region("measure", means="money", actor="𠮷村😀"), (("action",), {"action.agent": "𠮷村😀"})),
        (region("unheard", of="this"), (("unheard",), {"unheard.of": "this"})),
        (Region(("problem", "danger")), (("issue",), {})),
    ],
)
def test_a_region_gets_its_new_names(before: Region, after: tuple[tuple[str, ...], dict[str, str]]) -> None:
    once = translated(before, roads.change())
    assert shown(once) == after
    assert translated(once, roads.change()) == once


def test_what_is_left_over_of_another_type_does_not_stand_in_the_way() -> None:
    """Label Studio keeps what was said of a region before its label was changed; hidden, but there."""
    left = Said("problem", "kind", ("risk",), 0)
    own = Said("danger", "kind", ("status",), 1)
    assert shown(translated(Region(("danger",), (left, own)), roads.change())) == (
        ("issue",),
        {"issue.kind": "present"},
    )
    alone = translated(Region(("claim",), (left,)), roads.change())
    assert shown(alone) == (("claim",), {"issue.kind": "risk"})


def test_a_type_becomes_several_by_an_attribute_and_one_again() -> None:
    old = scheme(measure={"means": ("money", "rules", "talk"), "actor": ()})
    new = scheme(subsidy={"actor": ()}, rules={"actor": ()}, other={"actor": ()})
    parted = Parted(what="measure.means", types={"money": "subsidy", "talk": "other"}, otherwise="other")
    change = names(old, new, [parted])
    back = backwards(change)
    money = region("measure", actor="县", means="money")
    assert shown(translated(money, change)) == (("subsidy",), {"subsidy.actor": "县"})
    assert shown(translated(region("measure", means="rules"), change)) == (("rules",), {})
    assert shown(translated(region("measure"), change)) == (("other",), {})
    for before in (money, region("measure", means="rules"), region("measure", means="talk")):
        assert shown(translated(translated(before, change), back)) == shown(before)


def test_on_the_way_back_a_type_that_was_renamed_keeps_its_attributes() -> None:
    old = scheme(problem={"kind": ("cause", "risk"), "note": ()}, danger={"kind": ("cause", "risk")})
    new = scheme(issue={"sort": ("origin", "risk"), "note": (), "weight": ("light",)})
    merged = Merged(what=("problem", "danger"), to="issue")
    kinds = [Renamed(what=f"{type_}.kind", to="sort") for type_ in ("problem", "danger")]
    values = [Renamed(what=f"{type_}.kind.cause", to="origin") for type_ in ("problem", "danger")]
    back = backwards(names(old, new, [merged, *kinds, *values]))
    since = region("issue", sort="origin", note="𠮷", weight="light")
    assert shown(translated(since, back)) == (("problem",), {"problem.kind": "cause", "problem.note": "𠮷"})
    assert shown(translated(region("issue", sort="risk"), back)) == (("problem",), {"problem.kind": "risk"})


def test_what_lacks_an_attribute_is_filled_and_what_has_it_is_not() -> None:
    change = names(scheme(a={}), scheme(a={"x": ("one", "two")}), [Filled(what="a.x", value="two")])
    assert shown(translated(region("a"), change)) == (("a",), {"a.x": "two"})
    assert shown(translated(region("a", x="one"), change)) == (("a",), {"a.x": "one"})
    assert shown(translated(region("a", x="one"), backwards(change))) == (("a",), {})


A, B = scheme(a={"x": ("one", "two")}, b={"y": ("one",)}), scheme(b={"x": ("one",), "y": ("one",)}, c={})


@pytest.mark.parametrize(
    ("operations", "fault"),
    [
        ([Renamed(what="z", to="c")], "rename z: s 1 has no such name"),
        ([Renamed(what="a", to="d")], "rename a: s 1 has no d"),
        ([Renamed(what="a", to="b")], "there is a b already; if both become one, merge them"),
        ([Renamed(what="a", to="c"), Dropped(what="a.x"), Dropped(what="a.x")], "another operation says"),
        ([Merged(what=("a", "b"), to="b"), Renamed(what="b", to="c")], "rename b: another operation says"),
        ([Merged(what=("a", "b.y"), to="c")], "only names that stand under the same one"),
        ([Filled(what="c.x", value="one")], "fill c.x: s 1 has no such attribute"),
        ([Filled(what="b.x", value="three")], "fill b.x=three: its values are one"),
        ([Parted(what="a.x")], "split a.x: s 1 has no component one"),
        ([Merged(what=("a", "b"), to="b"), Renamed(what="b.y", to="x"), Renamed(what="a.x", to="y")], "two migrations"),
    ],
)
def test_operations_that_cannot_be(operations: list[Operation], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        names(A, B, operations)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        names(A, B, [Renamed(what="z", to="c"), Dropped(what="a.z")])
    assert caught.value.found.count(";") == 1


def test_a_list_does_not_turn_into_text() -> None:
    with pytest.raises(InputError, match=r"a\.x turns from nominal into text"):
        names(scheme(a={"x": ("one",)}), scheme(a={"x": ()}), [])


def test_without_operations_all_stays_as_it_is() -> None:
    assert names(A, A, []) == Names(A, A)
    assert translated(region("a", x="one"), names(A, B, [])) == region("a", x="one")
