"""What a push does when texts, projects or the server change under it, on a real server."""

from __future__ import annotations

from annotate import labelstudio
from annotate.workflow.corpus import overview
from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.labelling import pushing
from annotate.workflow.labelling.pushing import PushReport
from schema import Task
from tests.labelstudio import remote
from tests.workflow.conftest import Way


def counted(report: PushReport, *fields: str) -> dict[str, tuple[int, ...]]:
    return {
        found.annotator.partition("-")[0]: tuple(getattr(found, field) for field in fields) for found in report.projects
    }


def name(way: Way, short: str) -> str:
    """The whole name of an annotator, whose account is one of this run."""
    return next(account.name for account in way.annotators if account.name.startswith(f"{short}-"))


def tasks(way: Way, short: str) -> list[Task]:
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == name(way, short))
        return store.tasks(target.id)


def correct(way: Way) -> None:
    """Give the essay's last paragraph but one other words, and so its text a new version."""
    with way.project.store() as store:
        (article,) = store.articles()
    text = "3=县里今年就应当给石桥加一条缓坡😀。"
    corrections.correct(way.project, article.id, Orders(text=(text,)), who="林", why="错")


def test_a_dry_run_tells_what_a_push_does_and_changes_nothing(way: Way) -> None:
    planned = pushing.push(way.project, dry_run=True)
    assert not planned.done
    assert {found.url for found in planned.projects} == {None}
    assert counted(planned, "added", "tasks") == {"chen": (4, 4), "lin": (4, 4)}
    with way.project.store() as store:
        assert store.projects() == []
    done = way.push()
    assert done.done
    assert counted(done, "added", "tasks") == {"chen": (4, 4), "lin": (4, 4)}
    again = pushing.push(way.project, dry_run=True)
    assert counted(again, "added", "updated", "removed", "found", "tasks") == dict.fromkeys(
        ["chen", "lin"], (0, 0, 0, 0, 4)
    )


def test_a_corrected_text_goes_to_tasks_nobody_touched(way: Way) -> None:
    way.push()
    labelled = way.units()[1]
    way.label(name(way, "lin"), labelled, {"a": ("石桥只有台阶", {"type": "problem", "problem_type": "status"})})
    way.pull()
    before = {short: {task.remote for task in tasks(way, short)} for short in ("lin", "chen")}
    correct(way)
    planned = pushing.push(way.project, dry_run=True)
    done = way.push()
    # What was labelled went along with its text, and its task stays in use.
    fields = ("added", "updated", "removed", "retired", "tasks")
    assert counted(planned, *fields) == counted(done, *fields) == {"lin": (0, 3, 0, 0, 4), "chen": (0, 4, 0, 0, 4)}
    assert {short: {task.remote for task in tasks(way, short)} for short in ("lin", "chen")} == before
    current = [unit.key for unit in way.units()]
    assert sorted(way.on_server(name(way, "chen"))) == sorted(current)
    assert sorted(way.on_server(name(way, "lin"))) == sorted(
        [labelled.key, *(key for key in current if key != current[1])]
    )
    assert counted(way.push(), "added", "updated", "removed") == {"lin": (0, 0, 0), "chen": (0, 0, 0)}


def test_what_left_the_corpus_leaves_the_queue_unless_it_was_worked_on(way: Way) -> None:
    way.push()
    way.label(name(way, "lin"), way.units()[1], {"a": ("石桥只有台阶", {"type": "problem", "problem_type": "status"})})
    with way.project.store() as store:
        (article,) = store.articles()
    overview.remove(way.project, [article.id], with_work=True)
    done = way.push()
    assert counted(done, "removed", "retired", "tasks") == {"lin": (3, 1, 0), "chen": (4, 0, 0)}
    assert (len(way.on_server(name(way, "lin"))), len(way.on_server(name(way, "chen")))) == (1, 0)
    assert counted(way.push(), "removed", "retired") == {"lin": (0, 0), "chen": (0, 0)}


def test_a_project_that_was_deleted_by_hand_is_made_anew_and_what_came_from_it_stays(way: Way) -> None:
    way.push()
    way.label(name(way, "lin"), way.units()[1], {"a": ("石桥只有台阶", {"type": "problem", "problem_type": "status"})})
    way.pull()
    with way.project.store() as store:
        (gone,) = (found for found in store.projects() if found.annotator == name(way, "lin"))
    with remote.api(way.studio) as http:
        http.delete(f"/api/projects/{gone.remote}/").raise_for_status()
    assert counted(way.push(), "added", "tasks") == {"lin": (4, 4), "chen": (0, 4)}
    with way.project.store() as store:
        assert [found.remote for found in store.projects(ended=True) if found.ended] == [gone.remote]
        (kept,) = store.annotations()
        assert not kept.deleted
    report = way.pull()
    assert (report.new, report.deleted) == (0, 0)


def test_a_lost_store_finds_its_tasks_again(way: Way) -> None:
    way.push()
    with way.project.store() as store:
        for target in store.projects():
            store.remove_tasks(target.id, [task.remote for task in store.tasks(target.id)])
    done = way.push()
    assert counted(done, "added", "found", "tasks") == {"lin": (0, 4, 4), "chen": (0, 4, 4)}


def test_the_config_follows_and_is_told(way: Way) -> None:
    way.push()
    with way.project.store() as store:
        targets = store.projects()
    client = labelstudio.Client(way.studio.url, way.annotators[0].token)  # type: ignore[arg-type]
    found = client.project(targets[0].remote)
    client.configure(found.id, config=found.config.replace("论点", "主张"), instructions=found.instructions)
    assert sorted(one.config for one in pushing.push(way.project, dry_run=True).projects) == [False, True]
    assert sorted(one.config for one in way.push().projects) == [False, True]
    assert client.project(targets[0].remote).config == found.config
