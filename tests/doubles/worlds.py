"""Workspaces around one source `s` that nobody thought of: drawn at random, the same every time.

Its destination `d` has filters, mappings, modes and limits of its own; transformations, an insert
function and a warehouse `w` stand around it.
"""

from __future__ import annotations

import random

from segkit.delivery.case import Case
from segkit.knowledge.entries import targets
from segkit.knowledge.libraries import kind_of
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    InsertFunction,
    Source,
    SourceCatalog,
    Transformation,
    Warehouse,
    Workspace,
)
from segkit.routing.modes import connections

LIBRARIES = ("javascript", "apple", "node-js", "something-new")
CONDITIONS = (
    'type = "track"',
    'type = "identify"',
    'type != "page"',
    'event = "Order Completed"',
    'event != "Order Completed"',
    'match(event, "Order*")',
    'event = "Purchase"',
    'name = "Home"',
    'type = "track" and properties.total > 10',
    'properties.total > 10 or type = "identify"',
    '!(type = "track" and properties.total > 10)',
    "true",
    "type =",
)
TRIGGERS = (*(one for one in CONDITIONS if one not in {"true", 'match(event, "Order*")'}), "")
RULES = (
    Rule("track", "Order Completed", fields=tuple(
        Field(("properties", *path.split(".")), (kind,)) for path, kind in (
            ("total", "number"), ("coupon", "string"), ("ship", "object"), ("ship.city", "string"),
            ("tags", "array"))
    )),
    Rule("track", "Signed Up", fields=tuple(
        Field(("properties", name), (kind,)) for name, kind in (
            ("total", "number"), ("coupon", "string"))
    )),
    Rule("identify", None, fields=tuple(
        Field(("traits", *path.split(".")), (kind,)) for path, kind in (
            ("email", "string"), ("ship", "object"), ("ship.city", "string"))
    )),
    Rule("page", "Home", fields=tuple(
        Field(("properties", name), (kind,)) for name, kind in (
            ("total", "number"), ("coupon", "string"))
    )),
)  # fmt: skip
PATHS = ("total", "coupon", "ship", "ship.city", "email", "tags")


def names(chance: random.Random) -> list[str]:
    """Some fields by the names that filters give them."""
    return chance.sample(PATHS, chance.randrange(1, 4))


def a_filter(chance: random.Random) -> DestinationFilter:
    """A filter with one action."""
    kind = chance.choice(("DROP", "SAMPLE", "DROP_PROPERTIES", "ALLOW_PROPERTIES"))
    action: dict[str, object] = {"type": kind}
    if kind == "SAMPLE":
        action["percent"] = chance.choice((0, 0.5, 1))
    elif kind != "DROP":
        container = chance.choice(("properties", "traits"))
        action["fields"] = {container: {"fields": names(chance)}}
    return DestinationFilter(
        "f", "s", "d", chance.choice(CONDITIONS), (action,), enabled=chance.random() < 0.9
    )


def a_transformation(chance: random.Random) -> Transformation:
    """A transformation that does one thing, for all destinations or for one."""
    container = chance.choice(("properties", "traits"))
    bodies: list[dict[str, object]] = [
        {"drop": True},
        {"newEventName": "Purchase"},
        {"propertyRenames": [{"oldName": "coupon", "newName": "voucher"}]},
        {"propertyRenames": [{"oldName": f"{container}.ship", "newName": f"{container}.home"}]},
        {"allowProperties": [f"{container}.{name}" for name in names(chance)]},
    ]
    return Transformation(
        "t", "Tidy", "s", chance.choice(CONDITIONS[:-1]),
        destination_catalog_id=chance.choice(("", "cat")), body=chance.choice(bodies),
    )  # fmt: skip


def a_mapping(chance: random.Random, number: int, actions: int) -> DestinationMapping:
    """A mapping that reads one or two places, or the whole call."""
    paths = ("$.properties", "$.traits", "$.properties.coupon", "$.properties.voucher",
             "$.properties.ship.city", "$.traits.home", "$.traits.email", "$.", "$.userId")  # fmt: skip
    settings = {f"k{n}": {"@path": chance.choice(paths)} for n in range(chance.randrange(1, 3))}
    action = f"a{chance.randrange(actions)}"
    return DestinationMapping(
        f"m{number}", f"m{number}", action, action, "d", enabled=chance.random() < 0.8,
        trigger=chance.choice(TRIGGERS), settings=settings,
    )  # fmt: skip


def a_destination(chance: random.Random) -> Destination:
    """Classic, with or without limits of its own, or with actions."""
    filters = tuple(a_filter(chance) for _ in range(chance.randrange(3)))
    platforms = frozenset(chance.sample(("browser", "server", "mobile"), 2))
    if chance.random() < 0.5:
        kinds = chance.choices(("CLOUD", "WEB", "MOBILE"), k=chance.randrange(1, 3))
        actions = tuple(Action(f"a{n}", f"a{n}", f"A{n}", platform=k) for n, k in enumerate(kinds))
        entry = DestinationCatalog("cat", "Beacon", "beacon", platforms=platforms, actions=actions,
                                   categories=("Advertising",))  # fmt: skip
        held = tuple(a_mapping(chance, n, len(actions)) for n in range(chance.randrange(4)))
        mappings = None if chance.random() < 0.1 else held
        return Destination("d", "Beacon", "s", entry, filters=filters, mappings=mappings)
    known = chance.choice(targets("destinations")) if chance.random() < 0.5 else None
    entry = DestinationCatalog(
        known.catalog_id if known else "cat",
        "Beacon",
        known.slug if known else "beacon",
        components=tuple(chance.sample(("BROWSER", "SERVER", "IOS"), chance.randrange(1, 3))),
        methods=frozenset(chance.sample(("track", "identify", "page"), 2)),
        platforms=platforms,
        features={"browserUnbundling": chance.random() < 0.5},
        categories=("Advertising",),
    )
    return Destination("d", "Beacon", "s", entry, filters=filters, enabled=chance.random() < 0.9)


def a_case(seed: int) -> Case:
    """A source, its destination and a warehouse, with all that may change a call."""
    chance = random.Random(seed)  # noqa: S311 - the same workspace every time
    library = chance.choice(LIBRARIES)
    source = Source("s", "shop", "Shop", SourceCatalog("c", library, library))
    transformations = tuple(a_transformation(chance) for _ in range(chance.randrange(3)))
    function = InsertFunction("i", "Hash", "d")
    workspace = Workspace(
        sources=(source,),
        destinations=(a_destination(chance),),
        warehouses=(
            Warehouse("w", "Records", chance.choice(("snowflake", "aws-s3")), "Warehouse",
                      source_ids=chance.choice((("s",), ("s",), None))),
        ),
        transformations=transformations,
        insert_functions=(function,) if chance.random() < 0.1 else (),
        not_available={"filters": "refused"} if chance.random() < 0.1 else {},
    )  # fmt: skip
    return Case(
        workspace=workspace,
        plan=TrackingPlan("Shop", RULES),
        connections=connections(workspace, {"d": "device"} if chance.random() < 0.2 else {}),
        kinds={"s": kind_of(source)},
    )
