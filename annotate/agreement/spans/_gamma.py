"""γ of Mathet, Widlöcher & Métivier: how far annotators' spans can be aligned, beyond chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf
from time import monotonic

import numpy as np

from annotate.agreement._additive import Reals
from annotate.agreement._codings import Codings, Ints
from annotate.agreement._figures import Gamma, Reason
from annotate.agreement.spans._best_alignment import Continuum, TimedOut, TooLarge, Weights, least_disorder
from annotate.errors import InputError


def gamma(
    codings: Codings,
    *,
    alpha: float = 1.0,
    beta: float = 1.0,
    samples: int = 30,
    seed: int = 0,
    most_spans: int = 250,
    seconds: float = 60.0,
) -> Gamma:
    """Return γ over the spans of units that two annotators or more saw (Computational Linguistics 41(3), 2015).

    γ = 1 - observed / expected disorder. The dissimilarity of two spans is `alpha` · (differences of their ends over
    the sum of their lengths)² + `beta` if their labels differ; a span that is aligned with nothing costs 1. The best
    alignment is found exactly, by integer programming. For the expected disorder the spans of an annotator drawn at
    random are moved along the text by a random distance, from its end on to its start (ibid., section 5.2); mean of
    `samples` such texts, drawn from `seed`.

    A text are the units of one article that the same annotators saw, side by side; disorders of several texts are
    averaged by their mean numbers of spans. Overlapping spans stay as they are. γ is meant for a stated subset: None
    with `too_large` for more than `most_spans` spans or too many ways to align them, with `timed_out` after
    `seconds`. None also with `no_common_units`, with `no_spans`, and with `no_variation` where chance leaves no
    disorder. InputError for weights that are negative or not finite, and for less than one sample.
    """
    if not (0 <= alpha < inf and 0 <= beta < inf and samples > 0):
        raise InputError(
            "γ",
            f"weights {alpha} and {beta}, {samples} samples",
            expected="finite weights from 0 on, one sample or more",
        )
    shared = codings.shared[codings.spans.unit]
    until = monotonic() + seconds
    disorders: tuple[float, Reals] | Reason
    if not codings.shared.any():
        disorders = "no_common_units"
    elif not shared.any():
        disorders = "no_spans"
    elif shared.sum() > most_spans:
        disorders = "too_large"
    else:
        disorders = _disorders(list(_continua(codings)), Weights(alpha, beta), samples, seed, until)
    if not isinstance(disorders, str) and not disorders[1].any():
        disorders = "no_variation"
    return _result(codings, disorders, samples)


def without_value(codings: Codings, reason: Reason) -> Gamma:
    """Return γ that has no value, for a reason that shows only while it is computed."""
    return _result(codings, reason, 0)


def _result(codings: Codings, disorders: tuple[float, Reals] | Reason, samples: int) -> Gamma:
    value = observed = expected = error = None
    if not isinstance(disorders, str):
        observed, by_sample = disorders
        expected = float(by_sample.mean())
        value = 1 - observed / expected
        if samples > 1:
            error = observed / expected**2 * float(by_sample.std(ddof=1)) / samples**0.5
    return Gamma(
        value=value,
        reason=disorders if isinstance(disorders, str) else None,
        units=int(codings.shared.sum()),
        items=int(codings.shared[codings.spans.unit].sum()),
        annotators=int(codings.seen[codings.shared].any(axis=0).sum()),
        observed=observed,
        expected=expected,
        samples=samples,
        sampling_error=error,
    )


def _disorders(
    texts: list[Continuum], weights: Weights, samples: int, seed: int, until: float
) -> tuple[float, Reals] | Reason:
    """Return the disorder that was observed and that of each sample."""
    random = np.random.default_rng(seed)
    share = np.array([text.mean for text in texts])
    share /= share.sum()
    try:
        observed = [least_disorder(text, weights, until - monotonic()) / text.mean for text in texts]
        expected = np.zeros(samples)
        for sample in range(samples):
            moved = [_by_chance(text, random) for text in texts]
            disorders = [least_disorder(text, weights, until - monotonic()) / text.mean for text in moved]
            expected[sample] = share @ disorders
    except TooLarge:
        return "too_large"
    except TimedOut:
        return "timed_out"
    return float(share @ observed), expected


def _continua(codings: Codings) -> Iterator[Continuum]:
    """Yield the texts on which there is a span: units of an article that the same two annotators or more saw."""
    units, spans = codings.units, codings.spans
    who = np.unique(codings.seen, axis=0, return_inverse=True)[1].reshape(-1)
    text = np.unique(np.stack([units.article, who]), axis=1, return_inverse=True)[1].reshape(-1)
    for number in np.unique(text[spans.unit[codings.shared[spans.unit]]]):
        rows = np.flatnonzero(text == number)
        rows = rows[np.argsort(units.start[rows], kind="stable")]
        sizes = units.end[rows] - units.start[rows]
        shift = np.zeros(len(units.start), dtype=np.int64)
        shift[rows] = np.cumsum(sizes) - sizes - units.start[rows]
        own = np.flatnonzero(text[spans.unit] == number)
        seen = codings.seen[rows[0]]
        yield Continuum(
            annotators=int(seen.sum()),
            length=int(sizes.sum()),
            annotator=(np.cumsum(seen) - 1)[spans.annotator[own]],
            start=spans.start[own] + shift[spans.unit[own]],
            end=spans.end[own] + shift[spans.unit[own]],
            label=spans.label[own],
        )


def _by_chance(text: Continuum, random: np.random.Generator) -> Continuum:
    """Return as many annotators' spans as there are, each those of an annotator drawn at random, moved."""
    marked = np.unique(text.annotator)
    sources = random.integers(text.annotators, size=text.annotators)
    while not np.isin(sources, marked).any():
        sources = random.integers(text.annotators, size=text.annotators)
    distances = _distances(text, random)
    rows = [np.flatnonzero(text.annotator == source) for source in sources]
    copied: Ints = np.concatenate(rows)
    annotator = np.repeat(np.arange(text.annotators), [len(own) for own in rows])
    start = (text.start[copied] + distances[annotator]) % text.length
    size = text.end[copied] - text.start[copied]
    return replace(text, annotator=annotator, start=start, end=start + size, label=text.label[copied])


def _distances(text: Continuum, random: np.random.Generator) -> Ints:
    """Return a distance for each annotator, no two nearer than half a mean span where the text has room for that."""
    apart = float((text.end - text.start).mean()) / 2
    chosen: Ints = np.empty(0, dtype=np.int64)
    everywhere = np.arange(text.length)
    for _ in range(text.annotators):
        away = np.abs(everywhere[:, None] - chosen)
        free = everywhere[(np.minimum(away, text.length - away) >= apart).all(axis=1)]
        chosen = np.append(chosen, int(random.choice(free if len(free) else everywhere)))
    return chosen
