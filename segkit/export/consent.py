"""Code of a notebook's own runs after one yes to exactly that code, in exactly that folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from segkit.errors import TrustError
from segkit.trust import Permission, code_permission, given

OwnCode = Mapping[int, str]
"""Sources of the cells that hold code of the notebook's own, by the numbers that people give them."""


def permission_for(own: OwnCode, name: str, folder: Path) -> Permission | None:
    """What has to be allowed before the notebook `name` runs; None when nothing in it is own code."""
    if not own:
        return None
    return code_permission(
        tuple(own.values()), folder, f"code of its own in {name}, {cells_in_words(own)}"
    )


def refuse_unallowed(own: OwnCode, name: str, folder: Path) -> None:
    """Raises `TrustError` naming the cells whose code nobody said yes to in this folder."""
    wanted = permission_for(own, name, folder)
    if wanted is None or given(folder, wanted):
        return
    raise TrustError(
        f"{name} holds code of its own in {cells_in_words(own)}, and nobody has said yes to it here; it was "
        "not run.",
        f"read it; if it may run, say so once with `segkit trust {folder}`, or with --run-code.",
    )


def cells_in_words(own: OwnCode) -> str:
    """`cells 2, 5`."""
    return f"cell{'' if len(own) == 1 else 's'} {', '.join(map(str, own))}"
