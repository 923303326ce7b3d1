"""AIF, xAIF and arguebuf's JSON as the libraries `arguebuf` and `xaif` read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotate.exporters._manifest import Omissions
from annotate.exporters.aif import write_aif
from annotate.exporters.arguebuf import write_arguebuf
from tests.exporters.formats.corpus import ARTICLE, SCHEMES, TEXT, counts, dataset, graph
from tests.exporters.formats.isolated import needs_uv, read

GOLD = f"gold/{ARTICLE.id}"
ARGUEBUF = {"supports": "Support", "attacks": "Attack", "restates": "Rephrase"}
AIF = {"supports": "RA", "attacks": "CA", "restates": "MA"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the libraries see in the corpus under both schemes; one run, since an environment takes long to make."""
    folder = tmp_path_factory.mktemp("graphs")
    for name, scheme in SCHEMES.items():
        for kind, write in (("aif", write_aif), ("arguebuf", write_arguebuf)):
            (folder / kind / name).mkdir(parents=True)
            write(dataset(scheme=scheme), folder / kind / name, Omissions())
    return read("read_with_arguebuf.py", folder, packages=("arguebuf==2.7.2", "xaif==0.3.6", "pandas"))


@needs_uv
@pytest.mark.parametrize("name", SCHEMES)
def test_arguebuf_reads_its_own_json(name: str, seen: Any) -> None:
    gold, found = graph(SCHEMES[name]), seen[f"arguebuf/{name}/{GOLD}.json"]
    assert set(found["atoms"]) == {one.id for one in gold.components}
    for one in gold.components:
        text, userdata, reference = found["atoms"][one.id]
        assert text == TEXT[one.start : one.end]
        assert reference == [one.start, text, TEXT]
        assert (userdata["type"], userdata["end"], userdata["attributes"]) == (one.type, one.end, one.attributes)
    assert {
        (scheme[0], source, target, userdata["type"])
        for scheme, (source,), (target,), userdata in found["schemes"].values()
    } == {(ARGUEBUF.get(one.type, "NoneType"), one.source, one.target, one.type) for one in gold.relations}
    assert found["edges"] == 2 * len(gold.relations)


@needs_uv
@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ending", [".json", ".xaif.json"])
def test_arguebuf_reads_aif_and_xaif(name: str, ending: str, seen: Any) -> None:
    gold, found = graph(SCHEMES[name]), seen[f"aif/{name}/{GOLD}{ending}"]
    texts = {one.id: TEXT[one.start : one.end] for one in gold.components}
    assert sorted(text for text, _, _ in found["atoms"].values()) == sorted(texts.values())
    atoms = {id_: atom[0] for id_, atom in found["atoms"].items()}
    assert sorted(
        (scheme[0], atoms[source], atoms[target]) for scheme, (source,), (target,), _ in found["schemes"].values()
    ) == sorted((ARGUEBUF.get(one.type, "Support"), texts[one.source], texts[one.target]) for one in gold.relations)
    assert found["edges"] == 2 * len(gold.relations)


@needs_uv
def test_xaif_finds_the_relations(seen: Any) -> None:
    gold, found = graph(SCHEMES["policy"]), seen[f"aif/policy/{GOLD}.xaif.json"]
    assert found["valid"]
    texts = {one.id: TEXT[one.start : one.end] for one in gold.components}
    names = {"supports": "Default Inference", "attacks": "Default Conflict", "restates": "Default Rephrase"}
    related = sorted((one, other, name) for _, one, _, other, name in found["rows"] if name != "None")
    assert related == sorted(
        (texts[one.source], texts[one.target], names.get(one.type, one.type)) for one in gold.relations
    )


@pytest.mark.parametrize("name", SCHEMES)
def test_positions_kinds_and_schemes_stand_beside(name: str, tmp_path: Path) -> None:
    scheme, left_out = SCHEMES[name], Omissions()
    write_aif(dataset(scheme=scheme), tmp_path, left_out)
    found = json.loads((tmp_path / f"{GOLD}.json").read_text(encoding="utf-8"))
    gold = graph(scheme)
    atoms = [node for node in found["nodes"] if node["type"] == "I"]
    assert {(node["id"], node["component"], node["start"], node["end"]) for node in atoms} == {
        (one.id, one.type, one.start, one.end) for one in gold.components
    }
    for node in atoms:
        assert node["text"] == TEXT[node["start"] : node["end"]]
    rest = {(node["relation"], node["type"]) for node in found["nodes"] if node["type"] != "I"}
    assert rest == {(relation.id, AIF.get(relation.id, "RA")) for relation in scheme.relations}
    assert counts(left_out) == {}


def test_the_text_of_xaif_is_html(tmp_path: Path) -> None:
    write_aif(dataset(), tmp_path, Omissions())
    found = json.loads((tmp_path / f"{GOLD}.xaif.json").read_text(encoding="utf-8"))
    assert "应当&lt;按月&gt;巡查&amp;公示" in found["text"]
    assert found["text"].count("<br>") == 3


def test_what_arguebuf_has_no_scheme_for_is_counted(tmp_path: Path) -> None:
    left_out = Omissions()
    write_arguebuf(dataset(layer="gold"), tmp_path, left_out)
    relations = graph(SCHEMES["policy"]).relations
    (found,) = counts(left_out).values()
    assert found == sum(one.type not in ARGUEBUF for one in relations)
