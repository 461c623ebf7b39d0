"""What `segkit consider` lists: class and question in text and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.considerations.consideration import CLASSES
from segkit.considerations.deriving import considerations
from segkit.considerations.listing import considered_as_json, considered_as_text
from segkit.considerations.words import consider
from segkit.model.derived import Placement

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def test_the_listing_says_class_and_question(build: Build) -> None:
    """JSON has both of every one and counts of all classes; text asks what is to be checked."""
    link = build.link("server", catalog=build.actions(), mappings=())
    places = (Placement("server", "API", "staging", "label"),)
    case = build.case(link, placements=places)
    considered = consider(case, considerations(case), {}, {})

    said = considered_as_json(considered, {})
    text = considered_as_text(considered, {})

    classes, found = said["classes"], said["considerations"]
    assert isinstance(classes, dict)
    assert isinstance(found, list)
    assert set(classes) == set(CLASSES)
    assert sum(classes.values()) == len(considered.statements)
    [one] = [item for item in found if item["id"] == "no-enabled-mapping"]
    assert (one["class"], one["severity"]) == ("check", "high")
    assert one["question"] == "Is this destination in use?"
    assert said["unread"] == classes["check"] + classes["wrong now"]
    assert "[check, high] open: Is this destination in use?" in text
    assert f"{classes['check']} check, " in text
