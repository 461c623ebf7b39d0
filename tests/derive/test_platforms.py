"""Which kinds of source a planned call is meant for."""

from __future__ import annotations

import pytest

from segkit.derive.platforms import kinds_named
from segkit.model.plan import Rule


@pytest.mark.parametrize(
    ("labels", "kinds"),
    [
        ({}, set()),
        ({"Owner": "web"}, set()),
        ({"Platforms": "Web, iOS, Android"}, {"web", "mobile"}),
        ({"platform": "Server-side"}, {"server"}),
        ({"Platform": ["iOS", "React Native"]}, {"mobile"}),
        ({"Platforms": "Kiosk, Server"}, set()),
        ({"Platforms": ""}, set()),
        ({"Platforms": None}, set()),
    ],
)
def test_platform_column_names_kinds(labels: dict[str, object], kinds: set[str]) -> None:
    """A word that is not understood rules nothing out."""
    assert kinds_named(Rule("track", "A", labels=labels)) == kinds
