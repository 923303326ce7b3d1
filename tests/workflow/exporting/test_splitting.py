"""Splits of a project's exports: grouped, remembered, from a file, and their leaks told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.workflow.exporting.requests import SplitRequest, asked, asked_splits
from annotate.workflow.importing import documents
from annotate.workflow.project import Project
from tests.workflow.exporting.build import PLACES, add, articles, essay, export

THREE = "train=.5,dev=.25,test=.25"


@pytest.fixture
def many(made: Project) -> Project:
    """A project with eight articles."""
    add(made, PLACES[3:8])
    return made


def splits_of(many: Project) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for file in ("articles.jsonl", "annotations.jsonl", "gold.jsonl"):
        for line in (many.exports / "one" / file).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found.setdefault(record.get("article", record["id"]), set()).add(record["split"])
    assert all(len(some) == 1 for some in found.values())
    return {article: split for article, (split,) in found.items()}


def test_an_article_is_in_one_split_and_stays_there(many: Project) -> None:
    wanted = asked_splits(THREE, 5, "document")
    facts = export(many, splits=wanted).manifest.splits
    assert facts is not None
    assert facts.names == ("train", "dev", "test")
    assert sum(facts.articles) == 8
    assert min(facts.articles) >= 1
    assert facts.leaks == ()
    before = splits_of(many)
    add(many, PLACES[8:])
    export(many, splits=wanted)
    after = splits_of(many)
    assert len(after) == 12
    assert {article: after[article] for article in before} == before


def test_copies_stay_together(many: Project) -> None:
    folder = many.folder.parent
    (folder / "copy.txt").write_text(essay("桥").replace("三年", "四年"), encoding="utf-8")
    documents.import_files(many, [folder / "copy.txt"])
    bridges = [article.id for article in articles(many) if article.title.startswith("桥")]
    assert len(bridges) == 2
    for seed in range(3):
        export(many, splits=asked_splits("a=.5,b=.5", seed, "article"))
        found = splits_of(many)
        assert found[bridges[0]] == found[bridges[1]]


def test_a_file_says_which_article_is_where_and_its_leaks_are_told(many: Project, tmp_path: Path) -> None:
    every = [article.id for article in articles(many)]
    path = tmp_path / "splits.csv"
    rows = [f"{article},{'dev' if number % 2 else 'train'}" for number, article in enumerate(every)]
    path.write_text("\n".join(["article,split", *rows]) + "\n", encoding="utf-8")
    facts = export(many, splits=asked_splits(str(path), 0, "source")).manifest.splits
    assert facts is not None
    assert (facts.names, facts.articles, facts.seed, facts.shares) == (("dev", "train"), (4, 4), None, None)
    assert splits_of(many)[every[1]] == "dev"
    path.write_text("article,split\n" + rows[0] + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="leaves out 7 articles"):
        export(many, splits=asked_splits(str(path), 0, "source"))


def test_a_copy_in_another_split_is_a_leak(many: Project) -> None:
    folder = many.folder.parent
    (folder / "copy.txt").write_text(essay("桥").replace("三年", "四年"), encoding="utf-8")
    documents.import_files(many, [folder / "copy.txt"])
    one, other = (article.id for article in articles(many) if article.title.startswith("桥"))
    given = {article.id: "train" for article in articles(many)}
    together = export(many, splits=SplitRequest(given=given, together="article")).manifest.splits
    apart = export(many, splits=SplitRequest(given={**given, other: "test"}, together="article")).manifest.splits
    assert together is not None
    assert apart is not None
    assert together.leaks == ()
    assert any(one in leak and other in leak for leak in apart.leaks)


def test_fewer_groups_than_splits_cannot_be(many: Project) -> None:
    shares = ",".join(f"s{number}=.1" for number in range(10))
    with pytest.raises(InputError, match="there are 8 groups of articles"):
        export(many, splits=asked_splits(shares, 0, "document"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("train=.8,dev=.3", "together 1"),
        ("train=.8,train=.2", "no name of its own"),
        ("train=1.5,dev=-.5", "above 0"),
        ("train=x,dev=.5", "valid number"),
        ("nowhere.csv", "cannot be read"),
    ],
)
def test_splits_that_cannot_be(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        asked_splits(text, 0, "source")


def test_a_value_that_there_is_not_is_told() -> None:
    with pytest.raises(InputError, match=r"options\.words"):
        asked("jsonl", layer=None, splits=None, words="letters")
    assert asked("jsonl", layer=None, splits=None).options.layer == "all"
