"""Which messageIds were seen before, at eight bytes each, whatever the number."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.traffic.counting.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_IN_MEMORY = 4_000_000
"""Fingerprints of a run that stays in memory; a larger one is a file, which the system reads."""


class Copies:
    """Fingerprints of all parts so far, in sorted runs that grow by merging."""

    def __init__(self) -> None:
        self._runs: list[Numbers] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files = 0

    def known(self, asked: Numbers) -> frozenset[int]:
        """Those that an earlier part has."""
        import numpy as np

        found: set[int] = set()
        for run in self._runs:
            places = np.minimum(np.searchsorted(run, asked), len(run) - 1)
            found.update(asked[run[places] == asked].tolist())
        return frozenset(found)

    def __len__(self) -> int:
        """How many are remembered."""
        return sum(map(len, self._runs))

    def all(self) -> array[int]:
        """Every one of them."""
        found = array("q")
        for run in self._runs:
            found.frombytes(run.tobytes())
        return found

    def add(self, run: Numbers) -> None:
        """Remember these, none of which is known."""
        if not len(run):
            return
        import numpy as np

        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            # a stable sort takes runs that are sorted as they are
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs.append(self._kept(run))

    def close(self) -> None:
        """Put the files away."""
        self._runs.clear()
        if self._folder is not None:
            self._folder.cleanup()

    def _kept(self, run: Numbers) -> Numbers:
        if len(run) < _IN_MEMORY:
            return run
        import numpy as np

        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="segkit-", ignore_cleanup_errors=True)
        self._files += 1
        file = Path(self._folder.name) / f"{self._files}.npy"
        np.save(file, run)
        kept: Numbers = np.load(file, mmap_mode="r")
        return kept


def in_order(fingerprints: array[int]) -> Numbers:
    """The same sorted, as `Copies` wants them."""
    import numpy as np

    return np.sort(np.array(fingerprints, dtype=np.int64))


class Joining:
    """Puts tallies together, one after the other, so that a call of an earlier one counts once."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._copies = Copies()

    def add(self, found: Tally, again: Callable[[frozenset[int]], Tally]) -> None:
        """Take over the next tally; `again` counts it without some calls, and each copy once."""
        run = in_order(found.fingerprints)
        known = self._copies.known(run)
        has_copies = found.duplicates == 0 and bool((run[1:] == run[:-1]).any())
        if known or has_copies:
            found = again(known)
            run = in_order(found.fingerprints)
        self._copies.add(run)
        self.tally.add(found)

    def close(self) -> None:
        """Put away what was kept in files."""
        self._copies.close()
