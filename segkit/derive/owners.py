"""Who may change a source and the destinations connected to it, by name.

In Segment a Source Admin may edit assigned sources and the streaming destinations connected to
them, a Workspace Owner everything
(https://www.twilio.com/docs/segment/segment-app/iam/roles).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from segkit.model.workspace import Json, Source, Workspace
from segkit.segment_api.objects import mapping, objects, text

_ADMIN, _OWNER = "Source Admin", "Workspace Owner"


def owners_of(workspace: Workspace, source: Source) -> tuple[str, ...] | None:
    """Groups and people who administer this source, groups first; None when it was not asked.

    Workspace owners are `workspace_owners`: they may change every source.
    """
    return _names(
        workspace,
        lambda one: any(role == _ADMIN and _reaches(place, source) for role, place in _roles(one)),
    )


def workspace_owners(workspace: Workspace) -> tuple[str, ...] | None:
    """Who may change everything; None when it was not asked."""
    return _names(workspace, lambda one: any(role == _OWNER for role, _ in _roles(one)))


def _names(workspace: Workspace, meant: Callable[[Json], bool]) -> tuple[str, ...] | None:
    """Of groups and people; None when neither was asked for."""
    asked = [name for name in ("userGroups", "users") if name in workspace.extra]
    listed = (one for name in asked for one in objects(workspace.extra[name]) if meant(one))
    return tuple(dict.fromkeys(text(one.get("name")) for one in listed)) if asked else None


def _roles(one: Json) -> Iterator[tuple[str, Json]]:
    for permission in objects(one.get("permissions")):
        for resource in objects(permission.get("resources")):
            # labels stand on either, and refine what the permission is for
            labels = [*objects(permission.get("labels")), *objects(resource.get("labels"))]
            yield text(permission.get("roleName")), {**resource, "labels": labels}


def _reaches(place: Json, source: Source) -> bool:
    if place.get("type") == "SOURCE":
        return text(place.get("id")) == source.id
    own = {(label.key, label.value) for label in source.labels}
    wanted = {
        (text(mapping(label).get("key")), text(mapping(label).get("value")))
        for label in objects(place.get("labels"))
    }
    return place.get("type") == "WORKSPACE" and (not wanted or bool(wanted & own))
