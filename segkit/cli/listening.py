"""Hearing what the customer's libraries really send."""

from __future__ import annotations

import queue
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import ENGAGEMENT, PATH, cli, facts_of

if TYPE_CHECKING:
    from segkit.facts.known import Facts
    from segkit.listen.hearing import Heard, Hearing
    from segkit.listen.receiver import News, Notice

_PORT = 8765
_QUIET = 20.0  # seconds until it says where to look
_SIGNS = {"valid": "✓", "broken": "✗", "unplanned": "–", "unjudged": "·"}
_WORDS = {
    "valid": "keep the plan", "broken": "break it", "unplanned": "not planned",
    "unjudged": "without a plan to judge by",
}  # fmt: skip


@cli.command()
@ENGAGEMENT
@click.option(
    "--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True,
    help="Of 127.0.0.1; 0 takes any that is free.",
)  # fmt: skip
@click.option("--out", type=PATH, help="File for the calls; calls.jsonl without it.")
@click.option(
    "--for", "seconds", type=click.FloatRange(min=0, min_open=True),
    help="End after so many seconds; without it Ctrl-C ends it.",
)  # fmt: skip
@click.pass_context
def listen(
    ctx: click.Context, engagement: Path, *, port: int, out: Path | None, seconds: float | None
) -> None:
    """Receive in Segment's place what libraries send, and say whether it keeps the plan.

    Nothing leaves this computer. Give the file to `segkit verify` afterwards.
    """
    from segkit.listen.hearing import Hearing
    from segkit.listen.receiver import Receiver
    from segkit.listen.session import open_session
    from segkit.terminal import one_line

    facts = facts_of(engagement)
    _open_many_files()
    session = open_session(facts.engagement, out)
    told: queue.SimpleQueue[News | None] = queue.SimpleQueue()
    receiver = Receiver(session, facts.workspace, facts.write_keys, told.put)
    receiver.start(port)
    hearing = Hearing(facts)
    try:
        with _interrupt(told):
            for line in _introduction(facts, receiver.port, session.path):
                click.echo(line)
            for news in _until(told, seconds):
                if news is not None:
                    click.echo(one_line(_line(hearing.take(news))))
                elif not hearing.newest:
                    click.echo("\n".join(_where_to_look(facts, receiver.port)))
    finally:
        receiver.stop()
    while not told.empty():  # what was answered is counted
        if (news := told.get()) is not None:
            hearing.take(news)
    click.echo("\n".join(_summary(hearing, receiver.lost, session.path, facts)))
    ctx.exit(2 if receiver.lost else 0)


def _open_many_files() -> None:
    """Each connection is a file: have as many as the system gives to this program."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def _interrupt(told: queue.SimpleQueue[News | None]) -> Iterator[None]:
    """An interrupt waits in line: what arrived before it is said and counted."""
    before = signal.signal(signal.SIGINT, lambda *_: told.put(None))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _until(told: queue.SimpleQueue[News | None], seconds: float | None) -> Iterator[News | None]:
    """What arrives, until the time is over or it is interrupted.

    Once None, when nothing has come for a while.
    """
    begun, quiet = time.monotonic(), _QUIET
    while seconds is None or time.monotonic() - begun < seconds:
        left = 0.5 if seconds is None else min(0.5, max(0.0, begun + seconds - time.monotonic()))
        try:
            # not for ever: on some systems an interrupt is heard only in between
            news = told.get(timeout=left)
        except queue.Empty:
            if quiet and time.monotonic() - begun > quiet:
                quiet = 0.0
                yield None
            continue
        if news is None:
            return
        yield news


def _introduction(facts: Facts, port: int, file: Path) -> Iterator[str]:
    from segkit.listen.pointing import redirects_of, without_redirect

    yield f"Listening on http://127.0.0.1:{port}. Nothing leaves this computer. Ctrl-C ends it."
    yield f"Calls are kept in {file}, which only you can read."
    yield ""
    yield "So that your libraries send here (WRITE_KEY is the key as your code has it):"
    for one in redirects_of(facts):
        of = f" ({', '.join(one.sources)})" if one.sources else ""
        yield f"\n{one.redirect.title}{of}"
        yield from (f"    {line}".rstrip() for line in one.redirect.code(port).split("\n"))
        yield f"  To undo: {one.redirect.undo}"
        if one.redirect.note:
            yield f"  {one.redirect.note}"
    for name, library in without_redirect(facts):
        yield (
            f"\n{library} ({name})\n  No way to send here is known. Record a HAR with a proxy, and "
            "give it to `segkit verify`."
        )
    yield ""


def _where_to_look(facts: Facts, port: int) -> Iterator[str]:
    from segkit.listen.pointing import where_to_look

    yield "\nNothing has arrived yet. Where to look:"
    yield from (f"  - {hint}" for hint in where_to_look(facts, port))
    yield ""


def _line(news: Heard | Notice) -> str:
    """One line of the terminal."""
    from segkit.listen.receiver import Notice

    if isinstance(news, Notice):
        return f"{news.at.astimezone():%H:%M:%S}  ! {news.text}"
    arrival = news.arrival
    key = f" (key {arrival.key})" if arrival.source == "?" and arrival.key else ""
    said = f"{news.said} (again)" if news.again else news.said
    sign = _SIGNS[news.state]
    return f"{arrival.at.astimezone():%H:%M:%S}  {sign} {arrival.source}{key}  {news.title}: {said}"


def _summary(hearing: Hearing, lost: int, file: Path, facts: Facts) -> Iterator[str]:
    counts = hearing.counts
    if not hearing.total:
        yield "No call arrived."
    else:
        said = "; ".join(f"{_WORDS[state]}: {counts[state]}" for state in _WORDS if counts[state])
        again = f" {hearing.repeated} came again and count once." if hearing.repeated else ""
        calls = "call" if hearing.total == 1 else "calls"
        yield f"{hearing.total} {calls} arrived. {said[0].upper()}{said[1:]}.{again}"
        yield f"Look closer: segkit verify {facts.engagement.folder} {file}"
    if lost:
        yield (
            f"{lost} requests could not be kept and got no answer. "
            "Their libraries try again for a while; what they gave up is missing here."
        )
