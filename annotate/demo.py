"""The whole way on sample essays: each step calls the function that its command calls, and shows the command.

Only the annotators are simulated: their labels are data (`annotate.samples`), sent through the server's interface
under their own accounts, and every line that speaks of them says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

from annotate import labelstudio, samples
from annotate.errors import ProjectError
from annotate.exporters import Exported, Options
from annotate.formats import label_studio as foreign
from annotate.rendering import render
from annotate.samples import SampleLabels, SampleSpan
from annotate.settings import FILE, NOTHING
from annotate.store import Store
from annotate.workflow import agreement, research
from annotate.workflow.adjudicating import deciding
from annotate.workflow.exporting import differing, writing
from annotate.workflow.exporting.requests import Request
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling, pushing, servers, standing, studio
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Model, Span, SpanRelation, Unit, cut

Say = Callable[[str], None]
"""Prints a line."""

EXPORT = "demo"
"""Name of the export that the demo writes."""

CURATOR = "fang"
"""Who decides on what the majority leaves open; invented as the annotators are."""

OPEN = "ef5cd48cdcbd351f"
"""A group that the majority leaves open; its id follows from the essays."""

_WHY = "它下判断"

_BEGUN = {".studio", "annotate.db", "annotate.db-shm", "annotate.db-wal", "exports"}
"""What a demo that was stopped before its project was complete leaves in its folder."""


def run(folder: Path, *, keep: bool, say: Say) -> None:
    """Do the whole way in a folder, new or of an earlier demo; unless kept, the server that it starts is ended.

    Whatever the environment says, the demo keeps to its own server and its own store. Raises ProjectError when the
    folder holds something else, and whatever the steps raise.
    """
    project = _open(folder, say)
    _announce(
        say, "Start a Label Studio on this machine (the first time takes about a minute)", "annotate studio start"
    )
    with studio.local(project, keep=keep) as running:
        say(render(running))
        names = samples.annotators()
        _step(
            say,
            "Make an account for each annotator",
            f"annotate annotators add {' '.join(names)}",
            lambda: servers.add_annotators(project, names),
        )
        _step(say, "Bring every unit to every annotator", "annotate push", lambda: pushing.push(project))
        _simulate(project, say)
        _step(say, "Bring the annotations into the store", "annotate pull", lambda: pulling.pull(project))
        _research(project, say)
        _farewell(project, keep, running.url or "", say)


def _open(folder: Path, say: Say) -> Project:
    if (folder / FILE).exists():
        project = _earlier(folder)
        say(f"{folder} holds an earlier demo; whatever is done already is not done again.")
    elif folder.exists() and not (folder.is_dir() and {path.name for path in folder.iterdir()} <= _BEGUN):
        raise _taken(folder)
    else:
        command = f"annotate init {folder} --name demo"
        _step(say, "Make a project folder", command, lambda: init(folder, name="demo", environment=NOTHING))
        project = _earlier(folder)
    essays = project.folder / "essays"
    with resources.as_file(samples.essays()) as source:
        shutil.copytree(source, essays, dirs_exist_ok=True)
    _step(
        say,
        "Import the sample essays, written for this program",
        "annotate import essays",
        lambda: documents.import_files(project, [essays]),
    )
    return project


def _earlier(folder: Path) -> Project:
    """Open the project of a demo, and no other: simulated labels have no place in a project of real ones."""
    project = open_project(folder, NOTHING)
    essays = {file.name for file in samples.essays().iterdir()}
    if project.folder != folder.resolve() or project.settings.name != "demo":
        raise _taken(folder)
    with project.store() as store:
        if any(document.source not in essays for document in store.documents()):
            raise _taken(folder)
    return project


def _taken(folder: Path) -> ProjectError:
    return ProjectError(
        str(folder),
        "holds something else",
        expected="a new folder, or one of an earlier demo",
        cure="annotate demo OTHER-FOLDER",
    )


def _research(project: Project, say: Say) -> None:
    steps: tuple[tuple[str, str, Callable[[], Model]], ...] = (
        ("See how far everyone is", "annotate status", lambda: standing.status(project)),
        ("Find annotations that break a rule of the scheme", "annotate check", lambda: research.check(project)),
        ("Measure agreement", "annotate agreement", lambda: agreement.measure(project)),
        ("Let the majority decide", "annotate adjudicate auto", lambda: deciding.auto(project)),
        (
            "Write the dataset",
            f"annotate export jsonl --name {EXPORT} --allow-open",
            lambda: _export(project),
        ),
    )
    for title, command, step in steps:
        _step(say, title, command, step)
    _release_again(project, say)


def _release_again(project: Project, say: Say) -> None:
    """Decide on one of what is open, as a curator, unless an earlier demo did; and compare the release after it."""
    with project.store() as store:
        decided = any(decision.who == CURATOR for decision in store.decisions())
    if not decided:
        _step(
            say,
            "Decide what the majority left open",
            f"annotate adjudicate decide {OPEN} --accept --type claim --by {CURATOR} --why {_WHY}",
            lambda: deciding.answer(project, OPEN, "accepted", {"type": "claim"}, who=CURATOR, why=_WHY),
        )
    _step(say, "Release it once more", f"annotate export jsonl --name {EXPORT} --allow-open", lambda: _export(project))
    _step(say, "See what is different, and why", "annotate export diff 1 2", lambda: differing.diff(project, 1, 2))


def _export(project: Project) -> Exported:
    """Write the dataset; the annotators are invented, so their pseudonyms may go by name, the same in every demo."""
    with project.store() as store:
        store.add_pseudonyms(samples.annotators())
    return writing.export(project, "jsonl", EXPORT, Request(options=Options(allow_open=True)), who="coordinator")


def _step(say: Say, title: str, command: str, step: Callable[[], Model]) -> None:
    _announce(say, title, command)
    say(render(step()))


def _announce(say: Say, title: str, command: str) -> None:
    say(f"\n# {title}\n$ {command}")


def _farewell(project: Project, keep: bool, url: str, say: Say) -> None:
    say(f"\nEverything lies in {project.folder}: the store annotate.db, the essays, and exports/{EXPORT}.")
    if not keep:
        say("The server is ended now; `annotate demo --keep` leaves it running, to label by hand.")
        return
    say(f"Label Studio runs on at {url}; log in as one of")
    known = labelstudio.read_credentials(project.studio)
    for account in known.accounts if known else ():
        password = account.password.get_secret_value() if account.password else "(unknown)"
        say(f"  {account.email}  {password}")
    say(f"End it with: annotate --project {project.folder} studio stop")


def _simulate(project: Project, say: Say) -> None:
    """Let the simulated annotators label what they have not labelled yet."""
    say("\n# Label (simulated: packaged labels of three invented annotators, sent through their accounts)")
    place = servers.server(project)
    known = labelstudio.read_credentials(project.studio)
    tokens = {account.name: account.token for account in known.accounts} if known else {}
    with project.store() as store:
        passages = tuple(_passages(store))
        targets = {target.annotator: target for target in store.projects() if target.server == place.name}
        tasks = {name: {task.unit: task.remote for task in store.tasks(targets[name].id)} for name in targets}
    for name in samples.annotators():
        token = tokens.get(name)
        if token is None:
            raise ProjectError(
                str(project.studio),
                f"the key of the simulated annotator {name} is not kept there",
                cure="remove the folder to begin anew",
            )
        client = labelstudio.Client(place.url, token)
        done = {number for number, _ in labelstudio.changes(client, targets[name].remote, None)}
        sent = 0
        for passage, labels in _matched(passages, samples.labels(name)):
            task = tasks[name][passage.unit]
            if task not in done:
                results = foreign.write(_annotation(name, passage, labels), passage.article, project.scheme)
                # As long as a person would take: a glance, and a while for each thing that is marked or related.
                seconds = 20.0 + 10.0 * len(results)
                client.annotate(task, results, skipped=labels.skipped, seconds=seconds)
                sent += 1
        say(f"simulated annotator {name}: {sent} passages labelled now, of {len(tasks[name])} tasks")


class _Passage(Model):
    """A unit with what it takes to find it again."""

    essay: str
    """File name of its essay."""
    unit: Unit
    """The unit."""
    text: str
    """Its text."""
    article: str
    """Text of its article."""


def _passages(store: Store) -> Iterator[_Passage]:
    for article in store.articles():
        essay = store.document(article.document).source
        for unit in cut(article.current, "paragraph"):
            text = article.current.text
            yield _Passage(essay=essay, unit=unit, text=unit.of(text), article=text)


def _matched(
    passages: tuple[_Passage, ...], labels: tuple[SampleLabels, ...]
) -> Iterator[tuple[_Passage, SampleLabels]]:
    for line in labels:
        for passage in passages:
            if passage.essay == line.essay and passage.text.startswith(line.paragraph):
                yield passage, line


def _annotation(name: str, passage: _Passage, labels: SampleLabels) -> Annotation:
    """What a simulated annotator says of a passage, in article coordinates."""
    unit = passage.unit
    return Annotation(
        id="simulated",
        annotator=name,
        unit=unit,
        origin="simulated",
        status="skipped" if labels.skipped else "submitted",
        spans=tuple(_span(span, passage) for span in labels.spans),
        relations=tuple(
            SpanRelation(id=str(n), types=(found.type,), source=found.source, target=found.target)
            for n, found in enumerate(labels.relations)
        ),
        unsure=labels.unsure,
        note=labels.note,
    )


def _span(span: SampleSpan, passage: _Passage) -> Span:
    at = -1
    for _ in range(span.occurrence):
        at = passage.text.index(span.quote, at + 1)
    start = passage.unit.start + at
    return Span(
        id=span.id,
        types=(span.type,),
        start=start,
        end=start + len(span.quote),
        text=span.quote,
        attributes=span.attributes,
    )
