"""Running all checks at once, each within its time."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from queue import SimpleQueue

from segkit.doctor.checks import CHECKS
from segkit.doctor.surroundings import Surroundings
from segkit.doctor.verdict import Check, Report, Result, Verdict, do_first
from segkit.errors import SegkitError


def examine(surroundings: Surroundings, checks: Sequence[Check] = CHECKS) -> Report:
    """What every check says; it takes as long as the slowest one, and none can hold it up."""
    began = time.monotonic()
    answers = [_started(check, surroundings) for check in checks]
    return Report(
        tuple(
            Result(check.id, check.group, check.title, _answer(answer, check, began))
            for check, answer in zip(checks, answers, strict=True)
        )
    )


def _started(check: Check, surroundings: Surroundings) -> SimpleQueue[Verdict]:
    answer: SimpleQueue[Verdict] = SimpleQueue()

    def work() -> None:
        try:
            verdict = check.look(surroundings)
        except SegkitError as error:
            verdict = do_first(error.problem, error.fix)
        # one check that breaks must not hide the others; its text may hold anything
        except Exception as error:  # noqa: BLE001
            verdict = do_first(
                f"The check itself broke ({type(error).__name__}).",
                "update segkit; if it stays so, report it with this line.",
            )
        answer.put(verdict)

    # a daemon: whoever hangs in a driver or a name server must not keep the program alive
    threading.Thread(target=work, daemon=True, name=f"segkit doctor {check.id}").start()
    return answer


def _answer(answer: SimpleQueue[Verdict], check: Check, began: float) -> Verdict:
    from queue import Empty

    left = began + check.seconds - time.monotonic()
    try:
        return answer.get(timeout=max(left, 0.01))
    except Empty:
        return do_first(
            f"There was no answer within {check.seconds:g} s.",
            "close what may be waiting (a password window, a VPN), and run `segkit doctor` again.",
        )
