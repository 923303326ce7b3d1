"""Plain HTTP with Label Studio, for what its SDK does not offer: is it there, and accounts."""

from __future__ import annotations

import contextlib
import re
import ssl
from collections.abc import Iterator
from functools import cache
from typing import TypedDict, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from annotate.errors import AccessDenied, ServerError, ServerUnreachable

_KEY = re.compile("[!-~]+")
"""What can stand in a header, and so be told apart from what would be quoted in an error of it."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

_Answer = TypeVar("_Answer")


class _Foreign(BaseModel):
    # What Label Studio says holds much more than is looked at here; its secrets do not belong in errors.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class User(_Foreign):
    """A user as Label Studio tells it."""

    id: int
    """Its number on the server."""
    email: str
    """What the user logs in with."""
    first_name: str = ""
    """The name, where one was given."""


class _Package(_Foreign):
    version: str


class _Versions(_Foreign):
    package: _Package = Field(alias="label-studio-os-package")


class _Failure(_Foreign):
    detail: str


class _Access(_Foreign):
    access: str


class Manner(TypedDict):
    """How a server is spoken to."""

    trust_env: bool
    """Whether proxies of the environment are used."""
    verify: ssl.SSLContext
    """Whose certificates are believed."""
    headers: dict[str, str]
    """What every request says."""


def manner(address: httpx.URL) -> Manner:
    """Return how the server at an address is spoken to: one on this machine directly, on a connection a question.

    Label Studio's own server sends an answer in two pieces, of which the system holds the second back for some 40 ms
    while the connection is to stay open: more than most answers take.
    """
    here = address.host in _LOOPBACK
    return {"trust_env": not here, "verify": _trusted(not here), "headers": {"Connection": "close"} if here else {}}


@cache
def _trusted(trust_env: bool) -> ssl.SSLContext:
    """Return whose certificates are believed, read once: that takes longer than most questions to a server."""
    return httpx.create_ssl_context(trust_env=trust_env)


@contextlib.contextmanager
def connect(url: str, key: str | None = None, timeout: float = 30) -> Iterator[httpx.Client]:
    """Have a client for the server at `url`, which waits `timeout` seconds for each answer.

    `key` is a legacy token (40 hexadecimal digits), or a personal access token, which is exchanged for a short-lived
    one. Proxies of the environment are not used for this machine's own addresses.

    Raises ServerUnreachable when `url` is no address, AccessDenied when `key` cannot be one; else as `ask`.
    """
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ServerUnreachable("LABEL_STUDIO_URL", f"is no address: {error}", expected="http://HOST:PORT") from error
    with httpx.Client(base_url=address, timeout=timeout, **manner(address)) as client:
        if key is not None:
            client.headers["Authorization"] = _authorization(client, key.strip())
        yield client


def _authorization(client: httpx.Client, key: str) -> str:
    if not _KEY.fullmatch(key):
        raise _denied(client, "the key is empty or holds characters that no key has")
    if key.count(".") != 2:
        return f"Token {key}"
    return f"Bearer {read(ask(client, 'POST', '/api/token/refresh/', json={'refresh': key}), _Access).access}"


def _denied(client: httpx.Client, found: str) -> AccessDenied:
    return AccessDenied(
        _shown(client.base_url),
        found,
        expected="the key of an account on this server",
        cure="set LABEL_STUDIO_API_KEY to the token from the page Account & Settings",
    )


def address(url: str) -> str:
    """Return the address of a server in one form: without user, password and closing slash.

    Raises ServerUnreachable when it is no address.
    """
    try:
        return _shown(httpx.URL(url)).rstrip("/")
    except httpx.InvalidURL as error:
        raise ServerUnreachable("LABEL_STUDIO_URL", f"is no address: {error}", expected="http://HOST:PORT") from None


def _shown(url: httpx.URL) -> str:
    """Return an address without the user and password that it may hold."""
    return str(url.copy_with(userinfo=b""))


def ask(
    client: httpx.Client,
    method: str,
    path: str,
    *,
    json: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
) -> httpx.Response:
    """Return the server's answer, whose status is below 400; redirects are not followed, nothing is retried.

    Raises ServerUnreachable when none comes, AccessDenied for statuses 401 and 403, ServerError for other failures.
    """
    # What follows the question mark can be an invitation, which is a secret.
    where, asked = _shown(client.base_url), f"{method} {path.partition('?')[0]}"
    try:
        answer = client.request(method, path, json=json, data=form)
    except httpx.RequestError as error:
        raise ServerUnreachable(
            where,
            f"no answer: {error}",
            cure="start Label Studio (`annotate studio start`), or set LABEL_STUDIO_URL",
        ) from error
    if answer.status_code in (401, 403):
        raise _denied(client, f"{asked} was refused (status {answer.status_code}){_detail(answer)}")
    if answer.is_error:
        raise ServerError(
            where,
            f"{asked} failed (status {answer.status_code}){_detail(answer)}",
            cure="the server's log tells more: annotate studio logs, if it is the project's own",
        )
    return answer


def _detail(answer: httpx.Response) -> str:
    """Return what Label Studio says about an error, for the end of a message; nothing when it is not its answer."""
    try:
        return f": {_Failure.model_validate_json(answer.content).detail}"
    except ValidationError:
        return ""


def read(answer: httpx.Response, shape: type[_Answer]) -> _Answer:
    """Return an answer as the shape it should have; raises ServerUnreachable when Label Studio did not say this."""
    try:
        return TypeAdapter(shape).validate_json(answer.content)
    except ValidationError as error:
        raise ServerUnreachable(
            _shown(answer.url.copy_with(path="/", query=None)),
            f"what answers at {answer.url.path} is not Label Studio: {error.error_count()} faults",
            expected="the address of a Label Studio server",
        ) from error


def version(client: httpx.Client) -> str:
    """Return the version of Label Studio that answers; raises as `ask` and `read`."""
    return read(ask(client, "GET", "/api/version"), _Versions).package.version


def whoami(client: httpx.Client) -> User:
    """Return whose key the client uses; raises as `ask` and `read`."""
    return read(ask(client, "GET", "/api/current-user/whoami"), User)
