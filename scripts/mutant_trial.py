"""Small changes of some modules, each tried with the tests that reach the changed function.

Run by `mutants.py` in a copy of the project: `python mutant_trial.py MODULE … -- TEST …`. mutmut
writes every change of a module into it, with a switch. The tests are collected and run once, to
learn which functions each of them reaches; then a process is forked for each change, which runs
those tests, quickest first, until one fails. Printed last are the names of all changes and of
those that nothing noticed, as JSON.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import resource
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

_PROCESSES = 2
_MOST_BYTES = 4 << 30


class Trial:
    """In place of a run of the tests: one for each change.

    Attributes:
        names: Every change, as `segkit.routing.modes.x__cloud__mutmut_3`.
        alive: Those that no test noticed.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.alive: list[str] = []
        self._running: dict[int, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run what was collected as often as there are changes."""
        reaching = self._reaching(session.items)
        keeping = [
            one
            for one in gc.get_objects()
            if isinstance(one, functools._lru_cache_wrapper)  # noqa: SLF001 - it has no other name
            and str(one.__module__).startswith("segkit.")
        ]
        for one in keeping:  # what is kept from before a change would hide it
            one.cache_clear()
        gc.freeze()  # a process that looks at all objects again copies all memory
        for name in self.names:
            tests = reaching.get(name.rpartition("__mutmut_")[0], [])
            if len(self._running) == _PROCESSES:
                self._wait()
            if (child := os.fork()) == 0:
                self._try(name, tests)
            self._running[child] = name
        while self._running:
            self._wait()
        self.alive.sort(key=self.names.index)
        return True

    def _reaching(self, items: Sequence[pytest.Item]) -> dict[str, list[tuple[float, pytest.Item]]]:
        """The tests that reach each function, with the seconds they take, quickest first."""
        found: defaultdict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)
        set_mutant_under_test("stats")
        reached = state()._stats  # noqa: SLF001 - where mutmut's switches write it
        for item in items:
            reached.clear()
            started = process_time()
            _run(item)
            seconds = process_time() - started
            for function in reached:
                found[function].append((seconds, item))
        for tests in found.values():
            tests.sort(key=lambda test: test[0])
        return found

    def _try(self, name: str, tests: Sequence[tuple[float, pytest.Item]]) -> None:
        """In a process of its own, which ends with 0 when the change went unnoticed."""
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        set_mutant_under_test(name)
        try:
            for took, item in tests:
                most = int(process_time() + 20 * took) + 3
                resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
                _run(item)
        except BaseException:  # noqa: BLE001 - whatever it is, it was noticed
            os._exit(1)
        os._exit(0)

    def _wait(self) -> None:
        """Until one of the processes has ended."""
        child, status = os.wait()
        name = self._running.pop(child)
        if status == 0:
            self.alive.append(name)


def _run(item: pytest.Item) -> None:
    """Run one test, with its fixtures; again, if it was run before."""
    item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001 - pytest runs each once
    try:
        item.ihook.pytest_runtest_setup(item=item)
        item.ihook.pytest_runtest_call(item=item)
    finally:
        item.ihook.pytest_runtest_teardown(item=item, nextitem=None)


def main(arguments: Sequence[str]) -> None:
    """Change the modules before the dashes, and run the tests behind them."""
    end = arguments.index("--")
    names = []
    for module in arguments[:end]:
        path = Path(module)
        made = mutate_file_contents(module, path.read_text(encoding="utf-8"))
        path.write_text(made.code, encoding="utf-8")
        dotted = module.removesuffix(".py").replace("/", ".")
        names += [f"{dotted}.{name}" for name in made.mutant_names]
    trial = Trial(names)
    status = pytest.main(["-q", "-p", "no:cacheprovider", *arguments[end + 1 :]], plugins=[trial])
    if status:
        sys.exit(int(status))
    print(json.dumps({"all": names, "alive": trial.alive}))


if __name__ == "__main__":
    main(sys.argv[1:])
