"""A connection of a source with a destination, both ends resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationMapping, Source


@dataclass(frozen=True, slots=True)
class Pair:
    """A connection with its two ends resolved.

    Attributes:
        kind: The source's kind, one of `SOURCE_KINDS`.
    """

    source: Source
    destination: Destination
    connection: Connection
    kind: str

    @property
    def as_enabled(self) -> Pair:
        """The same with both ends switched on: it is there to be enabled."""
        return replace(self, connection=replace(self.connection, enabled=True))

    @property
    def is_reached(self) -> bool:
        """Something can travel this way, now or after it is enabled."""
        return bool(self.connection.possible)

    @property
    def enabled_mappings(self) -> tuple[DestinationMapping, ...]:
        """The destination's mappings that are switched on; none when they are not known."""
        return tuple(m for m in self.destination.mappings or () if m.enabled)

    @property
    def modes_to_expect(self) -> frozenset[str]:
        """The mode that applies; all that are possible where it is not known."""
        known = self.connection.mode in {"device", "cloud"}
        return frozenset({self.connection.mode} if known else self.connection.possible)

    @property
    def may_run_on_device(self) -> bool:
        """Device mode applies, or may have been chosen."""
        return "device" in self.connection.possible and self.connection.mode != "cloud"
