"""Times every stage of the way on real documents with real labels, on a Label Studio of its own.

    python -m tests.benchmarks.way [FOLDER] [--unit paragraph|article]

FOLDER holds `seeds/*.txt` and `annotated/` (units.jsonl and one file of labels per annotator); by default it is the one
that ANNOTATE_TEST_CORPUS names. The labels are sent through the accounts of as many annotators. With paragraphs as
units, relations between them cannot be drawn; they are counted and left out. Prints a table of Markdown.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, TypeVar

from annotate import labelstudio
from annotate.agreement import HEADLINE
from annotate.formats import label_studio as foreign
from annotate.workflow import agreement, research
from annotate.workflow.adjudicating import deciding
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling, pushing, servers, standing, studio
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Article, Granularity, Span, SpanRelation, Unit, cut
from tests.workflow.exporting.build import export

T = TypeVar("T")


class _Span(TypedDict):
    id: str
    type: str
    start: int
    end: int
    attributes: dict[str, str]


class _Relation(TypedDict):
    type: str
    source: str
    target: str


class _Line(TypedDict):
    article: str
    n: int
    text: str
    spans: list[_Span]
    relations: list[_Relation]


@dataclass
class Clock:
    """Seconds per stage, with what was done in them."""

    rows: list[tuple[str, float, str]] = field(default_factory=list)

    def time(self, stage: str, work: Callable[[], T], facts: Callable[[T], str]) -> T:
        begun = time.perf_counter()
        result = work()
        self.rows.append((stage, time.perf_counter() - begun, facts(result)))
        return result

    def table(self) -> str:
        rows = [f"| {stage} | {seconds:.1f} | {facts} |" for stage, seconds, facts in self.rows]
        return "\n".join(["| stage | seconds | what |", "| --- | ---: | --- |", *rows])


def _lines(path: Path) -> list[_Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


Places = dict[str, tuple[Article, dict[int, list[int]]]]
"""Where each labelled article stands: the stored article, and for each unit the place of each of its characters."""


def _placed(lines: list[_Line], articles: list[Article]) -> Places:
    """Find the stored article that has most units of each labelled one; blanks are of no matter."""
    wanted: dict[str, dict[int, str]] = {}
    for line in lines:
        wanted.setdefault(line["article"], {})[line["n"]] = line["text"]
    found: Places = {}
    for name, units in wanted.items():
        ways = [
            (article, {n: at for n, text in units.items() if (at := _places(text, article))}) for article in articles
        ]
        found[name] = max(ways, key=lambda way: len(way[1]))
    return found


def _places(unit: str, article: Article) -> list[int]:
    """The place in the article of each character of a unit, a blank's being that of the character after it."""
    text = article.current.text
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    start = "".join(text[place] for place in solid).find("".join(unit.split()))
    if start < 0:
        return []
    before = itertools.accumulate((not character.isspace() for character in unit[:-1]), initial=0)
    return [solid[start + count] for count in before]


def _annotations(
    annotator: str, labels: list[_Line], placed: Places, granularity: Granularity
) -> Iterator[tuple[Annotation, int]]:
    """Yield an annotation per unit of work, and how many relations could not be drawn in it."""
    for name, (article, places) in placed.items():
        lines = [line for line in labels if line["article"] == name]
        spans = [
            _shifted(span, places[line["n"]], article)
            for line in lines
            if line.get("n") in places
            for span in line["spans"]
        ]
        relations = [relation for line in lines for relation in line["relations"]]
        for unit in cut(article.current, granularity):
            here = tuple(span for span in spans if unit.start <= span.start and span.end <= unit.end)
            known = {span.id for span in here}
            drawn = [r for r in relations if r["source"] in known and r["target"] in known]
            cut_off = [r for r in relations if r["source"] in known and r["target"] not in known]
            yield _annotation(annotator, unit, here, drawn), len(cut_off)


def _shifted(span: _Span, places: list[int], article: Article) -> Span:
    low, high = places[span["start"]], places[span["end"] - 1] + 1
    attributes = {name: value for name, value in span["attributes"].items() if value}
    text = article.current.text[low:high]
    return Span(id=span["id"], types=(span["type"],), start=low, end=high, text=text, attributes=attributes)


def _annotation(annotator: str, unit: Unit, spans: tuple[Span, ...], drawn: list[_Relation]) -> Annotation:
    relations = tuple(
        SpanRelation(id=str(n), types=(r["type"],), source=r["source"], target=r["target"]) for n, r in enumerate(drawn)
    )
    return Annotation(
        id="benchmark",
        annotator=annotator,
        unit=unit,
        origin="benchmark",
        status="submitted",
        spans=spans,
        relations=relations,
    )


def _label(project: Project, corpus: Path) -> tuple[int, int, int]:
    """Send the labels; return annotations, spans and relations that had to be left out."""
    place = servers.server(project)
    known = labelstudio.read_credentials(project.studio)
    assert known is not None
    with project.store() as store:
        articles = list(store.articles())
        tasks = {
            target.annotator: {task.unit: task.remote for task in store.tasks(target.id)} for target in store.projects()
        }
    placed = _placed(_lines(corpus / "annotated" / "units.jsonl"), articles)
    sent = spans = lost = 0
    for account in known.accounts:
        assert account.token is not None
        client = labelstudio.Client(place.url, account.token)
        labels = _lines(corpus / "annotated" / f"{account.name}.jsonl")
        for annotation, cut_off in _annotations(account.name, labels, placed, project.settings.unit):
            text = placed_text(articles, annotation.unit)
            results = foreign.write(annotation, text, project.scheme)
            client.annotate(tasks[account.name][annotation.unit], results)
            sent, spans, lost = sent + 1, spans + len(annotation.spans), lost + cut_off
    return sent, spans, lost


def placed_text(articles: list[Article], unit: Unit) -> str:
    """The text that a unit is a range of."""
    return next(article.current.text for article in articles if article.id == unit.article)


def run(corpus: Path, unit: Granularity, folder: Path) -> Clock:
    """Do the whole way in a new folder."""
    clock = Clock()
    annotators = sorted(path.stem for path in (corpus / "annotated").glob("a*.jsonl"))
    clock.time("init", lambda: init(folder / "way", name="benchmark", unit=unit), lambda made: f"scheme {made.scheme}")
    project = open_project(folder / "way")
    clock.time(
        "import",
        lambda: documents.import_files(project, [corpus / "seeds"]),
        lambda done: (
            f"{len(done.documents)} documents, {sum(d.articles for d in done.documents)} articles, "
            f"{sum(d.paragraphs for d in done.documents)} paragraphs, "
            f"{sum(d.characters for d in done.documents)} characters, {len(done.failed)} failed"
        ),
    )
    clock.time("studio start (first)", lambda: studio.start(project), lambda started: "with its migrations")
    try:
        clock.time(
            "annotators add",
            lambda: servers.add_annotators(project, annotators),
            lambda done: f"{len(done.annotators)} accounts",
        )
        for stage in ("push", "push again"):
            clock.time(
                stage,
                lambda: pushing.push(project),
                lambda done: f"{sum(p.added for p in done.projects)} tasks added",
            )
        clock.time(
            "label (through the server's interface)",
            lambda: _label(project, corpus),
            lambda done: f"{done[0]} annotations, {done[1]} spans; {done[2]} relations across units left out",
        )
        for stage in ("pull", "pull again"):
            clock.time(
                stage,
                lambda: pulling.pull(project),
                lambda done: f"{done.new} new, {done.revised} changed, {done.unchanged} as before",
            )
    finally:
        clock.time("studio stop", lambda: studio.stop(project), lambda done: "")
    clock.time("status", lambda: standing.status(project), lambda done: f"{len(done.annotators)} annotators")
    clock.time(
        "check",
        lambda: research.check(project),
        lambda done: f"{done.annotations} annotations: {done.errors} errors, {done.warnings} warnings",
    )
    clock.time(
        "agreement",
        lambda: agreement.measure(project),
        lambda r: (
            f"{r.shared_units} shared units; "
            + "; ".join(f"{measure} {r.figure(measure).value:.3f}" for measure in HEADLINE)
        ),
    )
    for stage in ("adjudicate auto", "adjudicate auto again"):
        clock.time(
            stage,
            lambda: deciding.auto(project),
            lambda done: (
                f"{done.decisions} decisions; gold {done.components} components, {done.relations} relations, "
                f"{len(done.open)} open"
            ),
        )
    clock.time(
        "export jsonl",
        lambda: export(project, "benchmark", allow_open=True),
        lambda done: f"{sum(file.size for file in done.manifest.files.values())} bytes",
    )
    return clock


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("ANNOTATE_TEST_CORPUS"))
    parser.add_argument("--unit", choices=["paragraph", "section", "article"], default="paragraph")
    options = parser.parse_args()
    if options.folder is None:
        parser.error("name a folder, or set ANNOTATE_TEST_CORPUS")
    with tempfile.TemporaryDirectory() as folder:
        print(run(Path(options.folder), options.unit, Path(folder)).table())


if __name__ == "__main__":
    main()
