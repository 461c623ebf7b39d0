"""One engagement of many: its guide is made unless it is up to date. Never raises."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.batch.outcome import EXPORTED, FAILED, OPEN, UP_TO_DATE, Document, Job, Outcome
from segkit.batch.record import fingerprint, is_up_to_date, record
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import OpenItemsError, SegkitError
from segkit.trust import for_now

if TYPE_CHECKING:
    from segkit.export.forms import Making

_REPORT = "run `segkit export` in that folder to see where, and report it."


def do(job: Job) -> Outcome:
    """Do the job; whatever goes wrong is in the outcome, so that it stops no other."""
    begun = time.perf_counter()
    outcome = Outcome(job.folder, FAILED)
    try:
        engagement = read_engagement(Path(job.folder))
        outcome = replace(outcome, customer=engagement.customer)
        with for_now(job.code):
            outcome = _export(engagement, job, outcome)
    except SegkitError as error:
        status = OPEN if isinstance(error, OpenItemsError) else FAILED
        outcome = replace(outcome, status=status, problem=error.problem, fix=error.fix)
    except Exception as error:  # noqa: BLE001 (a bug met by one engagement stops no other)
        outcome = replace(outcome, problem=_bug(error), fix=_REPORT)
    return replace(outcome, seconds=round(time.perf_counter() - begun, 3))


def _export(engagement: Engagement, job: Job, outcome: Outcome) -> Outcome:
    from segkit.export.forms import Making, Wanted

    made_from = fingerprint(engagement)
    wanted = Wanted(job.draft, job.audiences, docsify=job.docsify)
    heard: list[str] = []
    documents = tuple(
        _document(making, form, made_from, force=job.force)
        for making in (Making(engagement, a, wanted, heard.append) for a in job.audiences)
        for form in job.forms
    )
    statuses = {document.status for document in documents}
    failed = next((document for document in documents if document.status == FAILED), None)
    return replace(
        outcome,
        status=next(status for status in (FAILED, EXPORTED, UP_TO_DATE) if status in statuses),
        guide=next((document.path for document in documents if document.path), ""),
        problem=failed.problem if failed else "",
        fix=failed.fix if failed else "",
        code=" ".join(dict.fromkeys(heard)),
        documents=documents,
    )


def _document(making: Making, form: str, made_from: str, *, force: bool) -> Document:
    """One form, made unless it is up to date; a failure stops no other form.

    Raises `OpenItemsError`, which is about every form.
    """
    document = Document(form, making.audience, FAILED)
    try:
        engagement, target = making.engagement, making.target(form)
        made_from += making.made_from(form)
        if not force and is_up_to_date(engagement, target, made_from):
            return replace(document, status=UP_TO_DATE, path=str(target))
        made = making.write(form, target)
        record(engagement, target, made.files, made_from)
    except OpenItemsError:
        raise
    except SegkitError as error:
        return replace(document, problem=error.problem, fix=error.fix)
    except Exception as error:  # noqa: BLE001 (a bug met by one form stops no other)
        return replace(document, problem=_bug(error), fix=_REPORT)
    return replace(document, status=EXPORTED, path=str(target), note=made.note)


def _bug(error: Exception) -> str:
    return f"segkit itself failed: {type(error).__name__}: {error}"
