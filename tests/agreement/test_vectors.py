"""Published values of the measures, from `agreement/vectors.json` in the folder of the real documents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from annotate.agreement import (
    Codings,
    alpha_u,
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    gamma,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    relation_alpha,
    scott_pi,
    span_f1,
    u_alpha,
)
from tests.agreement.build import Work, codings, scheme

Values = dict[str, float | list[float] | None]
"""What a measure gives, by the names of the vectors; one value is named ''."""


class Input(TypedDict):
    ratings: list[list[str | int | None]]
    units: list[list[int | str]]
    continuum: tuple[int, int]
    raters: int
    alpha: float
    beta: float
    delta_empty: float
    n_spans: int
    a: list[tuple[int, int, str]]
    b: list[tuple[int, int, str]]
    c: list[tuple[int, int, str]]


class Vector(TypedDict):
    id: str
    measure: str
    source: str
    input: Input
    expected: float | list[float] | Values | dict[str, Values] | None
    tolerance: float
    note: NotRequired[str]


Ratings = list[list[str | int | None]]

COEFFICIENTS: dict[str, Callable[[Ratings], float | list[float] | None]] = {
    "percent": lambda ratings: percent_agreement(ratings).value,
    "bennett_s": lambda ratings: bennett_s(ratings).value,
    "scott_pi": lambda ratings: scott_pi(ratings).value,
    "cohen_kappa": lambda ratings: cohen_kappa(ratings).value,
    "fleiss_kappa": lambda ratings: fleiss_kappa(ratings).value,
    "alpha_nominal": lambda ratings: krippendorff_alpha(ratings, "nominal").value,
    "alpha_ordinal": lambda ratings: krippendorff_alpha(ratings, "ordinal").value,
    "alpha_interval": lambda ratings: krippendorff_alpha(ratings, "interval").value,
    "alpha_ratio": lambda ratings: krippendorff_alpha(ratings, "ratio").value,
    "gwet_ac1": lambda ratings: gwet_ac1(ratings).value,
    "gwet_ac1_se": lambda ratings: gwet_ac1(ratings).se,
    "gwet_ac1_ci95": lambda ratings: list(gwet_ac1(ratings).ci95 or ()),
}


def continuum(vector: Vector) -> Codings:
    """One unit with the spans of all annotators.

    A continuum is given by its ends: the one that does not begin at 0 is that of the book, from 150 to 450.
    """
    given = vector["input"]
    start_of_all, end_of_all = given["continuum"]
    spans: dict[str, list[tuple[int, int, str]]] = {str(rater): [] for rater in range(given["raters"])}
    for rater, start, end, label in given["units"]:
        spans[str(rater)].append((int(start), int(end), str(label)))
    return codings(Work(end_of_all - start_of_all, spans, start=start_of_all))


def unitizing(vector: Vector) -> Values:
    found = u_alpha(continuum(vector))
    values: Values = {
        "u_alpha": found.overall.value,
        "bar_u_alpha": found.binary.value,
        "cu_alpha": found.cu.value,
        "cu_coverage": found.coverage.value,
        "char_alpha": krippendorff_alpha(characters(vector)).value,
    }
    for label, figures in found.labels.items():
        values[f"({label})u_alpha"] = figures.ku_alpha.value
        values[f"({label})coverage"] = figures.coverage.value
    return values


def characters(vector: Vector) -> list[list[str]]:
    """Which label each annotator gave to each character, '' for none."""
    first, last = vector["input"]["continuum"]
    given = [[""] * vector["input"]["raters"] for _ in range(first, last)]
    for rater, start, end, label in vector["input"]["units"]:
        for place in range(int(start), int(end)):
            given[place - first][int(rater)] = str(label)
    return given


def alpha_u_2004(vector: Vector) -> Values:
    found = alpha_u(continuum(vector))
    values: Values = {}
    for label, figure in [("_", found.joint), *found.labels.items()]:
        values[f"{label}.alpha"] = figure.value
        values[f"{label}.Do"] = figure.observed
        values[f"{label}.De"] = figure.expected
    return values


def spans(vector: Vector) -> Values:
    units = codings(Work(100, {"a": vector["input"]["a"], "b": vector["input"]["b"]}))
    return {
        "exact": span_f1(units).value,
        "exact_unlabelled": span_f1(units, labelled=False).value,
        "iou50": span_f1(units, threshold=0.5).value,
        "overlap": span_f1(units, kind="overlap").value,
        "overlap_unlabelled": span_f1(units, kind="overlap", labelled=False).value,
        "soft_iou": span_f1(units, kind="soft").value,
    }


def relations(vector: Vector) -> Values:
    given = vector["input"]
    nodes = [(10 * place, 10 * place + 5, "node") for place in range(given["n_spans"])]
    links = {"a": given["a"], "b": given["b"], "c": given["c"]}
    units = codings(Work(10 * given["n_spans"], dict.fromkeys("abc", nodes), links))
    return {"": relation_alpha(units, scheme("support", "attack")).value}


def disorder(vector: Vector) -> Values:
    given = vector["input"]
    assert given["delta_empty"] == 1
    spans: dict[str, list[tuple[int, int, str]]] = {str(name): [] for name, *_ in given["units"]}
    for name, start, end, label in given["units"]:
        spans[str(name)].append((int(start), int(end), str(label)))
    length = max(end for own in spans.values() for _, end, _ in own)
    return {"": gamma(codings(Work(length, spans)), alpha=given["alpha"], beta=given["beta"], samples=1).observed}


MEASURES: dict[str, Callable[[Vector], Values]] = {
    "u_alpha_family_2016": unitizing,
    "alpha_U_2004": alpha_u_2004,
    "span_f1": spans,
    "relation_alpha_nominal": relations,
    "gamma_observed_disorder": disorder,
}


def measured(vector: Vector) -> Values:
    if vector["measure"] in COEFFICIENTS:
        return {"": COEFFICIENTS[vector["measure"]](vector["input"]["ratings"])}
    return MEASURES[vector["measure"]](vector)


def expected(vector: Vector) -> Values:
    """The values by name, those of a label after its name."""
    given = vector["expected"]
    if not isinstance(given, dict):
        return {"": given}
    values: Values = {}
    for name, value in given.items():
        values |= {f"{name}.{part}": own for part, own in value.items()} if isinstance(value, dict) else {name: value}
    return values


def vectors() -> list[Vector]:
    folder = os.environ.get("ANNOTATE_TEST_CORPUS")
    if not folder:
        return []
    found: list[Vector] = json.loads((Path(folder) / "agreement" / "vectors.json").read_text(encoding="utf-8"))
    return found


def name_of(vector: Vector | None) -> str:
    return f"{vector['id']} ({vector['measure']}: {vector['source']})" if vector else "vectors"


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("vector", vectors() or [None], ids=name_of)
def test_value_of_the_literature(vector: Vector | None) -> None:
    assert vector is not None
    found = measured(vector)
    for name, value in expected(vector).items():
        if value is None:
            assert found[name] is None, name
        else:
            assert found[name] == pytest.approx(value, abs=vector["tolerance"], rel=0), name


@pytest.mark.usefixtures("corpus")
def test_every_measure_of_the_vectors_is_offered() -> None:
    assert {vector["measure"] for vector in vectors()} == COEFFICIENTS.keys() | MEASURES.keys()
