"""Files that are whole, or not there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_whole(path: Path, text: str, *, new: bool = False, encoding: str = "utf-8") -> None:
    """Write a file as it is given, line ends too; where it fails, there is what was there before.

    Killed at any moment, the program leaves the old file or the new one, and at worst a hidden one beside it.
    Raises OSError, and FileExistsError where it is to be `new` and is there.
    """
    target = path.resolve()
    if new and target.exists():
        raise FileExistsError(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x", encoding=encoding, newline="") as file:
            file.write(text)
        if new:
            _give(part, target)
        else:
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _give(part: Path, target: Path) -> None:
    """Give a file a name that no other has; raises FileExistsError when one has it."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links. There, what got the name in this very moment would be written over.
        part.replace(target)
