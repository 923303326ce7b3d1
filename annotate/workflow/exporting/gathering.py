"""The dataset of a release, read from the store article by article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from annotate.exporters import Dataset, Labels, Omissions, Options, Part, Statement, labels_of, labels_of_gold
from annotate.store import Store, Trace
from schema import Annotation, Article, Scheme, SelectionFacts, WrittenGold

Item = TypeVar("Item")

_FEW = 10
"""Articles that are in memory at once."""

_EMPTY = "its text is empty"


class Draft(NamedTuple):
    """What of a release says how it is read."""

    number: int
    name: str
    scheme: Scheme
    options: Options
    selection: SelectionFacts | None
    statement: Statement


def dataset(store: Store, draft: Draft) -> Dataset:
    """Return the dataset of a release, finished or just begun."""
    pseudonyms = {} if draft.options.names else store.pseudonyms()
    return Dataset(
        draft.name,
        draft.scheme,
        lambda left_out: _parts(store, draft.number, pseudonyms, left_out),
        draft.options,
        draft.selection,
        draft.statement,
    )


def _parts(store: Store, number: int, pseudonyms: Mapping[str, str], left_out: Omissions) -> Iterator[Part]:
    for some in _few(store.exported(number)):
        ids = [one.article for one, _ in some]
        articles = {article.id: article for article in store.articles(ids)}
        works = store.exported_works(number, ids)
        for one, gold in some:
            article = one.of(articles[one.article])
            yield _part(article, gold, one.split, works.get(one.article, []), pseudonyms, left_out)


def _part(
    article: Article,
    gold: WrittenGold | None,
    split: str | None,
    works: Iterable[tuple[Annotation, str | None]],
    pseudonyms: Mapping[str, str],
    left_out: Omissions,
) -> Part:
    labels = []
    for annotation, reason in works:
        shown = renamed(annotation, pseudonyms)
        if reason is None:
            labels.append(labels_of(shown))
        else:
            left_out.add("annotations", reason, shown.id)
    text = article.current if gold is None else next(text for text in article.texts if text.version == gold["version"])
    adjudicated: Labels | None = None
    if gold and text.text:
        adjudicated = labels_of_gold(gold, len(text.text))
    elif gold:
        left_out.add("gold", _EMPTY, article.id)
    if gold and gold["open"]:
        left_out.add("gold", "it is not decided yet", article.id, gold["open"])
    return Part(article, text, tuple(labels), adjudicated, split)


def renamed(annotation: Annotation, pseudonyms: Mapping[str, str]) -> Annotation:
    """Return an annotation under the pseudonym of its annotator, with the id that follows from it, if there is one.

    The id that it has in the store follows from the name, which could be guessed from it.
    """
    if annotation.annotator not in pseudonyms:
        return annotation
    shown = pseudonyms[annotation.annotator]
    id_ = Annotation.id_of(annotation.unit, shown, annotation.origin)
    return annotation.model_copy(update={"annotator": shown, "id": id_})


def sources(store: Store, made: Dataset) -> Iterator[dict[str, object]]:
    """Yield for each text of a dataset, whose parts have passed, where its characters stand in its source file.

    `pieces` are `[start, end, from, to]`: `text[start:end]` is what `[from, to)` of the view shows. `inserted` are
    `[start, characters]`: what joins lines, and what a person put in place of a piece. All else are line feeds.
    """
    return map(_source, store.traces(made.texts))


def _source(trace: Trace) -> dict[str, object]:
    pieces: list[tuple[int, int, int, int]] = []
    inserted: list[tuple[int, str]] = []
    for at, block in trace.parts:
        for start, end, join, *put in block:
            if join:
                inserted.append((at, join))
                at += len(join)
            if put:
                inserted.append((at, put[0]))
            length = len(put[0]) if put else end - start
            pieces.append((at, at + length, start, end))
            at += length
    return {
        "article": trace.article,
        "version": trace.version,
        "document": trace.document,
        "file": trace.file,
        "record": trace.record,
        "sha256": trace.sha256,
        "extractor": trace.extractor,
        "extractor_version": trace.extractor_version,
        "view_sha256": trace.view_sha256,
        "text_sha256": hashlib.sha256(trace.text.encode()).hexdigest(),
        "length": len(trace.text),
        "pieces": pieces,
        "inserted": inserted,
    }


def _few(items: Iterator[Item]) -> Iterator[list[Item]]:
    while some := list(islice(items, _FEW)):
        yield some
