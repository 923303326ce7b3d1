"""What becomes of names, as people write it: on the command line, or in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from annotate.errors import InputError
from annotate.scheme import read_yaml
from schema import Operation

_OPERATIONS: TypeAdapter[tuple[Operation, ...]] = TypeAdapter(tuple[Operation, ...])

Words = Iterable[str] | None


def read(
    *,
    rename: Words = None,
    merge: Words = None,
    split: Words = None,
    drop: Words = None,
    fill: Words = None,
    file: Path | None = None,
) -> tuple[Operation, ...]:
    """Return the operations that options and a file give, those of the file first.

    Args:
        rename: `OLD=NEW`, each end a path of which the last part of the new one counts.
        merge: `A,B=C`; from the second on a bare id stands under what the first stands under.
        split: `TYPE.ATTRIBUTE`, and `=TYPE` for what has no such attribute.
        drop: `TYPE.ATTRIBUTE` or `TYPE.ATTRIBUTE.VALUE`.
        fill: `TYPE.ATTRIBUTE=VALUE`.
        file: YAML: a list of operations, each with `kind` and `what`, and what else its kind has.

    Raises:
        InputError: with every fault at once.
    """
    written = [*_renamed(rename or ()), *_merged(merge or ()), *_parted(split or ())]
    written += [{"kind": "drop", "what": what} for what in drop or ()]
    written += [{"kind": "fill", "what": what, "value": value} for what, value in map(_sides, fill or ())]
    given = _checked(_loaded(file), str(file)) if file else ()
    return (*given, *_checked(written, "the options"))


def _renamed(words: Iterable[str]) -> Iterator[dict[str, object]]:
    for what, to in map(_sides, words):
        yield {"kind": "rename", "what": what, "to": _last(to)}


def _merged(words: Iterable[str]) -> Iterator[dict[str, object]]:
    for left, to in map(_sides, words):
        first, *rest = (one.strip() for one in left.split(","))
        under = first.rpartition(".")[0]
        what = [first, *(one if "." in one or not under else f"{under}.{one}" for one in rest)]
        yield {"kind": "merge", "what": tuple(what), "to": _last(to)}


def _parted(words: Iterable[str]) -> Iterator[dict[str, object]]:
    for what, otherwise in map(_sides, words):
        yield {"kind": "split", "what": what, "otherwise": otherwise or None}


def _sides(word: str) -> tuple[str, str]:
    left, _, right = word.partition("=")
    return left.strip(), right.strip()


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _loaded(file: Path) -> object:
    try:
        return read_yaml(file.read_text(encoding="utf-8-sig"), str(file)).data
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            str(file),
            f"cannot be read: {error.strerror if isinstance(error, OSError) else error}",
            expected="a YAML list of operations, in UTF-8",
            cure="check its path, its rights and its encoding",
        ) from error


def _checked(given: object, where: str) -> tuple[Operation, ...]:
    try:
        return _OPERATIONS.validate_python(tuple(given) if isinstance(given, list) else given)
    except ValidationError as error:
        faults = [
            f"operation {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}, found {fault['input']!r}"
            for fault in error.errors(include_url=False)
        ]
        expected = "rename OLD=NEW, merge A,B=C, split TYPE.ATTRIBUTE, drop TYPE.ATTRIBUTE, fill TYPE.ATTRIBUTE=VALUE"
        cure = "annotate scheme migrate --help shows how each is written"
        raise InputError(where, "; ".join(faults), expected=expected, cure=cure) from None
