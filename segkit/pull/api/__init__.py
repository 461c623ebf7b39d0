"""Segment's Public API to the model: read-only, polite, and whole or not at all."""

from __future__ import annotations

from segkit.pull.api.client import PublicApi, open_api
from segkit.pull.api.credentials import token_for
from segkit.pull.api.plan import read_plan_by_id
from segkit.pull.api.progress import Listener, Progress
from segkit.pull.api.pull import pull_workspace
from segkit.pull.api.token import VARIABLES, Token, find_token

__all__ = [
    "VARIABLES",
    "Listener",
    "Progress",
    "PublicApi",
    "Token",
    "find_token",
    "open_api",
    "pull_workspace",
    "read_plan_by_id",
    "token_for",
]
