"""Carrying a change of scheme out, on the server and in the store. Every step can be done again.

On the server: the projects get both schemes at once, annotations and drafts are changed one by one, then everything
is looked at again, and only then do the projects get the new scheme alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import JsonValue

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.formats.label_studio_names import lost_in, renamed, restored
from annotate.labelstudio import Client, Place, Results
from annotate.migrating import Names, migrated, wide
from annotate.scheme import instructions, labelling_config
from annotate.store import Store
from annotate.workflow.labelling import pulling
from annotate.workflow.labelling.servers import Server
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Annotation, Scheme
from schema import Project as RemoteProject


@dataclass
class Translation:
    """What becomes of annotations; it notes what was edited, and what has no new name."""

    names: Names
    """What becomes of names."""
    forward: Names | None = None
    """Going back: what the migration that is taken back made of names."""
    before: Mapping[str, Annotation] = field(default_factory=dict)
    """Going back: the revisions that it found, by id of the annotation."""
    edited: set[str] = field(default_factory=set)
    """Annotations that were edited since, by id."""
    lost: set[str] = field(default_factory=set)
    """Paths of names in use of which nothing says what becomes."""

    def results(self, annotation: str | None, results: Results) -> tuple[list[JsonValue], bool]:
        """Return what results of an annotation, or of a draft of changes to it, become, and whether they were edited.

        That is only asked going back, of what the migration changed.
        """
        self.lost.update(lost_in(results, self.names))
        found = self.before.get(annotation) if annotation is not None else None
        raw = found.raw if found else None
        earlier = raw.get("result") if isinstance(raw, dict) else None
        if self.forward is None or not isinstance(earlier, list):
            return renamed(results, self.names), False
        return restored(results, earlier, self.forward, self.names)

    def annotation(self, found: Annotation) -> Annotation:
        """Return what an annotation becomes as the store has it."""
        earlier = self.before.get(found.id)
        if self.forward is None or earlier is None:
            return migrated(found, self.names)
        then = migrated(earlier, self.forward)
        if (found.spans, found.relations) in ((then.spans, then.relations), (earlier.spans, earlier.relations)):
            return found.model_copy(update={"spans": earlier.spans, "relations": earlier.relations, "raw": None})
        self.edited.add(found.id)
        return migrated(found, self.names)


@dataclass
class Run:
    """A migration under way."""

    project: Project
    store: Store
    translation: Translation
    number: int
    """Number of the migration."""
    progress: Progress = silent

    def on_server(self, place: Server, targets: Sequence[RemoteProject]) -> int:
        """Change the projects on their server, and return how many annotations and drafts were changed.

        Raises ProjectError when there is something that nothing says the new name of: the projects then keep both
        schemes. Raises what `Client` raises.
        """
        names = self.translation.names
        both = wide(names.old, names.new)
        client, held = labelstudio.Client(place.url, place.key), replace(self.project, held=both)
        for target in targets:
            self._configure(client, target, both)
            self.store.use_scheme(target.id, names.new, datetime.now(UTC))
        changed = 0
        while True:
            pulling.bring(held, self.store, place, self.progress, check=False, curated=True)
            now = sum(self._rewrite(client, target) for target in targets)
            self._expect_none_lost()
            changed += now
            if not now:
                break
        for target in targets:
            config = labelling_config(names.new, self.project.settings.language, **_shown(target))
            client.validate(target.remote, config)
            self._configure(client, target, names.new)
        return changed

    def in_store(self, servers: Iterable[str]) -> int:
        """Change annotations that are not in these projects (`server/number/`); return how many were changed."""
        here = tuple(servers)
        made = []
        for found in self.store.annotations(raw=False):
            if found.deleted or (here and found.origin.startswith(here)):
                continue
            then = self.translation.annotation(found)
            if (then.spans, then.relations) != (found.spans, found.relations):
                made.append(then)
        return self.store.save_migrated(self.number, made).revised

    def _configure(self, client: Client, target: RemoteProject, scheme: Scheme) -> None:
        language, shown = self.project.settings.language, _shown(target)
        told = instructions(self.translation.names.new, language, **shown)
        config = labelling_config(scheme, language, **shown)
        client.configure(target.remote, config=config, instructions=told)

    def _rewrite(self, client: Client, target: RemoteProject) -> int:
        """Change what a project has now; return how many annotations and drafts were changed."""
        place = f"{target.server}/{target.remote}"
        known = {found.origin: found for found in done_in(self.store, target) if found.origin.startswith(f"{place}/")}

        def origin(at: Place) -> str:
            return f"{place}/{at.task}/{'draft/' if at.kind == 'draft' else ''}{at.number}"

        def change(at: Place, results: Results) -> list[JsonValue]:
            found = known.get(origin(at))
            made, edited = self.translation.results(found.id if found else None, results)
            if edited and found and at.kind != "changes":
                self.translation.edited.add(found.id)
            return made

        def note(places: Sequence[Place]) -> None:
            found = [known[origin(at)] for at in places if origin(at) in known]
            self.store.note_migrated(self.number, {one.id: one.revision for one in found})

        tasks = [number for number, _ in labelstudio.changes(client, target.remote, None)]
        chunks = -(-len(tasks) // labelstudio.CHUNK)
        done = labelstudio.rewrite(client, target.remote, tasks, change, note)
        return sum(self.progress(done, f"changing {target.annotator}", chunks))

    def _expect_none_lost(self) -> None:
        if self.translation.lost:
            raise ProjectError(
                str(self.project.folder),
                f"annotations use what the new scheme lacks: {', '.join(sorted(self.translation.lost))}",
                expected="names of the new scheme, or such as the operations speak of",
                cure="label these anew in Label Studio, which shows both schemes until then, and run this again",
            )


def done_in(store: Store, target: RemoteProject) -> Iterator[Annotation]:
    """Yield what the annotator of a project did, in projects such as this: as a curator, or as all others."""
    return store.annotations(annotator=target.annotator, raw=False, curated=target.purpose == "adjudicate")


def _shown(target: RemoteProject) -> dict[str, bool]:
    """Return what the screen of a project shows beside the scheme."""
    return {"linking": target.purpose == "link", "curating": target.purpose == "adjudicate"}
