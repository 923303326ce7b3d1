"""Curators who work through the server's interface, on what was pushed to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from pydantic import JsonValue, SecretStr

from annotate import adjudication, labelstudio
from annotate.formats import label_studio as foreign
from annotate.workflow.adjudicating import curating, taking
from annotate.workflow.adjudicating.briefing import BRIEF, PROPOSAL, Brief
from schema import Annotation, Decision, Gold, Granularity, Project, Span, SpanRelation, Unit
from tests.workflow.conftest import Way


@dataclass(frozen=True)
class Bench:
    """A way whose disagreements curators decide."""

    way: Way

    def push(self, *names: str, **options: object) -> curating.CuratePush:
        return curating.push(self.way.project, curators=names, **options)  # type: ignore[arg-type]

    def pull(self) -> taking.CuratePull:
        return taking.pull(self.way.project)

    def gold(self) -> Gold:
        with self.way.project.store() as store:
            (gold,) = adjudication.golds(store.decisions(), None)
        return gold

    def decisions(self) -> list[Decision]:
        """What people decided, in order."""
        with self.way.project.store() as store:
            return [one for one in store.decisions(undone=True) if one.by != "rule"]

    def groups(self) -> dict[str, str]:
        """The group of each component in gold by its words."""
        text = self.way.text(self.way.units()[0])
        return {text[one.start : one.end]: one.id for one in self.gold().components}

    def link(self, account: labelstudio.Account, links: tuple[tuple[str, str, str], ...]) -> None:
        """Submit an annotator's article with the components of gold and these relations (type, source, target)."""
        with self.way.project.store() as store:
            (target,) = (one for one in store.projects() if (one.annotator, one.purpose) == (account.name, "link"))
            (task,) = store.tasks(target.id)
        made = Annotation(
            id="made",
            annotator=account.name,
            unit=task.unit,
            origin="test",
            status="submitted",
            spans=tuple(
                Span(id=one.id, types=(one.type,), start=one.start, end=one.end, text="", preloaded=True)
                for one in self.gold().components
            ),
            relations=tuple(
                SpanRelation(id=f"{source}{goal}", types=(kind,), source=source, target=goal)
                for kind, source, goal in links
            ),
        )
        results = foreign.write(made, self.way.text(task.unit), self.way.project.scheme)
        self.way.client(account.name).annotate(task.remote, results)

    def quotes(self) -> dict[str, str]:
        """The words of each component in gold, with its type."""
        text = self.way.text(self.way.units()[0])
        return {text[one.start : one.end]: one.type for one in self.gold().components}


@dataclass(frozen=True)
class Curator:
    """A curator with an account on the server."""

    bench: Bench
    account: labelstudio.Account

    @property
    def name(self) -> str:
        return self.account.name

    @cached_property
    def client(self) -> labelstudio.Client:
        assert self.account.token is not None
        return labelstudio.Client(self.bench.way.studio.url, self.account.token)

    def target(self, granularity: Granularity = "paragraph") -> Project:
        with self.bench.way.project.store() as store:
            (found,) = (
                one
                for one in store.projects()
                if (one.annotator, one.purpose, one.granularity) == (self.name, "adjudicate", granularity)
            )
        return found

    def tasks(self, granularity: Granularity = "paragraph") -> dict[str, int]:
        """The number of each task on the server by its unit, each as often as it is there."""
        root = labelstudio.Client(self.bench.way.studio.url, SecretStr(self.bench.way.studio.token))
        listed = root.listed(self.target(granularity).remote)
        assert len({one.key for one in listed}) == len(listed)
        return {one.key: one.number for one in listed}

    def data(self, unit: Unit) -> dict[str, JsonValue]:
        (found,) = (one for one in self.client.listed(self._target(unit).remote, [unit.key]))
        return dict(found.data)

    def brief(self, unit: Unit) -> Brief:
        return Brief.model_validate_json(str(self.data(unit)[BRIEF]))

    def predictions(self, unit: Unit) -> dict[str, Annotation]:
        """What the task of a unit shows, by model."""
        number = self.tasks(self._target(unit).granularity)[unit.key]
        found = self.client._sdk.predictions.list(task=number)
        return {str(one.model_version): self._read(cast("JsonValue", one.result), unit) for one in found}

    def _target(self, unit: Unit) -> Project:
        return self.target(curating.size_of(unit))

    def _read(self, results: JsonValue, unit: Unit) -> Annotation:
        scheme = self.bench.way.project.scheme
        return foreign.read({"result": results}, unit=unit, annotator="it", origin="here", scheme=scheme)

    def proposal(self, unit: Unit) -> Annotation:
        """What the curator begins with."""
        return self.predictions(unit)[PROPOSAL]

    def submit(
        self, unit: Unit, spans: tuple[Span, ...], relations: tuple[SpanRelation, ...], note: str | None = None
    ) -> int:
        """Submit a task with these regions and relations; return the number of the annotation."""
        number = self.tasks(self._target(unit).granularity)[unit.key]
        return self.client.annotate(number, self.results(unit, spans, relations, note), seconds=3.0)

    def change(self, number: int, unit: Unit, spans: tuple[Span, ...], relations: tuple[SpanRelation, ...]) -> None:
        """Change what was submitted."""
        results = cast("list[JsonValue]", self.results(unit, spans, relations))
        self.client.change_annotation(number, results)

    def results(
        self, unit: Unit, spans: tuple[Span, ...], relations: tuple[SpanRelation, ...], note: str | None = None
    ) -> list[dict[str, JsonValue]]:
        made = Annotation(
            id="made",
            annotator=self.name,
            unit=unit,
            origin="test",
            status="submitted",
            spans=spans,
            relations=relations,
            note=note,
        )
        return foreign.write(made, self.bench.way.text(unit), self.bench.way.project.scheme)


def with_span(work: Annotation, group: str, **changes: object) -> tuple[Span, ...]:
    """Return the spans of a work, that of a group with changes."""
    assert any(span.id == group for span in work.spans)
    return tuple(span.model_copy(update={**changes, "text": ""}) if span.id == group else span for span in work.spans)
