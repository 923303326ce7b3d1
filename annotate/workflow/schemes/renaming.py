"""What became of names between two versions of the scheme, by the migrations that lie between them."""

from __future__ import annotations

from annotate.migrating import Names, backwards, names
from annotate.store import Store
from schema import Migration


def path(store: Store, old: str, new: str) -> list[Names]:
    """Return what became of names from one version of the scheme to another, by their ids, step by step.

    Of several ways there the latest. Nothing where they are one version, or no migration led from one to the other.
    """
    done = {one.number: one for one in store.migrations() if one.finished}
    steps: list[Migration] = []
    aim = new
    for one in sorted(done.values(), key=lambda one: -one.number):
        if aim == old:
            break
        if one.new == aim:
            steps.insert(0, one)
            aim = one.old
    versions = {one.id: one.scheme for one in store.scheme_versions()} if aim == old else {}

    def forward(one: Migration) -> Names:
        return names(versions[one.old], versions[one.new], one.operations)

    return [backwards(forward(done[one.undoes])) if one.undoes else forward(one) for one in steps if versions]
