"""Behaviour of `segkit.derive.volumes`: the plan beside what was received."""

from __future__ import annotations

from segkit.derive.volumes import NEVER, RECEIVED, UNPLANNED, EventVolume, volume_facts
from segkit.model.workspace import Json, Source, SourceCatalog

CATALOG = SourceCatalog("c", "Javascript", "javascript")
WEB = Source("s1", "web_prod", "Web prod", CATALOG, tracking_plan_id="tp_1")
API = Source("s2", "api_prod", "API prod", CATALOG)


def volumes(*items: Json) -> Json:
    """The document's part."""
    return {"startTime": "2026-11-17T09:30:00Z", "endTime": "2026-11-24T09:30:00Z", "items": items}


def item(name: str, total: float, source: object = "s1", kind: object = "track") -> Json:
    """One count of the API."""
    of = {"id": source} if isinstance(source, str) else source
    return {"eventName": name, "eventType": kind, "total": total, "source": of, "series": []}


def test_planned_and_received_are_compared_by_source() -> None:
    """Never received first, then what no plan has, the most frequent first, then the rest."""
    found = volume_facts(
        volumes(item("Order Completed", 7), item("order placed", 2), item("Clicked", 9)),
        [WEB],
        {"tp_1": ["Order Completed", "Order Placed", "Signed Up"]},
    )

    assert found.events == (
        EventVolume("s1", "Order Placed", NEVER),
        EventVolume("s1", "Signed Up", NEVER),
        EventVolume("s1", "Clicked", UNPLANNED, 9),
        EventVolume("s1", "order placed", UNPLANNED, 2, near="Order Placed"),
        EventVolume("s1", "Order Completed", RECEIVED, 7),
    )
    assert (found.since[:10], found.until[:10]) == ("2026-11-17", "2026-11-24")


def test_source_without_a_plan_is_compared_with_the_engagements() -> None:
    """What the other source's plan has does not count for it."""
    found = volume_facts(
        volumes(item("Signed Up", 1, "s2")), [WEB, API], {"tp_1": []}, fallback=["Signed Up"]
    )

    assert found.events == (EventVolume("s2", "Signed Up", RECEIVED, 1),)


def test_counts_of_one_event_are_added_up() -> None:
    """The API gives several lines for one name; the type may be missing or in capitals."""
    found = volume_facts(
        volumes(item("A", 1), item("A", 2.0, kind="TRACK"), item("A", 4, kind=None)),
        [WEB],
        {"tp_1": ["A"]},
    )

    assert [one.total for one in found.events] == [7]


def test_what_is_no_count_of_an_event_is_left_alone() -> None:
    """Other calls have no names to compare; unknown sources are not the guide's."""
    found = volume_facts(
        volumes(
            item("Home", 3, kind="page"), item("", 3), item("A", 0), item("B", 3, "elsewhere"),
            item("C", 3, {"slug": "web_prod"}), {"total": 5},
        ),
        [WEB],
        {},
    )  # fmt: skip

    assert found.events == (EventVolume("s1", "C", UNPLANNED, 3),)
    assert volume_facts({"items": None}, [WEB], {}).events == ()
