"""Behaviour of `segkit.routing.modes`: how data can get from a source to a destination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationMapping,
    Source,
    SourceCatalog,
    Workspace,
)
from segkit.routing.modes import Possible, connections, possible_modes


def entry(
    *components: str,
    platforms: str = "browser server",
    actions: str = "",
    hidden: str = "",
    unbundling: bool = False,
) -> DestinationCatalog:
    """A catalog entry: components, true platforms, platforms of visible and hidden actions."""
    made = [Action(f"a{n}", f"a{n}", f"A{n}", platform=p) for n, p in enumerate(actions.split())]
    made += [
        Action(f"h{n}", f"h{n}", f"H{n}", platform=p, hidden=True)
        for n, p in enumerate(hidden.split())
    ]
    return DestinationCatalog(
        "c",
        "Amplitude",
        "amplitude",
        components=components,
        platforms=frozenset(platforms.split()),
        actions=tuple(made),
        features={"browserUnbundling": unbundling},
    )


CLASSIC_BOTH = entry("BROWSER", "IOS", "ANDROID", "SERVER", platforms="browser mobile server")
BROWSER_ONLY = entry("BROWSER", platforms="browser")
WEB_ACTIONS = entry(platforms="browser", actions="WEB WEB")
CLOUD_ACTIONS = entry(platforms="browser server warehouse", actions="CLOUD")
MIXED_ACTIONS = entry(platforms="browser server warehouse", actions="CLOUD WEB")
MOBILE_SDK = entry("IOS", "ANDROID", platforms="mobile")


@pytest.mark.parametrize(
    ("kind", "catalog", "modes"),
    [
        ("web", CLASSIC_BOTH, ("device", "cloud")),
        ("mobile", CLASSIC_BOTH, ("device", "cloud")),
        ("server", CLASSIC_BOTH, ("cloud",)),
        ("web", BROWSER_ONLY, ("device",)),
        ("server", BROWSER_ONLY, ()),
        ("mobile", BROWSER_ONLY, ()),
        ("web", entry("BROWSER", platforms="browser", unbundling=True), ("device", "cloud")),
        ("web", WEB_ACTIONS, ("device",)),
        ("server", WEB_ACTIONS, ()),
        ("mobile", WEB_ACTIONS, ()),
        ("web", CLOUD_ACTIONS, ("cloud",)),
        ("server", CLOUD_ACTIONS, ("cloud",)),
        ("mobile", CLOUD_ACTIONS, ("cloud",)),
        ("web", MIXED_ACTIONS, ("device", "cloud")),
        ("server", MIXED_ACTIONS, ("cloud",)),
        ("web", entry(platforms="browser server", actions="CLOUD", hidden="WEB"), ("cloud",)),
        ("mobile", MOBILE_SDK, ("device",)),
        ("web", MOBILE_SDK, ()),
        ("server", MOBILE_SDK, ()),
        ("server", entry("SERVER", platforms="browser server"), ("cloud",)),
        ("server", entry("BROWSER", "SERVER", platforms="browser"), ()),
        ("web", entry(platforms="server"), ()),
        ("web", entry(platforms="browser"), ("cloud",)),
        # whatever the components and platforms say, WEB actions run in the browser
        ("web", entry("SERVER", platforms="browser server", actions="WEB"), ("device",)),
        ("server", entry("SERVER", platforms="browser server", actions="WEB"), ()),
        ("mobile", entry("SERVER", platforms="mobile server", actions="WEB"), ()),
        ("mobile", entry("SERVER", platforms="", actions="CLOUD"), ("cloud",)),
        ("mobile", entry("SERVER", platforms="", actions="WEB CLOUD"), ("cloud",)),
        ("mobile", entry(platforms="mobile", actions="MOBILE"), ("device",)),
        ("server", entry(platforms="mobile server", actions="MOBILE"), ()),
        ("mobile", entry(platforms="mobile server", actions="MOBILE CLOUD"), ("device", "cloud")),
        ("web", entry("BROWSER", platforms="browser", hidden="CLOUD"), ("device",)),
        ("server", entry("BROWSER", platforms="browser server", hidden="CLOUD"), ()),
        ("server", entry("SERVER", platforms="server", hidden="WEB"), ("cloud",)),
        ("server", entry(platforms="server", actions="EDGE"), ("cloud",)),
        ("cloud-event", CLASSIC_BOTH, ("cloud",)),
        ("function", BROWSER_ONLY, ()),
        ("cloud-object", CLASSIC_BOTH, ()),
        ("cloud-object", entry(platforms="cloudAppObject", actions="CLOUD"), ("cloud",)),
        ("reverse-etl", CLOUD_ACTIONS, ("cloud",)),
        ("reverse-etl", entry(platforms="browser server", actions="CLOUD"), ("cloud",)),
        ("reverse-etl", CLASSIC_BOTH, ()),
        ("reverse-etl", entry(platforms="warehouse"), ()),
        ("reverse-etl", WEB_ACTIONS, ()),
    ],
)
def test_what_is_possible_follows_components_platforms_and_actions(
    kind: str, catalog: DestinationCatalog, modes: tuple[str, ...]
) -> None:
    """A WEB action runs in the browser; a server never loads a destination's code."""
    found = possible_modes(kind, catalog)

    assert found.modes == modes
    assert found.reason.endswith(".")


def test_what_is_inferred_is_marked() -> None:
    """The catalog's mobile flag is false for destinations that mobile sources do reach."""
    assert possible_modes("server", CLOUD_ACTIONS).certain
    assert not possible_modes("mobile", CLOUD_ACTIONS).certain
    assert not possible_modes("unknown", CLASSIC_BOTH).certain
    assert not possible_modes("engage", CLOUD_ACTIONS).certain
    assert possible_modes("reverse-etl", CLOUD_ACTIONS).certain
    assert not possible_modes("reverse-etl", entry(actions="CLOUD")).certain


@pytest.mark.parametrize(
    ("catalog", "words"),
    [
        (entry("BROWSER", platforms="browser"), "It only runs in a browser, and"),
        (entry("IOS", platforms="mobile"), "It only runs in an app, and"),
        (entry("BROWSER", "ANDROID", platforms="mobile"), "It only runs in a browser or an app,"),
        (entry(platforms="browser", actions="WEB"), "It only runs in a browser, and"),
        (entry(platforms="warehouse", actions="CLOUD"), "The catalog lists no way from this"),
    ],
)
def test_why_nothing_arrives_from_a_server_names_where_the_code_runs(
    catalog: DestinationCatalog, words: str
) -> None:
    """What Segment's servers could call runs nowhere else; the catalog only lists no way."""
    assert possible_modes("server", catalog).reason.startswith(words)


def test_what_the_documentation_tells_of_apps_is_certain() -> None:
    """Amplitude's page says how apps reach it, whatever the catalog's flag says."""
    amplitude = replace(CLOUD_ACTIONS, id="5f7dd6d21ad74f3842b1fc47")

    assert possible_modes("mobile", amplitude).certain


@pytest.mark.parametrize(
    ("name", "web", "mobile", "server"),
    [
        ("54521fdc25e721e32a72ef05", ("device",), ("cloud",), ("cloud",)),  # Woopra
        ("55b280290a20f4e22f0fb3d6", ("device", "cloud"), ("device", "cloud"), ("cloud",)),
        ("54521fdc25e721e32a72ef02", ("device",), ("device",), ("cloud",)),  # WebEngage
        ("5711271880412f644ff13150", ("device",), ("device", "cloud"), ("cloud",)),  # CleverTap
        ("5c768ec31413290001ebdd2e", (), ("device", "cloud"), ()),  # Singular
        ("54521fd925e721e32a72eecc", ("cloud",), ("cloud",), ("cloud",)),  # Iterable
        ("54521fd525e721e32a72ee92", ("device",), ("cloud",), ()),  # Google Ads (Classic)
    ],
)
def test_what_the_documentation_corrects_goes_before_the_catalog(
    name: str, web: tuple[str, ...], mobile: tuple[str, ...], server: tuple[str, ...]
) -> None:
    """Whatever the catalog's components and platforms are; functions are as servers are."""
    for catalog in (CLASSIC_BOTH, BROWSER_ONLY, MOBILE_SDK):
        corrected = replace(catalog, id=name)
        kinds = {"web": web, "mobile": mobile, "server": server, "function": server}
        for kind, modes in kinds.items():
            found = possible_modes(kind, corrected)

            assert (found.modes, found.certain, found.basis) == (modes, True, "documentation")
            assert "corrects its catalog here by hand" in found.reason
            assert f"lists {' and '.join(modes) or 'no'} mode." in found.reason, found.reason


def test_a_correction_speaks_of_no_other_kinds_of_source() -> None:
    """Of cloud apps it speaks as of servers, though not surely; of others the catalog tells."""
    hubspot = replace(CLASSIC_BOTH, id="54521fd725e721e32a72eec1")

    from_app, from_unknown = (possible_modes(kind, hubspot) for kind in ("cloud-event", "unknown"))

    assert (from_app.modes, from_app.certain) == (("cloud",), False)
    assert (from_unknown.modes, from_unknown.basis) == (("device", "cloud"), "catalog")


def test_a_correction_that_a_page_contradicts_is_not_certain() -> None:
    """Klaviyo's own page says that cloud mode has ended, the correction still lists it."""
    klaviyo = replace(CLASSIC_BOTH, id="54521fd825e721e32a72eec8")

    web, server = (possible_modes(kind, klaviyo) for kind in ("web", "server"))

    assert (web.modes, web.certain) == (("device",), True)
    assert (server.modes, server.certain) == ((), False)
    assert server.reason.endswith("ended on 30 June 2024 by the destination's own page.")


@pytest.mark.parametrize(
    ("choice", "possible", "mode", "basis", "certain"),
    [
        ("", ("device",), "device", "documentation", True),
        ("device", ("device",), "device", "documentation", True),
        ("cloud", ("device", "cloud"), "cloud", "engagement", True),
    ],
)
def test_a_recorded_choice_goes_before_a_correction(
    choice: str, possible: tuple[str, ...], mode: str, basis: str, *, certain: bool
) -> None:
    """Somebody saw it in the workspace, and the catalog allows it."""
    hubspot = replace(CLASSIC_BOTH, id="54521fd725e721e32a72eec1")

    [found] = connections(workspace_of(hubspot), {"d": choice} if choice else {})

    assert (found.possible, found.mode) == (possible, mode)
    assert (found.basis, found.certain) == (basis, certain)


@pytest.mark.parametrize(
    ("mapping", "mode", "certain"),
    [("a0", "cloud", True), ("a1", "cloud", True), ("x", "cloud", True)],
)
def test_mappings_do_not_outweigh_a_recorded_choice(
    mapping: str, mode: str, *, certain: bool
) -> None:
    """What was seen in the workspace counts."""
    workspace = workspace_of(MIXED_ACTIONS, mappings={mapping: True})

    [found] = connections(workspace, {"d": "cloud"})

    assert (found.mode, found.basis, found.certain) == (mode, "engagement", certain)


def test_a_recorded_choice_that_the_documentation_denies_is_not_certain() -> None:
    """The catalog alone allows it, and it is said on whose word it stands."""
    webengage = replace(CLOUD_ACTIONS, id="54521fdc25e721e32a72ef02")

    [found] = connections(workspace_of(webengage, mappings={"a0": True}), {"d": "cloud"})

    assert (found.mode, found.basis, found.certain) == ("cloud", "catalog", False)
    assert found.reason == (
        "Segment's documentation, which corrects its catalog here by hand, lists device mode. The "
        "catalog also allows cloud mode."
    )


def test_a_choice_that_neither_allows_is_not_followed() -> None:
    """Nor does it make the catalog count again."""
    friendbuy = replace(BROWSER_ONLY, id="59ce9468cf711e00014a9c12")

    [found] = connections(workspace_of(friendbuy), {"d": "cloud"})

    assert (found.mode, found.basis, found.certain) == ("device", "documentation", True)
    assert "cloud mode, is not possible here" in found.reason


def amplitude(*slugs: str, hidden: bool = False) -> DestinationCatalog:
    """Amplitude (Actions): one action for Segment's servers, and these in the browser."""
    made = [Action(slug, slug, f"The {slug}", platform="WEB", hidden=hidden) for slug in slugs]
    every = (Action("a0", "logEvent", "Log Event", platform="CLOUD"), *made)
    return replace(CLOUD_ACTIONS, id="5f7dd6d21ad74f3842b1fc47", actions=every)


@pytest.mark.parametrize(
    ("kind", "catalog", "modes", "said"),
    [
        ("web", amplitude("sessionId"), ("cloud",), True),
        ("unknown", amplitude("sessionId"), ("cloud",), True),
        ("server", amplitude("sessionId"), ("cloud",), False),
        ("mobile", amplitude("sessionId"), ("cloud",), False),
        ("web", amplitude("sessionId", hidden=True), ("cloud",), False),
        ("web", amplitude("sessionId", "track"), ("device", "cloud"), True),
        ("web", replace(amplitude("sessionId"), id="other"), ("device", "cloud"), False),
    ],
)
def test_an_action_that_only_adds_to_calls_is_no_way(
    kind: str, catalog: DestinationCatalog, modes: tuple[str, ...], *, said: bool
) -> None:
    """Amplitude's session ids are written in the browser, and sent by Segment's servers."""
    found = possible_modes(kind, catalog)

    assert found.modes == modes
    assert ("In the browser, 'The sessionId' only adds to these calls." in found.reason) is said


def test_device_mode_in_an_app_names_the_systems_that_have_an_sdk() -> None:
    """Without a packaged SDK nothing runs on the device, so people must know which there is."""
    assert "Its SDK for iOS and Android can be" in possible_modes("mobile", MOBILE_SDK).reason
    assert "Its SDK for iOS can be" in possible_modes("mobile", entry("IOS", platforms="")).reason


@pytest.mark.parametrize(("catalog", "modes"), [(CLASSIC_BOTH, ("cloud",)), (MOBILE_SDK, ())])
def test_xamarin_has_no_device_mode(catalog: DestinationCatalog, modes: tuple[str, ...]) -> None:
    """The library is for apps, but it never bundled the SDK of a destination."""
    workspace = workspace_of(catalog, library="xamarin")

    [found] = connections(workspace, {"d": "device"})

    assert found.possible == modes
    assert found.reason.startswith("Analytics.Xamarin runs no destination's own code.")
    assert "device mode, is not possible here" in found.reason


def workspace_of(
    catalog: DestinationCatalog,
    *,
    enabled: bool = True,
    mappings: Mapping[str, bool] | None = None,
    library: str = "javascript",
) -> Workspace:
    """A source with one destination; `mappings` are action ids and whether they are on."""
    source = Source("s", "web", "Web", SourceCatalog(f"c-{library}", library, library))
    made = None
    if mappings is not None:
        made = tuple(
            DestinationMapping(f"m-{action}", action, action, action, "d", enabled=on)
            for action, on in mappings.items()
        )
    destination = Destination("d", "Amplitude", "s", catalog, enabled=enabled, mappings=made)
    return Workspace(sources=(source,), destinations=(destination,))


@pytest.mark.parametrize(
    ("catalog", "mappings", "choice", "mode", "basis"),
    [
        (CLASSIC_BOTH, None, "", "unknown", "catalog"),
        (CLASSIC_BOTH, None, "device", "device", "engagement"),
        (CLASSIC_BOTH, None, "cloud", "cloud", "engagement"),
        (BROWSER_ONLY, None, "", "device", "catalog"),
        (BROWSER_ONLY, None, "cloud", "device", "catalog"),
        (MOBILE_SDK, None, "", "none", "catalog"),
        (MIXED_ACTIONS, None, "", "unknown", "catalog"),
        (MIXED_ACTIONS, {"a0": True}, "", "cloud", "workspace"),
        (MIXED_ACTIONS, {"a1": True}, "", "device", "workspace"),
        (MIXED_ACTIONS, {"a0": True, "a1": True}, "", "cloud", "workspace"),
        (MIXED_ACTIONS, {"a0": False}, "", "unknown", "catalog"),
    ],
)
def test_the_mode_comes_from_the_catalog_the_mappings_or_the_sa(
    catalog: DestinationCatalog,
    mappings: Mapping[str, bool] | None,
    choice: str,
    mode: str,
    basis: str,
) -> None:
    """Where the API does not tell, the SA does; an impossible choice is not followed."""
    choices = {"d": choice} if choice else {}

    [found] = connections(workspace_of(catalog, mappings=mappings), choices)

    assert (found.mode, found.basis) == (mode, basis)


def test_an_impossible_choice_is_said() -> None:
    """Nobody wonders why a recorded choice has no effect."""
    [found] = connections(workspace_of(BROWSER_ONLY), {"d": "cloud"})

    assert "cloud mode, is not possible here" in found.reason


def test_a_disabled_end_keeps_its_mode_and_says_so() -> None:
    """The mode is what would apply once it is enabled."""
    [found] = connections(workspace_of(BROWSER_ONLY, enabled=False))

    assert not found.enabled
    assert found.mode == "device"
    assert "the destination is disabled" in found.reason


@pytest.mark.parametrize(
    ("catalog", "mappings", "delivers", "obstacle", "said"),
    [
        (CLOUD_ACTIONS, {"a0": True}, True, "", ""),
        (CLOUD_ACTIONS, {"a0": False}, False, "unmapped", "none of its mappings is enabled"),
        (CLOUD_ACTIONS, {}, False, "unmapped", "none of its mappings is enabled"),
        (CLOUD_ACTIONS, None, None, "unread", "could not be read"),
        (BROWSER_ONLY, None, True, "", ""),
        (MOBILE_SDK, None, False, "none", ""),
    ],
)
def test_whether_anything_is_delivered(
    catalog: DestinationCatalog,
    mappings: Mapping[str, bool] | None,
    delivers: bool | None,
    obstacle: str,
    said: str,
) -> None:
    """An Actions destination without an enabled mapping is on, and sends nothing."""
    [found] = connections(workspace_of(catalog, mappings=mappings))

    assert found.enabled
    assert (found.delivers, found.obstacle) == (delivers, obstacle)
    assert said in found.reason


def test_nothing_is_delivered_by_what_is_switched_off() -> None:
    """Whatever its mappings are."""
    workspace = workspace_of(CLOUD_ACTIONS, enabled=False, mappings={"a0": True})

    [found] = connections(workspace)

    assert (found.delivers, found.obstacle) == (False, "off")


LOADED = "Its own code can be loaded in the browser."
WEB = "It has actions that run in the browser."
SDK = (
    "Its SDK for iOS and Android can be packaged in the app; without it nothing runs on the device."
)
APP = "It has actions that run in the app."
SERVERS = "Segment's servers can pass calls on to it."
APPS = "Segment's servers can pass calls of mobile apps on to it."
OFF = "Its browser part can be switched off in favour of Segment's servers."
NO_WAY = "The catalog lists no way from this kind of source to it."
NEEDS_ACTIONS = "Reverse ETL needs an Actions destination that Segment's servers call."
NOT_LISTED = (
    "Reverse ETL reaches Actions destinations, but the catalog does not list warehouses among the "
    "platforms of this one."
)


def only_in(where: str) -> str:
    """Why nothing arrives from a source that loads no code."""
    return f"It only runs in {where}, and this source never loads a destination's code."


@pytest.mark.parametrize(
    ("kind", "catalog", "expected"),
    [
        ("web", CLASSIC_BOTH, Possible(True, True, f"{LOADED} {SERVERS}", False)),
        ("web", replace(CLASSIC_BOTH, features={"browserUnbundling": True}),
         Possible(True, True, f"{LOADED} {SERVERS}")),
        ("mobile", CLASSIC_BOTH, Possible(True, True, f"{SDK} {SERVERS}")),
        ("server", CLASSIC_BOTH, Possible(False, True, SERVERS)),
        ("unknown", CLASSIC_BOTH, Possible(True, True, f"{LOADED} {SERVERS}", False)),
        ("cloud-event", CLASSIC_BOTH, Possible(False, True, SERVERS)),
        ("engage", CLASSIC_BOTH, Possible(False, True, SERVERS, False)),
        ("mobile", entry("SERVER", platforms=""), Possible(False, True, SERVERS)),
        ("web", entry("SERVER", platforms="browser"), Possible(False, True, SERVERS)),
        ("server", entry("SERVER", platforms="browser"), Possible(False, False, NO_WAY)),
        ("unknown", entry("SERVER", platforms="browser"), Possible(False, True, SERVERS, False)),
        ("unknown", entry("SERVER", platforms="mobile"), Possible(False, True, SERVERS, False)),
        ("unknown", entry("SERVER", platforms="server"), Possible(False, True, SERVERS, False)),
        ("unknown", entry("SERVER", platforms="warehouse"), Possible(False, False, NO_WAY, False)),
        ("web", BROWSER_ONLY, Possible(True, False, LOADED)),
        ("web", entry("BROWSER", platforms="browser", unbundling=True),
         Possible(True, True, f"{LOADED} {OFF}")),
        ("unknown", entry("BROWSER", platforms="browser", unbundling=True),
         Possible(True, True, f"{LOADED} {OFF}", False)),
        ("unknown", BROWSER_ONLY, Possible(True, False, LOADED, False)),
        ("mobile", BROWSER_ONLY, Possible(False, False, NO_WAY)),
        ("server", BROWSER_ONLY, Possible(False, False, only_in("a browser"))),
        ("function", BROWSER_ONLY, Possible(False, False, only_in("a browser"))),
        ("cloud-event", BROWSER_ONLY, Possible(False, False, only_in("a browser"))),
        ("engage", BROWSER_ONLY, Possible(False, False, only_in("a browser"), False)),
        ("server", MOBILE_SDK, Possible(False, False, only_in("an app"))),
        ("server", entry("IOS", "SERVER", platforms="mobile"),
         Possible(False, False, only_in("an app"))),
        ("server", entry(platforms="", actions="MOBILE"),
         Possible(False, False, only_in("an app"))),
        ("server", entry(platforms="", actions="EDGE"),
         Possible(False, False, only_in("a browser or an app"))),
        ("server", entry(platforms=""), Possible(False, False, NO_WAY)),
        ("mobile", MOBILE_SDK, Possible(True, False, SDK)),
        ("unknown", MOBILE_SDK, Possible(True, False, SDK, False)),
        ("web", WEB_ACTIONS, Possible(True, False, WEB)),
        ("unknown", WEB_ACTIONS, Possible(True, False, WEB, False)),
        ("server", entry(platforms="server", actions="WEB MOBILE"),
         Possible(False, False, only_in("a browser or an app"))),
        ("mobile", entry(platforms="mobile", actions="MOBILE"), Possible(True, False, APP)),
        ("unknown", entry(platforms="mobile", actions="MOBILE"), Possible(True, False, APP, False)),
        ("web", CLOUD_ACTIONS, Possible(False, True, SERVERS)),
        ("mobile", CLOUD_ACTIONS, Possible(False, True, APPS, False)),
        ("mobile", entry(platforms="browser", actions="CLOUD"), Possible(False, True, APPS, False)),
        ("mobile", entry(platforms="server", actions="CLOUD"), Possible(False, True, APPS, False)),
        ("mobile", entry(platforms="warehouse", actions="CLOUD"), Possible(False, False, NO_WAY)),
        ("mobile", entry(platforms="mobile", actions="CLOUD"), Possible(False, True, SERVERS)),
        ("mobile", entry(platforms="browser server"), Possible(False, False, NO_WAY)),
        ("mobile", entry("SERVER", platforms="", actions="CLOUD"), Possible(False, True, SERVERS)),
        ("mobile", amplitude("sessionId"), Possible(False, True, APPS)),
        ("web", MIXED_ACTIONS, Possible(True, True, f"{WEB} {SERVERS}")),
        ("server", entry(platforms="server", actions="EDGE"),
         Possible(False, True, SERVERS, False)),
        ("server", entry(platforms="server"), Possible(False, True, SERVERS)),
        ("web", amplitude("sessionId"),
         Possible(False, True, f"{SERVERS} In the browser, 'The sessionId' only adds to these calls.")),
        ("web", replace(amplitude("msclickId", "msclkidPlugin"), id="68b82be249b48bae343517c7"),
         Possible(False, True, f"{SERVERS} In the browser, 'The msclickId' or 'The msclkidPlugin' "
                               "only adds to these calls.")),
        ("cloud-object", CLASSIC_BOTH,
         Possible(False, False, "Sources that bring records feed warehouses only.")),
        ("cloud-object", entry(platforms="cloudAppObject"),
         Possible(False, True, "The catalog says that it takes records of cloud apps.", False)),
        ("reverse-etl", CLASSIC_BOTH, Possible(False, False, NEEDS_ACTIONS)),
        ("reverse-etl", CLOUD_ACTIONS,
         Possible(False, True, "Its mappings can take the rows of a warehouse.")),
        ("reverse-etl", entry(actions="CLOUD"), Possible(False, True, NOT_LISTED, False)),
        ("server", entry("BROWSER", platforms="server", hidden="CLOUD"),
         Possible(False, False, only_in("a browser"))),
    ],
)  # fmt: skip
def test_each_way_is_told_with_its_reason_and_how_sure_it_is(
    kind: str, catalog: DestinationCatalog, expected: Possible
) -> None:
    """Word by word: these sentences stand in front of customers."""
    assert possible_modes(kind, catalog) == expected


MOBILE_AND_WEB = entry(platforms="browser mobile server", actions="CLOUD WEB MOBILE EDGE")
NOT_TOLD = f"{WEB} {SERVERS} Segment's API does not tell which was chosen."


@pytest.mark.parametrize(
    ("mappings", "mode", "reason"),
    [
        ({"a0": True}, "cloud", "All of its enabled mappings run on Segment's servers."),
        ({"a0": True, "a1": False}, "cloud",
         "All of its enabled mappings run on Segment's servers."),
        ({"a1": True}, "device", "All of its enabled mappings run on the device."),
        ({"a2": True}, "device", "All of its enabled mappings run on the device."),
        ({"a1": True, "a2": True}, "device", "All of its enabled mappings run on the device."),
        ({"a0": True, "a1": True, "a2": True}, "cloud",
         "Its mappings run on Segment's servers, some in addition on the device."),
        ({"a0": True, "a2": True}, "cloud",
         "Its mappings run on Segment's servers, some in addition on the device."),
        ({"a0": True, "a3": True}, "unknown", NOT_TOLD),
        ({"a1": True, "a3": True}, "unknown", NOT_TOLD),
        ({"a0": True, "gone": True}, "unknown", NOT_TOLD),
        ({"a0": False}, "unknown",
         f"{NOT_TOLD} At present nothing is sent: none of its mappings is enabled."),
        (None, "unknown", f"{NOT_TOLD} Its mappings could not be read, so what is sent is not known."),
    ],
)  # fmt: skip
def test_enabled_mappings_tell_the_mode_where_all_of_them_are_known(
    mappings: Mapping[str, bool] | None, mode: str, reason: str
) -> None:
    """One whose action the catalog does not know may run anywhere."""
    [found] = connections(workspace_of(MOBILE_AND_WEB, mappings=mappings))

    assert (found.mode, found.reason) == (mode, reason)


def test_a_connection_names_its_ends_and_all_that_is_off() -> None:
    """In one sentence; a destination of an unknown source has no connection."""
    workspace = workspace_of(CLOUD_ACTIONS, enabled=False, mappings={"a0": False})
    [source] = workspace.sources
    [destination] = workspace.destinations
    lost = replace(destination, id="lost", source_id="gone")
    both_off = replace(
        workspace, sources=(replace(source, enabled=False),), destinations=(lost, destination)
    )

    [found] = connections(both_off)

    assert (found.source_id, found.destination_id) == ("s", "d")
    assert found.reason == (
        f"{SERVERS} At present nothing is sent: the source is disabled and the destination is "
        "disabled and none of its mappings is enabled."
    )


@pytest.mark.parametrize(
    ("catalog", "choice", "mode", "reason", "certain"),
    [
        (CLASSIC_BOTH, "", "unknown",
         f"{LOADED} {SERVERS} Segment's API does not tell which was chosen.", False),
        (CLASSIC_BOTH, "cloud", "cloud", "The solutions architect recorded cloud mode.", True),
        (BROWSER_ONLY, "cloud", "device",
         f"{LOADED} The recorded choice, cloud mode, is not possible here.", True),
        (MOBILE_SDK, "cloud", "none",
         f"{NO_WAY} The recorded choice, cloud mode, is not possible here.", True),
    ],
)  # fmt: skip
def test_what_was_recorded_is_told(
    catalog: DestinationCatalog, choice: str, mode: str, reason: str, *, certain: bool
) -> None:
    """Followed or not; of a choice of another destination nothing is said."""
    [found] = connections(workspace_of(catalog), {"d": choice} if choice else {"other": "cloud"})

    assert (found.mode, found.reason, found.certain) == (mode, reason, certain)


@pytest.mark.parametrize(
    ("catalog", "reason", "certain"),
    [
        (CLASSIC_BOTH, SERVERS, True),
        (entry("IOS", platforms="mobile"), "", True),
        (entry("IOS", platforms="browser", actions="CLOUD"), APPS, False),
        # the documentation speaks of both modes, and is sure of it
        (replace(CLOUD_ACTIONS, id="55b280290a20f4e22f0fb3d6"), APPS, False),
    ],
)
def test_a_library_without_device_mode_leaves_the_cloud(
    catalog: DestinationCatalog, reason: str, *, certain: bool
) -> None:
    """With how sure that is."""
    [found] = connections(workspace_of(catalog, library="xamarin", mappings={"a0": True}))

    said = "Analytics.Xamarin runs no destination's own code."
    assert (found.reason, found.certain) == (f"{said} {reason}".strip(), certain)
    assert found.possible == (("cloud",) if reason else ())
