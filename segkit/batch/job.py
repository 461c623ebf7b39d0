"""One engagement of many: its guide is made unless it is up to date. Never raises."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from segkit.batch.outcome import EXPORTED, FAILED, OPEN, UP_TO_DATE, Job, Outcome
from segkit.batch.record import fingerprint, is_up_to_date, record
from segkit.engagement import Engagement, read_engagement
from segkit.errors import OpenItemsError, SegkitError


def do(job: Job) -> Outcome:
    """Do the job; whatever goes wrong is in the outcome, so that it stops no other."""
    begun = time.perf_counter()
    outcome = Outcome(job.folder, FAILED)
    try:
        engagement = read_engagement(Path(job.folder))
        outcome = replace(outcome, customer=engagement.customer)
        outcome = _export(engagement, job, outcome)
    except SegkitError as error:
        status = OPEN if isinstance(error, OpenItemsError) else FAILED
        outcome = replace(outcome, status=status, problem=error.problem, fix=error.fix)
    except Exception as error:  # noqa: BLE001 (a bug met by one engagement stops no other)
        outcome = replace(
            outcome,
            problem=f"segkit itself failed: {type(error).__name__}: {error}",
            fix="run `segkit export` in that folder to see where, and report it.",
        )
    return replace(outcome, seconds=round(time.perf_counter() - begun, 3))


def _export(engagement: Engagement, job: Job, outcome: Outcome) -> Outcome:
    from segkit.export.document import export_guide, guide_file

    guide = guide_file(engagement, draft=job.draft)
    made_from = fingerprint(engagement)
    if not job.force and is_up_to_date(engagement, guide, made_from):
        return replace(outcome, status=UP_TO_DATE, guide=str(guide))
    heard: list[str] = []
    export_guide(engagement, draft=job.draft, output=guide, listen=heard.append)
    record(engagement, guide, made_from)
    return replace(outcome, status=EXPORTED, guide=str(guide), code=" ".join(heard))
