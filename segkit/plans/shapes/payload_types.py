"""Types of a program that are called like its events: `LampLitProps` beside `LAMP_LIT: 'lamp_lit'`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.plans.shapes.drafts import Draft
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.judging import property_names
from segkit.plans.shapes.keys import FIELD_WORDS, squashed, words

_ENDINGS = FIELD_WORDS | {"event", "payload", "data", "type", "schema", "shape"}


class PayloadTypes:
    """What a program declares about events that it names elsewhere.

    Attributes:
        rest: The document without these types.
    """

    def __init__(self, document: object) -> None:
        """Part the types that are called like a text of the document from all else."""
        members = document if isinstance(document, Mapping) else {}
        texts = {squashed(text) for text in _texts(document)}
        self._types: dict[str, tuple[str, object]] = {}
        for name, one in members.items():
            told = one.get("description") if isinstance(one, Mapping) else None
            inner = one["properties"] if isinstance(told, str) and "properties" in one else one
            if (stem := stem_of(name)) in texts and property_names(inner):
                self._types[stem] = (name, inner)
        apart = {name for name, _ in self._types.values()}
        self.rest = {k: v for k, v in members.items() if k not in apart} if apart else document

    def attach(self, drafts: list[Draft], reader: EventReader) -> None:
        """Give each event what its type says."""
        for place, draft in enumerate(drafts):
            found = self._types.pop(squashed(draft.key or ""), None) if not draft.names else None
            if found is not None:
                own = reader.of_fields(found[1], found[0], draft.key or "", draft.call)
                own.labels, own.description = draft.labels, draft.description or own.description
                drafts[place] = own


def stem_of(name: str) -> str:
    """`LampLitEventProps` is about `lamplit`."""
    own = list(words(name))
    while len(own) > 1 and own[-1] in _ENDINGS:
        own.pop()
    return "".join(own) if len(own) < len(words(name)) else ""


def _texts(value: object) -> Iterator[str]:
    """The plain texts in a document, whatever holds them."""
    if isinstance(value, str):
        yield value
    for one in (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    ):
        yield from _texts(one)
