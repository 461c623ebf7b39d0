"""Addresses of Segment's documentation and app.

The documentation moved to Twilio Docs about December 2025; the paths stayed the same,
without the trailing slash. Whether old addresses still redirect is not known, so the base
can be set in `engagement.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from segkit.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses from paths and slugs.

    Attributes:
        docs_base: Where documentation paths begin; raises `ConfigError` unless it is http(s).
        app_base: Where workspaces are.
    """

    docs_base: str = "https://www.twilio.com/docs/segment"
    app_base: str = "https://app.segment.com"

    def __post_init__(self) -> None:
        for base in (self.docs_base, self.app_base):
            address = urlsplit(base)
            if address.scheme not in {"http", "https"} or not address.hostname:
                raise ConfigError(
                    f"{base!r} is no web address.",
                    f"set docs_base to an address such as {Links.__dataclass_fields__['docs_base'].default}.",
                )

    def docs(self, path: str) -> str:
        """The page at `path`; anchors are kept. Old Segment docs end in a slash."""
        page, _, anchor = path.strip("/").partition("#")
        slash = "/" if "segment.com/docs" in self.docs_base else ""
        address = f"{self.docs_base.rstrip('/')}/{page.rstrip('/')}{slash}"
        return f"{address}#{anchor}" if anchor else address

    def workspace(self, slug: str) -> str:
        """The workspace's overview in the Segment app."""
        return f"{self.app_base.rstrip('/')}/{quote(slug, safe='')}/overview"

    def source(self, slug: str, source_slug: str) -> str:
        """A source's overview."""
        return f"{self._workspace(slug)}/sources/{quote(source_slug, safe='')}/overview"

    def warehouse(self, slug: str, warehouse_id: str) -> str:
        """A warehouse's overview."""
        return f"{self._workspace(slug)}/warehouses/{quote(warehouse_id, safe='')}/overview"

    def tracking_plan(self, slug: str, plan_id: str) -> str:
        """A tracking plan of the workspace."""
        return f"{self._workspace(slug)}/protocols/tracking-plans/{quote(plan_id, safe='')}"

    def _workspace(self, slug: str) -> str:
        return f"{self.app_base.rstrip('/')}/{quote(slug, safe='')}"
