"""What Google answers instead of a sheet, as errors that say what to do.

Statuses and reasons: https://cloud.google.com/apis/design/errors (`google.rpc.ErrorInfo`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segkit.errors import GoogleAccessError, PullError, SheetNotSharedError
from segkit.google.access import Access
from segkit.patience import in_words

if TYPE_CHECKING:
    from requests import Response

_AGAIN = "run the same command again in a few minutes; the last snapshot is still there."
_MAKE_SHEET = (
    "open it in Google Sheets, choose File > Save as Google Sheets and give the new address; or "
    "download it as .xlsx and give that file."
)
_BY_REASON: Mapping[str, tuple[str, str]] = {
    "SERVICE_DISABLED": (
        "the Google Cloud project of these credentials has not enabled the Google Sheets API",
        "enable it: Google Cloud > APIs & Services > Library > Google Sheets API > Enable.",
    ),
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": (
        "the sign-in does not include reading Google Sheets",
        "sign in again and tick the access to Google Sheets on Google's page.",
    ),
    "API_KEY_INVALID": (
        "the API key in GOOGLE_API_KEY is not valid",
        "copy it again from Google Cloud > APIs & Services > Credentials.",
    ),
    "API_KEY_SERVICE_BLOCKED": (
        "the API key in GOOGLE_API_KEY is restricted to other APIs",
        "allow the Google Sheets API in the key's restrictions.",
    ),
    "API_KEY_HTTP_REFERRER_BLOCKED": (
        "the API key in GOOGLE_API_KEY only works on certain web sites",
        "make a key without restriction to web sites, or use a service account.",
    ),
    "API_KEY_IP_ADDRESS_BLOCKED": (
        "the API key in GOOGLE_API_KEY does not work from this computer's address",
        "allow this address in the key's restrictions, or use a service account.",
    ),
    "BILLING_DISABLED": (
        "the Google Cloud project of these credentials is closed for want of billing",
        "enable billing for it, or use credentials of another project.",
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer with an error, as far as it can be read.

    Attributes:
        status: Of HTTP.
        code: Google's word for it (`PERMISSION_DENIED`); empty when the body has none.
        reason: Google's finer word (`SERVICE_DISABLED`); empty when the body has none.
        message: Google's sentence on one line; empty for HTML pages.
    """

    status: int
    code: str = ""
    reason: str = ""
    message: str = ""

    @classmethod
    def of(cls, response: Response) -> Refusal:
        """Read the answer. gspread's `APIError` fails on bodies that are not Google's."""
        try:
            body = response.json()
        except ValueError:
            body = None
        error = body.get("error") if isinstance(body, dict) else None
        if not isinstance(error, dict):
            return cls(response.status_code)
        details = error.get("details")
        reason = next(
            (
                str(detail["reason"])
                for detail in (details if isinstance(details, list) else [])
                if isinstance(detail, dict) and "reason" in detail
            ),
            "",
        )
        message = " ".join(str(error.get("message") or "").split())
        return cls(response.status_code, str(error.get("status", "")), reason, message)


def refused(refusal: Refusal, url: str, access: Access) -> PullError:
    """The error for an answer that another try would not change."""
    said = access.without_secrets(refusal.message)[:200]
    quoted = f" Google says: {said!r}." if said else ""
    if refusal.reason in _BY_REASON:
        why, fix = _BY_REASON[refusal.reason]
        return GoogleAccessError(f"Google did not open {url} ({refusal.status}): {why}.", fix)
    match refusal.status:
        case 401:
            return not_accepted(access)
        case 403:
            return _not_shared(url, access)
        case 404:
            return PullError(
                f"There is no Google Sheet at {url} (404).",
                "copy the address from the browser again; perhaps the sheet was deleted.",
            )
        case 400 if refusal.code == "FAILED_PRECONDITION":
            return PullError(
                f"{url} is not a Google Sheet but another file in Drive, such as an .xlsx (400).",
                _MAKE_SHEET,
            )
        case _:
            return PullError(
                f"Google refused to read {url} ({refusal.status}).{quoted}",
                "check the address; if a tab was renamed a moment ago, run the command again.",
            )


def gave_up(refusal: Refusal, url: str, waited: float, asked: float) -> PullError:
    """The error after the last try: Google stayed busy, or wants too long a wait."""
    what = (
        "its limit of requests per minute is used up"
        if refusal.status == 429
        else "its servers have a problem"
    )
    return PullError(
        f"Google did not read {url} ({refusal.status}): {what}. segkit waited {in_words(waited)} in "
        f"all; the next wait would be {in_words(asked)}.",
        _AGAIN,
    )


def not_accepted(access: Access) -> GoogleAccessError:
    """Google does not take the credentials: revoked, expired, deleted, or a wrong clock."""
    match access.kind:
        case "service account":
            return GoogleAccessError(
                f"Google does not accept the key of {access.email} ({access.source}): it was "
                "deleted, or this computer's clock is wrong.",
                "check the clock, else download a new key file: Google Cloud > IAM > Service "
                "accounts > Keys > Add key.",
            )
        case "user":
            return GoogleAccessError(
                "Google no longer accepts the saved sign-in: it has expired or was revoked.",
                f"delete {access.source} and sign in again.",
            )
        case "api key":
            return GoogleAccessError(
                "Google does not accept the API key in GOOGLE_API_KEY.",
                "copy it again from Google Cloud > APIs & Services > Credentials.",
            )


def not_as_documented(url: str, what: str) -> PullError:
    """An answer that is no answer of the Sheets API: a proxy's page, or half of one."""
    return PullError(
        f"What came back for {url} is not an answer of Google Sheets: {what}.",
        "check that no proxy or sign-in page of the network stands in between, then run it again.",
    )


def no_answer(url: str, *, timeout: bool) -> PullError:
    """Nobody answered at all."""
    if timeout:
        return PullError(f"Google did not answer in time for {url}.", _AGAIN)
    return PullError(
        f"Google could not be reached for {url}.",
        "check the network, VPN and proxy; segkit works on from the last snapshot meanwhile.",
    )


def _not_shared(url: str, access: Access) -> SheetNotSharedError:
    problem = f"Google Sheets refused to open {url} (403): it is not shared with "
    match access.kind:
        case "service account":
            return SheetNotSharedError(
                f"{problem}the service account.",
                f"share the sheet with {access.email} as Viewer, then run the same command again.",
            )
        case "user":
            return SheetNotSharedError(
                f"{problem}the Google account that signed in.",
                "ask its owner to share it with your account as Viewer; if you are signed in with "
                f"another account, delete {access.source} and sign in again.",
            )
        case "api key":
            return SheetNotSharedError(
                f"{problem}everyone, and an API key opens only such sheets.",
                'set Share > General access to "Anyone with the link" as Viewer; or use a service '
                "account or your own sign-in.",
            )
