"""A report as JSON for scripts and as plain text for pipes and logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby

from segkit.doctor.verdict import Report, Result

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def report_as_json(report: Report) -> dict[str, object]:
    """The report as `segkit doctor --json` prints it; its shape only ever grows."""
    return {
        "ready": report.is_ready,
        "summary": report.summary,
        "checks": [
            {
                "id": result.id,
                "group": result.group,
                "title": result.title,
                **asdict(result.verdict),
            }
            for result in report.results
        ],
    }


def report_as_text(report: Report) -> str:
    """A line for each check, and what to do below it."""
    return "\n".join([*_lines(report), "", report.summary])


def by_group(report: Report) -> Iterator[tuple[str, tuple[Result, ...]]]:
    """The results under their headings; neighbours skipped for one reason stand together."""
    for group, results in groupby(report.results, key=lambda result: result.group):
        yield group, tuple(_together(tuple(results)))


def _together(results: tuple[Result, ...]) -> Iterator[Result]:
    for verdict, same in groupby(results, key=lambda result: result.verdict):
        found = tuple(same)
        if verdict.severity == "skipped":
            yield replace(found[0], title=", ".join(result.title for result in found))
        else:
            yield from found


def one_line(text: str) -> str:
    """Text from outside on one line, without signs that steer a terminal."""
    return _CONTROL.sub(" ", text).strip()


def _lines(report: Report) -> Iterator[str]:
    for number, (group, results) in enumerate(by_group(report)):
        yield from ("", group) if number else (group,)
        for result in results:
            verdict = result.verdict
            yield f"  {verdict.severity:<8} {result.title}: {one_line(verdict.says)}"
            if verdict.fix:
                yield f"  {'':<8} To fix: {one_line(verdict.fix)}"
