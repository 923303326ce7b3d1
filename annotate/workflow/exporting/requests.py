"""What is asked of an export, as releases keep it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from annotate.errors import InputError
from annotate.exporters import Options, find
from schema import Model, SelectionFacts

Together = Literal["source", "document", "article"]
"""What splits never part, beside near-duplicates: articles of a source, of a document, or (article) nothing else."""


class SplitRequest(Model):
    """How a dataset is to be split."""

    shares: dict[str, float] = Field(default_factory=dict)
    """Share of the articles for each split, by its name; together 1."""
    seed: int = 0
    """What chance follows from."""
    together: Together = "source"
    """What is kept in one split."""
    given: dict[str, str] = Field(default_factory=dict)
    """The split of each article by its id, as a file says; then nothing is drawn."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.shares) == bool(self.given):
            raise ValueError("splits are drawn by their shares, or given by a file")
        if self.shares and (min(self.shares.values()) <= 0 or abs(sum(self.shares.values()) - 1) > 1e-9):
            raise ValueError("shares are above 0, and together 1")
        return self


class Request(Model):
    """Everything that an export is asked for, but its name and format."""

    options: Options
    """What it holds."""
    selection: SelectionFacts | None = None
    """The selection of articles; None for all."""
    frozen: str | None = None
    """Name of the frozen gold that it takes; None for what decisions give."""
    splits: SplitRequest | None = None
    """How it is split; None where it is not."""
    licence: str | None = None
    """As in the statement."""
    citation: str | None = None
    """As in the statement."""
    contact: str | None = None
    """As in the statement."""
    agreement: bool = True
    """Whether agreement is measured for the statement."""


_COLUMNS = {"article", "split"}


def asked(kind: str, *, layer: str | None, splits: SplitRequest | None, **given: object) -> Request:
    """Return a request of the plain values that somebody gave; without a layer, that of the format.

    Raises ExportError for a format that there is not, InputError for a value that there is not.
    """
    options = {name: given.pop(name) for name in Options.model_fields if name in given}
    options["layer"] = layer or find(kind).layer
    try:
        return Request.model_validate({"options": options, "splits": splits, **given})
    except ValidationError as error:
        raise InputError(f"export {kind}", _first(error), cure="annotate export write --help") from error


def asked_splits(text: str, seed: int, together: str) -> SplitRequest:
    """Read what splits are asked for: `train=.8,dev=.1,test=.1`, or a CSV file with the columns article and split.

    Raises InputError when it is neither.
    """
    try:
        if "=" not in text:
            return SplitRequest.model_validate({"given": _file(Path(text)), "together": together})
        pairs = [part.partition("=") for part in text.split(",")]
        shares = {name.strip(): share for name, _, share in pairs}
        if len(shares) != len(pairs) or "" in shares:
            raise InputError(f"splits {text}", "a split has no name of its own", expected="train=.8,dev=.1,test=.1")
        return SplitRequest.model_validate({"shares": shares, "seed": seed, "together": together})
    except ValidationError as error:
        expected = "shares such as train=.8,dev=.1,test=.1, or a CSV file; together source, document or article"
        raise InputError(f"splits {text}", _first(error), expected=expected) from error


def _first(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    return ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"])))


def _file(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not set(rows.fieldnames or ()) >= _COLUMNS:
                raise InputError(str(path), "has no columns article and split", expected="a CSV file with a head")
            found = {row["article"]: row["split"] for row in rows if row["article"] and row["split"]}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(path), f"cannot be read: {error}", expected="a CSV file in UTF-8") from error
    if not found:
        raise InputError(str(path), "puts no article into a split", expected="a line for each article")
    return found
