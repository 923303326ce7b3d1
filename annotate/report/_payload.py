"""What the page's script is given: the texts with all spans, relations and disagreements, as compact JSON.

Lists in place of objects with keys, and names of types and annotators by their places, since there are very many spans.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from annotate.agreement import Disagreement, Opinion
from annotate.drawing import GRAPH, ink_on
from annotate.report._graph import GREY, MANY, addressable, called, in_order, places, symmetric
from annotate.report._meanings import MEASURES
from annotate.report._words import Language, words
from annotate.workflow.reporting import Layer, Mark, ReportData, ReportText
from schema import Label, Scheme

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""What would end a script element, break a line of a script, or is no character at all."""


def script_json(value: object) -> str:
    """Return a value as JSON that can stand in a script element: no mark-up, whatever texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def payload(data: ReportData, language: Language) -> dict[str, object]:
    """Return what the script of the page is given at once."""
    short = _short(data, language)
    return {
        "language": language,
        "words": words(language),
        "graph": {**GRAPH, "many": MANY},
        "types": [short.type(name) for name in short.types],
        "addressable": [short.types[name] for name in addressable(data.scheme)],
        "relations": [short.relation(name) for name in short.relations],
        "attributes": short.attributes(),
        "annotators": list(short.people),
        "coverage": [
            [one.article, one.title, one.units, one.finished, one.annotators, one.complete, one.imported]
            for one in data.status.coverage
        ],
        "figures": _figures(data, language),
    }


def large(data: ReportData, language: Language) -> dict[str, object]:
    """Return what it reads when it is first asked for: nearly all that there is."""
    short = _short(data, language)
    numbers = {(text.article, text.version): at for at, text in enumerate(data.texts)}
    return {
        "texts": [short.text(text) for text in data.texts],
        "disagreements": [short.disagreement(one, numbers) for one in data.disagreements.disagreements],
    }


def _short(data: ReportData, language: Language) -> _Short:
    types = in_order((part.id for part in data.scheme.components), _types(data))
    relations = in_order((part.id for part in data.scheme.relations), _relation_types(data))
    people = in_order(data.annotators, (one.annotator or "" for text in data.texts for one in text.layers))
    return _Short(data.scheme, types, relations, people, language)


def _figures(data: ReportData, language: Language) -> list[list[object]]:
    """Return the headline on each article, after a row with what its figures are called; nothing without any."""
    lines = data.agreement.by_article
    if not lines:
        return []
    names = [MEASURES[measure][language == "zh"] for measure in lines[0].values]
    found: list[list[object]] = [[*names]]
    for line in lines:
        values = (None if one is None else round(one, 2) for one in line.values.values())
        found.append([line.article, line.title, *values])
    return found


def _layers(data: ReportData) -> Iterable[Layer]:
    for text in data.texts:
        yield from text.layers
        if text.gold:
            yield text.gold


def _types(data: ReportData) -> set[str]:
    return {mark.type for layer in _layers(data) for mark in layer.marks}


def _relation_types(data: ReportData) -> set[str]:
    return {tie.type for layer in _layers(data) for tie in layer.ties}


class _Short:
    """Turns what was said into lists of numbers."""

    def __init__(
        self,
        scheme: Scheme,
        types: Mapping[str, int],
        relations: Mapping[str, int],
        people: Mapping[str, int],
        language: Language,
    ) -> None:
        self._scheme, self.types, self.relations, self.people = scheme, types, relations, people
        self._language: Language = language
        self._words = words(language)

    def type(self, name: str) -> dict[str, object]:
        """Return id, name and colours of a component type."""
        found = self._scheme.component(name)
        colour = found.color if found else GREY
        return {
            "id": name,
            "name": called(self._scheme, name, self._language),
            "color": colour,
            "ink": ink_on(colour),
        }

    def relation(self, name: str) -> dict[str, object]:
        """Return id and name of a relation type."""
        return {
            "id": name,
            "name": called(self._scheme, name, self._language),
            "symmetric": symmetric(self._scheme, name),
        }

    def attributes(self) -> dict[str, object]:
        """Return name and names of values of each attribute; of several of one id those of the first."""
        known: dict[str, object] = {}
        for _, attribute in self._scheme.attributes():
            values = {value.id: self._name(value.label) for value in attribute.values}
            known.setdefault(attribute.id, {"name": self._name(attribute.label), "values": values})
        return known

    def text(self, text: ReportText) -> dict[str, object]:
        """Return a text with what was said of it; graphs are of gold, if any, and layers."""
        layers = (*((text.gold,) if text.gold else ()), *text.layers)
        return {
            "id": text.article,
            "version": text.version,
            "newest": text.newest,
            "title": text.title,
            "facts": [fact for fact in ("、".join(text.authors), text.source, text.date) if fact],
            "language": text.language,
            "text": text.text,
            "parts": [[part.start, part.end, part.kind, part.level] for part in text.parts],
            "gold": self._layer(text.gold, -1) if text.gold else None,
            "open": text.gold.open if text.gold else 0,
            "graphs": [[*places(text, layer, self._scheme)] for layer in layers],
            "layers": [self._layer(layer, self.people[layer.annotator or ""]) for layer in text.layers],
        }

    def _layer(self, layer: Layer, whose: int) -> list[object]:
        ties = [[tie.source, tie.target, self.relations[tie.type]] for tie in layer.ties]
        return [whose, [self._mark(mark) for mark in layer.marks], ties]

    def _mark(self, mark: Mark) -> list[object]:
        short = [mark.start, mark.end, self.types[mark.type]]
        return [*short, mark.attributes] if mark.attributes else [*short]

    def disagreement(self, one: Disagreement, numbers: Mapping[tuple[str, int], int]) -> list[object]:
        """Return kind, cost, text, range and opinions of a disagreement."""
        version = int(one.unit.removeprefix(f"{one.article}@").partition(":")[0])
        place = numbers[one.article, version]
        return [one.kind, round(one.cost, 2), place, one.start, one.end, [self._opinion(said) for said in one.opinions]]

    def _opinion(self, said: Opinion) -> list[object]:
        short = [self.people[said.annotator], said.label, int(said.aligned), said.start, said.end]
        return [*short, said.attributes] if said.attributes else [*short]

    def _name(self, label: Label) -> str:
        return label.zh if self._language == "zh" else label.en
