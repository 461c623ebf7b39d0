"""A planned call on its way: what steps do to it, and what it depends on."""

from __future__ import annotations

import pytest

from segkit.delivery.planned import Change, Cut, Path, Planned, Put, Rename, places_after
from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of, is_certain
from segkit.errors import FqlError

TOTAL = (Unknown("whether the total is high", of_call=True),)
SDK = (Unknown("whether its SDK is packaged in the app"),)


AT = ("properties",)


def names(*given: str) -> frozenset[Path]:
    """Names of fields, each as the keys that lead there."""
    return frozenset(tuple(one.split(".")) for one in given)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), {"properties.ship.city": ()}),
        ((Cut(AT, names("ship")),), {}),
        ((Cut(AT, names("ship.city")),), {}),
        ((Cut(AT, names("ship.street", "shi")),), {"properties.ship.city": ()}),
        ((Cut(("traits",), names("ship")),), {"properties.ship.city": ()}),
        ((Cut(AT, names("ship"), depends=TOTAL),), {"properties.ship.city": TOTAL}),
        ((Cut(AT, names("ship.city"), keeps=True),), {"properties.ship.city": ()}),
        ((Cut(AT, names("total"), keeps=True),), {}),
        ((Cut(AT, names(), keeps=True),), {}),
        ((Cut(("traits",), names("total"), keeps=True),), {"properties.ship.city": ()}),
        ((Cut(("properties", "ship"), names("city")),), {}),
        ((Cut(("properties", "ship"), names("city"), keeps=True),), {"properties.ship.city": ()}),
        ((Cut((), names("properties")),), {}),
        ((Cut((), names("userId")),), {"properties.ship.city": ()}),
        ((Put(("properties", "ship", "city")),), {"properties.ship.city": ()}),
        ((Put(("properties", "ship")),), {}),
        ((Put(("properties", "ship"), TOTAL),), {"properties.ship.city": TOTAL}),
        ((Put(("properties", "coupon")),), {"properties.ship.city": ()}),
        ((Rename(("properties", "ship"), ("properties", "home")),), {"properties.home.city": ()}),
        (
            (Rename(("properties", "ship", "city"), ("properties", "town")),),
            {"properties.town": ()},
        ),
        ((Rename(("properties", "city"), ("properties", "town")),), {"properties.ship.city": ()}),
        (
            (Rename(("properties", "ship"), ("properties", "home"), TOTAL),),
            {"properties.home.city": TOTAL, "properties.ship.city": TOTAL},
        ),
        (
            (Rename(("properties", "ship"), ("properties", "home")), Cut(AT, names("ship"))),
            {"properties.home.city": ()},
        ),
    ],
)
def test_changes_say_where_a_field_stands_afterwards(
    changes: tuple[Change, ...], expected: dict[str, Unknowns]
) -> None:
    """In their order; what depends on the call leaves both ways open."""
    found = places_after(("properties", "ship", "city"), changes)

    assert {".".join(path): depends for path, depends in found.items()} == expected


@pytest.mark.parametrize(
    ("cut", "stays"),
    [
        (Cut(("properties", "products"), names("price")), False),
        (Cut(("properties", "products"), names("price"), keeps=True), True),
        (Cut(("properties", "products"), names("sku"), keeps=True), False),
        (Cut(("properties", "products", "details"), names("price")), True),
        (Cut(AT, names("products")), False),
    ],
)
def test_what_is_cut_out_of_a_list_goes_from_each_of_its_objects(cut: Cut, *, stays: bool) -> None:
    """Below a list inside the list nothing is reached."""
    path: Path = ("properties", "products", "[]", "price")

    assert places_after(path, [cut]) == ({path: ()} if stays else {})


def test_an_object_of_which_a_part_is_left_is_left_too() -> None:
    """A mapping that reads the object gets that part."""
    path: Path = ("properties", "ship")

    assert places_after(path, [Cut(AT, names("ship.city"), keeps=True)]) == {path: ()}


def test_a_place_that_a_field_reaches_in_two_ways_depends_on_the_surer_one() -> None:
    """Which each call at hand tells; where it stays, both are asked for."""
    old, new = ("properties", "ship"), ("properties", "home")

    found = places_after(old, [Rename(old, new, TOTAL), Rename(old, new, SDK)])

    assert found == {new: TOTAL, old: (*TOTAL, *SDK)}


def test_a_call_that_may_have_been_renamed_goes_by_both_names() -> None:
    """What holds for one of them only is not decided."""
    planned = Planned("track", "Order Complete", "properties", "cloud")
    planned.becomes("Order Completed", certain=False)

    assert planned.holds('event = "Order Completed"') is None
    assert planned.holds('match(event, "Order*")') is True
    assert planned.takes('type = "track" and event = "Signed Up"') is False
    assert planned.takes('type = "track" and event = "Order Completed"') is None
    assert planned.takes('type = "track"') is True
    assert planned.takes('type = "page"') is False

    planned.becomes("Order Completed", certain=True)

    assert planned.takes('type = "track" and event = "Order Complete"') is False
    assert planned.holds('event = "Order Completed"') is True


def test_what_stops_some_calls_stops_no_planned_call() -> None:
    """It is kept that it depends, once."""
    planned = Planned("track", "Order Completed", "properties", "cloud")

    planned.stops("filters", TOTAL)
    planned.stops("filters", TOTAL)

    assert (planned.stopped_by, planned.depends) == ("", [*TOTAL])

    planned.stops("filters")

    assert planned.stopped_by == "filters"


def test_a_condition_that_is_none_is_refused() -> None:
    """A filter then lets nothing through, a transformation may do anything: the step decides."""
    with pytest.raises(FqlError):
        Planned("track", "A", "properties", "cloud").holds("type =")


def test_one_sure_way_is_enough_and_one_that_is_needed_is_not() -> None:
    """What each call tells is certain enough to say that such calls arrive."""
    assert any_of([SDK, ()]) == ()
    assert any_of([SDK, TOTAL]) == TOTAL
    assert any_of([SDK, SDK]) == SDK
    assert all_of([SDK, TOTAL, SDK]) == (*SDK, *TOTAL)
    assert all_of([(), ()]) == ()
    assert [is_certain(one) for one in ((), TOTAL, SDK, (*SDK, *TOTAL))] == [
        True, True, False, False,
    ]  # fmt: skip
