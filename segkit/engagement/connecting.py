"""Giving segkit the token of a workspace: checked, then kept in the system's keyring.

The command line and the widget ask for it; both go through here, and neither keeps it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.engagement.outside import accounts_for, give_token
from segkit.engagement.settings import Engagement, read_engagement
from segkit.engagement.settings_file import change_settings, changed_lines
from segkit.engagement.toml import Changed, take_back
from segkit.errors import KeyringError, TokenError
from segkit.files import is_there
from segkit.pull.places import WITHOUT_ENGAGEMENT
from segkit.segment_api.keyring_entries import SERVICE, delete_entries, read_entry, write_entry
from segkit.segment_api.token import VARIABLES, HiddenEnvironment, Token

if TYPE_CHECKING:
    from segkit.segment_api.rights import Rights

NAMES = {
    "sources": "sources",
    "destinations": "destinations",
    "subscriptions": "mappings",
    "filters": "destination filters",
    "warehouses": "warehouses",
    "trackingPlans": "tracking plans",
    "functions": "functions",
    "transformations": "transformations",
    "labels": "labels",
}
"""What a token may open, in words, by the key of the workspace's document."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A token that was kept.

    Attributes:
        rights: What it opens.
        keyring: What the keyring is called.
        account: Under which account of `segkit` it is kept there.
        changed: Lines of `engagement.toml` that were changed.
        remarks: What else should be known, each a sentence.
    """

    rights: Rights
    keyring: str
    account: str
    changed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The workspace, as people know it."""
        region = f", region {self.rights.region}" if self.rights.region else ""
        slug = f" ({self.rights.slug})" if self.rights.slug != self.rights.name else ""
        return f"{self.rights.name}{slug}{region}"

    @property
    def opens(self) -> str:
        """What the token opens, in words."""
        found = [name for key, name in NAMES.items() if key in self.rights.counts]
        found += ["write keys"] if self.rights.has_write_keys else []
        return ", ".join(found)

    @property
    def closed(self) -> tuple[str, ...]:
        """What it does not open, and why, a line each."""
        lines = [f"{NAMES.get(k, k)}: {e.problem}" for k, e in self.rights.closed.items()]
        if self.rights.has_write_keys is False:
            lines.append("write keys: the token lacks the role Source Admin.")
        return tuple(lines)


def accounts_of(engagement: Engagement | None) -> tuple[str, ...]:
    """Entries of the keyring that an engagement's token is kept under, or one of none."""
    return (WITHOUT_ENGAGEMENT,) if engagement is None else engagement.token_accounts


def accounts_to_use(engagement: Engagement | None) -> tuple[str, ...]:
    """Those of them whose token may be used for this very folder."""
    return (WITHOUT_ENGAGEMENT,) if engagement is None else accounts_for(engagement)


def is_connected(engagement: Engagement | None) -> bool:
    """A token is kept already. Raises `KeyringError` when there is no keyring to ask."""
    try:
        return read_entry(accounts_of(engagement)) is not None
    except TokenError:  # there is an entry, and it is damaged
        return True


def connect(token: Token, engagement: Engagement | None, *, pull: bool) -> Connected:
    """Check the token, keep it, and with `pull` make the engagement read the workspace with it.

    Raises `TokenError` or `ApiError` when it is not accepted, `KeyringError` when it cannot be
    kept; then nothing was changed.
    """
    rights = _checked(token)
    made: Changed | None = None
    if engagement is not None and pull:
        made = change_settings(engagement.file, "workspace", _settings(engagement, rights))
        engagement = read_engagement(engagement.folder)
    account = accounts_of(engagement)[0]
    try:
        keyring = write_entry(account, token)
    except KeyringError:
        if engagement is not None and made is not None:
            take_back(engagement.file, made)
        raise
    changed = changed_lines(made, "workspace") if made is not None else ()
    if engagement is not None:
        give_token(engagement, account)
    return Connected(rights, keyring, account, changed, tuple(_remarks(engagement, rights)))


def disconnect(engagement: Engagement | None) -> tuple[str, ...]:
    """Take the engagement's tokens out of the keyring; the entries that there were.

    Raises `KeyringError`.
    """
    return tuple(f"{SERVICE}: {account}" for account in delete_entries(accounts_of(engagement)))


def _checked(token: Token) -> Rights:
    """What the token opens; raises what stands against it."""
    # whoever only looks whether a token is kept does not wait for what asks Segment
    from segkit.segment_api.client import open_api
    from segkit.segment_api.rights import find_rights

    rights = find_rights(open_api(HiddenEnvironment(), token))
    if rights.problem is not None:
        raise rights.problem
    return rights


def _settings(engagement: Engagement, rights: Rights) -> Mapping[str, str | bool]:
    """What the engagement has to say so that a pull reads this workspace."""
    wanted: dict[str, str | bool] = {"pull": True}
    if rights.region:
        wanted["region"] = rights.region.lower()
    if rights.slug and not engagement.workspace_slug:
        wanted["slug"] = rights.slug
    if engagement.workspace_file is not None:
        wanted["file"] = ""
    return wanted


def _remarks(engagement: Engagement | None, rights: Rights) -> Iterator[str]:
    environment = HiddenEnvironment()
    for name in (name for name in VARIABLES if environment.get(name, "").strip()):
        yield f"{name} is set in the environment and goes before the keyring."
    if engagement is None:
        return
    slug, region = engagement.workspace_slug, engagement.region
    if slug and rights.slug and slug != rights.slug:
        yield (
            f"{engagement.file.name} names the workspace {slug!r}, and the token is of "
            f"{rights.slug!r}: correct slug below [workspace], or connect with another token."
        )
    if region and rights.region and region != rights.region.lower():
        yield (
            f"{engagement.file.name} says region = {region!r}, and the workspace is in "
            f"{rights.region}: correct it below [workspace]."
        )


def optional_engagement(folder: Path) -> Engagement | None:
    """The engagement in exactly this folder or above it; None when there is none.

    Raises `ConfigError` when there is one and its file is damaged.
    """
    from segkit.engagement.settings import FILE, find_engagement

    here = Path(os.path.realpath(folder))
    if any(is_there(one / FILE) for one in (here, *here.parents)):
        return find_engagement(folder)
    return None
