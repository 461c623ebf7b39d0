"""Addresses of Segment's documentation and app.

The documentation moved to Twilio Docs about December 2025; the paths stayed the same,
without the trailing slash. Whether old addresses still redirect is not known, so the base
can be set in `engagement.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from segkit.errors import ConfigError

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~%/-]*)?", re.IGNORECASE)
"""A host and a path: no log-in, no query, nothing that a page would have to escape."""

_OLD_HOSTS = {"segment.com", "www.segment.com"}


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
        for name, base in (("docs_base", self.docs_base), ("app_base", self.app_base)):
            if not _ADDRESS.fullmatch(base):
                raise ConfigError(
                    f"{name} is {base!r}, which is no plain web address.",
                    f"set it to an address such as {Links.__dataclass_fields__[name].default}.",
                )

    def docs(self, path: str) -> str:
        """The page at `path`; anchors are kept. Segment's old pages end in a slash."""
        page, _, anchor = path.partition("#")
        address = "/".join(filter(None, (self.docs_base.rstrip("/"), page.strip("/"))))
        if urlsplit(self.docs_base).hostname in _OLD_HOSTS:
            address += "/"
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
