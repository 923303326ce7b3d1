"""From one scheme to another: what becomes of names, of annotated regions, of annotations. Pure."""

from annotate.migrating._annotations import Move, lost_names, migrated, moves
from annotate.migrating._back import backwards
from annotate.migrating._names import Names, names
from annotate.migrating._regions import Region, Said, lost, new_types, translated
from annotate.migrating._versions import Known, version_of
from annotate.migrating._wide import wide

__all__ = [
    "Known",
    "Move",
    "Names",
    "Region",
    "Said",
    "backwards",
    "lost",
    "lost_names",
    "migrated",
    "moves",
    "names",
    "new_types",
    "translated",
    "version_of",
    "wide",
]
