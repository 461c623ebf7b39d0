"""How a report is shown: as text, JSON, in a terminal, and as a view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from segkit.cli import cli, examining
from segkit.doctor import Report, Result, Verdict
from segkit.doctor import checks as every
from segkit.doctor.listing import report_as_json, report_as_text
from segkit.guide import Guide
from segkit.render.view import View
from segkit.rows.about.doctor import doctor

HOSTILE = '<script>alert(1)</script> [red]x[/red]\x1b[31m\n\u202e"'


def report(*verdicts: Verdict) -> Report:
    """A report with these verdicts in one group."""
    return Report(
        tuple(Result(f"c{n}", "Segment", f"Check {n}", v) for n, v in enumerate(verdicts))
    )


OK, WARN = Verdict("ok", "fine"), Verdict("warn", "old", "renew it.")
FAIL, SKIPPED = Verdict("fail", "broken", "mend it."), Verdict("skipped", "nothing here")


def test_only_what_must_be_done_stands_against_a_workshop() -> None:
    """Warnings and skipped checks do not."""
    ready, not_ready = report(OK, WARN, SKIPPED), report(OK, WARN, FAIL)

    assert (ready.is_ready, not_ready.is_ready) == (True, False)
    assert ready.summary == "Ready for a workshop: 1 checks work; 1 worth a look."
    assert not_ready.summary == "Not ready: 1 to be done first; 1 worth a look."


def test_text_has_a_line_for_each_check_and_its_next_step() -> None:
    """Neighbours that were skipped for one reason stand together."""
    assert report_as_text(report(OK, FAIL, SKIPPED, SKIPPED)).splitlines() == [
        "Segment",
        "  ok       Check 0: fine",
        "  fail     Check 1: broken",
        "           To fix: mend it.",
        "  skipped  Check 2, Check 3: nothing here",
        "",
        "Not ready: 1 to be done first.",
    ]


def test_json_has_every_check() -> None:
    """For scripts, which look for an id."""
    shown = report_as_json(report(FAIL))

    assert shown == {
        "ready": False,
        "summary": "Not ready: 1 to be done first.",
        "checks": [
            {
                "id": "c0", "group": "Segment", "title": "Check 0", "severity": "fail",
                "says": "broken", "fix": "mend it.",
            }
        ],
    }  # fmt: skip


def test_text_from_outside_steers_no_terminal() -> None:
    """Neither rich's marks nor a terminal's own codes do anything."""
    found = report(Verdict("fail", HOSTILE, HOSTILE))
    console = Console(force_terminal=True, width=60, no_color=True, record=True)

    examining._draw(found, console)
    drawn = console.export_text()
    text = report_as_text(found)

    assert "[red]x[/red]" in drawn
    assert "\x1b[31m" not in drawn + text
    assert "\u202e" not in drawn + text
    assert len(text.splitlines()) == 5


def test_the_view_says_the_same_and_stays_text() -> None:
    """With a word beside each colour."""
    shown = doctor(report(OK, Verdict("fail", HOSTILE, HOSTILE), SKIPPED, SKIPPED))

    assert "<script" not in shown.html
    assert "Do first" in shown.html
    assert "Check 2, Check 3" in shown.html
    assert [row[1] for row in shown.rows] == ["Works", "Do first", "Skipped", "Skipped"]
    assert "Not ready: 1 to be done first." in shown.text


@pytest.fixture
def few_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that need no other program."""
    some = tuple(c for c in every.CHECKS if c.id not in {"kernel", "exporter"})
    monkeypatch.setattr("segkit.doctor.running.examine.__defaults__", (some,))


@pytest.mark.usefixtures("few_checks")
def test_the_command_says_it_by_its_status(tmp_path: Path) -> None:
    """0 when a workshop can be held, 1 when something must be done; never a traceback."""
    demo = tmp_path / "demo"
    CliRunner().invoke(cli, ["demo", str(demo)])

    good = CliRunner().invoke(cli, ["doctor", str(demo), "--json"])
    (demo / "engagement.toml").write_text("customer =")
    bad = CliRunner().invoke(cli, ["doctor", str(demo)])
    nowhere = CliRunner().invoke(cli, ["doctor", str(tmp_path / "typo")])

    assert good.exit_code == 0, good.output
    assert json.loads(good.stdout)["ready"] is True
    assert (bad.exit_code, nowhere.exit_code) == (1, 1)
    assert "not valid TOML" in bad.stdout
    assert "is not an engagement" in nowhere.stdout
    assert "Traceback" not in bad.output + nowhere.output


@pytest.mark.usefixtures("few_checks")
def test_the_guide_shows_it_live_and_a_sentence_in_a_document(tmp_path: Path) -> None:
    """A document would speak of the computer that made it."""
    from segkit.engagement.demo import create_demo

    engagement = create_demo(tmp_path / "demo")

    live, static = Guide(engagement, live=True).doctor(), Guide(engagement).doctor()

    assert isinstance(live, View)
    assert isinstance(static, View)
    assert "Ready for a workshop" in live.html
    assert "segkit doctor" in static.text
    assert "Ready" not in static.html
