"""Amplitude Data's exports (CSV, or the same rows in a workbook) → `TrackingPlan`.

Two files exist. Events: a row of `Object Type` "Event", then one row per event property, the
event's name written once; property groups are written like events, and events name the groups
that they use. User properties: one row each, which become identify traits.

What Amplitude's words mean: `any` allows every type; what is DELETED is in the plan no more;
what is BLOCKED is thrown away when it arrives, so it is not to be sent; what is UNEXPECTED was
received, and whether it is planned is in doubt.
Source: amplitude.com/docs, ".CSV file schema reference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Doubt, Explained, Field, Report, Rule, TrackingPlan
from segkit.plans.documents.schema import fields_of
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

_HEADERS = ({"Object Type", "Object Name"}, {"Property Type", "Property Value Type"})
_READ = {
    "Object Type", "Object Name", "Object Description", "Property Type", "Event Property Name",
    "Property Name", "Property Description", "Property Value Type", "Property Required",
    "Property Is Array", "Property Regex", "Enum Values",
}  # fmt: skip
_TYPES = {"string", "number", "boolean", "object", "integer", "array"}

Cells = Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was read so far: rules in the file's order, fields by rule.

    Attributes:
        rules: Without their fields.
        fields: Of each rule.
        groups: Fields of each property group.
        headed: The row that begins each group.
        uses: Names of the groups that each rule uses.
        explained: Rows that are in no rule.
        rows: The fields to which the next property belongs; None where there are none.
        why_not: Why properties of a deleted event are not in the plan.
        unexpected: Names of what was received without being planned.
    """

    rules: list[Rule] = field(default_factory=list)
    fields: list[list[Field]] = field(default_factory=list)
    groups: dict[str, list[Field]] = field(default_factory=dict)
    headed: dict[str, str] = field(default_factory=dict)
    uses: list[list[str]] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    rows: list[Field] | None = None
    why_not: str = ""
    unexpected: list[str] = field(default_factory=list)

    def add_rule(self, rule: Rule) -> None:
        self.rules.append(rule)
        self.fields.append([])
        self.uses.append([])
        self.rows, self.why_not = self.fields[-1], ""

    def turn_to(self, event: Rule) -> None:
        """The event that a row of a file of properties alone is about."""
        keys = [one.key for one in self.rules]
        if event.key in keys:
            self.rows, self.why_not = self.fields[keys.index(event.key)], ""
        elif event.key:
            self.add_rule(event)

    def close(self, why: str) -> None:
        """What follows belongs to something that is not in the plan."""
        self.rows, self.why_not = None, why

    def call(self) -> str | None:
        return self.rules[-1].call if self.rules else None

    def explain_unused_groups(self) -> None:
        """Rows of groups that no event uses, among the others in the file's order."""
        used = {name for names in self.uses for name in names}
        for name, origin in self.headed.items():
            if name not in used:
                rows = dict.fromkeys(
                    [
                        origin,
                        *(
                            one.origin.partition("[")[0].partition(".")[0]
                            for one in self.groups[name]
                        ),
                    ]
                )
                why = f"No event uses the property group {name!r}."
                self.explained += [Explained(row, why) for row in rows]
        self.explained.sort(key=lambda one: int(one.origin.rpartition(" ")[2]))

    def all_fields(self, number: int) -> tuple[Field, ...]:
        """A rule's own fields, and those of its groups that it does not have itself."""
        own = self.fields[number]
        known = {one.path for one in own}
        shared = [one for name in self.uses[number] for one in self.groups.get(name, ())]
        return (*own, *(one for one in shared if one.path not in known))


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
        replace(rule, fields=found.all_fields(number)) for number, rule in enumerate(found.rules)
    )
    found.explain_unused_groups()
    explained = tuple(found.explained)
    report = Report(count, count - len(explained), explained, doubts=_doubts(found.unexpected))
    return TrackingPlan(name=name, rules=tuple(rules), report=report)


def _read_row(cells: Cells, origin: str, found: _Found) -> None:
    """One row: an event, a group, a property of what is above, a user property, or neither."""
    why = _why_not(cells)
    if why:
        found.explained.append(Explained(origin, why))
    elif _status(cells) == "UNEXPECTED":
        found.unexpected.append(_property_name(cells) or _cell(cells, "Object Name"))
    kind, about = _cell(cells, "Object Type"), _cell(cells, "Property Type")
    is_row_of_event = "Object Type" not in cells and "Object Name" in cells
    if is_row_of_event and about in {"Event Property", ""}:
        found.turn_to(_event(cells, origin))
    if kind == "Event" and cells["Object Name"]:
        if why:
            found.close(why)
            return
        found.add_rule(_event(cells, origin))
        _add_field(cells, origin, found.rows, "properties")
        found.uses[-1] += _groups(cells)
    elif kind == "Property Group" and _cell(cells, "Object Name"):
        if why:
            found.close(why)
            return
        name = _cell(cells, "Object Name")
        found.headed.setdefault(name, origin)
        found.rows = found.groups.setdefault(name, [])
    elif not why:
        _read_property(cells, origin, found, kind, about)


def _why_not(cells: Cells) -> str:
    """Why a row is not in the plan, where Amplitude says that it is not."""
    if _cell(cells, "Action").lower() == "remove":
        return "Its action is to remove it from the plan."
    status = _status(cells)
    if status == "DELETED":
        return "It is deleted in Amplitude."
    is_property = bool(_property_name(cells)) and not _cell(cells, "Object Type")
    return (
        "It is blocked in Amplitude: not to be sent." if is_property and status == "BLOCKED" else ""
    )


def _status(cells: Cells) -> str:
    return (_cell(cells, "Event Schema Status") or _cell(cells, "Property Schema Status")).upper()


def _doubts(unexpected: Sequence[str]) -> tuple[Doubt, ...]:
    if not unexpected:
        return ()
    names = tuple(dict.fromkeys(unexpected))
    what = f"{len(unexpected)} rows are unexpected in Amplitude: received, and perhaps not planned."
    return (Doubt("the file", what, len(unexpected), names[:5]),)


def _read_property(cells: Cells, origin: str, found: _Found, kind: str, about: str) -> None:
    """A row below an event or a group, or a user property."""
    groups = _groups(cells)
    if about == "User Property" and _property_name(cells):
        if found.call() != "identify":
            found.add_rule(Rule(call="identify", origin=origin))
        _add_field(cells, origin, found.rows, "traits")
    elif kind or about not in {"", "Event Property", "Group Property"}:
        what = kind or about
        found.explained.append(Explained(origin, f"Segment's plan has no place for {what!r}."))
    elif found.rows is None:
        what = found.why_not or "It belongs to no event."
        found.explained.append(Explained(origin, what))
    elif not _add_field(cells, origin, found.rows, "properties") and not (groups and found.uses):
        found.explained.append(Explained(origin, "The property has no name."))
    elif groups and found.uses:
        found.uses[-1] += groups


def _groups(cells: Cells) -> list[str]:
    names = _cell(cells, "Property Group Names").replace(";", ",").split(",")
    return [name.strip() for name in names if name.strip()]


def _event(cells: Cells, origin: str) -> Rule:
    labels = {key: value for key, value in cells.items() if value and _is_label(key, of="event")}
    return Rule(
        call="track",
        key=cells["Object Name"],
        description=_cell(cells, "Object Description"),
        labels=labels,
        deprecated=_cell(cells, "Event Schema Status").upper() == "BLOCKED",
        origin=origin,
    )


def _add_field(cells: Cells, origin: str, fields: list[Field] | None, container: str) -> bool:
    if not (name := _property_name(cells)) or fields is None:
        return False
    required = _cell(cells, "Property Required").lower() == "true"
    labels = {key: value for key, value in cells.items() if value and _is_label(key, of="field")}
    own, *below = fields_of(_schema(cells), (container, name), origin=origin, required=required)
    fields += [replace(own, labels=labels), *below]
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
    elif word and word != "any" and not schema:
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


def _recognises(given: PlanInput) -> bool:
    tabs = [tab for tab in given.tabs if tab.rows]
    return bool(tabs) and all(looks_like_amplitude(tab.rows[0]) for tab in tabs)


def _read(given: PlanInput) -> TrackingPlan:
    """One file, or both as the tabs of a workbook; a tab that is only a header plans nothing."""
    tabs = [tab for tab in given.tabs if tab.rows]
    filled = [tab for tab in tabs if len(tab.rows) > 1] or tabs[:1]
    if len(filled) == 1:
        return read_amplitude_csv(filled[0].rows, name=given.name)
    plans = [_placed(read_amplitude_csv(tab.rows, name=""), f"{tab.title}: ") for tab in filled]
    reports = [plan.report for plan in plans]
    return TrackingPlan(
        name=given.name,
        rules=tuple(rule for plan in plans for rule in plan.rules),
        report=Report(
            sum(one.rows for one in reports),
            sum(one.used for one in reports),
            tuple(explained for one in reports for explained in one.explained),
        ),
    )


def _placed(plan: TrackingPlan, where: str) -> TrackingPlan:
    """The plan of one tab, with the tab before each number of a row."""
    rules = (
        replace(
            rule,
            origin=where + rule.origin,
            fields=tuple(replace(one, origin=where + one.origin) for one in rule.fields),
        )
        for rule in plan.rules
    )
    explained = (replace(one, origin=where + one.origin) for one in plan.report.explained)
    report = replace(plan.report, explained=tuple(explained))
    return replace(plan, rules=tuple(rules), report=report)


AMPLITUDE = PlanFormat("Amplitude", _recognises, read=_read)
