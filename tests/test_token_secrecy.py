"""Promise 5 for tokens: they are in no traceback, log, file, export or report.

Each way of failing is tried with a token in play, and shown in every way in which people show
exceptions, local variables included.
"""

from __future__ import annotations

import io
import json
import logging
import os
import traceback
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from IPython.core.ultratb import VerboseTB
from keyring.errors import PasswordSetError
from rich.console import Console
from rich.traceback import Traceback

from segkit.cli import cli
from segkit.doctor import examine, look_around
from segkit.doctor.checks import CHECKS
from segkit.doctor.listing import report_as_json
from segkit.engagement.connecting import connect, disconnect, is_connected
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import SegkitError
from segkit.pull.inputs import read_plan, read_workspace_from_segment
from segkit.pull.places import PlanPlace
from segkit.segment_api.client import open_api
from segkit.segment_api.keyring_entries import token_for
from segkit.segment_api.pull import pull_workspace
from segkit.segment_api.token import Token, find_token

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring
    from tests.doubles.segment_api import SegmentApi

# in two pieces, so that a traceback that quotes this line is no leak
SECRET = "sgp_InventedTokenOf" + "Quillmoor0123456789"
SHEET = "https://docs.google.com/spreadsheets/d/1QuillmoorPlan0000000000000000000000000000Ab/edit"


@pytest.fixture(autouse=True)
def segment(
    double: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[SegmentApi]:
    """Segment with the demo's workspace; its token is in the environment."""
    document = json.loads((files("segkit.engagement.demo") / "workspace.json").read_text("utf-8"))
    doubles = double("segment_api")
    monkeypatch.setenv("SEGMENT_TOKEN", SECRET)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.delenv("GOOGLE_API_KEY", raising=False)
    with doubles.running(doubles.SegmentApi(document, token=SECRET)) as running:
        monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", running.url)
        yield running


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    """The demo engagement, pulling its workspace."""
    folder = create_demo(tmp_path / "demo").folder
    file = folder / "engagement.toml"
    file.write_text(file.read_text().replace('file = "workspace.json"', "pull = true"))
    return folder


def _refused(segment: SegmentApi, double: ModuleType) -> None:
    """Segment's refusal repeats the token."""
    answer = double.refusal(401, "unauthorized", f"Bearer {SECRET} is not valid")
    segment.canned["/"].extend([answer] * 9)
    read_workspace_from_segment("", print)


def _bug_while_pulling(_segment: SegmentApi, _double: ModuleType) -> None:
    """Whoever listens breaks."""

    def listen(_: object) -> None:
        raise ZeroDivisionError

    read_workspace_from_segment("", listen)


def _bug_in_the_client(segment: SegmentApi, _double: ModuleType) -> None:
    """What comes back breaks the code that reads it."""
    segment.document = {**segment.document, "workspace": 7}
    pull_workspace(open_api(os.environ, Token(SECRET)))


def _nobody_there(_segment: SegmentApi, _double: ModuleType) -> None:
    """The port is closed."""
    os.environ["SEGMENT_PUBLIC_API_URL"] = "http://127.0.0.1:9"
    read_workspace_from_segment("", print)


def _wrong_region(_segment: SegmentApi, _double: ModuleType) -> None:
    """Where the environment is handed on."""
    open_api(os.environ, Token(SECRET), region="MARS")


def _unsafe_address(_segment: SegmentApi, _double: ModuleType) -> None:
    """Refused before anything is sent."""
    os.environ["SEGMENT_PUBLIC_API_URL"] = "http://api.segment.example"
    read_workspace_from_segment("", print)


def _damaged_in_the_environment(_segment: SegmentApi, _double: ModuleType) -> None:
    """A whole token with a word too many is still a secret."""
    os.environ["SEGMENT_TOKEN"] = f"token {SECRET}"
    find_token(os.environ)


def _damaged_for_a_pull(_segment: SegmentApi, _double: ModuleType) -> None:
    """The same on the way of a pull."""
    os.environ["SEGMENT_TOKEN"] = f"token {SECRET}"
    read_workspace_from_segment("", print)


def _no_access_to_google(_segment: SegmentApi, _double: ModuleType) -> None:
    """Google's part is handed the same environment."""
    read_plan(PlanPlace("sheet", SHEET))


FAILURES = (
    *(_refused, _bug_while_pulling, _bug_in_the_client, _nobody_there, _wrong_region),
    *(_unsafe_address, _damaged_in_the_environment, _damaged_for_a_pull, _no_access_to_google),
)


def shown(error: BaseException) -> dict[str, str]:
    """The exception in every way in which people show one, without this module's own frames."""
    at = error.__traceback__
    while at is not None and at.tb_frame.f_code.co_filename == __file__ and at.tb_next:
        at = at.tb_next
    console = Console(file=io.StringIO(), width=300, no_color=True)
    console.print(
        Traceback.from_exception(
            type(error), error, at, show_locals=True, locals_max_length=200,
            locals_max_string=2_000, locals_hide_dunder=False, max_frames=0,
        )
    )  # fmt: skip
    file = console.file
    assert isinstance(file, io.StringIO)
    verbose = VerboseTB(include_vars=True, long_header=False)
    return {
        "plain": "".join(traceback.format_exception(type(error), error, at)),
        "rich": file.getvalue(),
        "IPython": verbose.text(type(error), error, at),
        "frames": "\n".join(_frames(error)),
        "itself": f"{error!r} {error} {error.args} {vars(error)}",
    }


def _frames(error: BaseException | None) -> Iterator[str]:
    """The local variables of every frame, suppressed causes included, as debuggers show them."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or one in seen:
            continue
        seen.append(one)
        waiting += [one.__cause__, one.__context__]
        at: TracebackType | None = one.__traceback__
        while at is not None:
            own = at.tb_frame.f_code.co_filename == __file__ and at.tb_next is not None
            for name, value in () if own else at.tb_frame.f_locals.items():
                yield f"{at.tb_frame.f_code.co_qualname}.{name} = {_safe(value)}"
            at = at.tb_next


def _safe(value: object) -> str:
    try:
        return repr(value)
    except Exception as error:  # noqa: BLE001 an object that is not ready yet
        return repr(error)


def assert_hidden(error: BaseException) -> None:
    """The secret is in no form of the exception."""
    for form, text in shown(error).items():
        assert text.strip(), form
        assert SECRET not in text, f"the token is in the form {form!r}"


@pytest.mark.parametrize("fail", FAILURES, ids=lambda fail: fail.__name__.strip("_"))
def test_no_traceback_shows_the_token(
    segment: SegmentApi,
    double: Callable[[str], ModuleType],
    fail: Callable[[SegmentApi, ModuleType], None],
) -> None:
    """However it is shown."""
    with pytest.raises((SegkitError, ZeroDivisionError)) as caught:
        fail(segment, double("segment_api"))

    assert_hidden(caught.value)


def test_the_ways_of_showing_would_show_it() -> None:
    """A careless function is caught by each form that shows local variables."""

    def careless(token: str) -> None:
        raise SegkitError(f"{len(token)} characters", "none.")

    with pytest.raises(SegkitError) as caught:
        careless(f"{SECRET}")

    forms = shown(caught.value)
    assert {form for form, text in forms.items() if SECRET in text} == {"rich", "IPython", "frames"}


def _connect(engagement: Engagement) -> None:
    connect(Token(SECRET), engagement, pull=False)


def _find(engagement: Engagement) -> None:
    token_for("It", os.environ, engagement.token_accounts)


@pytest.mark.parametrize("ask", [_connect, disconnect, is_connected, _find])
def test_no_error_of_the_keyring_shows_the_token(
    ask: Callable[[Engagement], object],
    engagement: Path,
    keyring_double: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own text and its frames hold it."""
    found = read_engagement(engagement)
    keyring_double.kept["segkit", found.token_accounts[0]] = SECRET
    keyring_double.problem = PasswordSetError
    monkeypatch.delenv("SEGMENT_TOKEN")

    with pytest.raises(SegkitError) as caught:
        ask(found)

    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "text", ['token = "{}"', "note = {}", '[workspace]\nregion = "{}"', 'a = "{}"\na = 1']
)
def test_no_error_of_an_engagement_shows_the_token(tmp_path: Path, text: str) -> None:
    """Pasted where it does not belong, in good TOML and in bad."""
    (tmp_path / "engagement.toml").write_text('customer = "Q"\n' + text.format(SECRET))

    with pytest.raises(SegkitError) as caught:
        read_engagement(tmp_path)

    assert_hidden(caught.value)


def test_no_log_and_no_file_holds_the_token(
    engagement: Path,
    tmp_path: Path,
    keyring_double: MemoryKeyring,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everything logs all it can: connecting, pulling, looking, exporting."""
    caplog.set_level(logging.DEBUG)
    run = CliRunner().invoke
    folder = str(engagement)
    results = [run(cli, ["connect", folder], input=SECRET)]
    monkeypatch.delenv("SEGMENT_TOKEN")
    results += [run(cli, ["pull", folder]), run(cli, ["export", folder, "--draft"])]
    some = [check for check in CHECKS if check.id not in {"kernel", "exporter"}]
    report = json.dumps(report_as_json(examine(look_around(engagement), some)))

    assert [result.exit_code for result in results] == [0, 0, 0], [r.output for r in results]
    assert SECRET in keyring_double.kept.values()
    assert "accepts it" in report
    assert len(caplog.records) > 20
    assert SECRET not in caplog.text
    assert SECRET not in report
    assert not [r for r in results if SECRET in r.output]
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"snapshot.json", "guide.ipynb", "engagement.toml"} <= {file.name for file in written}
    assert any(file.suffix == ".html" for file in written)
    assert not [file for file in written if SECRET.encode() in file.read_bytes()]


def test_no_report_holds_a_token_that_is_refused(
    segment: SegmentApi, engagement: Path, double: Callable[[str], ModuleType]
) -> None:
    """Segment's words repeat it, in the refusal of everything and of a single thing."""
    refusal = double("segment_api").refusal(403, "forbidden", f"{SECRET} may not do this")
    segment.canned["/tracking-plans"].append(refusal)
    some = [check for check in CHECKS if check.group == "Segment"]
    one = json.dumps(report_as_json(examine(look_around(engagement), some)))
    segment.canned["/"].append(refusal)
    all_of_it = json.dumps(report_as_json(examine(look_around(engagement), some)))

    assert "may not do this" in one
    assert "may not do this" in all_of_it
    assert SECRET not in one + all_of_it
