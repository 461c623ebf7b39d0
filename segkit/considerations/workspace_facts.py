"""When a fact about every workspace matters in this one, and what in it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from segkit.considerations.checks.check import listed
from segkit.delivery.case import Case
from segkit.model.derived import EVENT_STREAMS


def why_it_matters(entry_id: str, case: Case) -> str:
    """What makes this global entry apply, in words; empty where it does not."""
    judged = _MATTERS.get(entry_id)
    return judged(case) if judged else ""


def _sdk_in_an_app(case: Case) -> str:
    return _named(
        "Apps with destinations in device mode",
        (p.source.name for p in case.pairs if p.kind == "mobile" and p.may_run_on_device),
    )


def _sent_by_servers(case: Case) -> str:
    return _named(
        "Destinations in cloud mode",
        (p.destination.name for p in case.pairs if p.connection.mode == "cloud"),
    )


def _sends_calls(case: Case) -> str:
    return _named(
        "Sources that send calls",
        (s.name for s in case.workspace.sources if case.kind(s.id) in EVENT_STREAMS),
    )


def _streams_to_destinations(case: Case) -> str:
    return _named(
        "Sources that send calls to destinations",
        (p.source.name for p in case.pairs if case.kind(p.source.id) in EVENT_STREAMS),
    )


def _brings_records(case: Case) -> str:
    return _named(
        "Sources that bring records",
        (s.name for s in case.workspace.sources if case.kind(s.id) == "cloud-object"),
    )


_MATTERS: Mapping[str, Callable[[Case], str]] = {
    "global-03": _sdk_in_an_app,
    "global-12": _sent_by_servers,
    "global-13": _sends_calls,
    "global-14": _streams_to_destinations,
    "global-15": _brings_records,
}
"""The global entries that no check replaces; a test holds the two lists together."""


def _named(what: str, names: Iterable[str]) -> str:
    found = listed(names, 3)
    return f"{what}: {found}." if found else ""
