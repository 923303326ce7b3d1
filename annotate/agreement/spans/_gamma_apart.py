"""γ in a process of its own, which can be ended whatever it is at."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection

from annotate.agreement._codings import Codings
from annotate.agreement._figures import Gamma, Reason
from annotate.agreement.spans._gamma import gamma, without_value

STARTING = 30.0
"""Seconds beyond those allowed that the process has, to begin and to end of itself."""


def gamma_apart(codings: Codings, *, seed: int = 0, most_spans: int = 250, seconds: float = 60.0) -> Gamma:
    """Return `gamma` from a process of its own, which is ended when it takes half a minute longer than allowed.

    None with `timed_out` then too, and with `too_large` if the process died, for want of memory most likely.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(sender, codings, seed, most_spans, seconds), daemon=True)
    process.start()
    sender.close()
    reason: Reason = "timed_out"
    try:
        if receiver.poll(seconds + STARTING):
            found: Gamma = receiver.recv()
            return found
    except EOFError:
        reason = "too_large"
    finally:
        process.kill()
        process.join()
        receiver.close()
    return without_value(codings, reason)


def _measure(sender: Connection, codings: Codings, seed: int, most_spans: int, seconds: float) -> None:
    sender.send(gamma(codings, seed=seed, most_spans=most_spans, seconds=seconds))
    sender.close()
