"""Rights of files that hold for root too, as they do for everybody else."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION = 0x20080522
_GET_SECUREBITS, _SET_SECUREBITS = 27, 28
_NOROOT = 1
"""Programs that root starts have then no more rights than those of anybody."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def rights_hold() -> Iterator[None]:
    """Have the modes of files and folders hold for this thread and for programs that it starts, also for root's."""
    if os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header, before = _Header(_VERSION, 0), (_Data * 2)()

    def told(result: int) -> int:
        assert result >= 0, os.strerror(ctypes.get_errno())
        return result

    told(system.capget(ctypes.byref(header), before))
    bits = told(system.prctl(_GET_SECUREBITS))
    without = (_Data * 2)(*(_Data(0, one.permitted, one.inheritable) for one in before))
    told(system.prctl(_SET_SECUREBITS, bits | _NOROOT))
    told(system.capset(ctypes.byref(header), without))
    try:
        yield
    finally:
        told(system.capset(ctypes.byref(header), before))
        told(system.prctl(_SET_SECUREBITS, bits))
