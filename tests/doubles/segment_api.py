"""A stand-in for Segment's Public API on this computer, made from a workspace's document.

It answers as the official SDK 73.2.0 and docs.segmentapis.com describe: opaque cursors that
need percent-encoding, versions, error bodies, limits with `Retry-After`, a redirect for tokens
of the other region. What it answers is checked against `FIELDS`.
"""

from __future__ import annotations

import base64
import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "sgp_InventedTokenOfQuillmoor0123456789"

FIELDS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "workspace": {"id": str, "slug": str, "name": str},
    "sources": {
        "id": str, "slug": str, "metadata": dict, "workspaceId": str, "enabled": bool,
        "writeKeys": list, "labels": list,
    },
    "destinations": {
        "id": str, "enabled": bool, "metadata": dict, "sourceId": str, "settings": dict,
    },
    "subscriptions": {
        "id": str, "name": str, "actionId": str, "actionSlug": str, "destinationId": str,
        "enabled": bool, "settings": dict, "trigger": str,
    },
    "filters": {
        "id": str, "sourceId": str, "destinationId": str, "if": str, "actions": list,
        "title": str, "enabled": bool, "createdAt": str, "updatedAt": str,
    },
    "warehouses": {
        "id": str, "metadata": dict, "workspaceId": str, "enabled": bool, "settings": dict,
    },
    "trackingPlans": {"id": str, "type": str},
    "rules": {"type": str, "version": (int, float)},
    "transformations": {"id": str, "name": str, "sourceId": str, "enabled": bool, "if": str},
    "functions": {"id": str, "resourceType": str},
    "instances": {
        "id": str, "integrationId": str, "classId": str, "enabled": bool, "createdAt": str,
        "updatedAt": str, "settings": dict, "encryptedSettings": dict,
    },
    "models": {
        "id": str, "sourceId": str, "name": str, "description": str, "enabled": bool,
        "query": str, "queryIdentifierColumn": str,
    },
    "labels": {"key": str, "value": str},
    "result": {"total": (int, float), "series": list},
    "dataset": {"total": (int, float), "series": list},
    "livePlugin": {
        "id": str, "sourceId": str, "createdAt": str, "createdBy": str, "downloadURL": str,
        "version": (int, float),
    },
    "spaces": {"id": str, "slug": str, "name": str},
    "audiences": {
        "id": str, "spaceId": str, "name": str, "key": str, "enabled": bool, "definition": dict,
        "createdBy": str, "updatedBy": str, "createdAt": str, "updatedAt": str,
        "audienceType": str, "computeCadence": dict,
    },
    "computedTraits": {
        "id": str, "spaceId": str, "name": str, "key": str, "enabled": bool, "definition": dict,
        "createdBy": str, "updatedBy": str, "createdAt": str, "updatedAt": str,
    },
    "spaceFilters": {
        "id": str, "workspaceId": str, "integrationId": str, "createdAt": str, "updatedAt": str,
    },
    "profilesWarehouses": {
        "id": str, "spaceId": str, "metadata": dict, "workspaceId": str, "enabled": bool,
        "settings": dict,
    },
    "connections": {
        "id": str, "sourceId": str, "enabled": bool, "createdAt": str, "updatedAt": str,
        "settings": dict, "destinationId": str,
    },
    "syncStatuses": {
        "syncId": str, "modelId": str, "sourceId": str, "syncStatus": str, "duration": str,
        "startedAt": str,
    },
    "reports": {
        "sourceId": str, "start": str, "end": str, "status": str, "duration": (int, float),
        "humanDuration": str, "count": (int, float), "notices": list,
    },
    "items": {
        "sourceId": str, "collection": str, "warehouseId": str, "enabled": bool,
        "properties": dict,
    },
    "dailyWorkspaceMTUUsage": {
        "periodStart": (int, float), "periodEnd": (int, float), "anonymous": str,
        "anonymousIdentified": str, "identified": str, "neverIdentified": str, "timestamp": str,
    },
    "dailyWorkspaceAPICallsUsage": {"apiCalls": str, "timestamp": str},
    "deliveryMetricsSummary": {"sourceId": str, "destinationMetadataId": str, "metrics": list},
    "userGroups": {"id": str, "name": str, "memberCount": (int, float)},
    "users": {"id": str, "name": str, "email": str},
}  # fmt: skip
"""Fields that the SDK's models require, by the key of the answer."""

LISTS = {
    "/sources": ("sources", "v1"),
    "/destinations": ("destinations", "v1"),
    "/destination/{id}/filters": ("filters", "v1"),
    "/destinations/{id}/subscriptions": ("subscriptions", "v1alpha"),
    "/warehouses": ("warehouses", "v1"),
    "/warehouses/{id}/connected-sources": ("sources", "v1"),
    "/tracking-plans": ("trackingPlans", "v1"),
    "/tracking-plans/{id}/rules": ("rules", "v1"),
    "/tracking-plans/{id}/sources": ("sources", "v1"),
    "/transformations": ("transformations", "v1"),
    "/functions": ("functions", "v1"),
    "/insert-function-instances": ("instances", "v1alpha"),
    "/reverse-etl-models": ("models", "v1alpha"),
    "/events/volume": ("result", "v1"),
    "/spaces": ("spaces", "v1alpha"),
    "/spaces/{id}/audiences": ("audiences", "v1"),
    "/spaces/{id}/computed-traits": ("computedTraits", "v1alpha"),
    "/filters": ("filters", "v1beta"),
    "/spaces/{id}/profiles-warehouses": ("profilesWarehouses", "v1alpha"),
    "/spaces/{id}/audiences/{id}/destination-connections": ("connections", "v1alpha"),
    "/warehouses/{id}/syncs": ("reports", "v1"),
    "/warehouses/{id}/connected-sources/{id}/selective-syncs": ("items", "v1"),
    "/usage/mtu/daily": ("dailyWorkspaceMTUUsage", "v1"),
    "/usage/mtu/sources/daily": ("dailyPerSourceMTUUsage", "v1"),
    "/usage/api-calls/daily": ("dailyWorkspaceAPICallsUsage", "v1"),
    "/usage/api-calls/sources/daily": ("dailyPerSourceAPICallsUsage", "v1"),
    "/groups": ("userGroups", "v1"),
    "/users": ("users", "v1"),
    "/delivery-overview/successfully-received": ("dataset", "v1beta"),
    "/delivery-overview/failed-on-ingest": ("dataset", "v1beta"),
    "/delivery-overview/filtered-at-source": ("dataset", "v1beta"),
    "/delivery-overview/filtered-at-destination": ("dataset", "v1beta"),
    "/delivery-overview/failed-delivery": ("dataset", "v1beta"),
    "/delivery-overview/successful-delivery": ("dataset", "v1beta"),
}
"""Paths of lists with the key of the answer and the best version."""

SINGLES = {
    "/": "v1",
    "/labels": "v1",
    "/sources/{id}/settings": "v1",
    "/tracking-plans/{id}": "v1",
    "/sources/{id}/live-plugins/latest": "v1alpha",
    "/warehouses/{id}/connection-state": "v1",
    "/reverse-etl-models/{id}/subscriptionId/{id}/syncs": "v1alpha",
    "/destinations/{id}/delivery-metrics": "v1beta",
}
"""Paths of other answers with the best version."""

STEPS = {
    "successfully-received": "received",
    "failed-on-ingest": "failedOnIngest",
    "filtered-at-source": "filteredAtSource",
    "filtered-at-destination": "filtered",
    "failed-delivery": "failed",
    "successful-delivery": "delivered",
}
"""What the document calls a step of the delivery overview."""

NEEDED = {
    "/functions": ("resourceType",),
    "/insert-function-instances": ("functionId",),
    "/filters": ("integrationId",),
    **{f"/usage/{one}daily": ("period",) for one in
       ("mtu/", "mtu/sources/", "api-calls/", "api-calls/sources/")},
    **{f"/delivery-overview/{one}": ("sourceId", "startTime", "endTime", "granularity",
                                     *(("destinationConfigId",) if "deliver" in one
                                       or "destination" in one else ()))
       for one in STEPS},
    "/destinations/{id}/delivery-metrics": ("sourceId",),
}  # fmt: skip
"""Parameters without which a question is refused."""


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    template: str
    target: str = ""


@dataclass(frozen=True)
class Canned:
    """An answer to give instead of a right one.

    Attributes:
        cut: Close the connection after so many bytes of the body.
        delay: Seconds of silence before it.
        drip: Seconds before each single byte of the body.
    """

    status: int = 200
    body: object = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class SegmentApi:
    """What the stand-in holds, how it behaves, and what it was asked.

    Attributes:
        document: A workspace as `segkit.segment_api.document` describes it.
        rules: Rules by tracking plan.
        volumes: Items of `/events/volume`.
        closed: Status to refuse with, by template (`/functions`) or path.
        canned: Answers to give first, by template or path; None is the right one.
        limits: Requests a minute, by template; `""` is for all together.
        retry_after: Whether a 429 has the header; its body always says `msBeforeNext`.
        rate_headers: Whether answers say what is left of the limit.
        now: The clock that limits are counted by.
        decorate: Changes an object before it is sent.
        forms: Ways to ask for a page that are understood: `pagination.count=`,
            `pagination={"count":}` or `pagination[count]=`.
        default_page: Objects on a page that was not asked for in such a way; None refuses it.
        most_count: The largest count that is not refused.
    """

    document: Mapping[str, Any]
    rules: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    volumes: list[dict[str, Any]] = field(default_factory=list)
    token: str = TOKEN
    url: str = ""
    elsewhere: str = ""
    closed: dict[str, int] = field(default_factory=dict)
    canned: dict[str, deque[Canned | None]] = field(default_factory=lambda: defaultdict(deque))
    limits: dict[str, int] = field(default_factory=dict)
    retry_after: bool = True
    rate_headers: bool = False
    latency: float = 0.0
    largest_page: int = 1000
    now: Callable[[], float] = time.monotonic
    decorate: Callable[[str, dict[str, Any]], dict[str, Any]] = lambda _, one: one
    forms: Sequence[str] = ("dotted", "json", "bracketed")
    default_page: int | None = None
    most_count: int = 1000
    asked: list[Asked] = field(default_factory=list)
    refused_for_limit: int = 0
    most_at_once: int = 0
    released: threading.Event = field(default_factory=threading.Event)
    _under_way: int = 0
    _counted: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def paths(self, template: str) -> list[str]:
        """The paths that were asked for under a template."""
        return [one.path for one in self.asked if one.template == template]

    def answer(self, asked: Asked) -> Canned:
        """What a request gets."""
        with self._lock:
            self.asked.append(asked)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            canned = self._canned(asked)
        try:
            if self.latency:
                time.sleep(self.latency)
            return canned or self._answer(asked)
        finally:
            with self._lock:
                self._under_way -= 1

    def _canned(self, asked: Asked) -> Canned | None:
        for name in (asked.path, asked.template):
            if self.canned.get(name):
                return self.canned[name].popleft()
        return None

    def _answer(self, asked: Asked) -> Canned:
        if asked.method != "GET":
            return refusal(404, "not-found", "Not found.")
        if self.elsewhere:
            return Canned(307, headers={"Location": self.elsewhere + asked.path})
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return refusal(401, "unauthorized", "Unauthorized.")
        headers, busy = self._limit(asked)
        no = busy or self._closed(asked)
        if no is not None:
            return no
        found = self._page(asked) if asked.template in LISTS else self._single(asked)
        return found if isinstance(found, Canned) else Canned(200, {"data": found}, headers)

    def _closed(self, asked: Asked) -> Canned | None:
        for name in (asked.path, asked.template):
            if name in self.closed:
                return refusal(self.closed[name], "forbidden", "This is not open to you.")
        _, version = LISTS.get(asked.template, ("", SINGLES.get(asked.template, "v1")))
        wanted = asked.headers.get("accept", "")
        if wanted not in {f"application/vnd.segment.{version}+json", "application/json"}:
            return refusal(404, "not-found", f"No such version: {wanted}.")
        for needed in NEEDED.get(asked.template, ()):
            if needed not in asked.query:
                return refusal(422, "validation", f"{needed} is required", field=needed)
        return None

    def _limit(self, asked: Asked) -> tuple[dict[str, str], Canned | None]:
        """Count the request; the second is the refusal when it is one too many."""
        headers: dict[str, str] = {}
        for name in (asked.template, ""):
            if (most := self.limits.get(name)) is None:
                continue
            with self._lock:
                now, counted = self.now(), self._counted[name]
                while counted and counted[0] + 60 <= now:
                    counted.popleft()
                if len(counted) >= most:
                    self.refused_for_limit += 1
                    return {}, self._busy(counted[0] + 60 - now)
                counted.append(now)
                if self.rate_headers:
                    headers |= {
                        "X-RateLimit-Remaining": str(most - len(counted)),
                        "X-RateLimit-Reset": formatdate(counted[0] + 60, usegmt=True),
                        "Date": formatdate(now, usegmt=True),
                    }
        return headers, None

    def _busy(self, seconds: float) -> Canned:
        data = {
            "remainingPoints": 0,
            "msBeforeNext": round(seconds * 1000) + 1,
            "consumedPoints": 1,
        }
        error = {"type": "RequestError", "message": "Too many requests", "data": data}
        headers = {"Retry-After": str(int(seconds) + 1)} if self.retry_after else {}
        return Canned(429, {"errors": [error]}, headers)

    def _single(self, asked: Asked) -> dict[str, Any] | Canned:
        if asked.template == "/":
            return {"workspace": self.document["workspace"]}
        if asked.template == "/labels":
            return {"labels": self.document.get("labels", [])}
        owner = asked.path.split("/")[2]
        if asked.template in FURTHER_SINGLES:
            answer: dict[str, Any] | Canned = FURTHER_SINGLES[asked.template](self.document, asked)
            return answer
        if asked.template == "/tracking-plans/{id}":
            plan = _by_id(self.document.get("trackingPlans", []), owner)
            return {"trackingPlan": plan} if plan else _no_such()
        if not _by_id(self.document["sources"], owner):
            return _no_such()
        known = {one["sourceId"]: one["settings"] for one in self.document["sourceSettings"]}
        return {"sourceId": owner, "settings": known.get(owner, {})}

    def _page(self, asked: Asked) -> dict[str, Any] | Canned:
        key, _ = LISTS[asked.template]
        objects = self._objects(asked)
        if isinstance(objects, Canned):
            return objects
        wanted = self._wanted(asked.query)
        if isinstance(wanted, Canned):
            return wanted
        count = min(int(wanted["count"]), self.largest_page)
        current = wanted.get("cursor", cursor_of(asked.path, 0))
        start = next(
            (n for n in range(0, len(objects) + 1, count) if cursor_of(asked.path, n) == current),
            None,
        )
        if start is None:
            return refusal(422, "validation", "No such cursor.", field="pagination.cursor")
        pagination: dict[str, Any] = {"current": current, "totalEntries": len(objects)}
        if start + count < len(objects):
            following = cursor_of(asked.path, start + count)
            # filters of a space are the only list whose cursors are numbers
            pagination["next"] = int(following) if following.isdigit() else following
        page = [self.decorate(key, dict(one)) for one in objects[start : start + count]]
        more = {"path": "/events/volume", "query": {}} if key == "result" else {}
        return {key: page, "pagination": pagination, **more}

    def _wanted(self, query: Mapping[str, list[str]]) -> dict[str, Any] | Canned:
        """Count and cursor, in whichever way that is understood."""
        found: dict[str, Any] = {}
        for form, mark in (("dotted", "pagination.{}"), ("bracketed", "pagination[{}]")):
            names = [name for name in ("count", "cursor") if mark.format(name) in query]
            if form in self.forms:
                found |= {name: query[mark.format(name)][0] for name in names}
        if "json" in self.forms and "pagination" in query:
            found |= json.loads(query["pagination"][0])
        if not found and self.default_page is not None:
            return {"count": self.default_page}
        count = int(found.get("count", 0))
        if not count:
            return refusal(422, "validation", "pagination is required", field="pagination")
        if not 1 <= count <= self.most_count:
            words = f"must be at most {self.most_count}"
            return refusal(422, "validation", words, field="pagination.count")
        return found

    def _objects(self, asked: Asked) -> Sequence[dict[str, Any]] | Canned:
        key, _ = LISTS[asked.template]
        if asked.template in FURTHER_LISTS:
            listed: Sequence[dict[str, Any]] | Canned
            listed = FURTHER_LISTS[asked.template](self.document, asked)
            return listed
        owner = asked.path.split("/")[2] if "{id}" in asked.template else ""
        everything = self.document.get(key, [])
        if key in {"rules", "result"}:
            return self.volumes if key == "result" else self._rules_of(owner)
        if key in {"subscriptions", "filters"}:
            return [one for one in everything if one["destinationId"] == owner]
        if key == "sources" and owner:
            link = "connectedSources" if "warehouse" in asked.path else "trackingPlanSources"
            ids = self.document[link].get(owner)
            return _no_such() if ids is None else [_by_id(everything, one) for one in ids]
        return self._filtered(key, everything, asked.query)

    def _rules_of(self, plan: str) -> Sequence[dict[str, Any]] | Canned:
        if not _by_id(self.document.get("trackingPlans", []), plan):
            return _no_such()
        of_document = self.document.get("trackingPlanRules", {})
        found: Sequence[dict[str, Any]] = self.rules.get(plan, of_document.get(plan, []))
        return found

    def _filtered(
        self, key: str, everything: list[dict[str, Any]], query: Mapping[str, list[str]]
    ) -> list[dict[str, Any]] | Canned:
        """The objects that a parameter picks."""
        if key == "functions":
            more = ("sourceFunctions", "destinationFunctions")
            everything = [*everything, *(one for n in more for one in self.document.get(n, []))]
        for parameter, name in (
            ("resourceType", "resourceType"), ("functionId", "classId"), ("type", "type"),
        ):  # fmt: skip
            if parameter in query:
                return [one for one in everything if one.get(name) in query[parameter]]
        return everything


def refusal(status: int, kind: str, message: str, **more: str) -> Canned:
    """An error as the API words it."""
    return Canned(status, {"errors": [{"type": kind, "message": message, **more}]})


def cursor_of(path: str, start: int) -> str:
    """An opaque cursor; base64 of bytes that bring `+`, `/` and `=` into it."""
    if path == "/filters":
        return str(start)
    return base64.b64encode(b"\xfb\xef\xbe\xff" + f"{path}@{start}".encode() + b"\xff").decode()


def faults(key: str, one: Mapping[str, Any]) -> list[str]:
    """What the SDK's model of this object would not take."""
    return [
        f"{key}.{name} is {one.get(name)!r}"
        for name, kind in FIELDS[key].items()
        if not isinstance(one.get(name), kind)
    ]


def _no_such() -> Canned:
    return refusal(404, "not-found", "Resource not found.")


def _by_id(objects: Sequence[Mapping[str, Any]], key: str) -> dict[str, Any]:
    return next((dict(one) for one in objects if one["id"] == key), {})


Find = Callable[[Mapping[str, Any], Asked], Any]
"""What the document holds for a question, or a refusal."""


def _ids(asked: Asked) -> list[str]:
    """What stands in the places of `{id}`."""
    pieces = zip(asked.path.split("/"), asked.template.split("/"), strict=True)
    return [own for own, form in pieces if form == "{id}"]


def _listed(key: str, *, owner: str = "spaceId") -> Find:
    """The objects of this resource that belong to the path's first object, or all."""

    def find(document: Mapping[str, Any], asked: Asked) -> object:
        ids = _ids(asked) or asked.query.get(owner, [])
        return [one for one in document.get(key, []) if not ids or one[owner] == ids[0]]

    return find


def _within(key: str, inner: str, *owners: str) -> Find:
    """The inner list of the one entry that is about the path's objects."""

    def find(document: Mapping[str, Any], asked: Asked) -> object:
        ids = _ids(asked)[-len(owners) :]
        for one in document.get(key, []):
            if [one[owner] for owner in owners] == ids:
                return one[inner]
        return _no_such()

    return find


def _used(key: str, inner: str) -> Find:
    def find(document: Mapping[str, Any], _: Asked) -> object:
        return document.get(key, {}).get(inner, [])

    return find


def _counted(document: Mapping[str, Any], asked: Asked) -> object:
    """One step of the delivery overview; without groups it is one sum."""
    wanted = {"step": STEPS[asked.path.rpartition("/")[2]], "sourceId": asked.query["sourceId"][0]}
    if "destinationConfigId" in asked.query:
        wanted["destinationId"] = asked.query["destinationConfigId"][0]
    for one in document.get("deliveryOverview", {}).get("steps", []):
        if {key: value for key, value in one.items() if key != "items"} == wanted:
            grouped = any(name.startswith("groupBy") for name in asked.query)
            total = sum(item["total"] for item in one["items"])
            return one["items"] if grouped else [{"total": total, "series": []}]
    return _no_such()


def _live_plugin(document: Mapping[str, Any], asked: Asked) -> object:
    found = _listed("livePlugins", owner="sourceId")(document, asked)
    return {"livePlugin": found[0]} if found else _no_such()


def _metrics(document: Mapping[str, Any], asked: Asked) -> object:
    items = document.get("deliveryMetrics", {}).get("items", [])
    wanted = (_ids(asked)[0], asked.query["sourceId"][0])
    for one in items:
        if (one["destinationId"], one["sourceId"]) == wanted:
            return {"deliveryMetricsSummary": one}
    return _no_such()


def _one(key: str, find: Find) -> Find:
    def answer(document: Mapping[str, Any], asked: Asked) -> object:
        found = find(document, asked)
        return found if isinstance(found, Canned) else {key: found}

    return answer


FURTHER_LISTS: Mapping[str, Find] = {
    "/spaces": _listed("spaces"),
    "/spaces/{id}/audiences": _listed("audiences"),
    "/spaces/{id}/computed-traits": _listed("computedTraits"),
    "/filters": _listed("spaceFilters", owner="integrationId"),
    "/spaces/{id}/profiles-warehouses": _listed("profilesWarehouses"),
    "/spaces/{id}/audiences/{id}/destination-connections": _within(
        "audienceDestinations", "destinations", "audienceId"
    ),
    "/warehouses/{id}/syncs": _within("warehouseSyncs", "reports", "warehouseId"),
    "/warehouses/{id}/connected-sources/{id}/selective-syncs": _within(
        "selectiveSyncs", "items", "warehouseId", "sourceId"
    ),
    "/usage/mtu/daily": _used("mtuUsage", "daily"),
    "/usage/mtu/sources/daily": _used("mtuUsage", "bySource"),
    "/usage/api-calls/daily": _used("apiUsage", "daily"),
    "/usage/api-calls/sources/daily": _used("apiUsage", "bySource"),
    "/groups": _listed("userGroups"),
    "/users": _listed("users"),
    **{f"/delivery-overview/{step}": _counted for step in STEPS},
}
FURTHER_SINGLES: Mapping[str, Find] = {
    "/sources/{id}/live-plugins/latest": _live_plugin,
    "/warehouses/{id}/connection-state": _one(
        "connectionState", _within("warehouseStates", "connectionState", "warehouseId")
    ),
    "/reverse-etl-models/{id}/subscriptionId/{id}/syncs": _one(
        "syncStatuses", _within("modelSyncs", "syncs", "subscriptionId")
    ),
    "/destinations/{id}/delivery-metrics": _metrics,
}

_TEMPLATES = [
    (re.compile(re.escape(one).replace(r"\{id\}", "[^/]+")), one) for one in (*LISTS, *SINGLES)
]


class _Handler(BaseHTTPRequestHandler):
    api: ClassVar[SegmentApi]
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: no waiting for an acknowledgement

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def do_DELETE(self) -> None:
        self._do()

    def _do(self) -> None:
        url = urlsplit(self.path)
        path = unquote(url.path)
        template = next((name for form, name in _TEMPLATES if form.fullmatch(path)), path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, path, parse_qs(url.query), headers, template, self.path)
        self._send(self.api.answer(asked))

    def _send(self, canned: Canned) -> None:
        if canned.delay:
            self.api.released.wait(canned.delay)
        is_bytes = isinstance(canned.body, bytes)
        body = canned.body if isinstance(canned.body, bytes) else json.dumps(canned.body).encode()
        if "Date" in canned.headers:
            self.send_response_only(canned.status)
        else:
            self.send_response(canned.status)
        self.send_header("Content-Type", "text/html" if is_bytes else "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in canned.headers.items():
            self.send_header(name, value)
        self.end_headers()
        pieces = [body[n : n + 1] for n in range(len(body))] if canned.drip else [body]
        for piece in pieces:
            self.api.released.wait(canned.drip)
            self.wfile.write(piece[: canned.cut])
            self.wfile.flush()
        if canned.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone: that is what some tests are about."""


@contextmanager
def running(api: SegmentApi) -> Iterator[SegmentApi]:
    """The stand-in on a free port of this computer, in a thread of its own."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": api}))
    api.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield api
    finally:
        api.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
