"""Label Studio's results as they stand in its JSON, apart from what they mean."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from annotate.scheme import tags


class _Foreign(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


def _storable(id_: str) -> str:
    if "\0" in id_:
        raise ValueError("holds a NUL, which databases refuse")
    return id_


_Id = Annotated[str, AfterValidator(_storable)]


FARTHEST = 2**53
"""What no offset exceeds, either way: beyond it numbers of JavaScript, and so of Label Studio, are not exact."""


class RegionValue(_Foreign):
    """Range and labels of a region; offsets are code points of the task's text."""

    start: int = Field(strict=True, ge=-FARTHEST, le=FARTHEST)
    end: int = Field(strict=True, ge=-FARTHEST, le=FARTHEST)
    text: str = ""
    labels: tuple[str, ...] = ()


class ChoicesValue(_Foreign):
    """What was chosen."""

    choices: tuple[str, ...]


class TextValue(_Foreign):
    """What was written."""

    text: str | tuple[str, ...]


class _Tagged(_Foreign):
    # Results of one region share its id, whatever tag they are from.
    id: _Id
    from_name: str
    to_name: str = tags.TEXT
    origin: str = "manual"


class Region(_Tagged):
    """A labelled range of the text."""

    type: Literal["labels"] = "labels"
    value: RegionValue


class Choices(_Tagged):
    """A choice, for a region or for the whole task."""

    type: Literal["choices"] = "choices"
    value: ChoicesValue


class TextArea(_Tagged):
    """A text, about a region or the whole task."""

    type: Literal["textarea"] = "textarea"
    value: TextValue


class Relation(_Foreign):
    """A relation between two regions; those made in a browser have no id."""

    type: Literal["relation"] = "relation"
    id: _Id | None = None
    from_id: _Id
    to_id: _Id
    direction: Literal["right", "left", "bi"] = "right"
    labels: tuple[str, ...] | None = None


Result = Annotated[Region | Choices | TextArea | Relation, Field(discriminator="type")]
RESULT: TypeAdapter[Result] = TypeAdapter(Result)
RESULTS: TypeAdapter[list[Result]] = TypeAdapter(list[Result])
