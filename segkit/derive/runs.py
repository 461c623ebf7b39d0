"""Reverse ETL models: what reads them, how often, and how the last run went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from segkit.model.workspace import DestinationMapping, Json, Workspace
from segkit.segment_api.objects import mapping, objects, text


@dataclass(frozen=True, slots=True)
class ModelRun:
    """A model and one mapping that it feeds; without any, the model alone.

    Attributes:
        identifier: Column that tells rows apart.
        destination_id: Empty without a mapping.
        schedule: In words; empty when the API does not say.
        status: Of the last run, in the API's words; empty when there was none, None when that
            is not known.
        started: Of the last run, ISO.
        extracted: Rows that were new or changed; None when it is not told.
        delivered: Rows that the destination took; None likewise.
        failed: Rows that it did not take; None likewise.
    """

    model: str
    source_id: str
    description: str = ""
    enabled: bool = True
    identifier: str = ""
    query: str = ""
    destination_id: str = ""
    mapping: str = ""
    schedule: str = ""
    status: str | None = None
    started: str = ""
    extracted: int | None = None
    delivered: int | None = None
    failed: int | None = None


def model_runs(workspace: Workspace) -> tuple[ModelRun, ...] | None:
    """Every model with what it feeds; None when models were not pulled."""
    listed = workspace.extra.get("models")
    if not isinstance(listed, list | tuple):
        return None
    fed: dict[str, list[tuple[str, DestinationMapping]]] = defaultdict(list)
    for destination in workspace.destinations:
        for one in destination.mappings or ():
            if model := text(one.extra.get("modelId")):
                fed[model].append((destination.id, one))
    pulled = workspace.extra.get("modelSyncs")
    syncs = {text(one.get("subscriptionId")): objects(one.get("syncs")) for one in objects(pulled)}
    return tuple(
        run for model in objects(listed) for run in _runs(model, fed[text(model.get("id"))], syncs)
    )


def _runs(
    model: Json,
    fed: list[tuple[str, DestinationMapping]],
    syncs: dict[str, tuple[Json, ...]],
) -> Iterator[ModelRun]:
    alone = ModelRun(
        model=text(model.get("name")) or text(model.get("id")),
        source_id=text(model.get("sourceId")),
        description=text(model.get("description")),
        enabled=model.get("enabled") is not False,
        identifier=text(model.get("queryIdentifierColumn")),
        query=text(model.get("query")),
    )
    if not fed:
        yield alone
    for destination, one in fed:
        known = syncs.get(one.id)
        last = known[0] if known else {}
        extract, load = mapping(last.get("extractPhase")), mapping(last.get("loadPhase"))
        yield replace(
            alone,
            enabled=alone.enabled and one.enabled,
            destination_id=destination,
            mapping=one.name,
            schedule=_schedule(mapping(one.extra.get("reverseETLSchedule"))),
            status=None if known is None else text(last.get("syncStatus")),
            started=text(last.get("startedAt")),
            extracted=_number(extract.get("extractCount")),
            delivered=_number(load.get("deliverSuccessCount")),
            failed=_number(load.get("deliverFailureCount")),
        )


def _schedule(value: Json) -> str:
    """`periodic, 1d`: the API's strategy, and what its configuration says in plain values."""
    strategy = text(value.get("strategy")).replace("_", " ").lower()
    config = mapping(value.get("config"))
    said = [_plain(one) for one in config.values()]
    return ", ".join(filter(None, [strategy, *said]))


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(text, value))
    return text(value)


def _number(value: object) -> int | None:
    """The API gives counts as text."""
    found = text(value)
    return int(found) if found.isascii() and found.isdigit() else None
