"""Amplitude Data's CSV exports → `TrackingPlan`.

Two files exist. Events: a row of `Object Type` "Event", then one row per event property, the
event's name written once. User properties: one row each, which become identify traits.
Source: amplitude.com/docs, ".CSV file schema reference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Explained, Field, Report, Rule, TrackingPlan
from segkit.plans.documents.schema import fields_of

_HEADERS = ({"Object Type", "Object Name"}, {"Property Type", "Property Value Type"})
_READ = {
    "Object Type", "Object Name", "Object Description", "Property Type", "Event Property Name",
    "Property Name", "Property Description", "Property Value Type", "Property Required",
    "Property Is Array", "Property Regex", "Enum Values",
}  # fmt: skip
_TYPES = {"string", "number", "boolean", "object", "any", "integer", "array"}

Cells = Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was read so far: rules in the file's order, fields by rule."""

    rules: list[Rule] = field(default_factory=list)
    fields: list[list[Field]] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)

    def add_rule(self, rule: Rule) -> None:
        self.rules.append(rule)
        self.fields.append([])

    def call(self) -> str | None:
        return self.rules[-1].call if self.rules else None


def looks_like_amplitude(header: Sequence[str]) -> bool:
    """True for the first row of one of Amplitude's two files."""
    names = {cell.strip() for cell in header}
    return any(wanted <= names for wanted in _HEADERS) and bool(
        names & {"Event Property Name", "Event Display Name", "Property Name"}
    )


def read_amplitude_csv(rows: Sequence[Sequence[str]], *, name: str) -> TrackingPlan:
    """The plan in the rows of one of Amplitude's CSV files, the header among them.

    Raises:
        NotATrackingPlanError: The first row is not Amplitude's, or no row is planned.
    """
    if not rows or not looks_like_amplitude(rows[0]):
        raise NotATrackingPlanError(
            "This is no CSV of Amplitude Data: looked for 'Object Type' and 'Object Name', or "
            "'Property Type' and 'Property Value Type'.",
            "export it again under Data > Events in Amplitude.",
        )
    width = max(map(len, rows))
    cells = [*rows[0], *[""] * (width - len(rows[0]))]
    header = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]
    found = _Found()
    count = 0
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            count += 1
            whole = [*row, *[""] * (width - len(row))]
            _read_row(dict(zip(header, whole, strict=True)), f"row {number}", found)
    if not found.rules:
        raise NotATrackingPlanError(
            "Amplitude's CSV plans nothing: it has no event and no user property.",
            "choose the exported file, not the empty template.",
        )
    rules = (
        replace(rule, fields=tuple(fields))
        for rule, fields in zip(found.rules, found.fields, strict=True)
    )
    report = Report(count, count - len(found.explained), tuple(found.explained))
    return TrackingPlan(name=name, rules=tuple(rules), report=report)


def _read_row(cells: Cells, origin: str, found: _Found) -> None:
    """One row: an event, a property of the event above, a user property, or neither."""
    kind, about = _cell(cells, "Object Type"), _cell(cells, "Property Type")
    action = _cell(cells, "Action")
    if action.lower() == "remove":
        found.explained.append(Explained(origin, "Its action is to remove it from the plan."))
    elif kind == "Event" and cells["Object Name"]:
        found.add_rule(_event(cells, origin))
        _add_field(cells, origin, found, "properties")
    elif about in {"Event Property", "Group Property"} and found.call() == "track" and not kind:
        if not _add_field(cells, origin, found, "properties"):
            found.explained.append(Explained(origin, "The property has no name."))
    elif about == "User Property" and _property_name(cells):
        if found.call() != "identify":
            found.add_rule(Rule(call="identify", origin=origin))
        _add_field(cells, origin, found, "traits")
    else:
        what = kind or about or "a row without a type"
        found.explained.append(Explained(origin, f"Segment's plan has no place for {what!r}."))


def _event(cells: Cells, origin: str) -> Rule:
    labels = {key: value for key, value in cells.items() if value and _is_label(key, of="event")}
    return Rule(
        call="track",
        key=cells["Object Name"],
        description=_cell(cells, "Object Description"),
        labels=labels,
        origin=origin,
    )


def _add_field(cells: Cells, origin: str, found: _Found, container: str) -> bool:
    if not (name := _property_name(cells)):
        return False
    required = _cell(cells, "Property Required").lower() == "true"
    labels = {key: value for key, value in cells.items() if value and _is_label(key, of="field")}
    own, *below = fields_of(_schema(cells), (container, name), origin=origin, required=required)
    found.fields[-1] += [replace(own, labels=labels), *below]
    return True


def _is_label(key: str, *, of: str) -> bool:
    return key not in _READ and bool(key) and key.startswith("Property ") == (of == "field")


def _property_name(cells: Cells) -> str:
    return cells.get("Event Property Name") or cells.get("Property Name") or ""


def _schema(cells: Cells) -> dict[str, object]:
    """Amplitude's value type, `enum` and `Property Is Array` in the words of JSON Schema."""
    word = _cell(cells, "Property Value Type").lower()
    schema: dict[str, object] = {"type": word} if word in _TYPES else {}
    values = [one.strip() for one in _cell(cells, "Enum Values").split(",") if one.strip()]
    if word == "enum":
        schema["type"] = "string"
    elif word and not schema:
        schema["valueType"] = word
    if values:
        schema["enum"] = values
    if regex := cells.get("Property Regex"):
        schema["pattern"] = regex
    if _cell(cells, "Property Is Array").lower() == "true":
        schema = {"type": "array", **({"items": schema} if schema else {})}
    return {"description": _cell(cells, "Property Description"), **schema}


def _cell(cells: Cells, name: str) -> str:
    return cells.get(name, "").strip()
