"""Text of the disagreements themselves, opinions one under the other."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.agreement import Disagreement, DisagreementList, Opinion
from annotate.rendering._agreement import subset_words
from annotate.rendering._tables import plural

_WORDS = 60
"""Characters of a text that are shown."""


def disagreementlist(result: DisagreementList) -> str:
    """Each disagreement with what everybody says; then how many there are."""
    counts = ", ".join(f"{kind} {count:,}" for kind, count in result.counts.items())
    shown = len(result.disagreements)
    lines = [
        f"{plural(result.total, 'disagreement')} in {plural(result.shared_units, 'unit')} seen by at least two"
        + (f" ({counts})" if counts else ""),
        *map("only {}".format, subset_words(result.subset)),
        *("\n" + "\n".join(_disagreement(number, one)) for number, one in enumerate(result.disagreements, 1)),
    ]
    if not result.shared_units:
        lines.append("\nnothing to compare: annotate agreement says what is missing")
    if shown < result.total:
        more = "" if result.csv else ", --csv FILE writes all"
        lines.append(f"\n… and {result.total - shown:,} more; --limit shows more{more}")
    if result.csv:
        lines.append(f"\nall written to {result.csv}")
    return "\n".join(lines)


def _disagreement(number: int, one: Disagreement) -> Iterator[str]:
    cost = f"{one.cost:,.1f} characters" if one.kind not in ("attribute", "relation") else f"weight {one.cost:.2f}"
    yield f"{number}. {one.kind}, {cost}, {one.article} [{one.start}, {one.end})"
    if one.text is not None:
        yield f"   {_ends(one.text)}"
    width = max(len(opinion.annotator) for opinion in one.opinions)
    for opinion in one.opinions:
        yield f"   {opinion.annotator:<{width}}  {_opinion(one, opinion)}"


def _opinion(one: Disagreement, opinion: Opinion) -> str:
    if one.kind == "relation":
        return opinion.label or ("no relation" if opinion.aligned else "has not marked both")
    if opinion.label is None:
        return "–"
    if one.kind == "attribute":
        return ", ".join(f"{name} {opinion.attributes.get(name, '–')}" for name in _differing(one))
    words = opinion.label
    if opinion.text is not None and opinion.text != one.text:
        words += f"  {_ends(opinion.text)}"
    return words + ("" if opinion.aligned else "  (not aligned)")


def _differing(one: Disagreement) -> list[str]:
    """Return the attributes that were given different values."""
    said = [opinion.attributes for opinion in one.opinions if opinion.label is not None and opinion.aligned]
    names = sorted({name for values in said for name in values})
    return [name for name in names if len({values[name] for values in said if name in values}) > 1]


def _ends(text: str) -> str:
    """Return a text with its middle left out where it is long: what differs is mostly at the ends."""
    plain = " ".join(text.split())
    half = _WORDS // 2
    return f"“{plain}”" if len(plain) <= _WORDS else f"“{plain[:half]}…{plain[-half + 1 :]}”"
