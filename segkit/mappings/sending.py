"""How a mapping sends what it makes: sync mode, what records are matched by, and batches.

Settings of the mapping that are no fields of the destination's own, but for the two of batches.
"""

from __future__ import annotations

from dataclasses import dataclass

from segkit.model.workspace import Json


@dataclass(frozen=True, slots=True)
class Sending:
    """What the settings of a mapping say of it; empty or None where they say nothing.

    Attributes:
        sync_mode: `add`, `update`, `upsert`, `delete` or `mirror`.
        matching_key: The field by which records are found.
        batching: It sends several calls at a time.
        batch_size: How many at most.
    """

    sync_mode: str = ""
    matching_key: str = ""
    batching: bool | None = None
    batch_size: int | None = None

    @property
    def words(self) -> str:
        """All of it: `sync mode upsert, records matched by email, batches of up to 50`."""
        most = f" of up to {self.batch_size:,}" if self.batch_size else ""
        batches = {True: f"batches{most}", False: "no batches", None: ""}[self.batching]
        found = (
            f"sync mode {self.sync_mode}" if self.sync_mode else "",
            f"records matched by {self.matching_key}" if self.matching_key else "",
            batches or (f"batches{most}, if it batches" if most else ""),
        )
        return ", ".join(filter(None, found))


NOTHING_SAID = Sending()


def sending_of(settings: Json) -> Sending:
    """What the settings of a mapping say of how it sends."""
    batching, size = settings.get("enable_batching"), settings.get("batch_size")
    return Sending(
        sync_mode=_text(settings, "__segment_internal_sync_mode"),
        matching_key=_text(settings, "__segment_internal_matching_key"),
        batching=batching if isinstance(batching, bool) else None,
        batch_size=size if isinstance(size, int) and not isinstance(size, bool) else None,
    )


def _text(settings: Json, key: str) -> str:
    value = settings.get(key)
    return value if isinstance(value, str) else ""
