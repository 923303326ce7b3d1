"""Accounts on a project's own server: made, kept, and not lost when their making is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate import labelstudio
from annotate.settings import NOTHING
from annotate.workflow.labelling import servers
from annotate.workflow.project import Project, init, open_project


@pytest.fixture(scope="module")
def project(studio_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project whose own server runs."""
    folder = tmp_path_factory.mktemp("local") / "essays"
    init(folder, name="local", environment=NOTHING)
    with labelstudio.running(folder / ".studio", template=studio_template):
        yield open_project(folder, NOTHING)


def kept(project: Project) -> dict[str, labelstudio.Account]:
    known = labelstudio.read_credentials(project.studio)
    return {account.name: account for account in known.accounts} if known else {}


def test_accounts_are_made_once_and_kept_with_their_passwords(project: Project) -> None:
    first = servers.add_annotators(project, ["林", "chen"])
    assert [found.password for found in first.annotators] == [None, None]
    before = kept(project)
    assert all(account.password and account.token for account in before.values())
    servers.add_annotators(project, ["chen", "林"])
    assert kept(project) == before
    with project.store() as store:
        assert sorted(found.name for found in store.annotators()) == ["chen", "林"]


@pytest.mark.parametrize("lost", ["keep_account", "create_account"])
def test_an_account_whose_making_was_cut_off_is_not_lost(
    project: Project, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """Cut off right after the server has made the account, or right before it is written down."""
    made = getattr(labelstudio, lost)

    def cut_off(*arguments: object, **options: object) -> None:
        if lost == "create_account":
            made(*arguments, **options)
        raise KeyboardInterrupt

    name = f"zhao-{lost.partition('_')[0]}"
    with monkeypatch.context() as patched:
        patched.setattr(labelstudio, lost, cut_off)
        with pytest.raises(KeyboardInterrupt):
            servers.add_annotators(project, [name])
    assert name not in kept(project)
    servers.add_annotators(project, [name])
    account = kept(project)[name]
    assert account.token is not None
    place = servers.server(project)
    labelstudio.Client(place.url, account.token)  # asks the server whose key it is, and would be refused
    assert (
        len(
            [
                user
                for user in labelstudio.find_users(place.url, place.key.get_secret_value())
                if user.email == account.email
            ]
        )
        == 1
    )
