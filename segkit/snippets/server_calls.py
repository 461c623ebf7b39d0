"""What a call consists of for libraries on servers, where every call says who it is about."""

from __future__ import annotations

from collections.abc import Mapping

_ABOUT: Mapping[str, tuple[str, ...]] = {
    "identify": ("userId", "anonymousId", "traits"),
    "track": ("userId", "anonymousId", "event", "properties"),
    "page": ("userId", "anonymousId", "category", "name", "properties"),
    "screen": ("userId", "anonymousId", "category", "name", "properties"),
    "group": ("userId", "anonymousId", "groupId", "traits"),
    "alias": ("previousId", "userId", "anonymousId"),
}

SERVER_KEYS: Mapping[str, tuple[str, ...]] = {
    call: (*keys, "timestamp", "messageId", "context", "integrations")
    for call, keys in _ABOUT.items()
}
"""The parts of a call that become arguments, in the order in which they are written."""
