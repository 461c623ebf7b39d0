"""Device mode or cloud mode: what is possible, and what applies, for each connection.

The API does not give the mode that was chosen (`DestinationV1` has no such field), so it
is derived from the catalog entry that the API embeds, from the enabled mappings, and from
what the SA recorded. Facts: Segment's catalog metadata and its documentation of connection
modes (segmentio/segment-docs, November 2025). Not used: `cloudModeInstances` and
`deviceModeInstances`, which say how many instances a source may have, and
`browserUnbundlingPublic`, which says who may see the choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from segkit.knowledge.documented import documented_modes, only_adds, reaches_from_apps
from segkit.knowledge.libraries import kind_of, library_of
from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationCatalog, Source, Workspace

NO_CHOICES: Mapping[str, str] = {}

_SYSTEMS = {"IOS": "iOS", "ANDROID": "Android"}
_ON_DEVICE = frozenset({"WEB", "MOBILE"})


@dataclass(frozen=True, slots=True)
class Possible:
    """The ways in which data can get from a kind of source to a kind of destination.

    Attributes:
        device: The destination's own code can run where the event happens.
        cloud: Segment's servers can pass the event on.
        reason: One sentence for the customer.
        certain: False when the fact behind it is inferred rather than documented.
        basis: `catalog`, or `documentation` where that corrects the catalog.
    """

    device: bool
    cloud: bool
    reason: str
    certain: bool = True
    basis: str = "catalog"

    @property
    def modes(self) -> tuple[str, ...]:
        """`("device", "cloud")`, one of them, or nothing."""
        return tuple(
            mode for mode, there in (("device", self.device), ("cloud", self.cloud)) if there
        )


def possible_modes(kind: str, catalog: DestinationCatalog) -> Possible:
    """What is possible from a source of `kind` (one of `SOURCE_KINDS`).

    What Segment's documentation corrects by hand goes before its catalog.
    """
    said = documented_modes(catalog.id, kind)
    if said is None:
        return _by_catalog(kind, catalog)
    words = f"{' and '.join(said.modes)} mode" if said.modes else "no mode"
    reason = f"Segment's documentation, which corrects its catalog here by hand, lists {words}."
    return Possible(
        "device" in said.modes,
        "cloud" in said.modes,
        f"{reason} {said.doubt}".strip(),
        certain=not said.doubt and kind != "cloud-event",
        basis="documentation",
    )


def _by_catalog(kind: str, catalog: DestinationCatalog) -> Possible:
    if kind == "cloud-object":
        return _object_source(catalog)
    if kind == "reverse-etl":
        return _reverse_etl(catalog)
    device_why = _device(kind, catalog)
    cloud_why, certain = _cloud(kind, catalog)
    # of Engage's own output the documentation of connection modes does not speak
    certain = certain and kind not in {"unknown", "engage"}
    reasons = [why for why in (device_why, cloud_why) if why]
    if not reasons:
        return Possible(False, False, _nothing(kind, catalog), certain)
    if cloud_why and kind in {"web", "unknown"} and (adding := _adding(catalog)):
        reasons.append(f"In the browser, {adding} only adds to these calls.")
    return Possible(bool(device_why), bool(cloud_why), " ".join(reasons), certain)


def _adding(catalog: DestinationCatalog) -> str:
    """Its actions in the browser that send nothing themselves, in words; empty without one."""
    names = [
        repr(a.name) for a in catalog.actions if not a.hidden and only_adds(catalog.id, a.slug)
    ]
    return " or ".join(names)


def _device(kind: str, catalog: DestinationCatalog) -> str:
    """Why its own code can run in the browser or the app; empty when it cannot."""
    platforms = _visible(catalog)
    in_browser = kind in {"web", "unknown"}
    in_app = kind in {"mobile", "unknown"}
    if in_browser and "BROWSER" in catalog.components:
        return "Its own code can be loaded in the browser."
    # a WEB action runs in the browser, whatever the platforms of the entry say
    if in_browser and "WEB" in platforms:
        return "It has actions that run in the browser."
    if in_app and (systems := [_SYSTEMS[c] for c in catalog.components if c in _SYSTEMS]):
        sdk = f"Its SDK for {' and '.join(systems)} can be packaged in the app"
        return f"{sdk}; without it nothing runs on the device."
    if in_app and "MOBILE" in platforms:
        return "It has actions that run in the app."
    return ""


def _cloud(kind: str, catalog: DestinationCatalog) -> tuple[str, bool]:
    """Why Segment's servers can pass it on, empty when they cannot, and how sure that is."""
    visible = _visible(catalog)
    if catalog.components and not visible:
        return _cloud_by_components(kind, catalog)
    if visible and visible <= _ON_DEVICE:
        return "", True  # its actions run on the device only
    needs = _platforms_for(kind)
    if needs & catalog.platforms:
        # neither hidden actions nor a platform of a new name say where its actions run
        told = "CLOUD" in visible or not catalog.actions
        return "Segment's servers can pass calls on to it.", told
    if kind == "mobile" and visible and "SERVER" in catalog.components:
        return "Segment's servers can pass calls on to it.", True
    if kind == "mobile" and visible and catalog.platforms & {"browser", "server"}:
        # the flag is false for many destinations that mobile sources do reach (Amplitude's
        # documentation tells how)
        told = reaches_from_apps(catalog.id)
        return "Segment's servers can pass calls of mobile apps on to it.", told
    return "", True


def _cloud_by_components(kind: str, catalog: DestinationCatalog) -> tuple[str, bool]:
    why = "Segment's servers can pass calls on to it."
    if "SERVER" in catalog.components:
        if kind == "mobile":
            return why, True
        if _platforms_for(kind) & catalog.platforms:
            bundled = "BROWSER" in catalog.components and kind == "web"
            return why, not bundled or catalog.features.get("browserUnbundling") is True
    if (
        kind in {"web", "unknown"}
        and "BROWSER" in catalog.components
        and catalog.features.get("browserUnbundling") is True
    ):
        return "Its browser part can be switched off in favour of Segment's servers.", True
    return "", True


def _platforms_for(kind: str) -> frozenset[str]:
    """The catalog's platforms that let a source of this kind through in cloud mode."""
    own = {"web": {"browser"}, "mobile": {"mobile"}, "unknown": {"browser", "mobile", "server"}}
    return frozenset(own.get(kind, {"server"}))


def _visible(catalog: DestinationCatalog) -> frozenset[str]:
    """Where its visible actions run, those aside that only add to calls on their way."""
    return frozenset(
        action.platform.upper()
        for action in catalog.actions
        if not action.hidden and not only_adds(catalog.id, action.slug)
    )


def _object_source(catalog: DestinationCatalog) -> Possible:
    if "cloudAppObject" in catalog.platforms:
        return Possible(False, True, "The catalog says that it takes records of cloud apps.", False)
    return Possible(False, False, "Sources that bring records feed warehouses only.")


def _reverse_etl(catalog: DestinationCatalog) -> Possible:
    if "CLOUD" not in _visible(catalog):
        return Possible(
            False, False, "Reverse ETL needs an Actions destination that Segment's servers call."
        )
    if "warehouse" in catalog.platforms:
        return Possible(False, True, "Its mappings can take the rows of a warehouse.")
    # Reverse ETL is documented for Actions destinations as such, the flag is not
    return Possible(
        False,
        True,
        "Reverse ETL reaches Actions destinations, but the catalog does not list warehouses "
        "among the platforms of this one.",
        certain=False,
    )


def _nothing(kind: str, catalog: DestinationCatalog) -> str:
    where = _runs_in(catalog)
    if kind in {"server", "function", "cloud-event", "engage"} and where:
        return f"It only runs in {where}, and this source never loads a destination's code."
    return "The catalog lists no way from this kind of source to it."


def _runs_in(catalog: DestinationCatalog) -> str:
    """Where its own code runs, in words; empty when it has none."""
    code = {*catalog.components, *_visible(catalog)} - {"SERVER", "CLOUD"}
    places = (("a browser", {"BROWSER", "WEB"}), ("an app", {*_SYSTEMS, "MOBILE"}))
    found = [place for place, kinds in places if code & kinds]
    # a platform of a new name runs somewhere on the device
    return " or ".join(found) or ("a browser or an app" if code else "")


def connections(
    workspace: Workspace, choices: Mapping[str, str] = NO_CHOICES
) -> tuple[Connection, ...]:
    """Every destination with its source, and the mode that applies between them.

    `choices` is what the SA recorded: `device` or `cloud` by destination id. Destinations
    whose source is not in the workspace are left out.
    """
    sources = {source.id: source for source in workspace.sources}
    return tuple(
        _connection(sources[destination.source_id], destination, choices.get(destination.id, ""))
        for destination in workspace.destinations
        if destination.source_id in sources
    )


def _connection(source: Source, destination: Destination, choice: str) -> Connection:
    possible = _possible(source, destination.catalog, choice)
    mode, reason, basis = _mode(possible, destination, choice)
    mapped = _mapped(destination)
    off = [
        words
        for there, words in (
            (source.enabled, "the source is disabled"),
            (destination.enabled, "the destination is disabled"),
            (mapped is not False, "none of its mappings is enabled"),
        )
        if not there
    ]
    if off and possible.modes:
        reason = f"{reason} At present nothing is sent: {' and '.join(off)}."
    elif mapped is None:
        reason = f"{reason} Its mappings could not be read, so what is sent is not known."
    return Connection(
        source_id=source.id,
        destination_id=destination.id,
        possible=possible.modes,
        mode=mode,
        reason=reason,
        basis=basis,
        certain=possible.certain or basis == "engagement",
        enabled=source.enabled and destination.enabled,
        mapped=mapped,
    )


def _mapped(destination: Destination) -> bool | None:
    """Whether it has what it needs to send: an Actions destination sends by mappings only."""
    if not destination.catalog.is_actions:
        return True
    if destination.mappings is None:
        return None
    return any(mapping.enabled for mapping in destination.mappings)


def _possible(source: Source, catalog: DestinationCatalog, choice: str) -> Possible:
    """What the source's kind allows, then its library, and what the SA saw against all that."""
    kind = kind_of(source)
    possible = possible_modes(kind, catalog)
    listed = _by_catalog(kind, catalog)
    if choice not in possible.modes and choice in listed.modes:
        # the documentation denies it, the catalog does not, and somebody recorded it
        reason = f"{possible.reason} The catalog also allows {choice} mode."
        possible = replace(listed, reason=reason, certain=False)
    library = library_of(source)
    if library is None or not library.cloud_only or not possible.device:
        return possible
    said = f"{library.name} runs no destination's own code."
    why, certain = _cloud(library.kind, catalog)
    return replace(possible, device=False, reason=f"{said} {why}".strip(), certain=certain)


def _mode(possible: Possible, destination: Destination, choice: str) -> tuple[str, str, str]:
    """The mode, the sentence that says why, and where the statement comes from."""
    if len(possible.modes) < 2:
        mode = next(iter(possible.modes), "none")
        other = choice and choice != mode
        said = f" The recorded choice, {choice} mode, is not possible here." if other else ""
        return mode, f"{possible.reason}{said}", possible.basis
    if choice:
        return choice, f"The solutions architect recorded {choice} mode.", "engagement"
    if found := _by_mappings(destination):
        return (*found, "workspace")
    reason = f"{possible.reason} Segment's API does not tell which was chosen."
    return "unknown", reason, possible.basis


def _by_mappings(destination: Destination) -> tuple[str, str] | None:
    """Where the enabled mappings run; each mapping runs where its action does."""
    where = {action.id: action.platform.upper() for action in destination.catalog.actions}
    enabled = [m for m in destination.mappings or () if m.enabled]
    run = {where.get(mapping.action_id, "") for mapping in enabled}
    if run == {"CLOUD"}:
        return "cloud", "All of its enabled mappings run on Segment's servers."
    if run and run <= {"WEB", "MOBILE"}:
        return "device", "All of its enabled mappings run on the device."
    if "CLOUD" in run and run <= {"CLOUD", "WEB", "MOBILE"}:
        return "cloud", "Its mappings run on Segment's servers, some in addition on the device."
    return None
