"""Behaviour of `segkit.segment_api.region`."""

from __future__ import annotations

import pytest

from segkit.errors import UsageError
from segkit.segment_api.region import addresses

NAME = "SEGMENT_PUBLIC_API_URL"
US, EU = "https://api.segmentapis.com", "https://eu1.api.segmentapis.com"


@pytest.mark.parametrize(
    ("region", "tried"),
    [(None, {"US": US, "EU": EU}), ("US", {"US": US}), ("eu", {"EU": EU})],
)
def test_region_decides_where_to_ask(region: str | None, tried: dict[str, str]) -> None:
    """A given region is the only one; without it both are tried."""
    assert addresses({}, region) == tried


@pytest.mark.parametrize(
    "url",
    ["https://proxy.quillmoor.example/segment/", "http://127.0.0.1:8080", "http://localhost:1",
     "http://[::1]:9"],
)  # fmt: skip
def test_address_of_ones_own_is_the_only_one(url: str) -> None:
    """HTTPS anywhere, or without it on this computer; both regions are forgotten."""
    assert addresses({NAME: url}, "EU") == {"EU": url.rstrip("/")}


@pytest.mark.parametrize(
    "url",
    ["http://api.segmentapis.com", "http://127.0.0.1.quillmoor.example", "ftp://127.0.0.1",
     "https://user:word@quillmoor.example", "https://quillmoor.example?a=b", "https://", "quillmoor",
     "http://localhost:port"],
)  # fmt: skip
def test_unsafe_address_is_refused(url: str) -> None:
    """The token would be readable on its way, or the address is none."""
    with pytest.raises(UsageError, match=NAME):
        addresses({NAME: url}, None)


def test_unknown_region_is_refused() -> None:
    """The known ones are named."""
    with pytest.raises(UsageError, match="US, EU"):
        addresses({}, "AP")
