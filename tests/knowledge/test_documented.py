"""Where Segment's documentation says something else than its catalog: the data and its answers."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

from segkit.knowledge.documented import (
    documented_call,
    documented_modes,
    documented_names,
    only_adds,
    reaches_from_apps,
)
from segkit.model.plan import CALLS

DATA = tomllib.loads((files("segkit.knowledge") / "documented.toml").read_text(encoding="utf-8"))


def test_every_correction_speaks_of_each_kind_of_source_once() -> None:
    """Modes are device and cloud, in this order; a mobile app never lacks an entry."""
    assert max(Counter(one["id"] for one in DATA["modes"]).values()) == 1
    for one in DATA["modes"]:
        assert {"id", "name", "web", "mobile", "server"} <= {*one}
        for kind in ("web", "mobile", "server"):
            found = documented_modes(one["id"], kind)
            assert found is not None
            assert found.modes == tuple(mode for mode in ("device", "cloud") if mode in one[kind])
        assert "device" not in one["server"]


def test_nothing_else_is_corrected() -> None:
    """Neither other destinations nor kinds of source that the documentation does not speak of."""
    known = DATA["modes"][0]["id"]

    assert documented_modes("none", "web") is None
    assert documented_modes(known, "unknown") is None
    assert documented_modes(known, "id") is None
    assert documented_modes(known, "function") == documented_modes(known, "server")


def test_every_documented_call_is_one_of_the_six() -> None:
    """With the page that says so."""
    for one in DATA["calls"]:
        assert {*one["calls"]} <= {*CALLS}
        for call in one["calls"]:
            found = documented_call(one["id"], call)
            assert found is not None
            assert found.docs.endswith(f"/catalog/{one['page']}")
            assert (found.needs, found.note) == (one.get("needs", ""), one.get("note", ""))
    assert documented_call("none", "track") is None
    assert documented_call(DATA["calls"][0]["id"], "page") is None


def test_the_integrations_object_takes_earlier_names() -> None:
    """Those that the catalog does not list."""
    assert documented_names("5a03bfe73156760001ab34ec") == ("Google AdWords New",)
    assert documented_names("none") == ()


def test_actions_that_only_add_to_calls_are_known_by_destination_and_name() -> None:
    """An action of that name elsewhere may send calls itself."""
    assert only_adds("5f7dd6d21ad74f3842b1fc47", "sessionId")
    assert not only_adds("5f7dd6d21ad74f3842b1fc47", "logEvent")
    assert not only_adds("none", "sessionId")
    assert reaches_from_apps("5f7dd6d21ad74f3842b1fc47")
    assert not reaches_from_apps("none")
