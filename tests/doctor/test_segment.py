"""What `segkit doctor` says of tokens, regions and rights: each set-up is produced for real."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from keyring.errors import KeyringLocked

from segkit.cli import cli
from segkit.doctor import Verdict
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring
    from tests.doubles.segment_api import SegmentApi

Ask = Callable[..., dict[str, Verdict]]
SEGMENT = (
    *("token", "keyring", "workspace", "region", "sources", "write-keys", "destinations"),
    *("mappings", "filters", "protocols", "warehouses", "functions", "transformations", "labels"),
)
WRONG = "sgp_wrongTokenOfNobody0123"


def severities(found: dict[str, Verdict]) -> dict[str, str]:
    """Those that are not fine."""
    return {k: v.severity for k, v in found.items() if v.severity not in {"ok", "skipped"}}


@pytest.mark.usefixtures("segment")
def test_everything_works(verdicts: Ask) -> None:
    """A token that opens everything."""
    found = verdicts(*SEGMENT)

    assert severities(found) == {}
    assert found["token"].says == "found in SEGMENT_TOKEN"
    assert found["workspace"].says == "Quillmoor Supply accepts it"
    assert found["sources"].says == "open, 19 there"
    assert found["write-keys"].severity == found["mappings"].severity == "ok"


def test_the_kept_token_is_found(
    segment: SegmentApi,
    verdicts: Ask,
    keyring_double: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the engagement's own entry."""
    monkeypatch.delenv("SEGMENT_TOKEN")
    keyring_double.kept["segkit", "customer Quillmoor Supply"] = segment.token

    found = verdicts(*SEGMENT)

    assert severities(found) == {}
    assert "customer Quillmoor Supply" in found["token"].says


def test_a_missing_token_is_to_be_given(
    segment: SegmentApi,
    verdicts: Ask,
    keyring_double: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither in the environment nor in the keyring: nothing is asked."""
    monkeypatch.delenv("SEGMENT_TOKEN")

    found = verdicts(*SEGMENT)

    assert severities(found) == {"token": "fail"}
    assert "segkit connect" in found["token"].fix
    assert found["workspace"].severity == "skipped"
    assert segment.asked == []
    assert keyring_double.kept == {}


@pytest.mark.usefixtures("segment")
def test_a_locked_keyring_is_named(
    verdicts: Ask, keyring_double: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next step is to unlock it."""
    monkeypatch.delenv("SEGMENT_TOKEN")
    keyring_double.problem = KeyringLocked

    found = verdicts("token", "keyring")

    assert severities(found) == {"token": "fail", "keyring": "warn"}
    assert "locked" in found["token"].says
    assert "unlock" in found["token"].fix


@pytest.mark.usefixtures("segment")
def test_a_keyring_that_waits_holds_nothing_up(
    verdicts: Ask, keyring_double: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other checks are answered meanwhile."""
    monkeypatch.delenv("SEGMENT_TOKEN")
    keyring_double.silence = 60
    began = time.monotonic()

    found = verdicts("token", "engagement", seconds=0.3)

    assert time.monotonic() - began < 10
    assert severities(found) == {"token": "fail"}
    assert "did not answer within" in found["token"].says


@pytest.mark.parametrize("wrong", [WRONG, "not a token at all"])
def test_a_wrong_token_is_to_be_replaced(
    segment: SegmentApi, verdicts: Ask, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """Refused by Segment, or no token in the first place; never shown."""
    monkeypatch.setenv("SEGMENT_TOKEN", wrong)

    found = verdicts(*SEGMENT)

    [(name, severity)] = severities(found).items()
    assert severity == "fail"
    assert name == ("workspace" if wrong == WRONG else "token")
    assert "token" in found[name].fix
    assert wrong not in str(found)
    assert len(segment.asked) <= 1


def test_an_eu_token_at_the_us_address_is_told_from_a_wrong_one(
    start: Callable[[], SegmentApi], verdicts: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engagement says US, the workspace is in the EU; the US address only redirects."""
    us, eu = start(), start()
    us.elsewhere = eu.url
    monkeypatch.setenv("SEGMENT_TOKEN", eu.token)
    (folder / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[workspace]\npull = true\nregion = "us"\n'
    )

    found = verdicts(*SEGMENT, regions={"US": us.url, "EU": eu.url})

    assert severities(found) == {"region": "fail"}
    assert 'region = "eu"' in found["region"].fix
    assert {asked.path for asked in us.asked} == {"/"}


def test_an_address_of_ones_own_that_redirects_is_named(
    segment: SegmentApi, start: Callable[[], SegmentApi], verdicts: Ask
) -> None:
    """The token does not follow."""
    eu = start()
    segment.elsewhere = eu.url

    found = verdicts("workspace", "region")

    assert severities(found) == {"workspace": "fail"}
    assert "redirect" in found["workspace"].says
    assert eu.asked == []


def test_an_unsafe_address_is_named_once(verdicts: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HTTPS nothing is asked."""
    monkeypatch.setenv("SEGMENT_TOKEN", WRONG)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", "http://api.segment.example")

    found = verdicts(*SEGMENT)

    assert severities(found) == {"workspace": "fail"}
    assert "HTTPS" in found["workspace"].says


def test_a_token_without_source_admin(segment: SegmentApi, verdicts: Ask) -> None:
    """Sources come without write keys: a workshop can be held."""
    segment.decorate = lambda key, one: one | ({"writeKeys": []} if key == "sources" else {})

    found = verdicts(*SEGMENT)

    assert severities(found) == {"write-keys": "warn"}
    assert "Source Admin" in found["write-keys"].says


@pytest.mark.parametrize(
    ("path", "check"),
    [
        ("/tracking-plans", "protocols"),
        ("/destinations/{id}/subscriptions", "mappings"),
        ("/destination/{id}/filters", "filters"),
        ("/destinations", "destinations"),
        ("/warehouses", "warehouses"),
        ("/functions", "functions"),
        ("/transformations", "transformations"),
        ("/labels", "labels"),
    ],
)
@pytest.mark.parametrize("status", [403, 404])
def test_what_is_not_open_is_named_and_alone(
    segment: SegmentApi, verdicts: Ask, path: str, check: str, status: int
) -> None:
    """Protocols off, mappings refused, …: the rest is tried all the same."""
    segment.closed[path] = status

    found = verdicts(*SEGMENT)

    assert severities(found) == {check: "warn"}
    assert str(status) in found[check].says
    assert found[check].fix


def test_without_sources_there_is_no_pull(segment: SegmentApi, verdicts: Ask) -> None:
    """Refused, or none that the token may see."""
    segment.closed["/sources"] = 403
    refused = verdicts("sources", "write-keys")
    segment.closed.clear()
    segment.document = {**segment.document, "sources": []}
    empty = verdicts("sources")

    assert severities(refused) == {"sources": "fail"}
    assert severities(empty) == {"sources": "fail"}
    assert "no source" in empty["sources"].says


def test_a_plan_that_is_not_there(segment: SegmentApi, verdicts: Ask, folder: Path) -> None:
    """The id in the engagement is of another workspace."""
    (folder / "engagement.toml").write_text('customer = "Quillmoor Supply"\n[plan]\nid = "tp_no"\n')
    missing = verdicts("plan")
    plan = segment.document["trackingPlans"][0]["id"]
    (folder / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nid = "{plan}"\n'
    )
    there = verdicts("plan")

    assert severities(missing) == {"plan": "fail"}
    assert "/tracking-plans/tp_no" in missing["plan"].says
    assert there["plan"].severity == "ok"


def test_a_token_of_another_workspace(segment: SegmentApi, verdicts: Ask, folder: Path) -> None:
    """The engagement names its workspace."""
    del segment
    (folder / "engagement.toml").write_text(
        'customer = "Q"\n[workspace]\npull = true\nslug = "alderbrook"\n'
    )

    found = verdicts("workspace")

    assert severities(found) == {"workspace": "warn"}
    assert "'quillmoor'" in found["workspace"].says


def test_a_token_of_another_workspace_than_the_last(
    segment: SegmentApi, verdicts: Ask, folder: Path
) -> None:
    """The engagement names none, but its snapshot is of one."""
    take_snapshot(read_engagement(folder))
    assert severities(verdicts("workspace")) == {}
    segment.document["workspace"]["slug"] = "alderbrook"

    found = verdicts("workspace")

    assert severities(found) == {"workspace": "warn"}
    assert "'alderbrook', and the snapshot is of 'quillmoor'" in found["workspace"].says


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (503, b"<html>Busy</html>"), (200, b"<html>Log in</html>")]
)
def test_an_api_that_is_down(
    segment: SegmentApi, double: Callable[..., object], verdicts: Ask, status: int, body: bytes
) -> None:
    """Errors and web pages instead of answers: said within the time."""
    canned = double("segment_api").Canned(status, body)  # type: ignore[attr-defined]
    segment.canned["/"].extend([canned] * 50)

    found = verdicts(*SEGMENT, seconds=1.0)

    assert severities(found) == {"workspace": "fail"}
    assert "https://status.segment.com" in found["workspace"].fix
    assert found["protocols"].severity == "skipped"


def test_a_slow_answer_is_named_and_alone(
    segment: SegmentApi, double: Callable[..., object], verdicts: Ask
) -> None:
    """One endpoint is silent; the others are answered."""
    silent = double("segment_api").Canned(delay=60)  # type: ignore[attr-defined]
    segment.canned["/warehouses"].extend([silent] * 9)
    began = time.monotonic()

    found = verdicts(*SEGMENT, seconds=1.5)

    assert time.monotonic() - began < 15
    assert severities(found) == {"warehouses": "warn"}
    assert "within 1.5 s" in found["warehouses"].says


def test_a_busy_api_is_told_as_such(segment: SegmentApi, verdicts: Ask) -> None:
    """A limit that stays reached for half a minute."""
    segment.limits[""] = 0
    segment._counted[""].append(segment.now() - 30)

    found = verdicts("workspace", seconds=1.0)

    assert severities(found) == {"workspace": "fail"}
    assert "asks to wait" in found["workspace"].says


def test_no_network_is_no_hindrance_with_a_snapshot(
    segment: SegmentApi, folder: Path, verdicts: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workshop runs from the snapshot."""
    from click.testing import CliRunner

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", nobody)
    without = verdicts(*SEGMENT)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    CliRunner().invoke(cli, ["pull", str(folder)])
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", nobody)
    offline = verdicts(*SEGMENT, "snapshot")

    assert severities(without) == {"workspace": "fail"}
    assert severities(offline) == {"workspace": "warn"}
    assert "works without" in offline["workspace"].says
