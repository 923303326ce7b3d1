"""Label Studio: a server of one's own, accounts, and projects on any server."""

from annotate.labelstudio._accounts import create_account, email_of, find_users, with_password
from annotate.labelstudio._client import Client
from annotate.labelstudio._credentials import (
    CREDENTIALS,
    Account,
    Credentials,
    keep_account,
    password_of,
    read_credentials,
)
from annotate.labelstudio._health import (
    OLDEST,
    TESTED,
    Holder,
    ListedProject,
    Reached,
    holder,
    kind_of,
    list_projects,
    reach,
)
from annotate.labelstudio._http import User, address
from annotate.labelstudio._installation import make_template
from annotate.labelstudio._listing import Listed, RemoteProject, task_filter
from annotate.labelstudio._local import RunningStudio, StudioStatus, follow, log, running, start, status, stop
from annotate.labelstudio._logs import LOG
from annotate.labelstudio._plan import RETIRED, Known, Plan, Suggestion, Wanted, content_of, survey
from annotate.labelstudio._ports import reaches_out
from annotate.labelstudio._pull import (
    CHUNK,
    OVERLAP,
    Change,
    PulledTask,
    annotated,
    changes,
    download,
    gone,
    pull,
    pulled_task,
)
from annotate.labelstudio._push import Found, Recorder, ensure_project, find_project, push, show_suggestions
from annotate.labelstudio._rewrite import RATE, Place, Results, rewrite

__all__ = [
    "CHUNK",
    "CREDENTIALS",
    "LOG",
    "OLDEST",
    "OVERLAP",
    "RATE",
    "RETIRED",
    "TESTED",
    "Account",
    "Change",
    "Client",
    "Credentials",
    "Found",
    "Holder",
    "Known",
    "Listed",
    "ListedProject",
    "Place",
    "Plan",
    "PulledTask",
    "Reached",
    "Recorder",
    "RemoteProject",
    "Results",
    "RunningStudio",
    "StudioStatus",
    "Suggestion",
    "User",
    "Wanted",
    "address",
    "annotated",
    "changes",
    "content_of",
    "create_account",
    "download",
    "email_of",
    "ensure_project",
    "find_project",
    "find_users",
    "follow",
    "gone",
    "holder",
    "keep_account",
    "kind_of",
    "list_projects",
    "log",
    "make_template",
    "password_of",
    "pull",
    "pulled_task",
    "push",
    "reach",
    "reaches_out",
    "read_credentials",
    "rewrite",
    "running",
    "show_suggestions",
    "start",
    "status",
    "stop",
    "survey",
    "task_filter",
    "with_password",
]
