"""The source files that paths name: files as they are, folders with all that an importer knows in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from annotate.errors import InputError
from annotate.formats.review_index import INDEX


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found under some paths."""

    files: tuple[Path, ...]
    """Files to read: in the order of the paths, those of a folder by name; each once."""
    faults: tuple[InputError, ...]
    """Folders that could not be entered or hold nothing to read, links that lead back to a folder they stand in,
    review folders and files of one: they show documents that are imported from elsewhere."""
    others: tuple[Path, ...]
    """Files in folders that no importer knows, in the same order; they are left alone."""


def sources(paths: Iterable[Path], known: Callable[[Path], bool]) -> Sources:
    """Find the files under some paths; a file that is named is taken, whether it is known or not.

    Folders are entered, through links too; hidden files and folders within them are passed over.
    """
    found: dict[Path, None] = {}
    faults: list[InputError] = []
    others: dict[Path, None] = {}
    for path in paths:
        if not _seen(path.is_dir):
            if path.suffix == ".md" and _seen((path.parent / INDEX).is_file):
                faults.append(_of_review(path, "a file of a review folder", path.parent))
            else:
                found[path] = None
            continue
        before = len(faults)
        inside = _files(path, faults)
        files = [file for file in inside if known(file)]
        found.update(dict.fromkeys(files))
        others.update(dict.fromkeys(file for file in inside if not known(file)))
        if not files and len(faults) == before:
            faults.append(
                InputError(
                    str(path),
                    "nothing in this folder can be imported",
                    expected="files of a format that can be read, here or in folders below",
                    cure="check the path; hidden files are passed over, and a file in .json is taken when it is named",
                )
            )
    return Sources(tuple(found), tuple(faults), tuple(others))


def _files(folder: Path, faults: list[InputError], above: frozenset[Path] = frozenset()) -> list[Path]:
    """Return the files of a folder and of those in it, by name; what stands in the way is added to the faults."""
    real = folder.resolve()
    if real in above:
        faults.append(InputError(str(folder), f"a link that leads back to {real}", cure="remove the link"))
        return []
    if _seen((folder / INDEX).is_file):
        faults.append(_of_review(folder, "a review folder", folder))
        return []
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        faults.append(InputError(str(folder), f"cannot be entered: {error.strerror}", cure="check its rights"))
        return []
    found: list[Path] = []
    for path in inside:
        if _seen(path.is_dir):
            found.extend(_files(path, faults, above | {real}))
        else:
            found.append(path)
    return found


def _seen(look: Callable[[], bool]) -> bool:
    """Whether it is so, as far as rights let us see."""
    try:
        return look()
    except OSError:
        return False


def _of_review(path: Path, found: str, folder: Path) -> InputError:
    return InputError(
        str(path), found, expected="source files", cure=f"take its corrections in: annotate import {folder}"
    )
