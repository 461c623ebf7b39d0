"""Plans and open items as JSON for scripts and as text for a terminal.

The JSON's shapes are contracts: they only ever grow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from segkit.model.finding import OpenItem
from segkit.model.plan import Doubt, Field, Rule, TrackingPlan


def plan_as_json(plan: TrackingPlan) -> dict[str, object]:
    """The plan as `segkit plan --json` prints it.

    `path` is a list of segments from the payload's root, because real names contain dots,
    `$` and blanks; the elements of an array are `[]`.
    """
    return {
        "name": plan.name,
        "rules": [_rule(rule) for rule in plan.rules],
        "report": {
            "rows": plan.report.rows,
            "used": plan.report.used,
            "explained": list(map(asdict, plan.report.explained)),
            "notes": list(plan.report.notes),
            "doubts": doubts_as_json(plan.report.doubts),
        },
    }


def doubts_as_json(doubts: Sequence[Doubt]) -> list[dict[str, object]]:
    """Doubts about a reading, as every command prints them."""
    return [asdict(one) | {"examples": list(one.examples)} for one in doubts]


def doubts_as_text(doubts: Sequence[Doubt]) -> list[str]:
    """The same as lines, the first examples behind each; none when there are none."""
    if not doubts:
        return []
    many = f"{len(doubts)} {'doubt' if len(doubts) == 1 else 'doubts'}"
    lines = [f"{many} about what was read:"]
    for one in doubts:
        shown = f" E.g. {' | '.join(map(_one_line, one.examples))}" if one.examples else ""
        lines.append(f"  {_one_line(one.where)}: {_one_line(one.what)}{shown}")
    return lines


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "type": rule.call,
        "key": rule.key,
        "version": rule.version,
        "description": rule.description,
        "labels": dict(rule.labels),
        "deprecated": rule.deprecated,
        "origin": rule.origin,
        "fields": [_field(field) for field in rule.fields],
    }


def _field(field: Field) -> dict[str, object]:
    return {
        "path": list(field.path),
        "types": list(field.types),
        "required": field.required,
        "description": field.description,
        "enum": None if field.enum is None else list(field.enum),
        "pattern": field.pattern,
        "format": field.format,
        "example": field.example,
        "labels": dict(field.labels),
        "origin": field.origin,
    }


def plan_as_text(plan: TrackingPlan) -> str:
    """The plan for a person: every rule with its fields, then what was not used."""
    lines = [plan.name, _counts(plan), ""]
    for rule in plan.rules:
        lines.extend(_rule_lines(rule))
    lines.extend(_report_lines(plan))
    return "\n".join(lines)


def plan_in_short(plan: TrackingPlan) -> str:
    """What was read of it, in one line: `5 rules (4 track, 1 identify), 15 fields; 7 of 13 rows used`."""
    doubts = f", {len(plan.report.doubts)} in doubt" if plan.report.doubts else ""
    return f"{_counts(plan)}; {plan.report.used} of {plan.report.rows} rows used{doubts}"


def _counts(plan: TrackingPlan) -> str:
    counted = Counter(rule.call for rule in plan.rules)
    rules = ", ".join(f"{count} {call}" for call, count in counted.items())
    fields = sum(len(rule.fields) for rule in plan.rules)
    return f"{len(plan.rules)} rules ({rules}), {fields} fields"


def _rule_lines(rule: Rule) -> Iterator[str]:
    marks = [f"v{rule.version}"] if rule.version != 1 else []
    marks += ["deprecated"] if rule.deprecated else []
    marks += [rule.origin] if rule.origin else []
    name = "" if rule.key is None else f" {_one_line(rule.key)!r}"
    yield f"{rule.call}{name}  ({', '.join(marks)})"
    if rule.description:
        yield f"    {_one_line(rule.description)}"
    for field in rule.fields:
        yield f"  {'*' if field.required else ' '} {_one_line(field.dotted)}  {_kind(field)}"
    yield ""


def _kind(field: Field) -> str:
    kind = " or ".join(field.types) or "any"
    if field.format:
        kind += f" ({field.format})"
    if field.enum is not None:
        kind += " of " + ", ".join(str(value) for value in field.enum)
    return _one_line(kind)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if any(c in text for c in "\r\n\t") else text


def _report_lines(plan: TrackingPlan) -> Iterator[str]:
    report = plan.report
    yield f"{report.used} of {report.rows} rows used; * = required"
    for row in report.explained:
        yield f"  {row.origin}: {row.reason}"
    for note in report.notes:
        yield f"  {note}"
    yield from doubts_as_text(report.doubts)


def items_as_json(items: Sequence[OpenItem]) -> dict[str, object]:
    """The open items as `segkit check --json` prints them."""
    return {"open": len(items), "items": list(map(asdict, items))}


def items_as_text(items: Sequence[OpenItem]) -> str:
    """The open items for a person, each with its place and its next step."""
    if not items:
        return "Nothing is open: the guide can be exported."
    lines = [f"{len(items)} open:"]
    for item in items:
        lines.append(f"  {item.place}: {item.text}")
        lines.append(f"      To fix: {item.fix}")
    return "\n".join(lines)
