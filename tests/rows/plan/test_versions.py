"""Behaviour of `segkit.rows.plan.versions`: a version of a call beside the one before it."""

from __future__ import annotations

from segkit.model.plan import Field, Rule
from segkit.rows.plan.versions import new_versions


def lamp(version: int, *fields: Field, key: str = "Lamp Lit") -> Rule:
    """A version of the event."""
    return Rule("track", key, version, fields=fields)


def planned(name: str, kind: str = "string", *, required: bool = False) -> Field:
    """A property."""
    return Field(("properties", name), types=(kind,), required=required)


def test_each_version_is_compared_with_the_one_before_it() -> None:
    """In whatever order they stand: what is new, what is gone, what is not the same."""
    third = lamp(3, planned("room", required=True), planned("watts", "number"))
    second = lamp(2, planned("room"), planned("colour"))
    first = lamp(1, planned("room"))

    found = new_versions((third, first, second))

    assert set(found) == {id(second), id(third)}
    assert found[id(second)].before is first
    assert (found[id(second)].added, found[id(second)].removed) == (("colour",), ())
    assert (found[id(third)].added, found[id(third)].removed) == (("watts",), ("colour",))
    assert found[id(third)].changed == ("room is required now",)


def test_one_version_and_another_event_are_no_new_version() -> None:
    """Nor is an event that stands twice in the same version."""
    assert new_versions((lamp(1), lamp(2, key="Lamp Sold"), Rule("identify"))) == {}
    assert new_versions((lamp(2, planned("a")), lamp(2, planned("b")))) == {}
