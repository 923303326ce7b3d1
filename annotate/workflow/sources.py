"""The source files that paths name: files as they are, folders with all that an importer knows in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from annotate.errors import InputError


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found under some paths."""

    files: tuple[Path, ...]
    """Files to read: in the order of the paths, those of a folder by name; each once."""
    faults: tuple[InputError, ...]
    """Folders that could not be entered, links that lead back to a folder they stand in."""
    others: int
    """Files in folders that no importer knows; they are left alone."""


def sources(paths: Iterable[Path], known: Callable[[Path], bool]) -> Sources:
    """Find the files under some paths; a file that is named is taken, whether it is known or not.

    Folders are entered, through links too; hidden files and folders within them are passed over.
    """
    found: dict[Path, None] = {}
    faults: list[InputError] = []
    others = 0
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        for file in _files(path, faults):
            if known(file):
                found[file] = None
            else:
                others += 1
    return Sources(tuple(found), tuple(faults), others)


def _files(folder: Path, faults: list[InputError], above: frozenset[Path] = frozenset()) -> list[Path]:
    """Return the files of a folder and of those in it, by name; what stands in the way is added to the faults."""
    real = folder.resolve()
    if real in above:
        faults.append(InputError(str(folder), f"a link that leads back to {real}", cure="remove the link"))
        return []
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        faults.append(InputError(str(folder), f"cannot be entered: {error.strerror}", cure="check its rights"))
        return []
    found: list[Path] = []
    for path in inside:
        if path.is_dir():
            found.extend(_files(path, faults, above | {real}))
        else:
            found.append(path)
    return found
