"""A person in what was written or sent, and the same without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotate.scheme import tags
from schema import Annotator

_PEOPLE = {
    "annotator",
    "completed_by",
    "created_by",
    "created_username",
    "email",
    "first_name",
    "last_created_by",
    "last_name",
    "updated_by",
    "user",
    "user_id",
    "username",
}
"""Keys of what Label Studio sends under which somebody stands, by number, name or e-mail."""


@dataclass(frozen=True)
class Mentions:
    """Replaces a person's name and account.

    A name or account of Latin letters is not looked for within words: lin is not in `linked`. Chinese has no edges of
    words, so that the name 林 is found in 森林 too.
    """

    person: Annotator
    instead: str
    """What stands there afterwards."""
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        account = [f"(?i:{_whole(self.person.account)})"] if self.person.account else []
        object.__setattr__(self, "pattern", re.compile("|".join([*account, _whole(self.person.name)])))

    def without(self, value: JsonValue) -> JsonValue:
        """Return a value with the person replaced in every string of it."""
        if isinstance(value, str):
            return self.pattern.sub(lambda _: self.instead, value)
        if isinstance(value, list):
            return [self.without(item) for item in value]
        if isinstance(value, dict):
            return {key: self.without(item) for key, item in value.items()}
        return value

    def raw(self, value: JsonValue, *, numbers: bool) -> JsonValue:
        """Return an annotation as Label Studio sent it without the person: as maker, in its note.

        What was marked is not changed. `numbers` says whether the person's number is theirs there: another server's
        is somebody else's.
        """
        if isinstance(value, list):
            return [self.raw(item, numbers=numbers) for item in value]
        if not isinstance(value, dict):
            return value
        if value.get("from_name") == tags.NOTE:
            return self.without(value)
        return {
            key: self._somebody(item, numbers=numbers) if key in _PEOPLE else self.raw(item, numbers=numbers)
            for key, item in value.items()
        }

    def _somebody(self, value: JsonValue, *, numbers: bool) -> JsonValue:
        if isinstance(value, list):
            return [self._somebody(item, numbers=numbers) for item in value]
        if isinstance(value, dict):
            named = self.without(value) != value
            return None if named or (numbers and self._is_number(value.get("id", value.get("user_id")))) else value
        return None if numbers and self._is_number(value) else self.without(value)

    def _is_number(self, value: JsonValue) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and value == self.person.remote


def _whole(name: str) -> str:
    """Return a pattern of a name that is not part of a longer word."""
    before = r"(?<![0-9A-Za-z_])" if re.match(r"[0-9A-Za-z_]", name) else ""
    after = r"(?![0-9A-Za-z_])" if re.search(r"[0-9A-Za-z_]\Z", name) else ""
    return f"{before}{re.escape(name)}{after}"
