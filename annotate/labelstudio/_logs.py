"""The log of a local server, without secrets."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from annotate.labelstudio._credentials import Credentials

LOG = "server.log"
"""Name of the file in the folder of a local Label Studio; it is made anew whenever the server starts."""

_INVITATION = re.compile(r"(?<=[?&]token=)[^&\s\"']+")
"""What lets anyone make an account; it stands in the addresses that the log tells."""

_STEP = 0.3
"""Seconds between two looks at a log that is followed."""


def read_log(folder: Path, lines: int, credentials: Credentials | None) -> tuple[str, ...]:
    """Return the last lines of the log of a folder, none where there is no log, with asterisks for secrets."""
    found, _ = _last(folder / LOG, lines)
    return tuple(_shown(line, credentials) for line in found)


def follow_log(
    folder: Path, lines: int, credentials: Credentials | None, alive: Callable[[], bool], step: float = _STEP
) -> Iterator[str]:
    """Yield what `read_log` returns, and then each further line as it is written, until `alive` says that is over.

    A log that was made anew meanwhile is read from its begin. `step` is in seconds.
    """
    path = folder / LOG
    found, at = _last(path, lines)
    begun = found.pop() if found and not found[-1].endswith(b"\n") else b""
    yield from (_shown(line, credentials) for line in found)
    while True:
        over = not alive()
        size = path.stat().st_size if path.exists() else 0
        if size < at:
            at, begun = 0, b""
        if size == at:
            if over:
                break
            time.sleep(step)
            continue
        with path.open("rb") as file:
            file.seek(at)
            *whole, begun = (begun + file.read(size - at)).split(b"\n")
        at = size
        yield from (_shown(line, credentials) for line in whole)
    if begun:
        yield _shown(begun, credentials)


def _last(path: Path, lines: int) -> tuple[list[bytes], int]:
    """Return the last lines of a file, and how many bytes were read to find them."""
    try:
        with path.open("rb") as file:
            return list(deque(file, maxlen=lines)), file.tell()
    except FileNotFoundError:
        return [], 0


def _shown(line: bytes, credentials: Credentials | None) -> str:
    text = _INVITATION.sub("**********", line.decode("utf-8", "replace").rstrip("\n"))
    return credentials.redact(text) if credentials else text
