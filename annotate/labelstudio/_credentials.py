"""The secrets of a local Label Studio, in one file that only its owner can read."""

from __future__ import annotations

import contextlib
import fcntl
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, SecretStr, SerializationInfo, ValidationError

from annotate.errors import ServerError

CREDENTIALS = "credentials.json"
"""Name of the file in the folder of a local Label Studio."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What passwords are made of: nothing that is mistaken for something else when copied from paper."""

_REVEALED = "revealed"


def _conceal(secret: SecretStr, info: SerializationInfo) -> str:
    return secret.get_secret_value() if info.context == _REVEALED else str(secret)


Secret = Annotated[SecretStr, PlainSerializer(_conceal, when_used="unless-none")]
"""A string that shows itself neither when printed nor when dumped, but for the file of credentials."""


class _Kept(BaseModel):
    # Without hiding them, pydantic would quote what it found in its errors.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Account(_Kept):
    """An account on a Label Studio server."""

    id: int
    """Its number on the server."""
    name: str
    """The annotator's name."""
    email: str
    """What the annotator logs in with."""
    password: Secret | None = None
    """Known only where this program made the account."""
    token: Secret | None = None
    """The legacy token of its API, known only where this program made the account."""


class Credentials(_Kept):
    """What a local Label Studio was set up with: its signing key, its administrator and the annotators' accounts."""

    secret_key: Secret
    """Signs sessions and tokens of the server."""
    email: str
    """What the administrator logs in with."""
    password: Secret
    """The administrator's password."""
    token: Secret
    """The administrator's key of the API, 40 hexadecimal digits."""
    accounts: tuple[Account, ...] = ()
    """The accounts that were made for annotators, in the order in which they were made."""

    def redact(self, text: str) -> str:
        """Return `text` with every one of these secrets replaced by asterisks."""
        known = [self.secret_key, self.password, self.token]
        known += [secret for account in self.accounts for secret in (account.password, account.token) if secret]
        for secret in known:
            text = text.replace(secret.get_secret_value(), str(secret))
        return text


def new_password() -> str:
    """Return a random password of 16 letters and digits in groups of four (79 bits), easy to hand over on paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def password_of(credentials: Credentials, email: str) -> SecretStr:
    """Return the password of an annotator of this server, in the form of `new_password`.

    It follows from the server's own secret and the e-mail address, so that it is known even if the making of the
    account was cut off before the account was written down.
    """
    secret = credentials.secret_key.get_secret_value().encode()
    numbers = hmac.digest(secret, email.encode(), "sha256")[:16]
    letters = "".join(_LETTERS[number % len(_LETTERS)] for number in numbers)
    return SecretStr("-".join(letters[start : start + 4] for start in range(0, 16, 4)))


def new_credentials() -> Credentials:
    """Return random credentials of a new server."""
    return Credentials(
        secret_key=SecretStr(secrets.token_urlsafe(48)),
        email="coordinator@studio.local",
        password=SecretStr(new_password()),
        token=SecretStr(secrets.token_hex(20)),
    )


def read_credentials(folder: Path) -> Credentials | None:
    """Return the credentials in that folder, None when it has none; raises ServerError when they cannot be read."""
    path = folder / CREDENTIALS
    try:
        return Credentials.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise ServerError(
            str(path),
            f"cannot be read: {error}",
            expected="the credentials that `annotate studio start` wrote",
            cure="restore the file, or remove the folder to begin anew (what was labelled there is lost)",
        ) from error


def write_credentials(folder: Path, credentials: Credentials) -> None:
    """Replace the credentials in that folder."""
    write_private(folder / CREDENTIALS, credentials.model_dump_json(indent=2, context=_REVEALED))


def keep_account(folder: Path, account: Account) -> None:
    """Add an account to the credentials in that folder, or replace the one with the same email.

    An account without a password, one that existed before, does not replace what is known of it. Raises ServerError
    when the folder has no credentials.
    """
    with locked(folder, "credentials.lock"):
        credentials = read_credentials(folder)
        if credentials is None:
            raise ServerError(str(folder), "holds no Label Studio", cure="annotate studio start")
        known = {kept.email: kept for kept in credentials.accounts}
        if account.password is not None or account.email not in known:
            known[account.email] = account
        write_credentials(folder, credentials.model_copy(update={"accounts": tuple(known.values())}))


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody but its owner can read at any moment; it is there whole or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock of that name in the folder; whoever else wants it waits. It ends with the process that holds it."""
    with os.fdopen(os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
