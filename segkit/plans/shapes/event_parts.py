"""What is said about one event, key by key, put in its place in the event's draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from segkit.plans.shapes.drafts import Draft, call_of_word, deeper, is_deprecated, plain
from segkit.plans.shapes.event_schemas import EventSchemas, is_envelope
from segkit.plans.shapes.keys import Said, said_of_event, squashed, words
from segkit.plans.shapes.members import Members

if TYPE_CHECKING:
    from segkit.plans.shapes.event_reading import EventReader


class EventParts:
    """Takes what stands under the keys of events.

    Attributes:
        people: What events set about users and groups: the place, the call, the traits.
    """

    def __init__(self, reader: EventReader) -> None:
        """`reader` knows how events and properties look."""
        self._reader = reader
        self._schemas = EventSchemas(reader, self)
        self.people: list[tuple[str, str, Members]] = []

    def is_schema(self, value: object) -> bool:
        """The value is a schema of a payload, or of properties."""
        return self._schemas.is_schema(value)

    def take(self, draft: Draft, key: str, value: object) -> bool:
        """Put what stands under a key in its place; False when it is only a label."""
        said, where = said_of_event(key), deeper(draft.where, key)
        draft.says_more = draft.says_more or said is not Said.LABEL or not plain(value)
        may_be_schema = said is Said.SCHEMA or (squashed(key) == "event" and self.is_schema(value))
        if may_be_schema and (value == {} or self._schemas.take(draft, value, where)):
            return True
        if said is Said.FIELDS and isinstance(value, Mapping | list | str | None):
            return self._fields(draft, key, value, where)
        if said is Said.INCLUDES:
            return self._included(draft, value, where)
        if isinstance(value, Mapping | list) and self._take_several(draft, said, value, where):
            return True
        return self._take_plain(draft, key, said, value)

    def take_traits(self, draft: Draft, said: Said, value: object, where: str) -> None:
        """Traits of the user or the group beside an event's own properties."""
        members = self._reader.fields.members(value, where)
        if members is None:
            return
        call = "identify" if said is Said.PERSON else "group"
        if draft.call == call or (draft.call in {"identify", "group"} and said is Said.PERSON):
            draft.main.update(members)
        else:
            self.people.append((where, call, members))

    def _take_plain(self, draft: Draft, key: str, said: Said, value: object) -> bool:
        """Texts, marks and numbers about the event; and its labels."""
        whole = squashed(key)
        is_told = said is Said.DESCRIPTION or whole == "definition"
        if is_told and isinstance(value, str | None) and not draft.description:
            draft.description = value or ""
        elif said is Said.VERSION and plain(value):
            draft.version = value
        elif said is Said.STATUS and is_deprecated(value):
            draft.deprecated = True
            return whole == "deprecated"
        elif whole == "labels" and isinstance(value, Mapping):
            draft.labels |= value
        elif whole == "additionalproperties" and isinstance(value, bool):
            draft.main.rest["additionalProperties"] = value
        else:
            return said is Said.CALL and isinstance(value, str) and bool(call_of_word(value))
        return True

    def _take_several(
        self, draft: Draft, said: Said, value: Mapping[str, object] | list[object], where: str
    ) -> bool:
        """Lists and objects of fields other than the event's own."""
        if said in {Said.PERSON, Said.GROUP}:
            self.take_traits(draft, said, value, where)
        elif said in {Said.REQUIRED, Said.OPTIONAL}:
            self._demanded(draft, value, where, required=said is Said.REQUIRED)
        elif said is Said.CONTEXT and isinstance(value, Mapping):
            members = self._reader.fields.members(value, where)
            draft.members("context").update(members) if members is not None else None
        else:
            return False
        return True

    def _fields(self, draft: Draft, key: str, value: object, where: str) -> bool:
        if value is None:
            return True
        if isinstance(value, Mapping) and is_envelope(value.get("properties")):
            return self._schemas.take(draft, value, where)
        members = self._reader.fields.members(value, where)
        if members is None:
            return False
        if set(words(key)) & {"required", "mandatory"}:
            members.require_all()
        draft.main.update(members)
        return True

    def _demanded(self, draft: Draft, value: object, where: str, *, required: bool) -> None:
        """`required: [a, b]`, or properties below `required` and `optional`."""
        members = self._reader.fields.members(value, where)
        if members is None:
            return
        if required:
            members.require_all()
        if required and isinstance(value, list) and not any(members.properties.values()):
            draft.main.require(members.required)
            draft.main.properties = {**members.properties, **draft.main.properties}
        else:
            draft.main.update(members)

    def _included(self, draft: Draft, value: object, where: str) -> bool:
        """Groups of properties that the event takes over by their names."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            return False
        fields = self._reader.fields
        for name in names:
            group = fields.library.group(name)
            members = None if group is None else fields.members(group, where)
            if members is None:
                what = "{count} groups of properties are defined nowhere."
                fields.doubts.add(where, what, name)
            else:
                draft.main.update(members)
        return True
