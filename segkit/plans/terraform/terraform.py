"""Terraform files with `segment_tracking_plan` resources → `TrackingPlan`.

Segment's Git Sync writes such files, and people keep their own. The resource's shape: registry.terraform.io/providers/
segmentio/segment, `tracking_plan` and `tracking_plan_rules`; two older providers keep the Config
API's rules in `rules_json_file`, or in `rules_events` and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.model.plan import Explained, Report, TrackingPlan
from segkit.plans.documents.config_rules import config_entries
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.json_text import load_json
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.terraform.hcl import Block, blocks_of
from segkit.plans.terraform.hcl_values import Computed, Inserted, Values

if TYPE_CHECKING:
    from pathlib import Path

    from segkit.plans.documents.folder import Folder

_RESOURCES = ("segment_tracking_plan", "segment_tracking_plan_rules", "tracking_plan")
_HAS_PLAN = re.compile(rf"""resource\s+"(?:{"|".join(_RESOURCES)})\"""")
_OLDER = "rules_"
_LIBRARIES = "import_from"
_WAY_OUT = (
    "give the output of `terraform show -json` in a file, which is read, or the plan's id (tp_…)."
)

Entries = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource that is about a plan, with its attributes worked out."""

    address: str
    values: Mapping[str, object]

    @property
    def title(self) -> str:
        """The plan's name, and its address."""
        name = self.values.get("name") or self.values.get("display_name")
        return f"{str(name)!r} ({self.address})" if name else self.address

    @property
    def has_rules(self) -> bool:
        """It holds rules, in any provider's words."""
        return any(
            value and (key == "rules" or key.startswith(_OLDER))
            for key, value in self.values.items()
        )


def read_terraform(text: str, *, name: str, folder: Folder | None = None) -> TrackingPlan:
    """The tracking plan in the text of a `.tf` file.

    Args:
        text: The file's text.
        name: The plan's name when the resource has none.
        folder: Where the files stand that it names; None when it may name none.

    Raises:
        InputFileError: It is no HCL (with line and column).
        NotATrackingPlanError: It has no tracking plan with rules, several, or only rules that
            Terraform has to work out.
    """
    return plan_from_blocks(blocks_of(text), Values(folder), name=name)


def plan_from_blocks(blocks: list[Block], values: Values, *, name: str) -> TrackingPlan:
    """The plan in the blocks of a module. Raises like `read_terraform`."""
    values.learn(blocks)
    found = [
        Resource(block.address, values.attributes(block.body))
        for block in blocks
        if _is_plan(block)
    ]
    imports = [
        values.attributes(block.body) for block in blocks if block.kind == "import" and found
    ]
    if not any(one.has_rules for one in found):
        raise _no_plan(name, blocks)
    return plan_from_resources(found, imports, name=name, missing=values.missing)


def plan_from_resources(
    found: list[Resource],
    imports: Iterable[Mapping[str, object]] = (),
    *,
    name: str,
    missing: Iterable[str] = (),
) -> TrackingPlan:
    """The plan in these resources: the only one, or the only live one.

    Raises:
        NotATrackingPlanError: There are several, or Terraform has to work out all their rules.
    """
    plan, notes = _of_one(found, name)
    entries, explained = _entries(plan)
    if not entries and explained:
        raise NotATrackingPlanError(
            f"The rules of {plan.address} cannot be read here: {explained[0].reason}", _WAY_OUT
        )
    doubts = Doubts()
    if explained:
        what = "{count} rules or libraries of them are worked out by Terraform and are not read: "
        doubts.add(explained[0].origin, what + _WAY_OUT, *(one.origin for one in explained))
    for origin, entry in entries:
        if computed := [one.source for one in _computed_in(entry)]:
            what = "{count} values are worked out by Terraform and stand here as their source; to read them, "
            doubts.add(origin, what + _WAY_OUT, *computed)
    notes += [
        f"The file {one} is not below the plan's folder and was not opened."
        for one in dict.fromkeys(missing)
    ]
    return plan_from_entries(
        [(origin, _as_text(entry)) for origin, entry in entries],
        plan={key: _as_text(one) for key, one in _record(plan, found, imports).items()},
        name=name,
        so_far=Report(explained=tuple(explained), notes=tuple(notes)),
        doubts=doubts,
    )


def _of_one(found: list[Resource], name: str) -> tuple[Resource, list[str]]:
    plans = [one for one in found if one.has_rules]
    live = [one for one in plans if one.values.get("type") == "LIVE"]
    chosen = plans if len(plans) == 1 else live
    if len(chosen) != 1:
        called = ", ".join(one.title for one in plans)
        raise NotATrackingPlanError(
            f"{name} holds {len(plans)} tracking plans: {called}.",
            "give the file that holds the one that the guide is about, and no other; or its id (tp_…).",
        )
    others = ", ".join(one.address for one in plans if one is not chosen[0])
    return chosen[0], [f"Also there, and no live plan: {others}."] if others else []


def _entries(plan: Resource) -> tuple[Entries, list[Explained]]:
    """The rules of a plan, and those that Terraform has to work out."""
    entries: Entries = []
    explained: list[Explained] = []
    for key, value in plan.values.items():
        origin = f"{plan.address}.{key}"
        if key == "rules":
            several = value if isinstance(value, list) else [value]
            entries += [(f"{origin}[{number}]", one) for number, one in enumerate(several)]
        elif key == _LIBRARIES:
            for number, one in enumerate(_listed_in(value)):
                place, library = f"{origin}[{number}]", _decoded(one)
                is_known = isinstance(library, Mapping)
                entries += (
                    config_entries(library, f"{place}.")[0] if is_known else [(place, library)]
                )
        elif key == "rules_json_file":
            entries += config_entries(_decoded(value), f"{plan.address}.")[0]
        elif key.startswith(_OLDER):
            kind = key.removeprefix(_OLDER)
            inner = [*map(_decoded, value)] if isinstance(value, list) else _decoded(value)
            entries += config_entries({kind: inner}, f"{plan.address}.")[0]
    for origin, entry in entries:
        if isinstance(entry, Computed):
            explained.append(Explained(origin, _computed(entry)))
    return [one for one in entries if not isinstance(one[1], Computed)], explained


def _computed_in(value: object) -> Iterator[Computed | Inserted]:
    """What only Terraform can work out, wherever it stands in a rule."""
    if isinstance(value, Computed | Inserted):
        yield value
    elif isinstance(value, Mapping):
        for one in (*value, *value.values()):
            yield from _computed_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _computed_in(one)


def _as_text(value: object) -> object:
    """The same with the source of what Terraform works out, as any other text."""
    if isinstance(value, Mapping):
        return {str(key): _as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return str(value) if isinstance(value, Computed | Inserted) else value


def _computed(entry: Computed) -> str:
    return f"Terraform works out {entry.source!r} ({entry.reason}), and segkit does not run it."


def _listed_in(value: object) -> list[object]:
    """Event libraries, in a list or in JSON."""
    several = _decoded(value)
    return several if isinstance(several, list) else [several]


def _decoded(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Computed):
        return value
    try:
        return load_json(value, "the rules")
    except InputFileError:
        return value


def _record(
    plan: Resource, found: list[Resource], imports: Iterable[Mapping[str, object]]
) -> dict[str, object]:
    """The plan's own attributes; its id is in an `import` block, or beside separate rules."""
    near = [one for one in found if one is plan or not one.has_rules]
    record = {key: one for resource in near for key, one in resource.values.items()}
    written = record.pop("tracking_plan_id", None)
    addresses = {f"${{{one.address}}}" for one in near}
    imported = [values.get("id") for values in imports if values.get("to") in addresses]
    known = [one for one in (*imported, written) if isinstance(one, str) and "${" not in one]
    if known:
        record["id"] = known[0]
    if "display_name" in record:
        record["name"] = record.pop("display_name")
    return {
        key: one
        for key, one in record.items()
        if key not in {"rules", _LIBRARIES} and not key.startswith(_OLDER) and one is not None
    }


def no_plan_in(given: PlanInput) -> NotATrackingPlanError:
    """What the Terraform of a folder holds in place of a plan, such as a module from elsewhere."""
    files = [one for some in given.folder.modules.values() for one, _ in some]
    several = given.folder.reading(files, lambda one: blocks_of(one.text, str(one.path)))
    return _no_plan(given.name, [block for some in several for block in some])


def _no_plan(name: str, blocks: list[Block]) -> NotATrackingPlanError:
    return NotATrackingPlanError(
        f"{name} holds no tracking plan with rules: looked for resources "
        f"'segment_tracking_plan'; found {_listed(blocks)}.",
        f"choose the file with the plan's resource, or {_WAY_OUT}",
    )


def _is_plan(block: Block) -> bool:
    return block.kind == "resource" and len(block.labels) == 2 and block.labels[0] in _RESOURCES


def _listed(blocks: list[Block]) -> str:
    names = [" ".join([block.kind, *block.labels]) for block in blocks]
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "") if names else "nothing"


def _recognises(given: PlanInput) -> bool:
    return given.kind == "terraform" or (given.kind == "folder" and bool(_modules(given.folder)))


def _modules(folder: Folder) -> list[Path]:
    """The folders with Terraform files of which one holds a plan; the uppermost alone, if it does."""
    found = [
        path
        for path, files in folder.modules.items()
        if any(_HAS_PLAN.search(text) for _, text in files)
    ]
    return [folder.path] if folder.path in found else found


def _read(given: PlanInput) -> TrackingPlan:
    if given.kind == "terraform":
        values = Values(given.folder, siblings=lambda: _siblings(given))
        return plan_from_blocks(blocks_of(given.text, str(given.path)), values, name=given.name)
    path, *others = _modules(given.folder)
    if others:
        names = ", ".join(given.folder.origin(one) for one in (path, *others))
        raise NotATrackingPlanError(
            f"{given.path} holds {len(others) + 1} Terraform modules with plans: {names}.",
            "give the folder of the one that the guide is about.",
        )
    files = [one for one, _ in given.folder.modules[path]]
    several = given.folder.reading(files, lambda one: blocks_of(one.text, str(one.path)))
    blocks = [block for some in several for block in some]
    values = Values(given.folder, given.folder.origin(path))
    return plan_from_blocks(blocks, values, name=given.name)


def _siblings(given: PlanInput) -> list[Block]:
    """The blocks of the other files of the module, as far as they can be read."""
    files = [
        PlanInput(path) for path in sorted(given.path.parent.glob("*.tf")) if path != given.path
    ]
    several = given.folder.reading(files, lambda one: blocks_of(one.text, str(one.path)))
    return [block for some in several for block in some]


TERRAFORM = PlanFormat("Terraform", _recognises, read=_read)
