"""Text of what `studio` returns."""

from __future__ import annotations

from annotate.rendering._tables import facts, table
from annotate.workflow.labelling.studio import StudioLog, StudioOpened, StudioReport, StudioUsers


def studioreport(result: StudioReport) -> str:
    """Where the server is, or that it is not."""
    if not result.running:
        return "Label Studio was ended" if result.changed else "Label Studio does not run"
    return facts(
        [
            ("Label Studio", f"{result.url} ({'started' if result.changed else 'running'})"),
            ("version", result.version),
            ("login", result.login),
            ("passwords", result.credentials),
            ("log", result.log),
            ("warning", result.warning),
        ]
    )


def studiolog(result: StudioLog) -> str:
    """The lines as they stand in the log."""
    return "\n".join(result.lines) or f"there is nothing in {result.file}"


def studioopened(result: StudioOpened) -> str:
    """The address, also where a browser shows it."""
    return f"{result.url} is shown in the browser" if result.opened else result.url


def studiousers(result: StudioUsers) -> str:
    """A line for each account."""
    rows = ((user.id, user.login, user.name or None, user.annotator) for user in result.users)
    return f"{table(('number', 'login', 'name', 'annotator'), rows)}\n{result.url}"
