"""A scheme file that was read: the scheme or its faults, each with the place in the file and what is allowed there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from annotate.errors import InputError
from annotate.scheme._aside import hidden, model_at
from annotate.scheme._yaml import Path, Source
from schema import Scheme

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Shift = Mapping[str, Mapping[int, int]]
"""For each list of a scheme that extends another: the place in its own file of what stands at a place of the whole."""


_WRITTEN = {
    r"^#[0-9a-f]{6}$": "a colour of # and six of 0-9 and a-f, such as #0072b2",
    r"^[a-z][a-z0-9_]*$": "lower-case letters, digits and _, a letter first",
    r"^[a-z][a-z0-9_-]*$": "lower-case letters, digits, _ and -, a letter first",
}
"""What the patterns of the model ask for."""


class Placed(NamedTuple):
    """Something said of a place in a scheme file, both counted from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """A scheme file with what it declares, or with all that is wrong with it."""

    where: str
    """What errors call it."""
    scheme: Scheme | None
    """What it declares, or None if there are faults."""
    faults: tuple[Placed, ...]
    """What is wrong with it, in the order of the file."""
    source: Source
    shift: Shift | None
    """None if it extends nothing."""

    def place(self, path: Path) -> tuple[int, int]:
        """Return line and column of a part of the scheme; what it has from another stands where that is named."""
        if self.shift is None or len(path) < 2 or path[0] not in self.shift:
            inherited = self.shift is not None and bool(path) and (path[0],) not in self.source.places
            return self.source.place(("extends",) if inherited else path)
        own = self.shift[str(path[0])].get(int(path[1]))
        return self.source.place(("extends",) if own is None else (path[0], own, *path[2:]))

    def sound(self) -> Scheme:
        """Return the scheme; raises InputError with every fault if there is none."""
        if self.scheme is not None:
            return self.scheme
        listed = "".join(f"\n  line {line}, column {column}: {message}" for line, column, message in self.faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        raise InputError(
            self.where,
            f"{count}{listed}\n",
            expected="a scheme, as `annotate scheme json-schema` describes it",
            cure="mend these lines; `annotate scheme check FILE` looks again",
        )


def examined(data: Mapping[str, object], where: str, source: Source, shift: Shift | None = None) -> SchemeFile:
    """Return what a file declares, given its data with what it has from the scheme that it extends."""
    try:
        scheme = Scheme.model_validate({"format_version": 1, **data})
    except ValidationError as error:
        file = SchemeFile(where, None, (), source, shift)
        telling = _telling(error)
        faults = [(path, _message(path, details)) for path, details in telling]
        faults += hidden(data, [path for path, details in telling if details["type"] != "scheme"])
        told = {Placed(*file.place(path), message) for path, message in faults}
        return SchemeFile(where, None, tuple(sorted(told)), source, shift)
    return SchemeFile(where, scheme, (), source, shift)


def _telling(error: ValidationError) -> list[tuple[Path, ErrorDetails]]:
    """Return the faults, without those that only follow from others."""
    single = list(_single(error))
    inner = {path[:1] for path, _ in single if len(path) > 1}
    # A list all of whose items are faulty counts as empty besides, which says nothing new.
    return [(path, details) for path, details in single if details["type"] != "too_short" or path not in inner]


def _single(error: ValidationError) -> Iterator[tuple[Path, ErrorDetails]]:
    """Yield each fault with its path; those that only the whole scheme shows bring their own."""
    for fault in error.errors():
        if fault["type"] == "scheme":
            for path, message in fault["ctx"]["faults"]:
                yield path, {**fault, "msg": message}
        else:
            yield fault["loc"], fault


def _message(path: Path, details: ErrorDetails) -> str:
    name = str(path[-1]) if path else "scheme"
    if details["type"] == "extra_forbidden":
        known = _keys_at(path[:-1])
        near = difflib.get_close_matches(name, known, 1)
        return f"unknown key {name}" + (f", perhaps {near[0]}" if near else "") + f"; known are {', '.join(known)}"
    if details["type"] == "missing":
        return f"the key {name} is missing"
    if details["type"] == "scheme":
        return details["msg"]
    if details["type"] == "string_pattern_mismatch":
        return f"{name}: found {details['input']!r}, expected {_WRITTEN[details['ctx']['pattern']]}"
    message = details["msg"].removeprefix("Value error, ")
    found = details["input"]
    shown = f" (found {found!r})" if isinstance(found, str) or found is None else ""
    return f"{name}: {message[:1].lower()}{message[1:]}{shown}"


def _keys_at(path: Path) -> list[str]:
    """Return the keys that a scheme can have at a path."""
    model = model_at(path)
    keys = [key for key in model.model_fields if key != "format_version"]
    return ["extends", *keys] if model is Scheme else keys
