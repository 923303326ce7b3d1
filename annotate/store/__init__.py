"""The store: a database behind models of `schema`, its revisions, upgrades and copies. Importing it costs seconds."""

from annotate.store._annotations import raw_hash
from annotate.store._backup import backup
from annotate.store._migrations import status, upgrade
from annotate.store._store import Store, create_store, open_store
from annotate.store._values import Head, Outcome, Pulled, Removal, Saved, StoreStatus, Upgrade

__all__ = [
    "Head",
    "Outcome",
    "Pulled",
    "Removal",
    "Saved",
    "Store",
    "StoreStatus",
    "Upgrade",
    "backup",
    "create_store",
    "open_store",
    "raw_hash",
    "status",
    "upgrade",
]
