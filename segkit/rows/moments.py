"""Moments as people read them."""

from __future__ import annotations


def moment(iso: str) -> str:
    """`2026-11-24T09:30:00Z` for people: `2026-11-24 09:30 UTC`."""
    return iso.replace("T", " ").removesuffix("Z")[:16] + " UTC" if iso else ""
