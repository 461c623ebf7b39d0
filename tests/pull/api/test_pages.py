"""Behaviour of `segkit.pull.api.pages`: every page once, or an error."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import ApiError
from segkit.pull.api.background import Tell, run
from segkit.pull.api.client import PublicApi
from segkit.pull.api.endpoints import SOURCES
from segkit.pull.api.pages import PAGE, Listed, read_all
from segkit.pull.api.progress import unheard

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi


def sources(api: PublicApi) -> Listed:
    """The list of sources."""

    async def work(tell: Tell) -> Listed:
        async with api.session(tell) as session:
            return await read_all(session, SOURCES)

    return run(work, unheard)


def page(*names: str, **pagination: object) -> dict[str, Any]:
    """An answer with sources of these ids."""
    answer: dict[str, Any] = {"sources": [{"id": name} for name in names]}
    return {"data": answer | ({"pagination": {"current": "c", **pagination}} if pagination else {})}


def ids(found: Listed) -> list[object]:
    """The ids, in order."""
    return [one["id"] for one in found.objects]


def test_all_pages_are_read_with_their_opaque_cursors(segment: SegmentApi, api: PublicApi) -> None:
    """Cursors hold `+`, `/` and `=`; damaged on the way they would not be known."""
    segment.largest_page = 2

    found = sources(api)

    assert ids(found) == [one["id"] for one in segment.document["sources"]]
    assert found.lack == ""
    assert len(segment.asked) == 4
    assert all(one.query["pagination.count"] == [str(PAGE)] for one in segment.asked)


@pytest.mark.parametrize("last", [{"next": None}, {"next": ""}, {"previous": "p"}, {}])
def test_last_page_is_known(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, last: dict[str, Any]
) -> None:
    """`next` is null, or is not there, or there is no pagination at all."""
    segment.canned["/sources"].append(doubles.Canned(200, page("a", "b", **last)))

    assert ids(sources(api)) == ["a", "b"]


def test_empty_page_is_not_the_last_one(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Only a missing cursor ends a list."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, one)
        for one in (page("a", next="1"), page(next="2"), page("b", current="x"))
    )

    assert ids(sources(api)) == ["a", "b"]


def test_cursor_that_comes_again_ends_the_pull(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """A loop of cursors would bring the same objects without end."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, page(str(n), next="12"[n % 2])) for n in range(9)
    )

    with pytest.raises(ApiError, match="circle"):
        sources(api)


def test_pages_without_anything_new_end_the_pull(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Ever new cursors to ever the same page are a loop too."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, page("a", next=f"cursor {n}")) for n in range(99)
    )

    with pytest.raises(ApiError, match="circle"):
        sources(api)

    assert len(segment.asked) < 9


def test_page_that_comes_twice_loses_nothing(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """The count tells that something is missing, so the list is read once more."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, one)
        for one in (
            page("a", "b", totalEntries=4, next="1"),
            page("a", "b", totalEntries=4, previous="0"),
        )
    )

    found = sources(api)

    assert ids(found) == [one["id"] for one in segment.document["sources"]]


def test_count_that_stays_higher_is_noted(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """The API may count what it does not show; segkit does not hide it."""
    segment.canned["/sources"].extend([doubles.Canned(200, page("a", totalEntries=2.0))] * 2)

    assert sources(api).lack == "the API counts 2, and its pages hold 1"


def test_half_finished_page_is_asked_for_again(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """A body that breaks off is no page."""
    segment.largest_page = 2
    segment.canned["/sources"].extend([None, doubles.Canned(200, page("x" * 99), cut=40)])

    assert len(sources(api).objects) == len(segment.document["sources"])


def test_page_that_cannot_be_had_fails_the_list(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Half a list is none, whatever the first pages held."""
    segment.largest_page = 2
    segment.canned["/sources"].extend([None, None, *[doubles.Canned(500, b"<html>")] * 99])

    with pytest.raises(ApiError, match="answered 500"):
        sources(api)


@pytest.mark.parametrize(
    "answer",
    [{"data": {}}, {"data": {"sources": None}}, {"data": {"sources": ["a"]}}, page("a", next=7),
     page(*map(str, range(PAGE)))],
    ids=["no list", "null", "no objects", "strange cursor", "full page without pagination"],
)  # fmt: skip
def test_answer_that_is_no_page_is_an_error(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, answer: object
) -> None:
    """Nobody may take it for an empty or a whole list."""
    segment.canned["/sources"].append(doubles.Canned(200, answer))

    with pytest.raises(ApiError, match="/sources"):
        sources(api)
