"""Results of captured traffic as files for CI: JUnit, SARIF, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from segkit.errors import UsageError
from segkit.files import write_named
from segkit.listings.traffic.routes import DIFFERS, NOT_FOLLOWED, ROUTES, STOPS, route_lines
from segkit.listings.traffic.text import says
from segkit.model.plan import TrackingPlan
from segkit.terminal import one_line, printable
from segkit.traffic.results.limits import window
from segkit.traffic.results.verified import Seen, SeenBreach, Verified
from segkit.version import __version__

_NAMES = {"junit": "verify.xml", "sarif": "verify.sarif", "markdown": "verify.md"}
_OF_ROUTES = {
    DIFFERS: ("route-differs", "warning"),
    STOPS: ("not-delivered", "note"),
    NOT_FOLLOWED: ("not-followed", "note"),
}
"""Rule and level of what is said about where calls go: a prediction, which makes nothing fail."""


def write_forms(
    found: Verified, forms: Sequence[str], output: Path | None, plan: TrackingPlan
) -> Iterator[Path]:
    """Write the forms: to a file, several into a folder; without one, the only one is printed."""
    if output is None:
        if len(forms) > 1:
            raise UsageError("Several forms need a place.", "name a folder with --output.")
        print(_FORMS[forms[0]](found, plan))  # noqa: T201 (a form that was asked for without a file)
        return
    is_folder = len(forms) > 1 or output.is_dir()
    for form in dict.fromkeys(forms):
        path = output / _NAMES[form] if is_folder else output
        write_named(path, _FORMS[form](found, plan) + "\n", folders=True)
        yield path


def junit(found: Verified, plan: TrackingPlan) -> str:
    """A test case for each planned call: failed when violated, skipped when not seen."""
    del plan
    suite = ET.Element("testsuite", name="segkit verify")
    failed = skipped = 0
    for event in found.events:
        case = ET.SubElement(suite, "testcase", classname="tracking plan", name=_xml(event.title))
        new = [one for one in event.violations if not one.known]
        if new:
            failed += 1
            text = "\n".join(map(_line, new))
            ET.SubElement(case, "failure", message=_xml(_sum(event, new))).text = _xml(text)
        elif not event.planned:
            near = f"; planned is {' or '.join(event.near)}" if event.near else ""
            skipped += 1
            ET.SubElement(case, "skipped", message=_xml(f"not planned, seen {event.seen}×{near}"))
        old = [one for one in event.violations if one.known]
        if old:
            text = "\n".join(["in the baseline:", *map(_line, old)])
            ET.SubElement(case, "system-out").text = _xml(text)
    for one in found.not_seen:
        case = ET.SubElement(suite, "testcase", classname="tracking plan", name=_xml(one.title))
        skipped += 1
        ET.SubElement(case, "skipped", message=_xml(f"not seen {window(found)}"))
    for refused in found.unreadable:
        case = ET.SubElement(suite, "testcase", classname="captures", name=_xml(refused.where))
        failed += 1
        ET.SubElement(case, "failure", message=_xml(refused.why))
    suite.set("tests", str(len(suite)))
    if lines := [f"{sign} {words}" for sign, words in route_lines(found)]:
        ET.SubElement(suite, "system-out").text = _xml("\n".join([ROUTES, *lines]))
    suite.set("failures", str(failed))
    suite.set("skipped", str(skipped))
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode")


def sarif(found: Verified, plan: TrackingPlan) -> str:
    """A result for each violation, at the plan's cell or rule; notes on the rest."""
    origins = {(rule.call, rule.key): rule.origin for rule in plan.rules}
    results: list[object] = []
    for event in found.events:
        origin = origins.get((event.type, event.event)) or origins.get((event.type, None)) or ""
        at = _location(plan.name, origin, event.title)
        results += [
            _result(one.keyword, f"{event.title}: {_line(one)}", at, known=one.known)
            for one in event.violations
        ]
        if not event.planned:
            words = f"{event.title} is not planned, seen {event.seen}×"
            results.append(_result("unplanned", words, at, "warning", known=event.known))
    for missing in found.not_seen:
        at = _location(plan.name, origins.get((missing.type, missing.event), ""), missing.title)
        words = f"{missing.title} was not seen {window(found)}"
        results.append(_result("not-seen", words, at, "note", known=missing.known))
    for refused in found.unreadable:
        at = _location(refused.where, "", refused.where)
        results.append(_result("unreadable", f"{refused.where}: {refused.why}", at))
    at = _location(plan.name, "", plan.name)
    for sign, words in route_lines(found):
        if sign in _OF_ROUTES:
            results.append(_result(_OF_ROUTES[sign][0], words, at, _OF_ROUTES[sign][1]))
    rules = sorted({str(one["ruleId"]) for one in results if isinstance(one, dict)})
    driver = {"name": "segkit", "version": __version__, "rules": [{"id": name} for name in rules]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _location(file: str, origin: str, name: str) -> Mapping[str, object]:
    place = {"fullyQualifiedName": f"{file} {origin}".strip(), "name": name}
    return {"logicalLocations": [place]}


def _result(
    rule: str, text: str, at: Mapping[str, object], level: str = "error", *, known: bool = False
) -> Mapping[str, object]:
    state = "unchanged" if known else "new"
    return {
        "ruleId": rule, "level": level, "message": {"text": printable(text)},
        "locations": [at], "baselineState": state,
    }  # fmt: skip


def markdown(found: Verified, plan: TrackingPlan) -> str:
    """A summary for a page of CI."""
    return "\n".join(_markdown(found, plan))


def _markdown(found: Verified, plan: TrackingPlan) -> Iterator[str]:
    broken = sum(event.violated for event in found.events)
    yield f"## Calls against {_md(plan.name)}"
    yield ""
    yield f"{found.calls:,} calls {window(found)}; {broken:,} break the plan."
    yield ""
    yield "| | seen | valid | |"
    yield "|---|--:|--:|---|"
    for event in found.events:
        said = "; ".join(map(_line, event.violations)) or ("" if event.planned else "not planned")
        near = f" — planned is {' or '.join(event.near)}" if event.near else ""
        sign = "✗" if event.violations else "✓" if event.planned else "?"
        valid = f"{event.valid:,}" if event.planned else "–"
        yield f"| {sign} {_md(event.title)} | {event.seen:,} | {valid} | {_md(said + near)} |"
    for missing in found.not_seen:
        yield f"| – {_md(missing.title)} | 0 | – | not seen |"
    if lines := list(route_lines(found)):
        yield ""
        yield ROUTES
        yield ""
        yield from (f"- {sign} {_md(words)}" for sign, words in lines)
    if found.unreadable:
        yield ""
        yield "Could not be read:"
        yield ""
        for refused in found.unreadable:
            yield f"- {_md(refused.where)}: {_md(refused.why)}"
    yield ""
    for limit in found.limits:
        yield f"- {_md(limit)}"


def _md(text: str) -> str:
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, f"\\{mark}")
    return one_line(text)


def _sum(event: Seen, new: Sequence[SeenBreach]) -> str:
    return f"{event.violated} of {event.seen} calls broken: " + "; ".join(
        f"{one.dotted} {one.keyword}" for one in new
    )


def _line(one: SeenBreach) -> str:
    return f"{one.dotted or 'the call'}: {says(one)}, {one.count}× (first at {one.example.where})"


def _xml(text: str) -> str:
    """Text without what XML cannot hold."""
    return printable(text)


_FORMS = {"junit": junit, "sarif": sarif, "markdown": markdown}
