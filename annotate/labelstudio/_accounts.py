"""Accounts of annotators: found by email, made through the sign-up form, as a person would.

Label Studio's own call for making users, `POST /api/users/`, makes accounts that cannot log in.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

import httpx
from pydantic import BaseModel, ConfigDict, SecretStr

from annotate.errors import ServerError
from annotate.labelstudio._credentials import Account, new_password
from annotate.labelstudio._http import User, ask, connect, read, whoami

_DOMAIN = "annotators.local"
_PLAIN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_FAULT = re.compile(r'<ul class="field_errors">(.*?)</ul>|<p class="error">(.*?)</p>', re.DOTALL)


class _Token(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    token: SecretStr


def email_of(name: str) -> str:
    """Return the email under which an annotator of that name logs in: `lin` gives `lin@annotators.local`.

    Any other name than lower-case ASCII letters and digits, joined by single dots or hyphens, at most 40 of them,
    gets a hash of itself appended, since Label Studio takes ASCII only: 林 gives `annotator-` and ten digits. Names
    that differ thus have different emails, up to Unicode normalisation (NFC) and outer blanks. Raises ValueError for
    a blank name.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not name:
        raise ValueError("an annotator needs a name")
    if _PLAIN.fullmatch(name) and len(name) <= 40:
        return f"{name}@{_DOMAIN}"
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24].rstrip("-") or "annotator"
    return f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:10]}@{_DOMAIN}"


def find_users(url: str, key: str) -> tuple[User, ...]:
    """Return the users of the server at `url`, by number; raises as `create_account`."""
    with connect(url, key) as client:
        return _users(client)


def create_account(url: str, key: str, name: str, email: str | None = None, password: str | None = None) -> Account:
    """Return the account of an annotator with that email, by default that of `email_of(name)`; made if there is none.

    `key` is that of any account of the server. An account that exists is returned as it is, without password and
    token. One that is made shows `name` to others, and gets a random password unless one is given.

    Raises ServerUnreachable when nobody answers or it is not Label Studio, AccessDenied when the key is not accepted,
    ServerError when Label Studio refuses the email or the password.
    """
    email = (email or email_of(name)).lower()
    secret = SecretStr(password or new_password())
    with connect(url, key) as client:
        if known := _find(client, email):
            return known
        invitation = read(ask(client, "GET", "/api/invite"), _Token).token.get_secret_value()
        with connect(url) as visitor:
            try:
                _sign_up(visitor, invitation, email, secret)
            except ServerError:
                # Someone else may have made it between the look and the form.
                if known := _find(client, email):
                    return known
                raise
            user = whoami(visitor)
            token = read(ask(visitor, "GET", "/api/current-user/token"), _Token).token
        ask(client, "PATCH", f"/api/users/{user.id}/", json={"first_name": name})
    return Account(id=user.id, name=name, email=user.email, password=secret, token=token)


def with_password(url: str, account: Account, password: SecretStr) -> Account:
    """Return an account with password and token if that is its password, and otherwise as it is.

    So an account is not lost when its making was cut off before it was written down. Raises ServerUnreachable when
    nobody answers, ServerError when Label Studio fails.
    """
    with connect(url) as visitor:
        ask(visitor, "GET", "/user/login/")
        form = {"email": account.email, "password": password.get_secret_value()}
        if not _post(visitor, "/user/login/", form).is_redirect:
            return account
        token = read(ask(visitor, "GET", "/api/current-user/token"), _Token).token
    return account.model_copy(update={"password": password, "token": token})


def _users(client: httpx.Client) -> tuple[User, ...]:
    return tuple(sorted(read(ask(client, "GET", "/api/users/"), list[User]), key=lambda user: user.id))


def _find(client: httpx.Client, email: str) -> Account | None:
    for user in _users(client):
        if user.email.lower() == email:
            return Account(id=user.id, name=user.first_name, email=user.email)
    return None


def _sign_up(visitor: httpx.Client, invitation: str, email: str, password: SecretStr) -> None:
    """Fill in the form, after which the visitor is logged in as that user."""
    path = f"/user/signup/?token={invitation}"
    ask(visitor, "GET", path)
    answer = _post(visitor, path, {"email": email, "password": password.get_secret_value()})
    if not answer.is_redirect:
        found = [re.sub(r"<[^>]*>", " ", listed or single) for listed, single in _FAULT.findall(answer.text)]
        faults = [" ".join(html.unescape(fault).split()) for fault in found]
        raise ServerError(
            f"account {email}",
            f"Label Studio refuses it: {'; '.join(faults) or 'without a reason'}",
            cure="choose a name or password that it takes",
        )


def _post(visitor: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response:
    """Send a form that the visitor was shown."""
    # Over HTTPS, Label Studio takes a form only from a page of its own.
    visitor.headers["Referer"] = str(visitor.base_url.copy_with(userinfo=b""))
    token = visitor.cookies.get("csrftoken") or ""
    return ask(visitor, "POST", path, form={"csrfmiddlewaretoken": token, **form})
