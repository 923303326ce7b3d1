"""The SDK, and the only module that knows it: typed calls in, plain values out, errors of our own.

Writes are never retried: a write whose answer was lost may have been carried out, and is looked for by its key
before it is tried again.
"""

from __future__ import annotations

import contextlib
import json
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol, cast

import httpx
from pydantic import JsonValue, SecretStr, TypeAdapter, ValidationError

from annotate.errors import ServerError
from annotate.labelstudio import _http
from annotate.labelstudio._export import Export
from annotate.labelstudio._listing import (
    Added,
    ChangedTask,
    Filter,
    Listed,
    Page,
    ProjectPage,
    RemoteProject,
    after,
    first_page,
    runs,
    task_filter,
    task_list,
)
from annotate.labelstudio._refusals import foreign, refusal, said, unanswered

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.core.request_options import RequestOptions

PAGE = 1_000
"""Tasks a page of the task list."""

PROJECTS = 100
"""Projects a page of the list of projects; the server gives no more."""

IMPORTS = 3
"""How often tasks are imported until Label Studio has taken their suggestions too."""

LISTINGS = 5
"""How often the projects are listed until nobody made or deleted one meanwhile."""

LISTED_KEYS = 100
"""Keys a question; they stand in the address, and proxies take one of some 8,000 characters."""

LISTED_NUMBERS = 500
"""Numbers a question, for the same reason."""

_RESULTS: TypeAdapter[list[JsonValue]] = TypeAdapter(list[JsonValue])

_JSON = {"content-type": "application/json"}


class _Thing(Protocol):
    """What the SDK returns, as far as it is looked at; its own types leave everything optional."""

    id: int
    description: str | None
    data: Mapping[str, object] | None
    updated_at: datetime | None


class Client:
    """Label Studio as one account sees it.

    Making one asks the server whose key it is. That and every method raises ServerUnreachable when no answer comes or
    it is not Label Studio's, AccessDenied when the key is not accepted, ServerError when Label Studio refuses; none of
    them shows the key. `timeout` is in seconds for each answer. Proxies of the environment are not used for this
    machine's own addresses. Its connections are closed when nobody holds it any longer.
    """

    def __init__(self, url: str, key: SecretStr, timeout: float = 300) -> None:
        from label_studio_sdk import LabelStudio

        secret = key.get_secret_value().strip()
        with _http.connect(url.rstrip("/"), secret) as visitor:
            self.account = _http.whoami(visitor).email
            address = visitor.base_url
        self.url = str(address.copy_with(userinfo=b"")).rstrip("/")
        patience = httpx.Timeout(timeout, connect=min(timeout, 20))
        # A redirect could lead tasks, and a personal token that is exchanged, to another server.
        http = httpx.Client(timeout=patience, follow_redirects=False, **_http.manner(address))
        weakref.finalize(self, http.close)
        with self._translated("connect"):
            self._sdk: LabelStudio = LabelStudio(base_url=str(address), api_key=secret, httpx_client=http)

    def find_projects(self, marker: str) -> list[RemoteProject]:
        """Return the projects that have the marker as a line of their description, oldest first."""
        found = [number for number, told in self._projects().items() if marker in told.splitlines()]
        return [self.project(number) for number in sorted(found)]

    def project(self, project: int) -> RemoteProject:
        """Return a project by its number."""
        with self._translated(f"read project {project}"):
            found = self._sdk.projects.get(project)
        return RemoteProject(
            id=project,
            marker=found.description or "",
            config=found.label_config or "",
            instructions=found.expert_instruction or "",
            tasks=found.task_number or 0,
            shows=(found.model_version or None) if found.show_collab_predictions else None,
        )

    def create_project(self, *, title: str, marker: str, config: str, instructions: str) -> int:
        """Make a project in which several people could work, and return its number."""
        with self._translated(f"make the project {title}"):
            made = self._sdk.projects.create(
                title=title,
                description=marker,
                label_config=config,
                expert_instruction=instructions,
                enable_empty_annotation=True,
                show_skip_button=True,
                request_options=_once(),
            )
        return cast("_Thing", made).id

    def delete_project(self, project: int) -> None:
        """Delete a project with everything in it."""
        with self._translated(f"delete project {project}"):
            self._sdk.projects.delete(project, request_options=_once())

    def configure(self, project: int, *, config: str, instructions: str) -> None:
        """Give a project another labelling config and other instructions.

        Label Studio refuses a config that lacks a tag which annotations of the project have used.
        """
        with self._translated(f"configure project {project}"):
            self._sdk.projects.update(
                project, label_config=config, expert_instruction=instructions, request_options=_once()
            )

    def show_suggestions(self, project: int, model: str) -> None:
        """Have annotators begin with the suggestions of a model; refused where no task has one of it."""
        with self._translated(f"have project {project} show the suggestions of {model}"):
            self._sdk.projects.update(
                project, model_version=model, show_collab_predictions=True, request_options=_once()
            )

    def listed(self, project: int, among: Collection[str] | None = None) -> list[Listed]:
        """Return every task that has a key, or those with certain keys only; tasks without one are not ours."""
        questions: Iterable[Sequence[Filter]] = [()]
        if among is not None:
            questions = ([task_filter("data.key", "in_list", "String", run)] for run in runs(among, LISTED_KEYS))
        found: list[Listed] = []
        with self._translated(f"list the tasks of project {project}"):
            for question in questions:
                for task in self._tasks(project, "id,data", question):
                    data = cast("Mapping[str, JsonValue]", task.data or {})
                    if isinstance(key := data.get("key"), str) and key:
                        found.append(Listed(task.id, key, data))
        return found

    def add_tasks(self, project: int, tasks: Sequence[str], suggestions: int = 0) -> tuple[int, ...]:
        """Import tasks, each JSON of its `data` and perhaps `predictions`, all or none; return their numbers in order.

        They come as JSON since that is what their size is measured by, and the SDK takes long to encode many. Label
        Studio may take a task without its predictions and call that a success; where it says that it took fewer than
        there are `suggestions`, the tasks are deleted again, and imported once more.
        """
        for _ in range(IMPORTS):
            added = self._add_tasks(project, tasks)
            if added.suggestions is None or added.suggestions >= suggestions:
                return added.task_ids
            self.delete_tasks(project, added.task_ids)
        raise ServerError(
            self.url,
            f"of {suggestions} suggestions {added.suggestions} were taken by project {project}",
            expected="all, or an error that says why not",
            cure="annotate studio logs; annotate push goes on where it was",
        )

    def _add_tasks(self, project: int, tasks: Sequence[str]) -> Added:
        attempt = f"add tasks to project {project}"
        body = f"[{','.join(tasks)}]".encode()
        answer = self._send("POST", f"api/projects/{project}/import", attempt, body, asked={"return_task_ids": "true"})
        with self._translated(attempt):
            added = Added.model_validate_json(answer.content)
        if len(added.task_ids) != len(tasks):
            raise ServerError(
                self.url, f"{len(added.task_ids)} tasks were added to project {project}", expected=f"{len(tasks)}"
            )
        return added

    def delete_tasks(self, project: int, tasks: Collection[int]) -> None:
        """Delete tasks with everything on them; those that are gone already do not matter."""
        attempt = f"delete tasks of project {project}"
        for run in runs(tasks, LISTED_NUMBERS):
            chosen: dict[str, JsonValue] = {"selectedItems": {"all": False, "included": [*run]}}
            self._ask("POST", f"api/dm/actions?id=delete_tasks&project={project}", attempt, chosen)

    def list_tasks(self, project: int, *filters: Filter) -> tuple[tuple[int, datetime], ...]:
        """Return number and time of change of the tasks that meet all of the conditions, by number."""
        return tuple((task.number, task.changed) for task in self.changed_tasks(project, *filters))

    def changed_tasks(self, project: int, *filters: Filter) -> Iterator[ChangedTask]:
        """Yield the tasks that meet all of the conditions, by number; none is left out that is there all the while.

        Each page begins after the last number of the one before: pages by their ordinals would skip a task when one
        before it is deleted between them.
        """
        last, left = 0, True
        while left:
            page = self._page(project, [*filters, after(last)], PAGE)
            yield from page.tasks
            last = page.tasks[-1].number if page.tasks else last
            left = len(page.tasks) < page.total and bool(page.tasks)

    def count_tasks(self, project: int, *filters: Filter) -> int:
        """Return how many tasks meet all of the conditions, which is a good deal faster than to list them."""
        return self._page(project, filters, 1).total

    def now(self) -> datetime:
        """Return the time on the server, in whole seconds; where this machine's is earlier, that one.

        What changes on the server after the call has a later time there, but for what its clocks are out of order.
        """
        said = self._send("GET", "api/version/", "ask for the time").headers.get("Date")
        here = datetime.now(UTC)
        return min(parsedate_to_datetime(said), here) if said else here

    def existing(self, project: int, numbers: Collection[int]) -> frozenset[int]:
        """Return which of these tasks are there."""
        there: list[int] = []
        with self._translated(f"look for tasks of project {project}"):
            for run in runs(numbers, LISTED_NUMBERS):
                question = [task_filter("id", "in_list", "Number", run)]
                # Counting is a good deal faster than listing, and nearly always all are there.
                count = self._sdk.tasks.list(**task_list(project, "id", question, page_size=1)).response.total
                there.extend(run if count == len(run) else (task.id for task in self._tasks(project, "id", question)))
        return frozenset(there)

    def export(self, project: int, tasks: Iterable[int]) -> list[dict[str, JsonValue]]:
        """Return tasks with their annotations and drafts, exactly as the server has them."""
        return self.fetch(project, tasks).tasks()

    def fetch(self, project: int, tasks: Iterable[int]) -> Export:
        """Return tasks with their annotations and drafts, unread."""
        options: RequestOptions = {"additional_query_parameters": {"ids[]": [str(task) for task in tasks]}}
        with self._translated(attempt := f"export tasks of project {project}"):
            chunks = self._sdk.projects.exports.download_sync(
                project, export_type="JSON", download_all_tasks=True, request_options=options
            )
            return Export(self.url, attempt, b"".join(chunks))

    def annotate(
        self, task: int, results: Sequence[Mapping[str, JsonValue]], *, skipped: bool = False, seconds: float = 0
    ) -> int:
        """Submit or skip a task as the account that the key belongs to; return the annotation's number."""
        with self._translated(f"annotate task {task}"):
            made = self._sdk.annotations.create(
                task,
                result=[dict(result) for result in results],
                was_cancelled=skipped,
                lead_time=seconds,
                request_options=_once(),
            )
        return cast("_Thing", made).id

    def annotation(self, number: int) -> list[JsonValue]:
        """Return the results of an annotation."""
        with self._translated(f"read annotation {number}"):
            return _RESULTS.validate_python(self._sdk.annotations.get(number).result or [])

    def change_annotation(self, number: int, results: Sequence[JsonValue]) -> None:
        """Give an annotation other results; whose it is and how long it took stay. Its drafts are deleted."""
        with self._translated(f"change annotation {number}"):
            given = cast("Sequence[dict[str, object]]", results)
            self._sdk.annotations.update(number, result=given, request_options=_once())

    def draft(self, number: int) -> list[JsonValue]:
        """Return the results of a draft."""
        answer = self._ask("GET", f"api/drafts/{number}/", f"read draft {number}")
        return _RESULTS.validate_python(answer.get("result") or [])

    def change_draft(self, number: int, changes: Mapping[str, JsonValue]) -> None:
        """Change fields of a draft; whose it is stays."""
        self._ask("PATCH", f"api/drafts/{number}/", f"change draft {number}", changes)

    def change_data(self, task: int, data: Mapping[str, JsonValue]) -> None:
        """Give a task other data, in place of all that it has; its annotations stay."""
        with self._translated(f"change task {task}"):
            self._sdk.tasks.update(str(task), data=dict(data), request_options=_once())

    def validate(self, project: int, config: str) -> None:
        """Ask whether a labelling config has all labels that are in use, drafts included; it is not set.

        Raises ServerError when it has not. Label Studio's own count of labels is made anew first: it does not
        follow changes of drafts.
        """
        self._ask("POST", f"api/projects/{project}/summary/reset/", f"recount the labels of project {project}", {})
        with self._translated(f"validate the labelling config of project {project}"):
            self._sdk.projects.validate_label_config(project, label_config=config, request_options=_once())

    def users(self) -> dict[int, str]:
        """Return the e-mail address of every account by its number."""
        with self._translated("list the users"):
            return {user.id: user.email for user in self._sdk.users.list() if user.id and user.email}

    def _projects(self) -> dict[int, str]:
        """Return the description of every project by its number.

        The server gives them by pages of their ordinals: while others make and delete projects, one may slip from a
        page that is still to come to one that has been read. So a list counts once it is as long as each page says.
        """
        found: dict[int, str] = {}
        for _ in range(LISTINGS):
            pages = list(self._project_pages())
            now = {project.id: project.description or "" for page in pages for project in page.projects}
            found |= now
            if {page.total for page in pages} == {len(now)}:
                return now
        return found

    def _project_pages(self) -> Iterator[ProjectPage]:
        attempt, number, more = "look for the project", 1, True
        while more:
            asked: dict[str, str | int] = {"include": "id,description", "page": number, "page_size": PROJECTS}
            answer = self._send("GET", "api/projects/", attempt, asked=asked)
            with self._translated(attempt):
                page = ProjectPage.model_validate_json(answer.content)
            yield page
            number, more = number + 1, page.next is not None

    def _tasks(self, project: int, include: str, filters: Sequence[Filter]) -> Iterable[_Thing]:
        """Ask for tasks page by page; what is not in `include` is None."""
        return cast("Iterable[_Thing]", self._sdk.tasks.list(**task_list(project, include, filters, page_size=PAGE)))

    def _ask(
        self, method: str, path: str, attempt: str, body: Mapping[str, JsonValue] | None = None
    ) -> Mapping[str, JsonValue]:
        """Send what the SDK has no call for, and return what the answer says."""
        answer = self._send(method, path, attempt, body)
        with self._translated(attempt):
            content: JsonValue = answer.json() if answer.content else None
            return content if isinstance(content, dict) else {}

    def _send(
        self,
        method: str,
        path: str,
        attempt: str,
        body: Mapping[str, JsonValue] | bytes | None = None,
        asked: dict[str, str | int] | None = None,
    ) -> httpx.Response:
        """Send a request through the SDK's connection and with its credentials; only what reads is tried again.

        A body of bytes is JSON already.
        """
        from label_studio_sdk.core.api_error import ApiError

        with self._translated(attempt):
            sender = self._sdk._client_wrapper.httpx_client
            options = None if method == "GET" else _once()
            ready = {"content": body, "headers": _JSON} if isinstance(body, bytes) else {"json": body}
            answer = sender.request(path, method=method, params=asked, request_options=options, **ready)
            if answer.status_code >= 300:
                raise ApiError(status_code=answer.status_code, body=said(answer))
            return answer

    def _page(self, project: int, filters: Sequence[Filter], most: int) -> Page:
        """Ask for the first tasks, by number, of those that meet all of the conditions."""
        attempt = f"list tasks of project {project}"
        answer = self._send("GET", "api/tasks/", attempt, asked=first_page(project, filters, most))
        with self._translated(attempt):
            return Page.model_validate_json(answer.content)

    @contextlib.contextmanager
    def _translated(self, attempt: str) -> Iterator[None]:
        """Turn the errors of the SDK and of HTTP into ours; `attempt` says what was tried."""
        from label_studio_sdk.core.api_error import ApiError
        from label_studio_sdk.core.parse_error import ParsingError

        try:
            yield
        except ApiError as error:
            # The SDK's message holds headers and body; what of them is fit to be seen is in ours.
            raise refusal(self.url, attempt, error.status_code, error.body) from None
        except (ParsingError, ValidationError, json.JSONDecodeError, UnicodeDecodeError) as error:
            raise foreign(self.url, attempt) from error
        except httpx.HTTPError as error:
            raise unanswered(self.url, attempt, error) from error


def _once() -> RequestOptions:
    """A write is tried once."""
    return {"max_retries": 0}
