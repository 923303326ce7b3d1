"""Checks of what is on this machine: settings, scheme, environment, disk, store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from annotate import store as stores
from annotate.workflow.labelling.doctor._bench import Bench
from annotate.workflow.labelling.doctor._report import Finding, error, ok, warning
from annotate.workflow.labelling.servers import LOCAL

LITTLE = 1_000_000_000
"""Bytes left on a disk below which it is to be looked at."""

TOO_LITTLE = 100_000_000
"""Bytes left below which it is in the way of work."""

_NEAR = ("127.0.0.1", "localhost", "::1")
_DAMAGED = 5
"""How many damaged annotations are named."""


def settings(bench: Bench) -> Iterator[Finding]:
    """The settings file is there and holds what it should."""
    found = bench.project
    yield ok(f"{found.folder}: {found.settings.name} ({found.settings.id})")


def scheme(bench: Bench) -> Iterator[Finding]:
    """The scheme can be read."""
    found = bench.project.scheme
    yield ok(f"{found.name} {found.version}")


def environment(bench: Bench) -> Iterator[Finding]:
    """The environment names a server with its key, or neither; then the project has one of its own that runs."""
    place = bench.server
    if place.name == LOCAL:
        yield ok(f"the project's own server at {place.url}")
        return
    parts = urlsplit(place.name)
    if "@" in urlsplit(place.url).netloc:
        yield error(
            "LABEL_STUDIO_URL holds a user, who would be sent to the server in place of the key",
            "an address without user and password",
            f"set LABEL_STUDIO_URL to {place.name}",
        )
    elif parts.scheme != "https" and parts.hostname not in _NEAR:
        yield warning(
            f"{place.name} is asked over plain HTTP, by which the key can be read on the way",
            "an address that begins with https://",
            "put a proxy with HTTPS before the server, and set LABEL_STUDIO_URL to its address",
        )
    else:
        yield ok(f"LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY are set; the server is {place.name}")


def disk(bench: Bench) -> Iterator[Finding]:
    """There is room where the project writes."""
    url, project = bench.project.url, bench.project
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    for folder in sorted({project.folder, *([file.parent] if file and file.parent.is_dir() else [])}):
        free = shutil.disk_usage(folder).free
        found = f"{free / 1e9:,.1f} GB are left at {folder}"
        if free >= LITTLE:
            yield ok(found)
        else:
            finding = error if free < TOO_LITTLE else warning
            yield finding(found, f"at least {LITTLE / 1e9:g} GB", "make room on the disk")


def store(bench: Bench) -> Iterator[Finding]:
    """The store is there, of this program's revision, and can be read."""
    with bench.project.store() as opened:
        counts = opened.counts()
    found = stores.status(bench.project.url)
    held = f"{counts['article']:,} articles, {counts['annotation']:,} annotations"
    yield ok(f"{found.location}: revision {found.revision}, {held}")


def raw(bench: Bench) -> Iterator[Finding]:
    """Annotations are as they came, which their hashes tell."""
    with bench.project.store() as opened:
        damaged = opened.damaged_annotations()
    if not damaged:
        yield ok("every annotation is as it came")
        return
    named = ", ".join(f"{id_} revision {number}" for id_, number in damaged[:_DAMAGED])
    yield error(
        f"{len(damaged):,} annotations are not as they came: {named}{' …' if len(damaged) > _DAMAGED else ''}",
        "what the server sent, unchanged",
        "restore a copy of the store (annotate db backup makes them), then annotate pull --full",
    )
