"""Work of several annotators that comes without a store: what its readers share."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from annotate.agreement._codings import Codings
from annotate.agreement._read import read
from annotate.agreement.sources._scheme import inferred
from annotate.alignment import select
from annotate.errors import InputError
from annotate.formats.placing import place
from annotate.formats.standoff import Mismatch, Names, Standoff
from schema import Annotation, ArticleText, Block, Document, Paragraph, Piece, Scheme, SourceView, Status, Unit, digest

PathLike = str | os.PathLike[str]
"""A path, as text or as an object."""

_SHOWN = 12
"""How many characters of two texts are shown from where they differ."""


@dataclass(frozen=True, eq=False)
class Source:
    """Work of at least two annotators, as the report and the measures take it."""

    annotations: tuple[Annotation, ...]
    """What each annotator made of each unit."""
    scheme: Scheme
    """The scheme that was given, or one of what occurs."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Keys of units, with their own texts; none where the source has none."""
    mismatches: tuple[Mismatch, ...] = ()
    """What could not be taken, or not as it stands."""

    @cached_property
    def codings(self) -> Codings:
        """The same as columns."""
        return read(select(self.annotations), self.scheme)[0]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was annotated."""

    name: str
    """What it is known by."""
    text: str
    """The text."""
    where: str
    """What errors call it."""
    encoding: str = "utf-8"
    """How its file was encoded: with `-sig` for a byte order mark, which some programs count."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one annotator did with one text."""

    text: Text
    unit: Unit
    """The unit that the text is."""
    annotator: str
    origin: str
    """Where it was made: the file, and the place in it."""
    standoff: Standoff
    """Spans over the text, and relations."""
    status: Status = "submitted"
    updated: datetime | None = None

    def annotation(self, names: Names) -> tuple[Annotation, list[Mismatch]]:
        """Return it under the names of a scheme, over the article that its unit is in, and what does not fit."""
        (placement,), found = place(self.standoff, [_whole(self.text)], names)
        at = self.unit.start
        spans = (span.model_copy(update={"start": span.start + at, "end": span.end + at}) for span in placement.spans)
        annotation = Annotation(
            id=Annotation.id_of(self.unit, self.annotator, self.origin),
            annotator=self.annotator,
            unit=self.unit,
            origin=self.origin,
            status=self.status,
            spans=tuple(spans),
            relations=tuple(placement.relations),
            updated=self.updated,
        )
        return annotation, [Mismatch(place=f"{self.origin}, {one.place}", **_said(one)) for one in found]


def source(
    annotations: Sequence[Annotation],
    scheme: Scheme,
    where: str,
    *,
    texts: Mapping[str, str] | None = None,
    mismatches: Iterable[Mismatch] = (),
) -> Source:
    """Return annotations as a source; `where` is what errors call them.

    Raises InputError for labels and relation types that the scheme does not have, and for fewer than two annotators.
    """
    annotators = sorted({annotation.annotator for annotation in annotations})
    if len(annotators) < 2:
        told = f"the work of {' and '.join(annotators) or 'nobody'} alone"
        cure = "agreement is between people: give the work of the others too"
        raise InputError(where, told, expected="that of two annotators or more", cure=cure)
    spans = (type_ for one in annotations for span in one.spans for type_ in span.types)
    types = (type_ for one in annotations for relation in one.relations for type_ in relation.types)
    expect_known("label", spans, [component.id for component in scheme.components], where)
    expect_known("relation type", types, [relation.id for relation in scheme.relations], where)
    return Source(tuple(annotations), scheme, texts or {}, tuple(mismatches))


def expect_known(what: str, names: Iterable[str], known: Sequence[str], where: str) -> None:
    """Raise InputError, with all of them, for names that a scheme does not have."""
    unknown = Counter(names)
    for name in known:
        del unknown[name]
    if unknown:
        told = ", ".join(f"{name} ({count} times)" for name, count in sorted(unknown.items()))
        cure = "give the scheme that the work was done by, or none to take names as they are"
        raise InputError(where, f"unknown {what}: {told}", expected=", ".join(known) or "none", cure=cure)


def expect_same(one: Text, other: Text) -> None:
    """Raise InputError, with where they differ first, for two texts of one name."""
    if one.text == other.text:
        return
    pairs = enumerate(zip(one.text, other.text, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(one.text), len(other.text)))
    here, there = (text.text[at : at + _SHOWN] for text in (one, other))
    raise InputError(
        one.where,
        f"another text than {other.where}: from character {at} on {here!r}, there {there!r}",
        expected="the same text for all annotators, since offsets in different texts cannot be compared",
        cure="give all the text that was annotated, or leave it out",
    )


def scheme_of(standoffs: Iterable[Standoff], where: str) -> Scheme:
    """Return the scheme of what occurs; raises InputError as `inferred` does."""
    labels: set[str] = set()
    types: set[str] = set()
    attributes: defaultdict[str, set[str]] = defaultdict(set)
    for standoff in standoffs:
        for span in standoff.spans:
            labels.update(span.types)
            for name, value in span.attributes.items():
                attributes[name.rpartition(".")[2]].add(value)
        types.update(type_ for relation in standoff.relations for type_ in relation.types)
    return inferred(where, labels, types, attributes)


def decoded(path: Path) -> tuple[str, str]:
    """Return the text of a file in UTF-8, its line ends as they are, and the name of its encoding.

    Raises InputError where it cannot be read, or is in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", cure="check the path") from error
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        found = f"bytes that are no UTF-8, from byte {error.start} on"
        raise InputError(str(path), found, expected="a text in UTF-8", cure="save it as UTF-8") from error


def _whole(text: Text) -> tuple[Document, ArticleText]:
    """Return a text as a document of one block and one article, which is what spans are put on."""
    name, length = digest(text.name), len(text.text)
    block = Block(kind="paragraph", article=1, text=text.text, pieces=(Piece(start=0, end=length),))
    view = SourceView(text=text.text, extractor="text", extractor_version="1", encoding=text.encoding)
    document = Document(id=name, source=text.name, sha256=view.sha256, view=view, blocks=(block,))
    paragraph = Paragraph(id=name, start=0, end=length, block=0)
    return document, ArticleText(article=text.name, version=1, text=text.text, paragraphs=(paragraph,))


def _said(mismatch: Mismatch) -> dict[str, str]:
    return mismatch.model_dump(include={"found", "expected"})
