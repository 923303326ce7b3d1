"""DocBin files as spaCy reads them, by the code of the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from annotate.exporters import spacy as exporter
from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.spacy import page, write_spacy
from schema import Span
from tests.exporters.formats.corpus import ARTICLE, SCHEMES, TEXT, article, counts, dataset, graph, part, quiet, unit


@pytest.fixture
def _extension() -> Iterator[None]:
    """Extensions are declared for the whole process."""
    Doc.set_extension("argument", default=None)
    yield
    Doc.remove_extension("argument")


def load(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(Vocab()))


@pytest.mark.usefixtures("_extension")
@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("words", ["characters", "jieba"])
def test_spans_relations_and_attributes_are_read(name: str, words: str, tmp_path: Path) -> None:
    scheme = SCHEMES[name]
    gold, left_out = graph(scheme), Omissions()
    write_spacy(dataset(scheme=scheme, words=words), tmp_path, left_out)
    (doc,) = load(tmp_path / "train-00000.spacy")
    assert doc.text == TEXT
    assert sorted(doc.spans) == ["A1", "A2", "gold"]
    told = doc._.argument["voices"]["gold"]
    widened = sum(count for (what, _), count in counts(left_out).items() if what == "edges of spans")
    found = {(one.id_, one.label_, one.start_char, one.end_char) for one in doc.spans["gold"]}
    expected = {(one.id, one.type, one.start, one.end) for one in gold.components}
    if words == "characters":
        assert found == expected
        assert widened == 0
    else:
        assert len(found) == len(expected)
        assert widened > 0
        assert "巡查" in [token.text for token in doc]
    assert told["attributes"] == {one.id: one.attributes for one in gold.components}
    assert list(told["relations"]) == [
        {"id": one.id, "type": one.type, "source": one.source, "target": one.target} for one in gold.relations
    ]
    assert (doc._.argument["article"], doc._.argument["split"]) == (ARTICLE.id, "train")


@pytest.mark.usefixtures("_extension")
def test_who_marked_nothing_is_told_from_who_saw_nothing(tmp_path: Path) -> None:
    left_out = Omissions()
    write_spacy(dataset(), tmp_path, left_out)
    (doc,) = load(tmp_path / "test-00000.spacy")
    assert list(doc.spans) == ["A1"]
    assert list(doc.spans["A1"]) == []
    assert doc._.argument["voices"]["A1"]["units"] == ("0000000000000002-1@1:article:0-7",)
    assert counts(left_out) == {("articles", "it is empty, or nobody looked at it"): 1}


def test_a_span_within_a_word_is_widened_and_counted(tmp_path: Path) -> None:
    of = article(7, "我们要加强基层治理能力建设😀。")
    spans = [Span(id="a", types=("measure",), start=4, end=7, text="")]
    left_out = Omissions()
    work = Labels("w", "A1", unit(of, "title", 0, 15), spans, [])
    write_spacy(dataset(Part(of, of.current, (work,)), words="jieba"), tmp_path, left_out)
    (doc,) = load(tmp_path / "all-00000.spacy")
    (span,) = doc.spans["A1"]
    assert span.text == "加强基层"
    assert list(counts(left_out).values()) == [1]


def test_many_documents_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporter, "_DOCUMENTS", 2)
    write_spacy(dataset(part(), part(), part(), quiet()), tmp_path, Omissions())
    sizes = {path.name: len(load(path)) for path in sorted(tmp_path.iterdir())}
    assert sizes == {"test-00000.spacy": 1, "train-00000.spacy": 2, "train-00001.spacy": 1}


def test_the_code_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_spacy(dataset(), tmp_path, Omissions())
    monkeypatch.chdir(tmp_path)
    code = page(dataset()).reading.partition("```python\n")[2].partition("```")[0]
    try:
        exec(code, {})
    finally:
        Doc.remove_extension("argument")
    assert "measure" in capsys.readouterr().out
