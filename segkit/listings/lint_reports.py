"""A plan's review in the forms that other programs read: SARIF 2.1.0 and JUnit."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from segkit.listings.lint import Lint
from segkit.review.check import Check
from segkit.review.finding import LEVELS, PlanFinding
from segkit.terminal import one_line
from segkit.version import __version__


def lint_as_sarif(lint: Lint, checks: Sequence[Check], file: str) -> dict[str, object]:
    """The shown findings as SARIF, for code hosts that show them beside the file.

    Args:
        lint: The review.
        checks: Every check, with its level.
        file: The plan, as the place of every finding.
    """
    asked = {one.rule for one in lint.findings}
    rules = [
        {
            "id": check.id,
            "shortDescription": {"text": check.title or check.id},
            "fullDescription": {"text": check.why or check.title or check.id},
            "help": {"text": f"{check.mend} {check.evidence}".strip() or check.id},
            "helpUri": lint.links.docs(f"{check.docs}#{check.id}"),
            "defaultConfiguration": {"level": check.level},
        }
        for check in checks
        if check.id in asked
    ]
    places = {str(rule["id"]): at for at, rule in enumerate(rules)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "segkit lint", "version": __version__, "rules": rules}},
                "results": [_result(one, file, places[one.rule]) for one in lint.findings],
            }
        ],
    }


def _result(one: PlanFinding, file: str, rule: int) -> dict[str, object]:
    where = [{"fullyQualifiedName": one.origin}] if one.origin else []
    return {
        "ruleId": one.rule,
        "ruleIndex": rule,
        "level": one.level,
        "message": {"text": f"{one.message} {one.mend}".strip()},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": file}},
                **({"logicalLocations": where} if where else {}),
            }
        ],
        "partialFingerprints": {"segkit/v1": "|".join(one.key)},
    }


def lint_as_junit(lint: Lint, checks: Sequence[Check], fail_on: str) -> str:
    """A test for each check that is on; one with a finding of `fail_on` or worse has failed."""
    found: dict[str, list[PlanFinding]] = {}
    for one in lint.findings:
        found.setdefault(one.rule, []).append(one)
    cases = [
        _case(check, found.get(check.id, []), fail_on) for check in checks if check.level in LEVELS
    ]
    failed = sum("<failure" in case for case in cases)
    name = quoteattr(_xml(lint.name))
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites tests="{len(cases)}" failures="{failed}">',
            f'<testsuite name={name} tests="{len(cases)}" failures="{failed}">',
            *cases,
            "</testsuite>",
            "</testsuites>",
        ]
    )


def _case(check: Check, findings: Sequence[PlanFinding], fail_on: str) -> str:
    head = (
        f"<testcase classname={quoteattr('segkit.lint.' + check.family)} name={quoteattr(check.id)}"
    )
    if not findings:
        return f"{head}/>"
    lines = [f"{one.origin}: {one.message}" if one.origin else one.message for one in findings]
    text = escape("\n".join(_xml(one_line(line)) for line in lines))
    if reaches(findings[0].level, fail_on):
        message = quoteattr(_xml(check.title or check.id))
        return f'{head}><failure type="{check.level}" message={message}>{text}</failure></testcase>'
    return f"{head}><system-out>{text}</system-out></testcase>"


def reaches(level: str, least: str) -> bool:
    """A level is as bad as another one, or worse."""
    return LEVELS.index(level) <= LEVELS.index(least)


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(
        char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff")
    )
