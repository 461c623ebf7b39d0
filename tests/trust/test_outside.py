"""What an engagement names outside of its folder is read after one yes to exactly that."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import read_snapshot, take_snapshot
from segkit.errors import TrustError
from segkit.guide import Guide
from segkit.render.view import View
from segkit.widgets import ConfirmWidget

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring
    from tests.doubles.segment_api import SegmentApi

DEMO = Path(str(files("segkit.engagement.demo")))
TABLE = "Event,Property,Type\nOrder Completed,id,string\n"
SHEET = "https://docs.google.com/spreadsheets/d/1QuillmoorPlan0000000000000000000000000000Ab/edit"


def run(*arguments: object, given: str | None = None) -> Result:
    """A command, as a script runs it, or with what a person types."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=given)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there and can be asked."""
    monkeypatch.setattr("segkit.cli.asking.is_answerable", lambda: True)
    monkeypatch.setattr("segkit.cli.trusting.is_answerable", lambda: True)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan beside the engagement."""
    file = tmp_path / "Track.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement whose settings somebody else wrote."""
    made = tmp_path / "theirs"
    made.mkdir()
    return made


def settle(folder: Path, settings: str) -> None:
    """Write the stranger's settings."""
    (folder / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n{settings}', encoding="utf-8"
    )


@pytest.mark.parametrize(
    "settings",
    [
        '[plan]\nfile = "../Track.csv"\n',
        '[plan]\nfile = "{plan}"\n',
        '[plan]\nfile = "~/Track.csv"\n',
        '[plan]\nfile = "linked.csv"\n',
        '[plan]\nfile = "inner/../../Track.csv"\n',
        '[workspace]\nfile = "../workspace.json"\n',
        '[workspace]\nfile = "~/workspace.json"\n',
        '[workspace]\nfile = "workspace.json"\n[received]\nweb = "../Track.csv"\n',
        f'[plan]\nsheet = "{SHEET}"\n',
        f'[plan]\nsheet = "{SHEET}"\nservice_account = "~/key.json"\n',
    ],
)
def test_nothing_outside_is_read_without_a_yes(
    folder: Path, plan: Path, settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By no command; what it would be is listed, and what to do."""
    monkeypatch.setenv("HOME", str(plan.parent))
    shutil.copy(DEMO / "workspace.json", plan.parent / "workspace.json")
    (folder / "linked.csv").symlink_to(plan)
    settle(folder, settings.format(plan=plan))
    named = "docs.google.com" if "sheet" in settings else str(plan.parent)

    pulled = run("pull", folder)
    checked = run("doctor", folder, "--json")

    assert pulled.exit_code == 2
    assert named in pulled.output
    assert "segkit trust" in pulled.output
    assert not (folder / "snapshot.json").exists()
    assert "outside of its folder" in checked.output
    with pytest.raises(TrustError):
        take_snapshot(read_engagement(folder))
    if "[plan]" in settings:
        assert "outside of its folder" in run("plan", folder).output
        assert "Order Completed" not in run("plan", folder, "--explain").output


def test_a_yes_is_given_once(folder: Path, plan: Path) -> None:
    """`segkit trust` shows the list; later pulls read it and nobody is asked again."""
    settle(folder, f'[plan]\nfile = "{plan}"\n')

    shown = run("trust", folder)
    agreed = run("trust", folder, "--yes")
    pulled = [run("pull", folder), run("pull", folder), run("plan", folder)]

    assert shown.exit_code == 1
    assert f"the tracking plan: {plan}" in shown.output
    assert agreed.exit_code == 0
    assert [one.exit_code for one in pulled] == [0, 0, 0]
    assert "asks for nothing" in run("trust", folder).output


def test_a_yes_is_for_this_list(folder: Path, plan: Path) -> None:
    """Another file, or another place behind the same link, is another question."""
    other = plan.with_name("other.csv")
    other.write_text(TABLE, encoding="utf-8")
    (folder / "linked.csv").symlink_to(plan)
    settle(folder, '[plan]\nfile = "linked.csv"\n')
    run("trust", folder, "--yes")
    assert run("pull", folder).exit_code == 0

    (folder / "linked.csv").unlink()
    (folder / "linked.csv").symlink_to(other)
    behind = run("pull", folder)
    settle(folder, f'[plan]\nfile = "{other}"\n')
    named = run("pull", folder)

    assert behind.exit_code == named.exit_code == 2
    assert str(other) in behind.output


def test_a_yes_is_for_this_folder(folder: Path, plan: Path) -> None:
    """A copy has none; neither has what takes the place of the folder, nor is a word in it one."""
    settle(folder, f'[plan]\nfile = "{plan}"\n')
    run("trust", folder, "--yes")

    copy = Path(shutil.copytree(folder, folder.with_name("copy")))
    copied = run("pull", copy)
    folder.rename(folder.with_name("away"))
    copy.rename(folder)
    replaced = run("pull", folder)

    assert copied.exit_code == replaced.exit_code == 2


def test_a_yes_can_be_taken_back(folder: Path, plan: Path) -> None:
    """By the folder's name; other folders keep theirs."""
    settle(folder, f'[plan]\nfile = "{plan}"\n')
    other = Path(shutil.copytree(folder, folder.with_name("other")))
    run("trust", folder, "--yes")
    run("trust", other, "--yes")

    taken = run("trust", folder, "--forget")

    assert str(plan) in taken.output
    assert run("pull", folder).exit_code == 2
    assert run("pull", other).exit_code == 0
    assert "Nothing was agreed to here" in run("trust", folder, "--forget").output


@pytest.mark.usefixtures("terminal")
def test_a_person_is_asked_with_the_list_before_their_eyes(folder: Path, plan: Path) -> None:
    """No is the answer of whoever only presses Enter; a yes is remembered."""
    settle(folder, f'[plan]\nfile = "{plan}"\n')

    refused = run("pull", folder, given="\n")
    read = run("pull", folder, given="y\n")
    again = run("pull", folder, given="")

    assert refused.exit_code == 2
    assert str(plan) in refused.output
    assert read.exit_code == again.exit_code == 0
    assert "[y/N]" not in again.output


def test_whoever_makes_an_engagement_has_said_yes(tmp_path: Path, plan: Path) -> None:
    """`segkit new` was told the plan; the pulls after it read it, from any folder."""
    made = tmp_path / "ours"

    created = run("new", made, "--customer", "Quillmoor Supply", "--plan", plan)

    assert created.exit_code == 0, created.output
    assert run("pull", made).exit_code == 0
    assert run("plan", made).exit_code == 0
    assert len(read_snapshot(read_engagement(made)).plan.rules) == 1  # type: ignore[union-attr]


def test_the_demos_name_is_no_yes(folder: Path, plan: Path) -> None:
    """A stranger's folder that calls itself the demo is read as a stranger's."""
    settle(folder, f'[plan]\nfile = "{plan}"\n')

    assert run("demo", folder).exit_code == 2
    assert not (folder / "snapshot.json").exists()


def test_the_live_notebook_reads_it_after_the_yes_only(folder: Path, plan: Path) -> None:
    """Before, it says what it would read; a document never reads it."""
    inside = folder / "plan.csv"
    inside.write_text(TABLE, encoding="utf-8")
    settle(folder, '[plan]\nfile = "plan.csv"\n')
    take_snapshot(read_engagement(folder))
    settle(folder, f'[plan]\nfile = "{plan}"\n')

    before = Guide(read_engagement(folder), live=True).plan_reading()
    run("trust", folder, "--yes")
    after = Guide(read_engagement(folder), live=True).plan_reading()
    document = Guide(read_engagement(folder)).plan_reading()

    assert isinstance(before, View)
    assert str(plan) in before.text
    assert isinstance(after, ConfirmWidget)
    assert isinstance(document, View)


def test_what_is_confirmed_is_still_only_a_file(folder: Path, plan: Path) -> None:
    """A pipe outside is refused, not waited for."""
    plan.unlink()
    os.mkfifo(plan)
    settle(folder, f'[plan]\nfile = "{plan}"\n')
    run("trust", folder, "--yes")

    result = run("pull", folder)

    assert result.exit_code == 2
    assert "a device or a pipe" in result.output


def test_the_list_moves_no_cursor(folder: Path, plan: Path) -> None:
    """A name of a file may hold anything; what is agreed to is what was seen."""
    odd = plan.with_name("x\x1b[2K\r.csv")
    plan.rename(odd)
    settle(folder, f"[plan]\nfile = {json.dumps(str(odd))}\n")

    shown = run("trust", folder)

    assert "\x1b" not in shown.output
    assert "�[2K" in shown.output


# --- tokens ---------------------------------------------------------------------------------


@pytest.fixture
def segment(
    double: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> Iterator[SegmentApi]:
    """Segment with the demo's workspace, where every request goes."""
    document = json.loads((DEMO / "workspace.json").read_text("utf-8"))
    doubles = double("segment_api")
    with doubles.running(doubles.SegmentApi(document)) as running:
        monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", running.url)
        yield running


PULLS = '[workspace]\npull = true\nslug = "quillmoor"\n'


def connected(tmp_path: Path, segment: SegmentApi) -> Path:
    """The SA's own engagement, with its token in the keyring."""
    ours = tmp_path / "ours"
    ours.mkdir()
    settle(ours, PULLS)
    result = run("connect", ours, given=segment.token)
    assert result.exit_code == 0, result.output
    return ours


@pytest.mark.usefixtures("keyring_double")
@pytest.mark.parametrize(
    "settings",
    [
        PULLS,
        "[workspace]\npull = true\n",
        '[plan]\nid = "tp_1"\n',
        '[plan]\nid = "tp_1"\n[workspace]\nslug = "quillmoor"\n',
    ],
)
def test_the_name_of_a_customer_opens_nothing(
    tmp_path: Path, folder: Path, segment: SegmentApi, settings: str
) -> None:
    """A stranger may write any customer and any workspace: no token leaves the keyring for it."""
    connected(tmp_path, segment)
    settle(folder, settings)
    segment.asked.clear()

    pulled = run("pull", folder)
    doctored = run("doctor", folder, "--json")

    assert pulled.exit_code == 2
    assert "no token" in pulled.output
    assert "segkit trust" in pulled.output
    assert '"token"' in doctored.output
    assert segment.asked == []


@pytest.mark.usefixtures("keyring_double")
def test_whoever_connected_is_not_asked(tmp_path: Path, segment: SegmentApi) -> None:
    """The engagement that the token was given for uses it at once."""
    ours = connected(tmp_path, segment)

    pulled = run("pull", ours)

    assert pulled.exit_code == 0, pulled.output
    assert read_snapshot(read_engagement(ours)).workspace is not None


@pytest.mark.usefixtures("keyring_double", "terminal")
def test_a_token_is_given_after_a_question(
    tmp_path: Path, folder: Path, segment: SegmentApi
) -> None:
    """Which entry of the keyring it is stands in the question."""
    connected(tmp_path, segment)
    settle(folder, PULLS)
    segment.asked.clear()

    refused = run("pull", folder, given="n\n")
    assert segment.asked == []
    given = run("pull", folder, given="y\n")

    assert refused.exit_code == 2
    assert "workspace quillmoor" in refused.output
    assert given.exit_code == 0, given.output


@pytest.mark.usefixtures("keyring_double")
def test_a_token_that_was_kept_before_is_given_with_segkit_trust(
    tmp_path: Path, folder: Path, segment: SegmentApi
) -> None:
    """For who was connected with an older segkit."""
    connected(tmp_path, segment)
    settle(folder, PULLS)

    shown = run("trust", folder)
    agreed = run("trust", folder, "--yes")

    assert "workspace quillmoor" in shown.output
    assert segment.token not in shown.output + agreed.output
    assert run("pull", folder).exit_code == 0


@pytest.mark.usefixtures("keyring_double")
def test_a_plan_by_its_id_is_no_way_to_a_strangers_customer(
    tmp_path: Path, folder: Path, segment: SegmentApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person who asks in a stranger's folder asks with their own token of no engagement only."""
    connected(tmp_path, segment)
    settle(folder, PULLS)
    segment.asked.clear()
    monkeypatch.chdir(folder)

    assert run("plan", "tp_1").exit_code == 2
    assert segment.asked == []


def test_what_was_agreed_to_lies_outside_of_every_folder(
    folder: Path, plan: Path, keyring_double: MemoryKeyring
) -> None:
    """In the user's own configuration, readable for the user alone; nothing in the folder counts."""
    del keyring_double
    settle(folder, f'[plan]\nfile = "{plan}"\n')
    before = sorted(folder.rglob("*"))

    run("trust", folder, "--yes")

    kept = Path(os.environ["XDG_CONFIG_HOME"]) / "segkit" / "permissions"
    assert sorted(folder.rglob("*")) == before
    assert all(file.stat().st_mode & 0o077 == 0 for file in kept.iterdir())
    assert any(str(folder) in file.read_text(encoding="utf-8") for file in kept.iterdir())
    assert sys.platform == "win32" or kept.stat().st_mode & 0o077 == 0
