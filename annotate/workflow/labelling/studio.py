"""The project's local Label Studio, and a look at whichever server the project works with."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from annotate import labelstudio
from annotate.workflow.labelling.servers import server
from annotate.workflow.project import Project
from schema import Model, Record

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""What says, on systems other than Windows and macOS, that there is a screen for a browser."""


class StudioReport(Record):
    """The project's local server."""

    running: bool
    """Whether it answers."""
    changed: bool
    """Whether this call started or ended it."""
    url: str | None
    """Its address while it runs."""
    login: str | None
    """The coordinator's login."""
    credentials: str
    """The file, readable by its owner only, with all logins."""
    log: str
    """The server's log."""
    version: str | None = None
    """The version of Label Studio, where it answered just now."""
    warning: str | None = None
    """That other machines reach it, where they do."""


class StudioLog(Record):
    """The end of the local server's log."""

    file: str
    """The file, which need not exist."""
    lines: tuple[str, ...]
    """Its last lines, with asterisks for secrets."""


class StudioOpened(Record):
    """Where people label."""

    url: str
    """The address of the server that the project works with."""
    opened: bool
    """Whether a browser was told to show it; otherwise there is none."""


class StudioUser(Model):
    """An account on the server."""

    id: int
    """Its number on the server."""
    login: str
    """What its user logs in with."""
    name: str
    """The name that others see; empty where none was given."""
    annotator: str | None
    """The annotator of the project whose account it is."""


class StudioUsers(Record):
    """The accounts on the server that the project works with."""

    url: str
    """Its address."""
    users: tuple[StudioUser, ...]
    """By number."""


def start(project: Project, port: int | None = None, host: str | None = None) -> StudioReport:
    """Start the project's local server and wait until it answers.

    Other machines reach it only where `host` says so, an IPv4 address of this machine or 0.0.0.0 for all of them.
    Raises what `labelstudio.start` raises.
    """
    return _started(project, labelstudio.start(project.studio, port, host=host))


def stop(project: Project) -> StudioReport:
    """End the project's local server."""
    return _report(project, changed=labelstudio.stop(project.studio))


def status(project: Project) -> StudioReport:
    """Tell whether the project's local server runs."""
    found = labelstudio.status(project.studio)
    if found.state != "running" or found.host is None:
        return _report(project)
    return _report(project, url=found.url, host=found.host, version=found.version)


@contextmanager
def local(project: Project, keep: bool = False) -> Iterator[StudioReport]:
    """Have the project's local server run for a while; it is ended if it was started here.

    If it is to be kept, it is ended only when something goes wrong.
    """
    with labelstudio.running(project.studio, keep=keep) as running:
        yield _started(project, running)


def logs(project: Project, lines: int) -> StudioLog:
    """Return the last lines of the local server's log."""
    return StudioLog(file=_log(project), lines=labelstudio.log(project.studio, lines))


def follow(project: Project, lines: int) -> Iterator[str]:
    """Yield the last lines of the local server's log, and further ones as they are written, until the server ends."""
    return labelstudio.follow(project.studio, lines)


def show(project: Project, browse: Callable[[str], bool] = webbrowser.open) -> StudioOpened:
    """Have the browser show the server that the project works with; raises what `server` raises."""
    url = labelstudio.address(server(project).url)
    return StudioOpened(url=url, opened=_has_screen() and browse(url))


def users(project: Project) -> StudioUsers:
    """Return the accounts on the server that the project works with; raises what asking it raises."""
    place = server(project)
    with project.store() as store:
        names = {known.account: known.name for known in store.annotators()}
    found = labelstudio.find_users(place.url, place.key.get_secret_value())
    return StudioUsers(
        url=labelstudio.address(place.url),
        users=tuple(
            StudioUser(id=user.id, login=user.email, name=user.first_name, annotator=names.get(user.email))
            for user in found
        ),
    )


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in _SCREENS)


def _started(project: Project, running: labelstudio.RunningStudio) -> StudioReport:
    return _report(project, url=running.url, host=running.host, changed=running.started)


def _report(
    project: Project,
    *,
    url: str | None = None,
    host: str | None = None,
    version: str | None = None,
    changed: bool = False,
) -> StudioReport:
    known = labelstudio.read_credentials(project.studio)
    return StudioReport(
        running=url is not None,
        changed=changed,
        url=url,
        login=known.email if known else None,
        credentials=str(project.studio / labelstudio.CREDENTIALS),
        log=_log(project),
        version=version,
        warning=_warning(host) if host is not None and labelstudio.reaches_out(host) else None,
    )


def _warning(host: str) -> str:
    return (
        f"it listens at {host}: other machines reach it, over plain HTTP, by which passwords and texts can be read on "
        "the way; keep it in a network that you trust, or put a proxy with HTTPS before it"
    )


def _log(project: Project) -> str:
    return str(project.studio / labelstudio.LOG)
