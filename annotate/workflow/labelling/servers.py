"""Which Label Studio a project works with, and who annotates there."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr

from annotate import labelstudio
from annotate.errors import AccessDenied, InputError, ServerUnreachable
from annotate.workflow.project import Project
from schema import Annotator, Model, Record, Role

LOCAL = "local"
"""Name under which the store knows the project's own server, whose port may change."""


class AnnotatorReport(Model):
    """An annotator and how they log in."""

    name: str
    """Name of the annotator."""
    login: str | None
    """What they log in with."""
    retired: bool = False
    """Whether they have stopped."""
    role: Role = "annotator"
    """What they are there for."""
    password: str | None = None
    """Their password, where the account was made just now on a server whose logins are not kept here."""


class AnnotatorsReport(Record):
    """The project's annotators and curators."""

    annotators: tuple[AnnotatorReport, ...]
    """By name."""
    credentials: str | None
    """The file with their passwords, for the local server."""


class Server(Model):
    """Where a project's Label Studio is, and the key to it."""

    name: str
    """Name under which the store knows it."""
    url: str
    """Its address."""
    key: SecretStr
    """The key."""


def server(project: Project) -> Server:
    """Return the server that a project works with: that of the environment, or else its own local one.

    Raises AccessDenied when the environment gives only one of address and key, ServerUnreachable when there is none.
    """
    url, key = project.environment.label_studio_url, project.environment.label_studio_api_key
    if url and key:
        return Server(name=labelstudio.address(url), url=url, key=key)
    if url or key:
        raise AccessDenied(
            "the environment",
            f"only {'LABEL_STUDIO_URL' if url else 'LABEL_STUDIO_API_KEY'} is set",
            expected="both LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY, or neither",
        )
    found, known = labelstudio.status(project.studio), labelstudio.read_credentials(project.studio)
    if found.state != "running" or not found.url or not known:
        raise ServerUnreachable(
            str(project.folder),
            "the project has no Label Studio that runs",
            cure="annotate studio start, or set LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY",
        )
    return Server(name=LOCAL, url=found.url, key=known.token)


def add_annotators(project: Project, names: Sequence[str]) -> AnnotatorsReport:
    """Make an account for each annotator, on the server and in the store; one who has one keeps it, and is back."""
    place = server(project)
    made: list[AnnotatorReport] = []
    if not all(name.strip() for name in names):
        raise InputError("annotators add", "a name is empty", expected="names of annotators, such as lin or 林")
    with project.store() as store:
        for name in names:
            account = _account(project, place, name)
            store.add_annotator(Annotator(name=name, account=account.email, remote=account.id))
            store.set_retired(name, None)
            shown = account.password.get_secret_value() if account.password and place.name != LOCAL else None
            made.append(AnnotatorReport(name=name, login=account.email, password=shown))
    return AnnotatorsReport(annotators=tuple(made), credentials=_credentials(project, place.name))


def add_curators(project: Project, names: Sequence[str]) -> tuple[AnnotatorReport, ...]:
    """Make an account for each of these who has none, and return these; they get nothing to annotate.

    Who annotates already can curate too, and goes on annotating.
    """
    place = server(project)
    made: list[AnnotatorReport] = []
    with project.store() as store:
        known = {found.name for found in store.annotators() if found.account}
        for name in dict.fromkeys(names):
            if name in known:
                continue
            account = _account(project, place, name)
            store.add_annotator(Annotator(name=name, account=account.email, remote=account.id, role="curator"))
            shown = account.password.get_secret_value() if account.password and place.name != LOCAL else None
            made.append(AnnotatorReport(name=name, login=account.email, role="curator", password=shown))
    return tuple(made)


def _account(project: Project, place: Server, name: str) -> labelstudio.Account:
    """An annotator's account; that of a local server is written down with its password."""
    key = place.key.get_secret_value()
    known = labelstudio.read_credentials(project.studio)
    if place.name != LOCAL or known is None:
        return labelstudio.create_account(place.url, key, name)
    password = labelstudio.password_of(known, labelstudio.email_of(name))
    account = labelstudio.create_account(place.url, key, name, password=password.get_secret_value())
    if account.password is None:
        account = labelstudio.with_password(place.url, account, password)
    labelstudio.keep_account(project.studio, account)
    return account


def list_annotators(project: Project) -> AnnotatorsReport:
    """Tell who annotates, and who decides."""
    with project.store() as store:
        known = tuple(_listed(found) for found in store.annotators())
    kept = labelstudio.read_credentials(project.studio)
    return AnnotatorsReport(annotators=known, credentials=_credentials(project, LOCAL) if kept else None)


def _listed(annotator: Annotator) -> AnnotatorReport:
    stopped = annotator.retired is not None
    return AnnotatorReport(name=annotator.name, login=annotator.account, retired=stopped, role=annotator.role)


def _credentials(project: Project, place: str) -> str | None:
    return str(project.studio / labelstudio.CREDENTIALS) if place == LOCAL else None
