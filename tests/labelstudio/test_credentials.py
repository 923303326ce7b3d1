"""Secrets: kept in a file for their owner only, shown nowhere else."""

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from annotate.errors import ServerError
from annotate.labelstudio import _credentials
from annotate.labelstudio._credentials import (
    CREDENTIALS,
    Account,
    Credentials,
    keep_account,
    new_credentials,
    new_password,
    read_credentials,
    write_credentials,
    write_private,
)


def _secrets(credentials: Credentials) -> list[str]:
    own = [credentials.secret_key, credentials.password, credentials.token]
    others = [secret for account in credentials.accounts for secret in (account.password, account.token) if secret]
    return [secret.get_secret_value() for secret in own + others]


def _account(name: str, password: str | None = "grün-grün") -> Account:
    secret = SecretStr(password) if password else None
    return Account(id=7, name=name, email=f"{name}@annotators.local", password=secret)


def test_credentials_are_read_as_they_were_written(tmp_path: Path) -> None:
    written = new_credentials().model_copy(update={"accounts": (_account("林"), _account("old", None))})
    write_credentials(tmp_path, written)
    assert read_credentials(tmp_path) == written
    assert all(secret in (tmp_path / CREDENTIALS).read_text(encoding="utf-8") for secret in _secrets(written))


def test_credentials_show_no_secret() -> None:
    credentials = new_credentials().model_copy(update={"accounts": (_account("lin"),)})
    shown = [repr(credentials), str(credentials), credentials.model_dump_json(), str(credentials.model_dump())]
    shown.append(credentials.redact(" ".join(_secrets(credentials))))
    assert [secret for secret in _secrets(credentials) for text in shown if secret in text] == []


def test_new_credentials_are_random_and_of_the_form_that_label_studio_takes() -> None:
    one, other = new_credentials(), new_credentials()
    assert not set(_secrets(one)) & set(_secrets(other))
    assert re.fullmatch("[0-9a-f]{40}", one.token.get_secret_value())
    assert re.fullmatch("(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", new_password())


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_private_file_is_for_its_owner_only(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_private(tmp_path / "file", "old")
        write_private(tmp_path / "file", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_private_file_stays_as_it_was_when_it_cannot_be_written(tmp_path: Path) -> None:
    write_private(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(tmp_path / "file", "new \ud800")
    assert (tmp_path / "file").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_damaged_credentials_are_reported_without_quoting_them(tmp_path: Path) -> None:
    write_credentials(tmp_path, new_credentials())
    path = tmp_path / CREDENTIALS
    path.write_text(path.read_text().replace('"token": ', '"token": 1, "key": '))
    with pytest.raises(ServerError, match=r"credentials\.json: cannot be read") as caught:
        read_credentials(tmp_path)
    assert not re.search("[0-9a-f]{40}", str(caught.value))


def test_accounts_are_kept_by_email_and_what_is_known_of_one_is_not_forgotten(tmp_path: Path) -> None:
    write_credentials(tmp_path, new_credentials())
    keep_account(tmp_path, _account("lin", None))
    keep_account(tmp_path, _account("wang", "first"))
    keep_account(tmp_path, _account("lin", "second"))
    keep_account(tmp_path, _account("wang", None))
    kept = read_credentials(tmp_path)
    assert kept is not None
    assert kept.accounts == (_account("lin", "second"), _account("wang", "first"))


def test_accounts_kept_at_the_same_time_are_all_there(tmp_path: Path) -> None:
    write_credentials(tmp_path, new_credentials())
    names = [f"annotator{number}" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: keep_account(tmp_path, _account(name)), names))
    kept = read_credentials(tmp_path)
    assert kept is not None
    assert sorted(account.name for account in kept.accounts) == sorted(names)


def test_account_cannot_be_kept_where_no_server_was(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="annotate studio start"):
        keep_account(tmp_path, _account("lin"))


def test_lock_keeps_others_out(tmp_path: Path) -> None:
    inside: list[str] = []

    def visit(name: str) -> None:
        with _credentials.locked(tmp_path, "lock"):
            inside.append(name)
            time.sleep(0.01)
            inside.append(name)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(visit, "abcdefgh"))
    assert inside[::2] == inside[1::2]
