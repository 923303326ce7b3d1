"""Text of what `adjudicate curators` returns."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.agreement import Figure
from annotate.rendering._adjudicating import in_gold
from annotate.rendering._tables import plural, table
from annotate.workflow.adjudicating.curators import Agreed, CuratorPair, CuratorsReport, Differing

_SHOWN = 12
"""Groups that are printed; `--json` has all."""


def curatorsreport(result: CuratorsReport) -> str:
    """Who decided how much, how far every two agree, and on which groups they differ."""
    if not result.curators:
        return "no person has decided anything yet; annotate adjudicate review"
    rows = (
        (one.who, one.by, one.components, one.relations, one.accepted, one.rejected, one.open, one.undone)
        for one in result.curators
    )
    columns = ("who", "as", "components", "relations", "accepted", "rejected", "open", "taken back")
    parts = [f"{plural(len(result.curators), 'voice')}{in_gold(result.basis)}", table(columns, rows)]
    parts += [_pair(pair) for pair in result.pairs]
    if result.differing:
        unsettled = sum(not one.settled for one in result.differing)
        parts.append(
            f"{plural(len(result.differing), 'group')} on which curators differ, {unsettled} of them not settled"
            f"{': annotate adjudicate review --arbiter' if unsettled else ''}"
        )
        parts += map(_differing, result.differing[:_SHOWN])
        if len(result.differing) > _SHOWN:
            parts.append(f"… and {len(result.differing) - _SHOWN} more; --json lists all")
    return "\n".join(parts)


def _pair(pair: CuratorPair) -> str:
    head = f"{pair.first} and {pair.second}: {plural(pair.groups, 'group')} that both decided"
    apart = f", {pair.apart} more on different versions of the text" if pair.apart else ""
    return f"{head}{apart}\n{table(('agreement on', 'groups', 'percent', 'α'), _figures(pair))}"


def _figures(pair: CuratorPair) -> Iterator[tuple[object, ...]]:
    overlap = "" if pair.boundaries.overlap is None else f", mean overlap {pair.boundaries.overlap:.3f}"
    yield _agreed("presence", pair.presence)
    yield _agreed("type", pair.type)
    yield f"boundaries{overlap}", pair.boundaries.percent.units, _value(pair.boundaries.percent), "–"
    for name, agreed in pair.attributes.items():
        yield _agreed(name, agreed)
    yield _agreed("relations", pair.relations)


def _agreed(name: str, agreed: Agreed) -> tuple[object, ...]:
    return name, agreed.percent.units, _value(agreed.percent), _value(agreed.alpha)


def _value(figure: Figure) -> str:
    return f"– ({figure.reason})" if figure.value is None else f"{figure.value:.3f}"


def _differing(one: Differing) -> str:
    said = "; ".join(f"{who}: {what}" for who, what in one.said.items())
    return f"{one.kind} {one.group} in {one.article}: {', '.join(one.on)}{' (settled)' if one.settled else ''}: {said}"
