"""Texts that were annotated elsewhere in: brat folders, Label Studio exports, our own exports.

A text goes through segmentation as any other does; what was said about it is moved to its articles. Nothing is dropped
without a word: what does not fit is listed, and kept in the annotation as it came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotate.errors import AnnotateError, InputError, visible
from annotate.formats.placing import Placement, place
from annotate.formats.standoff import Names
from annotate.store import Saved, Store
from annotate.workflow.checking import CheckSummary, Touched, summarise
from annotate.workflow.importing.elsewhere import Found, Ready, Work, text_beside, works_of
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Annotation, Annotator, ArticleText, Document, Imported, Model, Record, cut

SUFFIXES = frozenset((".ann", ".json", ".jsonl"))
"""Suffixes of files that may hold annotations, in lower case."""

_LABELLED = ("annotations.jsonl", "gold.jsonl")
_ARTICLES = "articles.jsonl"
_EXPORT = (_ARTICLES, "MANIFEST.json", "README.md", "sources.jsonl")
"""What stands beside them in an export."""


class ListedMismatch(Model):
    """Something in a file that does not fit."""

    file: str
    """The file."""
    place: str
    """Where in it: line, task, record."""
    found: str
    """What is there, and what became of it."""
    expected: str
    """What was expected."""


class AnnotatedReport(Record):
    """What became of files with annotations."""

    documents: int = 0
    """Documents that were stored now."""
    known: int = 0
    """Documents that were there already."""
    annotations: Saved = Saved()
    """What became of the annotations, one for each article and annotator."""
    spans: int = 0
    """Spans in them, whether new or not."""
    relations: int = 0
    """Relations in them, whether new or not."""
    annotators: tuple[str, ...] = ()
    """Whose they are, by name."""
    mismatches: tuple[ListedMismatch, ...] = ()
    """What does not fit, in the order of files and lines; all of it is kept in the annotations as it came."""
    checked: CheckSummary = CheckSummary()
    """How sound the work is that is new or revised, by the rules of the scheme."""
    failed: tuple[str, ...] = ()
    """One message for each file, or task of an export, that could not be imported; nothing of it was stored."""


def annotated_of(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Divide files into those to give to `import_annotated` and those to import as documents, in their order.

    Annotated are brat's `.ann`, whose `.txt` goes with them, Label Studio's `.json`, and `annotations.jsonl` with the
    `articles.jsonl` beside it; `gold.jsonl` stands in for it where it is given without it. The rest of an export of
    ours is neither.
    """
    given = list(dict.fromkeys(files))
    annotated: list[Path] = []
    taken: set[Path] = set()
    for path in given:
        if path.name in _LABELLED and path.with_name(_ARTICLES).is_file():
            taken |= {path, *(path.with_name(name) for name in _EXPORT)}
            if path.name == _LABELLED[0] or path.with_name(_LABELLED[0]) not in given:
                annotated.append(path)
        elif path.suffix.lower() == ".ann":
            taken |= {path, path.with_suffix(".txt")}
            annotated.append(path)
    exports = {path for path in given if path.suffix.lower() == ".json" and path not in taken}
    work, taken = exports.union(annotated), exports | taken
    return [path for path in given if path in work], [path for path in given if path not in taken]


def texts_of(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the source files among some, sorted, the `.txt` for a `.ann`; and what holds its texts, as exports do.

    Raises InputError for a `.ann` without its text.
    """
    annotated, plain = annotated_of(files)
    brat = [path for path in annotated if path.suffix.lower() == ".ann"]
    return sorted({*plain, *map(text_beside, brat)}), [path for path in annotated if path not in brat]


def import_annotated(
    project: Project,
    files: Sequence[Path],
    *,
    annotator: str | None = None,
    encoding: str | None = None,
    key: str = "text",
    progress: Progress = silent,
) -> AnnotatedReport:
    """Import files with annotations; one that cannot be used does not stop the others.

    Importing a file again changes nothing; an edited one makes new revisions of its annotations. It waits for pushes,
    pulls and changes of scheme that are under way, as these do for it.

    Args:
        project: the project to import to.
        files: as `annotated_of` gives them.
        annotator: whose annotations they are; otherwise, for brat, the name of the folder, and for the others what
            they say: the annotator with that account, or else the e-mail or number of the account, or the name.
        encoding: the encoding of brat's files to insist on.
        key: the field of the data of Label Studio's tasks that was labelled.
        progress: told of each file.
    """
    with project.turn("labelling") as (project, store):
        tally = _Tally(Names(project.scheme))
        for path in progress(files, "importing annotations", len(files)):
            try:
                for work in list(works_of(path, store, project.scheme, annotator, encoding, key)):
                    tally.add(store, path, work)
            except AnnotateError as error:
                tally.failed.append(str(error))
        checked = summarise(store, project.scheme, tally.touched, progress)
    return tally.report(checked)


class _Tally:
    """Stores annotations and counts them."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._documents: Counter[str] = Counter()
        self._saved: Counter[str] = Counter()
        self._annotators: set[str] = set()
        self._spans = self._relations = 0
        self._mismatches: list[ListedMismatch] = []
        self.touched: Touched = set()
        self.failed: list[str] = []

    def add(self, store: Store, path: Path, work: Found) -> None:
        """Store one annotator's work on one text, or a text alone; or list what is wrong with it."""
        if isinstance(work, InputError):
            self.failed.append(str(work))
            return
        if isinstance(work, Imported):
            self._documents[store.add(work)] += 1
            return
        if isinstance(work, Ready):
            made = [work.annotation]
        else:
            file = visible(str(path))
            self._documents[store.add(work.imported)] += 1
            texts = list(_texts(store, work.imported.document.id))
            placements, mismatches = place(work.standoff, texts, self._names) if texts else ([], [])
            if not texts:
                self.failed.append(f"{file}: no article was found in its text, so that nothing can be annotated in it")
            self._mismatches.extend(ListedMismatch(file=file, **found.model_dump()) for found in mismatches)
            made = [_annotation(work, found, first=not number) for number, found in enumerate(placements)]
        self._save(store, made)

    def _save(self, store: Store, made: Sequence[Annotation]) -> None:
        for name in sorted({annotation.annotator for annotation in made}):
            store.add_annotator(Annotator(name=name))
            self._annotators.add(name)
        fresh, earlier = _earlier(store, made)
        saved = store.save_annotations(fresh)
        if saved.new or saved.revised:
            self.touched |= {(annotation.unit.article, annotation.annotator) for annotation in fresh}
        store.mark_deleted(earlier)
        self._saved.update(saved.model_dump())
        self._saved["unchanged"] += len(made) - len(fresh)
        self._spans += sum(len(annotation.spans) for annotation in made)
        self._relations += sum(len(annotation.relations) for annotation in made)

    def report(self, checked: CheckSummary) -> AnnotatedReport:
        """Return the sums, with how sound the work is."""
        return AnnotatedReport(
            documents=self._documents["added"],
            known=self._documents["known"] + self._documents["changed"],
            annotations=Saved(**self._saved),
            spans=self._spans,
            relations=self._relations,
            annotators=tuple(sorted(self._annotators)),
            mismatches=tuple(self._mismatches),
            checked=checked,
            failed=tuple(self.failed),
        )


def _texts(store: Store, document: str) -> Iterator[tuple[Document, ArticleText]]:
    """Yield the articles of a document that have a text, each with the reading that its text was made of."""
    now = store.imported(document)
    for article in now.articles:
        text = article.current
        if any(text.parts()):
            same = text.reading == now.document.reading
            yield (now.document if same else store.document(document, text.reading)), text


def _annotation(work: Work, placement: Placement, *, first: bool) -> Annotation:
    """Return what a file says of one article; what belongs to no article is told at the first."""
    (unit,) = cut(placement.text, "article")
    return Annotation(
        id=Annotation.id_of(unit, work.annotator, work.origin),
        annotator=work.annotator,
        unit=unit,
        origin=work.origin,
        status=work.status,
        spans=tuple(placement.spans),
        relations=tuple(placement.relations),
        note=work.standoff.note if first else None,
        lead_time=work.lead_time,
        updated=work.updated,
        unreadable=tuple(placement.lost),
        raw=work.raw,
    )


def _earlier(store: Store, made: Sequence[Annotation]) -> tuple[list[Annotation], list[str]]:
    """Return what is to be saved, and the ids of what it replaces: the same file's, on an earlier text of the article.

    What came just so and was put on an earlier text stays there.
    """
    fresh: list[Annotation] = []
    replaced: list[str] = []
    for annotation in made:
        there = [
            known
            for known in store.annotations(annotator=annotation.annotator, article=annotation.unit.article)
            if known.origin == annotation.origin and known.unit.kind == annotation.unit.kind == "article"
            if known.unit.version != annotation.unit.version and not known.deleted
        ]
        if any(known.raw == annotation.raw for known in there):
            continue
        fresh.append(annotation)
        replaced.extend(known.id for known in there)
    return fresh, replaced
