"""A plan as JSON, in any form that Segment has given it → `TrackingPlan`.

Three forms are in circulation: the Public API's rules (whole answers, bare, or the pages of a
listing), Typewriter v8's `plan.json` with unwrapped schemas, and the Config API's plan that
Typewriter v7 keeps. Each is brought into one list of API rules; `rule_entries` reads those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Explained, Report, Rule, TrackingPlan
from segkit.plans.documents.config_rules import (
    config_entries,
    is_config_rules,
    only_calls,
    trait_rules,
)
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.json_text import MAX_DEPTH, nesting
from segkit.plans.documents.results import check_results
from segkit.plans.documents.rule_entries import (
    Scope,
    described,
    is_rule,
    rule_of,
    rules_are_unwrapped,
    unreadable,
)
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

LOOKED_FOR = (
    "events with their properties, the Public API's rules ('data.rules', 'rules', or a list of "
    "rules), a plan.json of Typewriter, or a plan of the Config API ('rules.events')"
)

_RESOURCE = re.compile(r"workspaces/(?P<workspace>[^/]+)/tracking-plans/(?P<id>[^/]+)")
_NOTHING = Report()
_WORKED_OUT = re.compile(r"[$%]\{")
_SCHEMAS = ("jsonSchema", "json_schema", "rules")
_OF_WORKSPACES = ("sources", "destinations", "warehouses")
_WITHOUT_RULES = ("trackingPlan", "trackingPlans", "tracking_plans")


@dataclass(slots=True)
class Part:
    """One plan, or one page of it, as it was found in the document.

    Attributes:
        plan: The plan's record: `id`, `name`, and more.
        entries: API rules with their origins.
        traits: `(origin, call, trait)` of the Config API's trait lists.
        next_page: What the page says about those that follow.
    """

    plan: Mapping[str, object] = field(default_factory=dict)
    entries: list[tuple[str, object]] = field(default_factory=list)
    traits: list[tuple[str, str, object]] = field(default_factory=list)
    next_page: object = None

    @property
    def identity(self) -> object:
        """The plan's id or name; None when it says neither."""
        return next((self.plan[key] for key in ("id", "name") if self.plan.get(key)), None)


def read_rules(document: object, *, name: str, language: str = "JSON") -> TrackingPlan:
    """The tracking plan in a parsed JSON document.

    Args:
        document: What `load_json` gave.
        name: The plan's name when the document has none.
        language: What the document is written in, for messages.

    Raises:
        NotATrackingPlanError: It is JSON of another kind, holds several plans, or no rule.
    """
    if nesting(document) > MAX_DEPTH:
        raise NotATrackingPlanError(
            f"The {language} is nested deeper than {MAX_DEPTH} levels, which no tracking plan is.",
            "choose the file that holds the plan.",
        )
    parts = parts_of(document)
    if not parts:
        raise other_kind(document, language)
    return _plan_from_parts(parts, name, Scope(document))


def _read(given: PlanInput) -> TrackingPlan:
    """The plan in a file, which its parser has looked through already."""
    return _plan_from_parts(parts_of(given.document), given.name, Scope(given.document))


def _plan_from_parts(parts: list[Part], name: str, scope: Scope) -> TrackingPlan:
    parts, notes = of_one_plan(parts)
    plan = next((part.plan for part in parts if part.plan), {})
    entries = [entry for part in parts for entry in part.entries]
    traits = [trait for part in parts for trait in part.traits]
    if parts[-1].next_page:
        notes.append("The last page says that more rules follow: this may not be the whole plan.")
    so_far = Report(notes=tuple(notes))
    return plan_from_entries(
        entries, plan=plan, name=name, traits=traits, so_far=so_far, scope=scope
    )


def plan_from_entries(  # noqa: PLR0913 - all but the entries keyword-only
    entries: list[tuple[str, object]],
    *,
    plan: Mapping[str, object],
    name: str,
    traits: list[tuple[str, str, object]] | None = None,
    so_far: Report = _NOTHING,
    doubts: Doubts | None = None,
    scope: Scope | None = None,
) -> TrackingPlan:
    """A plan made of API rules, each with its origin.

    Args:
        entries: `(origin, entry)`; what is no rule is explained in the report.
        plan: The plan's own record: `id`, `name`, `description` and more.
        name: The plan's name when the record has none.
        traits: `(origin, call, trait)` of the Config API's trait lists.
        so_far: What is already explained, besides the entries, and remarks.
        doubts: Those of whoever made the entries.
        scope: Where references in the schemas may lead.

    Raises:
        NotATrackingPlanError: There is no entry at all, or none that is a rule.
    """
    if not entries and not traits and not so_far.explained:
        raise NotATrackingPlanError(
            "The plan is empty: it holds no rule.",
            "choose the plan that the sources are connected to, or export it again.",
        )
    doubts = doubts or Doubts()
    unwrapped = rules_are_unwrapped(entry for _, entry in entries)
    rules: list[Rule] = []
    unused = list(so_far.explained)
    for origin, entry in entries:
        if reason := unreadable(entry):
            unused.append(Explained(origin, reason))
        elif isinstance(entry, Mapping):
            rules.append(rule_of(entry, origin, unwrapped=unwrapped, doubts=doubts, scope=scope))
    of_traits, unnamed = trait_rules(traits or [])
    unused += unnamed
    if not rules and not of_traits:
        raise NotATrackingPlanError(
            f"None of the {len(unused)} entries is a rule; the first: {unused[0].reason}",
            f"choose a file that holds {LOOKED_FOR}.",
        )
    doubts.hidden_names(rules)
    check_results(rules, doubts)
    for rule in rules:
        for key in (*_field_keys(rule.extra), *_hidden(rule)) if rule.extra else ():
            what = f"{{count}} rules have {key!r} beside their JSON Schema, which are not read."
            doubts.add(rule.origin, what, rule.title)
        if "jsonSchema" in rule.extra and not _is_source(rule.extra["jsonSchema"]):
            what = f"The JSON Schema of {{count}} rules is {described(rule.extra['jsonSchema'])}: fields are not read."
            doubts.add(rule.origin, what, rule.title)
    rows = len(entries) + len(traits or []) + len(so_far.explained)
    return TrackingPlan(
        **_record(plan, name),  # type: ignore[arg-type]  # keys are the plan's own attributes
        rules=(*rules, *of_traits),
        report=Report(rows, rows - len(unused), tuple(unused), so_far.notes, doubts.found()),
    )


def parts_of(document: object, prefix: str = "") -> list[Part]:
    """The plans, or pages of one plan, in the document; none when it is something else."""
    if isinstance(document, list):
        return _parts_of_list(document, prefix)
    if not isinstance(document, Mapping):
        return []
    rules = [document] if is_rule(document) else document.get("rules")
    if isinstance(rules, list) and (not rules or any(map(is_rule, rules))):
        if _are_free(rules):
            return []
        return [_page({} if rules == [document] else document, rules, prefix)]
    if rules is None and _are_bare_config(document):
        rules = document
    if is_config_rules(rules) and not _are_free(_events(rules)):
        entries, traits = config_entries(rules, prefix)
        record = {} if rules is document else config_record(document)
        return [Part(record, entries, traits)]
    inner = (parts_of(document.get(key), prefix) for key in ("data", *_WITHOUT_RULES))
    return next(filter(None, inner), [])


def _are_bare_config(document: Mapping[str, object]) -> bool:
    """The Config API's rules without the plan around them: events with an envelope each."""
    events = [one for one in _events(document) if isinstance(one, Mapping)]
    envelopes = [one.get("rules") for one in events]
    return (
        only_calls(document)
        and bool(events)
        and all(
            isinstance(one, Mapping) and isinstance(one.get("properties"), Mapping)
            for one in envelopes
        )
    )


def _are_free(rules: list[object]) -> bool:
    """Rules without a JSON Schema, whose fields are written at the rules themselves."""
    have_schema = any(
        isinstance(rule, Mapping) and any(key in rule for key in _SCHEMAS) for rule in rules
    )
    return not have_schema and any(map(_field_keys, rules))


def _field_keys(rule: object) -> list[str]:
    """Keys of a rule, beside its schema, under which fields stand."""
    from segkit.plans.shapes.keys import Said, said_of_event

    return [
        key
        for key, value in (rule.items() if isinstance(rule, Mapping) else ())
        if key not in _SCHEMAS
        and said_of_event(key) in {Said.FIELDS, Said.SCHEMA}
        and isinstance(value, Mapping | list)
        and value
    ]


def _hidden(rule: Rule) -> list[str]:
    """Keys of a rule without a schema under which one stands all the same."""
    return [
        key
        for key, value in (rule.extra.items() if not (rule.fields or rule.schema) else ())
        if isinstance(value, Mapping) and isinstance(value.get("properties"), Mapping)
    ]


def _events(rules: object) -> list[object]:
    events = rules.get("events") if isinstance(rules, Mapping) else None
    return events if isinstance(events, list) else []


def _parts_of_list(documents: list[object], prefix: str) -> list[Part]:
    if any(map(is_rule, documents)) and not _are_free(documents):
        return [_page({}, documents, prefix)]
    found = [parts_of(page, f"{prefix}page {n}, ") for n, page in enumerate(documents, 1)]
    parts = [part for some in found for part in some]
    if not parts:
        return []
    strays = [
        (f"{prefix}page {n}", page)
        for n, (page, some) in enumerate(zip(documents, found, strict=True), 1)
        if not some
    ]
    return [*parts[:-1], _with_strays(parts[-1], strays)]


def _with_strays(part: Part, strays: list[tuple[str, object]]) -> Part:
    part.entries += strays
    return part


def _page(document: Mapping[str, object], rules: list[object], prefix: str) -> Part:
    pagination = document.get("pagination")
    record = document.get("trackingPlan")
    if not isinstance(record, Mapping):
        record = {key: document[key] for key in document if key not in {"rules", "pagination"}}
    return Part(
        plan=record,
        entries=[(f"{prefix}rules[{n}]", rule) for n, rule in enumerate(rules)],
        next_page=pagination.get("next") if isinstance(pagination, Mapping) else None,
    )


def config_record(document: Mapping[str, object]) -> dict[str, object]:
    """The Config API's record with the Public API's keys: its `name` is an address."""
    record = {key: value for key, value in document.items() if key != "rules"}
    address = record.get("name")
    if isinstance(address, str) and (parts := _RESOURCE.fullmatch(address)):
        record |= {"id": parts["id"], "workspace": parts["workspace"]}
        del record["name"]
    if "display_name" in record:
        record["name"] = record.pop("display_name")
    return record


def _record(plan: Mapping[str, object], name: str) -> dict[str, object]:
    """`TrackingPlan`'s own attributes from a plan's record; the rest of it as `extra`."""
    extra = dict(plan)
    own = {
        key: extra.pop(key)
        for key in ("id", "name", "description")
        if isinstance(extra.get(key), str)
    }
    return {"name": own.pop("name", "") or name, **own, "extra": extra}


def _is_source(schema: object) -> bool:
    """`${var.schema}`: what Terraform works out, in whole or in part, which is in doubt already."""
    return isinstance(schema, str) and bool(_WORKED_OUT.search(schema))


def of_one_plan(parts: list[Part]) -> tuple[list[Part], list[str]]:
    """The parts of the only plan, or of the only live one; and a remark on the others.

    Raises:
        NotATrackingPlanError: There are several, and nothing says which is meant.
    """
    plans = {repr(part.identity): part.plan for part in parts if part.identity is not None}
    if len(plans) < 2:
        return parts, []
    live = [plan for plan, record in plans.items() if record.get("type") == "LIVE"]
    if len(live) != 1:
        raise NotATrackingPlanError(
            f"The file holds {len(plans)} tracking plans: {_listed(plans.values())}.",
            "save the one that the guide is about in a file of its own.",
        )
    others = [record for plan, record in plans.items() if plan != live[0]]
    note = f"The file also holds {_listed(others)}, which is not the live plan and was not read."
    return [part for part in parts if repr(part.identity) == live[0]], [note]


def _listed(plans: Iterable[Mapping[str, object]]) -> str:
    return ", ".join(repr(plan.get("name") or plan.get("id")) for plan in plans)


def other_kind(document: object, language: str) -> NotATrackingPlanError:
    """What the document is instead of a tracking plan."""
    inner = document.get("data", document) if isinstance(document, Mapping) else document
    if isinstance(inner, Mapping) and any(key in inner for key in _OF_WORKSPACES):
        return NotATrackingPlanError(
            f"The {language} is a workspace, not a tracking plan.",
            "give it as the workspace (--workspace FILE), and the plan as the plan.",
        )
    if isinstance(inner, Mapping) and any(key in inner for key in _WITHOUT_RULES):
        return NotATrackingPlanError(
            f"The {language} names tracking plans, but holds none of their rules.",
            "export the rules: GET /tracking-plans/{id}/rules of the Public API.",
        )
    return NotATrackingPlanError(
        f"The {language} is no tracking plan: looked for {LOOKED_FOR}; found {described(inner)}.",
        "choose the file that holds the plan, or export it again.",
    )


def _recognises(given: PlanInput) -> bool:
    return given.kind in {"json", "yaml"} and bool(parts_of(given.document))


SEGMENT = PlanFormat("Segment's own JSON", _recognises, read=_read)
