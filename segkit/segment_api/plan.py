"""A tracking plan by its id → `TrackingPlan`."""

from __future__ import annotations

import re
from dataclasses import replace

from segkit.errors import ApiError, ApiRefusalError, UsageError
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Json
from segkit.plans.documents.rules import read_rules
from segkit.segment_api.background import Tell, run
from segkit.segment_api.client import PublicApi, Session
from segkit.segment_api.endpoints import RULES, TRACKING_PLAN
from segkit.segment_api.pages import Listed, read_all
from segkit.segment_api.progress import Listener, Progress, unheard


def read_plan_by_id(plan_id: str, api: PublicApi, *, progress: Listener = unheard) -> TrackingPlan:
    """The tracking plan `plan_id` (`tp_…`) with all its rules.

    Raises:
        UsageError: It is no id of the Public API.
        TokenError: The token is not accepted.
        ApiError: The plan or a page of its rules could not be had.
        NotATrackingPlanError: It has no rules.
    """
    if not re.fullmatch(r"tp_\w+", plan_id):
        raise UsageError(
            f"{plan_id!r} is no id of a tracking plan in the Public API.",
            "take it from the plan's address in app.segment.com: it starts with tp_ "
            "(rs_… is of the older Config API).",
        )

    async def work(tell: Tell) -> tuple[Json, Listed]:
        async with api.session(tell) as session:
            return await _plan_and_rules(plan_id, session, tell)

    record, rules = run(work, progress)
    plan = read_rules({"trackingPlan": record, "rules": list(rules.objects)}, name=plan_id)
    if not rules.lack:
        return plan
    note = f"Rules may be missing: {rules.lack}."
    return replace(plan, report=replace(plan.report, notes=(*plan.report.notes, note)))


async def _plan_and_rules(plan_id: str, session: Session, tell: Tell) -> tuple[Json, Listed]:
    def told(done: int, total: int | None) -> None:
        tell(Progress("rules", done, total))

    try:
        answer = await session.get(TRACKING_PLAN, plan_id)
        rules = await read_all(session, RULES, plan_id, told=told)
    except ApiRefusalError as error:
        if error.status != 404:
            raise
        raise ApiError(
            f"The token's workspace has no tracking plan {plan_id!r}: {error.problem}",
            "compare the id with the plan's address in app.segment.com, and the token with the "
            "workspace it was made in.",
        ) from error
    record = answer.get(TRACKING_PLAN.answer)
    return (record if isinstance(record, dict) else {"id": plan_id}), rules
