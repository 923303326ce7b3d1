"""Review folders on disk, corrections and walks: what a person decides gets into the store, all of it or nothing."""

from __future__ import annotations

import os
import pty
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate import importers
from annotate.editing import Stop
from annotate.errors import InputError, StoreError
from annotate.rendering import render
from annotate.workflow.correcting import corrections, review, walking
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.project import Project
from schema import Doubt, Imported
from tests.editing.essay import TEXT, check
from tests.terminal import until

IMPORTER = f"text {importers.IMPORTER_VERSION}"


@pytest.fixture
def article(project: Project, essay: Path) -> str:
    """The essay in the store, with something uncertain of its second and third paragraph."""
    [found] = importers.read(essay)
    doubts = {
        "修路": Doubt(reason="a short line before", alternative="joined to it", remedy="joined"),
        "路有": Doubt(reason="long for a paragraph", alternative="two paragraphs"),
    }
    blocks = tuple(block.model_copy(update={"doubt": doubts.get(block.text[:2])}) for block in found.document.blocks)
    with project.store() as store:
        store.add(found.model_copy(update={"document": found.document.model_copy(update={"blocks": blocks})}))
    return found.articles[0].id


def change(folder: Path, old: str, new: str) -> None:
    [file] = [path for path in folder.glob("*.md") if old in path.read_text(encoding="utf-8")]
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def texts(project: Project, article: str) -> list[str]:
    with project.store() as store:
        return [text.text for text in store.article(article).texts]


def test_a_folder_of_a_document_that_is_not_in_the_store(project: Project, essay: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reviews" / "one"
    written = review.write(project, [essay], folder)
    assert (written.documents, written.articles, written.doubts) == (1, 1, 0)
    assert review.is_review(folder)
    assert not review.is_review(tmp_path)
    change(folder, "村口的路坏了", "村口的路都坏了")
    taken = review.take(project, folder, "林")
    assert [(one.reading, len(one.edits)) for one in taken.documents] == [(2, 1)]
    assert "a new version of the text" in render(taken)
    with project.store() as store:
        found = store.imported(taken.documents[0].document)
        readings = store.readings(found.document.id)
    check(found)
    assert [(one.who, one.why) for one in readings[1:]] == [("林", "review folder one")]
    assert ["路都坏" in text for text in texts(project, found.articles[0].id)] == [False, True]

    again = review.take(project, folder, "林")
    assert [(one.reading, one.edits) for one in again.documents] == [(2, ())]
    change(folder, "村口的路都坏了", "村口的路坏了")
    assert [one.reading for one in review.take(project, folder, "林").documents] == [3]
    assert texts(project, found.articles[0].id)[0] == texts(project, found.articles[0].id)[2]


def test_a_folder_of_what_others_have_changed(project: Project, essay: Path, article: str, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    assert review.write(project, [essay], folder).doubts == 2
    corrections.correct(project, article, Orders(drop=("3",)), "赵", "why not")
    change(folder, "雨天", "雪天")
    with pytest.raises(InputError, match=r"shows reading 1 .* read anew by 赵 \(why not\)"):
        review.take(project, folder, "林")
    assert len(texts(project, article)) == 2


def test_nothing_is_stored_where_anything_is_wrong(project: Project, essay: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(TEXT.replace("路", "桥"), encoding="utf-8")
    folder = tmp_path / "review"
    review.write(project, [essay, other], folder)
    change(folder, "村口的桥", "<!-- oops -->\n村口的桥")
    with pytest.raises(InputError, match=r"other-\w+-01\.md, line 16: a comment that is no kind"):
        review.take(project, folder, "林")
    with project.store() as store:
        assert list(store.documents()) == []
    change(folder, "<!-- oops -->\n", "")
    other.write_text("别的", encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.md: document \w+ is not in it"):
        review.take(project, folder, "林")
    other.unlink()
    with pytest.raises(InputError, match=r"other\.md: no such file"):
        review.take(project, folder, "林")


def test_a_file_that_is_gone_drops_nothing(project: Project, essay: Path, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    review.write(project, [essay], folder)
    [file] = folder.glob("*-01.md")
    text = file.read_text(encoding="utf-8")
    file.unlink()
    with pytest.raises(InputError, match=r"article 1 of essay\.md has no file"):
        review.take(project, folder, "林")
    file.write_text("---\n".join(text.split("---\n")[:2]) + "---\n", encoding="utf-8")
    [taken] = review.take(project, folder, "林").documents
    assert texts(project, f"{taken.document}-1")[1:] == [""]


def test_a_folder_overwrites_nothing(project: Project, essay: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        review.write(project, [essay], tmp_path)
    (tmp_path / "empty").mkdir()
    review.write(project, [essay], tmp_path / "empty")
    (tmp_path / "empty" / "review.yaml").write_text("documents: 3", encoding="utf-8")
    with pytest.raises(InputError, match="no index of a review folder"):
        review.take(project, tmp_path / "empty", "林")


def test_the_numbers_of_blocks(project: Project, article: str) -> None:
    found = corrections.blocks(project, article)
    assert [(block.number, block.kind) for block in found.blocks[:4]] == [
        ("1", "title"),
        ("2", "byline"),
        ("3", "paragraph"),
        ("4", "paragraph"),
    ]
    assert found.blocks[3].doubt == "a short line before; otherwise: joined to it"
    assert "heading1" in render(found)


@pytest.mark.parametrize(
    ("orders", "kinds", "first"),
    [
        (Orders(merge=("4,3",)), "TBPHPHPB", "修路的钱一直没有着落，几次商量都没有结果。村口"),
        (Orders(split=("3=雨天",), settle=("4",)), "TBPPPHPHPB", "村口的路坏了很久😀，"),
        (Orders(kind=("3=heading2", "2=paragraph")), "TPHPHPHPB", "作者：林晓"),
        (Orders(move=("4=0", "3=7"), drop=("2",)), "PTHPHPPB", "修路的钱"),
        (Orders(text=("3=村口的路坏了。",)), "TBPPHPHPB", "村口的路坏了。"),
        (Orders(split_article="7"), "TBPPHP", "村口的路坏了很久"),
    ],
)
def test_corrections(project: Project, article: str, orders: Orders, kinds: str, first: str) -> None:
    corrections.correct(project, article, orders, "林", "test")
    found = corrections.blocks(project, article)
    assert "".join(block.kind[0].upper() for block in found.blocks) == kinds
    assert next(block.text for block in found.blocks if block.kind == "paragraph").startswith(first)
    with project.store() as store:
        check(store.imported(found.document))
        assert [reading.who for reading in store.readings(found.document)] == [IMPORTER, "林"]


def test_what_is_known_and_what_is_taken_in(project: Project, article: str) -> None:
    corrections.correct(project, article, Orders(split_article="7", authors=("甲", "乙"), date="2026"), "林", "")
    other = article.removesuffix("1") + "2"
    assert corrections.blocks(project, other).title == "二、再把人请回来"
    corrections.correct(project, article, Orders(merge_article=other, title="", source=""), "林", "")
    found = corrections.blocks(project, article)
    assert (found.title, found.authors, found.published, found.date) == ("", ("甲", "乙"), None, "2026")
    assert [block.level for block in found.blocks if block.kind == "heading"] == [1, 1]
    assert len(texts(project, other)) == 2
    assert texts(project, other)[1] == ""


@pytest.mark.parametrize(
    ("orders", "message"),
    [
        (Orders(), "corpus edit: nothing to do"),
        (Orders(drop=("12",)), r"--drop 12: there is no block 12 \(expected 1 to 9"),
        (Orders(merge=("3",)), "--merge 3: one block"),
        (Orders(kind=("3",)), "--kind 3: no value"),
        (Orders(kind=("3=verse",)), "kind verse: there is none"),
        (Orders(kind=("3=heading0",)), "kind heading0: there is none"),
        (Orders(split=("3=，",)), r"these words stand \d times in the block"),
        (Orders(text=("3=一行\n两行",)), r"text \(block \d+, text 一行\\n两行\): text"),
        (Orders(drop=("3",), split_article="1"), "the block begins its article already"),
        (Orders(merge_article="x"), "is no article of the same document"),
        (Orders(merge=("3,4",), drop=("4",)), "no block begins there; the block there begins at"),
    ],
)
def test_what_cannot_be_done_is_named_and_nothing_is(
    project: Project, article: str, orders: Orders, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        corrections.correct(project, article, orders, "林", "")
    assert len(texts(project, article)) == 1


class Answers:
    """Somebody who has made up their mind; `?` in a list of answers stands for what is asked in words."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.seen: list[tuple[str, int]] = []
        self.refused: list[str] = []

    def choose(self, imported: Imported, stop: Stop, left: int) -> str:
        self.seen.append((stop.block.text[:2], left))
        return next(self.answers)

    def words(self, question: str, given: str = "") -> str:
        return next(self.answers)

    def refuse(self, message: str) -> None:
        self.refused.append(message)


def test_a_walk_is_resumed_where_it_was_left(project: Project, article: str) -> None:
    answers = Answers("s", "u", "s", "k")
    report = walking.walk(project, (), "林", answers)
    assert answers.seen == [("修路", 2), ("路有", 1), ("修路", 2), ("路有", 1)]
    assert (report.decided, report.left) == (1, 1)
    answers = Answers("a")
    report = walking.walk(project, (article,), "林", answers)
    assert answers.seen == [("修路", 1)]
    assert (report.decided, report.left) == (1, 0)
    assert "结果" in texts(project, article)[-1].split("\n")[1]
    answers = Answers()
    assert walking.walk(project, (), "林", answers).documents == ()
    assert answers.seen == []


def test_answers_that_will_not_do(project: Project, article: str) -> None:
    answers = Answers("z", "u", "s", "a", "c", "没有这些字", "c", "贴在", "u", "e", "heading2", "q")
    report = walking.walk(project, (article.split("-")[0],), "林", answers)
    assert [message.split(":")[0] for message in answers.refused] == [
        "key 'z'",
        "nothing was decided in this document yet",
        "key 'a'",
        "split at 没有这些字",
    ]
    assert report.decided == 1
    assert len(texts(project, article)) == 2


def test_what_was_decided_is_kept_when_the_walk_breaks_off(project: Project, article: str) -> None:
    with pytest.raises(StopIteration):
        walking.walk(project, (), "林", Answers("k"))
    answers = Answers("q")
    assert walking.walk(project, (), "林", answers).left == 1
    with pytest.raises(StoreError, match="article nothing"):
        walking.walk(project, ("nothing",), "林", answers)


def test_a_walk_at_a_real_terminal(project: Project, article: str) -> None:
    """Keys one by one through a pseudo-terminal, and words with their line end."""
    pid, terminal = pty.fork()
    if pid == 0:
        arguments = ["--project", str(project.folder), "corpus", "review", "--by", "林"]
        os.execv(sys.executable, [sys.executable, "-c", "from annotate.cli import main; main()", *arguments])
    shown = ""
    for waits_for, keys in (("? more", "?"), ("? more", "a"), ("? more", "c"), ("begins with", "贴在\r")):
        shown += until(terminal, waits_for)
        if keys.isascii():
            # What is typed before the program waits for a key is thrown away.
            while termios.tcgetattr(terminal)[3] & termios.ICANON:
                time.sleep(0.01)
        os.write(terminal, keys.encode())
    shown += until(terminal, None)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown
    assert "put it together with the block before" in shown
    assert "2 decisions; 0 uncertain places left" in shown
    with project.store() as store:
        assert [reading.who for reading in store.readings(article.split("-")[0])] == [IMPORTER, "林"]


def test_what_the_text_changed_of_a_title_stays_when_the_folder_is_taken_in_again(
    project: Project, essay: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reviews"
    review.write(project, [essay], folder)
    [file] = folder.glob("*-01.md")
    lines = file.read_text(encoding="utf-8").splitlines()
    [title] = [line for line in lines if line.startswith("# ")]
    change(folder, title, "# 路与渡")
    first = review.take(project, folder, "林").documents[0]
    assert review.take(project, folder, "林").documents[0].edits == ()
    with project.store() as store:
        assert store.imported(first.document).articles[0].title == "路与渡"
    change(folder, f"title: {title[2:]}", "title: 又一个")
    assert len(review.take(project, folder, "林").documents[0].edits) == 1
    change(folder, "title: 又一个", f"title: {title[2:]}")
    review.take(project, folder, "林")
    with project.store() as store:
        assert store.imported(first.document).articles[0].title == title[2:]


def test_a_new_article_stays_the_one_it_became_when_the_folder_is_taken_in_again(
    project: Project, essay: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reviews"
    review.write(project, [essay], folder)
    [file] = folder.glob("*-01.md")
    front, body = file.read_text(encoding="utf-8").split("---\n\n", 1)
    *kept, last = body.rstrip().split("\n\n")
    file.write_text(front + "---\n\n" + "\n\n".join(kept) + "\n", encoding="utf-8")
    new = front.replace("article: 1", "article: new") + f"---\n\n{last}\n"
    (folder / "新.md").write_text(new, encoding="utf-8")
    first = review.take(project, folder, "林").documents[0]
    assert review.take(project, folder, "林").documents[0].edits == ()
    line = last.splitlines()[-1]
    change(folder, line, f"{line}都这样说。")
    assert len(review.take(project, folder, "林").documents[0].edits) == 1
    with project.store() as store:
        made = [article.ordinal for article in store.imported(first.document).articles]
    assert made == [1, 2]


def test_a_folder_named_like_a_file_of_a_review_folder_is_told(project: Project, essay: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    review.write(project, [essay], folder)
    (folder / "more.md").mkdir()
    with pytest.raises(InputError, match=r"more\.md: cannot be read"):
        review.take(project, folder, "林")
