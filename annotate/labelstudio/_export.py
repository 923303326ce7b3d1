"""An export of tasks as the server answered it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import cast

from pydantic import JsonValue

from annotate.labelstudio._refusals import foreign


@dataclass(frozen=True)
class Export:
    """What the server answered, unread, so that the next one can be asked for before this one is."""

    url: str
    """The server."""
    attempt: str
    """What was asked of it."""
    content: bytes

    def tasks(self) -> list[dict[str, JsonValue]]:
        """Return the tasks with their annotations and drafts, exactly as the server has them.

        Raises ServerUnreachable where the answer is not Label Studio's, which knows no number that is infinite or none.
        """
        try:
            found: JsonValue = json.loads(self.content, parse_constant=_finite, parse_float=_finite)
        except ValueError as error:
            raise foreign(self.url, self.attempt) from error
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise foreign(self.url, self.attempt)
        return cast("list[dict[str, JsonValue]]", found)


def _finite(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{written} is no number of JSON")
    return number
