"""Behaviour of `segkit.segment_api.secrets` and of what counts as a secret."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segkit.engagement.demo
from segkit.segment_api.document import read_workspace
from segkit.segment_api.secret_smells import MASK, smells_by_name, smells_by_value
from segkit.segment_api.secrets import without_secrets

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
PEM = "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----"
HEX = "9f86d081884c7d659a2feaa0c55ad015"


def _safe(**resources: object) -> dict[str, Any]:
    return without_secrets({"sources": [{"id": "s1"}], **resources})


def _destination(settings: object, **more: object) -> dict[str, Any]:
    found: dict[str, Any] = _safe(destinations=[{"id": "d", "settings": settings, **more}])[
        "destinations"
    ][0]
    return found


def _demo() -> dict[str, object]:
    file = Path(segkit.engagement.demo.__file__).with_name("workspace.json")
    document: dict[str, object] = json.loads(file.read_text("utf-8"))
    return document


@pytest.mark.parametrize(
    ("key", "masked"),
    [
        ("aaaaaaaaaaaa1a2B", "••••1a2B"),
        ("abcdefghijkl", "••••ijkl"),
        ("abcdefghijk", "••••"),
        ("••••1a2B", "••••1a2B"),
        ("••••", "••••"),
        ("••••not-masked-at-all", "••••-all"),
    ],
)
def test_write_keys_keep_their_last_four_characters(key: str, masked: str) -> None:
    """Enough to compare, too little to send with; a short key shows nothing."""
    assert _safe(sources=[{"id": "s", "writeKeys": [key]}])["sources"][0]["writeKeys"] == [masked]


def test_settings_keep_switches_and_what_is_known_as_harmless() -> None:
    """Everything else is left out and named, in alphabetical order."""
    found = _destination(
        {"trackPages": True, "region": "EU", "siteId": "1", "apiKey": "x", "map": {"a": True}}
    )

    assert found["settings"] == {"trackPages": True, "region": "EU"}
    assert found["droppedSettings"] == ["apiKey", "map", "siteId"]


def test_settings_that_act_as_mappings_keep_their_names_and_no_secret() -> None:
    """Which event becomes what is read offline; a key beside it, or an address, is not."""
    found = _destination(
        {
            "standardEvents": {"Membership Started": "Subscribe"},
            "mappedStreams": [{"key": "Gear Rented", "value": "gear", "secret": "9fQ2xkTz81LmPw"}],
            "events": [{"event": "Order Completed", "hook": "https://hooks.quillmoor.example/a1"}],
            "pixelId": "100000000000001",
            "containerId": "",
        }
    )

    assert found["settings"] == {
        "standardEvents": {"Membership Started": "Subscribe"},
        "mappedStreams": [{"key": "Gear Rented", "value": "gear", "secret": MASK}],
        "events": [{"event": "Order Completed", "hook": MASK}],
        "pixelId": "100000000000001",
        "containerId": "",
    }
    assert "droppedSettings" not in found


def test_left_out_settings_are_known_to_the_model_and_add_up() -> None:
    """Names of an earlier round stay in the list."""
    document = {
        "sources": [{"id": "s"}],
        "destinations": [{"id": "d", "settings": {"zone": "1"}, "droppedSettings": ["apiKey"]}],
    }

    found = read_workspace(without_secrets(document))

    assert found.destinations[0].dropped_settings == ("apiKey", "zone")


@pytest.mark.parametrize("value", [True, "EU"])
def test_an_option_of_type_password_never_stays(value: object) -> None:
    """The catalog knows better than the name."""
    options = [{"name": "region", "type": "password", "defaultValue": "hunter2"}]

    found = _destination({"region": value}, metadata={"options": options})

    assert found["settings"] == {}
    assert "hunter2" not in json.dumps(found)


@pytest.mark.parametrize(
    "name",
    [
        *("apiToken", "clientSecret", "APIKey", "dev_key", "userPassword", "passwd"),
        *("credentials", "privateThing", "authHeader", "signature", "clientCert", "salt"),
        *("pepper", "sentryDSN", "webhookUrl", "dsn", "API Key", "X-Auth"),
    ],
)
def test_a_name_that_smells_is_left_out_even_as_a_switch(name: str) -> None:
    """Camel case, snake case, blanks: all the same."""
    assert _destination({name: True})["settings"] == {}


@pytest.mark.parametrize("name", ["region", "name", "trackPages", "recordsName", "endpoint"])
def test_plain_names_do_not_smell(name: str) -> None:
    """The list of harmless names is not eaten by the words of secrets."""
    assert not smells_by_name(name)


@pytest.mark.parametrize(
    "value",
    [
        *("https://user:pw@host.example", JWT, PEM, HEX, "••••••••", "****", f"Bearer {JWT}"),
        *("Bearer abc123def", "https://hooks.slack.example/services/T0/B0/x"),
        *("https://quillmoor.example?api_key=1", "7d444840-9dc0-11d1-b245-5ffdce74fad2"),
        "aB3_dE6-gH9+jK2/mN5=pQ8",
    ],
)
def test_a_value_that_smells_is_left_out_under_a_harmless_name(value: str) -> None:
    """A key that somebody typed into the name field is still a key."""
    assert smells_by_value(value)
    assert _destination({"name": value})["settings"] == {}


@pytest.mark.parametrize(
    "value", ["eu-west-1", "Quillmoor analytics", "https://rest.fra-01.braze.eu", "europe", "6.1"]
)
def test_plain_values_stay(value: str) -> None:
    """Regions, names and addresses of hosts are what the guide shows."""
    assert _destination({"endpoint": value})["settings"] == {"endpoint": value}


def test_an_address_keeps_no_path() -> None:
    """Vendors put keys into paths."""
    assert _destination({"endpoint": "https://in.example/v1/abc"})["settings"] == {}


@pytest.mark.parametrize("key", ["sources", "destinations", "warehouses", "instances"])
def test_every_kind_of_object_has_its_settings_cleaned(key: str) -> None:
    """The same rule everywhere; encrypted settings never stay."""
    one = {"id": "x", "settings": {"apiToken": "hunter2", "a": 1}, "encryptedSettings": {"p": "q"}}

    found = _safe(**{key: [one]})[key][0]

    assert found == {"id": "x", "settings": {}, "droppedSettings": ["a", "apiToken"]}


def test_objects_inside_connections_are_cleaned_too() -> None:
    """The API repeats whole sources there."""
    inner = {"id": "s1", "writeKeys": ["abcdefghijklmnop"], "settings": {"apiToken": "hunter2"}}

    found = _safe(connectedSources={"monkey": [inner, "s2"], "w": "hunter2"})

    assert found["connectedSources"] == {
        "monkey": [
            {
                "id": "s1",
                "writeKeys": ["••••mnop"],
                "settings": {},
                "droppedSettings": ["apiToken"],
            },
            "s2",
        ]
    }


def test_code_contacts_and_logos_are_dropped() -> None:
    """They are of no use in a guide; a function's settings are declarations, without values."""
    setting = {"name": "apiKey", "type": "STRING", "sensitive": True, "value": "hunter2"}
    found = _safe(
        functions=[{"id": "f", "code": "hunter2", "settings": [setting]}],
        destinations=[{"id": "d", "metadata": {"contacts": [1], "logos": {}, "slug": "x"}}],
    )

    assert found["functions"] == [
        {"id": "f", "settings": [{"name": "apiKey", "type": "STRING", "sensitive": True}]}
    ]
    assert found["destinations"] == [{"id": "d", "metadata": {"slug": "x"}}]


def test_mappings_keep_directives_and_lose_literal_secrets() -> None:
    """What names data stays; what holds a secret does not, by its name or its value."""
    kept = {
        "apiKey": {"@path": "$.properties.key"},
        "token": {"@template": "{{properties.token}}"},
        "private_items": {"@arrayPath": ["$.properties.products_in_the_basket", {}]},
        "channel": "#orders",
        "retries": 3,
    }
    lost = {
        "api_key": "hunter2",
        "pin_secret": 1234,
        "url": f"https://x.example/?token={HEX}",
        "authHeaders": {"@if": {"exists": {"@path": "$.userId"}, "then": "hunter2"}},
        "body": {"@template": f"Bearer {HEX}"},
        "list": [{"password": "hunter2"}],
    }

    found = _safe(subscriptions=[{"id": "m", "settings": {**kept, **lost}}])

    cleaned = found["subscriptions"][0]["settings"]
    assert {key: cleaned[key] for key in kept} == kept
    assert cleaned["authHeaders"]["@if"]["exists"] == {"@path": "$.userId"}
    for secret in ("hunter2", "1234", HEX):
        assert secret not in json.dumps(cleaned)


def test_the_key_of_a_hash_is_masked() -> None:
    """That there is one is worth knowing."""
    hashing = {"algorithm": "HMAC_SHA256", "key": "hunter2", "paths": ["properties.email"]}

    found = _safe(transformations=[{"id": "t", "hashPropertiesConfiguration": hashing}])

    assert found["transformations"][0]["hashPropertiesConfiguration"] == {**hashing, "key": "••••"}


def test_unknown_resources_are_dropped_and_named() -> None:
    """Also those of an earlier round."""
    assert _safe(oauth={"token": "x"}, audit=[1], droppedKeys=["spaces"]) == {
        "sources": [{"id": "s1"}],
        "droppedKeys": ["audit", "oauth", "spaces"],
    }


def test_nested_names_that_smell_are_dropped_anywhere() -> None:
    """Whatever the API adds tomorrow; labels and the catalog keep their own `key` names."""
    labels = [{"key": "environment", "value": "prod"}]
    actions = [{"id": "a", "fields": [{"fieldKey": "user_id"}]}]
    found = _safe(
        workspace={"id": "w", "sso": {"accessToken": "hunter2", "on": True}},
        sources=[{"id": "s", "labels": labels}],
        destinations=[{"id": "d", "oauth": {"x": "hunter2"}, "metadata": {"actions": actions}}],
    )

    assert found["workspace"] == {"id": "w", "sso": {"on": True}}
    assert found["sources"] == [{"id": "s", "labels": labels}]
    assert found["destinations"] == [{"id": "d", "metadata": {"actions": actions}}]


@pytest.mark.parametrize("secret", [HEX, JWT, f"https://x.example/?api_key={HEX}"])
def test_a_secret_under_an_unknown_name_is_masked_anywhere(secret: str) -> None:
    """What the API adds tomorrow may hold one; ids and names look random and stay."""
    object_id = "vFYwCAqfqI8RNWiWSaeIxr"
    value = {"id": object_id, "slug": "a", "note": secret, "config": {"deep": [secret]}}
    labels = {"labels": [{"key": "team", "value": object_id}]}
    default = {"options": [{"name": "zone", "defaultValue": secret}]}

    found = _safe(
        sources=[{**value, **labels}],
        destinations=[{**value, "sourceId": object_id, "metadata": default}],
        workspace=value,
        trackingPlans=[value],
        connectedSources={object_id: [object_id]},
    )

    assert secret not in json.dumps(found)
    assert found["sources"][0]["id"] == found["destinations"][0]["sourceId"] == object_id
    assert found["sources"][0]["labels"] == labels["labels"]
    assert found["connectedSources"] == {object_id: [object_id]}


def test_the_catalog_keeps_its_own_words() -> None:
    """`previousNames` are names for the `integrations` object, however they sound."""
    entry = {
        "previousNames": ["Webhooks (Actions)"],
        "options": [{"name": "activator", "defaultValue": "#IntercomDefaultWidget"}],
    }

    assert _destination({}, metadata=entry)["metadata"] == entry


def test_a_secret_that_serves_as_a_name_is_not_listed() -> None:
    """Maps in settings have the customer's own keys; long names of settings are words."""
    long_name = "minimumIntervalBetweenTriggerActionsInSeconds"

    found = _safe(destinations=[{"id": "d", "settings": {HEX: 1, long_name: 2}}], **{HEX: 1})

    assert found["destinations"][0]["droppedSettings"] == [long_name, "••••"]
    assert found["droppedKeys"] == ["••••"]


@pytest.mark.parametrize("part", ["?token", "-eyJaaaaa", "aB3", "://a", "-----BEGIN a", "bearer "])
def test_long_hostile_text_is_judged_in_linear_time(part: str) -> None:
    """A mapping may hold texts of any length; this one would take hours otherwise."""
    found = _safe(
        subscriptions=[{"id": "m", "name": part * 9_000, "settings": {"x": part * 9_000}}]
    )

    assert found["subscriptions"][0]["id"] == "m"


def test_certain_secrets_are_masked_in_any_text() -> None:
    """In a query, a description, a reason: the rest of the text stays."""
    found = _safe(
        models=[{"id": "m", "query": f"select 1 -- postgres://me:pw@db and {JWT}"}],
        notAvailable={"filters": "https://me:pw@api.example said no"},
    )

    assert found["models"][0]["query"] == "select 1 -- postgres://••••@db and ••••"
    assert found["notAvailable"] == {"filters": "https://••••@api.example said no"}


def test_protocols_settings_keep_switches_and_references() -> None:
    """Where events are forwarded stays when it is one of the sources, else only that they are."""
    settings = {
        "track": {"allowUnplannedEvents": False, "commonEventOnViolations": "NEW", "x": "hunter2"},
        "forwardingViolationsTo": "s1",
        "forwardingBlockedEventsTo": "hunter2",
    }
    expected = {
        "track": {"allowUnplannedEvents": False, "commonEventOnViolations": "NEW"},
        "forwardingViolationsTo": "s1",
        "forwardingBlockedEventsTo": "••••",
    }

    listed = _safe(sourceSettings=[{"sourceId": "s1", "settings": settings}])
    mapped = _safe(sourceSettings={"s1": settings})

    assert listed["sourceSettings"] == [{"sourceId": "s1", "settings": expected}]
    assert mapped["sourceSettings"] == {"s1": expected}


_SECRETS = st.text("abcdefghjkmnpqrstuvwxyzABCDEFGH23456789", min_size=24, max_size=48)
_HARMLESS_NAMES = ("name", "region", "endpoint", "websiteUrl", "note", "x")
_NAMES = st.sampled_from(_HARMLESS_NAMES) | st.text(max_size=12)


def _around(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return (
        st.lists(inner, min_size=1, max_size=2)
        | st.dictionaries(_NAMES, inner, min_size=1, max_size=2)
        | inner.map(lambda one: f"https://u:{one}@h.example" if isinstance(one, str) else one)
    )


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data(), _SECRETS, _NAMES)
def test_a_planted_secret_never_survives_in_settings(
    data: st.DataObject, secret: str, name: str
) -> None:
    """Under any name, at any depth, in any object that has settings; and cleaning is stable."""
    planted = data.draw(st.recursive(st.just(secret), _around, max_leaves=3))
    one = {"id": "x", "settings": {name: planted}}
    document = {
        **{key: [one] for key in ("sources", "destinations", "warehouses", "instances")},
        "subscriptions": [one],
        "connectedSources": {"w": [one]},
        "sourceSettings": {"s": {name: planted}},
    }
    before = copy.deepcopy(document)

    found = without_secrets(document)

    assert secret not in json.dumps(found)
    assert document == before
    assert without_secrets(found) == found


def test_the_demo_workspace_loses_only_its_secrets() -> None:
    """The model is the same but for settings and write keys; cleaning twice changes nothing."""
    document = _demo()
    before = copy.deepcopy(document)

    found = without_secrets(document)

    assert document == before
    assert without_secrets(found) == found
    assert "droppedKeys" not in found
    raw, safe = read_workspace(document), read_workspace(found)
    assert [d.mappings and len(d.mappings) for d in safe.destinations] == [
        d.mappings and len(d.mappings) for d in raw.destinations
    ]
    assert [d.catalog.actions for d in safe.destinations] == [
        d.catalog.actions for d in raw.destinations
    ]
    assert [s.schema_settings for s in safe.sources] == [s.schema_settings for s in raw.sources]
    assert [d.catalog.presets for d in safe.destinations] == [
        d.catalog.presets for d in raw.destinations
    ]
    assert [d.catalog.options for d in safe.destinations] == [
        d.catalog.options for d in raw.destinations
    ]
    assert [d.filters for d in safe.destinations] == [d.filters for d in raw.destinations]
    assert "demo-not-a-real" not in json.dumps(found)
    assert "demoWriteKey" not in json.dumps(found)


def test_rules_of_plans_stay_whole_but_for_what_certainly_is_a_secret() -> None:
    """A property called token is a property; a log-in in a description is masked."""
    rule = {
        "type": "TRACK", "key": "Signed Up", "jsonSchema": {"properties": {"token": {
            "type": "string", "description": "see https://ana:hunter22@wiki.example/token",
        }}},
    }  # fmt: skip

    safe = without_secrets({"sources": [], "trackingPlanRules": {"tp_1": [rule]}})

    text = json.dumps(safe["trackingPlanRules"], ensure_ascii=False)
    assert "hunter22" not in text
    assert json.loads(text.replace("••••", "ana:hunter22")) == {"tp_1": [rule]}
