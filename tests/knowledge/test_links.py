"""Behaviour of `segkit.knowledge.links`: addresses of documentation and app."""

from __future__ import annotations

import pytest

from segkit.errors import ConfigError
from segkit.knowledge.links import Links

OLD = "https://segment.com/docs"


@pytest.mark.parametrize(
    ("base", "path", "address"),
    [
        (Links().docs_base, "/connections/spec", "https://www.twilio.com/docs/segment/connections/spec"),
        (Links().docs_base, "", "https://www.twilio.com/docs/segment"),
        ("https://docs.quillmoor.example/", "guides/", "https://docs.quillmoor.example/guides"),
        (OLD, "/connections/spec", "https://segment.com/docs/connections/spec/"),
        (f"{OLD}/", "/", "https://segment.com/docs/"),
        ("https://Segment.com/docs", "guides", "https://Segment.com/docs/guides/"),
        (
            Links().docs_base,
            "/connections/destinations/#connection-modes",
            "https://www.twilio.com/docs/segment/connections/destinations#connection-modes",
        ),
        (OLD, "/connections/destinations#modes", f"{OLD}/connections/destinations/#modes"),
    ],
)  # fmt: skip
def test_documentation_has_the_paths_of_both_sites(base: str, path: str, address: str) -> None:
    """The old site ends its pages in a slash, the new one does not; anchors stay."""
    assert Links(docs_base=base).docs(path) == address


@pytest.mark.parametrize(
    "base",
    [
        *("", "/docs", "https://", "ftp://docs.example", "javascript:alert(1)", "http://["),
        *("https://user:pw@docs.example", "https://docs.example/?key=1", "https://a b/docs"),
        *('https://docs.example/"onload=', "https://docs.example/<script>", "//docs.example"),
    ],
)
def test_only_plain_web_addresses_are_taken(base: str) -> None:
    """The base ends up in every link of the guide, so nothing foreign gets in with it."""
    with pytest.raises(ConfigError, match="no plain web address"):
        Links(docs_base=base)


def test_both_bases_are_checked() -> None:
    """The message names the setting that is wrong."""
    with pytest.raises(ConfigError, match="app_base"):
        Links(app_base="app.segment.com")


def test_addresses_of_the_app() -> None:
    """Slugs and ids become one segment of the path, whatever they hold."""
    links = Links()

    assert links.workspace("quillmoor") == "https://app.segment.com/quillmoor/overview"
    assert links.source("quillmoor", "web/é ?") == (
        "https://app.segment.com/quillmoor/sources/web%2F%C3%A9%20%3F/overview"
    )
    assert links.warehouse("quillmoor", "wh1") == (
        "https://app.segment.com/quillmoor/warehouses/wh1/overview"
    )
    assert links.tracking_plan("quillmoor", "tp_1") == (
        "https://app.segment.com/quillmoor/protocols/tracking-plans/tp_1"
    )
