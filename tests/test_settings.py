"""Settings: what the file says, what the environment says, and what is never written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.errors import InputError, ProjectError
from annotate.settings import FILE, NOTHING, Environment, Settings, find_project, read, rescheme, store_url, write

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=40)


def settings(name: str = "essays", store: str = "sqlite:///annotate.db") -> Settings:
    return Settings(name=name, id="0123456789ab", store=store)


@given(name=NAMES, scheme=NAMES, store=NAMES)
@example(name='a"\\\x7f\u2028', scheme="𠮷😀\n\t", store="\x00\x1f\x85")
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, scheme: str, store: str
) -> None:
    folder = tmp_path_factory.mktemp("project")
    wanted = Settings(name=name, id="0123456789ab", scheme=scheme, store=store)
    write(folder, wanted)
    assert read(folder) == wanted
    with pytest.raises(ProjectError):
        write(folder, settings())
    assert read(folder) == wanted


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize(
    ("store", "expected"),
    [
        ("sqlite:///annotate.db", "sqlite:////home/essays/annotate.db"),
        ("sqlite+pysqlite:///a/b.db?timeout=5", "sqlite+pysqlite:////home/essays/a/b.db?timeout=5"),
        ("sqlite:////elsewhere/annotate.db", "sqlite:////elsewhere/annotate.db"),
        ("postgresql://annotate@host/essays", "postgresql://annotate@host/essays"),
    ],
)
def test_a_relative_path_is_taken_from_the_project(store: str, expected: str) -> None:
    assert store_url(Path("/home/essays"), settings(store=store), NOTHING) == expected


def test_the_environment_goes_first_and_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATE_STORE", "postgresql://annotate:pa55word@host/essays")
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", "s3cret")
    environment = Environment()
    assert store_url(Path("/home"), settings(), environment) == "postgresql://annotate:pa55word@host/essays"
    assert "pa55word" not in f"{environment!r}{environment.model_dump_json()}"
    assert "s3cret" not in f"{environment!r}{environment.model_dump_json()}"
    assert NOTHING.annotate_store is None


@pytest.mark.parametrize(
    ("store", "secret"), [("postgresql://a:pa55@host/db", True), ("postgresql://a@host:5432/db", False)]
)
def test_a_password_is_refused_in_the_file_and_not_shown(tmp_path: Path, store: str, secret: bool) -> None:
    (tmp_path / FILE).write_text(f'name = "essays"\nid = "0123456789ab"\nstore = "{store}"\n', encoding="utf-8")
    if not secret:
        assert read(tmp_path).store == store
        return
    with pytest.raises(InputError, match="ANNOTATE_STORE") as caught:
        read(tmp_path)
    assert "pa55" not in str(caught.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('name = "x"\nid = "no"\nunit = "page"\ncolor = 1\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    for fault in ("name:", "id:", "unit:", "color:"):
        assert fault in str(caught.value)


def test_the_project_is_found_from_below_and_only_from_there(tmp_path: Path) -> None:
    write(tmp_path, settings())
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_project(tmp_path / "a" / "b") == tmp_path
    with pytest.raises(ProjectError, match="annotate init"):
        find_project(tmp_path.parent)


def test_another_scheme_changes_nothing_else_in_the_file(tmp_path: Path) -> None:
    write(tmp_path, Settings(name="roads", id="0123456789ab", scheme='a "b".yaml'))
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    rescheme(tmp_path, "𠮷/方案\\1.yaml")
    assert read(tmp_path).scheme == "𠮷/方案\\1.yaml"
    rescheme(tmp_path, 'a "b".yaml')
    assert (tmp_path / FILE).read_text(encoding="utf-8") == before


def test_a_scheme_is_named_where_none_was(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('name = "roads"\nid = "0123456789ab"', encoding="utf-8")
    rescheme(tmp_path, "policy-extended")
    assert read(tmp_path).scheme == "policy-extended"
    with pytest.raises(ProjectError, match="cannot be written"):
        rescheme(tmp_path / "nowhere", "policy")
