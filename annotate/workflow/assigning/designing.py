"""Who annotates which articles: dealt out, opened after the calibration, taken back and dealt out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from annotate import assignment
from annotate.assignment import Pair
from annotate.corpus import draw
from annotate.errors import InputError, ProjectError
from annotate.store import Store
from annotate.workflow.assigning.dealt import AssignReport, Done, report
from annotate.workflow.corpus import selecting
from annotate.workflow.project import Project
from schema import Assignment, Design, Phase, Pin

PER_ARTICLE = 2
"""Annotators for each article, unless somebody says otherwise: the fewest whose agreement can be measured."""


@dataclass(frozen=True)
class Wish:
    """How articles are to be dealt out. What is None or empty is as in the design before, or else by default."""

    per_article: int | None = None
    """Annotators for each article of the main set."""
    calibration: str | None = None
    """Selection of the articles that everyone does first."""
    calibrate: int | None = None
    """Or how many of the articles are drawn for that."""
    selection: str | None = None
    """Selection of the articles to deal out; otherwise all that there are."""
    pins: Sequence[str] = ()
    """Pairs that are fixed, each as ANNOTATOR=ARTICLE."""
    seed: int | None = None
    """What everything random follows from."""
    shuffle: bool = False
    """Whether each annotator gets an order of their own."""
    annotators: Sequence[str] = ()
    """Names of those among whom articles are dealt out; otherwise all who have an account and are not retired."""


def show(project: Project) -> AssignReport:
    """Tell who has what, and who shares how much with whom."""
    with project.store() as store:
        return report(project, store, store.assignments(), store.designs())


def assign(project: Project, wish: Wish, who: str, *, dry_run: bool = False) -> AssignReport:
    """Deal out what is not dealt out yet; what was given before stays, and the same once more gives nothing.

    Everyone gets the calibration set, which is open at once; the rest of an annotator's articles waits for `release`
    where they have a calibration set and nothing else is open to them. Raises InputError for a pin that cannot be
    read, ProjectError where there are no annotators or articles, StoreError for a selection that is not there.
    """
    with project.store() as store:
        dealer = _Dealer(project, store, who)
        names = _annotators(project, store, wish.annotators)
        design = _design(project, store, wish, dealer.next_design(names))
        return dealer.give(design, dealer.held, dry_run=dry_run)


def reassign(project: Project, annotator: str, who: str, *, dry_run: bool = False) -> AssignReport:
    """Take the articles back that an annotator has not finished, and deal them out among the others.

    What the annotator did on them stays, as far as it was pulled. Raises ProjectError when there is no such annotator,
    or nobody else.
    """
    with project.store() as store:
        _known(store, [annotator])
        dealer = _Dealer(project, store, who)
        others = [name for name in _annotators(project, store, ()) if name != annotator]
        if not others:
            raise ProjectError(
                f"annotator {annotator}", "nobody else can take over", cure="annotate annotators add NAME…"
            )
        work = Done(project, store, annotator)
        mine = [held for held in dealer.held if held.annotator == annotator]
        back = [held for held in mine if not work.finished(held.article)]
        design = dealer.next_design(others).model_copy(
            update={"articles": tuple(held.article for held in back if held.phase == "main"), "calibration": ()}
        )
        if not dry_run:
            pairs = [(held.annotator, held.article) for held in back]
            store.end_assignments(pairs, datetime.now(UTC), "not finished; given to others")
        left = [held for held in dealer.held if held not in back]
        return dealer.give(design, left, dry_run=dry_run).model_copy(update={"taken_back": len(back)})


def _annotators(project: Project, store: Store, names: Sequence[str]) -> list[str]:
    """Return the names of those who can get work; raises ProjectError when one is not among them, or there are none."""
    _known(store, names)
    known = store.annotators()
    if idle := [one for one in known if one.name in names and not one.annotates]:
        found = "is retired" if any(one.retired for one in idle) else "is a curator, and does not annotate"
        cure = "name others; annotate annotators add NAME has somebody annotate"
        raise ProjectError(f"annotator {', '.join(one.name for one in idle)}", found, cure=cure)
    able = [one.name for one in known if (one.name in names if names else one.account and one.annotates)]
    if not able:
        raise ProjectError(str(project.folder), "there are no annotators", cure="annotate annotators add NAME…")
    return able


def _known(store: Store, names: Iterable[str]) -> None:
    known = [one.name for one in store.annotators()]
    for name in names:
        if name not in known:
            raise ProjectError(f"annotator {name}", "is not in the project", expected=f"one of {', '.join(known)}")


def _design(project: Project, store: Store, wish: Wish, like: Design) -> Design:
    """Return the design that is wished for; what is not said is as in the one before, which `like` is made after."""
    corpus = [facts.id for facts in store.facts()]
    asked = corpus if wish.selection is None else list(store.selection(wish.selection).articles)
    if not asked:
        raise ProjectError(str(project.folder), "there are no articles", cure="annotate import PATH…")
    seed = like.seed if wish.seed is None else wish.seed
    before = [id_ for id_ in like.calibration if id_ in set(corpus)]
    calibration = _calibration(store, wish, asked, before, seed)
    return like.model_copy(
        update={
            "seed": seed,
            "per_article": wish.per_article or like.per_article,
            "articles": tuple(id_ for id_ in asked if id_ not in calibration),
            "calibration": calibration,
            "pins": tuple(_pin(text, store, like.annotators, asked) for text in wish.pins),
            "shuffled": wish.shuffle or like.shuffled,
        }
    )


def _calibration(store: Store, wish: Wish, asked: Sequence[str], before: Sequence[str], seed: int) -> tuple[str, ...]:
    """Return the calibration set; one that is drawn goes on from the one before, so that new documents change none."""
    if wish.calibration is not None:
        return store.selection(wish.calibration).articles
    if wish.calibrate is None:
        return tuple(before)
    more = wish.calibrate - len(before)
    if more > len(asked) - len(set(asked) & set(before)):
        raise ProjectError("--calibrate", f"there are only {len(asked)} articles", expected=f"{wish.calibrate}")
    return (*before, *draw([id_ for id_ in asked if id_ not in before], max(more, 0), seed))


def _pin(text: str, store: Store, annotators: Collection[str], articles: Collection[str]) -> Pin:
    name, found, prefix = text.rpartition("=")
    if not found or name not in annotators:
        raise InputError(
            f"--pin {text}", "names no annotator", expected="ANNOTATOR=ARTICLE, the annotator one of those"
        )
    article = selecting.whole(prefix, store)
    if article not in articles:
        raise InputError(f"--pin {text}", "the article is not among those to deal out")
    return Pin(annotator=name, article=article)


class _Dealer:
    """Gives articles to annotators and keeps what was given."""

    def __init__(self, project: Project, store: Store, who: str) -> None:
        self.project, self.store, self.who = project, store, who
        self.now = datetime.now(UTC)
        self.held = store.assignments()
        self.designs = store.designs()
        self.sizes = {facts.id: facts.characters for facts in store.facts()}

    def next_design(self, annotators: Sequence[str]) -> Design:
        """Return a design of no articles, otherwise like the one before."""
        before = self.designs[-1] if self.designs else None
        return Design(
            number=before.number + 1 if before else 1,
            made=self.now,
            who=self.who,
            seed=before.seed if before else 0,
            per_article=before.per_article if before else PER_ARTICLE,
            annotators=tuple(annotators),
            articles=(),
            calibration=before.calibration if before else (),
            shuffled=before.shuffled if before else False,
        )

    def give(self, design: Design, held: Sequence[Assignment], *, dry_run: bool) -> AssignReport:
        """Give what a design adds to what is held, and tell how it stands then."""
        given = [*self._given(design, held, "calibration"), *self._given(design, held, "main")]
        if given and not dry_run:
            self.store.assign(design, given)
        designs = [*self.designs, design] if given else self.designs
        told = report(self.project, self.store, [*held, *given], designs)
        return told.model_copy(update={"done": not dry_run, "given": len(given)})

    def _given(self, design: Design, held: Sequence[Assignment], phase: Phase) -> list[Assignment]:
        there = {Pair(one.annotator, one.article) for one in held}
        first = {one.article for one in held if one.phase == "calibration"}.union(design.calibration)
        if phase == "calibration":
            pairs = [Pair(name, article) for name in design.annotators for article in design.calibration]
            given = [pair for pair in pairs if pair not in there]
        else:
            main = {pair: self.sizes[pair.article] for pair in there if pair.article not in first}
            given = list(
                assignment.deal(
                    design.annotators,
                    {id_: self.sizes[id_] for id_ in design.articles if id_ not in first},
                    per_article=design.per_article,
                    seed=design.seed,
                    held=main,
                    pins=[Pair(pin.annotator, pin.article) for pin in design.pins if pin.article not in first],
                )
            )
        places = assignment.order(given, self.sizes, shuffle=design.seed if design.shuffled else None)
        after = _ends(held, phase)
        waiting = self._waiting(design, held) if phase == "main" else frozenset()
        return [
            Assignment(
                annotator=pair.annotator,
                article=pair.article,
                phase=phase,
                position=after[pair.annotator] + places[pair],
                design=design.number,
                since=self.now,
                opened=None if pair.annotator in waiting else self.now,
            )
            for pair in given
        ]

    def _waiting(self, design: Design, held: Sequence[Assignment]) -> frozenset[str]:
        """Return who is to finish a calibration set first: everyone who has one, unless they are past it."""
        first = {one.annotator for one in held if one.phase == "calibration"}
        past = {one.annotator for one in held if one.phase == "main" and one.opened is not None}
        return frozenset((first | (set(design.annotators) if design.calibration else set())) - past)


def _ends(held: Iterable[Assignment], phase: Phase) -> Mapping[str, int]:
    """Return the place after the last in each annotator's order."""
    found: Counter[str] = Counter()
    for one in held:
        if one.phase == phase:
            found[one.annotator] = max(found[one.annotator], one.position + 1)
    return found
