"""Label Studio: a server of one's own, accounts, and projects on any server."""

from annotate.labelstudio._accounts import create_account, email_of, find_users, with_password
from annotate.labelstudio._client import Client, RemoteProject
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

__all__ = [
    "CHUNK",
    "CREDENTIALS",
    "Account",
    "Change",
    "Client",
    "Credentials",
    "PulledTask",
    "Pushed",
    "RemoteProject",
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
    "running",
    "start",
    "status",
    "stop",
    "with_password",
]
