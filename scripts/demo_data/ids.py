"""Ids and keys that look like Segment's, made from a name so that they never change."""

from __future__ import annotations

import hashlib
import string

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
WRITE_KEY_PREFIX = "demoWriteKey"
WRITE_KEY_LENGTH = 32
MASKED = "••••••••"


def demo_id(name: str, length: int = 22) -> str:
    """A base-62 id of `length` characters that depends on `name` only."""
    number = int.from_bytes(hashlib.sha256(f"quillmoor/{name}".encode()).digest(), "big")
    characters: list[str] = []
    for _ in range(length):
        number, position = divmod(number, len(BASE62))
        characters.append(BASE62[position])
    return "".join(characters)


def object_id(name: str) -> str:
    """A 24-digit hexadecimal id, the form destination instances and catalog entries have."""
    return hashlib.sha256(f"quillmoor/{name}".encode()).hexdigest()[:24]


def write_key(source_slug: str) -> str:
    """A 32-character write key that nobody can mistake for a working one."""
    return WRITE_KEY_PREFIX + demo_id(
        f"write-key/{source_slug}", WRITE_KEY_LENGTH - len(WRITE_KEY_PREFIX)
    )


WORKSPACE_ID = demo_id("workspace")
