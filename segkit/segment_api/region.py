"""Where the Public API is: one address per region, or the one that was asked for.

The token goes to these addresses only. Segment answers the token of an EU workspace at the US
address with a redirect; it is never followed, but the other region may be asked afresh.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from segkit.errors import UsageError

REGIONS: Mapping[str, str] = MappingProxyType(
    {"US": "https://api.segmentapis.com", "EU": "https://eu1.api.segmentapis.com"}
)
"""Base addresses by region (docs.segmentapis.com, Getting Started)."""

VARIABLE = "SEGMENT_PUBLIC_API_URL"
"""The environment variable that overrides the address."""

_FIX = f"set {VARIABLE} to https://…, or take it away."


def addresses(environment: Mapping[str, str], region: str | None) -> dict[str, str]:
    """Base addresses to try, by region; the region is empty when nobody knows it.

    Args:
        environment: May override the address (`SEGMENT_PUBLIC_API_URL`).
        region: `US`, `EU`, or None to find out.

    Raises:
        UsageError: There is no such region, or the address is not safe for a token.
    """
    known = (region or "").upper()
    if known and known not in REGIONS:
        raise UsageError(f"Segment has no region {region!r}.", f"use one of: {', '.join(REGIONS)}.")
    if override := environment.get(VARIABLE, "").strip():
        return {known: _checked(override)}
    return {known: REGIONS[known]} if known else dict(REGIONS)


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port: what decides whether two addresses are one server."""
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


def is_loopback(url: str) -> bool:
    """True for an address on this computer, where nothing can listen in between."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _checked(url: str) -> str:
    """The address without its last slash, when the token may go there."""
    try:
        parts = urlsplit(url)
        _, host, _ = origin(url)
    except ValueError as error:  # a port that is no number
        raise UsageError(f"{VARIABLE} is no web address: {error}.", _FIX) from error
    if "@" in parts.netloc or parts.query or parts.fragment or not host:
        raise UsageError(
            f"{VARIABLE} is not a plain address: it has a log-in, a query, or no host.", _FIX
        )
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url)):
        return url.rstrip("/")
    raise UsageError(
        f"{VARIABLE} is {url!r}: without HTTPS the token could be read on the way.", _FIX
    )
