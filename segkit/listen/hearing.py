"""What was heard: each call with the plan's word on it, and how many of each there were.

Words hold what the plan says and what kind of value came, never the value: it is a person's.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace

from segkit.facts.known import Facts
from segkit.listen.receiver import Arrival, News, Notice
from segkit.traffic.captures.calls import name_of
from segkit.traffic.judge import Breach, Judge, Judgement

VALID, BROKEN, UNPLANNED, UNJUDGED = "valid", "broken", "unplanned", "unjudged"
NEWEST = 200
"""How many calls and notices are held in memory; the file has all."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One call that arrived, judged.

    Attributes:
        number: From 1, in the order of arrival.
        judgement: None without a plan.
        again: A call with this messageId was here before: the library repeated it.
    """

    number: int
    arrival: Arrival
    judgement: Judgement | None
    again: bool = False

    @property
    def state(self) -> str:
        """`valid`, `broken`, `unplanned`, or `unjudged` without a plan."""
        if self.judgement is None:
            return UNJUDGED
        if not self.judgement.is_planned:
            return UNPLANNED
        return BROKEN if self.judgement.breaches else VALID

    @property
    def title(self) -> str:
        """The call with its name: `track Order Completed`."""
        kind = self.arrival.call.get("type")
        kind = kind if isinstance(kind, str) and kind else "a call without type"
        return f"{kind} {name_of(self.arrival.call) or ''}".strip()

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What it breaks."""
        return self.judgement.breaches if self.judgement else ()

    @property
    def said(self) -> str:
        """The verdict in words, with the first breach."""
        if self.state == UNPLANNED:
            near = self.judgement.verdict.near if self.judgement else ()
            return f"not planned; planned is {near[0]!r}" if near else "not planned"
        if not self.breaches:
            return "keeps the plan" if self.state == VALID else "there is no plan to judge it by"
        more = f", and {len(self.breaches) - 1} more" if len(self.breaches) > 1 else ""
        return f"breaks the plan: {breach_in_words(self.breaches[0])}{more}"


class Hearing:
    """Judges what arrives, and remembers the newest.

    Attributes:
        counts: Calls by state; a repeated call counts once.
        repeated: How many came again.
        newest: Calls, the newest first.
        notices: What else a person has to know, the newest first.
    """

    def __init__(self, facts: Facts) -> None:
        self._judge = Judge(facts.plan) if facts.plan else None
        self._known: set[int] = set()
        self.counts: Counter[str] = Counter()
        self.repeated = 0
        self.newest: deque[Heard] = deque(maxlen=NEWEST)
        self.notices: deque[Notice] = deque(maxlen=NEWEST)

    def take(self, news: News) -> Heard | Notice:
        """What a receiver told, judged."""
        if isinstance(news, Notice):
            self.notices.appendleft(news)
            return news
        number = sum(self.counts.values()) + self.repeated + 1
        judgement = self._judge.judge(news.call) if self._judge else None
        heard = Heard(number, news, judgement)
        mark = hash(news.call["messageId"])
        if mark in self._known:
            heard = replace(heard, again=True)
            self.repeated += 1
        else:
            self._known.add(mark)
            self.counts[heard.state] += 1
        self.newest.appendleft(heard)
        return heard

    @property
    def total(self) -> int:
        """How many different calls there were."""
        return sum(self.counts.values())


def breach_in_words(breach: Breach) -> str:
    """One breach at its field, without the value that breaks it."""
    field, wanted = breach.dotted or "the call", breach.expected
    if breach.keyword == "required":
        return f"{field} is required"
    if breach.keyword == "type":
        return f"{field} must be {_either(wanted)}, not {breach.got}"
    if breach.keyword == "additionalProperties":
        return f"{field} is not planned"
    if breach.keyword in {"enum", "const"}:
        return f"{field} must be {_either(wanted)}"
    return f"{field} must keep {breach.keyword}" + ("" if wanted is None else f" {wanted}")


def _either(wanted: object) -> str:
    return " or ".join(map(str, wanted)) if isinstance(wanted, list | tuple) else str(wanted)
