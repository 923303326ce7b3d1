"""Which of the annotators' work is asked for: by article, person, time, and version of the scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotate.agreement import Subset
from annotate.alignment import Columns, Entry
from annotate.errors import InputError, ProjectError
from annotate.store import Store
from annotate.workflow.corpus.selecting import whole
from annotate.workflow.periods import between, time_zone
from annotate.workflow.schemes.versions import made_under
from schema import SchemeVersion, SelectionFacts


@dataclass(frozen=True)
class Wanted:
    """Which work is asked for, as it is typed; what is None or empty leaves nothing out."""

    articles: Sequence[str] = ()
    """Beginnings of the ids of articles."""
    annotators: Sequence[str] = ()
    """Names of annotators."""
    labels: Sequence[str] = ()
    """Component types."""
    selection: str | None = None
    """Name of a selection of articles."""
    calibration: bool = False
    """Only articles of the calibration set."""
    since: str | None = None
    """Day, month or year from which on work was submitted."""
    until: str | None = None
    """Day, month or year up to the end of which work was submitted."""
    zone: str | None = None
    """The time zone in which days begin, such as Asia/Shanghai; None for that of this machine."""
    before_scheme: str | None = None
    """A version of the scheme, by its number or the first eight characters of its id: only work done before it."""
    after_scheme: str | None = None
    """A version likewise: only work done under it or a later one."""


@dataclass(frozen=True)
class Chosen:
    """The work that was asked for."""

    columns: Columns
    """The annotations, the skipped and deleted ones too."""
    subset: Subset
    """What was asked for."""


def choose(store: Store, wanted: Wanted) -> Chosen:
    """Return the work that is asked for; labels are left to what measures it.

    Raises InputError for an article, annotator, date, time zone or version of the scheme that there is not,
    ProjectError where there is no calibration set, StoreError for a selection that is not there.
    """
    articles, selection = _articles(store, wanted)
    _expect_annotators(store, wanted.annotators)
    tests = [*_dated(wanted), *_versioned(store, wanted)]
    undated = 0

    def keep(entry: Entry) -> bool:
        nonlocal undated
        if wanted.annotators and entry.annotator not in wanted.annotators:
            return False
        verdicts = [test(entry) for test in tests]
        undated += None in verdicts
        return all(verdicts)

    columns = store.columns(articles, keep)
    subset = Subset(
        articles=tuple(whole(prefix, store) for prefix in wanted.articles),
        annotators=tuple(wanted.annotators),
        since=wanted.since,
        until=wanted.until,
        zone=wanted.zone or "local" if wanted.since or wanted.until else None,
        labels=tuple(wanted.labels),
        selection=selection,
        calibration=wanted.calibration,
        before_scheme=wanted.before_scheme,
        after_scheme=wanted.after_scheme,
        undated=undated,
    )
    return Chosen(columns, subset)


_ID = 8
"""How many characters of an id tell it from the number of a version."""

_Test = Callable[[Entry], bool | None]
"""Whether an annotation is asked for; None where nothing tells."""


def _articles(store: Store, wanted: Wanted) -> tuple[list[str] | None, SelectionFacts | None]:
    """Return the articles asked for, None for all, and the selection that they are of."""
    sets: list[Sequence[str]] = []
    selection = None
    if wanted.articles:
        sets.append([whole(prefix, store) for prefix in wanted.articles])
    if wanted.selection is not None:
        chosen = store.selection(wanted.selection)
        selection = chosen.facts
        sets.append(chosen.articles)
    if wanted.calibration:
        sets.append(_calibration(store))
    if not sets:
        return None, None
    in_all = set(sets[0]).intersection(*sets[1:])
    return [article for article in dict.fromkeys(sets[0]) if article in in_all], selection


def _calibration(store: Store) -> tuple[str, ...]:
    designs = store.designs()
    calibration = designs[-1].calibration if designs else ()
    if not calibration:
        raise ProjectError(
            "--calibration", "there is no calibration set", cure="annotate assign --calibrate N, or --calibration NAME"
        )
    return calibration


def _expect_annotators(store: Store, names: Sequence[str]) -> None:
    known = [one.name for one in store.annotators()]
    for name in names:
        if name not in known:
            raise InputError(f"annotator {name}", "there is no such annotator", expected=f"one of {', '.join(known)}")


def _dated(wanted: Wanted) -> Iterator[_Test]:
    if wanted.since is None and wanted.until is None:
        return
    (first, last), zone = between(wanted.since, wanted.until, ("--since", "--until")), time_zone(wanted.zone)

    def within(entry: Entry) -> bool | None:
        return None if entry.updated is None else first <= entry.updated.astimezone(zone).date() <= last

    yield within


def _versioned(store: Store, wanted: Wanted) -> Iterator[_Test]:
    if wanted.before_scheme is None and wanted.after_scheme is None:
        return
    versions = store.scheme_versions()
    place = {version.id: number for number, version in enumerate(versions)}
    before = _version(wanted.before_scheme, versions, "--before-scheme", len(versions))
    after = _version(wanted.after_scheme, versions, "--after-scheme", 0)
    tell = made_under(store)

    def within(entry: Entry) -> bool | None:
        scheme = tell(entry).scheme
        return None if scheme is None else after <= place[scheme] < before

    yield within


def _version(text: str | None, versions: Sequence[SchemeVersion], option: str, otherwise: int) -> int:
    """Return the place of a version among all, oldest first; of several with one number the first."""
    if text is None:
        return otherwise
    for number, version in enumerate(versions):
        if text == version.scheme.version or (len(text) >= _ID and version.id.startswith(text)):
            return number
    known = ", ".join(f"{version.scheme.version} ({version.id[:8]})" for version in versions)
    raise InputError(
        f"{option} {text}",
        "no such version was used",
        expected=f"one of {known}" if known else "a scheme that was pushed",
        cure="annotate scheme history",
    )
