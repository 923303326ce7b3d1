"""Labels to begin with, as JSON Lines: records as exports have them, with what made them and how sure it was."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from annotate.errors import InputError
from schema import Unit


class _Record(BaseModel):
    # Exports say more, and so may whatever else made the file.
    model_config = ConfigDict(frozen=True, extra="ignore")


class SuggestedSpan(_Record):
    """A span; code points of the record's text, half-open."""

    id: str
    type: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    attributes: dict[str, str | None] = Field(default_factory=dict)


class SuggestedRelation(_Record):
    """A relation between two spans of the record."""

    id: str
    type: str
    source: str
    target: str


class SuggestedLine(_Record):
    """A line of the file."""

    unit: str
    offset: int = Field(ge=0)
    text: str
    spans: tuple[SuggestedSpan, ...]
    relations: tuple[SuggestedRelation, ...] = ()
    annotator: str | None = None
    model_version: str | None = None
    score: float | None = None

    @property
    def model(self) -> str | None:
        """What made the labels: a model, or else whose they are."""
        return self.model_version or self.annotator

    @property
    def place(self) -> Unit:
        """The unit."""
        return Unit.parse(self.unit)


def read_suggestions(lines: Iterable[str], where: str) -> tuple[str, list[SuggestedLine]]:
    """Return what made the labels, and the lines; blank ones are passed over.

    Raises InputError, with the line's number, at the first that is none, or that names another maker than the first;
    and where there is no line, or no maker is named.
    """
    found: list[SuggestedLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = SuggestedLine.model_validate_json(line)
            Unit.parse(read.unit)
        except ValueError as error:
            raise _refused(where, number, error) from error
        found.append(read)
        if read.model != found[0].model:
            raise InputError(
                f"{where}, line {number}",
                f"labels of {read.model}, after others of {found[0].model}",
                expected="one `model_version` in a file, or else one `annotator`",
                cure="make a file for each",
            )
    model = found[0].model if found else None
    if model is None:
        what = "no `model_version` or `annotator`" if found else "no line"
        expected = "records that say what made their labels"
        raise InputError(where, what, expected=expected, cure="write `model_version` into every record")
    return model, found


def _refused(where: str, number: int, error: ValueError) -> InputError:
    found = str(error)
    if isinstance(error, ValidationError):
        fault = error.errors(include_url=False, include_input=False)[0]
        found = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
    expected = "a record as `annotate export jsonl` writes it, with `model_version` and perhaps `score`"
    return InputError(f"{where}, line {number}", found, expected=expected, cure="mend it, or make the file anew")
