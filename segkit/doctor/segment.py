"""Checks of the token and of what it opens in Segment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from segkit.doctor.surroundings import Surroundings
from segkit.doctor.verdict import Verdict, do_first, look_at, skipped, works
from segkit.engagement.connecting import NAMES, accounts_of
from segkit.errors import KeyringError, SegkitError, TokenError
from segkit.segment_api.keyring_entries import HOW, read_entry
from segkit.segment_api.refusals import TOKEN_PAGE
from segkit.segment_api.region import VARIABLE
from segkit.segment_api.token import find_token

if TYPE_CHECKING:
    from segkit.segment_api.rights import Rights

_UNTRIED = "there is no token to try it with"
_NOT_ASKED = "the engagement reads nothing from Segment"
_MORE_RIGHTS = f"ask a Workspace Owner for a token with more rights ({TOKEN_PAGE})."


def token(around: Surroundings) -> Verdict:
    """There is a token, in the environment or in the keyring."""
    try:
        found = around.token()
    except KeyringError as error:
        if around.asks_segment:
            return do_first(f"SEGMENT_TOKEN is not set. {error.problem}", error.fix)
        found = None
    if found is not None:
        return works(f"found in {found.where}")
    if around.asks_segment:
        return do_first("There is no token of the workspace.", HOW)
    if around.engagement is None:
        return look_at("There is no token.", f"in an engagement, {HOW}")
    return skipped(_NOT_ASKED)


def keyring(around: Surroundings) -> Verdict:
    """A token could be kept."""
    try:
        is_set = find_token(around.environment) is not None
    except TokenError:
        is_set = True
    try:
        read_entry(accounts_of(around.engagement), seconds=around.seconds)
    except KeyringError as error:
        if is_set or not around.asks_segment:
            return skipped(f"not needed here ({error.problem.rstrip('.')})")
        return look_at(error.problem, error.fix)
    except TokenError:
        pass  # it answers; what it holds is the token's check
    return works("answers")


def workspace(around: Surroundings) -> Verdict:
    """Segment accepts the token, and it is of the engagement's workspace."""
    rights = around.rights()
    if rights is None:
        return skipped(_UNTRIED)
    if rights.problem is not None:
        return _trouble(around, rights.problem)
    engagement = around.engagement
    own = engagement.workspace_slug if engagement else ""
    if own and rights.slug and own != rights.slug:
        return look_at(
            f"The token is of the workspace {rights.slug!r}, and engagement.toml names {own!r}.",
            "connect with a token of the customer's workspace, or correct slug below [workspace].",
        )
    pulled = _pulled_slug(around)
    if not own and pulled and rights.slug and pulled != rights.slug:
        return look_at(
            f"The token is of the workspace {rights.slug!r}, and the snapshot is of {pulled!r}.",
            "connect with a token of the customer's workspace; if this is the one, run "
            "`segkit pull`.",
        )
    return works(f"{rights.name} accepts it")


def _pulled_slug(around: Surroundings) -> str:
    """Of the workspace that the last pull read; empty when none did."""
    engagement = around.engagement
    if engagement is None or not engagement.workspace_pull or not around.has_snapshot:
        return ""
    found = around.snapshot().workspace
    return found.slug if found is not None else ""


def _trouble(around: Surroundings, problem: SegkitError) -> Verdict:
    """A token that is refused is to be replaced; without a network a snapshot is enough."""
    if isinstance(problem, TokenError) or (around.asks_segment and not around.has_snapshot):
        return do_first(problem.problem, problem.fix)
    also = " The snapshot works without." if around.engagement and around.has_snapshot else ""
    return look_at(problem.problem + also, problem.fix)


def region(around: Surroundings) -> Verdict:
    """The workspace is where the engagement says."""
    rights = around.rights()
    if rights is None:
        return skipped(_UNTRIED)
    if rights.problem is not None:
        return skipped("the workspace could not be asked")
    if not rights.region:
        return works(f"asked at {around.environment.get(VARIABLE, '').strip()}")
    own = (around.engagement.region if around.engagement else "").upper()
    if own and own != rights.region:
        return do_first(
            f'engagement.toml says region = "{own.lower()}", and the workspace is in '
            f"{rights.region}.",
            f'write region = "{rights.region.lower()}" below [workspace] in engagement.toml.',
        )
    return works(rights.region)


def sources(around: Surroundings) -> Verdict:
    """The token lists the sources, without which there is no pull."""
    verdict = _door("sources", around)
    rights = around.rights()
    pulls = around.engagement is not None and around.engagement.workspace_pull
    if verdict.severity == "warn" and pulls and not around.has_snapshot:
        return do_first(verdict.says, verdict.fix)
    if rights is not None and rights.counts.get("sources") == 0:
        says = "The workspace has no source that the token may see."
        return (do_first if pulls else look_at)(says, _MORE_RIGHTS)
    return verdict


def write_keys(around: Surroundings) -> Verdict:
    """The token shows write keys, which takes Source Admin."""
    rights = around.rights()
    if (closed := _unasked(rights)) is not None:
        return closed
    assert rights is not None  # noqa: S101 just seen
    if rights.has_write_keys is None:
        return skipped("there is no source to tell by")
    if rights.has_write_keys:
        return works("the token has the role Source Admin")
    return look_at(
        "The API gives no write keys: the token lacks the role Source Admin.",
        "ask a Workspace Owner for that role if load snippets are to show keys; "
        "everything else works without.",
    )


def door(key: str) -> Callable[[Surroundings], Verdict]:
    """The check of one kind of thing that the token may open."""
    return lambda around: _door(key, around)


def _door(key: str, around: Surroundings) -> Verdict:
    rights = around.rights()
    if (closed := _unasked(rights)) is not None:
        return closed
    assert rights is not None  # noqa: S101 just seen
    if problem := rights.closed.get(key):
        return look_at(problem.problem, problem.fix)
    if key not in rights.counts:
        return skipped(f"there is no destination that could have {NAMES[key]}")
    count = rights.counts[key]
    return works("open" if count is None else f"open, {count} there")


def _unasked(rights: Rights | None) -> Verdict | None:
    """Why nothing is known of what the token opens; None when it is."""
    if rights is None:
        return skipped(_UNTRIED)
    return None if rights.problem is None else skipped("the workspace could not be asked")
