"""The `integrations` object of a call, word by word: at destinations and at warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import Step
from segkit.delivery.steps.integrations import judge_destination, judge_warehouse
from segkit.delivery.walk import Walk
from segkit.model.workspace import DestinationCatalog, Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping

CALL, DOCS = "integrations in the call", "documentation"
S3 = "AWS S3 does not honour the integrations object."
DOOR = "The call says 'Segment.io': false"
ENDS = f"{DOOR}, so it never reaches Segment's servers."
MAY_END = f"{DOOR}. That is documented for Analytics.js only."
LIBRARY = "what this source's library makes of 'Segment.io': false"
NONE = "The call names no destinations, so all of them get it."
NO_WAREHOUSE = "The call names no warehouses, so all of them get it."
IN_APP = (
    "The call says 'Beacon': false. The library of an app writes that itself where the "
    "destination's SDK is packaged, so that Segment's servers do not send the call again."
)
WHO = "whether your code or the library wrote 'Beacon': false"


@pytest.mark.parametrize(
    ("said", "kind", "mode", "slug", "verdict", "words", "evidence", "missing"),
    [
        (None, "server", "cloud", "beacon", "passes", NONE, CALL, []),
        ({}, "server", "cloud", "beacon", "passes", NONE, CALL, []),
        ("all", "server", "cloud", "beacon", "passes", NONE, CALL, []),
        ({"Segment.io": False}, "web", "cloud", "beacon", "stops", ENDS, CALL, []),
        ({"Segment.io": False}, "web", "cloud", "aws-s3", "stops", ENDS, CALL, []),
        ({"Segment.io": False}, "web", "device", "beacon",
         "passes", "The call does not name 'Beacon'.", CALL, []),
        ({"Segment.io": True}, "web", "cloud", "beacon",
         "passes", "The call does not name 'Beacon'.", CALL, []),
        ({"All": False}, "server", "cloud", "aws-s3", "passes", S3, DOCS, []),
        ({"Beacon": False}, "mobile", "device", "beacon", "unknown", IN_APP, CALL, [WHO]),
        ({"Beacon": False}, "mobile", "cloud", "beacon",
         "stops", "The call says 'Beacon': false.", CALL, []),
        ({"Beacon": False}, "web", "device", "beacon",
         "stops", "The call says 'Beacon': false.", CALL, []),
        ({"Beacon": True}, "mobile", "device", "beacon",
         "passes", "The call names 'Beacon'.", CALL, []),
        ({"Old": {}, "All": False}, "server", "cloud", "beacon",
         "passes", "The call names 'Old'.", CALL, []),
        ({"Old": False, "Beacon": True}, "server", "cloud", "beacon",
         "passes", "The call names 'Beacon'.", CALL, []),
        ({"All": False}, "server", "cloud", "beacon",
         "stops", "The call says All: false and does not name 'Beacon'.", CALL, []),
        ({"All": False, "OLD": True}, "server", "cloud", "beacon",
         "stops", ("The call says All: false and does not name 'Beacon'. It says 'OLD', but names "
         "are case-sensitive."), CALL, []),
        ({"beacon": False}, "server", "cloud", "beacon",
         "passes", "The call says 'beacon', which has no effect: the name is 'Beacon'.", CALL, []),
        ({"All": True, "Lantern": False}, "server", "cloud", "beacon",
         "passes", "The call does not name 'Beacon'.", CALL, []),
    ],
)  # fmt: skip
def test_what_it_says_of_a_destination(  # noqa: PLR0917 - the columns of the table
    said: object, kind: str, mode: str, slug: str, verdict: str, words: str, evidence: str,
    missing: list[str],
) -> None:  # fmt: skip
    """By its name or an earlier one; names that differ in case alone have no effect."""
    walk = Walk({"type": "page", "integrations": said}, mode)
    entry = DestinationCatalog("cat", "Beacon", slug, previous_names=("Old",))

    judge_destination(walk, entry, kind)

    assert walk.steps == [Step("integrations", verdict, words, evidence, mode)]
    assert (walk.missing, bool(walk.stopped_by)) == (missing, verdict == "stops")


WAREHOUSES_FALSE = "The call says Warehouses: false. Documented is Warehouses: {all: false}."
AS_DOCUMENTED = "whether Segment takes Warehouses: false for {all: false}"
THIS, OTHERS = "The call names this warehouse.", "The call chooses warehouses, and not this one."
EVERY, ASKED = "The call asks for all warehouses.", "The call asks for warehouses."
SILENT, IN_VAIN = "The call says nothing about warehouses.", "All: false does not stop warehouses."


@pytest.mark.parametrize(
    ("said", "kind", "verdict", "words", "evidence", "missing"),
    [
        (None, "snowflake", "passes", NO_WAREHOUSE, CALL, []),
        ({}, "snowflake", "passes", NO_WAREHOUSE, CALL, []),
        ("all", "snowflake", "passes", NO_WAREHOUSE, CALL, []),
        ({"All": False}, "aws-s3", "passes", S3, DOCS, []),
        ({"All": False}, "snowflake", "passes", IN_VAIN, DOCS, []),
        ({"Beacon": False}, "snowflake", "passes", SILENT, DOCS, []),
        ({"Warehouses": False}, "snowflake", "unknown", WAREHOUSES_FALSE, CALL, [AS_DOCUMENTED]),
        ({"Warehouses": True}, "snowflake", "passes", ASKED, CALL, []),
        ({"Warehouses": {}}, "snowflake", "passes", EVERY, CALL, []),
        ({"Warehouses": {"all": True}}, "snowflake", "passes", EVERY, CALL, []),
        ({"Warehouses": {"all": False}}, "snowflake", "stops", OTHERS, CALL, []),
        ({"Warehouses": {"warehouseIds": "w"}}, "snowflake", "stops", OTHERS, CALL, []),
        ({"Warehouses": {"warehouseIds": ["v"]}}, "snowflake", "stops", OTHERS, CALL, []),
        ({"Warehouses": {"all": False, "warehouseIds": ["w"]}}, "snowflake",
         "passes", THIS, CALL, []),
        ({"Segment.io": False}, "aws-s3", "stops", ENDS, CALL, []),
    ],
)  # fmt: skip
def test_what_it_says_of_a_warehouse(  # noqa: PLR0917 - the columns of the table
    said: object, kind: str, verdict: str, words: str, evidence: str, missing: list[str]
) -> None:
    """By the object `Warehouses` alone."""
    walk = Walk({"type": "page", "integrations": said}, "warehouse")

    judge_warehouse(walk, Warehouse("w", "Records", kind, kind), "web")

    assert walk.steps == [Step("integrations", verdict, words, evidence, "warehouse")]
    assert (walk.missing, bool(walk.stopped_by)) == (missing, verdict == "stops")


@pytest.mark.parametrize(
    ("more", "verdict"),
    [({}, "passes"), ({"All": False}, "stops"), ({"Warehouses": {"all": False}}, "passes")],
)
def test_what_other_libraries_make_of_segments_own_name_is_not_known(
    more: Mapping[str, object], verdict: str
) -> None:
    """That is said, and what else the object says is looked at all the same."""
    walk = Walk({"type": "page", "integrations": {"Segment.io": False, **more}}, "cloud")

    judge_destination(walk, DestinationCatalog("cat", "Beacon", "beacon"), "server")

    assert walk.steps[0] == Step("integrations", "unknown", MAY_END, CALL, "cloud")
    assert [one.verdict for one in walk.steps[1:]] == [verdict]
    assert walk.missing == [LIBRARY]


def test_an_earlier_name_may_be_documented_and_in_no_catalog() -> None:
    """Segment's pages list it."""
    walk = Walk({"type": "page", "integrations": {"AdWords": False}}, "cloud")

    judge_destination(walk, DestinationCatalog("54521fd525e721e32a72ee92", "Ads", "ads"), "server")

    assert walk.stopped_by == "integrations"
