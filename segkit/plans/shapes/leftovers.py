"""What stands beside the properties of events, and may be properties as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from segkit.plans.documents.doubting import Doubts
from segkit.plans.shapes.drafts import Draft, deeper, is_names
from segkit.plans.shapes.keys import Said, said_of_event, words
from segkit.plans.shapes.members import is_schema_object
from segkit.plans.shapes.spec_text import read_spec
from segkit.plans.words.looks import is_compound, says_deed

TAGS = frozenset(
    {"tags", "tag", "platforms", "platform", "surfaces", "surface", "sources", "source", "clients",
     "destinations", "destination", "categories", "category", "teams", "team", "owners", "owner",
     "funnels", "funnel", "steps", "answers", "channels", "tools", "integrations", "apps",
     "products", "screens", "pages", "views", "kpis", "metrics", "related", "dependencies",
     "stakeholders", "environments", "consent", "purposes", "aliases", "groups", "vendors",
     "references", "files", "tests", "locations", "actions"}
)  # fmt: skip
"""Words for lists that stand beside properties and name none."""


ABOUT_EVENTS = frozenset(
    {"trigger", "triggers", "fires", "fired", "when", "priority", "implemented", "implementation",
     "created", "updated", "notes", "note", "comment", "ticket", "question", "questions", "goal",
     "why", "conversion", "selector", "condition", "conditions", "evidence", "domain", "gtm"}
)  # fmt: skip
"""Words for what is said about an event, and is no property of it."""


class Leftovers:
    """Names beside events: their place, the key that they stand under, and the names."""

    def __init__(self) -> None:
        """Nothing was left over yet."""
        self._found: list[tuple[str, str, str, list[str]]] = []

    def add(self, where: str, key: str, names: Sequence[str], what: str = "properties") -> None:
        """Remember names that look like properties, or like events."""
        self._found.append((where, key, what, list(names)))

    def look_at(self, key: str, value: object, where: str) -> None:
        """Remember a label that may hold names of properties."""
        if set(words(key)) & TAGS or words(key)[-1:] in {("id",), ("ids",)}:
            return
        place = deeper(where, key)
        if is_names(value) and isinstance(value, list) and any(is_compound(one) for one in value):
            self.add(place, key, value)
        elif isinstance(value, Mapping):
            names = [
                name
                for name, one in value.items()
                if (isinstance(one, str) and read_spec(one).schema) or is_schema_object(one)
            ]
            done = [name for name, one in value.items() if says_deed(name) and _is_told(one)]
            if names:
                self.add(place, key, names)
            elif len(done) * 2 > len(value):
                self.add(place, key, done, "events")

    def doubt(self, drafts: Iterable[Draft], doubts: Doubts) -> None:
        """Doubt the names that are no events and no properties of any."""
        known = {name for draft in drafts for name in (draft.key, *draft.names)}
        for where, key, what, names in self._found:
            if unknown := [name for name in names if name not in known]:
                said = f"{{count}} names under {key!r} look like {what} and are not used as such."
                doubts.add(where, said, *unknown)


def _is_told(value: object) -> bool:
    """An object that says what it is about."""
    return isinstance(value, Mapping) and any(
        said_of_event(key) is Said.DESCRIPTION or set(words(key)) & ABOUT_EVENTS for key in value
    )
