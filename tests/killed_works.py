"""Pieces of work that tests kill, and projects on which they have something to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from annotate.workflow import database
from annotate.workflow.adjudicating import deciding
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling
from annotate.workflow.project import Project, init
from annotate.workflow.schemes import migrating
from tests.killed import Work
from tests.migrating import roads
from tests.store import content
from tests.workflow.exporting import build

NAME = "project"
"""Folder of the project in the folder that is made."""


def _import(project: Project) -> None:
    documents.import_files(project, [project.folder / "essays"])


def _export(project: Project) -> None:
    build.export(project)


def _migrate(project: Project) -> None:
    migrating.migrate(project, str(project.folder / "after.yaml"), roads.OPERATIONS, who="林")


WORKS: Mapping[str, Work] = {
    "import": _import,
    "pull": pulling.pull,
    "adjudicate": deciding.auto,
    "migrate": _migrate,
    "upgrade": database.upgrade,
    "export": _export,
}
"""What is done, by name; each can be begun again after it was killed."""


def to_import(folder: Path) -> None:
    """An empty project with three essays beside it."""
    init(folder / NAME)
    (folder / NAME / "essays").mkdir()
    for place in build.PLACES[:3]:
        (folder / NAME / "essays" / f"{place}.txt").write_text(build.essay(place), encoding="utf-8")


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


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "import": to_import,
    "adjudicate": to_adjudicate,
    "migrate": to_migrate,
    "upgrade": to_upgrade,
    "export": to_export,
}
"""What makes the ground for each work but a pull, which wants a server."""
