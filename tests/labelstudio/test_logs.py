"""The log of a local server: its end, what follows, and what it does not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotate.labelstudio import _local
from annotate.labelstudio._credentials import new_credentials, write_credentials
from annotate.labelstudio._logs import LOG, follow_log, read_log


def test_the_last_lines_come_in_their_order(tmp_path: Path) -> None:
    (tmp_path / LOG).write_text("一\n𠮷😀\nthree", encoding="utf-8")
    assert read_log(tmp_path, 2, None) == ("𠮷😀", "three")
    assert read_log(tmp_path, 0, None) == ()
    assert read_log(tmp_path / "none", 5, None) == ()


def test_bytes_that_are_no_text_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / LOG).write_bytes(b"\xff\xfe\nend\n")
    assert read_log(tmp_path, 5, None) == ("\ufffd\ufffd", "end")


def test_secrets_and_invitations_are_hidden(tmp_path: Path) -> None:
    credentials = new_credentials()
    write_credentials(tmp_path, credentials)
    token = credentials.token.get_secret_value()
    lines = [f"key {token}", '"GET /user/signup/?token=s3cr3t&x=1 HTTP/1.1"', "?page=token"]
    (tmp_path / LOG).write_text("\n".join(lines), encoding="utf-8")
    shown = ("key **********", '"GET /user/signup/?token=**********&x=1 HTTP/1.1"', "?page=token")
    assert _local.log(tmp_path, 9) == shown
    assert tuple(_local.follow(tmp_path, 9)) == shown


def steps(*actions: Callable[[], object]) -> Callable[[], bool]:
    """Something that is alive for as many looks as there are actions, each of which it does at its look."""
    left = list(actions)

    def alive() -> bool:
        if not left:
            return False
        left.pop(0)()
        return True

    return alive


def test_further_lines_come_whole_and_once(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text("a\nb\nc", encoding="utf-8")

    def add(text: str) -> Callable[[], object]:
        return lambda: path.write_bytes(path.read_bytes() + text.encode())

    alive = steps(lambda: None, add("c\nd 𠮷"), add("\n"), lambda: None, add("last"))
    assert list(follow_log(tmp_path, 2, None, alive, step=0)) == ["b", "cc", "d 𠮷", "last"]


def test_a_log_that_was_made_anew_is_read_from_its_begin(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text("of the old server, rather long\n", encoding="utf-8")
    alive = steps(lambda: path.write_text("new\n", encoding="utf-8"), lambda: path.unlink(), lambda: None)
    assert list(follow_log(tmp_path, 0, None, alive, step=0)) == ["new"]


def test_following_where_nothing_runs_ends_at_once(tmp_path: Path) -> None:
    assert list(_local.follow(tmp_path / "none", 5)) == []
