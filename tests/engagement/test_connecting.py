"""Behaviour of `segkit connect` and `segkit.engagement.connecting`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from keyring.errors import PasswordSetError

from segkit.cli import cli
from segkit.engagement.connecting import connect
from segkit.engagement.outside import give_token
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.errors import KeyringError
from segkit.segment_api.token import Token

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring
    from tests.doubles.segment_api import SegmentApi

TOML = 'customer = "Quillmoor Supply" # theirs\n[workspace]\nregion = ""\n'


@pytest.fixture
def segment(
    double: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> Iterator[SegmentApi]:
    """Segment with the demo's workspace, where every request goes."""
    document = json.loads((files("segkit.engagement.demo") / "workspace.json").read_text("utf-8"))
    doubles = double("segment_api")
    with doubles.running(doubles.SegmentApi(document)) as running:
        monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", running.url)
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement without a workspace."""
    (tmp_path / "engagement.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, given: str = "") -> Result:
    """`segkit ARGUMENTS`, with `given` on standard input."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=given)


def test_a_token_is_checked_kept_and_used(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring
) -> None:
    """From standard input to the snapshot, and nowhere else."""
    made = run("connect", folder, given=f"{segment.token}\n")

    assert made.exit_code == 0, made.output
    assert "Quillmoor Supply (quillmoor)" in made.output
    assert "write keys" in made.output
    assert "--forget" in made.output
    assert keyring_double.kept == {("segkit", "workspace quillmoor"): segment.token}
    settings = (folder / "engagement.toml").read_text()
    assert settings.startswith(TOML)
    assert settings.removeprefix(TOML) == 'pull = true\nslug = "quillmoor"\n'

    pulled = run("pull", folder)

    assert pulled.exit_code == 0, pulled.output
    assert read_snapshot(read_engagement(folder)).workspace is not None
    assert segment.token not in made.output + pulled.output
    assert not [f for f in folder.rglob("*") if f.is_file() and segment.token in f.read_text()]


def test_a_plan_in_segment_is_read_with_the_kept_token(
    segment: SegmentApi,
    folder: Path,
    keyring_double: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the engagement's folder by its id alone, and outside with a token of its own."""
    plan = segment.document["trackingPlans"][0]["id"]
    segment.rules[plan] = [
        {"type": "TRACK", "key": "Order Completed", "version": 1, "jsonSchema": {}}
    ]
    keyring_double.kept["segkit", "customer Quillmoor Supply"] = segment.token
    give_token(read_engagement(folder), "customer Quillmoor Supply")

    monkeypatch.chdir(folder)
    inside = run("plan", plan)
    monkeypatch.chdir(Path(folder.anchor))
    outside = run("plan", plan)
    run("connect", given=segment.token)
    connected = run("plan", plan)

    assert inside.exit_code == 0, inside.output
    assert "Order Completed" in inside.output
    assert outside.exit_code == 2
    assert "segkit connect" in outside.output
    assert connected.exit_code == 0
    assert keyring_double.kept["segkit", "default"] == segment.token


def test_a_workspace_is_never_pulled_with_a_token_of_no_engagement(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring
) -> None:
    """It may be another customer's."""
    keyring_double.kept["segkit", "default"] = segment.token
    (folder / "engagement.toml").write_text(TOML + "pull = true\n")

    result = run("pull", folder)

    assert result.exit_code == 2
    assert "no token" in result.output
    assert segment.asked == []


@pytest.mark.parametrize("given", ["", "\n", "two words", "sgp_wrongTokenOfNobody", "x" * 20_000])
def test_what_is_not_accepted_is_not_kept(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring, given: str
) -> None:
    """One message that does not show it; nothing is changed."""
    result = run("connect", folder, given=given)

    assert result.exit_code == 2
    assert "To fix:" in result.output
    assert not given.strip() or given.strip() not in result.output
    assert keyring_double.kept == {}
    assert (folder / "engagement.toml").read_text() == TOML
    assert len(segment.asked) <= 1


def test_forgetting_takes_it_away_and_only_it(keyring_double: MemoryKeyring, folder: Path) -> None:
    """Other engagements keep theirs."""
    keyring_double.kept["segkit", "customer Quillmoor Supply"] = "sgp_InventedSecret0123456789"
    keyring_double.kept["segkit", "workspace alderbrook"] = "sgp_AnotherSecret9876543210"

    first, second = run("connect", folder, "--forget"), run("connect", folder, "--forget")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "customer Quillmoor Supply" in first.output
    assert "No token was kept" in second.output
    assert list(keyring_double.kept) == [("segkit", "workspace alderbrook")]


def test_without_a_keyring_nobody_is_asked(segment: SegmentApi, folder: Path) -> None:
    """The message says what to do instead, before a token leaves anybody's hands."""
    result = run("connect", folder, given=segment.token)

    assert result.exit_code == 2
    assert "SEGMENT_TOKEN" in result.output
    assert "Traceback" not in result.output
    assert segment.asked == []


def test_a_keyring_that_refuses_leaves_the_settings(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring
) -> None:
    """What was set for a token that is not kept is taken back."""
    keyring_double.problem = PasswordSetError

    with pytest.raises(KeyringError):
        connect(Token(segment.token), read_engagement(folder), pull=True)

    assert (folder / "engagement.toml").read_text() == TOML


def test_a_file_stays_the_workspace_until_somebody_says_so(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring
) -> None:
    """A pull instead of a file is the SA's decision."""
    (folder / "engagement.toml").write_text(TOML + 'file = "workspace.json" # from Robin\n')

    run("connect", folder, given=segment.token)
    kept = (folder / "engagement.toml").read_text()
    run("connect", folder, "--pull", given=segment.token)

    assert 'file = "workspace.json" # from Robin\n' in kept
    assert "pull = true" not in kept
    assert read_engagement(folder).workspace_pull
    assert "# from Robin" in (folder / "engagement.toml").read_text()
    assert ("segkit", "workspace quillmoor") in keyring_double.kept


@pytest.mark.usefixtures("keyring_double")
def test_what_does_not_fit_the_engagement_is_said(
    segment: SegmentApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another workspace than the engagement's, rights that are missing, a variable in front."""
    (folder / "engagement.toml").write_text(TOML + 'slug = "alderbrook"\n')
    monkeypatch.setenv("PUBLIC_API_TOKEN", "sgp_AnotherSecret9876543210")
    segment.closed["/tracking-plans"] = 403
    segment.decorate = lambda key, one: one | ({"writeKeys": []} if key == "sources" else {})

    result = run("connect", folder, "--no-pull", given=segment.token)

    assert result.exit_code == 0, result.output
    assert "'alderbrook', and the token is of 'quillmoor'" in result.output
    assert "Not open: tracking plans" in result.output
    assert "Source Admin" in result.output
    assert "PUBLIC_API_TOKEN is set" in result.output
    assert "pull" not in (folder / "engagement.toml").read_text()


def test_a_folder_that_is_no_engagement_is_refused_when_named(tmp_path: Path) -> None:
    """A typing error must not keep a token somewhere else."""
    result = run("connect", tmp_path / "typo", given="sgp_InventedSecret0123456789")

    assert result.exit_code == 2
    assert "is not an engagement" in result.output
