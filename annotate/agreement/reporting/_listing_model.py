"""What is said of disagreements, one by one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from annotate.agreement.reporting._model import Subset
from schema import Model, Record

DisagreementKind = Literal["unmarked", "label", "cut", "extent", "attribute", "relation"]
"""How annotators differ.

Somebody marked nothing there; another label; the same words cut otherwise, as one span and as several; other ends;
another value of an attribute; another relation, or none.
"""


class Opinion(Model):
    """What one annotator who saw the unit has to say."""

    annotator: str
    """Name of the annotator."""
    label: str | None
    """Label, or relation types joined by `+`; None where they marked or drew nothing."""
    aligned: bool = True
    """Whether it is comparable.

    For spans whether theirs is aligned with the others', not only the one that shares most words with these; for
    relations whether they marked both spans, so that they could draw one.
    """
    start: int | None = None
    """First code point of their span in the article text; None without one, and for relations."""
    end: int | None = None
    """Code point after the last."""
    text: str | None = None
    """The words of their span; None without one, for relations, and where the text was not given."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Attributes of their span, by name."""


class Disagreement(Model):
    """One thing on which annotators differ, with what each of them says of it."""

    kind: DisagreementKind
    """The gravest difference."""
    cost: float
    """How much it weighs.

    For spans the code points on which two annotators differ, over all pairs, divided by the annotators less one: its
    share of the disagreement of uα, 0 where words are cut otherwise but labelled alike. For attributes and relations
    the pairs of annotators that differ, divided alike.
    """
    article: str
    """Id of the article."""
    unit: str
    """Key of the unit."""
    start: int
    """First code point of all that is spoken of, in the article text."""
    end: int
    """Code point after the last."""
    text: str | None
    """The words between; for a relation the two spans, joined by an arrow; None where the text was not given."""
    opinions: tuple[Opinion, ...]
    """Of everybody who saw the unit, by name."""


class DisagreementList(Record):
    """Disagreements, the costliest first."""

    subset: Subset = Subset()
    """Which of the work was asked for."""
    annotators: tuple[str, ...]
    """Everybody with work that counts."""
    shared_units: int
    """Units seen by at least two annotators."""
    total: int
    """How many disagreements there are."""
    counts: dict[DisagreementKind, int]
    """How many of each kind."""
    csv: str | None = None
    """The file that they were written to; None where they were not."""
    disagreements: tuple[Disagreement, ...]
    """The costliest of spans, then of relations, then of attributes, as many of each as were asked for."""
