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


class AnnotateError(Exception):
    """Base of all errors that a user can cure; says where, what was found, what was expected and the cure.

    The facts are attributes; `str()` joins those that are there into one message.
    """

    status = 1

    def __init__(self, where: str, found: str, *, expected: str | None = None, cure: str | None = None) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.cure = cure
        super().__init__(where, found)

    def __str__(self) -> str:
        message = f"{self.where}: {self.found}"
        if self.expected:
            message += f" (expected {self.expected})"
        if self.cure:
            message += f"\n  → {self.cure}"
        return message


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
