"""Runs the revisions over the connection that `annotate.store` hands over. Stores are not downgraded: copies are kept.

For developers, `alembic -x url=sqlite:///new.db revision --autogenerate --rev-id r0002 -m …` opens one of its own.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine

from annotate.store._tables import Base
from annotate.store._types import Moment


def render(kind: str, value: object, _: AutogenContext) -> str | Literal[False]:
    """Write our type into a revision as what it is in the database, so that the revision never changes with it."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Moment) else False


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        run(opened)
