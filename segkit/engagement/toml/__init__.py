"""The engagement's own TOML: one way to read it, and one to change it.

A person can read and edit each of these files, with an editor and while segkit has them open.
So a change is made to what is there at that moment, and to nothing else: comments, order, line
ends and every spelling stay.
"""

from __future__ import annotations

from segkit.engagement.toml.editing import Spelling, edited, table_body
from segkit.engagement.toml.lock import locked
from segkit.engagement.toml.saving import (
    Changed,
    Toml,
    change,
    read,
    save,
    saying_what_to_do,
    take_back,
)
from segkit.engagement.toml.statements import line
from segkit.engagement.toml.trees import GONE, Data, at, differences, put, same

__all__ = [
    "GONE",
    "Changed",
    "Data",
    "Spelling",
    "Toml",
    "at",
    "change",
    "differences",
    "edited",
    "line",
    "locked",
    "put",
    "read",
    "same",
    "save",
    "saying_what_to_do",
    "table_body",
    "take_back",
]
