"""The errors of the Public API in words: what was asked, what came back, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from segkit.errors import ApiError, ApiRefusalError, TokenError
from segkit.patience import in_words
from segkit.segment_api.answers import Answer
from segkit.segment_api.endpoints import WORKSPACE, Endpoint
from segkit.segment_api.region import origin
from segkit.segment_api.secret_smells import without_embedded
from segkit.segment_api.token import Token

TOKEN_PAGE = "Settings > Workspace settings > Access Management > Tokens"  # noqa: S105 a menu

_MEANINGS = {
    401: "the token may not read this",
    403: "the token may not read this",
    404: "it does not exist there",
    422: "the API does not take the question",
}


def quoted(answer: Answer) -> str:
    """Status and words of an answer, without a secret that they may hold."""
    words = without_embedded(answer.said())
    return f"{answer.status}: {words!r}" if words else f"{answer.status}"


def refused(answer: Answer, endpoint: Endpoint, base: str, url: str, token: Token) -> ApiError:
    """The error for an answer that is no, and will stay so."""
    if answer.is_redirect:
        return _redirected(answer, base, url)
    if answer.fault:
        return gave_up(answer, url, 1)
    if endpoint is WORKSPACE and answer.status in {401, 403}:
        return _not_accepted(answer, base, token)
    meaning = _MEANINGS.get(answer.status, "the API refuses the question")
    if endpoint.feature:
        meaning += f", or {endpoint.feature} is not part of the customer's plan"
    return ApiRefusalError(
        f"Segment refused GET {url.removeprefix(base)} ({quoted(answer)}): {meaning}.",
        f"ask a Workspace Owner for a token with more rights ({TOKEN_PAGE}), "
        "or look in the workspace whether this exists.",
        status=answer.status,
        said=answer.said(),
    )


@contextmanager
def if_optional(endpoint: Endpoint) -> Iterator[None]:
    """What goes wrong with a question that a pull can do without is an answer: a no."""
    try:
        yield
    except (TokenError, ApiRefusalError):
        raise
    except ApiError as error:
        if not endpoint.optional:
            raise
        raise ApiRefusalError(error.problem, error.fix) from error


def still_busy(answer: Answer, url: str, seconds: float) -> ApiError:
    """The limit stays reached."""
    return ApiError(
        f"Segment's limit of requests stays reached: it asks to wait {in_words(seconds)} more "
        f"before GET {url} ({answer.status}).",
        "start the pull again later; whatever else uses this token counts too.",
    )


def gave_up(answer: Answer, url: str, turns: int) -> ApiError:
    """It did not pass."""
    what = answer.fault or f"it answered {answer.status}"
    times = "once" if turns == 1 else f"{turns} times"
    return ApiError(
        f"GET {url} brought no whole answer, tried {times}: {what}.",
        "check the connection (VPN, proxy, log-in page of the Wi-Fi) and "
        "https://status.segment.com, then start the pull again.",
    )


def malformed(url: str, what: str) -> ApiError:
    """It is JSON, and not what the API documents."""
    return ApiError(
        f"GET {url} was answered, but {what}.",
        "start the pull again; if it stays so, the API has changed and segkit needs an update.",
    )


def _not_accepted(answer: Answer, base: str, token: Token) -> TokenError:
    return TokenError(
        f"{base} does not accept {token.where} ({quoted(answer)}).",
        f"make a new token in the customer's workspace ({TOKEN_PAGE}; Team and Business plans "
        "only), and check the workspace's region.",
    )


def _redirected(answer: Answer, base: str, url: str) -> ApiError:
    location = answer.headers.get("Location", "")
    try:
        if location and origin(urljoin(url, location)) == origin(base):
            return malformed(url, f"its redirects ({answer.status}) lead in a circle")
        host = urlsplit(location).hostname or "nowhere"
    except ValueError:
        host = "no address"
    return TokenError(
        f"{base} answered with a redirect ({answer.status}) to {host!r}; the token was not sent "
        "there.",
        "choose the workspace's region: the US address redirects tokens of EU workspaces.",
    )
