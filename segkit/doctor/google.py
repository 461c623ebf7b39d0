"""Checks of the way into Google Sheets, for engagements whose plan is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from segkit.doctor.surroundings import Surroundings
from segkit.doctor.verdict import Verdict, skipped, works
from segkit.engagement.outside import plan_to_read
from segkit.errors import GoogleAccessError, PullError
from segkit.google.access import Access, find_access, refuse_other_token_server
from segkit.model.plan import TrackingPlan
from segkit.patience import Pause
from segkit.plans.tables import Profile
from segkit.pull.places import PlanPlace
from segkit.trust import config_folder

if TYPE_CHECKING:
    from google.auth.credentials import Credentials


def credentials(around: Surroundings) -> Verdict:
    """There are credentials, and they are whole; the plan's own check uses them."""
    place = around.engagement.plan if around.engagement else None
    if place is None or place.kind != "sheet":
        return skipped("no plan in a Google Sheet is named")
    found = plan_to_read(around.engagement) if around.engagement else None
    access = _access(around, found.service_account if found else None)
    return works(f"{access.kind} {access.email or access.source}")


def plan_in_sheet(around: Surroundings, place: PlanPlace, profile: Profile) -> TrackingPlan:
    """The plan in the sheet at `place`; raises what stands against it."""
    from segkit.google.sheets import read_plan_from_sheet

    access = _access(around, place.service_account)
    return read_plan_from_sheet(place.text, access, wait=_no_wait, profile=profile)


def _access(around: Surroundings, service_account: Path | None) -> Access:
    if service_account is not None:
        refuse_other_token_server(service_account, around.environment)
    return find_access(
        around.environment,
        config_folder(around.environment),
        service_account=service_account,
        sign_in=_no_sign_in,
    )


def _no_sign_in(client: Path, token: Path) -> Credentials:
    """No browser opens by itself while somebody only wants to know."""
    del token
    raise GoogleAccessError(
        f"Nobody has signed in to Google yet; the OAuth client file {client} is there.",
        "run `segkit pull` once: it opens Google's page in the browser.",
    )


def _no_wait(pause: Pause) -> NoReturn:
    raise PullError(f"{pause.service} is busy: {pause}.", "try again in a few minutes.")
