"""What `segkit doctor` says of a plan in a Google Sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.doctor import Verdict
from segkit.engagement.outside import confirm_own
from segkit.engagement.settings import read_engagement

if TYPE_CHECKING:
    from tests.doubles.google_sheets import GoogleSheets

Ask = Callable[..., dict[str, Verdict]]
KEY = "1QuillmoorPlan0000000000000000000000000000Ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement whose plan is a sheet."""
    address = f"https://docs.google.com/spreadsheets/d/{KEY}/edit"
    (tmp_path / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nsheet = "{address}"\n'
    )
    return tmp_path


@pytest.fixture
def google(
    double: Callable[[str], ModuleType],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[GoogleSheets]:
    """Google with a small plan, and an API key for it."""
    doubles = double("google_sheets")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GOOGLE_API_KEY", doubles.API_KEY)
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    confirm_own(read_engagement(folder))
    with doubles.running() as running:
        monkeypatch.setenv("SEGKIT_GOOGLE_API_URL", running.url)
        tab = doubles.TabOf("Identify", (("Trait", "Type"), ("email", "string")))
        running.books[KEY] = doubles.Book("Quillmoor plan", [tab])
        yield running


@pytest.mark.usefixtures("google")
def test_a_sheet_that_is_open(verdicts: Ask) -> None:
    """The credentials and the plan itself are tried."""
    found = verdicts("google", "plan")

    assert found["google"] == Verdict("ok", "api key GOOGLE_API_KEY")
    assert found["plan"] == Verdict("ok", "Quillmoor plan: 1 rules, 1 fields")


def test_a_sheet_that_is_not_shared(google: GoogleSheets, verdicts: Ask) -> None:
    """The credentials are fine; the message says with whom to share it."""
    google.books[KEY].readers = frozenset({"someone@else.example"})

    found = verdicts("google", "plan")

    assert found["google"].severity == "ok"
    assert found["plan"].severity == "fail"
    assert "not shared" in found["plan"].says
    assert "Anyone with the link" in found["plan"].fix


def test_missing_credentials(
    google: GoogleSheets, verdicts: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three ways are named; Google is not asked."""
    monkeypatch.delenv("GOOGLE_API_KEY")

    found = verdicts("google", "plan")

    assert found["google"].severity == found["plan"].severity == "fail"
    assert "GOOGLE_APPLICATION_CREDENTIALS" in found["google"].fix
    assert google.asked == []


@pytest.mark.usefixtures("google")
@pytest.mark.parametrize("content", ["{", '{"type": "service_account"}', "[]"])
def test_damaged_credentials(
    verdicts: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    """The file is named."""
    key = tmp_path / "key.json"
    key.write_text(content)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))

    found = verdicts("google")["google"]

    assert found.severity == "fail"
    assert "key.json" in found.says


@pytest.mark.usefixtures("google")
def test_a_sign_in_that_is_still_to_come_opens_no_browser(
    verdicts: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who only wants to know is not sent to Google's page."""
    monkeypatch.delenv("GOOGLE_API_KEY")
    client = tmp_path / "config" / "segkit" / "google-client.json"
    client.parent.mkdir(parents=True, exist_ok=True)
    client.write_text('{"installed": {}}')

    found = verdicts("google")["google"]

    assert found.severity == "fail"
    assert "Nobody has signed in" in found.says


def test_a_google_that_is_busy_is_not_waited_for(
    google: GoogleSheets, double: Callable[[str], ModuleType], verdicts: Ask
) -> None:
    """A doctor that sleeps is none."""
    google.canned.extend([double("google_sheets").Canned(429)] * 9)

    found = verdicts("plan")["plan"]

    assert found.severity == "fail"
    assert "busy" in found.says
    assert len(google.reads) == 1


@pytest.mark.usefixtures("google")
def test_a_sheet_that_is_no_plan(
    google: GoogleSheets, double: Callable[[str], ModuleType], verdicts: Ask
) -> None:
    """It opens, and holds something else."""
    rows = (("Name", "Street"), ("A", "B"))
    google.books[KEY].tabs = [double("google_sheets").TabOf("Addresses", rows)]

    assert verdicts("plan")["plan"].severity == "fail"
