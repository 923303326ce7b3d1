"""The demo: the whole way with three accounts on a real server, twice, interrupted, and kept."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from annotate import labelstudio
from tests.transcript import GOLDEN, normal

ANNOTATE = Path(sys.executable).parent / "annotate"


@dataclass(frozen=True)
class Demo:
    """A demo project after its first run."""

    folder: Path
    printed: str

    def run(self, *options: str) -> str:
        return call(self.folder.parent, "demo", self.folder.name, *options)

    def annotate(self, *arguments: str, status: int = 0) -> str:
        return call(self.folder, *arguments, status=status)


def environment() -> dict[str, str]:
    """An environment that names another server and another store, with which a demo has nothing to do."""
    others = {"LABEL_STUDIO_URL": "http://127.0.0.1:9", "LABEL_STUDIO_API_KEY": "0" * 40}
    return {**os.environ, **others, "ANNOTATE_STORE": "sqlite:////nowhere/store.db"}


def call(folder: Path, *arguments: str, status: int = 0) -> str:
    command = [str(ANNOTATE), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def demo(studio_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demo that need not wait for Label Studio's migrations: its server has started once from a migrated folder."""
    folder = tmp_path_factory.mktemp("newcomer") / "annotate-demo"
    with labelstudio.running(folder / ".studio", template=studio_template):
        pass
    return Demo(folder, call(folder.parent, "demo", folder.name))


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


@pytest.mark.usefixtures("sqlite_only")
def test_the_demo_prints_what_the_readme_quotes(demo: Demo) -> None:
    printed = normal(demo.printed, demo.folder)
    if os.environ.get("ANNOTATE_REGENERATE_GOLDEN"):
        GOLDEN.write_text(printed, encoding="utf-8")
    assert printed == GOLDEN.read_text(encoding="utf-8")


def test_the_demo_ends_its_server_and_leaves_a_dataset(demo: Demo) -> None:
    assert labelstudio.status(demo.folder / ".studio").state == "stopped"
    lines = (demo.folder / "exports" / "demo" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    spans = [(json.loads(line)["text"], span) for line in lines for span in json.loads(line)["spans"]]
    assert len(spans) > 100
    assert all(text[span["start"] : span["end"]] == span["text"] for text, span in spans)


def test_no_secret_is_printed_or_stored(demo: Demo) -> None:
    known = labelstudio.read_credentials(demo.folder / ".studio")
    assert known is not None
    secrets = [known.secret_key, known.token, known.password]
    secrets += [secret for account in known.accounts for secret in (account.token, account.password) if secret]
    assert len(secrets) == 9
    kept = [demo.folder / "annotate.db", demo.folder / "annotate.toml", *(demo.folder / "exports").rglob("*.*")]
    places = {"printed": demo.printed.encode(), **{file.name: file.read_bytes() for file in kept}}
    for secret in secrets:
        value = secret.get_secret_value().encode()
        assert [name for name, text in places.items() if value in text] == []
        assert value in (demo.folder / ".studio" / "credentials.json").read_bytes()


def test_a_second_demo_changes_nothing_and_keeps_the_server_if_asked(demo: Demo) -> None:
    before = digests(demo.folder / "exports" / "demo")
    printed = demo.run("--keep")
    try:
        assert "0 documents added, 5 already there" in printed
        assert "0 annotations new, 0 changed, 0 deleted" in printed
        assert "\n0 decisions made now" in printed
        assert digests(demo.folder / "exports" / "demo") == before
        running = labelstudio.status(demo.folder / ".studio")
        assert running.url is not None
        assert f"Label Studio runs on at {running.url}" in printed
        for account in ("chen", "lin", "zhao"):
            email = f"{account}@annotators.local"
            password = printed.partition(f"  {email}  ")[2].split()[0]
            assert can_log_in(running.url, email, password)
            assert not can_log_in(running.url, email, password + "x")
    finally:
        demo.annotate("studio", "stop")
    assert labelstudio.status(demo.folder / ".studio").state == "stopped"


def can_log_in(url: str, email: str, password: str) -> bool:
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.get("/user/login/")
        form = {"email": email, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        return client.post("/user/login/", data=form, headers={"Referer": url}).is_redirect


@pytest.mark.parametrize(("number", "options"), [(signal.SIGINT, ["--keep"]), (signal.SIGTERM, [])])
def test_a_stopped_demo_ends_its_server(demo: Demo, number: int, options: list[str]) -> None:
    command = [str(ANNOTATE), "demo", demo.folder.name, *options]
    with subprocess.Popen(
        command, cwd=demo.folder.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("$ annotate annotators"):
                break
        assert labelstudio.status(demo.folder / ".studio").state == "running"
        process.send_signal(number)
        rest = process.stdout.read()
        assert process.wait(timeout=60) != 0
    assert "Traceback" not in rest
    assert labelstudio.status(demo.folder / ".studio").state == "stopped"


def test_the_demo_never_enters_a_project_of_real_work(tmp_path: Path) -> None:
    """Neither one of another name, nor one called demo that holds a document of one's own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ANNOTATE_", "LABEL_STUDIO_"))}
    (tmp_path / "own.txt").write_text("桥\n\n村口的石桥只有台阶，轮椅过不去。\n", encoding="utf-8")
    for name in ("essays", "demo"):
        for command in (["init", name], ["--project", name, "import", "own.txt"]):
            subprocess.run([str(ANNOTATE), *command], cwd=tmp_path, env=clean, check=True, capture_output=True)
        before = sorted(path.name for path in (tmp_path / name).iterdir())
        call(tmp_path, "demo", name, status=1)
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == before


def test_the_demo_leaves_a_folder_of_other_things_alone(tmp_path: Path) -> None:
    (tmp_path / "papers" / "essays").mkdir(parents=True)
    (tmp_path / "papers" / "essays" / "clean.txt").write_text("precious")
    call(tmp_path, "demo", "papers", status=1)
    assert (tmp_path / "papers" / "essays" / "clean.txt").read_text() == "precious"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "annotate.db").write_text("precious")
    call(tmp_path, "demo", "mine", status=1)
    assert (tmp_path / "mine" / "annotate.db").read_text() == "precious"
