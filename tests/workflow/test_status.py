"""How far a project is, as the store tells it without any server."""

from __future__ import annotations

from pathlib import Path

from annotate.settings import NOTHING
from annotate.workflow import research
from annotate.workflow.importing import documents
from annotate.workflow.project import init, open_project
from schema import Annotator, Granularity, Project, Task, cut
from tests.workflow.conftest import ESSAY


def test_tasks_of_all_projects_of_an_annotator_are_counted(tmp_path: Path) -> None:
    init(tmp_path / "essays", environment=NOTHING)
    project = open_project(tmp_path / "essays", NOTHING)
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    documents.import_files(project, [tmp_path / "bridge.txt"])
    granularities: tuple[Granularity, ...] = ("paragraph", "article")
    with project.store() as store:
        store.add_annotator(Annotator(name="lin"))
        (article,) = store.articles()
        for remote, unit in enumerate(granularities, start=1):
            target = Project(
                id=Project.id_of("local", remote),
                server="local",
                remote=remote,
                name=unit,
                annotator="lin",
                granularity=unit,
                scheme="policy",
            )
            store.add_project(target)
            units = cut(article.current, unit)
            store.add_tasks(Task(project=target.id, unit=one, remote=n) for n, one in enumerate(units, start=1))
    (lin,) = research.status(project).annotators
    assert (lin.annotator, lin.tasks, lin.submitted) == ("lin", 4 + 1, 0)
