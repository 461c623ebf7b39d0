"""Where a tracking plan is: a file, a Google Sheet, or Segment itself."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from segkit.google.sheet_address import is_sheet, sheet_key, sheet_url

WITHOUT_ENGAGEMENT = "default"
"""The keyring's account for a token that was given outside any engagement."""

_PLAN_ID = re.compile(r"tp_\w+")


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A tracking plan's place.

    Attributes:
        kind: `file`, `sheet` or `api`.
        text: The path, the sheet's address, or the plan's id (`tp_…`).
        service_account: Key file for Google; None leaves it to the environment.
        accounts: Entries of the keyring that may hold the token for a plan in Segment.
        within: The folder of the engagement that names it; None when a person does.
    """

    kind: str
    text: str
    service_account: Path | None = None
    accounts: tuple[str, ...] = field(default=(), compare=False)
    within: Path | None = field(default=None, compare=False)

    @property
    def file(self) -> Path:
        """The path of a plan that is a file."""
        return Path(self.text)

    @property
    def name(self) -> str:
        """What people call it in a list of inputs: a file's name, an address, an id."""
        return self.file.name if self.kind == "file" else self.text


def plan_place(text: str | Path, service_account: Path | None = None) -> PlanPlace:
    """The place that a person named: a file goes first, then a sheet's address or a plan's id.

    Raises `UsageError` for an address of a sheet that nobody can read.
    """
    written = str(text)
    # os.path.exists says no where Path.exists fails: an address is too long for a file name
    if isinstance(text, Path) or os.path.exists(written):  # noqa: PTH110
        return PlanPlace("file", written)
    if is_sheet(written):
        return PlanPlace("sheet", sheet_url(sheet_key(written)), service_account)
    if _PLAN_ID.fullmatch(written.strip()):
        return PlanPlace("api", written.strip(), accounts=(WITHOUT_ENGAGEMENT,))
    return PlanPlace("file", written)
