"""`segkit verify` as people and CI use it: text, forms, levels, baseline, exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli

Call = dict[str, object]
GOOD: Call = {
    "type": "page", "name": "Home", "anonymousId": "a", "messageId": "g-1", "properties": {},
    "timestamp": "2026-11-20T10:00:00.000Z", "context": {"library": {"name": "analytics.js"}},
}  # fmt: skip
BAD: Call = {
    "type": "track", "event": "Order Completed", "userId": "ada@quillmoor.example", "messageId": "b-1",
    "timestamp": "2026-11-20T10:20:00.000Z", "properties": {"total": "secret-value"},
}  # fmt: skip
UNPLANNED: Call = {
    "type": "track", "event": "order completed", "messageId": "n-1", "anonymousId": "a",
    "timestamp": "2026-11-20T10:40:00.000Z",
}  # fmt: skip


@pytest.fixture
def run(demo: Path, tmp_path: Path) -> Callable[..., Result]:
    """Run the command on some calls."""

    def verify(calls: list[Call], *options: str) -> Result:
        file = tmp_path / "calls.jsonl"
        file.write_text("".join(json.dumps(call) + "\n" for call in calls), encoding="utf-8")
        return CliRunner().invoke(cli, ["verify", str(demo), str(file), "--jobs=1", *options])

    return verify


def test_the_text_fits_and_says_its_window(run: Callable[..., Result]) -> None:
    """Every planned event that was not seen is named with where and when was looked."""
    done = run([GOOD, BAD, UNPLANNED])

    assert done.exit_code == 1
    assert all(len(line) <= 80 for line in done.output.splitlines())
    assert 'track "Order Completed": 1 of 1 broken' in done.output
    assert "properties.total: type number, came: string, 1×" in done.output
    assert 'planned is "Order Completed"' in done.output
    assert "Planned, and not seen in this file, 2026-11-20 10:00 to 10:40 UTC:" in done.output
    assert "1 call whose userId is an e-mail address" in done.output
    assert "not sent" not in done.output.lower()


def test_values_are_shown_only_when_asked_for(run: Callable[..., Result]) -> None:
    """They are customers' data."""
    for form in ((), ("--json",), *(("--to", form) for form in ("junit", "sarif", "markdown"))):
        assert "secret-value" not in run([BAD], *form).output
    assert "secret-value" in run([BAD], "--values").output
    assert "secret-value" in run([BAD], "--values", "--json").output


@pytest.mark.parametrize(
    ("calls", "level", "status"),
    [
        ([GOOD], "violation", 0),
        ([GOOD, UNPLANNED], "violation", 0),
        ([GOOD, UNPLANNED], "unplanned", 1),
        ([GOOD], "unplanned", 0),
        ([GOOD], "not-seen", 1),
        ([BAD], "none", 0),
        ([BAD], "unplanned", 1),
        ([], "violation", 1),
        ([], "none", 0),
    ],
)
def test_the_status_follows_the_level(
    run: Callable[..., Result], calls: list[Call], level: str, status: int
) -> None:
    """A file without a call proves nothing, so it does not pass."""
    assert run(calls, "--fail-on", level).exit_code == status


def test_a_baseline_lets_what_is_known_pass(run: Callable[..., Result], tmp_path: Path) -> None:
    """Only what is new fails, and what is known is marked."""
    baseline = tmp_path / "known.json"

    assert (
        run([GOOD, BAD, UNPLANNED], "--baseline", str(baseline), "--write-baseline").exit_code == 0
    )
    known = run([GOOD, BAD, UNPLANNED], "--baseline", str(baseline), "--fail-on", "not-seen")
    assert (known.exit_code, "(in the baseline)" in known.output) == (0, True)
    worse = {**BAD, "messageId": "b-2", "properties": {"total": "x", "currency": 5}}
    assert run([GOOD, BAD, worse], "--baseline", str(baseline)).exit_code == 1
    baseline.write_text("[1]", encoding="utf-8")
    assert run([GOOD], "--baseline", str(baseline)).exit_code == 2


def test_ci_reads_the_forms(run: Callable[..., Result], tmp_path: Path) -> None:
    """A test case for each planned call: failed when broken, skipped when not seen."""
    forms = ("--to", "junit", "--to", "sarif", "--to", "markdown", "--output", str(tmp_path / "ci"))
    done = run([GOOD, BAD, UNPLANNED], *forms)

    assert done.exit_code == 1
    suite = ET.parse(tmp_path / "ci" / "verify.xml").getroot()  # noqa: S314 (made here)
    states = {case.get("name"): [one.tag for one in case] for case in suite}
    assert states['page "Home"'] == []
    assert states['track "Order Completed"'] == ["failure"]
    assert states['track "Product Added"'] == ["skipped"]
    assert suite.get("failures") == "1"
    sarif = json.loads((tmp_path / "ci" / "verify.sarif").read_text(encoding="utf-8"))
    results = sarif["runs"][0]["results"]
    assert {"required", "type", "unplanned", "not-seen"} <= {one["ruleId"] for one in results}
    place = results[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert "Track!" in place
    text = (tmp_path / "ci" / "verify.md").read_text(encoding="utf-8")
    assert '| ✗ track "Order Completed" | 1 | 0 |' in text


def test_the_json_has_the_contract(run: Callable[..., Result]) -> None:
    """The keys that scripts read; `limits` is never empty."""
    found = json.loads(run([GOOD, GOOD, BAD], "--json").output)

    assert (found["calls"], found["duplicates"], found["unreadable"]) == (2, 1, [])
    event = next(one for one in found["events"] if one["type"] == "track")
    assert event["violations"][0].keys() >= {
        "path",
        "keyword",
        "expected",
        "got",
        "count",
        "example",
    }
    assert event.keys() >= {"planned", "seen", "valid", "sources", "libraries", "first", "last"}
    assert found["limits"]
    assert {"type": "track", "event": "Product Added"}.items() <= {
        **next(one for one in found["notSeen"] if one["event"] == "Product Added")
    }.items()


def test_wrong_use_is_said(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 2 with what to do."""
    runner = CliRunner()
    monkeypatch.chdir(demo)
    for options in ([], [str(demo)], ["x.jsonl", "--output", "y"], ["x", "--write-baseline"]):
        assert runner.invoke(cli, ["verify", *options]).exit_code == 2
    monkeypatch.chdir(tmp_path)
    assert runner.invoke(cli, ["verify", "x.jsonl"]).exit_code == 2


def test_an_interrupt_shows_what_was_counted(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The parts that were read before, and that it is not all, which is not kept either."""
    from segkit.traffic.counting import running

    count, turns = running.count_job, iter(range(9))

    def interrupted(job: running.Job) -> object:
        if next(turns) == 2:
            raise KeyboardInterrupt
        return count(job)

    monkeypatch.setattr(running, "count_job", interrupted)
    monkeypatch.setattr("segkit.traffic.captures.parts.parts_of.__defaults__", (200,))
    known, report = tmp_path / "known.json", tmp_path / "report.xml"
    report.write_text("of before")
    keeping = ("--baseline", str(known), "--write-baseline", "--to", "junit", "--output", report)
    calls = [{**GOOD, "messageId": str(number)} for number in range(9)]
    done = run(calls, "--json", *map(str, keeping))

    found = json.loads(done.stdout)
    assert (done.exit_code, found["complete"]) == (130, False)
    assert 0 < found["calls"] < 9
    assert "interrupted" in found["limits"][0]
    assert "Nothing of it was kept" in done.stderr
    assert not known.exists()
    assert report.read_text() == "of before"
