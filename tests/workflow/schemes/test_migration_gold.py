"""Gold follows the scheme, and goes back with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from annotate.adjudication import holding
from annotate.migrating import backwards, names
from annotate.store import create_store
from annotate.workflow.schemes.migration_gold import decide_again
from schema import GoldComponent, Renamed
from tests.store import content


def test_decisions_are_made_again_and_go_back(tmp_path: Path) -> None:
    change = names(content.OLD_SCHEME, content.SCHEME, [Renamed(what="problem", to="issue")])
    hour = timedelta(hours=1)
    with create_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        content.fill(store)

        def gold() -> tuple[GoldComponent, str, str]:
            (found,) = (one for one in holding(store.decisions(), None) if one.outcome == "accepted")
            assert isinstance(found.result, GoldComponent)
            (decision,) = found.decisions
            return found.result, decision.who, found.why

        before = gold()
        assert decide_again(store, change, 1, content.MORNING + hour) == 1
        result, who, why = gold()
        assert result == before[0].model_copy(update={"type": "issue"})
        assert (who, why) == (before[1], f"migration 1 of the scheme: {before[2]}")
        assert decide_again(store, change, 1, content.MORNING + 2 * hour) == 0

        assert decide_again(store, backwards(change), 2, content.MORNING + 3 * hour, undone=1) == 1
        assert gold()[:2] == before[:2]
        assert gold()[2] == f"migration 2 of the scheme: {before[2]}"
