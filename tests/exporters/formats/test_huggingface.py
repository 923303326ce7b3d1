"""The folder of the Hugging Face Hub as `datasets` and `huggingface_hub` read it."""

from pathlib import Path

import pytest
from datasets import get_dataset_config_names, get_dataset_split_names, load_dataset  # type: ignore[import-untyped]
from huggingface_hub import DatasetCard

from annotate.errors import ExportError
from annotate.exporters._dataset import Dataset, Options, Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._statement import SplitFacts, Statement
from annotate.exporters.huggingface import page, write_huggingface
from tests.exporters.formats.corpus import BLANK, SCHEME, TEXT, counts, dataset, part, quiet


def split(*names: str, **facts: object) -> Dataset:
    """The corpus with splits, of which one has an article without labels, and an article in none."""
    splits = SplitFacts(names=names, shares=None, seed=None, together="sources", articles=(1,) * len(names), leaks=())
    statement = Statement.model_validate(
        {"title": "灯", "languages": ("zh-Hans", "en"), "licence": "CC-BY-4.0", "splits": splits, **facts}
    )
    parts = part(), quiet(), Part(BLANK, BLANK.current)
    return Dataset("village", SCHEME, lambda left_out: iter(parts), Options(), statement=statement)


def written(found: Dataset, folder: Path) -> Omissions:
    left_out = Omissions()
    write_huggingface(found, folder, left_out)
    (folder / "README.md").write_text(page(found).front + "# village\n", encoding="utf-8")
    return left_out


def test_configurations_and_splits_load_by_the_card(tmp_path: Path) -> None:
    folder, cache = tmp_path / "village", str(tmp_path / "cache")
    folder.mkdir()
    left_out = written(split("train", "test"), folder)
    assert counts(left_out) == {("articles", "it is in no split"): 1}
    assert get_dataset_config_names(str(folder)) == ["gold", "raw", "articles"]
    assert get_dataset_split_names(str(folder), "gold") == ["train"], "the other has no gold"
    assert get_dataset_split_names(str(folder), "raw") == ["train", "test"]
    gold = load_dataset(str(folder), "gold", cache_dir=cache)
    (record,) = gold["train"]
    assert record["text"] == TEXT
    for span in record["spans"]:
        assert TEXT[span["start"] : span["end"]] == span["text"]
    assert {one["type"] for one in record["relations"]} == {relation.id for relation in SCHEME.relations}
    raw = load_dataset(str(folder), "raw", cache_dir=cache)
    assert raw["train"]["annotator"][:] == ["A1", "A2", "A2"]
    assert raw["test"]["spans"][:] == [[]]
    articles = {
        name: set(table["id"]) for name, table in load_dataset(str(folder), "articles", cache_dir=cache).items()
    }
    assert not articles["train"] & articles["test"]


def test_the_card_is_filled(tmp_path: Path) -> None:
    written(split("train", "test"), tmp_path)
    card = DatasetCard.load(tmp_path / "README.md")
    assert card.data.pretty_name == "灯"
    assert card.data.language == ["zh", "en"]
    assert card.data.license == "cc-by-4.0"
    assert card.data.size_categories == ["n<1K"]
    paths = [file["path"] for config in card.data.to_dict()["configs"] for file in config["data_files"]]
    assert sorted(paths) == sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet"))


def test_without_splits_all_is_one_and_nothing_is_guessed(tmp_path: Path) -> None:
    left_out = written(dataset(layer="gold"), tmp_path)
    assert counts(left_out) == {}
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet")) == [
        "data/articles/train.parquet",
        "data/gold/train.parquet",
    ]
    card = DatasetCard.load(tmp_path / "README.md")
    assert card.data.license is None
    assert card.data.language is None


def test_a_split_that_the_hub_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is no name of a split"):
        written(split("train", "a/b"), tmp_path)
    assert list(tmp_path.iterdir()) == []
