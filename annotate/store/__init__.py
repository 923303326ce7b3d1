"""The store: a database behind models of `schema`, its revisions, upgrades and copies. Importing it costs seconds."""

from annotate.store._annotations import raw_hash
from annotate.store._copying import copy_store
from annotate.store._integrity import examine
from annotate.store._migrations import status, upgrade
from annotate.store._restoring import backup, restore
from annotate.store._store import Store, create_store, open_store
from annotate.store._turns import Work
from annotate.store._values import (
    CopiedTable,
    Elsewhere,
    Examined,
    Extent,
    Finished,
    Head,
    Marked,
    Outcome,
    Pulled,
    Removal,
    Restored,
    Saved,
    StoreCopied,
    StoreFault,
    StoreStatus,
    Trace,
    Upgrade,
)

__all__ = [
    "CopiedTable",
    "Elsewhere",
    "Examined",
    "Extent",
    "Finished",
    "Head",
    "Marked",
    "Outcome",
    "Pulled",
    "Removal",
    "Restored",
    "Saved",
    "Store",
    "StoreCopied",
    "StoreFault",
    "StoreStatus",
    "Trace",
    "Upgrade",
    "Work",
    "backup",
    "copy_store",
    "create_store",
    "examine",
    "open_store",
    "raw_hash",
    "restore",
    "status",
    "upgrade",
]
