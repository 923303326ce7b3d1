"""A rule that is killed at each boundary between articles: it leaves whole articles, and the next run does the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotate.adjudication import Method, RuleName
from annotate.workflow.adjudicating import deciding
from annotate.workflow.project import Project, open_project
from schema import Decision
from tests.workflow.adjudicating import essays

ARTICLES = 3
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from annotate.adjudication import Method
from annotate.store import Store
from annotate.workflow.adjudicating import deciding, filing
from annotate.workflow.project import open_project

folder, rule, articles = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
filing._FEW = 1
append = Store.append_after

def attempt(at, side):
    # A process of its own, which has all modules already; it is killed at the append of one article.
    shutil.copytree(folder, folder.with_name(f"{at}-{side}"))
    pid = os.fork()
    if pid == 0:
        calls = iter(range(articles + 1))
        def killing(store, last, decisions):
            this = next(calls) == at
            made = [] if this and side == "before" else append(store, last, decisions)
            if this:
                os.kill(os.getpid(), signal.SIGKILL)
            return made
        Store.append_after = killing
        deciding.auto(open_project(folder.with_name(f"{at}-{side}")), Method(rule=rule))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

print([attempt(at, side) for at in range(articles) for side in ("before", "after")])
"""


def decided(project: Project) -> dict[str, list[Decision]]:
    """All decisions by article, which come in the order of the store; those of one were made at one moment."""
    found: dict[str, list[Decision]] = {}
    with project.store() as store:
        for one in store.decisions():
            found.setdefault(one.article, []).append(one)
    assert all(len({one.when for one in made}) == 1 for made in found.values())
    return {article: [one.model_copy(update={"when": NOON}) for one in made] for article, made in found.items()}


@pytest.mark.parametrize("rule", ["majority", "weighted"])
def test_what_was_killed_leaves_whole_articles_and_is_finished_by_the_next(tmp_path: Path, rule: RuleName) -> None:
    folder = tmp_path / "project"
    project = essays.project(folder, ARTICLES)
    command = [sys.executable, "-c", KILLED, str(folder), rule, str(ARTICLES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [-9] * (2 * ARTICLES)

    deciding.auto(project, Method(rule=rule))
    whole = decided(project)
    assert len(whole) == ARTICLES
    for at in range(ARTICLES):
        for side, finished in (("before", at), ("after", at + 1)):
            left = open_project(tmp_path / f"{at}-{side}")
            assert list(decided(left).items()) == list(whole.items())[:finished]
            deciding.auto(left, Method(rule=rule))
            assert list(decided(left).items()) == list(whole.items())
            assert deciding.auto(left, Method(rule=rule)).decisions == 0
