"""What the calls of one person say together: ids that change, and what came before identify."""

from __future__ import annotations

from dataclasses import dataclass, field

from segkit.traffic.sampling import Sample

MOST = 10_000
"""People whose calls are compared; of more, a sample."""

SEVERAL = 2
"""UserIds of one anonymousId that are kept: more say nothing more."""

NEVER = "~"
"""A moment after every other."""

Moments = list[str]
"""A userId's first identify call and its first track call, as moments that sort."""


def nothing_yet() -> Moments:
    """Neither was seen."""
    return [NEVER, NEVER]


@dataclass(slots=True)
class People:
    """The calls of each userId, and the userIds of each anonymousId."""

    users: Sample[Moments] = field(default_factory=lambda: Sample(MOST))
    visitors: Sample[set[str]] = field(default_factory=lambda: Sample(MOST))

    def add(self, other: People) -> None:
        """Take over what another part of the calls says."""
        self.users.add(other.users, _earlier)
        self.visitors.add(other.visitors, set.update)

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
