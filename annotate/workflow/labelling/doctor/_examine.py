"""The checks in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotate.errors import AnnotateError
from annotate.settings import Environment
from annotate.workflow.labelling.doctor import _here, _projects, _there
from annotate.workflow.labelling.doctor._bench import Bench
from annotate.workflow.labelling.doctor._report import Check, DoctorReport, Finding, Line, told

CHECKS: Mapping[str, Check] = {
    "settings": Check(_here.settings),
    "scheme": Check(_here.scheme, ("settings",)),
    "disk": Check(_here.disk, ("settings",)),
    "store": Check(_here.store, ("settings",)),
    "raw": Check(_here.raw, ("store",)),
    "environment": Check(_here.environment, ("settings",)),
    "server": Check(_there.server, ("environment",)),
    "version": Check(_there.version, ("server",)),
    "clock": Check(_there.clock, ("server",)),
    "key": Check(_there.key, ("server",)),
    "rights": Check(_there.rights, ("key",)),
    "accounts": Check(_there.accounts, ("rights", "store")),
    "projects": Check(_projects.projects, ("rights", "store")),
    "config": Check(_projects.config, ("rights", "store", "scheme")),
    "tasks": Check(_projects.tasks, ("rights", "store")),
}
"""All checks; each comes after those that it needs."""


def examine(folder: Path | None = None, environment: Environment | None = None) -> DoctorReport:
    """Look at a project, its store and its server, and change nothing.

    `folder` and `environment` as for `open_project`. Raises nothing that a user can cure: that is what is reported.
    """
    bench = Bench(folder, environment)
    lines: dict[str, tuple[Line, ...]] = {}
    for name, check in CHECKS.items():
        failed = [need for need in check.needs if any(line.state in ("error", "skipped") for line in lines[need])]
        findings = [_skipped(failed)] if failed else _run(check, bench)
        lines[name] = tuple(Line(check=name, **finding._asdict()) for finding in findings)
    return DoctorReport(lines=tuple(line for found in lines.values() for line in found))


def _run(check: Check, bench: Bench) -> Iterator[Finding]:
    try:
        yield from check.run(bench)
    except AnnotateError as raised:
        yield told(raised)


def _skipped(needs: list[str]) -> Finding:
    return Finding("skipped", f"not looked at: see {', '.join(needs)}")
