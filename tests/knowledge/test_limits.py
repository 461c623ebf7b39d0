"""What destinations leave out of calls: the data is whole, and it is read as it is meant."""

from __future__ import annotations

import pytest

from segkit.knowledge.entries import limits_of, targets
from segkit.knowledge.limits import CALL, FIELDS, LISTS, OBJECTS, Limit, read_limit
from segkit.model.derived import SOURCE_KINDS
from segkit.model.plan import CALLS
from segkit.model.workspace import DestinationCatalog

TARGETS = targets("destinations")
LIMITS = [limit for target in TARGETS for entry in target.entries for limit in entry.limits]


def limit(*leaves_out: str, **fields: object) -> Limit:
    """A limit for every call from everywhere."""
    return Limit(
        "beacon-01", "Beacon takes little.", "/beacon",
        frozenset(SOURCE_KINDS), frozenset(CALLS), frozenset({"device", "cloud"}),
        frozenset(leaves_out), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    "one", LIMITS, ids=lambda one: f"{one.entry}-{'-'.join(sorted(one.leaves_out))}"
)
def test_each_limit_holds_for_something_and_leaves_something_out(one: Limit) -> None:
    """A word that is misspelt would make it hold for nothing."""
    assert one.sources
    assert one.sources <= {*SOURCE_KINDS}
    assert one.calls
    assert one.calls <= {*CALLS}
    assert one.modes
    assert one.modes <= {"device", "cloud"}
    assert one.leaves_out
    assert CALL not in one.leaves_out or one.leaves_out == {CALL}


def test_fields_are_left_out_of_classic_destinations_only() -> None:
    """What an Actions destination gets of a field, its mappings say."""
    actions = [t for t in TARGETS if t.slug.startswith("actions-")]
    limits = [limit for target in actions for e in target.entries for limit in e.limits]

    assert limits
    assert all(limit.leaves_out == {CALL} for limit in limits)


def test_limits_are_found_by_the_kind_of_destination() -> None:
    """As the facts that they are a part of."""
    [hotjar] = [target for target in TARGETS if target.slug == "hotjar"]
    found = limits_of(DestinationCatalog(hotjar.catalog_id, "Hotjar", "renamed"))

    assert {(*sorted(one.calls), *sorted(one.leaves_out)) for one in found} == {
        ("identify", LISTS, OBJECTS), ("track", FIELDS),
    }  # fmt: skip
    assert {one.text for one in found} == {hotjar.entries[0].text}
    assert limits_of(DestinationCatalog("other", "Lantern", "lantern")) == ()


@pytest.mark.parametrize(
    ("out", "path", "types", "dropped"),
    [
        (OBJECTS, "address.street", "string", True),
        (OBJECTS, "address", "object", True),
        (OBJECTS, "address", "object null", True),
        (OBJECTS, "address", "object string", None),
        (OBJECTS, "tags", "array", False),
        (OBJECTS, "tags.[]", "string", False),
        (OBJECTS, "products.[].sku", "string", True),
        (OBJECTS, "email", "string", False),
        (OBJECTS, "email", "", False),
        (LISTS, "tags", "array", True),
        (LISTS, "tags.[]", "string", True),
        (LISTS, "address.street", "string", False),
        (FIELDS, "email", "string", True),
        ("email", "email", "string", True),
        ("email", "email.work", "string", True),
        ("email", "emails", "string", False),
        ("email", "contact.email", "string", False),
    ],
)
def test_a_field_is_left_out_by_its_name_or_by_what_it_holds(
    out: str, path: str, types: str, *, dropped: bool | None
) -> None:
    """Where the plan allows several types, it may be."""
    where = ("traits", *path.split("."))

    assert limit(out).drops(where, tuple(types.split())) is dropped


@pytest.mark.parametrize(
    ("path", "dropped"),
    [("address", False), ("address.city", False), ("address.city.name", False),
     ("address.street", True), ("other", True)],
)  # fmt: skip
def test_what_it_takes_all_the_same_stays_with_what_holds_it(path: str, *, dropped: bool) -> None:
    """Two of an address's parts are enough to keep the address."""
    one = limit(OBJECTS, takes=frozenset({"address.city", "address.country"}))

    assert one.drops(("traits", *path.split(".")), ("object",)) is dropped


def test_a_function_counts_as_a_server() -> None:
    """As for the facts, because Segment delivers it like a server library."""
    made = Limit(
        "b-01", "Text.", "/b", frozenset({"server"}), frozenset({"track"}), frozenset({"cloud"}),
        frozenset({CALL}),
    )  # fmt: skip

    assert made.concerns("function", "track", "cloud")
    assert not made.concerns("web", "track", "cloud")
    assert not made.concerns("server", "page", "cloud")
    assert not made.concerns("server", "track", "device")


EVERYWHERE, SIX = frozenset(SOURCE_KINDS), frozenset(CALLS)
FACT = {"id": "b-01", "text": "Text.", "docs": "/b", "sources": ["web"], "calls": ["any"]}
BOTH = frozenset({"device", "cloud"})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, (frozenset({"web"}), SIX, BOTH, frozenset(), "", False)),
        ({"sources": ["mobile", "server"], "calls": ["page"], "modes": ["cloud"]},
         (frozenset({"mobile", "server"}), frozenset({"page"}), frozenset({"cloud"}),
          frozenset(), "", False)),
        ({"sources": ["any"], "modes": [], "takes": ["a.b"], "unless_mapping": "setup",
          "may_change": True}, (EVERYWHERE, SIX, BOTH, frozenset({"a.b"}), "setup", True)),
    ],
)  # fmt: skip
def test_what_a_limit_does_not_say_is_as_its_fact_says(
    raw: dict[str, object], expected: tuple[object, ...]
) -> None:
    """Of sources, calls and modes; `any` and nothing stand for every one."""
    made = read_limit({"leaves_out": ["email"], **raw}, FACT, EVERYWHERE, SIX)

    assert (made.entry, made.text, made.docs) == ("b-01", "Text.", "/b")
    assert made.leaves_out == {"email"}
    assert (
        made.sources, made.calls, made.modes, made.takes, made.unless_mapping, made.may_change
    ) == expected  # fmt: skip
