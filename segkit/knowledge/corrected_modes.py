"""Where Segment's documentation corrects its own catalog about connection modes.

From `overrides.yml` of segmentio/segment-docs: destinations whose published modes were set by
hand, because the catalog's components say something else. Device mode for servers, which the
file once claims, is left out: no server loads a destination's code.
"""

from __future__ import annotations

from collections.abc import Mapping

_BOTH, _DEVICE, _CLOUD, _NOTHING = ("device", "cloud"), ("device",), ("cloud",), ()

_Modes = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

_CORRECTED: Mapping[str, _Modes] = {
    "54521fdc25e721e32a72ef05": (_DEVICE, _CLOUD, _CLOUD),  # Woopra
    "55b280290a20f4e22f0fb3d6": (_BOTH, _BOTH, _CLOUD),  # MoEngage
    "54521fd525e721e32a72eeaa": (_DEVICE, _BOTH, _CLOUD),  # Drip
    "5711271880412f644ff13150": (_BOTH, _BOTH, _CLOUD),  # CleverTap
    "5787cc5180412f644ff14d7e": (_DEVICE, _CLOUD, _NOTHING),  # Criteo App & Web Events
    "57ab9dfc80412f644ff2004c": (_DEVICE, _CLOUD, _CLOUD),  # DoubleClick Floodlight
    "54521fd725e721e32a72eec6": (_DEVICE, _BOTH, _CLOUD),  # Intercom
    "54521fd725e721e32a72eec1": (_DEVICE, _CLOUD, _CLOUD),  # HubSpot
    "54521fd925e721e32a72eecc": (_CLOUD, _CLOUD, _CLOUD),  # Iterable
    "54521fd825e721e32a72eec8": (_DEVICE, _CLOUD, _CLOUD),  # Klaviyo
    "59ce9468cf711e00014a9c12": (_DEVICE, _NOTHING, _NOTHING),  # Friendbuy (Legacy)
    "54521fd525e721e32a72ee92": (_DEVICE, _CLOUD, _NOTHING),  # Google Ads (Classic)
}
"""Modes from websites, apps and servers, by the destination's catalog id."""

_KINDS = ("web", "mobile", "server")


APPS_IN_CLOUD_MODE = frozenset({"5f7dd6d21ad74f3842b1fc47"})  # Amplitude (Actions)
"""Catalog ids of Actions destinations that the catalog does not list for apps, while their own
documentation tells how apps reach them in cloud mode."""


def documented_modes(catalog_id: str, kind: str) -> tuple[str, ...] | None:
    """What the documentation says of this kind of source; None where it corrects nothing."""
    if catalog_id not in _CORRECTED or kind not in _KINDS:
        return None
    return _CORRECTED[catalog_id][_KINDS.index(kind)]
