"""What hostile files, names and spreadsheets can do, as SECURITY.md tells it; each finding has its control."""

from __future__ import annotations

import ast
import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.errors import AnnotateError, InputError
from annotate.exporters.csv import _cell
from annotate.formats import review, review_index
from annotate.workflow.project import init
from annotate.workflow.sheets import harmless
from tests.workflow.exporting import build

ROOT = Path(__file__).parent.parent
SOURCES = [path for name in ("annotate", "schema", "migrations") for path in sorted((ROOT / name).rglob("*.py"))]

ESSAY = "村口的桥坏了三年，𠮷婆婆每天都要绕行😀。"


FORBIDDEN_MODULES = ("pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib")
FORBIDDEN_CALLS = ("eval", "exec", "compile", "__import__", "os.system", "os.popen", "tempfile.mktemp")
YAML_LOADERS = ("yaml.SafeLoader", "yaml.BaseLoader")


def dangers(source: str) -> list[str]:
    """What of a module could run what it was given: by its lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found += [f"{node.lineno} {name}" for name in named if name.partition(".")[0] in FORBIDDEN_MODULES]
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            loader = next((ast.unparse(one.value) for one in node.keywords if one.arg == "Loader"), None)
            shell = any(one.arg == "shell" for one in node.keywords)
            loads = name in ("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load")
            if name in FORBIDDEN_CALLS or shell or (loads and loader not in YAML_LOADERS):
                found.append(f"{node.lineno} {name}")
    return found


def harmless_sql(given: ast.expr) -> bool:
    """Whether words are put together of what no parameter can stand for: quoted names, and settings of SQLite."""
    put_in = [part.value for part in getattr(given, "values", ()) if isinstance(part, ast.FormattedValue)]
    names = all(isinstance(one, ast.Call) and ast.unparse(one.func) == "quoted" for one in put_in)
    return bool(put_in) and (names or ast.unparse(given).startswith("f'PRAGMA "))


def joined_sql(source: str) -> list[str]:
    """Calls that give a database words put together from values, by their lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func)
            asks = name in ("text", "literal_column") or name.endswith((".exec_driver_sql", ".execute", ".text"))
            given = node.args[0]
            if asks and isinstance(given, ast.JoinedStr | ast.BinOp) and not harmless_sql(given):
                found.append(f"{node.lineno} {ast.unparse(given)}")
    return found


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from pickle import loads",
        "eval(x)",
        "exec(x)",
        "os.system(x)",
        "subprocess.run(x, shell=True)",
        "yaml.load(x)",
        "yaml.load(x, Loader=yaml.Loader)",
        "tempfile.mktemp()",
    ],
)
def test_what_runs_what_it_is_given_is_found(line: str) -> None:
    assert len(dangers(f"def f(x):\n    {line}")) == 1


def test_nothing_runs_what_it_is_given() -> None:
    assert len(SOURCES) > 300
    assert [(str(path), found) for path in SOURCES if (found := dangers(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "line",
    [
        'text(f"SELECT {x}")',
        'text(f"SELECT {quoted(x)} {x}")',
        'connection.execute("SELECT " + x)',
        'c.exec_driver_sql("SELECT %s" % x)',
    ],
)
def test_sql_that_is_put_together_is_found(line: str) -> None:
    assert len(joined_sql(f"def f(x):\n    {line}")) == 1


def test_values_reach_a_database_as_parameters_only() -> None:
    store = [path for path in SOURCES if "store" in path.parts]
    assert len(store) > 30
    assert [(path.name, found) for path in store if (found := joined_sql(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("value", ["[" * 5_000 + "]" * 5_000, "{a: " * 5_000 + "}" * 5_000])
def test_front_matter_and_index_that_are_nested_without_end_are_refused(value: str) -> None:
    with pytest.raises(InputError, match="50 levels"):
        review.read(f"---\nreview: 1\ndocument: a\nauthors: {value}\n---\n{ESSAY}\n", "a.md")
    with pytest.raises(InputError, match="50 levels"):
        review_index.read_index(f"review: 1\ndocuments: {value}", "review.yaml")


def test_front_matter_and_index_cannot_repeat_themselves() -> None:
    with pytest.raises(InputError, match="alias"):
        review.read(f"---\nreview: 1\ndocument: &a a\nauthors: [*a, *a]\n---\n{ESSAY}\n", "a.md")
    with pytest.raises(InputError, match="alias"):
        review_index.read_index("review: 1\ndocuments: [{document: &a a, reading: 0, file: *a}]", "review.yaml")
    plain = "review: 1\ndocuments: [{document: a, reading: 0, file: a}]"
    assert [one.document for one in review_index.read_index(plain, "review.yaml")] == ["a"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "=cmd|'/c calc'!A1"]


@pytest.mark.parametrize("written", [lambda text: str(_cell(text)), harmless])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, written: Callable[[str], str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["", written(text), "village"])
    file.seek(0)
    (row,) = csv.reader(file)
    assert row == ["", f"'{text}", "village"]
    assert written("村口 = 桥") == "村口 = 桥"


LEADING_OUT = ["../x", "/tmp/x", "a/b", "a\\b", "..", "a\0b", "CON", "con.jsonl", "LPT1", "nul", "AUX.x", "C:x"]


@pytest.mark.parametrize("name", LEADING_OUT)
def test_no_name_of_an_export_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    made = build.labelled(tmp_path / "deep" / "project", build.PLACES[:1])
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(AnnotateError):
        build.export(made, name)
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before and ".db" not in path.name] == []


def test_a_link_in_the_folder_of_exports_is_not_followed(tmp_path: Path) -> None:
    made = build.labelled(tmp_path / "project", build.PLACES[:1])
    (tmp_path / "elsewhere").mkdir()
    (made.exports / "one").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AnnotateError, match="exists and is no export"):
        build.export(made, "one")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert build.export(made, "two").folder == made.exports / "two"


@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_no_settings_hold_a_secret_whoever_may_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    secret = "sentinel-7f3a"
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", secret)
    before = os.umask(mask)
    try:
        made = build.labelled(tmp_path / "project", build.PLACES[:1])
        build.export(made)
    finally:
        os.umask(before)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"annotate.toml", "annotate.db"} <= {path.name for path in files}
    assert [path for path, data in files.items() if secret.encode() in data] == []
    with pytest.raises(AnnotateError) as refused:
        init(tmp_path / "other", store=f"postgresql://lin:{secret}@db/annotate")
    assert secret not in str(refused.value)
    assert not (tmp_path / "other").exists()


def test_every_test_that_the_note_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    assert len(named) > 15
    assert named - {path.stem for path in (ROOT / "tests").rglob("test_*.py")} == set()
