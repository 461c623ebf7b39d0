"""The code that points libraries here, for the customer's own ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.knowledge.libraries import LIBRARIES
from segkit.knowledge.redirects import HINTS, REDIRECTS, redirects_for
from segkit.listen.pointing import redirects_of, where_to_look, without_redirect

UNKNOWN = {"amp", "shopify-littledata", "unity", "xamarin", "ios", "android", "roku", "net", "rust",
           "pixel-tracking-api"}  # fmt: skip


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo's."""
    return Facts(create_demo(tmp_path_factory.mktemp("pointing") / "demo"))


def test_every_library_has_its_way_or_is_known_to_have_none() -> None:
    """A new library has to be looked up; a way for none of them is a mistake."""
    slugs = {one.slug for one in LIBRARIES}

    assert {slug for slug in slugs if not redirects_for(slug)} == UNKNOWN
    assert {slug for one in REDIRECTS for slug in one.libraries} <= slugs


@pytest.mark.parametrize("redirect", REDIRECTS, ids=lambda one: one.title)
def test_a_way_names_port_key_and_the_way_back(redirect: object) -> None:
    """Filled in with the port; only PHP, which cannot send here, names no address."""
    code = redirect.code(4711)  # type: ignore[attr-defined]

    assert "4711" in code or redirect.by == "file"  # type: ignore[attr-defined]
    assert "ADDRESS" not in code
    assert "PORT" not in code
    assert redirect.undo.endswith(".")  # type: ignore[attr-defined]
    assert redirect.by in {"configuration", "code", "file"}  # type: ignore[attr-defined]
    # what plain HTTP by configuration cannot do says so
    assert redirect.by == "configuration" or redirect.note  # type: ignore[attr-defined]


def test_the_customers_own_libraries_are_shown(facts: Facts) -> None:
    """Each once, with its sources; a library without a way is named."""
    found = redirects_of(facts)

    assert [one.redirect.title for one in found][:2] == [
        "Analytics.js from npm (@segment/analytics-next)", "Analytics.js as a snippet in the page",
    ]  # fmt: skip
    assert len({one.redirect for one in found}) == len(found)
    node = next(one for one in found if one.redirect.title == "Node.js")
    assert node.sources == ("Shop API (production)", "Shop API (staging)")
    assert {library for _, library in without_redirect(facts)} == {
        "Analytics-iOS (classic)", "Analytics.NET",
    }  # fmt: skip


def test_who_has_no_workspace_sees_every_way(tmp_path: Path, facts: Facts) -> None:
    """Nothing is known of their libraries, so none is left out."""
    (tmp_path / "engagement.toml").write_text('customer = "Quillmoor"\n')
    bare = Facts.__new__(Facts)
    bare.__dict__.update(facts.__dict__ | {"libraries": {}, "kinds": {}})

    assert [one.redirect for one in redirects_of(bare)] == list(REDIRECTS)
    assert len(list(where_to_look(bare, 1))) == len(HINTS)


def test_help_is_for_the_kinds_of_sources_there_are(facts: Facts) -> None:
    """Browsers' permission, phones, containers; the port is filled in."""
    said = "\n".join(where_to_look(facts, 4711))

    assert "142" in said
    assert "adb reverse tcp:4711 tcp:4711" in said
    assert "ssh -R 4711" in said
    facts_of_servers = Facts.__new__(Facts)
    facts_of_servers.__dict__.update(facts.__dict__ | {"kinds": {"a": "server"}})
    assert "adb" not in "\n".join(where_to_look(facts_of_servers, 1))
