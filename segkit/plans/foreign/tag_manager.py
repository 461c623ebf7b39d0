"""Exports of Google Tag Manager → `TrackingPlan`: what their tags send to Google Analytics 4.

Shape: `{exportFormatVersion, containerVersion: {tag, trigger, variable, container}}`. An event tag
(`gaawe`) names its event and lists parameters by name and value; lists may stand in a variable
(`gtes`), and the name may be that of the trigger's event. A container without such tags has the
events that its triggers wait for, and with each what the tags behind them take from the data
layer (`v`). Source: the container export of Tag Manager's own page "Export and import", and the
resources of its API v2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from segkit.model.plan import Explained, Report, TrackingPlan
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.drafts import Draft

Object = Mapping[str, object]

_EVENT, _SETTINGS, _OF_LAYER = "gaawe", "gtes", "v"
_LISTS = ("eventSettingsTable", "eventParameters")
_SETS = re.compile(r"\{\{(.+?)\}\}")
_NAMES = re.compile(r"\^?\(?((?:[\w -]+\|)*[\w -]+)\)?\$?")
_PLACE = re.compile(r"\.\d+(?=\.|$)")
_OWN = "gtm."
_WRITTEN = "eventParams"
_PAIR = re.compile(r'"(?P<key>[^"{}]+)"\s*:\s*(?P<value>\{\{.+?\}\}|"[^"]*"|[^,{}"]+)')
"""A pair of parameters that are written as one object: `{"room": {{Room}}}`."""

_SENT = (
    "{count} events are those that tags send to Google Analytics: a container says no types, "
    "and nothing of what is required."
)
_AWAITED = (
    "{count} events are those that triggers wait for, with what tags take from the data layer "
    "then: the events may carry more."
)


def read_container(document: Object, *, name: str) -> TrackingPlan:
    """The events that tags of a container send to Google Analytics 4, or triggers wait for."""
    version = _object(document.get("containerVersion"))
    container = _Container(version)
    container.read()
    record = {"name": _object(version.get("container")).get("name") or name}
    entries: list[tuple[str, object]] = [
        (draft.where, draft.entry()) for draft in container.drafts.values()
    ]
    so_far = Report(explained=tuple(container.explained))
    return plan_from_entries(
        entries, plan=record, name=name, so_far=so_far, doubts=container.doubts
    )


class _Container:
    """Gathers what the tags of one container send.

    Attributes:
        drafts: The events, and what tags say of users, by call and name.
        doubts: What may be otherwise.
        explained: Tags that send nothing that can be told.
    """

    def __init__(self, version: Object) -> None:
        self._tags = _objects(version.get("tag"))
        self._triggers = {
            str(one.get("triggerId")): one for one in _objects(version.get("trigger"))
        }
        self._variables = {str(one.get("name")): one for one in _objects(version.get("variable"))}
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.doubts = Doubts()
        self.explained: list[Explained] = []

    def read(self) -> None:
        """Take in every tag for an event; where there is none, the events of triggers."""
        for number, tag in enumerate(self._tags):
            if _sends(tag):
                self._tag(tag, f"tag[{number}]")
        where, what = "tag", _SENT
        if not any(map(_sends, self._tags)):
            where, what = "trigger", _AWAITED
            for number, trigger in enumerate(self._triggers.values()):
                self._trigger(trigger, f"trigger[{number}]")
        self.doubts.add(where, what, *(one.key or one.call for one in self.drafts.values()))

    def _trigger(self, trigger: Object, where: str) -> None:
        """The events that a trigger waits for, and what the tags that it fires take of them."""
        fired = [tag for tag in self._tags if trigger.get("triggerId") in _fired_by(tag)]
        used = _SETS.findall(json.dumps(fired, ensure_ascii=False))
        variables = [self._variables.get(name, {}) for name in dict.fromkeys(used)]
        for name in _awaited(trigger):
            draft = self.drafts.setdefault(("track", name), Draft("track", name, where))
            draft.labels.setdefault("trigger", trigger.get("name"))
            for one in variables:
                place = _parameters(one).get("name")
                if one.get("type") == _OF_LAYER and isinstance(place, str) and place != "event":
                    path = _PLACE.sub("[]", place)
                    draft.main.add(path, {"variable": one.get("name")}, required=None)

    def _tag(self, tag: Object, where: str) -> None:
        if tag.get("paused") is True:
            self.explained.append(Explained(where, f"The tag {tag.get('name')!r} is paused."))
            return
        said = _parameters(tag)
        name = said.get("eventName")
        names = self._names(name if isinstance(name, str) else "", tag)
        if not names:
            reason = f"The tag {tag.get('name')!r} sends events whose names no trigger says."
            self.explained.append(Explained(where, reason))
            self.doubts.add(where, "{count} tags send events of any name.", str(tag.get("name")))
        for name in names:
            draft = self.drafts.setdefault(("track", name), Draft("track", name, where))
            draft.labels.setdefault("tag", tag.get("name"))
            for key, value in self._listed(said):
                draft.main.add(key, _schema(value), required=None)
            if said.get("sendEcommerceData") == "true":
                draft.main.add("ecommerce", {"type": "object"}, required=None)
        for key, value in _rows(said.get("userProperties")):
            user = self.drafts.setdefault(("identify", ""), Draft("identify", None, where))
            user.main.add(key, _schema(value), required=None)

    def _names(self, name: str, tag: Object) -> list[str]:
        """The event's name; where it is that of the trigger, those that the triggers wait for."""
        if not _SETS.search(name):
            return [name] if name.strip() else []
        triggers = [self._triggers.get(one, {}) for one in _fired_by(tag)]
        return [
            _SETS.sub(lambda _, event=event: event, name)  # type: ignore[misc]
            for trigger in triggers
            for event in _awaited(trigger)
        ]

    def _listed(self, said: Object) -> Iterator[tuple[str, str]]:
        """The parameters in a tag, and in the variable that it takes them from."""
        shared = _SETS.fullmatch(str(said.get("eventSettingsVariable", "")))
        variable = self._variables.get(shared[1], {}) if shared is not None else {}
        for one in (said, _parameters(variable) if variable.get("type") == _SETTINGS else {}):
            for key in _LISTS:
                yield from _rows(one.get(key))
        written = said.get(_WRITTEN)
        for pair in _PAIR.finditer(written.replace('\\"', '"') if isinstance(written, str) else ""):
            yield pair["key"], pair["value"].strip(' "')


def _sends(tag: Object) -> bool:
    """A tag for an event, also as people write it who do not export it (`ga4_event`)."""
    kind = str(tag.get("type"))
    return kind == _EVENT or ("ga4" in kind.casefold() and "eventName" in _parameters(tag))


def _schema(value: str) -> dict[str, object]:
    """Where a parameter comes from, or what it always is."""
    return {"variable": value} if _SETS.search(value) else {"examples": [value]} if value else {}


def _fired_by(tag: Object) -> list[str]:
    """The ids of the triggers that fire a tag."""
    ids = tag.get("firingTriggerId")
    return [str(one) for one in ids] if isinstance(ids, list) else []


def _awaited(trigger: Object) -> list[str]:
    """The names of events that a trigger waits for; none where a pattern has no end of them."""
    names: list[str] = []
    for rule in _objects(trigger.get("customEventFilter")):
        kind = str(rule.get("type", "")).replace("_", "").casefold()
        text = str(_parameters(rule).get("arg1", ""))
        found = _NAMES.fullmatch(text) if kind != "equals" else None
        if found is not None and kind in {"", "matchregex"}:
            names += found[1].split("|")
        elif kind == "equals" and text.strip():
            names.append(text)
    return [one for one in names if not one.startswith(_OWN)]


def _parameters(one: Object) -> dict[str, object]:
    """What a tag, trigger or variable says, by key."""
    return {
        str(row.get("key")): row.get("list", row.get("value"))
        for row in _objects(one.get("parameter"))
    }


def _rows(several: object) -> Iterator[tuple[str, str]]:
    """The names in a list of parameters, with their values."""
    for row in _objects(several):
        said = {str(one.get("key")): str(one.get("value", "")) for one in _objects(row.get("map"))}
        name = said.get("parameter") or said.get("name")
        if name:
            yield name, said.get("parameterValue", said.get("value", ""))


def _objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _object(value: object) -> Object:
    return value if isinstance(value, Mapping) else {}


def _recognises(given: PlanInput) -> bool:
    document = _object(given.document) if given.kind in {"json", "yaml"} else {}
    version = _object(document.get("containerVersion"))
    return "exportFormatVersion" in document and (
        any(map(_sends, _objects(version.get("tag"))))
        or any(map(_awaited, _objects(version.get("trigger"))))
    )


def _read(given: PlanInput) -> TrackingPlan:
    return read_container(_object(given.document), name=given.name)


TAG_MANAGER = PlanFormat("Google Tag Manager", _recognises, read=_read)
