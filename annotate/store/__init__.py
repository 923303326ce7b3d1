"""The store: a database behind models of `schema`, its revisions, upgrades and copies. Importing it costs seconds."""

from annotate.store._backup import backup
from annotate.store._migrations import status, upgrade
from annotate.store._store import Store, create_store, open_store
from annotate.store._values import Outcome, Removal, Saved, StoreStatus, Upgrade

__all__ = [
    "Outcome",
    "Removal",
    "Saved",
    "Store",
    "StoreStatus",
    "Upgrade",
    "backup",
    "create_store",
    "open_store",
    "status",
    "upgrade",
]
