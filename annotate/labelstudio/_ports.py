"""Ports of this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from itertools import chain
from random import SystemRandom

from annotate.errors import ServerError

HOST = "127.0.0.1"
"""The address the server listens at unless it is told another, which nobody reaches from another machine."""

EVERYWHERE = "0.0.0.0"  # noqa: S104
"""The address that stands for all those of this machine."""

_USUAL_PORTS = range(8080, 8100)
"""Where people look for it: the first of these that is free."""
_QUIET_PORTS = range(20_000, 32_000)
"""Ports that no system gives to outgoing connections, one of which could take a port away before the server has it."""


def checked_host(host: str) -> str:
    """Return an address to listen at; raises ServerError unless it is an IPv4 address of this machine."""
    try:
        ipaddress.IPv4Address(host)
        _bind(host, 0)
    except (ValueError, OSError) as error:
        raise ServerError(
            f"--host {host}",
            f"cannot be listened at: {error}",
            expected=f"an IPv4 address of this machine, or {EVERYWHERE} for all of them",
            cure="leave --host out to be reached from this machine alone",
        ) from error
    return host


def reaches_out(host: str) -> bool:
    """Return whether a server at that address can be reached from other machines."""
    return not ipaddress.IPv4Address(host).is_loopback


def address_of(host: str, port: int) -> str:
    """Return the address at which this machine finds a server that listens at a host."""
    return f"http://{_near(host)}:{port}"


def choose_port(asked: int | None, host: str = HOST) -> int:
    """Return a port that is free now: the one asked for; for None a usual one before any other; for 0 any.

    Label Studio itself would silently take the next port when one is in use. Raises ServerError when the port asked for
    cannot be used, or none is free.
    """
    if asked:
        try:
            _bind(host, asked)
        except (OSError, OverflowError) as error:
            cure = "name another one, or none to get one that is free"
            raise ServerError(f"port {asked}", f"cannot be used: {error}", cure=cure) from error
        return asked
    usual = _USUAL_PORTS if asked is None else range(0)
    for port in chain(usual, SystemRandom().sample(_QUIET_PORTS, 100)):
        with contextlib.suppress(OSError):
            _bind(host, port)
            return port
    raise ServerError(host, "no free port was found", cure="name one with --port")


def _bind(host: str, port: int) -> None:
    """Take a port for a moment; raises OSError when that cannot be done."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: connections that were closed a moment ago do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def listens(host: str, port: int) -> bool:
    """Return whether something accepts connections at a port of a host that it was told to listen at."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        return probe.connect_ex((_near(host), port)) == 0


def _near(host: str) -> str:
    return HOST if host == EVERYWHERE else host
