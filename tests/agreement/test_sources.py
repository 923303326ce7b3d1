"""Work without a store: from every form the same, and as it is in a store."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from itertools import permutations
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.agreement import AgreementReport, Source, from_brat, from_frame, from_label_studio, report
from annotate.agreement._codings import Codings
from annotate.agreement._read import read
from annotate.alignment import select
from annotate.errors import InputError
from annotate.workflow.importing.annotated import import_annotated
from annotate.workflow.project import init, open_project
from schema import Annotation
from tests.agreement.build import RELATIONS, TYPES, Work, codings
from tests.agreement.campaign import (
    CLIMB,
    POLICY,
    RAMP,
    TEXTS,
    exported,
    rows,
    span,
    work,
    write_brat,
    write_export,
)

EVERYBODY = ("chen", "lin", "zhao")
MakeFrame = Callable[[list[dict[str, object]]], pd.DataFrame | pl.DataFrame]


def pandas(found: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(found)


def polars(found: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(found, infer_schema_length=None)


BOTH = pytest.mark.parametrize("frame", [pandas, polars])


def shape(value: object) -> object:
    """Return columns as plain values, without what articles and units are called."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {name: shape(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: shape(getattr(value, one.name)) for one in fields(value)}
    return value


def figures(codings: Codings) -> object:
    """Return what figures are computed from: all but the names of articles, units and annotators."""
    plain = shape(codings)
    assert isinstance(plain, dict)
    del plain["units"]["key"], plain["articles"], plain["annotators"]
    return plain


def stored(*annotations: Annotation) -> Codings:
    return read(select(annotations or work()), POLICY)[0]


def test_brat_is_as_in_the_store(tmp_path: Path) -> None:
    found = from_brat(write_brat(tmp_path), scheme=POLICY)
    assert found.codings.annotators == ("chen", "lin", "zhao")
    assert found.codings.articles == ("essays/bridge", "essays/bus")
    assert figures(found.codings) == figures(stored())
    assert found.mismatches == ()


def test_brat_is_as_its_import_into_a_store(tmp_path: Path) -> None:
    folders = write_brat(tmp_path, below="")
    init(tmp_path / "project")
    project = open_project(tmp_path / "project")
    import_annotated(project, sorted(path for folder in folders for path in folder.glob("*.ann")))
    found = from_brat(folders, scheme=POLICY)
    with project.store() as store:
        homes = {store.article(one.unit.article).current.text: one.unit.article for one in store.annotations()}
        for essay, text in TEXTS.items():
            kept = stored(*(one for one in store.annotations() if one.unit.article == homes[text]))
            assert figures(kept) == figures(stored(*(one for one in found.annotations if one.unit.article == essay)))


def test_brat_without_a_scheme_has_its_own_names(tmp_path: Path) -> None:
    found = from_brat({name: tmp_path / name for name in EVERYBODY if write_brat(tmp_path)})
    assert found.codings.labels == ("Claim", "Measure", "Problem")
    assert found.codings.types == ("addresses", "causes", "supports")
    given = from_brat([tmp_path / name for name in EVERYBODY], scheme=POLICY).codings
    assert found.codings.spans.start.tolist() == given.spans.start.tolist()
    assert found.codings.seen.tolist() == [[True, True, True], [True, True, False]]


@pytest.mark.parametrize("ours", [False, True])
def test_label_studio_is_as_in_the_store(tmp_path: Path, *, ours: bool) -> None:
    path = write_export(tmp_path / "all.json", exported(*EVERYBODY, ours=ours))
    found = from_label_studio(path, scheme=POLICY)
    assert found.codings.annotators == tuple(f"{name}@example.org" for name in EVERYBODY)
    assert found.codings.articles == (("bridge", "bus") if ours else ("all.json, task 3/1", "all.json, task 3/2"))
    assert figures(found.codings) == figures(stored())
    assert set(found.texts.values()) == set(TEXTS.values())
    assert set(found.texts) == set(found.codings.units.key)


def test_tasks_of_several_projects_are_the_same_where_their_texts_are(tmp_path: Path) -> None:
    paths = [
        write_export(tmp_path / f"{name}.json", exported(name, project=number)[:: 1 if number % 2 else -1])
        for number, name in enumerate(EVERYBODY)
    ]
    found = from_label_studio(*paths, scheme=POLICY, article="essay")
    assert found.codings.articles == ("bridge", "bus")
    assert figures(found.codings) == figures(stored())


def test_tasks_of_one_article_stand_in_it_one_after_the_other(tmp_path: Path) -> None:
    tasks = exported(*EVERYBODY)
    for task in tasks:
        task["data"] = {**dict(task["data"]), "essay": "both"}  # type: ignore[call-overload]
    found = from_label_studio(write_export(tmp_path / "all.json", tasks), scheme=POLICY, article="essay").codings
    length = len(TEXTS["bridge"])
    assert found.articles == ("both",)
    assert found.units.start.tolist() == [0, length + 1]
    apart = stored()
    shift = (length + 1) * apart.spans.unit
    assert found.spans.start.tolist() == (apart.spans.start + shift).tolist()


def test_equal_texts_in_one_export_are_units_of_their_own(tmp_path: Path) -> None:
    tasks = exported(*EVERYBODY)
    found = from_label_studio(write_export(tmp_path / "all.json", [*tasks, *tasks]), scheme=POLICY)
    assert len(found.codings.units.key) == 4
    assert len(found.codings.spans.start) == 20


def test_labels_and_choices_of_another_project_stand_as_they_are(tmp_path: Path) -> None:
    tasks = [
        {
            "id": 1,
            "data": {"text": "修桥😀吧"},
            "annotations": [_said("a", "论点"), _said("b", "论点"), _said("c", "问题")],
        }
    ]
    found = from_label_studio(write_export(tmp_path / "all.json", tasks))
    assert (found.codings.labels, found.codings.types) == (("论点", "问题"), ("支持 supports",))
    (stance,) = found.codings.spans.attributes.values()
    assert (stance.values, stance.level) == (("赞成",), "nominal")
    assert stance.column.tolist() == 6 * [0]
    assert found.codings.spans.end.tolist() == 3 * [2, 4]


def _said(who: str, label: str) -> dict[str, object]:
    tag = {"to_name": "text", "type": "labels", "from_name": "span"}
    choice = {"to_name": "text", "type": "choices", "from_name": "stance", "value": {"choices": ["赞成"]}}
    ends = (("x", 0, 2), ("y", 3, 4))
    regions = [{**tag, "id": id_, "value": {"start": start, "end": end, "labels": [label]}} for id_, start, end in ends]
    relation = {"type": "relation", "from_id": "x", "to_id": "y", "labels": ["支持 supports"]}
    return {"id": 1, "completed_by": who, "result": [*regions, *({**choice, "id": id_} for id_ in "xy"), relation]}


def test_our_own_tasks_without_a_scheme_and_one_declared_unfit(tmp_path: Path) -> None:
    tasks = exported(*EVERYBODY, ours=True)
    ticked = {"id": "flags", "from_name": "flags", "to_name": "text", "type": "choices"}
    unfit = {**ticked, "value": {"choices": ["not_annotatable"]}}
    tasks[1]["annotations"][1]["result"].append(unfit)  # type: ignore[index]
    found = from_label_studio(write_export(tmp_path / "all.json", tasks)).codings
    assert found.labels == ("claim", "measure", "problem")
    assert found.types == ("导致 causes", "应对 addresses", "支持 supports")
    assert found.seen.tolist() == [[True, True, True], [True, False, False]]
    assert len(found.relations.source) == 6


def test_a_skipped_task_is_missing_and_a_later_submission_holds(tmp_path: Path) -> None:
    tasks = exported("chen", "lin")
    tasks[1]["annotations"][1]["was_cancelled"] = True  # type: ignore[index]
    found = from_label_studio(write_export(tmp_path / "all.json", tasks), scheme=POLICY)
    assert found.codings.seen.tolist() == [[True, True], [True, False]]


@BOTH
def test_a_frame_is_as_in_the_store(frame: MakeFrame) -> None:
    spans, relations = rows()
    found = from_frame(frame(spans), frame(relations), scheme=POLICY)
    assert shape(found.codings.seen) == shape(stored().seen)
    assert figures(found.codings) == figures(stored())
    assert (found.codings.articles, found.codings.annotators) == (("bridge", "bus"), EVERYBODY)


@BOTH
def test_a_frame_may_have_its_rows_in_any_order_and_its_own_names(frame: MakeFrame) -> None:
    spans, relations = rows()
    found = from_frame(frame(spans), frame(relations)).codings
    turned = from_frame(frame(spans[::-1]), frame(relations[::-1])).codings
    assert shape(found) == shape(turned)
    assert found.labels == ("claim", "measure", "problem")


@st.composite
def campaigns(draw: st.DrawFn) -> list[Work]:
    """Units one after the other in one article or two, each seen by some of three annotators."""
    found: list[Work] = []
    for number in range(draw(st.integers(1, 3))):
        spans: dict[str, list[tuple[int, int, str]]] = {}
        links: dict[str, list[tuple[int, int, str]]] = {}
        for name in draw(st.sets(st.sampled_from("abc"), min_size=1)):
            cuts = draw(st.lists(st.integers(20 * number, 20 * number + 12), unique=True, max_size=6))
            ends = [(min(pair), max(pair)) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
            spans[name] = [(start, end, draw(st.sampled_from(TYPES))) for start, end in ends]
            pairs = list(permutations(range(len(ends)), 2))
            drawn = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
            links[name] = [(one, other, draw(st.sampled_from(RELATIONS))) for one, other in drawn]
        found.append(Work(12, spans, links, start=20 * number, article=f"a{draw(st.integers(number // 2, 1))}"))
    return sorted(found, key=lambda unit: (unit.article, unit.start))


@given(units=campaigns(), random=st.randoms(use_true_random=False), frame=st.sampled_from([pandas, polars]))
def test_any_work_comes_through_a_frame_in_any_order_of_rows(
    units: list[Work], random: Random, frame: MakeFrame
) -> None:
    assume(len({name for unit in units for name in unit.spans}) > 1)
    spans: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []
    for unit in units:
        for name, own in unit.spans.items():
            place = {"article": unit.article, "unit_start": unit.start, "unit_end": unit.start + unit.length}
            seen = {**place, "annotator": name}
            spans.append(seen | dict.fromkeys(("id", "start", "end", "label")))
            spans += [
                {**seen, "id": number, "start": start, "end": end, "label": label}
                for number, (start, end, label) in enumerate(own)
            ]
            relations += [{**seen, "source": one, "target": two, "type": t} for one, two, t in unit.links[name]]
    random.shuffle(spans)
    random.shuffle(relations)
    found = from_frame(frame(spans), frame(relations) if relations else None, scheme=POLICY).codings
    plain_found, expected = figures(found), figures(codings(*units, labels=TYPES, types=RELATIONS))
    assert isinstance(plain_found, dict)
    plain_found["spans"]["attributes"] = {}
    assert plain_found == expected


@BOTH
def test_named_units_have_their_own_offsets(frame: MakeFrame) -> None:
    """Offsets within paragraphs say the same as offsets in the article, where only these are given."""
    spans, relations = rows()
    named = [{**row, "article": "both", "unit": row["article"]} for row in spans]
    drawn = [{**row, "article": "both", "unit": row["article"]} for row in relations]
    found = from_frame(frame(named), frame(drawn), scheme=POLICY).codings
    shift = {"bridge": 0, "bus": len(TEXTS["bridge"]) + 1}
    moved = [
        {**row, "unit_start": at, "unit_end": at + int(str(row["unit_end"]))}
        | ({} if row["start"] is None else {key: at + int(str(row[key])) for key in ("start", "end")})
        for row in named
        for at in (shift[str(row["unit"])],)
    ]
    ranged = [{**row, "unit_start": shift[str(row["unit"])]} for row in drawn]
    assert shape(from_frame(frame(moved), frame(ranged), scheme=POLICY).codings) == shape(found)
    assert figures(found) != figures(stored())
    assert found.spans.label.tolist() == stored().spans.label.tolist()


@BOTH
def test_attributes_and_ids_that_are_numbers(frame: MakeFrame) -> None:
    spans: list[dict[str, object]] = [
        {
            "article": 7,
            "annotator": name,
            "start": 2,
            "end": 5,
            "label": "claim",
            "unit_end": 9,
            "id": 1,
            "stance": said,
        }
        for name, said in (("chen", "for"), ("lin", None))
    ]
    spans += [{**row, "id": 2, "start": 6, "end": 8} for row in spans]
    drawn = [{"article": 7, "annotator": "lin", "source": 1, "target": 2, "type": "supports"}]
    found = from_frame(frame(spans), frame(drawn), attributes=["stance"])
    assert found.codings.articles == ("7",)
    assert [span.attributes for one in found.annotations for span in one.spans] == 2 * [{"stance": "for"}] + 2 * [{}]
    assert [len(one.relations) for one in found.annotations] == [0, 1]


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "nan": ({"start": float("nan")}, "start is nan, which is no whole number"),
    "infinite": ({"end": float("inf")}, "end is inf, which is no whole number"),
    "half": ({"end": 7.5}, "end is 7.5, which is no whole number"),
    "backwards": ({"end": 0}, "a span from 1 to 0"),
    "outside": ({"end": 99}, "a span from 1 to 99, in a unit from 0 to 9"),
    "nobody": ({"annotator": None}, "no annotator"),
    "unlabelled": ({"label": None}, "no label"),
    "empty unit": ({"unit_end": 0}, "a unit from 0 to 0, which holds no character"),
    "unequal units": ({"unit_end": 8}, "unit_end is 8, and 9 in another row of the same unit"),
    "twice": ({"id": "a"}, "id a is that of another span of chen in the unit"),
}


def plain(annotator: object = "chen", **other: object) -> dict[str, object]:
    row = {"article": "x", "annotator": annotator, "start": 1, "end": 7, "label": "claim", "unit_end": 9, "id": "b"}
    return row | other


@BOTH
@pytest.mark.parametrize("fault", WRONG)
def test_wrong_rows_are_named(frame: MakeFrame, fault: str) -> None:
    change, told = WRONG[fault]
    sound = [plain("lin"), plain(id="a"), plain()]
    assert len(from_frame(frame(sound)).annotations) == 2
    with pytest.raises(InputError, match="frame of spans: ") as caught:
        from_frame(frame([*sound[:2], plain(**change)]))
    assert f"row 2: {told}" in caught.value.found


def test_all_wrong_rows_are_counted() -> None:
    with pytest.raises(InputError, match="and 3 more"):
        from_frame(pandas([plain(str(number), end=0) for number in range(8)]))


@BOTH
@pytest.mark.parametrize(
    ("link", "told"),
    [
        (("b", "c"), "source and target: no two spans of one unit"),
        (("a", "a"), "a span and itself"),
        (("a", "b"), "source and target: a and b are spans of 2 units"),
    ],
)
def test_a_relation_that_joins_no_two_spans(frame: MakeFrame, link: tuple[str, str], told: str) -> None:
    spans = [plain(id=id_, unit=unit) for unit in ("p1", "p2") for id_ in "ab"] + [plain("lin", unit="p1")]
    drawn: dict[str, object] = {"article": "x", "annotator": "chen", "type": "supports"}
    sound = drawn | {"source": "a", "target": "b", "unit": "p2"}
    found = from_frame(frame(spans), frame([sound]))
    assert [(one.unit.start, len(one.relations)) for one in found.annotations] == [(0, 0), (0, 0), (10, 1)]
    with pytest.raises(InputError) as caught:
        from_frame(frame(spans), frame([drawn | {"source": link[0], "target": link[1]}]))
    assert caught.value.found == f"row 0: {told}"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputError, match="no column unit_end; there are article, annotator") as caught:
        from_frame(pandas([plain()]).drop(columns="unit_end"))
    assert caught.value.expected == "article, annotator, start, end, label, unit_end"


def one_annotator(tmp_path: Path) -> list[Callable[[], Source]]:
    path = write_export(tmp_path / "chen.json", exported("chen"))
    write_brat(tmp_path)
    return [
        lambda: from_frame(pandas([plain()])),
        lambda: from_brat([tmp_path / "chen"]),
        lambda: from_label_studio(path),
    ]


def test_one_annotator_is_refused(tmp_path: Path) -> None:
    for call in one_annotator(tmp_path):
        with pytest.raises(InputError, match=r"the work of chen\S* alone .expected that of two annotators or more"):
            call()


def test_unknown_labels_are_counted_and_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"unknown label: doubt \(2 times\)") as caught:
        from_frame(pandas([plain(), plain("lin", label="doubt"), plain("zhao", label="doubt")]), scheme=POLICY)
    assert caught.value.expected == "claim, problem, measure"
    folders = write_brat(tmp_path)
    path = tmp_path / "chen" / "essays" / "bridge.ann"
    path.write_text(path.read_text(encoding="utf-8").replace("causes", "explains"), encoding="utf-8")
    with pytest.raises(InputError, match=r"unknown relation type: explains \(1 times\)"):
        from_brat(folders, scheme=POLICY)


def test_unequal_texts_are_refused_with_where_they_differ(tmp_path: Path) -> None:
    folders = write_brat(tmp_path)
    path = tmp_path / "lin" / "essays" / "bridge.txt"
    at = TEXTS["bridge"].index("😀")
    path.write_bytes(TEXTS["bridge"].replace("😀", "").encode())
    with pytest.raises(InputError, match=f"from character {at} on '。.n县里") as caught:
        from_brat(folders)
    assert caught.value.where == str(path)
    path.write_bytes(TEXTS["bridge"][:at].encode())
    with pytest.raises(InputError, match=f"from character {at} on '', there '😀。"):
        from_brat(folders)
    tasks = exported(*EVERYBODY, ours=True)
    other = [{**task, "data": {**dict(task["data"]), "text": "别的"}} for task in tasks]  # type: ignore[call-overload]
    paths = [write_export(tmp_path / name, found) for name, found in (("one.json", tasks), ("two.json", other))]
    with pytest.raises(InputError, match=r"two\.json, task 1 of the list: another text than .*one\.json"):
        from_label_studio(*paths)


def test_what_brat_cannot_say_is_listed(tmp_path: Path) -> None:
    folders = write_brat(tmp_path)
    path = tmp_path / "zhao" / "essays" / "bridge.ann"
    start, end = span("bridge", CLIMB)
    far, last = span("bridge", RAMP)
    path.write_text(f"T9\tClaim {start} {end};{far} {last}\t{CLIMB} {RAMP}\nE1\tMove:T9\n", encoding="utf-8")
    found = from_brat(folders)
    (zhao,) = [one for one in found.annotations if one.annotator == "zhao"]
    assert [(one.start, one.end) for one in zhao.spans] == [(start, end), (far, last)]
    assert [one.found.split(",")[0] for one in found.mismatches] == [
        "an event",
        f"T9 at {start} {end};{far} {last} is discontinuous and kept as 2 spans",
    ]
    assert all(one.place.startswith(str(path)) for one in found.mismatches)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: shutil.rmtree(folder), "no folder"),
        (lambda folder: [path.unlink() for path in folder.rglob("*.ann")], "no .ann file in it"),
        (lambda folder: (folder / "essays" / "bridge.txt").unlink(), "cannot be read: No such file"),
        (
            lambda folder: (folder / "essays" / "bridge.txt").write_bytes("桥".encode("gb18030")),
            "bytes that are no UTF-8",
        ),
        (lambda folder: (folder / "essays" / "bridge.txt").write_bytes(b""), "an empty file"),
    ],
)
def test_a_folder_that_cannot_be_used(tmp_path: Path, spoil: Callable[[Path], object], told: str) -> None:
    folders = write_brat(tmp_path)
    spoil(folders[0])
    with pytest.raises(InputError, match=told):
        from_brat(folders)


def test_two_folders_of_one_name_need_names(tmp_path: Path) -> None:
    first, second = (tmp_path / name / "ann" for name in ("one", "two"))
    write_brat(tmp_path)
    for name, folder in zip(EVERYBODY, (first, second), strict=False):
        shutil.copytree(tmp_path / name, folder)
    with pytest.raises(InputError, match="a second folder of the name ann"):
        from_brat([first, second])
    assert from_brat({"chen": first, "lin": second}).codings.annotators == ("chen", "lin")


def test_offsets_that_count_the_byte_order_mark_or_utf_16_are_put_right(tmp_path: Path) -> None:
    folders = write_brat(tmp_path)
    path = tmp_path / "chen" / "essays" / "bridge.ann"
    start, end = span("bridge", RAMP)
    path.write_text(f"T1\tMeasure {start + 2} {end + 2}\t{RAMP}\n", encoding="utf-8")
    found = from_brat(folders)
    assert [(one.start, one.end) for one in found.annotations[0].spans] == [(start, end)]
    assert "offsets that count in UTF-16 units" in found.mismatches[0].found


def test_the_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_brat(tmp_path)
    write_export(tmp_path / "export.json", exported(*EVERYBODY))
    monkeypatch.chdir(tmp_path)
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        exec(code, shown)
    assert isinstance(shown["figures"], AgreementReport)
    assert shown["figures"].figure("u_alpha").value == report(work(), POLICY, resamples=0).figure("u_alpha").value
    assert from_label_studio("export.json", article="essay").codings.articles == ("bridge", "bus")
    assert sorted(path.name for path in (tmp_path / "charts").glob("*.svg"))[0] == "boundaries.svg"
