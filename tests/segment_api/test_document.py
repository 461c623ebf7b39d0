"""Behaviour of `segkit.segment_api.document` and of the objects it reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segkit.engagement.demo
from segkit.errors import InputFileError
from segkit.model.workspace import Label, Workspace
from segkit.segment_api.document import read_workspace, workspace_document

SOURCE = {"id": "s1", "slug": "quillmoor_web"}


def _read(**resources: object) -> Workspace:
    return read_workspace({"sources": [SOURCE], **resources})


def _demo() -> dict[str, object]:
    file = Path(segkit.engagement.demo.__file__).with_name("workspace.json")
    document: dict[str, object] = json.loads(file.read_text("utf-8"))
    return document


@pytest.mark.parametrize(
    "document",
    [
        {"sources": [SOURCE]},
        {"data": {"sources": [SOURCE], "pagination": {"current": "x"}}},
        [{"sources": [SOURCE]}],
        [
            {"data": {"sources": [SOURCE]}},
            {"data": {"sources": [{"id": "s1", "slug": "quillmoor_web"}]}},
        ],
    ],
)
def test_answers_objects_and_pages_become_one_object(document: object) -> None:
    """The envelope and the paging of the API are taken off; the first of equal ids stays."""
    assert workspace_document(document, "w.json") == {"sources": [SOURCE]}


def test_pages_are_joined_by_resource() -> None:
    """Lists follow each other, connections grow, the first workspace stays."""
    pages = [
        {"sources": [SOURCE], "connectedSources": {"w": ["s1"]}, "workspace": {"id": "1"}},
        {"sources": [{"id": 2}], "connectedSources": {"w": ["2"]}, "workspace": {"name": "x"}},
    ]

    found = workspace_document(pages, "w.json")

    assert found == {
        "sources": [SOURCE, {"id": 2}],
        "connectedSources": {"w": ["s1", "2"]},
        "workspace": {"id": "1"},
    }


def test_answers_about_one_object_add_to_the_lists() -> None:
    """The plan of a source and its Protocols settings are told for one source at a time."""
    pages = [
        {"data": {"sources": [SOURCE, {"id": "s2"}], "pagination": {}}},
        {
            "data": {
                "source": {"id": "s1", "name": "Web", "slug": "quillmoor_web"},
                "trackingPlanId": "tp",
            }
        },
        {"data": {"sourceId": "s1", "settings": {"track": {"allowUnplannedEvents": False}}}},
        {"data": {"destination": {"id": "d", "sourceId": "s1"}}},
    ]

    found = read_workspace(pages)

    first, second = found.sources
    assert (first.slug, first.name, first.tracking_plan_id) == ("quillmoor_web", "Web", "tp")
    assert first.schema_settings == {"track": {"allowUnplannedEvents": False}}
    assert (second.tracking_plan_id, second.schema_settings) == ("", {})
    assert [d.id for d in found.destinations] == ["d"]


@pytest.mark.parametrize("document", [{}, [], [1, 2], None, "x", 3, {"a": 1}, {"errors": []}])
def test_json_of_another_kind_is_no_workspace(document: object) -> None:
    """The message names the file and shows the shape that is expected."""
    with pytest.raises(InputFileError, match=r"w\.json is no workspace") as caught:
        workspace_document(document, "w.json")

    assert '"sources"' in caught.value.fix


@pytest.mark.parametrize("plan", [{"rules": []}, {"data": {"trackingPlan": {}, "rules": []}}])
def test_a_tracking_plan_is_called_one(plan: object) -> None:
    """Who mixes the two files up is told which one this is."""
    with pytest.raises(InputFileError, match=r"w\.json is a tracking plan"):
        workspace_document(plan, "w.json")


@pytest.mark.parametrize("sources", [{}, {"sources": None}, {"sources": "x"}])
def test_a_workspace_without_sources_is_refused(sources: dict[str, object]) -> None:
    """Nothing can be said without sources, and the message says how to get them."""
    with pytest.raises(InputFileError, match=r"w\.json has no sources") as caught:
        workspace_document({"workspace": {"id": "w"}, **sources}, "w.json")

    assert "GET /sources" in caught.value.fix


def test_a_workspace_in_which_nothing_was_made_yet_is_one() -> None:
    """A list without an entry is an answer."""
    assert read_workspace({"workspace": {"id": "w"}, "sources": []}).sources == ()


@pytest.mark.parametrize("broken", [{"slug": "x"}, {"id": None}, {"id": ""}, None, 7])
def test_an_object_without_an_id_is_named_by_its_place(broken: object) -> None:
    """The number counts from zero in the file's own list."""
    with pytest.raises(InputFileError, match=r"w\.json: sources\[3\] has no id"):
        workspace_document({"sources": [SOURCE, {"id": 2}, {"id": 2}, broken]}, "w.json")


def test_a_nested_object_without_an_id_is_named_by_its_place() -> None:
    """Mappings inside a destination are counted there."""
    with pytest.raises(InputFileError, match=r"destinations\[0\]\.subscriptions\[1\]"):
        _read(destinations=[{"id": "d", "subscriptions": [{"id": "m"}, {}]}])


def test_a_write_key_is_masked_even_in_what_was_never_cleaned() -> None:
    """The model holds no key that could send anything."""
    found = _read(sources=[{**SOURCE, "writeKeys": ["abcdefghijklmnop", "••••1a2B"]}])

    assert found.sources[0].write_keys == ("••••mnop", "••••1a2B")


def test_names_fall_back_to_what_is_there() -> None:
    """A source is called by its slug or id, a destination and a warehouse by the catalog."""
    found = _read(
        sources=[SOURCE, {"id": 7}],
        destinations=[{"id": "d", "metadata": {"name": "Amplitude"}}, {"id": "e"}],
        warehouses=[
            {"id": "w", "settings": {"name": "Ours"}, "metadata": {"name": "Snowflake"}},
            {"id": "v", "settings": None, "metadata": {"name": "BigQuery", "slug": "bigquery"}},
        ],
    )

    assert [s.name for s in found.sources] == ["quillmoor_web", "7"]
    assert [d.name for d in found.destinations] == ["Amplitude", "e"]
    assert [w.name for w in found.warehouses] == ["Ours", "BigQuery"]
    assert found.warehouses[1].kind == "bigquery"


def test_a_catalog_entry_is_read_in_the_words_of_the_model() -> None:
    """`pageview` is page, a platform is a name that is true, a component is its type."""
    entry = {
        "supportedMethods": {"pageview": True, "track": True, "alias": False},
        "supportedPlatforms": {"browser": True, "server": False},
        "components": [{"type": "BROWSER", "code": "x"}, {"type": "WATCH"}],
        "actions": [{"id": "a", "platform": "TOASTER", "hidden": True, "isBeta": 1}],
        "status": "BRAND_NEW",
        "multiInstanceSupportedVersion": "2",
    }

    catalog = _read(destinations=[{"id": "d", "metadata": entry}]).destinations[0].catalog

    assert catalog.methods == {"page", "track"}
    assert catalog.platforms == {"browser"}
    assert catalog.components == ("BROWSER", "WATCH")
    assert (catalog.actions[0].platform, catalog.actions[0].hidden) == ("TOASTER", True)
    assert catalog.actions[0].extra == {"isBeta": 1}
    assert (catalog.status, catalog.extra) == (
        "BRAND_NEW",
        {"multiInstanceSupportedVersion": "2"},
    )


def test_names_of_fixed_kinds_are_read_in_any_case() -> None:
    """A file written by hand may say `browser` and `web`; null stands for nothing."""
    entry = {
        "components": [{"type": "browser"}, {"type": None}, None],
        "supportedPlatforms": None,
        "actions": [{"id": "a", "platform": "web"}, {"id": "b", "platform": None}],
    }

    catalog = _read(destinations=[{"id": "d", "metadata": entry}]).destinations[0].catalog

    assert catalog.components == ("BROWSER",)
    assert [action.platform for action in catalog.actions] == ["WEB", ""]


def test_unread_mappings_and_filters_are_not_the_same_as_none() -> None:
    """None where the resource is missing, empty where it was read and holds nothing."""
    unread = _read(destinations=[{"id": "d"}]).destinations[0]
    read = _read(destinations=[{"id": "d"}], subscriptions=[], filters=[]).destinations[0]

    assert (unread.mappings, unread.filters) == (None, None)
    assert (read.mappings, read.filters) == ((), ())


def test_mappings_and_filters_find_their_destination() -> None:
    """Listed beside the destinations or nested in one of them, each once."""
    found = _read(
        destinations=[
            {"id": "d", "sourceId": "s1", "filters": [{"id": "f", "if": "x"}]},
            {"id": 5},
        ],
        subscriptions=[{"id": "m", "destinationId": 5, "trigger": "t", "modelId": "r"}],
    )

    one, other = found.destinations
    assert one.mappings == ()
    assert one.filters is not None
    assert (one.filters[0].destination_id, one.filters[0].source_id) == ("d", "s1")
    assert other.filters is None
    assert other.mappings is not None
    assert (other.mappings[0].trigger, other.mappings[0].extra) == ("t", {"modelId": "r"})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, None),
        ({"connectedSources": {"w": None}}, None),
        ({"connectedSources": {"other": ["s1"]}}, None),
        ({"connectedSources": {"w": []}}, ()),
        ({"connectedSources": {"w": ["s1", {"id": 2}, "s1"]}}, ("s1", "2")),
        ({"connectedWarehouses": {"s1": [{"id": "w"}]}}, ("s1",)),
        ({"connectedWarehouses": {"s1": []}}, ()),
        ({"connectedWarehouses": {}}, None),
    ],
)
def test_a_warehouse_knows_its_sources_or_says_that_it_does_not(
    told: dict[str, object], expected: tuple[str, ...] | None
) -> None:
    """Both directions of the API count, as ids or as objects."""
    assert _read(warehouses=[{"id": "w"}], **told).warehouses[0].source_ids == expected


def test_a_source_knows_its_plan() -> None:
    """From the source itself, else from the plan's list of sources."""
    found = _read(
        sources=[{"id": "a", "trackingPlanId": "tp_own"}, {"id": "b"}, {"id": "c"}],
        trackingPlanSources={"tp": ["a", {"id": "b"}]},
    )

    assert [s.tracking_plan_id for s in found.sources] == ["tp_own", "tp", ""]


@pytest.mark.parametrize("shape", [[{"sourceId": "s1", "settings": {"a": 1}}], {"s1": {"a": 1}}])
def test_protocols_settings_reach_their_source(shape: object) -> None:
    """As the API's answers in a list, or by source id."""
    assert _read(sourceSettings=shape).sources[0].schema_settings == {"a": 1}


def test_what_segkit_does_not_know_is_kept() -> None:
    """Unknown keys stay in `extra`, on the workspace and on its objects."""
    found = _read(
        sources=[{**SOURCE, "workspaceId": "w", "labels": [{"key": "environment", "value": 1}]}],
        workspace={"id": 1, "slug": "quillmoor", "region": "EU", "plan": "business"},
        transformations=[{"id": "t", "if": "x", "drop": True}],
        instances=[{"id": "i", "integrationId": "d", "classId": "c"}],
        notAvailable={"filters": "the token may not"},
        spaces=[1],
    )

    assert found.extra == {"spaces": [1], "workspace": {"plan": "business"}}
    assert (found.id, found.region) == ("1", "EU")
    assert found.sources[0].extra == {"workspaceId": "w"}
    assert found.sources[0].labels == (Label("environment", "1"),)
    assert found.transformations[0].body == {"drop": True}
    assert found.insert_functions[0].destination_id == "d"
    assert found.insert_functions[0].extra == {"classId": "c"}
    assert found.not_available == {"filters": "the token may not"}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
_OBJECT = st.dictionaries(
    st.sampled_from(
        [
            *("id", "slug", "name", "metadata", "enabled", "writeKeys", "labels", "settings"),
            *("filters", "subscriptions", "sourceId", "droppedSettings"),
        ]
    ),
    _JSON,
).map(lambda one: {**one, "id": "x"})


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("workspace", "connectedSources", "connectedWarehouses", "trackingPlanSources"),
                *("sourceSettings", "notAvailable", "labels", "destinations", "filters"),
            ]
        ),
        _JSON,
    ),
    _OBJECT,
    _OBJECT,
)
def test_wrong_types_never_crash(
    resources: dict[str, object], source: object, destination: object
) -> None:
    """Whatever stands where, it is read, or refused with a message."""
    document = {"destinations": [destination], **resources, "sources": [source]}

    try:
        found = read_workspace(document)
    except InputFileError as error:
        assert "has no id" in error.problem  # noqa: PT017 - both ends are right
    else:
        assert len(found.sources) == 1


def test_the_demo_workspace_is_read_whole() -> None:
    """Every object arrives, and every reference leads to an object."""
    document = _demo()

    found = read_workspace(document)

    for key in ("sources", "destinations", "warehouses", "transformations"):
        listed = document[key]
        assert isinstance(listed, list)
        assert len(getattr(found, key)) == len(listed)
    sources = {source.id for source in found.sources}
    kinds = {d.id: {a.id for a in d.catalog.actions} for d in found.destinations}
    assert {d.source_id for d in found.destinations} <= sources
    assert all(set(w.source_ids or ()) <= sources for w in found.warehouses)
    assert {f.destination_id for f in found.insert_functions} <= kinds.keys()
    mappings = [m for d in found.destinations for m in d.mappings or ()]
    assert len(mappings) == len(document["subscriptions"])  # type: ignore[arg-type]
    assert all(m.action_id in kinds[m.destination_id] for m in mappings)
    filters = [f for d in found.destinations for f in d.filters or ()]
    assert len(filters) == len(document["filters"])  # type: ignore[arg-type]
    assert {s.tracking_plan_id for s in found.sources} - {""} <= {
        plan["id"] for plan in found.tracking_plans
    }


def test_two_unlike_objects_with_one_id_are_refused() -> None:
    """One of them would be lost without a word."""
    document = {"sources": [{"id": "a", "name": "Web"}, {"id": "a", "name": "Shop"}]}

    with pytest.raises(InputFileError, match=r"sources\[1\] has the id 'a' of another one"):
        workspace_document(document, "workspace.json")


def test_a_missing_page_is_said() -> None:
    """A listing that names a next page is not the whole workspace."""
    page = {"data": {"sources": [{"id": "a"}], "pagination": {"current": "MA==", "next": "MQ=="}}}
    last = {"data": {"sources": [{"id": "b"}], "pagination": {"current": "MQ=="}}}

    assert "further pages" in read_workspace(page).not_available
    assert "further pages" not in read_workspace([page, last]).not_available
