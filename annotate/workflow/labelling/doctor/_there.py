"""Checks of the server: it answers, its version and clock, the key and what it is good for, the accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from annotate import labelstudio
from annotate.workflow.labelling.doctor._bench import Bench
from annotate.workflow.labelling.doctor._report import Finding, error, ok, warning

SKEW = timedelta(seconds=30)
"""How far clocks may be apart."""


def server(bench: Bench) -> Iterator[Finding]:
    """Label Studio answers at the address."""
    bench.reached  # noqa: B018
    yield ok(f"Label Studio answers at {labelstudio.address(bench.server.url)}")


def version(bench: Bench) -> Iterator[Finding]:
    """Its version is one that this program was tested with."""
    found = bench.reached.version
    first, last = labelstudio.TESTED
    tested = f"version {first}" if first == last else f"versions {first} to {last}"
    if _order(found) < _order(labelstudio.OLDEST):
        yield error(
            f"version {found}",
            f"{labelstudio.OLDEST} or later; {tested} was tested",
            f"upgrade the server: pip install label-studio=={last}",
        )
    elif not _order(first) <= _order(found) <= _order(last):
        yield warning(
            f"version {found} was not tested",
            tested,
            "go on, and keep copies (annotate db backup); or run the version that was tested",
        )
    else:
        yield ok(f"version {found}, which was tested")


def clock(bench: Bench) -> Iterator[Finding]:
    """Its clock and this machine's agree."""
    ahead = bench.reached.ahead
    if ahead is None:
        yield ok("the server does not tell the time")
    elif abs(ahead) > SKEW:
        yield warning(
            f"the server's clock is {abs(ahead).total_seconds():,.0f} s {'ahead' if ahead > timedelta() else 'behind'}",
            f"at most {SKEW.total_seconds():g} s; personal access tokens fail otherwise, and dates in `status` are off",
            "set both clocks by a time server (NTP)",
        )
    else:
        yield ok("the server's clock agrees with this machine's")


def key(bench: Bench) -> Iterator[Finding]:
    """The server accepts the key."""
    yield ok(f"the {labelstudio.kind_of(bench.key)} of {bench.holder.email}")


def rights(bench: Bench) -> Iterator[Finding]:
    """The key's account may do what push and `annotators add` do."""
    whose = bench.holder
    lacking = [
        *([] if whose.member else ["belongs to no organization, and so sees nothing"]),
        *([] if whose.lists_users else ["cannot list users"]),
        *(["cannot make projects"] if whose.makes_projects is False else []),
    ]
    if lacking:
        yield error(
            f"{whose.email} {' and '.join(lacking)}",
            "an account that may make projects and list users",
            "set LABEL_STUDIO_API_KEY to the key of another account, or have an administrator add this one again",
        )
    elif whose.makes_projects is None:
        yield ok("may list users; whether it may make projects, the server does not tell")
    else:
        yield ok("may make projects and list users")


def accounts(bench: Bench) -> Iterator[Finding]:
    """Every annotator who has an account has it on this server."""
    ours = {found.account: found.name for found in bench.annotators if found.account and found.retired is None}
    there = {user.email for user in labelstudio.find_users(bench.server.url, bench.key)}
    missing = [f"{name} ({account})" for account, name in sorted(ours.items()) if account not in there]
    if missing:
        yield error(
            f"no account on this server: {', '.join(missing)}",
            "the server that the annotators were added on",
            "set LABEL_STUDIO_URL to that server, or make the accounts again: annotate annotators add NAME…",
        )
    else:
        yield ok(f"all {len(ours)} annotators have their accounts" if ours else "there are no annotators yet")


def _order(version: str) -> tuple[int, ...]:
    """Return a version as what sorts: 1.9 before 1.13, and neither `.post0` nor `.dev` matters."""
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(number) for number in numbers[0].split(".")) if numbers else ()
