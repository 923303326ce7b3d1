"""Text of what `select` returns."""

from __future__ import annotations

from annotate.rendering._corpus import articles_table, reasons
from annotate.rendering._tables import plural, table
from annotate.workflow.corpus.selecting import SelectionMade, SelectionsReport, SelectionView
from schema import ArticleSelection, Criteria

_WORDS = {"made": "made", "replaced": "made anew", "unchanged": "there already, as it is"}


def selectionmade(result: SelectionMade) -> str:
    """How many were chosen of how many, and why the others were not."""
    chosen = result.selection
    drawn = "" if result.criteria.sample is None else f", {chosen.articles:,} drawn with seed {result.criteria.seed}"
    lines = [
        f"selection {chosen.name} {_WORDS[result.outcome]}: {plural(chosen.articles, 'article')}",
        f"{result.fitting:,} of {result.of:,} fit{drawn}",
    ]
    if result.left_out:
        lines.append(reasons(result.left_out))
    if result.strata:
        rows = ((stratum.name, stratum.fitting, stratum.drawn) for stratum in result.strata)
        lines.append(table((str(result.criteria.stratify), "fit", "drawn"), rows))
    return "\n".join(lines)


def selectionsreport(result: SelectionsReport) -> str:
    """One line per selection."""
    if not result.selections:
        return "no selections; annotate select make NAME …"
    rows = (
        (found.name, len(found.articles), f"{found.made:%Y-%m-%d %H:%M}", described(found.criteria))
        for found in result.selections
    )
    return table(("selection", "articles", "made (UTC)", "criteria"), rows)


def selectionview(result: SelectionView) -> str:
    """How it was made, and its articles."""
    return f"{_head(result.selection)}\n{articles_table(result.articles)}"


def _head(found: ArticleSelection) -> str:
    made = f"{found.made:%Y-%m-%d %H:%M} UTC"
    return f"selection {found.name}, {plural(len(found.articles), 'article')}, made {made}: {described(found.criteria)}"


def described(criteria: Criteria) -> str:
    """Return criteria as the options that they were given by; "all articles" where there were none."""
    given = criteria.model_dump(exclude_defaults=True)
    told = {
        name: f"{len(value)} named"
        if name == "articles"
        else " ".join(map(str, value))
        if isinstance(value, tuple)
        else str(value)
        for name, value in given.items()
    }
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in told.items()) or "all articles"
