"""What is different between two releases, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import AwareDatetime

from annotate.store import Store
from annotate.workflow.project import Project
from schema import (
    Annotation,
    Decision,
    ExportedArticle,
    ExportedWork,
    ExportRelease,
    Gold,
    GoldComponent,
    GoldRelation,
    Model,
    Record,
)

Change = Literal["added", "removed", "changed"]

_FACTS = ("title", "authors", "source", "date", "language")


class Reason(Model):
    """Who made a difference."""

    who: str
    """The person, or the rule."""
    when: AwareDatetime | None
    """When; None where nobody noted it."""
    why: str
    """The reason given; empty where none was."""


class TextChange(Model):
    """An article that is not as it was."""

    article: str
    """Its id."""
    change: Change
    """What became of it."""
    told: str
    """What is different about it."""
    reasons: tuple[Reason, ...]
    """Who read its document anew or corrected it in between."""


class WorkChange(Model):
    """An annotation that is not as it was."""

    annotation: str
    """Its id in the store."""
    annotator: str
    """Whose it is."""
    unit: str
    """Key of its unit."""
    change: Change
    """What became of it."""
    told: str
    """What is different about it."""
    when: AwareDatetime | None
    """When it was changed last where it was made."""


class GoldChange(Model):
    """A component or relation of gold that is not as it was."""

    article: str
    """Id of its article."""
    item: str
    """Its permanent id."""
    kind: Literal["component", "relation"]
    """What it is."""
    change: Change
    """What became of it."""
    before: str | None
    """What it was."""
    after: str | None
    """What it is."""
    reasons: tuple[Reason, ...]
    """The decisions on it in between; none where it follows from others, as that of a relation from its ends."""


class ExportDiff(Record):
    """What is different between two releases."""

    first: int
    """Number of the one."""
    second: int
    """Number of the other."""
    arguments: tuple[str, ...]
    """What was asked for otherwise: names of the options."""
    scheme: bool
    """Whether they label with different versions of the scheme."""
    texts: tuple[TextChange, ...]
    """Articles, by id."""
    works: tuple[WorkChange, ...]
    """Annotations, by article, unit and annotator."""
    gold: tuple[GoldChange, ...]
    """Items of gold, by article."""
    splits: int
    """Articles that are in another split."""


def diff(project: Project, first: int, second: int) -> ExportDiff:
    """Compare two releases, the second as what came of the first; raises StoreError where there is no such release."""
    with project.store() as store:
        one, other = store.export(first), store.export(second)
        before = {found.article: found for found in store.exported_articles(first)}
        after = {found.article: found for found in store.exported_articles(second)}
        both = [(before[article], after[article]) for article in sorted(before.keys() & after.keys())]
        return ExportDiff(
            first=first,
            second=second,
            arguments=tuple(sorted(_asked(one.arguments, other.arguments))),
            scheme=one.scheme != other.scheme,
            texts=tuple(_texts(store, before, after, one, other)),
            works=tuple(_works(store, store.exported_revisions(first), store.exported_revisions(second))),
            gold=tuple(
                change
                for article in sorted(before.keys() | after.keys())
                for change in _gold(store, article, before, after, one)
            ),
            splits=sum(was.split != is_.split for was, is_ in both),
        )


def _asked(one: Mapping[str, object], other: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for name in one.keys() | other.keys():
        was, is_ = one.get(name), other.get(name)
        if isinstance(was, dict) and isinstance(is_, dict):
            yield from _asked(was, is_, f"{prefix}{name}.")
        elif was != is_:
            yield f"{prefix}{name}"


def _texts(
    store: Store,
    before: Mapping[str, ExportedArticle],
    after: Mapping[str, ExportedArticle],
    one: ExportRelease,
    other: ExportRelease,
) -> Iterator[TextChange]:
    for article in sorted(before.keys() | after.keys()):
        was, is_ = before.get(article), after.get(article)
        if was is None or is_ is None:
            yield TextChange(article=article, change="added" if is_ else "removed", told="", reasons=())
            continue
        facts = [
            name
            for name in ("title", "authors", "source", "date", "language")
            if getattr(was, name) != getattr(is_, name)
        ]
        versions = [f"version {was.version} → {is_.version} of the text"] if was.version != is_.version else []
        if told := [*versions, *facts]:
            readings = store.readings(store.article(article).document)
            reasons = tuple(
                Reason(who=reading.who, when=reading.when, why=reading.why)
                for reading in readings
                if reading.when and one.made < reading.when <= other.made
            )
            yield TextChange(article=article, change="changed", told=", ".join(told), reasons=reasons)


def _works(store: Store, before: Mapping[str, ExportedWork], after: Mapping[str, ExportedWork]) -> Iterator[WorkChange]:
    changed = sorted(id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_))
    newest = {id_: (after.get(id_) or before[id_]).revision for id_ in changed}
    found = {annotation.id: annotation for annotation in store.revisions(newest)}
    for annotation in sorted(found.values(), key=_place):
        was, is_ = before.get(annotation.id), after.get(annotation.id)
        change, told = _told(was, is_)
        if change is not None:
            yield WorkChange(
                annotation=annotation.id,
                annotator=annotation.annotator,
                unit=annotation.unit.key,
                change=change,
                told=told,
                when=annotation.updated,
            )


def _told(was: ExportedWork | None, is_: ExportedWork | None) -> tuple[Change | None, str]:
    """Tell what became of an annotation in the dataset; nothing where it was, and is, left out."""
    held, holds = was is not None and was.left_out is None, is_ is not None and is_.left_out is None
    if was is not None and is_ is not None and held and holds:
        return "changed", f"revision {was.revision} → {is_.revision}"
    if holds:
        return "added", "" if was is None else f"it was left out: {was.left_out}"
    if held:
        return "removed", "" if is_ is None else f"it is left out: {is_.left_out}"
    return None, ""


def _place(annotation: Annotation) -> tuple[str, int, int, int, str, str]:
    unit = annotation.unit
    return unit.article, unit.version, unit.start, unit.end, annotation.annotator, annotation.id


def _gold(
    store: Store,
    article: str,
    before: Mapping[str, ExportedArticle],
    after: Mapping[str, ExportedArticle],
    since: ExportRelease,
) -> Iterator[GoldChange]:
    was, is_ = (_items(found[article].gold if article in found else None) for found in (before, after))
    changed = [item for item in {**was, **is_} if _said(was.get(item)) != _said(is_.get(item))]
    decisions = list(store.decisions(article, undone=True)) if changed else []
    for item in changed:
        old, new = was.get(item), is_.get(item)
        yield GoldChange(
            article=article,
            item=item,
            kind="component" if isinstance(new or old, GoldComponent) else "relation",
            change="added" if old is None else "removed" if new is None else "changed",
            before=_said(old),
            after=_said(new),
            reasons=tuple(
                reason for decision in decisions if decision.group == item for reason in _reasons(decision, since)
            ),
        )


def _items(gold: Gold | None) -> dict[str, GoldComponent | GoldRelation]:
    if gold is None:
        return {}
    return {part.id: part for part in gold.components} | {part.id: part for part in gold.relations}


def _said(item: GoldComponent | GoldRelation | None) -> str | None:
    if item is None:
        return None
    if isinstance(item, GoldRelation):
        return f"{item.type} {item.source} → {item.target}"
    attributes = ", ".join(f"{name}={value}" for name, value in sorted(item.attributes.items()))
    return f"{item.type} [{item.start}, {item.end}) {attributes}".rstrip()


def _reasons(decision: Decision, since: ExportRelease) -> Iterator[Reason]:
    """Yield that a decision was made after a release, and that it was taken back after it."""
    if decision.number is not None and decision.number > since.decisions:
        yield Reason(who=decision.who, when=decision.when, why=decision.why)
    if decision.undone is not None and decision.undone.when > since.made:
        taken = f"taken back: {decision.undone.why}".rstrip(": ")
        yield Reason(who=decision.undone.who, when=decision.undone.when, why=taken)
