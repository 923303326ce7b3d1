"""How assignments stand: loads, who shares how much with whom, and how far anyone is with an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotate import assignment
from annotate.assignment import Pair
from annotate.store import Store
from annotate.workflow.project import Project
from schema import Assignment, Design, Model, Record, cut

FEW = 50
"""Units that two annotators should share at least: on fewer, a share of agreement is uncertain by more than 0.14 (half
the width of its 95 % interval where it is least certain)."""


class Load(Model):
    """What an annotator has."""

    annotator: str
    """Name of the annotator."""
    retired: bool
    """Whether they have stopped; they keep what they have done."""
    calibration: int
    """Articles of the calibration set."""
    articles: int
    """Further articles."""
    open: int
    """Articles, of both, whose tasks a push sends."""
    characters: int
    """Code points of the further articles; this is what is evened out."""
    units: int
    """Units of work of all articles."""


class PairShare(Model):
    """What two annotators share."""

    first: str
    """The one annotator."""
    second: str
    """The other; names are in order."""
    articles: int
    """Articles that both have, those of the calibration set too."""
    units: int
    """Units of work in them."""


class AssignReport(Record):
    """Who has what, and what was given now."""

    done: bool = True
    """Whether what is told was done; else it was only planned."""
    design: int | None
    """Number of the last design; None where nothing was ever assigned."""
    per_article: int | None
    """Annotators for each article by that design."""
    given: int = 0
    """Articles given now, each counted for each annotator."""
    taken_back: int = 0
    """Articles taken back now, likewise."""
    articles: int
    """Articles that anyone has."""
    short: tuple[str, ...]
    """Ids of articles outside the calibration set that fewer annotators have."""
    largest: int
    """Code points of the largest article outside the calibration set; loads differ by no more where nothing was fixed
    or changed."""
    loads: tuple[Load, ...]
    """By name of the annotator."""
    pairs: tuple[PairShare, ...]
    """Every two annotators who have articles, by name."""
    few: int = FEW
    """Units below which too little is shared for a figure of agreement."""

    @property
    def thin(self) -> tuple[PairShare, ...]:
        """Pairs that share too little."""
        return tuple(pair for pair in self.pairs if pair.units < self.few)


def report(project: Project, store: Store, held: Sequence[Assignment], designs: Sequence[Design]) -> AssignReport:
    """Tell how assignments stand."""
    last = designs[-1] if designs else None
    ids = sorted({one.article for one in held})
    units: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for article in store.articles(ids):
        units[article.id] = len(cut(article.current, project.settings.unit))
        sizes[article.id] = len(article.current.text)
    main = [one for one in held if one.phase == "main"]
    having: defaultdict[str, int] = defaultdict(int)
    for one in main:
        having[one.article] += 1
    shared = assignment.overlaps([Pair(one.annotator, one.article) for one in held], units)
    retired = {annotator.name for annotator in store.annotators() if annotator.retired}
    return AssignReport(
        design=last.number if last else None,
        per_article=last.per_article if last else None,
        articles=len(ids),
        short=tuple(id_ for id_ in sorted(having) if last and having[id_] < last.per_article),
        largest=max((sizes[one.article] for one in main), default=0),
        loads=tuple(
            Load(
                annotator=one.first,
                retired=one.first in retired,
                calibration=one.articles - sum(other.annotator == one.first for other in main),
                articles=sum(other.annotator == one.first for other in main),
                open=sum(other.annotator == one.first and other.opened is not None for other in held),
                characters=sum(sizes[other.article] for other in main if other.annotator == one.first),
                units=one.units,
            )
            for one in shared
            if one.first == one.second
        ),
        pairs=tuple(PairShare(**one._asdict()) for one in shared if one.first != one.second),
    )


class Done:
    """What an annotator has done, as far as it was pulled."""

    def __init__(self, project: Project, store: Store, annotator: str) -> None:
        self.project, self.store = project, store
        self.done: set[str] = set()
        self.touched: set[str] = set()
        for found in store.annotations(annotator=annotator, raw=False):
            if not found.deleted:
                self.touched.add(found.unit.article)
                if found.status != "draft":
                    self.done.add(found.unit.key)

    def begun(self, article: str) -> bool:
        """Whether anything is done or begun on an article."""
        return article in self.touched

    def finished(self, article: str) -> bool:
        """Whether every unit of the newest text of an article is submitted or skipped."""
        return not self.missing([article])

    def missing(self, articles: Iterable[str]) -> int:
        """Return how many units of some articles are neither submitted nor skipped."""
        found = (cut(article.current, self.project.settings.unit) for article in self.store.articles(articles))
        return sum(unit.key not in self.done for units in found for unit in units)
