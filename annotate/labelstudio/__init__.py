"""Label Studio: a server of one's own, accounts, and projects on any server."""

from annotate.labelstudio._accounts import create_account, email_of, find_users, with_password
from annotate.labelstudio._client import Client, RemoteProject, task_filter
from annotate.labelstudio._credentials import (
    CREDENTIALS,
    Account,
    Credentials,
    keep_account,
    password_of,
    read_credentials,
)
from annotate.labelstudio._http import User, address
from annotate.labelstudio._installation import make_template
from annotate.labelstudio._local import RunningStudio, StudioStatus, running, start, status, stop
from annotate.labelstudio._pull import CHUNK, Change, PulledTask, changes, gone, pull
from annotate.labelstudio._push import Pushed, ensure_project, push
from annotate.labelstudio._rewrite import RATE, Place, Results, rewrite

__all__ = [
    "CHUNK",
    "CREDENTIALS",
    "RATE",
    "Account",
    "Change",
    "Client",
    "Credentials",
    "Place",
    "PulledTask",
    "Pushed",
    "RemoteProject",
    "Results",
    "RunningStudio",
    "StudioStatus",
    "User",
    "address",
    "changes",
    "create_account",
    "email_of",
    "ensure_project",
    "find_users",
    "gone",
    "keep_account",
    "make_template",
    "password_of",
    "pull",
    "push",
    "read_credentials",
    "rewrite",
    "running",
    "start",
    "status",
    "stop",
    "task_filter",
    "with_password",
]
