"""A project on the tests' shared server, driven through the workflow as the commands drive it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from annotate import labelstudio
from annotate.formats import label_studio as foreign
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling, pushing, servers
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Granularity, Span, SpanRelation, Unit, cut
from tests.editing.essay import TEXT
from tests.studio import Studio, unique

ESSAY = """让村口的桥也能走轮椅

村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀，买药要绕四里路。

县里应当在今年之内给石桥加一条缓坡。

这样一来，住在桥两头的人就又成了邻居。
"""
"""A title and three paragraphs; a problem in the first, a measure in the second, a claim in the third."""


@dataclass(frozen=True)
class Way:
    """A project with its server, and annotators who work through the server's interface."""

    project: Project
    studio: Studio
    annotators: tuple[labelstudio.Account, ...]

    def push(self) -> pushing.PushReport:
        return pushing.push(self.project)

    def pull(self) -> pulling.PullReport:
        return pulling.pull(self.project)

    def units(self) -> list[Unit]:
        with self.project.store() as store:
            return [unit for article in store.articles() for unit in cut(article.current, self.project.settings.unit)]

    def text(self, unit: Unit) -> str:
        with self.project.store() as store:
            return store.article(unit.article).current.text

    def client(self, annotator: str) -> labelstudio.Client:
        (account,) = (found for found in self.annotators if found.name == annotator)
        assert account.token is not None
        return labelstudio.Client(self.studio.url, account.token)

    def task(self, annotator: str, unit: Unit) -> int:
        with self.project.store() as store:
            (target,) = (found for found in store.projects() if found.annotator == annotator)
            return next(task.remote for task in store.tasks(target.id) if task.unit == unit)

    def on_server(self, annotator: str) -> list[str]:
        """Keys of the tasks in an annotator's project, each as often as it is there."""
        with self.project.store() as store:
            (target,) = (found for found in store.projects() if found.annotator == annotator)
        client = labelstudio.Client(self.studio.url, SecretStr(self.studio.token))
        numbers = [number for number, _ in client.list_tasks(target.remote)]
        return [str(raw["data"]["key"]) for raw in client.export(target.remote, numbers)]  # type: ignore[index, call-overload]

    def label(
        self,
        annotator: str,
        unit: Unit,
        quotes: dict[str, tuple[str, dict[str, str]]],
        *relations: tuple[str, str, str],
    ) -> int:
        """Submit spans, given by id as (quote, type and attributes), and relations (type, source, target)."""
        text = self.text(unit)
        spans = []
        for region, (quote, values) in quotes.items():
            start = text.index(quote, unit.start)
            kind, attributes = values["type"], {name: value for name, value in values.items() if name != "type"}
            end = start + len(quote)
            spans.append(Span(id=region, types=(kind,), start=start, end=end, text=quote, attributes=attributes))
        drawn = tuple(
            SpanRelation(id=f"{source}{target}", types=(kind,), source=source, target=target)
            for kind, source, target in relations
        )
        made = Annotation(
            id="made",
            annotator=annotator,
            unit=unit,
            origin="test",
            status="submitted",
            spans=tuple(spans),
            relations=drawn,
        )
        results = foreign.write(made, text, self.project.scheme)
        return self.client(annotator).annotate(self.task(annotator, unit), results, seconds=2.0)


@pytest.fixture(scope="package")
def accounts(studio: Studio) -> tuple[labelstudio.Account, ...]:
    """Two annotators' accounts, which take part in every project of these tests."""
    return tuple(studio.new_account(name) for name in ("lin", "chen"))


@pytest.fixture
def way(
    studio: Studio,
    accounts: tuple[labelstudio.Account, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Way:
    """A project with one essay and two annotators; `indirect` parametrisation sets the granularity."""
    granularity: Granularity = getattr(request, "param", "paragraph")
    monkeypatch.setenv("LABEL_STUDIO_URL", studio.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", studio.token)
    init(tmp_path / "essays", name=unique("way"), unit=granularity)
    project = open_project(tmp_path / "essays")
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    documents.import_files(project, [tmp_path / "bridge.txt"])
    servers.add_annotators(project, [account.name for account in accounts])
    return Way(project, studio, accounts)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    init(tmp_path / "project")
    return open_project(tmp_path / "project")


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """The file of an essay that corrections are tried on."""
    path = tmp_path / "essay.md"
    path.write_text(TEXT, encoding="utf-8")
    return path
