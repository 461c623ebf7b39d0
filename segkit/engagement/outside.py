"""What an engagement asks for from outside of its folder, and whether somebody said yes to it.

`engagement.toml` may name files beside the folder and a Google Sheet. A person sees that list once
and confirms it; then a pull and the live notebook read from there. It also names a customer or a
workspace whose token is in the keyring: that is given to the folder which was connected, and to
no other one. What `segkit new` and `segkit connect` were told is confirmed by that.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from segkit.engagement.settings import FILE, Engagement, find_engagement
from segkit.errors import ConfigError, KeyringError, TokenError, TrustError
from segkit.pull.places import WITHOUT_ENGAGEMENT, PlanPlace
from segkit.segment_api.keyring_entries import read_entry
from segkit.segment_api.token import HiddenEnvironment, find_token
from segkit.trust import Permission, give, given, missing


def outside_of(engagement: Engagement) -> tuple[Permission, ...]:
    """Paths and addresses that a pull reads outside of the folder; empty when there are none."""
    plan = engagement.plan
    named = []
    if plan is not None and plan.kind == "file":
        named += _file(engagement, "the tracking plan", plan.file)
    if plan is not None and plan.kind == "sheet":
        named.append(_of("the tracking plan", plan.text))
        if plan.service_account is not None:
            named.append(_of("the key of a Google service account", str(plan.service_account)))
    if engagement.workspace_file is not None:
        named += _file(engagement, "the workspace", engagement.workspace_file)
    for slug, file in engagement.received.items():
        named += _file(engagement, f"what source {slug!r} received", file)
    return tuple(named)


def asks_segment(engagement: Engagement) -> bool:
    """It cannot be pulled without a token."""
    return engagement.workspace_pull or (
        engagement.plan is not None and engagement.plan.kind == "api"
    )


def refuse_unconfirmed(engagement: Engagement) -> None:
    """Raises `TrustError` naming what is outside of the folder and was not confirmed."""
    _refuse(engagement.folder, missing(engagement.folder, outside_of(engagement)))


def plan_to_read(engagement: Engagement) -> PlanPlace | None:
    """Where the plan is, with the tokens that it may be read with; None when there is none.

    Raises `TrustError` when it is outside of the folder and was not confirmed.
    """
    place = engagement.plan
    if place is None:
        return None
    only_plan = replace(engagement, workspace_file=None, workspace_pull=False, received={})
    refuse_unconfirmed(only_plan)
    if place.kind != "api":
        return place
    return replace(place, accounts=_given(engagement, token_permissions(engagement)))


def workspace_to_read(engagement: Engagement) -> Path | None:
    """The file of the workspace; likewise."""
    refuse_unconfirmed(replace(engagement, plan=None))
    return engagement.workspace_file


# --- tokens ---------------------------------------------------------------------------------


def token_permissions(engagement: Engagement) -> tuple[Permission, ...]:
    """One for each entry of the keyring that may hold a token for the engagement.

    One of no engagement may be another customer's: it opens a plan that is named by its id, and
    never a workspace.
    """
    of_plan = engagement.plan is not None and engagement.plan.kind == "api"
    accounts = (*engagement.token_accounts, *((WITHOUT_ENGAGEMENT,) if of_plan else ()))
    return tuple(map(_token, accounts))


def accounts_for(engagement: Engagement) -> tuple[str, ...]:
    """Entries of the keyring for its workspace that were given to this very folder.

    A name in `engagement.toml` gives nothing: anybody can write the name of somebody's customer.
    """
    return _given(engagement, map(_token, engagement.token_accounts))


def ungiven_tokens(engagement: Engagement) -> tuple[Permission, ...]:
    """The token in the keyring that a pull would use if it were given to this folder.

    Empty when none is needed, when there is another one, or none at all.
    """
    candidates = token_permissions(engagement)
    if not asks_segment(engagement) or _given(engagement, candidates) or _has_token_of_its_own():
        return ()
    for wanted in candidates:
        try:
            if read_entry((wanted.content,)) is not None:
                return (wanted,)
        except KeyringError:
            return ()
        except TokenError:  # a damaged one is said when it is used
            return (wanted,)
    return ()


def _has_token_of_its_own() -> bool:
    """The environment holds one, which goes before the keyring."""
    try:
        return find_token(HiddenEnvironment()) is not None
    except TokenError:
        return True


def accounts_at(folder: Path) -> tuple[str, ...]:
    """Entries of the keyring for what a person asks in `folder` about a plan in Segment."""
    try:
        own = accounts_for(find_engagement(folder))
    except ConfigError:
        own = ()
    return tuple(dict.fromkeys((*own, WITHOUT_ENGAGEMENT)))


def give_token(engagement: Engagement, account: str) -> None:
    """The person connected this engagement: it may use that token."""
    give(engagement.folder, (_token(account),))


def confirm_own(engagement: Engagement) -> None:
    """The person has just written all of `engagement.toml` themselves."""
    tokens = token_permissions(engagement) if asks_segment(engagement) else ()
    give(engagement.folder, (*outside_of(engagement), *tokens))


def _given(engagement: Engagement, wanted: Iterable[Permission]) -> tuple[str, ...]:
    return tuple(one.content for one in wanted if given(engagement.folder, one))


def _token(account: str) -> Permission:
    return Permission("token", account, f"the token in the keyring's entry {account!r}")


def _file(engagement: Engagement, what: str, file: Path) -> list[Permission]:
    """A file that is outside of the folder."""
    is_inside = file.is_relative_to(os.path.realpath(engagement.folder))
    return [] if is_inside else [_of(what, str(file))]


def _of(what: str, place: str) -> Permission:
    return Permission("outside", f"{what}: {place}", f"{what}: {place}")


def _refuse(folder: Path, asked: tuple[Permission, ...]) -> None:
    if not asked:
        return
    listed = "\n".join(f"  {one.shown}" for one in asked)
    raise TrustError(
        f"{folder / FILE} names what is outside of its folder, and nobody has said yes to that "
        f"here:\n{listed}",
        f"look at the list; if it is as you want it, run `segkit trust {folder}` once.",
    )
