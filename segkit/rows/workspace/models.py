"""Reverse ETL models: what each feeds, its schedule and its last run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.derive.runs import ModelRun, model_runs
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child
from segkit.render.view import View
from segkit.rows.moments import moment
from segkit.rows.row import WORKSPACE, Showing, row

_GOOD = {"SUCCESS": "on", "IN_PROGRESS": "unknown"}


@row(
    "models",
    title="Reverse ETL models",
    place=15.48,
    what="Your Reverse ETL models",
    needs=("workspace",),
    more=("models", "modelSyncs", "subscriptions"),
    origins=(WORKSPACE,),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """Each model with the mappings that it feeds, their schedule and their last run."""
    facts = showing.facts
    found = model_runs(facts.workspace) if facts.workspace else None
    if found is None:
        return nothing("Reverse ETL models were not read, so nothing is known of them.")
    return models(found, facts.names)


def models(runs: Sequence[ModelRun], names: Mapping[str, str]) -> View:
    """One line for each model and mapping; `names` of sources and destinations by id."""
    if not runs:
        return nothing("The workspace has no Reverse ETL model.")
    columns = (
        Column[ModelRun]("model", "Model", lambda one: one.model, width="l"),
        Column[ModelRun](
            "source", "Source", lambda one: names.get(one.source_id, one.source_id), filter=True
        ),
        Column[ModelRun](
            "feeds",
            "Feeds",
            lambda one: _feeds(one, names),
            lambda one: parts.below(names.get(one.destination_id, "nothing"), one.mapping),
        ),
        Column[ModelRun](
            "state",
            "State",
            lambda one: "On" if one.enabled else "Off",
            lambda one: parts.on_or_off(is_on=one.enabled),
            filter=True,
            width="xs",
        ),
        Column[ModelRun]("schedule", "Schedule", lambda one: one.schedule, width="s"),
        Column[ModelRun]("run", "Last run", _status, _badge, filter=True, width="s"),
        Column[ModelRun]("started", "Started", lambda one: moment(one.started), width="s"),
        Column[ModelRun]("extracted", "Rows read", lambda one: one.extracted, page=False),
        Column[ModelRun]("delivered", "Rows delivered", lambda one: one.delivered, page=False),
        Column[ModelRun]("failed", "Rows failed", lambda one: one.failed, width="xs"),
        Column[ModelRun]("identifier", "Identifier", lambda one: one.identifier, page=False),
        Column[ModelRun]("query", "Query", lambda one: one.query, page=False),
    )
    table = Table(
        columns,
        runs,
        label="Reverse ETL models",
        noun=("model and mapping", "models and mappings"),
        name="models",
        id_of=lambda one: slug_id("model", f"{one.model} {one.mapping}"),
        details=_details,
    )
    return View(table)


def _feeds(one: ModelRun, names: Mapping[str, str]) -> str:
    if not one.destination_id:
        return "nothing"
    return f"{names.get(one.destination_id, one.destination_id)}: {one.mapping}"


def _status(one: ModelRun) -> str:
    """In the API's words; a model that feeds nothing never runs."""
    if not one.destination_id:
        return ""
    if one.status is None:
        return "not known"
    return one.status.replace("_", " ").lower() or "never"


def _badge(one: ModelRun) -> Child:
    words = _status(one)
    kind = _GOOD.get(one.status or "", "open" if one.status else "unknown")
    return parts.badge(kind, words) if words else parts.NOTHING


def _details(one: ModelRun) -> Sequence[Child]:
    counts = [
        (words, f"{count:,}")
        for words, count in (
            ("Rows read", one.extracted),
            ("Rows delivered", one.delivered),
            ("Rows failed", one.failed),
        )
        if count is not None
    ]
    return [
        parts.facts(
            [
                ("What it is", parts.words(one.description) if one.description else ""),
                ("Identifier", parts.code(one.identifier) if one.identifier else ""),
                *counts,
                ("Query", parts.code(one.query) if one.query else ""),
            ]
        )
    ]
