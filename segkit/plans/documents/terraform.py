"""Terraform files with `segment_tracking_plan` resources → `TrackingPlan`.

Segment's Git Sync writes such files, and people keep their own. The resource's shape: registry.terraform.io/providers/
segmentio/segment, `tracking_plan` and `tracking_plan_rules`.
"""

from __future__ import annotations

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.hcl import Block, blocks_of
from segkit.plans.documents.rules import plan_from_entries

_RESOURCES = ("segment_tracking_plan", "segment_tracking_plan_rules")


def read_terraform(text: str, *, name: str) -> TrackingPlan:
    """The tracking plan in the text of a `.tf` file.

    Args:
        text: The file's text.
        name: The plan's name when the resource has none.

    Raises:
        InputFileError: It is no HCL (with line and column).
        NotATrackingPlanError: It has no tracking plan with rules, or several.
    """
    blocks = blocks_of(text)
    found = [block for block in blocks if _is_plan(block)]
    plans = [block for block in found if block[2].get("rules")]
    if not plans:
        raise NotATrackingPlanError(
            f"{name} holds no tracking plan with rules: looked for resources "
            f"'segment_tracking_plan'; found {_listed(blocks)}.",
            "choose the file with the plan's resource.",
        )
    if len(plans) > 1:
        addresses = ", ".join(_address(plan) for plan in plans)
        raise NotATrackingPlanError(
            f"{name} holds {len(plans)} tracking plans: {addresses}.",
            "save the one that the guide is about in a file of its own.",
        )
    address = _address(plans[0])
    rules = plans[0][2]["rules"]
    entries = [
        (f"{address}.rules[{number}]", rule)
        for number, rule in enumerate(rules if isinstance(rules, list) else [rules])
    ]
    return plan_from_entries(entries, plan=_record(plans[0], found, blocks), name=name)


def _record(plan: Block, found: list[Block], blocks: list[Block]) -> dict[str, object]:
    """The plan's own attributes; its id is in an `import` block, or beside separate rules."""
    record = {key: one for _, _, values in found for key, one in values.items()}
    written = record.pop("tracking_plan_id", None)
    addresses = {f"${{{_address(block)}}}" for block in (plan, *found)}
    imported = [
        values.get("id")
        for kind, _, values in blocks
        if kind == "import" and values.get("to") in addresses
    ]
    known = [one for one in (*imported, written) if isinstance(one, str) and "${" not in one]
    if known:
        record["id"] = known[0]
    return {key: one for key, one in record.items() if key != "rules" and one is not None}


def _address(block: Block) -> str:
    return ".".join(block[1])


def _is_plan(block: Block) -> bool:
    kind, labels, _ = block
    return kind == "resource" and len(labels) == 2 and labels[0] in _RESOURCES


def _listed(blocks: list[Block]) -> str:
    names = [" ".join([kind, *labels]) for kind, labels, _ in blocks]
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "") if names else "nothing"
