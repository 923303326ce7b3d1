"""Text of what `db` returns."""

from __future__ import annotations

from annotate.rendering._tables import facts, table
from annotate.store import StoreStatus, Upgrade
from annotate.workflow.database import BackedUp


def storestatus(result: StoreStatus) -> str:
    """Where, which revision, how much."""
    state = "up to date" if result.revision == result.head else "needs `annotate db upgrade`"
    known = facts(
        [
            ("store", result.location),
            ("revision", f"{result.revision or 'none'} ({state})"),
            ("bytes", result.size),
        ]
    )
    rows = sorted(result.tables.items())
    return f"{known}\n\n{table(('table', 'rows'), rows)}" if rows else known


def upgrade(result: Upgrade) -> str:
    """From where to where, and where the copy is."""
    if result.before == result.after:
        return f"the store is at revision {result.after} already"
    return facts(
        [
            ("upgraded", f"{result.before or 'an empty database'} → {result.after}"),
            ("copy of before", result.backup),
        ]
    )


def backedup(result: BackedUp) -> str:
    """Where the copy is."""
    return f"copied to {result.path}"
