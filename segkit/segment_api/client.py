"""A client of the Public API that can only read.

Every request is a GET to one address, carries the token only there, and is repeated while the
fault may pass. A redirect is followed to the same scheme, host and port, and to nowhere else.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from segkit.errors import TokenError
from segkit.model.workspace import Json
from segkit.patience import LONGEST, TURNS, Pause
from segkit.segment_api import refusals
from segkit.segment_api.answers import Answer
from segkit.segment_api.background import Tell
from segkit.segment_api.endpoints import WORKSPACE, Endpoint, Owner
from segkit.segment_api.limits import Clock, Limits
from segkit.segment_api.paging import Paging, Query
from segkit.segment_api.region import REGIONS, VARIABLE, addresses, is_loopback, origin
from segkit.segment_api.token import Token

MOST_BYTES = 256_000_000
"""Of one answer; real pages stay far below a hundredth of it."""

_TURNS_OF_LIMIT = 10  # as often as Segment's Terraform provider tries
_MOST_HOPS = 3
_CONNECT = 10.0  # seconds
_FIRST_PAUSE = 0.5  # seconds; most faults of a network last no longer


class PublicApi:
    """Where and as whom to ask; opened for each pull by `session`.

    Attributes:
        region: `US` or `EU`; empty until it is known, and at an address of one's own.

    Args:
        token: Who asks.
        addresses: Base addresses to try, by region (`region.addresses`).
        clock: Replaced where waiting is only pretended.
        silence: Seconds until the next byte has to be there.
        deadline: Seconds until a whole answer has to be there.
    """

    def __init__(
        self,
        token: Token,
        *,
        addresses: Mapping[str, str] = REGIONS,
        clock: Clock | None = None,
        silence: float = 30.0,
        deadline: float = 120.0,
    ) -> None:
        self.token = token
        self.addresses = dict(addresses)
        self.clock = clock or Clock()
        self.limits = Limits(self.clock)
        self.silence, self.deadline = silence, deadline

    @property
    def region(self) -> str:
        """The region, as soon as there is only one left to ask."""
        return next(iter(self.addresses)) if len(self.addresses) == 1 else ""

    @asynccontextmanager
    async def session(self, tell: Tell) -> AsyncIterator[Session]:
        """Connections for one pull; closed at its end, however it ends."""
        self.limits.begin()
        async with AsyncExitStack() as opened:
            yield Session(self, _Lines(self, opened), tell)

    def line(self) -> httpx.AsyncClient:
        """A client of one connection."""
        return httpx.AsyncClient(
            auth=_Bearer(self.token),
            follow_redirects=False,
            verify=_certificates(),
            timeout=httpx.Timeout(self.silence, connect=min(_CONNECT, self.silence), pool=None),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            # a proxy of the environment is for the outside world, and would see this in clear
            trust_env=not all(map(is_loopback, self.addresses.values())),
            headers={"User-Agent": "segkit"},
        )


class _Lines:
    """Connections, each lent to one request at a time.

    One client for all would look at each of its connections for every request, which costs
    more than the request itself.
    """

    def __init__(self, api: PublicApi, opened: AsyncExitStack) -> None:
        self._api, self._opened = api, opened
        self._free: list[httpx.AsyncClient] = []

    @asynccontextmanager
    async def one(self) -> AsyncIterator[httpx.AsyncClient]:
        """A free one, the last used first; opened when there is none."""
        if self._free:
            line = self._free.pop()
        else:
            line = await self._opened.enter_async_context(self._api.line())
        try:
            yield line
        finally:
            self._free.append(line)


def open_api(
    environment: Mapping[str, str], token: Token, *, region: str | None = None
) -> PublicApi:
    """A client for the workspace that the token belongs to; nothing is asked yet.

    Args:
        environment: May override the address (`SEGMENT_PUBLIC_API_URL`).
        token: `find_token(environment)`, or one that was asked for.
        region: `US` or `EU`; None finds it out with the first request.

    Raises:
        UsageError: There is no such region, or the address is not safe for a token.
    """
    own = {VARIABLE: environment.get(VARIABLE, "")}
    del environment  # a traceback that prints local variables would print the token in it
    return PublicApi(token, addresses=addresses(own, region))


class Session:
    """A client with open connections."""

    def __init__(self, api: PublicApi, lines: _Lines, tell: Tell) -> None:
        self.api = api
        self.paging = Paging()
        self._lines = lines
        self._tell = tell
        self._heard = False

    async def workspace(self) -> Json:
        """The token's workspace; finds out its region on the way.

        Raises `TokenError` when no region accepts the token.
        """
        refusal: TokenError | None = None
        for region, url in self.api.addresses.items():
            try:
                found = (await self._ask(url, WORKSPACE, "", {})).get(WORKSPACE.answer)
            except TokenError as error:
                refusal = error
                continue
            if not isinstance(found, dict):
                raise refusals.malformed(f"{url}/", "it holds no workspace")
            self.api.addresses = {region: url}
            return found
        assert refusal is not None  # noqa: S101 there is always an address
        raise refusal

    async def get(self, endpoint: Endpoint, owner: Owner = "", query: Query | None = None) -> Json:
        """The `data` of one answer.

        Raises:
            ApiRefusalError: The API said no.
            ApiError: No whole answer came, however often it was asked for.
        """
        if len(self.api.addresses) > 1:
            await self.workspace()
        [base] = self.api.addresses.values()
        with refusals.if_optional(endpoint):
            return await self._ask(base, endpoint, owner, query or {})

    async def _ask(self, base: str, endpoint: Endpoint, owner: Owner, query: Query) -> Json:
        url = base + endpoint.path_of(owner)
        parameters: Query = endpoint.query_of(owner) | dict(query)
        busy = faults = hops = 0
        while True:
            answer = await self._send(url, endpoint, parameters)
            if answer.is_good:
                return self._data(answer, url)
            if (moved := _within(base, url, answer)) and hops < _MOST_HOPS:
                hops, url = hops + 1, moved
                parameters = {} if urlsplit(url).query else parameters
            elif answer.asks_to_wait:
                busy += 1
                self._wait_for_all(answer, url, busy)
            elif answer.may_pass:
                faults += 1
                await self._wait_alone(answer, url, faults, 1 if endpoint.optional else TURNS)
            else:
                raise refusals.refused(answer, endpoint, base, url, self.api.token)

    def _wait_for_all(self, answer: Answer, url: str, turn: int) -> None:
        seconds = answer.seconds_asked(turn) or float(turn)  # 0 would ask again at once
        if turn > _TURNS_OF_LIMIT or seconds > LONGEST:
            raise refusals.still_busy(answer, url, seconds)
        if self.api.limits.back_off(seconds):
            self._tell(Pause("Segment", answer.status, seconds, turn, _TURNS_OF_LIMIT))

    async def _wait_alone(self, answer: Answer, url: str, turn: int, most: int) -> None:
        # an address that never answered is more likely wrong than busy
        if turn > (most if self._heard else 1):
            raise refusals.gave_up(answer, url, turn)
        seconds = _FIRST_PAUSE * 2 ** (turn - 1)
        self._tell(Pause("Segment", answer.status, seconds, turn, most))
        await self.api.clock.sleep(seconds)

    async def _send(self, url: str, endpoint: Endpoint, query: Query) -> Answer:
        async with self.api.limits.place(endpoint) as turn:
            try:
                async with asyncio.timeout(self.api.deadline):
                    answer = await self._receive(url, endpoint, query)
            except TimeoutError:
                return Answer(0, fault=f"it took longer than {self.api.deadline:g} s")
            except httpx.HTTPError as error:
                return _fault(error)
            self._heard = True
            if not answer.asks_to_wait and answer.status < 500:
                self.api.limits.answered(turn, answer.headers, good=answer.is_good)
            return answer

    async def _receive(self, url: str, endpoint: Endpoint, query: Query) -> Answer:
        async with (
            self._lines.one() as line,
            line.stream(
                "GET", url, params=dict(query) or None, headers={"Accept": endpoint.accept}
            ) as response,
        ):
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Answer(0, fault="it is larger than any page of the API", hopeless=True)
        # from here on nothing holds the token, whatever the answer repeats
        content = self.api.token.hide_in(_without_escapes(bytes(body)))
        return _read(response.status_code, response.headers, content)

    def _data(self, answer: Answer, url: str) -> Json:
        found = answer.body.get("data")
        if not isinstance(found, dict):
            raise refusals.malformed(url, "the answer has no data")
        return found


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust; reading the list takes longer than most requests, so once is enough."""
    return httpx.create_ssl_context()


class _Bearer(httpx.Auth):
    """Puts the token into a request, and into nothing that could be printed."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request


def _within(base: str, url: str, answer: Answer) -> str:
    """Where a redirect leads on the same server; empty when it leads elsewhere, or is none."""
    location = answer.headers.get("Location", "")
    if not answer.is_redirect or not location:
        return ""
    try:
        target = urljoin(url, location)
        return target if origin(target) == origin(base) else ""
    except ValueError:  # no address at all
        return ""


def _without_escapes(content: bytes) -> bytes:
    """JSON without escapes of plain characters, behind which a repeated token would hide."""
    if not re.search(rb"\\(?:/|u00[2-7])", content):
        return content
    try:
        return msgspec.json.encode(msgspec.json.decode(content))
    except (ValueError, RecursionError):  # no answer at all; nothing of it is kept
        return b""


def _read(status: int, headers: Mapping[str, str], content: bytes) -> Answer:
    """The answer; what claims to be good has to be a JSON object."""
    what = "a web page" if content.lstrip()[:1] == b"<" else "something else"
    try:
        body = msgspec.json.decode(content)
    except UnicodeDecodeError:
        body, what = None, "text that is not in UTF-8"
    except (msgspec.DecodeError, RecursionError):
        body = None
    if isinstance(body, dict):
        return Answer(status, headers, body)
    fault = f"it answered {status} with {what} instead of JSON" if 200 <= status < 300 else ""
    return Answer(status, headers, fault=fault)


def _fault(error: httpx.HTTPError) -> Answer:
    """Why nothing whole came back, in words."""
    if isinstance(error, httpx.TimeoutException):
        return Answer(0, fault="no answer came in time")
    if isinstance(error, httpx.ConnectError):
        if _is_about_certificates(error):
            what = "the certificate is not trusted; a proxy may have put in its own (SSL_CERT_FILE)"
            return Answer(0, fault=what, hopeless=True)
        return Answer(0, fault="no connection could be made")
    return Answer(0, fault="the connection broke off before the answer was whole")


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
