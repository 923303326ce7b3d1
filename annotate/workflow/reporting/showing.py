"""One article with what was said of it, to be shown in a terminal or drawn."""

from __future__ import annotations

from annotate import adjudication
from annotate.errors import InputError
from annotate.workflow.corpus.selecting import whole
from annotate.workflow.project import Project
from annotate.workflow.reporting._model import Layer, ReportText
from annotate.workflow.reporting._texts import texts_of
from schema import Label, Record


class Look(Record):
    """What a label is called and coloured."""

    name: Label
    """Its names."""
    color: str
    """Its colour, as #rrggbb."""


class ArticleShown(Record):
    """An article with the labels of one layer."""

    text: ReportText
    """The version of its text that the labels are over."""
    layer: Layer | None
    """The labels shown; None where there are none."""
    looks: dict[str, Look]
    """By component type, what it is called and coloured."""


def show(project: Project, article: str, annotator: str | None = None) -> ArticleShown:
    """Return an article, named by the beginning of its id, with gold or with what an annotator said.

    Of several versions of its text the newest is taken that bears such labels, else the newest.
    Raises InputError for an article that there is not or is not the only one, or an annotator without work on it.
    """
    with project.store() as store:
        id_ = whole(article, store)
        annotations = list(store.annotations(article=id_, raw=False))
        golds = adjudication.golds(store.decisions(id_), project.scheme)
        texts = list(texts_of(store.articles([id_]), annotations, golds))
    found = [(text, layer) for text in texts for layer in _layers(text) if layer.annotator == annotator]
    if annotator is not None and not found:
        names = sorted({str(layer.annotator) for text in texts for layer in text.layers})
        expected = f"one of {', '.join(names)}" if names else None
        raise InputError(f"annotator {annotator}", f"has no work on article {id_}", expected=expected)
    text, layer = found[0] if found else (texts[0], None)
    looks = {part.id: Look(name=part.label, color=part.color) for part in project.scheme.components}
    return ArticleShown(text=text, layer=layer, looks=looks)


def _layers(text: ReportText) -> tuple[Layer, ...]:
    return (*((text.gold,) if text.gold else ()), *text.layers)
