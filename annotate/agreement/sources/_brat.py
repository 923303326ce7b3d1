"""Work of several annotators in brat's folders, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotate.agreement.sources._sources import PathLike, Source, Text, Work, decoded, expect_same, scheme_of, source
from annotate.errors import InputError
from annotate.formats import brat
from annotate.formats.standoff import Mismatch, Names
from schema import Annotation, Scheme, Unit


def from_brat(folders: Iterable[PathLike] | Mapping[str, PathLike], *, scheme: Scheme | None = None) -> Source:
    """Return the work in brat's folders, one for each annotator, with the texts beside the `.ann` in each.

    A document is known by its path in the folder, and is one article and one unit. An empty `.ann` was seen and has
    nothing in it; where there is none, the annotator did not see the document. A discontinuous span is taken as its
    parts, and offsets that count otherwise than in code points are put right where the texts of spans tell; both are
    listed among the mismatches, as is what cannot be taken.

    Args:
        folders: The folders, by annotator; or just folders, whose names are then those of the annotators.
        scheme: The scheme of the work, whose names may be ids or labels in any case. Otherwise types and attributes
            are those that occur, every attribute is nominal, and a relation may join any two types.

    Raises:
        InputError: a folder or file cannot be used, texts differ between annotators, there is only one annotator, or
            the scheme does not have a type.
    """
    named = _named(folders)
    where = "brat folders " + (", ".join(map(str, named.values())) or "(none)")
    works = list(_works(named))
    found = scheme or scheme_of((work.standoff for work in works), where)
    names = Names(found)
    annotations: list[Annotation] = []
    mismatches: list[Mismatch] = []
    for work in works:
        annotation, faults = work.annotation(names)
        annotations.append(annotation)
        mismatches.extend(faults)
    texts = {work.unit.key: work.text.text for work in works}
    return source(annotations, found, where, texts=texts, mismatches=mismatches)


def _named(folders: Iterable[PathLike] | Mapping[str, PathLike]) -> dict[str, Path]:
    """Return the folders by annotator; raises InputError where two have one name."""
    if isinstance(folders, Mapping):
        return {name: Path(folder) for name, folder in folders.items()}
    named: dict[str, Path] = {}
    for folder in map(Path, folders):
        name = folder.resolve().name
        if name in named:
            cure = "name the annotators: from_brat({'NAME': 'FOLDER', …})"
            raise InputError(str(folder), f"a second folder of the name {name}", expected="one a name", cure=cure)
        named[name] = folder
    return named


def _works(named: Mapping[str, Path]) -> Iterator[Work]:
    texts: dict[str, Text] = {}
    for annotator, folder in named.items():
        for path in _annotated(folder):
            name, body = path.relative_to(folder).with_suffix("").as_posix(), path.with_suffix(".txt")
            text = Text(name, *_text(body))
            expect_same(text, texts.setdefault(name, text))
            unit = Unit(article=name, version=1, kind="article", start=0, end=len(text.text))
            yield Work(text, unit, annotator, str(path), brat.read(decoded(path)[0]))


def _annotated(folder: Path) -> list[Path]:
    """Return the `.ann` in a folder and those below, in order; raises InputError where there is none."""
    found = sorted(path for path in folder.rglob("*.ann") if path.is_file())
    if not found:
        what = "no .ann file in it" if folder.is_dir() else "no folder"
        raise InputError(str(folder), what, expected="a folder of one annotator, with .ann and .txt", cure="check it")
    return found


def _text(path: Path) -> tuple[str, str, str]:
    """Return the text beside an `.ann`, what errors call it, and its encoding; raises InputError where it is empty."""
    text, encoding = decoded(path)
    if not text:
        raise InputError(str(path), "an empty file", expected="the text that was annotated", cure="put it there")
    return text, str(path), encoding
