"""Text of a concordance."""

from __future__ import annotations

from annotate.rendering._tables import plural
from annotate.workflow.reporting.concordance import Concordance, Found


def concordance(result: Concordance) -> str:
    """Each place on a line between what stands around it, and how many there are."""
    return "\n".join([*(_line(place) for place in result.places), sums(result)])


def sums(result: Concordance) -> str:
    """Return how many places there are, in how many texts, and how many of them are not shown."""
    rest = result.found - len(result.places)
    counts = (
        f"{plural(result.found, 'place')} in {result.matching:,} of {plural(result.articles, 'text')}"
        f"{'' if result.of == 'text' else f' ({result.of})'}"
    )
    return counts + (f"; {rest:,} not shown (--limit)" if rest else "")


def _line(place: Found) -> str:
    values = "; ".join(f"{name}={value}" for name, value in sorted(place.attributes.items()))
    told = f"  {place.label}{f' ({values})' if values else ''}" if place.label else ""
    where = f"{place.article} [{place.start}, {place.end})"
    before, text, after = map(flat, (place.before, place.text, place.after))
    return f"{where} {before}»{text}«{after}{told}"


def flat(text: str) -> str:
    """Return a text on one line, with a sign where another began."""
    return "⏎".join(text.splitlines())
