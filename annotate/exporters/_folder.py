"""The folder of an export: written aside and put in place in one step, so that nobody ever sees half of one."""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotate.errors import ExportError
from annotate.exporters._manifest import MANIFEST, is_ours

PARTIAL, REPLACED = ".export-partial", ".export-replaced"
"""Endings of hidden folders beside the exports: one being written, and one on its way out."""

RESERVED = {"readme.md", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that the folder of exports needs itself, or that some file systems give a meaning of their own."""

_NAME = re.compile(r"\w([\w.-]*\w)?")
_LONGEST = 150
_CURRENT_FOLDER = -100
_EXCHANGE = 2


@contextmanager
def replacing(folder: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder to write into, which becomes `folder`/`name` when the block ends without an exception.

    An earlier export of that name stands until then and is gone afterwards; killed at any moment, the program leaves
    one or the other, whole, and hidden folders at worst, which the next export into `folder` clears away.

    Raises ExportError when the name could leave the folder, when something that is no export of ours has the name,
    when another export is being written into `folder`, and when the file system refuses.
    """
    target = folder / checked(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _clear(folder)
            _expect_replaceable(target)
            partial = folder / f".{name}{PARTIAL}"
            partial.mkdir()
            try:
                yield partial
                _put(partial, target)
            finally:
                if partial.exists():
                    shutil.rmtree(partial)
    except OSError as error:
        raise ExportError(
            str(target),
            f"cannot be written: {error.strerror or error}",
            expected="a folder that can be written to, with space left",
            cure="make room or change the permissions, then export again",
        ) from error


def checked(name: str) -> str:
    """Return the name of an export; raises ExportError when it could leave the folder, or is none everywhere."""
    # `\w` knows neither separators nor a leading dot, so no name leads out of the folder or into a hidden one.
    if not _NAME.fullmatch(name) or name.partition(".")[0].casefold() in RESERVED or name.casefold() in RESERVED:
        found = "is no name for an export"
    elif len(name.encode()) > _LONGEST:
        found = f"is {len(name.encode())} bytes long"
    else:
        return name
    raise ExportError(
        f"export name {name!r}",
        found,
        expected=f"letters, digits, _ and within it . and -, at most {_LONGEST} bytes, and not README.md",
        cure="choose another with --name NAME",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go of it when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise ExportError(
            str(folder), "another export is being written here", cure="wait until it has ended, then export again"
        ) from error
    try:
        yield
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """Mend what a killed export left: bring back what had made way for nothing, remove the rest."""
    for replaced in sorted(folder.glob(f".*{REPLACED}")):
        target = folder / replaced.name[1 : -len(REPLACED)]
        if target.exists():
            shutil.rmtree(replaced)
        else:
            replaced.rename(target)
    for partial in sorted(folder.glob(f".*{PARTIAL}")):
        shutil.rmtree(partial)


def _expect_replaceable(target: Path) -> None:
    if os.path.lexists(target) and (target.is_symlink() or not is_ours(target)):
        raise ExportError(
            str(target),
            "exists and is no export of this program",
            expected=f"nothing there, or a folder with our {MANIFEST}",
            cure="choose another name with --name NAME, or move it away",
        )


def _put(partial: Path, target: Path) -> None:
    if not target.exists():
        partial.rename(target)
    elif not _exchange(partial, target):
        replaced = target.with_name(f".{target.name}{REPLACED}")
        target.rename(replaced)
        partial.rename(target)
        shutil.rmtree(replaced)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the file system knows no such thing."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one.absolute()), os.fsencode(other.absolute())
    return bool(rename(_CURRENT_FOLDER, paths[0], _CURRENT_FOLDER, paths[1], _EXCHANGE) == 0)
