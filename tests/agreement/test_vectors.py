"""Published values of the measures, from `agreement/vectors.json` in the folder of the real documents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from annotate.agreement import krippendorff_alpha, percent_agreement, relation_alpha, span_f1, u_alpha
from tests.agreement.build import scheme, unit


class Input(TypedDict):
    ratings: list[list[str | int | None]]
    units: list[tuple[int, int, int, str]]
    continuum: tuple[int, int]
    raters: int
    n_spans: int
    a: list[tuple[int, int, str]]
    b: list[tuple[int, int, str]]
    c: list[tuple[int, int, str]]


class Vector(TypedDict):
    id: str
    measure: str
    source: str
    input: Input
    expected: float | dict[str, float | None] | None
    tolerance: float
    note: NotRequired[str]


Values = dict[str, float | None]
"""What a measure gives, by the names of the vectors; one value is named ''."""


def coding(vector: Vector) -> Values:
    ratings = vector["input"]["ratings"]
    match vector["measure"]:
        case "percent":
            return {"": percent_agreement(ratings).value}
        case "alpha_ordinal":
            return {"": krippendorff_alpha(ratings, "ordinal").value}
        case "alpha_interval":
            return {"": krippendorff_alpha(ratings, "interval").value}
        case "alpha_ratio":
            return {"": krippendorff_alpha(ratings, "ratio").value}
        case _:
            return {"": krippendorff_alpha(ratings, "nominal").value}


def unitizing(vector: Vector) -> Values:
    given = vector["input"]
    offset, length = given["continuum"]
    spans = {
        str(rater): [(start, end, label) for who, start, end, label in given["units"] if who == rater]
        for rater in range(given["raters"])
    }
    found = u_alpha([unit(length, spans, start=offset)])
    values = {
        "u_alpha": found.overall.value,
        "bar_u_alpha": found.binary.value,
        "cu_alpha": found.cu.value,
        "cu_coverage": found.coverage.value,
    }
    for label, figures in found.labels.items():
        values[f"({label})u_alpha"] = figures.ku_alpha.value
        values[f"({label})coverage"] = figures.coverage.value
    return values


def spans(vector: Vector) -> Values:
    units = [unit(100, {"a": vector["input"]["a"], "b": vector["input"]["b"]})]
    return {
        "exact": span_f1(units, threshold=1.0).value,
        "exact_unlabelled": span_f1(units, threshold=1.0, labelled=False).value,
        "iou50": span_f1(units, threshold=0.5).value,
        "overlap": span_f1(units, threshold=None).value,
        "overlap_unlabelled": span_f1(units, threshold=None, labelled=False).value,
    }


def relations(vector: Vector) -> Values:
    given = vector["input"]
    nodes = [(10 * place, 10 * place + 5, "node") for place in range(given["n_spans"])]
    links = {"a": given["a"], "b": given["b"], "c": given["c"]}
    units = [unit(10 * given["n_spans"], dict.fromkeys("abc", nodes), links)]
    return {"": relation_alpha(units, scheme("support", "attack")).value}


MEASURES: dict[str, Callable[[Vector], Values]] = {
    "percent": coding,
    "alpha_nominal": coding,
    "alpha_ordinal": coding,
    "alpha_interval": coding,
    "alpha_ratio": coding,
    "u_alpha_family_2016": unitizing,
    "span_f1": spans,
    "relation_alpha_nominal": relations,
}

OTHER = {"char_alpha", "soft_iou"}
"""Values in these vectors of measures that are not offered."""


def vectors() -> list[Vector]:
    folder = os.environ.get("ANNOTATE_TEST_CORPUS")
    if not folder:
        return []
    found: list[Vector] = json.loads((Path(folder) / "agreement" / "vectors.json").read_text(encoding="utf-8"))
    return [vector for vector in found if vector["measure"] in MEASURES]


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("vector", vectors() or [None], ids=lambda vector: vector["id"] if vector else "vectors")
def test_value_of_the_literature(vector: Vector | None) -> None:
    assert vector is not None
    expected = vector["expected"] if isinstance(vector["expected"], dict) else {"": vector["expected"]}
    found = MEASURES[vector["measure"]](vector)
    for name in expected.keys() - OTHER:
        value = expected[name]
        near = value if value is None else pytest.approx(value, abs=vector["tolerance"])
        assert found[name] == near, f"{name}: {vector['source']}"
