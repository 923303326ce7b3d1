"""Text of what `db` returns."""

from __future__ import annotations

from annotate.errors import visible
from annotate.rendering._tables import facts, plural, table
from annotate.store import Examined, Restored, StoreCopied, StoreStatus, Upgrade
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


def restored(result: Restored) -> str:
    """What is where now."""
    return facts(
        [
            ("restored", result.copy_of),
            ("store", result.location),
            ("revision", result.revision),
            ("what was there", result.aside or "nothing"),
        ]
    )


def storecopied(result: StoreCopied) -> str:
    """How much of each table, and by which hash it is the same."""
    rows = [(copied.table, copied.rows, copied.sha256[:12]) for copied in result.tables if copied.rows]
    return (
        f"copied {result.source}\nto {result.target}\n\n"
        f"{table(('table', 'rows', 'sha256, here and there'), rows)}\n\n"
        "to work with it: its URL as `store` in annotate.toml, or in ANNOTATE_STORE if it holds a password"
    )


def examined(result: Examined) -> str:
    """Each fault with its cure, and how much was looked at."""
    lines = [
        f"{fault.severity}: {visible(fault.where)}: {visible(fault.found)} (expected {visible(fault.expected)})\n"
        f"  → {visible(fault.cure)}"
        for fault in result.faults
    ]
    if rest := result.errors + result.warnings - len(result.faults):
        lines.append(f"… and {rest} more")
    looked = ", ".join(plural(count, kind) for kind, count in result.looked_at.items() if count)
    if result.looked_at:
        lines.append(f"looked at {looked or 'a store that holds nothing'}")
    else:
        lines.append("the tables are damaged, so what they hold was not looked at")
    lines.append(f"{plural(result.errors, 'error')}, {plural(result.warnings, 'warning')}")
    return "\n".join(lines)
