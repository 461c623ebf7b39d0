"""The words for connection modes, states, mappings and filters, the same in every view."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationFilter, Json, Source


@dataclass(frozen=True, slots=True)
class Mode:
    """How data travels to a destination, in words.

    Attributes:
        key: Also the name of its badge and of its line in diagrams.
        letter: For the cells of the matrix.
        title: Short.
        meaning: One sentence for a legend.
    """

    key: str
    letter: str
    title: str
    meaning: str

    @property
    def badge(self) -> str:
        """Which badge it has."""
        return "unknown" if self.key == UNSURE else self.key


UNSURE = "unsure"
_NOT_KNOWN = "It is not known whether this source can deliver to this destination."

MODES = (
    Mode("cloud", "C", "Cloud mode", "Segment's servers send the data."),
    Mode(
        "device",
        "D",
        "Device mode",
        "The destination's own code, on the page or in the app, sends the data.",
    ),
    Mode(
        "unknown", "?", "Device or cloud", "Both are possible; the API does not tell which is set."
    ),
    Mode("none", "–", "Nothing arrives", "This source cannot deliver to this destination."),
    Mode(UNSURE, "?", "Not known", _NOT_KNOWN),
)
"""Every value of `Connection.mode`, and what `none` is where that is inferred."""

WAREHOUSE = Mode("warehouse", "W", "Warehouse sync", "Segment loads the data in batches.")


def mode_of(connection: Connection) -> Mode:
    """The words for this connection's mode; an unknown word counts as unknown mode."""
    by_key = {mode.key: mode for mode in MODES}
    key = UNSURE if connection.obstacle == UNSURE else connection.mode
    return by_key.get(key, by_key["unknown"])


@dataclass(frozen=True, slots=True)
class State:
    """Whether anything is passed on, in words.

    Attributes:
        key: `on`, or the obstacle (`Connection.obstacle`); also the class of its line.
        title: Short.
        meaning: One sentence for a legend.
        badge: Which badge it has.
    """

    key: str
    title: str
    meaning: str
    badge: str


STATES = (
    State("on", "On", "Switched on; what arrives is delivered.", "on"),
    State("unread", "Mappings not known", "The mappings could not be read.", "unknown"),
    State("unmapped", "No mapping on", "Nothing is sent: no mapping is switched on.", "open"),
    State("off", "Off", "Nothing is sent: the source or the destination is switched off.", "off"),
    State(UNSURE, "Not known", _NOT_KNOWN, "unknown"),
    State("none", "Nothing arrives", "This source cannot deliver to this destination.", "none"),
)
"""From what works to what never can: of several connections the first state is shown."""

ON, OFF = STATES[0], STATES[3]


def state_of(connection: Connection) -> State:
    """The words for what stands in this connection's way."""
    return next(state for state in STATES if state.key == (connection.obstacle or "on"))


def state_words(connection: Connection, source: Source, destination: Destination) -> str:
    """The state's title, and which end is switched off."""
    if source.enabled and destination.enabled:
        return state_of(connection).title
    if source.enabled:
        return "Off"
    return "Off (source is off)" if destination.enabled else "Off (both ends)"


def mapping_words(destination: Destination) -> str:
    """How many mappings are enabled, or why that is no question."""
    if not destination.catalog.is_actions:
        return "not used"
    if destination.mappings is None:
        return "not available"
    enabled = sum(mapping.enabled for mapping in destination.mappings)
    return f"{enabled} of {len(destination.mappings)} on" if destination.mappings else "none"


def filter_words(destination: Destination) -> str:
    """How many destination filters there are, or that they could not be read."""
    if destination.filters is None:
        return "not available"
    enabled = sum(one.enabled for one in destination.filters)
    return f"{enabled} of {len(destination.filters)} on" if destination.filters else "none"


def actions_in_words(one: DestinationFilter) -> list[str]:
    """A filter's actions in words; as the API has them where segkit has no words."""
    return [_in_words(action) or _as_it_is(action) for action in one.actions]


def _in_words(action: Json) -> str:
    match action.get("type"):
        case "DROP":
            return "drop the call"
        case "SAMPLE":
            return _sampled(action.get("percent"), action.get("path"))
        case "DROP_PROPERTIES" if names := _names(action.get("fields")):
            return f"leave out {names}"
        case "ALLOW_PROPERTIES" if names := _names(action.get("fields")):
            return f"keep only {names}"
    return ""


def _sampled(share: object, path: object) -> str:
    if not isinstance(share, int | float) or isinstance(share, bool):
        return ""
    return f"keep {share:.4%}".rstrip("%").rstrip("0").rstrip(".") + (
        f" % of the calls, chosen by {path}" if path else " % of the calls"
    )


def _names(fields: object) -> str:
    """`traits email, phone`; empty where the API says it in another form."""
    if not isinstance(fields, Mapping):
        return ""
    found = []
    for container, inner in fields.items():
        names = inner.get("fields") if isinstance(inner, Mapping) else None
        if not isinstance(names, list | tuple) or not names:
            return ""
        found.append(f"{container} {', '.join(map(str, names))}")
    return " and ".join(found)


def _as_it_is(action: Json) -> str:
    rest = {key: value for key, value in action.items() if key != "type" and value is not None}
    kind = str(action.get("type", "")).replace("_", " ").lower()
    return f"{kind} {json.dumps(rest, ensure_ascii=False, default=str)}" if rest else kind
