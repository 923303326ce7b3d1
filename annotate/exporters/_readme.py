"""The page that goes with an export: what it holds, how to read it, and the data statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotate.exporters._dataset import Dataset
from annotate.exporters._exporter import Page
from annotate.exporters._manifest import MANIFEST, LeftOut, Manifest
from annotate.exporters._statement import AgreementFigure, FrozenFacts, SplitFacts, Statement
from schema import Scheme, SelectionFacts

NOT_STATED = "not stated"

_PAGE = """\
{front}# {name}

Argument annotations by the scheme `{scheme.name}`, version {scheme.version}: {scheme.title.en} ({scheme.title.zh}).
{release}
## Files

{files}

`{manifest}` gives the program and the scheme that this was made with, and size and SHA-256 of each file.
`sources.jsonl` traces each text, and so each span, to its source: SHA-256 of the file, and for each of its `pieces`
`[start, end, from, to]` that `text[start:end]` of the article stands in `[from, to)` of what the named extractor reads
in the file.

{reading}
## Counts
{selection}
{counts}

Left out of these, because the format cannot express it; and left out before, because it breaks a rule of the scheme, is
not finished or stands no more:

{left_out}
{splits}
## Labels

{labels}

## Data statement

{statement}

### Agreement

{agreement}

### Adjudication

{adjudication}
"""


def readme(dataset: Dataset, manifest: Manifest, page: Page) -> str:
    """Return the page: what the export holds, how to read it, counts, labels, and the data statement."""
    statement = dataset.statement
    files = [(f"`{file}`", facts.records or "", facts.size) for file, facts in manifest.files.items()]
    return _PAGE.format(
        front=page.front,
        name=dataset.name,
        scheme=dataset.scheme,
        manifest=MANIFEST,
        release=f"Release {manifest.release} of its project.\n" if manifest.release else "",
        files=_table(("file", "records", "bytes"), files),
        reading=page.reading,
        selection=_selected(dataset.selection) if dataset.selection else "",
        counts=_table(("what", "how many"), manifest.counts.items()),
        left_out=_omitted(manifest.left_out),
        splits=_splits(statement.splits) if statement.splits else "",
        labels=_table(("label", "中文", "is", "values"), _labels(dataset.scheme)),
        statement=_table(("", ""), _facts(dataset)),
        agreement=_agreement(statement),
        adjudication=_adjudication(statement),
    )


def _selected(found: SelectionFacts) -> str:
    return f"\nOnly of the selection `{found.name}`: {found.articles} articles, whose ids hash to `{found.digest}`.\n"


def _omitted(left_out: Mapping[str, Mapping[str, LeftOut]]) -> str:
    rows = [
        (what, reason, found.count, ", ".join(f"`{example}`" for example in found.examples))
        for what, reasons in left_out.items()
        for reason, found in reasons.items()
    ]
    return _table(("what", "reason", "how many", "for example"), rows) if rows else "Nothing."


def _splits(found: SplitFacts) -> str:
    wished = found.shares or [None] * len(found.names)
    rows = [
        (f"`{name}`", NOT_STATED if share is None else f"{share:g}", count)
        for name, share, count in zip(found.names, wished, found.articles, strict=True)
    ]
    leaks = "\n".join(f"- {leak}" for leak in found.leaks) or "None was found."
    seed = "given by a file" if found.seed is None else f"drawn with seed {found.seed}"
    return f"""
## Splits

By article, {seed}; in one split stays together: {found.together}. An article that an earlier release had keeps its
split.

{_table(("split", "share asked for", "articles"), rows)}

Leakage between splits:

{leaks}
"""


def _labels(scheme: Scheme) -> Iterable[Sequence[str]]:
    for component in scheme.components:
        yield f"`{component.id}`", component.label.zh, "type of span", ""
        for attribute in component.attributes:
            values = ", ".join(f"{value.id} {value.label.zh}" for value in attribute.values) or "free text"
            yield f"`{attribute.id}`", attribute.label.zh, f"attribute of {component.id}, {attribute.scale}", values
    for relation in scheme.relations:
        ends = f"{', '.join(relation.source)} → {', '.join(relation.target)}"
        yield f"`{relation.id}`", relation.label.zh, "type of relation", ends + " (same type)" * relation.same_type


def _facts(dataset: Dataset) -> Iterable[tuple[str, str]]:
    found = dataset.statement
    yield "project", found.title or NOT_STATED
    yield "licence", found.licence or NOT_STATED
    yield "citation", found.citation or NOT_STATED
    yield "contact", found.contact or NOT_STATED
    yield "languages", ", ".join(found.languages) or NOT_STATED
    yield "articles from … to", _period(found.published)
    yield "annotated from … to", _period(found.annotated)
    yield "decided from … to", _period(found.decided)
    yield "units of work", ", ".join(f"{count} × {kind}" for kind, count in found.units.items()) or NOT_STATED
    yield "annotators", "by name" if dataset.options.names else "as A1, A2, …, the same in every release"
    yield "texts", "included" if dataset.options.text else "left out; `annotate export join` puts them back"
    yield "software", ", ".join(f"{name} {version}" for name, version in found.software.items()) or NOT_STATED


def _period(found: tuple[str, str] | None) -> str:
    return " … ".join(dict.fromkeys(found)) if found else NOT_STATED


def _agreement(statement: Statement) -> str:
    if not statement.agreement:
        return f"Agreement is {NOT_STATED}."
    rows = [(f"`{found.measure}`", _figure(found.value), _interval(found)) for found in statement.agreement]
    return _table(("measure", "value", "interval"), rows)


def _interval(found: AgreementFigure) -> str:
    if found.value is None:
        return found.reason or NOT_STATED
    if found.low is None or found.high is None or found.level is None:
        return NOT_STATED
    return f"{found.low:.3f} … {found.high:.3f} ({found.level:.0%})"


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _adjudication(statement: Statement) -> str:
    frozen = [_frozen(statement.frozen)] if statement.frozen else []
    found = statement.adjudication
    if found is None:
        return "\n\n".join([*frozen, f"How gold was decided is {NOT_STATED}."])
    rules = [(f"`{rule}`", count) for rule, count in found.rules.items()]
    persons = [(f"persons ({found.persons})", found.personal)] if found.persons else []
    decided = [_table(("decided by", "decisions"), [*rules, *persons])] if rules or persons else []
    return "\n\n".join([*frozen, *decided, _table(("items of gold that rest on", "how many"), found.basis.items())])


def _frozen(found: FrozenFacts) -> str:
    told = f"Gold is as it was frozen on {found.made} under the name `{found.name}`, SHA-256 `{found.sha256}`."
    if not found.stale:
        return told
    examples = ", ".join(f"`{example}`" for example in found.examples)
    return f"""\
{told} On {found.stale} groups of it persons had decided before annotators said something else; they were frozen all the
same (for example {examples})."""


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split())
