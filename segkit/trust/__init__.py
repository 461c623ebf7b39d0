"""What a person said yes to: kept outside of every engagement, for one folder and one content.

An engagement's folder may come from anybody, so nothing in it counts as anybody's word. What it
asks for is a `Permission`; who runs segkit gives it once, in the user's own configuration.
"""

from __future__ import annotations

from segkit.trust.code import code_permission
from segkit.trust.environment import (
    find_program,
    kernel_environment,
    neutral_folder,
    own_python,
    safe_children,
)
from segkit.trust.permissions import (
    Permission,
    for_now,
    give,
    given,
    missing,
    take_back,
)
from segkit.trust.seal import config_folder, seal

__all__ = [
    "Permission",
    "code_permission",
    "config_folder",
    "find_program",
    "for_now",
    "give",
    "given",
    "kernel_environment",
    "missing",
    "neutral_folder",
    "own_python",
    "safe_children",
    "seal",
    "take_back",
]
