"""What is known of a dataset beside its labels; what is not known is None, and never guessed."""

from __future__ import annotations

from pydantic import Field

from schema import Model, Record


class AgreementFigure(Model):
    """How far annotators agree, by one measure."""

    measure: str
    """Name of the measure; `annotate agreement` computes it."""
    value: float | None
    """The figure; None where it is undefined."""
    low: float | None = None
    """Lower end of its interval; None where there is none."""
    high: float | None = None
    """Upper end."""
    level: float | None = None
    """Confidence level of the interval."""
    reason: str | None = None
    """Why there is no figure."""


class Adjudication(Model):
    """How gold came about; persons are not named."""

    rules: dict[str, int]
    """The rules that decided, with version and parameters, and how often each did."""
    persons: int
    """How many persons decided."""
    personal: int
    """How often they did."""
    basis: dict[str, int]
    """On what the items of gold rest (automatic, single, agreed, arbitrated), and how many on each."""


class FrozenFacts(Model):
    """The frozen gold that a dataset has."""

    name: str
    """Under which it was frozen."""
    made: str
    """The day, by UTC."""
    sha256: str
    """Hash of all that was frozen."""
    stale: int
    """Groups in it that persons had decided on before annotators said something else."""
    examples: tuple[str, ...]
    """The first of these, by id."""


class SplitFacts(Model):
    """How a dataset is split."""

    names: tuple[str, ...]
    """Names of the splits."""
    shares: tuple[float, ...] | None
    """Share of the articles that each was to get; None where a file says which article is where."""
    seed: int | None
    """What chance followed from."""
    together: str
    """What was kept in one split."""
    articles: tuple[int, ...]
    """Articles that each split got."""
    leaks: tuple[str, ...]
    """What stands in two splits although it belongs together."""


class Statement(Record):
    """The data statement: what stands in it as None is printed as not stated."""

    title: str | None = None
    """Name of the project."""
    licence: str | None = None
    """Under which others may use the dataset, as an SPDX identifier or in words."""
    citation: str | None = None
    """How to cite it."""
    contact: str | None = None
    """Who answers for it."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags of the articles."""
    published: tuple[str, str] | None = None
    """The first and the last date of the articles, as found in them."""
    annotated: tuple[str, str] | None = None
    """First and last day on which an annotation was changed."""
    decided: tuple[str, str] | None = None
    """First and last day of the decisions."""
    units: dict[str, int] = Field(default_factory=dict)
    """Units of work that somebody's work counts for, by kind."""
    agreement: tuple[AgreementFigure, ...] = ()
    """How far annotators agree on the articles of the dataset."""
    adjudication: Adjudication | None = None
    """How gold came about."""
    frozen: FrozenFacts | None = None
    """The frozen gold that it has; None where gold is as decisions gave it."""
    software: dict[str, str] = Field(default_factory=dict)
    """Programs that had a part in it, with versions."""
    splits: SplitFacts | None = None
    """How it is split; None where it is not."""
