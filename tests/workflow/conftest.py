"""A project on the tests' shared server, driven through the workflow as the commands drive it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from annotate import labelstudio
from annotate.formats import label_studio as foreign
from annotate.workflow.importing import documents
from annotate.workflow.labelling import collecting, pulling, pushing, servers
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
        return [found.key for found in client.listed(target.remote)]

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


@dataclass(frozen=True)
class FilesWay(Way):
    """The same without a network: a person imports the files into projects of a server, and exports these."""

    numbers: dict[str, int] = field(default_factory=dict)
    """Number on the server of each annotator's project."""
    imported: set[str] = field(default_factory=set)
    """Files that were imported."""

    def push(self) -> pushing.PushReport:
        folder = self.project.folder.parent / "handed"
        report = pushing.push(self.project, to=folder)
        client = labelstudio.Client(self.studio.url, SecretStr(self.studio.token))
        for path in sorted(folder.glob("*.json")):
            tasks = json.loads(path.read_text(encoding="utf-8"))
            annotator = tasks[0]["data"]["marker"].split()[-1]
            if annotator not in self.numbers:
                told = {"config": (folder / "label.xml").read_text(encoding="utf-8"), "instructions": ""}
                self.numbers[annotator] = client.create_project(title=unique("files"), marker="", **told)
            if path.name not in self.imported:
                self.imported.add(path.name)
                client.add_tasks(self.numbers[annotator], [json.dumps(task) for task in tasks])
        return report

    def pull(self) -> pulling.PullReport:
        reports = []
        for annotator, number in self.numbers.items():
            with httpx.Client(base_url=self.studio.url, trust_env=False, timeout=60) as http:
                answer = http.get(
                    f"/api/projects/{number}/export?exportType=JSON&download_all_tasks=true",
                    headers={"Authorization": f"Token {self.studio.token}"},
                ).raise_for_status()
            path = self.project.folder.parent / f"{annotator}.json"
            path.write_bytes(answer.content)
            reports.append(collecting.collect(self.project, path))
        counts = ("new", "revised", "deleted", "unchanged", "foreign")
        return reports[0].model_copy(update={name: sum(getattr(one, name) for one in reports) for name in counts})

    def task(self, annotator: str, unit: Unit) -> int:
        (found,) = self.client(annotator).listed(self.numbers[annotator], [unit.key])
        return found.number

    def on_server(self, annotator: str) -> list[str]:
        return [found.key for found in self.client(annotator).listed(self.numbers[annotator])]


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


@pytest.fixture(params=["server", "files"])
def either(way: Way, request: pytest.FixtureRequest) -> Way:
    """The way over the network, and the same by files."""
    return way if request.param == "server" else FilesWay(way.project, way.studio, way.annotators)


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
