"""Pieces of work that tests kill, and projects on which they have something to do."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from annotate.settings import FILE
from annotate.store import examine
from annotate.workflow import database
from annotate.workflow.adjudicating import deciding
from annotate.workflow.correcting import review
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling
from annotate.workflow.project import init, open_project
from annotate.workflow.schemes import migrating
from tests.killed import Work
from tests.migrating import roads
from tests.store import content
from tests.workflow.exporting import build

NAME = "project"
"""Folder of the project in the folder that is made."""

COPY = "copy.db"
"""A copy of its store."""


def _init(folder: Path) -> None:
    # Every project has an id of its own, by chance.
    secrets.token_hex = lambda nbytes=None: "0" * 2 * (nbytes or 0)
    if not (folder / FILE).exists():
        init(folder)


def _import(folder: Path) -> None:
    documents.import_files(open_project(folder), [folder / "essays"])


def _write_review(folder: Path) -> None:
    if not review.is_review(folder / "review"):
        review.write(open_project(folder), sorted((folder / "essays").iterdir()), folder / "review")


def _take_review(folder: Path) -> None:
    review.take(open_project(folder), folder / "review", "林")


def _migrate(folder: Path) -> None:
    migrating.migrate(open_project(folder), str(folder / "after.yaml"), roads.OPERATIONS, who="林")


def _backup(folder: Path) -> None:
    if not (folder / COPY).exists():
        database.backup(open_project(folder), folder / COPY)
    assert examine(f"sqlite:///{folder / COPY}").errors == 0


def _restore(folder: Path) -> None:
    database.restore(open_project(folder), folder / COPY, replace=True)


WORKS: Mapping[str, Work] = {
    "init": _init,
    "import": _import,
    "write-review": _write_review,
    "take-review": _take_review,
    "pull": lambda folder: pulling.pull(open_project(folder)),
    "adjudicate": lambda folder: deciding.auto(open_project(folder)),
    "migrate": _migrate,
    "upgrade": lambda folder: database.upgrade(open_project(folder)),
    "export": lambda folder: build.export(open_project(folder)),
    "backup": _backup,
    "restore": _restore,
}
"""What is done, by name; each can be begun again after it was killed."""


def to_init(folder: Path) -> None:
    """Nothing yet."""
    (folder / NAME).mkdir(parents=True)


def to_import(folder: Path) -> None:
    """An empty project with three essays beside it."""
    init(folder / NAME)
    _add_essays(folder / NAME, 3)


def _add_essays(folder: Path, number: int) -> None:
    (folder / "essays").mkdir()
    for place in build.PLACES[:number]:
        (folder / "essays" / f"{place}.txt").write_text(build.essay(place), encoding="utf-8")


def to_write_review(folder: Path) -> None:
    """A project with two essays, one of them in the store."""
    made = build.project(folder / NAME, build.PLACES[:1])
    _add_essays(made.folder, 2)


def to_take_review(folder: Path) -> None:
    """A review folder of two essays, both corrected, of which one is in the store, with work on it.

    The title of each says something else now than its front matter, and the end of each is a new article.
    """
    to_write_review(folder)
    made = open_project(folder / NAME)
    build.save(made, *(build.work(article, "lin") for article in build.articles(made)))
    _write_review(made.folder)
    for file in sorted((made.folder / "review").glob("*-01.md")):
        front, title, first, last = file.read_text(encoding="utf-8").replace("三年", "三十年").strip().split("\n\n")
        file.write_text(f"{front}\n\n{title}，改过\n\n{first}\n", encoding="utf-8")
        new = front.replace("article: 1", "article: new")
        file.with_name(f"new-{file.name}").write_text(f"{new}\n\n{last}\n", encoding="utf-8")


def to_adjudicate(folder: Path) -> None:
    """Three annotators' work on two articles, on which they differ."""
    made = build.project(folder / NAME, build.PLACES[:2])
    for article in build.articles(made):
        alike = [build.work(article, name) for name in ("lin", "陈")]
        build.save(made, *alike, build.work(article, "zhao", kind="claim"))


def to_export(folder: Path) -> None:
    """A project with gold, and an earlier export of the name, to which work was added since."""
    made = build.labelled(folder / NAME, build.PLACES[:2])
    build.export(made)
    build.save(made, *(build.work(article, "zhao") for article in build.articles(made)))


def to_migrate(folder: Path) -> None:
    """A project by a scheme of its own, with the work of one annotator, and the scheme that it is led to."""
    made = build.project(folder / NAME, build.PLACES[:2])
    text = (made.folder / "annotate.toml").read_text(encoding="utf-8")
    (made.folder / "annotate.toml").write_text(text.replace('"policy"', '"before.yaml"'), encoding="utf-8")
    for name, told in (("before", roads.BEFORE), ("after", roads.AFTER)):
        (made.folder / f"{name}.yaml").write_text(told, encoding="utf-8")
    for article in build.articles(made):
        work = build.work(article, "lin")
        spans = (work.spans[0].model_copy(update={"attributes": {"kind": "status"}}), work.spans[1])
        spans = (spans[0], spans[1].model_copy(update={"attributes": {"means": "money", "actor": "乡里"}}))
        build.save(made, work.model_copy(update={"spans": spans}))


def to_upgrade(folder: Path) -> None:
    """A project whose store is of the first revision."""
    init(folder / NAME)
    shutil.copyfile(content.STORES / "r0001.db", folder / NAME / "annotate.db")


def to_restore(folder: Path) -> None:
    """A project with a copy of its store, to which work was added since."""
    to_export(folder)
    made = open_project(folder / NAME)
    _backup(made.folder)
    build.save(made, *(build.work(article, "zhao", number=2) for article in build.articles(made)))


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "init": to_init,
    "import": to_import,
    "write-review": to_write_review,
    "take-review": to_take_review,
    "adjudicate": to_adjudicate,
    "migrate": to_migrate,
    "upgrade": to_upgrade,
    "export": to_export,
    "backup": to_export,
    "restore": to_restore,
}
"""What makes the ground for each work but a pull, which wants a server."""
