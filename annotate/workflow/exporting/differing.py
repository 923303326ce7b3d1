"""What is different between two releases, and why."""

from __future__ import annotations

import json
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
    Span,
    SpanRelation,
)

Change = Literal["added", "removed", "changed"]

_FACTS = ("title", "authors", "source", "date", "language")

_WORDS = 16
"""Characters of a component that are shown."""

Item = GoldComponent | GoldRelation


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
    """What is different about it; its title where it came or went."""
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
    items: tuple[str, ...]
    """The spans and relations of one that changed that are not as they were."""
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
    """What it was: type, words, place and attributes; of a relation type and ends. None where it was not in gold."""
    after: str | None
    """What it is; None where it is not in gold."""
    reasons: tuple[Reason, ...]
    """The decisions on it in between; none where it follows from others, as that of a relation from its ends."""


class ExportDiff(Record):
    """What is different between two releases."""

    first: int
    """Number of the one."""
    second: int
    """Number of the other."""
    arguments: tuple[str, ...]
    """What was asked for otherwise: names of the options, with both values where these are short."""
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
            plain = not any(isinstance(value, dict | list) for value in (was, is_))
            yield f"{prefix}{name}" + (f": {json.dumps(was)} → {json.dumps(is_)}" if plain else "")


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
            title = next(found.title for found in (is_, was) if found is not None)
            yield TextChange(article=article, change="added" if is_ else "removed", told=title, reasons=())
            continue
        facts = [
            f"{name} {json.dumps(old, ensure_ascii=False)} → {json.dumps(new, ensure_ascii=False)}"
            for name, old, new in ((name, getattr(was, name), getattr(is_, name)) for name in _FACTS)
            if old != new
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
    older = {id_: before[id_].revision for id_ in changed if id_ in before and id_ in after}
    earlier = {annotation.id: annotation for annotation in store.revisions(older)}
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
                items=tuple(_marked(earlier[annotation.id], annotation)) if change == "changed" else (),
                when=annotation.updated,
            )


def _marked(was: Annotation, is_: Annotation) -> Iterator[str]:
    """Yield which spans and relations of an annotation are not as they were."""
    before, after = _parts(was), _parts(is_)
    for item in {**before, **after}:
        old, new = before.get(item), after.get(item)
        if old != new:
            said = " → ".join(_drawn(part, among) for part, among in ((old, before), (new, after)) if part)
            yield f"{'added' if old is None else 'removed' if new is None else 'changed'}: {said}"


def _parts(annotation: Annotation) -> dict[str, Span | SpanRelation]:
    """Return spans by their ids, and relations by theirs, which may be the same, with a word before."""
    spans: dict[str, Span | SpanRelation] = {part.id: part for part in annotation.spans}
    return spans | {f"relation {part.id}": part for part in annotation.relations}


def _drawn(item: Span | SpanRelation, among: Mapping[str, Span | SpanRelation]) -> str:
    """Tell a span or a relation of an annotation, sound or not, as it was drawn."""
    types = "+".join(item.types) or "no type"
    if isinstance(item, SpanRelation):
        ends = (among.get(end) for end in (item.source, item.target))
        named = (f"{'+'.join(end.types)} {_quoted(end.text)}" if isinstance(end, Span) else "?" for end in ends)
        return f"{types}: {' → '.join(named)}"
    return " ".join(filter(None, (types, _quoted(item.text), f"[{item.start}, {item.end})", _valued(item.attributes))))


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
    one, other = (found[article].gold if article in found else None for found in (before, after))
    was, is_ = _items(one), _items(other)
    changed = [item for item in {**was, **is_} if was.get(item) != is_.get(item)]
    if not changed:
        return
    texts = {text.version: text.text for found in store.articles([article]) for text in found.texts}
    decisions = list(store.decisions(article, undone=True))
    for item in changed:
        old, new = was.get(item), is_.get(item)
        yield GoldChange(
            article=article,
            item=item,
            kind="component" if isinstance(new or old, GoldComponent) else "relation",
            change="added" if old is None else "removed" if new is None else "changed",
            before=_said(old, was, texts.get(one.version, "")) if one and old else None,
            after=_said(new, is_, texts.get(other.version, "")) if other and new else None,
            reasons=tuple(
                reason for decision in decisions if decision.group == item for reason in _reasons(decision, since)
            ),
        )


def _items(gold: Gold | None) -> dict[str, Item]:
    if gold is None:
        return {}
    return {part.id: part for part in gold.components} | {part.id: part for part in gold.relations}


def _said(item: Item, among: Mapping[str, Item], text: str) -> str:
    """Tell an item of gold by type, words, place and attributes; a relation by its ends."""
    if isinstance(item, GoldRelation):
        return f"{item.type}: {' → '.join(_named(among[end], text) for end in (item.source, item.target))}"
    place = f"[{item.start}, {item.end})"
    return " ".join(filter(None, (_named(item, text), place, _valued(item.attributes))))


def _named(item: Item, text: str) -> str:
    words = _quoted(text[item.start : item.end]) if isinstance(item, GoldComponent) else ""
    return f"{item.type} {words}".rstrip()


def _quoted(words: str) -> str:
    """Return how the words of a span begin."""
    return f"「{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}」" if words else ""


def _valued(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(attributes.items()))


def _reasons(decision: Decision, since: ExportRelease) -> Iterator[Reason]:
    """Yield that a decision was made after a release, and that it was taken back after it."""
    if decision.number is not None and decision.number > since.decisions:
        yield Reason(who=decision.who, when=decision.when, why=decision.why)
    if decision.undone is not None and decision.undone.when > since.made:
        taken = f"taken back: {decision.undone.why}".rstrip(": ")
        yield Reason(who=decision.undone.who, when=decision.undone.when, why=taken)
