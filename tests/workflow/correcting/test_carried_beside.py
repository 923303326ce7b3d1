"""A text is corrected while work on it comes home: what came last goes along to the new version."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from tests.workflow.exporting import build


def test_what_comes_while_a_correction_waits_goes_along(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = build.project(tmp_path / "project", build.PLACES[:1])
    (article,) = build.articles(made)
    first = build.work(article, "lin")
    build.save(made, first)
    # The text is marked otherwise in the next revision, of which the correction knows nothing when it begins.
    (problem, measure) = first.spans
    later = first.model_copy(update={"spans": (problem, measure.model_copy(update={"end": measure.end + 2}))})
    orders = Orders(text=(f"1=𠮷{article.title}",))
    with ThreadPoolExecutor(1) as pool, made.store() as store:
        with store.turn("labelling"):
            waiting = pool.submit(corrections.correct, made, article.id, orders, "林", "")
            while not caplog.messages and not waiting.done():
                time.sleep(0.01)
            store.save_annotations([later])
            assert not waiting.done()
        waiting.result()
        (kept,) = store.annotations()
    assert kept.unit.version == 2
    assert [(span.start - 1, span.end - 1) for span in kept.spans] == [(span.start, span.end) for span in later.spans]
