"""The Label Studio program: where it is, what it is told, and an empty database made by it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from annotate.errors import ServerError
from annotate.labelstudio._credentials import Credentials, new_credentials

_INHERITED = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ", "USER")
"""All that the server sees of our environment. Label Studio takes settings also from names such as `HOST`, `DEBUG` or
`DATABASE_NAME`, and the key of another server has no business in it."""


def find_program() -> str:
    """Return the path of `label-studio` beside the running interpreter, or else in PATH; raises ServerError if none."""
    beside = Path(sys.executable).with_name("label-studio")
    program = str(beside) if beside.is_file() else shutil.which("label-studio")
    if program is None:
        raise ServerError("Label Studio", "is not installed here", cure="pip install 'argument-annotate[studio]'")
    return program


def environment(data: Path, credentials: Credentials, *, names: str = "127.0.0.1,localhost") -> dict[str, str]:
    """Return the environment of a server over the data folder `data`.

    It reports to nobody, lets in only who has a key or an invitation, and answers only to `names`; `*` stands for any.
    """
    settings = {
        "BASE_DATA_DIR": str(data),
        "USERNAME": credentials.email,
        "PASSWORD": credentials.password.get_secret_value(),
        "USER_TOKEN": credentials.token.get_secret_value(),
        "ENABLE_LEGACY_API_TOKEN": "true",
        "DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "ALLOWED_HOSTS": names,
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    return {
        **{name: os.environ[name] for name in _INHERITED if name in os.environ},
        **{f"LABEL_STUDIO_{name}": value for name, value in settings.items()},
        "SECRET_KEY": credentials.secret_key.get_secret_value(),
        "PYTHONUNBUFFERED": "1",
        # It keeps a number of the user in the configuration folder, for telemetry.
        "XDG_CONFIG_HOME": str(data),
    }


def make_template(data: Path) -> None:
    """Make a data folder with an empty database, without accounts or secrets, from which servers start in seconds.

    Takes about a minute. Does nothing when it is there; it appears whole or not at all. Raises ServerError when
    Label Studio is not installed or fails.
    """
    if data.exists():
        return
    program = find_program()
    draft = data.with_name(f".{data.name}.{secrets.token_hex(8)}")
    draft.mkdir(mode=0o700, parents=True)
    try:
        # `version` migrates the database, as every command does, but makes no account.
        run = subprocess.run(
            [program, "version", "--data-dir", str(draft)],
            env=environment(draft, new_credentials()),
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            lines = run.stderr[-2000:].splitlines()
            raise ServerError(
                str(data),
                "\n  ".join(["Label Studio could not make its database:", *lines]),
                cure="see that the disk has room and that `label-studio version` runs, then try again",
            )
        draft.rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def copy_template(template: Path, data: Path) -> None:
    """Copy a template to a data folder that is not there yet; it appears whole or not at all."""
    draft = data.with_name(f".{data.name}.{secrets.token_hex(8)}")
    try:
        shutil.copytree(template, draft)
        draft.rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
