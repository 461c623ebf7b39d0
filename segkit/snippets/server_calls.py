"""What a call consists of for libraries on servers, where every call says who it is about."""

from __future__ import annotations

from collections.abc import Mapping

SERVER_KEYS: Mapping[str, tuple[str, ...]] = {
    "identify": ("userId", "anonymousId", "traits"),
    "track": ("userId", "anonymousId", "event", "properties"),
    "page": ("userId", "anonymousId", "category", "name", "properties"),
    "screen": ("userId", "anonymousId", "category", "name", "properties"),
    "group": ("userId", "anonymousId", "groupId", "traits"),
    "alias": ("previousId", "userId"),
}
"""The payload's keys that become arguments, in the order in which they are written."""
