"""Accounts of annotators on a real server."""

import http.server
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import AccessDenied, ServerError, ServerUnreachable
from annotate.labelstudio import _accounts
from annotate.labelstudio._accounts import create_account, email_of, find_users
from annotate.labelstudio._credentials import Account
from annotate.labelstudio._http import connect, whoami
from tests.studio import Studio, log_in, unique

if TYPE_CHECKING:
    from playwright.sync_api import Browser

names = st.text(min_size=1, max_size=50).filter(lambda name: bool(name.strip()))


@pytest.fixture(scope="module")
def account(studio: Studio) -> Account:
    return studio.new_account("林志强𠮷")


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of a web server which answers everything, but is not Label Studio."""

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Welcome</html>")

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_new_account_is_a_user_of_that_name(studio: Studio, account: Account) -> None:
    users = {user.id: user for user in find_users(studio.url, studio.token)}
    assert users[account.id].email == account.email
    assert users[account.id].first_name == account.name
    assert account.name.startswith("林志强𠮷-")
    assert list(users) == sorted(users)


def test_new_account_has_a_key_of_its_own(studio: Studio, account: Account) -> None:
    assert account.token is not None
    with connect(studio.url, account.token.get_secret_value()) as client:
        assert whoami(client).id == account.id


def test_new_account_can_log_in(studio: Studio, account: Account, browser: "Browser") -> None:
    with browser.new_page() as page:
        log_in(page, studio.url, account)
        answer = page.request.get(f"{studio.url}/api/current-user/whoami")
        assert answer.json()["email"] == account.email


def test_account_that_exists_is_found_and_left_as_it_is(studio: Studio, account: Account) -> None:
    again = create_account(studio.url, studio.token, "another name", account.email.upper(), "another password")
    assert again == Account(id=account.id, name=account.name, email=account.email)


def test_account_that_another_makes_at_the_same_time_is_found(
    studio: Studio, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Account | None] = [None]
    find = _accounts._find
    # As if it were made after the first look.
    monkeypatch.setattr(_accounts, "_find", lambda client, email: looks.pop() if looks else find(client, email))
    again = create_account(studio.url, studio.token, account.name, account.email)
    assert again == Account(id=account.id, name=account.name, email=account.email)
    assert not looks


def test_given_email_and_password_are_used(studio: Studio) -> None:
    email, password = f"{unique('Lin')}@Example.ORG", secrets.token_hex(8)
    made = create_account(studio.url, studio.token, "Lin", email, password)
    assert made.email == email.lower()
    assert made.password is not None
    assert made.password.get_secret_value() == password


@pytest.mark.parametrize(
    ("email", "password", "fault"),
    [
        ("lin@example.org", "short", "password.*8"),
        ("no address", None, "valid email"),
        ("林@example.org", None, "valid email"),
    ],
)
def test_what_label_studio_does_not_take_is_reported(
    studio: Studio, email: str, password: str | None, fault: str
) -> None:
    with pytest.raises(ServerError, match=rf"account {email}: Label Studio refuses it: .*{fault}") as caught:
        create_account(studio.url, studio.token, "Lin", email, password)
    assert "<" not in str(caught.value)
    assert "short" not in str(caught.value).partition("refuses it")[2].replace("too short", "")


def test_personal_access_token_is_a_key_too(studio: Studio, account: Account) -> None:
    with httpx.Client(base_url=studio.url, headers={"Authorization": f"Token {studio.token}"}) as client:
        client.post("/api/jwt/settings", json={"api_tokens_enabled": True}).raise_for_status()
        key = client.post("/api/token/").raise_for_status().json()["token"]
    assert account.id in [user.id for user in find_users(studio.url, f"{key}\n")]


@pytest.mark.parametrize("key", ["0" * 40, "", "a.b.c", "line\nline", "钥匙"])
def test_wrong_key_is_denied_and_not_told(studio: Studio, key: str) -> None:
    for ask in (lambda: find_users(studio.url, key), lambda: create_account(studio.url, key, "Lin")):
        with pytest.raises(AccessDenied, match="LABEL_STUDIO_API_KEY") as caught:
            ask()
        assert not key or key not in str(caught.value)


def test_nobody_at_the_address() -> None:
    with pytest.raises(ServerUnreachable, match=r"http://127\.0\.0\.1:9/?: no answer: .*refused"):
        find_users("http://user:secret@127.0.0.1:9", "key")


@pytest.mark.parametrize("url", ["nowhere", "http://[::1"])
def test_address_that_is_none(url: str) -> None:
    with pytest.raises(ServerUnreachable):
        find_users(url, "key")


def test_somebody_else_at_the_address(stranger: str) -> None:
    with pytest.raises(ServerUnreachable, match=r"what answers at /api/users/ is not Label Studio"):
        find_users(stranger, "key")


def test_email_of_a_plain_name_is_that_name() -> None:
    assert email_of("lin") == "lin@annotators.local"
    assert email_of(" lin.zhi-qiang2 ") == "lin.zhi-qiang2@annotators.local"


def test_email_of_another_name_holds_a_hash_of_it() -> None:
    assert re.fullmatch(r"annotator-[0-9a-f]{10}@annotators\.local", email_of("林志强"))
    assert re.fullmatch(r"lin-zhiqiang-[0-9a-f]{10}@annotators\.local", email_of("Lin Zhiqiang"))
    with pytest.raises(ValueError, match="name"):
        email_of(" \u3000")


@given(names)
def test_email_is_one_that_label_studio_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*@annotators\.local", email_of(name))
    assert len(email_of(name)) <= 64


@given(names, names)
def test_names_that_differ_have_emails_that_differ(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one.strip()) == unicodedata.normalize("NFC", other.strip())
    assert (email_of(one) == email_of(other)) == same


@given(names)
def test_case_tells_names_apart(name: str) -> None:
    assert (email_of(name) == email_of(name.swapcase())) == (name.strip() == name.swapcase().strip())
