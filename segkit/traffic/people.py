"""What the calls of one person say together: ids that change, and what came before identify."""

from __future__ import annotations

from dataclasses import dataclass, field

from segkit.traffic.sampling import ALL, Sample

MOST = 2_000
"""People whose calls are compared; of more, a sample."""

SEVERAL = 2
"""UserIds of one anonymousId that are kept: more say nothing more."""

NEVER = "~"
"""A moment after every other."""

Bounds = tuple[int, int]
"""Of the numbers of userIds and of anonymousIds that are looked at."""

ALL_PEOPLE: Bounds = (ALL, ALL)

Moments = list[str]
"""A userId's first identify call and its first track call, as moments that sort."""


_PLACES = {"identify": 0, "track": 1}


def nothing_yet() -> Moments:
    """Neither was seen."""
    return [NEVER, NEVER]


@dataclass(slots=True)
class People:
    """The calls of each userId, and the userIds of each anonymousId."""

    users: Sample[Moments] = field(default_factory=lambda: Sample(MOST))
    visitors: Sample[set[str]] = field(default_factory=lambda: Sample(MOST))

    def saw_user(self, user_id: str, kind: str, moment: str) -> None:
        """A call with a userId."""
        moments = self.users.of(user_id, nothing_yet)
        place = _PLACES.get(kind)
        if moments is not None and place is not None and moment and moment < moments[place]:
            moments[place] = moment

    def saw_visitor(self, anonymous_id: str, user_id: str) -> None:
        """A call with both ids."""
        users = self.visitors.of(anonymous_id, set)
        if users is not None and len(users) < SEVERAL:
            users.add(user_id)

    def add(self, other: People) -> None:
        """Take over what another part of the calls says."""
        self.users.add(other.users, _earlier)
        self.visitors.add(other.visitors, set.update)

    @property
    def bounds(self) -> Bounds:
        """What is left of all people; no part of the same calls can end with more."""
        return self.users.bound, self.visitors.bound

    def narrow(self, bounds: Bounds) -> None:
        """Look at these people only."""
        self.users.narrow(bounds[0])
        self.visitors.narrow(bounds[1])

    @property
    def share(self) -> int:
        """One of how many people was looked at."""
        return max(self.users.share, self.visitors.share)

    def counts(self) -> dict[str, int]:
        """What is odd, in people."""
        users = list(self.users.values())
        return {
            "users": len(users),
            "visitors": sum(1 for _ in self.visitors.values()),
            "severalUserIds": sum(len(found) > 1 for found in self.visitors.values()),
            "trackBeforeIdentify": sum(track < identify < NEVER for identify, track in users),
            "trackWithoutIdentify": sum(identify == NEVER != track for identify, track in users),
        }


def _earlier(mine: Moments, theirs: Moments) -> None:
    mine[:] = map(min, mine, theirs)
