"""An engagement whose plan is a Google Sheet, from `segkit new` to the guide."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.errors import ConfigError
from segkit.facts.known import Facts
from segkit.pull.places import PlanPlace, plan_place

if TYPE_CHECKING:
    from tests.doubles.google_sheets import GoogleSheets

KEY = "1QuillmoorPlan0000000000000000000000000000Ab"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit"


@pytest.fixture
def sheet(
    google: GoogleSheets, doubles: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> GoogleSheets:
    """The stand-in with a small plan, and an API key for it."""
    monkeypatch.setenv("SEGKIT_GOOGLE_API_URL", google.url)
    monkeypatch.setenv("GOOGLE_API_KEY", "AIzaInventedKeyForTests")
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    google.books[KEY] = doubles.Book(
        "Quillmoor plan",
        [doubles.TabOf("Identify", (("Trait", "Type"), ("email", "string"), ("age", "integer")))],
    )
    return google


def test_an_engagement_is_made_from_a_sheet(sheet: GoogleSheets, tmp_path: Path) -> None:
    """The guide has the sheet's link and each tab's; the snapshot works without Google."""
    folder = tmp_path / "quillmoor"

    made = CliRunner().invoke(
        cli, ["new", str(folder), "--customer", "Quillmoor Supply", "--plan", f"{ADDRESS}#gid=0"]
    )

    assert made.exit_code == 0, made.output
    asked = len(sheet.asked)
    snapshot = read_snapshot(read_engagement(folder))
    assert snapshot.plan is not None
    assert snapshot.plan.url == ADDRESS
    assert list(snapshot.plan.tabs) == ["Identify"]
    assert [field.path for _, field in snapshot.plan.traits()] == [
        ("traits", "email"),
        ("traits", "age"),
    ]
    assert Facts(read_engagement(folder)).identify_url == snapshot.plan.tabs["Identify"]
    assert len(sheet.asked) == asked
    assert "AIza" not in (folder / "engagement.toml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("sheet")
def test_a_sheet_is_printed_by_its_address() -> None:
    """`segkit plan` takes what `segkit new` takes."""
    printed = CliRunner().invoke(cli, ["plan", ADDRESS])

    assert printed.exit_code == 0, printed.output
    assert "1 rules (1 identify), 2 fields" in printed.output


def test_a_plan_in_segment_needs_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which variable to set."""
    monkeypatch.delenv("SEGMENT_TOKEN", raising=False)
    monkeypatch.delenv("PUBLIC_API_TOKEN", raising=False)

    printed = CliRunner().invoke(cli, ["plan", "tp_quillmoor"])

    assert printed.exit_code == 2
    assert "SEGMENT_TOKEN" in printed.output


def test_a_file_goes_before_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file is called, it is a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tp_quillmoor").write_text("x")

    assert plan_place("tp_quillmoor") == PlanPlace("file", "tp_quillmoor")
    assert plan_place("tp_other") == PlanPlace("api", "tp_other")
    assert plan_place(f"{ADDRESS}#gid=7") == PlanPlace("sheet", ADDRESS)
    assert plan_place("plan.xlsx") == PlanPlace("file", "plan.xlsx")


def test_two_places_for_one_plan_are_refused(tmp_path: Path) -> None:
    """Nobody should have to guess which one is read."""
    (tmp_path / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nfile = "plan.xlsx"\nsheet = "{ADDRESS}"\n'
    )

    with pytest.raises(ConfigError, match="twice"):
        read_engagement(tmp_path)
