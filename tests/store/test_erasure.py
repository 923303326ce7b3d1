"""A person is erased: nothing of their name is left in the files of the store, and what refers to their work holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.errors import StoreError
from annotate.store import Store, _erasure, create_store, raw_hash
from annotate.store._engine import PRAGMAS, Database
from annotate.store._mentions import Mentions
from schema import Annotation, Annotator, Assignment, Decision, Design, Evidence, Pin, Project, Reading, Task
from tests.store.content import ARTICLE, IMPORTED, MORNING, OLD_SCHEME, PARAGRAPH, SCHEME, annotation
from tests.strategies import RULE

NAME, ACCOUNT = "欧阳𠮷菲", "ouyang.jifei@annotators.local"
USER = {"id": 5, "email": ACCOUNT, "first_name": NAME, "avatar": None}
RAW = {
    "id": 1,
    "completed_by": 5,
    "created_username": f" {ACCOUNT}, 5",
    "updated_by": [{"user_id": 5}],
    "task": 5,
    "result": [
        {"from_name": "label", "value": {"text": "欧阳", "start": 5}, "meta": {"user": USER}},
        {"from_name": "note", "value": {"text": [f"{NAME}：不确定"]}},
    ],
}
CLEAN = {
    "id": 1,
    "completed_by": None,
    "created_username": " P1, 5",
    "updated_by": [None],
    "task": 5,
    "result": [
        {"from_name": "label", "value": {"text": "欧阳", "start": 5}, "meta": {"user": None}},
        {"from_name": "note", "value": {"text": ["P1：不确定"]}},
    ],
}
PROJECT = Project(
    id=Project.id_of("local", 7),
    server="local",
    remote=7,
    name=f"Roads – {NAME}",
    annotator=NAME,
    granularity="paragraph",
    scheme="policy",
)
OF_OTHER = annotation("陈", "local/8/3/2").model_copy(
    update={"updated_by": ACCOUNT, "raw": {"completed_by": 6, "updated_by": [{"user_id": 5}], "project": 5}}
)
FIRST = annotation(NAME).model_copy(
    update={"completed_by": ACCOUNT, "note": f"{NAME}：不确定", "raw": RAW, "unreadable": (f"{ACCOUNT}: ?",)}
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    url = f"sqlite:///{file}"
    create_store(url).close()
    # Some builds of SQLite overwrite what is deleted, others leave it in the file until that is written anew.
    with Store(Database(url, (*PRAGMAS, "secure_delete=OFF"))) as made:
        fill(made)
        yield made


def fill(store: Store) -> None:
    """Put a person wherever one can stand."""
    store.add(IMPORTED)
    reading = Reading(document=IMPORTED.document.id, number=2, who=NAME, when=MORNING, why=f"问过{NAME}")
    document = IMPORTED.document.model_copy(update={"reading": 2})
    store.revise(IMPORTED.model_copy(update={"document": document}), reading)
    store.add_annotator(Annotator(name=NAME, account=ACCOUNT, remote=5))
    store.add_annotator(Annotator(name="陈", account="chen@annotators.local", remote=6))
    store.add_project(PROJECT)
    store.use_scheme(PROJECT.id, OLD_SCHEME, MORNING)
    store.add_tasks([Task(project=PROJECT.id, unit=PARAGRAPH, remote=71)])
    store.save_annotations([FIRST, OF_OTHER])
    store.save_annotations([FIRST.model_copy(update={"unsure": True})])
    begun = store.begin_migration(OLD_SCHEME, SCHEME, (), who=NAME, why=f"{NAME}建议", when=MORNING)
    store.note_migrated(begun.number, {FIRST.id: 2})
    store.append([decision("g1", "majority 2", FIRST.id, OF_OTHER.id), decision("g2", NAME, OF_OTHER.id)])
    design = Design(
        number=1,
        made=MORNING,
        who=ACCOUNT,
        seed=1,
        per_article=2,
        annotators=(NAME, "陈"),
        articles=(ARTICLE,),
        pins=(Pin(annotator=NAME, article=ARTICLE),),
    )
    given = Assignment(annotator=NAME, article=ARTICLE, phase="main", position=0, design=1, since=MORNING)
    store.assign(design, [given, given.model_copy(update={"annotator": "陈"})])
    store.end_assignments([("陈", ARTICLE)], MORNING, f"给{NAME}了")


def decision(group: str, who: str, *annotations: str) -> Decision:
    evidence = tuple(Evidence(annotation=id_, revision=1, item="a") for id_ in sorted(annotations))
    why = f"{NAME}同意"
    return Decision(
        group=group,
        article=ARTICLE,
        version=1,
        kind="component",
        outcome="rejected",
        by="rule" if who == "majority 2" else "curator",
        who=who,
        rule=RULE if who == "majority 2" else None,
        when=MORNING,
        why=why,
        evidence=evidence,
    )


def left(file: Path) -> list[str]:
    """Which words of the person are in the bytes of the store's files, escaped or not."""
    held = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    words = (NAME, ACCOUNT, NAME.encode("unicode_escape").decode(), FIRST.id, "ouyang")
    return [word for word in words if word.encode() in held]


def evidence(store: Store) -> dict[str, list[str]]:
    return {decision.group: [part.annotation for part in decision.evidence] for decision in store.decisions()}


def test_under_a_pseudonym_the_work_stays_and_nothing_of_the_name(store: Store, file: Path) -> None:
    assert left(file) == [NAME, ACCOUNT, FIRST.id, "ouyang"]
    erasure = store.erase(NAME, "P1", MORNING)
    assert (erasure.number, erasure.pseudonym, erasure.annotations) == (1, "P1", 1)
    store.compact()
    assert left(file) == []
    assert store.erasures() == [erasure]
    assert store.annotators()[0] == Annotator(name="P1", retired=MORNING)
    works = [found for found in store.annotations(latest=False) if found.annotator == "P1"]
    new = Annotation.id_of(PARAGRAPH, "P1", FIRST.origin)
    assert [(found.id, found.revision, found.unsure) for found in works] == [(new, 1, False), (new, 2, True)]
    for work in works:
        assert (work.raw, work.completed_by, work.note) == (CLEAN, "P1", "P1：不确定")
        assert (work.spans, work.relations) == (FIRST.spans, FIRST.relations)
    assert store.damaged_annotations() == []
    assert store.migrated(1) == {new: 2}
    assert evidence(store) == {"g1": sorted([new, OF_OTHER.id]), "g2": [OF_OTHER.id]}
    assert [found.who for found in store.decisions()] == ["majority 2", "P1"]
    (design,) = store.designs()
    assert (design.who, design.annotators, design.pins[0].annotator) == ("P1", ("P1", "陈"), "P1")
    assert [(found.annotator, found.reason) for found in store.assignments(ended=True)] == [
        ("P1", None),
        ("陈", "给P1了"),
    ]
    assert store.projects() == []
    assert [(found.name, found.annotator) for found in store.projects(ended=True)] == [("Roads – P1", "P1")]
    assert [task.remote for task in store.tasks(PROJECT.id)] == [71]
    assert [found.why for found in store.readings(IMPORTED.document.id)] == ["imported", "问过P1"]


def test_what_they_did_to_the_work_of_others_is_no_longer_under_their_name(store: Store) -> None:
    store.erase(NAME, "P1", MORNING)
    (other,) = (found for found in store.annotations() if found.annotator == "陈")
    expected: dict[str, JsonValue] = {"completed_by": 6, "updated_by": [None], "project": 5}
    assert (other.id, other.updated_by, other.raw) == (OF_OTHER.id, "P1", expected)
    assert raw_hash(other.raw) == raw_hash(expected)


def test_an_account_that_was_only_known_by_its_number_is_replaced(store: Store) -> None:
    by_number = annotation(NAME, "local/7/71/9").model_copy(update={"completed_by": "5", "updated_by": "6"})
    store.save_annotations([by_number])
    store.erase(NAME, "P1", MORNING)
    (found,) = (found for found in store.annotations() if found.origin == by_number.origin)
    assert (found.completed_by, found.updated_by) == ("P1", "6")


def test_while_another_program_reads_it_is_told_that_the_name_is_still_in_the_files(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_erasure, "BUSY", 50)
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM annotator").fetchone()
        store.erase(NAME, None, MORNING)
        with pytest.raises(StoreError, match="another program uses it"):
            store.compact()
        assert NAME in left(file)
    store.compact()
    assert left(file) == []


def test_with_their_annotations_only_what_others_did_is_left(store: Store, file: Path) -> None:
    erasure = store.erase(NAME, None, MORNING)
    store.compact()
    assert (erasure.pseudonym, erasure.annotations) == (None, 1)
    assert left(file) == []
    assert [found.annotator for found in store.annotations(latest=False)] == ["陈"]
    assert [found.name for found in store.annotators()] == ["陈"]
    assert evidence(store) == {"g1": [OF_OTHER.id], "g2": [OF_OTHER.id]}
    assert [found.who for found in store.decisions()] == ["majority 2", "erased-1"]
    assert store.projects(ended=True) == []
    assert store.tasks(PROJECT.id) == []
    assert store.migrated(1) == {}
    assert [found.annotator for found in store.assignments(ended=True)] == ["陈"]


@pytest.mark.parametrize("pseudonym", ["P1", None])
def test_no_reference_is_left_hanging(store: Store, file: Path, pseudonym: str | None) -> None:
    store.erase(NAME, pseudonym, MORNING)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("pseudonym", ["P1", None])
def test_a_dry_run_tells_the_same_and_changes_nothing(store: Store, pseudonym: str | None) -> None:
    before = list(store.annotations(latest=False)), store.annotators(), store.designs(), list(store.decisions())
    planned = store.erase(NAME, pseudonym, MORNING, dry_run=True)
    assert (
        list(store.annotations(latest=False)),
        store.annotators(),
        store.designs(),
        list(store.decisions()),
    ) == before
    assert store.erasures() == []
    assert store.erase(NAME, pseudonym, MORNING) == planned


def test_a_second_person_is_another_erasure(store: Store) -> None:
    store.erase(NAME, None, MORNING)
    assert store.erase("陈", "P2", MORNING).number == 2
    assert [found.pseudonym for found in store.erasures()] == [None, "P2"]


def test_names_that_cannot_be_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="is not in the store"):
        store.erase("赵", "P1", MORNING)
    with pytest.raises(StoreError, match="is the name of an annotator"):
        store.erase(NAME, "陈", MORNING)
    with pytest.raises(StoreError, match="holds the name"):
        store.erase(NAME, f"旧{NAME}", MORNING)
    assert len(store.annotators()) == 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("lin", "lin: linked by Lin, lin's", "X: linked by Lin, X's"),
        ("lin", "lin@example.org and LIN@example.org", "X and X"),
        ("lin", "拉lin和lin_2", "拉X和lin_2"),
        ("林", "林说森林", "X说森X"),
        ("a.b (1)", "a.b (1), axb (1)", "X, axb (1)"),
    ],
)
def test_names_are_found_as_whole_words_where_there_are_words(name: str, text: str, expected: str) -> None:
    mentions = Mentions(Annotator(name=name, account="lin@example.org"), "X")
    assert mentions.without({"k": [text, 1, None]}) == {"k": [expected, 1, None]}


def test_a_number_is_somebody_elses_where_it_is_not_said_to_be_theirs() -> None:
    mentions = Mentions(Annotator(name="林", remote=1), "X")
    assert mentions.raw({"completed_by": 1, "id": 1}, numbers=True) == {"completed_by": None, "id": 1}
    assert mentions.raw({"completed_by": 1, "user": True}, numbers=False) == {"completed_by": 1, "user": True}
    nobody = Mentions(Annotator(name="林"), "X")
    assert nobody.raw({"user": {"first_name": "陈"}}, numbers=True) == {"user": {"first_name": "陈"}}
