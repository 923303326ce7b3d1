"""Scheme files to begin with: sound as they are written, and with a JSON Schema that says the same as the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from annotate.errors import InputError
from annotate.scheme import SHIPPED, advice, copied, extending, json_schema, json_schema_text, load, parse, source_of
from annotate.workflow.schemes import files
from tests.scheme.test_load import REVIEWS

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "schema" / "scheme.schema.json"


def faults(text: str) -> list[str]:
    """What an editor would say."""
    validator = Draft202012Validator(json_schema())
    return ["/".join(map(str, found.absolute_path)) for found in validator.iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("start", SHIPPED)
def test_a_copy_is_the_shipped_scheme_under_another_name(start: str) -> None:
    text = copied("mine", start)
    assert parse(text, "mine.yaml") == load(start).model_copy(update={"name": "mine", "version": "0.1"})
    assert source_of(start).splitlines()[-40:] == text.splitlines()[-40:]
    assert faults(text) == []


@pytest.mark.parametrize("start", SHIPPED)
def test_an_extending_file_is_the_shipped_scheme_until_its_examples_are_uncommented(start: str) -> None:
    text = extending("more", start)
    base = load(start)
    assert parse(text, "more.yaml") == base.model_copy(update={"name": "more", "version": "0.1"})
    whole = re.sub(r"^# (?=components:|relations:|  )", "", text, flags=re.MULTILINE)
    scheme = parse(whole, "more.yaml")
    assert [found.id for found in scheme.components] == [*(found.id for found in base.components), "example"]
    assert [found.id for found in scheme.relations] == [*(found.id for found in base.relations), "illustrates"]
    assert faults(text) == faults(whole) == []
    told = [message for path, message in advice(scheme) if "example" in message and "look alike" not in message]
    assert told == []


@pytest.mark.parametrize("text", [REVIEWS, *(source_of(name) for name in SHIPPED)], ids=["reviews", *SHIPPED])
def test_editors_find_nothing_in_sound_schemes(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (('"#d55e00"', "red"), "components/1/color"),
        (("{id: aspect,", "{id: aspect, hotkey: Q,"), "components/0/hotkey"),
        (("{id: aspect,", "{id: aspect, hotkey: 12,"), "components/0/hotkey"),
        (("    source:", "    sauce:"), "relations/0"),
        (("name: reviews\n", ""), ""),
        (("version: 1.0\n", ""), ""),
        (("name: reviews\n", "name: reviews\nextends: [policy]\n"), "extends"),
    ],
)
def test_editors_find_what_the_reader_refuses(change: tuple[str, str], place: str) -> None:
    assert REVIEWS.count(change[0]) == 1
    text = REVIEWS.replace(*change)
    assert place in faults(text)
    with pytest.raises(InputError):
        parse(text, "reviews.yaml")


def test_a_file_that_extends_needs_only_its_name() -> None:
    assert faults("extends: policy\nname: mine\n") == []
    assert faults("extends: policy\n") == [""]


def test_the_published_json_schema_is_that_of_the_program() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema_text(), "annotate scheme json-schema > schema/…"


def test_the_first_line_of_a_new_file_names_the_schema_beside_it(tmp_path: Path) -> None:
    made = files.new(str(tmp_path / "mine.yml"))
    first = Path(made.file).read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert json.loads((tmp_path / found[1]).read_text(encoding="utf-8")) == json_schema()
    for name in SHIPPED:
        modeline = source_of(name).splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (ROOT / "annotate" / "scheme" / "schemes" / modeline).resolve() == PUBLISHED


def test_nothing_is_written_over(tmp_path: Path) -> None:
    made = files.new(str(tmp_path / "mine"))
    before = Path(made.file).read_bytes()
    with pytest.raises(InputError, match="there is such a file already"):
        files.new(str(tmp_path / "mine"), extend=True)
    assert Path(made.file).read_bytes() == before
    Path(made.json_schema).write_text('{"$id": "urn:another"}', encoding="utf-8")
    with pytest.raises(InputError, match="did not write"):
        files.new(str(tmp_path / "other"))
    assert not (tmp_path / "other.yaml").exists()


def test_an_earlier_json_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    made = files.new(str(tmp_path / "mine"))
    old = {**json_schema(), "properties": {}}
    Path(made.json_schema).write_text(json.dumps(old), encoding="utf-8")
    files.new(str(tmp_path / "other"))
    assert Path(made.json_schema).read_text(encoding="utf-8") == json_schema_text()


@pytest.mark.parametrize("name", ["Mine", "1st", "policy", "a b", "论点"])
def test_a_name_that_no_scheme_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be the name"):
        files.new(str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_a_scheme_that_is_not_shipped_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        files.new(str(tmp_path / "no" / "mine"))
    with pytest.raises(InputError, match="one of policy, policy-extended"):
        files.new(str(tmp_path / "mine"), "none")
