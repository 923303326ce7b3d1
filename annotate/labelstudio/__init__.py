"""Label Studio: a server of one's own, accounts, and projects on any server."""

from annotate.labelstudio._accounts import create_account, email_of, find_users
from annotate.labelstudio._client import Client, RemoteProject
from annotate.labelstudio._credentials import CREDENTIALS, Account, Credentials, keep_account, read_credentials
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
    "pull",
    "push",
    "read_credentials",
    "running",
    "start",
    "status",
    "stop",
]
