"""Behaviour of `segkit.widgets.connect` without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import ipywidgets
import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.guide import Guide
from segkit.render.view import View
from segkit.widgets import ConnectWidget

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring
    from tests.doubles.segment_api import SegmentApi

Send = Callable[..., dict[str, object]]
SECRET = "sgp_InventedTokenOfQuillmoor0123456789"


@pytest.fixture
def segment(
    double: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> Iterator[SegmentApi]:
    """Segment with the demo's workspace, where every request goes."""
    document = json.loads((files("segkit.engagement.demo") / "workspace.json").read_text("utf-8"))
    doubles = double("segment_api")
    with doubles.running(doubles.SegmentApi(document, token=SECRET)) as running:
        monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", running.url)
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement without a workspace."""
    (tmp_path / "engagement.toml").write_text('customer = "Quillmoor <b>Supply"\n')
    return tmp_path


def test_a_token_is_checked_kept_and_shown_nowhere(
    segment: SegmentApi, folder: Path, keyring_double: MemoryKeyring, send: Send
) -> None:
    """Not in the widget's state, which a notebook saves, and not in its HTML."""
    widget = ConnectWidget(read_engagement(folder))

    answer = send(widget, "connect", buffers=[SECRET.encode()], fields={"pull": "true"})

    html = str(widget.parts)
    assert segment.asked
    assert "Connected to" in html
    assert "Forget the kept one" in html
    assert "<b>Supply" not in html
    assert "problem" not in answer
    assert keyring_double.kept == {("segkit", "workspace quillmoor"): SECRET}
    assert read_engagement(folder).workspace_pull
    state = json.dumps(ipywidgets.Widget.get_manager_state(), default=str)
    assert SECRET not in state
    assert SECRET not in json.dumps(answer)
    assert SECRET not in json.dumps(widget._repr_mimebundle_(), default=str)
    assert SECRET not in repr(vars(widget))


@pytest.mark.parametrize("typed", ["", "two words", "sgp_wrongTokenOfNobody", "ü" * 40])
@pytest.mark.usefixtures("segment")
def test_what_is_not_accepted_is_said(
    folder: Path, keyring_double: MemoryKeyring, typed: str, send: Send
) -> None:
    """Never a traceback, and never the token."""
    widget = ConnectWidget(read_engagement(folder))

    answer = send(widget, "connect", buffers=[typed.encode()], fields={"pull": "true"})

    assert answer["problem"]
    assert not typed or typed not in str(answer)
    assert "Connected to" not in str(widget.parts)
    assert keyring_double.kept == {}


@pytest.mark.usefixtures("segment")
def test_a_refusal_takes_an_older_success_away(
    folder: Path, keyring_double: MemoryKeyring, send: Send
) -> None:
    """What is shown is about the last token."""
    widget = ConnectWidget(read_engagement(folder))
    send(widget, "connect", buffers=[SECRET.encode()])

    send(widget, "connect", buffers=[b"sgp_wrongTokenOfNobody"])

    assert keyring_double.kept
    assert "Connected to" not in str(widget.parts)


def test_forgetting(folder: Path, keyring_double: MemoryKeyring, send: Send) -> None:
    """The entry of this engagement, and it is said."""
    keyring_double.kept["segkit", "customer Quillmoor <b>Supply"] = SECRET
    widget = ConnectWidget(read_engagement(folder))

    first, second = send(widget, "forget"), send(widget, "forget")

    assert "taken out of the keyring" in str(first["parts"])
    assert "No token was kept" in str(second["parts"])
    assert "Forget the kept one" not in str(first["parts"])
    assert keyring_double.kept == {}


@pytest.mark.parametrize("do", ["", "explode", "connect"])
@pytest.mark.usefixtures("keyring_double")
def test_what_cannot_be_done_is_said(folder: Path, do: str, send: Send) -> None:
    """A damaged message, or one of a later version."""
    assert send(ConnectWidget(read_engagement(folder)), do)["problem"]


def test_without_a_keyring_the_form_says_so(folder: Path) -> None:
    """Before anybody types a token."""
    shown = str(ConnectWidget(read_engagement(folder)).parts)

    assert "no keyring that segkit can use" in shown
    assert "SEGMENT_TOKEN" in shown


@pytest.mark.usefixtures("keyring_double")
def test_a_document_shows_a_sentence(tmp_path: Path) -> None:
    """No field where nobody can type."""
    engagement = create_demo(tmp_path / "demo")

    live, static = Guide(engagement, live=True).connect(), Guide(engagement).connect()

    assert isinstance(live, ConnectWidget)
    assert isinstance(static, View)
    assert live.bundle() == static.bundle()
    assert "<input" not in static.html
    assert "segkit connect" in static.text
