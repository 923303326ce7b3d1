"""JSON Lines: articles, annotations and gold, with a page that tells how to read them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotate.alignment import select
from annotate.exporters._folder import replacing
from annotate.exporters._manifest import (
    MANIFEST,
    Exported,
    FileFacts,
    Manifest,
    Omissions,
    facts_of,
    program,
)
from annotate.exporters._readme import readme
from annotate.exporters._records import (
    ArticleRecord,
    LabelledRecord,
    Labels,
    article_record,
    labelled,
    labels_of,
    labels_of_gold,
)
from annotate.exporters._spool import Spool
from schema import Annotation, Article, Gold, Scheme, SelectionFacts

Version = tuple[str, int]
"""Id of an article and version of its text."""

Place = tuple[str, str, str | None]
"""Key of a unit, name of an annotator, and the gold release whose components were linked."""

_NO_TEXT = "its article, or that version of its text, is not in the export"

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""Characters that some readers take for the end of a line, as JSON may write them instead."""


def jsonl(
    folder: Path,
    name: str,
    *,
    scheme: Scheme,
    articles: Iterable[Article],
    annotations: Iterable[Annotation],
    golds: Iterable[Gold],
    selection: SelectionFacts | None = None,
) -> Exported:
    """Write `articles.jsonl`, `annotations.jsonl`, `gold.jsonl`, `README.md` and `MANIFEST.json` into `folder`/`name`.

    Args:
        folder: Where exports are; made if need be.
        name: Name of the export. An export of that name is replaced in one step, nothing else ever is.
        scheme: The scheme, whose attributes every span is given.
        articles: All articles that the others speak of.
        annotations: Annotations in their current revisions. Those that do not count (skipped, drafts, deleted, unfit)
            and those that a later one of the same annotator and unit replaces are left out and counted.
        golds: Gold, one for each article.
        selection: What the articles were chosen by, if they are not all; named in the page and the manifest.

    Records come in the order of the iterables, each of which is read once, one item at a time: memory does not grow
    with the length of the texts. The same input gives the same bytes. What a record cannot express is left out and
    counted by reason in the manifest, with examples.

    Raises ExportError as `_folder.replacing` does; then nothing has changed.
    """
    names = scheme.attribute_names()
    left_out = Omissions()
    annotated, adjudicated = _Tally(), _Tally()
    with replacing(folder, name) as partial, Spool[Version](partial) as texts, Spool[Place](partial) as works:
        files = {"articles.jsonl": _write(partial / "articles.jsonl", _articles(articles, texts))}
        labels = _readable(_annotations(annotations, works, left_out), texts, left_out)
        records = (labelled(found, text, names, left_out) for found, text in labels)
        files["annotations.jsonl"] = _write(partial / "annotations.jsonl", annotated.through(records))
        labels = _readable(_golds(golds, texts, left_out), texts, left_out)
        records = (labelled(found, text, names, left_out) for found, text in labels)
        files["gold.jsonl"] = _write(partial / "gold.jsonl", adjudicated.through(records))
        counts = _counts(files, annotated, adjudicated)
        page = readme(name, scheme, files, counts, left_out.summary(), selection)
        manifest = Manifest(
            kind="jsonl",
            name=name,
            program=program(),
            scheme=facts_of(scheme),
            selection=selection,
            counts=counts,
            left_out=left_out.summary(),
            files={**files, "README.md": _save(partial / "README.md", page)},
        )
        _save(partial / MANIFEST, manifest.dump())
    return Exported(folder=folder / name, manifest=manifest)


class _Tally:
    """What went by in records with labels."""

    def __init__(self) -> None:
        self.spans = self.relations = 0
        self.annotators: set[str] = set()

    def through(self, records: Iterable[LabelledRecord]) -> Iterator[LabelledRecord]:
        for record in records:
            self.spans += len(record["spans"])
            self.relations += len(record["relations"])
            self.annotators.add(record["annotator"])
            yield record


def _counts(files: Mapping[str, FileFacts], annotated: _Tally, adjudicated: _Tally) -> dict[str, int]:
    return {
        "articles": files["articles.jsonl"].records or 0,
        "annotations": files["annotations.jsonl"].records or 0,
        "annotators": len(annotated.annotators),
        "spans": annotated.spans,
        "relations": annotated.relations,
        "gold articles": files["gold.jsonl"].records or 0,
        "gold spans": adjudicated.spans,
        "gold relations": adjudicated.relations,
    }


def _articles(articles: Iterable[Article], texts: Spool[Version]) -> Iterator[ArticleRecord]:
    """Yield the records of articles, keeping every version of their texts for the records that come after."""
    for article in articles:
        for text in article.texts:
            texts.put((article.id, text.version), text.text)
        yield article_record(article)


def _annotations(annotations: Iterable[Annotation], works: Spool[Place], left_out: Omissions) -> Iterator[Labels]:
    """Yield what counts, one for each unit, annotator and release, as `annotate.alignment.select` chooses."""
    for annotation in annotations:
        if not annotation.counts:
            left_out.add("annotations", _uncounted(annotation), annotation.id)
            continue
        place = annotation.unit.key, annotation.annotator, annotation.release
        chosen, known = annotation, works.get(place)
        if known is not None:
            selection = select([Annotation.model_validate_json(known), annotation], annotation.release)
            chosen = selection.units[annotation.unit.key][annotation.annotator]
            for superseded in selection.superseded:
                left_out.add("annotations", "a later one of the same annotator stands for it", superseded.id)
        works.put(place, chosen.model_dump_json(exclude={"raw"}))
    for place in works:
        yield labels_of(Annotation.model_validate_json(works[place]))


def _uncounted(annotation: Annotation) -> str:
    if annotation.deleted:
        return "deleted"
    if annotation.status != "submitted":
        return annotation.status
    return "marked as not annotatable"


def _golds(golds: Iterable[Gold], texts: Spool[Version], left_out: Omissions) -> Iterator[Labels]:
    """Yield what gold says, for articles with a text."""
    for gold in golds:
        text = texts.get((gold.article, gold.version))
        if text:
            yield labels_of_gold(gold, len(text))
        else:
            left_out.add("gold", _NO_TEXT if text is None else "its text is empty", gold.article)


def _readable(labels: Iterable[Labels], texts: Spool[Version], left_out: Omissions) -> Iterator[tuple[Labels, str]]:
    """Yield labels with the text of their article, where it is in the export and long enough."""
    for found in labels:
        text = texts.get((found.unit.article, found.unit.version))
        if text is None or found.unit.end > len(text):
            left_out.add("annotations", _NO_TEXT if text is None else "its unit leaves the text", found.id)
        else:
            yield found, text


def _write(path: Path, records: Iterable[ArticleRecord | LabelledRecord]) -> FileFacts:
    """Write one line for each record."""
    count = size = 0
    sha256 = hashlib.sha256()
    with path.open("wb") as file:
        for record in records:
            text = json.dumps(record, ensure_ascii=False)
            line = (_LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", text) + "\n").encode()
            file.write(line)
            sha256.update(line)
            size += len(line)
            count += 1
    return FileFacts(records=count, size=size, sha256=sha256.hexdigest())


def _save(path: Path, text: str) -> FileFacts:
    data = text.encode()
    path.write_bytes(data)
    return FileFacts(records=None, size=len(data), sha256=hashlib.sha256(data).hexdigest())
