"""Behaviour of `segkit.segment_api.pages`: every page once, or an error."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import ApiError, ApiRefusalError
from segkit.segment_api.background import Tell, run
from segkit.segment_api.client import PublicApi
from segkit.segment_api.endpoints import SOURCES, WAREHOUSES
from segkit.segment_api.pages import Listed, read_all
from segkit.segment_api.paging import PAGE
from segkit.segment_api.progress import unheard

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


def test_page_that_always_comes_in_place_of_another_fails_the_list(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """The first page stands where the second belongs, also when the list is read once more."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, one)
        for one in (
            page("a", "b", totalEntries=4, next="1"),
            page("a", "b", totalEntries=4, previous="0"),
        )
        * 2
    )

    with pytest.raises(ApiError, match="came again in the place of another") as caught:
        sources(api)

    assert "the API counts 4, and its pages hold 2" in str(caught.value)


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


@pytest.mark.parametrize("form", ["dotted", "json", "bracketed"])
@pytest.mark.parametrize("default", [None, 3], ids=["others refused", "others not noticed"])
def test_each_way_to_ask_for_a_page_is_found_out(
    segment: SegmentApi, api: PublicApi, form: str, default: int | None
) -> None:
    """Segment's own clients send three; what a server does not know it refuses or overlooks."""
    segment.forms, segment.default_page, segment.largest_page = [form], default, 3

    found = sources(api)

    assert ids(found) == [one["id"] for one in segment.document["sources"]]
    assert found.lack == ""
    assert len(segment.asked) <= 3 + 3


def test_what_was_found_out_is_not_tried_again(segment: SegmentApi, api: PublicApi) -> None:
    """One session asks the next list right away."""
    segment.forms, segment.largest_page = ["json"], 3

    async def work(tell: Tell) -> tuple[Listed, int]:
        async with api.session(tell) as session:
            await read_all(session, SOURCES)
            before = len(segment.asked)
            return await read_all(session, SOURCES), before

    again, before = run(work, unheard)

    assert len(again.objects) == 7
    assert len(segment.asked) - before == 3


@pytest.mark.parametrize("most", [100, 60, 10])
def test_smaller_pages_are_asked_for_where_200_are_too_many(
    segment: SegmentApi, api: PublicApi, most: int
) -> None:
    """The documentation names several sizes."""
    segment.most_count = most

    assert len(sources(api).objects) == len(segment.document["sources"])


def test_refusal_that_is_about_no_page_is_asked_once(segment: SegmentApi, api: PublicApi) -> None:
    """When one list was answered, the way to ask is known; a closed list is closed."""
    segment.closed["/warehouses"] = 422

    async def work(tell: Tell) -> None:
        async with api.session(tell) as session:
            await read_all(session, SOURCES)
            await read_all(session, WAREHOUSES)

    with pytest.raises(ApiRefusalError):
        run(work, unheard)

    assert len(segment.paths("/warehouses")) == 1


def test_page_that_comes_again_is_asked_for_again(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """A cache on the way may give the first page twice, cursor and all; nothing is lost."""
    first = [one["id"] for one in segment.document["sources"][:3]]
    cursor = doubles.cursor_of("/sources", 3)
    segment.largest_page = 3
    segment.canned["/sources"].extend([None, doubles.Canned(200, page(*first, next=cursor))])

    found = sources(api)

    assert ids(found) == [one["id"] for one in segment.document["sources"]]


def test_more_objects_than_were_asked_for_are_the_whole_list(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Without pagination, a list that is longer than a page is no page."""
    everything = page(*map(str, range(PAGE + 37)))
    segment.canned["/sources"].append(doubles.Canned(200, everything))

    assert len(sources(api).objects) == PAGE + 37


@pytest.mark.parametrize("total", [0, 2, None])
def test_count_that_is_too_small_ends_no_list(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, total: int | None
) -> None:
    """Only a missing cursor does; what is counted is a hint."""
    segment.canned["/sources"].extend(
        doubles.Canned(200, one)
        for one in (page("a", "b", totalEntries=total, next="1"), page("c", totalEntries=total))
    )

    found = sources(api)

    assert ids(found) == ["a", "b", "c"]
    assert found.lack == ""


def test_ids_that_are_numbers_or_nothing_are_told_apart(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Objects without an id are compared as a whole, whatever stands in its place."""
    odd = [{"id": 1}, {"id": "1"}, {"id": None, "slug": "a"}, {"id": {"x": 1}}, {"slug": "b"}]
    segment.canned["/sources"].append(doubles.Canned(200, {"data": {"sources": [*odd, *odd]}}))

    assert list(sources(api).objects) == odd
