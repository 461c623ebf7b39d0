"""A Dask cluster says what this machine says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.traffic.captures.parts import files_in, parts_of
from segkit.traffic.counting.running import Beside, count
from segkit.traffic.counting.tally import Tally
from segkit.traffic.judge import Judge
from segkit.traffic.results.reckoning import Scope, verified
from segkit.traffic.verifying import Against


def test_a_cluster_says_the_same(
    tmp_path: Path, against: Against, order: Callable[..., dict[str, object]]
) -> None:
    """With copies in different parts."""
    distributed = pytest.importorskip("distributed")

    file = tmp_path / "calls.jsonl"
    calls = [order(number % 40, total="x" if number % 7 == 0 else 1) for number in range(60)]
    file.write_text("".join(json.dumps(call) + "\n" for call in calls), encoding="utf-8")
    parts = list(parts_of(files_in([file]), 3_000))
    here, there = Tally(), Tally()
    count(parts, Beside(against.plan), here)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        count(parts, Beside(against.plan), there, scheduler=cluster.scheduler_address)

    scope = Scope(Judge(against.plan))
    assert verified(here, scope) == verified(there, scope)
    assert (here.calls, here.duplicates) == (40, 20)
