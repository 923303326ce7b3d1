"""What is asked of a server to tell whether it is well; nothing on it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx
from pydantic import BaseModel, ConfigDict

from annotate.errors import AccessDenied, ServerError
from annotate.labelstudio._http import User, ask, connect, read, version

OLDEST = "1.13"
"""The version from which on Label Studio has the interface that is used here."""

TESTED = ("1.23.2", "1.23.2")
"""The oldest and the newest version that the tests ran against."""

_PAGE = 100
_FIELDS = "id,description,label_config,task_number"

KeyKind = Literal["legacy token", "personal access token"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A server that answers."""

    version: str
    """Its version of Label Studio."""
    ahead: timedelta | None
    """How far its clock is ahead of this machine's, give or take a second; None where it does not tell the time."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The account that a key belongs to."""

    email: str
    """What it logs in with."""
    member: bool
    """Whether it belongs to an organization; one that was removed sees no projects and no users."""
    lists_users: bool
    """Whether it may list the users."""
    makes_projects: bool | None
    """Whether it may make projects; None where the server does not tell."""


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project as the server lists it."""

    id: int
    """Its number."""
    description: str
    """Its description, in which the markers stand."""
    config: str
    """Its labelling config."""
    tasks: int
    """Number of tasks in it."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Whoami(_Answer):
    email: str
    active_organization: int | None = None


class _Options(_Answer):
    actions: dict[str, object] = {}


class _Project(_Answer):
    id: int
    description: str | None = None
    label_config: str | None = None
    task_number: int | None = None


class _Projects(_Answer):
    next: str | None = None
    results: tuple[_Project, ...]


def kind_of(key: str) -> KeyKind:
    """Return which kind of key it is: personal access tokens have three parts with dots between them."""
    return "personal access token" if key.strip().count(".") == 2 else "legacy token"


def reach(url: str) -> Reached:
    """Return what a server tells anyone; raises ServerUnreachable when nobody answers or it is not Label Studio."""
    with connect(url) as client:
        before = datetime.now(UTC)
        answer = ask(client, "GET", "/api/version")
        here = before + (datetime.now(UTC) - before) / 2
        return Reached(version(client), _time(answer) - here if "Date" in answer.headers else None)


def holder(url: str, key: str) -> Holder:
    """Return whose key it is and what the account may do; raises AccessDenied when the key is not accepted."""
    with connect(url, key) as client:
        me = read(ask(client, "GET", "/api/current-user/whoami"), _Whoami)
        try:
            users = read(ask(client, "GET", "/api/users/"), list[User])
        except AccessDenied:
            users = []
        return Holder(
            email=me.email,
            member=me.active_organization is not None,
            lists_users=any(user.email == me.email for user in users),
            makes_projects=_makes_projects(client),
        )


def list_projects(url: str, key: str) -> tuple[ListedProject, ...]:
    """Return all projects that the account of a key sees, by number; raises as `ask` and `read`."""
    with connect(url, key) as client:
        found = [project for page in _pages(client) for project in page.results]
    return tuple(
        ListedProject(one.id, one.description or "", one.label_config or "", one.task_number or 0)
        for one in sorted(found, key=lambda project: project.id)
    )


def _pages(client: httpx.Client) -> Iterator[_Projects]:
    number, more = 1, True
    while more:
        page = read(ask(client, "GET", f"/api/projects/?include={_FIELDS}&page_size={_PAGE}&page={number}"), _Projects)
        yield page
        number, more = number + 1, page.next is not None


def _makes_projects(client: httpx.Client) -> bool | None:
    """Ask what the account may do with the list of projects, which changes nothing."""
    try:
        return "POST" in read(ask(client, "OPTIONS", "/api/projects/"), _Options).actions
    except AccessDenied:
        return False
    except ServerError:
        return None


def _time(answer: httpx.Response) -> datetime:
    return parsedate_to_datetime(answer.headers["Date"])
