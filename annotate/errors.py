"""Every error that a user can cause or cure. The command line prints their message and nothing more.

    AnnotateError                 status 1
    ├── InputError                a source file, scheme or settings file cannot be used as it is
    ├── ProjectError              the project folder or its settings are missing or do not fit the command
    ├── StoreError                the store cannot be used
    │   ├── StoreOutdated         status 3: it needs `annotate db upgrade`
    │   └── StoreTooNew           it was written by a newer program
    ├── ServerError               Label Studio cannot be reached, refuses, or answers something else
    │   ├── ServerUnreachable     no answer, or not Label Studio's
    │   └── AccessDenied          the key is missing, wrong or lacks the right
    └── ExportError               an export cannot be written where it should

Anything else that is raised is a defect of the program and crashes loudly.
"""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, line and paragraph ends, marks that turn the order of writing, halves of surrogate pairs."""

_UNSEEN_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

_LISTED = re.compile(r"\n(?=  |\Z)")


def visible(text: str) -> str:
    """Return a line of text with escapes, as `repr` writes them, for what breaks lines or gives a terminal orders.

    File names and contents of files may hold either. Tabs, blanks of any width and all that is shown stay.
    """
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def visible_json(text: str) -> str:
    """Return JSON that means the same and gives a terminal no orders; JSON asks for the first 32 controls only."""
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def visible_lines(text: str) -> str:
    """Return text of several lines, each as `visible` does."""
    return "\n".join(map(visible, text.split("\n")))


class AnnotateError(Exception):
    """Base of all errors that a user can cure; says where, what was found, what was expected and the cure.

    The facts are attributes, as they are; `str()` joins those that are there into one message, in which nothing that
    came from a file or a server breaks a line or gives the terminal orders. Further lines of a fact are indented.
    """

    status = 1

    def __init__(self, where: str, found: str, *, expected: str | None = None, cure: str | None = None) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.cure = cure
        super().__init__(where, found)

    def __str__(self) -> str:
        message = f"{visible(self.where)}: {_indented(self.found)}"
        if self.expected:
            message += f" (expected {_indented(self.expected)})"
        if self.cure:
            message += f"\n  → {_indented(self.cure)}"
        return message


def _indented(fact: str) -> str:
    """Return a fact to be shown; line feeds stay before lines that are indented, as listings are, and at its end."""
    return "\n".join(map(visible, _LISTED.split(fact)))


class InputError(AnnotateError):
    """A source file, scheme or settings file cannot be used as it is."""


class ProjectError(AnnotateError):
    """The project folder or its settings are missing or do not fit the command."""


class StoreError(AnnotateError):
    """The store cannot be used."""


class StoreOutdated(StoreError):
    """The store needs an upgrade before this program can use it."""

    status = 3


class StoreTooNew(StoreError):
    """The store was written by a newer program."""


class ServerError(AnnotateError):
    """Label Studio refuses, or answers something else than expected."""


class ServerUnreachable(ServerError):
    """Nobody answers at the address, or it is not Label Studio."""


class AccessDenied(ServerError):
    """The key is missing, wrong, or lacks the right."""


class ExportError(AnnotateError):
    """An export cannot be written where it should."""
