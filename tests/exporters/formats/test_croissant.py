"""Croissant as `mlcroissant` validates and reads it."""

import json
from pathlib import Path

import mlcroissant  # type: ignore[import-untyped]
import pytest

from annotate.exporters._dataset import Dataset, Options
from annotate.exporters._manifest import Omissions
from annotate.exporters._statement import AgreementFigure, Statement
from annotate.exporters.croissant import write_croissant
from tests.exporters.formats.corpus import SCHEMES, TEXT, dataset, part

# What mlcroissant does with rdflib is nothing that we could mend.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def read(folder: Path, name: str) -> list[dict[str, object]]:
    found = mlcroissant.Dataset(folder / "croissant.json")
    assert found.metadata.ctx.issues.errors == set()
    return [{key.partition("/")[2]: value for key, value in record.items()} for record in found.records(name)]


def text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize("name", SCHEMES)
def test_records_are_read_with_their_spans(name: str, tmp_path: Path) -> None:
    scheme = SCHEMES[name]
    write_croissant(dataset(part(scheme), scheme=scheme), tmp_path, Omissions())
    (gold,) = read(tmp_path, "gold")
    assert text(gold["text"]) == TEXT
    spans = gold["spans"]
    assert isinstance(spans, list)
    assert len(spans) == 11
    for span in spans:
        slice_ = TEXT[span["gold/spans/start"] : span["gold/spans/end"]]
        assert text(span["gold/spans/text"]) == slice_
    said = {text(span["gold/spans/attributes.claim_type"]) for span in spans}
    assert said == {"None", *(value.id for value in scheme.components[0].attributes[0].values)}
    relations = gold["relations"]
    assert isinstance(relations, list)
    assert {text(one["gold/relations/type"]) for one in relations} == {found.id for found in scheme.relations}
    assert [text(record["annotator"]) for record in read(tmp_path, "annotations")] == ["A1", "A2", "A2"]
    (article,) = read(tmp_path, "articles")
    assert text(article["text"]) == TEXT


def test_what_is_known_is_told_and_nothing_else(tmp_path: Path) -> None:
    figure = AgreementFigure(measure="gamma", value=0.5)
    statement = Statement(licence="CC-BY-4.0", languages=("zh-Hans",), agreement=(figure,))
    found = Dataset("village", SCHEMES["policy"], lambda left_out: iter([part()]), Options(), statement=statement)
    write_croissant(found, tmp_path, Omissions())
    metadata = mlcroissant.Dataset(tmp_path / "croissant.json").metadata
    assert metadata.license == ["CC-BY-4.0"]
    assert metadata.data_annotation_analysis == ["gamma: 0.500"]
    assert metadata.data_annotation_platform == ["Label Studio, with argument-annotate"]
    raw = json.loads((tmp_path / "croissant.json").read_text(encoding="utf-8"))
    assert "citeAs" not in raw
    assert "rai:dataManipulationProtocol" not in raw


def test_a_wrong_description_is_told_from_a_right_one(tmp_path: Path) -> None:
    write_croissant(dataset(part()), tmp_path, Omissions())
    path = tmp_path / "croissant.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    del raw["recordSet"][0]["field"][0]["dataType"]
    raw["distribution"][0]["encodingFormat"] = None
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(path)
