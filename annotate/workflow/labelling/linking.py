"""The second stage: whole articles with the components of frozen gold, to draw relations between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from annotate.labelstudio import Suggestion, Wanted
from annotate.workflow.labelling.sending import Kind, marker_of
from annotate.workflow.labelling.work import Work
from annotate.workflow.project import Project
from schema import Annotation, Article, Gold, Model, Release, Scheme, Span, cut

FEWEST = 2
"""Components that there must be for anything to be related."""


class NotLinked(Model):
    """An article of the release that nobody is given to link."""

    article: str
    """Id of the article."""
    why: str
    """Why not, and what can be done."""


def model_of(release: str) -> str:
    """Return the model version under which the components of a release are shown."""
    return f"gold {release}"


def linking_kind(project: Project, release: str, work: Work) -> Kind:
    """Return how the projects are found in which the components of a release are linked."""
    settings = project.settings
    return Kind(
        name=f"{settings.name} (link {release})",
        marker=marker_of(project, "article", release),
        title=f"{settings.name} · {release}",
        wanted=work.wanted,
        obsolete=work.obsolete,
        project={"granularity": "article", "purpose": "link", "release": release},
        shows=model_of(release),
    )


def linking_tasks(
    release: Release, articles: Mapping[str, Article], asked: Iterable[str], scheme: Scheme
) -> tuple[dict[str, list[Wanted]], tuple[NotLinked, ...]]:
    """Return the task of each article that is asked for, in that order, and those of the release that get none."""
    golds = {gold.article: gold for gold in release.golds}
    tasks: dict[str, list[Wanted]] = {}
    left: list[NotLinked] = []
    for article in asked:
        gold = golds.get(article)
        if gold is None:
            continue
        if why := _unfit(gold, articles[article], scheme):
            left.append(NotLinked(article=article, why=why))
        else:
            tasks[article] = [_task(gold, articles[article], release.name, scheme)]
    return tasks, tuple(left)


def _unfit(gold: Gold, article: Article, scheme: Scheme) -> str | None:
    if len(gold.components) < FEWEST:
        return f"its gold has {len(gold.components)} components; there is nothing to relate"
    if gold.version != article.current.version:
        return f"its text has changed since (version {gold.version} then, {article.current.version} now): freeze anew"
    unknown = sorted({part.type for part in gold.components if scheme.component(part.type) is None})
    if unknown:
        return f"its gold has {', '.join(unknown)}, which the scheme no longer has: freeze anew"
    return None


def _task(gold: Gold, article: Article, release: str, scheme: Scheme) -> Wanted:
    text = article.current
    (unit,) = cut(text, "article")
    spans = tuple(
        Span(
            id=part.id,
            types=(part.type,),
            start=part.start,
            end=part.end,
            text=text.text[part.start : part.end],
            attributes=part.attributes,
            preloaded=True,
        )
        for part in gold.components
    )
    shown = Annotation(
        id=release, annotator=release, unit=unit, origin=model_of(release), status="submitted", spans=spans
    )
    results = tuple(foreign.write(shown, text.text, scheme))
    data = cast("dict[str, JsonValue]", foreign.task(text, unit))
    return Wanted(data, Suggestion(model_of(release), results))
