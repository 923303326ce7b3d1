"""CoNLL as `conllu` and `seqeval` read it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import conllu
import pytest
from hypothesis import given, settings
from seqeval.metrics.sequence_labeling import get_entities  # type: ignore[import-untyped]

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.conll import write_conll
from schema import Span
from tests.exporters.formats.corpus import ARTICLE, TEXT, article, counts, dataset, part, parts, quiet, unit


def sentences(path: Path) -> list[conllu.TokenList]:
    with path.open(encoding="utf-8") as file:
        assert file.readline() == "# global.columns = ID FORM START END BIO\n"
        file.seek(0)
        return list(conllu.parse_incr(file))


def entities(path: Path) -> list[tuple[str, int, int]]:
    """Type and range of every entity that seqeval sees."""
    found = []
    for sentence in sentences(path):
        for type_, first, last in get_entities([token["bio"] for token in sentence]):
            found.append((type_, int(sentence[first]["start"]), int(sentence[last]["end"])))
    return found


def labels(*spans: tuple[str, int, int]) -> Part:
    """The full article with spans by A1."""
    held = [Span(id=f"s{at}", types=(type_,), start=a, end=b, text="") for at, (type_, a, b) in enumerate(spans)]
    work = Labels("w", "A1", unit(ARTICLE, "article", 0, len(TEXT)), held, [])
    return Part(ARTICLE, ARTICLE.current, (work,))


def test_characters_are_tokens_and_touching_spans_stay_apart(tmp_path: Path) -> None:
    write_conll(dataset(labels(("claim", 6, 12), ("claim", 12, 14), ("problem", 0, 5))), tmp_path, Omissions())
    found = sentences(tmp_path / "A1.conll")
    assert [sentence.metadata["sent_id"].rpartition(":")[2] for sentence in found] == ["0-5", "6-24", "25-47", "48-60"]
    for sentence in found:
        for token in sentence:
            assert TEXT[int(token["start"]) : int(token["end"])] == token["form"]
    assert "".join(token["form"] for sentence in found for token in sentence) == "".join(TEXT.split())
    assert entities(tmp_path / "A1.conll") == [("problem", 0, 5), ("claim", 6, 12), ("claim", 12, 14)]
    assert found[0].metadata["newdoc id"] == ARTICLE.id
    assert (tmp_path / "A1.conll").read_text(encoding="utf-8").splitlines()[1] == "# tokens = characters"


def test_what_overlaps_is_counted_and_the_longest_is_kept(tmp_path: Path) -> None:
    left_out = Omissions()
    spans = ("claim", 6, 12), ("problem", 6, 19), ("claim", 13, 15), ("measure", 18, 20), ("claim", 5, 6)
    write_conll(dataset(labels(*spans)), tmp_path, left_out)
    assert entities(tmp_path / "A1.conll") == [("problem", 6, 19)]
    assert counts(left_out) == {
        ("spans", "it overlaps one that is longer, or as long and before it"): 3,
        ("spans", "it holds no token"): 1,
    }


def test_a_span_over_paragraphs_is_a_piece_in_each(tmp_path: Path) -> None:
    left_out = Omissions()
    write_conll(dataset(labels(("claim", 20, 30))), tmp_path, left_out)
    assert entities(tmp_path / "A1.conll") == [("claim", 20, 24), ("claim", 25, 30)]
    assert list(counts(left_out).values()) == [1]


def test_only_what_was_looked_at_is_there(tmp_path: Path) -> None:
    write_conll(dataset(), tmp_path, Omissions())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "A1-test.conll",
        "A1-train.conll",
        "A2-train.conll",
        "gold-train.conll",
    ]
    assert [sentence[0]["start"] for sentence in sentences(tmp_path / "A2-train.conll")] == ["6", "48"]
    assert {token["bio"] for sentence in sentences(tmp_path / "A1-test.conll") for token in sentence} == {"O"}


def test_relations_and_attributes_are_counted(tmp_path: Path) -> None:
    left_out = Omissions()
    write_conll(dataset(part(), layer="gold"), tmp_path, left_out)
    found = {what: count for (what, _), count in counts(left_out).items()}
    assert found["relations"] == len(part().works[0].relations)
    assert found["attributes"] > 3


def test_words_of_jieba(tmp_path: Path) -> None:
    of = article(7, "我们要加强基层治理能力建设😀。")
    work = Labels("w", "A1", unit(of, "title", 0, 16), [Span(id="a", types=("measure",), start=4, end=7, text="")], [])
    left_out = Omissions()
    write_conll(dataset(Part(of, of.current, (work,)), words="jieba"), tmp_path, left_out)
    (sentence,) = sentences(tmp_path / "A1.conll")
    words = [token["form"] for token in sentence]
    assert "".join(words) == of.current.text
    assert {"加强", "基层", "😀"} <= set(words)
    assert entities(tmp_path / "A1.conll") == [("measure", 3, 7)]
    assert counts(left_out) == {("edges of spans", "they are within a word, which is labelled as a whole"): 1}
    assert (tmp_path / "A1.conll").read_text(encoding="utf-8").splitlines()[1] == "# tokens = jieba 0.42.1"


def test_an_article_without_text_has_no_sentence(tmp_path: Path) -> None:
    write_conll(dataset(quiet()), tmp_path, Omissions())
    assert len(sentences(tmp_path / "A1-test.conll")) == 2


@pytest.mark.parametrize("words", ["characters", "jieba"])
@settings(max_examples=20)
@given(given_=parts())
def test_tokens_and_labels_hold_for_any_part(words: str, given_: Part) -> None:
    text, left_out = given_.text.text, Omissions()
    with TemporaryDirectory() as folder:
        write_conll(dataset(given_, layer="gold", words=words), Path(folder), left_out)
        paths = list(Path(folder).iterdir())
        assert len(paths) == (given_.gold is not None)
        if given_.gold is None:
            return
        found, marked = sentences(paths[0]), entities(paths[0])
    tokens = [token for sentence in found for token in sentence]
    assert "".join(token["form"] for token in tokens).split() == ["".join(text.split())]
    for token in tokens:
        assert text[int(token["start"]) : int(token["end"])] == token["form"]
    said = sum(count for (what, _), count in counts(left_out).items() if what == "spans")
    kept = len(given_.gold.spans) - said
    pieces = [one for one in marked if words == "characters"]
    assert len(pieces) >= kept or words == "jieba"
    for type_, start, end in pieces:
        assert any(span.type == type_ and span.start <= start and end <= span.end for span in given_.gold.spans)
